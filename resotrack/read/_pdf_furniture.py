"""What a page carries besides the text: running heads and feet, and the footnotes at its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from resotrack.read._pdf_lines import is_raised, is_wide
from resotrack.read._pdf_model import Line, Page, Rule
from resotrack.read.lines import strip_pages
from resotrack.read.spaces import fold_spaces

_EDGE = 0.16
"""How far from its upper and lower edge a page carries heads and feet."""
_PAGE_NUMBER = re.compile(
    r"[-–|\s]*(?:(?:page|página|стр\.?|страница|第|الصفحة)\s*)?\d{1,4}\s*"
    r"(?:(?:/|of|de|sur|из|من)\s*\d{1,4})?\s*页?[-–|\s]*",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:\d{1,3}|\(\d{1,3}\)|[*†‡§]{1,4}|[a-z])")
_TYPED_MARK = re.compile(
    r"(?P<mark>\d{1,3}|[*†‡§]{1,4}|\((?:[a-z]|\d{1,3})\))[.)]?(?:\s+|(?=[^\s\d*.,]))"
)
# Arabic sets the mark of a note in brackets, which are no part of it.
_BRACKETED = re.compile(r"\((\d{1,3})\)")
# A page number beside the words of a head. Figures inside the words tell one line from another.
_OWN_NUMBER = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
_JOB_NUMBER = re.compile(r"(?:[A-Z]{1,4}\.)?\d{2}-\d{5,6}\b.{0,24}")
_DRAWN_IN_TYPE = re.compile(r"[_‗―─—-]{5,}")


@dataclass(frozen=True, slots=True)
class FootNote:
    """A note as it stands at the foot of a page."""

    page: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Parted:
    """The lines of the body, page by page, and what was taken out."""

    body: tuple[Line, ...]
    notes: tuple[FootNote, ...]
    running: tuple[str, ...]


def part(pages: Sequence[tuple[Page, list[Line]]]) -> Parted:
    """Part the text of pages from their heads, feet and notes."""
    size = body_size([line for _, lines in pages for line in lines])
    repeated = _repeated(pages)
    body: list[Line] = []
    notes: list[FootNote] = []
    running: dict[str, None] = {}
    first = frozenset(line.text for line in pages[0][1]) if pages else frozenset()
    for page, lines in pages:
        furniture = _furniture(page, lines, repeated)
        if page.number and not any(line.base < _EDGE * page.height for line in furniture):
            furniture += _small_head(page, lines, size, first)
        running.update(dict.fromkeys(fold_spaces(line.text) for line in furniture))
        gone = set(map(id, furniture))
        rest = [line for line in lines if id(line) not in gone]
        text, foot = _foot(page, rest, size)
        body += text
        _read_notes(page.number, foot, notes)
    return Parted(tuple(body), tuple(notes), tuple(running))


def body_size(lines: Sequence[Line]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _key(line: Line) -> tuple[str, int]:
    return _OWN_NUMBER.sub("#", line.text), round(line.base / 4)


def _repeated(pages: Sequence[tuple[Page, list[Line]]]) -> frozenset[tuple[str, int]]:
    """Lines at the edges that come back on the same height of other pages."""
    counts: Counter[tuple[str, int]] = Counter()
    for page, lines in pages:
        edge = [line for line in lines if _at_edge(line, page) and not _raised_mark(line)]
        for key in set(map(_key, edge)):
            counts[key] += 1
    needed = 2 if len(pages) < 5 else 3
    return frozenset(key for key, count in counts.items() if count >= needed)


def _at_edge(line: Line, page: Page) -> bool:
    return line.base < _EDGE * page.height or line.base > (1 - _EDGE) * page.height


def _furniture(
    page: Page, lines: Sequence[Line], repeated: frozenset[tuple[str, int]]
) -> list[Line]:
    """The heads and feet of one page, from its edges inwards."""
    top = sorted((x for x in lines if x.base < _EDGE * page.height), key=lambda x: x.base)
    foot = sorted((x for x in lines if x.base > (1 - _EDGE) * page.height), key=lambda x: -x.base)
    # The head of the first page is the masthead, which belongs to the text.
    heads = _from_edge(top, repeated) if page.number else [x for x in top if _key(x) in repeated]
    if page.number and heads:
        heads += _above_rule(page, top, heads)
    return heads + _from_edge(foot, repeated)


def _from_edge(lines: Sequence[Line], repeated: frozenset[tuple[str, int]]) -> list[Line]:
    """Lines that are furniture, up to the first that is not; what shares their height is, too."""
    found: list[Line] = []
    bases: list[float] = []
    for line in lines:
        row = [other for other in lines if abs(other.base - line.base) < 3]
        if (
            _key(line) in repeated
            or any(map(_is_furniture, row))
            or any(_key(other) in repeated for other in row)
        ):
            found.append(line)
            bases.append(line.base)
        elif not any(abs(line.base - base) < 3 for base in bases):
            break
    return found


def _is_furniture(line: Line) -> bool:
    text = line.text.strip()
    if _PAGE_NUMBER.fullmatch(text) or _JOB_NUMBER.fullmatch(text):
        return True
    return bool(strip_pages((text,)).furniture)


def _above_rule(page: Page, top: Sequence[Line], heads: Sequence[Line]) -> list[Line]:
    """The rest of a head of several lines: all that stands above the rule drawn below it."""
    lowest = max(line.base for line in heads)
    below = [
        rule.base
        for rule in page.rules
        if lowest <= rule.base < _EDGE * page.height and rule.end - rule.start > 0.5 * page.width
    ]
    if not below:
        return []
    known = set(map(id, heads))
    return [line for line in top if line.base < min(below) and id(line) not in known]


def _small_head(
    page: Page, lines: Sequence[Line], size: float, first: frozenset[str]
) -> list[Line]:
    """The head of the only page that has one: small, or in words of the first page, over a rule."""
    rules = [r.base for r in page.rules if r.end - r.start > 0.5 * page.width]
    if not rules or min(rules) > 0.5 * _EDGE * page.height:
        return []
    above = [line for line in lines if line.base <= min(rules)]
    known = all(line.size < 0.95 * size or line.text in first for line in above)
    return above if known else []


def _foot(page: Page, lines: list[Line], size: float) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and those of the notes at the foot of the page."""
    border = _border(page, lines, size)
    if border is None:
        return [x for x in lines if not _DRAWN_IN_TYPE.fullmatch(x.text)], []
    text = [x for x in lines if x.base <= border]
    foot = [x for x in lines if x.base > border]
    drawn = _DRAWN_IN_TYPE.fullmatch
    return [x for x in text if not drawn(x.text)], [x for x in foot if not drawn(x.text)]


def _border(page: Page, lines: Sequence[Line], size: float) -> float | None:
    """The height below which the notes stand."""
    typed = [
        Rule(start=line.start, end=line.end, base=line.base + 0.5)
        for line in lines
        if _DRAWN_IN_TYPE.fullmatch(line.text)
    ]
    rules = [r for r in (*page.rules, *typed) if 36 < r.end - r.start < 0.55 * page.width]
    for rule in sorted(rules, key=lambda r: r.base):
        below = [line for line in lines if line.base > rule.base]
        if not below or rule.base < 0.15 * page.height:
            continue
        # An underlined word has a rule too, but what follows it is not all small.
        small = all(line.size < 0.97 * size for line in below)
        first = min(below, key=lambda line: (line.base, line.start))
        if (small and (_opens_note(first) or rule in page.rules)) or (
            _raised_mark(first) and rule.base > 0.3 * page.height
        ):
            return rule.base
    return _border_by_size(lines, size)


def _border_by_size(lines: Sequence[Line], size: float) -> float | None:
    """Without a rule: the small type at the foot, from the first line that has a mark."""
    border: float | None = None
    for line in sorted(lines, key=lambda x: -x.base):
        if line.size > 0.92 * size:
            break
        if _opens_note(line):
            border = line.base - 0.8 * line.size
    return border


def _raised_mark(line: Line) -> str:
    """The mark that is set smaller and higher at the head of a line."""
    first = line.runs[0]
    text = first.text.strip()
    if not _MARK.fullmatch(text) or len(line.runs) < 2:
        return ""
    return text if is_raised(first, line.size, line.base) else ""


def _opens_note(line: Line) -> bool:
    return bool(_raised_mark(line)) or bool(_TYPED_MARK.match(line.text))


def _read_notes(page: int, lines: Sequence[Line], notes: list[FootNote]) -> None:
    """Add the notes of one page; what begins without a mark goes on from the page before."""
    raised = any(_raised_mark(line) for line in lines)
    for line in lines:
        mark = _raised_mark(line)
        text = line.text
        if mark:
            text = text[text.find(mark) + len(mark) :]
        elif not raised and (match := _TYPED_MARK.match(text)) and _follows(match["mark"], notes):
            mark, text = match["mark"], text[match.end() :]
        text = fold_spaces(text)
        mark = _BRACKETED.sub(r"\1", mark)
        if mark:
            # Word prints a mark of one's own choice twice: in the note's number and in its text.
            notes.append(FootNote(page, mark, text.removeprefix(mark).strip()))
        elif notes:
            last = notes[-1]
            notes[-1] = FootNote(last.page, last.mark, glue(last.text, text))
        else:
            notes.append(FootNote(page, "", text))


def glue(first: str, second: str) -> str:
    """Two halves of a line that was broken; a hyphen before a small letter belongs to the word."""
    if first.endswith(("-", "/", "–")) and not first.endswith(" -") and second[:1].isalnum():
        return first + second
    if is_wide(first[-1:]) and is_wide(second[:1]):
        return first + second
    return f"{first} {second}"


def _follows(mark: str, notes: Sequence[FootNote]) -> bool:
    last = next((n.mark for n in reversed(notes) if n.mark.isdigit()), "")
    return not (mark.isdigit() and last) or int(mark) in (int(last) + 1, 1)
