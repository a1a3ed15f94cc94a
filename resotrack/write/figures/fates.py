"""What became of each delegation's proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from resotrack.model.table import Table
from resotrack.write.figures.canvas import Face, Told, bars, empty, headed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FACES = (
    Face(name="got", colour="#0072b2"),
    Face(name="in part", colour="#9ecbe8", hatch="///"),
    Face(name="lost", colour="#e69f00", hatch="xxx"),
    Face(name="open", colour="#ffffff", hatch="..."),
)
_MOST = 24
"""So many delegations have a bar of their own."""


def draw(figure: Figure, tables: Mapping[str, Table]) -> Told:
    """A bar for each delegation, the one with most proposals first."""
    counted = _counted(tables["proposals"])
    if not counted:
        raise empty("The record holds no proposals.", "Add a text that has some, or track propose.")
    listed = sorted(counted, key=lambda name: (-counted[name].total(), name))
    rows = [[counted[name][face.name] for face in FACES] for name in listed]
    names = [name or "Nobody named" for name in listed]
    if len(names) > _MOST:
        rest = [sum(column) for column in zip(*rows[_MOST:], strict=True)]
        names = [*names[:_MOST], f"{len(names) - _MOST} others"]
        rows = [*rows[:_MOST], rest]
    title = "What became of the proposals"
    axes = figure.subplots()
    bars(axes, names, rows, FACES, after=[str(sum(row)) for row in rows])
    headed(
        figure,
        0.5 + 0.27 * len(names),
        title,
        "Proposals. What the room decided, else what their words became in the newest text. "
        "One of several delegations counts for each.",
        [axes],
    )
    told = (
        f"{name}: " + ", ".join(f"{n} {face.name}" for n, face in zip(row, FACES, strict=True))
        for name, row in zip(names, rows, strict=True)
    )
    return Told(title=title, words="Proposals by delegation. " + "; ".join(told) + ".")


def _counted(proposals: Table) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for names, outcome in zip(
        proposals.column("delegations"), proposals.column("outcome"), strict=True
    ):
        for name in str(names or "").split("; "):
            found.setdefault(name, Counter())[str(outcome)] += 1
    return found
