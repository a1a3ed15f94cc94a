"""Comparisons written down: as a page, as Markdown, as JSON.

One module a form. `WRITERS` names them; `render` gives the text of one, `write` puts it in a file,
whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from resotrack.errors import WriteError
from resotrack.model import Comparison
from resotrack.write.files import form_of, write_whole
from resotrack.write.html import to_html
from resotrack.write.json import to_json
from resotrack.write.markdown import to_markdown
from resotrack.write.view import ONLY, Only

__all__ = ["ONLY", "SUFFIXES", "WRITERS", "Only", "Writer", "format_of", "render", "write"]


class Writer(Protocol):
    """A comparison in, the text of a file out. Same comparison, same text."""

    def __call__(self, comparison: Comparison, /, *, only: Only = "all") -> str: ...


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"html": to_html, "json": to_json, "markdown": to_markdown}
)
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "html",
        ".htm": "html",
        ".json": "json",
        ".md": "markdown",
        ".markdown": "markdown",
        ".docx": "docx",
    }
)


def render(comparison: Comparison, format: str, *, only: Only = "all") -> str:  # noqa: A002
    """The comparison in one of the forms of `WRITERS`.

    `only` limits it to links that "changed", that were "weakened" or "strengthened"; the summary
    is always that of the whole comparison.
    """
    writer = WRITERS.get(format)
    if writer is None:
        raise WriteError(
            f"There is no form called {format!r}.", remedy=f"Choose one of: {', '.join(WRITERS)}."
        )
    if only not in ONLY:
        raise WriteError(
            f"There is no selection called {only!r}.", remedy=f"Choose one of: {', '.join(ONLY)}."
        )
    return writer(comparison, only=only)


def _docx(comparison: Comparison, *, only: Only = "all") -> bytes:
    # Who writes a page should not wait for what writes into Word files.
    from resotrack.write.docx import own_redline

    return own_redline(comparison, only=only)


def format_of(path: str | os.PathLike[str]) -> str:
    """The form that a file's suffix stands for."""
    return form_of(path, SUFFIXES)


def write(
    comparison: Comparison,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    only: Only = "all",
) -> Path:
    """Write the comparison to a file and return its path.

    The form follows from the suffix unless `format` names it: one of `WRITERS`, or "docx" for a
    redline in the earlier text's own Word file (`write_redline` has more to choose). A file that
    was there stays as it was until the new one is complete.
    """
    form = format or format_of(path)
    if form == "docx":
        return write_whole(path, _docx(comparison, only=only))
    return write_whole(path, render(comparison, form, only=only))
