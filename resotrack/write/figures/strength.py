"""What each text did to the one before it: how often weaker and how often stronger, by axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resotrack.model import Dimension
from resotrack.model.table import Table
from resotrack.write import view
from resotrack.write.figures.canvas import INK, SOFT, Face, Told, empty, headed, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WEAKER = Face(name="weaker", colour="#e69f00", hatch="xxx")
STRONGER = Face(name="stronger", colour="#0072b2")
_MOST = 6
"""So many steps are drawn: the newest."""
_LINE = 66
"""Letters that stand side by side above the panels."""
_Step = tuple[str, str]


def draw(figure: Figure, tables: Mapping[str, Table]) -> Told:
    """A panel for each step from text to text, a line for each axis that moved in any."""
    steps = _steps(tables["strength"])
    if not steps:
        raise empty("There are no two texts to compare.", "Add the next one: track add FILE.")
    shown = dict(list(steps.items())[-_MOST:])
    moved = [a for a in _names() if a == "all" or any(any(s.get(a, ())) for s in shown.values())]
    most = max(max(counts) for step in shown.values() for counts in step.values()) or 1
    panels = figure.subplots(1, len(shown), sharey=True, squeeze=False)[0]
    for axes, (step, counted) in zip(panels, shown.items(), strict=True):
        head = "\n→ ".join(short(name, _LINE // len(shown)) for name in step)
        axes.set_title(head, fontsize=8.5)
        _panel(axes, [counted.get(axis, (0, 0)) for axis in moved], most)
    panels[0].set_yticks(range(len(moved)), [_names()[axis] for axis in moved])
    panels[0].set_ylim(len(moved) - 0.4, -0.6)
    left = len(steps) - len(shown)
    title = "What each text did to the one before"
    note = "Provisions; below, by axis: one may be on several. What is only proposed is left out."
    note += f" {left} earlier steps are left out." if left else ""
    headed(figure, 0.65 + 0.25 * len(moved), title, note, [panels[0]])
    told = (
        f"{before} to {after}: "
        + "; ".join(
            f"{_names()[axis]} {weak} weaker, {strong} stronger"
            for axis in moved
            for weak, strong in (counted.get(axis, (0, 0)),)
            if weak or strong
        )
        + "."
        for (before, after), counted in shown.items()
    )
    return Told(title=title, words=" ".join(told))


def _panel(axes: Axes, rows: list[tuple[int, int]], most: int) -> None:
    for face, counts in ((WEAKER, [-row[0] for row in rows]), (STRONGER, [r[1] for r in rows])):
        drawn = axes.barh(
            range(len(rows)), counts, 0.68, color=face.colour, hatch=face.hatch,
            edgecolor=INK, linewidth=0.6, label=face.name,
        )  # fmt: skip
        labels = [str(abs(n)) if n else "" for n in counts]
        axes.bar_label(drawn, labels, padding=2, fontsize=7.5)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.axhline(0.5, color=SOFT, linewidth=0.5, linestyle=":")
    axes.set_xlim(-most * 1.25, most * 1.25)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _names() -> dict[str, str]:
    """The axes in their order, under the names that all pages give them."""
    neutral: set[Dimension] = {"update", "editorial"}
    names = {"all": "provisions"}
    names.update((axis, told.name) for axis, told in view.AXES.items() if axis not in neutral)
    return names


def _steps(strength: Table) -> dict[_Step, dict[str, tuple[int, int]]]:
    """For each step and axis: how many provisions it weakened, and how many it strengthened."""
    found: dict[_Step, dict[str, tuple[int, int]]] = {}
    names = ("before", "after", "axis", "weakened", "strengthened")
    for before, after, axis, weak, strong in zip(*map(strength.column, names), strict=True):
        counted = found.setdefault((str(before), str(after)), {})
        counted[str(axis)] = (int(weak or 0), int(strong or 0))
    return found
