"""The order of reading on pages written from right to left.

A PDF keeps its letters in the order in which they were drawn, and programs draw Arabic in either
order, with figures and Latin names the other way round in between. So the order of the file is set
aside: pieces of one direction are put in order by their places, from the right, and what runs from
left to right is turned back (the rules of Unicode's annex 9, undone). Places are mirrored already,
as everywhere behind `_pdf_page`: `start` is the right edge.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from resotrack.read._pdf_model import Run

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Between two letters or figures that run from left to right these run with them: A/79/L.1, 3.5.
_TIES = frozenset("/.,:'’-–+")
# These stand between words without a space by right.
_JOINS = frozenset("/.-–'’\"،؛")
_FIGURES = re.compile(r"[\d٠-٩]")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_OTHER = {**_BRACKETS, **{right: left for left, right in _BRACKETS.items()}}
_OPENERS = frozenset(_BRACKETS)
_QUOTES = str.maketrans("“”", "”“")
# A gap as wide as this (in sizes of the type) is a space; much wider, a tab.
_SPACE, _TAB = 0.1, 0.6
_OFTEN = 5


def direction(text: str, index: int) -> str:
    """R, L or N(eutral) for the character at a place; figures and what ties them are L."""
    char = text[index]
    if RIGHT_TO_LEFT.match(char) and not _FIGURES.match(char):
        # A comma or question mark of the script stands like other punctuation.
        return "N" if char in "،؛؟" else "R"
    if char.isalnum() or char in "%$€&@#°":
        return "L"
    tied = char in _TIES and 0 < index < len(text) - 1
    return "L" if tied and all(_runs_right(text[n]) for n in (index - 1, index + 1)) else "N"


def _runs_right(char: str) -> bool:
    return char.isalnum() and not (RIGHT_TO_LEFT.match(char) and not _FIGURES.match(char))


@dataclass(frozen=True, slots=True)
class _Unit:
    """Pieces that are read in one go."""

    text: str
    run: Run
    """The type that it is set in."""
    start: float
    end: float


def in_reading_order(row: Sequence[Run], strokes: frozenset[str] = frozenset()) -> list[Run]:
    """The pieces of one row as runs in the order of reading, spaces between words put in.

    `strokes` are signs that only stretch words, see `strokes_of`.
    """
    units: list[_Unit] = []
    waiting: list[Run] = []
    for piece in _without_strokes(_from_right(row), strokes):
        if _kind(piece) == "R":
            units += _turned_back(waiting)
            waiting = []
            units.append(_Unit(piece.text, piece, piece.start, piece.end))
        else:
            waiting.append(piece)
    units += _turned_back(waiting)
    return _joined(_with_brackets(units))


def _kind(piece: Run) -> str:
    """R, L, F(igures) or N."""
    if any(direction(piece.text, n) == "R" for n in range(len(piece.text))):
        return "R"
    if any(char.isalpha() for char in piece.text):
        return "L"
    return "F" if _FIGURES.search(piece.text) else "N"


def _gap(first: float, second: float, size: float) -> float:
    return (second - first) / size


def strokes_of(rows: Iterable[Sequence[Run]]) -> frozenset[str]:
    """The signs that stretch words to fill their lines, in all the rows of a text.

    Some programs draw the stroke as a sign of its own and give it the code of any letter or figure.
    A sign that stands inside words again and again, touching the letters on both sides, is such a
    stroke: nobody writes "to2day", and not on every line; nobody writes "to=day" once.
    """
    counts = Counter(
        between[0].text[0]
        for row in rows
        for between in _inside_words(_from_right(row))
        if len(set("".join(piece.text for piece in between))) == 1
    )
    return frozenset(sign for sign, often in counts.items() if often >= _how_often(sign))


def _how_often(sign: str) -> float:
    """How often a sign must stand inside words to be no sign at all."""
    kind = unicodedata.category(sign)
    if sign in _JOINS or kind in ("Ps", "Pe", "Pi", "Pf"):
        return math.inf
    return 1 if kind[0] == "S" else _OFTEN


def _from_right(row: Sequence[Run]) -> list[Run]:
    return sorted(row, key=lambda run: (run.start + run.end, run.order))


def _inside_words(pieces: Sequence[Run]) -> Iterator[list[Run]]:
    """What is no letter of the script and touches one on both sides."""
    between: list[Run] = []
    last: Run | None = None
    for piece in pieces:
        touches = last is not None and _gap(last.end, piece.start, piece.size) < _SPACE
        if _kind(piece) == "R":
            if between and touches:
                yield between
            between = []
            last = piece
        elif touches:
            between.append(piece)
            last = piece
        else:
            between, last = [], None


def _without_strokes(pieces: Sequence[Run], strokes: frozenset[str]) -> list[Run]:
    gone = {
        id(piece)
        for between in _inside_words(pieces)
        if set("".join(piece.text for piece in between)) <= strokes
        for piece in between
    }
    kept: list[Run] = []
    for piece in pieces:
        if id(piece) in gone:
            kept[-1] = replace(kept[-1], end=max(kept[-1].end, piece.end))
        else:
            kept.append(piece)
    return kept


def _turned_back(pieces: Sequence[Run]) -> list[_Unit]:
    """What stands between words of the script: each stretch from left to right made one unit.

    Words and figures after a Latin word go on with it; two figures side by side do not, and what
    is in brackets of its own does not go on behind them.
    """
    stretches: list[list[Run]] = []
    between: list[Run] = []
    latin = enclosed = inside = False
    for piece in reversed(pieces):
        if (kind := _kind(piece)) == "N":
            between.append(piece)
            if inside and piece.text in _OTHER:
                stretches[-1] += between
                between, inside = [], False
            continue
        bracketed = any(sign.text in _OTHER for sign in between)
        touches = bool(stretches) and not between and _touch(stretches[-1][-1], piece)
        goes_on = latin and (not bracketed or (kind == "L" and not enclosed))
        if stretches and (goes_on or touches):
            stretches[-1] += [*between, piece]
            inside = inside or bracketed
        else:
            stretches += [[sign] for sign in between]
            stretches.append([piece])
            latin, enclosed, inside = False, bracketed, False
        latin = latin or kind == "L"
        between = []
    stretches += [[sign] for sign in between]
    return [_from_left(stretch) for stretch in reversed(stretches)]


def _touch(left: Run, right: Run) -> bool:
    return _gap(right.end, left.start, min(left.size, right.size)) < _SPACE and (
        abs(left.base - right.base) < 0.1 * left.size
    )


def _from_left(stretch: Sequence[Run]) -> _Unit:
    text = stretch[0].text
    for left, right in pairwise(stretch):
        apart = _gap(right.end, left.start, min(left.size, right.size)) > _SPACE
        text += f" {right.text}" if apart else right.text
    widest = max(stretch, key=lambda run: len(run.text))
    return _Unit(text, widest, min(r.start for r in stretch), max(r.end for r in stretch))


def _with_brackets(units: Sequence[_Unit]) -> list[_Unit]:
    """Brackets the way they are read: files give the sign as typed or as drawn, at whim.

    What stands before a space and after none closes, what stands after one and before none opens.
    Where spaces do not tell, what is open is closed.
    """
    turned: list[_Unit] = []
    is_open = False
    for number, unit in enumerate(units):
        if unit.text not in _OTHER:
            # The library turns these quotation marks, which no program and no standard does.
            turned.append(replace(unit, text=unit.text.translate(_QUOTES)))
            continue
        before, after = _apart(units, number - 1), _apart(units, number)
        following = units[number + 1].text[0] if number + 1 < len(units) else ""
        opens = before if before != after else not is_open
        if not before and following and following in "،.؛:,;":
            opens = False
        is_open = opens
        wrong = opens != (unit.text in _OPENERS)
        turned.append(replace(unit, text=_OTHER[unit.text]) if wrong else unit)
    return turned


def _apart(units: Sequence[_Unit], number: int) -> bool:
    """Whether a space, a step up to a raised mark or the end of the line follows this unit."""
    if number < 0 or number + 1 >= len(units):
        return True
    one, two = units[number], units[number + 1]
    size = min(one.run.size, two.run.size)
    return _gap(one.end, two.start, size) > _SPACE or abs(one.run.base - two.run.base) > 0.1 * size


def _joined(units: Sequence[_Unit]) -> list[Run]:
    """Runs of what is set alike, until the next tab."""
    runs: list[Run] = []
    last: _Unit | None = None
    for unit in units:
        own = replace(
            unit.run,
            text=unit.text,
            start=unit.start,
            end=unit.end,
            spaced=True,
            order=len(runs),
        )
        if last is None:
            runs.append(own)
        else:
            size = min(unit.run.size, last.run.size)
            # A mark above a letter ends before its letter does.
            gap = _gap(max(last.end, runs[-1].end), unit.start, size)
            space = " " if gap > _SPACE else ""
            if gap < _TAB and _set_alike(last.run, unit.run):
                runs[-1] = replace(
                    runs[-1],
                    text=runs[-1].text + space + unit.text,
                    start=min(runs[-1].start, unit.start),
                    end=max(runs[-1].end, unit.end),
                )
            else:
                runs.append(replace(own, text=space + unit.text, spaced=False))
        last = unit
    return runs


def _set_alike(one: Run, two: Run) -> bool:
    return (
        abs(one.size - two.size) < 0.05 * one.size
        and abs(one.base - two.base) < 0.1 * one.size
        and (one.italic, one.bold, one.change) == (two.italic, two.bold, two.change)
    )
