"""The tables of a record, the same in SQLite and PostgreSQL.

`events` is the record and only ever grows. `entries` (what stands now), `counters` (the last number
given to a key) and `head` (the last event) follow from it and can be made again. `blobs` keeps
source files and what was read from them under their hashes, which events name.

The tables are made and changed by `migrations/`; a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("batch", Integer, nullable=False),
    Column("time", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("collection", String(32), nullable=False),
    Column("key", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("events_of_entry", "collection", "key", "seq"),
    Index("events_of_batch", "batch"),
)

entries = Table(
    "entries",
    metadata,
    Column("collection", String(32), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("state", String(32), nullable=False),
    Column("first", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Index("entries_by_state", "collection", "state"),
    Index("entries_in_order", "collection", "first"),
)

counters = Table(
    "counters",
    metadata,
    Column("collection", String(32), primary_key=True),
    Column("last", Integer, nullable=False),
)

head = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)
