"""The record of a negotiation: events that nobody can alter unseen, and what stands by them.

`Negotiation` is the door. Below it: `store` (the tables), `events` and `fold` (what happened, and
what that makes), `opening` (files and servers), `migrations` (the tables through the years). What
comes in goes through `intake` and `reports`; what is asked of it is answered by `standing`,
`board`, `timeline`, `fate`, `wording`, `accounts`, `divisions`, `briefs` and `listing`.
"""

from resotrack.ledger.accounts import Account, account
from resotrack.ledger.board import board
from resotrack.ledger.briefs import brief
from resotrack.ledger.divisions import by_group, consensus, shifts, together
from resotrack.ledger.events import Break, Event
from resotrack.ledger.fate import claims, fate, fates
from resotrack.ledger.listing import tables
from resotrack.ledger.negotiation import Negotiation
from resotrack.ledger.settling import Settled, settle
from resotrack.ledger.standing import Status, status
from resotrack.ledger.taken import Added, Question, Reported
from resotrack.ledger.timeline import timeline
from resotrack.ledger.voting import doubts
from resotrack.ledger.wording import Wording, shares, size, wording
from resotrack.model.standing import Board, Brief, Fate, Moment

__all__ = [
    "Account",
    "Added",
    "Board",
    "Break",
    "Brief",
    "Event",
    "Fate",
    "Moment",
    "Negotiation",
    "Question",
    "Reported",
    "Settled",
    "Status",
    "Wording",
    "account",
    "board",
    "brief",
    "by_group",
    "claims",
    "consensus",
    "doubts",
    "fate",
    "fates",
    "settle",
    "shares",
    "shifts",
    "size",
    "status",
    "tables",
    "timeline",
    "together",
    "wording",
]
