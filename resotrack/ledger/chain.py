"""The line of texts that led to one of them, and where a paragraph went along it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from resotrack.errors import LedgerError
from resotrack.model import Comparison
from resotrack.model.record import Version

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One text and the next, compared."""

    before: Version
    after: Version
    comparison: Comparison


def line(talks: Negotiation, last: str) -> tuple[Version, ...]:
    """The texts of this negotiation that led to one of them, the first one first.

    It ends where a text revises none: a previous resolution or another language is no part of it.
    """
    by_label = {one.label: one for one in talks.versions}
    found = [talks.version(last)]
    while found[-1].relation == "revises" and found[-1].to in by_label:
        before = by_label[found[-1].to]
        if before in found:
            raise LedgerError(
                f"{before.label} and {found[-1].label} each say that they revise the other.",
                source=talks.name,
            )
        found.append(before)
    return tuple(reversed(found))


def steps(talks: Negotiation, first: str, last: str) -> tuple[Step, ...]:
    """The comparisons that lead from one text to a later one of its line; () where it is the same.

    Raises LedgerError where the first did not lead to the last.
    """
    texts = line(talks, last)
    start = talks.version(first).label
    labels = [one.label for one in texts]
    if start not in labels:
        raise LedgerError(
            f"{start} did not lead to {labels[-1]}.",
            source=talks.name,
            remedy=f"The texts that did: {', '.join(labels)}.",
        )
    texts = texts[labels.index(start) :]
    return tuple(
        Step(before=a, after=b, comparison=talks.compare(a.label, b.label))
        for a, b in pairwise(texts)
    )


def carried(way: tuple[Step, ...], paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that paragraphs of the first text have in the last; those that fell are left out."""
    here = list(paragraphs)
    for step in way:
        after: dict[str, None] = {}
        for link in step.comparison.links:
            if any(p.id in here for p in link.before):
                after.update(dict.fromkeys(p.id for p in link.after))
        here = list(after)
    return tuple(here)
