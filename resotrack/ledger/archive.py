"""The whole record as one zip that needs no database to be read, and back.

`events.jsonl` holds the events, one a line, with the entries as JSON; `files/` every kept file
under its SHA-256; `manifest.json` how many events there are and the hash of the last. What stands
follows from the events and is not written. The same record gives the same bytes.

No name in an export comes from a user, and no name in one that is taken in is used as a path. What
it declares is checked before anything is unpacked, and counted while it is: it may be a stranger's.
"""

from __future__ import annotations

import json
import os
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection

from resotrack.errors import LedgerError
from resotrack.ledger.events import GENESIS, Event, canonical
from resotrack.ledger.opening import Fill
from resotrack.ledger.store import LARGEST_FILE, Store, pour

SCHEMA = "resotrack.record/1"
MAX_MEMBERS = 60_000
"""Files in an export: below the number at which a zip needs another form of directory."""
MAX_DIRECTORY = 16 * 1024 * 1024
"""Bytes of the zip's own directory, which is read as a whole."""
MAX_EVENTS = 2 * 1024**3 - 1
"""Bytes of all events: some two million."""
MAX_LINE = 64 * 1024 * 1024
"""Bytes of one event."""
MAX_RATIO = 200
"""How many times larger unpacked than packed. What packs better is written unpacked."""
SMALL = 8 * 1024 * 1024
"""Below this size anything may pack well: a bomb must be large to do harm."""

_NAME = re.compile(r"manifest\.json|events\.jsonl|files/[0-9a-f]{64}\.[a-z]{2,4}")
_UNSAYABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What not every database can hold."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, UnicodeDecodeError,
)  # fmt: skip
"""What `zipfile` raises at a zip that is none, or no longer whole."""
_END = struct.Struct("<4s4H2LH")
_WORDS = ("time", "who", "why", "act", "collection", "key", "previous", "hash")
_NUMBERS = ("seq", "batch")
_ENTRIES = ("before", "after")
_FIELDS = frozenset(field.name for field in fields(Event))
_REMEDY = "Ask for a fresh export; nothing was written."


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An export that is open, its directory found in order."""

    events: Iterator[Event]
    """In order, read when they are asked for. Raises LedgerError where one is none."""
    files: Iterator[bytes]
    count: int
    head: str
    """The hash of the last event, as the manifest states it."""


def export(store: Store, path: str | os.PathLike[str]) -> Path:
    """Write a record as one zip, readable by its owner alone, whole or not at all.

    Raises LedgerError where the record does not hold together, or the file cannot be written.
    """
    target = Path(path)
    _check_target(target)
    unfinished = None
    try:
        number, made = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=".part", dir=target.parent
        )
        unfinished = Path(made)
        with os.fdopen(number, "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                _write(store, archive)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise LedgerError(
            f"the export cannot be written ({error.strerror or error}).",
            source=target.name,
            remedy="Choose a folder that you may write to and that has space left.",
        ) from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
    return target


def _check_target(target: Path) -> None:
    if not target.parent.is_dir():
        raise LedgerError(
            "the folder does not exist.", source=str(target.parent), remedy="Create it first."
        )
    if target.exists():
        # The name of the record itself is easily given by mistake.
        start = b""
        if target.is_file():
            with target.open("rb") as file:
                start = file.read(4)
        if start != b"PK\x03\x04":
            raise LedgerError(
                "there is something else under this name, which is not replaced.",
                source=target.name,
                remedy="Give the export another name.",
            )


def _write(store: Store, archive: zipfile.ZipFile) -> None:
    with store.whole() as (events, files):
        last, count = GENESIS, 0
        with archive.open(_member("events.jsonl"), "w") as part:
            for event in events:
                if event.seq != count + 1 or event.previous != last:
                    raise LedgerError(
                        "the events do not hold together.",
                        source=store.name,
                        where=f"event {event.seq}",
                        remedy="`resotrack track verify` tells where; take it back from a copy.",
                    )
                part.write(_line_of(event).encode())
                last, count = event.hash, event.seq
        names = []
        for digest, content in files:
            names.append(f"files/{digest}.{_ending(content)}")
            archive.writestr(_member(names[-1], content), content, compresslevel=6)
    manifest = {"schema": SCHEMA, "events": count, "head": last, "files": names}
    text = json.dumps(manifest, indent=1) + "\n"
    archive.writestr(_member("manifest.json"), text, compresslevel=6)


def _member(name: str, content: bytes = b"") -> zipfile.ZipInfo:
    """A member without a date, for its owner alone."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.create_system = 3
    member.external_attr = 0o100600 << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    # A long page of blanks is no bomb, but looks like one to whoever takes it in.
    if len(content) > SMALL and len(zlib.compress(content, 6)) * (MAX_RATIO // 2) < len(content):
        member.compress_type = zipfile.ZIP_STORED
    return member


def _line_of(event: Event) -> str:
    """An event as a line of JSON; its entries as JSON too, where that gives the same words back."""
    plain: dict[str, Any] = {name: getattr(event, name) for name in (*_NUMBERS, *_WORDS)}
    for name in _ENTRIES:
        text = getattr(event, name)
        plain[name] = text
        if text:
            try:
                entry = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict) and canonical(entry) == text:
                plain[name] = entry
    return canonical(plain) + "\n"


def _ending(content: bytes) -> str:
    """What a file's name ends in, by its first bytes."""
    start = content[:512].lstrip().lower()
    for sign, ending in (
        (b"pk\x03\x04", "docx"),
        (b"%pdf", "pdf"),
        (b"\xd0\xcf\x11\xe0", "doc"),
        (b"{", "json"),
        (b"<!doctype html", "html"),
        (b"<html", "html"),
        (b"<", "xml"),
    ):
        if start.startswith(sign):
            return ending
    return "txt"


# ---- back -------------------------------------------------------------------------------------


def filling(archive: Archive, name: str) -> Fill:
    """What writes an export into the fresh tables of a new record, or raises LedgerError."""

    def fill(connection: Connection) -> None:
        if pour(connection, archive.events, archive.files, name) != (archive.count, archive.head):
            raise _damaged(name, "its last event is not the one that it names")

    return fill


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[Archive]:
    """An export, its directory and manifest checked.

    Raises LedgerError for one that is damaged, is none, or is built to fill the memory or the disk.
    """
    name = Path(path).name
    try:
        with Path(path).open("rb") as file:
            _measure_directory(file, name)
            with zipfile.ZipFile(file) as archive:
                members = _members(archive, name)
                yield _archive(archive, members, name)
    except OSError as error:
        raise LedgerError(
            f"it cannot be read ({(error.strerror or str(error)).lower()}).",
            source=name,
            remedy="Check the name and that you may read it.",
        ) from error
    except _BROKEN as error:
        raise _damaged(name, str(error)) from error


def _measure_directory(file: IO[bytes], name: str) -> None:
    """Refuse a directory too large to read, before `zipfile` makes an object of every entry."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 65_600))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(tail):
        raise _damaged(name, "it is no zip, or its end is missing")
    # Only beyond 4 GiB an export has the other directory, which states its size elsewhere.
    other = b"PK\x06\x07" in tail[max(0, end - 20) : end]
    if _END.unpack_from(tail, end)[5] > MAX_DIRECTORY or (other and size < 2 * 1024**3):
        raise _unsafe(name, "its directory is not one that an export has")
    file.seek(0)


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The members by name, once all that they declare has been checked."""
    listed = archive.infolist()
    if len(listed) > MAX_MEMBERS:
        raise _unsafe(name, f"it holds {len(listed):,} files, more than any record")
    members: dict[str, zipfile.ZipInfo] = {}
    for member in listed:
        if not _NAME.fullmatch(member.filename):
            raise LedgerError(
                f"it holds {member.filename[:80]!r}, which no export of a record does.",
                source=name,
                remedy="Name the zip that `resotrack track export` made.",
            )
        if member.filename in members:
            raise _unsafe(name, f"it holds {member.filename[:20]}… twice")
        limit = MAX_EVENTS if member.filename == "events.jsonl" else LARGEST_FILE
        packed = max(member.compress_size, 1)
        if member.file_size > limit or (
            member.file_size > SMALL and member.file_size > MAX_RATIO * packed
        ):
            raise _unsafe(name, f"{member.filename[:20]} swells when it is unpacked")
        known = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if member.flag_bits & 0x1 or not known:
            raise _damaged(name, f"{member.filename[:20]} is packed in a way that none is")
        members[member.filename] = member
    if sum(member.compress_size for member in listed) > _size(archive):
        raise _unsafe(name, "its files overlap one another")
    for wanted in ("manifest.json", "events.jsonl"):
        if wanted not in members:
            raise _damaged(name, f"{wanted} is missing")
    return members


def _size(archive: zipfile.ZipFile) -> int:
    assert archive.fp is not None
    return archive.fp.seek(0, os.SEEK_END)


def _archive(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str) -> Archive:
    try:
        manifest = json.loads(_content(archive, members["manifest.json"], SMALL, name))
    except (ValueError, RecursionError) as error:
        raise _damaged(name, "manifest.json is no JSON") from error
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        stated = manifest.get("schema") if isinstance(manifest, dict) else None
        raise LedgerError(
            f"it says that it is {str(stated)[:60]!r}, not {SCHEMA}.",
            source=name,
            remedy="A newer resotrack may have written it: update this one.",
        )
    count, head = manifest.get("events"), manifest.get("head")
    if not isinstance(count, int) or not isinstance(head, str):
        raise _damaged(name, "manifest.json does not name the last event")
    files = [member for part, member in members.items() if part.startswith("files/")]
    return Archive(
        events=_events(archive, members["events.jsonl"], name),
        files=_files(archive, files, name),
        count=count,
        head=head,
    )


def _events(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[Event]:
    total = 0
    with archive.open(member) as lines:
        for number in range(1, MAX_EVENTS):
            line = lines.readline(MAX_LINE + 1)
            total += len(line)
            if not line:
                return
            if len(line) > MAX_LINE or total > member.file_size:
                raise _unsafe(name, f"line {number} of events.jsonl is longer than any event")
            event = _event(line)
            if event is None:
                raise _damaged(name, f"line {number} of events.jsonl is no event")
            yield event


def _event(line: bytes) -> Event | None:
    """The event on a line; None where it is none."""
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict) or plain.keys() != _FIELDS:
        return None
    for part in _ENTRIES:
        if isinstance(plain[part], dict):
            plain[part] = canonical(plain[part])
    words = (*_WORDS, *_ENTRIES)
    if not all(
        isinstance(plain[part], str) and not _UNSAYABLE.search(plain[part]) for part in words
    ):
        return None
    if not all(type(plain[part]) is int and 0 < plain[part] < 2**31 for part in _NUMBERS):
        return None
    return Event(**plain)


def _files(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> Iterator[bytes]:
    for member in members:
        yield _content(archive, member, LARGEST_FILE, name)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """The bytes of a member; what is beyond the size that it declared is never unpacked."""
    with archive.open(member) as part:
        content = part.read(limit + 1)
    if len(content) > limit:
        raise _unsafe(name, f"{member.filename[:20]} is larger than it says")
    return content


def _damaged(name: str, detail: str) -> LedgerError:
    return LedgerError(f"it is damaged, or no export ({detail}).", source=name, remedy=_REMEDY)


def _unsafe(name: str, detail: str) -> LedgerError:
    return LedgerError(
        f"it is built to trick or to fill the memory: {detail}.",
        source=name,
        remedy="Do not unpack it; ask for a fresh export.",
    )
