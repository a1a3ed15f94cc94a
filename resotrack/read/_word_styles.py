"""Styles of a Word file: what a style name means, and which formatting it gives.

A style may be based on another, so a property is looked up along that chain. Italic and bold are
toggles: a character style that says "italic" within a paragraph style that says "italic" makes the
words upright again. Formatting given directly on the run has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from resotrack.read._word_model import Face, face_of
from resotrack.read._word_names import VAL, on, val, w, whole
from resotrack.read.blocks import BlockStyle

# "_ H_1_G", "H_2/3", "_ H_Ch_G", "_ H_23_G", "heading 1"; also "Heading1" where only an id is left.
_HEADING = re.compile(
    r"^_{0,2} ?H_ ?(?P<un>Ch|CH|[1-6])(?![a-z])|^heading ?(?P<word>[1-9])", re.IGNORECASE
)
# "Title", "Title_H1", "_ Title": the name of the text. "Title_H_CH" stands over all of it
# ("Resolution adopted by …") and is a heading.
_TITLE = re.compile(r"^_{0,2} ?title(?:_?H_?1)?(?:_?G)?$", re.IGNORECASE)
_LONGEST_CHAIN = 30
_TITLE_HEADING = re.compile(r"^_{0,2} ?title_", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    based_on: str
    face: Face
    outline: int | None
    numbering: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks, once styles and direct formatting are put together."""

    italic: bool
    bold: bool
    hidden: bool
    raised: bool
    struck: bool
    underlined: bool
    """By hand, on the run itself: styles underline links and headings."""


class Styles:
    """The styles of one file, looked up by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._ranks: dict[str, BlockStyle] = {}
        self._looks: dict[tuple[str, Face], Look] = {}
        for element in () if root is None else root.iter(w("style")):
            style_id = element.get(w("styleId"), "")
            self._styles[style_id] = _style(element, style_id)
            is_default = on(element.get(w("default"), "0"))
            if is_default and element.get(w("type")) == "paragraph":
                self._default = style_id

    def look(self, paragraph_style: str, face: Face) -> Look:
        """How a run with this direct formatting looks in a paragraph of this style."""
        key = (paragraph_style, face)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._resolve(paragraph_style or self._default, face)
        return found

    def _resolve(self, paragraph_style: str, face: Face) -> Look:
        def toggle(name: str) -> bool:
            direct: bool | None = getattr(face, name)
            if direct is not None:
                return direct
            return self._inherited(paragraph_style, name) != self._inherited(face.style, name)

        raised = face.raised
        for style_id in (face.style, paragraph_style):
            for style in self._chain(style_id):
                raised = style.face.raised if raised is None else raised
        return Look(
            italic=toggle("italic"),
            bold=toggle("bold"),
            hidden=toggle("hidden"),
            raised=bool(raised),
            struck=toggle("struck"),
            underlined=bool(face.underlined),
        )

    def _inherited(self, style_id: str, name: str) -> bool:
        for style in self._chain(style_id):
            given: bool | None = getattr(style.face, name)
            if given is not None:
                return given
        return False

    def rank(self, style_id: str) -> BlockStyle:
        """Heading, title or body, by the name of the style and its outline level."""
        found = self._ranks.get(style_id)
        if found is None:
            found = self._ranks[style_id] = self._rank(style_id)
        return found

    def _rank(self, style_id: str) -> BlockStyle:
        outline = next((s.outline for s in self._chain(style_id) if s.outline is not None), None)
        names = [style.name for style in self._chain(style_id)] or [style_id]
        for name in names:
            if _TITLE.match(name):
                return "title"
            if _TITLE_HEADING.match(name) or _HEADING.match(name):
                return "heading"
        return "heading" if outline is not None and 0 <= outline <= 8 else "body"

    def numbering(self, style_id: str) -> tuple[int | None, int | None]:
        """Number id and level that the style gives to its paragraphs."""
        for style in self._chain(style_id or self._default):
            if style.numbering[0] is not None:
                return style.numbering
        return None, None

    def lineage(self, style_id: str) -> tuple[str, ...]:
        """The style's id and those of its bases."""
        found: list[str] = []
        while style_id in self._styles and style_id not in found and len(found) < _LONGEST_CHAIN:
            found.append(style_id)
            style_id = self._styles[style_id].based_on
        return tuple(found)

    def _chain(self, style_id: str) -> list[_Style]:
        return [self._styles[found] for found in self.lineage(style_id)]


def _style(element: etree._Element, style_id: str) -> _Style:
    ppr, rpr = element.find(w("pPr")), element.find(w("rPr"))
    name = element.find(w("name"))
    return _Style(
        name=style_id if name is None else name.get(VAL, style_id),
        based_on=val(element, "basedOn") or "",
        face=Face() if rpr is None else face_of(rpr),
        outline=whole(val(ppr, "outlineLvl")),
        numbering=(whole(val(ppr, "numPr", "numId")), whole(val(ppr, "numPr", "ilvl"))),
    )
