"""The names of WordprocessingML that the reader knows, written out once."""

from __future__ import annotations

from typing import Final, Literal

from lxml import etree

from resotrack.model.document import ChangeKind

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MARKUP: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# "Strict" files, which Word can be told to write, use other addresses for the same names.
STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONS.encode()),
)


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


VAL: Final = w("val")


def val(parent: etree._Element | None, *path: str) -> str | None:
    """The w:val of the element below `parent` by this path of names; None where there is none."""
    for name in path:
        if parent is None:
            return None
        parent = parent.find(w(name))
    return None if parent is None else parent.get(VAL, "")


def on(value: str | None) -> bool:
    """The meaning of an on/off property's value: on, unless it says off."""
    return value not in ("0", "false", "off", "none")


def whole(value: str | None) -> int | None:
    """A whole number of one to nine digits as Word writes it; None for anything else."""
    text = (value or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


KINDS: dict[str, ChangeKind] = {
    w("ins"): "insert",
    w("del"): "delete",
    w("moveFrom"): "move_from",
    w("moveTo"): "move_to",
}
CELL_KINDS: dict[str, ChangeKind] = {w("cellIns"): "insert", w("cellDel"): "delete"}
CONTROL_KINDS: dict[str, ChangeKind] = {
    w("customXmlMoveFromRangeStart"): "move_from",
    w("customXmlMoveToRangeStart"): "move_to",
}

PARAGRAPH, RUN, TABLE, ROW, CELL, CONTROL = w("p"), w("r"), w("tbl"), w("tr"), w("tc"), w("sdt")
PPR, RPR, TEXT_BOX = w("pPr"), w("rPr"), w("txbxContent")
ALTERNATE, CHOICE, FALLBACK = (
    f"{{{MARKUP}}}{n}" for n in ("AlternateContent", "Choice", "Fallback")
)
MATH_TEXT = f"{{{MATH}}}t"
MATH_OUTER = (f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara")
ID, NAME, AUTHOR, DATE = map(w, ("id", "name", "author", "date"))
FIELD, FIELD_TYPE, CUSTOM_MARK = map(w, ("fldChar", "fldCharType", "customMarkFollows"))
SYM, RUBY, RUBY_TEXT = map(w, ("sym", "ruby", "rt"))
RANGE_STARTS: dict[str, ChangeKind] = {
    w("moveFromRangeStart"): "move_from",
    w("moveToRangeStart"): "move_to",
}
RANGE_ENDS = frozenset((w("moveFromRangeEnd"), w("moveToRangeEnd")))

# Mark-up around text that says nothing about the words themselves.
TRANSPARENT = frozenset(
    map(
        w,
        ("sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "rubyBase"),
    )
)
# Mark-up without words of its own: properties, ranges, layout, field codes.
SILENT = frozenset(
    map(
        w,
        """
        pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr rubyPr sectPr tblPr tblGrid tblPrEx trPr tcPr
        fldData instrText delInstrText bookmarkStart bookmarkEnd proofErr permStart permEnd
        lastRenderedPageBreak softHyphen annotationRef footnoteRef endnoteRef separator
        continuationSeparator pgNum numberingChange customXmlInsRangeStart customXmlInsRangeEnd
        customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart
        customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd
        """.split(),
    )
)
SPACING = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
TEXTS = frozenset((w("t"), w("delText"), MATH_TEXT))
DRAWINGS = frozenset(map(w, ("drawing", "pict", "object")))

FieldMark = Literal["field-begin", "field-separate", "field-end"]
NoteMark = Literal["footnote", "endnote"]
CommentMark = Literal["comment", "comment-start", "comment-end"]

FIELD_MARKS: dict[str, FieldMark] = {
    "begin": "field-begin",
    "separate": "field-separate",
    "end": "field-end",
}
NOTE_MARKS: dict[str, NoteMark] = {
    w("footnoteReference"): "footnote",
    w("endnoteReference"): "endnote",
}
COMMENT_MARKS: dict[str, CommentMark] = {
    w("commentReference"): "comment",
    w("commentRangeStart"): "comment-start",
    w("commentRangeEnd"): "comment-end",
}
