"""What the walk over a Word part yields: paragraphs of pieces, each with its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lxml import etree

from resotrack.model.document import ChangeKind
from resotrack.read._word_names import VAL, on, w

PieceKind = Literal[
    "text", "footnote", "endnote", "comment", "comment-start", "comment-end",
    "field-begin", "field-separate", "field-end", "skipped",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change that a stretch of text stands under."""

    kind: ChangeKind
    author: str = ""
    time: str = ""
    move: str = ""


ARRIVING: Final[frozenset[ChangeKind]] = frozenset({"insert", "move_to"})
LEAVING: Final[frozenset[ChangeKind]] = frozenset({"delete", "move_from"})


@dataclass(frozen=True, slots=True)
class View:
    """Which tracked changes are accepted: all of them, none, or those of one author."""

    name: Literal["final", "original"] = "final"
    by: str = ""

    @property
    def final(self) -> bool:
        """Whether every change is accepted."""
        return self.name == "final" and not self.by

    def undoes(self, revision: Revision) -> bool:
        """Whether what stands under this revision is no part of the text."""
        accepted = revision.author == self.by if self.by else self.name == "final"
        return revision.kind in (LEAVING if accepted else ARRIVING)

    def shows(self, revisions: tuple[Revision, ...]) -> bool:
        """Whether what stands under all of these revisions is part of the text."""
        return not any(self.undoes(revision) for revision in revisions)


FINAL: Final = View()


@dataclass(frozen=True, slots=True)
class Face:
    """The direct formatting of a run, as far as reading needs it. None: not given here."""

    italic: bool | None = None
    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    struck: bool | None = None
    underlined: bool | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one set of revisions, or a mark between two such stretches."""

    kind: PieceKind
    text: str
    """The words; for a note its custom mark, for "skipped" what it was."""
    face: Face
    revisions: tuple[Revision, ...]
    ref: str = ""
    """The id of the note or comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParagraph:
    """A w:p of the source."""

    pieces: tuple[Piece, ...]
    mark: tuple[Revision, ...]
    """The revisions of the paragraph mark itself."""
    before: tuple[Revision, ...]
    """The revisions of the mark before it, in the same stretch."""
    held: tuple[Revision, ...]
    """The revisions of the row and cell that it stands in; they are on its pieces too."""
    stretch: int
    """Paragraphs of one stretch follow one another with no table between, and may be joined."""
    cell: tuple[int, int, int] | None
    """Table, row and column; of the outermost table where one stands in another."""
    style: str
    numbering: tuple[int | None, int | None]
    """Number id and level, where the paragraph itself gives them."""
    element: etree._Element | None = None
    """The w:p itself; None for words that stand between paragraphs."""


PLAIN: Final = Face()
_ITALIC, _BOLD, _VANISH, _ALIGN, _RSTYLE = map(w, ("i", "b", "vanish", "vertAlign", "rStyle"))
_STRIKES = (w("strike"), w("dstrike"))
_LINE = w("u")
_FACE_NAMES = frozenset((_ITALIC, _BOLD, _VANISH, _ALIGN, _RSTYLE, *_STRIKES, _LINE))


def face_of(properties: etree._Element) -> Face:
    """The formatting that a w:rPr gives."""
    given = {p.tag: p.get(VAL) for p in properties if p.tag in _FACE_NAMES}
    if not given:
        return PLAIN
    return Face(
        italic=on(given[_ITALIC]) if _ITALIC in given else None,
        bold=on(given[_BOLD]) if _BOLD in given else None,
        hidden=on(given[_VANISH]) if _VANISH in given else None,
        raised=given[_ALIGN] == "superscript" if _ALIGN in given else None,
        struck=_any_on(given, _STRIKES),
        underlined=given[_LINE] not in (None, "none") if _LINE in given else None,
        style=given.get(_RSTYLE) or "",
    )


def _any_on(given: dict[str, str | None], names: tuple[str, ...]) -> bool | None:
    """Whether one of several toggles is on; None where none is given."""
    values = [on(given[name]) for name in names if name in given]
    return any(values) if values else None
