"""What became of every provision over many texts: threads, with a cell for each text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from resotrack.model.comparison import Direction, Link
from resotrack.model.document import Document, Notice, Paragraph

if TYPE_CHECKING:
    from resotrack.model.perspective import Perspective

CellRelation = Literal[
    "first",
    "added",
    "same",
    "edited",
    "split",
    "merged",
    "returned",
    "deleted",
    "absent",
]
"""first: in the first text, so that nothing is known of where it came from. added: new in this
text. same, edited: as in the text where it last stood, or reworded. split: this provision became
several, or was cut out of another. merged: it took in others, or was taken in. returned: back after
at least one text without it. deleted: gone, in the first text without it. absent: not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One provision in one text."""

    document: int
    """Which text: 0 for the first."""
    relation: CellRelation
    paragraphs: tuple[Paragraph, ...] = ()
    """Where the provision stands in this text, in its order; () where it is not there. Several
    where it was split just here. Where it was taken in: the paragraph that took it in."""
    home: Paragraph | None = None
    """The one that carries the thread on to later texts. Every paragraph of every text is home to
    exactly one thread. None where the provision is not there or was taken in."""
    since: int | None = None
    """The text that it is compared with: where it last stood. None where there is none."""
    link: Link | None = None
    """What changed since then, with words and flags; None in the first text and where absent."""
    out_of: str = ""
    """The thread that it was cut out of in this text."""
    into: str = ""
    """The thread that took it in in this text."""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(paragraph.id for paragraph in self.paragraphs)

    @property
    def moved(self) -> bool:
        return self.link is not None and self.link.moved

    @property
    def confidence(self) -> float:
        """0 to 1: how sure it is that this belongs to the thread (or is really gone, or new)."""
        return self.link.confidence if self.link else 1.0

    @property
    def direction(self) -> Direction:
        """What the change did to the commitment."""
        return self.link.direction if self.link else "neutral"

    @property
    def changed(self) -> float:
        """The share of the letters of both wordings that went or came: 0 to 1."""
        return self.link.share if self.link else 0.0

    @property
    def eventful(self) -> bool:
        """Whether anything happened to the provision here."""
        return self.moved or self.relation not in ("first", "same", "absent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a thread begins."""

    document: int
    """Which text: 0 for the first."""
    paragraph: str
    """The id of the paragraph."""
    parent: str = ""
    """The thread that it was cut out of; "" where it came in by itself."""


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One provision through all the texts."""

    id: str
    """Where it begins: "op4@1" is OP4 of the first text. More texts behind do not change it."""
    origin: Origin
    cells: tuple[Cell, ...]
    """One for each text, in their order."""

    @cached_property
    def present(self) -> tuple[int, ...]:
        """The texts in which it has a paragraph of its own."""
        return tuple(cell.document for cell in self.cells if cell.home)

    @property
    def latest(self) -> Paragraph:
        """Its last own wording."""
        home = self.cells[self.present[-1]].home
        assert home is not None
        return home

    @property
    def eventful(self) -> bool:
        """Whether it is anything but the same, in the same place, in every text."""
        return any(cell.eventful for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """Many texts, and a thread for every provision of any of them."""

    documents: tuple[Document, ...]
    """In the order given, which is taken for the order of time."""
    threads: tuple[Thread, ...]
    """In the order of the last text; what is not in it stands behind what it used to follow."""
    notices: tuple[Notice, ...] = ()
    perspective: Perspective | None = None
    """Whose purpose the directions are judged by; None: the resolutions' own."""

    @cached_property
    def by_id(self) -> dict[str, Thread]:
        return {thread.id: thread for thread in self.threads}

    @cached_property
    def _homes(self) -> dict[tuple[int, str], Thread]:
        return {
            (cell.document, cell.home.id): thread
            for thread in self.threads
            for cell in thread.cells
            if cell.home
        }

    def of(self, paragraph: str, document: int = -1) -> Thread:
        """The thread of a paragraph, by its id in one of the texts (the last, unless told).

        Raises KeyError where that text has no such paragraph, IndexError where there is no such
        text.
        """
        return self._homes[range(len(self.documents))[document], paragraph]

    def counts(self, document: int) -> dict[CellRelation, int]:
        """How many threads did what in one text, absent ones left out."""
        relations = (thread.cells[document].relation for thread in self.threads)
        return dict(Counter(relation for relation in relations if relation != "absent"))

    def to_json(self, *, indent: int | None = 2) -> str:
        """The published form (JSON Schema `resotrack.lineage/1`), the same bytes every time."""
        from resotrack.model.published_lineage import lineage_json

        return lineage_json(self, indent=indent)

    def to_frame(self, table: Literal["cells", "texts"] = "cells") -> Any:
        """One row for each thread in each text, or one row a text, as a pandas.DataFrame.

        docs/tables.md describes the columns. Raises MissingExtra where pandas is not installed.
        """
        # Frames are written where the other forms are: loaded late, and only if asked for.
        from resotrack.write.tabular import frame_of

        return frame_of(self, table)
