"""Lines of a page back to paragraphs: furniture out, footnotes apart, hard line breaks undone.

Text that was taken out of a PDF has a line break every seventy characters, page numbers and symbols
in the middle of sentences, footnotes between the paragraphs, and their marks glued to words
("resolution 77/2285" is resolution 77/228 and note 5). Each step below undoes one of these, and
only where the text shows that it is of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from resotrack.lexicon import find_opening
from resotrack.read._layout import (
    ENDS,
    PUNCTUATION,
    SIGNS,
    WIDE,
    Layout,
    breaks_off,
    columns,
    measure,
    page_width,
)
from resotrack.read._marks import find_marks
from resotrack.read.closing import begins_closing
from resotrack.read.front import SYMBOL, is_formula
from resotrack.read.labels import ANNEX, HEADING_NUMBER, Label, read_label, roman_value
from resotrack.read.spaces import fold_spaces

_RULE = re.compile(r"^\s*[_‗―─-]{5,}\s*$")
_NOTE = re.compile(r"^\s*[(（]?(?P<mark>\d{1,3}|\*{1,3})[)）]?\s+(?P<text>\S.*)$")
_JOB = re.compile(
    r"\b(?:GE|V|K|M|N|E)?\.?\d{2}-\d{5,6}(?!\d)(?:\s?\([A-Z](?:-[A-Z])?\))?(?:\s\d{6})*"
    r"|\*\s?[\w-]{5,}\s?\*|Please recycle\S*|♲"
)
_PAGE = re.compile(r"(?<![\d/])\d{1,3}\s?/\s?\d{1,3}(?!\d)|\b[Pp]age \d+(?: of \d+)?\b")
_STOPS = re.compile(r"[.;:。；：؛]['’”\"»)\]]*\s*$|[;；؛]\s*(?:and|or|et|ou|y|o|и|или|و|أو|和|或)$")
# "(No.", "J. O.": a word cut short, and no end.
_SHORTENED = re.compile(
    r"\b(?:[A-Z]|[Nn]os?|[Nn]úms?|[Pp]aras?|[Aa]rts?|[Vv]ols?|[Cc]haps?|pp?)\.$"
)
_JOINS = re.compile(r"[^\W_][-–—/]$")
_HALF = re.compile(r"([^\W\d_]+)-$")
# "medium- and long-term": a hyphen before these is not the end of half a word; "up-to-date".
_CONJUNCTIONS = frozenset("and or to et ou à y e o u a и или до".split())
# Languages whose preambular paragraphs begin with a small letter.
_SMALL_OPENINGS = frozenset({"ru"})
# Stands in the lines where a page was turned.
_TURN = "\f"
_FEWEST = 4
_SHORT_TEXT = 12
_LONGEST_LABEL = 10
# A line so long without an end was broken, whatever the next one begins with.
_FULL = 0.8
_WIDEST = 160
# A note's place in the text is held by one private character until the paragraphs are whole.
_FIRST_SIGN = 0xE000


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
        if SIGNS.fullmatch(piece):
            found.append((ord(piece) - _FIRST_SIGN, length))
        else:
            out.append(piece)
            length += len(piece)
    return "".join(out), found


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines break off in mid-sentence and go on in the next, as on a printed page."""
    full = [line.strip() for line in lines if line.strip()]
    if len(full) < _FEWEST:
        return False
    limit = page_width(full)
    broken = sum(
        columns(line) > 0.5 * limit
        and (breaks_off(line, following) or _is_broken(line, following, limit))
        for line, following in pairwise(full)
    )
    enough = 1 if len(full) < _SHORT_TEXT else 2
    return broken >= max(enough, 0.08 * len(full)) and limit <= _WIDEST


def _is_broken(line: str, following: str, limit: int) -> bool:
    """Whether a line fills the page, has no end, and what follows has no number."""
    full = columns(line) > _FULL * limit and not ENDS.search(line)
    return full and read_label(following) is None


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
                pages[-1].body.append(_TURN)
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
    """Short lines without an end that come back beside the turn of a page: running heads.

    A line of a sentence may come back as well, in the middle of a page: it stays.
    """
    full = [line for line in lines if line.strip()]
    turns = {n for n, line in enumerate(full) if "\f" in line or _is_furniture(line, frozenset())}
    places: dict[str, list[int]] = {}
    for number, line in enumerate(full):
        if 3 < len(line.strip()) < 80:
            places.setdefault(line.strip(), []).append(number)
    return frozenset(
        line
        for line, found in places.items()
        if len(found) >= 3
        and not (ENDS.search(line) or _RULE.match(line) or read_label(line))
        and all(turns & set(range(n - 2, n + 3)) for n in found)
    )


def _is_furniture(line: str, repeated: frozenset[str]) -> bool:
    text = line.strip()
    if not text:
        return False
    if text in repeated or text.isdigit():
        return True
    rest = _PAGE.sub(" ", SYMBOL.sub(" ", _JOB.sub(" ", text)))
    return rest != text and not rest.strip(" -–|")


def _marked(page: _Page, first: int) -> list[str]:
    """The body lines of a page with a sign in the place of each footnote mark."""
    text = "\n".join(page.body)
    pieces: list[str] = []
    position = 0
    for number, place in enumerate(find_marks(text, [mark for mark, _ in page.notes]), first):
        if place:
            pieces += [text[position : place[0]], sign(number)]
            position = place[1]
    return "".join([*pieces, text[position:]]).split("\n") if page.body else []


def join_lines(lines: Sequence[str], language: str) -> list[str]:
    """Paragraphs from lines: each new line either goes on from the last one or begins anew."""
    page = measure(lines, language)
    paragraphs: list[list[str]] = []
    previous = ""
    gap, turned = True, False
    expected = 1
    numbered = started = False
    folded = [fold_spaces(line) for line in lines]
    ahead = _ahead(folded, page)
    before = provisions = section = 0
    for number, text in enumerate(folded):
        if not text:
            gap = True
            turned |= _TURN in lines[number]
            continue
        label = read_label(text) or read_label(text.removeprefix("["))
        place = _Place(
            text=text,
            following=next((line for line in folded[number + 1 : number + 4] if line), ""),
            last=_tail(paragraphs[-1]) if paragraphs else "",
            label=label,
            gap=gap and not turned,
            turned=turned,
            room=page.has_room(previous, text),
            expected=expected,
            numbered=numbered,
            started=started,
            section=section,
            # The first paragraphs are often short.
            before=before if provisions > 2 else 0,
            after=ahead[number],
        )
        if _begins(place, page):
            paragraphs.append([text])
            before = 0
            if opened := _section(text):
                # A section may have a preamble of its own.
                section, numbered = opened, False
            provision = bool(label or find_opening(text, language))
            provisions += provision
            started |= provision or is_formula(text)
            if ANNEX.match(text):
                # An annex has its own preamble and its own numbers.
                expected, numbered = 1, False
            elif label and label.readings[0][0] == "decimal" and not label.part:
                expected, numbered = label.readings[0][1] + 1, True
        else:
            _add(paragraphs[-1], text, page)
        before += len(text)
        previous, gap, turned = text, False, False
    return ["".join(pieces) for pieces in paragraphs]


def _ahead(folded: Sequence[str], page: Layout) -> list[int]:
    """For each line the characters from there to the next line that surely ends a paragraph."""
    ahead: list[int] = []
    length, following = 0, ""
    for text in reversed(folded):
        if text:
            if not following or page.has_room(text, following) or read_label(following):
                length = 0
            length += len(text)
            following = text
        ahead.append(length)
    return ahead[::-1]


def _tail(pieces: Sequence[str]) -> str:
    """The end of a paragraph in the making, as far as its last words go: whole while it is short,
    for a paragraph of one line may be the organ's name."""
    return pieces[0] if len(pieces) == 1 else "".join(pieces[-3:])[-_TAIL:]


def _add(pieces: list[str], text: str, page: Layout) -> None:
    """Put a line behind a paragraph in the making."""
    last = pieces.pop()
    glued = _glue(last, text, page)
    kept = last if glued.startswith(last) else glued[: len(last) - 1]
    pieces += [kept, glued[len(kept) :]]


_TAIL = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One line break, and what stands around it."""

    text: str
    following: str
    last: str
    label: Label | None
    gap: bool
    turned: bool
    """The page was turned here: a blank line says nothing."""
    room: bool
    expected: int
    numbered: bool
    started: bool
    """A provision or the organ's name has been met."""
    section: int
    """The number of the section that is open."""
    before: int
    """Characters of the paragraph that is open; 0 where they say nothing."""
    after: int
    """Characters from here to the next line that surely ends a paragraph."""


def _begins(at: _Place, page: Layout) -> bool:
    """Whether a line opens a paragraph, judged by its head, its layout and the end before it."""
    if not at.last:
        return True
    plain = SIGNS.sub("", at.last)
    if is_bare_label(plain):
        return False
    end = plain[-_TAIL:]
    ended = bool(ENDS.search(end)) and not _SHORTENED.search(end)
    stopped = ended and bool(_STOPS.search(end))
    loose = ended or at.room or at.gap
    if is_row(at.text) or is_row(plain) or (loose and ANNEX.match(at.text)):
        return True
    if is_formula(plain) or (is_formula(at.text) and (loose or not at.numbered)):
        return True
    if loose and begins_closing(at.text):
        return True
    small = at.text[:1].islower() and page.language not in _SMALL_OPENINGS
    opening = "" if small else find_opening(at.text, page.language)
    # The title, which has no end, may stand right before a first paragraph with a small letter.
    first = bool(opening) and not at.started and loose
    goes_on = not ended and at.text[:1].islower() and not (at.label or first)
    if page.spaced and not at.turned:
        return (at.gap and not goes_on) or (at.room and at.label is not None and stopped)
    if at.room or at.gap:
        return not goes_on
    if at.label:
        due = at.label.readings[0] == ("decimal", at.expected)
        return stopped or due or (ended and not at.numbered)
    if opening:
        # In a numbered part a comma ends no paragraph: a name may begin the next line.
        # Before the first provision stands a title, which has no end, nor has a section's.
        if not ended and (not at.started or _section(plain)):
            return True
        if at.numbered or not ended:
            return at.numbered and stopped
        return at.text[:1].isupper() or page.likely_begins(opening, at.before, at.after)
    return (ended and _is_section(at, stopped=stopped)) or (stopped and _is_heading(at))


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: cells parted by bars."""
    return " | " in f" {text} "


def is_bare_label(text: str) -> bool:
    """Whether a line is the number of a paragraph whose words stand on the next one."""
    label = read_label(f"{text} ") if len(text) <= _LONGEST_LABEL else None
    return label is not None and label.length > len(text)


def _section(text: str) -> int:
    """The roman number of a section that a line begins with, 0 where it begins with none."""
    number = HEADING_NUMBER.match(text)
    follows = text[number.end() : number.end() + 1] if number else ""
    roman = number is not None and set(number["n"]) <= set("IVX")
    return roman_value(number["n"]) if number and roman and not follows.islower() else 0


def _is_section(at: _Place, *, stopped: bool) -> bool:
    """Whether a line is a section's number and nothing else, or the next number with a title."""
    if HEADING_NUMBER.fullmatch(at.text):
        return True
    return stopped and _section(at.text) in (1, at.section + 1)


def _is_heading(at: _Place) -> bool:
    """Whether a line with no end of its own stands right before a numbered provision."""
    if at.text[:1].islower() or ENDS.search(at.text):
        return False
    following = read_label(at.following)
    return following is not None and following.readings[0] == ("decimal", at.expected)


def _glue(last: str, text: str, page: Layout) -> str:
    """Two halves of a line: a hyphen at the break is kept unless the text knows better."""
    before, after = SIGNS.sub("", last)[-1:], SIGNS.sub("", text)[:1]
    if WIDE.match(before) or WIDE.match(after):
        close = bool(WIDE.match(before) and WIDE.match(after))
        if close or PUNCTUATION.match(before) or PUNCTUATION.match(after):
            return last + text
        return f"{last} {text}" if page.mixed_space else last + text
    if not _JOINS.search(last) or not after.isalnum():
        return f"{last} {text}"
    head = _HALF.search(last)
    tail = re.match(r"[^\W\d_]+", text)
    conjunction = tail is not None and tail[0].lower() in _CONJUNCTIONS
    if last.endswith("-") and tail and conjunction and text[tail.end() : tail.end() + 1] != "-":
        return f"{last} {text}"
    if head and tail and after.islower():
        whole = (head[1] + tail[0]).lower()
        if page.words[whole] > page.words[f"{head[1]}-{tail[0]}".lower()]:
            return last[:-1] + text
    return last + text
