"""Order: the longest run of links kept in it, and which links left it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs (sorted by the first) in which the second only grows."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(j)
            ends.append(index)
        else:
            tails[at], ends[at] = j, index
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def stayed(ranks: Sequence[int], weights: Sequence[float]) -> set[int]:
    """Which of several things kept their order, when what stayed is to weigh most.

    `ranks[n]` is the later place of the thing that was n-th; no two are equal. Returns the indexes
    of the heaviest rising chain. O(n log n): a Fenwick tree holds, for each later place, the
    heaviest chain that ends there or before.
    """
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    weight_of = [0.0] * len(ranks)
    before = [-1] * len(ranks)
    for index, rank in enumerate(ranks):
        heaviest = (0.0, -1)
        at = rank
        while at > 0:
            if best[at][0] > heaviest[0]:
                heaviest = best[at]
            at -= at & -at
        weight_of[index] = heaviest[0] + weights[index]
        before[index] = heaviest[1]
        at = rank + 1
        while at < len(best):
            if weight_of[index] > best[at][0]:
                best[at] = (weight_of[index], index)
            at += at & -at
    index = max(range(len(ranks)), key=weight_of.__getitem__, default=-1)
    chain: set[int] = set()
    while index >= 0:
        chain.add(index)
        index = before[index]
    return chain
