"""A committee's report into the record: who sponsored a draft and when, and how it was decided."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from resotrack.errors import LedgerError
from resotrack.ledger.intake import Names, content_of
from resotrack.ledger.store import Writing
from resotrack.ledger.taken import Question, Reported
from resotrack.ledger.voting import put_vote
from resotrack.model import CommitteeReport
from resotrack.model.record import (
    Ballot,
    Sponsor,
    SponsorRole,
    Tabled,
    Version,
    VoteResult,
    VoteTarget,
)
from resotrack.model.report import Ballot as Decision
from resotrack.model.report import Proceedings, ReportedAmendment, ReportedSponsor

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation, ReportSource

_RESULTS: dict[str, VoteResult] = {
    "adopted": "adopted",
    "rejected": "rejected",
    "retained": "retained",
    "not retained": "not retained",
}


def add_report(talks: Negotiation, source: ReportSource, *, draft: str, why: str) -> Reported:
    """Take from a report what it tells of one draft: see `Negotiation.add_report`."""
    report = _report(source)
    told = _chosen(talks, report, draft)
    versions = {one.symbol: one for one in talks.versions if one.symbol}
    version = next(
        (
            versions[symbol]
            for symbol in (told.symbol, *reversed(told.versions))
            if symbol in versions
        ),
        None,
    )
    asked = Names(talks)
    with talks.command(why or f"from the report {report.symbol}".strip()) as writing:
        if isinstance(source, bytes | str | os.PathLike):
            writing.keep(content_of(source))
        sponsors = tuple(_sponsors(writing, told.sponsors, told, asked))
        proposals: list[Tabled] = []
        votes: list[Ballot] = []
        for amendment in told.amendments:
            proposal = _amendment(writing, amendment, version, asked)
            proposals.append(proposal)
            if amendment.ballot is not None:
                votes.append(
                    _vote(writing, amendment.ballot, "amendment", proposal.key, report, asked)
                )
        for ballot in told.ballots:
            place = _place(ballot, version)
            if place is None:
                asked.ask(ballot.name, "which text was decided on? Add it, and the report again.")
            else:
                votes.append(_vote(writing, ballot, place[0], place[1], report, asked))
    return Reported(
        draft=told.symbol,
        sponsors=sponsors,
        proposals=tuple(proposals),
        votes=tuple(votes),
        questions=(
            *asked.questions.values(),
            *(Question(about=n.where or "report", problem=n.message) for n in report.notices),
        ),
    )


def _report(source: ReportSource) -> CommitteeReport:
    if isinstance(source, CommitteeReport):
        return source
    from resotrack.read.report import read_report

    return read_report(source)


def _chosen(talks: Negotiation, report: CommitteeReport, draft: str) -> Proceedings:
    """The proceedings meant: on the draft that is named, else on one of the record's texts."""
    symbols = {draft} if draft else {one.symbol for one in talks.versions if one.symbol}
    found = [one for one in report.drafts if symbols & {one.symbol, *one.versions}]
    if not found and not draft and len(report.drafts) == 1:
        found = list(report.drafts)
    if len(found) != 1:
        told = ", ".join(one.symbol for one in report.drafts)
        raise LedgerError(
            f"the report tells nothing of {draft}."
            if draft
            else "it is not clear which draft of the report is this negotiation's.",
            source=report.symbol or "the report",
            remedy=f"Name one: {told}.",
        )
    return found[0]


def _sponsors(
    writing: Writing,
    told: Iterable[ReportedSponsor],
    draft: Proceedings,
    asked: Names,
    of: str = "",
) -> Iterable[Sponsor]:
    """Sponsors as the report has them; who stands already keeps a role and a day given before."""
    days = {meeting.number: meeting.date for meeting in draft.meetings}
    acted = draft.decision.meeting if draft.decision else None
    on_action = acted.date if acted else next(iter(reversed(days.values())), "")
    roles: dict[str, SponsorRole] = {
        "submission": "co-sponsor",
        "before": "additional sponsor",
        "at": "additional sponsor",
    }
    for one in told:
        name = asked.of(one.delegation)
        fresh = Sponsor(
            delegation=name,
            role=roles[one.moment],
            on_behalf_of=asked.of(one.on_behalf_of) if one.on_behalf_of else "",
            joined=on_action if one.moment == "at" else "",
        )
        there = writing.get("sponsors", fresh.key)
        if isinstance(there, Sponsor) and not there.withdrawn:
            yield there
            continue
        writing.put(fresh, "sponsored")
        yield fresh


def _amendment(
    writing: Writing, told: ReportedAmendment, version: Version | None, asked: Names
) -> Tabled:
    """The amendment as it stands in the record, or as the report alone tells of it."""
    there = writing.get("proposals", told.symbol) if told.symbol else None
    if isinstance(there, Tabled):
        return there
    made = Tabled(
        key=told.symbol or writing.number("proposals", "P"),
        origin="amendment" if told.symbol else "oral",
        version=version.label if version else "",
        delegations=tuple(dict.fromkeys(asked.of(one.delegation) for one in told.sponsors)),
        words=" ".join(told.source.words.split()),
        symbol=told.symbol,
    )
    writing.put(made, "tabled")
    return made


def _place(ballot: Decision, version: Version | None) -> tuple[VoteTarget, str] | None:
    """What of the record a decision was on; None where its text is not there."""
    if version is None:
        return None
    if ballot.target == "paragraph":
        return "paragraph", f"{version.label} {_paragraph(ballot.name)}"
    return "text", version.label


def _paragraph(name: str) -> str:
    """A paragraph as a report names it, as an id: "operative paragraph 4" is op4."""
    found = _PARAGRAPH.fullmatch(name.strip())
    if not found:
        return name
    kind = "pp" if (found["kind"] or "").lower().startswith("pre") else "op"
    return f"{kind}{found['number'].replace(' ', '')}"


def _vote(
    writing: Writing,
    told: Decision,
    on: VoteTarget,
    target: str,
    report: CommitteeReport,
    asked: Names,
) -> Ballot:
    """Write down a decision that a report tells of."""
    vote = told.vote
    ballot = Ballot(
        key=writing.number("votes", "V"),
        on=on,
        target=target,
        method=vote.method if vote else "without a vote",
        result=_RESULTS.get(told.outcome, ""),
        counts=vote.counts if vote else None,
        in_favour=tuple(asked.of(one) for one in vote.in_favour) if vote else (),
        against=tuple(asked.of(one) for one in vote.against) if vote else (),
        abstaining=tuple(asked.of(one) for one in vote.abstaining) if vote else (),
        date=told.meeting.date if told.meeting else "",
        meeting=told.meeting.number if told.meeting else "",
        source=report.symbol or (report.source.name if report.source else ""),
    )
    put_vote(writing, ballot)
    return ballot


_PARAGRAPH = re.compile(
    r"(?P<kind>preambular|operative)?\s*paragraph\s+(?P<number>\d+(?:\s*\([a-z]+\))*)",
    re.IGNORECASE,
)
