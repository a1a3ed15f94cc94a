"""What a text asks for: who is asked to do what, for whom, by when, and to report to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from resotrack.model.comparison import Span
from resotrack.model.document import Document

AskChangeKind = Literal[
    "appears", "hardens", "softens", "changed", "kept", "disappears", "fulfilled"
]
"""changed: another deadline, actor, act or recipient of reports, or firmer in one thing and softer
in another. fulfilled: no longer asked for, and the later text welcomes or notes that it was done.
kept: the same ask, be it in other words."""
AskCellKind = Literal[
    "first",
    "appears",
    "hardens",
    "softens",
    "changed",
    "kept",
    "returns",
    "disappears",
    "fulfilled",
    "absent",
]
"""first: in the first text, so that nothing is known of where it came from. returns: back after at
least one text without it. absent: not there."""
AskField = Literal["act", "verb", "actor", "deadline", "report", "leeway"]
"""act: how firmly it is asked. verb: what exactly is to be done. leeway: words that leave room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing that a text asks of somebody, or that a body decides to do itself.

    A Span names the paragraph that it stands in: of an ask in a sub-paragraph, the act and who is
    asked often stand in the paragraph above.
    """

    paragraph: str
    """The id of the paragraph that says what is asked."""
    by: str
    """The body that asks: "The Human Rights Council"; "" where the text does not name it."""
    act: str
    """How it is asked, as the lexicon calls it: "requests", "calls upon"."""
    grade: float
    """How firmly, 0 to 1, with its adverbs counted in."""
    opening: Span
    """The words of the act: "Strongly urges"."""
    own: bool
    """Whether the body binds itself: "Decides to consider …". It is the actor then."""
    actor: Span | None
    """Who is asked; None where the text names nobody, and where `own`."""
    what: Span
    """What is asked for: "to submit …", "that all parties …", "an immediate end to …"."""
    verb: str
    """The main verb of that in base form, "consider" in "to consider submitting"; "" where it
    has none ("calls for an end to …")."""
    deed: str
    """The verb behind one of trying or deliberating: "submit" there; else the same as `verb`."""
    for_whom: Span | None = None
    """Whom the deed is to serve: "individuals and groups who …"."""
    deadline: Span | None = None
    """By when, or how often: "at its thirty-ninth session", "by 2025", "annually"."""
    reports_to: Span | None = None
    """Who is to hear of it: "to the Human Rights Council"."""

    @property
    def who(self) -> str:
        """Who is asked, in words: the body where it binds itself; "" where nobody is named."""
        if self.actor is not None:
            return self.actor.text
        return self.by if self.own else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDifference:
    """One thing in which an ask differs from what it was."""

    field: AskField
    sign: Literal[-1, 0, 1]
    """1: firmer, -1: softer, 0: other."""
    before: Span | None
    after: Span | None
    reason: str
    """One sentence for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskChange:
    """What became of one ask."""

    kind: AskChangeKind
    before: Ask | None
    """None where it appears."""
    after: Ask | None
    """None where it is gone."""
    differences: tuple[AskDifference, ...] = ()
    fulfilled: Span | None = None
    """Where the later text welcomes or notes what was asked for. An ask that is made again can
    have been fulfilled too."""
    confidence: float = 1.0
    """0 to 1: how sure it is that these two are one ask (or that it is gone, new, fulfilled)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCell:
    """One ask in one text."""

    document: int
    """Which text: 0 for the first."""
    kind: AskCellKind
    ask: Ask | None = None
    """None where it is not there."""
    change: AskChange | None = None
    """What happened since the text in which it last stood; None in the first text and where
    absent."""


@dataclass(frozen=True, kw_only=True)
class AskThread:
    """One ask through all the texts of a lineage."""

    id: str
    """Where it begins: "op4.2@1" is the second ask of OP4 of the first text."""
    cells: tuple[AskCell, ...]
    """One for each text, in their order."""

    @cached_property
    def latest(self) -> Ask:
        """Its last wording."""
        return next(cell.ask for cell in reversed(self.cells) if cell.ask)


@dataclass(frozen=True, kw_only=True)
class AskHistory:
    """Every ask of many texts."""

    documents: tuple[Document, ...]
    threads: tuple[AskThread, ...]
    """In the order of the first text in which each stands."""
