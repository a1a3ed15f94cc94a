"""Opening phrases of English texts: found by a small grammar over the lexicon.

    opening  =  fore* head aft* ["and" opening]
    fore     =  connector | filler | adverb            Also, Once again, strongly
    head     =  an act of the lexicon                  calls upon, condemning, concerned
             |  "continues to" base | "remains" state | "having" past participle
    aft      =  connector | filler | adverb | tail     also, unequivocally, in the strongest terms
             |  "with" adjective* object               with deep concern
             |  ["its" | "the"] adjective* object      after a vehicle: (expresses) its concern

Connectors and fillers carry no grade: they follow from the order of the paragraphs (UN Editorial
Manual), and change when a paragraph moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from resotrack.lexicon.english import CONTINUING, COPULAS, Lexicon, Phrases, lexicon
from resotrack.lexicon.entries import Act, Form

WINDOW = 110
_LONGEST = 14  # words
_TOKEN = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*|[^\w\s]")
_SPELLING = re.compile(r"is(es|ing|e)$")
_OWN = frozenset({"its", "their", "our", "his", "her"})
# Only these take an object with "the" ("expresses the hope"); "stresses the need" is two things.
_EXPRESSING = frozenset({"expresses", "voices", "conveys", "shares"})
_LOOSE = frozenset({"need", "view"})
_PARTICLES = frozenset({"upon", "on", "for"})
# "Welcoming further that", "Recalling further its": a connector. "Welcomes further steps": none.
_AFTER_FURTHER = frozenset(
    "that to the all its with by on upon of in a an and their this these those at from".split()
)
_PAST = re.compile(r"[a-z]{3,}ed$")
_CALLS = frozenset({"call", "calls"})


@dataclass(slots=True)
class Parsed:
    """An opening phrase taken apart."""

    act: Act
    form: Form
    end: int = 0
    """Where it ends in the text."""
    following: str = ""
    """The word after it; "" where there is none."""
    adverbs: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    object: str = ""
    accompanied: bool = False
    """The object follows "with"."""
    joined: Parsed | None = None


class Reading:
    """The first words of a text, read from left to right."""

    __slots__ = ("keys", "lex", "raw", "size", "text")

    def __init__(self, text: str, lex: Lexicon) -> None:
        self.text, self.lex = text, lex
        self.raw = _words(text[:WINDOW])
        self.size = len(self.raw)
        # No word has a space in it: all are folded in one go.
        self.keys = [*" ".join(self.raw).lower().replace("‑", "-").split(" "), "", ""]

    def end(self, count: int) -> int:
        """Where in the text the first `count` words end."""
        at = 0
        for word in self.raw[:count]:
            at = self.text.find(word, at) + len(word)
        return at

    def phrase(self, at: int, phrases: Phrases) -> int:
        """How many words of a listed phrase stand here."""
        for parts in phrases.get(self.keys[at], ()):
            size = len(parts)
            if size == 1 or tuple(self.keys[at : at + size]) == parts:
                return size
        return 0

    def opening(self, at: int, form: Form | None = None) -> Parsed | None:
        adverbs: list[str] = []
        at = self.fore(at, adverbs)
        found = self.head(at)
        if found is None or (form is not None and (form == "verb") != (found[0].form == "verb")):
            return None
        parsed, at = found
        parsed.adverbs[:0] = adverbs
        at = self.aft(at, parsed)
        parsed.end, parsed.following = self.end(at), self.keys[at]
        after = at + 1 if self.keys[at] == "," and self.keys[at + 1] == "and" else at
        if form is None and self.keys[after] == "and":
            parsed.joined = self.opening(after + 1, parsed.form)
            if parsed.joined:
                parsed.end, parsed.following = parsed.joined.end, parsed.joined.following
        return parsed

    def fore(self, at: int, adverbs: list[str]) -> int:
        while at < self.size:
            size = self.phrase(at, self.lex.neutral)
            word = self.keys[at]
            if size:
                at += size
            elif word in self.lex.adverbs or (word.endswith("ly") and len(word) > 4):
                adverbs.append(word)
                at += 1
            else:
                break
            if self.keys[at] == ",":
                at += 1
        return at

    def head(self, at: int) -> tuple[Parsed, int] | None:
        word = self.keys[at]
        if word in CONTINUING and self.keys[at + 1] == "to":
            return self.continued(at + 2, "verb" if word == "continues" else "participle")
        if word in COPULAS:
            adverbs: list[str] = []
            state = self.fore(at + 1, adverbs)
            found = self.listed(self.keys[state], state)
            if found and found[0].form == "state":
                found[0].adverbs[:0] = adverbs
                found[0].form = "verb" if word.endswith("s") else "participle"
                return found
        if word == "having":
            past = at + 1 + self.phrase(at + 1, self.lex.neutral)
            if self.keys[past] in self.lex.having or _PAST.match(self.keys[past]):
                return Parsed(self.lex.acts["having"], "participle"), past + 1
            return None
        return self.listed(word, at)

    def listed(self, word: str, at: int) -> tuple[Parsed, int] | None:
        options = self.lex.heads.get(word)
        if options is None and "is" in word:
            options = self.lex.heads.get(_SPELLING.sub(r"iz\1", word))
        for parts, act, form in options or ():
            size = len(parts)
            if size == 1 or tuple(self.keys[at + 1 : at + size]) == parts[1:]:
                # "Decides to consider" is weighed as a whole, but only "Decides" is the phrase.
                return Parsed(act, form), at + (parts.index("to") if "to" in parts else size)
        return None

    def continued(self, at: int, form: Form) -> tuple[Parsed, int] | None:
        adverbs: list[str] = []
        at = self.fore(at, adverbs)
        for size in (3, 2, 1):
            act = self.lex.bases.get(" ".join(self.keys[at : at + size]))
            if act:
                return Parsed(act, form, adverbs=adverbs), at + size
        return None

    def aft(self, at: int, parsed: Parsed) -> int:
        """Everything after the head that still belongs to the phrase."""
        lex = self.lex
        while at < self.size:
            word = self.keys[at]
            size = self.phrase(at, lex.neutral)
            if size and not (word == "further" and self.is_adjective(at + 1)):
                at += size
            elif word in lex.adverbs and word not in ("very", "most", "highly"):
                parsed.adverbs.append(word)
                at += 1
            elif skip := self.tail(at):
                at, name = skip
                parsed.tails.append(name)
            elif word == "with" and (skip2 := self.carried(at + 1, parsed)):
                at, parsed.accompanied = skip2, True
            elif word in _PARTICLES and (parsed.act.phrase == "calls" or parsed.object in _CALLS):
                parsed.act = lex.acts.get(f"calls {word}", parsed.act)
                at += 1
            elif (
                not parsed.object
                and parsed.act.phrase in lex.vehicles
                and (skip2 := self.carried(at, parsed))
            ):
                at = skip2
            else:
                break
        return at

    def is_adjective(self, following: int) -> bool:
        """Whether "further" before this word is an adjective ("further steps")."""
        word = self.keys[following]
        if not word or not self.raw[following][0].islower() or word in _AFTER_FURTHER:
            return False
        return word not in self.lex.neutral and word not in self.lex.adverbs

    def tail(self, at: int) -> tuple[int, str] | None:
        start = at + 1 if self.keys[at] == "," else at
        size = self.phrase(start, self.lex.tail_phrases)
        if not size:
            return None
        end = start + size
        return end, " ".join(self.keys[start:end])

    def carried(self, at: int, parsed: Parsed) -> int:
        """The end of "[its] [grave] concern [and regret]" at this place, or 0."""
        lex = self.lex
        adjectives: list[str] = []
        expressing = parsed.act.phrase in _EXPRESSING
        if self.keys[at] in _OWN or (expressing and self.keys[at] == "the"):
            at += 1
        while self.keys[at] in lex.adjectives or self.keys[at] in lex.adverbs:
            adjectives.append(self.keys[at])
            at += 1
        word = self.keys[at]
        if word not in lex.objects or (word in _LOOSE and not expressing):
            return 0
        if parsed.object and parsed.object != word:
            return at + 1
        parsed.object, parsed.adjectives = word, parsed.adjectives + adjectives
        at += 1
        if self.keys[at] == "and" and self.keys[at + 1] in lex.objects:
            at += 2
        return at


def _words(text: str) -> list[str]:
    """The first tokens of a text: most are letters between two spaces, and need no pattern."""
    found: list[str] = []
    for part in text.split():
        if part.isalpha():
            found.append(part)
        else:
            found += _TOKEN.findall(part)
        if len(found) >= _LONGEST:
            break
    return found[:_LONGEST]


def parse(text: str) -> Parsed | None:
    """The opening phrase at the head of a text, taken apart; None where there is none.

    The last ones are remembered: a text is parsed when it is read and again when it is judged, and
    what both sides of a link begin with is the same more often than not.
    """
    return _parsed(text[:WINDOW])


@lru_cache(maxsize=4_096)
def _parsed(head: str) -> Parsed | None:
    first = _TOKEN.match(head)
    if first is None or not may_begin(first[0].lower().replace("‑", "-")):
        return None
    return Reading(head, lexicon()).opening(0)


@lru_cache(maxsize=8_192)
def may_begin(word: str) -> bool:
    """Whether an opening phrase can begin with this word: most texts are refused here."""
    lex = lexicon()
    return (
        word in lex.starts
        or word.endswith("ly")
        or ("is" in word and _SPELLING.sub(r"iz\1", word) in lex.heads)
    )


def forget() -> None:
    """Forget what was parsed by a lexicon that is used no longer."""
    _parsed.cache_clear()
    may_begin.cache_clear()
