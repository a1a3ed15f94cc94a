"""A brief as a Word file, for those who add a line of their own before they print it.

The file says nothing of who made it, when and with what.
"""

from __future__ import annotations

from lxml import etree

from resotrack.model.standing import Brief
from resotrack.write import view
from resotrack.write.docx.elements import e, run
from resotrack.write.docx.plain import footer, pack, section, style, styles
from resotrack.write.package import Package

_HANG = 284
"""Twips from the mark of a point to its words."""


def brief_docx(brief: Brief) -> bytes:
    """The brief as the bytes of a Word file."""
    body = e("body", _line("BriefTitle", brief.title), _line("BriefSubject", brief.subject))
    for part in brief.sections:
        body.append(_line("BriefHeading", part.title))
        body.extend(_line("BriefPoint", point, before="•\t") for point in part.points)
        if part.more:
            body.append(_line("BriefPoint", f"… and {part.more} more", before="\t"))
    body.append(section())
    package = Package(parts={})
    pack(package, e("document", body), styles("en", *_styles()), footer(total=True))
    return package.to_bytes()


def _line(name: str, words: str, *, before: str = "") -> etree._Element:
    properties, letters = e("pPr", e("pStyle", val=name)), e("rPr")
    if view.is_rtl(words):
        properties.append(e("bidi"))
        letters.append(e("rtl"))
    return e("p", properties, run(before + words, letters))


def _styles() -> tuple[etree._Element, ...]:
    def letters(size: int, *more: etree._Element) -> tuple[etree._Element, ...]:
        return (*more, e("sz", val=size), e("szCs", val=size))

    def heavy() -> tuple[etree._Element, ...]:
        return e("b"), e("bCs")

    hanging = e("ind", left=_HANG, hanging=_HANG)
    tabs = e("tabs", e("tab", val="left", pos=_HANG))
    return (
        style("BriefTitle", "Brief Title", e("keepNext"), e("spacing", after=40),
              e("outlineLvl", val=0), rpr=letters(28, *heavy())),
        style("BriefSubject", "Brief Subject", e("spacing", after=120), rpr=letters(20)),
        style("BriefHeading", "Brief Heading", e("keepNext"), e("spacing", before=160, after=40),
              e("outlineLvl", val=1), rpr=letters(22, *heavy())),
        style("BriefPoint", "Brief Point", tabs, e("spacing", after=30), hanging,
              rpr=letters(20)),
    )  # fmt: skip
