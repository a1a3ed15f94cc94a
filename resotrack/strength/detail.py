"""Detail and tasks: what came or went with a clause, beyond its being longer.

specificity.detail   So many words of substance came or went that the provision says more exactly,
                     or less, what it means. Precision is an axis of its own (Abbott, Keohane,
                     Moravcsik, Slaughter and Snidal 2000, International Organization 54(3)).
specificity.collapsed  A list gave way to a general phrase (A/HRC/31/L.57, 36/L.49).
mandate.task         Words of a task came or went: a report, a mechanism, implementation, resources;
                     or a paragraph did that asks for such a thing. Delegation is an axis there too.

Both name an axis that `scope.words` and `presence.paragraph` have weighed already, so they weigh
little themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from resotrack.model import Dimension, Span
from resotrack.strength.change import Change, Side
from resotrack.strength.finding import Finding
from resotrack.strength.record import weigh

_SOURCE = (
    "Abbott, Keohane, Moravcsik, Slaughter and Snidal 2000, International Organization 54(3): "
    "precision and delegation are axes of their own"
)
_COLLAPSE = "A/HRC/31/L.57 and 36/L.49, which replace a list by a general phrase"
_DETAIL = 5
_LONG, _COLLAPSED = 5, 0.4
_GENERAL = 1.5
"""A list is so many times as long as the general phrase at least."""
_TASKS = 2
_BY, _SOON, _DATE_SET = frozenset({"by", "before", "until"}), 6, 0.45
_YEAR = re.compile(r"20[0-9]{2}")
_LITTLE = 0.1
_ASKED = 0.36


def detail(change: Change) -> Iterator[Finding]:
    """specificity.detail: a provision became more exact or less."""
    words = [side.vocabulary.unit * len(change.lost(side)) for side in change.sides]
    if max(words) < _DETAIL or words[0] == words[1]:
        return
    side = change.sides[words[1] > words[0]]
    longest = max(change.regions(side), key=lambda region: (region.size, -region.own[0]))
    span = side.token_span(*longest.own)
    if span is not None:
        # What a record says of a report more or less exactly commits nobody to more.
        recorded = weigh(side, longest.own[0]) < 1
        reason = (
            "What is recorded is told {} exactly."
            if recorded
            else "The provision says {} exactly what it means."
        )
        found = _finding(change, side, span, "specificity", "specificity.detail", reason)
        yield replace(found, sign=0) if recorded else found


def collapsed(change: Change) -> Iterator[Finding]:
    """specificity.collapsed: a list gave way to a general phrase, or the reverse."""
    for side in change.sides:
        for region in change.regions(side):
            length = region.other[1] - region.other[0]
            if region.size < _LONG or not 0 < _GENERAL * length <= region.size:
                continue
            members = _members(side, region.own)
            if members < _LONG or side.token_span(*region.own) is None:
                continue
            others = _members(change.other(side), region.other)
            if 2 * others > members or 2 * _own_words(change, side, region.own) < members:
                continue
            spelled = side is change.after
            yield Finding(
                dimension="specificity",
                sign=1 if spelled else -1,
                rule="specificity.collapsed",
                reason="A general phrase became a list."
                if spelled
                else "A list gave way to a general phrase.",
                confidence=_COLLAPSED * weigh(side, region.own[0], region.own),
                before=change.before.token_span(*(region.other if spelled else region.own)),
                after=change.after.token_span(*(region.own if spelled else region.other)),
                source=_COLLAPSE,
            )


def _own_words(change: Change, side: Side, tokens: tuple[int, int]) -> int:
    """How many words of substance here the other side has nowhere."""
    lost = change.lost(side)
    return len(lost.keys() & set(side.content[slice(*tokens)]))


def _members(side: Side, tokens: tuple[int, int]) -> int:
    """About how many things a stretch lists; the comma in a figure parts none."""
    keys = side.keys
    return sum(
        (keys[at] == ";" or side.vocabulary.joins(keys[at])) and not _in_figure(side, at)
        for at in range(*tokens)
    )


def _in_figure(side: Side, at: int) -> bool:
    """Whether a token stands between two figures without a space."""
    around = side.text[max(0, side.tokens.starts[at] - 1) : side.tokens.ends[at] + 1]
    return len(around) > 2 and around[0].isdigit() and around[-1].isdigit()


def task(change: Change) -> Iterator[Finding]:
    """mandate.task: a task came or went."""
    for side in change.sides:
        span = _task(change, side)
        if span is not None:
            reason = "The provision sets, asks for or names {} of a task."
            yield _finding(change, side, span, "mandate", "mandate.task", reason)


def deadline(change: Change) -> Iterator[Finding]:
    """mandate.deadline: a date by which something is to be done came or went."""
    for side in change.sides:
        if _BY.isdisjoint(side.keys):
            continue
        for region in change.regions(side):
            at = _deadline(side, region.own)
            other = change.other(side)
            if at is None or other.dated(region.other):
                continue
            came = side is change.after
            span = side.token_span(at, region.own[1])
            yield Finding(
                dimension="mandate",
                sign=1 if came else -1,
                rule="mandate.deadline",
                reason=f"A date by which it is to be done was {'set' if came else 'dropped'}.",
                confidence=_DATE_SET,
                before=None if came else span,
                after=span if came else None,
                source=_SOURCE,
            )
            break


def _deadline(side: Side, tokens: tuple[int, int]) -> int | None:
    """Where "by" stands in a commitment with a year soon after it, in a stretch of tokens."""
    for at in range(*tokens):
        if side.keys[at] in _BY and weigh(side, at) == 1:
            following = side.keys[at + 1 : min(at + 1 + _SOON, tokens[1])]
            if any(_YEAR.fullmatch(key) for key in following):
                return at
    return None


def _task(change: Change, side: Side) -> Span | None:
    """The words about a task that only this side has, if they are enough."""
    tasks = side.vocabulary.task
    if not side.paragraphs or tasks.isdisjoint(side.plain):
        return None
    lone = not change.other(side).paragraphs
    if lone:
        enough = any(
            act.graded.family == "directive" and act.graded.grade >= _ASKED for act in side.acts
        )
        places = [at for at, key in enumerate(side.plain) if key in tasks] if enough else []
    else:
        lost = change.lost(side)
        places = [
            at
            for region in change.regions(side)
            for at in range(*region.own)
            if side.plain[at] in tasks and side.content[at] in lost
        ]
        enough = len(places) >= _TASKS
    return side.token_span(places[0], places[0] + 1) if enough and places else None


def _finding(
    change: Change, side: Side, span: Span, dimension: Dimension, rule: str, reason: str
) -> Finding:
    grew = side is change.after
    return Finding(
        dimension=dimension,
        sign=1 if grew else -1,
        rule=rule,
        reason=reason.format("more" if grew else "less"),
        confidence=_LITTLE,
        before=None if grew else span,
        after=span if grew else None,
        source=_SOURCE,
    )
