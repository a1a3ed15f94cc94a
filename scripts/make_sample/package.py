"""A Word package: the parts, how they point at each other, and bytes that never change."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

_PARTS = Path(__file__).parent / "parts"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# The kind of each part, which gives its content type and the type of the relationship to it.
KINDS = {
    "styles": "styles",
    "settings": "settings",
    "footnotes": "footnotes",
    "comments": "comments",
    "header-even": "header",
    "header-default": "header",
    "footer-even": "footer",
    "footer-default": "footer",
    "footer-first": "footer",
}


def relationship_id(part: str) -> str:
    return f"rId-{part}"


def pack(document: etree._Element, parts: Mapping[str, etree._Element], *, title: str) -> bytes:
    """Put the document and its parts into one file."""
    names = ["styles", "settings", *parts]
    contents = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _root_relationships(),
        "docProps/core.xml": _core_properties(title),
        "word/document.xml": _bytes(document),
        "word/_rels/document.xml.rels": _document_relationships(names),
        "word/styles.xml": (_PARTS / "styles.xml").read_bytes(),
        "word/settings.xml": (_PARTS / "settings.xml").read_bytes(),
    }
    contents |= {f"word/{name}.xml": _bytes(element) for name, element in parts.items()}
    return _zip(contents)


def _zip(contents: Mapping[str, bytes]) -> bytes:
    # Stored, not deflated: zlib's output differs between builds, and the manifest has checksums.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in contents.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _root(tag: str, namespace: str) -> etree._Element:
    # Any: the stubs of lxml do not know of a default namespace.
    namespaces: dict[Any, str] = {None: namespace}
    return etree.Element(f"{{{namespace}}}{tag}", nsmap=namespaces)


def _child(root: etree._Element, tag: str, **attributes: str) -> None:
    etree.SubElement(root, f"{{{etree.QName(root).namespace}}}{tag}", attributes)


def _content_types(names: list[str]) -> bytes:
    root = _root("Types", f"{_PACKAGE}/content-types")
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    _child(root, "Default", Extension="rels", ContentType=relationships)
    _child(root, "Default", Extension="xml", ContentType="application/xml")
    types = {"/word/document.xml": f"{_WORD}.document.main+xml"}
    types |= {f"/word/{name}.xml": f"{_WORD}.{KINDS[name]}+xml" for name in names}
    types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for part, kind in types.items():
        _child(root, "Override", PartName=part, ContentType=kind)
    return _bytes(root)


def _root_relationships() -> bytes:
    root = _relationships()
    _relate(root, "rId1", f"{_OFFICE}/officeDocument", "word/document.xml")
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    _relate(root, "rId2", core, "docProps/core.xml")
    return _bytes(root)


def _document_relationships(names: list[str]) -> bytes:
    root = _relationships()
    for name in names:
        _relate(root, relationship_id(name), f"{_OFFICE}/{KINDS[name]}", f"{name}.xml")
    return _bytes(root)


def _relationships() -> etree._Element:
    return _root("Relationships", f"{_PACKAGE}/relationships")


def _relate(root: etree._Element, id_: str, kind: str, target: str) -> None:
    _child(root, "Relationship", Id=id_, Type=kind, Target=target)


def _core_properties(title: str) -> bytes:
    dc = "http://purl.org/dc/elements/1.1/"
    terms = "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    cp = f"{_PACKAGE}/metadata/core-properties"
    root = etree.Element(
        f"{{{cp}}}coreProperties", nsmap={"cp": cp, "dc": dc, "dcterms": terms, "xsi": xsi}
    )
    etree.SubElement(root, f"{{{dc}}}title").text = title
    etree.SubElement(root, f"{{{dc}}}creator").text = "resotrack sample"
    for name in ("created", "modified"):
        stamp = etree.SubElement(root, f"{{{terms}}}{name}")
        stamp.set(f"{{{xsi}}}type", "dcterms:W3CDTF")
        stamp.text = "2031-10-08T00:00:00Z"
    return _bytes(root)
