"""What a view shows: the final text (all tracked changes accepted) or the original (all rejected).

A view hides the pieces whose revisions it undoes, drops the rows and cells that it undoes, and
joins a paragraph whose mark it undoes to the next one. What remains of a run of paragraphs is a
`Line`: the paragraphs whose words make one paragraph of that view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from resotrack.read._word_model import Piece, View, WordParagraph


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a view."""

    paragraphs: tuple[WordParagraph, ...]
    """The paragraphs of the source that it is made of."""
    gone: bool = False
    """Not a paragraph of this view at all: kept for the changes that took it away."""


def in_lines(paragraphs: Sequence[WordParagraph], view: View) -> tuple[Line, ...]:
    """The paragraphs of a view in order, and in their places those that the view took away.

    Give it paragraphs `without_field_codes`.
    """
    lines: list[list[WordParagraph]] = []
    open_lines: dict[int, list[WordParagraph]] = {}
    settled: set[int] = set()
    gone: set[int] = set()
    for paragraph in paragraphs:
        if not view.shows(paragraph.held):
            lines.append([paragraph])
            gone.add(id(lines[-1]))
            continue
        line = open_lines.pop(paragraph.stretch, None)
        if line is None:
            line = []
            lines.append(line)
        line.append(paragraph)
        if view.shows(paragraph.mark) or _leaves_a_blank(line, view):
            settled.add(paragraph.stretch)
        else:
            open_lines[paragraph.stretch] = line
    # A line that is still open reached the end of its stretch (a cell, a table) without a mark of
    # its own. With words it is a paragraph all the same; without, it is gone.
    for line in open_lines.values():
        if not _has_words(line, view) and _may_go(line, settled):
            gone.add(id(line))
    return tuple(Line(tuple(line), id(line) in gone) for line in lines)


def _leaves_a_blank(line: list[WordParagraph], view: View) -> bool:
    """A whole paragraph that was moved leaves an empty one behind, one that was deleted does not:
    so the reference files of Open-Xml-PowerTools have it."""
    undone = [revision.kind for revision in line[0].mark if view.undoes(revision)]
    moved = all(kind in ("move_from", "move_to") for kind in undone)
    return len(line) == 1 and moved and not _has_words(line, view)


def _may_go(line: list[WordParagraph], settled: set[int]) -> bool:
    """A cell keeps at least one paragraph; the body need not."""
    return line[-1].cell is None or line[-1].stretch in settled


def _has_words(line: list[WordParagraph], view: View) -> bool:
    return any(p.kind == "text" and view.shows(p.revisions) for w in line for p in w.pieces)


def line_text(line: Line, view: View) -> str:
    """The words of a line as the source has them: tabs as "\\t", line breaks as "\\n"."""
    return "".join(
        piece.text
        for paragraph in line.paragraphs
        for piece in paragraph.pieces
        if piece.kind == "text" and view.shows(piece.revisions)
    )


def without_field_codes(paragraphs: Sequence[WordParagraph]) -> list[WordParagraph]:
    """Take out what stands in the code of a field ({ IF 1 = 1 "a" "b" }), and the field marks.

    A field that is never closed is left as it is: better its code in the text than the rest of the
    document out of it.
    """
    if not any(piece.kind == "field-begin" for p in paragraphs for piece in p.pieces):
        return list(paragraphs)
    codes: set[tuple[int, int]] = set()
    fields: list[_Field] = []
    for number, paragraph in enumerate(paragraphs):
        for place, piece in enumerate(paragraph.pieces):
            if piece.kind == "field-begin":
                fields.append(_Field(outer=fields[-1].code if fields else None))
            elif piece.kind == "field-separate" and fields:
                codes.update(fields[-1].own)
                fields[-1].result = True
            elif piece.kind == "field-end" and fields:
                codes.update(fields.pop().own)
            elif fields and piece.kind in ("text", "skipped") and fields[-1].code is not None:
                fields[-1].code.append((number, place))
    touched = {number for number, _ in codes}
    return [
        replace(paragraph, pieces=tuple(_outside(codes, number, paragraph)))
        if number in touched or any(p.kind.startswith("field") for p in paragraph.pieces)
        else paragraph
        for number, paragraph in enumerate(paragraphs)
    ]


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, until the result begins."""

    outer: list[tuple[int, int]] | None
    """Where it stands in the code of another field, that code."""
    own: list[tuple[int, int]] = field(default_factory=list)
    result: bool = False

    @property
    def code(self) -> list[tuple[int, int]] | None:
        """The code that words at this place belong to; None in a result that is shown."""
        if self.outer is not None:
            return self.outer
        return None if self.result else self.own


def _outside(codes: set[tuple[int, int]], number: int, paragraph: WordParagraph) -> Iterator[Piece]:
    for place, piece in enumerate(paragraph.pieces):
        if (number, place) not in codes and not piece.kind.startswith("field"):
            yield piece
