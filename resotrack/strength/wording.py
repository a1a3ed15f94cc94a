"""Hedge, intensity, scope, mandate and specificity, as far as single phrases carry them.

A phrase counts only where one side has more of it than the other: what both texts say is no
change, wherever it stands. Two phrases of one class stand for each other ("as appropriate" for
"where appropriate"). A phrase that came in alone says more than one inside a new clause: there it
qualifies the new clause only, which would otherwise count as a gain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from resotrack.lexicon import Hit
from resotrack.strength.change import Change, Region, Side
from resotrack.strength.finding import Finding, Sign, times
from resotrack.strength.record import weigh

Rule = Callable[[Change], Iterable[Finding]]

_ALONE = 3
_FEW = 8


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


def _finding(side: Side, hit: Hit, region: Region, sign: Sign, rule: str) -> Iterator[Finding]:
    cls = hit.term.cls
    first, last = region.own
    around = side.content[first : hit.first] + side.content[max(first, hit.last) : last]
    rest = side.vocabulary.unit * sum(map(bool, around))
    share = 1.0 if rest <= _ALONE else 0.6 if rest <= _FEW else 0.2
    if cls.counter:
        share = max(share, 0.8)
    share *= weigh(side, hit.first)
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
