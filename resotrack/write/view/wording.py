"""The words of the interface: axes, directions, confidence. Changed here, changed everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from resotrack.model import Dimension, Direction


@dataclass(frozen=True, slots=True)
class Axis:
    """How an axis is called, and what it looks at, for somebody who has read no manual."""

    name: str
    looks_at: str


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """A direction by word and by symbol: never by colour alone."""

    word: str
    symbol: str
    title: str


AXES: dict[Dimension, Axis] = {
    "force": Axis("force", "the opening verb"),
    "modality": Axis("modality", "shall, should, may"),
    "intensity": Axis("intensity", "strongly, deeply, gravely"),
    "hedge": Axis("hedges", "as appropriate, consider"),
    "scope": Axis("scope", "who and what is covered"),
    "actor": Axis("actor", "who has to act"),
    "mandate": Axis("mandate", "reports, deadlines, bodies"),
    "specificity": Axis("specificity", "named, counted, dated"),
    "presence": Axis("presence", "dropped or added"),
    "placement": Axis("placement", "preamble or operative part"),
    "update": Axis("update", "dates and references"),
    "editorial": Axis("editorial", "wording only"),
}

DIRECTIONS: dict[Direction, DirectionWords] = {
    "weakened": DirectionWords("weaker", "▼", "Weaker"),
    "mixed": DirectionWords("mixed", "◆", "Mixed: weaker in one way, stronger in another"),
    "strengthened": DirectionWords("stronger", "▲", "Stronger"),
    "neutral": DirectionWords("neutral", "○", "Changed, no effect on strength found"),
}

WEAK_EVIDENCE = "On weak evidence: read before relying on it"

# Below this a pairing of paragraphs is shown, and the reader is asked to check it.
DOUBTFUL = 0.6
# A flag of no more than this names an axis that a stronger flag has weighed already.
SLIGHT = 0.12
_SURE = 0.85


def confidence_in_words(confidence: float) -> str:
    """0 to 1 as a word: a figure would claim a precision that nobody has."""
    if confidence >= _SURE:
        return "sure"
    return "likely" if confidence >= DOUBTFUL else "check this"
