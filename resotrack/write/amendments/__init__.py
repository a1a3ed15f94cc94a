"""Amendments written down as pages: read, carried out, held against one another, carried over.

Each function gives a whole HTML document that loads nothing, runs without a script and prints.
"""

from resotrack.write.amendments.html import (
    conflicts_page,
    draft_page,
    order_page,
    outcome_page,
    proposals_page,
    rebase_page,
)

__all__ = [
    "conflicts_page",
    "draft_page",
    "order_page",
    "outcome_page",
    "proposals_page",
    "rebase_page",
]
