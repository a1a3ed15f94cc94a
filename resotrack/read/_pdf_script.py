"""Signs of a joined script back to the letters that they show.

A font shows two letters in one sign (lam and alef), stretches a word with strokes, and sets a mark
above a letter at a place of its own. The library that reads PDFs turns Arabic lines around sign by
sign, so the letters inside a sign come out the wrong way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from resotrack.read._pdf_bidi import RIGHT_TO_LEFT
from resotrack.read._pdf_model import Run

_LAM = "\u0644"
_ALEFS = frozenset("\u0622\u0623\u0625\u0627")
_TATWEEL = re.compile(r"(?<=[^\W\d_])\u0640+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter, and the place of the sign that shows it; the letters of a ligature share it."""

    letter: str
    start: float
    end: float
    base: float

    def shows(self, other: Sign) -> bool:
        """Whether both are letters of one sign."""
        return self.end > self.start and (self.start, self.end, self.base) == (
            other.start,
            other.end,
            other.base,
        )


def are_backwards(signs: Sequence[Sign]) -> bool:
    """Whether the letters of ligatures stand the wrong way round; lam and alef tell."""
    pairs = [(a.letter, b.letter) for a, b in pairwise(signs) if a.shows(b)]
    wrong = sum(a in _ALEFS and b == _LAM for a, b in pairs)
    right = sum(a == _LAM and b in _ALEFS for a, b in pairs)
    return wrong > right


def from_left(signs: Sequence[Sign], owners: Sequence[int]) -> list[int]:
    """The order of the signs with figures and Latin letters from left to right.

    The library turns those around, too, where a text object holds nothing else. `owners` are the
    numbers of the text objects.
    """
    order: list[int] = []
    stretch: list[int] = []
    for number, sign in enumerate(signs):
        if stretch and owners[number] != owners[stretch[0]]:
            order += _by_place(stretch, signs)
            stretch = []
        if RIGHT_TO_LEFT.match(sign.letter):
            order += [*_by_place(stretch, signs), number]
            stretch = []
        else:
            stretch.append(number)
    return order + _by_place(stretch, signs)


def _by_place(stretch: Sequence[int], signs: Sequence[Sign]) -> list[int]:
    return sorted(stretch, key=lambda n: signs[n].start)


def spelled(signs: Sequence[Sign], backwards: bool, *, turned: bool) -> str:
    """The letters of a piece in the order of spelling, without strokes that only fill a line.

    `turned`: the piece is of a script written from right to left.
    """
    groups: list[str] = []
    for number, sign in enumerate(signs):
        if number and sign.shows(signs[number - 1]):
            groups[-1] += sign.letter
        else:
            groups.append(sign.letter)
    if backwards:
        groups = [group[::-1] for group in groups]
    placed = [sign.start for sign in signs if sign.end > sign.start]
    if turned and len(placed) > 1 and placed[0] < placed[-1]:
        # Drawn, and left, from left to right.
        groups.reverse()
    return _TATWEEL.sub("", "".join(groups))


def on_their_lines(runs: Sequence[Run]) -> list[Run]:
    """Letters that a program places by the mark above them, back on the line of their word."""
    placed = list(runs)
    for number, run in enumerate(runs):
        if not any(map(unicodedata.combining, run.text)):
            continue
        for other in (*runs[max(0, number - 1) : number], *runs[number + 1 : number + 2]):
            off = abs(other.base - run.base)
            apart = max(other.start - run.end, run.start - other.end)
            alike = abs(other.size - run.size) < 0.02 * run.size
            if alike and off < 0.7 * run.size and apart < 0.3 * run.size:
                placed[number] = replace(run, base=other.base)
                break
    return placed
