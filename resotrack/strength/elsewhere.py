"""Text that moved is judged as a whole: a duty that stands in another paragraph now is not dropped.

Where a clause left a link for another one, what rests on its loss alone is no loss; where one came
in from another link, what rests on it alone is no gain. Both are told as a change of place.
"""

from __future__ import annotations

from collections.abc import Iterator

from resotrack.model import Assessment, Clause, Direction, Flag, Link, Span
from resotrack.strength.finding import Finding, Sign
from resotrack.strength.verdict import verdict

_SOURCE = "UN Editorial Manual: text may be rearranged without a change of substance"
_CONFIDENCE = 0.8
_SIGNS: dict[Direction, Sign] = {"weakened": -1, "neutral": 0, "strengthened": 1, "mixed": 0}


def settled_elsewhere(link: Link) -> Assessment:
    """The assessment of a link in the light of the clauses that left it or came in."""
    left, came = _outward(link), _inward(link)
    if not (left or came):
        return link.assessment
    kept = [flag for flag in link.assessment.flags if not _rests_on(flag, left, came)]
    if len(kept) == len(link.assessment.flags):
        return link.assessment
    flags = (*kept, *_places(left, came))
    direction, confidence = verdict(_findings(flags))
    return Assessment(direction=direction, flags=flags, confidence=confidence)


def _outward(link: Link) -> list[Clause]:
    own = {p.id for p in link.after}
    source = {p.id for p in link.before}
    return [
        clause
        for clause in link.clauses
        if clause.before.paragraph in source and clause.after.paragraph not in own
    ]


def _inward(link: Link) -> list[Clause]:
    own = {p.id for p in link.before}
    target = {p.id for p in link.after}
    return [
        clause
        for clause in link.clauses
        if clause.after.paragraph in target and clause.before.paragraph not in own
    ]


def _rests_on(flag: Flag, left: list[Clause], came: list[Clause]) -> bool:
    """Whether the words of a flag are those of a clause that stands elsewhere."""
    if flag.direction == "neutral" or (flag.before and flag.after):
        return False
    return any(_within(flag.before, clause.before) for clause in left) or any(
        _within(flag.after, clause.after) for clause in came
    )


def _within(words: Span | None, clause: Span) -> bool:
    """Whether most of the words lie in the clause."""
    if words is None or words.paragraph != clause.paragraph:
        return False
    shared = min(words.end, clause.end) - max(words.start, clause.start)
    return 2 * shared > words.end - words.start


def _places(left: list[Clause], came: list[Clause]) -> Iterator[Flag]:
    for clause in (*left, *came):
        yield Flag(
            dimension="placement",
            direction="neutral",
            before=clause.before,
            after=clause.after,
            rule="placement.clause",
            reason="A clause stands in another paragraph now; it was not lost.",
            confidence=_CONFIDENCE,
            source=_SOURCE,
        )


def _findings(flags: tuple[Flag, ...]) -> Iterator[Finding]:
    for flag in flags:
        yield Finding(
            dimension=flag.dimension,
            sign=_SIGNS[flag.direction],
            rule=flag.rule,
            reason=flag.reason,
            confidence=flag.confidence,
        )
