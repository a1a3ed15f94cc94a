"""The text of a Document as AKN4UN: preamble, main body and annexes, in the order of the text.

A preambular paragraph is a `container` named by its opening phrase, an operative one a `paragraph`
with its `num`. Sub-paragraphs are `point`s of a `list` below the operative part and `item`s of a
`blockList` in the preamble, where the schema knows no points. What goes on without a number is one
more `p` of the provision before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from resotrack.model import Document, Paragraph
from resotrack.write.documents.akn_elements import a, running
from resotrack.write.documents.numbers import number_of
from resotrack.write.documents.view import formula

_OUTER = re.compile(r"^(?:(?P<letter>[A-Z]\d*)|(?P<annex>annex\d*))\.")
_PREAMBLE = ("preambular", "table")
_GOES_ON = re.compile(r"\+\d+(?:~\d+)?$")


@dataclass(slots=True)
class Division:
    """One stretch of the text with a preamble and a body of its own."""

    letter: str = ""
    """The letter of a part of a compound resolution."""
    annex: str = ""
    """ "annex", "annex2"; "" for the resolution itself."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: dict[str, list[Paragraph]] = field(default_factory=dict)
    """The headings that stand before a paragraph, by its id; under "" those at the end."""


def divisions(document: Document) -> list[Division]:
    """The Document cut into its parts and annexes, with every heading given a place."""
    # Letters are parts where even the first paragraph has one. Elsewhere they come from a heading
    # under which the numbers start again.
    first = _OUTER.match(document.paragraphs[0].id) if document.paragraphs else None
    compound = first is not None and bool(first["letter"])
    found: list[Division] = []
    waiting = list(document.headings)
    for paragraph in document.paragraphs:
        outer = _OUTER.match(paragraph.id)
        annex = (outer["annex"] or "") if outer else ""
        letter = found[-1].letter if found else ""
        if compound and outer and outer["letter"]:
            letter = outer["letter"]
        if paragraph.kind == "annex" and not annex:
            annex = "annex"
        if not found or (letter, annex) != (found[-1].letter, found[-1].annex):
            found.append(Division(letter=letter, annex=annex))
        found[-1].paragraphs.append(paragraph)
        place = next((n for n, h in enumerate(waiting) if h.id == paragraph.heading), None)
        if place is not None:
            found[-1].headings[paragraph.id] = waiting[: place + 1]
            waiting = waiting[place + 1 :]
    if found and waiting:
        found[-1].headings[""] = waiting
    return found


class Body:
    """Builds the elements of one division; `number` counts on through the whole file."""

    def __init__(self, division: Division, document: Document, ids: Iterator[int]) -> None:
        self.preamble: list[etree._Element] = []
        self.main: list[etree._Element] = []
        self._document = document
        self._division = division
        self._ids = ids
        self._parents = {p.parent for p in division.paragraphs}
        self._nests: dict[str, etree._Element] = {}
        """Where the sub-paragraphs of a paragraph go."""
        self._holder: etree._Element | None = None
        """The last element that held running text: what goes on without a number goes there."""
        self._kind = ""
        self._in_preamble = not division.annex
        if document.body and not division.annex:
            self.preamble.append(self._formula())
        self._fill()

    def _formula(self) -> etree._Element:
        return a(
            "formula",
            running(formula(self._document), lead=self._document.body),
            name="enactingFormula",
            eId=self._id("formula"),
        )

    def _id(self, stem: str) -> str:
        return f"{stem}_{next(self._ids)}"

    def _fill(self) -> None:
        rows: list[Paragraph] = []
        for paragraph in self._division.paragraphs:
            above = self._division.headings.get(paragraph.id, ())
            if rows and (paragraph.kind != "table" or above):
                self._table(rows)
                rows = []
            for heading in above:
                self._heading(heading, self._in_preamble and paragraph.kind in _PREAMBLE)
            if paragraph.kind == "table":
                rows.append(paragraph)
            else:
                self._provision(paragraph)
        if rows:
            self._table(rows)
        for heading in self._division.headings.get("", ()):
            self._heading(heading, in_preamble=False)

    def _place(self, element: etree._Element, *, in_preamble: bool) -> None:
        """Put an element at the end of the preamble or the body.

        What is nested in earlier ones is over: whatever comes later stands behind this.
        """
        self._nests.clear()
        (self.preamble if in_preamble else self.main).append(element)

    def _heading(self, heading: Paragraph, in_preamble: bool) -> None:
        self._holder = None
        if in_preamble:
            words = running(heading.text, notes=heading.notes)
            inside = self._items([(heading.number, words)]) if heading.number else words
            shown = a("container", inside, name="heading", class_="H1", eId=self._id("heading"))
        else:
            words = running(heading.text, notes=heading.notes)
            words.tag = words.tag.replace("}p", "}subheading")
            shown = a("paragraph", eId=self._id("heading"), class_="H1")
            if heading.number:
                shown.append(a("num", text=heading.number))
            shown.append(words)
        self._place(shown, in_preamble=in_preamble)

    def _provision(self, paragraph: Paragraph) -> None:
        if paragraph.kind != self._kind:
            # Numbering does not run on from the preamble to the operative part.
            self._kind, self._holder = paragraph.kind, None
        self._in_preamble = self._in_preamble and paragraph.kind == "preambular"
        if paragraph.kind == "preambular":
            self._preambular(paragraph)
        elif self._holder is not None and _GOES_ON.search(paragraph.id):
            self._holder.append(self._words(paragraph))
        else:
            self._operative(paragraph)

    def _words(self, paragraph: Paragraph) -> etree._Element:
        return running(paragraph.text, lead=paragraph.opening, notes=paragraph.notes)

    def _preambular(self, paragraph: Paragraph) -> None:
        words = self._words(paragraph)
        if not self._in_preamble:
            # Sections that have a preamble of their own mark it so in the UN's files.
            words.set("refersTo", "#preamble")
        number = number_of(paragraph)
        above = self._nests.get(paragraph.parent or "")
        if above is not None:
            item = self._item(number, words)
            self._list(above).append(item)
            self._nests[paragraph.id] = item
            return
        container = a("container", name=paragraph.opening or "preambular")
        container.set("eId", self._id("container"))
        container.append(self._items([(number, words)]) if number else words)
        self._place(container, in_preamble=self._in_preamble)
        self._nests[paragraph.id] = container

    def _item(self, number: str, words: etree._Element) -> etree._Element:
        item = a("item", eId=self._id("item"))
        if number:
            item.append(a("num", text=number))
        item.append(words)
        return item

    def _items(self, rows: Sequence[tuple[str, etree._Element]]) -> etree._Element:
        items = [self._item(number, words) for number, words in rows]
        return a("blockList", *items, eId=self._id("list"))

    def _list(self, above: etree._Element) -> etree._Element:
        """The list at the end of an element, begun where there is none."""
        if len(above) > 1 and above[-1].tag.endswith("}blockList"):
            return above[-1]
        below = a("blockList", eId=self._id("list"))
        above.append(below)
        return below

    def _operative(self, paragraph: Paragraph) -> None:
        above = self._nests.get(paragraph.parent or "")
        tag = "paragraph" if above is None else "point"
        element = a(tag, eId=self._id("para" if above is None else "point"))
        if number := number_of(paragraph):
            element.append(a("num", text=number))
        if above is None:
            self._place(element, in_preamble=False)
        else:
            above.append(element)
        words = self._words(paragraph)
        if paragraph.id in self._parents:
            self._holder = a("intro", words, eId=self._id("intro"))
            inner = a("list", self._holder, eId=self._id("list"))
            self._nests[paragraph.id] = inner
        else:
            inner = self._holder = a("content", words, eId=self._id("content"))
        element.append(inner)

    def _table(self, rows: Sequence[Paragraph]) -> None:
        table = a("table", eId=self._id("table"))
        for paragraph in rows:
            table.append(_row(paragraph))
        if self._holder is not None and not self._in_preamble:
            self._holder.append(table)
        elif self._in_preamble:
            self._place(table, in_preamble=True)
        else:
            self._holder = a("content", table, eId=self._id("content"))
            shown = a("paragraph", self._holder, eId=self._id("para"))
            self._place(shown, in_preamble=False)


def _row(paragraph: Paragraph) -> etree._Element:
    row, start = a("tr"), 0
    for cell in paragraph.text.split(" | "):
        end = start + len(cell)
        notes = tuple(
            replace(note, position=note.position - start)
            for note in paragraph.notes
            # A mark on the bar between two cells belongs to the cell before it.
            if (not start or start <= note.position) and note.position < end + 3
        )
        row.append(a("td", running(cell, notes=notes)))
        start = end + 3
    return row
