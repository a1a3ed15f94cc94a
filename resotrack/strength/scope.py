"""Scope: how much a provision covers, by the words of substance it gained and lost.

scope.list sees a member come into a list or leave it: words that came in or went with a comma,
"and" or "or" beside them.

scope.clause sees a clause of its own come or go: so many words of substance in one place that what
else the change did cannot make up for them.

scope.words counts the words that one text has and the other has not (dates, numbers, function
words and inflection aside), hunk by hunk: what was put in against what was taken out. It is weak
evidence and says so: one word is little, a clause is more. In paragraphs that only record
something ("Recalling its resolutions …") it counts for a fraction.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from math import exp

from resotrack.model import Span
from resotrack.strength.change import Change, Side
from resotrack.strength.finding import Finding
from resotrack.strength.record import IN_CITATION, IN_RECORD, weigh, weights

_SOURCE = (
    "Narrowings and enlargements: A/HRC/31/L.41, L.50, 34/L.44, 36/L.51; "
    "length as weak evidence: this project's labels"
)
_MOST = 0.6
_PACE = 3.5
_SHARE = 0.5
_NAME = 0.5
_SLACK = 1.0
"""Saying a thing otherwise may take a word more or less."""
_DATED = 0.4
_TITLED = frozenset({"entitled"})
_CLAUSE, _CLAUSE_WEIGHT = 0.35, 6
_MEMBER = 0.2
_MEMBER_SIZE = 8
_MEMBER_WEIGHT = 0.9
_EXCHANGE = 0.5
"""How far a word put in makes up for one taken out in the same place."""


def words(change: Change) -> Iterator[Finding]:
    """scope.words: words of substance were added or taken out."""
    gains: list[tuple[float, tuple[int, int]]] = []
    losses: list[tuple[float, tuple[int, int]]] = []
    for hunk, taken, added in zip(
        change.hunks, _each(change, change.before), _each(change, change.after), strict=True
    ):
        gain, loss = added - _EXCHANGE * taken, taken - _EXCHANGE * added
        if hunk.before[0] < hunk.before[1] and hunk.after[0] < hunk.after[1]:
            gain, loss = gain - _SLACK, loss - _SLACK
        if gain > 0:
            gains.append((gain, hunk.after))
        if loss > 0:
            losses.append((loss, hunk.before))
    volume = sum(net for net, _ in (*gains, *losses))
    for side, found, up in ((change.before, losses, False), (change.after, gains, True)):
        total = sum(net for net, _ in found)
        if not total:
            continue
        span = _most(side, found)
        yield Finding(
            dimension="scope",
            sign=1 if up else -1,
            rule="scope.words",
            reason=(
                "Words of substance were added: the provision says more."
                if up
                else "Words of substance were taken out: the provision says less."
            ),
            confidence=_MOST * (1 - exp(-total / _PACE)) * (total / volume) ** _SHARE,
            before=None if up else span,
            after=span if up else None,
            source=_SOURCE,
        )


def _most(side: Side, found: list[tuple[float, tuple[int, int]]]) -> Span | None:
    """The words of the weightiest stretch; of several the one that begins first in its paragraph.

    A stretch with a weight has a word of substance in it, so that it is never empty.
    """
    most = max(net for net, _ in found)
    spans = (side.token_span(*tokens) for net, tokens in found if net == most)
    return min(filter(None, spans), key=lambda span: span.start, default=None)


def _each(change: Change, side: Side) -> tuple[float, ...]:
    """The words of each hunk that the other side lacks, in order."""
    known = side.memory.get("own")
    if known is None:
        more = dict(change.lost(side))
        own = (_own(side, region.own, more) for region in change.regions(side))
        known = side.memory["own"] = tuple(own)
    return known


def _own(side: Side, tokens: tuple[int, int], more: dict[str, int]) -> float:
    """The words here that the other side lacks, each counted once; names count for less, and what
    a caveat says, against those whom the text protects, counts for nothing."""
    content = side.content[slice(*tokens)]
    # Most stretches hold nothing of the kind: that must be seen soon.
    if more.keys().isdisjoint(content):
        return 0.0
    if any(tokens[0] <= first < tokens[1] for first in side.caveats):
        return 0.0
    weight = 0.0
    known = 0
    said: set[str] = set()
    each, cited = weights(side), side.dated(tokens) > 0
    for at, word in compress(enumerate(content, tokens[0]), map(more.__contains__, content)):
        if more[word] < 1:
            continue
        more[word] -= 1
        if word in said:
            continue
        said.add(word)
        share = IN_CITATION if cited and each[at] == IN_RECORD else each[at]
        weight += (_NAME if side.tokens.words[at][0].isupper() else 1.0) * share
        known += 1
    titled = not _TITLED.isdisjoint(side.keys[slice(*tokens)])
    dates = titled or 2 * side.updated(tokens) > known
    return side.vocabulary.unit * weight * (_DATED if dates else 1.0)


def clause(change: Change) -> Iterator[Finding]:
    """scope.clause: a clause came or went, whatever else changed."""
    for side in change.sides:
        for region, weight in zip(change.regions(side), _each(change, side), strict=True):
            if weight < _CLAUSE_WEIGHT or _dates(side, region.own):
                continue
            span = side.token_span(*region.own)
            if span is None:
                continue
            came = side is change.after
            yield Finding(
                dimension="scope",
                sign=1 if came else -1,
                rule="scope.clause",
                reason=f"A clause was {'added' if came else 'dropped'}.",
                confidence=_CLAUSE,
                before=None if came else span,
                after=span if came else None,
                source=_SOURCE,
            )
            break


def _dates(side: Side, tokens: tuple[int, int]) -> bool:
    """Whether a stretch dates and numbers as much as it says."""
    return 3 * side.updated(tokens) > sum(map(bool, side.content[slice(*tokens)]))


def members(change: Change) -> Iterator[Finding]:
    """scope.list: a list grew or shrank by a member."""
    for side in change.sides:
        more = dict(change.lost(side))
        for region in change.regions(side):
            if region.other[0] < region.other[1] or not _is_member(side, region.own):
                continue
            weight = _own(side, region.own, more)
            span = side.token_span(*region.own)
            if weight < _MEMBER_WEIGHT or span is None:
                continue
            grew = side is change.after
            yield Finding(
                dimension="scope",
                sign=1 if grew else -1,
                rule="scope.list",
                reason=f"“{span.text}” was {'added to' if grew else 'taken from'} a list.",
                confidence=_MEMBER * weigh(side, region.own[0], region.own),
                before=None if grew else span,
                after=span if grew else None,
                source=_SOURCE,
            )


def _is_member(side: Side, tokens: tuple[int, int]) -> bool:
    """Whether a short stretch stands as a member of a list: set off by a comma, "and" or "or"."""
    first, last = tokens
    known = side.vocabulary
    if not 0 < known.unit * (last - first) <= _MEMBER_SIZE:
        return False
    return known.joins(side.keys[first]) or side.keys[last - 1] in known.joining
