"""Texts as they are tabled: an L. document, and an amendment to one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from resotrack.amend.sentences import sentence
from resotrack.model import AmendmentDocument, Document
from resotrack.write.docx.elements import e, run
from resotrack.write.docx.masthead import Masthead, printed, set_head, set_sponsors
from resotrack.write.docx.plain import TITLE, PlainDocument
from resotrack.write.files import write_whole

__all__ = ["amendment_file", "draft_resolution", "write_amendment", "write_draft_resolution"]


def write_draft_resolution(
    document: Document, path: str | os.PathLike[str], masthead: Masthead | None = None
) -> Path:
    """Write a text as an L. document to a Word file: see `draft_resolution`.

    A file that was there stays as it was until the new one is complete. Raises WriteError.
    """
    return write_whole(path, draft_resolution(document, masthead))


def draft_resolution(document: Document, masthead: Masthead | None = None) -> bytes:
    """A text in the form in which a draft resolution is issued, as the bytes of a Word file.

    What the masthead leaves out is taken from the text: symbol, date, session, agenda item,
    sponsors, the body that speaks. Preambular paragraphs go without numbers. Nobody is named as the
    author, and the same text gives the same bytes.
    """
    document = document.view("final")
    head = (masthead or Masthead()).completed(document)
    labels = {p.id: "" for p in document.paragraphs if p.kind == "preambular" and not p.parent}

    def front(page: PlainDocument) -> None:
        set_head(page, head, document.language)
        set_sponsors(page, head, printed(document.language).draft, document.language)
        _title(page, head, document.title)
        if document.body:
            page.formula(document.body)

    page = PlainDocument(document, front=front, labels=labels, running=head.symbol)
    return page.package.to_bytes()


def write_amendment(
    amendment: AmendmentDocument, path: str | os.PathLike[str], masthead: Masthead | None = None
) -> Path:
    """Write an amendment to a Word file: see `amendment_file`.

    A file that was there stays as it was until the new one is complete. Raises WriteError.
    """
    return write_whole(path, amendment_file(amendment, masthead))


def amendment_file(amendment: AmendmentDocument, masthead: Masthead | None = None) -> bytes:
    """An amendment in the form in which it is issued, as the bytes of a Word file.

    Its instructions stand in their own words; those that have none are written out in English.
    What the masthead leaves out is taken from the amendment; `masthead.of(text)` gives it the
    session, the agenda item and the body of the text that is amended.
    """
    language = amendment.language or "en"
    document = Document(
        paragraphs=(),
        symbol=amendment.symbol,
        title=amendment.title,
        language=language,
        sponsors=amendment.sponsors,
    )
    head = (masthead or Masthead()).completed(document)

    def front(page: PlainDocument) -> None:
        set_head(page, head, language)
        set_sponsors(page, head, printed(language).amendment.format(amendment.amends), language)
        _title(page, head, amendment.title)
        for line in _lines(amendment):
            number, tab, words = line.partition("\t")
            text = f"\t{number}\t{words}" if tab else f"\t{line}"
            page.body.append(e("p", page.ppr("Provision"), run(text, page.rpr())))
        for note in amendment.footnotes:
            marker, _, words = note.partition(" ")
            if marker.isdigit():
                # Where its mark stood is not known: it is kept at the end.
                page.body[-1].append(page.footnotes.reference(words, []))

    page = PlainDocument(document, front=front, running=head.symbol)
    return page.package.to_bytes()


def _title(page: PlainDocument, head: Masthead, title: str) -> None:
    if title:
        words = f"{head.number}\t{title}" if head.number else title
        page.elements[TITLE] = (page.line(words, style="Title"),)


def _lines(amendment: AmendmentDocument) -> Iterator[str]:
    """The instructions one a line, their numbers before a tab; a new text may take several."""
    sentences = [sentence(instruction) for instruction in amendment.instructions]
    # One sentence may hold several instructions; it is printed once.
    once = [s for n, s in enumerate(sentences) if n == 0 or s != sentences[n - 1]]
    bare = len(once) > 1 and not any(s[:1].isdigit() or s[:1] == "(" for s in once)
    for count, text in enumerate(once, 1):
        first, *rest = text.split("\n")
        number, stop, words = first.partition(". ")
        if bare:
            yield f"{count}.\t{first}"
        elif stop and number.isdigit():
            yield f"{number}.\t{words}"
        else:
            yield first
        yield from rest
