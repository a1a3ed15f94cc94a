"""A link as the rules see it: two sides alike, and the places where they differ.

Nothing here knows which side came first except `Change.before` and `Change.after`; a rule that
looks at both sides in the same way is antisymmetric for free.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import compress, count
from operator import ne
from typing import NamedTuple, TypeVar

from resotrack.diff import changed_tokens, tokenise
from resotrack.lexicon import (
    Hit,
    Opening,
    Vocabulary,
    find_acts,
    forget_with_lexicon,
    strip_connectors,
    vocabulary,
)
from resotrack.model import Link, Paragraph, Relation, Span, WordChange
from resotrack.model.brackets import remarks

T = TypeVar("T")
_ROOT = 6
_REMEMBERED = 16_384
"""So many words of a language have their stems kept."""
_STEMS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e")


class Side:
    """One side of a link: its paragraphs as one text, with what the lexicon finds in it."""

    def __init__(
        self,
        paragraphs: tuple[Paragraph, ...],
        language: str,
        known: Vocabulary,
        criticized: frozenset[str] = frozenset(),
    ) -> None:
        self.paragraphs = paragraphs
        self.language = language
        self.vocabulary = known
        self.criticized = criticized
        """Roots of the names of a State whose conduct the text is about (see `criticized`)."""
        self.starts: list[int] = []
        at = 0
        for paragraph in paragraphs:
            self.starts.append(at)
            at += len(paragraph.text) + 1
        self.text = "\n".join(paragraph.text for paragraph in paragraphs)
        self.tokens = tokenise(self.text)
        self.remarks = tuple(
            (start + offset, end + offset)
            for offset, paragraph in zip(self.starts, paragraphs, strict=True)
            for start, end in remarks(paragraph.brackets)
        )
        """Where the text speaks of itself: "[EU: move to OP5]"."""
        self.keys = self._keys()
        self.memory: dict[str, tuple[float, ...]] = {}
        """What a rule has worked out about this side, for the next rule."""

    def _keys(self) -> Sequence[str]:
        """The folded words, "" for those of a remark: no rule sees a word there."""
        if not self.remarks:
            return self.tokens.keys
        keys = list(self.tokens.keys)
        for start, end in self.remarks:
            first, last = self.token_range(start, end)
            keys[first:last] = [""] * (last - first)
        return keys

    def span(self, start: int, end: int) -> Span | None:
        """Words of this side as evidence, cut to the paragraph that they begin in."""
        while start < end and self.text[start] in " \n,;":
            start += 1
        number = bisect_right(self.starts, start) - 1
        paragraph, offset = self.paragraphs[number], self.starts[number]
        start, end = start - offset, min(end - offset, len(paragraph.text))
        while start < end and paragraph.text[end - 1] in " ,;":
            end -= 1
        if start >= end:
            return None
        text = paragraph.text[start:end]
        return Span(paragraph=paragraph.id, start=start, end=end, text=text)

    def token_span(self, first: int, last: int) -> Span | None:
        """The same for tokens [first:last]."""
        if first >= last:
            return None
        starts = self.tokens.starts
        return self.span(starts[first], starts[last - 1] + len(self.tokens.words[last - 1]))

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that lie in a stretch of the text."""
        return bisect_left(self.tokens.starts, start), bisect_left(self.tokens.starts, end)

    @cached_property
    def read(self) -> Sequence[str]:
        """The keys under the names that the lexicon has for them."""
        return self.vocabulary.read(self.keys)

    @cached_property
    def plain(self) -> Sequence[str]:
        """The same, as the lists of single words have them."""
        return self.vocabulary.plain(self.keys)

    def dates(self, at: int) -> bool:
        """Whether a token dates or numbers something; of "may" and "May" its capital tells."""
        return self.dated((at, at + 1)) > 0

    def dated(self, tokens: tuple[int, int]) -> int:
        """How many tokens of a stretch date or number something."""
        places = self.date_tokens
        return bisect_left(places, tokens[1]) - bisect_left(places, tokens[0]) if places else 0

    def updated(self, tokens: tuple[int, int]) -> int:
        """How many tokens of a stretch date or number something, or refer to a text."""
        return sum(map(_updates(self.language).__getitem__, self.plain[slice(*tokens)]))

    @cached_property
    def date_tokens(self) -> list[int]:
        """The tokens that date or number something."""
        plain, modals = self.plain, self.vocabulary.modals
        marked = compress(count(), map(_calendar(self.language).__getitem__, plain))
        return [at for at in marked if plain[at] not in modals or self._is_capital(at)]

    def _is_capital(self, at: int) -> bool:
        return self.text[self.tokens.starts[at]].isupper()

    @cached_property
    def hits(self) -> list[Hit]:
        return self.vocabulary.find(self.keys)

    @cached_property
    def caveats(self) -> list[int]:
        """The first token of each phrase that speaks against those protected."""
        return [hit.first for hit in self.hits if hit.term.cls.counter]

    @cached_property
    def acts(self) -> tuple[Opening, ...]:
        """The acts of all paragraphs, with places in the joined text."""
        if len(self.paragraphs) == 1:
            return find_acts(self.text, self.language)
        return tuple(
            Opening(start=act.start + offset, end=act.end + offset, graded=act.graded)
            for offset, paragraph in zip(self.starts, self.paragraphs, strict=True)
            for act in find_acts(paragraph.text, self.language)
            if self._is_said(act.start + offset)
        )

    def _is_said(self, place: int) -> bool:
        """Whether the word at a place is one of the provision, and not of a remark."""
        return bool(self.keys[bisect_left(self.tokens.starts, place)])

    @cached_property
    def content(self) -> list[str]:
        """Each token's stem where it is a word of substance, else ""."""
        stems = list(map(_stems(self.language).__getitem__, self.plain))
        for hit in self.hits:
            if hit.term.cls.effect < 0:
                stems[hit.first : hit.last] = [""] * (hit.last - hit.first)
        for act in self.acts:
            first, last = self.token_range(act.start, act.end)
            stems[first:last] = [""] * (last - first)
        return stems


class _Remembered(dict[str, T]):
    """What a language says of each word; worked out when first asked for."""

    def __init__(self, say: Callable[[str, str], T], language: str) -> None:
        self.say = say
        self.language = language

    def __missing__(self, key: str) -> T:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = found = self.say(key, self.language)
        return found


@lru_cache(maxsize=6)
def _stems(language: str) -> _Remembered[str]:
    """The stem of each word of substance, "" for other words."""
    return _Remembered(_substance, language)


@lru_cache(maxsize=6)
def _calendar(language: str) -> _Remembered[bool]:
    """Whether each word dates or numbers something."""
    return _Remembered(_in_calendar, language)


@lru_cache(maxsize=6)
def _updates(language: str) -> _Remembered[bool]:
    """Whether each word is a figure, or one of the calendar or of reference."""
    return _Remembered(_is_update, language)


forget_with_lexicon(_stems.cache_clear)
forget_with_lexicon(_calendar.cache_clear)
forget_with_lexicon(_updates.cache_clear)


def _is_update(key: str, language: str) -> bool:
    return vocabulary(language).is_update(key)


def _in_calendar(key: str, language: str) -> bool:
    return vocabulary(language).is_calendar(key)


def _substance(key: str, language: str) -> str:
    """The stem of a word of substance; "" for function words, figures and the calendar."""
    known = vocabulary(language)
    if key in known.function or not key[:1].isalpha() or known.is_update(key):
        return ""
    if known.function and language != "en":
        return known.forms.stem(key)
    if known.function or not key.isalpha():
        return stem(key)
    # No list of function words for this language: short words pass for such.
    ideograph = "\u3400" <= key[0] <= "\u9fff"
    return key[:_ROOT] if ideograph or len(key) >= _ROOT - 2 else ""


def stem(key: str) -> str:
    """A word without its ending, so that "act", "acts" and "acting" are one."""
    for ending in _STEMS:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key[: -len(ending)]
    return key


class Hunk(NamedTuple):
    """A place where the sides differ, as tokens [first:last] of each."""

    before: tuple[int, int]
    after: tuple[int, int]


class Region(NamedTuple):
    """A hunk seen from one side: its own tokens, and those it stands against."""

    own: tuple[int, int]
    other: tuple[int, int]

    @property
    def size(self) -> int:
        return self.own[1] - self.own[0]


Surplus = dict[str, list[tuple[Hit, Region]]]


class Change:
    """A link with its two sides and the hunks between them."""

    def __init__(
        self,
        link: Link,
        language: str,
        criticized: frozenset[str] = frozenset(),
        known: Vocabulary | None = None,
    ) -> None:
        self.relation: Relation = link.relation
        self.moved = link.moved
        known = known or vocabulary(language)
        self.before = Side(link.before, language, known, criticized)
        self.after = Side(link.after, language, known, criticized)
        self.language = language
        self._words = link.words

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """Where the words differ.

        Taken from the text that sorts first, so that swapping the sides gives the mirror image.
        """
        a, b = self.before, self.after
        if a.text > b.text:
            found = [Hunk((k, m), (i, j)) for i, j, k, m in changed_tokens(b.tokens, a.tokens)]
        elif _fits(self._words, a.text, b.text):
            found = self._told(self._words)
        else:
            found = [Hunk((i, j), (k, m)) for i, j, k, m in changed_tokens(a.tokens, b.tokens)]
        return tuple(h for h in found if self._words_of(a, h.before) != self._words_of(b, h.after))

    def _told(self, words: tuple[WordChange, ...]) -> list[Hunk]:
        """Where the words of the link say that they differ."""
        hunks: list[Hunk] = []
        i = j = 0
        at = 0
        while at < len(words):
            kind, text = words[at]
            if kind == "equal":
                i, j = i + len(text), j + len(text)
                at += 1
                continue
            start, begin = i, j
            while at < len(words) and words[at][0] != "equal":
                if words[at][0] == "delete":
                    i += len(words[at][1])
                else:
                    j += len(words[at][1])
                at += 1
            hunks.append(Hunk(self.before.token_range(start, i), self.after.token_range(begin, j)))
        return hunks

    def _words_of(self, side: Side, tokens: tuple[int, int]) -> str:
        """The words of a hunk without typography, spelling variants and connectors, run together:
        a space that a page break or a PDF put into a word is no change either."""
        keys = [key for key in side.keys[slice(*tokens)] if key[:1].isalnum()]
        if not keys:
            return ""
        return "".join(strip_connectors(keys, self.language))

    @cached_property
    def _regions(self) -> tuple[list[Region], list[Region]]:
        return (
            [Region(h.before, h.after) for h in self.hunks],
            [Region(h.after, h.before) for h in self.hunks],
        )

    def regions(self, side: Side) -> list[Region]:
        """The hunks from one side."""
        return self._regions[side is self.after]

    @cached_property
    def surplus(self) -> tuple[Surplus, Surplus]:
        """The phrases of force that each side has more of, by class, with their hunks."""
        old, new = ([hit.term.phrase for hit in side.hits] for side in self.sides)
        if old == new:
            return {}, {}
        lost, won = self._more(old, new)
        return self._surplus(self.before, lost), self._surplus(self.after, won)

    def _surplus(self, side: Side, more: dict[tuple[str, ...], int]) -> Surplus:
        found: Surplus = {}
        for hit in side.hits if more else ():
            if more.get(hit.term.phrase, 0) > 0 and (region := self._region(side, hit)):
                more[hit.term.phrase] -= 1
                found.setdefault(hit.term.cls.name, []).append((hit, region))
        return found

    def _region(self, side: Side, hit: Hit) -> Region | None:
        for region in self.regions(side):
            if region.own[0] < hit.last and hit.first < region.own[1]:
                return region
        return None

    def other(self, side: Side) -> Side:
        return self.after if side is self.before else self.before

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.before, self.after

    @cached_property
    def _lost(self) -> tuple[dict[str, int], dict[str, int]]:
        old, new = self._more(self.before.content, self.after.content)
        old.pop("", 0)
        new.pop("", 0)
        return old, new

    def _more(self, old: Sequence[T], new: Sequence[T]) -> tuple[dict[T, int], dict[T, int]]:
        """What each side has more of. Where one paragraph stands for several, its word may stand in
        each of them: said twice is not said more."""
        if self.relation in ("split", "merged"):
            one, other = Counter(old), Counter(new)
            return (
                {said: n for said, n in one.items() if said not in other},
                {said: n for said, n in other.items() if said not in one},
            )
        one, other = map(Counter, _unlike(old, new))
        return _more(one, other), _more(other, one)

    def lost(self, side: Side) -> Mapping[str, int]:
        """The words of substance that this side has and the other has not, and how many of each:
        one at least."""
        return self._lost[side is self.after]


def _unlike(old: Sequence[T], new: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Two sequences without what both begin with and what both end in: often most of them."""
    least = min(len(old), len(new))
    head = next(compress(count(), map(ne, old, new)), least)
    tail = next(compress(count(), map(ne, reversed(old), reversed(new))), least)
    tail = min(tail, least - head)
    return old[head : len(old) - tail], new[head : len(new) - tail]


def _more(one: Counter[T], other: Counter[T]) -> dict[T, int]:
    """What one has more of than the other: as `one - other`, which asks of everything twice."""
    has = other.get
    return {item: n - has(item, 0) for item, n in one.items() if n > has(item, 0)}


def _fits(words: tuple[WordChange, ...], before: str, after: str) -> bool:
    """Whether the words of a link are the change between its texts."""
    return (
        "".join(text for kind, text in words if kind != "insert") == before
        and "".join(text for kind, text in words if kind != "delete") == after
    )
