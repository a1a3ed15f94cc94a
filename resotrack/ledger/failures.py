"""What a database says when it fails, told so that a delegate knows what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from resotrack.errors import LedgerError

_TOLD = (
    (
        ("database is locked", "database table is locked", "lock timeout", "lock_timeout"),
        "another program is writing to the record, and did not finish in time.",
        "Try again; nothing was changed.",
    ),
    (
        ("disk is full", "no space left", "database or disk is full"),
        "the disk is full.",
        "Make space and try again; the record is as it was.",
    ),
    (
        ("disk i/o error",),
        "the disk could not be written or read.",
        "Check the disk or the stick; nothing that was confirmed before is lost.",
    ),
    (
        ("readonly database", "read-only", "unable to open database"),
        "the record cannot be written.",
        "Check that you may write to the file and to its folder.",
    ),
    (
        ("file is not a database", "file is encrypted"),
        "the passphrase is another one, or the file is no record.",
        "Check the passphrase and the name.",
    ),
    (
        ("malformed", "corrupt"),
        "the file is damaged.",
        "Take it back from a copy or an export; `resotrack track verify` says what is left.",
    ),
    (
        ("connection refused", "could not translate host", "connection failed", "connection to"),
        "the server cannot be reached.",
        "Check the URL, the network and that the server runs.",
    ),
)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Raise a database's errors as LedgerErrors that name the record and the remedy."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error)
        lowered = said.lower()
        for signs, problem, remedy in _TOLD:
            if any(sign in lowered for sign in signs):
                raise LedgerError(problem, source=name, remedy=remedy) from error
        raise LedgerError(
            f"the database failed ({said.splitlines()[0]}).",
            source=name,
            remedy="Nothing of this change was kept.",
        ) from error
