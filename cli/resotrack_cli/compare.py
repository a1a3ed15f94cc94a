"""`resotrack compare`: two texts, and what became of each paragraph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resotrack_cli._console import BOM_HELP, FOUND, failures, output, print_text, status


class Form(StrEnum):
    """How the comparison is given."""

    terminal = "terminal"
    html = "html"
    json = "json"
    markdown = "markdown"
    docx = "docx"
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"


class Only(StrEnum):
    """Which provisions are shown."""

    all = "all"
    changed = "changed"
    weakened = "weakened"
    strengthened = "strengthened"


def compare(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The earlier text.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The later text.")],
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
            help="Write to this file: .html, .json, .md, .docx, .csv, .parquet or .xlsx.",
        ),
    ] = None,
    only: Annotated[
        Only, typer.Option(help="Show only these. Mixed provisions count on both sides.")
    ] = Only.all,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 1 if anything got weaker.")
    ] = False,
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
    bom: Annotated[bool, typer.Option("--bom", help=BOM_HELP)] = False,
    perspective: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Judge by another purpose than the resolution's own: a TOML file.",
        ),
    ] = None,
    author: Annotated[
        str, typer.Option(help="With docx: who signs the tracked changes; nobody by default.")
    ] = "",
    whose: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="PARAGRAPH=NAME",
            help="With docx: who signs those of one paragraph: op7=Lirasse; several times.",
        ),
    ] = None,
    tracked_authors: Annotated[
        bool,
        typer.Option(
            "--tracked-authors",
            help="With docx: whoever tracked a change in the later text signs it.",
        ),
    ] = False,
    date: Annotated[
        str, typer.Option(help="With docx: the time of the tracked changes (2031-10-02T15:00:00Z).")
    ] = "",
    moves: Annotated[
        bool, typer.Option(help="With docx: moved paragraphs as moves, or deleted and inserted.")
    ] = True,
    comments: Annotated[
        bool, typer.Option(help="With docx: comments say what became weaker or stronger.")
    ] = True,
) -> None:
    """Compare two texts: what got weaker, what got stronger, and by which words.

    \b
    Examples:
      resotrack compare draft.docx adopted.docx
      resotrack compare draft.docx adopted.docx -o changes.html
      resotrack compare draft.docx adopted.docx -o redline.docx
      resotrack compare draft.docx adopted.docx -o changes.xlsx
      resotrack compare draft.docx rev1.docx -o redline.docx --tracked-authors --by op7=Lirasse
      resotrack compare draft.docx adopted.docx --only weakened --check
      resotrack compare draft.docx adopted.docx --hints links.toml

    \b
    A redline (.docx) is the later text as tracked changes on the earlier one, in its own Word file
    where it is one. --by before.op7=NAME is for OP7 of the earlier text, where it was dropped.

    \b
    A file of hints names paragraphs of the earlier and of the later text by their ids:
      must = [["op7", "op8"], ["op3", "op4"], ["op3", "op5"]]
      must_not = [["op2", "op8"]]
    """
    if out is not None and form is Form.terminal:
        raise typer.BadParameter("The terminal form cannot go to a file; leave out -o.")
    if model is not None and not semantic:
        raise typer.BadParameter("--model is for --semantic; add it, or leave out --model.")
    tracked = form is Form.docx or (form is None and out is not None and _is_word(out))
    if out is None and (tracked or form in (Form.parquet, Form.xlsx)):
        raise typer.BadParameter("This form cannot go to the terminal; name a file with -o.")
    if tracked and only is not Only.all:
        raise typer.BadParameter("A redline shows all changes; leave out --only.")
    named = dict(_named(one) for one in whose or ())
    with failures():
        import resotrack as rt
        from resotrack.write import format_of
        from resotrack.write.view import kept

        # A wrong ending should be heard of before the work, not after it.
        name = Form.docx.value if tracked else form.value if form else ""
        name = name or (format_of(out) if out else Form.terminal.value)
        wishes = rt.read_hints(hints) if hints else rt.Hints()
        purpose = rt.read_perspective(perspective) if perspective else None
        with status(f"Comparing {before.name} and {after.name}"):
            comparison = rt.compare(
                rt.read(before),
                rt.read(after),
                hints=wishes,
                encoder=encoder_of(model) if semantic else None,
                perspective=purpose,
            )
        if out is not None and tracked:
            own = comparison.before.source
            path = rt.write_redline(
                comparison,
                out,
                base=before if own and own.format == "docx" else None,
                author=author,
                authors=named,
                tracked_authors=tracked_authors,
                date=date,
                moves=moves,
                comments=comments,
            )
            typer.echo(f"Written: {path}", err=True)
        elif out is not None:
            path = rt.write(comparison, out, format=name, only=only.value, bom=bom)
            typer.echo(f"Written: {path}", err=True)
        elif name == Form.terminal.value:
            from resotrack_cli.terminal import print_comparison

            print_comparison(output(), comparison, shown=(only.value,))
        else:
            print_text(rt.render(comparison, name, only=only.value))
    if check and any(kept(link, "weakened") for link in comparison.links):
        raise typer.Exit(FOUND)


def _named(told: str) -> tuple[str, str]:
    """ "op7=Lirasse" in two."""
    paragraph, sign, name = told.partition("=")
    if not (paragraph.strip() and sign and name.strip()):
        raise typer.BadParameter(f"--by {told}: write it as op7=Lirasse.")
    return paragraph.strip(), name.strip()


def _is_word(path: Path) -> bool:
    return path.suffix.lower() == ".docx"


def encoder_of(model: Path | None) -> str:
    """The model to link by meaning with: the user's folder, or the packaged one."""
    from resotrack.align.semantic import DEFAULT_MODEL

    return str(model) if model else DEFAULT_MODEL
