"""The published JSON form, and the schema that it follows."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from resotrack.model import Comparison
from resotrack.model.published import comparison_object
from resotrack.write.view import Only, kept


def to_json(comparison: Comparison, *, only: Only = "all") -> str:
    """`resotrack.comparison/1`. `only` leaves out links; paragraphs and summary stay whole."""
    if only == "all":
        return comparison.to_json()
    published = comparison_object(comparison)
    published["links"] = [
        link
        for link, source in zip(published["links"], comparison.links, strict=True)
        if kept(source, only)
    ]
    return json.dumps(published, ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `to_json`, read from the package."""
    source = files("resotrack") / "schemas" / "comparison-1.schema.json"
    loaded: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return loaded
