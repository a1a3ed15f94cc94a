"""Plain text: one paragraph a line, paragraphs between blank lines, or lines out of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from resotrack.errors import UnknownFormat, UnsafeDocument
from resotrack.model import Note, Notice
from resotrack.read.blocks import Block, Facts, Reading
from resotrack.read.language import guess_language
from resotrack.read.lines import (
    is_bare_label,
    is_row,
    is_wrapped,
    join_lines,
    strip_pages,
    take_signs,
)
from resotrack.read.spaces import fold_spaces

_KEY = re.compile(
    r"^(?:symbol|title|date|vote|session|agenda item|body|language|sponsors)\s*:", re.I
)
# Control characters that no text has; a form feed is a page break.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_plain(data: bytes) -> Reading:
    """Read plain text. A header of lines "symbol: …", "title: …", "date: …" is taken as facts.

    Encodings: UTF-8, UTF-16 with a byte order mark, else Windows-1252 (with a Notice).
    """
    text, notices = decode(data)
    lines = text.split("\n")
    header = 0
    while header < len(lines) and (
        _KEY.match(lines[header]) or (header and not lines[header].strip())
    ):
        header += 1
    head, body = lines[:header], lines[header:]
    language = guess_language(text)
    blocks = [Block(text=fold_spaces(line), part="front") for line in head if line.strip()]
    running: tuple[str, ...] = ()
    if is_wrapped(body):
        paged = strip_pages(body)
        running = paged.furniture
        blocks += [noted(p, paged.notes) for p in join_lines(paged.lines, language)]
    else:
        blocks += [_line(line) for line in _with_numbers(body)]
    return Reading(
        blocks=tuple(blocks),
        facts=Facts(language=language),
        running=running,
        notices=notices,
        lines=tuple(body),
    )


MAX_LINES = 100_000
"""Lines of one text. The longest resolutions have some 3,000 on paper."""


def decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """The text of some bytes, its line ends all alike, and what is doubtful about it.

    Raises UnknownFormat where it is no text, UnsafeDocument where it has too many lines.
    """
    notices: tuple[Notice, ...] = ()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _not_text(f"it is marked as UTF-16 and breaks at byte {error.start}.") from error
    else:
        if match := _CONTROL.search(data):
            raise _not_text(f"byte {match.start()} is {match[0]!r}, which no plain text holds.")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = data.decode("cp1252", errors="replace")
            message = f"not UTF-8 (byte {error.start}): read as Windows-1252"
            notices = (Notice(code="encoding", message=message),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise UnsafeDocument(
            f"it has more than {MAX_LINES:,} lines.",
            remedy="No resolution is that long: check that it is the right file.",
        )
    return text, notices


def _not_text(problem: str) -> UnknownFormat:
    return UnknownFormat(
        problem, remedy="Give a .docx, AKN4UN .xml or plain text file, or name its format."
    )


def _with_numbers(lines: Sequence[str]) -> Iterator[str]:
    """The lines that hold words; a number that stands alone belongs to the next one."""
    number = ""
    for line in lines:
        if text := fold_spaces(line):
            if not number and is_bare_label(text):
                number = f"{text} "
            else:
                yield number + text
                number = ""
    if number:
        yield number.rstrip()


def _line(text: str) -> Block:
    """A line that is a paragraph, or a row of a table, whose cells may be empty."""
    if not is_row(text):
        return Block(text=text)
    return Block(text=" | ".join(cell.strip() for cell in text.split("|")), style="table")


def noted(text: str, notes: tuple[tuple[str, str], ...]) -> Block:
    """A paragraph out of `join_lines`, its signs turned into the notes they hold the place of."""
    plain, found = take_signs(text)
    if is_row(plain) and not found:
        return _line(plain)
    return Block(
        text=plain,
        notes=tuple(
            Note(marker=notes[n][0], text=notes[n][1], position=position) for n, position in found
        ),
    )
