"""`resotrack compile`: everything that is pending, in brackets on one text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import failures, print_text, status

if TYPE_CHECKING:
    from resotrack import AmendmentDocument, Document


def compile_text(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The text they all change.")],
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
            help="Drafts and tracked Word files; NAME=FILE says whose a file is.",
        ),
    ] = None,
    amendments: Annotated[
        list[Path] | None,
        typer.Option("--amendment", "-a", help="An amendment document (repeat for more)."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file: .docx, .md or .txt."),
    ] = None,
) -> None:
    """Write a compilation text: the base with every proposal in brackets under its name.

    \b
    Examples:
      resotrack compile zero-draft.docx rev1.docx -o compilation.docx
      resotrack compile l12.docx Aldermark=ours.docx Ostrelle=theirs.docx -o compilation.docx
      resotrack compile l12.docx -a l31.docx -a l34.docx

    A Word file with tracked changes is told under the names of its authors, an amendment under its
    sponsors, another file under its own name. Without -o the text is printed.
    """
    if not files and not amendments:
        raise typer.BadParameter("Name at least one draft or amendment.")
    with failures():
        import resotrack as rt
        from resotrack.write.compilations import COMPILATION_SUFFIXES
        from resotrack.write.files import form_of

        # A wrong ending should be heard of before the work, not after it.
        form = form_of(out, COMPILATION_SUFFIXES) if out else "plain"
        with status("Compiling"):
            pending: list[Document | AmendmentDocument | tuple[str, Document]] = []
            for named in files or ():
                name, path = _named(named)
                document = rt.read(path)
                pending.append((name, document) if name else document)
            pending += [rt.read_amendments(path) for path in amendments or ()]
            compilation = rt.compilation(rt.read(base), pending)
            if out:
                rt.write_compilation(compilation, out, format=form)
            else:
                print_text(rt.render_compilation(compilation, form))
    if out:
        count = len(compilation.document.proposals)
        names = ", ".join(compilation.delegations)
        typer.echo(f"Written: {out} ({count} proposals; {names})", err=True)
    for notice in compilation.notices:
        where = f"{notice.where}: " if notice.where else ""
        typer.echo(f"To check: {where}{notice.message}.", err=True)


def _named(argument: str) -> tuple[str, Path]:
    """ "Aldermark=ours.docx": whose it is, and the file."""
    name, sign, path = argument.partition("=")
    if sign and not Path(argument).exists():
        return name, Path(path)
    return "", Path(argument)
