"""What a format reader hands on: blocks in reading order, and what the format itself knows.

A format module (`akn`, `docx`, `plain`) turns bytes into a `Reading` and knows nothing of
resolutions beyond its own mark-up; `structure` turns a `Reading` into a Document and knows nothing
of formats.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from resotrack.model import BracketFace, Change, Comment, Note, Notice, Sponsorship, Vote
from resotrack.model.document import View

BlockStyle = Literal["body", "heading", "title", "table"]
Part = Literal["", "front", "formula", "preamble", "operative", "annex", "closing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faced:
    """A stretch of a text that its writer struck out or set apart by hand."""

    start: int
    end: int
    face: BracketFace


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph of the source, as far as the format alone can tell."""

    text: str
    """Final view (tracked changes accepted), footnote marks taken out, white space folded."""
    lead: str = ""
    """The words at the head of `text` that the source sets in italics or bold; "" where none."""
    number: str = ""
    """A number that the source marks up apart from `text` ("7.", "(a)"); "" where it does not."""
    style: BlockStyle = "body"
    part: Part = ""
    """Where the mark-up says that the block stands; "" where it does not say."""
    division: str = ""
    """A name for the part of a compound document ("A", "annex"); "" in its one main part."""
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()
    """Tracked changes, with offsets into `text` and `paragraph` still empty."""
    faces: tuple[Faced, ...] = ()
    """Words struck out or added by hand, in order and apart; see `resotrack.read.faces`."""
    anchored: tuple[int, ...] = ()
    """Indexes into `Reading.comments` of the comments fastened to this block."""
    breaks: tuple[int, ...] = ()
    """Where in `text` its second printed line begins, its third and so on, where a format tells."""
    lines: tuple[int, ...] = ()
    """Indexes into `Reading.lines` of the lines that it is made of, where the reader tells them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a source says about its text. Empty where it says nothing; see Document for each."""

    symbol: str = ""
    title: str = ""
    body: str = ""
    session: str = ""
    agenda_item: str = ""
    date: str = ""
    language: str = ""
    sponsors: tuple[Sponsorship, ...] = ()
    adoption: str = ""
    vote: Vote | None = None
    other_titles: tuple[str, ...] = ()
    """What a compilation text offers instead of its title: "[Aldermark: On lamps]"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a format reader found."""

    blocks: tuple[Block, ...]
    facts: Facts = field(default_factory=Facts)
    running: tuple[str, ...] = ()
    """The lines of running heads and feet, for the symbol that they carry."""
    comments: tuple[Comment, ...] = ()
    notices: tuple[Notice, ...] = ()
    lines: tuple[str, ...] = ()
    """Every paragraph of the source's body, as `Document.lines`."""
    views: Callable[[View, str], Reading] | None = None
    """How the same source reads with other tracked changes accepted; see `Document.view`."""
