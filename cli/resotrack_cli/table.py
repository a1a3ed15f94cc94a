"""`resotrack table`: two to five texts side by side, for a meeting and for print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resotrack_cli._console import failures, status
from resotrack_cli.compare import Only


def table(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES...", help="Two to five texts, in the order of time."),
    ],
    out: Annotated[
        Path, typer.Option("--output", "-o", help="Write to this file: .docx or .html.")
    ],
    only: Annotated[
        Only, typer.Option(help="Show only provisions in which this happened.")
    ] = Only.all,
) -> None:
    """Set texts side by side in a table: one column each, one row a provision.

    \b
    Examples:
      resotrack table draft.docx adopted.docx -o table.docx
      resotrack table zero.docx rev1.docx rev2.docx adopted.docx -o table.html
      resotrack table draft.docx adopted.docx -o table.docx --only changed

    Changes against the text before are struck through, or bold and underlined; the last column says
    what they did to the commitment, and why. The file names nobody and bears no date of its making.
    """
    with failures():
        import resotrack as rt
        from resotrack.write.synopsis import MOST, synopsis_format_of

        if not 2 <= len(files) <= MOST:
            raise typer.BadParameter(f"Give two to {MOST} texts, in the order of time.")
        # A wrong ending should be heard of before the work, not after it.
        form = synopsis_format_of(out)
        with status(f"Comparing {len(files)} texts"):
            texts = [rt.read(file) for file in files]
            compared = rt.compare(*texts) if len(texts) == 2 else rt.trace(texts)
        path = rt.write_synopsis(compared, out, format=form, only=only.value)
    typer.echo(f"Written: {path}", err=True)
