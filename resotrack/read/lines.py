"""Lines of a page back to paragraphs: furniture out, footnotes apart, hard line breaks undone.

Text that was taken out of a PDF has a line break every seventy characters, page numbers and symbols
in the middle of sentences, footnotes between the paragraphs, and their marks glued to words
("resolution 77/2285" is resolution 77/228 and note 5). Each step below undoes one of these, and
only where the text shows that it is of that kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from resotrack.lexicon import find_opening
from resotrack.read.closing import begins_closing
from resotrack.read.front import SYMBOL, is_formula
from resotrack.read.labels import Label, read_label
from resotrack.read.spaces import fold_spaces

_RULE = re.compile(r"^\s*[_‗―─-]{5,}\s*$")
_NOTE = re.compile(r"^\s*(?P<mark>\d{1,3}|\*{1,3})\s+(?P<text>\S.*)$")
_JOB = re.compile(
    r"\b(?:GE|V|K|M|N|E)?\.?\d{2}-\d{5,6}(?!\d)(?:\s?\([A-Z](?:-[A-Z])?\))?(?:\s\d{6})*"
    r"|\*\s?[\w-]{5,}\s?\*|Please recycle\S*|♲"
)
_PAGE = re.compile(r"(?<![\d/])\d{1,3}\s?/\s?\d{1,3}(?!\d)|\b[Pp]age \d+(?: of \d+)?\b")
_ENDS = re.compile(r"[.;:,!?。；：，،؛]['’”\"»)\]]*\s*(?:and|or|et|y|и)?$")
_STOPS = re.compile(r"[.;:。；：؛]['’”\"»)\]]*\s*(?:and|or)?$")
# A note's place in the text is held by one private character until the paragraphs are whole.
_FIRST_SIGN = 0xE000
_SIGNS = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Paged:
    """Body lines without furniture, and the footnotes that were among them."""

    lines: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    """(mark, text); the n-th one's place in the lines is held by `sign(n)`."""
    furniture: tuple[str, ...]


def sign(number: int) -> str:
    """The character that holds the place of a footnote mark."""
    return chr(_FIRST_SIGN + number)


def take_signs(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the signs, and for each the (note, position)."""
    found: list[tuple[int, int]] = []
    out: list[str] = []
    length = 0
    for piece in re.split("([\ue000-\uf8ff])", text):
        if _SIGNS.fullmatch(piece):
            found.append((ord(piece) - _FIRST_SIGN, length))
        else:
            out.append(piece)
            length += len(piece)
    return "".join(out), found


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines break off in mid-sentence and go on in small letters, as on a printed page."""
    full = [line.strip() for line in lines if line.strip()]
    if len(full) < 8:
        return False
    widths = sorted(len(line) for line in full)
    broken = sum(
        len(line) > 0.5 * widths[-1]
        and not _ENDS.search(line)
        and following[:1].islower()
        and not read_label(following)
        for line, following in pairwise(full)
    )
    return broken >= max(2, 0.08 * len(full)) and widths[int(len(full) * 0.95)] <= 160


def strip_pages(lines: Sequence[str]) -> Paged:
    """Take out page furniture and footnotes, and mark in the text where each note belongs."""
    repeated = _repeated(lines)
    pages: list[_Page] = [_Page()]
    furniture: list[str] = []
    for line in lines:
        for part in re.split("\f", line):
            if _is_furniture(part, repeated):
                furniture.append(part.strip())
                pages[-1].in_notes = False
                if pages[-1].notes:
                    pages.append(_Page())
            else:
                pages[-1].take(part)
    body: list[str] = []
    notes: list[tuple[str, str]] = []
    for page in pages:
        body += _marked(page, len(notes))
        notes += [(mark, fold_spaces(text)) for mark, text in page.notes]
    return Paged(tuple(body), tuple(notes), tuple(dict.fromkeys(furniture)))


@dataclass(slots=True)
class _Page:
    body: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    in_notes: bool = False

    def take(self, line: str) -> None:
        if _RULE.match(line):
            self.in_notes = True
            return
        if self.in_notes and _opens_provision(line):
            # No furniture told where the notes end; a numbered provision does.
            self.in_notes = False
        if not self.in_notes:
            self.body.append(line)
        elif match := _NOTE.match(line):
            if self._follows(match["mark"]):
                self.notes.append((match["mark"], match["text"]))
            else:
                self._go_on(line)
        elif line.strip():
            self._go_on(line)

    def _follows(self, mark: str) -> bool:
        """A figure at the head of a line opens a note only where it continues the count."""
        last = self.notes[-1][0] if self.notes else ""
        return not (mark.isdigit() and last.isdigit()) or int(mark) == int(last) + 1

    def _go_on(self, line: str) -> None:
        if self.notes:
            mark, text = self.notes[-1]
            self.notes[-1] = (mark, f"{text} {line}")
        else:
            self.body.append(line)


def _opens_provision(line: str) -> bool:
    label = read_label(line.strip())
    return label is not None and bool(find_opening(line.strip()[label.length :], "en"))


def _repeated(lines: Sequence[str]) -> frozenset[str]:
    """Short lines without an end that come back on page after page: running heads."""
    counts = Counter(line.strip() for line in lines)
    return frozenset(
        line
        for line, count in counts.items()
        if count >= 3
        and 3 < len(line) < 80
        and not (_ENDS.search(line) or _RULE.match(line) or read_label(line))
    )


def _is_furniture(line: str, repeated: frozenset[str]) -> bool:
    text = line.strip()
    if not text:
        return False
    if text in repeated or text.isdigit():
        return True
    rest = _PAGE.sub(" ", SYMBOL.sub(" ", _JOB.sub(" ", text)))
    return rest != text and not rest.strip(" .-–|")


def _marked(page: _Page, first: int) -> list[str]:
    """The body lines of a page with a sign in the place of each footnote mark."""
    text = "\n".join(page.body)
    position = 0
    for number, (mark, _) in enumerate(page.notes, first):
        found = _find_mark(text, mark, position)
        if found is None:
            continue
        start, end = found
        text = text[:start] + sign(number) + text[end:]
        position = start + 1
    return text.split("\n") if page.body else []


def _find_mark(text: str, mark: str, position: int) -> tuple[int, int] | None:
    """Where a mark stands: glued to a word or its punctuation, at worst to another figure."""
    quoted = re.escape(mark)
    if not mark.isdigit():
        match = re.compile(rf"(?<=\S){quoted}(?!\*)").search(text, position)
        return match.span() if match else None
    # After a figure a comma may part thousands, so only a year counts ("2022,3 in which").
    before = r"(?<=[^\W\d_])|(?<=[^\d\s][,.;:”’)\]])|(?<=\d[)”])|(?<=\d{4}[,.;:])"
    plain = re.compile(rf"(?:{before})({quoted})(?![\d/]|\.\d)")
    glued = re.compile(rf"(?<=\d)({quoted})(?![\d/])")
    for pattern in (plain, glued):
        if match := pattern.search(text, position):
            return match.span(1)
    return None


def join_lines(lines: Sequence[str], language: str) -> list[str]:
    """Paragraphs from lines: each new line either goes on from the last one or begins anew."""
    paragraphs: list[str] = []
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).lower()))
    gap = True
    expected = 1
    numbered = False
    for line in lines:
        text = fold_spaces(line)
        if not text:
            gap = True
            continue
        last = paragraphs[-1] if paragraphs else ""
        label = read_label(text)
        if not last or _begins(text, last, label, gap, expected, numbered, language):
            paragraphs.append(text)
            if label and label.readings[0][0] == "decimal" and not label.part:
                expected, numbered = label.readings[0][1] + 1, True
        else:
            paragraphs[-1] = _glue(last, text, words)
        gap = False
    return paragraphs


def _begins(
    text: str,
    last: str,
    label: Label | None,
    gap: bool,
    expected: int,
    numbered: bool,
    language: str,
) -> bool:
    """Whether a line opens a paragraph, judged by its own head and the end of the last one."""
    plain = _SIGNS.sub("", last)
    ended = bool(_ENDS.search(plain))
    if is_formula(text) or is_formula(plain) or begins_closing(text):
        return True
    if label:
        return ended or gap or label.readings[0] == ("decimal", expected)
    if find_opening(text, language) and text[:1].isupper():
        # In a numbered part a comma ends no paragraph: a name may begin the next line.
        return bool(_STOPS.search(plain)) if numbered else ended
    if not text[:1].islower() and bool(_STOPS.search(plain)) and len(plain) < 60:
        return True
    return gap and (ended or not text[:1].islower())


def _glue(last: str, text: str, words: Counter[str]) -> str:
    """Two halves of a line: a hyphen at the break is kept unless the text knows better."""
    if not last.endswith("-") or last.endswith(" -") or not text[:1].islower():
        return f"{last} {text}"
    head = re.search(r"([^\W\d_]+)-$", last)
    tail = re.match(r"[^\W\d_]+", text)
    if head and tail:
        joined = (head[1] + tail[0]).lower()
        hyphened = f"{head[1]}-{tail[0]}".lower()
        if words[joined] > words[hyphened]:
            return last[:-1] + text
    return last + text
