"""Hedge, intensity, scope, mandate and specificity, as far as single phrases carry them.

A phrase counts only where one side has more of it than the other: what both texts say is no
change, wherever it stands. Two phrases of one class stand for each other ("as appropriate" for
"where appropriate"). A phrase that came in alone says more than one inside a new clause: there it
qualifies the new clause only, which would otherwise count as a gain.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from resotrack.lexicon import Hit
from resotrack.strength.change import Change, Region, Side
from resotrack.strength.finding import Finding, Sign, times
from resotrack.strength.record import cites, weigh

Rule = Callable[[Change], Iterable[Finding]]

_ALONE = 1
_FEW = 8
_OFFICE, _RENAMED = "office", 0.5
"""An office that changed its name in part ("special" mechanisms, procedures) is hardly another."""
_NAMING = frozenset({"enumeration", "office", "protected", "universal"})
_CITED = 0.3
"""What comes "in particular in view of the tenth anniversary" is no example that a duty gained."""
_EFFORT, _NOT_ASKED = "effort", 0.3
"""What is said of the "efforts to" light lamps makes no duty smaller."""


def of_class(name: str, rule: str) -> Rule:
    """The rule for one class of phrases."""

    def find(change: Change) -> Iterable[Finding]:
        one, other = change.surplus
        return _found(change, name, rule) if name in one or name in other else ()

    return find


def _found(change: Change, name: str, rule: str) -> Iterator[Finding]:
    one, other = (surplus.get(name, []) for surplus in change.surplus)
    cancelled = min(len(one), len(other))
    for hit, region in one[cancelled:]:
        yield from _finding(change.before, hit, region, -1, rule)
    for hit, region in other[cancelled:]:
        yield from _finding(change.after, hit, region, 1, rule)


def _asked(side: Side, token: int) -> bool:
    """Whether the words stand in what somebody is asked to do: under an act that asks, in an item
    of a list, or behind a modal verb."""
    start = side.tokens.starts[token]
    number = bisect_right(side.acts, start, key=lambda act: act.start) - 1
    if number < 0 or side.acts[number].graded.family == "directive":
        return True
    at, _ = side.token_range(side.acts[number].end, start)
    return any(key in side.vocabulary.modals for key in side.read[at:token])


def _finding(side: Side, hit: Hit, region: Region, sign: Sign, rule: str) -> Iterator[Finding]:
    cls = hit.term.cls
    first, last = region.own
    around = side.content[first : hit.first] + side.content[max(first, hit.last) : last]
    rest = side.vocabulary.unit * sum(map(bool, around))
    share = 1.0 if rest <= _ALONE else 0.6 if rest <= _FEW else 0.2
    if cls.counter:
        share = max(share, 0.8)
    share *= weigh(side, hit.first, region.own)
    if cls.name == _OFFICE and hit.first < region.own[0] and region.other[0] < region.other[1]:
        share *= _RENAMED
    if cls.name in _NAMING and cites(side, region.own):
        share *= _CITED
    if cls.name == _EFFORT and not _asked(side, hit.first):
        share *= _NOT_ASKED
    span = side.token_span(hit.first, hit.last)
    if span is None:
        return
    template = cls.added if sign > 0 else cls.dropped
    yield Finding(
        dimension=cls.dimension,
        sign=times(sign, cls.effect),
        rule=rule,
        reason=f"{template.format(words=span.text)}.",
        confidence=cls.weight * share,
        before=span if sign < 0 else None,
        after=span if sign > 0 else None,
        source=hit.term.source,
    )
