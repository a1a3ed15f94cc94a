"""A Document as plain text: the header as "name: value", then one paragraph a line.

The form is the one that `read.plain` reads: the same paragraphs come back, with the same ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from resotrack.model import Document
from resotrack.write.documents.numbers import number_of
from resotrack.write.documents.view import Annex, formula, items, sponsor_names


def to_plain(document: Document) -> str:
    """The text in UTF-8's letters, blank lines between paragraphs, sub-paragraphs set in."""
    return "\n".join(_lines(document)).rstrip() + "\n"


def _lines(document: Document) -> Iterator[str]:
    for name, value in _header(document):
        if value:
            yield f"{name}: {value}"
    yield ""
    if document.body:
        yield from (formula(document), "")
    for item in items(document):
        if isinstance(item, Annex):
            yield from (item.title, "")
        elif item.kind == "heading":
            yield from (" ".join(filter(None, (item.number, item.text))), "")
        else:
            yield from (f"{'    ' * item.depth}{f'{number_of(item)} {item.text}'.lstrip()}", "")


def _header(document: Document) -> tuple[tuple[str, str], ...]:
    return (
        ("symbol", document.symbol),
        ("title", document.title),
        ("date", document.date),
        ("session", document.session),
        ("agenda item", document.agenda_item),
        ("language", document.language),
        ("sponsors", sponsor_names(document, "sponsor")),
        ("vote", document.adoption),
    )
