"""What a PDF shows: stretches of type with their places, the lines they form, the rules drawn.

Places are in points. `start` and `end` run in the direction of reading (on a page written from
right to left they are mirrored), and `base` counts downwards from the top of the page, so that the
rest of the reader knows one direction only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Change = Literal["", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of type that was set in one go: one font, one size, one line."""

    text: str
    start: float
    end: float
    base: float
    """The line that the letters stand on."""
    size: float
    italic: bool
    bold: bool
    spaced: bool
    """Whether the page shows a space before it."""
    order: int
    """Its place in the order of the file."""
    colour: int = 0
    """Red, green and blue, a byte each."""
    change: Change = ""
    """What the page shows that was done to it."""
    gone: bool = False
    """Whether it does not stand in the text of the view that is read."""

    @property
    def top(self) -> float:
        return self.base - 0.72 * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight horizontal line that is drawn on the page."""

    start: float
    end: float
    base: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A short upright line in the margin, beside lines that were changed."""

    top: float
    foot: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one page shows."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    bars: tuple[Bar, ...]
    gridded: bool
    """Whether lines cross between its words: a table."""
    pictured: bool
    """Whether it holds a picture: a page with a picture and without words is a scan."""
    turned: str
    """Words that do not run along the lines: a watermark, a text up the margin."""
    mirrored: bool
    """Whether it is written from right to left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Runs side by side that are read as one line."""

    page: int
    column: int
    """The place among the columns of its page; lines across the page have their own."""
    runs: tuple[Run, ...]
    start: float
    end: float
    base: float
    size: float
    """The size of most of its letters."""
    text: str
    words: str
    """The same without what is set smaller and higher."""
    spread: bool = False
    """Whether something else stands on the same height, a wide gap away."""

    @property
    def bold(self) -> bool:
        return all(r.bold for r in self.runs if any(c.isalpha() for c in r.text)) and any(
            r.bold for r in self.runs
        )
