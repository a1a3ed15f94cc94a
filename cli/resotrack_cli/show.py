"""`resotrack show`: one document as it was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import coloured, failures, hang, output, status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from resotrack import Change, Document, Paragraph
    from resotrack.write.view import Remark

_MARGIN = 8


def show(
    file: Annotated[
        Path, typer.Argument(help="A resolution text: docx, doc, pdf, AKN4UN xml, html, md, txt.")
    ],
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write it as a page to this file: .html.")
    ] = None,
) -> None:
    """Show how a text was read: its header, its paragraphs by name, and what to check.

    Tracked changes and brackets stand in the words themselves; below each paragraph, what is
    proposed in it and by whom, and who changed it.

    \b
    Examples:
      resotrack show draft.docx
      resotrack show draft.docx -o draft.html
    """
    with failures():
        import resotrack as rt

        with status(f"Reading {file.name}"):
            document = rt.read(file)
        if out is not None:
            path = rt.convert(document, out, format="html")
            typer.echo(f"Written: {path}", err=True)
            return
        print_document(output(), document)


def print_document(console: Console, document: Document) -> None:
    """Header, key, each paragraph with what stands on it, and the counts."""
    from resotrack.write.view import changes_told, proposals_told

    _header(console, document)
    _key(console, document)
    by_paragraph: dict[str, list[Change]] = {}
    for change in document.changes:
        by_paragraph.setdefault(change.paragraph, []).append(change)
    proposals, changes = proposals_told(document), changes_told(document)
    above = ""
    for paragraph in document.paragraphs:
        if paragraph.heading != above and paragraph.heading:
            console.print()
            _heading(console, document[paragraph.heading], by_paragraph)
        above = paragraph.heading
        by = _paragraph(console, paragraph, by_paragraph.get(paragraph.id, ()))
        for sign, remarks in (("?", proposals), ("±", changes)):
            for remark in remarks.get(paragraph.id, ()):
                _remark(console, sign, remark, by=by)
    _footer(console, document)


def _remark(console: Console, sign: str, remark: Remark, *, by: int) -> None:
    """One line below a paragraph: "?" for what is proposed, "±" for what was changed."""
    from rich.text import Text

    who = (f"{remark.who}: " if remark.who else "", "bold")
    line = Text.assemble(who, remark.what, style="cyan")
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


def _key(console: Console, document: Document) -> None:
    """What the marks mean, for a text that has any."""
    from rich.text import Text

    from resotrack_cli.marked import KEY

    by_hand = any(b.face for p in document.paragraphs for b in p.brackets)
    if not (document.changes or document.proposals or document.open_brackets):
        return
    key = Text()
    if coloured(console):
        for words, style in KEY:
            key.append(words, style).append("   ")
    elif document.changes or by_hand:
        key.append("[-deleted-]   {+inserted or moved here+}   ", "dim")
    key.append("? proposed   ± tracked change", "dim")
    hang(console, key, by=0)
    console.print()


def _heading(
    console: Console, heading: Paragraph, by_paragraph: Mapping[str, Sequence[Change]]
) -> None:
    from rich.text import Text

    from resotrack_cli.marked import marked

    words = marked(heading, by_paragraph.get(heading.id, ()), colour=coloured(console))
    number = f"{heading.number}. " if heading.number else ""
    hang(console, Text.assemble(number, words, style="bold"), by=0)


def _paragraph(console: Console, paragraph: Paragraph, changes: Sequence[Change]) -> int:
    """Print one paragraph. Returns its left margin."""
    from rich.text import Text

    from resotrack.write.view import paragraph_name
    from resotrack_cli.marked import marked

    text = marked(paragraph, changes, colour=coloured(console))
    told = [_count(len(paragraph.notes), "footnote")] if paragraph.notes else []
    if count := len(paragraph.open_brackets):
        told.append(_count(count, "open bracket"))
    if told:
        text.append(f"  ({', '.join(told)})", "dim")
    name = Text.assemble("  " * paragraph.depth, (paragraph_name(paragraph.id), "dim"))
    by = max(_MARGIN + 2 * paragraph.depth, len(name) + 2)
    hang(console, text, by=by, head=name)
    return by


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"
