"""What alignment gives back, whichever way it was found."""

from __future__ import annotations

from dataclasses import dataclass

from resotrack.model import Paragraph, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Paragraphs that belong together, before anything is said about their words."""

    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    relation: Relation
    moved: bool
    confidence: float
