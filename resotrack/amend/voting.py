"""In which order amendments would be voted on: a proposal, not a ruling.

Rule 130 of the General Assembly's rules of procedure has the amendment furthest removed in
substance from the original voted on first. What is furthest is for the presiding officer to say;
here it is measured by words, and shown, so that the measure can be argued with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resotrack.amend.apply import apply
from resotrack.compare import compare
from resotrack.model import AmendmentDocument, Document

NOTE = "A proposal, not a ruling: the presiding officer decides what is furthest removed."
# What leaves the force of a provision as it was is less far from it.
_NEUTRAL = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An amendment in the order of voting."""

    amendment: str
    distance: float
    """How far it goes, in words changed; those that leave a provision's force alone count half."""
    weakened: int
    strengthened: int
    """How many provisions it weakens and strengthens."""
    falls_with: tuple[str, ...]
    """The amendments earlier in the order with which it falls, in whole or in part."""


def order_of_voting(
    document: Document, amendments: Sequence[AmendmentDocument]
) -> tuple[Turn, ...]:
    """The amendments with the furthest removed first; equal ones as they are given."""
    turns: list[Turn] = []
    for amendment in amendments:
        comparison = compare(document, apply(document, amendment).document)
        distance = 0.0
        for link in comparison.links:
            changed = sum(len(w.split()) for kind, w in link.words if kind != "equal")
            if link.relation in ("added", "deleted") or link.direction != "neutral":
                distance += changed
            else:
                distance += _NEUTRAL * changed
        directions = [link.direction for link in comparison.links]
        turns.append(
            Turn(
                amendment=amendment.label,
                distance=distance,
                weakened=directions.count("weakened"),
                strengthened=directions.count("strengthened"),
                falls_with=(),
            )
        )
    turns.sort(key=lambda turn: -turn.distance)
    against: dict[str, set[str]] = {}
    for conflict in apply(document, amendments).conflicts:
        if not conflict.both:
            against.setdefault(conflict.first[0], set()).add(conflict.second[0])
            against.setdefault(conflict.second[0], set()).add(conflict.first[0])
    found: list[Turn] = []
    for turn in turns:
        earlier = [t.amendment for t in found if t.amendment in against.get(turn.amendment, ())]
        found.append(
            Turn(
                amendment=turn.amendment,
                distance=turn.distance,
                weakened=turn.weakened,
                strengthened=turn.strengthened,
                falls_with=tuple(earlier),
            )
        )
    return tuple(found)
