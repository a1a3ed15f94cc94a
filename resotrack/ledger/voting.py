"""Votes in a record: taken down as stated, and held against themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from resotrack.delegations import resolve
from resotrack.ledger.names import named
from resotrack.ledger.store import Writing
from resotrack.model import Vote
from resotrack.model.record import About, Ballot, Tabled, Version, VoteResult, VoteTarget
from resotrack.read.votes import vote_notices

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation


def record_vote(
    talks: Negotiation,
    target: str,
    *,
    on: VoteTarget,
    result: VoteResult,
    counts: tuple[int, int, int] | None,
    in_favour: tuple[str, ...],
    against: tuple[str, ...],
    abstaining: tuple[str, ...],
    date: str,
    meeting: str,
    source: str,
    why: str,
) -> Ballot:
    """Record a decision: see `Negotiation.vote`."""
    place = _target(talks, target, on)
    lists = [_names(talks, one) for one in (in_favour, against, abstaining)]
    recorded = counts is not None or any(lists)
    if counts is None and recorded:
        counts = (len(lists[0]), len(lists[1]), len(lists[2]))
    with talks.command(why) as writing:
        ballot = Ballot(
            key=writing.number("votes", "V"),
            on=on,
            target=place,
            method="recorded" if recorded else "without a vote",
            result=result or outcome(on, counts),
            counts=counts,
            in_favour=lists[0],
            against=lists[1],
            abstaining=lists[2],
            date=date,
            meeting=meeting,
            source=source,
        )
        put_vote(writing, ballot)
    return ballot


def put_vote(writing: Writing, ballot: Ballot) -> None:
    """Write a decision, and what it means for an amendment."""
    writing.put(ballot, "voted")
    if ballot.on != "amendment" or ballot.result not in ("adopted", "rejected"):
        return
    proposal = writing.get("proposals", ballot.target)
    if isinstance(proposal, Tabled):
        writing.put(replace(proposal, state=ballot.result), ballot.result)


def outcome(on: VoteTarget, counts: tuple[int, int, int] | None) -> VoteResult:
    """What a vote decided: a majority of those voting for or against; a tie carries nothing.

    Rule 86 of the General Assembly's rules of procedure and rule 125 for its committees; the Human
    Rights Council applies the latter.
    """
    carried = counts is None or counts[0] > counts[1]
    if on == "paragraph":
        return "retained" if carried else "not retained"
    return "adopted" if carried else "rejected"


def ballot_of(writing: Writing, version: Version, vote: Vote, name: Callable[[str], str]) -> Ballot:
    """The decision that an adopted text tells of itself."""
    return Ballot(
        key=writing.number("votes", "V"),
        on="text",
        target=version.label,
        method=vote.method,
        result="adopted",
        counts=vote.counts,
        in_favour=tuple(name(one) for one in vote.in_favour),
        against=tuple(name(one) for one in vote.against),
        abstaining=tuple(name(one) for one in vote.abstaining),
        date=version.date,
        source=version.symbol or version.name,
    )


def doubts(ballot: Ballot, about: About) -> tuple[str, ...]:
    """What does not add up in a vote: a total against its list, against the size of the body.

    The size is `About.members` where it is given, else what is known of the body.
    """
    if ballot.method != "recorded":
        return ()
    vote = Vote(
        method="recorded",
        counts=ballot.counts,
        in_favour=ballot.in_favour,
        against=ballot.against,
        abstaining=ballot.abstaining,
    )
    found = [
        n.message for n in vote_notices(vote, "" if about.members else about.body, ballot.date)
    ]
    if _of_another_world(ballot):
        found = [told for told in found if "names of the vote" not in told]
    if about.members:
        named_so = sum(map(len, (ballot.in_favour, ballot.against, ballot.abstaining)))
        for number, said in ((sum(ballot.counts or ()), "votes are counted"),
                             (named_so, "voters are named")):  # fmt: skip
            if number > about.members:
                found.append(f"{number} {said} in a body of {about.members}")
    if ballot.result and outcome(ballot.on, ballot.counts) != ballot.result:
        found.append(f"it is recorded as {ballot.result}, which the totals do not bear out")
    return tuple(found)


def _of_another_world(ballot: Ballot) -> bool:
    """Whether none of the voters is known: an exercise, then, and no mistake in the names."""
    names = (*ballot.in_favour, *ballot.against, *ballot.abstaining)
    return not any(resolve(name, suggest=False) for name in names)


def _target(talks: Negotiation, target: str, on: VoteTarget) -> str:
    """The target under its full name. Raises LedgerError where there is none."""
    if on == "text":
        return talks.version(target).label
    if on == "paragraph":
        label, _, paragraph = target.rpartition(" ")
        return f"{talks.placed(paragraph, label)} {paragraph}"
    return talks.proposal(target).key


def _names(talks: Negotiation, given: Iterable[str]) -> tuple[str, ...]:
    aliases = talks.aliases
    return tuple(named(one, aliases, source=talks.name) for one in given)
