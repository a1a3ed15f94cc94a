"""Comma-separated values, as RFC 4180 has them: for a spreadsheet or a statistics program."""

from __future__ import annotations

import csv
import io

from resotrack.model.table import Table, Value
from resotrack.write.tables.cells import guarded

BOM = "\ufeff"
"""The mark at the head of a file by which Excel knows UTF-8: without it Arabic and Chinese are
garbled there. Other programs do without, and some take it for a part of the first name."""


def to_csv(table: Table) -> str:
    """A line of names, then one line a row; lines end in CR LF.

    "true" and "false"; nothing for what is not known; a text that begins like a formula with an
    apostrophe in front (`cells.bare` takes it away again).
    """
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow(table.names)
    lines.writerows([_field(value) for value in row] for row in table.rows)
    return file.getvalue()


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else str(value)
