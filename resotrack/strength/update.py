"""Update and editorial: changes that move nothing, named so that a reader can pass over them."""

from __future__ import annotations

from collections.abc import Iterator

from resotrack.model import Span
from resotrack.strength.change import Change, Hunk, Side
from resotrack.strength.finding import Finding
from resotrack.strength.record import weigh

_HARDLY = 2
_HE, _SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
_HOLDERS = _HE | _SHE
_DATED = 2
"""Words of substance to a date or number, at most."""
_MANUAL = "UN Editorial Manual: references, dates and sessions are brought up to date"


def update(change: Change) -> Iterator[Finding]:
    """update.reference: dates, numbers, sessions or document symbols were brought up to date."""
    before, after = change.sides
    for hunk in change.hunks if before.date_tokens or after.date_tokens else ():
        dated = before.dated(hunk.before), after.dated(hunk.after)
        if any(dated) and _mostly(change, hunk, sum(dated)):
            yield _brought(
                "A date, number, session or reference was brought up to date.",
                before.token_span(*hunk.before) if dated[0] else None,
                after.token_span(*hunk.after) if dated[1] else None,
            )
            return
    yield from _holder(change)


def _brought(reason: str, old: Span | None, new: Span | None) -> Finding:
    return Finding(
        dimension="update",
        sign=0,
        rule="update.reference",
        reason=reason,
        confidence=0.9,
        before=old,
        after=new,
        source=_MANUAL,
    )


def _holder(change: Change) -> Iterator[Finding]:
    """update.reference: an office passed from a man to a woman, or back."""
    if any(_HOLDERS.isdisjoint(side.keys) for side in change.sides):
        return
    for hunk in change.hunks:
        old, new = (
            {side.keys[at] for at in range(*tokens)}
            for side, tokens in ((change.before, hunk.before), (change.after, hunk.after))
        )
        passed = old & _HE and new & _SHE and not (old & _SHE or new & _HE)
        back = old & _SHE and new & _HE and not (old & _HE or new & _SHE)
        if passed or back:
            yield _brought(
                "The holder of an office changed.",
                change.before.token_span(*hunk.before),
                change.after.token_span(*hunk.after),
            )
            return


def _mostly(change: Change, hunk: Hunk, dates: int) -> bool:
    """Whether a hunk dates and numbers rather than says something new with a date in it; in a
    paragraph that only records, a date is enough."""
    words = 0
    for side, tokens in ((change.before, hunk.before), (change.after, hunk.after)):
        lost = change.lost(side)
        if weigh(side, tokens[0]) < 1:
            return True
        words += sum(map(lost.__contains__, side.content[slice(*tokens)]))
    return _DATED * dates >= words


def editorial(change: Change) -> Iterator[Finding]:
    """editorial.wording: words changed, but hardly one of substance came or went."""
    lost = max(sum(change.lost(side).values()) for side in change.sides)
    most = change.before.vocabulary.unit * lost
    if most > _HARDLY:
        return
    for hunk in change.hunks:
        old, new = _worded(change.before, hunk.before), _worded(change.after, hunk.after)
        if old or new:
            yield Finding(
                dimension="editorial",
                sign=0,
                rule="editorial.wording",
                reason=(
                    "The wording changed, but hardly a word of substance came or went."
                    if most
                    else "The wording changed, but no word of substance came or went."
                ),
                confidence=0.6,
                before=old,
                after=new,
                source=_MANUAL,
            )
            return


def _worded(side: Side, tokens: tuple[int, int]) -> Span | None:
    if any(side.keys[at][:1].isalpha() for at in range(*tokens)):
        return side.token_span(*tokens)
    return None
