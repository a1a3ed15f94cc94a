"""Amendments: their instructions read, and applied to a text."""

from resotrack.amend.apply import Outcome, apply
from resotrack.amend.bracketed import bracket_amendments
from resotrack.amend.corrections import Correction, read_corrections
from resotrack.amend.drafting import DraftAmendment, draft
from resotrack.amend.proposals import read_proposals
from resotrack.amend.reading import read_amendments, read_instructions
from resotrack.amend.rebase import Rebased, rebase, rebase_pending
from resotrack.amend.telling import place_told, quoted, told
from resotrack.amend.tracked import tracked_amendments

__all__ = [
    "Correction",
    "DraftAmendment",
    "Outcome",
    "Rebased",
    "apply",
    "bracket_amendments",
    "draft",
    "place_told",
    "quoted",
    "read_amendments",
    "read_corrections",
    "read_instructions",
    "read_proposals",
    "rebase",
    "rebase_pending",
    "told",
    "tracked_amendments",
]
