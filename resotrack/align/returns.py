"""What comes back after some texts without it.

The paragraphs that a text adds are held against those that earlier texts dropped. Nothing but the
words speaks for such a pair, no neighbours and no place, and every series is full of sentences made
to one pattern. So the bar is higher than between two texts that follow one another, and higher
again for two that cite different documents: "Recalling its resolution … of …" is a false friend.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, LCSseq

from resotrack.diff import tokenise
from resotrack.lexicon import strip_connectors
from resotrack.model import Paragraph

_BAR = 0.6
_CITES_ANOTHER = 0.75
"""The bar where both have figures and share none."""
_LEAD = 0.2
"""By how much a return must be more alike than the pair that the text before offers."""
_FEWEST_WORDS = 4
"""Shorter ones (cells of a table, "Decides:") are alike by chance."""
_LONG_ENOUGH = 12
"""From so many words on, the same words in the same order count even if each is common."""
_FORMULAIC = 0.15
"""How much of such a likeness any two sentences of a series have."""
_CONTAINED = 0.25
"""What is taken off where only one of the two is covered by the other."""
_WORTH_A_LOOK = 0.3
_COMMON = 0.3
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Return:
    """A paragraph that is back."""

    waiting: int
    arrival: int
    likeness: float
    """0 to 1."""
    same: bool
    """Whether its words are those that it went with."""


def returns(
    waiting: Sequence[Paragraph],
    arrivals: Sequence[Paragraph],
    rivals: Sequence[Paragraph | None],
    text: Sequence[Paragraph],
    language: str,
) -> list[Return]:
    """Which of the arrivals are which of those waiting, each of either at most once.

    `rivals` holds for each arrival the paragraph that the text before offers for it, if any;
    `text` is the whole text of the arrivals: what is common in it says little.
    """
    if not waiting or not arrivals:
        return []
    gone = [_words(p, language) for p in waiting]
    new = [_words(p, language) for p in arrivals]
    rarity = _Rarity([*gone, *(_words(p, language) for p in text)])
    found = []
    for i, j in _likely(gone, new, rarity):
        likeness = rarity.likeness(gone[i], new[j])
        if likeness < _bar(gone[i], new[j]):
            continue
        rival = rivals[j]
        if rival and likeness < rarity.likeness(_words(rival, language), new[j]) + _LEAD:
            continue
        found.append(Return(i, j, likeness, gone[i] == new[j]))
    # The surest first; of copies, the one that went last, in the order of the text.
    found.sort(key=lambda one: (-one.likeness, -one.waiting, one.arrival))
    return list(_once(found))


def _once(found: Sequence[Return]) -> Iterator[Return]:
    taken: set[int] = set()
    filled: set[int] = set()
    for one in found:
        if one.waiting not in taken and one.arrival not in filled:
            taken.add(one.waiting)
            filled.add(one.arrival)
            yield one


_Words = tuple[str, ...]


def _words(paragraph: Paragraph, language: str) -> _Words:
    """The folded words, without the connectors of the opening phrase."""
    keys = tokenise(paragraph.text).keys
    end = len(tokenise(paragraph.opening))
    opening = [key for key in keys[:end] if key[:1].isalnum()]
    rest = (key for key in keys[end:] if key[:1].isalnum())
    return (*strip_connectors(opening, language), *rest)


def _bar(gone: _Words, new: _Words) -> float:
    cited, cites = _figures(gone), _figures(new)
    return _CITES_ANOTHER if cited and cites and not cited & cites else _BAR


def _figures(words: _Words) -> set[str]:
    return {word for word in words if _FIGURE.search(word)}


def _likely(
    gone: Sequence[_Words], new: Sequence[_Words], rarity: _Rarity
) -> list[tuple[int, int]]:
    """The pairs (gone, new) with enough rare words in common to be worth a closer look."""
    column = {word: n for n, word in enumerate(dict.fromkeys(w for words in new for w in words))}
    weight = np.array([rarity.weight(word) for word in column])
    shared = (_presence(gone, column) * weight) @ _presence(new, column).T
    mass_gone = np.array([rarity.mass(words) for words in gone])
    mass_new = np.array([rarity.mass(words) for words in new])
    dice = 2 * shared / np.maximum(mass_gone[:, None] + mass_new[None, :], 1e-9)
    long_gone = np.array([len(words) >= _FEWEST_WORDS for words in gone])
    long_new = np.array([len(words) >= _FEWEST_WORDS for words in new])
    rows, columns = np.nonzero((dice >= _WORTH_A_LOOK) & long_gone[:, None] & long_new[None, :])
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _presence(texts: Sequence[_Words], column: dict[str, int]) -> NDArray[np.float64]:
    matrix = np.zeros((len(texts), len(column)))
    for row, words in enumerate(texts):
        matrix[row, [column[word] for word in words if word in column]] = 1
    return matrix


class _Rarity:
    """How much a word says, by how few paragraphs have it: 1 for one, next to nothing for all."""

    def __init__(self, texts: Sequence[_Words]) -> None:
        self._size = len(texts)
        self._frequency = Counter(word for words in texts for word in set(words))
        self._weights: dict[str, float] = {}

    def weight(self, word: str) -> float:
        if word not in self._weights:
            rarity = np.log1p(self._size / max(1, self._frequency[word])) / np.log1p(self._size)
            self._weights[word] = float(rarity**2)
        return self._weights[word]

    def mass(self, words: _Words) -> float:
        # In the order of the text: a sum of fractions depends on it in its last figures.
        return sum(self.weight(word) for word in dict.fromkeys(words))

    def likeness(self, one: _Words, other: _Words) -> float:
        """Rare words in common and the order of those that are not everywhere: 0 to 1.

        Two kinds of paragraph come out too low by that, and are rated by their own measure: where
        nearly every word is the same, a few rare ones that differ (the session that a report is due
        at) count for too much; where the whole of one stands in the other, what was added does.
        """
        if one == other:
            return 1.0
        left, right = self._telling(one), self._telling(other)
        also = set(other)
        shared = sum(self.weight(word) for word in dict.fromkeys(one) if word in also)
        masses = self.mass(one), self.mass(other)
        order: float = Indel.normalized_similarity(left, right)
        rated = [(2 * shared / max(sum(masses), 1e-9) + order) / 2]
        if min(len(one), len(other)) >= _LONG_ENOUGH:
            rated.append(Indel.normalized_similarity(one, other) - _FORMULAIC)
        if min(len(left), len(right)) >= _LONG_ENOUGH:
            run = LCSseq.similarity(left, right) / min(len(left), len(right))
            rated.append((shared / max(min(masses), 1e-9) + run) / 2 - _CONTAINED)
        return max(rated)

    def _telling(self, words: _Words) -> _Words:
        most = max(2.0, _COMMON * self._size)
        return tuple(word for word in words if self._frequency[word] <= most)
