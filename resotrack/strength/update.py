"""Update and editorial: changes that move nothing, named so that a reader can pass over them."""

from __future__ import annotations

from collections.abc import Iterator

from resotrack.model import Span
from resotrack.strength.change import Change, Side
from resotrack.strength.finding import Finding

_MANUAL = "UN Editorial Manual: references, dates and sessions are brought up to date"


def update(change: Change) -> Iterator[Finding]:
    """update.reference: dates, numbers, sessions or document symbols were brought up to date."""
    for hunk in change.hunks:
        old = _calendar(change.before, hunk.before)
        new = _calendar(change.after, hunk.after)
        if old or new:
            yield Finding(
                dimension="update",
                sign=0,
                rule="update.reference",
                reason="A date, number, session or reference was brought up to date.",
                confidence=0.9,
                before=old,
                after=new,
                source=_MANUAL,
            )
            return


def _calendar(side: Side, tokens: tuple[int, int]) -> Span | None:
    """The words of a hunk if one of them dates or numbers something."""
    if any(side.vocabulary.is_calendar(side.plain[at]) for at in range(*tokens)):
        return side.token_span(*tokens)
    return None


def editorial(change: Change) -> Iterator[Finding]:
    """editorial.wording: words changed, but none of substance came or went."""
    if any(change.lost(side) for side in change.sides):
        return
    for hunk in change.hunks:
        old, new = _worded(change.before, hunk.before), _worded(change.after, hunk.after)
        if old or new:
            yield Finding(
                dimension="editorial",
                sign=0,
                rule="editorial.wording",
                reason="The wording changed, but no word of substance came or went.",
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
