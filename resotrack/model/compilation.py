"""A compilation text: the base text with what every delegation asks for, in brackets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resotrack.model.document import Document, Notice, Paragraph

Role = Literal["base", "base in brackets", "insert", "alternative", "delete", "move"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a provision as it stands, its signs included."""

    text: str
    role: Role = "base"
    delegations: tuple[str, ...] = ()
    """Who asks for it; empty for words of the base text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One paragraph or heading of a compilation text."""

    paragraph: Paragraph
    """As it stands in `Compilation.document`: the pieces one after the other."""
    label: str
    """What is printed before it: "PP3", "OP5 bis", "(a)"; "" where nothing is."""
    pieces: tuple[Piece, ...]
    base: str = ""
    """Its id in the base text; "" for one that a delegation adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleProposal:
    """Another title that somebody asks for."""

    delegations: tuple[str, ...]
    title: str


@dataclass(frozen=True, kw_only=True)
class Compilation:
    """The base text and all that is pending, side by side."""

    base: Document
    document: Document
    """The compilation as a text: what a reader of the written file reads. Its `proposals` are what
    is asked for, its view "clean" is the base text."""
    provisions: tuple[Provision, ...]
    """Headings and paragraphs in the order in which they are printed."""
    titles: tuple[TitleProposal, ...] = ()
    delegations: tuple[str, ...] = ()
    """Everybody who asks for something, in the order in which their texts were given."""
    notices: tuple[Notice, ...] = ()
    """What could not be placed in the base text, with its words, and other doubts."""
