"""Bytes of a PDF to an open document, or the reason why not.

The library that reads PDFs is written in C and trusts what a file says of itself. What is built to
exhaust it is therefore refused before: streams that unpack to hundreds of megabytes, and pages that
draw one form inside another until the number of drawings is without bound.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from resotrack.errors import UnreadableDocument, UnsafeDocument

MOST_PAGES = 2_000
_MOST_UNPACKED = 192 * 1024 * 1024
_LARGEST_STREAM = 48 * 1024 * 1024
_MOST_DRAWINGS = 1_000_000
_STREAM = re.compile(rb"stream\r?\n")
_DRAWS = re.compile(rb"/[^\s/<>\[\]()]+\s+Do\b")
_CHECK_FILE = "Check that it was saved or downloaded whole."
_PROBLEMS = {
    3: ("it is no PDF, or a damaged one.", _CHECK_FILE),
    4: (
        "it is protected with a password.",
        "Open it with the password and save it without, or ask for the Word file.",
    ),
    5: (
        "it is protected in a way that cannot be opened.",
        "Ask for an unprotected copy or for the Word file.",
    ),
}

# The C library keeps state that all documents share.
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The open document (a `pypdfium2.PdfDocument`), closed at the end.

    Raises UnreadableDocument and UnsafeDocument.
    """
    _refuse_bombs(data)
    import pypdfium2  # heavy, and only this format needs it

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            code = getattr(error, "err_code", None) or pypdfium2.raw.FPDF_GetLastError()
            problem, remedy = _PROBLEMS.get(code, _PROBLEMS[3])
            raise UnreadableDocument(problem, remedy=remedy) from error
        try:
            _check_length(len(document))
            yield document
        finally:
            document.close()


def _check_length(pages: int) -> None:
    if pages == 0:
        raise UnreadableDocument("it has no pages.", remedy=_CHECK_FILE)
    if pages > MOST_PAGES:
        raise UnsafeDocument(
            f"it claims {pages:,} pages; {MOST_PAGES:,} are the most that is read.",
            remedy="Save the pages of the resolution as a file of their own.",
        )


def _refuse_bombs(data: bytes) -> None:
    """Unpack every stream with a limit, without keeping it."""
    total = 0
    drawings = 1
    for match in _STREAM.finditer(data):
        if data[max(0, match.start() - 3) : match.start()] == b"end":
            continue
        head = data[max(0, match.start() - 600) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"FlateDecode" not in head and b"/Fl" not in head:
            content = data[match.end() : match.end() + _LARGEST_STREAM]
            content = content[: content.find(b"endstream")] if b"/Form" in head else b""
        else:
            content = _unpacked(data, match.end())
            if b"/Image" in head:
                total += len(content)
                content = b""
        total += len(content)
        if total > _MOST_UNPACKED:
            raise _too_much()
        if b"/Form" in head:
            drawings *= max(1, len(_DRAWS.findall(content)))
            if drawings > _MOST_DRAWINGS:
                raise UnsafeDocument(
                    "its drawings stand inside one another without end.",
                    remedy="Print it to a new PDF, or ask for the Word file.",
                )


def _unpacked(data: bytes, start: int) -> bytes:
    """What a packed stream holds; streams packed twice are unpacked twice."""
    end = data.find(b"endstream", start)
    content = data[start : end if end >= 0 else len(data)]
    for _ in range(4):
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(content, _LARGEST_STREAM)
        except zlib.error:
            # Encrypted, or damaged, which is for the reader itself to find out.
            return content
        if unpacker.unconsumed_tail:
            raise _too_much()
        if unpacked[:1] != b"\x78":
            return unpacked
        content = unpacked
    raise _too_much()


def _too_much() -> UnsafeDocument:
    return UnsafeDocument(
        "it unpacks to more than a text can be.",
        remedy="Print it to a new PDF, or ask for the Word file.",
    )
