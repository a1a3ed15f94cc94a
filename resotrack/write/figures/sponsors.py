"""Who sponsors, over time: names on the text from day to day, and on the texts of a series."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from resotrack.model.table import Table
from resotrack.write.figures.canvas import (
    INK,
    SOFT,
    Face,
    Told,
    empty,
    headed,
    number,
    short,
    whole_numbers,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROLES = (
    Face(name="main sponsor", colour="#0072b2"),
    Face(name="co-sponsor", colour="#9ecbe8", hatch="///"),
    Face(name="additional sponsor", colour="#ffffff", hatch="..."),
)
FIRST = Face(name="first known", colour="#ffffff", hatch="...")
STAYED = Face(name="on the text before too", colour="#0072b2")
NEW = Face(name="new", colour="#9ecbe8", hatch="///")
LEFT = Face(name="no longer", colour="#e69f00", hatch="xxx")
_MOST = 16
"""So many texts of a series are drawn: the newest."""
_LINE = 14
_YEARS = range(1945, 2201)
_EPOCH = datetime.date(1970, 1, 1)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    delegation: str
    of: str
    role: str
    joined: datetime.date | None
    left: datetime.date | None
    withdrawn: bool


def draw(figure: Figure, tables: Mapping[str, Table]) -> Told:
    """The sponsors of the text by day and role; those of the texts of a series, text by text."""
    texts = {
        str(label): _day(date)
        for label, date in zip(*map(tables["texts"].column, ("label", "date")), strict=True)
    }
    names = _names(tables["sponsors"])
    own = [one for one in names if not one.of]
    series = [label for label in texts if any(one.of == label for one in names)]
    if not own and not series:
        raise empty("The text has no sponsors yet.", "Name them: resotrack track sponsor NAME ….")
    title = "Sponsors over time"
    panels = bool(own) + bool(series)
    drawn = figure.subplots(panels, squeeze=False)[:, 0]
    said, notes = [], ["Delegations."]
    if own:
        said.append(_by_day(drawn[0], own, texts))
        undated = sum(one.joined is None for one in own)
        if undated:
            notes.append(f"{undated} joined on a day that is not known: counted from the first.")
        if any(one.withdrawn and one.left is None for one in own):
            notes.append("Who left on a day that is not known is not counted.")
    if series:
        said.append(_by_text(drawn[-1], series[-_MOST:], names))
        if len(series) < len(texts):
            notes.append("Only texts whose sponsors are known.")
        if len(series) > _MOST:
            notes.append(f"{len(series) - _MOST} earlier texts are left out.")
    if panels > 1:
        drawn[1].legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, handlelength=2.4
        )
    headed(figure, 2.5 * panels, title, " ".join(notes), [drawn[0]])
    return Told(title=title, words=" ".join(said))


def _by_day(axes: Axes, own: list[_Name], texts: Mapping[str, datetime.date | None]) -> str:
    """Steps, one layer a role; the days of the texts as lines."""
    known = [d for one in own for d in (one.joined, one.left) if d]
    marks = {label: day for label, day in texts.items() if day}
    first, last = (
        min([*known, *marks.values()], default=None),
        max([*known, *marks.values()], default=None),
    )
    if first is None or last is None:
        first = last = datetime.date(1, 1, 1)
    days = sorted({first, *known, last, last + datetime.timedelta(days=1)})
    counts = [[_standing(own, face.name, day) for day in days] for face in ROLES]
    floor = [0] * len(days)
    for face, row in zip(ROLES, counts, strict=True):
        top = [a + b for a, b in zip(floor, row, strict=True)]
        if any(row):
            axes.fill_between(
                [_at(day) for day in days], floor, top, step="post", facecolor=face.colour,
                hatch=face.hatch, edgecolor=INK, linewidth=0.6, label=face.name,
            )  # fmt: skip
        floor = top
    most = max(floor) or 1
    axes.set_ylim(0, most * 1.5)
    shown = None
    for day, total in zip(days[:-1], floor, strict=False):
        if total != shown and total:
            axes.annotate(str(total), (_at(day), total), (2, 3), textcoords="offset points")
        shown = total
    for day in sorted(set(marks.values())):
        label = ", ".join(label for label, own in marks.items() if own == day)
        axes.axvline(_at(day), color=SOFT, linewidth=0.7, linestyle="--")
        axes.annotate(
            short(label, _LINE), (_at(day), most * 1.5), (2, -3),
            textcoords="offset points", rotation=90, va="top", fontsize=7.5, color=SOFT,
        )  # fmt: skip
    if known or marks:
        _dated(axes)
    else:
        axes.set_xticks([])
    whole_numbers(axes.yaxis)
    told = "; ".join(f"{day.isoformat()}: {n}" for day, n in zip(days[:-1], floor, strict=False))
    return f"Sponsors of the text by day: {told}."


def _dated(axes: Axes) -> None:
    dates: Any = import_module("matplotlib.dates")
    axes.xaxis.set_major_locator(dates.AutoDateLocator(maxticks=6))
    axes.xaxis.set_major_formatter(lambda day, _: _said(_EPOCH + datetime.timedelta(days=day)))


def _said(day: datetime.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _at(day: datetime.date) -> float:
    """A day on the axis: days since 1970, as matplotlib counts them."""
    return (day - _EPOCH).days


def _standing(own: list[_Name], role: str, day: datetime.date) -> int:
    return sum(
        one.role == role
        and (one.joined is None or one.joined <= day)
        and not (one.withdrawn and (one.left is None or one.left <= day))
        for one in own
    )


def _by_text(axes: Axes, labels: list[str], names: list[_Name]) -> str:
    """A bar a text: who stayed from the one before, who is new; below the line who left."""
    said = []
    before: set[str] = set()
    rows = []
    for n, label in enumerate(labels):
        now = {one.delegation for one in names if one.of == label and not one.withdrawn}
        fresh = len(now - before)
        rows.append((0 if n else fresh, len(now & before), fresh if n else 0, len(before - now)))
        said.append(
            f"{label}: {len(now)}"
            + (f", {rows[-1][2]} of them new, {rows[-1][3]} no longer" if n else "")
        )
        before = now
    places = list(range(len(labels)))
    first, stayed, new, left = ([row[n] for row in rows] for n in range(4))
    for face, counts, floor in (
        (FIRST, first, [0] * len(rows)),
        (STAYED, stayed, [0] * len(rows)),
        (NEW, new, stayed),
        (LEFT, [-n for n in left], [0] * len(rows)),
    ):
        if not any(counts):
            continue
        drawn = axes.bar(
            places, counts, 0.62, bottom=floor, color=face.colour, hatch=face.hatch,
            edgecolor=INK, linewidth=0.6, label=face.name,
        )  # fmt: skip
        for bar, count in zip(drawn, counts, strict=True):
            if count:
                middle = (bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2)
                number(axes, str(abs(count)), middle)
    for place, row in zip(places, rows, strict=True):
        axes.annotate(
            str(sum(row[:3])), (place, sum(row[:3])), (0, 2), textcoords="offset points",
            ha="center", fontweight="bold",
        )  # fmt: skip
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_xticks(places, [short(label, _LINE) for label in labels])
    if len(labels) > 8:
        axes.tick_params(axis="x", rotation=45)
    axes.set_xlim(-0.6, max(len(labels), 3) - 0.4)
    axes.set_ylim(-max(*left, 1) * 1.3, max(sum(row[:3]) for row in rows) * 1.2 + 1)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="x", length=0, colors=INK)
    return f"Sponsors text by text: {'; '.join(said)}."


def _names(sponsors: Table) -> list[_Name]:
    columns = ("delegation", "of", "role", "joined", "left", "withdrawn")
    return [
        _Name(
            delegation=str(delegation),
            of=str(of or ""),
            role=str(role),
            joined=_day(joined),
            left=_day(left),
            withdrawn=bool(withdrawn),
        )
        for delegation, of, role, joined, left, withdrawn in zip(
            *map(sponsors.column, columns), strict=True
        )
    ]


def _day(date: object) -> datetime.date | None:
    """A day that the United Nations can have seen: any other is a slip of whoever wrote it."""
    try:
        day = datetime.date.fromisoformat(str(date or ""))
    except ValueError:
        return None
    return day if day.year in _YEARS else None
