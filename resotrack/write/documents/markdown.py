"""A Document as Markdown that also reads well unrendered: for a wiki, an e-mail, a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from resotrack.model import Document, Note, Paragraph
from resotrack.write.documents.numbers import number_of
from resotrack.write.documents.view import Annex, formula, items, marks, sponsor_names
from resotrack.write.view.titles import day

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&])")
# At the head of a line these begin a list, a heading or a quotation, which the text does not mean.
_HEAD = re.compile(r"^(?=[#+>=-])|^(\d+)(?=[.)](?:\s|$))")


def to_markdown(document: Document) -> str:
    """Title and facts, then the text: opening phrases in italics, footnotes at the end."""
    page = _Page(document)
    return "\n".join(page.lines()).rstrip() + "\n"


class _Page:
    """The lines of one document; footnotes are counted through all of it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes: list[Note] = []

    def lines(self) -> Iterator[str]:
        yield from self._head()
        if self._document.body:
            yield from (f"*{_plain(self._document.body)}*{formula(self._document)[-1]}", "")
        rows: list[Paragraph] = []
        for item in items(self._document):
            if rows and not (isinstance(item, Paragraph) and item.kind == "table"):
                yield from self._table(rows)
                rows = []
            if isinstance(item, Annex):
                yield from (f"## {_plain(item.title)}", "")
            elif item.kind == "heading":
                number = f"{_plain(item.number)} " if item.number else ""
                yield from (f"## {number}{self._words(item)}", "")
            elif item.kind == "table":
                rows.append(item)
            else:
                yield from (self._provision(item), "")
        yield from self._table(rows)
        if self._document.adoption:
            yield from ("---", "", _plain(self._document.adoption), "")
        for count, note in enumerate(self._notes, 1):
            yield f"[^{count}]: {_plain(note.text)}"

    def _head(self) -> Iterator[str]:
        document = self._document
        yield from (f"# {_plain(document.title or document.label)}", "")
        told = (
            ("Symbol", document.symbol),
            ("Date", day(document.date)),
            ("Session", document.session),
            ("Agenda item", document.agenda_item),
            ("Sponsors", sponsor_names(document, "sponsor")),
            ("Additional sponsors", sponsor_names(document, "additional sponsor")),
        )
        known = [f"- {name}: {_plain(value)}" for name, value in told if value]
        if known:
            yield from (*known, "")

    def _provision(self, paragraph: Paragraph) -> str:
        words = self._words(paragraph)
        if number := number_of(paragraph):
            return f"{_quads(paragraph.depth)}{_plain(number)} {words}"
        return _quads(paragraph.depth) + _HEAD.sub(lambda m: f"{m[1] or ''}\\", words)

    def _words(self, paragraph: Paragraph) -> str:
        """The text with its opening phrase in italics and a reference for every footnote."""
        text, lead = paragraph.text, len(paragraph.opening)
        if not text.startswith(paragraph.opening):
            lead = 0
        out, start = "", 0
        for place, note in (*marks(paragraph), (len(text), None)):
            turn = min(max(start, lead), place)
            if start < turn:
                out += _italic(text[start:turn])
            out += _plain(text[turn:place])
            start = place
            if note is not None:
                self._notes.append(note)
                out += f"[^{len(self._notes)}]"
        return out

    def _table(self, rows: Sequence[Paragraph]) -> Iterator[str]:
        if not rows:
            return
        cells = [[cell.strip() for cell in self._words(row).split(" \\| ")] for row in rows]
        width = max(len(row) for row in cells)
        for n, row in enumerate(cells):
            yield f"| {' | '.join(row + [''] * (width - len(row)))} |"
            if n == 0:
                yield "|" + "---|" * width
        yield ""


def _quads(depth: int) -> str:
    """Em spaces: blanks would be dropped, or make the paragraph a block of code."""
    return "\u2003" * depth


def _italic(words: str) -> str:
    """Marks take effect only where they touch a letter on their inner side."""
    bare = words.strip()
    if not bare:
        return words
    head, tail = words[: words.index(bare[0])], words[len(words.rstrip()) :]
    return f"{head}*{_plain(bare)}*{tail}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)
