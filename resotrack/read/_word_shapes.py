"""Mark-up that wraps or repeats: alternatives, content controls around rows, drawings, formulas."""

from __future__ import annotations

from lxml import etree

from resotrack.read._word_names import (
    ALTERNATE,
    CHOICE,
    CONTROL,
    FALLBACK,
    KINDS,
    MATH,
    MATH_TEXT,
    TEXT_BOX,
    TRANSPARENT,
)


def is_math(element: etree._Element) -> bool:
    return element.tag != MATH_TEXT and str(element.tag).startswith(f"{{{MATH}}}")


def branch(alternate: etree._Element) -> list[etree._Element]:
    """The one branch of an mc:AlternateContent that is read: the first choice, or else."""
    choice = alternate.find(CHOICE)
    found = alternate.find(FALLBACK) if choice is None else choice
    return [] if found is None else [found]


def within(
    parent: etree._Element, name: str, outer: tuple[etree._Element, ...] = ()
) -> list[tuple[etree._Element, tuple[etree._Element, ...]]]:
    """The rows of a table or the cells of a row, also in content controls, and their wrappers."""
    found: list[tuple[etree._Element, tuple[etree._Element, ...]]] = []
    for child in parent:
        if child.tag == name:
            found.append((child, outer))
        elif child.tag == CONTROL or child.tag in TRANSPARENT or child.tag in KINDS:
            found.extend(within(child, name, (*outer, child)))
    return found


def boxes(element: etree._Element) -> list[etree._Element]:
    """The text boxes of a drawing, each once and not those inside another."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag == TEXT_BOX:
            found.append(child)
        elif child.tag == ALTERNATE:
            found.extend(box for one in branch(child) for box in boxes(one))
        else:
            found.extend(boxes(child))
    return found


def what_is_drawn(drawing: etree._Element) -> str:
    """Name what a drawing shows where that may carry words; "" for lines and empty shapes."""
    for element in drawing.iter():
        name = etree.QName(element).localname
        if name in ("pic", "imagedata", "blip"):
            return "a picture"
        if name in ("chart", "relIds"):
            return "a chart or diagram"
        if name == "textpath" and element.get("string"):
            return f"decorative text {element.get('string', '')[:80]!r}"
    return ""
