"""How votes divide: by group, and against the last time; who sponsors with whom."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from resotrack.delegations import groups_of, resolve
from resotrack.ledger.accounts import choice_of
from resotrack.model.record import Ballot, Sponsor

REGIONS = (
    "Group of African States",
    "Group of Asia-Pacific States",
    "Group of Eastern European States",
    "Group of Latin American and Caribbean States",
    "Group of Western European and other States",
)
"""The regional groups, to one of which nearly every Member State belongs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """How the members of one group voted."""

    group: str
    """"" for those that belong to none of the groups asked for."""
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()

    @property
    def united(self) -> bool:
        """Whether all of them that are named voted alike."""
        return sum(map(bool, (self.in_favour, self.against, self.abstaining))) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Delegations whose vote differs from the one before."""

    before: str
    """"in favour", "against", "abstaining", or "" where they are not named."""
    after: str
    delegations: tuple[str, ...]


def by_group(vote: Ballot, groups: Sequence[str] = REGIONS) -> tuple[Division, ...]:
    """A recorded vote by group, in the order asked for; those of none last.

    Membership is that of the day of the vote (of today's, where no day is known). A group without
    a vote is left out.
    """
    day = _day(vote.date) or datetime.date.max
    wanted = {known.name: name for name in groups if (known := resolve(name).delegation)}
    found: dict[str, dict[str, list[str]]] = {name: {} for name in (*groups, "")}
    for choice, names in (
        ("in_favour", vote.in_favour),
        ("against", vote.against),
        ("abstaining", vote.abstaining),
    ):
        for name in names:
            delegation = resolve(name, suggest=False).delegation
            own = [
                wanted[group.name]
                for group in (groups_of(delegation, on=day) if delegation else ())
                if group.name in wanted
            ]
            for group in own or [""]:
                found[group].setdefault(choice, []).append(name)
    return tuple(
        Division(group=group, **{choice: tuple(names) for choice, names in held.items()})
        for group, held in found.items()
        if held
    )


def shifts(before: Ballot, after: Ballot) -> tuple[Shift, ...]:
    """Who voted otherwise than the last time, the largest shift first.

    A vote without a list of names (one taken without a vote, say) tells of no delegation.
    """
    names = {*_voters(before), *_voters(after)}
    moved: dict[tuple[str, str], list[str]] = {}
    for name in sorted(names):
        was, now = choice_of(before, name), choice_of(after, name)
        if was != now:
            moved.setdefault((was, now), []).append(name)
    listed = (
        Shift(before=was, after=now, delegations=tuple(who)) for (was, now), who in moved.items()
    )
    return tuple(sorted(listed, key=lambda one: (-len(one.delegations), one.before, one.after)))


def consensus(before: Ballot, after: Ballot) -> str:
    """What became of consensus between two decisions: "lost", "regained", or "" for neither."""
    was, now = before.method == "without a vote", after.method == "without a vote"
    return "" if was == now else "lost" if was else "regained"


def together(sponsors: Iterable[Sponsor]) -> dict[tuple[str, str], int]:
    """How many texts and amendments each two delegations sponsor together, the most first.

    Those that withdrew do not count.
    """
    by_text: dict[str, set[str]] = {}
    for one in sponsors:
        if not one.withdrawn:
            by_text.setdefault(one.of, set()).add(one.delegation)
    counted = Counter(pair for names in by_text.values() for pair in combinations(sorted(names), 2))
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _voters(vote: Ballot) -> tuple[str, ...]:
    return (*vote.in_favour, *vote.against, *vote.abstaining)


def _day(date: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        return None
