"""What a change did to a commitment: flags, one axis each, and the direction that follows.

Axes are never averaged into a number. Each rule looks at one axis and says what it saw, with the
words, the reason and the source; `verdict` says how a direction follows. Swapping the two texts
turns every flag round; equal texts give none.
"""

from __future__ import annotations

from collections.abc import Iterable

from resotrack.lexicon import vocabulary
from resotrack.model import Assessment, Link, Perspective
from resotrack.strength.change import Change
from resotrack.strength.criticized import criticized
from resotrack.strength.elsewhere import settled_elsewhere
from resotrack.strength.finding import Finding
from resotrack.strength.perspective import counted, read_perspective, with_phrases
from resotrack.strength.rules import RULES
from resotrack.strength.verdict import is_neutral, verdict

__all__ = ["RULES", "assess", "criticized", "read_perspective", "settled_elsewhere"]

FLOOR = 0.1
"""Findings with less confidence are not reported."""
MINOR = ("scope", "actor")
"""Axes on which so little as a word or a name is found."""
_PRESENCE = ("presence.paragraph", "mandate.task")
_CHANGE = tuple(name for name in RULES if name != _PRESENCE[0])


def assess(
    link: Link,
    *,
    language: str = "en",
    criticized: frozenset[str] = frozenset(),
    perspective: Perspective | None = None,
) -> Assessment:
    """What became of the commitment in a link, with the evidence.

    A link that is the `same` has no flags, moved or not. `criticized` are the roots of the names of
    the State that the text is about, if it is about one (see `resotrack.strength.criticized`).
    `perspective` is whose purpose it is judged by, where it is not the resolution's own.
    """
    if link.relation == "same" or not (link.before or link.after):
        return Assessment()
    change = change_of(link, language, criticized, perspective)
    findings = settled(
        finding for name in asked(change) for finding in found(name, change, perspective)
    )
    direction, confidence = verdict(findings)
    return Assessment(
        direction=direction,
        flags=tuple(finding.flag() for finding in findings),
        confidence=confidence,
    )


def change_of(
    link: Link, language: str, criticized: frozenset[str], perspective: Perspective | None
) -> Change:
    """The change in a link, with the words that the rules know."""
    language = language or "en"
    return Change(link, language, criticized, with_phrases(vocabulary(language), perspective))


def asked(change: Change) -> tuple[str, ...]:
    """The rules that are asked about a change, in order."""
    if change.before.paragraphs and change.after.paragraphs:
        return _CHANGE
    return _PRESENCE


def found(name: str, change: Change, perspective: Perspective | None) -> Iterable[Finding]:
    """What one rule finds, as the perspective counts it."""
    if perspective is None:
        return RULES[name](change)
    return counted(RULES[name](change), change, perspective)


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that count."""
    kept = [finding for finding in findings if finding.confidence >= FLOOR]
    if is_neutral(kept):
        # Where nothing moved, a word or a name more is not told beside what else there is to say.
        kept = [f for f in kept if f.sign == 0 or f.dimension not in MINOR] or kept
    # "Merely editorial" is what is left to say where no other rule said anything.
    return tuple(f for f in kept if f.dimension != "editorial" or len(kept) == 1)
