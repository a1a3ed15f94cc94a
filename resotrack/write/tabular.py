"""Which tables each kind of result makes."""

from __future__ import annotations

from typing import Any

from resotrack.errors import WriteError
from resotrack.model import AskHistory, Comparison, Lineage
from resotrack.model.table import Table
from resotrack.write.asks.tables import ask_history_table
from resotrack.write.lineages.tables import lineage_tables
from resotrack.write.provisions import comparison_tables
from resotrack.write.tables import to_frame
from resotrack.write.view import Only

Tabular = Comparison | Lineage | AskHistory


def tables(result: Tabular, *, only: Only = "all") -> tuple[Table, ...]:
    """The tables of a result, the one that is most asked for first.

    Of a Comparison "provisions" and "reasons", of a Lineage "cells" and "texts", of an AskHistory
    "asks". `only` limits the first two kinds as it does in the other forms.
    """
    if isinstance(result, Comparison):
        return comparison_tables(result, only=only)
    if isinstance(result, Lineage):
        return lineage_tables(result, only=only)
    return (ask_history_table(result),)


def frame_of(result: Tabular, name: str) -> Any:
    """One table of a result as a pandas.DataFrame. Raises WriteError for a name that none has."""
    found = {table.name: table for table in tables(result)}
    if name not in found:
        raise WriteError(
            f"There is no table called {name!r}.", remedy=f"Choose one of: {', '.join(found)}."
        )
    return to_frame(found[name])
