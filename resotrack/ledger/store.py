"""The one door to a record's tables: reading what stands, and writing events.

A writer takes the record for itself (SQLite: an immediate transaction; PostgreSQL: the row of the
head), so that numbers and hashes follow one another; readers are not held up. What stands is
written in the same transaction as the events it follows from: either all of a command is there, or
nothing of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select, text, tuple_, update

from resotrack.errors import LedgerError
from resotrack.ledger.events import (
    GENESIS,
    Break,
    Change,
    Event,
    collection_of,
    decoded,
    encoded,
    key_of,
    sealed,
)
from resotrack.ledger.failures import told
from resotrack.ledger.fold import Kept, Place, Standing, differences
from resotrack.ledger.opening import WRITES
from resotrack.ledger.tables import blobs, counters, entries, events, head
from resotrack.model.record import Ballot, Entry, Position, Sponsor, Tabled, Version

Clock = Callable[[], datetime]
"""What gives the time of an event, in UTC."""
_Item = TypeVar("_Item")
_MANY = 500
"""Rows or keys a statement: well below every database's limit of parameters."""
_LONGEST_KEY = 400
LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of one kept file, unpacked; a record that was tampered with may claim more."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_NO_KEY = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""Half of a surrogate pair is no letter in any encoding."""


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


class Writing:
    """A command under way: what it reads is as it will be, what it puts is not there yet."""

    def __init__(self, connection: Connection, name: str) -> None:
        self.name = name
        """Of the record, for what is told of it."""
        self._connection = connection
        self._changes: list[tuple[Change, str]] = []
        self._stands: dict[Place, str] = {}
        self._last: dict[str, int] = {}

    def get(self, collection: str, key: str) -> Entry | None:
        """What stands under a key; None where nothing does."""
        text = self._data(collection, key)
        return decoded(collection, text) if text else None

    def stands(self, collection: str, key: str, text: str) -> bool:
        """Whether what stands under a key is this JSON ("": nothing)."""
        return self._data(collection, key) == text

    def number(self, collection: str, letter: str) -> str:
        """The next key of a collection: "P13". No key is given twice, undone or not."""
        if collection not in self._last:
            found = self._connection.execute(
                select(counters.c.last).where(counters.c.collection == collection)
            ).scalar()
            self._last[collection] = found or 0
        self._last[collection] += 1
        return f"{letter}{self._last[collection]}"

    def put(self, entry: Entry, act: str) -> bool:
        """Say what an entry is from now on. False where it is so already: that is no event."""
        return self.set(collection_of(entry), key_of(entry), encoded(entry), act)

    def set(self, collection: str, key: str, after: str, act: str) -> bool:
        """The same, given as JSON; "" takes the entry out."""
        _check_key(key, self.name)
        before = self._data(collection, key)
        if before == after:
            return False
        change = Change(act=act, collection=collection, key=key, after=after)
        self._changes.append((change, before))
        self._stands[collection, key] = after
        return True

    def keep(self, content: bytes) -> str:
        """Keep a file's bytes; their SHA-256, under which they are found again."""
        if len(content) > LARGEST_FILE:
            raise LedgerError(
                f"a record keeps no file beyond {LARGEST_FILE >> 20} MiB.",
                source=self.name,
                remedy="Leave out the pictures, or add its text alone.",
            )
        digest = hashlib.sha256(content).hexdigest()
        held = select(blobs.c.sha256).where(blobs.c.sha256 == digest)
        if self._connection.execute(held).scalar() is None:
            _put_blob(self._connection, digest, content)
        return digest

    def events_of(self, batch: int) -> tuple[Event, ...]:
        """The events of one earlier command, in order; empty where there was none."""
        rows = self._connection.execute(
            select(events).where(events.c.batch == batch).order_by(events.c.seq)
        )
        return tuple(map(_event, rows))

    def last_batch(self) -> int:
        """The number of the last command; 0 where there was none."""
        found = self._connection.execute(select(func.max(events.c.batch))).scalar()
        return int(found or 0)

    def _data(self, collection: str, key: str) -> str:
        place = (collection, key)
        if place not in self._stands:
            found = self._connection.execute(
                select(entries.c.data).where(
                    entries.c.collection == collection, entries.c.key == key
                )
            ).scalar()
            self._stands[place] = found or ""
        return self._stands[place]

    def finish(self, *, who: str, why: str, clock: Clock) -> tuple[Event, ...]:
        """Write what was put: events, and what stands by them."""
        seq, previous = _head(self._connection)
        made = tuple(
            sealed(
                self._changes,
                last=seq,
                previous=previous,
                time=clock().isoformat(timespec="microseconds").replace("+00:00", "Z"),
                who=_line(who),
                why=_line(why),
            )
        )
        if made:
            for some in _portions(made):
                self._connection.execute(insert(events), [_row(event) for event in some])
            _write_state(self._connection, made, self._last)
            self._connection.execute(
                update(head).where(head.c.id == 1).values(seq=made[-1].seq, hash=made[-1].hash)
            )
        return made


class Store:
    """A record that is open: its database, and how to read from it and write to it."""

    def __init__(self, engine: Engine, name: str, clock: Clock = now) -> None:
        self.name = name
        self._engine = engine
        self._clock = clock

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def writing(self, *, who: str, why: str, done: list[Event] | None = None) -> Iterator[Writing]:
        """A command: kept as a whole when the block ends, forgotten when it raises.

        When this returns without an exception, what was put is on the disk. `done` is given the
        events. Raises LedgerError where the record cannot be written, or not in time.
        """
        with told(self.name), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                # On a server this row is what writers wait for; SQLite has them waiting already.
                connection.execute(select(head.c.seq).where(head.c.id == 1).with_for_update())
                command = Writing(connection, self.name)
                yield command
                made = command.finish(who=who, why=why, clock=self._clock)
        if done is not None:
            done.extend(made)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One moment of the record, whoever writes meanwhile."""
        with told(self.name), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def entry(self, collection: str, key: str) -> Entry | None:
        """What stands under a key; None where nothing does."""
        with self._reading() as connection:
            found = connection.execute(
                select(entries.c.data).where(
                    entries.c.collection == collection, entries.c.key == key
                )
            ).scalar()
        return decoded(collection, found) if found else None

    def entries(self, collection: str, states: Iterable[str] | None = None) -> tuple[Entry, ...]:
        """What stands in a collection (with one of these states), in the order in which it came."""
        chosen = select(entries.c.data).where(entries.c.collection == collection)
        if states is not None:
            chosen = chosen.where(entries.c.state.in_(list(states)))
        with self._reading() as connection:
            rows = connection.execute(chosen.order_by(entries.c.first)).scalars().all()
        return tuple(decoded(collection, text) for text in rows)

    def counts(self) -> dict[Place, int]:
        """How many entries stand, by (collection, state)."""
        grouped = select(entries.c.collection, entries.c.state, func.count()).group_by(
            entries.c.collection, entries.c.state
        )
        with self._reading() as connection:
            return {(row[0], row[1]): row[2] for row in connection.execute(grouped)}

    def events(
        self, *, since: int = 0, collection: str = "", key: str = "", last: int | None = None
    ) -> tuple[Event, ...]:
        """Events after number `since`, in order; those of one entry; only the `last` so many."""
        chosen = select(events).where(events.c.seq > since)
        if collection:
            chosen = chosen.where(events.c.collection == collection)
        if key:
            chosen = chosen.where(events.c.key == key)
        if last is not None:
            chosen = chosen.order_by(events.c.seq.desc()).limit(last)
        else:
            chosen = chosen.order_by(events.c.seq)
        with self._reading() as connection:
            found = [_event(row) for row in connection.execute(chosen).all()]
        return tuple(reversed(found) if last is not None else found)

    def before_last(self, commands: int) -> int:
        """The number of the event before the last so many commands; 0 where there are no more."""
        chosen = select(events.c.batch).distinct().order_by(events.c.batch.desc()).limit(commands)
        with self._reading() as connection:
            found = connection.execute(chosen).scalars().all()
        return min(found, default=1) - 1

    def head(self) -> tuple[int, str]:
        """The number and the hash of the last event; (0, zeros) for a record without events."""
        with self._reading() as connection:
            return _head(connection)

    def blob(self, digest: str) -> bytes:
        """The bytes of a kept file. Raises LedgerError where it is missing or was altered."""
        with self._reading() as connection:
            packed = connection.execute(
                select(blobs.c.packed).where(blobs.c.sha256 == digest)
            ).scalar()
        content = _unpacked(packed, digest) if packed is not None else None
        if content is None:
            raise LedgerError(
                "a file that the record should hold is "
                + ("missing." if packed is None else "not the one that was put there."),
                source=self.name,
                where=f"file {digest[:12]}…",
                remedy="Take the record back from a copy or an export.",
            )
        return content

    @contextmanager
    def whole(self) -> Iterator[tuple[Iterator[Event], Iterator[tuple[str, bytes]]]]:
        """All events in order, and all kept files with their SHA-256, as of one moment.

        Raises LedgerError at a file that was altered.
        """
        with self._reading() as connection:
            yield _all_events(connection), self._all_files(connection)

    def _all_files(self, connection: Connection) -> Iterator[tuple[str, bytes]]:
        for digest, content in _all_blobs(connection):
            if content is None:
                raise LedgerError(
                    "a file that the record holds is not the one that was put there.",
                    source=self.name,
                    where=f"file {digest[:12]}…",
                    remedy="Take the record back from a copy or an export.",
                )
            yield digest, content

    def verify(self, known: str = "") -> tuple[Break, ...]:
        """Every place at which the record does not hold together; empty where it does.

        Checked: the chain of events, what stands against what they make it, the head, the numbers
        given, every kept file against its hash, and that nothing in the file acts by itself.
        `known`, a hash noted down earlier, must still be one of the chain's: that shows a record
        cut short or written anew.
        """
        found: list[Break] = []
        standing = Standing()
        named: dict[str, int] = {}
        noted = known in ("", GENESIS)
        with self._reading() as connection:
            for event in _all_events(connection):
                found.extend(Break(seq=event.seq, problem=one) for one in standing.take(event))
                noted = noted or event.hash == known
                for digest in _files_of(event):
                    named.setdefault(digest, event.seq)
            found.extend(_state_awry(connection, standing.entries))
            if _head(connection) != (standing.seq, standing.hash):
                problem = "the head names another last event"
                found.append(Break(seq=standing.seq, problem=problem))
            given = {row.collection: row.last for row in connection.execute(select(counters))}
            for collection, number in standing.numbers.items():
                if given.get(collection, 0) < number:
                    problem = f"the counter of {collection} would give a number again"
                    found.append(Break(seq=0, problem=problem))
            found.extend(_files_awry(connection, named))
            found.extend(_acting(connection))
        if not noted:
            problem = f"no event has the hash {known[:12]}…: what was here is gone"
            found.append(Break(seq=0, problem=problem))
        return tuple(found)

    def rebuild(self) -> int:
        """Make what stands from the events again; how many entries stand.

        Raises LedgerError where the events themselves do not hold together.
        """
        standing = Standing()
        with told(self.name), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                connection.execute(select(head.c.seq).where(head.c.id == 1).with_for_update())
                for event in _all_events(connection):
                    _follow(standing, event, self.name)
                _write_whole(connection, standing)
        return len(standing.entries)


def pour(
    connection: Connection,
    listed: Iterable[Event],
    files: Iterable[bytes],
    name: str,
) -> tuple[int, str]:
    """Write a whole record into fresh tables; the number and the hash of its last event.

    A file that no event names is left out. Raises LedgerError where the events do not hold
    together, or name a file that is not there: the transaction must then be given up. `name` is
    whence they come.
    """
    standing = Standing()
    named: dict[str, int] = {}
    for some in _portions(listed):
        for event in some:
            _check_key(event.key, name)
            _follow(standing, event, name)
            for digest in _files_of(event):
                named.setdefault(digest, event.seq)
        connection.execute(insert(events), [_row(event) for event in some])
    _write_whole(connection, standing)
    for content in files:
        digest = hashlib.sha256(content).hexdigest()
        if named.pop(digest, 0):
            _put_blob(connection, digest, content)
    if named:
        digest, seq = next(iter(named.items()))
        raise LedgerError(
            f"the file {digest[:12]}… is missing.",
            source=name,
            where=f"event {seq}",
            remedy="Take another copy or export of the record.",
        )
    return standing.seq, standing.hash


def _follow(standing: Standing, event: Event, name: str) -> None:
    """Take an event, or raise LedgerError where it does not follow."""
    for problem in standing.take(event):
        raise LedgerError(
            f"the events do not hold together: {problem}.",
            source=name,
            where=f"event {event.seq}",
            remedy="Take the record back from a copy or an export.",
        )


_IN_ORDER = select(events).order_by(events.c.seq)


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute(select(head.c.seq, head.c.hash).where(head.c.id == 1)).first()
    return (row[0], row[1]) if row else (0, GENESIS)


def _all_events(connection: Connection) -> Iterator[Event]:
    """Every event in order, some at a time in memory."""
    rows = connection.execute(_IN_ORDER.execution_options(yield_per=_MANY))
    for some in rows.partitions():
        yield from map(_event, some)


def _event(row: Sequence[Any]) -> Event:
    # By name and one by one: this is done a hundred thousand times over.
    seq, batch, time, who, why, act, collection, key, before, after, previous, digest = row
    return Event(
        seq=seq, batch=batch, time=time, who=who, why=why, act=act, collection=collection,
        key=key, before=before, after=after, previous=previous, hash=digest,
    )  # fmt: skip


def _write_state(connection: Connection, made: Iterable[Event], numbers: dict[str, int]) -> None:
    """What stands after these events, in place of what stood under the same keys."""
    after: dict[Place, Event] = {}
    first: dict[Place, int] = {}
    for event in made:
        place = (event.collection, event.key)
        after[place] = event
        if not event.before:
            first[place] = event.seq
    for some in _portions(after):
        there = tuple_(entries.c.collection, entries.c.key).in_(some)
        for row in connection.execute(select(entries).where(there)):
            first.setdefault((row.collection, row.key), row.first)
        connection.execute(delete(entries).where(there))
    _put_entries(
        connection,
        (
            (place, Kept(event.after, first[place], event.seq))
            for place, event in after.items()
            if event.after
        ),
    )
    for collection, number in numbers.items():
        connection.execute(delete(counters).where(counters.c.collection == collection))
        connection.execute(insert(counters).values(collection=collection, last=number))


def _write_whole(connection: Connection, standing: Standing) -> None:
    """All that follows from the events of a record, in place of whatever there is."""
    connection.execute(delete(entries))
    connection.execute(delete(counters))
    _put_entries(connection, standing.entries.items())
    if standing.numbers:
        given = [{"collection": name, "last": last} for name, last in standing.numbers.items()]
        connection.execute(insert(counters), given)
    connection.execute(
        update(head).where(head.c.id == 1).values(seq=standing.seq, hash=standing.hash)
    )


def _put_entries(connection: Connection, listed: Iterable[tuple[Place, Kept]]) -> None:
    for some in _portions(listed):
        rows = [
            {
                "collection": collection,
                "key": key,
                "state": facet(decoded(collection, kept.data)),
                "first": kept.first,
                "seq": kept.seq,
                "data": kept.data,
            }
            for (collection, key), kept in some
        ]
        connection.execute(insert(entries), rows)


def _put_blob(connection: Connection, digest: str, content: bytes) -> None:
    packed = zlib.compress(content, 6)
    connection.execute(insert(blobs).values(sha256=digest, packed=packed))


def _check_key(key: str, name: str) -> None:
    if not key or len(key) > _LONGEST_KEY or _NO_KEY.search(key):
        raise LedgerError(
            f"{key[:60]!r} cannot name anything in a record.",
            source=name,
            remedy=f"Use 1 to {_LONGEST_KEY} letters, without line breaks.",
        )


def _line(words: str) -> str:
    """Words of a user as one line that every database can hold."""
    return _CONTROL.sub(" ", words).encode("utf-8", "replace").decode()


def facet(entry: Entry) -> str:
    """The one word by which entries of a kind are told apart and counted."""
    match entry:
        case Tabled():
            return entry.state
        case Sponsor():
            return "withdrawn" if entry.withdrawn else entry.role
        case Version():
            return entry.stage
        case Ballot():
            return entry.result
        case Position():
            return entry.stance
        case _:
            return ""


def _state_awry(connection: Connection, made: Mapping[Place, Kept]) -> Iterator[Break]:
    """Where what stands is not what the events make it, or not filed under its own state."""
    held: dict[Place, Kept] = {}
    for row in connection.execute(select(entries)).all():
        held[row.collection, row.key] = Kept(row.data, row.first, row.seq)
        try:
            state = facet(decoded(row.collection, row.data))
        except LedgerError as error:
            yield Break(seq=row.seq, problem=f"{row.collection} {row.key}: {error.problem}")
            continue
        if state != row.state:
            yield Break(seq=row.seq, problem=f"{row.collection} {row.key} is kept as {row.state}")
    yield from differences(made, held)


def _files_of(event: Event) -> Iterator[str]:
    """The hashes of the files that an event's entry names."""
    if event.collection in ("versions", "proposals") and event.after:
        try:
            entry = json.loads(event.after)
        except ValueError:
            return
        if isinstance(entry, dict):
            for digest in (entry.get("file"), entry.get("reading")):
                if digest and isinstance(digest, str):
                    yield digest


def _files_awry(connection: Connection, named: dict[str, int]) -> Iterator[Break]:
    """Kept files that are not what their hash says, and files that are named and not there."""
    there = set()
    for digest, content in _all_blobs(connection):
        if content is None:
            yield Break(seq=0, problem=f"the file {digest[:12]}… was altered")
        there.add(digest)
    for digest, seq in named.items():
        if digest not in there:
            yield Break(seq=seq, problem=f"the file {digest[:12]}… is missing")


def _all_blobs(connection: Connection) -> Iterator[tuple[str, bytes | None]]:
    """Every kept file by its hash, one at a time in memory; None for one that was altered."""
    ordered = select(blobs).order_by(blobs.c.sha256)
    rows = connection.execute(ordered.execution_options(yield_per=1))
    for row in rows:
        yield row.sha256, _unpacked(row.packed, row.sha256)


def _unpacked(packed: bytes, digest: str) -> bytes | None:
    """A file's bytes; None where they are not those of its hash."""
    inflate = zlib.decompressobj()
    try:
        content = inflate.decompress(packed, LARGEST_FILE + 1)
    except zlib.error:
        return None
    whole = inflate.eof and hashlib.sha256(content).hexdigest() == digest
    return content if whole else None


def _acting(connection: Connection) -> Iterator[Break]:
    """What acts by itself in a database file, and that no version of ours ever made."""
    if connection.dialect.name == "sqlite":
        strange = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
        for row in connection.execute(text(strange)):
            yield Break(seq=0, problem=f"the file holds a {row.type}, {row.name}, that is not ours")


def _row(event: Event) -> dict[str, object]:
    return {column.name: getattr(event, column.name) for column in events.c}


def _portions(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    left = iter(items)
    while some := list(islice(left, _MANY)):
        yield some
