"""What a reader is shown of a lineage, in plain values: shared by every form and the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from resotrack.model import Cell, CellRelation, Direction, Lineage, Link, Thread
from resotrack.write.view import (
    DIRECTIONS,
    DOUBTFUL,
    Only,
    anchor,
    facts,
    is_rtl,
    join_names,
    kept,
    opening_words,
    paragraph_name,
    section_title,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A relation by sign and by word."""

    symbol: str
    word: str


SIGNS: dict[CellRelation, Sign] = {
    "first": Sign("", "in the first text"),
    "same": Sign("=", "same"),
    "edited": Sign("~", "reworded"),
    "split": Sign("<", "split"),
    "merged": Sign(">", "merged"),
    "added": Sign("+", "new"),
    "returned": Sign("↺", "back"),
    "deleted": Sign("×", "dropped"),
    "absent": Sign("", "not there"),
}
MOVED = Sign("↕", "moved")
COUNTED: tuple[CellRelation, ...] = (
    *("same", "edited", "split", "merged", "added"),
    *("returned", "deleted"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text, as the head of a column and as a line of the summary."""

    number: int
    """Counted from 1."""
    label: str
    title: str
    year: str
    date: str
    adopted: str
    paragraphs: int
    counts: tuple[tuple[CellRelation, int], ...]
    weaker: int
    stronger: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One cell, ready to be laid out."""

    number: int
    """Of the text, counted from 1."""
    anchor: str
    names: str
    """ "OP2 + OP3"; "" where the provision is not there."""
    relation: CellRelation
    told: str
    """What happened, in words: "cut out of OP4", "back, last in text 2"."""
    share: int
    """Per cent of the wording that changed; 0 where none did."""
    moved: bool
    direction: Direction
    doubt: bool
    since: int
    """The number of the text that it is compared with; 0 for none."""
    before: str
    """The names of what it is compared with there."""
    link: Link | None
    wording: str
    """Its words in this text, a paragraph a line."""

    guest: bool
    """Whether the provision was taken in, and stands in the paragraph of another."""

    @property
    def here(self) -> bool:
        return bool(self.names)

    @property
    def eventful(self) -> bool:
        return self.moved or self.relation not in ("first", "same", "absent")

    @property
    def symbols(self) -> str:
        """ "~↕▼": relation, move, direction."""
        move = MOVED.symbol if self.moved else ""
        way = DIRECTIONS[self.direction].symbol if self.direction != "neutral" else ""
        return SIGNS[self.relation].symbol + move + way


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thread as a row of the matrix."""

    anchor: str
    id: str
    begins: str
    """How its last wording begins."""
    opening: str
    rtl: bool
    language: str
    cells: tuple[Shown, ...]
    tags: tuple[str, ...]
    """What it can be filtered by: relations, directions, "moved", "changed"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The preamble, the operative part or an annex."""

    title: str
    lines: tuple[Line, ...]


def texts(lineage: Lineage) -> tuple[Text, ...]:
    """The texts in order, each with what happened in it."""
    return tuple(_text(lineage, n) for n in range(len(lineage.documents)))


def _text(lineage: Lineage, number: int) -> Text:
    document = lineage.documents[number]
    known = dict(facts(document).rows)
    found = lineage.counts(number)
    ways = [t.cells[number].direction for t in lineage.threads if t.cells[number].link]
    return Text(
        number=number + 1,
        label=document.label,
        title=facts(document).title,
        year=document.date[:4],
        date=known.get("Date", ""),
        adopted=known.get("Adopted", "") or known.get("Vote", ""),
        paragraphs=len(document.paragraphs),
        counts=tuple((relation, found.get(relation, 0)) for relation in COUNTED) if number else (),
        weaker=ways.count("weakened"),
        stronger=ways.count("strengthened"),
    )


def parts(lineage: Lineage, *, only: Only = "all") -> tuple[Part, ...]:
    """The threads in the order of reading, section by section."""
    wanted = [thread for thread in lineage.threads if thread_kept(thread, only)]
    return tuple(
        Part(title=title, lines=tuple(line(lineage, thread) for thread in group))
        for title, group in groupby(wanted, key=lambda thread: section_title(thread.latest))
    )


def thread_kept(thread: Thread, only: Only = "all") -> bool:
    """Whether a thread is among those asked for: by what happened to it in any text."""
    if only == "all":
        return True
    if only == "changed":
        return thread.eventful
    return any(cell.link is not None and kept(cell.link, only) for cell in thread.cells)


def line(lineage: Lineage, thread: Thread) -> Line:
    latest = thread.latest
    name = thread_anchor(thread)
    cells = tuple(
        _shown(lineage, thread, cell, f"{name}-{cell.document + 1}") for cell in thread.cells
    )
    return Line(
        anchor=name,
        id=thread.id,
        begins=opening_words(latest),
        opening=latest.opening,
        rtl=is_rtl(latest.text),
        language=lineage.documents[thread.present[-1]].language,
        cells=cells,
        tags=tuple(dict.fromkeys(_tags(thread))),
    )


def thread_anchor(thread: Thread) -> str:
    return anchor(thread.id.replace("@", "-in-"))


def _tags(thread: Thread) -> Iterator[str]:
    if thread.eventful:
        yield "changed"
    for cell in thread.cells:
        if cell.relation != "absent":
            yield cell.relation
        if cell.moved:
            yield "moved"
        if cell.direction != "neutral":
            yield cell.direction


def _shown(lineage: Lineage, thread: Thread, cell: Cell, name: str) -> Shown:
    reworded = cell.relation in ("edited", "split", "merged", "returned")
    return Shown(
        number=cell.document + 1,
        anchor=name,
        names=join_names(cell.ids),
        relation=cell.relation,
        told=happened(lineage, thread, cell),
        # What changed at all is never shown as nothing.
        share=max(1, round(100 * cell.changed)) if reworded and cell.changed else 0,
        moved=cell.moved,
        direction=cell.direction,
        doubt=cell.confidence < DOUBTFUL,
        since=cell.since + 1 if cell.since is not None and cell.link else 0,
        before=join_names([p.id for p in cell.link.before]) if cell.link else "",
        link=cell.link,
        wording=wording(cell),
        guest=bool(cell.into),
    )


def happened(lineage: Lineage, thread: Thread, cell: Cell) -> str:
    """What became of a provision in one text, in words: "cut out of OP4", "dropped, moved"."""
    told = SIGNS[cell.relation].word
    link = cell.link
    if cell.relation == "returned" and cell.since is not None:
        told = f"back, last in text {cell.since + 1}"
    elif cell.relation == "merged" and link:
        others = [p.id for p in link.before]
        told = (
            f"taken in by {join_names(cell.ids)}"
            if cell.into
            else f"merged from {join_names(others)}"
        )
    elif cell.relation == "split" and link and not cell.out_of:
        told = f"split into {join_names([p.id for p in link.after])}"
    if cell.out_of:
        parent = lineage.by_id[cell.out_of].cells[cell.document].home
        where = f" {paragraph_name(parent.id)}" if parent else ""
        told = f"cut out of{where}" if cell.relation == "split" else f"{told}, out of{where}"
    return f"{told}, {MOVED.word}" if cell.moved else told


def wording(cell: Cell) -> str:
    """The words of a provision in one text, a paragraph a line."""
    return "\n".join(paragraph.text for paragraph in cell.paragraphs)
