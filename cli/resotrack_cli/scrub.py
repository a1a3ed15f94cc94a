"""`resotrack scrub`: what a Word file gives away, and a copy without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import FOUND, failures

if TYPE_CHECKING:
    from resotrack.write.scrub import Leak


def scrub(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Word file (.docx).")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write the copy to this file; by default NAME-scrubbed.docx."
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if the file gives anything away."),
    ] = False,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept-changes/--keep-changes",
            help="Accept the tracked changes, or keep them without their authors and dates.",
        ),
    ] = False,
) -> None:
    """Take out of a Word file what it gives away besides its words; the file itself stays.

    \b
    Examples:
      resotrack scrub draft.docx -o clean.docx
      resotrack scrub draft.docx --check
      resotrack scrub draft.docx --accept-changes -o final.docx

    It looks for authors, dates, revision ids, comments, hidden text, custom XML, properties,
    template paths, thumbnails, printer and account data, names of embedded files, and what
    pictures say of themselves.
    """
    if check and out is not None:
        raise typer.BadParameter("--check writes nothing; leave out -o.")
    with failures():
        import resotrack as rt

        target = None if check else out or file.with_name(f"{file.stem}-scrubbed.docx")
        result = rt.scrub(file, target, changes="accept" if accept else "keep")
    for leak in result.found:
        typer.echo(_told(leak))
    if not result.found:
        typer.echo("Nothing found.")
    if target is not None:
        typer.echo(f"Written: {target}", err=True)
        for leak in result.left:
            typer.echo(f"Still in it: {_told(leak)}", err=True)
    if check and result.found:
        raise typer.Exit(FOUND)


def _told(leak: Leak) -> str:
    times = f" ({leak.count} times)" if leak.count > 1 else ""
    where = f" in {leak.part}" if leak.part else ""
    said = f": {leak.what}" if leak.what else ""
    return f"{leak.kind}{times}{where}{said}"
