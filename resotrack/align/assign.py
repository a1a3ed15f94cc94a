"""One to one: which paragraph of the later text continues which of the earlier one.

`identical` and `sure` take the pairs that words alone settle. `rewritten` looks at what is left,
knowing the neighbours: between two paragraphs that are linked in order, even a faint likeness is
the same provision rewritten; out of order it takes much more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray

from resotrack.align.acts import same_act_on_same_object
from resotrack.align.hints import Wishes
from resotrack.align.order import in_order
from resotrack.align.profile import Profile
from resotrack.align.similarity import Matrix, Similarity
from resotrack.model import Paragraph

_SURE = 0.42
"""From here words alone are enough. Below it, pairs of one series that are not the same begin."""
_IN_PLACE = 0.15
"""The least likeness of two paragraphs that stand alone between the same two links."""
_IN_CROWD = 0.03
"""What that rises by each time the number of possible pairs in the gap doubles."""
_OUT_OF_PLACE = 0.34
"""The least likeness of a paragraph that moved away."""
_ONE_ACT = 0.17
"""The same where both do one act to one object."""
_ADDRESSEE = 0.04

Pairs = dict[int, int]


def sure(
    a: Sequence[Profile],
    b: Sequence[Profile],
    score: Matrix,
    pairs: Pairs,
    rows: Sequence[int],
    columns: Sequence[int],
) -> Pairs:
    """The pairs, and those among the free rows and columns that are alike enough anywhere."""
    more = dict(pairs)
    block = score[np.ix_(rows, columns)]
    near = _near(rows, columns, pairs, len(a), len(b))
    _add(more, np.where(block >= _SURE, block + near, 0), _SURE, rows, columns)
    return more


def rewritten(
    a: Sequence[Profile],
    b: Sequence[Profile],
    likeness: Similarity,
    pairs: Pairs,
    rows: Sequence[int],
    columns: Sequence[int],
    language: str,
) -> Pairs:
    """The pairs, and those that their place makes likely among the free rows and columns."""
    more = dict(pairs)
    gains = _in_context(a, b, likeness, pairs, rows, columns, language)
    _add(more, gains, 0.0, rows, columns)
    return more


def verbatim(
    before: Sequence[Paragraph], after: Sequence[Paragraph], wishes: Wishes
) -> tuple[set[int], set[int]]:
    """The places of paragraphs that both texts have to the letter, and equally often."""
    apart = wishes.rows | {i for i, _ in wishes.barred}
    rows = _by_text(before, apart)
    columns = _by_text(after, wishes.columns | {j for _, j in wishes.barred})
    both = [text for text in rows if len(rows[text]) == len(columns.get(text, ()))]
    return {i for text in both for i in rows[text]}, {j for text in both for j in columns[text]}


def _by_text(paragraphs: Sequence[Paragraph], apart: set[int]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for n, paragraph in enumerate(paragraphs):
        if n not in apart:
            places.setdefault(paragraph.text, []).append(n)
    return places


def identical(a: Sequence[Profile], b: Sequence[Profile], wishes: Wishes) -> Pairs:
    """Paragraphs with the same words, as {index before: index after}; where there are several, in
    their order. Those that the user has linked otherwise, or parted, are left out."""
    places: dict[str, list[int]] = {}
    apart = wishes.columns | {j for _, j in wishes.barred}
    for j, profile in enumerate(b):
        if j not in apart:
            places.setdefault(profile.essence, []).append(j)
    copies: dict[str, list[int]] = {}
    apart = wishes.rows | {i for i, _ in wishes.barred}
    for i, profile in enumerate(a):
        if i not in apart and profile.essence in places:
            copies.setdefault(profile.essence, []).append(i)
    pairs: Pairs = {}
    for essence, rows in copies.items():
        columns = places[essence]
        if len(rows) == len(columns):
            pairs.update(zip(rows, columns, strict=True))
    anchors = sorted(pairs.items())
    # Unequal numbers of copies: each goes to the free copy nearest to where its neighbours point.
    for essence, rows in copies.items():
        if rows[0] in pairs:
            continue
        free = list(places[essence])
        for i in rows:
            if not free:
                break
            target = _expected(i, anchors, len(a), len(b))
            best = min(free, key=lambda j: (abs(j - target), j))
            pairs[i] = best
            free.remove(best)
    return pairs


def _expected(i: int, anchors: Sequence[tuple[int, int]], n: int, m: int) -> float:
    """Where row i would stand in the later text, judged from the linked rows on either side;
    `anchors` are the pairs in order."""
    at = bisect_left(anchors, (i,))
    low, low_j = anchors[at - 1] if at else (-1, -1)
    high, high_j = anchors[at] if at < len(anchors) else (n, m)
    if high_j < low_j:
        return low_j + (i - low)
    return low_j + (high_j - low_j) * (i - low) / (high - low)


def _near(
    rows: Sequence[int], columns: Sequence[int], pairs: Pairs, n: int, m: int
) -> NDArray[np.float64]:
    """A slight preference for the same place, to settle between look-alikes."""
    anchors = sorted(pairs.items())
    expected = np.array([_expected(i, anchors, n, m) for i in rows], dtype=np.float64)
    distance = np.abs(expected[:, None] - np.asarray(columns)[None, :]) / max(n, m, 1)
    return np.asarray(0.06 * np.exp(-12 * distance))


def _in_context(
    a: Sequence[Profile],
    b: Sequence[Profile],
    likeness: Similarity,
    pairs: Pairs,
    rows: Sequence[int],
    columns: Sequence[int],
    language: str,
) -> NDArray[np.float64]:
    """The likeness of what is left, minus what its place demands; 0 where it is not enough.
    One row and one column for each of those given."""
    gains = np.zeros((len(rows), len(columns)))
    gaps = _Gaps(pairs, rows, columns)
    linked = {(a[i].paragraph.id, b[j].paragraph.id) for i, j in pairs.items()}
    block = likeness.score[np.ix_(rows, columns)]
    likely = np.nonzero(block + _ADDRESSEE >= _IN_PLACE)
    for r, c in zip(*(at.tolist() for at in likely), strict=True):
        i, j = rows[r], columns[c]
        alike = float(block[r, c]) + _same_addressee(a[i], b[j])
        if alike < _IN_PLACE:
            continue
        in_place = gaps.same(i, j) or _parents(a[i], b[j]) in linked
        crowd = _IN_CROWD * log2(gaps.crowd(i, j))
        needed = min(_IN_PLACE + crowd, _OUT_OF_PLACE) if in_place else _OUT_OF_PLACE
        if a[i].paragraph.kind != b[j].paragraph.kind:
            needed += 0.04
        if needed > alike >= _ONE_ACT and same_act_on_same_object(
            a[i], b[j], likeness.weight, language
        ):
            needed = _ONE_ACT
        gains[r, c] = max(0.0, alike - needed + (0.05 if in_place else 0.0))
    return gains


def _same_addressee(a: Profile, b: Profile) -> float:
    """What it is worth that two paragraphs turn to the same body: "Requests the Panel to …" and
    "Invites the Panel to consider …" are likelier one than two."""
    return _ADDRESSEE if len(a.body) > 2 and a.body[:2] == b.body[:2] else 0.0


class _Gaps:
    """Between which linked neighbours each paragraph stands, along the longest ordered chain."""

    def __init__(self, pairs: Pairs, rows: Sequence[int], columns: Sequence[int]) -> None:
        chain = in_order(sorted(pairs.items()))
        self._rows = [i for i, _ in chain]
        self._columns = [j for _, j in chain]
        self._waiting = Counter(bisect_left(self._rows, i) for i in rows)
        self._places = Counter(bisect_left(self._columns, j) for j in columns)

    def same(self, i: int, j: int) -> bool:
        """Whether i and j stand between the same two links."""
        return bisect_left(self._rows, i) == bisect_left(self._columns, j)

    def crowd(self, i: int, j: int) -> int:
        """How many pairs the gaps of i and j allow, at least 1."""
        waiting = self._waiting[bisect_left(self._rows, i)]
        return max(1, waiting * self._places[bisect_left(self._columns, j)])


def _parents(a: Profile, b: Profile) -> tuple[str | None, str | None]:
    """The paragraphs that two are sub-paragraphs of."""
    return a.paragraph.parent, b.paragraph.parent


def _add(
    pairs: Pairs,
    gains: NDArray[np.float64],
    floor: float,
    rows: Sequence[int],
    columns: Sequence[int],
) -> None:
    """Extend the pairs by the assignment of the rows to the columns with the largest gain."""
    if not gains.size:
        return
    above = gains > floor
    some_rows, some_columns = np.flatnonzero(above.any(axis=1)), np.flatnonzero(above.any(axis=0))
    block = np.where(above, gains, 0)[np.ix_(some_rows, some_columns)]
    # Squared: one strong pair is worth more than two faint ones that would part it.
    for r, c in best_assignment(block**2):
        if block[r, c] > floor:
            pairs[rows[some_rows[r]]] = columns[some_columns[c]]


def best_assignment(gain: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows to columns, one to one, with the largest total gain (the Hungarian method).

    `gain` is n × m, non-negative. Returns (row, column) for every row and column that can be
    matched; cost O(n² m) at worst, far less where most gains are 0.
    """
    flip = gain.shape[0] > gain.shape[1]
    cost = -(gain.T if flip else gain)
    n, m = cost.shape
    row_price, column_price = np.zeros(n + 1), np.zeros(m + 1)
    match = np.zeros(m + 1, dtype=int)
    for row in range(1, n + 1):
        match[0] = row
        column = 0
        least = np.full(m + 1, np.inf)
        came_from = np.zeros(m + 1, dtype=int)
        used = np.zeros(m + 1, dtype=bool)
        while True:
            used[column] = True
            current = match[column]
            reduced = cost[current - 1] - row_price[current] - column_price[1:]
            better = ~used[1:] & (reduced < least[1:])
            least[1:][better] = reduced[better]
            came_from[1:][better] = column
            open_columns = np.where(used, np.inf, least)
            following = int(open_columns.argmin())
            delta = open_columns[following]
            row_price[match[used]] += delta
            column_price[used] -= delta
            least[~used] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column] = match[came_from[column]]
            column = came_from[column]
    found = [(int(match[j]) - 1, j - 1) for j in range(1, m + 1) if match[j]]
    return sorted((c, r) for r, c in found) if flip else sorted(found)
