"""Word files (.docx): the text as it would read with all tracked changes accepted, and the changes.

The way of a file through the reader, one module a step:

    bytes ─ _package ─▶ parts ─ _xml ─▶ elements ─ _word_walk ─▶ paragraphs of pieces with revisions
          ─ _word_view ─▶ lines of a view ─ _word_compose, _word_blocks ─▶ blocks ─▶ Reading

Beside that way stand the styles (`_word_styles`), the automatic numbers (`_word_numbering`), and
notes, comments and running heads (`_word_notes`).

What UN files do: numbers are typed between tabs ("\\t1.\\tDecides"), opening phrases in italics,
the masthead is a table, the symbol stands in running heads and in a comment made by a machine.
What delegations' files do: everything else that Word can.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from lxml import etree

from resotrack.model import Notice
from resotrack.model.document import View as ViewName
from resotrack.read._word_blocks import Sources, blocks_of
from resotrack.read._word_compose import context_of
from resotrack.read._word_model import FINAL, View
from resotrack.read._word_notes import Notes, remarks, running_lines, symbol_in
from resotrack.read._word_numbering import Numbering
from resotrack.read._word_parts import Parts, open_parts
from resotrack.read._word_styles import Styles
from resotrack.read._word_view import Line, in_lines, line_text, without_field_codes
from resotrack.read._word_walk import format_changes, walk
from resotrack.read.blocks import Facts, Reading
from resotrack.read.faces import meant

__all__ = ["lines_of", "read_body", "read_docx"]


def read_docx(data: bytes) -> Reading:
    """Read one Word file, its tracked changes accepted; `Reading.views` reads it otherwise.

    Raises UnreadableDocument or UnsafeDocument.
    """
    return _read(data, FINAL)


def _other_view(data: bytes, name: ViewName, by: str) -> Reading:
    return _read(data, View(name="original" if name == "original" else "final", by=by))


def _read(data: bytes, view: View) -> Reading:
    """The reading of a view. Changes are told of the final one only: others are before them."""
    parts = open_parts(data)
    reading, _ = read_body(parts, parts.document(), view)
    return replace(reading, views=partial(_other_view, data) if view.final else None)


def read_body(
    parts: Parts, body: etree._Element, view: View = FINAL
) -> tuple[Reading, tuple[Line, ...]]:
    """The reading of a body that has been parsed, and the lines that `Reading.lines` gives."""
    styles = Styles(parts.one("styles"))
    numbering = Numbering(parts.one("numbering"), styles)
    notes = Notes(
        parts.one("footnotes"), parts.one("endnotes"), (body, parts.one("settings")), view
    )
    comments, metadata = remarks(parts.one("comments"), view)
    paragraphs = without_field_codes(walk(body, view))
    lines = in_lines(paragraphs, view)
    found = blocks_of(
        lines,
        Sources(
            context=context_of(paragraphs, styles, view),
            numbering=numbering,
            notes=notes,
            remarks=comments,
        ),
    )
    heads = (*parts.all("header"), *parts.all("footer"))
    remaining = tuple(line for line in lines if not line.gone)
    reading = Reading(
        blocks=meant(found.blocks),
        facts=Facts(symbol=symbol_in(metadata)),
        running=running_lines(heads, view),
        comments=found.comments,
        notices=(
            *parts.notices,
            *found.notices,
            *_of_numbers(numbering),
            *_of_notes(notes),
            *_of_formatting(format_changes(body)),
        ),
        lines=tuple(line_text(line, view) for line in remaining),
    )
    return reading, remaining


def lines_of(data: bytes, view: View = FINAL) -> tuple[str, ...]:
    """Every paragraph of the body in order, those in table cells and blank ones too.

    Tabs are "\\t" and line breaks "\\n"; nothing is folded.
    """
    paragraphs = without_field_codes(walk(open_parts(data).document(), view))
    lines = in_lines(paragraphs, view)
    return tuple(line_text(line, view) for line in lines if not line.gone)


def _of_numbers(numbering: Numbering) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            code="numbering", message=f"numbers of the format {form} are given as plain figures."
        )
        for form in sorted(numbering.unknown_forms)
    )


def _of_notes(notes: Notes) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            code="missing-note", message=f"the mark {marker} has no note.", where=f"note {marker}"
        )
        for marker in notes.missing
    )


def _of_formatting(changes: int) -> tuple[Notice, ...]:
    if not changes:
        return ()
    told = (
        "1 tracked change of formatting is"
        if changes == 1
        else f"{changes} tracked changes of formatting are"
    )
    return (Notice(code="formatting", message=f"{told} not shown: the words are the same."),)
