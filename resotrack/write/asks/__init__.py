"""Asks written down: of one text or through many, as a page, as JSON, as tables."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from resotrack.asks import ask_history_json, asks_json
from resotrack.model import AskHistory, Document
from resotrack.write.asks.html import asks_page, history_page
from resotrack.write.asks.tables import ask_history_table, asks_table
from resotrack.write.forms import Forms

__all__ = ["render_asks", "write_asks"]


def render_asks(result: Document | AskHistory, format: str, *, who: str = "") -> str:  # noqa: A002
    """The asks of one text, or of many, as "html", "json" or "csv". Raises WriteError for others.

    `who` limits a page or a table to asks of somebody whose name holds these words.
    """
    if isinstance(result, Document):
        return _of_one(who).render(result, format)
    return _of_many(who).render(result, format)


def write_asks(
    result: Document | AskHistory,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    who: str = "",
    bom: bool = False,
) -> Path:
    """Write the asks to a file and return its path.

    The form follows from the suffix unless `format` names it: "html", "json", "csv", "parquet" or
    "xlsx". With `bom` a CSV file begins with the mark by which Excel knows UTF-8.
    """
    if isinstance(result, Document):
        return _of_one(who).write(result, path, format, bom=bom)
    return _of_many(who).write(result, path, format, bom=bom)


def _of_one(who: str) -> Forms[Document]:
    return Forms(
        of="asks",
        texts={"html": partial(asks_page, who=who), "json": asks_json},
        tables=lambda document: (asks_table(document, who=who),),
    )


def _of_many(who: str) -> Forms[AskHistory]:
    return Forms(
        of="asks",
        texts={"html": partial(history_page, who=who), "json": ask_history_json},
        tables=lambda history: (ask_history_table(history, who=who),),
    )
