"""What has been heard so far of a committee's report: the draft, the meeting, the vote."""

from __future__ import annotations

from dataclasses import dataclass, field

from resotrack.model import (
    Ballot,
    Introduction,
    Meeting,
    OralRevision,
    Passage,
    ReportedAmendment,
    ReportedSponsor,
    Statement,
)
from resotrack.model.report import StatementMoment


@dataclass(slots=True)
class Draft:
    """The proceedings on one draft in the making."""

    versions: list[str] = field(default_factory=list)
    kind: str = "draft resolution"
    title: str = ""
    sponsors: list[ReportedSponsor] = field(default_factory=list)
    submitted_by: str = ""
    introduced: list[Introduction] = field(default_factory=list)
    revisions: list[OralRevision] = field(default_factory=list)
    amendments: list[ReportedAmendment] = field(default_factory=list)
    ballots: list[Ballot] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    budget: list[Passage] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)


@dataclass(slots=True)
class Floor:
    """Where the telling stands: which draft, which meeting, before or after the vote."""

    draft: Draft = field(default_factory=Draft)
    meeting: Meeting | None = None
    dates: dict[str, str] = field(default_factory=dict)
    moment: StatementMoment = ""
    at_meeting: bool = False
    """Whether the sentence itself names a meeting."""
    paragraph: str = ""
    lists: str = ""
