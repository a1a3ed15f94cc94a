"""The published JSON form of a lineage, `resotrack.lineage/1`.

Fields are only ever added within a version; to take one away or change its meaning is a new one.
"""

from __future__ import annotations

import json
from typing import Any

from resotrack.model.document import Document, Paragraph
from resotrack.model.lineage import Cell, Lineage, Thread

SCHEMA = "resotrack.lineage/1"


def lineage_json(lineage: Lineage, *, indent: int | None = 2) -> str:
    """One JSON object with a final line feed; non-ASCII letters as they are."""
    return json.dumps(lineage_object(lineage), ensure_ascii=False, indent=indent) + "\n"


def lineage_object(lineage: Lineage) -> dict[str, Any]:
    """The published form as dicts and lists. Wordings stand once, with their text."""
    return {
        "schema": SCHEMA,
        "documents": [_document(document) for document in lineage.documents],
        "threads": [_thread(thread) for thread in lineage.threads],
        "summary": [dict(sorted(lineage.counts(n).items())) for n in range(len(lineage.documents))],
        "notices": [
            {"code": n.code, "message": n.message, "where": n.where} for n in lineage.notices
        ],
        "perspective": lineage.perspective
        and {
            "name": lineage.perspective.name,
            "description": lineage.perspective.description,
        },
    }


def _document(document: Document) -> dict[str, Any]:
    source = document.source
    return {
        "label": document.label,
        "symbol": document.symbol,
        "title": document.title,
        "date": document.date,
        "language": document.language,
        "source": source
        and {"name": source.name, "format": source.format, "sha256": source.sha256},
        "paragraphs": [_paragraph(p) for p in document.paragraphs],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "kind": paragraph.kind,
        "number": paragraph.number,
        "opening": paragraph.opening,
        "parent": paragraph.parent,
        "text": paragraph.text,
    }


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "origin": {
            "document": thread.origin.document,
            "paragraph": thread.origin.paragraph,
            "parent": thread.origin.parent or None,
        },
        "cells": [_cell(cell) for cell in thread.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    link = cell.link
    changed = link is not None and link.relation != "same"
    return {
        "document": cell.document,
        "relation": cell.relation,
        "paragraphs": list(cell.ids),
        "home": cell.home.id if cell.home else None,
        "since": cell.since,
        "before": [p.id for p in link.before] if link else [],
        "moved": cell.moved,
        "confidence": round(cell.confidence, 3),
        "changed": round(cell.changed, 3),
        "direction": cell.direction,
        "dimensions": list(link.assessment.dimensions) if link else [],
        "reasons": [flag.reason for flag in link.assessment.flags] if link else [],
        "words": [list(change) for change in link.words] if link and changed else [],
        "out_of": cell.out_of or None,
        "into": cell.into or None,
    }
