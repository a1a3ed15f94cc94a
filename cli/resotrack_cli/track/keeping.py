"""The commands that carry a record elsewhere, and lock it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from resotrack_cli._console import failures
from resotrack_cli.track._record import NEW_PASSPHRASE, PASSPHRASE, SUFFIX, Record, opened

_Locked = Annotated[
    bool, typer.Option("--locked", help="Lock the new one with a passphrase, which is asked for.")
]


def export(
    out: Annotated[Path, typer.Argument(metavar="ZIP", help="The zip to write.")],
    record: Record = "",
) -> None:
    """Write the whole record as one zip that needs no database to be read.

    It is not locked, even where the record is.
    """
    with opened(record) as talks:
        talks.export(out)
    typer.echo(f"Written: {out}", err=True)


def import_(
    archive: Annotated[Path, typer.Argument(metavar="ZIP", help="What `track export` wrote.")],
    new: Annotated[str, typer.Argument(metavar="RECORD", help="A new file, or a database's URL.")],
    locked: _Locked = False,
) -> None:
    """Make a new record of an export, checked from the first event to the last."""
    with failures():
        import resotrack as rt

        where = _named(new)
        with rt.Negotiation.import_(archive, where, passphrase=_chosen(locked)) as talks:
            number, digest = talks.head
    typer.echo(f"Made: {talks.name}, {number} events; the last has the hash {digest}", err=True)


def copy(
    new: Annotated[str, typer.Argument(metavar="RECORD", help="A new file, or a database's URL.")],
    record: Record = "",
    locked: _Locked = False,
) -> None:
    """Make the same record at another place: locked or not, in a file or on a server.

    \b
    Examples:
      resotrack track copy stick/harbours.reso --locked
      resotrack track copy postgresql://server/harbours
    """
    with opened(record) as talks:
        talks.copy(_named(new), passphrase=_chosen(locked))
        name = talks.name
    typer.echo(f"Made: {new}, as {name} is", err=True)


def passphrase(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="A locked record.")],
) -> None:
    """Lock a locked record with another passphrase; both are asked for."""
    with failures():
        import resotrack as rt

        old = os.environ.get(PASSPHRASE)
        if old is None:
            old = typer.prompt("Passphrase", hide_input=True, err=True)
        rt.Negotiation.change_passphrase(record, old=old, new=_chosen(True) or "")
    typer.echo("Changed. Copies and exports made before are as they were.", err=True)


def _named(new: str) -> str:
    return new if "://" in new or Path(new).suffix else new + SUFFIX


def _chosen(locked: bool) -> str | None:
    """The passphrase of a new record; None for one that is not locked."""
    if not locked:
        return None
    given = os.environ.get(NEW_PASSPHRASE)
    if given is not None:
        return given
    asked: str = typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return asked
