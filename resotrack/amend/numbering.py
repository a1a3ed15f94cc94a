"""Numbers and ids for a text whose paragraphs have come, gone or moved.

A numbering without gaps is given anew; one with gaps ("7 bis" in it, or none at all) is kept, and
what is new keeps the label that it was given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from resotrack.amend.plan import Key
from resotrack.lexicon import find_opening
from resotrack.model import Paragraph
from resotrack.read.labels import to_roman

_ID = re.compile(r"^(?P<space>.*?)(?P<part>pp|op)(?P<rest>\d.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph of the new text on its way."""

    key: int | None
    """Its index in the old text; None for a new one."""
    text: str
    paragraph: Paragraph
    """What it is like, with the id and the number it had (or the label it was given)."""
    level: int
    marks: tuple[tuple[Key, int, int, str], ...] = ()
    """(instruction, start, end, words taken out)."""
    changed: bool = False


def numbered(
    before: Sequence[Paragraph], rows: Sequence[Row], language: str = "en"
) -> tuple[list[Paragraph], dict[str, str]]:
    """The paragraphs of the new text, and for each id of the old one that is left, the new id."""
    regular = _regular(before)
    subs_regular = _regular_subs(before)
    counts: Counter[str] = Counter()
    above: list[Paragraph] = []
    spaces: dict[str, str] = {}
    found: list[Paragraph] = []
    ids: dict[str, str] = {}
    for row in rows:
        old = row.paragraph
        del above[row.level :]
        if row.level == 0 or not above:
            space = _space(old, spaces, found)
            counts[space] += 1
            new = _whole(row, space, counts[space], regular)
            spaces[old.heading + old.kind] = space
        else:
            parent = above[-1]
            place = f"{parent.id}/"
            counts[place] += 1
            regular_here = _old_parent(old) in subs_regular or row.key is None
            new = _sub(row, parent, counts[place], given_anew=regular_here)
        if row.changed:
            new = replace(new, text=row.text, opening=find_opening(row.text, language))
        above.append(new)
        found.append(new)
        if row.key is not None:
            ids[before[row.key].id] = new.id
    return found, ids


def _space(paragraph: Paragraph, spaces: dict[str, str], found: Sequence[Paragraph]) -> str:
    """What the ids of a whole paragraph's kind begin with: "op", "pp", "II.op", "annex.op"."""
    if match := _ID.match(paragraph.id):
        return match["space"] + match["part"]
    known = spaces.get(paragraph.heading + paragraph.kind)
    if known:
        return known
    return "pp" if paragraph.kind == "preambular" else "op"


def _regular(before: Sequence[Paragraph]) -> dict[str, bool]:
    """For each space of ids, whether its numbers run without gaps from 1."""
    counts: Counter[str] = Counter()
    found: dict[str, bool] = {}
    for paragraph in before:
        match = _ID.match(paragraph.id)
        if paragraph.parent is not None or not match:
            continue
        space = match["space"] + match["part"]
        counts[space] += 1
        found[space] = found.get(space, True) and match["rest"] == str(counts[space])
    return found


def _regular_subs(before: Sequence[Paragraph]) -> set[str]:
    """The paragraphs whose sub-paragraphs are lettered without gaps."""
    children: dict[str, list[str]] = {}
    for paragraph in before:
        if paragraph.parent is not None:
            children.setdefault(paragraph.parent, []).append(paragraph.number)
    return {
        parent
        for parent, labels in children.items()
        if labels in (_letters(len(labels)), _romans(len(labels)))
    }


def _letters(count: int) -> list[str]:
    return [f"({letter(n)})" for n in range(1, count + 1)]


def _romans(count: int) -> list[str]:
    return [f"({to_roman(n)})" for n in range(1, count + 1)]


def letter(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    times, place = divmod(number - 1, 26)
    return chr(97 + place) * (times + 1)


def _old_parent(paragraph: Paragraph) -> str:
    return paragraph.parent or ""


def _whole(row: Row, space: str, count: int, regular: dict[str, bool]) -> Paragraph:
    old = row.paragraph
    if regular.get(space, True):
        number = str(count) if old.number or space.endswith("op") else ""
        if row.key is not None and old.id and not old.number:
            number = ""
        return replace(old, id=f"{space}{count}", number=number, parent=None, depth=0)
    if row.key is not None and old.id:
        return replace(old, parent=None, depth=0)
    label = "".join(old.number.split()) or f"new{count}"
    return replace(old, id=f"{space}{label}", parent=None, depth=0)


def _sub(row: Row, parent: Paragraph, count: int, *, given_anew: bool) -> Paragraph:
    old = row.paragraph
    depth = parent.depth + 1
    label = old.number
    if given_anew:
        label = f"({to_roman(count)})" if depth % 2 == 0 else f"({letter(count)})"
    name = "".join(label.split()) or f"+{count}"
    return replace(old, id=f"{parent.id}{name}", number=label, parent=parent.id, depth=depth)
