"""PDF files with a text layer: a page of placed letters back to paragraphs.

The way of a file through the reader, one module a step:

    bytes ─ _pdf_open ─▶ document ─ _pdf_page ─▶ runs and rules ─ _pdf_lines ─▶ lines in order
          ─ _pdf_furniture ─▶ body, notes, heads ─ _pdf_paragraphs, _pdf_blocks ─▶ blocks ─▶ Reading

A PDF knows no paragraphs, no notes and no tables, only where letters stand. What each line is, is
read from its place, its size and its face; words are asked only where the page does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from resotrack.errors import UnreadableDocument, UnsafeDocument
from resotrack.model import Change, Note, Notice
from resotrack.model.document import View
from resotrack.read._pdf_blocks import Composer
from resotrack.read._pdf_changes import struck_by_hand, with_changes
from resotrack.read._pdf_furniture import FootNote, body_size, part
from resotrack.read._pdf_lines import lines_of
from resotrack.read._pdf_model import Page
from resotrack.read._pdf_open import opened
from resotrack.read._pdf_page import PageReader
from resotrack.read._pdf_paragraphs import group, measure
from resotrack.read.blocks import Block, Facts, Reading
from resotrack.read.language import guess_language

__all__ = ["read_pdf"]

_MOST_LETTERS = 8_000_000
# A page with fewer letters than this carries no text: a scan with a stamp or a page number.
_FEWEST_LETTERS = 25


def read_pdf(data: bytes) -> Reading:
    """Read one PDF. Raises UnreadableDocument (scans, passwords, damage) or UnsafeDocument."""
    return _read(data, "final", "")


def _read(data: bytes, view: View, by: str) -> Reading:
    """The reading of a view. A page does not tell authors apart, so all are taken, or none."""
    pages = _pages(data)
    _refuse_scans(pages)
    original = view == "original" or bool(by)
    pages = with_changes(pages, original=original)
    changed = any(run.change for page in pages for run in page.runs)
    parted = part(list(zip(pages, lines_of(pages), strict=True)))
    language = guess_language(" ".join(line.text for line in parted.body))
    composer = Composer(parted.body, parted.notes, body_size(parted.body))
    paragraphs = group(parted.body, measure(parted.body, language))
    blocks = [composer.block(paragraph) for paragraph in paragraphs]
    last_of = {paragraph[0].page: n for n, paragraph in enumerate(paragraphs)}
    if original:
        blocks = [replace(block, changes=()) for block in blocks]
    blocks, last_of = _without_gone(blocks, last_of)
    left_over = composer.unplaced()
    return Reading(
        blocks=tuple(_with_left_over(blocks, last_of, left_over)),
        facts=Facts(language=language),
        running=parted.running,
        notices=(*_of_end(data), *_of_pages(pages), *composer.notices, *_of_notes(left_over)),
        lines=tuple(block.text for block in blocks),
        views=partial(_read, data) if changed and not original else None,
    )


def _without_gone(
    blocks: Sequence[Block], last_of: dict[int, int]
) -> tuple[list[Block], dict[int, int]]:
    """Without paragraphs that were deleted whole; the next one that remains tells of them."""
    kept: list[Block] = []
    places: list[int] = []
    waiting: list[Change] = []
    for block in blocks:
        places.append(len(kept))
        if block.text:
            if waiting:
                block = replace(block, changes=(*waiting, *block.changes))
            kept.append(block)
            waiting = []
        else:
            waiting += [replace(change, whole=True) for change in block.changes]
    if waiting and kept:
        end = len(kept[-1].text)
        late = tuple(replace(change, start=end, end=end) for change in waiting)
        kept[-1] = replace(kept[-1], changes=(*kept[-1].changes, *late))
    top = max(0, len(kept) - 1)
    return kept, {page: min(places[n], top) for page, n in last_of.items()}


def _pages(data: bytes) -> list[Page]:
    pages: list[Page] = []
    letters = 0
    with opened(data) as document:
        reader = PageReader(document)
        for number in range(len(document)):
            pages.append(reader.page(number))
            letters += sum(len(run.text) for run in pages[-1].runs)
            if letters > _MOST_LETTERS:
                raise UnsafeDocument(
                    f"it holds more than {_MOST_LETTERS:,} letters.",
                    where=f"page {number + 1}",
                    remedy="Save the pages of the resolution as a file of their own.",
                )
    return pages


def _letters(page: Page) -> int:
    return sum(len(run.text) for run in page.runs)


def _refuse_scans(pages: Sequence[Page]) -> None:
    """A PDF without words is a picture of a text."""
    letters = sum(map(_letters, pages))
    empty = sum(_letters(page) < _FEWEST_LETTERS for page in pages)
    if letters == 0 or (empty > 0.5 * len(pages) and any(page.pictured for page in pages)):
        raise UnreadableDocument(
            "it is a scan: its pages are pictures, without text."
            if any(page.pictured for page in pages)
            else "its pages hold no text.",
            remedy="Give it a text layer first (ocrmypdf does it), or ask for the Word file.",
        )
    unknown = sum(run.text.count("\ufffd") for page in pages for run in page.runs)
    if unknown > 0.3 * letters:
        raise UnreadableDocument(
            "its fonts do not say which letters they show.",
            remedy="Recognise its text (ocrmypdf --force-ocr does it), or ask for the Word file.",
        )


def _with_left_over(
    blocks: Sequence[Block], last_of: dict[int, int], notes: Sequence[FootNote]
) -> list[Block]:
    """Notes without a mark stay with the last paragraph of their page."""
    kept = list(blocks)
    for note in notes:
        number = max((n for page, n in last_of.items() if page <= note.page), default=None)
        if number is None:
            continue
        block = kept[number]
        own = Note(marker=note.mark, text=note.text, position=len(block.text))
        kept[number] = replace(block, notes=(*block.notes, own))
    return kept


def _of_notes(notes: Sequence[FootNote]) -> list[Notice]:
    return [
        Notice(
            code="unplaced-note",
            message=f"the mark of the note {note.mark or '(without a mark)'} was not found; "
            "it stands at the last paragraph of its page.",
            where=f"page {note.page + 1}",
        )
        for note in notes
    ]


def _of_end(data: bytes) -> list[Notice]:
    """A file whose end is missing is read as far as it goes."""
    if b"%%EOF" in data[-4_096:]:
        return []
    return [Notice(code="truncated", message="the end of the file is missing: so may be pages.")]


def _of_pages(pages: Sequence[Page]) -> list[Notice]:
    notices: list[Notice] = []
    for page in pages:
        where = f"page {page.number + 1}"
        if page.pictured and _letters(page) < _FEWEST_LETTERS:
            message = "it is a picture without text, and was not read."
            notices.append(Notice(code="scanned-page", message=message, where=where))
        if struck := struck_by_hand(page):
            words = _shortened(" / ".join(struck))
            message = (
                f"words are struck through, and stand in the text as if they were not: {words}"
            )
            notices.append(Notice(code="struck", message=message, where=where))
        if page.gridded:
            message = "a table stands here; its cells are read line by line, not one by one"
            notices.append(Notice(code="table", message=message, where=where))
        if any(char.isalnum() for char in page.turned):
            words = _shortened(page.turned)
            message = f"words that do not run along the lines were left out: {words}"
            notices.append(Notice(code="turned-text", message=message, where=where))
    return notices


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
