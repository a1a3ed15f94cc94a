"""A record as tables of data: texts, proposals, sponsors, votes, positions, words, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resotrack.diff import tokenise
from resotrack.ledger.divisions import by_group
from resotrack.ledger.fate import fates
from resotrack.ledger.voting import doubts
from resotrack.ledger.wording import wording
from resotrack.model.standing import Fate
from resotrack.model.table import Table, columns

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
    ("date", "text", "ISO 8601"),
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
    return (
        Table(name="texts", columns=_TEXTS, rows=tuple(_texts(talks))),
        Table(name="proposals", columns=_PROPOSALS, rows=tuple(_proposals(talks))),
        Table(
            name="sponsors",
            columns=_SPONSORS,
            rows=tuple(
                (s.delegation, s.of, s.role, s.on_behalf_of, s.joined, s.left, s.withdrawn)
                for s in talks.all_sponsors
            ),
        ),
        Table(name="votes", columns=_VOTES, rows=tuple(_votes(talks))),
        Table(name="voters", columns=_VOTERS, rows=tuple(_voters(talks))),
        Table(
            name="positions",
            columns=_POSITIONS,
            rows=tuple(
                (p.key, p.delegation, p.stance, p.version, p.paragraph, p.text, p.date)
                for p in talks.positions()
            ),
        ),
        Table(name="words", columns=_WORDS, rows=tuple(_words(talks))),
        Table(
            name="events",
            columns=_EVENTS,
            rows=tuple(
                (e.seq, e.batch, e.time, e.who, e.why, e.act, e.collection, e.key, e.hash)
                for e in talks.events()
            ),
        ),
    )


_Row = tuple[str | int | float | bool | None, ...]


def _texts(talks: Negotiation) -> list[_Row]:
    rows: list[_Row] = []
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


def _proposals(talks: Negotiation) -> list[_Row]:
    told: dict[str, Fate] = {}
    if talks.versions:
        told = {one.proposal.key: one for one in fates(talks, talks.versions[-1].label)}
    rows: list[_Row] = []
    for one in talks.proposals():
        fate = told.get(one.key)
        rows.append(
            (
                one.key, one.origin, one.version, " ".join(one.paragraphs),
                "; ".join(one.delegations), one.on_behalf_of, one.words, one.state, one.into,
                fate.verdict if fate else "", fate.reason if fate else "", one.date,
            )
        )  # fmt: skip
    return rows


def _votes(talks: Negotiation) -> list[_Row]:
    about = talks.about
    return [
        (
            vote.key, vote.on, vote.target, vote.method, vote.result,
            *(vote.counts or (None, None, None)),
            vote.date, vote.meeting, vote.source, "; ".join(doubts(vote, about)),
        )
        for vote in talks.votes
    ]  # fmt: skip


def _voters(talks: Negotiation) -> list[_Row]:
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


def _words(talks: Negotiation) -> list[_Row]:
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
