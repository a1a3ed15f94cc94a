"""`resotrack show`: one document as it was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import failures, hang, output, status

if TYPE_CHECKING:
    from rich.console import Console

    from resotrack import Document, Paragraph
    from resotrack.write.view import Remark

_MARGIN = 8


def show(
    file: Annotated[
        Path, typer.Argument(help="A resolution text: docx, doc, pdf, AKN4UN xml, html, md, txt.")
    ],
) -> None:
    """Show how a text was read: its header, its paragraphs by name, and what to check.

    Below each paragraph stands what is open in it: brackets, what is proposed and by whom, tracked
    changes and their authors.

    \b
    Example:
      resotrack show draft.docx
    """
    with failures():
        import resotrack as rt

        with status(f"Reading {file.name}"):
            document = rt.read(file)
        print_document(output(), document)


def print_document(console: Console, document: Document) -> None:
    from rich.text import Text

    from resotrack.write.view import changes_told, open_brackets_told, proposals_told

    _header(console, document)
    proposals, changes = proposals_told(document), changes_told(document)
    above = ""
    for paragraph in document.paragraphs:
        if paragraph.heading != above and paragraph.heading:
            heading = document[paragraph.heading]
            number = f"{heading.number}. " if heading.number else ""
            console.print(f"\n{number}{heading.text}", style="bold")
        above = paragraph.heading
        by = _paragraph(console, paragraph)
        if told := open_brackets_told(document, paragraph.id):
            hang(console, Text(told, "yellow"), by=by + 2, head=Text(" " * by + "["))
        for sign, remarks in (("?", proposals), ("±", changes)):
            for remark in remarks.get(paragraph.id, ()):
                _remark(console, sign, remark, by=by)
    _footer(console, document)


def _remark(console: Console, sign: str, remark: Remark, *, by: int) -> None:
    """One line below a paragraph: "?" for what is proposed, "±" for what was changed."""
    from rich.text import Text

    line = Text.assemble((f"{remark.who}: " if remark.who else "", "bold"), remark.what)
    hang(console, line, by=by + 2, head=Text(" " * by + sign, "cyan"))


def _footer(console: Console, document: Document) -> None:
    from rich.text import Text

    notes = sum(len(p.notes) for p in document.paragraphs)
    told = (
        f"{len(document.preamble)} preambular and "
        f"{_count(len(document.operative), 'operative paragraph')}, "
        f"{_count(notes, 'footnote')}, {_count(len(document.changes), 'tracked change')}, "
        f"{_count(len(document.comments), 'comment')}, "
        f"{_count(sum(document.open_brackets.values()), 'open bracket')}, "
        f"{_count(len(document.proposals), 'proposal')}"
    )
    console.print()
    hang(console, Text(told), by=0)
    if document.proposals or document.changes:
        key = Text("[ open brackets   ? proposed   ± tracked change", "dim")
        hang(console, key, by=0)
    if len(document.sponsors) > 1:
        told = ", ".join(str(sponsor) for sponsor in document.sponsors)
        hang(console, Text(told), by=10, head=Text("Sponsors:", "dim"))
    for notice in document.notices:
        where = f"{notice.where}: " if notice.where else ""
        hang(console, Text(f"{where}{notice.message}"), by=10, head=Text("To check:", "yellow"))


def _header(console: Console, document: Document) -> None:
    from rich.text import Text

    from resotrack.write.view import facts

    known = facts(document)
    console.print(known.label, style="bold")
    if known.title:
        hang(console, Text(known.title), by=0)
    for name, value in known.rows:
        hang(console, Text(value), by=11, head=Text(f"{name}:", "dim"))
    console.print()


def _paragraph(console: Console, paragraph: Paragraph) -> int:
    """Print one paragraph. Returns its left margin."""
    from rich.text import Text

    from resotrack.write.view import paragraph_name

    text = Text(paragraph.text)
    text.stylize("italic bold", 0, len(paragraph.opening))
    if paragraph.notes:
        text.append(f" [{_count(len(paragraph.notes), 'footnote')}]", "dim")
    name = Text.assemble("  " * paragraph.depth, (paragraph_name(paragraph.id), "dim"))
    by = max(_MARGIN + 2 * paragraph.depth, len(name) + 2)
    hang(console, text, by=by, head=name)
    return by


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"
