"""The board: what is still open, paragraph by paragraph of the text on the table.

Proposals on earlier texts are carried along to the paragraphs that theirs became, so that nothing
that waits for a decision drops out of sight when a new text comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from resotrack.ledger.chain import carried, line, steps
from resotrack.ledger.fate import fates_of
from resotrack.model import Document
from resotrack.model.record import Position
from resotrack.model.standing import Board, Open, Row

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation


_OPENING = 70


def board(talks: Negotiation, text: str = "") -> Board:
    """What is open in a text (the newest, where none is named).

    Only paragraphs of which something is open, or of which somebody said something, have a row.
    """
    versions = talks.versions
    if not versions:
        return Board(text="", rows=())
    label = talks.version(text).label if text else versions[-1].label
    document = talks.document(label)
    led = [one.label for one in line(talks, label)]
    places = _Places(talks, document, label, led)
    proposals: dict[str, list[Open]] = {}
    pending = talks.proposals(pending=True)
    fates = fates_of(talks, pending, label)
    for proposal in pending:
        if proposal.version and proposal.version not in led:
            continue
        told = fates.get(proposal.key)
        for place in (told and told.paragraphs) or places.of(proposal.version, proposal.paragraphs):
            proposals.setdefault(place, []).append(Open(proposal=proposal, fate=told))
    positions: dict[str, list[Position]] = {}
    for position in talks.positions():
        if not position.version or position.version in led:
            for place in places.of(position.version, (position.paragraph,)):
                positions.setdefault(place, []).append(position)
    tags: dict[str, list[str]] = {}
    for tag in talks.tags:
        version, _, paragraph = tag.target.rpartition(" ")
        if version in led:
            for place in places.of(version, (paragraph,)):
                tags.setdefault(place, []).append(tag.tag)
    rows = (
        Row(
            paragraph=name,
            opening=_opening(document, name),
            brackets=document.open_brackets.get(name, 0),
            proposals=tuple(proposals.get(name, ())),
            positions=tuple(positions.get(name, ())),
            tags=tuple(tags.get(name, ())),
        )
        for name in (*document.by_id, "")
    )
    kept = tuple(r for r in rows if r.brackets or r.proposals or r.positions or r.tags)
    return Board(text=label, rows=_in_order(kept, document), language=document.language)


class _Places:
    """Where paragraphs of earlier texts are in the text on the table."""

    def __init__(
        self, talks: Negotiation, document: Document, label: str, led: Sequence[str]
    ) -> None:
        self._talks = talks
        self._document = document
        self._label = label
        self._led = led

    def of(self, version: str, paragraphs: Iterable[str]) -> tuple[str, ...]:
        """The ids there; ("",) for what has no place, or never had one."""
        given = tuple(name for name in paragraphs if name)
        if not given:
            return ("",)
        if version and version != self._label and version in self._led:
            given = carried(steps(self._talks, version, self._label), given)
        return tuple(name for name in given if name in self._document.by_id) or ("",)


def _opening(document: Document, name: str) -> str:
    if not name:
        return ""
    text = document[name].text
    return text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0] + " …"


def _in_order(rows: Sequence[Row], document: Document) -> tuple[Row, ...]:
    order = {p.id: n for n, p in enumerate(document.paragraphs)}
    return tuple(sorted(rows, key=lambda row: order.get(row.paragraph, len(order))))
