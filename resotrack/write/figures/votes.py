"""How votes divided: by regional group where names are known, else in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resotrack.model.table import Table
from resotrack.write.figures.canvas import SOFT, Face, Told, bars, empty, headed, short

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FACES = (
    Face(name="in favour", colour="#0072b2"),
    Face(name="against", colour="#e69f00", hatch="xxx"),
    Face(name="abstaining", colour="#ffffff", hatch="..."),
)
_NONE, _UNNAMED = "no regional group", "not named"
_TARGET = 40
_MOST_DIVIDED, _MOST_WHOLE = 6, 40
"""How many votes are drawn: the newest by group, and of others in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vote:
    target: str
    date: str
    source: str
    counts: tuple[int, ...]
    """In favour, against, abstaining; () where it was taken without a vote."""
    groups: dict[str, list[int]]
    """The same by regional group, as far as names are known."""

    @property
    def divided(self) -> bool:
        """Whether there is a group to divide it by."""
        return bool(self.groups.keys() - {_NONE, _UNNAMED})

    @property
    def told(self) -> str:
        return "-".join(map(str, self.counts)) if self.counts else "without a vote"


def draw(figure: Figure, tables: Mapping[str, Table]) -> Told:
    """A panel of bars by group for each vote whose voters are named; one for all others."""
    found = _votes(tables)
    if not found:
        raise empty("The record holds no votes.", "Record one: resotrack track vote.")
    divided = [one for one in found if one.divided][-_MOST_DIVIDED:]
    whole = [one for one in found if not one.divided][-_MOST_WHOLE:]
    heights = [len(one.groups) + 1.6 for one in divided] + ([len(whole) + 1.6] if whole else [])
    panels = figure.subplots(len(heights), squeeze=False, height_ratios=heights)[:, 0]
    said = []
    for axes, one in zip(panels, divided, strict=False):
        bars(axes, list(one.groups), list(one.groups.values()), FACES)
        axes.set_title(f"{short(one.target, _TARGET)}: {one.told}", loc="left")
        axes.set_title(one.date, loc="right", fontsize=7.5, fontweight="normal", color=SOFT)
        by_group = "; ".join(f"{name} {_counts(row)}" for name, row in one.groups.items())
        source = f" ({one.source})" if one.source else ""
        said.append(f"{one.target}, {one.told}{source}. By group: {by_group}.")
    if whole:
        axes = panels[-1]
        rows = [list(one.counts) or [0, 0, 0] for one in whole]
        bars(axes, [one.target for one in whole], rows, FACES, after=[one.told for one in whole])
        if divided:
            axes.set_title("Others, in all")
        said += [f"{one.target}, {one.told}." for one in whole]
    left = len(found) - len(divided) - len(whole)
    title = "How the votes divided"
    note = "Delegations. Regional groups as on the day of the vote."
    if not divided:
        note = "Delegations. No voter is named that belongs to a regional group."
    note += f" {left} earlier votes are left out." if left else ""
    headed(figure, 0.26 * sum(heights), title, note, [panels[0]])
    return Told(title=title, words="In favour, against, abstaining. " + " ".join(said))


def _counts(row: list[int]) -> str:
    return "-".join(map(str, row))


def _votes(tables: Mapping[str, Table]) -> list[_Vote]:
    """One for each target: of two records of one decision, the one that names more voters."""
    named: dict[str, dict[str, Counter[str]]] = {}
    voters = tables["voters"]
    for key_, choice, region in zip(
        *(voters.column(name) for name in ("vote", "choice", "region")), strict=True
    ):
        group = str(region or "").removeprefix("Group of ") or _NONE
        named.setdefault(str(key_), {}).setdefault(group, Counter())[str(choice)] += 1
    best: dict[tuple[str, str], tuple[int, _Vote]] = {}
    votes = tables["votes"]
    names = ("key", "target", "date", "source", "in_favour", "against", "abstaining")
    for key_, target, date, source, *counts in zip(*map(votes.column, names), strict=True):
        own = named.get(str(key_), {})
        known = Counter({face.name: sum(c[face.name] for c in own.values()) for face in FACES})
        stated = tuple(int(n) for n in counts if n is not None)
        if not stated and known.total():
            stated = tuple(known[face.name] for face in FACES)
        one = _Vote(
            target=str(target),
            date=str(date or ""),
            source=str(source or ""),
            counts=stated,
            groups=_groups(own, known, stated),
        )
        place = (one.target, one.date)
        if place not in best or best[place][0] < known.total():
            best[place] = (known.total(), one)
    return [one for _, one in best.values()]


def _groups(
    own: Mapping[str, Counter[str]], known: Counter[str], stated: tuple[int, ...]
) -> dict[str, list[int]]:
    """Rows by group in the order of their names; those of none, and those not named, last."""
    groups = sorted(own, key=lambda name: (name == _NONE, name))
    rows = {name: [own[name][face.name] for face in FACES] for name in groups}
    if known.total() and stated:
        missing = [max(0, n - known[face.name]) for n, face in zip(stated, FACES, strict=True)]
        if any(missing):
            rows[_UNNAMED] = missing
    return rows
