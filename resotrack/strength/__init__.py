"""What a change did to a commitment: flags, one axis each, and the direction that follows.

Axes are never averaged into a number. Each rule looks at one axis and says what it saw, with the
words, the reason and the source; `verdict` says how a direction follows. Swapping the two texts
turns every flag round; equal texts give none.
"""

from __future__ import annotations

from resotrack.model import Assessment, Link
from resotrack.strength.change import Change
from resotrack.strength.finding import Finding
from resotrack.strength.rules import RULES
from resotrack.strength.verdict import verdict

__all__ = ["RULES", "assess"]

_FLOOR = 0.1
_PRESENCE = ("presence.paragraph",)


def assess(link: Link, *, language: str = "en") -> Assessment:
    """What became of the commitment in a link, with the evidence.

    A link that is the `same` has no flags, moved or not.
    """
    if link.relation == "same" or not (link.before or link.after):
        return Assessment()
    change = Change(link, language or "en")
    findings = tuple(_findings(change))
    direction, confidence = verdict(findings)
    return Assessment(
        direction=direction,
        flags=tuple(finding.flag() for finding in findings),
        confidence=confidence,
    )


def _findings(change: Change) -> list[Finding]:
    if change.before.paragraphs and change.after.paragraphs:
        names = tuple(name for name in RULES if name not in _PRESENCE)
    else:
        names = _PRESENCE
    found = [finding for name in names for finding in RULES[name](change)]
    found = [finding for finding in found if finding.confidence >= _FLOOR]
    # "Merely editorial" is what is left to say where no other rule said anything.
    return [f for f in found if f.dimension != "editorial" or len(found) == 1]
