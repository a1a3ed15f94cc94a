"""Tables of data written down: as CSV, Parquet or a workbook, and as a pandas frame.

What is written is a `Table` (`resotrack.model.table`), whoever made it. `TABLE_WRITERS` names the
forms. docs/tables.md describes the columns of ours.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from resotrack.errors import WriteError
from resotrack.model.table import Table, distinct_names
from resotrack.write.files import form_of, write_whole
from resotrack.write.tables.cells import bare, guarded
from resotrack.write.tables.csv import BOM, to_csv
from resotrack.write.tables.frame import to_frame
from resotrack.write.tables.parquet import to_parquet
from resotrack.write.tables.workbook import to_xlsx

__all__ = [
    "BOM",
    "TABLE_SUFFIXES",
    "TABLE_WRITERS",
    "bare",
    "guarded",
    "to_csv",
    "to_frame",
    "to_parquet",
    "to_xlsx",
    "write_tables",
]

TABLE_WRITERS: Mapping[str, Callable[[Table], str | bytes]] = MappingProxyType(
    {"csv": to_csv, "parquet": to_parquet, "xlsx": lambda table: to_xlsx([table])}
)
TABLE_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {".csv": "csv", ".parquet": "parquet", ".xlsx": "xlsx"}
)


def write_tables(
    given: Iterable[Table],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    bom: bool = False,
) -> Path:
    """Write tables and return the path: a workbook with a sheet each, or one file each.

    The form ("csv", "parquet", "xlsx") follows from the suffix unless `format` names it. One table
    as CSV or Parquet is the file itself. Of several each becomes a file, called by its name, in the
    folder that `path` names, which is made where it is missing. With `bom` a CSV file begins with
    the mark by which Excel knows UTF-8. Every file is written whole or not at all. Raises
    WriteError, and MissingExtra where a library is not installed.
    """
    wanted = tuple(given)
    form = format or form_of(path, TABLE_SUFFIXES)
    if form not in TABLE_WRITERS:
        raise WriteError(
            f"There is no form called {form!r} for tables.",
            remedy=f"Choose one of: {', '.join(TABLE_WRITERS)}.",
        )
    if not distinct_names(wanted):
        raise WriteError("Two of the tables have one name.", remedy="Give each its own.")
    if form == "xlsx":
        return write_whole(path, to_xlsx(wanted))
    if len(wanted) == 1:
        return write_whole(path, _content(wanted[0], form, bom=bom))
    return _folder(wanted, Path(path), form, bom=bom)


def _folder(wanted: tuple[Table, ...], folder: Path, form: str, *, bom: bool) -> Path:
    if folder.suffix.lower() in TABLE_SUFFIXES and not folder.is_dir():
        raise WriteError(
            f"{len(wanted)} tables do not go into one file.",
            source=folder.name,
            remedy=f"Name a folder (with format={form!r}), or a workbook (.xlsx).",
        )
    contents = [(table.name, _content(table, form, bom=bom)) for table in wanted]
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"The folder could not be made ({error.strerror or error}).",
            source=folder.name,
            remedy="Choose a place that is there and that you may write to.",
        ) from error
    for name, content in contents:
        write_whole(folder / f"{name}.{form}", content)
    return folder


def _content(table: Table, form: str, *, bom: bool) -> str | bytes:
    written = TABLE_WRITERS[form](table)
    return BOM + written if bom and isinstance(written, str) else written
