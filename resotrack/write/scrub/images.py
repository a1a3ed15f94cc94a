"""What pictures say of themselves: the camera, the place, the program, the person."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Chunks of PNG by name and segments of JPEG by number: APP1 is Exif and XMP, APP13 is Photoshop's,
# FE is a comment. The colours of a JPEG stand in APP0, 2 and 14.
_TOLD: dict[bytes | int, str] = {
    b"tEXt": "text",
    b"zTXt": "text",
    b"iTXt": "text",
    b"eXIf": "Exif",
    b"tIME": "time",
    0xE1: "Exif or XMP",
    0xED: "captions",
    0xFE: "comment",
}
_SCAN = 0xDA


def stripped(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A PNG or JPEG picture without what it says of itself, and what that was; anything else as
    it is. A picture that is cut short is left alone."""
    try:
        if data.startswith(_PNG):
            return _rest(data, list(_chunks(data)), len(_PNG))
        if data.startswith(_JPEG):
            return _rest(data, list(_segments(data)), 2)
    except (struct.error, IndexError):
        pass
    return data, ()


def _rest(
    data: bytes, pieces: list[tuple[bytes | int, int, int]], head: int
) -> tuple[bytes, tuple[str, ...]]:
    found = tuple(dict.fromkeys(_TOLD[kind] for kind, _, _ in pieces if kind in _TOLD))
    if not found:
        return data, ()
    kept = b"".join(data[start:end] for kind, start, end in pieces if kind not in _TOLD)
    return data[:head] + kept, found


def _chunks(data: bytes) -> Iterator[tuple[bytes | int, int, int]]:
    at = len(_PNG)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        yield data[at + 4 : at + 8], at, end
        at = end


def _segments(data: bytes) -> Iterator[tuple[bytes | int, int, int]]:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise IndexError
        kind = data[at + 1]
        if kind == _SCAN:
            yield kind, at, len(data)
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        yield kind, at, at + 2 + length
        at += 2 + length
