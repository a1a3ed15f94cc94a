"""The record of a negotiation: events that nobody can alter unseen, and what stands by them.

`Negotiation` is the door. Below it: `store` (the tables), `events` and `fold` (what happened, and
what that makes), `opening` (files and servers), `migrations` (the tables through the years).
"""

from resotrack.ledger.events import Break, Event
from resotrack.ledger.negotiation import Negotiation
from resotrack.ledger.taken import Added, Question, Reported

__all__ = ["Added", "Break", "Event", "Negotiation", "Question", "Reported"]
