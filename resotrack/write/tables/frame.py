"""A table as a pandas DataFrame."""

from __future__ import annotations

from typing import Any

from resotrack.model.table import ColumnType, Table
from resotrack.write.tables.extras import needed

_TYPES: dict[ColumnType, str] = {
    "text": "string",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
}
"""Types that can leave a value out without becoming another type."""


def to_frame(table: Table) -> Any:
    """A pandas.DataFrame with the table's columns, names and types; rows counted from 0.

    What is not known is NA. What each column means is in `frame.attrs["columns"]`. Raises
    MissingExtra where pandas is not installed.
    """
    pandas = needed("pandas", "A frame")
    frame = pandas.DataFrame(
        {
            column.name: pandas.Series(table.column(column.name), dtype=_TYPES[column.type])
            for column in table.columns
        }
    )
    frame.attrs["columns"] = {column.name: column.told for column in table.columns}
    return frame
