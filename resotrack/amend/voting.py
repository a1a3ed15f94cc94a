"""In which order amendments would be voted on: a proposal, not a ruling.

Rule 130 of the General Assembly's rules of procedure has the amendment furthest removed in
substance from the original voted on first. What is furthest is for the presiding officer to say;
here it is measured by words, and shown, so that the measure can be argued with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from resotrack.amend.apply import apply, labels_of
from resotrack.amend.telling import place_told
from resotrack.compare import compare
from resotrack.model import AmendmentDocument, Document

NOTE = "A proposal, not a ruling: the presiding officer decides what is furthest removed."
# What leaves the force of a provision as it was is less far from it.
_NEUTRAL = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An amendment in the order of voting."""

    amendment: str
    places: tuple[str, ...]
    """What it would change: "OP 2", "the title"."""
    distance: float
    """How far it goes, in words changed; those that leave a provision's force alone count half."""
    weakened: int
    strengthened: int
    """How many provisions it weakens and strengthens."""
    falls_with: tuple[str, ...]
    """The amendments earlier in the order with which it falls, in whole or in part."""
    not_measured: tuple[str, ...]
    """Why those of its instructions that cannot be carried out on this text cannot."""


def order_of_voting(
    document: Document, amendments: Sequence[AmendmentDocument]
) -> tuple[Turn, ...]:
    """The amendments with the furthest removed first; equal ones as they are given.

    Those of which nothing can be carried out on this text stand at the end.
    """
    labels = labels_of(amendments)
    turns = [
        _measured(document, amendment, label)
        for amendment, label in zip(amendments, labels, strict=True)
    ]
    turns.sort(key=lambda turn: -turn.distance)
    against: dict[str, set[str]] = {}
    for conflict in apply(document, amendments).conflicts:
        if not conflict.both:
            against.setdefault(conflict.first[0], set()).add(conflict.second[0])
            against.setdefault(conflict.second[0], set()).add(conflict.first[0])
    found: list[Turn] = []
    for turn in turns:
        earlier = [t.amendment for t in found if t.amendment in against.get(turn.amendment, ())]
        found.append(replace(turn, falls_with=tuple(earlier)))
    return tuple(found)


def _measured(document: Document, amendment: AmendmentDocument, label: str) -> Turn:
    """An amendment by itself, held against the text."""
    outcome = apply(document, amendment)
    links = compare(document, outcome.document).links
    distance = 0.0
    for link in links:
        changed = sum(len(w.split()) for kind, w in link.words if kind != "equal")
        if link.relation in ("added", "deleted") or link.direction != "neutral":
            distance += changed
        else:
            distance += _NEUTRAL * changed
    directions = [link.direction for link in links]
    return Turn(
        amendment=label,
        places=tuple(dict.fromkeys(place_told(i.target) for i in amendment.instructions)),
        distance=distance,
        weakened=directions.count("weakened"),
        strengthened=directions.count("strengthened"),
        falls_with=(),
        not_measured=tuple(failed.why for failed in outcome.failed),
    )
