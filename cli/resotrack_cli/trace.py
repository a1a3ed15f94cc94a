"""`resotrack trace`: every provision through many texts."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import BOM_HELP, failures, output, print_text, status
from resotrack_cli.compare import Only, encoder_of

if TYPE_CHECKING:
    from resotrack import Lineage, Thread


class Form(StrEnum):
    """How the lineage is given."""

    terminal = "terminal"
    html = "html"
    json = "json"
    markdown = "markdown"
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"


def trace(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES...", help="The texts, in the order of time.")
    ],
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", "-f", help="The form; without it the ending of -o decides, else terminal."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write to this file: .html, .json, .md, .csv, .parquet or .xlsx.",
        ),
    ] = None,
    only: Annotated[
        Only, typer.Option(help="Show only provisions in which this happened.")
    ] = Only.all,
    bom: Annotated[bool, typer.Option("--bom", help=BOM_HELP)] = False,
    follow: Annotated[
        str,
        typer.Option(
            metavar="PARAGRAPH",
            help="Tell the story of one: op7 of the last text, op4@1 of the first.",
        ),
    ] = "",
    hints: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Paragraphs that are the same, or are not: a TOML file with must and must_not.",
        ),
    ] = None,
    semantic: Annotated[
        bool,
        typer.Option(
            "--semantic", help="Link by meaning what the words leave without a partner (slower)."
        ),
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="With --semantic: a sentence-transformers model of your own.",
        ),
    ] = None,
    perspective: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Judge by another purpose than the resolution's own: a TOML file.",
        ),
    ] = None,
) -> None:
    """Follow every provision through many texts: one row each, one column a text.

    \b
    Examples:
      resotrack trace L1.docx L1-rev1.docx adopted.xml
      resotrack trace 2019.xml 2021.xml 2023.xml -o lineage.html
      resotrack trace *.xml -o lineage.csv
      resotrack trace 2019.xml 2021.xml 2023.xml --follow op7
      resotrack trace 2019.xml 2021.xml 2023.xml --hints links.toml

    \b
    A file of hints names paragraphs of one text and of the next, each with its text:
      must = [["op7@1", "op8@2"]]
      must_not = [["op2@2", "op8@3"]]
    """
    if out is not None and form is Form.terminal:
        raise typer.BadParameter("The terminal form cannot go to a file; leave out -o.")
    if out is None and form in (Form.parquet, Form.xlsx):
        raise typer.BadParameter("This form cannot go to the terminal; name a file with -o.")
    if follow and (out is not None or form not in (None, Form.terminal)):
        raise typer.BadParameter("--follow tells its story on the terminal; leave out -o and -f.")
    if model is not None and not semantic:
        raise typer.BadParameter("--model is for --semantic; add it, or leave out --model.")
    if len(files) < 2:
        raise typer.BadParameter("Give two texts at least, in the order of time.")
    with failures():
        import resotrack as rt
        from resotrack.write.lineages import lineage_format_of

        # A wrong ending should be heard of before the work, not after it.
        name = form.value if form else lineage_format_of(out) if out else Form.terminal.value
        wishes = rt.read_hints(hints) if hints else rt.Hints()
        purpose = rt.read_perspective(perspective) if perspective else None
        with status(f"Tracing {len(files)} texts"):
            lineage = rt.trace(
                [rt.read(file) for file in files],
                hints=wishes,
                encoder=encoder_of(model) if semantic else None,
                perspective=purpose,
            )
        if follow:
            from resotrack_cli.matrix import print_story

            print_story(output(), lineage, _thread(lineage, follow))
        elif out is not None:
            path = rt.write_lineage(lineage, out, format=name, only=only.value, bom=bom)
            typer.echo(f"Written: {path}", err=True)
        elif name == Form.terminal.value:
            from resotrack_cli.matrix import print_lineage

            print_lineage(output(), lineage, only=only.value)
        else:
            print_text(rt.render_lineage(lineage, name, only=only.value))


def _thread(lineage: Lineage, asked: str) -> Thread:
    """The thread of "op7" (of the last text) or "op4@1" (of the first)."""
    paragraph, _, text = asked.partition("@")
    count = len(lineage.documents)
    if text and not (text.isdecimal() and 1 <= int(text) <= count):
        raise typer.BadParameter(f"There is no text {text!r}: they are counted from 1 to {count}.")
    number = int(text) - 1 if text else count - 1
    document = lineage.documents[number]
    if paragraph not in {p.id for p in document.paragraphs}:
        near = get_close_matches(paragraph, [p.id for p in document.paragraphs])
        raise typer.BadParameter(
            f"{document.label} has no paragraph {paragraph!r}. "
            f"Name it as `resotrack show` does, like {', '.join(near) or 'pp3 or op7(a)'}."
        )
    return lineage.of(paragraph, number)
