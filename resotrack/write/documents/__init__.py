"""Documents written down: as AKN4UN, as a page, as Markdown, as JSON, as plain text.

One module a form. `DOCUMENT_WRITERS` names them; `render_document` gives the text of one, `convert`
puts it in a file, whole or not at all; `left_out` says beforehand what a form has no place for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from resotrack.codec import document_json
from resotrack.errors import WriteError
from resotrack.model import Document, Notice
from resotrack.write.documents.akn import to_akn
from resotrack.write.documents.html import to_html
from resotrack.write.documents.markdown import to_markdown
from resotrack.write.documents.plain import to_plain
from resotrack.write.files import form_of, write_whole

__all__ = [
    "DOCUMENT_SUFFIXES",
    "DOCUMENT_WRITERS",
    "convert",
    "document_format_of",
    "left_out",
    "render_document",
]

DOCUMENT_WRITERS: Mapping[str, Callable[[Document], str]] = MappingProxyType(
    {
        "akn": to_akn,
        "html": to_html,
        "markdown": to_markdown,
        "json": document_json,
        "plain": to_plain,
    }
)
DOCUMENT_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".xml": "akn",
        ".akn": "akn",
        ".html": "html",
        ".htm": "html",
        ".md": "markdown",
        ".markdown": "markdown",
        ".json": "json",
        ".txt": "plain",
    }
)


def render_document(document: Document, format: str) -> str:  # noqa: A002
    """The document in one of the forms of `DOCUMENT_WRITERS`. Same document, same text."""
    writer = DOCUMENT_WRITERS.get(format)
    if writer is None:
        raise WriteError(
            f"There is no form called {format!r}.",
            remedy=f"Choose one of: {', '.join(DOCUMENT_WRITERS)}.",
        )
    return writer(document)


def document_format_of(path: str | os.PathLike[str]) -> str:
    """The form that a file's suffix stands for."""
    return form_of(path, DOCUMENT_SUFFIXES)


def convert(
    document: Document,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
) -> Path:
    """Write the document to a file and return its path.

    The form follows from the suffix unless `format` names it. A file that was there stays as it
    was until the new one is complete. What the form cannot hold is left out: see `left_out`.
    """
    return write_whole(path, render_document(document, format or document_format_of(path)))


def left_out(document: Document, format: str) -> tuple[Notice, ...]:  # noqa: A002
    """What the document holds and the form has no place for. JSON and the page hold everything."""
    if format in ("json", "html"):
        return ()
    notes = sum(len(p.notes) for p in (*document.paragraphs, *document.headings))
    more = sum(s.role == "additional sponsor" for s in document.sponsors)
    told = (
        (len(document.changes), "tracked change", "; the text reads as if each was accepted"),
        (len(document.comments), "comment", ""),
        (notes if format == "plain" else 0, "footnote", ""),
        (more if format == "plain" else 0, "additional sponsor", ""),
    )
    return tuple(
        Notice(code="left-out", message=f"{count:,} {thing}{'s' * (count != 1)} left out{how}")
        for count, thing, how in told
        if count
    )
