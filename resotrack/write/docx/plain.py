"""A text in the form of a United Nations document, as a Word file made from nothing.

Numbers are typed between tabs, as the UN types them; opening phrases are in italics, notes are
footnotes. The file says nothing of who made it, when and with what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from lxml import etree

from resotrack.model import Document, Kind, Note, Paragraph
from resotrack.read._word_names import RELATIONS
from resotrack.write.docx.elements import e, run
from resotrack.write.docx.footnotes import Footnotes, empty_footnotes
from resotrack.write.docx.plan import in_reading_order
from resotrack.write.package import CONTENT_TYPES, Package, declare, relations, types_root

TITLE = "(title)"
"""Under this name the paragraph of the title is told, beside the ids."""

_NONE: Mapping[str, str] = MappingProxyType({})
_NOWHERE: Mapping[str, Sequence[range]] = MappingProxyType({})
_RTL = frozenset({"ar"})
_LANGUAGES = {
    "ar": "ar-SA",
    "en": "en-GB",
    "es": "es-ES",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "zh": "zh-CN",
}
_STEP = 567
"""Twips (1/20 of a point) from one level of sub-paragraphs to the next: a centimetre."""
_BASE = 1134
NARROW = 850
"""The margin of a page in landscape, in twips."""


class PlainDocument:
    """A Word file under construction, and where each paragraph stands in it."""

    def __init__(
        self,
        document: Document,
        *,
        front: Callable[[PlainDocument], None] | None = None,
        ordered: Sequence[Paragraph] | None = None,
        labels: Mapping[str, str] = _NONE,
        strong: Mapping[str, Sequence[range]] = _NOWHERE,
        running: str = "",
    ) -> None:
        """Set a document. `front` writes what stands before its text instead of the plain front,
        `ordered` gives headings and paragraphs in an order of one's own, `labels` what is printed
        before them and `strong` the stretches in bold, both by id; `running` is a head for all
        pages but the first."""
        self.elements: dict[str, tuple[etree._Element, ...]] = {}
        self.body = e("body")
        self.root = e("document", self.body)
        self.footnotes = Footnotes(
            root=empty_footnotes(), styled=True, rtl=document.language in _RTL
        )
        self.package = Package(parts={})
        self._document = document
        self._labels = labels
        self._strong = strong
        self._running = running
        self._rtl = document.language in _RTL
        if front is None:
            self._front()
        else:
            front(self)
        in_order = in_reading_order(document) if ordered is None else ordered
        for is_row, group in groupby(in_order, key=lambda p: p.kind == "table"):
            if is_row:
                self._table(list(group))
            else:
                for paragraph in group:
                    self._provision(paragraph)
        self.line("", align="center")
        self.body.append(section(rtl=self._rtl, running=bool(running)))
        self._pack()

    def shape(self, kind: Kind, depth: int) -> etree._Element:
        """The properties of a paragraph of this kind."""
        if kind == "heading":
            return self.ppr("Heading2")
        properties = self.ppr("Provision")
        if depth:
            properties.append(e("ind", left=_BASE + _STEP * depth, right=_BASE))
        return properties

    def ppr(self, style: str) -> etree._Element:
        properties = e("pPr", e("pStyle", val=style))
        if self._rtl:
            properties.append(e("bidi"))
        return properties

    def rpr(self, *, italic: bool = False, bold: bool = False) -> etree._Element:
        """The properties of a run."""
        found = e("rPr")
        if self._document.language == "zh":
            # Quotation marks are those of the Chinese font: the Latin one has the same letters.
            found.append(e("rFonts", hint="eastAsia"))
        if bold:
            found.extend([e("b"), e("bCs")])
        if italic:
            found.extend([e("i"), e("iCs")])
        if self._rtl:
            found.append(e("rtl"))
        return found

    def _front(self) -> None:
        document = self._document
        if document.symbol:
            self.line(document.symbol, align="right", bold=True)
        for text in (document.session, document.agenda_item):
            if text:
                self.line(text)
        if document.title:
            self.elements[TITLE] = (self.line(document.title, style="Title"),)
        if document.body:
            self.formula(document.body)

    def formula(self, body: str) -> None:
        comma = "،" if self._rtl else "，" if self._document.language == "zh" else ","
        paragraph = e("p", self.shape("preambular", 0), run("\t", self.rpr()))
        paragraph.append(run(body.rstrip(",،， "), self.rpr(italic=True)))
        paragraph.append(run(comma, self.rpr()))
        self.body.append(paragraph)

    def line(
        self, text: str, *, style: str = "", align: str = "", bold: bool = False
    ) -> etree._Element:
        properties = self.ppr(style) if style else e("pPr")
        if self._rtl and not style:
            properties.append(e("bidi"))
        if align:
            # Word's "right" of a right-to-left paragraph is the left-hand side.
            properties.append(e("jc", val="left" if self._rtl and align == "right" else align))
        paragraph = e("p", properties)
        if text:
            paragraph.append(run(text, self.rpr(bold=bold)))
        self.body.append(paragraph)
        return paragraph

    def _provision(self, paragraph: Paragraph) -> None:
        element = e("p", self.shape(paragraph.kind, paragraph.depth))
        if paragraph.id in self._labels:
            label = self._labels[paragraph.id]
            element.append(run(f"\t{label}\t" if label else "\t", self.rpr()))
        elif paragraph.kind != "heading":
            element.append(run(prefix(paragraph.number), self.rpr()))
        elif paragraph.number:
            element.append(run(f"{paragraph.number} ", self.rpr()))
        element.extend(self._words(paragraph))
        self.body.append(element)
        self.elements[paragraph.id] = (element,)

    def _words(self, paragraph: Paragraph) -> Iterator[etree._Element]:
        text, opening = paragraph.text, len(paragraph.opening)
        lead = text.find(paragraph.opening) if opening else 0
        italic = range(lead, lead + opening)
        strong = self._strong.get(paragraph.id, ())
        borders = {0, len(text), *(n.position for n in paragraph.notes), italic.start, italic.stop}
        borders.update(place for stretch in strong for place in (stretch.start, stretch.stop))
        places = sorted(b for b in borders if 0 <= b <= len(text))
        notes: dict[int, list[Note]] = {}
        for note in paragraph.notes:
            notes.setdefault(min(note.position, len(text)), []).append(note)
        for start, end in zip(places, [*places[1:], len(text)], strict=True):
            for note in notes.get(start, ()):
                yield self.footnotes.reference(note.text, [])
            if text[start:end]:
                bold = any(start in stretch for stretch in strong)
                yield run(text[start:end], self.rpr(italic=start in italic, bold=bold))

    def _table(self, rows: list[Paragraph]) -> None:
        borders = e(
            "tblBorders",
            *(
                e(side, val="single", sz=4, space=0, color="auto")
                for side in ("top", "left", "bottom", "right", "insideH", "insideV")
            ),
        )
        layout = e("tblPr", e("tblW", w=0, type="auto"), borders)
        columns = max(len(_cells(row.text)) for row in rows)
        grid = e("tblGrid", *(e("gridCol", w=9638 // columns) for _ in range(columns)))
        table = e("tbl", layout, grid)
        for row in rows:
            cells = [e("p", run(cell, self.rpr())) for cell in _cells(row.text)]
            table.append(
                e("tr", *(e("tc", e("tcPr", e("tcW", w=0, type="auto")), c) for c in cells))
            )
            self.elements[row.id] = tuple(cells)
        self.body.append(table)

    def _pack(self) -> None:
        stylesheet = styles(self._document.language)
        head = _header(self._running, rtl=self._rtl) if self._running else None
        pack(
            self.package,
            self.root,
            stylesheet,
            footer(),
            header=head,
            footnotes=self.footnotes.root,
        )


def pack(
    package: Package,
    root: etree._Element,
    stylesheet: etree._Element,
    foot: etree._Element,
    *,
    header: etree._Element | None = None,
    footnotes: etree._Element | None = None,
) -> None:
    """Put a w:document and what goes with it into an empty package.

    `section` refers to `foot`, and where it is `running` to `header`.
    """
    notes = footnotes is not None
    parts = {
        "document": (root, "document.main"),
        "styles": (stylesheet, "styles"),
        "settings": (_settings(notes=notes), "settings"),
        "footer1": (foot, "footer"),
    }
    if header is not None:
        parts["header1"] = (header, "header")
    if footnotes is not None:
        parts["footnotes"] = (footnotes, "footnotes")
    types = types_root()
    for name, (_, kind) in parts.items():
        declare(types, f"word/{name}.xml", kind)
    package.put(CONTENT_TYPES, types)
    package.put("_rels/.rels", relations([("officeDocument", "word/document.xml")]))
    for name, (part, _) in parts.items():
        package.put(f"word/{name}.xml", part)
    named = [("footer", "footer1.xml"), ("styles", "styles.xml"), ("settings", "settings.xml")]
    if header is not None:
        named.append(("header", "header1.xml"))
    if notes:
        named.append(("footnotes", "footnotes.xml"))
    package.put("word/_rels/document.xml.rels", relations(named))


def _cells(text: str) -> list[str]:
    """The words of the cells of a row, blank ones too: "Section |  | Amount"."""
    return [cell.strip() for cell in re.split(r"\s\|(?=\s)", f" {text} ")]


def prefix(number: str) -> str:
    """What stands before the words of a paragraph: a tab, and a number between two."""
    return f"\t{labelled(number)}\t" if number else "\t"


def labelled(number: str) -> str:
    """A number as it is printed: "7." but "(a)", and the Chinese ones as they are."""
    bare = number.isascii() and number[:1] != "(" and not number.endswith((".", ")"))
    return f"{number}." if number and bare else number


def section(*, rtl: bool = False, landscape: bool = False, running: bool = False) -> etree._Element:
    """The page: A4 with its margins, and the footer of `pack` on it.

    With `running`, the header of `pack` too, on every page but the first.
    """
    heads = [e("headerReference", type="default")] if running else []
    feet = [e("footerReference", type=kind) for kind in ("default", "first")[: 1 + running]]
    for elements, name in ((heads, "rId4"), (feet, "rId1")):
        for element in elements:
            element.set(f"{{{RELATIONS}}}id", name)
    size = e("pgSz", w=11906, h=16838)
    sides = {"top": 1418, "right": _BASE, "bottom": 1418, "left": _BASE}
    head = 851
    if landscape:
        size = e("pgSz", w=16838, h=11906, orient="landscape")
        sides, head = dict.fromkeys(sides, NARROW), 425
    margins = e("pgMar", **sides, header=head, footer=head, gutter=0)
    found = e("sectPr", *heads, *feet, size, margins)
    if running:
        found.append(e("titlePg"))
    if rtl:
        found.append(e("bidi"))
    return found


def _header(text: str, *, rtl: bool) -> etree._Element:
    side = "left" if rtl else "right"  # Word's "left" of a right-to-left line is the right-hand one
    properties = e("pPr", e("pStyle", val="Footer"), e("jc", val=side))
    return e("hdr", e("p", properties, run(text, e("rPr", e("b"), e("bCs"), e("sz", val=18)))))


def footer(*before: etree._Element, total: bool = False) -> etree._Element:
    """The number of the page in the middle, behind other runs; with `total` "3 / 12"."""
    style = e("pPr", e("pStyle", val="Footer"), e("jc", val="center"))
    paragraph = e("p", style, *before, e("fldSimple", run("1"), instr="PAGE"))
    if total:
        paragraph.extend([run(" / "), e("fldSimple", run("1"), instr="NUMPAGES")])
    return e("ftr", paragraph)


def _settings(*, notes: bool) -> etree._Element:
    separators = [e("footnotePr", e("footnote", id=-1), e("footnote", id=0))] if notes else []
    compat = e("compat", e("compatSetting", name="compatibilityMode",
                           uri="http://schemas.microsoft.com/office/word", val=15))  # fmt: skip
    return e("settings", e("defaultTabStop", val=_STEP), *separators, compat)


def styles(language: str, *more: etree._Element) -> etree._Element:
    """The styles of a United Nations document in a language ("ar"); `more` stand behind them."""
    spoken = tongue(language)
    font = "Times New Roman"
    fonts = e("rFonts", ascii=font, eastAsia="SimSun", hAnsi=font, cs=font)
    defaults = e("rPrDefault", e("rPr", fonts, e("sz", val=20), e("szCs", val=20), spoken))
    tabs = e("tabs", *(e("tab", val="left", pos=_BASE + _STEP * n) for n in range(1, 6)))
    return e(
        "styles",
        e("docDefaults", defaults, e("pPrDefault")),
        style("Normal", "Normal", default=True),
        style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True),
        style("Title", "Title", e("keepNext"), e("spacing", before=240, after=240),
               e("ind", left=_BASE, right=_BASE), rpr=(e("b"), e("bCs"), e("sz", val=28),
                                                       e("szCs", val=28))),
        style("Sponsors", "Sponsors", e("keepNext"), e("spacing", before=240, after=120),
               e("ind", left=_BASE, right=_BASE), rpr=(e("b"), e("bCs"))),
        style("Heading2", "heading 2", e("keepNext"), e("spacing", before=240, after=120),
               e("ind", left=_BASE, right=_BASE), e("outlineLvl", val=1), rpr=(e("b"), e("bCs"))),
        style("Provision", "Provision", tabs,
               e("spacing", after=120, line=240, lineRule="atLeast"),
               e("ind", left=_BASE, right=_BASE), e("jc", val="both")),
        style("FootnoteText", "footnote text", e("ind", left=_BASE, right=_BASE, hanging=283),
               rpr=(e("sz", val=18), e("szCs", val=18))),
        style("Footer", "footer", rpr=(e("sz", val=16),)),
        style("CommentText", "annotation text"),
        style("FootnoteReference", "footnote reference", kind="character",
               rpr=(e("vertAlign", val="superscript"),)),
        style("CommentReference", "annotation reference", kind="character",
               rpr=(e("sz", val=16), e("szCs", val=16))),
        *more,
    )  # fmt: skip


def tongue(language: str) -> etree._Element:
    """The w:lang of words in a language: which dictionary and which fonts Word takes."""
    spoken = _LANGUAGES.get(language, "en-GB")
    eastern = spoken if spoken == "zh-CN" else "en-US"
    return e("lang", val=spoken, eastAsia=eastern, bidi="ar-SA")


def style(
    style_id: str,
    name: str,
    *ppr: etree._Element,
    kind: str = "paragraph",
    default: bool = False,
    rpr: tuple[etree._Element, ...] = (),
) -> etree._Element:
    """A w:style with properties of paragraphs (`ppr`) and of runs (`rpr`)."""
    found = e("style", type=kind, styleId=style_id)
    if default:
        found.set(f"{{{found.nsmap['w']}}}default", "1")
    found.append(e("name", val=name))
    if kind == "paragraph" and not default:
        found.append(e("basedOn", val="Normal"))
    if ppr:
        found.append(e("pPr", *ppr))
    if rpr:
        found.append(e("rPr", *rpr))
    return found
