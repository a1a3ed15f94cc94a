"""What a committee did with its drafts, as its report tells it: each fact with its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from resotrack.model.document import Notice, Source, Vote

Moment = Literal["submission", "before", "at"]
StatementKind = Literal[
    "explanation of vote", "explanation of position", "general statement", "right of reply",
    "statement", "request for a vote",
]  # fmt: skip
StatementMoment = Literal["", "before", "after"]
Choice = Literal["in favour", "against", "abstaining"]
Outcome = Literal["adopted", "rejected", "retained", "not retained", "withdrawn", "no action"]
Target = Literal["draft", "amendment", "paragraph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where in the report a fact was read."""

    paragraph: str
    """The number of the report's paragraph: "16"; "" before the first."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of the committee."""

    number: str
    """As printed: "53rd"."""
    date: str = ""
    """ISO 8601; "" where the report gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedSponsor:
    """A delegation's name on a draft, and when it came there."""

    delegation: str
    on_behalf_of: str = ""
    moment: Moment
    """With the submission, after it and before the meeting, or at the meeting that took action."""
    source: Passage

    def __str__(self) -> str:
        return self.delegation


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Who introduced a draft or an amendment to the committee."""

    delegation: str
    on_behalf_of: str = ""
    source: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class OralRevision:
    """A change to a draft that was read out, in the report's words."""

    by: str = ""
    text: str
    source: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Intention:
    """A delegation that said later how it had meant to vote. The totals stay as they were."""

    delegation: str
    choice: Choice | Literal[""]
    source: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One decision of the committee: on a draft, an amendment or a paragraph."""

    target: Target
    name: str
    """What was decided on: "A/C.3/78/L.41", "operative paragraph 4"."""
    outcome: Outcome
    vote: Vote | None = None
    as_revised: bool = False
    """Adopted as orally revised or amended."""
    meeting: Meeting | None = None
    intentions: tuple[Intention, ...] = ()
    source: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAmendment:
    """An amendment that stood before the committee."""

    symbol: str
    """Its document symbol; "" for an oral amendment."""
    sponsors: tuple[ReportedSponsor, ...] = ()
    introduced: tuple[Introduction, ...] = ()
    ballot: Ballot | None = None
    source: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A delegation took the floor."""

    delegation: str
    on_behalf_of: str = ""
    kind: StatementKind
    moment: StatementMoment = ""
    """Before or after the vote (or the adoption); "" where the report does not say."""
    meeting: Meeting | None = None
    source: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """All that the report tells of one draft."""

    symbol: str
    """Of the draft as it was acted on: the last revision."""
    versions: tuple[str, ...] = ()
    """Every symbol that the draft had, in order."""
    kind: Literal["draft resolution", "draft decision"] = "draft resolution"
    title: str = ""
    sponsors: tuple[ReportedSponsor, ...] = ()
    submitted_by: str = ""
    """The officer or organ that submitted it, where that was no delegation."""
    introduced: tuple[Introduction, ...] = ()
    revisions: tuple[OralRevision, ...] = ()
    amendments: tuple[ReportedAmendment, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    """Decisions on the draft itself and on its paragraphs, in order."""
    statements: tuple[Statement, ...] = ()
    budget: tuple[Passage, ...] = ()
    """What was said of programme budget implications."""
    meetings: tuple[Meeting, ...] = ()

    @property
    def decision(self) -> Ballot | None:
        """The last decision on the draft as a whole."""
        whole = [ballot for ballot in self.ballots if ballot.target == "draft"]
        return whole[-1] if whole else None

    @property
    def vote(self) -> Vote | None:
        """How the draft as a whole was decided."""
        return self.decision.vote if self.decision else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeReport:
    """The proceedings of a committee on its drafts, in the order of the report."""

    drafts: tuple[Proceedings, ...]
    symbol: str = ""
    body: str = ""
    """The committee: "Third Committee"; "" where the report does not name it."""
    session: str = ""
    agenda_item: str = ""
    notices: tuple[Notice, ...] = ()
    """What was passed over or does not add up."""
    source: Source | None = field(default=None)

    def __getitem__(self, symbol: str) -> Proceedings:
        """The proceedings on the draft with this symbol. Raises KeyError where there are none."""
        for draft in self.drafts:
            if symbol in (draft.symbol, *draft.versions):
                return draft
        raise KeyError(symbol)
