"""Pending proposals settled by what became of their words in a text that was agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resotrack.ledger.fate import fates
from resotrack.model.record import ProposalState, Tabled
from resotrack.model.standing import Fate

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation

_STATES: dict[str, ProposalState] = {"taken up": "accepted", "not taken up": "fallen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was decided, and what is left to whoever was in the room."""

    decided: tuple[Tabled, ...]
    left: tuple[Fate, ...]
    """Those taken up in part, and those of which the words do not tell."""


def settle(talks: Negotiation, text: str = "", *, why: str = "") -> Settled:
    """Mark pending proposals as accepted or fallen, where the words of a text leave no doubt.

    The text is the newest, where none is named. One command: it can be undone as a whole.
    """
    label = talks.version(talks.placed("", text)).label
    decided: list[Tabled] = []
    left: list[Fate] = []
    told = fates(talks, label, pending=True)
    with talks.command(why or f"by the words of {label}") as writing:
        for one in told:
            state = _STATES.get(one.verdict)
            # What somebody decided since the words were read stays decided.
            if state is None or writing.get("proposals", one.proposal.key) != one.proposal:
                left.append(one)
                continue
            settled = replace(one.proposal, state=state)
            writing.put(settled, state)
            decided.append(settled)
    return Settled(decided=tuple(decided), left=tuple(left))
