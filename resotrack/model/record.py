"""What a negotiation's record holds: one frozen class for each kind of thing.

Each is kept under a key within its collection ("P12", "Rev.1"), and every change of one is an event
(`resotrack.ledger.events`). Dates are ISO 8601; "" where nobody said. Names of delegations are the
United Nations' own where the registry knows them, else as they were given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resotrack.model.amendment import Instruction

Stage = Literal[
    "zero draft", "draft", "revised draft", "L. document", "oral revision", "committee text",
    "adopted", "previous resolution", "other",
]  # fmt: skip
Relation = Literal["", "revises", "follows", "translates", "rivals"]
"""How a text stands to the one it names: a later state of it, the next resolution of the series,
the same in another language, another text on the same question."""
ProposalState = Literal[
    "proposed", "under discussion", "accepted", "merged", "withdrawn", "rejected", "adopted",
    "fallen",
]  # fmt: skip
"""`accepted` and `merged` by the room; `adopted` and `rejected` by a vote (`rejected` also by the
room); `fallen`: not put to the vote, because another passed or the text went on without it."""
PENDING: frozenset[ProposalState] = frozenset({"proposed", "under discussion"})
"""The states in which something is still to be decided."""
Origin = Literal["tracked change", "bracket", "amendment", "oral"]
SponsorRole = Literal["main sponsor", "co-sponsor", "additional sponsor"]
Stance = Literal[
    "", "support", "can live with", "reservation", "red line", "explanation of vote",
]  # fmt: skip
"""Where a delegation stands; "" for a plain note of what was said."""
VoteTarget = Literal["text", "amendment", "paragraph"]
VoteResult = Literal["adopted", "rejected", "retained", "not retained", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The negotiation as a whole. One in a record, under the key "negotiation"."""

    title: str
    body: str = ""
    """The organ that negotiates: "Human Rights Council"."""
    session: str = ""
    agenda_item: str = ""
    members: int = 0
    """How many can vote; 0 where nobody said. A total beyond it is flagged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of the negotiation, as it was read when it was added."""

    label: str
    """How the room calls it: "Rev.1". Also its key."""
    stage: Stage = "draft"
    symbol: str = ""
    title: str = ""
    body: str = ""
    session: str = ""
    agenda_item: str = ""
    date: str = ""
    language: str = ""
    relation: Relation = ""
    to: str = ""
    """The label of the text that `relation` is to; "" for the first."""
    name: str = ""
    """The file's own name, never its path."""
    format: str = ""
    file: str = ""
    """SHA-256 of the source file, which the record keeps; "" where it came as a Document."""
    reading: str = ""
    """SHA-256 of the Document that it was read as (JSON, `resotrack.document/1`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """A change that somebody asks for: a tracked change, a bracket, an amendment, a word said."""

    key: str
    """"P12"; for an amendment with a symbol, that symbol."""
    origin: Origin
    version: str
    """The label of the text that it would change."""
    delegations: tuple[str, ...] = ()
    on_behalf_of: str = ""
    paragraphs: tuple[str, ...] = ()
    """The ids that it touches, in that text."""
    instructions: tuple[Instruction, ...] = ()
    words: str = ""
    """It in one line, to be read."""
    state: ProposalState = "proposed"
    into: str = ""
    """merged: the key of the proposal that took it in; else ""."""
    symbol: str = ""
    date: str = ""
    file: str = ""
    """SHA-256 of its own document; "" where it has none."""

    @property
    def pending(self) -> bool:
        return self.state in PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """A delegation's name on the text or on an amendment, from a day on and perhaps to a day."""

    delegation: str
    of: str = ""
    """The key of an amendment, or the label of one text of a series; "" for the text itself."""
    role: SponsorRole = "co-sponsor"
    on_behalf_of: str = ""
    """The group for which it signs."""
    joined: str = ""
    left: str = ""
    """The day on which it withdrew; "" while it stays."""
    withdrawn: bool = False
    """True once it left, on a known day or not."""

    @property
    def key(self) -> str:
        return f"{self.of}|{self.delegation}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A decision on a text, an amendment or a paragraph."""

    key: str
    on: VoteTarget
    target: str
    """The label of the text, the key of the amendment, or "label paragraph": "L.12 op4"."""
    method: Literal["recorded", "without a vote"]
    result: VoteResult = ""
    counts: tuple[int, int, int] | None = None
    """In favour, against, abstaining, as the source states them."""
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    date: str = ""
    meeting: str = ""
    source: str = ""
    """Where this is from: a report's symbol, a press release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a delegation said, or is known to think, of a paragraph or of the whole."""

    key: str
    delegation: str
    """"" for a note of one's own."""
    text: str
    stance: Stance = ""
    version: str = ""
    paragraph: str = ""
    """"" for the text as a whole."""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointStatement:
    """A statement that several delegations put their names to."""

    key: str
    title: str
    signatories: tuple[str, ...]
    delivered_by: str = ""
    date: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the user says of the links between two texts, respected by every comparison of them."""

    before: str
    after: str
    """Labels of the two texts."""
    first: str
    second: str
    """A paragraph's id in the one and in the other."""
    linked: bool
    """True: they belong together. False: they must not be linked."""

    @property
    def key(self) -> str:
        return f"{self.before}|{self.after}|{self.first}|{self.second}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word of the user's own, on a text, a paragraph ("Rev.1 op7") or a proposal."""

    target: str
    tag: str

    @property
    def key(self) -> str:
        return f"{self.target}|{self.tag}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Whom a name stands for, as the user said once: an author's initials, a misprint."""

    name: str
    """As it is written in a source."""
    delegation: str

    @property
    def key(self) -> str:
        return self.name


Entry = (
    About
    | Version
    | Tabled
    | Sponsor
    | Ballot
    | Position
    | JointStatement
    | Correction
    | Tag
    | Alias
)
"""Whatever a record can hold."""
