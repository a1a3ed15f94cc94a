"""Whose purpose a change is judged by, where it is not the resolution's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from resotrack.model.comparison import Dimension


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How a finding counts."""

    reverse: bool = False
    """What strengthens by the resolution's purpose weakens here, and the other way round."""
    factor: float = 1.0
    """Times its confidence: 0 passes over it, 0.5 halves it."""


AS_IT_IS = Count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """A reader's own purpose: what counts the other way round, not at all, more or less.

    Of several that speak of one finding the narrowest rules: `words`, then `classes`, `rules`,
    `dimensions`, `everything`.
    """

    name: str
    description: str = ""
    everything: Count = AS_IT_IS
    dimensions: Mapping[Dimension, Count] = field(default_factory=dict)
    rules: Mapping[str, Count] = field(default_factory=dict)
    """By the rule that is asked ("force.acts") or the name on the flag ("force.opening")."""
    classes: Mapping[str, Count] = field(default_factory=dict)
    """By class of the lexicon: "counterduty", "protected", "followup"."""
    words: Mapping[str, Count] = field(default_factory=dict)
    """By words that the evidence holds, in any case and spelling."""
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """More phrases for a class of the lexicon; "~" stands for up to two words of any kind."""
