"""Opening a zip package (a .docx is one) without trusting it.

A zip says of itself how many members it has and how large each will be; a hostile one lies. So the
directory is measured before it is read, what it declares is checked, and what is really unpacked
is counted on the way. Nothing is ever written to disk, and only the parts asked for are unpacked.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from resotrack.errors import UnreadableDocument, UnsafeDocument

MAX_MEMBERS = 4_000
"""Parts in one package. A Word file has 15 to 40, and one more for every picture."""
MAX_DIRECTORY = 1024 * 1024
"""Bytes of the zip's own directory, which is read as a whole."""
MAX_DECLARED = 400 * 1024 * 1024
"""Unpacked size of all parts together as declared, pictures included."""
MAX_PART = 32 * 1024 * 1024
"""Unpacked size of a part that is read; counted, not believed."""
MAX_READ = 96 * 1024 * 1024
"""Unpacked size of all parts that are read together."""
MAX_RATIO = 200
"""How many times larger unpacked than packed. Word's own parts reach about 30."""
SMALL = 8 * 1024 * 1024
"""Parts below this size may have any ratio: a bomb must be large to do harm, and a long table of
like rows packs very well."""

_CHUNK = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_BOMB = "It is built to fill the memory: do not open it, and ask the sender for a fresh copy."
_AGAIN = (
    "Download or copy it again; if that does not help, open it in Word or LibreOffice "
    "and save it anew."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts of one zip package, unpacked when they are asked for."""

    names: tuple[str, ...]
    read: Callable[[str], bytes | None]
    """The bytes of a part, None where there is none of that name (upper or lower case)."""


def open_package(data: bytes) -> Package:
    """Open a zip package held in memory.

    Raises UnsafeDocument for one that is built to exhaust or trick the reader, UnreadableDocument
    for one that is damaged, encrypted or an old Office file (OLE).
    """
    if data.startswith(_OLE):
        raise UnreadableDocument(
            "it is an old Word file (.doc) or a Word file with a password.",
            remedy="Open it in Word or LibreOffice and save it as .docx, without a password.",
        )
    _measure_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _damaged(str(error)) from error
    members = _members(archive.infolist(), len(data))
    budget = [MAX_READ]

    def read(name: str) -> bytes | None:
        member = members.get(name.lstrip("/").casefold())
        if member is None:
            return None
        unpacked = _unpack(archive, member, min(MAX_PART, budget[0]))
        budget[0] -= len(unpacked)
        return unpacked

    return Package(names=tuple(_plain(m.filename) for m in members.values()), read=read)


def _measure_directory(data: bytes) -> None:
    """Refuse a directory too large to read, before `zipfile` makes an object of every entry."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + _END.size > len(data):
        raise _damaged("its end is missing" if data[:2] == b"PK" else "it is no zip package")
    size = _END.unpack_from(data, end)[5]
    locator = end - _LOCATOR_64.size
    if locator >= 0 and data.startswith(b"PK\x06\x07", locator):
        record = locator - _END_64.size
        if record < 0 or not data.startswith(b"PK\x06\x06", record):
            raise _damaged("its directory is not where it should be")
        size = max(_END_64.unpack_from(data, record)[8], 0 if size == 0xFFFFFFFF else size)
    if size > MAX_DIRECTORY:
        raise UnsafeDocument("its zip directory lists far too many parts.", remedy=_BOMB)


def _members(entries: list[zipfile.ZipInfo], packed_size: int) -> dict[str, zipfile.ZipInfo]:
    """The entries by folded name, once all that they declare has been checked."""
    if len(entries) > MAX_MEMBERS:
        raise UnsafeDocument(
            f"it holds {len(entries):,} parts, more than any document ({MAX_MEMBERS:,}).",
            remedy=_BOMB,
        )
    if sum(entry.file_size for entry in entries) > MAX_DECLARED:
        raise UnsafeDocument(f"unpacked it has more than {MAX_DECLARED >> 20} MiB.", remedy=_BOMB)
    if sum(entry.compress_size for entry in entries) > packed_size:
        raise UnsafeDocument("its parts overlap one another.", remedy=_BOMB)
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = _plain(entry.filename)
        if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
            raise UnsafeDocument(
                f"it holds a part named {entry.filename[:80]!r}, which points outside the package.",
                remedy="Do not unpack it; ask the sender for a fresh copy.",
            )
        if name.casefold() in members:
            raise UnsafeDocument(
                f"it holds two parts named {name[:80]!r}, so that two readers may see two texts.",
                remedy="Ask the sender which text is meant, and for a fresh copy.",
            )
        _refuse_bomb(entry)
        members[name.casefold()] = entry
    return members


def _refuse_bomb(entry: zipfile.ZipInfo) -> None:
    if entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise UnsafeDocument(
            f"{entry.filename[:80]} swells more than {MAX_RATIO} times when it is unpacked.",
            remedy=_BOMB,
        )


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of a member, counted on the way."""
    name = _plain(member.filename)
    if member.flag_bits & 0x1:
        raise UnreadableDocument(
            f"{name} is encrypted.",
            remedy="Open it where you know the password, and save it without one.",
        )
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableDocument(
            f"{name} is packed in a way that Word does not use.", remedy=_AGAIN
        )
    unpacked = bytearray()
    try:
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                unpacked += chunk
                if len(unpacked) > limit:
                    raise UnsafeDocument(f"{name} is larger than {limit >> 20} MiB.", remedy=_BOMB)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        struct.error,
    ) as e:
        raise _damaged(f"{name}: {e}") from e
    return bytes(unpacked)


def _plain(name: str) -> str:
    """A part's name with "/" only: some programs write "word\\document.xml"."""
    return name.replace("\\", "/")


def _damaged(detail: str) -> UnreadableDocument:
    return UnreadableDocument(f"the file is damaged ({detail.rstrip('.').lower()}).", remedy=_AGAIN)
