"""A link laid side by side: each paragraph in pieces, saying which words went, came and counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from resotrack.model import Direction, Link, Paragraph, Span
from resotrack.write.view.names import paragraph_name
from resotrack.write.view.wording import DOUBTFUL

PieceKind = Literal["equal", "delete", "insert"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one paragraph that are shown alike. All pieces joined are its text."""

    kind: PieceKind
    text: str
    opening: bool = False
    """Part of the opening phrase, which resolutions print in italics."""
    telling: Direction | None = None
    """The direction these words stand for in a sure or likely reason; else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One paragraph on its side of the page."""

    id: str
    name: str
    number: str
    depth: int
    rtl: bool
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def sides(link: Link) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The paragraphs before and after, in pieces."""
    flags = [flag for flag in link.assessment.flags if flag.confidence >= DOUBTFUL]
    left = [(flag.before, flag.direction) for flag in flags if flag.before]
    right = [(flag.after, flag.direction) for flag in flags if flag.after]
    return (
        tuple(_sides(link.before, _words(link, "delete"), left)),
        tuple(_sides(link.after, _words(link, "insert"), right)),
    )


def _words(link: Link, own: PieceKind) -> list[tuple[PieceKind, str]]:
    """The words of one side. A link that brings none is unchanged, dropped or added as a whole."""
    if link.words:
        return [(kind, text) for kind, text in link.words if kind in ("equal", own)]
    paragraphs = link.before if own == "delete" else link.after
    kind: PieceKind = "equal" if link.relation == "same" else own
    return [(kind, "\n".join(p.text for p in paragraphs))]


def _sides(
    paragraphs: Sequence[Paragraph],
    words: Sequence[tuple[PieceKind, str]],
    evidence: Sequence[tuple[Span, Direction]],
) -> Iterator[Side]:
    for paragraph, pieces in zip(paragraphs, _by_paragraph(words), strict=False):
        # A reason that names the whole paragraph marks no words in it: all are meant.
        marks = [
            (span, direction)
            for span, direction in evidence
            if span.paragraph == paragraph.id and span.end - span.start < len(paragraph.text)
        ]
        yield Side(
            id=paragraph.id,
            name=paragraph_name(paragraph.id),
            number=paragraph.number,
            depth=paragraph.depth,
            rtl=is_rtl(paragraph.text),
            pieces=tuple(_cut(pieces, len(paragraph.opening), marks)),
        )


def _by_paragraph(
    words: Sequence[tuple[PieceKind, str]],
) -> list[list[tuple[PieceKind, str]]]:
    """Cut at the line feeds that join the paragraphs of one side."""
    paragraphs: list[list[tuple[PieceKind, str]]] = [[]]
    for kind, text in words:
        for n, part in enumerate(text.split("\n")):
            if n:
                paragraphs.append([])
            if part:
                paragraphs[-1].append((kind, part))
    return paragraphs


def _cut(
    pieces: Sequence[tuple[PieceKind, str]],
    opening: int,
    marks: Sequence[tuple[Span, Direction]],
) -> Iterator[Piece]:
    """Cut further, where the opening phrase ends and where the words of a reason begin and end."""
    edges = {opening} | {edge for span, _ in marks for edge in (span.start, span.end)}
    at = 0
    for kind, text in pieces:
        stops = sorted(edge for edge in edges if at < edge < at + len(text))
        for start, end in zip([at, *stops], [*stops, at + len(text)], strict=True):
            yield Piece(
                kind,
                text[start - at : end - at],
                opening=end <= opening,
                telling=_telling(start, end, marks) if kind != "equal" else None,
            )
        at += len(text)


def _telling(start: int, end: int, marks: Sequence[tuple[Span, Direction]]) -> Direction | None:
    """The direction of the reason that names these words; a neutral one gives way to another."""
    found = {d for span, d in marks if span.start <= start and end <= span.end}
    for direction in ("weakened", "strengthened", "mixed"):
        if found == {direction} or found == {direction, "neutral"}:
            return direction
    return "mixed" if found - {"neutral"} else None


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left: decided by its first letter, as browsers do."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
