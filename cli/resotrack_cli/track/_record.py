"""Which record is meant, who writes in it, and how it is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from resotrack_cli._console import failures, print_text

if TYPE_CHECKING:
    from resotrack import Negotiation

SUFFIX = ".reso"
PASSPHRASE = "RESOTRACK_PASSPHRASE"
NEW_PASSPHRASE = "RESOTRACK_NEW_PASSPHRASE"
"""Environment variables, for where nobody sits at a terminal."""

Record = Annotated[
    str,
    typer.Option(
        "--record",
        "-r",
        metavar="RECORD",
        envvar="RESOTRACK_RECORD",
        help="A file, or postgresql://HOST/DATABASE; by default the one .reso file here.",
    ),
]
Who = Annotated[
    str,
    typer.Option("--who", envvar="RESOTRACK_WHO", help="Who makes the change, for the record."),
]
Why = Annotated[str, typer.Option("--why", help="Why, in your words; kept with the change.")]
Date = Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day it happened.")]
Paragraph = Annotated[
    str, typer.Option("--paragraph", "-p", metavar="ID", help="The paragraph: op7, pp3, op4(a).")
]
Text = Annotated[
    str, typer.Option("--text", "-t", metavar="LABEL", help="The text; the newest by default.")
]
Json = Annotated[bool, typer.Option("--json", help="Give the result as JSON.")]
Page = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write it as a page to this file: .html.")
]


@contextmanager
def opened(record: str, *, who: str = "", create: bool = False) -> Iterator[Negotiation]:
    """The record that is meant, open for the length of a command.

    A locked one asks for its passphrase at the terminal, unless the environment holds it.
    """
    with failures():
        import resotrack as rt

        where = record or _only_one()
        passphrase = os.environ.get(PASSPHRASE)
        if passphrase is None and not create and _is_locked(where):
            passphrase = typer.prompt("Passphrase", hide_input=True, err=True)
        with rt.Negotiation.open(where, who=who, passphrase=passphrase, create=create) as talks:
            yield talks


def _only_one() -> str:
    found = sorted(Path().glob(f"*{SUFFIX}"))
    if len(found) == 1:
        return str(found[0])
    problem = "There are several records here" if found else "There is no record here"
    raise typer.BadParameter(
        f"{problem}: name one with --record, or make one with resotrack track init.",
        param_hint="--record",
    )


def _is_locked(where: str) -> bool:
    """Whether a file is there and does not begin as an open record does."""
    if "://" in where:
        return False
    try:
        with Path(where).open("rb") as file:
            return not file.read(16).startswith(b"SQLite format 3")
    except OSError:
        return False


def print_json(name: str, value: Any) -> None:
    """A result as JSON: its fields, and the name of its form."""
    import json

    from resotrack.codec import to_plain

    plain = to_plain(value)
    held = plain if isinstance(plain, dict) else {"items": plain}
    told = {"schema": f"resotrack.{name}/1", **held}
    print_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
