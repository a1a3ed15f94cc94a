"""A record's place: a file of one's own, a file behind a passphrase, or a server's database.

A new file is made beside its name and put there when it is complete, readable by its owner alone.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
import threading
import time
import unicodedata
import weakref
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from resotrack.errors import LedgerError, MissingExtra
from resotrack.ledger import migrations
from resotrack.ledger.events import GENESIS
from resotrack.ledger.failures import told
from resotrack.ledger.tables import head

APPLICATION_ID = 0x5245534F
"""What SQLite's header says of our files ("RESO"), so that another program's is never touched."""
WRITES = "resotrack_writes"
"""The execution option of a transaction that will write."""
Fill = Callable[[Connection], None]
"""What writes a whole record into the fresh tables of a new one, before anybody can see it."""
_REVISION = re.compile(r"\d{4}")


def is_url(where: str | os.PathLike[str]) -> bool:
    """Whether this names a server and no file."""
    return isinstance(where, str) and "://" in where


def shown(where: str | os.PathLike[str]) -> str:
    """The name to show for a record: a file's own name, a URL without user and password."""
    if not is_url(where):
        return Path(where).name
    try:
        url = make_url(str(where))
    except (ArgumentError, ValueError):
        return f"{str(where).split('://')[0]}://…"
    # A password with an unquoted "@" or "/" in it reaches into what is taken for the host.
    place = f"{url.host or ''}/{url.database or ''}".rpartition("@")[2]
    return f"{url.drivername.split('+')[0]}://{place}"


def connect(
    where: str | os.PathLike[str],
    *,
    passphrase: str | None,
    wait: float,
    create: bool,
    fill: Fill | None = None,
) -> Engine:
    """The engine of a record that is there, complete and of this version.

    An older record is brought up to date first, in one transaction. With `fill` the record must be
    a new one, and is there when `fill` has written it, or not at all.

    Raises LedgerError where there is none (and `create` is False), it is no record, a newer
    resotrack wrote it, or its passphrase is another one; MissingExtra where the part for servers or
    for passphrases is not installed.
    """
    name = shown(where)
    if is_url(where):
        if passphrase is not None:
            raise LedgerError(
                "a passphrase locks a file, not a server's database.",
                source=name,
                remedy="Leave it out: the server guards what it holds.",
            )
        return _complete(_server(str(where), name, wait), name, create=create, fill=fill)
    path = Path(where)
    passphrase = None if passphrase is None else _usable(passphrase, name)
    if fill is not None and path.exists():
        raise _taken(name)
    if not path.exists():
        if not create:
            raise LedgerError(
                "there is no such record.",
                source=name,
                remedy="Make one: resotrack track init RECORD --title …",
            )
        _make(path, passphrase, wait, fill)
    _check(path, passphrase)
    return _complete(_file(path, passphrase, wait), name, create=False)


def change_passphrase(path: Path, old: str, new: str, wait: float) -> None:
    """Lock a locked record with another passphrase, in place.

    Raises LedgerError as `connect` does; the record then has its old passphrase.
    """
    new = _usable(new, path.name)
    connect(path, passphrase=old, wait=wait, create=False).dispose()
    engine = _file(path, _usable(old, path.name), wait)
    try:
        with told(path.name), engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            _locked_with(driver, "rekey", new)
    except _cipher(path.name).Error as error:
        raise LedgerError(
            "the passphrase could not be changed.",
            source=path.name,
            remedy="Close other programs that have the record open, and try again.",
        ) from error
    finally:
        engine.dispose()


def _complete(engine: Engine, name: str, *, create: bool, fill: Fill | None = None) -> Engine:
    """The engine, once what it leads to is of this version."""
    try:
        with told(name), engine.connect() as connection:
            stated = _stated(connection)
        if stated != migrations.HEAD or fill is not None:
            _refuse_unknown(stated, name)
            with told(name), engine.connect().execution_options(**{WRITES: True}) as connection:
                _bring_up(connection, name, create=create, fill=fill)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _make(path: Path, passphrase: str | None, wait: float, fill: Fill | None) -> None:
    """A new record at this path, whole or not at all; another's that came first is left."""
    if not path.parent.is_dir():
        raise LedgerError(
            "the folder does not exist.", source=str(path.parent), remedy="Create it first."
        )
    unfinished = None
    try:
        number, made = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(number)
        unfinished = Path(made)
        engine = _file(unfinished, passphrase, wait)
        try:
            with told(path.name), engine.connect().execution_options(**{WRITES: True}) as fresh:
                _bring_up(fresh, path.name, create=True, fill=fill)
        finally:
            engine.dispose()
        # A link is refused where the name is taken; not every file system has links.
        try:
            os.link(unfinished, path)
        except OSError:
            if path.exists():
                if fill is not None:
                    raise _taken(path.name) from None
                return
            unfinished.rename(path)
        _settle(path.parent)
    except OSError as error:
        raise LedgerError(
            f"the record cannot be made ({error.strerror or error}).",
            source=path.name,
            remedy="Choose a folder that you may write to and that has space left.",
        ) from error
    finally:
        if unfinished is not None:
            for leftover in (unfinished, Path(f"{unfinished}-journal")):
                leftover.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the disk know the names in a folder: a power cut may take a name that it does not."""
    # Not every system, nor every file system, can do that for a folder.
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _taken(name: str) -> LedgerError:
    return LedgerError(
        "there is something under this name already.",
        source=name,
        remedy="Give the new record a name or a database of its own.",
    )


def _usable(passphrase: str, name: str) -> str:
    """A passphrase as SQLCipher takes it: a letter with its accent is one, on every keyboard.

    Raises LedgerError, which does not say it.
    """
    problem = ""
    if not passphrase:
        problem = "an empty passphrase locks nothing."
    elif "\x00" in passphrase or not _sayable(passphrase):
        problem = "the passphrase holds what is no letter."
    if problem:
        raise LedgerError(problem, source=name, remedy="Choose another passphrase.")
    return unicodedata.normalize("NFC", passphrase)


def _sayable(words: str) -> bool:
    """Whether every letter has a place in UTF-8: half of a surrogate pair has none."""
    return not any("\ud800" <= letter <= "\udfff" for letter in words)


def _check(path: Path, passphrase: str | None) -> None:
    """Refuse what is no record before anything opens it for writing."""
    name = path.name
    if not path.is_file() or not path.stat().st_size:
        raise LedgerError(
            "this is no file." if not path.is_file() else "the file is empty.",
            source=name,
            remedy="Name the file that `resotrack track init` made.",
        )
    module = _sqlite() if passphrase is None else _cipher(name)
    if _in_use_by_another(path, module):
        # In this process, by the other of the two SQLites: so it is locked, or it is not.
        stated = None if passphrase is None else APPLICATION_ID
    else:
        stated = _application(path, module)
    if stated is not None and passphrase is not None:
        raise LedgerError(
            "this record is not locked.", source=name, remedy="Open it without a passphrase."
        )
    if stated not in (None, APPLICATION_ID):
        raise LedgerError(
            "it is a database of another program.",
            source=name,
            remedy="Name the file that `resotrack track init` made.",
        )
    if stated is None and passphrase is None:
        raise LedgerError(
            "it is no record, or it is locked with a passphrase.",
            source=name,
            remedy="Give the passphrase if it has one, or name another file.",
        )


def _application(path: Path, module: Any) -> int | None:
    """What the header says of a database that is not locked; None where there is no such header.

    SQLite reads it, without touching anything else. To open the file beside SQLite and close it
    would be to let go of the locks that this process holds on it (POSIX): another thread may be
    writing. SQLite knows that, but SQLCipher is another SQLite.
    """
    try:
        found = module.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(found) as connection:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
    except module.OperationalError as error:
        raise LedgerError(
            f"it cannot be opened ({error}).",
            source=path.name,
            remedy="Check the name and that you may read it.",
        ) from error
    except module.DatabaseError as error:
        if "not a database" in str(error):
            return None
        # Read without a lock it may be half of another's commit: opened with one it will tell.
        return APPLICATION_ID


def _in_use_by_another(path: Path, module: Any) -> bool:
    """Whether this process has the file open by another SQLite than this one."""
    found = path.stat()
    with _USE:
        return any(
            used is not module and place == (found.st_dev, found.st_ino)
            for used, place in _IN_USE.values()
        )


_IN_USE: dict[int, tuple[Any, tuple[int, int]]] = {}
"""By engine: the SQLite by which it opens its file, and the file's place on the disk."""
_USE = threading.Lock()


def _note_use(engine: Engine, path: Path, module: Any) -> None:
    found, key = path.stat(), id(engine)
    with _USE:
        _IN_USE[key] = (module, (found.st_dev, found.st_ino))

    def over(*_: object) -> None:
        with _USE:
            _IN_USE.pop(key, None)

    event.listen(engine, "engine_disposed", over)
    weakref.finalize(engine, over)


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
            # SQLCipher tells the terminal of every page that a wrong passphrase does not open.
            connection.execute("PRAGMA cipher_log_level = NONE")
            _locked_with(connection, "key", passphrase)
        # The journal is gone when a commit is done: what was acknowledged is in the one file.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        # A large command waits in memory, so that readers can go on until it is done.
        connection.execute("PRAGMA cache_spill = OFF")
        return connection

    engine = create_engine(
        "sqlite://",
        creator=opened,
        module=module,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=-1,
    )
    event.listen(engine, "begin", partial(_begin, module.OperationalError, wait))
    _note_use(engine, path, module)
    return engine


def _locked_with(connection: Any, pragma: str, passphrase: str) -> None:
    quoted = passphrase.replace("'", "''")
    connection.execute(f"PRAGMA {pragma} = '{quoted}'")


def _begin(failure: type[Exception], wait: float, connection: Connection) -> None:
    if not connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql("BEGIN")
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        _wait_in_turn(driver, failure, wait)
        # The last try: where it fails too, its failure is told.
        if not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")


def _wait_in_turn(driver: Any, failure: type[Exception], wait: float) -> None:
    """Begin to write as soon as nobody else does, within `wait` seconds.

    SQLite's own waiting looks ever more seldom, so that who came first is overtaken by all who
    come later: eight busy writers kept one of them waiting for ten seconds. Here everybody looks
    often, at random, and the more often the longer they have waited.
    """
    start = time.monotonic()
    while (waited := time.monotonic() - start) < wait:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except failure as error:
            if "locked" not in str(error):
                return
        else:
            return
        time.sleep(min(random.uniform(0, 0.012 / (1 + 3 * waited)), wait))


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
    except (ArgumentError, ValueError):
        # The error before this one would show the URL, password and all.
        raise LedgerError(
            "this is no URL of a database.",
            source=name,
            remedy="Write postgresql://USER@HOST/DATABASE; %40 for an @ in a password.",
        ) from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise LedgerError(
            f'"{url.drivername}" is no place for a record.',
            source=name,
            remedy="Name a file, or a PostgreSQL database: postgresql://HOST/DATABASE.",
        )
    options: dict[str, Any] = {}
    if "connect_timeout" not in url.query:
        options["connect_timeout"] = max(2, round(wait))
    try:
        engine = create_engine(
            _discreet(url.set(drivername="postgresql+psycopg")),
            pool_size=2,
            pool_pre_ping=True,
            connect_args=options,
        )
    except (ImportError, NoSuchModuleError) as error:
        raise MissingExtra(
            "a record on a server takes psycopg, which is not installed.",
            source=name,
            remedy='Install it: pip install "resotrack[postgres]".',
        ) from error
    # Zero would be to wait for ever.
    milliseconds = max(1, int(wait * 1000))

    def limited(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {milliseconds}")
        # What was acknowledged is on the server's disk, whatever its own default.
        connection.execute("SET synchronous_commit = on")
        connection.commit()

    event.listen(engine, "connect", limited)
    return engine


def _discreet(url: URL) -> URL:
    """The URL with its password where nothing prints it, and not among its options."""
    password = url.query.get("password")
    if not isinstance(password, str):
        return url
    return url.difference_update_query(["password"]).set(password=url.password or password)


def _stated(connection: Connection) -> str:
    """The version that a database says it has; "" where it holds nothing of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def _refuse_unknown(stated: str, name: str) -> None:
    """Refuse tables that are not ours, or that only a newer program knows."""
    if stated and not _REVISION.fullmatch(stated):
        raise LedgerError(
            "the tables there are another program's.",
            source=name,
            remedy="Give the record a database or a schema of its own.",
        )
    if stated and stated not in migrations.known():
        raise LedgerError(
            f"a newer resotrack wrote this record (its tables are of version {stated}, "
            f"this one knows {migrations.HEAD}).",
            source=name,
            remedy="Update resotrack; the record was not touched.",
        )


def _bring_up(connection: Connection, name: str, *, create: bool, fill: Fill | None) -> None:
    """Make the tables, or bring older ones up to date: all of it in one transaction."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            # Two that open the same database at once: the second waits, and finds it done.
            connection.execute(select(func.pg_advisory_xact_lock(APPLICATION_ID)))
        stated = _stated(connection)
        if stated and fill is not None:
            raise _taken(name)
        if stated == migrations.HEAD:
            return
        _refuse_unknown(stated, name)
        if not stated and not create:
            raise LedgerError(
                "there is no record in this database.",
                source=name,
                remedy="Make one: resotrack track init RECORD --title …",
            )
        migrations.upgrade(connection)
        if not stated:
            connection.execute(insert(head).values(id=1, seq=0, hash=GENESIS))
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        if fill is not None:
            fill(connection)
