"""What a record hands to those who write documents: what is pending, and who sponsors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resotrack.compiling import Pending, compilation
from resotrack.errors import LedgerError
from resotrack.model import AmendmentDocument, Sponsorship
from resotrack.model.compilation import Compilation
from resotrack.model.record import Tabled

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation


def compiled(talks: Negotiation, text: str = "") -> Compilation:
    """Everything that is pending on a text (the newest), in brackets under who asks for it.

    The base is the text without its tracked changes; they are laid over it while a proposal that
    came from one is pending, and so is every pending amendment or word said that could be read as
    an instruction. What was only noted in words stands in no text: see the board.
    """
    label = talks.placed("", text)
    if not label:
        raise LedgerError(
            "there is no text yet.", source=talks.name, remedy="Add one: resotrack track add FILE."
        )
    document = talks.document(label)
    pending = talks.proposals(pending=True, version=label)
    versions: list[Pending | tuple[str, Pending]] = []
    if any(one.origin == "tracked change" for one in pending):
        versions.append(document)
    for one in pending:
        if one.origin in ("amendment", "oral") and one.instructions:
            own = amendment(talks, one)
            versions.append((", ".join(one.delegations), own) if one.delegations else own)
    return compilation(document.view("original"), versions)


def sponsorships(talks: Negotiation, of: str = "") -> tuple[Sponsorship, ...]:
    """Who sponsors the text (or an amendment) now: main sponsors first."""
    staying = sorted(talks.sponsors(of=of), key=lambda one: one.role != "main sponsor")
    return tuple(
        Sponsorship(
            delegation=one.delegation,
            role="additional sponsor" if one.role == "additional sponsor" else "sponsor",
            on_behalf_of=one.on_behalf_of,
        )
        for one in staying
    )


def amendment(talks: Negotiation, proposal: Tabled) -> AmendmentDocument:
    """A proposal as an amendment to its text, under the names of those who propose it.

    Raises LedgerError where it holds no instruction.
    """
    if not proposal.instructions:
        raise LedgerError(
            f"{proposal.key} is kept in words only.",
            source=talks.name,
            remedy="Propose it as an instruction: “In paragraph 4, replace … by …”.",
        )
    version = talks.version(proposal.version)
    return AmendmentDocument(
        instructions=proposal.instructions,
        symbol=proposal.symbol,
        amends=version.symbol,
        title=version.title,
        language=version.language,
        sponsors=sponsorships(talks, proposal.key)
        or tuple(
            Sponsorship(delegation=name, on_behalf_of=proposal.on_behalf_of)
            for name in proposal.delegations
        ),
    )
