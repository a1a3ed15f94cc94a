"""The hand-made labels of ../shared/gold, with the ids of our own reading."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resotrack as rt

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
DATA = SHARED / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLink:
    """One labelled link. `direction` is "" where the label says it is not scored."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    relation: str
    moved: bool
    direction: str
    dimensions: tuple[str, ...]
    note: str


def pairs() -> dict[str, tuple[Path, Path]]:
    """The labelled pairs: name to the two files."""
    listed = json.loads((GOLD / "pairs.json").read_text(encoding="utf-8"))
    return {name: (DATA / a, DATA / b) for name, (a, b) in listed.items()}


@cache
def document(path: Path) -> rt.Document:
    """A text, read once a run."""
    return rt.read(path)


def links(name: str) -> tuple[GoldLink, ...]:
    """The labels of a pair, in our ids. Raises KeyError for an id that our reading has not."""
    before, after = (document(path) for path in pairs()[name])
    rows = (GOLD / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_link(json.loads(row), before, after) for row in rows if row.strip())


def _link(row: dict[str, object], before: rt.Document, after: rt.Document) -> GoldLink:
    a, b = row["a"], row["b"]
    assert isinstance(a, list)
    assert isinstance(b, list)
    direction = str(row["direction"])
    dimensions = row.get("dimensions") or []
    assert isinstance(dimensions, list)
    return GoldLink(
        before=tuple(_own_id(str(i), before) for i in a),
        after=tuple(_own_id(str(i), after) for i in b),
        relation=str(row["relation"]),
        moved=bool(row["moved"]),
        direction="" if direction == "not scored" else direction,
        dimensions=tuple(str(d) for d in dimensions),
        note=str(row.get("note", "")),
    )


def _own_id(label: str, document: rt.Document) -> str:
    """ "op7+2" is the second part of OP7 that the labels' reading saw no letter for."""
    match = re.fullmatch(r"(.+)\+(\d+)", label)
    if match and label not in document.by_id:
        children = [p.id for p in document.paragraphs if p.parent == match[1]]
        label = children[int(match[2]) - 1]
    return document[label].id
