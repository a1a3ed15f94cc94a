"""How alike two paragraphs are: words weighed by rarity, with and without the opening phrase.

Formulaic text makes false friends: "Recalling resolution … of …" recurs with other numbers, and
half of every operative paragraph is "calls upon States to". So each word weighs by how few
paragraphs of the two texts hold it, and among the rarer ones their order counts as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, filterfalse

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from resotrack.align.profile import Profile, Vocabulary

Matrix = NDArray[np.float32]

# Below this share of rare words in common two paragraphs are not worth a closer look.
_FLOOR = 0.08
# A word that more than this share of the paragraphs have says nothing about one of them.
_COMMON = 0.3
_BARE = str.maketrans(dict.fromkeys(',;:.()“”"[]', " "))


@dataclass(frozen=True, slots=True)
class Similarity:
    """Matrices over the paragraphs of both texts (n × m), each value in 0..1.

    Only the rows and columns that were asked about are filled; the others are 0.
    """

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

    def without(self, barred: Iterable[tuple[int, int]]) -> Similarity:
        """The same, with these pairs as unlike as can be."""
        for i, j in barred:
            self.score[i, j] = self.covered[i, j] = self.covers[i, j] = 0
        return self

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


def similarity(
    a: Sequence[Profile],
    b: Sequence[Profile],
    vocabulary: Vocabulary,
    rows: Sequence[int],
    columns: Sequence[int],
) -> Similarity:
    """Compare these rows of one text with these columns of the other.

    How rare a word is, is judged from all paragraphs of both. Cost: one matrix product over the
    vocabulary, then word order for the pairs above the floor, which are few (about three for each
    paragraph in real texts).
    """
    everything = (*a, *b)
    frequency = _frequency(everything, vocabulary)
    weight = _rarity(frequency, len(everything))
    presence_a = _presence(a, rows, len(vocabulary))
    presence_b = _presence(b, columns, len(vocabulary))
    left, right = presence_a[rows], presence_b[columns]
    shared = (left * weight) @ right.T
    mass_a, mass_b = left @ weight, right @ weight
    covered = shared / np.maximum(mass_a, 1e-6)[:, None]
    covers = shared / np.maximum(mass_b, 1e-6)[None, :]
    dice = 2 * shared / np.maximum(mass_a[:, None] + mass_b[None, :], 1e-6)
    common = set(np.flatnonzero(frequency > max(2.0, _COMMON * len(everything))).tolist())
    rare_a = [_without(a[i].words, common) for i in rows]
    rare_b = [_without(b[j].words, common) for j in columns]
    score = np.zeros_like(dice)
    likely = np.nonzero(np.maximum(dice, 0.6 * np.maximum(covered, covers)) >= _FLOOR)
    order = [
        Indel.normalized_similarity(rare_a[r], rare_b[c])
        for r, c in zip(*(index.tolist() for index in likely), strict=True)
    ]
    score[likely] = (dice[likely] + order) / 2
    shape = (len(a), len(b))
    return Similarity(
        score=_placed(score, rows, columns, shape),
        covered=_placed(covered, rows, columns, shape),
        covers=_placed(covers, rows, columns, shape),
        in_before=presence_a,
        in_after=presence_b,
        weight=weight,
    )


def _placed(
    block: NDArray[np.floating], rows: Sequence[int], columns: Sequence[int], shape: tuple[int, int]
) -> Matrix:
    """The block in its place among all paragraphs."""
    matrix = np.zeros(shape, dtype=np.float32)
    matrix[np.ix_(rows, columns)] = block
    return matrix


def _frequency(profiles: Sequence[Profile], vocabulary: Vocabulary) -> NDArray[np.int64]:
    """In how many paragraphs each word stands.

    What stands verbatim in both texts was not cut into words: there a word is what white space and
    punctuation leave, which is near enough for a count.
    """
    words = [set(profile.words) for profile in profiles]
    number = vocabulary.get
    words += [
        {n for word in unread.split() if (n := number(word)) is not None}
        for unread in (p.paragraph.text.lower().translate(_BARE) for p in profiles if not p.words)
    ]
    once = np.fromiter(chain.from_iterable(words), dtype=np.int64)
    return np.bincount(once, minlength=len(vocabulary))


def _presence(profiles: Sequence[Profile], chosen: Sequence[int], size: int) -> Matrix:
    matrix = np.zeros((len(profiles), size), dtype=np.float32)
    for row in chosen:
        matrix[row, list(profiles[row].words)] = 1
    return matrix


def _rarity(frequency: NDArray[np.int64], n: int) -> NDArray[np.float32]:
    """The weight of each word: 1 where it stands in one paragraph, next to nothing where in all.

    Squared, for the phrases that run through a text ("intimidation or reprisal against those who
    cooperate") are many words long and would outweigh what a paragraph is about.
    """
    weight = np.log1p(n / np.maximum(frequency, 1)) / np.log1p(max(n, 1))
    return np.asarray(weight**2, dtype=np.float32)


def _without(words: Sequence[int], left_out: set[int]) -> str:
    """The other words, one character each: strings are what the engine compares fastest."""
    return "".join(map(chr, filterfalse(left_out.__contains__, words)))
