"""A workbook (XLSX): one sheet a table, and a last one that says what the columns mean."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from resotrack.errors import WriteError
from resotrack.model.table import Table, Value, columns
from resotrack.write.tables.cells import bare, encodable, guarded
from resotrack.write.tables.extras import needed

# The clock stays out of it: the same tables give the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
# What one sheet and one cell of a workbook hold.
_MOST_ROWS = 1_048_575
_MOST_LETTERS = 32_767
_CUT = " [… cut: a cell of a workbook holds no more]"
_NARROWEST, _WIDEST = 8, 60
"""Widths of columns, in letters."""
_LOOKED_AT = 200
"""Rows that say how wide a column should be."""


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """The bytes of the file: names frozen on top, filters, widths, no author and no date.

    A text that begins like a formula is stored as text, with the mark that a spreadsheet itself
    sets for an apostrophe typed in front: the value of the cell is the text. One of more than
    32,767 letters is cut, and says so. Raises MissingExtra where xlsxwriter is not installed.
    """
    xlsxwriter = needed("xlsxwriter", "A workbook (XLSX)")
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    faces = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "quoted": book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True}),
        "value": book.add_format({"valign": "top"}),
    }
    for table in (*tables, _meanings(tables)):
        _sheet(book, table, faces)
    book.close()
    return file.getvalue()


def _meanings(tables: Sequence[Table]) -> Table:
    """What each column says: who opens the workbook may have nothing else."""
    return Table(
        name=_free_name({table.name.casefold() for table in tables}),
        columns=columns(
            ("table", "text", "The sheet"),
            ("column", "text", "The name of the column"),
            ("type", "text", "What it holds: text, integer, number or boolean"),
            ("meaning", "text", "What it says"),
        ),
        rows=tuple((t.name, c.name, c.type, c.told) for t in tables for c in t.columns),
    )


def _free_name(taken: set[str]) -> str:
    name = "columns"
    while name in taken:
        name += "_"
    return name


def _sheet(book: Any, table: Table, faces: dict[str, Any]) -> None:
    if len(table.rows) > _MOST_ROWS:
        raise WriteError(
            f"The table {table.name} has {len(table.rows):,} rows; a sheet holds {_MOST_ROWS:,}.",
            remedy="Write it as CSV or Parquet.",
        )
    sheet = book.add_worksheet(table.name)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(table, place), faces["value"])
        sheet.write_string(0, place, column.name, faces["head"])
    for number, row in enumerate(table.rows, 1):
        for place, value in enumerate(row):
            _cell(sheet, number, place, value, faces)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _cell(sheet: Any, number: int, place: int, value: Value, faces: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(number, place, value, faces["value"])
    elif isinstance(value, str):
        text = encodable(value)
        if len(text) > _MOST_LETTERS:
            text = text[: _MOST_LETTERS - len(_CUT)] + _CUT
        face = "quoted" if guarded(text) != text or bare(text) != text else "text"
        sheet.write_string(number, place, text, faces[face])
    else:
        sheet.write_number(number, place, value, faces["value"])


def _width(table: Table, place: int) -> int:
    """Wide enough for most of it; long texts run on in lines."""
    values = [row[place] for row in table.rows[:_LOOKED_AT]]
    # Beside the name stands the sign of the filter.
    longest = max(
        [len(table.names[place]) + 3, *(len(str(v)) + 1 for v in values if v is not None)]
    )
    return min(max(longest, _NARROWEST), _WIDEST)
