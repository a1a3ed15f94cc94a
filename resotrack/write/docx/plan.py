"""What a redline does with each paragraph, before a single element is touched.

Word keeps the earlier text in its order: what stays is edited in its place, and everything else is
deleted where it was and written anew where it is now. A paragraph can only stay if what stays is in
the same order in both texts; of those that are not in order the heaviest chain stays, and what the
comparison calls moved weighs little.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from resotrack.align.order import stayed
from resotrack.diff import diff_words
from resotrack.model import Comparison, Document, Link, Paragraph, WordChange

_MOVED = 0.1
"""What a moved paragraph weighs of its length when it is decided what stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Paragraphs that are edited where they stand; several where one was split, or some merged."""

    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    words: tuple[WordChange, ...]
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A paragraph that stands elsewhere in the later text."""

    before: Paragraph
    after: Paragraph
    words: tuple[WordChange, ...]
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    after: Paragraph
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    before: Paragraph
    link: Link


Step = Kept | Moved | Added
"""What gives a paragraph of the later text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    steps: tuple[Step, ...]
    """In the order of the later text."""
    dropped: tuple[Dropped, ...]


def planned(comparison: Comparison, order: Sequence[str], *, moves: bool) -> Plan:
    """The plan for a comparison. `order`: the ids of the earlier text as the file has them.

    Without `moves` what moved is deleted and written anew.
    """
    place = {name: n for n, name in enumerate(order)}
    rank = {p.id: n for n, p in enumerate(in_reading_order(comparison.after))}
    links = (*comparison.headings, *comparison.links)
    pieces = [piece for link in links for piece in _pieces(link, place, rank)]
    pairs = sorted(
        (p for p in pieces if isinstance(p, Kept)), key=lambda kept: place[kept.before[0].id]
    )
    ranks = _compressed([rank[kept.after[0].id] for kept in pairs])
    staying = stayed(ranks, [_weight(kept) for kept in pairs])
    steps: dict[int, Step] = {}
    dropped: list[Dropped] = []
    for number, kept in enumerate(pairs):
        if number in staying:
            steps[rank[kept.after[0].id]] = kept
            continue
        for found in _elsewhere(kept, moves=moves):
            if isinstance(found, Dropped):
                dropped.append(found)
            else:
                steps[rank[found.after.id]] = found
    for piece in pieces:
        if isinstance(piece, Dropped):
            dropped.append(piece)
        elif isinstance(piece, Added):
            steps[rank[piece.after.id]] = piece
    return Plan(
        steps=tuple(steps[number] for number in sorted(steps)),
        dropped=tuple(sorted(dropped, key=lambda d: place[d.before.id])),
    )


def in_reading_order(document: Document) -> tuple[Paragraph, ...]:
    """Headings and paragraphs together: each heading before the first that stands under it."""
    found: list[Paragraph] = []
    headings = list(document.headings)
    numbers = {heading.id: n for n, heading in enumerate(headings)}
    written = 0
    for paragraph in document.paragraphs:
        under = numbers.get(paragraph.heading, -1)
        found += headings[written : under + 1]
        written = max(written, under + 1)
        found.append(paragraph)
    return (*found, *headings[written:])


def _pieces(
    link: Link, place: Mapping[str, int], rank: Mapping[str, int]
) -> Iterator[Kept | Added | Dropped]:
    """A link as what Word can do: one paragraph edited, split, or merged with its neighbours."""
    if not link.before or not link.after:
        yield from (Dropped(before=p, link=link) for p in link.before)
        yield from (Added(after=p, link=link) for p in link.after)
        return
    single = len(link.before) == len(link.after) == 1
    if single or _together(link, place, rank):
        yield Kept(before=link.before, after=link.after, words=link.words, link=link)
        return
    before, after = _longest(link.before), _longest(link.after)
    words = diff_words(before.text, after.text)
    yield Kept(before=(before,), after=(after,), words=words, link=link)
    yield from (Dropped(before=p, link=link) for p in link.before if p is not before)
    yield from (Added(after=p, link=link) for p in link.after if p is not after)


def _together(link: Link, place: Mapping[str, int], rank: Mapping[str, int]) -> bool:
    """Whether a split or merger can be shown by paragraph marks alone."""
    if len(link.before) > 1 and len(link.after) > 1:
        return False
    if any(p.kind == "table" for p in (*link.before, *link.after)):
        return False
    return _in_a_row([place[p.id] for p in link.before]) and _in_a_row(
        [rank[p.id] for p in link.after]
    )


def _in_a_row(numbers: Sequence[int]) -> bool:
    return all(b == a + 1 for a, b in itertools.pairwise(numbers))


def _longest(paragraphs: Sequence[Paragraph]) -> Paragraph:
    return max(paragraphs, key=lambda p: len(p.text))


def _weight(kept: Kept) -> float:
    length = 1.0 + sum(len(text) for kind, text in kept.words if kind == "equal")
    return length * (_MOVED if kept.link.moved else 1.0)


def _compressed(numbers: Sequence[int]) -> list[int]:
    """The same order in numbers without gaps."""
    ranks = {number: n for n, number in enumerate(sorted(numbers))}
    return [ranks[number] for number in numbers]


def _elsewhere(kept: Kept, *, moves: bool) -> Iterator[Moved | Added | Dropped]:
    """What does not stay: moved, or deleted and written anew."""
    tables = any(p.kind == "table" for p in (*kept.before, *kept.after))
    if moves and not tables and len(kept.before) == len(kept.after) == 1:
        before, after = kept.before[0], kept.after[0]
        yield Moved(before=before, after=after, words=kept.words, link=kept.link)
        return
    yield from (Dropped(before=p, link=kept.link) for p in kept.before)
    yield from (Added(after=p, link=kept.link) for p in kept.after)
