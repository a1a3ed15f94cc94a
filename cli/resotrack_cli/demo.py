"""`resotrack demo`: the sample negotiation, from the zero draft to the text adopted."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import failures, output, status

if TYPE_CHECKING:
    from resotrack import Comparison, Document

REPORT = "zero-draft-to-adopted.html"


def demo(
    out: Annotated[
        Path, typer.Option("--output", "-o", help="The folder for the report; made if missing.")
    ] = Path("resotrack-demo"),
) -> None:
    """Compare the texts of an invented negotiation and write a report on it.

    \b
    Example:
      resotrack demo
      resotrack demo -o /tmp/demo
    """
    with failures():
        import resotrack as rt
        from resotrack.sample import sample_files
        from resotrack.write.view import counts_sentence
        from resotrack_cli.terminal import print_comparison

        console = output()
        with status("Reading and comparing the sample"):
            texts = [rt.read(path) for path in sample_files()]
            steps = [rt.compare(a, b) for a, b in pairwise(texts)]
            whole = rt.compare(texts[0], texts[-1])
        console.print("An invented negotiation, step by step", style="bold")
        for step in steps:
            console.print(f"\n{_name(step.before)} → {_name(step.after)}", style="bold")
            console.print(f"  {counts_sentence(step)}")
        console.print("\nFrom the first text to the last", style="bold")
        console.print()
        print_comparison(console, whole, shown=("weakened", "strengthened"))
        path = _write(whole, out)
    console.print(f"\nThe report, with the whole text side by side:\n{path}", soft_wrap=True)


def _name(document: Document) -> str:
    return document.source.name if document.source else document.label


def _write(comparison: Comparison, folder: Path) -> Path:
    import resotrack as rt

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise rt.WriteError(
            "The folder cannot be made.", source=str(folder), remedy="Choose another one with -o."
        ) from error
    return rt.write(comparison, folder / REPORT)
