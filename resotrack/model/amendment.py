"""Proposals to change a text: the instructions of an amendment document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resotrack.model.document import Notice, Source, Sponsorship

Action = Literal[
    "replace_paragraph",
    "insert_paragraph",
    "delete_paragraph",
    "replace_words",
    "insert_words",
    "delete_words",
    "move_paragraph",
    "replace_title",
    "other",
]
TargetKind = Literal["pp", "op", "title", "heading", "annex", "all", "unknown"]
Position = Literal["at", "after", "before", "end", "beginning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The place that an instruction names, as its own words name it."""

    kind: TargetKind = "unknown"
    """"all" for words changed throughout; "unknown" where no place is named."""
    number: str = ""
    """"7", "7bis", "last", "penultimate"; "3-5" for a range, "3,5" for a list; "new" where a new
    paragraph is put in without a word of where."""
    sub: str = ""
    """A sub-paragraph: "(a)", "(a)(i)"."""
    position: Position = "at"
    """For what is put in: where it goes. Else "at"."""
    section: str = ""
    """The section, part or chapter that it stands in: "II", "B"; "" where none is named."""
    beginning: str = ""
    """The words with which it begins, where no number names it; for a heading its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One change at one place."""

    action: Action
    """"other": it could not be read; `reason` says why and `source` gives the words."""
    target: Target
    anchor: str = ""
    """insert_words: the words of the text after or before which the new ones go."""
    old: str = ""
    """The words taken out, without quotation marks."""
    new: str = ""
    """The words put in, without a number before them and without quotation marks."""
    new_label: str = ""
    """The number given to a new paragraph: "7 bis"."""
    near: str = ""
    """Words beside which those of `old` stand, where the instruction names them."""
    where: str = ""
    """A place within the paragraph that no words name: "third line", "last sentence"."""
    span: tuple[int, int] | None = None
    """Where in the paragraph's text the change is, in code points, where a tracked change or a
    bracket shows it; None where words alone say it. Equal offsets where words are only put in."""
    destination: Target | None = None
    """move_paragraph: where to."""
    source: str = ""
    """The words that it was read from."""
    confidence: float = 1.0
    """0 to 1: how sure the reading is."""
    reason: str = ""
    """Why the reading is in doubt; "" where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDocument:
    """A document that proposes changes to another one."""

    instructions: tuple[Instruction, ...]
    """In the order of the document."""
    symbol: str = ""
    amends: str = ""
    """The symbol of the text that it would change; "" where it does not say. Of a sub-amendment,
    that of the amendment."""
    name: str = ""
    """What to call proposals that are no document of their own: "changes by J. Doe"."""
    title: str = ""
    """Of the draft that it would change, as the document repeats it."""
    language: str = ""
    """Two letters."""
    sponsors: tuple[Sponsorship, ...] = ()
    footnotes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    source: Source | None = None

    @property
    def label(self) -> str:
        """How to call it in a sentence: its symbol, else its name, else its file's."""
        return (
            self.symbol or self.name or (self.source.name if self.source else "") or "(amendment)"
        )


ConflictKind = Literal[
    "same change",
    "same words",
    "same paragraph",
    "deletion and edit",
    "same place",
    "target lost",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where an instruction left its mark in the new text."""

    paragraph: str
    """The paragraph's id in the new text; for one taken out, its id in the old text."""
    start: int = 0
    end: int = 0
    """The stretch of the new text that it put in, in code points; equal where it only took out."""
    taken: str = ""
    """The words that it took out there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """An instruction that was carried out."""

    amendment: str
    """The document that proposes it, by its label."""
    number: int
    """Which instruction of that document, from 1."""
    instruction: Instruction
    traces: tuple[Trace, ...]
    score: float = 1.0
    """How like its quoted words are to those that were found, 0 to 1."""
    remark: str = ""
    """What to check; "" where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An instruction that could not be carried out."""

    amendment: str
    number: int
    instruction: Instruction
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two instructions that touch one another."""

    kind: ConflictKind
    first: tuple[str, int]
    """(amendment, number of the instruction)."""
    second: tuple[str, int]
    paragraph: str
    """The id in the text that is amended."""
    both: bool
    """Whether both can be carried out."""
    sentence: str


Obstacle = Literal[
    "paragraph gone",
    "words gone",
    "changed there too",
    "already taken in",
    "not understood",
    "no place before",
]
"""Why an instruction cannot be carried over to a later text: "changed there too" where both it and
the later text rewrote the same words, "no place before" where it had none in the earlier one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """An instruction to an earlier text as it reads for a later one."""

    amendment: str
    number: int
    """Which instruction of that document, from 1."""
    instruction: Instruction
    """As it was."""
    now: tuple[Instruction, ...]
    """As it reads now; several where its place was split or it named several."""
    remark: str = ""
    """What to check; "" where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """An instruction, or one place of it, that cannot be carried over to a later text."""

    amendment: str
    number: int
    instruction: Instruction
    kind: Obstacle
    why: str
