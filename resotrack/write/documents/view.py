"""A Document in the order in which it is printed: headings in place, footnotes counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resotrack.model import Document, Note, Paragraph

ANNEX_TITLES = {
    "ar": "المرفق",
    "en": "Annex",
    "es": "Anexo",
    "fr": "Annexe",
    "ru": "Приложение",
    "zh": "附件",
}
COMMAS = {"ar": "،", "zh": "，"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The place where an annex begins that has no heading of its own to say so."""

    title: str


Item = Paragraph | Annex


def items(document: Document) -> Iterator[Item]:
    """Headings and paragraphs as they follow one another."""
    waiting = list(document.headings)
    division = ""
    for paragraph in document.paragraphs:
        annex = division_of(paragraph)
        above: list[Paragraph] = []
        place = next((n for n, h in enumerate(waiting) if h.id == paragraph.heading), None)
        if place is not None:
            above, waiting = waiting[: place + 1], waiting[place + 1 :]
        if annex != division:
            division = annex
            title = ANNEX_TITLES.get(document.language, "Annex")
            if annex and not any(h.text.casefold().startswith(title.casefold()) for h in above):
                yield Annex(title=title)
        yield from above
        yield paragraph
    yield from waiting


def division_of(paragraph: Paragraph) -> str:
    """ "annex", "annex2"; "" outside annexes."""
    head = paragraph.id.partition(".")[0]
    return head if head.startswith("annex") else "annex" if paragraph.kind == "annex" else ""


def formula(document: Document) -> str:
    """The organ's name as it opens the text: "The Human Rights Council,"."""
    return f"{document.body}{COMMAS.get(document.language, ',')}" if document.body else ""


def sponsor_names(document: Document, role: str) -> str:
    """The names on the text, each with the group that it speaks for."""
    return ", ".join(
        f"{s.delegation} (on behalf of {s.on_behalf_of})" if s.on_behalf_of else s.delegation
        for s in document.sponsors
        if s.role == role
    )


def marks(paragraph: Paragraph) -> list[tuple[int, Note]]:
    """The notes of a paragraph in the order of their places, none beyond its end."""
    placed = [(min(n.position, len(paragraph.text)), n) for n in paragraph.notes]
    return sorted(placed, key=lambda mark: mark[0])
