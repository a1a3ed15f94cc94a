"""Amendments: their instructions read, and applied to a text."""

from resotrack.amend.apply import Outcome, apply
from resotrack.amend.corrections import Correction, read_corrections
from resotrack.amend.drafting import DraftAmendment, draft
from resotrack.amend.reading import read_amendments, read_instructions
from resotrack.amend.telling import place_told, told

__all__ = [
    "Correction",
    "DraftAmendment",
    "Outcome",
    "apply",
    "draft",
    "place_told",
    "read_amendments",
    "read_corrections",
    "read_instructions",
    "told",
]
