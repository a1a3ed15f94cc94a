"""Asks as JSON: of one text, of two, and of many.

The forms are `resotrack.asks/1`, `resotrack.ask-changes/1` and `resotrack.ask-history/1`, each with
a schema under `resotrack/schemas`. Fields are only ever added within a version.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Literal

from resotrack.model import Document, Span
from resotrack.model.asks import Ask, AskChange, AskHistory, AskThread

AsksForm = Literal["asks", "ask-changes", "ask-history"]


def asks_schema(form: AsksForm) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one of the forms, read from the package."""
    source = files("resotrack") / "schemas" / f"{form}-1.schema.json"
    loaded: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return loaded


def asks_json(document: Document, *, indent: int | None = 2) -> str:
    """The asks of one text as one JSON object."""
    return _dump(
        {
            "schema": "resotrack.asks/1",
            "document": _document(document),
            "asks": [ask_object(ask) for ask in document.asks],
        },
        indent,
    )


def ask_changes_json(
    before: Document, after: Document, changes: Sequence[AskChange], *, indent: int | None = 2
) -> str:
    """What became of the asks of one text in another, as one JSON object."""
    return _dump(
        {
            "schema": "resotrack.ask-changes/1",
            "before": _document(before),
            "after": _document(after),
            "changes": [_change(change) for change in changes],
            "summary": dict(sorted(Counter(change.kind for change in changes).items())),
        },
        indent,
    )


def ask_history_json(history: AskHistory, *, indent: int | None = 2) -> str:
    """Every ask of many texts as one JSON object."""
    return _dump(
        {
            "schema": "resotrack.ask-history/1",
            "documents": [_document(document) for document in history.documents],
            "threads": [_thread(thread) for thread in history.threads],
        },
        indent,
    )


def _dump(value: dict[str, Any], indent: int | None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def _document(document: Document) -> dict[str, Any]:
    return {
        "label": document.label,
        "symbol": document.symbol,
        "title": document.title,
        "body": document.body,
        "date": document.date,
        "language": document.language,
    }


def ask_object(ask: Ask) -> dict[str, Any]:
    """One ask as dicts and lists."""
    return {
        "paragraph": ask.paragraph,
        "by": ask.by,
        "act": ask.act,
        "grade": ask.grade,
        "opening": _span(ask.opening),
        "own": ask.own,
        "who": ask.who,
        "actor": _span(ask.actor),
        "what": _span(ask.what),
        "verb": ask.verb,
        "deed": ask.deed,
        "for_whom": _span(ask.for_whom),
        "deadline": _span(ask.deadline),
        "reports_to": _span(ask.reports_to),
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "paragraph": span.paragraph,
        "start": span.start,
        "end": span.end,
        "text": span.text,
    }


def _change(change: AskChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "before": change.before and ask_object(change.before),
        "after": change.after and ask_object(change.after),
        "differences": [
            {
                "field": one.field,
                "sign": one.sign,
                "before": _span(one.before),
                "after": _span(one.after),
                "reason": one.reason,
            }
            for one in change.differences
        ],
        "fulfilled": _span(change.fulfilled),
        "confidence": round(change.confidence, 3),
    }


def _thread(thread: AskThread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "cells": [
            {
                "document": cell.document,
                "kind": cell.kind,
                "ask": cell.ask and ask_object(cell.ask),
                "reasons": [d.reason for d in cell.change.differences] if cell.change else [],
                "fulfilled": _span(cell.change.fulfilled) if cell.change else None,
                "confidence": round(cell.change.confidence, 3) if cell.change else 1.0,
            }
            for cell in thread.cells
        ],
    }
