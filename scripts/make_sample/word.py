"""Word documents in the form of the United Nations, with notes, comments and tracked changes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from lxml import etree

from .package import pack, relationship_id
from .texts import Line, Piece, Table, parse

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMESPACES = {"w": W, "r": R}
_PAGE_WIDTH, _PAGE_HEIGHT = 11906, 16838
_TEXT_WIDTH = 9639
# How sub-paragraphs numbered (i), (ii), (iii) are set.
DEEP: Table = {"indent": 2835, "hanging": 567}


def w(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """An element of WordprocessingML: `w("b", val=0)` is `<w:b w:val="0"/>`."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name.rstrip('_')}", str(value))
    element.extend(children)
    return element


def run(text: str, *properties: etree._Element, deleted: bool = False) -> etree._Element:
    """A run; tabs and line breaks in `text` become elements."""
    element = w("r")
    if properties:
        element.append(w("rPr", *properties))
    for index, line in enumerate(text.split("\n")):
        if index:
            element.append(w("br"))
        for place, words in enumerate(line.split("\t")):
            if place:
                element.append(w("tab"))
            if words:
                written = w("delText" if deleted else "t")
                written.text = words
                written.set(_SPACE, "preserve")
                element.append(written)
    return element


class Document:
    """A Word document under construction."""

    def __init__(
        self, *, notes: Mapping[str, str], authors: Mapping[str, Table] | None = None
    ) -> None:
        self.body = w("body")
        self._notes = notes
        self._authors = authors or {}
        self._footnotes = _footnotes_part()
        self._comments = w("comments")
        self._ids = count(1)
        self._note_ids = count(1)

    # Paragraphs ----------------------------------------------------------------------------

    def add(self, text: str, *, style: str = "SingleTxtG", **look: Any) -> None:
        """Add a paragraph of marked-up text.

        `look` may say: bold, size, align, before, after, indent, hanging.
        """
        properties = w("pPr", w("pStyle", val=style))
        if "before" in look or "after" in look:
            spacing = {name: look[name] for name in ("before", "after") if name in look}
            properties.append(w("spacing", **spacing))
        if "indent" in look:
            properties.append(w("ind", left=look["indent"], hanging=look.get("hanging", 0)))
        if "align" in look:
            properties.append(w("jc", val=look["align"]))
        paragraph = w("p", properties)
        for piece in parse(text).pieces:
            paragraph.extend(self._piece(piece, **look))
        self.body.append(paragraph)

    def add_sponsors(self, names: Iterable[tuple[str, bool]], what: str, footnote: str) -> None:
        """Add the line of sponsors; the first asterisk carries the footnote that explains it."""
        paragraph = w("p", w("pPr", w("pStyle", val="H23G")), run("\t\t"))
        listed = list(names)
        explained = False
        for place, (name, observer) in enumerate(listed, start=1):
            # The asterisk follows the comma, or the colon that ends the list.
            stop = {len(listed): ":", len(listed) - 1: ""}.get(place, ",")
            paragraph.append(run(name + stop))
            if observer:
                paragraph.append(run("*") if explained else self._asterisk(footnote))
                explained = True
            paragraph.append(run(" and " if place == len(listed) - 1 else " "))
        paragraph.append(run(what))
        self.body.append(paragraph)

    def add_heading(self, line: Line) -> None:
        """Add the line at the top of an informal text, which says what state it is."""
        paragraph = w("p", w("pPr", w("pStyle", val="SingleTxtG"), w("jc", val="right")))
        for piece in line.pieces:
            paragraph.extend(self._piece(piece, bold=True))
        self.body.append(paragraph)

    def add_line(self, line: Line) -> None:
        """Add a paragraph with the tracked changes in it."""
        properties = w("pPr", w("pStyle", val="SingleTxtG"))
        if line.level == 3:
            properties.append(w("ind", left=DEEP["indent"], hanging=DEEP["hanging"]))
        if line.op:
            properties.append(w("rPr", self._change(_mark_tag(line), line.author)))
        paragraph = w("p", properties)
        pieces: list[etree._Element] = [] if line.level == 3 else self._indent(line)
        for piece in line.pieces:
            pieces += self._piece(piece)
        if line.move:
            self._append_moved(paragraph, pieces, line)
        else:
            paragraph.extend(pieces)
            self.body.append(paragraph)

    def _indent(self, line: Line) -> list[etree._Element]:
        """The tab before the number: it comes and goes with the number itself."""
        first = line.pieces[0]
        return self._piece(replace(first, text="\t", italic=False))

    def _append_moved(
        self, paragraph: etree._Element, pieces: list[etree._Element], line: Line
    ) -> None:
        side = "From" if line.op == "-" else "To"
        id_ = str(next(self._ids))
        author = self._authors[line.author]
        opening = w(
            f"move{side}RangeStart",
            id=id_,
            author=author["name"],
            date=author["date"],
            name=f"move-{line.move}",
        )
        paragraph.extend([opening, *pieces])
        self.body.extend([paragraph, w(f"move{side}RangeEnd", id=id_)])

    # Pieces --------------------------------------------------------------------------------

    def _piece(self, piece: Piece, **look: Any) -> list[etree._Element]:
        if piece.comment:
            return self._comment_mark(piece)
        if piece.note:
            element = self._footnote(self._notes[piece.note])
        else:
            properties = _run_properties(piece, look)
            deleted = piece.op == "-" and not piece.moved
            element = run(piece.text, *properties, deleted=deleted)
        if not piece.op:
            return [element]
        change = self._change(_piece_tag(piece), piece.author)
        change.append(element)
        return [change]

    def _change(self, tag: str, author: str) -> etree._Element:
        who = self._authors[author]
        return w(tag, id=next(self._ids), author=who["name"], date=who["date"])

    def _footnote(self, text: str) -> etree._Element:
        id_ = next(self._note_ids)
        mark = w("r", _superscript(), w("footnoteRef"))
        self._footnotes.append(_footnote(id_, mark, run(f"\t{text}")))
        return w("r", _superscript(), w("footnoteReference", id=id_))

    def _asterisk(self, text: str) -> etree._Element:
        """A footnote whose mark is an asterisk that the author typed."""
        id_ = next(self._note_ids)
        mark = run("*", w("rStyle", val="FootnoteReference"))
        self._footnotes.append(_footnote(id_, mark, run(f"\t{text}")))
        reference = w("footnoteReference", customMarkFollows=1, id=id_)
        element = run("*")
        element.insert(0, reference)
        return element

    def _comment_mark(self, piece: Piece) -> list[etree._Element]:
        id_ = piece.comment.removeprefix("c")
        if not piece.closes:
            return [w("commentRangeStart", id=id_)]
        reference = w("r", w("rPr", w("rStyle", val="CommentReference")))
        reference.append(w("commentReference", id=id_))
        return [w("commentRangeEnd", id=id_), reference]

    def add_comment(self, key: str, comment: Table) -> None:
        who = self._authors[comment["author"]]
        element = w(
            "comment",
            w("p", w("pPr", w("pStyle", val="CommentText")), run(comment["text"])),
            id=key.removeprefix("c"),
            author=who["name"],
            date=who["date"],
            initials=who["initials"],
        )
        self._comments.append(element)

    # The file ------------------------------------------------------------------------------

    def to_bytes(self, *, title: str, header: str, job: str) -> bytes:
        parts = {
            "footnotes": self._footnotes,
            "header-even": _header(header, "left"),
            "header-default": _header(header, "right"),
            "footer-even": _footer("left"),
            "footer-default": _footer("right"),
            "footer-first": w("ftr", w("p", w("pPr", w("pStyle", val="Footer")), run(job))),
        }
        if len(self._comments):
            parts["comments"] = self._comments
        document = w("document", self.body)
        self.body.append(_section())
        return pack(document, parts, title=title)


def _run_properties(piece: Piece, look: Mapping[str, Any]) -> list[etree._Element]:
    properties = []
    if look.get("bold"):
        properties.append(w("b"))
    if piece.italic:
        properties.append(w("i"))
    if "size" in look:
        properties.append(w("sz", val=look["size"]))
    return properties


def _piece_tag(piece: Piece) -> str:
    if piece.moved:
        return "moveTo" if piece.op == "+" else "moveFrom"
    return "ins" if piece.op == "+" else "del"


def _mark_tag(line: Line) -> str:
    if line.move:
        return "moveTo" if line.op == "+" else "moveFrom"
    return "ins" if line.op == "+" else "del"


def _superscript() -> etree._Element:
    return w("rPr", w("rStyle", val="FootnoteReference"))


def _footnotes_part() -> etree._Element:
    separator = w("footnote", w("p", w("r", w("separator"))), type="separator", id=-1)
    again = w("p", w("r", w("continuationSeparator")))
    return w("footnotes", separator, w("footnote", again, type="continuationSeparator", id=0))


def _footnote(id_: int, *content: etree._Element) -> etree._Element:
    return w("footnote", w("p", w("pPr", w("pStyle", val="FootnoteText")), *content), id=id_)


def _header(text: str, side: str) -> etree._Element:
    properties = w("pPr", w("pStyle", val="Header"), w("jc", val=side))
    return w("hdr", w("p", properties, run(text)))


def _footer(side: str) -> etree._Element:
    page = w("fldSimple", run("2", w("b"), w("sz", val=18)), instr="PAGE")
    return w("ftr", w("p", w("pPr", w("pStyle", val="Footer"), w("jc", val=side)), page))


def _section() -> etree._Element:
    references = []
    for kind in ("even", "default"):
        references.append(_reference("header", kind))
        references.append(_reference("footer", kind))
    references.append(_reference("footer", "first"))
    margins = w(
        "pgMar", top=1418, right=1134, bottom=1701, left=1134, header=851, footer=851, gutter=0
    )
    return w("sectPr", *references, w("pgSz", w=_PAGE_WIDTH, h=_PAGE_HEIGHT), margins, w("titlePg"))


def _reference(what: str, kind: str) -> etree._Element:
    element = w(f"{what}Reference", type=kind)
    element.set(f"{{{R}}}id", relationship_id(f"{what}-{kind}"))
    return element


# The masthead ----------------------------------------------------------------------------------

_COLUMNS = (1276, 2268, 3402, _TEXT_WIDTH - 1276 - 2268 - 3402)


def masthead(symbol: str, distribution: str, date: str) -> etree._Element:
    """The two rows at the head of every United Nations document (without the emblem)."""
    first = w(
        "tr",
        w("trPr", w("trHeight", val=851, hRule="exact")),
        _cell(_COLUMNS[0], 4, []),
        _cell(_COLUMNS[1], 4, [_cell_line("United Nations", 28, after=80)]),
        _cell(_COLUMNS[2] + _COLUMNS[3], 4, [_symbol_line(symbol)], span=2),
    )
    issue = [f"Distr.: {distribution}", date, "", "Original: English"]
    lines = [_cell_line(text, 20, before=0 if i else 240) for i, text in enumerate(issue)]
    organ = w("p", w("pPr", w("pStyle", val="XLargeG")), run("General Assembly"))
    second = w(
        "tr",
        w("trPr", w("trHeight", val=2835, hRule="exact")),
        _cell(_COLUMNS[0], 12, [], align="top"),
        _cell(_COLUMNS[1] + _COLUMNS[2], 12, [organ], span=2, align="top"),
        _cell(_COLUMNS[3], 12, lines, align="top"),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in _COLUMNS))
    layout = w("tblPr", w("tblW", w=_TEXT_WIDTH, type="dxa"), w("tblLayout", type="fixed"))
    return w("tbl", layout, grid, first, second)


def _cell(
    width: int, border: int, lines: list[etree._Element], *, span: int = 1, align: str = "bottom"
) -> etree._Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(w("gridSpan", val=span))
    rule = w("bottom", val="single", sz=border, space=0, color="auto")
    properties.extend([w("tcBorders", rule), w("vAlign", val=align)])
    return w("tc", properties, *(lines or [w("p")]))


def _cell_line(text: str, size: int, *, before: int = 0, after: int = 0) -> etree._Element:
    properties = w("pPr", w("spacing", before=before, after=after))
    return w("p", properties, run(text, w("sz", val=size)))


def _symbol_line(symbol: str) -> etree._Element:
    # The organ's letter is set large, the rest of the symbol small.
    organ, rest = symbol[0], symbol[1:]
    line = w("p", w("pPr", w("spacing", after=80), w("jc", val="right")))
    line.extend([run(organ, w("sz", val=40)), run(rest, w("sz", val=20))])
    return line
