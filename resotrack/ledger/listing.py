"""A record as tables: texts and what they did, proposals, sponsors, votes, words, events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from resotrack.diff import tokenise
from resotrack.errors import LedgerError
from resotrack.ledger.accounts import Asked
from resotrack.ledger.divisions import by_group
from resotrack.ledger.fate import fates
from resotrack.ledger.voting import doubts
from resotrack.ledger.wording import wording
from resotrack.model import Dimension
from resotrack.model.comparison import Direction
from resotrack.model.standing import Fate
from resotrack.model.table import Column, Row, Table, columns

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation

_TEXTS = columns(
    ("label", "text", "How the room calls the text"),
    ("stage", "text", "zero draft, revised draft, L. document, adopted …"),
    ("symbol", "text", "Document symbol"),
    ("date", "text", "ISO 8601"),
    ("language", "text", "Two letters"),
    ("relation", "text", "How it stands to the text in the next column"),
    ("to", "text", "Label of that text"),
    ("paragraphs", "integer", "Paragraphs and sub-paragraphs"),
    ("words", "integer", "Words of them all"),
    ("open_brackets", "integer", "Brackets that leave something to negotiate"),
    ("sha256", "text", "Of the source file"),
)
_PROPOSALS = columns(
    ("key", "text", "Its key in the record"),
    ("origin", "text", "tracked change, bracket, amendment or oral"),
    ("text", "text", "Label of the text that it would change"),
    ("paragraphs", "text", "Ids in that text, separated by blanks"),
    ("delegations", "text", "Who proposed it, separated by semicolons"),
    ("on_behalf_of", "text", "The group for which it was proposed"),
    ("words", "text", "What it asks for, in one line"),
    ("state", "text", "proposed, accepted, withdrawn, rejected, adopted …"),
    ("into", "text", "Of a merged one: the proposal that took it in"),
    ("verdict", "text", "What its words became in the newest text of its line"),
    ("verdict_reason", "text", "Why, in a sentence"),
    ("outcome", "text", "got, in part, lost or open: by its state, else by its words"),
    ("date", "text", "ISO 8601"),
)
_STRENGTH = columns(
    ("before", "text", "Label of a text"),
    ("after", "text", "Label of the text that came of it"),
    ("axis", "text", "force, modality, scope …; all: the provision as a whole"),
    ("weakened", "integer", "Provisions"),
    ("strengthened", "integer", "Provisions"),
    ("mixed", "integer", "Provisions in which both happened"),
    ("neutral", "integer", "Provisions changed otherwise"),
)
_SPONSORS = columns(
    ("delegation", "text", "Name"),
    ("of", "text", "Key of an amendment; empty for the text itself"),
    ("role", "text", "main sponsor, co-sponsor, additional sponsor"),
    ("on_behalf_of", "text", "The group for which it signs"),
    ("joined", "text", "ISO 8601"),
    ("left", "text", "ISO 8601"),
    ("withdrawn", "boolean", "Whether it left, on a known day or not"),
)
_VOTES = columns(
    ("key", "text", "Its key in the record"),
    ("on", "text", "text, amendment or paragraph"),
    ("target", "text", "What was decided on"),
    ("method", "text", "recorded, or without a vote"),
    ("result", "text", "adopted, rejected, retained, not retained"),
    ("in_favour", "integer", "Votes, as the source counts them"),
    ("against", "integer", "Votes"),
    ("abstaining", "integer", "Delegations"),
    ("date", "text", "ISO 8601"),
    ("meeting", "text", "As printed"),
    ("source", "text", "Where this is from"),
    ("doubts", "text", "What does not add up"),
)
_VOTERS = columns(
    ("vote", "text", "Key of the vote"),
    ("target", "text", "What was decided on"),
    ("delegation", "text", "Name"),
    ("choice", "text", "in favour, against, abstaining"),
    ("region", "text", "Regional group on the day of the vote; empty where it belongs to none"),
)
_POSITIONS = columns(
    ("key", "text", "Its key in the record"),
    ("delegation", "text", "Empty for a note of one's own"),
    ("stance", "text", "support, can live with, reservation, red line, explanation of vote"),
    ("text", "text", "Label of the text"),
    ("paragraph", "text", "Id in that text; empty for the whole"),
    ("words", "text", "What was said"),
    ("date", "text", "ISO 8601"),
)
_WORDS = columns(
    ("paragraph", "text", "Id in the newest text"),
    ("place", "integer", "Number of the stretch within its paragraph, from 1"),
    ("words", "text", "The words"),
    ("count", "integer", "How many words"),
    ("since", "text", "Label of the text in which they first stood"),
    ("delegations", "text", "Who asked for them, separated by semicolons"),
    ("proposals", "text", "The proposals that they came from, separated by blanks"),
)
_EVENTS = columns(
    ("seq", "integer", "Number of the event"),
    ("command", "integer", "Number of the command it belongs to"),
    ("time", "text", "UTC, ISO 8601"),
    ("who", "text", "Who made the change"),
    ("why", "text", "In their words"),
    ("act", "text", "What was done"),
    ("collection", "text", "To what kind of thing"),
    ("key", "text", "Which one"),
    ("hash", "text", "SHA-256 over the event and the hash before it"),
)


def tables(talks: Negotiation) -> tuple[Table, ...]:
    """Everything that a record holds, as tables; docs/tracking.md describes them."""
    return tuple(table(talks, name) for name in _TABLES)


def table(talks: Negotiation, name: str) -> Table:
    """One of the tables of a record. Raises LedgerError for a name that none has."""
    if name not in _TABLES:
        raise LedgerError(
            f'there is no table "{name}".',
            source=talks.name,
            remedy=f"One of: {', '.join(_TABLES)}.",
        )
    told, rows = _TABLES[name]
    return Table(name=name, columns=told, rows=tuple(rows(talks)))


def _texts(talks: Negotiation) -> list[Row]:
    rows: list[Row] = []
    for one in talks.versions:
        document = talks.document(one.label)
        words = sum(len(tokenise(p.text).content) for p in document.paragraphs)
        rows.append(
            (
                one.label, one.stage, one.symbol, one.date, one.language, one.relation, one.to,
                len(document.paragraphs), words, sum(document.open_brackets.values()), one.file,
            )
        )  # fmt: skip
    return rows


def _proposals(talks: Negotiation) -> list[Row]:
    told: dict[str, Fate] = {}
    if talks.versions:
        told = {one.proposal.key: one for one in fates(talks, talks.versions[-1].label)}
    rows: list[Row] = []
    for one in talks.proposals():
        fate = told.get(one.key)
        rows.append(
            (
                one.key, one.origin, one.version, " ".join(one.paragraphs),
                "; ".join(one.delegations), one.on_behalf_of, one.words, one.state, one.into,
                fate.verdict if fate else "", fate.reason if fate else "",
                Asked(proposal=one, fate=fate).outcome, one.date,
            )
        )  # fmt: skip
    return rows


def _strength(talks: Negotiation) -> list[Row]:
    """What each text did to the one that it came of; an axis that stayed has its row of noughts."""
    rows: list[Row] = []
    for one in talks.versions:
        if one.relation not in ("revises", "follows") or not one.to:
            continue
        summary = talks.compare(one.to, one.label, clean=True).summary
        counted: dict[str, dict[Direction, int]] = {"all": summary.directions}
        counted.update((axis, found) for axis, found in summary.dimensions.items())
        for axis in ("all", *get_args(Dimension)):
            found = counted.get(axis, {})
            told = (found.get(d, 0) for d in ("weakened", "strengthened", "mixed", "neutral"))
            rows.append((one.to, one.label, axis, *told))
    return rows


def _sponsors(talks: Negotiation) -> list[Row]:
    return [
        (one.delegation, one.of, one.role, one.on_behalf_of, one.joined, one.left, one.withdrawn)
        for one in talks.all_sponsors
    ]


def _votes(talks: Negotiation) -> list[Row]:
    about = talks.about
    return [
        (
            vote.key, vote.on, vote.target, vote.method, vote.result,
            *(vote.counts or (None, None, None)),
            vote.date, vote.meeting, vote.source, "; ".join(doubts(vote, about)),
        )
        for vote in talks.votes
    ]  # fmt: skip


def _voters(talks: Negotiation) -> list[Row]:
    return [
        (vote.key, vote.target, name, choice, division.group)
        for vote in talks.votes
        for division in by_group(vote)
        for choice, names in (
            ("in favour", division.in_favour),
            ("against", division.against),
            ("abstaining", division.abstaining),
        )
        for name in names
    ]


def _words(talks: Negotiation) -> list[Row]:
    if not talks.versions:
        return []
    return [
        (
            one.paragraph, place, stretch.text.strip(), len(tokenise(stretch.text).content),
            stretch.version, "; ".join(stretch.delegations), " ".join(stretch.proposals),
        )
        for one in wording(talks, talks.versions[-1].label)
        for place, stretch in enumerate(one.stretches, 1)
    ]  # fmt: skip


def _positions(talks: Negotiation) -> list[Row]:
    return [
        (one.key, one.delegation, one.stance, one.version, one.paragraph, one.text, one.date)
        for one in talks.positions()
    ]


def _events(talks: Negotiation) -> list[Row]:
    return [
        (e.seq, e.batch, e.time, e.who, e.why, e.act, e.collection, e.key, e.hash)
        for e in talks.events()
    ]


_TABLES: Mapping[str, tuple[tuple[Column, ...], Callable[[Negotiation], Iterable[Row]]]] = (
    MappingProxyType(
        {
            "texts": (_TEXTS, _texts),
            "strength": (_STRENGTH, _strength),
            "proposals": (_PROPOSALS, _proposals),
            "sponsors": (_SPONSORS, _sponsors),
            "votes": (_VOTES, _votes),
            "voters": (_VOTERS, _voters),
            "positions": (_POSITIONS, _positions),
            "words": (_WORDS, _words),
            "events": (_EVENTS, _events),
        }
    )
)
