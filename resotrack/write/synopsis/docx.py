"""A comparison table as a Word file: a page in landscape, its head on every page.

What went is struck through and what came is bold and underlined, so that it reads without colour.
The file says nothing of who made it, when and with what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from resotrack.model import Comparison, Lineage
from resotrack.write.docx.elements import e, run
from resotrack.write.docx.plain import NARROW, footer, pack, section, style, styles, tongue
from resotrack.write.package import Package
from resotrack.write.synopsis.view import (
    Column,
    Heading,
    Place,
    Provision,
    Synopsis,
    Words,
    Written,
    synopsis,
)
from resotrack.write.synopsis.wording import (
    compared_with,
    facts_of,
    heads,
    legend,
    limited,
    said_above,
)
from resotrack.write.view import Only

_WIDTH = 16838 - 2 * NARROW
"""Of the table, in twips."""
_LAST = {2: 3500, 3: 3100, 4: 2800, 5: 2500}
"""The width of the last column by the number of texts, in twips."""
_SIZE = {2: 19, 3: 18, 4: 17, 5: 16}
"""Of the letters, in half points."""
_LEVEL = 170
"""Twips from one level of sub-paragraphs to the next: a cell is narrow."""
_WHOLE = 1800
"""Characters in a row, divided by the number of texts, up to which it stays on one page."""
_SHADE, _SOFT = "F0EEE8", "595959"
_KINDS = {"delete": "Deleted", "insert": "Inserted"}


def to_docx(compared: Comparison | Lineage, *, only: Only = "all") -> bytes:
    """The table as the bytes of a Word file. Raises WriteError for more than five texts."""
    return _Sheet(synopsis(compared, only=only)).to_bytes()


class _Sheet:
    """One Word file under construction."""

    def __init__(self, table: Synopsis) -> None:
        self._table = table
        self._language = table.columns[-1].language
        last = _LAST[len(table.columns)]
        each = (_WIDTH - last) // len(table.columns)
        self._widths = [*(each for _ in table.columns), last]

    def to_bytes(self) -> bytes:
        body = e("body", *self._above(), self._grid(), e("p"))
        body.append(section(rtl=self._table.rtl, landscape=True))
        package = Package(parts={})
        stylesheet = styles(self._language, *_styles(_SIZE[len(self._table.columns)]))
        labels = " · ".join(column.label for column in self._table.columns)
        pack(package, e("document", body), stylesheet, footer(run(f"{labels}    "), total=True))
        return package.to_bytes()

    def _above(self) -> Iterator[etree._Element]:
        table = self._table
        if table.title:
            yield self._line("SheetTitle", [run(table.title, self._look(table.columns[-1]))],
                             rtl=table.columns[-1].rtl)  # fmt: skip
        yield self._line("SheetNote", [run(said_above(table))])
        if table.only != "all":
            yield self._line("SheetNote", [run(limited(table.only), e("rPr", e("b"), e("bCs")))])
        deleted, inserted, rest = legend()
        yield self._line(
            "SheetNote",
            [
                run(deleted, e("rPr", e("rStyle", val="Deleted"))),
                run(": gone. "),
                run(inserted, e("rPr", e("rStyle", val="Inserted"))),
                run(f": new. {rest}"),
            ],
        )

    def _grid(self) -> etree._Element:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        layout = e("tblPr")
        if self._table.rtl:
            layout.append(e("bidiVisual"))
        layout.extend(
            [
                e("tblW", w=_WIDTH, type="dxa"),
                e("tblBorders", *(e(s, val="single", sz=4, space=0, color="808080")
                                  for s in sides)),
                e("tblLayout", type="fixed"),
                e("tblCellMar", e("top", w=40, type="dxa"), e("left", w=85, type="dxa"),
                  e("bottom", w=40, type="dxa"), e("right", w=85, type="dxa")),
            ]
        )  # fmt: skip
        grid = e("tblGrid", *(e("gridCol", w=width) for width in self._widths))
        table = e("tbl", layout, grid, self._head())
        for part in self._table.parts:
            table.append(self._across(self._line("SheetPart", [run(part.title)])))
            for row in part.rows:
                if isinstance(row, Heading):
                    table.append(self._heading(row))
                else:
                    table.append(self._provision(row))
        return table

    # ---- rows -----------------------------------------------------------------------------

    def _head(self) -> etree._Element:
        cells = []
        for column, label in zip(self._table.columns, heads(self._table), strict=False):
            lines = [self._line("SheetHead", [run(label)], right=column.rtl)]
            lines += [
                self._line("SheetFact", [run(fact)], right=column.rtl) for fact in facts_of(column)
            ]
            cells.append(lines)
        cells.append([self._line("SheetHead", [run(heads(self._table)[-1])])])
        row = self._row(cells, shade=True)
        row.insert(0, e("trPr", e("cantSplit"), e("tblHeader")))
        return row

    def _across(self, paragraph: etree._Element, *, shade: bool = True) -> etree._Element:
        """A row of one cell, which stays with the next one."""
        properties = e(
            "tcPr", e("tcW", w=sum(self._widths), type="dxa"), e("gridSpan", val=len(self._widths))
        )
        if shade:
            properties.append(e("shd", val="clear", color="auto", fill=_SHADE))
        return e("tr", e("trPr", e("cantSplit")), e("tc", properties, paragraph))

    def _heading(self, heading: Heading) -> etree._Element:
        column = next(
            (c for c in reversed(self._table.columns) if c.language == heading.language),
            self._table.columns[-1],
        )
        inside: list[etree._Element] = []
        for place, one in enumerate(heading.written):
            if place:
                inside.append(run(" / "))
            if one.number:
                inside.append(run(f"{one.number} ", self._look(column)))
            inside += [self._words(words, column) for words in one.words]
        return self._across(self._line("SheetHeading", inside, rtl=heading.rtl), shade=False)

    def _provision(self, row: Provision) -> etree._Element:
        columns = self._table.columns
        cells = [
            list(self._place(place, column))
            for place, column in zip(row.cells, columns, strict=True)
        ]
        cells.append(list(self._verdicts(row)))
        written = self._row(cells)
        longest = max(_length(place) for place in row.cells)
        if longest < _WHOLE // len(columns):
            written.insert(0, e("trPr", e("cantSplit")))
        return written

    def _row(
        self, cells: Sequence[Sequence[etree._Element]], *, shade: bool = False
    ) -> etree._Element:
        row = e("tr")
        for width, paragraphs in zip(self._widths, cells, strict=True):
            properties = e("tcPr", e("tcW", w=width, type="dxa"))
            if shade:
                properties.append(e("shd", val="clear", color="auto", fill=_SHADE))
            row.append(e("tc", properties, *paragraphs))
        return row

    # ---- cells ----------------------------------------------------------------------------

    def _place(self, place: Place, column: Column) -> Iterator[etree._Element]:
        if place.note:
            yield self._line("SheetFact", [run(place.note)], right=column.rtl)
        for one in place.paragraphs:
            yield self._written(one, column)
        if not place.note and not place.paragraphs:
            yield self._line("SheetNone", [run("–")])

    def _written(self, one: Written, column: Column) -> etree._Element:
        inside = [self._words(words, column) for words in one.words]
        if one.name:
            # What the number says is written in Latin letters in every language.
            label = run(one.name, e("rPr", e("rStyle", val="Name")))
            inside = [label, run(" ", self._look(column)), *inside]
        return self._line("SheetText", inside, rtl=column.rtl, level=one.depth)

    def _words(self, words: Words, column: Column) -> etree._Element:
        text = words.text
        return run(text, self._look(column, _KINDS.get(words.kind, ""), italic=words.opening))

    def _look(self, column: Column, name: str = "", *, italic: bool = False) -> etree._Element:
        found = e("rPr")
        if name:
            found.append(e("rStyle", val=name))
        if column.language == "zh":
            found.append(e("rFonts", hint="eastAsia"))
        if italic:
            found.extend([e("i"), e("iCs")])
        if column.rtl:
            found.append(e("rtl"))
        if column.language and column.language != self._language:
            found.append(tongue(column.language))
        return found

    def _verdicts(self, row: Provision) -> Iterator[etree._Element]:
        if not row.verdicts:
            yield self._line("SheetFact", [run(row.untouched)])
        for verdict in row.verdicts:
            where = compared_with(self._table, verdict)
            inside = [run(f"{where}: ")] if where else []
            inside.append(run(verdict.word, e("rPr", e("b"), e("bCs"))))
            if verdict.check:
                inside.append(run(f" ({verdict.check})"))
            yield self._line("SheetVerdict", inside)
            for reason in verdict.reasons:
                yield self._line("SheetReason", [run(reason)])

    def _line(
        self,
        name: str,
        inside: Sequence[etree._Element],
        *,
        rtl: bool = False,
        level: int = 0,
        right: bool = False,
    ) -> etree._Element:
        """A paragraph of a style. `right`: English words on the side where the text begins."""
        properties = e("pPr", e("pStyle", val=name))
        if rtl:
            properties.append(e("bidi"))
        if level:
            properties.append(e("ind", left=_LEVEL * level))
        if right:
            properties.append(e("jc", val="right"))
        return e("p", properties, *inside)


def _length(place: Place) -> int:
    return sum(len(words.text) for one in place.paragraphs for words in one.words)


def _styles(size: int) -> Iterator[etree._Element]:
    """The styles of the table: who wants another look changes it there, once."""
    for name, title, spacing, letters in (
        ("SheetTitle", "Sheet Title", (0, 60), _letters(26, bold=True)),
        ("SheetNote", "Sheet Note", (0, 60), _letters(17, english=True)),
        ("SheetText", "Sheet Text", (0, 40), _letters(size)),
        ("SheetHead", "Sheet Head", (0, 0), _letters(size, bold=True)),
        ("SheetPart", "Sheet Part", (40, 40), _letters(20, bold=True, english=True)),
        ("SheetHeading", "Sheet Heading", (60, 60), _letters(size, bold=True)),
        ("SheetFact", "Sheet Fact", (0, 20), _letters(size - 2, soft=True, english=True)),
        ("SheetNone", "Sheet None", (0, 0), _letters(size, soft=True)),
        ("SheetVerdict", "Sheet Verdict", (0, 20), _letters(size, english=True)),
        ("SheetReason", "Sheet Reason", (0, 20), _letters(size - 2, english=True)),
    ):
        ppr = [e("spacing", before=spacing[0], after=spacing[1])]
        if name in ("SheetPart", "SheetHeading", "SheetVerdict"):
            ppr.insert(0, e("keepNext"))
        if name == "SheetReason":
            ppr.append(e("ind", left=142, hanging=142))
        if name in ("SheetHeading", "SheetNone"):
            ppr.append(e("jc", val="center"))
        yield style(name, title, *ppr, rpr=letters)
    bold = (e("b"), e("bCs"))
    yield style("Deleted", "Deleted Words", kind="character",
                rpr=(e("strike"), e("color", val="8F1F14")))  # fmt: skip
    yield style("Inserted", "Inserted Words", kind="character",
                rpr=(*bold, e("color", val="17563A"), e("u", val="single")))  # fmt: skip
    yield style("Name", "Provision Name", kind="character",
                rpr=_letters(size - 2, bold=True, soft=True))  # fmt: skip


def _letters(
    size: int, *, bold: bool = False, soft: bool = False, english: bool = False
) -> tuple[etree._Element, ...]:
    """The properties of runs: `size` in half points, Arabic letters a point larger."""
    found = [e("b"), e("bCs")] if bold else []
    if soft:
        found.append(e("color", val=_SOFT))
    found += [e("sz", val=size), e("szCs", val=size + 2)]
    if english:
        found.append(tongue("en"))
    return tuple(found)
