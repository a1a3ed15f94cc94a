"""Where a negotiation stands, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from resotrack.ledger.events import Event
from resotrack.ledger.voting import doubts
from resotrack.model.record import PENDING, About, ProposalState, SponsorRole, Version

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation

_LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A record at a glance."""

    about: About
    texts: tuple[Version, ...]
    proposals: dict[ProposalState, int]
    """How many proposals there are in each state."""
    sponsors: dict[SponsorRole, int]
    """How many sponsor, by role; of the text and of amendments together."""
    withdrawn: int
    """How many sponsors left."""
    votes: int
    doubts: tuple[tuple[str, str], ...]
    """(key of a vote, what does not add up in it)."""
    latest: tuple[Event, ...]
    """What was done last, in order."""
    head: tuple[int, str]
    """The number and the hash of the last event."""

    @property
    def newest(self) -> Version | None:
        """The text that is on the table."""
        return self.texts[-1] if self.texts else None

    @property
    def pending(self) -> int:
        """How many proposals wait for a decision."""
        return sum(self.proposals.get(state, 0) for state in PENDING)


def status(talks: Negotiation) -> Status:
    """Where a negotiation stands. Reads counts, not what is counted: quick in a large record."""
    counted = talks.counts()
    by_state = {state: n for (name, state), n in counted.items() if name == "proposals"}
    by_role = {role: n for (name, role), n in counted.items() if name == "sponsors"}
    withdrawn = by_role.pop("withdrawn", 0)
    about = talks.about
    votes = talks.votes
    return Status(
        about=about,
        texts=talks.versions,
        proposals={
            state: by_state[state] for state in get_args(ProposalState) if state in by_state
        },
        sponsors={role: by_role[role] for role in get_args(SponsorRole) if role in by_role},
        withdrawn=withdrawn,
        votes=len(votes),
        doubts=tuple((vote.key, told) for vote in votes for told in doubts(vote, about)),
        latest=talks.events(last=_LATEST),
        head=talks.head,
    )
