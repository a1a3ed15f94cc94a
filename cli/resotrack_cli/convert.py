"""`resotrack convert`: one text in another form."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resotrack_cli._console import failures, status


class Form(StrEnum):
    """The forms that a text is written in."""

    akn = "akn"
    html = "html"
    markdown = "markdown"
    json = "json"
    plain = "plain"


def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="The text, in any form read.")],
    target: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="The file to write: .xml, .html, .md, .json or .txt."),
    ],
    form: Annotated[
        Form | None,
        typer.Option("--format", "-f", help="The form; without it the ending of OUT decides."),
    ] = None,
) -> None:
    """Write a text as AKN4UN (the XML of the United Nations), a page, Markdown, JSON or plain text.

    \b
    Examples:
      resotrack convert draft.docx draft.xml
      resotrack convert adopted.xml adopted.md
    """
    with failures():
        import resotrack as rt
        from resotrack.write.documents import convert as write
        from resotrack.write.documents import document_format_of, left_out

        # A wrong ending should be heard of before the work, not after it.
        name = form.value if form else document_format_of(target)
        with status(f"Converting {source.name}"):
            document = rt.read(source)
            path = write(document, target, format=name)
    typer.echo(f"Written: {path}", err=True)
    for notice in (*document.notices, *left_out(document, name)):
        where = f"{notice.where}: " if notice.where else ""
        typer.echo(f"To check: {where}{notice.message}.", err=True)
