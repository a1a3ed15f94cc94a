"""The parts of a Word package: which there are, and what each is for."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from lxml import etree

from resotrack.errors import UnreadableDocument, UnsafeDocument
from resotrack.model import Notice
from resotrack.read._package import Package, open_package
from resotrack.read._word_names import STRICT, w
from resotrack.read._xml import parse_xml

MAX_PARAGRAPHS = 50_000
"""In one Word file, empty ones and those of table cells among them. 200 pages have some 3,000."""

_MAIN = "word/document.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SAVE_AS_DOCX = "Open it in the program that made it and save it as a Word document (.docx)."
_OTHER_KINDS = {
    "xl/workbook.xml": "an Excel workbook",
    "xl/workbook.bin": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file (.odt or its kin)",
    "Index/Document.iwa": "an Apple Pages document",
    "META-INF/container.xml": "an e-book (EPUB)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of one Word file, parsed when they are asked for."""

    package: Package
    main: str
    targets: dict[str, tuple[str, ...]]
    """Names of parts by what they are for: "styles", "footnotes", "header"."""
    notices: list[Notice] = field(default_factory=list)

    def document(self) -> etree._Element:
        """The body of the document. Raises UnreadableDocument where there is none."""
        data = self.package.read(self.main)
        if data is None:
            raise _no_word_file(self.package)
        body = _parse(data, self.main).find(w("body"))
        if body is None:
            raise UnreadableDocument(
                f"{self.main} has no body.",
                remedy="Open it in Word or LibreOffice and save it as .docx.",
            )
        paragraphs = sum(1 for _ in body.iter(w("p")))
        if paragraphs > MAX_PARAGRAPHS:
            raise UnsafeDocument(
                f"{self.main} has {paragraphs:,} paragraphs; at most {MAX_PARAGRAPHS:,} are read.",
                remedy="Check that it is the right file, or split it.",
            )
        return body

    def one(self, purpose: str) -> etree._Element | None:
        """The one part for a purpose; None where there is none or where it is damaged."""
        return next(iter(self.all(purpose)), None)

    def all(self, purpose: str) -> list[etree._Element]:
        """All parts for a purpose. A damaged one is left out, with a notice."""
        found: list[etree._Element] = []
        for name in self.targets.get(purpose, ()):
            try:
                data = self.package.read(name)
                if data is not None:
                    found.append(_parse(data, name))
            except UnreadableDocument as error:
                self.notices.append(Notice(code="damaged-part", message=str(error), where=name))
        return found


def open_parts(data: bytes) -> Parts:
    """Open a Word file. Raises as `open_package` does, and for packages of another kind."""
    package = open_package(data)
    roots = _relations(package, "")
    main = next(iter(roots.get("officeDocument", ())), _MAIN)
    folded = {name.casefold() for name in package.names}
    if main.casefold() not in folded or not main.casefold().startswith("word/"):
        if _MAIN not in folded:
            raise _no_word_file(package)
        main = _MAIN
    targets = _relations(package, main)
    folder = posixpath.dirname(main)
    for purpose in ("styles", "numbering", "footnotes", "endnotes", "comments", "settings"):
        targets.setdefault(purpose, (f"{folder}/{purpose}.xml",))
    return Parts(package=package, main=main, targets=targets)


def _no_word_file(package: Package) -> UnreadableDocument:
    folded = {name.casefold() for name in package.names}
    for name, kind in _OTHER_KINDS.items():
        if name.casefold() in folded:
            return UnreadableDocument(f"it is {kind}, not a Word document.", remedy=_SAVE_AS_DOCX)
    return UnreadableDocument(
        "it is a zip package without word/document.xml, so it is no Word document.",
        remedy="If it is an archive, give the document inside it; else save it again as .docx.",
    )


def _relations(package: Package, part: str) -> dict[str, tuple[str, ...]]:
    """What a part (or the package itself: "") refers to, by purpose."""
    folder, name = posixpath.split(part)
    try:
        data = package.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        root = None if data is None else parse_xml(data, what=f"{name}.rels")
    except UnreadableDocument:
        root = None  # the usual names will do
    found: dict[str, tuple[str, ...]] = {}
    for relation in () if root is None else root.iter(_RELATION):
        if relation.get("TargetMode") == "External":
            continue
        purpose = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip(
            "/"
        )
        found[purpose] = (*found.get(purpose, ()), target)
    return found


def _parse(data: bytes, name: str) -> etree._Element:
    if b"http://purl.oclc.org/ooxml/" in data[:8_000]:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    return parse_xml(data, what=name)
