"""The answer before the text: what got weaker, what got stronger, and on which axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resotrack.model import Comparison, Dimension, Direction
from resotrack.write.view.rows import Row, row
from resotrack.write.view.wording import AXES, DIRECTIONS

_ORDER: tuple[Direction, ...] = ("weakened", "mixed", "strengthened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The provisions of one direction: those reworded, then those dropped, then those added."""

    direction: Direction
    firm: tuple[Row, ...]
    tentative: tuple[Row, ...]
    """Those whose direction rests on weak evidence: to be read before it is repeated."""

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.firm, *self.tentative)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisCount:
    """In how many provisions one axis went which way."""

    dimension: Dimension
    weakened: int
    strengthened: int
    other: int
    """Mixed and neutral."""


def groups(comparison: Comparison) -> tuple[Group, ...]:
    """The provisions whose strength changed, weaker first; empty groups are there too."""
    rows = [row(link) for link in comparison.links if link.changed]
    return tuple(_group(direction, rows) for direction in _ORDER)


def _group(direction: Direction, rows: Sequence[Row]) -> Group:
    mine = sorted((r for r in rows if r.direction == direction), key=_came_or_went)
    return Group(
        direction=direction,
        firm=tuple(r for r in mine if not r.tentative),
        tentative=tuple(r for r in mine if r.tentative),
    )


def _came_or_went(one: Row) -> int:
    return {"deleted": 1, "added": 2}.get(one.link.relation, 0)


def neutral_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Changed provisions in which nothing that bears on strength was found."""
    return tuple(
        row(link) for link in comparison.links if link.changed and link.direction == "neutral"
    )


def counts(comparison: Comparison) -> dict[Direction, int]:
    """Provisions by direction, all four named, weaker first."""
    found = comparison.summary.directions
    return {direction: found.get(direction, 0) for direction in (*_ORDER, "neutral")}


def counts_sentence(comparison: Comparison) -> str:
    """ "5 weaker, 1 mixed, 3 stronger, 4 neutral; 12 unchanged"."""
    parts = [f"{n} {DIRECTIONS[d].word}" for d, n in counts(comparison).items()]
    unchanged = sum(not link.changed for link in comparison.links)
    return f"{', '.join(parts)}; {unchanged} unchanged"


def axis_profile(comparison: Comparison) -> tuple[AxisCount, ...]:
    """The axes that moved, in a fixed order; those that stayed are left out."""
    found = comparison.summary.dimensions
    return tuple(
        AxisCount(
            dimension=dimension,
            weakened=found[dimension].get("weakened", 0),
            strengthened=found[dimension].get("strengthened", 0),
            other=found[dimension].get("mixed", 0) + found[dimension].get("neutral", 0),
        )
        for dimension in AXES
        if dimension in found
    )


def nothing_weaker(comparison: Comparison) -> str:
    """What to say where no provision is called weaker."""
    languages = {comparison.before.language, comparison.after.language} - {""}
    if len(languages) > 1:
        return "Strength is not judged between two languages."
    return "Nothing was found that makes a provision weaker."
