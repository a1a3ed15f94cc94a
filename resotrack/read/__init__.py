"""Bytes to Document, whatever the format.

One module a format hands blocks to `structure`; `READERS` lists them, and installed packages can
add their own under the entry point group "resotrack.readers" (a function bytes -> Reading).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from resotrack.errors import ReadError, UnknownFormat, UnreadableDocument
from resotrack.model import Document, Source
from resotrack.model.document import View
from resotrack.read._html_sniff import looks_like_html
from resotrack.read.blocks import Block, Facts, Reading
from resotrack.read.structure import build

__all__ = ["READERS", "Block", "Facts", "Reading", "read", "read_blocks"]

READERS: dict[str, str] = {
    "akn": "resotrack.read.akn:read_akn",
    "doc": "resotrack.read.legacy:read_doc",
    "docx": "resotrack.read.docx:read_docx",
    "html": "resotrack.read.html:read_html",
    "pdf": "resotrack.read.pdf:read_pdf",
    "markdown": "resotrack.read.markdown:read_markdown",
    "plain": "resotrack.read.plain:read_plain",
}
"""Format name to "module:function"; loaded when first needed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 200 * 1024 * 1024


def read(
    source: str | PathLike[str] | bytes | BinaryIO,
    format: str | None = None,  # noqa: A002 - the word that callers use
    *,
    authors: Mapping[str, str] | None = None,
) -> Document:
    """Read one resolution text.

    `source` is a path, the bytes themselves, or a file opened in binary mode. `format` is one of
    `READERS`; None looks at the bytes (never at the name: many UN ".DOC" files are docx inside).
    `authors` says for whom the authors of tracked changes write: {"J. Doe": "Aldermark"}.

    Raises UnknownFormat, UnreadableDocument or UnsafeDocument, each naming the file, the place in
    it where that is known, and the remedy. A file that is not there is UnreadableDocument too.
    """
    data, name = _bytes(source)
    if format in (None, "json") and _is_our_json(data):
        from resotrack.codec import read_document

        return read_document(data)
    try:
        reading, source_of = _taken_in(data, name, format)
        document = _built(reading, source_of, authors or {})
        return replace(document, file=data) if source_of.format == "docx" else document
    except ReadError as error:
        if error.source:
            raise
        raise error.at(name or "the input") from error


def read_blocks(
    source: str | PathLike[str] | bytes | BinaryIO,
    format: str | None = None,  # noqa: A002
) -> tuple[Reading, Source]:
    """What the reader of a format finds in a source, before it is taken for a resolution.

    For other kinds of documents: amendments. Arguments and errors are those of `read`.
    """
    data, name = _bytes(source)
    try:
        return _taken_in(data, name, format)
    except ReadError as error:
        if error.source:
            raise
        raise error.at(name or "the input") from error


def _taken_in(data: bytes, name: str, format: str | None) -> tuple[Reading, Source]:  # noqa: A002
    chosen = format or _sniff(data)
    digest = hashlib.sha256(data).hexdigest()
    return _reader(chosen)(data), Source(name=name, format=chosen, sha256=digest)


def _built(reading: Reading, source: Source, authors: Mapping[str, str]) -> Document:
    """The document of a reading, and of the same source in another view when it is asked for."""
    document = build(reading, source)
    changes = tuple(
        replace(change, delegation=authors.get(change.author, "")) for change in document.changes
    )
    views = reading.views
    other = partial(_viewed, views, source, authors) if views else None
    return replace(document, changes=changes, views=other)


def _viewed(
    views: Callable[[View, str], Reading],
    source: Source,
    authors: Mapping[str, str],
    name: View,
    by: str,
) -> Document:
    return _built(views(name, by), source, authors)


def _bytes(source: str | PathLike[str] | bytes | BinaryIO) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, ""
    if isinstance(source, str | PathLike):
        path = Path(source)
        try:
            if path.stat().st_size > _LARGEST:
                raise UnreadableDocument(
                    f"it is larger than {_LARGEST >> 20} MiB.",
                    source=path.name,
                    remedy="No resolution is that large: check that it is the right file.",
                )
            return path.read_bytes(), path.name
        except OSError as error:
            raise UnreadableDocument(
                f"it cannot be opened ({(error.strerror or str(error)).lower()}).",
                source=str(source),
                remedy="Check the name and that you may read it.",
            ) from error
    return source.read(), Path(str(getattr(source, "name", ""))).name


def _is_our_json(data: bytes) -> bool:
    """Whether this is a document that we wrote as JSON."""
    return data.lstrip()[:1] == b"{" and b'"resotrack.document/1"' in data[:200]


def _sniff(data: bytes) -> str:
    """The format that the first bytes show."""
    head = data[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.strip():
        raise UnreadableDocument(
            "it is empty.", remedy="Check that it was saved or downloaded whole."
        )
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "docx"
    if looks_like_html(data):
        return "html"
    if data.startswith(_OLE):
        # An old Word file names its main stream; an encrypted .docx has another one.
        return "doc" if "WordDocument".encode("utf-16-le") in data else "docx"
    if b"akomaNtoso" in head or head.startswith((b"<?xml", b"<akomaNtoso")) or _is_utf16_xml(data):
        return "akn"
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        raise UnknownFormat(
            "it is RTF.", remedy="Open it in Word or LibreOffice and save it as .docx."
        )
    # What only bare text needs is loaded only for bare text.
    from resotrack.read.markdown import looks_like_markdown

    return "markdown" if looks_like_markdown(head.decode("utf-8", "replace")) else "plain"


def _is_utf16_xml(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<\x00?\x00x\x00m" in data[:16] + b"\x00"


def _reader(name: str) -> Callable[[bytes], Reading]:
    target = READERS.get(name)
    if target is None:
        from importlib.metadata import entry_points

        for entry in entry_points(group="resotrack.readers", name=name):
            loaded: Callable[[bytes], Reading] = entry.load()
            return loaded
        known = ", ".join(sorted(READERS))
        raise UnknownFormat(f"there is no reader for {name!r}.", remedy=f"Known formats: {known}.")
    module, _, function = target.partition(":")
    found: Callable[[bytes], Reading] = getattr(import_module(module), function)
    return found
