"""Every tracked change of a Word file accepted, in the mark-up itself."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from resotrack.read._word_names import CELL, KINDS, PARAGRAPH, PPR, RPR, TABLE, w
from resotrack.write.package import Package
from resotrack.write.scrub.finding import Leak

_LEAVING = (w("del"), w("moveFrom"))
_ARRIVING = (w("ins"), w("moveTo"))
_HISTORY = tuple(
    w(f"{name}Change")
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering")
)
_RANGES = tuple(
    w(f"{name}Range{end}")
    for name in (
        *("moveFrom", "moveTo", "customXmlIns", "customXmlDel"),
        *("customXmlMoveFrom", "customXmlMoveTo"),
    )
    for end in ("Start", "End")
)


def accept_changes(package: Package) -> Iterator[Leak]:
    """Accept what is tracked in the body, the notes and the heads."""
    for name in sorted(package.parts):
        folded = name.casefold()
        if not (folded.startswith("word/") and folded.endswith(".xml")):
            continue
        root = package.xml(name)
        count = sum(1 for _ in root.iter(*KINDS, *_HISTORY, w("cellIns"), w("cellDel")))
        if count:
            _accept(root)
            package.put(name, root)
            yield Leak(kind="tracked changes", part=name, what="", count=count)


def _accept(root: etree._Element) -> None:
    for element in list(root.iter(*_HISTORY, *_RANGES)):
        _remove(element)
    for row in [r for r in root.iter(w("tr")) if r.find(f"{w('trPr')}/{w('del')}") is not None]:
        _remove(row)
    for cell in [c for c in root.iter(CELL) if c.find(f"{w('tcPr')}/{w('cellDel')}") is not None]:
        _remove(cell)
    for mark in list(root.iter(w("cellIns"), w("cellMerge"))):
        _remove(mark)
    going = [p for p in root.iter(PARAGRAPH) if _mark_goes(p)]
    for element in list(root.iter(*KINDS)):
        parent = element.getparent()
        if parent is None:
            continue
        if parent.tag in (RPR, w("trPr"), w("numPr")):
            parent.remove(element)
        elif element.tag in _ARRIVING:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
        else:
            parent.remove(element)
    for paragraph in going:
        _join(paragraph)
    for table in [t for t in root.iter(TABLE) if next(t.iter(w("tr")), None) is None]:
        _remove(table)


def _mark_goes(paragraph: etree._Element) -> bool:
    marks = paragraph.find(f"{PPR}/{RPR}")
    return marks is not None and any(child.tag in _LEAVING for child in marks)


def _join(paragraph: etree._Element) -> None:
    """Put the words of a paragraph whose mark went at the head of the next one."""
    following = paragraph.getnext()
    while following is not None and following.tag in (w("bookmarkStart"), w("bookmarkEnd")):
        following = following.getnext()
    words = [child for child in paragraph if child.tag != PPR]
    if following is not None and following.tag == PARAGRAPH:
        at = 0 if following.find(PPR) is None else 1
        for place, child in enumerate(words):
            following.insert(at + place, child)
        _remove(paragraph)
        return
    # Nothing to join: without words it goes, unless a cell would be left without a paragraph.
    parent = paragraph.getparent()
    alone = parent is not None and parent.tag == CELL and len(parent.findall(PARAGRAPH)) == 1
    if not alone and next(paragraph.iter(w("r"), w("sectPr")), None) is None:
        _remove(paragraph)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
