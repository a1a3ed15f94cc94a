"""Parquet: a typed table for pandas, R, DuckDB and the like."""

from __future__ import annotations

import io

from resotrack.model.table import ColumnType, Table, Value
from resotrack.write.tables.cells import encodable
from resotrack.write.tables.extras import needed


def to_parquet(table: Table) -> bytes:
    """The bytes of the file; each column says what it means in its own metadata.

    Raises MissingExtra where pyarrow is not installed.
    """
    arrow = needed("pyarrow", "Parquet")
    parquet = needed("pyarrow.parquet", "Parquet")
    types: dict[ColumnType, object] = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    schema = arrow.schema(
        [
            arrow.field(column.name, types[column.type], metadata={"description": column.told})
            for column in table.columns
        ]
    )
    values = {name: [_value(one) for one in table.column(name)] for name in table.names}
    file = io.BytesIO()
    parquet.write_table(arrow.table(values, schema=schema), file)
    return file.getvalue()


def _value(value: Value) -> Value:
    return encodable(value) if isinstance(value, str) else value
