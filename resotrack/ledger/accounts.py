"""The account of one delegation: what it asked for, what it got, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resotrack.ledger.fate import fates_of
from resotrack.ledger.wording import shares, size, wording
from resotrack.model.record import Ballot, JointStatement, Position, Sponsor, Tabled
from resotrack.model.standing import Fate

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation

_GOT = frozenset({"accepted", "merged", "adopted"})
_LOST = frozenset({"rejected", "withdrawn", "fallen"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One proposal of a delegation and what became of it."""

    proposal: Tabled
    fate: Fate | None
    """In the text on the table; None where it was made on that text or on none."""

    @property
    def outcome(self) -> str:
        """ "got", "in part", "lost" or "open": by its state where somebody decided, else by its
        words."""
        if self.proposal.state in _GOT:
            return "got"
        if self.proposal.state in _LOST:
            return "lost"
        verdict = self.fate.verdict if self.fate else ""
        return {"taken up": "got", "in part": "in part", "not taken up": "lost"}.get(
            verdict, "open"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One delegation in one negotiation."""

    delegation: str
    text: str
    """The label of the text that proposals are held against; "" where there is none."""
    asked: tuple[Asked, ...]
    positions: tuple[Position, ...]
    sponsorships: tuple[Sponsor, ...]
    """Of the text and of amendments, those that it left among them."""
    votes: tuple[tuple[Ballot, str], ...]
    """(vote, "in favour" | "against" | "abstaining")."""
    statements: tuple[JointStatement, ...]
    words: int
    """How many words of the text it asked for."""
    of: int
    """Of how many."""

    def having(self, outcome: str) -> tuple[Asked, ...]:
        """The proposals with one outcome: "got", "in part", "lost" or "open"."""
        return tuple(one for one in self.asked if one.outcome == outcome)


def account(talks: Negotiation, delegation: str, text: str = "") -> Account:
    """What a delegation asked for, got and lost, up to a text (the newest, where none is named)."""
    name = talks.delegation(delegation)
    versions = talks.versions
    label = (talks.version(text).label if text else versions[-1].label) if versions else ""
    words = wording(talks, label) if label else ()
    proposals = talks.proposals(delegation=name)
    told = fates_of(talks, proposals, label) if label else {}
    return Account(
        delegation=name,
        text=label,
        asked=tuple(Asked(proposal=one, fate=told.get(one.key)) for one in proposals),
        positions=talks.positions(delegation=name),
        sponsorships=tuple(
            one for one in talks.all_sponsors if name in (one.delegation, one.on_behalf_of)
        ),
        votes=tuple((vote, choice) for vote in talks.votes if (choice := choice_of(vote, name))),
        statements=tuple(one for one in talks.statements if name in one.signatories),
        words=shares(words).get(name, 0),
        of=size(words),
    )


def choice_of(vote: Ballot, delegation: str) -> str:
    """How a delegation voted; "" where it is not named."""
    for choice, names in (
        ("in favour", vote.in_favour),
        ("against", vote.against),
        ("abstaining", vote.abstaining),
    ):
        if delegation in names:
            return choice
    return ""
