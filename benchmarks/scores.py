"""Counting right and wrong: precision, recall, F1, and macro-F1 over classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

DIRECTIONS = ("strengthened", "weakened", "mixed", "neutral")


@dataclass(frozen=True, slots=True)
class Count:
    """How many were found, how many should have been, and how many are both."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0


def compare_sets(found: set[object], wanted: set[object]) -> Count:
    return Count(len(found & wanted), len(found), len(wanted))


def by_class(pairs: Iterable[tuple[str, str]]) -> dict[str, Count]:
    """(found, wanted) labels to a Count for each direction."""
    pairs = list(pairs)
    right = Counter(found for found, wanted in pairs if found == wanted)
    founds = Counter(found for found, _ in pairs)
    wanteds = Counter(wanted for _, wanted in pairs)
    return {d: Count(right[d], founds[d], wanteds[d]) for d in DIRECTIONS}


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """The mean F1 of the directions that are wanted or found at all."""
    counts = [c for c in by_class(pairs).values() if c.found or c.wanted]
    return sum(c.f1 for c in counts) / len(counts) if counts else 1.0
