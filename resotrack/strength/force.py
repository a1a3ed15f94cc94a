"""Force: what the acts of a provision weigh.

Acts are compared within their family only ("welcomes" with "takes note", "urges" with "invites"),
by the grades of the lexicon. Differences under 0.05 are none; from 0.05 to 0.12 they are reported
with little confidence: the sources order tiers, not decimals (Gruenberg 2009; Szoszkiewicz 2026).

Between families only two steps are read as force: from a directive to a mere statement, and from
criticism or praise to bare noting (General Assembly decision 55/488: noting is neutral).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resotrack.lexicon import FAMILIES, Graded, Opening, dispute
from resotrack.model import Span
from resotrack.strength.change import Change, Side
from resotrack.strength.criticized import praises
from resotrack.strength.finding import Finding, Sign, signed, times

EQUAL = 0.05
SURE = 0.12
_UNSURE = 0.35
_CROSS_SOURCE = (
    "Families of acts: UNITAR, Terms Used in Resolutions; Szoszkiewicz 2026 (hrc-voting)"
)
_SHARE, _FIRM_SHARE = 0.6, 0.65
"""How sure an act that came or went is: one of the firm asks is a clear movement by itself."""
_FIRM = 0.66
"""From here on directives are of the upper tiers: appeals, calls upon, urges, demands, decides."""
_NEUTRAL_NOTE = 0.2
"""Positive acts below this take note and no more."""


def acts(change: Change) -> Iterator[Finding]:
    """force.opening and force.act: acts became firmer or softer, came or went.

    Acts that both sides have are set aside, wherever they stand. Of the rest those of one family
    are compared, the openings first; two openings of different families are compared coarsely;
    what is left over came or went.
    """
    # Where paragraphs were split or merged one "requests" may do the work of two. What is noted,
    # stressed or deplored may be so in one breath or several.
    once = change.relation in ("split", "merged")
    left = _unmatched(change.before.acts, change.after.acts, once=once)
    right = _unmatched(change.after.acts, change.before.acts, once=once)
    if not (left or right):
        return
    pairs: list[tuple[Opening, Opening]] = []
    for family in FAMILIES:
        mine = _of(family, left, change.before)
        theirs = _of(family, right, change.after)
        pairs += zip(mine, theirs, strict=False)
    first = _opening(left, change.before), _opening(right, change.after)
    paired = {id(act) for pair in pairs for act in pair}
    if first[0] and first[1] and not paired & {id(first[0]), id(first[1])}:
        pairs.append((first[0], first[1]))
        paired |= {id(first[0]), id(first[1])}
    for one, other in sorted(pairs, key=lambda pair: (pair[0].start, pair[1].start)):
        yield from _compared(change, one, other)
    for side, found, sign in ((change.before, left, -1), (change.after, right, 1)):
        for act in found:
            if id(act) not in paired and not praises(side, act):
                yield from _single(side, act, 1 if sign > 0 else -1)


def _of(family: str, acts: list[Opening], side: Side) -> list[Opening]:
    found = [act for act in acts if act.graded.family == family]
    return sorted(found, key=lambda act: (act.start not in side.starts, act.start))


def _opening(acts: list[Opening], side: Side) -> Opening | None:
    return next((act for act in acts if act.start in side.starts), None)


def _unmatched(acts: Sequence[Opening], others: Sequence[Opening], *, once: bool) -> list[Opening]:
    """The acts without a like one on the other side; with `once`, one there is enough for all."""
    pool = [(act.graded.head, act.graded.grade) for act in others]
    left: list[Opening] = []
    for act in acts:
        weighed = (act.graded.head, act.graded.grade)
        if weighed not in pool:
            left.append(act)
        elif not once and act.graded.family == "directive":
            pool.remove(weighed)
    return left


def _compared(change: Change, one: Opening, other: Opening) -> Iterator[Finding]:
    a, b = one.graded, other.graded
    sign, confidence, why, source = _difference(a, b)
    if not sign:
        yield from _other(change, one, other)
        return
    praise = praises(change.before, one), praises(change.after, other)
    if all(praise):
        sign, why = times(sign, -1), f"{why}, in praise of the State criticized,"
    elif any(praise):
        return
    before = change.before.span(one.start, one.end)
    after = change.after.span(other.start, other.end)
    if change.language != "en":
        confidence *= 0.6
    disputed = dispute(a, b)
    doubt = f" ({disputed})" if disputed else ""
    yield Finding(
        dimension="intensity" if a.head == b.head else "force",
        sign=sign,
        rule=_rule(change, one, other),
        reason=f"“{_words(after)}” {why} “{_words(before)}”{doubt}.",
        confidence=confidence,
        before=before,
        after=after,
        source=source,
    )


def _other(change: Change, one: Opening, other: Opening) -> Iterator[Finding]:
    """An opening that does something else, where no source says which weighs more."""
    if one.graded.family == other.graded.family:
        return
    before = change.before.span(one.start, one.end)
    after = change.after.span(other.start, other.end)
    yield Finding(
        dimension="force",
        sign=0,
        rule=_rule(change, one, other),
        reason=f"“{_words(after)}” does something else than “{_words(before)}”: no source says "
        f"which of the two weighs more.",
        confidence=_UNSURE,
        before=before,
        after=after,
        source=_CROSS_SOURCE,
    )


def _rule(change: Change, one: Opening, other: Opening) -> str:
    if one.graded.head == other.graded.head:
        return "intensity.opening"
    at_head = one.start in change.before.starts and other.start in change.after.starts
    return "force.opening" if at_head else "force.act"


def _words(span: Span | None) -> str:
    return span.text if span else ""


def _difference(a: Graded, b: Graded) -> tuple[Sign, float, str, str]:
    """Sign, confidence, wording and source of the step from a to b."""
    step = b.grade - a.grade
    if a.family == b.family:
        if abs(step) < EQUAL:
            return 0, 0.0, "", ""
        confidence = _UNSURE if abs(step) < SURE else min(0.9, 0.5 + abs(step))
        why = "is firmer than" if step > 0 else "is softer than"
        if dispute(a, b):
            confidence = min(confidence, _UNSURE)
        source = b.source if a.source == b.source else f"{a.source}; {b.source}"
        return signed(step), confidence, why, source
    weights = _across(a), _across(b)
    if weights[0] is None or weights[1] is None or weights[0] == weights[1]:
        return 0, 0.0, "", ""
    step = weights[1] - weights[0]
    why = "says more than" if step > 0 else "says less than"
    return signed(step), min(0.6, 0.25 + abs(step)), why, _CROSS_SOURCE


def _across(act: Graded) -> float | None:
    """A coarse weight for steps between families: ask or condemn, stand behind, take note."""
    if act.family == "directive":
        return 0.7 if act.grade >= 0.36 else None
    if act.family == "stance-negative":
        return 0.7 if act.grade >= 0.6 else 0.5
    if act.family == "stance-positive":
        return 0.15 if act.grade < _NEUTRAL_NOTE else 0.4
    return 0.4 if act.grade >= 0.4 else 0.15


def _single(side: Side, act: Opening, sign: Sign) -> Iterator[Finding]:
    """An act that one side has and the other has not."""
    graded = act.graded
    weight = _across(graded) or 0.0
    if weight < 0.3:
        return
    if graded.family == "stance-positive":
        weight *= 0.4
    firm = graded.family == "directive" and graded.grade >= _FIRM
    span = side.span(act.start, act.end)
    gone = sign < 0
    yield Finding(
        dimension="force",
        sign=sign,
        rule="force.act",
        reason=f"The act “{_words(span)}” was {'dropped' if gone else 'added'}.",
        confidence=round(weight * (_FIRM_SHARE if firm else _SHARE), 3),
        before=span if gone else None,
        after=None if gone else span,
        source=graded.source,
    )
