"""How alike two paragraphs are: words weighed by rarity, with and without the opening phrase.

Formulaic text makes false friends: "Recalling resolution … of …" recurs with other numbers, and
half of every operative paragraph is "calls upon States to". So each word weighs by how few paragraphs of
the two texts hold it, and the order of the words counts as well as the words. The opening phrase is
compared apart: a provision whose verb was weakened is still the same provision.
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
_FLOOR = 0.12


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
    rows, columns = np.nonzero(np.maximum(dice, 0.6 * np.maximum(covered, covers)) >= _FLOOR)
    for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
        score[i, j] = _score(a[i], b[j], float(dice[i, j]))
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
    """The weight of each word: 1 where it stands in one paragraph a side, less where in many."""
    n = len(a) + len(b)
    frequency = a.sum(axis=0) + b.sum(axis=0)
    weight = np.log1p(n / np.maximum(frequency, 1.0)) / np.log1p(max(n, 1))
    return np.asarray(weight, dtype=np.float32)


def _score(a: Profile, b: Profile, dice: float) -> float:
    whole = Indel.normalized_similarity(a.words, b.words)
    body = Indel.normalized_similarity(a.body, b.body) if a.body and b.body else 0.0
    return 0.5 * dice + 0.5 * max(whole, body)
