"""The command `resotrack` and its subcommands.

Nothing of the library is imported before a command runs: asking for help must not take longer
than typing the question.
"""

from __future__ import annotations

from typing import Annotated

import typer

from resotrack_cli import (
    amend,
    asks,
    compare,
    compiling,
    convert,
    demo,
    explain,
    issue,
    lexicon,
    scrub,
    show,
    table,
    trace,
    track,
)
from resotrack_cli._console import EXIT_CODES

app = typer.Typer(
    name="resotrack",
    help="Compare UN resolution texts: what changed, and what that did to the commitments.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("show", epilog=EXIT_CODES)(show.show)
app.command("compare", epilog=EXIT_CODES)(compare.compare)
app.command("explain", epilog=EXIT_CODES)(explain.explain)
app.command("trace", epilog=EXIT_CODES)(trace.trace)
app.command("table", epilog=EXIT_CODES)(table.table)
app.command("asks", epilog=EXIT_CODES)(asks.asks)
app.add_typer(amend.app, name="amend")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(track.app, name="track")
app.command("verify", epilog=EXIT_CODES)(track.answers.verify)
app.command("compile", epilog=EXIT_CODES)(compiling.compile_text)
app.command("convert", epilog=EXIT_CODES)(convert.convert)
app.command("issue", epilog=EXIT_CODES)(issue.issue)
app.command("scrub", epilog=EXIT_CODES)(scrub.scrub)
app.command("demo", epilog=EXIT_CODES)(demo.demo)


def _version(asked: bool) -> None:
    if asked:
        from resotrack import __version__

        typer.echo(f"resotrack {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Compare UN resolution texts: what changed, and what that did to the commitments.

    \b
    Example:
      resotrack compare draft.docx adopted.docx
      resotrack compare draft.docx adopted.docx -o changes.html
      resotrack demo
    """


def main() -> None:
    """The entry point of the command."""
    app()
