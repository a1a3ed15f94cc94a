"""The earlier text as a Word file to write into: its own, or one made for it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from resotrack.errors import ReadError, WriteError
from resotrack.model import Document, Kind, Paragraph
from resotrack.read._word_names import ID, KINDS, NAME, PPR, RPR, STRICT, w
from resotrack.read.places import placed
from resotrack.read.spaces import fold_spaces
from resotrack.write.docx.elements import e
from resotrack.write.docx.footnotes import Footnotes, empty_footnotes
from resotrack.write.docx.plain import TITLE, PlainDocument, labelled, prefix
from resotrack.write.docx.words import Story, places
from resotrack.write.package import Package, complete, opened

_OF_MARKS = frozenset(("FootnoteReference", "EndnoteReference", "CommentReference"))
_OWN_LOOK = frozenset(
    (*KINDS, *map(w, ("rPrChange", "vertAlign", "vanish", "webHidden", "i", "iCs")))
)


@dataclass(slots=True, kw_only=True)
class Base:
    """A Word file that holds the earlier text."""

    package: Package
    main: str
    body: etree._Element
    elements: Mapping[str, tuple[etree._Element, ...]]
    """By id, in the order of the file; the title, where it was found, under `TITLE`."""
    document: Document
    footnotes: Footnotes
    plain: PlainDocument | None
    """Where the file was made for the text."""

    @property
    def root(self) -> etree._Element:
        root = self.body.getparent()
        assert root is not None  # a body stands in a document
        return root

    @property
    def order(self) -> list[str]:
        return [name for name in self.elements if name != TITLE]


class OtherText(WriteError):
    """A Word file is not the earlier text of a comparison."""


def own_base_of(before: Document) -> Base:
    """The Word file that the earlier text was read from; one made for it where it was read from
    something else, or is no more what was read."""
    try:
        return base_of(before, before.file)
    except OtherText:
        return base_of(before, None)


def base_of(before: Document, data: bytes | None) -> Base:
    """The file to write into. Raises WriteError where `data` is not the earlier text."""
    if data is None:
        plain = PlainDocument(before)
        return Base(
            package=plain.package,
            main="word/document.xml",
            body=plain.body,
            elements=plain.elements,
            document=before,
            footnotes=plain.footnotes,
            plain=plain,
        )
    try:
        found = placed(data)
    except ReadError as error:
        raise WriteError(
            f"The base cannot be used: {error.problem}", source=error.source, remedy=error.remedy
        ) from error
    _same_text(before, found.document)
    package = opened(data)
    main = package.name(found.parts.main) or found.parts.main
    complete(package, main)
    if any(address in package.parts[main][:8_000] for address, _ in STRICT):
        raise WriteError(
            "The base is a “Strict Open XML” file.",
            remedy="Save it in Word as an ordinary Word document (.docx), and compare that.",
        )
    elements = dict(found.elements)
    title = _title(before, found.document, found.lines)
    if title:
        elements[TITLE] = title
    notes = next(iter(found.parts.targets.get("footnotes", ())), "")
    name = package.name(notes)
    styles = found.parts.one("styles")
    return Base(
        package=package,
        main=main,
        body=found.body,
        elements=elements,
        document=found.document,
        footnotes=Footnotes(
            root=package.xml(name) if name else empty_footnotes(),
            rtl=found.document.language == "ar",
            styled=styles is not None
            and any(s.get(w("styleId")) == "FootnoteReference" for s in styles),
        ),
        plain=None,
    )


def _same_text(before: Document, base: Document) -> None:
    ours = [(p.id, p.text) for p in (*before.headings, *before.paragraphs)]
    theirs = [(p.id, p.text) for p in (*base.headings, *base.paragraphs)]
    if ours == theirs:
        return
    where = next((a[0] for a, b in zip(ours, theirs, strict=False) if a != b), "the end")
    raise OtherText(
        "The base is not the earlier text of the comparison.",
        where=where,
        remedy="Give the Word file that the earlier text was read from, with all of its tracked "
        "changes accepted in the reading (the view “final”), or leave the base out.",
    )


def _title(
    before: Document, base: Document, lines: tuple[tuple[etree._Element, ...], ...]
) -> tuple[etree._Element, ...]:
    """The line that holds the title and perhaps a number before it; () where none does."""
    if not before.title:
        return ()
    for text, elements in zip(base.lines, lines, strict=True):
        folded = fold_spaces(text)
        if len(folded) < len(before.title) + 20 and folded.endswith(before.title):
            return elements
    return ()


# ---- what new paragraphs look like ----------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Shape:
    """What a new paragraph is made of, taken from one like it."""

    properties: etree._Element | None
    prefix: str
    """Tabs, and the number between them."""
    look: etree._Element
    """The properties of its runs."""
    bold: bool = False


class Shapes:
    """Finds for a paragraph of the later text one of the earlier that looks as it should."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._place = {name: n for n, name in enumerate(base.order)}
        self._alike: dict[tuple[Kind, int, bool], list[str]] = {}
        for name in base.order:
            paragraph = base.document[name]
            if base.elements[name]:
                self._alike.setdefault(_key(paragraph), []).append(name)
        self._kept: dict[str, tuple[str, etree._Element]] = {}
        self.italic = self._opens_in_italics()
        # What a model looks like must be known before anything is written into it.
        for name in base.order:
            if base.elements[name]:
                self._kept[name] = self._seen(name)

    def has(self, paragraph: Paragraph) -> bool:
        return _key(paragraph) in self._alike or self._base.plain is not None

    def of(self, paragraph: Paragraph, near: str) -> Shape:
        """The shape of a new paragraph that will stand near an old one (its id, or "")."""
        plain = self._base.plain
        if plain is not None:
            number = paragraph.number
            heading = paragraph.kind == "heading"
            before = (f"{number} " if number else "") if heading else prefix(number)
            return Shape(
                properties=plain.shape(paragraph.kind, paragraph.depth),
                prefix=before,
                look=plain.rpr(),
            )
        model = self._nearest(self._alike.get(_key(paragraph), []), near)
        if model:
            before, look = self._kept[model]
            number = self._base.document[model].number
            return Shape(
                properties=self._properties(model),
                prefix=_numbered(before, number, paragraph.number),
                look=deepcopy(look),
            )
        return self._improvised(paragraph, near)

    def _improvised(self, paragraph: Paragraph, near: str) -> Shape:
        """For a paragraph such as the earlier text has none: like its neighbours, as may be."""
        wanted = sorted(
            self._alike,
            key=lambda key: (
                key[0] != paragraph.kind,
                key[0] == "heading",
                abs(key[1] - paragraph.depth),
            ),
        )
        model = self._nearest(self._alike[wanted[0]], near) if wanted else ""
        properties = self._properties(model) if model else None
        look = deepcopy(self._kept[model][1]) if model else e("rPr")
        if properties is not None:
            for numbering in properties.findall(w("numPr")):
                properties.remove(numbering)
        if paragraph.kind == "heading":
            number = f"{paragraph.number} " if paragraph.number else ""
            return Shape(properties=properties, prefix=number, look=look, bold=True)
        tab = "\t" if paragraph.number or (model and self._kept[model][0]) else ""
        return Shape(
            properties=properties,
            prefix=f"{tab}{labelled(paragraph.number)}\t" if paragraph.number else tab,
            look=look,
        )

    def _nearest(self, names: list[str], near: str) -> str:
        at = self._place.get(near, 0)
        return min(names, key=lambda name: (abs(self._place[name] - at), name), default="")

    def _properties(self, model: str) -> etree._Element | None:
        return clean_properties(self._base.elements[model][-1])

    def _seen(self, name: str) -> tuple[str, etree._Element]:
        """The prefix of a paragraph and the look of its words."""
        paragraph = self._base.document[name]
        story = Story(self._base.elements[name])
        raw = story.text
        at = places(raw, paragraph.text)
        start = at[0] if at else len(raw)
        # The end of a paragraph is rarely in the italics of its opening.
        place = at[-1] if at else 0
        atom = next((a for a in story.atoms if a.start <= place < a.end), None)
        return raw[:start], look_of(None if atom is None else atom.run)

    def _opens_in_italics(self) -> bool:
        if self._base.plain is not None:
            return True
        found = 0
        for name in self._base.order:
            opening = self._base.document[name].opening
            for element in self._base.elements[name][:1] if opening else ():
                found += 1 if any(True for _ in element.iter(w("i"))) else -1
        return found > 0


def _key(paragraph: Paragraph) -> tuple[Kind, int, bool]:
    return paragraph.kind, paragraph.depth, bool(paragraph.number)


def _numbered(before: str, old: str, new: str) -> str:
    """The prefix of one paragraph with the number of another."""
    if not old or old not in before:
        return before
    at = before.index(old)
    if not new:
        return before[: len(before) - len(before.lstrip())]
    if (old[0] == "(") != (new[0] == "("):
        indent, end = before[: len(before) - len(before.lstrip())], before[len(before.rstrip()) :]
        return f"{indent}{labelled(new)}{end}"
    return before[:at] + new + before[at + len(old) :]


def clean_properties(paragraph: etree._Element) -> etree._Element | None:
    """The properties of a paragraph for a new one: no section, no history, no tracked mark."""
    found = paragraph.find(PPR)
    if found is None:
        return None
    copy = deepcopy(found)
    copy.tail = None
    for name in ("sectPr", "pPrChange", "framePr", "pageBreakBefore"):
        for element in copy.findall(w(name)):
            copy.remove(element)
    of_mark = copy.find(RPR)
    if of_mark is not None:
        for element in [c for c in of_mark if c.tag in KINDS or c.tag == w("rPrChange")]:
            of_mark.remove(element)
        if not len(of_mark):
            copy.remove(of_mark)
    return copy


def look_of(run: etree._Element | None) -> etree._Element:
    """The properties of a run for new words beside it, without what is its own affair."""
    found = None if run is None else run.find(RPR)
    if found is None:
        return e("rPr")
    copy = deepcopy(found)
    copy.tail = None
    for element in list(copy):
        own_style = element.tag == w("rStyle") and element.get(w("val")) in _OF_MARKS
        if element.tag in _OWN_LOOK or own_style:
            copy.remove(element)
    return copy


def taken_names(root: etree._Element) -> set[str]:
    """The names of moved ranges."""
    names = ("moveFromRangeStart", "moveToRangeStart")
    return {el.get(NAME, "") for el in root.iter(*map(w, names))}


__all__ = [
    "ID",
    "TITLE",
    "Base",
    "Shape",
    "Shapes",
    "base_of",
    "clean_properties",
    "look_of",
    "own_base_of",
    "taken_names",
]
