"""How alike two paragraphs are: words weighed by rarity, with and without the opening phrase.

Formulaic text makes false friends: "Recalling resolution … of …" recurs with other numbers, and
half of every operative paragraph is "calls upon States to". So each word weighs by how few
paragraphs of the two texts hold it, and among the rarer ones their order counts as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from resotrack.align.profile import Profile

Matrix = NDArray[np.float32]

# Below this share of rare words in common two paragraphs are not worth a closer look.
_FLOOR = 0.06
# A word that more than this share of the paragraphs have says nothing about one of them.
_COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Similarity:
    """Three n × m matrices over the paragraphs of both texts, each value in 0..1."""

    score: Matrix
    """How alike: rare words in common and word order; 0 where below the floor."""
    covered: Matrix
    """The share of the earlier paragraph (by rarity) that stands in the later one."""
    covers: Matrix
    """The share of the later paragraph that stands in the earlier one."""
    in_before: Matrix
    """Which word of the vocabulary stands in which paragraph: 1 or 0."""
    in_after: Matrix
    weight: NDArray[np.float32]
    """The rarity of each word of the vocabulary."""

    def swapped(self) -> Similarity:
        """The same with the two texts in each other's place."""
        return Similarity(
            score=self.score.T,
            covered=self.covers.T,
            covers=self.covered.T,
            in_before=self.in_after,
            in_after=self.in_before,
            weight=self.weight,
        )


def similarity(a: Sequence[Profile], b: Sequence[Profile], vocabulary_size: int) -> Similarity:
    """Compare every paragraph of one text with every paragraph of the other.

    Cost: one matrix product over the vocabulary, then word order for the pairs above the floor,
    which are few (about three for each paragraph in real texts).
    """
    presence_a, presence_b = _presence(a, vocabulary_size), _presence(b, vocabulary_size)
    weight = _rarity(presence_a, presence_b)
    shared = (presence_a * weight) @ presence_b.T
    mass_a, mass_b = presence_a @ weight, presence_b @ weight
    covered = shared / np.maximum(mass_a, 1e-6)[:, None]
    covers = shared / np.maximum(mass_b, 1e-6)[None, :]
    dice = 2 * shared / np.maximum(mass_a[:, None] + mass_b[None, :], 1e-6)
    score = np.zeros_like(dice)
    rare_a, rare_b = _rare_words(a, b, presence_a, presence_b)
    rows, columns = np.nonzero(np.maximum(dice, 0.6 * np.maximum(covered, covers)) >= _FLOOR)
    for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
        order = Indel.normalized_similarity(rare_a[i], rare_b[j])
        score[i, j] = (float(dice[i, j]) + order) / 2
    return Similarity(
        score=score.astype(np.float32),
        covered=covered,
        covers=covers,
        in_before=presence_a,
        in_after=presence_b,
        weight=weight,
    )


def _presence(profiles: Sequence[Profile], size: int) -> Matrix:
    matrix = np.zeros((len(profiles), size), dtype=np.float32)
    for row, profile in enumerate(profiles):
        matrix[row, list(profile.words)] = 1
    return matrix


def _rarity(a: Matrix, b: Matrix) -> NDArray[np.float32]:
    """The weight of each word: 1 where it stands in one paragraph, next to nothing where in all.

    Squared, for the phrases that run through a text ("intimidation or reprisal against those who
    cooperate") are many words long and would outweigh what a paragraph is about.
    """
    n = len(a) + len(b)
    frequency = a.sum(axis=0) + b.sum(axis=0)
    weight = np.log1p(n / np.maximum(frequency, 1.0)) / np.log1p(max(n, 1))
    return np.asarray(weight**2, dtype=np.float32)


def _rare_words(
    a: Sequence[Profile], b: Sequence[Profile], in_a: Matrix, in_b: Matrix
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """The words of each paragraph, in order, without those that most paragraphs have."""
    common = in_a.sum(axis=0) + in_b.sum(axis=0) > max(2.0, _COMMON * (len(a) + len(b)))
    left_out = set(np.flatnonzero(common).tolist())
    return _without(a, left_out), _without(b, left_out)


def _without(profiles: Sequence[Profile], left_out: set[int]) -> list[tuple[int, ...]]:
    return [tuple(w for w in profile.words if w not in left_out) for profile in profiles]
