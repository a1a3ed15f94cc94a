"""One paragraph as its source has it: tracked changes and brackets inside the words.

Without colour what goes stands in [-…-] and what comes in {+…+}, as in a comparison.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.text import Text

from resotrack.write.view import MarkKind, gone, marks

if TYPE_CHECKING:
    from resotrack import Change, Paragraph
    from resotrack.model import Bracket

_GONE, _COME, _MOVED, _AWAY = "red strike", "green underline", "blue underline", "blue strike"
_SIGNS, _WHO, _ASIDE = "bold yellow", "bold cyan", "dim"
_STYLES: dict[MarkKind, str] = {
    "opening": "italic bold",
    "inserted": _COME,
    "moved": _MOVED,
    "struck": _GONE,
    "added": _COME,
    "sign": _SIGNS,
    "who": _WHO,
    "aside": _ASIDE,
}
KEY: tuple[tuple[str, str], ...] = (
    ("deleted", _GONE),
    ("inserted", _COME),
    ("moved", _MOVED),
    ("[open]", _SIGNS),
    ("who says so", _WHO),
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that is shown at a place of the text and is no part of it."""

    at: int
    words: str
    style: str


def marked(paragraph: Paragraph, changes: Iterable[Change], *, colour: bool) -> Text:
    """The words of a paragraph with what happened to them."""
    own = [change for change in changes if not change.in_note]
    pieces = list(_pieces(own, paragraph.brackets, colour=colour))
    pieces.sort(key=lambda piece: piece.at)
    shown = Text()
    done = 0
    for piece in pieces:
        shown.append(paragraph.text[done : piece.at])
        shown.append(piece.words, piece.style)
        done = piece.at
    shown.append(paragraph.text[done:])
    places = _Places(pieces)
    for mark in marks(paragraph, own):
        shown.stylize(_STYLES[mark.kind], places.start(mark.start), places.end(mark.end))
    return shown


class _Places:
    """Where the offsets of a text are once pieces were put into it."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._at = [piece.at for piece in pieces]
        self._added = [0, *accumulate(len(piece.words) for piece in pieces)]

    def start(self, offset: int) -> int:
        return offset + self._added[bisect_right(self._at, offset)]

    def end(self, offset: int) -> int:
        return offset + self._added[bisect_left(self._at, offset)]


def _pieces(
    changes: Sequence[Change], brackets: Sequence[Bracket], *, colour: bool
) -> Iterable[_Piece]:
    # Where words arrive is closed before those are shown that left the same place.
    if not colour:
        for change in changes:
            if change.kind in ("insert", "move_to") and change.end > change.start:
                yield _Piece(change.end, "+}", "")
        for bracket in brackets:
            if bracket.face and bracket.end > bracket.start:
                yield _Piece(bracket.end, "-]" if bracket.face == "struck" else "+}", "")
    for one in gone(changes):
        style = _AWAY if one.moved else _GONE
        yield _Piece(one.at, one.words if colour else f"[-{one.words}-]", style)
    if not colour:
        for change in changes:
            if change.kind in ("insert", "move_to") and change.end > change.start:
                yield _Piece(change.start, "{+", "")
        for bracket in brackets:
            if bracket.face and bracket.end > bracket.start:
                yield _Piece(bracket.start, "[-" if bracket.face == "struck" else "{+", "")
