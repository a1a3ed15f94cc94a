"""Who is who at the United Nations: one registry of States, observers, organizations and groups.

A name is resolved exactly, after setting aside capitals, accents, points and stray spaces, or not
at all: likeness only ever suggests. "Congo", "Guinea", "Niger", "Dominica" and "Republic of Korea"
are each the name of one State and a part of another's, so a near match is no match.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from resotrack.delegations.names import folded, spaced
from resotrack.delegations.registry import (
    Delegation,
    Name,
    by_code,
    by_name,
    delegations,
    names_with_and,
    rolls,
)
from resotrack.errors import ResotrackError, UnknownDelegation

__all__ = [
    "Delegation",
    "Name",
    "Resolution",
    "Suggestion",
    "delegations",
    "find",
    "groups_of",
    "members",
    "names_with_and",
    "number_of_members",
    "resolve",
]

_LIKE = 76.0
_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A delegation that may have been meant. To be asked about, never to be taken."""

    delegation: Delegation
    name: str
    """The name of it that is like the one asked for."""
    likeness: float
    """0 to 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a printed name stands for."""

    query: str
    delegation: Delegation | None = None
    name: Name | None = None
    """The name in the registry by which it was found; None where a code was."""
    suggestions: tuple[Suggestion, ...] = ()
    """Where it was not found, or stands for more than one: what may have been meant."""
    doubt: str = ""
    """Why the name does not sit well with the date asked for; "" where nothing is odd."""

    def __bool__(self) -> bool:
        return self.delegation is not None


def resolve(name: str, *, on: date | None = None, suggest: bool = True) -> Resolution:
    """The delegation that a printed name stands for: an exact match, or suggestions.

    ISO 3166 codes resolve where they are in capitals ("NOR", "NO"). An abbreviation of two readings
    ("NAM": Namibia's code, and the Non-Aligned Movement) resolves to neither and suggests both.
    With `on`, a name that was not in use on that day is still resolved, and `doubt` says so.
    Suggestions take a comparison with every known name; without `suggest` there are none.
    """
    found: dict[str, Name | None] = dict(by_name().get(folded(name), ()))
    code = name.strip()
    if code in by_code():
        found.setdefault(by_code()[code], None)
    known = delegations()
    if len(found) == 1:
        ((own, matched),) = found.items()
        doubt = _doubt(known[own], matched, on) if on else ""
        return Resolution(query=name, delegation=known[own], name=matched, doubt=doubt)
    if found:
        both = tuple(
            Suggestion(
                delegation=known[own], name=matched.text if matched else code, likeness=100.0
            )
            for own, matched in found.items()
        )
        return Resolution(query=name, suggestions=both)
    return Resolution(query=name, suggestions=_suggestions(name) if suggest else ())


def find(name: str, *, what: str = "delegation") -> Delegation:
    """The delegation that a name stands for, for whoever cannot go on without one.

    Raises UnknownDelegation, with what may have been meant, where `resolve` finds none.
    """
    found = resolve(name)
    if found.delegation is not None:
        return found.delegation
    near = tuple(suggestion.delegation.name for suggestion in found.suggestions)
    certain = [s for s in found.suggestions if s.likeness == 100.0]
    problem = f"{name!r} stands for more than one." if certain else f"there is no {what} {name!r}."
    remedy = "Name it in full, as the United Nations prints it, or by its ISO code (NOR)."
    if near:
        listed = " or ".join(filter(None, (", ".join(near[:-1]), near[-1])))
        remedy = f"Did you mean {listed}? {remedy}"
    raise UnknownDelegation(problem, remedy=remedy, name=name, suggestions=near)


def _doubt(delegation: Delegation, name: Name | None, on: date) -> str:
    if delegation.since and on < delegation.since:
        return f"{delegation.name} has its seat since {delegation.since}, after {on}"
    if delegation.until and on > delegation.until:
        return f"{delegation.name} had its seat until {delegation.until}, before {on}"
    if name and name.since and on < name.since:
        return f"{name.text} is in use since {name.since}, after {on}"
    if name and name.until and on > name.until:
        now = "" if delegation.kind == "former" else f"; the name is now {delegation.name}"
        return f"{name.text} was in use until {name.until}, before {on}{now}"
    return ""


def _suggestions(name: str) -> tuple[Suggestion, ...]:
    asked = spaced(name)
    if len(asked) < 3:
        return ()
    best: dict[str, tuple[float, str]] = {}
    for delegation in delegations().values():
        for other in delegation.names:
            likeness = _likeness(asked, spaced(other.text))
            if likeness >= _LIKE and likeness > best.get(delegation.id, (0.0, ""))[0]:
                best[delegation.id] = (likeness, other.text)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:_SUGGESTIONS]
    return tuple(
        Suggestion(delegation=delegations()[own], name=text, likeness=round(likeness, 1))
        for own, (likeness, text) in ranked
    )


def _likeness(asked: str, known: str) -> float:
    """Letter by letter, or by words where one name has more of them ("Korea")."""
    whole = fuzz.ratio(asked, known)
    if len(known) <= 4:
        # An abbreviation is like everything.
        return whole if len(asked) <= 4 else 0.0
    return max(whole, 0.9 * fuzz.token_set_ratio(asked, known))


def members(group: str | Delegation, *, on: date) -> tuple[Delegation, ...]:
    """The members of a group on a day, by name.

    Raises ResotrackError where the group is unknown, its membership is not recorded (many groups
    have no fixed one), or the day is before the record begins.
    """
    delegation = group if isinstance(group, Delegation) else _group(group)
    roll = rolls().get(delegation.id)
    if roll is None:
        raise ResotrackError(
            f"the members of {delegation.name} are not recorded.",
            remedy="Name the States themselves, or add the group to delegations/groups.toml.",
        )
    if on < roll.since:
        raise ResotrackError(
            f"the members of {delegation.name} are recorded from {roll.since}, not for {on}.",
            remedy="Ask for a later day, or name the States themselves.",
        )
    known = delegations()
    return tuple(
        sorted(
            (
                known[term.member]
                for term in roll.terms
                if term.joined <= on and (term.left is None or on <= term.left)
            ),
            key=lambda member: spaced(member.name),
        )
    )


def _group(name: str) -> Delegation:
    return delegations().get(name) or find(name, what="group")


def groups_of(delegation: Delegation, *, on: date) -> tuple[Delegation, ...]:
    """The groups with a recorded membership that a delegation belongs to on a day."""
    known = delegations()
    return tuple(
        known[key]
        for key, roll in sorted(rolls().items())
        if on >= roll.since and delegation in members(known[key], on=on)
    )


def number_of_members(on: date) -> int:
    """How many States are Members of the United Nations on a day: the most that can vote."""
    return sum(
        d.kind in ("member", "former")
        and d.since is not None
        and d.since <= on
        and (d.until is None or on <= d.until)
        for d in delegations().values()
    )
