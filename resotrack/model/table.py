"""A table of data: named, typed columns and rows of plain values, whatever it is written as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

ColumnType = Literal["text", "integer", "number", "boolean"]
Value = str | int | float | bool | None
Row = tuple[Value, ...]

_TYPES: dict[ColumnType, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it is called, what it holds, and what that means."""

    name: str
    type: ColumnType
    told: str
    """What it says, with its unit, for somebody who has only the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of values under typed columns. None stands for what is not known or does not apply.

    Raises ValueError where the rows are not what the columns say: a fault of who made the table.
    """

    name: str
    """Letters, digits and "_", 31 at most: it names a file, and a sheet of a workbook."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or len(self.name) > _LONGEST_NAME:
            raise ValueError(f"{self.name!r} cannot name a table")
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError(f"two columns of the table {self.name!r} have one name")
        for number, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} of the table {self.name!r} has {len(row)} values "
                    f"for {len(self.columns)} columns"
                )
            for column, value in zip(self.columns, row, strict=True):
                if not _fits(value, column.type):
                    raise ValueError(
                        f"row {number} of the table {self.name!r} has {value!r} "
                        f"in the column {column.name!r}, which holds {column.type}"
                    )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> tuple[Value, ...]:
        """The values of one column, from the first row to the last. Raises KeyError."""
        if name not in self.names:
            raise KeyError(name)
        place = self.names.index(name)
        return tuple(row[place] for row in self.rows)


def _fits(value: Value, held: ColumnType) -> bool:
    if value is None:
        return True
    if isinstance(value, bool):
        return held == "boolean"
    if isinstance(value, float) and not isfinite(value):
        return False
    return isinstance(value, _TYPES[held])


def columns(*told: tuple[str, ColumnType, str]) -> tuple[Column, ...]:
    """Columns as a list of (name, type, what it says) reads best."""
    return tuple(Column(name=name, type=held, told=words) for name, held, words in told)


def distinct_names(tables: Sequence[Table]) -> bool:
    """Whether each can have a file or a sheet of its own: some systems know no capitals."""
    return len({table.name.casefold() for table in tables}) == len(tables)
