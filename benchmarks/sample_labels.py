"""What was planted in the sample negotiation: its links, in the ids of our own reading."""

from __future__ import annotations

import json
from pathlib import Path

import resotrack as rt

_SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
_FILES = {"zero-draft": "zero-draft.docx", "l12": "l12.docx", "adopted": "adopted.docx"}

Ids = tuple[tuple[str, ...], tuple[str, ...]]


def planted(name: str) -> tuple[rt.Document, rt.Document, list[Ids]]:
    """The two texts of a step ("zero-draft--l12") and the links between them."""
    before, after = (rt.read(_SAMPLE / _FILES[part]) for part in name.split("--"))
    rows = (_SAMPLE / "labels" / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(row) for row in rows if row.strip()]
    return before, after, [(tuple(row["a"]), tuple(row["b"])) for row in labels]
