"""AKN elements made short: one function, its names, and how the result is set in lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from resotrack.model import Note

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
AKN4UN = "http://un.org/akn4un"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = (
    f"{AKN} http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/schemas/"
    "akomantoso30.xsd"
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Any: the stubs of lxml do not know of a default namespace.
_NAMESPACES: dict[Any, str] = {None: AKN, "xsi": XSI, "akn4un": AKN4UN}
# What XML cannot hold. A replacement character says that something stood there.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def a(
    tag: str, *children: etree._Element, text: str = "", space: str = AKN, **attributes: str
) -> etree._Element:
    """An element; a trailing underscore keeps Python's own words (`as_`) out of the way."""
    element = etree.Element(f"{{{space}}}{tag}", nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(name.rstrip("_"), xml_text(value))
    element.text = xml_text(text) or None
    element.extend(children)
    return element


def xml_text(text: str) -> str:
    """The text with every character that XML refuses replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def running(text: str, *, lead: str = "", notes: Sequence[Note] = ()) -> etree._Element:
    """A `p` of running text: its opening phrase in italics, its notes where their marks stood."""
    paragraph = a("p")
    # A space is a space in here: the file's own layout must not add any.
    paragraph.set(_SPACE, "preserve")
    marks = sorted(((min(n.position, len(text)), n) for n in notes), key=lambda mark: mark[0])
    start, end = 0, len(lead) if text.startswith(lead) else 0
    for place, note in marks:
        _append(paragraph, text, start, place, lead=end)
        paragraph.append(_note(note))
        start = place
    _append(paragraph, text, start, len(text), lead=end)
    return paragraph


def _append(paragraph: etree._Element, text: str, start: int, end: int, *, lead: int) -> None:
    """Append text[start:end], in italics as far as the lead reaches."""
    turn = min(max(start, lead), end)
    if start < turn:
        paragraph.append(a("span", text=text[start:turn], class_="italic"))
    plain = xml_text(text[turn:end])
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + plain
    else:
        paragraph.text = (paragraph.text or "") + plain


def _note(note: Note) -> etree._Element:
    words = a("p", text=note.text)
    words.set(_SPACE, "preserve")
    return a("authorialNote", words, marker=note.marker, placement="bottom")


def set_in_lines(element: etree._Element, depth: int = 1) -> None:
    """Put every element on a line of its own, except in running text."""
    if not len(element) or element.get(_SPACE) == "preserve":
        return
    element.text = "\n" + "  " * depth
    for child in element:
        set_in_lines(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * (depth - 1)
