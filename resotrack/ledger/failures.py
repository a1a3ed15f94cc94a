"""What a database says when it fails, told so that a delegate knows what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from resotrack.errors import LedgerError

_Told = tuple[tuple[str, ...], str, str]
"""Words by which a failure is known, the problem, the remedy."""
_TOLD: tuple[_Told, ...] = (
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
        ("permission denied", "must be owner"),
        "the server does not let this user write there.",
        "Ask whoever runs the server for a database or a schema of your own.",
    ),
    (
        ("no schema has been selected",),
        "the schema that the URL names is not there.",
        "Create it first: CREATE SCHEMA …",
    ),
    (
        ("already exists",),
        "another program's tables stand there under the same names.",
        "Give the record a database of its own, or a schema: ?options=-csearch_path%3DNAME.",
    ),
    (
        ("too many clients", "connection slots"),
        "the server takes no more connections.",
        "Try again when others have left.",
    ),
    (
        ("server closed the connection", "terminating connection", "connection is lost"),
        "the server went away.",
        "Try again; look first whether the last change was kept.",
    ),
)  # fmt: skip

_OUT_OF_REACH: tuple[_Told, ...] = (
    (
        ("authentication failed", "no password supplied", "pg_hba.conf", "does not exist"),
        "the server does not know this user, password or database.",
        "Check the URL, or ask whoever runs the server.",
    ),
    (
        (
            "connection refused",
            "could not translate host",
            "connection failed",
            "connection to",
            "timeout expired",
            "failed to resolve host",
        ),
        "the server cannot be reached.",
        "Check the URL, the network and that the server runs.",
    ),
)
"""What the driver says of these may show what was taken for the server's name: a password with an
unquoted sign in it."""


@contextmanager
def told(name: str) -> Iterator[None]:
    """Raise a database's errors as LedgerErrors that name the record and the remedy."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise LedgerError(
            "what was asked for holds half a letter, which no record can.",
            source=name,
            remedy="Type it again.",
        ) from error
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error)
        lowered = said.lower()
        for signs, problem, remedy in _TOLD:
            if any(sign in lowered for sign in signs):
                raise LedgerError(problem, source=name, remedy=remedy) from error
        for signs, problem, remedy in _OUT_OF_REACH:
            if any(sign in lowered for sign in signs):
                raise LedgerError(problem, source=name, remedy=remedy) from None
        raise LedgerError(
            f"the database failed ({said.splitlines()[0]}).",
            source=name,
            remedy="Nothing of this change was kept.",
        ) from error
