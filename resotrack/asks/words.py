"""A paragraph as words, and what its words can be: a "to" that begins a deed, a verb, an insertion.

English alone: other languages have no lists to read by.
"""

from __future__ import annotations

from collections.abc import Iterator

from resotrack.diff import tokenise
from resotrack.lexicon.asking import Asking, asking
from resotrack.model import Paragraph, Span

_MADE = ("ize", "ise", "ify", "ulate", "inate", "igate")
_STEPS = ("", "e")
_DETERMINERS = frozenset(
    "the a an all any each every its their his her this these those it them such both".split()
)
_BEFORE_VERBS = frozenset(
    {"also", "then", "better", "not", "further", "again", "therefore", "even"}
)
_PARTICIPLES = frozenset({"held", "made", "given", "taken", "set"})


class Words:
    """The words of one paragraph. A stretch of them is [first, last), in tokens."""

    __slots__ = ("_ends", "_raw", "_starts", "keys", "lists", "paragraph")

    def __init__(self, paragraph: Paragraph) -> None:
        tokens = tokenise(paragraph.text)
        self.paragraph = paragraph
        self.lists: Asking = asking()
        self._raw = tokens.words
        self._starts, self._ends = tokens.starts, tokens.ends
        self.keys = [word.lower().replace("’", "'").replace("‑", "-") for word in tokens.words]
        self.keys += ["", "", "", ""]

    def __len__(self) -> int:
        return len(self._raw)

    def at(self, offset: int) -> int:
        """The first token that begins at this offset or behind it."""
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def span(self, first: int, last: int) -> Span:
        """The words [first, last) as evidence; there is at least one."""
        start, end = self._starts[first], self._ends[last - 1]
        text = self.paragraph.text[start:end]
        return Span(paragraph=self.paragraph.id, start=start, end=end, text=text)

    def between(self, start: int, end: int) -> Span:
        """The characters [start, end)."""
        return Span(
            paragraph=self.paragraph.id,
            start=start,
            end=end,
            text=self.paragraph.text[start:end],
        )

    def is_name(self, at: int) -> bool:
        """Whether a word is written with a capital letter."""
        return at < len(self._raw) and self._raw[at][:1].isupper()

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Without marks and conjunctions at either end."""
        while last > first and (
            not self.keys[last - 1][:1].isalnum() and self.keys[last - 1] not in ("”", '"', ")")
        ):
            last -= 1
        while last > first and self.keys[last - 1] in ("and", "or", ",", ";"):
            last -= 1
        if last - first > 2 and self.keys[last - 3 : last] == ["as", "well", "as"]:
            last -= 3
            return self.trimmed(first, last)
        while first < last and self.keys[first] in (",", "and", ";"):
            first += 1
        return first, last

    # ---- verbs

    def is_verb(self, at: int) -> bool:
        """Whether this can be a verb in base form."""
        word = self.keys[at]
        known = word in self.lists.verbs or word.endswith(_MADE)
        again = word.startswith("re") and word[2:].lstrip("-") in self.lists.verbs
        return (known or again) and not self.is_name(at)

    def deed_at(self, at: int) -> int:
        """Where the verb stands that a "to" at this place leads to, over its adverbs; 0: none."""
        if self.keys[at] != "to":
            return 0
        verb = at + 1
        while (self.keys[verb].endswith("ly") and not self.is_verb(verb)) or (
            self.keys[verb] in _BEFORE_VERBS and self.is_verb(verb + 1)
        ):
            verb += 1
        if verb + 1 < len(self) and verb > at + 1 and self.keys[verb] == "and":
            verb += 2  # "to fully and effectively implement"
        return verb if self.is_verb(verb) or self._governs(verb) else 0

    def _governs(self, at: int) -> bool:
        """Whether a word that no list knows stands as a verb does: "to salvage the"."""
        word = self.keys[at]
        noun = word.endswith(("s", "ing", "ed", "ly")) or word in _DETERMINERS
        return (
            word.isalpha()
            and not noun
            and not self.is_name(at)
            and (self.keys[at + 1] in _DETERMINERS)
        )

    def deeds(self, first: int, last: int) -> Iterator[int]:
        """Every "to" of a stretch that leads to a verb."""
        return (at for at in range(first, last) if self.keys[at] == "to" and self.deed_at(at))

    def base(self, at: int) -> str:
        """The base form of a gerund in -ing; "" where it is none."""
        word = self.keys[at]
        if not word.endswith("ing") or len(word) < 5:
            return ""
        stem = word[:-3]
        for step in _STEPS:
            if stem + step in self.lists.verbs:
                return stem + step
        if stem[-1] == stem[-2] and stem[:-1] in self.lists.verbs:
            return stem[:-1]
        return stem + "e" if stem.endswith(("iz", "at")) else ""

    def is_past(self, at: int) -> bool:
        """Whether this looks like a past participle: "adopted", "held"."""
        word = self.keys[at]
        return (word.endswith("ed") and len(word) > 4) or word in _PARTICIPLES

    def is_deed(self, at: int) -> bool:
        """Whether a sentence begins here with a verb in base form, capital letter and all."""
        return self.keys[at] in self.lists.verbs

    # ---- insertions

    def phrase_of(self, at: int, phrases: frozenset[str]) -> int:
        """How many words of one of the phrases stand here, at most three; 0: none."""
        for size in (3, 2, 1):
            if " ".join(self.keys[at : at + size]) in phrases:
                return size
        return 0

    def is_insertion(self, at: int) -> bool:
        """Whether an insertion begins here, one that does not name who is asked."""
        if self.phrase_of(at, self.lists.naming):
            return False
        word = self.keys[at]
        return word in self.lists.insertions or (word.endswith("ly") and len(word) > 5)
