"""A Document as AKN4UN: Akoma Ntoso 3.0 in the shape of the United Nations' own files.

Reading the result gives the same paragraphs, headings, notes and facts again. Tracked changes and
comments have no place in the format; `documents.left_out` says so.
"""

from __future__ import annotations

from itertools import count, groupby

from lxml import etree

from resotrack.model import Document
from resotrack.write.documents.akn_body import Body, Division, divisions
from resotrack.write.documents.akn_elements import SCHEMA, XSI, a, set_in_lines
from resotrack.write.documents.akn_meta import conclusions, cover_page, meta, preface


def to_akn(document: Document) -> str:
    """The XML text, valid against the schema of Akoma Ntoso 3.0."""
    parts = divisions(document)
    ids = count(1)
    letters = [
        (letter, list(group)) for letter, group in groupby(parts, key=lambda part: part.letter)
    ]
    if len(letters) == 1 and not letters[0][0]:
        content = _statement(document, parts, ids)
    else:
        content = _collection(document, letters, ids)
    root = a("akomaNtoso", content)
    root.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    set_in_lines(root)
    return f"{etree.tostring(root, encoding='unicode')}\n"


def _collection(
    document: Document, letters: list[tuple[str, list[Division]]], ids: count[int]
) -> etree._Element:
    body = a("collectionBody")
    for letter, parts in letters:
        body.append(a("component", _statement(document, parts, ids, letter), eId=f"part_{letter}"))
    collection = a("documentCollection", meta(document), name="resolution")
    collection.extend(_known(cover_page(document), preface(document)))
    collection.append(body)
    collection.extend(_known(conclusions(document)))
    return collection


def _statement(
    document: Document, parts: list[Division], ids: count[int], letter: str = ""
) -> etree._Element:
    own = Body(parts[0] if parts and not parts[0].annex else Division(), document, ids)
    whole = not letter
    statement = a("statement", meta(document, part=letter, whole=whole), name="resolution")
    if whole:
        statement.extend(_known(cover_page(document), preface(document)))
    else:
        statement.append(a("preface", a("p", a("docNumber", text=letter))))
    if own.preamble:
        statement.append(a("preamble", *own.preamble))
    # The schema wants something in a main body, even where the text is all preamble.
    statement.append(a("mainBody", *(own.main or [a("p")])))
    if whole:
        statement.extend(_known(conclusions(document)))
    annexes = [Body(part, document, ids) for part in parts if part.annex]
    if annexes:
        statement.append(a("attachments", *(_attachment(document, body) for body in annexes)))
    return statement


def _attachment(document: Document, body: Body) -> etree._Element:
    return a(
        "attachment",
        a(
            "doc",
            meta(document, part="annex", whole=False),
            a("mainBody", *(body.main or [a("p")])),
            name="annex",
        ),
    )


def _known(*elements: etree._Element | None) -> list[etree._Element]:
    return [element for element in elements if element is not None]
