"""A Word package as parts by name, and back to bytes: the same parts give the same bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from lxml import etree

from resotrack.read._package import open_package
from resotrack.read._xml import parse_xml

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The stubs of lxml know no default namespace.
_DEFAULT_TYPES = cast("dict[str, str]", {None: TYPES})
_DEFAULT_LINKS = cast("dict[str, str]", {None: LINKS})
# Before this a zip cannot count; Word itself writes it.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Package:
    """The parts of one package by name, in the order of the file."""

    parts: dict[str, bytes]

    def name(self, wanted: str) -> str | None:
        """The part of this name, in whatever case the package writes it."""
        if wanted in self.parts:
            return wanted
        folded = wanted.casefold()
        return next((name for name in self.parts if name.casefold() == folded), None)

    def xml(self, name: str) -> etree._Element:
        """The root of a part. Raises UnreadableDocument where it is damaged."""
        return parse_xml(self.parts[name], what=name)

    def put(self, name: str, root: etree._Element) -> None:
        self.parts[name] = serialised(root)

    def add(self, owner: str, name: str, root: etree._Element, purpose: str, kind: str) -> None:
        """Add a part that `owner` refers to. `kind` is the end of its content type."""
        self.put(name, root)
        self._refer(owner, name, purpose)
        types = self.xml(self._types())
        declare(types, name, kind)
        self.put(self._types(), types)

    def remove(self, names: Iterable[str]) -> None:
        """Take parts out of the package, and whatever refers to them."""
        gone = {name.casefold() for name in names}
        for name in [n for n in self.parts if n.casefold() in gone]:
            self.parts.pop(name, None)
            self.parts.pop(self.name(rels_of(name)) or "", None)
        for rels in [n for n in self.parts if n.casefold().endswith(".rels")]:
            root = self.xml(rels)
            owner = owner_of(rels)
            dropped = [r for r in root if target_of(owner, r).casefold() in gone]
            for relation in dropped:
                root.remove(relation)
            if dropped:
                self.put(rels, root)
        if self.name(CONTENT_TYPES) is None:
            return
        types = self.xml(self._types())
        listed = [e for e in types if e.get("PartName", "").lstrip("/").casefold() in gone]
        for entry in listed:
            types.remove(entry)
        if listed:
            self.put(self._types(), types)

    def to_bytes(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                member = zipfile.ZipInfo(name, _EPOCH)
                archive.writestr(member, content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _types(self) -> str:
        return self.name(CONTENT_TYPES) or CONTENT_TYPES

    def _refer(self, owner: str, name: str, purpose: str) -> None:
        rels = self.name(rels_of(owner)) or rels_of(owner)
        root = self.xml(rels) if rels in self.parts else relations(())
        taken = {relation.get("Id") for relation in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relation = etree.SubElement(root, f"{{{LINKS}}}Relationship")
        relation.set("Id", f"rId{number}")
        relation.set("Type", f"{OFFICE}/{purpose}")
        relation.set("Target", posixpath.relpath(name, posixpath.dirname(owner)))
        self.put(rels, root)


def opened(data: bytes) -> Package:
    """The parts of a package. Raises UnreadableDocument or UnsafeDocument."""
    package = open_package(data)
    found = {name: package.read(name) for name in package.names if not name.endswith("/")}
    return Package(parts={name: content for name, content in found.items() if content is not None})


_KINDS = ("styles", "settings", "numbering", "footnotes", "endnotes", "comments", "fontTable")


def complete(package: Package, main: str) -> None:
    """Add the lists of types and of roots where a package lacks them: our reader can do without,
    Word cannot."""
    if package.name(CONTENT_TYPES) is None:
        root = types_root()
        for name in package.parts:
            base = posixpath.basename(name).removesuffix(".xml")
            kind = "document.main" if name == main else base.rstrip("0123456789")
            if kind in (*_KINDS, "document.main", "header", "footer"):
                declare(root, name, kind)
        package.put(CONTENT_TYPES, root)
        package.parts = {CONTENT_TYPES: package.parts.pop(CONTENT_TYPES), **package.parts}
    if package.name(rels_of("")) is None:
        package.put(rels_of(""), relations([("officeDocument", main)]))


def types_root() -> etree._Element:
    """A list of content types that knows the two endings of every package."""
    root = etree.Element(f"{{{TYPES}}}Types", nsmap=_DEFAULT_TYPES)
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        entry = etree.SubElement(root, f"{{{TYPES}}}Default")
        entry.set("Extension", ending)
        entry.set("ContentType", kind)
    return root


def declare(types: etree._Element, name: str, kind: str) -> None:
    """Say what a part is. `kind` is the end of its content type: "styles", "document.main"."""
    entry = etree.SubElement(types, f"{{{TYPES}}}Override")
    entry.set("PartName", f"/{name}")
    entry.set("ContentType", f"{WORD_TYPE}.{kind}+xml")


def relations(targets: Iterable[tuple[str, str]]) -> etree._Element:
    """Relationships rId1, rId2, … to targets, each with its purpose."""
    root = etree.Element(f"{{{LINKS}}}Relationships", nsmap=_DEFAULT_LINKS)
    for number, (purpose, target) in enumerate(targets, 1):
        relation = etree.SubElement(root, f"{{{LINKS}}}Relationship")
        relation.set("Id", f"rId{number}")
        relation.set("Type", f"{OFFICE}/{purpose}")
        relation.set("Target", target)
    return root


def serialised(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def rels_of(name: str) -> str:
    """Where a part's relationships stand; of the package itself for ""."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def owner_of(rels: str) -> str:
    """The part whose relationships these are."""
    folder, base = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), base[: -len(".rels")])


def target_of(owner: str, relation: etree._Element) -> str:
    """The name of the part that a relationship of `owner` leads to; "" for one outside."""
    if relation.get("TargetMode") == "External":
        return ""
    folder = posixpath.dirname(owner)
    target = posixpath.join("/", folder, relation.get("Target", ""))
    return posixpath.normpath(target).lstrip("/")
