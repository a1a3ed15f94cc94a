"""A Word file as a Document, and for each of its paragraphs the elements that it stands in.

Who writes into a Word file must write where the reader read. This is the one door for that: the
reading is the usual one, of a tree that the caller keeps and may change afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from resotrack.model import Document, Source
from resotrack.read._word_parts import Parts, open_parts
from resotrack.read.docx import read_body
from resotrack.read.structure import build_placed

__all__ = ["Placed", "placed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a Word file says, and where it says it."""

    document: Document
    parts: Parts
    body: etree._Element
    """The w:body; `getparent()` is the root of the main part."""
    elements: Mapping[str, tuple[etree._Element, ...]]
    """By the id of a paragraph or heading: the w:p elements that hold its words, in order. Ids are
    in the order of the file."""
    lines: tuple[tuple[etree._Element, ...], ...]
    """The same for each of `Document.lines`."""


def placed(data: bytes) -> Placed:
    """Read a Word file, its tracked changes accepted. Raises UnreadableDocument, UnsafeDocument."""
    parts = open_parts(data)
    body = parts.document()
    reading, lines = read_body(parts, body)
    digest = hashlib.sha256(data).hexdigest()
    document, places = build_placed(reading, Source(name="", format="docx", sha256=digest))
    elements = tuple(
        tuple(p.element for p in line.paragraphs if p.element is not None) for line in lines
    )
    return Placed(
        document=document,
        parts=parts,
        body=body,
        elements={
            name: tuple(e for n in numbers for e in elements[n])
            for name, numbers in sorted(places.items(), key=lambda item: item[1])
        },
        lines=elements,
    )
