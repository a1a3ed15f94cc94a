"""Clauses that travelled: words that left one paragraph and came into another.

What was deleted in one link and inserted in another is not lost. The same holds inside a link that
was split or merged: which clause went into which piece. Only words count that are many and rare
enough to be a clause; the phrases that run through a text prove nothing.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log1p

from resotrack.diff import tokenise
from resotrack.model import Clause, Link, Paragraph, Span

_SEED = 4
"""Words in a row that bring two places together."""
_LEAST_LENGTH = 12
"""Characters that so many words have at the least: shorter changes need no look."""
_LEAST_WORDS = 6
_LEAST_MASS = 3.3
"""What the words weigh at least: as much as three that stand in no other paragraph."""
_GAP = 3
"""Runs that are parted by no more words on either side are one clause."""


def travelled(links: Sequence[Link]) -> tuple[Clause, ...]:
    """The clauses that went from a paragraph of the earlier text into one of the later text that
    is not its own, in the order of the later text.

    Cost: linear in the number of changed words, unless one phrase is repeated beyond measure.
    """
    changed = [link for link in links if link.relation != "same"]
    gone = [side for n, link in enumerate(changed) for side in _sides(link, n, "delete")]
    came = [side for n, link in enumerate(changed) for side in _sides(link, n, "insert")]
    runs = [*_runs(gone, came)]
    for link in changed:
        runs.extend(_runs_within(link))
    if not runs:
        return ()
    weigh = _Rarity(links)
    clauses = [
        _clause(group)
        for group in _joined(_disjoint(runs))
        if sum(run.size for run in group) >= _LEAST_WORDS
        and weigh(key for run in group for key in run.keys) >= _LEAST_MASS
    ]
    order = {p.id: n for n, p in enumerate(p for link in links for p in link.after)}
    return tuple(sorted(clauses, key=lambda c: (order[c.after.paragraph], c.after.start)))


# ---- words ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One paragraph as its words, and which of them went or came."""

    paragraph: Paragraph
    link: int
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    free: tuple[bool, ...]


def _sides(link: Link, number: int, kind: str) -> Iterator[_Side]:
    """The paragraphs of a link from which words went ("delete") or into which they came."""
    changed, at = [], 0
    for what, text in link.words:
        if what == kind and len(text) >= _LEAST_LENGTH:
            changed.append((at, at + len(text)))
        if what in ("equal", kind):
            at += len(text)
    if not changed:
        return
    offset = 0
    for paragraph in link.before if kind == "delete" else link.after:
        yield _side(paragraph, number, [(a - offset, b - offset) for a, b in changed])
        offset += len(paragraph.text) + 1


def _side(paragraph: Paragraph, number: int, changed: Sequence[tuple[int, int]]) -> _Side:
    tokens = tokenise(paragraph.text)
    words = [n for n, key in enumerate(tokens.keys) if key[:1].isalnum()]
    starts = tuple(tokens.starts[n] for n in words)
    return _Side(
        paragraph=paragraph,
        link=number,
        keys=tuple(tokens.keys[n] for n in words),
        starts=starts,
        ends=tuple(tokens.ends[n] for n in words),
        free=_inside(starts, changed),
    )


def _inside(starts: Sequence[int], changed: Sequence[tuple[int, int]]) -> tuple[bool, ...]:
    """For each place (rising), whether it lies in one of the stretches (in order)."""
    stretches = iter((*changed, (sys.maxsize, sys.maxsize)))
    first, last = next(stretches)
    inside = []
    for at in starts:
        while at >= last:
            first, last = next(stretches)
        inside.append(at >= first)
    return tuple(inside)


class _Rarity:
    """The weight of a word: 1 where one paragraph has it, next to nothing where all have it."""

    def __init__(self, links: Iterable[Link]) -> None:
        paragraphs = [p for link in links for p in (*link.before, *link.after)]
        self._held: Counter[str] = Counter()
        for paragraph in paragraphs:
            self._held.update(set(tokenise(paragraph.text).keys))
        self._all = len(paragraphs)

    def __call__(self, keys: Iterable[str]) -> float:
        whole = log1p(self._all)
        return sum((log1p(self._all / self._held[key]) / whole) ** 2 for key in set(keys))


# ---- runs -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words [i, i + size) of one paragraph that are words [j, j + size) of another."""

    source: _Side
    target: _Side
    i: int
    j: int
    size: int

    @property
    def keys(self) -> tuple[str, ...]:
        return self.source.keys[self.i : self.i + self.size]


def _runs(gone: Sequence[_Side], came: Sequence[_Side], *, apart: bool = True) -> Iterator[_Run]:
    """The longest runs of free words in common, `apart`: between two links."""
    seeds: defaultdict[tuple[str, ...], list[tuple[_Side, int]]] = defaultdict(list)
    for source in gone:
        for i in _seeds(source):
            seeds[source.keys[i : i + _SEED]].append((source, i))
    if not seeds:
        return
    for target in came:
        reached: dict[tuple[str, int], int] = {}
        for j in _seeds(target):
            for source, i in seeds.get(target.keys[j : j + _SEED], ()):
                diagonal = source.paragraph.id, i - j
                if (apart and source.link == target.link) or reached.get(diagonal, 0) > j:
                    continue
                size = _length(source, target, i, j)
                reached[diagonal] = j + size
                yield _Run(source=source, target=target, i=i, j=j, size=size)


def _seeds(side: _Side) -> Iterator[int]:
    """Where so many words in a row are free."""
    row = 0
    for n, free in enumerate(side.free, 1):
        row = row + 1 if free else 0
        if row >= _SEED:
            yield n - _SEED


def _length(source: _Side, target: _Side, i: int, j: int) -> int:
    """How many free words from there on are the same."""
    size = 0
    while (
        i + size < len(source.keys)
        and j + size < len(target.keys)
        and source.keys[i + size] == target.keys[j + size]
        and source.free[i + size]
        and target.free[j + size]
    ):
        size += 1
    return size


def _runs_within(link: Link) -> Iterator[_Run]:
    """What went from a whole into those of its pieces that are not its successor."""
    if len(link.before) > 1 and len(link.after) > 1:
        return
    if len(link.after) > 1:
        wholes, parts = link.before, link.after
    elif len(link.before) > 1:
        wholes, parts = link.after, link.before
    else:
        return
    whole = _whole(wholes[0])
    pieces = [_whole(part) for part in parts]
    held = Counter(whole.keys)
    successor = max(pieces, key=lambda piece: (held & Counter(piece.keys)).total())
    for piece in pieces:
        if piece is successor:
            continue
        if len(link.after) > 1:
            yield from _runs([whole], [piece], apart=False)
        else:
            yield from _runs([piece], [whole], apart=False)


def _whole(paragraph: Paragraph) -> _Side:
    """All of a paragraph, as free to have come or gone."""
    return _side(paragraph, 0, [(0, len(paragraph.text))])


def _disjoint(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Each word in one run at most: the longest runs first."""
    used: set[tuple[str, str, int]] = set()
    for run in sorted(runs, key=lambda run: (-run.size, run.target.paragraph.id, run.j, run.i)):
        words = {("gone", run.source.paragraph.id, run.i + n) for n in range(run.size)}
        words |= {("came", run.target.paragraph.id, run.j + n) for n in range(run.size)}
        if not words & used:
            used |= words
            yield run


def _joined(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    """Runs that follow each other closely in both paragraphs, together."""

    def ends(run: _Run) -> tuple[str, str]:
        return run.source.paragraph.id, run.target.paragraph.id

    for _, group in groupby(sorted(runs, key=lambda run: (*ends(run), run.i)), key=ends):
        near = [*group]
        together = [near[0]]
        for previous, run in pairwise(near):
            here, there = run.i - previous.i - previous.size, run.j - previous.j - previous.size
            if here > _GAP or not 0 <= there <= _GAP:
                yield together
                together = []
            together.append(run)
        yield together


def _clause(group: Sequence[_Run]) -> Clause:
    first, last = group[0], group[-1]
    return Clause(
        before=_span(first.source, first.i, last.i + last.size),
        after=_span(first.target, first.j, last.j + last.size),
    )


def _span(side: _Side, first: int, last: int) -> Span:
    start, end = side.starts[first], side.ends[last - 1]
    text = side.paragraph.text[start:end]
    return Span(paragraph=side.paragraph.id, start=start, end=end, text=text)
