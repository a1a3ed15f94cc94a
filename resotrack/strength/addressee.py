"""Addressees: who is asked to act.

actor.asked  The acts that ask, of either text, name other agents: States, a Secretary-General,
             companies. One more who must act widens a duty, one less narrows it; where one took
             another's place the rule says so and leaves it to the reader. The words have been
             counted by other rules already, so this one weighs little: it names the axis.

The grammar is English, as that of asks is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from resotrack.lexicon import forget_with_lexicon, vocabulary
from resotrack.lexicon.asking import asking
from resotrack.model import Span
from resotrack.strength.change import Change, Side
from resotrack.strength.finding import Finding, signed

_SOURCE = "Amendments A/HRC/36/L.47, 36/L.48, 36/L.58 and A/HRC/24/L.41, which leave out an office"
_ENDS = frozenset({"to", "that", ";", ":"})
_REACH = 80
_OFFICE = "office"
_OF_UNITED = frozenset({"nations", "states"})
_LITTLE = 0.1
_SURE = 0.5

Named = dict[str, int]
"""An agent, and the token where it stands."""


def asked(change: Change) -> Iterator[Finding]:
    """actor.asked: others are asked than before."""
    if change.language != "en" or not all(side.paragraphs for side in change.sides):
        return
    old, new = (_named(side) for side in change.sides)
    if old is None or new is None or old.keys() == new.keys():
        return
    left = [agent for agent in old if agent not in new]
    came = [agent for agent in new if agent not in old]
    sign = signed(bool(came) - bool(left))
    yield Finding(
        dimension="actor",
        sign=sign,
        rule="actor.asked",
        reason={
            1: f"More are asked to act: “{', '.join(came)}”.",
            0: f"Others are asked to act: “{', '.join(came)}”, not “{', '.join(left)}”.",
            -1: f"Fewer are asked to act: not “{', '.join(left)}”.",
        }[sign],
        confidence=_LITTLE if sign else _SURE,
        before=_span(change.before, old, left),
        after=_span(change.after, new, came),
        source=_SOURCE,
    )


def _span(side: Side, named: Named, agents: list[str]) -> Span | None:
    at = named[agents[0]] if agents else None
    return None if at is None else side.token_span(at, at + 1)


def _named(side: Side) -> Named | None:
    """The agents whom the acts of a side ask; None where none of its acts asks."""
    found: Named = {}
    asks = [act for act in side.acts if act.graded.family == "directive"]
    agents, keys = _agents(), side.keys
    for act in asks:
        first, _ = side.token_range(act.end, act.end)
        for at, key in enumerate(keys[first : first + _REACH], first):
            if key in _ENDS:
                break
            if key in agents and not (key in _OF_UNITED and keys[at - 1] == "united"):
                found.setdefault(key, at)
    return found if asks else None


@lru_cache(maxsize=1)
def _agents() -> frozenset[str]:
    """Those who can be asked: the agents of `asks.toml`, and the last words of the offices of
    `actors.toml`."""
    known = vocabulary("en")
    offices = {
        term.phrase[-1]
        for groups in known.terms.values()
        for group in groups.values()
        for term in group
        if term.cls.name == _OFFICE
    }
    return asking().agents | offices - known.function


forget_with_lexicon(_agents.cache_clear)
