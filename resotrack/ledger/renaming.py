"""Everything that a record holds under one name, put under another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from resotrack.ledger.store import Writing
from resotrack.model.record import Alias

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation


def rename(talks: Negotiation, writing: Writing, said: Alias) -> None:
    """Put proposals, sponsors, votes, positions and statements under the delegation meant."""
    old, new = said.name, said.delegation
    if old == new:
        return

    def names(given: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new if one == old else one for one in given))

    for proposal in talks.proposals():
        if old in (*proposal.delegations, proposal.on_behalf_of):
            behalf = new if proposal.on_behalf_of == old else proposal.on_behalf_of
            meant = replace(proposal, delegations=names(proposal.delegations), on_behalf_of=behalf)
            writing.put(meant, "renamed")
    for sponsor in talks.all_sponsors:
        if old not in (sponsor.delegation, sponsor.on_behalf_of):
            continue
        behalf = new if sponsor.on_behalf_of == old else sponsor.on_behalf_of
        if sponsor.delegation == old:
            writing.set("sponsors", sponsor.key, "", "renamed")
            moved = replace(sponsor, delegation=new, on_behalf_of=behalf)
            # Under its right name it may stand already, with a role and a day of its own.
            if writing.get("sponsors", moved.key) is None:
                writing.put(moved, "renamed")
        else:
            writing.put(replace(sponsor, on_behalf_of=behalf), "renamed")
    for vote in talks.votes:
        meant_vote = replace(
            vote,
            in_favour=names(vote.in_favour),
            against=names(vote.against),
            abstaining=names(vote.abstaining),
        )
        if meant_vote != vote:
            writing.put(meant_vote, "renamed")
    for position in talks.positions():
        if position.delegation == old:
            writing.put(replace(position, delegation=new), "renamed")
    for statement in talks.statements:
        by = new if statement.delivered_by == old else statement.delivered_by
        signed = replace(statement, signatories=names(statement.signatories), delivered_by=by)
        if signed != statement:
            writing.put(signed, "renamed")
