"""What a reader is shown of asks: signs and words shared by the pages and the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from resotrack.model import AskCell
from resotrack.model.asks import AskCellKind


@dataclass(frozen=True, slots=True)
class Sign:
    """What became of an ask, by sign and by word."""

    symbol: str
    word: str


SIGNS: dict[AskCellKind, Sign] = {
    "first": Sign("•", "asked in the first text"),
    "appears": Sign("+", "appears"),
    "hardens": Sign("▲", "hardens"),
    "softens": Sign("▼", "softens"),
    "changed": Sign("≠", "changed"),
    "kept": Sign("=", "kept"),
    "returns": Sign("↺", "returns"),
    "fulfilled": Sign("✓", "fulfilled"),
    "disappears": Sign("−", "disappears"),
    "absent": Sign("·", "not there"),
}


def eventful(cell: AskCell) -> bool:
    """Whether there is something to tell of an ask in one text."""
    change = cell.change
    return change is not None and bool(change.differences or change.fulfilled)
