"""Comparisons written down: as a page, as Markdown, as JSON, as tables.

One module a form. `WRITERS` names those that are text; `render` gives the text of one, `write` puts
any form in a file, whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from resotrack.model import Comparison
from resotrack.write.forms import SUFFIXES, Forms, format_of
from resotrack.write.html import to_html
from resotrack.write.json import to_json
from resotrack.write.markdown import to_markdown
from resotrack.write.provisions import comparison_tables
from resotrack.write.view import ONLY, Only, known

__all__ = ["ONLY", "SUFFIXES", "WRITERS", "Only", "Writer", "format_of", "render", "write"]


class Writer(Protocol):
    """A comparison in, the text of a file out. Same comparison, same text."""

    def __call__(self, comparison: Comparison, /, *, only: Only = "all") -> str: ...


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"html": to_html, "json": to_json, "markdown": to_markdown}
)


def _forms(only: Only) -> Forms[Comparison]:
    known(only)
    return Forms(
        of="a comparison",
        texts={name: partial(writer, only=only) for name, writer in WRITERS.items()},
        files={"docx": partial(_docx, only=only)},
        tables=partial(comparison_tables, only=only),
    )


def _docx(comparison: Comparison, *, only: Only = "all") -> bytes:
    # Who writes a page should not wait for what writes into Word files.
    from resotrack.write.docx import own_redline

    return own_redline(comparison, only=only)


def render(comparison: Comparison, format: str, *, only: Only = "all") -> str:  # noqa: A002
    """The comparison in one of the forms of `WRITERS`, or as "csv". Raises WriteError for others.

    `only` limits it to links that "changed", that were "weakened" or "strengthened"; the summary
    is always that of the whole comparison.
    """
    return _forms(only).render(comparison, format)


def write(
    comparison: Comparison,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    only: Only = "all",
    bom: bool = False,
) -> Path:
    """Write the comparison to a file and return its path.

    The form follows from the suffix unless `format` names it: one of `WRITERS`, "docx" for a
    redline in the earlier text's own Word file (`write_redline` has more to choose), "csv",
    "parquet" or "xlsx". A CSV or Parquet file holds the table of provisions, a workbook that of the
    reasons too; with `bom` a CSV file begins with the mark by which Excel knows UTF-8. A file that
    was there stays as it was until the new one is complete.
    """
    return _forms(only).write(comparison, path, format, bom=bom)
