"""A lineage as tables: one row for each thread in each text, and one row a text."""

from __future__ import annotations

from resotrack.model import Cell, Lineage, Thread
from resotrack.model.table import Row, Table, columns
from resotrack.write.lineages.view import COUNTED, thread_kept, wording
from resotrack.write.view import Only

_CELLS = columns(
    ("thread", "text", "The provision, by where it begins: op4@1 is OP4 of the first text"),
    ("text", "integer", "The number of the text, from 1"),
    ("label", "text", "What the text is called: its symbol, else its file"),
    ("date", "text", "Its date, year-month-day"),
    ("relation", "text", "first, added, same, edited, split, merged, returned, deleted, absent"),
    ("paragraphs", "text", "Ids of its paragraphs in this text, blanks between"),
    ("home", "text", "The id of the paragraph that carries the thread on"),
    ("since", "integer", "The number of the text that it is compared with: where it last stood"),
    ("moved", "boolean", "Whether it stands elsewhere than what lies around it"),
    ("confidence", "number", "How sure the linking is: 0 to 1"),
    ("changed", "number", "The share of the letters of both wordings that went or came: 0 to 1"),
    ("direction", "text", "strengthened, weakened, mixed or neutral, since then"),
    ("dimensions", "text", "The axes that moved, blanks between"),
    ("out_of", "text", "The thread that it was cut out of in this text"),
    ("into", "text", "The thread that took it in in this text"),
    ("wording", "text", "Its words in this text, a paragraph a line"),
)
_TEXTS = columns(
    ("text", "integer", "The number of the text, from 1"),
    ("label", "text", "What the text is called: its symbol, else its file"),
    ("title", "text", "Its title"),
    ("date", "text", "Its date, year-month-day"),
    ("language", "text", "Two letters: ar, en, es, fr, ru, zh"),
    ("paragraphs", "integer", "How many paragraphs it has"),
    *((relation, "integer", f"How many provisions are {relation} in it") for relation in COUNTED),
    ("weakened", "integer", "How many provisions became weaker in it"),
    ("strengthened", "integer", "How many provisions became stronger in it"),
)


def lineage_tables(lineage: Lineage, *, only: Only = "all") -> tuple[Table, Table]:
    """The tables "cells", of the threads that `only` asks for, and "texts", of all."""
    return (
        Table(
            name="cells",
            columns=_CELLS,
            rows=tuple(
                _cell(lineage, thread, cell)
                for thread in lineage.threads
                if thread_kept(thread, only)
                for cell in thread.cells
            ),
        ),
        Table(
            name="texts",
            columns=_TEXTS,
            rows=tuple(_text(lineage, number) for number in range(len(lineage.documents))),
        ),
    )


def _cell(lineage: Lineage, thread: Thread, cell: Cell) -> Row:
    document = lineage.documents[cell.document]
    link = cell.link
    return (
        thread.id,
        cell.document + 1,
        document.label,
        document.date or None,
        cell.relation,
        " ".join(cell.ids) or None,
        cell.home.id if cell.home else None,
        cell.since + 1 if cell.since is not None else None,
        cell.moved,
        round(cell.confidence, 3) if link else None,
        round(cell.changed, 3) if link else None,
        cell.direction if link else None,
        (" ".join(link.assessment.dimensions) if link else "") or None,
        cell.out_of or None,
        cell.into or None,
        wording(cell) or None,
    )


def _text(lineage: Lineage, number: int) -> Row:
    document = lineage.documents[number]
    counts = lineage.counts(number)
    ways = [t.cells[number].direction for t in lineage.threads if t.cells[number].link]
    return (
        number + 1,
        document.label,
        document.title or None,
        document.date or None,
        document.language or None,
        len(document.paragraphs),
        *(counts.get(relation, 0) for relation in COUNTED),
        ways.count("weakened"),
        ways.count("strengthened"),
    )
