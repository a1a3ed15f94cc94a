"""What a record answers: plain values, which the record makes and pages and terminals lay out.

They stand here because neither may know the other: the ledger works them out, `write` shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resotrack.model.record import Position, Tabled

Verdict = Literal["taken up", "in part", "not taken up", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one proposal in one later text."""

    proposal: Tabled
    text: str
    """The label of the later text."""
    verdict: Verdict
    reason: str
    """Why, in a sentence."""
    paragraphs: tuple[str, ...] = ()
    """What its paragraphs are called there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A proposal that waits for a decision."""

    proposal: Tabled
    fate: Fate | None = None
    """Whether its words stand in the text on the table; None where it was made on that text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paragraph of the board."""

    paragraph: str
    """Its id in the text on the table; "" for what has no place there any more."""
    opening: str = ""
    """The first words of the paragraph."""
    brackets: int = 0
    """How many brackets are open in it."""
    proposals: tuple[Open, ...] = ()
    positions: tuple[Position, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything that is open in one text."""

    text: str
    """The label of the text."""
    rows: tuple[Row, ...]
    """In the order of the text; what has no place any more stands last."""
    language: str = ""
    """That of the text, two letters."""

    @property
    def by_delegation(self) -> dict[str, tuple[tuple[str, Open], ...]]:
        """The open proposals of each delegation, as (paragraph, proposal), by name."""
        found: dict[str, dict[str, tuple[str, Open]]] = {}
        for row in self.rows:
            for one in row.proposals:
                for name in one.proposal.delegations or ("",):
                    found.setdefault(name, {}).setdefault(one.proposal.key, (row.paragraph, one))
        return {name: tuple(found[name].values()) for name in sorted(found)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One command."""

    batch: int
    """Its number, by which it can be undone."""
    time: str
    """When it was recorded (UTC, ISO 8601)."""
    date: str
    """The day of what it tells of, where that is known; else ""."""
    who: str
    why: str
    told: str
    """What was done, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading of a brief and the points below it."""

    title: str
    points: tuple[str, ...]
    more: int = 0
    """How many points were left out for want of room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A page to take into the room."""

    title: str
    subject: str
    """What it is on: the text's label, "OP 7 of L.12", "Ostrelle"."""
    sections: tuple[Section, ...]

    def to_text(self) -> str:
        """The brief as Markdown, which reads as plain text too."""
        lines = [f"# {self.title}", "", f"*{self.subject}*"]
        for section in self.sections:
            lines += ["", f"## {section.title}", ""]
            lines += [f"- {point}" for point in section.points]
            if section.more:
                lines.append(f"- … and {section.more} more")
        return "\n".join(lines) + "\n"
