"""Whether a vote adds up: totals against lists, lists against one another and against the body."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from resotrack.delegations import number_of_members, resolve
from resotrack.model import Notice, Vote

_TOLD_APART = 6
_CHOICES = ("in favour", "against", "abstaining")
_GENERAL_ASSEMBLY = re.compile(
    r"General Assembly|(?:First|Second|Third|Fourth|Fifth|Sixth) Committee|Special Political",
    re.IGNORECASE,
)
_SIZES = (
    (re.compile(r"Human Rights Council", re.IGNORECASE), 47),
    (re.compile(r"Security Council", re.IGNORECASE), 15),
    (re.compile(r"Economic and Social Council", re.IGNORECASE), 54),
)


def vote_notices(vote: Vote | None, body: str, date: str) -> tuple[Notice, ...]:
    """What does not add up in a recorded vote, each as a Notice of code "vote".

    `body` is the organ ("The General Assembly"), `date` ISO 8601 or "". A name that the registry
    does not hold is reported with what it may have meant, and so is one that stands twice.
    """
    if vote is None or vote.method != "recorded":
        return ()
    lists = (vote.in_favour, vote.against, vote.abstaining)
    return (
        *_totals(vote, lists),
        *_size(vote, lists, body, date),
        *_names(lists, date),
    )


def _totals(vote: Vote, lists: tuple[tuple[str, ...], ...]) -> list[Notice]:
    if vote.counts is None or not any(lists):
        return []
    return [
        _notice(f"{count} are counted {choice}, and {len(names)} are named")
        for choice, count, names in zip(_CHOICES, vote.counts, lists, strict=True)
        if count != len(names)
    ]


def _size(vote: Vote, lists: tuple[tuple[str, ...], ...], body: str, date: str) -> list[Notice]:
    size = size_of(body, date)
    if size is None:
        return []
    found: list[Notice] = []
    if vote.counts and sum(vote.counts) > size:
        found.append(_notice(f"{sum(vote.counts)} votes are counted in a body of {size}"))
    named = sum(len(names) for names in lists)
    if named > size:
        found.append(_notice(f"{named} voters are named in a body of {size}"))
    return found


def size_of(body: str, date: str) -> int | None:
    """How many may vote in a body on a day; None for a body whose size is not known here."""
    for pattern, size in _SIZES:
        if pattern.search(body):
            return size
    day = _day(date)
    if day and _GENERAL_ASSEMBLY.search(body):
        return number_of_members(day)
    return None


def _names(lists: tuple[tuple[str, ...], ...], date: str) -> list[Notice]:
    found: list[Notice] = []
    unknown: list[str] = []
    places: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for choice, listed in zip(_CHOICES, lists, strict=True):
        for name in listed:
            known = resolve(name, on=_day(date), suggest=len(unknown) < _TOLD_APART)
            if known.delegation is None:
                near = ", ".join(s.delegation.name for s in known.suggestions[:3])
                ask = f" (did it mean {near}?)" if near else ""
                unknown.append(f"{name!r}, {choice}, is no delegation that is known{ask}")
                continue
            if known.delegation.kind not in ("member", "former"):
                found.append(
                    _notice(f"{known.delegation.name} is no Member and is listed {choice}")
                )
            places.setdefault(known.delegation.id, []).append(choice)
            names.setdefault(known.delegation.id, known.delegation.name)
    for own, choices in places.items():
        if len(choices) > 1:
            where = " and ".join(
                f"{choice} ({n} times)" if n > 1 else choice
                for choice, n in Counter(choices).items()
            )
            found.append(_notice(f"{names[own]} stands {where}"))
    return found + _unknown(unknown)


def _unknown(messages: list[str]) -> list[Notice]:
    """Each name that is not known; where nearly all are not, that they are of another world."""
    if len(messages) <= _TOLD_APART:
        return [_notice(message) for message in messages]
    return [_notice(f"{len(messages)} names of the vote are no delegations that are known")]


def _day(date: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        return None


def _notice(message: str) -> Notice:
    return Notice(code="vote", message=message, where="vote")
