"""The table of delegations: States, observers, organizations and negotiating groups."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from resotrack.delegations.names import folded, turned

DelegationKind = Literal["member", "observer", "former", "organization", "group"]
NameKind = Literal["name", "formal", "form", "former", "misprint"]

_DATA = files("resotrack.delegations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a delegation, and when it was in use."""

    text: str
    kind: NameKind
    since: date | None = None
    until: date | None = None
    """The last day; None where it is in use still or the day is not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """Who sponsors, speaks or votes: a State, an observer, an organization or a group of States."""

    id: str
    """ISO 3166 alpha-3 of a State ("TUR"), else a slug ("european-union")."""
    name: str
    """As the United Nations prints it in a list: "Bolivia (Plurinational State of)"."""
    kind: DelegationKind
    iso2: str = ""
    names: tuple[Name, ...] = ()
    """Every name, the present one first."""
    since: date | None = None
    """Of a State: the day of its admission (of an observer: of its status)."""
    until: date | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names, older ones among them."""
        return tuple(name.text for name in self.names if name.text != self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The time for which a delegation belongs to a group."""

    member: str
    joined: date
    left: date | None
    """The last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The membership of one group, as far back as it is recorded."""

    group: str
    since: date
    terms: tuple[Term, ...]
    regional: bool = False


@cache
def delegations() -> dict[str, Delegation]:
    """Every delegation by its id."""
    names: dict[str, list[Name]] = {}
    for row in _rows("names.csv"):
        names.setdefault(row["id"], []).append(
            Name(
                text=row["name"],
                kind="former"
                if row["kind"] == "former"
                else ("misprint" if row["kind"] == "misprint" else "form"),
                since=_date(row["since"]),
                until=_date(row["until"]),
            )
        )
    found = {d.id: d for d in _states(names)}
    for key, table in _groups().items():
        if key not in found:
            own = [Name(text=table["name"], kind="name")]
            own += [Name(text=other, kind="form") for other in table.get("also", ())]
            found[key] = Delegation(
                id=key, name=table["name"], kind="group", names=(*own, *names.get(key, ()))
            )
    return found


def _states(names: dict[str, list[Name]]) -> Iterator[Delegation]:
    kinds: dict[str, DelegationKind] = {
        "member": "member",
        "observer": "observer",
        "former": "former",
        "organization": "organization",
    }
    for row in _rows("delegations.csv"):
        own = [Name(text=row["name"], kind="name")]
        if row["formal"]:
            own.append(Name(text=row["formal"], kind="formal"))
        own += [Name(text=other, kind="form") for other in turned(row["name"])]
        yield Delegation(
            id=row["id"],
            name=row["name"],
            kind=kinds[row["kind"]],
            iso2=row["iso2"],
            names=(*own, *names.get(row["id"], ())),
            since=_date(row["since"]),
            until=_date(row["until"]),
        )


@cache
def rolls() -> dict[str, Roll]:
    """The membership of every group whose members are recorded, by the group's id."""
    found: dict[str, Roll] = {}
    for key, table in _groups().items():
        if "members" in table:
            since: date = table["since"]
            terms = tuple(_term(word, since) for word in table["members"].split())
            found[key] = Roll(
                group=key, since=since, terms=terms, regional=table.get("regional", False)
            )
    return found


def _term(word: str, since: date) -> Term:
    member, _, dates = word.partition(":")
    joined, _, left = dates.partition("/")
    return Term(member=member, joined=_date(joined) or since, left=_date(left))


@cache
def by_name() -> dict[str, tuple[tuple[str, Name], ...]]:
    """Folded name to the (id, name) pairs that are written so."""
    found: dict[str, dict[str, Name]] = {}
    for delegation in delegations().values():
        for name in delegation.names:
            found.setdefault(folded(name.text), {}).setdefault(delegation.id, name)
    return {key: tuple(names.items()) for key, names in found.items()}


@cache
def by_code() -> dict[str, str]:
    """ISO 3166 codes of two and three letters to the id."""
    states = [d for d in delegations().values() if d.iso2]
    return {d.iso2: d.id for d in states} | {d.id: d.id for d in states if len(d.id) == 3}


@cache
def names_with_and() -> tuple[str, ...]:
    """The names that hold an "and" of their own, longest first, for whoever splits a list."""
    found = {
        name.text
        for delegation in delegations().values()
        for name in delegation.names
        if " and " in name.text
    }
    return tuple(sorted(found, key=lambda text: (-len(text), text)))


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = (_DATA / file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    yield from csv.DictReader(lines)


@cache
def _groups() -> dict[str, Any]:
    return tomllib.loads((_DATA / "groups.toml").read_text(encoding="utf-8"))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
