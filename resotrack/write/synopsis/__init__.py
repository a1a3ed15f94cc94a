"""The comparison table: two to five texts in columns, their provisions in rows.

`SYNOPSIS_WRITERS` names its forms; `render_synopsis` gives the bytes of one, `write_synopsis` puts
them in a file, whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from resotrack.errors import WriteError
from resotrack.model import Comparison, Lineage
from resotrack.write.files import form_of, write_whole
from resotrack.write.synopsis.docx import to_docx
from resotrack.write.synopsis.html import to_html
from resotrack.write.synopsis.view import MOST
from resotrack.write.view import ONLY, Only

__all__ = [
    "MOST",
    "SYNOPSIS_WRITERS",
    "render_synopsis",
    "synopsis_format_of",
    "write_synopsis",
]


class SynopsisWriter(Protocol):
    """A comparison or a lineage in, the bytes of a file out. Same texts, same bytes."""

    def __call__(self, compared: Comparison | Lineage, /, *, only: Only = "all") -> bytes: ...


SYNOPSIS_WRITERS: Mapping[str, SynopsisWriter] = MappingProxyType(
    {"docx": to_docx, "html": to_html}
)
_SUFFIXES: Mapping[str, str] = MappingProxyType({".docx": "docx", ".html": "html", ".htm": "html"})


def render_synopsis(
    compared: Comparison | Lineage,
    format: str,  # noqa: A002 - the word that callers use
    *,
    only: Only = "all",
) -> bytes:
    """A comparison table in one of the forms of `SYNOPSIS_WRITERS`: "docx" or "html" (in UTF-8).

    Each text is a column, each provision a row; changes against the text before are struck through,
    or bold and underlined, and a last column says what they did and why. `only` limits it to
    provisions that "changed", or in which something was "weakened" or "strengthened".

    Raises WriteError for another form, and for a lineage of fewer than two or more than five texts.
    """
    writer = SYNOPSIS_WRITERS.get(format)
    if writer is None:
        raise WriteError(
            f"There is no form called {format!r} for a comparison table.",
            remedy=f"Choose one of: {', '.join(SYNOPSIS_WRITERS)}.",
        )
    if only not in ONLY:
        raise WriteError(
            f"There is no selection called {only!r}.", remedy=f"Choose one of: {', '.join(ONLY)}."
        )
    return writer(compared, only=only)


def synopsis_format_of(path: str | os.PathLike[str]) -> str:
    """The form that a file's suffix stands for. Raises WriteError for any other."""
    return form_of(path, _SUFFIXES)


def write_synopsis(
    compared: Comparison | Lineage,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    only: Only = "all",
) -> Path:
    """Write a comparison table to a file and return its path: see `render_synopsis`.

    The form follows from the suffix unless `format` names it. A file that was there stays as it
    was until the new one is complete.
    """
    form = format or synopsis_format_of(path)
    return write_whole(path, render_synopsis(compared, form, only=only))
