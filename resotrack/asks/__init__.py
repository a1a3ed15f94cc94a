"""Who is asked by whom to do what, for whom, by when; and what becomes of an ask from text to text.

    Document ─ reading (clause, parts) ─▶ asks ─ changes, fulfilment ─▶ AskChange
                                                 Lineage ─ threads ─▶ AskHistory

`clause` is the grammar: who is asked and each deed. `parts` finds the verb, the deadline, the
recipient of reports and the beneficiaries within a deed.
"""

from resotrack.asks.changes import compare_asks
from resotrack.asks.published import (
    ask_changes_json,
    ask_history_json,
    asks_json,
    asks_schema,
)
from resotrack.asks.reading import asks
from resotrack.asks.threads import ask_threads

__all__ = [
    "ask_changes_json",
    "ask_history_json",
    "ask_threads",
    "asks",
    "asks_json",
    "asks_schema",
    "compare_asks",
]
