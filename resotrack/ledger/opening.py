"""A record's place: a file of one's own, a file behind a passphrase, or a server's database.

A new file is made beside its name and put there when it is complete, readable by its owner alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from resotrack.errors import LedgerError, MissingExtra
from resotrack.ledger.events import GENESIS
from resotrack.ledger.failures import told
from resotrack.ledger.migrations import HEAD, known, upgrade
from resotrack.ledger.tables import head

APPLICATION_ID = 0x5245534F
"""What SQLite's header says of our files ("RESO"), so that another program's is never touched."""
_SQLITE = b"SQLite format 3\x00"
WRITES = "resotrack_writes"
"""The execution option of a transaction that will write."""


def is_url(where: str | os.PathLike[str]) -> bool:
    """Whether this names a server and no file."""
    return isinstance(where, str) and "://" in where


def shown(where: str | os.PathLike[str]) -> str:
    """The name to show for a record: a file's own name, a URL without user and password."""
    if is_url(where):
        parts = urlsplit(str(where))
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    return Path(where).name


def connect(
    where: str | os.PathLike[str], *, passphrase: str | None, wait: float, create: bool
) -> Engine:
    """The engine of a record that is there, complete and of this version.

    An older record is brought up to date first, in one transaction. Raises LedgerError where there
    is none (and `create` is False), it is no record, a newer resotrack wrote it, or its passphrase
    is another one; MissingExtra where the part for servers or for passphrases is not installed.
    """
    name = shown(where)
    if is_url(where):
        if passphrase is not None:
            raise LedgerError(
                "a passphrase locks a file, not a server's database.",
                source=name,
                remedy="Leave it out: the server guards what it holds.",
            )
        engine = _server(str(where), name, wait)
        with told(name), engine.connect().execution_options(**{WRITES: True}) as connection:
            _bring_up(connection, name, create=create)
        return engine
    path = Path(where)
    if not path.exists():
        if not create:
            raise LedgerError(
                "there is no such record.",
                source=name,
                remedy="Make one: resotrack track init RECORD --title …",
            )
        _make(path, passphrase, wait)
    _check_header(path, passphrase)
    engine = _file(path, passphrase, wait)
    try:
        with told(name), engine.connect() as connection:
            stated = _stated(connection)
            if stated != HEAD:
                _refuse_newer(stated, name)
        if stated != HEAD:
            with told(name), engine.connect().execution_options(**{WRITES: True}) as connection:
                _bring_up(connection, name, create=False)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _make(path: Path, passphrase: str | None, wait: float) -> None:
    """A new record at this path, whole or not at all; another's that came first is left."""
    if not path.parent.is_dir():
        raise LedgerError(
            "the folder does not exist.", source=str(path.parent), remedy="Create it first."
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        engine = _file(unfinished, passphrase, wait)
        try:
            with told(path.name), engine.connect().execution_options(**{WRITES: True}) as fresh:
                _bring_up(fresh, path.name, create=True)
        finally:
            engine.dispose()
        # A link is refused where the name is taken; not every file system has links.
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return
        except OSError:
            if not path.exists():
                unfinished.rename(path)
    except OSError as error:
        raise LedgerError(
            f"the record cannot be made ({error.strerror or error}).",
            source=path.name,
            remedy="Choose a folder that you may write to and that has space left.",
        ) from error
    finally:
        for leftover in (unfinished, Path(f"{unfinished}-journal")):
            leftover.unlink(missing_ok=True)


def _check_header(path: Path, passphrase: str | None) -> None:
    """Refuse what is no record before anything opens it."""
    try:
        with path.open("rb") as file:
            start = file.read(72)
    except OSError as error:
        raise LedgerError(
            f"it cannot be opened ({(error.strerror or str(error)).lower()}).",
            source=path.name,
            remedy="Check the name and that you may read it.",
        ) from error
    plain = start.startswith(_SQLITE)
    if plain and passphrase is not None:
        raise LedgerError(
            "this record is not locked.", source=path.name, remedy="Open it without a passphrase."
        )
    if plain and int.from_bytes(start[68:72], "big") != APPLICATION_ID:
        raise LedgerError(
            "it is a database of another program.",
            source=path.name,
            remedy="Name the file that `resotrack track init` made.",
        )
    if not plain and passphrase is None:
        raise LedgerError(
            "it is no record, or it is locked with a passphrase.",
            source=path.name,
            remedy="Give the passphrase if it has one, or name another file.",
        )


def _file(path: Path, passphrase: str | None, wait: float) -> Engine:
    module = _cipher(path.name) if passphrase is not None else _sqlite()

    def opened() -> Any:
        connection = module.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=wait,
            isolation_level=None,
            check_same_thread=False,
        )
        if passphrase is not None:
            quoted = passphrase.replace("'", "''")
            connection.execute(f"PRAGMA key = '{quoted}'")
        # The journal is gone when a commit is done: what was acknowledged is in the one file.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    engine = create_engine(
        "sqlite://", creator=opened, module=module, poolclass=QueuePool, pool_size=1
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _sqlite() -> Any:
    import sqlite3

    return sqlite3


def _cipher(name: str) -> Any:
    try:
        import sqlcipher3.dbapi2 as module
    except ImportError as error:
        raise MissingExtra(
            "a record behind a passphrase takes SQLCipher, which is not installed.",
            source=name,
            remedy='Install it: pip install "resotrack[encrypted]".',
        ) from error
    return module


def _server(where: str, name: str, wait: float) -> Engine:
    try:
        url = make_url(where)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        if url.drivername != "postgresql+psycopg":
            raise LedgerError(
                f'"{url.drivername}" is no place for a record.',
                source=name,
                remedy="Name a file, or a PostgreSQL database: postgresql://HOST/DATABASE.",
            )
        engine = create_engine(url, pool_size=2)
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerError(
            "this is no URL of a database.",
            source=name,
            remedy="Write postgresql://USER@HOST/DATABASE.",
        ) from error
    except ImportError as error:
        raise MissingExtra(
            "a record on a server takes psycopg, which is not installed.",
            source=name,
            remedy='Install it: pip install "resotrack[postgres]".',
        ) from error
    milliseconds = int(wait * 1000)

    def limited(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {milliseconds}")
        connection.commit()

    event.listen(engine, "connect", limited)
    return engine


def _stated(connection: Connection) -> str:
    """The version that a database says it has; "" where it holds nothing of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def _refuse_newer(stated: str, name: str) -> None:
    if stated and stated not in known():
        raise LedgerError(
            f"a newer resotrack wrote this record (its tables are of version {stated}, "
            f"this one knows {HEAD}).",
            source=name,
            remedy="Update resotrack; the record was not touched.",
        )


def _bring_up(connection: Connection, name: str, *, create: bool) -> None:
    """Make the tables, or bring older ones up to date: all of it in one transaction."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            # Two that open the same database at once: the second waits, and finds it done.
            connection.execute(text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})"))
        stated = _stated(connection)
        if stated == HEAD:
            return
        _refuse_newer(stated, name)
        if not stated and not create:
            raise LedgerError(
                "there is no record in this database.",
                source=name,
                remedy="Make one: resotrack track init RECORD --title …",
            )
        upgrade(connection)
        if not stated:
            connection.execute(insert(head).values(id=1, seq=0, hash=GENESIS))
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
