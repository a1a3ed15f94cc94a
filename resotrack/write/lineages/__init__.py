"""Lineages written down: as a page, a table, Markdown, JSON.

One module a form. `LINEAGE_WRITERS` names them; `render_lineage` gives the text of one,
`write_lineage` puts it in a file, whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from resotrack.errors import WriteError
from resotrack.model import Lineage
from resotrack.write.files import form_of, write_whole
from resotrack.write.lineages.html import to_html
from resotrack.write.lineages.json import to_json
from resotrack.write.lineages.markdown import to_markdown
from resotrack.write.lineages.table import to_csv
from resotrack.write.view import ONLY, Only

__all__ = [
    "LINEAGE_WRITERS",
    "LineageWriter",
    "lineage_format_of",
    "render_lineage",
    "write_lineage",
]


class LineageWriter(Protocol):
    """A lineage in, the text of a file out. Same lineage, same text."""

    def __call__(self, lineage: Lineage, /, *, only: Only = "all") -> str: ...


LINEAGE_WRITERS: Mapping[str, LineageWriter] = MappingProxyType(
    {"html": to_html, "csv": to_csv, "json": to_json, "markdown": to_markdown}
)
_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "html",
        ".htm": "html",
        ".csv": "csv",
        ".json": "json",
        ".md": "markdown",
        ".markdown": "markdown",
    }
)


def render_lineage(lineage: Lineage, format: str, *, only: Only = "all") -> str:  # noqa: A002
    """The lineage in one of the forms of `LINEAGE_WRITERS`. Raises WriteError for any other.

    `only` limits it to threads in which something "changed", was "weakened" or "strengthened";
    the counts are always those of the whole.
    """
    writer = LINEAGE_WRITERS.get(format)
    if writer is None:
        raise WriteError(
            f"There is no form called {format!r} for a lineage.",
            remedy=f"Choose one of: {', '.join(LINEAGE_WRITERS)}.",
        )
    if only not in ONLY:
        raise WriteError(
            f"There is no selection called {only!r}.", remedy=f"Choose one of: {', '.join(ONLY)}."
        )
    return writer(lineage, only=only)


def lineage_format_of(path: str | os.PathLike[str]) -> str:
    """The form that a file's suffix stands for."""
    return form_of(path, _SUFFIXES)


def write_lineage(
    lineage: Lineage,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    only: Only = "all",
) -> Path:
    """Write the lineage to a file and return its path.

    The form follows from the suffix unless `format` names it. A file that was there stays as it
    was until the new one is complete.
    """
    return write_whole(path, render_lineage(lineage, format or lineage_format_of(path), only=only))
