"""`resotrack show`: one document as it was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import failures, hang, output, status

if TYPE_CHECKING:
    from rich.console import Console

    from resotrack import Document, Paragraph

_MARGIN = 8


def show(
    file: Annotated[Path, typer.Argument(help="A resolution text: docx, AKN4UN xml or txt.")],
) -> None:
    """Show how a text was read: its header, its paragraphs by name, and what to check.

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

    _header(console, document)
    above = ""
    for paragraph in document.paragraphs:
        if paragraph.heading != above and paragraph.heading:
            heading = document[paragraph.heading]
            number = f"{heading.number}. " if heading.number else ""
            console.print(f"\n{number}{heading.text}", style="bold")
        above = paragraph.heading
        _paragraph(console, paragraph)
    notes = sum(len(p.notes) for p in document.paragraphs)
    told = (
        f"{len(document.preamble)} preambular and "
        f"{_count(len(document.operative), 'operative paragraph')}, "
        f"{_count(notes, 'footnote')}, {_count(len(document.changes), 'tracked change')}, "
        f"{_count(len(document.comments), 'comment')}"
    )
    console.print()
    hang(console, Text(told), by=0)
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


def _paragraph(console: Console, paragraph: Paragraph) -> None:
    from rich.text import Text

    from resotrack.write.view import paragraph_name

    text = Text(paragraph.text)
    text.stylize("italic bold", 0, len(paragraph.opening))
    if paragraph.notes:
        text.append(f" [{_count(len(paragraph.notes), 'footnote')}]", "dim")
    name = Text.assemble("  " * paragraph.depth, (paragraph_name(paragraph.id), "dim"))
    hang(console, text, by=max(_MARGIN + 2 * paragraph.depth, len(name) + 2), head=name)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"
