"""What a lexicon holds: acts, the words that grade them up or down, and their sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["directive", "assertion", "stance-positive", "stance-negative"]
Form = Literal["verb", "participle", "state"]

FAMILIES: tuple[Family, ...] = ("directive", "assertion", "stance-positive", "stance-negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a paragraph does: an operative verb and its preambular participle are one act."""

    phrase: str
    family: Family
    grade: float
    """0 to 1, within the family."""
    source: str
    valence: int = 0
    """-2 (against) to 2 (in favour)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an act may carry: the concern in "expresses concern" and in "notes with concern"."""

    expressed: Act
    accompanying: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Acts that the authorities order differently."""

    acts: frozenset[str]
    others: frozenset[str]
    """Empty: every other act of the family."""
    says: str

    def concerns(self, one: str, other: str) -> bool:
        """Whether a step between these two acts is disputed."""
        for left, right in ((one, other), (other, one)):
            if left in self.acts and right not in self.acts:
                return not self.others or right in self.others
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """An opening phrase weighed: its act, with the adverbs and adjectives counted in."""

    act: str
    """The phrase without connectors, as an operative verb where it has one."""
    family: Family
    grade: float
    valence: int
    source: str
    head: str
    """The act without adverbs, adjectives and tails: "condemns" for "strongly condemns"."""
    intensity: float = 0.0
    """What the adverbs and adjectives add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An act where it stands in a text: the opening phrase, or one further on."""

    start: int
    end: int
    graded: Graded
