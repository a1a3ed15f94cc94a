"""Events: every change of a record, who made it, when and why, each bound to the one before.

An event says what one entry was before and what it is after. Its hash is taken over all of it and
over the hash of the event before, so that no event can be altered, taken out or put in between
without breaking every hash that follows. The events are the record; everything else in it can be
worked out from them again (`resotrack.ledger.fold`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from resotrack.codec import from_plain, to_plain
from resotrack.errors import LedgerError, UnreadableDocument
from resotrack.model.record import (
    About,
    Alias,
    Ballot,
    Correction,
    Entry,
    JointStatement,
    Position,
    Sponsor,
    Tabled,
    Tag,
    Version,
)

COLLECTIONS: dict[str, type] = {
    "about": About,
    "versions": Version,
    "proposals": Tabled,
    "sponsors": Sponsor,
    "votes": Ballot,
    "positions": Position,
    "statements": JointStatement,
    "corrections": Correction,
    "tags": Tag,
    "aliases": Alias,
}
"""What a record holds, by the name under which it is kept."""
GENESIS = "0" * 64
"""What the first event of a record names as the hash before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of one entry."""

    seq: int
    """Its number in the record, from 1."""
    batch: int
    """The number of the first event of the same command: what is undone together."""
    time: str
    """UTC, ISO 8601 to the microsecond: "2031-09-30T21:04:11.402317Z"."""
    who: str
    """Who made the change, as they called themselves; may be ""."""
    why: str
    """In the words of whoever made it; may be ""."""
    act: str
    """What was done, in a word or two: "added", "withdrawn", "undone"."""
    collection: str
    key: str
    before: str
    """The entry before, as JSON; "" where there was none."""
    after: str
    """The entry after, as JSON; "" where it was taken out."""
    previous: str
    """The hash of the event before."""
    hash: str

    @property
    def entry(self) -> Entry | None:
        """What the entry is after the event; None where it was taken out."""
        return decoded(self.collection, self.after) if self.after else None

    @property
    def entry_before(self) -> Entry | None:
        return decoded(self.collection, self.before) if self.before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that is asked for, before it has a number and a hash."""

    act: str
    collection: str
    key: str
    after: str
    """The entry as JSON; "" to take it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place at which a record does not hold together."""

    seq: int
    """The event at which it shows; 0 where it is no event's."""
    problem: str


def collection_of(entry: Entry) -> str:
    """The name of the collection that an entry belongs in."""
    return _NAMES[type(entry)]


_NAMES = {kind: name for name, kind in COLLECTIONS.items()}


def key_of(entry: Entry) -> str:
    """The key under which an entry is kept."""
    match entry:
        case About():
            return "negotiation"
        case Version():
            return entry.label
        case _:
            return entry.key


def encoded(entry: Entry) -> str:
    """An entry as JSON: one line, keys in order, letters as they are."""
    return canonical(to_plain(entry))


def decoded(collection: str, text: str) -> Entry:
    """The entry that a JSON text of this collection holds. Raises LedgerError."""
    kind = COLLECTIONS.get(collection)
    if kind is None:
        raise LedgerError(
            f'the record holds something under "{collection}", which is unknown here.',
            remedy="A newer resotrack wrote it: update this one.",
        )
    try:
        entry: Entry = from_plain(json.loads(text), kind)
    except (ValueError, UnreadableDocument) as error:
        raise LedgerError(
            f"an entry cannot be read: {error}",
            where=collection,
            remedy="Ask `resotrack track verify` whether the record was altered.",
        ) from error
    return entry


def canonical(value: Any) -> str:
    """JSON that is the same for the same value, whoever writes it."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sealed(
    changes: Iterable[tuple[Change, str]],
    *,
    last: int,
    previous: str,
    time: str,
    who: str,
    why: str,
) -> Iterator[Event]:
    """Events made of changes, each with the entry as it was: numbered and chained.

    `last` and `previous` are the number and the hash of the record's last event.
    """
    batch = last + 1
    for seq, (change, before) in enumerate(changes, batch):
        facts = (
            seq, batch, time, who, why, change.act, change.collection, change.key, before,
            change.after, previous,
        )  # fmt: skip
        digest = hashed(facts)
        yield Event(
            seq=seq,
            batch=batch,
            time=time,
            who=who,
            why=why,
            act=change.act,
            collection=change.collection,
            key=change.key,
            before=before,
            after=change.after,
            previous=previous,
            hash=digest,
        )
        previous = digest


def hash_of(event: Event) -> str:
    """The hash that an event ought to have."""
    return hashed(
        (
            event.seq, event.batch, event.time, event.who, event.why, event.act, event.collection,
            event.key, event.before, event.after, event.previous,
        )
    )  # fmt: skip


def hashed(facts: tuple[int | str, ...]) -> str:
    """SHA-256 over the facts of an event, in the order of its fields, as canonical JSON."""
    return hashlib.sha256(canonical(facts).encode("utf-8", "surrogatepass")).hexdigest()
