"""Document × Document → pairings: every paragraph of both in exactly one.

    identical → alike (rare words, their order) → alike in its place → split, merged → moved

Each step leaves to the next what it cannot settle. See docs/architecture.md for the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from resotrack.align.assign import Pairs, in_order, rewritten, sure
from resotrack.align.profile import Profile, profiles
from resotrack.align.similarity import Similarity, similarity
from resotrack.align.splits import pieces
from resotrack.model import Document, Paragraph, Relation

__all__ = ["Pairing", "align", "align_paragraphs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Paragraphs that belong together, before anything is said about their words."""

    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    relation: Relation
    moved: bool
    confidence: float


def align(before: Document, after: Document) -> tuple[Pairing, ...]:
    """Link the paragraphs of two texts.

    Every paragraph of both stands in exactly one Pairing. They come in the order of the later text;
    a deleted paragraph stands after the pairing of the paragraph that it used to follow.
    """
    language = after.language or before.language or "en"
    return align_paragraphs(before.paragraphs, after.paragraphs, language)


def align_paragraphs(
    before: Sequence[Paragraph], after: Sequence[Paragraph], language: str
) -> tuple[Pairing, ...]:
    """The same for any two sequences of paragraphs (headings, annexes)."""
    vocabulary: dict[str, int] = {}
    a = profiles(before, language, vocabulary)
    b = profiles(after, language, vocabulary)
    likeness = similarity(a, b, len(vocabulary))
    # The same pairs whichever text comes first: ties are settled from the one that sorts first.
    if [p.essence for p in a] <= [p.essence for p in b]:
        groups = _groups(a, b, likeness)
    else:
        groups = sorted((rows, columns) for columns, rows in _groups(b, a, likeness.swapped()))
    moved = _moved(groups, a, b)
    linked = [
        _pairing(rows, columns, a, b, likeness, number in moved)
        for number, (rows, columns) in enumerate(groups)
    ]
    return _ordered(linked, before, after, likeness)


_Group = tuple[tuple[int, ...], tuple[int, ...]]


def _groups(a: Sequence[Profile], b: Sequence[Profile], likeness: Similarity) -> list[_Group]:
    """Pairs, splits and merges as (rows, columns), each index once, sorted by row.

    Pieces are looked for twice: first beside the pairs that are sure, so that a clause that
    travelled is not taken for a rewritten paragraph, then beside the rewritten ones.
    """
    pairs = sure(a, b, likeness.score)
    split: dict[int, list[int]] = {}
    merged: dict[int, list[int]] = {}
    _find_pieces(a, b, likeness, pairs, split, merged)
    rows = _free(len(a), pairs, merged)
    columns = _free(len(b), pairs.values(), split)
    pairs = rewritten(a, b, likeness.score, pairs, rows, columns)
    _find_pieces(a, b, likeness, pairs, split, merged)
    return [
        (tuple(sorted((i, *merged.get(j, ())))), tuple(sorted((j, *split.get(i, ())))))
        for i, j in sorted(pairs.items())
    ]


def _find_pieces(
    a: Sequence[Profile],
    b: Sequence[Profile],
    likeness: Similarity,
    pairs: Pairs,
    split: dict[int, list[int]],
    merged: dict[int, list[int]],
) -> None:
    """Add to `split` (row to more columns) and `merged` (column to more rows)."""
    before, after, weight = likeness.in_before, likeness.in_after, likeness.weight
    whole = {i: j for i, j in pairs.items() if j not in merged}
    used = {*pairs.values(), *(j for found in split.values() for j in found)}
    for i, found in pieces(a, b, (before, after, weight), likeness.covers, whole, used).items():
        split.setdefault(i, []).extend(found)
    back = {j: i for i, j in pairs.items() if i not in split}
    used = {*pairs, *(i for found in merged.values() for i in found)}
    for j, found in pieces(b, a, (after, before, weight), likeness.covered.T, back, used).items():
        merged.setdefault(j, []).extend(found)


def _free(size: int, paired: Iterable[int], pieces_of: dict[int, list[int]]) -> list[int]:
    """The indexes that neither a pair nor a piece has taken."""
    taken = {*paired, *(index for found in pieces_of.values() for index in found)}
    return [index for index in range(size) if index not in taken]


def _moved(groups: Sequence[_Group], a: Sequence[Profile], b: Sequence[Profile]) -> set[int]:
    """The groups that changed place: out of the longest run kept in order, from preamble to
    operative part or back, or in pieces that no longer stand together."""
    # Of two that changed places, the one that went up is the one that moved: the chain is
    # sought from the end, which keeps the other.
    last = len(groups) - 1
    upside = [(last - n, -groups[n][1][0]) for n in range(last, -1, -1)]
    chain = {(last - n, -column) for n, column in in_order(upside)}
    moved: set[int] = set()
    for number, (rows, columns) in enumerate(groups):
        crossed = a[rows[0]].paragraph.kind != b[columns[0]].paragraph.kind
        apart = rows[-1] - rows[0] >= len(rows) or columns[-1] - columns[0] >= len(columns)
        if crossed or apart or (number, columns[0]) not in chain:
            moved.add(number)
    return moved


def _pairing(
    rows: tuple[int, ...],
    columns: tuple[int, ...],
    a: Sequence[Profile],
    b: Sequence[Profile],
    likeness: Similarity,
    moved: bool,
) -> Pairing:
    relation: Relation = "edited"
    if len(columns) > 1:
        relation = "split"
    elif len(rows) > 1:
        relation = "merged"
    elif a[rows[0]].essence == b[columns[0]].essence:
        relation = "same"
    return Pairing(
        before=tuple(a[i].paragraph for i in rows),
        after=tuple(b[j].paragraph for j in columns),
        relation=relation,
        moved=moved,
        confidence=1.0 if relation == "same" else _confidence(rows, columns, likeness),
    )


def _confidence(rows: tuple[int, ...], columns: tuple[int, ...], likeness: Similarity) -> float:
    """How alike the two are, and how far the next best candidate on either side lags behind."""
    score = likeness.score
    own = max(float(score[r, c]) for r in rows for c in columns)
    rivals = [score[rows[0], c] for c in range(score.shape[1]) if c not in columns]
    rivals += [score[r, columns[0]] for r in range(score.shape[0]) if r not in rows]
    lead = own - float(max(rivals, default=0.0))
    return round(min(0.99, max(0.3, 0.55 + 0.9 * (own - 0.2) + 0.3 * lead)), 3)


def _ordered(
    linked: list[Pairing],
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    likeness: Similarity,
) -> tuple[Pairing, ...]:
    """All pairings in the order of the later text, the unlinked ones among them."""
    row = {p.id: n for n, p in enumerate(before)}
    column = {p.id: n for n, p in enumerate(after)}
    seen_before = {p.id for pairing in linked for p in pairing.before}
    seen_after = {p.id for pairing in linked for p in pairing.after}
    free_rows = [row[p.id] for p in before if p.id not in seen_before]
    free_columns = [column[p.id] for p in after if p.id not in seen_after]
    unused = likeness.score[np.ix_(free_rows, free_columns)]
    everything = list(linked)
    for n, j in enumerate(free_columns):
        everything.append(_alone((), (after[j],), "added", float(unused[:, n].max(initial=0.0))))
    everything.sort(key=lambda pairing: column[pairing.after[0].id])
    # A deleted paragraph goes behind the pairing of the last paragraph before it that has one.
    for n, i in enumerate(free_rows):
        at = max(
            (
                place + 1
                for place, pairing in enumerate(everything)
                if pairing.before
                and not (pairing.moved and pairing.after)
                and row[pairing.before[0].id] < i
            ),
            default=0,
        )
        doubt = float(unused[n].max(initial=0.0))
        everything.insert(at, _alone((before[i],), (), "deleted", doubt))
    return tuple(everything)


def _alone(
    before: tuple[Paragraph, ...], after: tuple[Paragraph, ...], relation: Relation, doubt: float
) -> Pairing:
    """A paragraph without a partner; `doubt` is how alike the likeliest unused partner is."""
    confidence = round(min(0.98, max(0.4, 1.1 - 2 * doubt)), 3)
    return Pairing(
        before=before, after=after, relation=relation, moved=False, confidence=confidence
    )
