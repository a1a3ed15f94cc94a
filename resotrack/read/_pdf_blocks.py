"""The lines of each paragraph to a block: the words, the notes that belong to them, the faces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from resotrack.model import Change, Note, Notice
from resotrack.read._pdf_furniture import FootNote, glue
from resotrack.read._pdf_lines import is_raised, needs_space
from resotrack.read._pdf_model import Change as Kind
from resotrack.read._pdf_model import Line, Run
from resotrack.read.blocks import Block
from resotrack.read.leads import lead_of
from resotrack.read.spaces import fold_spaces

_MARKS = re.compile(r"\s*(?:(?:\(?\d{1,3}\)?|[*†‡§]{1,4}|[a-z])[\s,،]*)+")
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,4}|[a-z]")
# The end of a line can part the brackets of a mark, as Arabic sets it, from its figure.
_HALF = ("(", ")")
# After these a raised figure is an exponent or a charge, not the mark of a footnote.
_UNIT_END = re.compile(r"(?:^|[\s\d(])(?:m|km|cm|mm|ha|CO|NO|SO)$")
_FIRST_SIGN = 0xF0000
_SIGN = re.compile("[\U000f0000-\U000ffffd]")
_ENDS = (";", ",", "；", "，", "،", "؛")
_LONGEST_HEADING = 400


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    italic: bool
    bold: bool
    change: Kind = ""
    gone: bool = False
    line: bool = False
    """No words, but the place where a line begins."""


class Composer:
    """Makes blocks of paragraphs, and hands out the notes as their marks come by."""

    def __init__(self, lines: Sequence[Line], notes: Sequence[FootNote], size: float) -> None:
        self._notes = notes
        self._size = size
        self._placed: set[int] = set()
        self._words = _words(lines)
        self.notices: list[Notice] = []

    def block(self, paragraph: Sequence[Line]) -> Block:
        pieces = self._pieces(paragraph)
        text, found, spans, changes, breaks = _folded(pieces)
        notes = tuple(
            Note(marker=self._notes[n].mark, text=self._notes[n].text, position=position)
            for n, position in found
        )
        bold = [piece for piece in pieces if any(c.isalpha() for c in _SIGN.sub("", piece.text))]
        is_bold = bool(bold) and all(piece.bold for piece in bold)
        large = min(line.size for line in paragraph) > 1.15 * self._size
        heading = (is_bold or large) and len(text) < _LONGEST_HEADING and not text.endswith(_ENDS)
        return Block(
            text=text,
            lead=lead_of(text, spans),
            style="heading" if heading else "body",
            notes=notes,
            changes=changes,
            breaks=breaks,
        )

    def unplaced(self) -> list[FootNote]:
        """The notes whose mark did not come by."""
        return [note for n, note in enumerate(self._notes) if n not in self._placed]

    def _pieces(self, paragraph: Sequence[Line]) -> list[_Piece]:
        pieces: list[_Piece] = []
        for number, line in enumerate(paragraph):
            if number:
                self._break_line(pieces, line)
                pieces.append(_Piece("", False, False, line=True))
            last: Run | None = None
            for run in line.runs:
                if run.text.strip() in _HALF and is_raised(run, line.size, line.base):
                    continue
                signs = self._signs(run, line, pieces)
                if signs:
                    pieces.append(_Piece(signs, run.italic, run.bold))
                else:
                    gap = last is not None and needs_space(last, run)
                    inside = gap and run.gone and last is not None and last.gone
                    if gap and not inside:
                        pieces.append(_Piece(" ", run.italic, run.bold))
                    words = f" {run.text}" if inside else run.text
                    pieces.append(_Piece(words, run.italic, run.bold, run.change, run.gone))
                last = run
        return pieces

    def _break_line(self, pieces: list[_Piece], line: Line) -> None:
        """Undo the break before a line: a space, or none after a hyphen."""
        if not pieces:
            return
        last = pieces[-1]
        if last.line:
            return
        if last.gone and line.runs[0].gone:
            pieces.append(replace(last, text=" "))
            return
        text = last.text.rstrip()
        following = line.text
        if text.endswith(("-", "\u00ad")) and following[:1].islower():
            head = re.search(
                r"([^\W\d_]+)[-\u00ad]$", "".join(p.text for p in pieces[-4:]).rstrip()
            )
            tail = re.match(r"[^\W\d_]+", following)
            joined = f"{head[1]}{tail[0]}".lower() if head and tail else ""
            hyphened = f"{head[1]}-{tail[0]}".lower() if head and tail else ""
            drop = text.endswith("\u00ad") or self._words[joined] > self._words[hyphened]
            pieces[-1] = replace(last, text=text[:-1] if drop else text)
        elif glue(text, following) == text + following:
            pieces[-1] = replace(last, text=text)
        else:
            pieces.append(_Piece(" ", last.italic, last.bold))

    def _signs(self, run: Run, line: Line, pieces: Sequence[_Piece]) -> str:
        """The signs that stand for the marks in a raised run; "" where it is none."""
        text = run.text.strip()
        if not is_raised(run, line.size, line.base) or not _MARKS.fullmatch(text) or not pieces:
            return ""
        before = "".join(piece.text for piece in pieces[-3:])[-8:]
        if _UNIT_END.search(before):
            return ""
        marks = _MARK.findall(text)
        found = [self._note(mark, line.page) for mark in marks]
        if any(number is None for number in found):
            if text.isdigit() or "*" in text:
                self.notices.append(
                    Notice(
                        code="missing-note",
                        message=f"the mark {text} has no note; it stands in the text.",
                        where=f"page {line.page + 1}",
                    )
                )
            return ""
        self._placed.update(n for n in found if n is not None)
        return "".join(chr(_FIRST_SIGN + n) for n in found if n is not None)

    def _note(self, mark: str, page: int) -> int | None:
        """The note of a mark: on its own page, else the nearest after it, else before."""
        fitting = [n for n, note in enumerate(self._notes) if note.mark == mark]
        if not fitting:
            return None
        return min(
            fitting,
            key=lambda n: (
                abs(self._notes[n].page - page),
                self._notes[n].page < page,
                n in self._placed,
                n,
            ),
        )


def _words(lines: Sequence[Line]) -> Counter[str]:
    """How often each word occurs, for hyphens at the ends of lines."""
    text = "\n".join(line.text for line in lines).lower()
    return Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


def _folded(
    pieces: Sequence[_Piece],
) -> tuple[
    str,
    list[tuple[int, int]],
    list[tuple[int, int, bool, bool]],
    tuple[Change, ...],
    tuple[int, ...],
]:
    """The text, the places of its notes, the faces of its stretches, what was changed, the places
    where its lines begin."""
    out: list[str] = []
    length = 0
    found: list[tuple[int, int]] = []
    spans: list[tuple[int, int, bool, bool]] = []
    changes: list[tuple[Kind, int, int, str]] = []
    breaks: list[int] = []
    for piece in pieces:
        if piece.line:
            breaks.append(length)
            continue
        if _SIGN.match(piece.text):
            found += [(ord(char) - _FIRST_SIGN, length) for char in piece.text]
            continue
        words = fold_spaces(f"|{piece.text}|")[1:-1]
        if piece.gone:
            _note_change(changes, piece.change, length, length, words)
            continue
        if not length or out[-1].endswith(" "):
            words = words.removeprefix(" ")
        if words:
            if piece.change:
                _note_change(changes, piece.change, length, length + len(words), words)
            spans.append((length, length + len(words), piece.italic, piece.bold))
            out.append(words)
            length += len(words)
    text = "".join(out).rstrip()
    end = len(text)
    told = tuple(
        Change(
            kind=kind,
            paragraph="",
            start=min(a, end),
            end=min(b, end),
            words=text[a:b] if b > a else fold_spaces(f"|{words}|")[1:-1],
        )
        for kind, a, b, words in changes
        if kind and words.strip()
    )
    placed = [(number, min(position, end)) for number, position in found]
    return text, placed, spans, told, tuple(at for at in breaks if at)


def _note_change(
    changes: list[tuple[Kind, int, int, str]], kind: Kind, start: int, end: int, words: str
) -> None:
    """Add a change, or lengthen the last where nothing but a space lies between."""
    if changes and changes[-1][0] == kind and start - changes[-1][2] <= 1:
        _, first, _, before = changes[-1]
        changes[-1] = (kind, first, end, before + words)
    else:
        changes.append((kind, start, end, words))
