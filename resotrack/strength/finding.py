"""What a rule reports, before anybody says which side came first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resotrack.model import Dimension, Direction, Flag, Span

Sign = Literal[-1, 0, 1]

_DIRECTIONS: dict[Sign, Direction] = {-1: "weakened", 0: "neutral", 1: "strengthened"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A change along one axis. `sign` says what it does going from before to after."""

    dimension: Dimension
    sign: Sign
    rule: str
    reason: str
    confidence: float
    before: Span | None = None
    after: Span | None = None
    source: str = ""

    def flag(self) -> Flag:
        return Flag(
            dimension=self.dimension,
            direction=_DIRECTIONS[self.sign],
            before=self.before,
            after=self.after,
            rule=self.rule,
            reason=self.reason,
            confidence=round(self.confidence, 3),
            source=self.source,
        )


def signed(value: float) -> Sign:
    return 1 if value > 0 else -1 if value < 0 else 0


def times(sign: Sign, other: Sign) -> Sign:
    return signed(sign * other)
