"""Document × Document → pairings: every paragraph of both in exactly one.

    identical → alike (rare words, their order) → alike in its place → split, merged → moved

Each step leaves to the next what it cannot settle. See docs/architecture.md for the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count

import numpy as np

from resotrack.align.assign import Pairs, identical, rewritten, sure, verbatim
from resotrack.align.hints import NO_HINTS, Hints, Wishes, read_hints
from resotrack.align.imposed import imposed
from resotrack.align.order import stayed
from resotrack.align.pairing import Pairing
from resotrack.align.parallel import align_languages
from resotrack.align.profile import Profile, Vocabulary, profiles
from resotrack.align.similarity import Similarity, similarity
from resotrack.align.splits import pieces
from resotrack.model import Document, Paragraph, Relation

__all__ = ["NO_HINTS", "Hints", "Pairing", "align", "align_paragraphs", "read_hints"]

Group = tuple[tuple[int, ...], tuple[int, ...]]
Pieces = dict[int, list[int]]

_FIRMLY, _UPWARD = 0.1, 0.02
"""What being alike speaks for having stayed, and having gone up against it: next to nothing
beside the number of paragraphs that stayed."""


def align(before: Document, after: Document, *, hints: Hints = NO_HINTS) -> tuple[Pairing, ...]:
    """Link the paragraphs of two texts.

    Every paragraph of both stands in exactly one Pairing. They come in the order of the later text;
    a deleted paragraph stands after the pairing of the paragraph that it used to follow. What the
    user's `hints` say is kept, and the rest aligned around it; raises InvalidHints where they name
    no paragraph of the texts or contradict each other.

    Texts in two languages are linked by their structure, figures and names.
    """
    if before.language and after.language and before.language != after.language:
        languages = (before.language, after.language)
        found = align_languages(before.paragraphs, after.paragraphs, languages)
        return imposed(found, before.paragraphs, after.paragraphs, hints)
    language = after.language or before.language or "en"
    return align_paragraphs(before.paragraphs, after.paragraphs, language, hints=hints)


def align_paragraphs(
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    language: str,
    *,
    hints: Hints = NO_HINTS,
) -> tuple[Pairing, ...]:
    """The same for any two sequences of paragraphs (headings, annexes)."""
    wishes = Wishes.of(hints, before, after)
    # The same pairs whichever text comes first: ties are settled, and sums made, from the one that
    # sorts first.
    flip = [p.text for p in before] > [p.text for p in after]
    first, second = (after, before) if flip else (before, after)
    asked = wishes.swapped() if flip else wishes
    kept = verbatim(first, second, asked)
    vocabulary: Vocabulary = defaultdict(count().__next__)
    a = profiles(first, language, vocabulary, kept[0])
    b = profiles(second, language, vocabulary, kept[1])
    groups, likeness = _groups(a, b, vocabulary, asked, language)
    if flip:
        a, b, likeness = b, a, likeness.swapped()
        groups = sorted((rows, columns) for columns, rows in groups)
    moved = _moved(groups, a, b, likeness)
    told = set(wishes.groups)
    linked = [
        _pairing(group, a, b, likeness, number in moved, group in told)
        for number, group in enumerate(groups)
    ]
    return _ordered(linked, before, after, likeness)


def _groups(
    a: Sequence[Profile],
    b: Sequence[Profile],
    vocabulary: Vocabulary,
    wishes: Wishes,
    language: str,
) -> tuple[list[Group], Similarity]:
    """Pairs, splits and merges as (rows, columns), each index once, sorted by row; and the
    likeness of what had to be looked at.

    Pieces are looked for twice: first beside the pairs that are sure, so that a clause that
    travelled is not taken for a rewritten paragraph, then beside the rewritten ones.
    """
    told = {rows[0]: columns[0] for rows, columns in wishes.groups}
    pairs = told | identical(a, b, wishes)
    rows = _free(len(a), pairs, wishes.rows)
    columns = _free(len(b), pairs.values(), wishes.columns)
    likeness = similarity(a, b, vocabulary, rows, columns).without(wishes.barred)
    pairs = sure(a, b, likeness.score, pairs, rows, columns)
    split: dict[int, list[int]] = {}
    merged: dict[int, list[int]] = {}
    _find_pieces(a, b, likeness, pairs, (rows, columns), split, merged)
    left = _left(rows, pairs, merged), _left(columns, pairs.values(), split)
    pairs = rewritten(a, b, likeness, pairs, *left, language)
    _find_pieces(a, b, likeness, pairs, (rows, columns), split, merged)
    found = [
        (tuple(sorted((i, *merged.get(j, ())))), tuple(sorted((j, *split.get(i, ())))))
        for i, j in pairs.items()
        if i not in told
    ]
    return sorted([*found, *wishes.groups]), likeness


def _find_pieces(
    a: Sequence[Profile],
    b: Sequence[Profile],
    likeness: Similarity,
    pairs: Pairs,
    looked_at: tuple[Sequence[int], Sequence[int]],
    split: Pieces,
    merged: Pieces,
) -> None:
    """Add to `split` (row to more columns) and `merged` (column to more rows)."""
    before, after, weight = likeness.in_before, likeness.in_after, likeness.weight
    rows, columns = looked_at
    inside = set(rows)
    whole = {i: j for i, j in pairs.items() if i in inside and j not in merged}
    left = _left(columns, pairs.values(), split)
    for i, found in pieces(a, b, (before, after, weight), likeness.covers, whole, left).items():
        split.setdefault(i, []).extend(found)
    back = {j: i for i, j in pairs.items() if i in inside and i not in split}
    left = _left(rows, pairs, merged)
    for j, found in pieces(b, a, (after, before, weight), likeness.covered.T, back, left).items():
        merged.setdefault(j, []).extend(found)


def _free(size: int, *taken: Iterable[int]) -> list[int]:
    """The indexes below `size` that none of `taken` names."""
    used = set().union(*taken)
    return [index for index in range(size) if index not in used]


def _left(free: Iterable[int], paired: Iterable[int], pieces_of: Pieces) -> list[int]:
    """Those that neither a pair nor a piece has taken."""
    used = {*paired, *(index for found in pieces_of.values() for index in found)}
    return [index for index in free if index not in used]


def _moved(
    groups: Sequence[Group], a: Sequence[Profile], b: Sequence[Profile], likeness: Similarity
) -> set[int]:
    """The groups that changed place: out of the order that most kept, from preamble to operative
    part or back, or in pieces that no longer stand together.

    Where two changed places either may be called the one that moved. As a reader of the later text
    sees it, it is the one whose words changed much more, else the one that went up.
    """
    by_column = sorted(range(len(groups)), key=lambda n: groups[n][1][0])
    ranks = [0] * len(groups)
    for rank, number in enumerate(by_column):
        ranks[number] = rank
    moved: set[int] = set()
    weights = []
    for number, (rows, columns) in enumerate(groups):
        crossed = a[rows[0]].paragraph.kind != b[columns[0]].paragraph.kind
        apart = rows[-1] - rows[0] >= len(rows) or columns[-1] - columns[0] >= len(columns)
        if crossed or apart:
            moved.add(number)  # and says nothing about the order of the others
        same = a[rows[0]].essence == b[columns[0]].essence
        alike = 1.0 if same else float(likeness.score[rows[0], columns[0]])
        upward = ranks[number] < number
        weights.append(0.0 if number in moved else 1 + _FIRMLY * alike - _UPWARD * upward)
    return moved | {*range(len(groups))} - stayed(ranks, weights)


def _pairing(
    group: Group,
    a: Sequence[Profile],
    b: Sequence[Profile],
    likeness: Similarity,
    moved: bool,
    told: bool,
) -> Pairing:
    rows, columns = group
    relation: Relation = "edited"
    if len(columns) > 1:
        relation = "split"
    elif len(rows) > 1:
        relation = "merged"
    elif a[rows[0]].essence == b[columns[0]].essence:
        relation = "same"
    certain = told or relation == "same"
    return Pairing(
        before=tuple(a[i].paragraph for i in rows),
        after=tuple(b[j].paragraph for j in columns),
        relation=relation,
        moved=moved,
        confidence=1.0 if certain else _confidence(rows, columns, likeness),
    )


def _confidence(rows: tuple[int, ...], columns: tuple[int, ...], likeness: Similarity) -> float:
    """How alike the two are, and how far the next best candidate on either side lags behind."""
    score = likeness.score
    own = float(score[np.ix_(rows, columns)].max())
    later, earlier = score[rows[0]].copy(), score[:, columns[0]].copy()
    later[list(columns)] = earlier[list(rows)] = 0
    lead = own - float(max(later.max(), earlier.max()))
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
