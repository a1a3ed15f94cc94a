"""Lineages written down: as a page, as Markdown, as JSON, as tables.

One module a form. `LINEAGE_WRITERS` names those that are text; `render_lineage` gives the text of
one, `write_lineage` puts any form in a file, whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from resotrack.model import Lineage
from resotrack.write.forms import Forms, format_of
from resotrack.write.lineages.html import to_html
from resotrack.write.lineages.json import to_json
from resotrack.write.lineages.markdown import to_markdown
from resotrack.write.lineages.tables import lineage_tables
from resotrack.write.view import Only, known

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
    {"html": to_html, "json": to_json, "markdown": to_markdown}
)


def _forms(only: Only) -> Forms[Lineage]:
    known(only)
    return Forms(
        of="a lineage",
        texts={name: partial(writer, only=only) for name, writer in LINEAGE_WRITERS.items()},
        tables=partial(lineage_tables, only=only),
    )


def render_lineage(lineage: Lineage, format: str, *, only: Only = "all") -> str:  # noqa: A002
    """The lineage in one of the forms of `LINEAGE_WRITERS`, or as "csv"; WriteError for others.

    `only` limits it to threads in which something "changed", was "weakened" or "strengthened";
    the counts are always those of the whole.
    """
    return _forms(only).render(lineage, format)


def lineage_format_of(path: str | os.PathLike[str]) -> str:
    """The form that a file's suffix stands for."""
    return format_of(path)


def write_lineage(
    lineage: Lineage,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    only: Only = "all",
    bom: bool = False,
) -> Path:
    """Write the lineage to a file and return its path.

    The form follows from the suffix unless `format` names it: one of `LINEAGE_WRITERS`, "csv",
    "parquet" or "xlsx". A CSV or Parquet file holds the table of cells, a workbook that of the
    texts too; with `bom` a CSV file begins with the mark by which Excel knows UTF-8. A file that
    was there stays as it was until the new one is complete.
    """
    return _forms(only).write(lineage, path, format, bom=bom)
