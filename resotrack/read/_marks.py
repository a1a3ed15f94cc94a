"""Where the marks of footnotes stand in a page of plain lines, glued to words and figures.

"resolution 77/2285" is resolution 77/228 and note 5. One mark can often be seen in many places;
the marks of a page follow one another, so the cheapest row of places is taken, in which each
stands behind the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from resotrack.read._layout import WIDE

Place = tuple[int, int]
"""Start and end of a mark in the text of its page."""

_FIGURES = re.compile(r"\d+")
_IN_BRACKETS = re.compile(
    r"(?<=\S)(?P<a>[(（]\d{1,3}[)）])(?!\w)|(?<=\s)(?P<b>[(（]\d{1,3}[)）])(?=\w)"
)
_STARS = re.compile(r"(?<=\S)(?<!\*)\*{1,3}(?!\*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SYMBOL_BEFORE = re.compile(r"/\d{1,4}[,;:.]$")
_DECIMALS = re.compile(r"\.\d")
_LETTER = re.compile(rf"(?!{WIDE.pattern})[^\W\d_]")
# What is counted: a figure before these is no mark.
_COUNTERS = frozenset("年月日号次条届个项段款周岁")
_CLOSING = frozenset(",.;:”’»)]")
_CLOSING_WIDE = frozenset("，。；：、”》）،؛»")
_LABEL_ENDS = frozenset(".、．)）")
_LONGEST = 3
# What a place costs: a letter or a mark of punctuation before it leaves no doubt.
_SURE, _LIKELY, _DOUBTFUL, _FIGURE = 0, 1, 2, 3
_MISSING = 4


def find_marks(text: str, marks: Sequence[str]) -> list[Place | None]:
    """The place of each mark, in the order of the marks; None where it is not to be seen."""
    places = _places(text, frozenset(marks))
    # Rows that may still be the cheapest: the further they reach, the less they cost.
    rows: list[tuple[int, int, tuple[Place | None, ...]]] = [(0, 0, ())]
    for mark in marks:
        ends = [end for end, _, _ in rows]
        found = [(end, cost + _MISSING, (*row, None)) for end, cost, row in rows]
        for start, end, price in places.get(mark, ()):
            number = bisect_right(ends, start) - 1
            _, cost, row = rows[number]
            found.append((end, cost + price, (*row, (start, end))))
        rows = _cheapest(found)
    return list(rows[-1][2])


def _cheapest(
    rows: list[tuple[int, int, tuple[Place | None, ...]]],
) -> list[tuple[int, int, tuple[Place | None, ...]]]:
    """By their reach, without those that reach further and cost no less."""
    kept: list[tuple[int, int, tuple[Place | None, ...]]] = []
    for row in sorted(rows, key=lambda row: row[:2]):
        if not kept or row[1] < kept[-1][1]:
            kept.append(row)
    return kept


def _places(text: str, marks: frozenset[str]) -> dict[str, list[tuple[int, int, int]]]:
    """For each mark where it may stand, and what that costs."""
    places: dict[str, list[tuple[int, int, int]]] = {}
    for mark, start, end, price in (*_bare(text, marks), *_set_apart(text)):
        if mark in marks:
            places.setdefault(mark, []).append((start, end, price))
    return places


def _set_apart(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Stars; and figures in brackets, as Arabic and print without raised figures have them."""
    for match in _STARS.finditer(text):
        yield match[0], match.start(), match.end(), _SURE
    for match in _IN_BRACKETS.finditer(text):
        price = _SURE if match["a"] else _LIKELY
        yield match[0][1:-1], match.start(), match.end(), price


def _bare(text: str, marks: frozenset[str]) -> Iterator[tuple[str, int, int, int]]:
    """Figures, and the ends of longer figures, that may be marks."""
    for match in _FIGURES.finditer(text):
        start, end = match.span()
        after = text[end : end + 2]
        if after[:1] == "/" or after[:1] in _COUNTERS or _DECIMALS.match(after):
            continue
        for size in range(1, min(_LONGEST, end - start) + 1):
            mark = match[0][-size:]
            if mark not in marks:
                continue
            if size == end - start:
                price = _alone(text, start, after)
            elif _LETTER.match(after):
                price = None
            else:
                price = _behind(match[0][:-size], match[0], text[start - 1 : start])
            if price is not None:
                yield mark, end - size, end, price


def _alone(text: str, start: int, after: str) -> int | None:
    """The price of a figure that is a mark as a whole."""
    if not start:
        return None
    before, further = text[start - 1], text[start - 2 : start - 1]
    if _LETTER.match(after):
        # "the third20and" lacks a space, "Partner2Connect" is a name.
        return _DOUBTFUL if before.isalpha() else None
    if before.isalpha() or before in _CLOSING_WIDE:
        return _SURE
    if before == "\n":
        # A raised figure is set as a word of its own between Chinese characters.
        return _LIKELY if WIDE.match(further) and after[:1] not in _LABEL_ENDS else None
    if before not in _CLOSING or further.isspace():
        return None
    if not further.isdigit():
        return _SURE
    # Behind a figure a comma may part thousands: not behind a year or the number of a symbol.
    if before in ");:" or re.search(r"\d{4}$", text[max(0, start - 5) : start - 1]):
        return _SURE
    if _SYMBOL_BEFORE.search(text, max(0, start - 6), start):
        return _LIKELY
    return _DOUBTFUL if before == "," else None


def _behind(head: str, whole: str, before: str) -> int | None:
    """The price of a mark glued to the end of another figure."""
    if _YEAR.fullmatch(head) and before != "/":
        return _LIKELY
    # The end of a year is no mark.
    return None if _YEAR.fullmatch(whole) and before != "/" else _FIGURE
