"""The published JSON form of a lineage, and the schema that it follows."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from resotrack.model import Lineage
from resotrack.model.published_lineage import lineage_object
from resotrack.write.lineages.view import thread_kept
from resotrack.write.view import Only


def to_json(lineage: Lineage, *, only: Only = "all") -> str:
    """`resotrack.lineage/1`. `only` leaves out threads; texts and summary stay whole."""
    if only == "all":
        return lineage.to_json()
    published = lineage_object(lineage)
    kept = {thread.id for thread in lineage.threads if thread_kept(thread, only)}
    published["threads"] = [thread for thread in published["threads"] if thread["id"] in kept]
    return json.dumps(published, ensure_ascii=False, indent=2) + "\n"


def lineage_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `to_json`, read from the package."""
    source = files("resotrack") / "schemas" / "lineage-1.schema.json"
    loaded: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return loaded
