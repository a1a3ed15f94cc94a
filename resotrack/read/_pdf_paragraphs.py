"""Lines of the body to paragraphs: where the page shows that one ends and the next begins.

A page shows it in several ways at once: a gap, an indent, a line that ends before the first word of
the next would have fitted, another size of type. A label or an opening phrase agrees with them. The
gap is believed first; where a text has none between its paragraphs, the others decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from resotrack.lexicon import find_opening
from resotrack.read._pdf_model import Line
from resotrack.read.closing import begins_closing
from resotrack.read.front import is_formula
from resotrack.read.labels import HEADING_NUMBER, read_label

_ENDS = re.compile(r"[.;:,!?。；：，،؛]['’”\"»)\]*]*\s*(?:and|or|et|ou|y|o|и|или)?$")
_STOPS = re.compile(r"[.;:!?。；：؛]['’”\"»)\]*]*$")
# A gap larger than the usual distance of lines by this much of the type's size is meant.
_GAP = 0.3
_INDENT = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How a text is set."""

    leading: dict[float, float]
    """For each size of type, the usual distance from line to line (in sizes)."""
    left: float
    """Where most lines begin."""
    right: float
    """Where full lines end."""
    language: str


def measure(lines: Sequence[Line], language: str) -> Measures:
    distances: dict[float, Counter[float]] = {}
    for last, line in pairwise(lines):
        if _neighbours(last, line) and abs(last.size - line.size) < 0.3:
            size = round(line.size)
            distances.setdefault(size, Counter())[round((line.base - last.base) * 2) / 2] += 1
    leading = {size: _usual(counts, size) for size, counts in distances.items()}
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for line in lines:
        starts[round(line.start / 2)] += len(line.text)
        ends[round(line.end / 2)] += 1
    left = starts.most_common(1)[0][0] * 2.0 if starts else 0.0
    return Measures(leading=leading, left=left, right=_right_edge(ends), language=language)


def _usual(counts: Counter[float], size: float) -> float:
    """The distance inside paragraphs: the smallest of those that are common."""
    total = sum(counts.values())
    common = [d for d, n in counts.items() if n >= 0.12 * total and 0.8 * size <= d <= 2.6 * size]
    return min(common) if common else 1.2 * size


def _right_edge(ends: Counter[int]) -> float:
    total = sum(ends.values())
    if not total:
        return 0.0
    place, often = ends.most_common(1)[0]
    if often >= 0.15 * total:
        return place * 2.0
    reached = 0
    for place in sorted(ends, reverse=True):
        reached += ends[place]
        if reached >= 0.06 * total:
            return place * 2.0
    return max(ends) * 2.0


def group(lines: Sequence[Line], measures: Measures) -> list[list[Line]]:
    """The lines of each paragraph, in order."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _begins(paragraphs[-1], line, measures):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _neighbours(last: Line, line: Line) -> bool:
    return last.page == line.page and last.column == line.column and line.base > last.base


def _begins(paragraph: Sequence[Line], line: Line, measures: Measures) -> bool:
    """Whether a line opens a paragraph after this one."""
    last = paragraph[-1]
    if last.spread or line.spread:
        return not (_goes_on(last, line) and _neighbours(last, line) and not line.spread)
    if is_formula(last.words) and last.words.endswith((",", "，", "،")) and len(paragraph) == 1:
        return True
    if begins_closing(line.text):
        return True
    if not _neighbours(last, line):
        return _begins_after_break(paragraph, line, measures)
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return True
    size = line.size
    usual = measures.leading.get(round(size), 1.2 * size)
    gap = (line.base - last.base) - usual
    if gap > _GAP * size:
        # A fraction or a raised figure can push two lines apart in mid-sentence.
        return gap > 0.8 * size or not _goes_on(last, line) or _is_indented(paragraph, line)
    if last.bold != line.bold and _is_short(last, line, measures):
        return True
    if last.bold and line.bold and HEADING_NUMBER.fullmatch(last.words):
        return False
    if last.bold and line.bold and not read_label(line.text):
        return _is_very_short(last, line, measures) and not line.text[:1].islower()
    return _shows_begin(paragraph, line, measures)


def _shows_begin(paragraph: Sequence[Line], line: Line, measures: Measures) -> bool:
    """Without a gap: the form of the two lines."""
    last = paragraph[-1]
    ended = bool(_ENDS.search(last.words))
    short = _is_short(last, line, measures)
    label = read_label(line.text)
    if label and (ended or short):
        return True
    if label and _is_set_apart(line) and line.start != last.start:
        return not _hangs(paragraph, line)
    opening = find_opening(line.text, measures.language) and line.text[:1].isupper()
    if opening and ended and (short or _is_indented(paragraph, line) or line.runs[0].italic):
        return True
    if short:
        return ended or not line.text[:1].islower()
    return bool(_STOPS.search(last.words)) and _is_indented(paragraph, line)


def _begins_after_break(paragraph: Sequence[Line], line: Line, measures: Measures) -> bool:
    """Across a page or a column there is no gap to see."""
    last = paragraph[-1]
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size) or last.bold != line.bold:
        return not line.text[:1].islower()
    ended = bool(_ENDS.search(last.words))
    opening = find_opening(line.text, measures.language)
    edge = last.start if len(paragraph) > 1 else measures.left
    shown = bool(opening) or line.runs[0].italic
    if shown and ended and line.start > edge + _INDENT * line.size:
        # Russian begins its paragraphs with small letters, Arabic and Chinese know no others.
        return True
    if _goes_on(last, line):
        return False
    if read_label(line.text) and (ended or _is_set_apart(line)):
        return True
    if not ended:
        return _is_very_short(last, line, measures)
    if _is_short(last, line, measures):
        return True
    if opening and line.text[:1].isupper():
        return bool(_STOPS.search(last.words)) or line.runs[0].italic
    return bool(_STOPS.search(last.words)) and line.start > measures.left + _INDENT * line.size


def _goes_on(last: Line, line: Line) -> bool:
    """Whether the words themselves run on."""
    return line.text[:1].islower() and not _STOPS.search(last.words) and not read_label(line.text)


def _first_word(line: Line) -> float:
    """About how wide the first word of a line is."""
    words = line.text.split(maxsplit=1)
    letters = len(words[0]) if words else 0
    return (line.end - line.start) * letters / max(1, len(line.text))


def _slack(last: Line, line: Line, measures: Measures) -> float:
    """What room was left at the end of a line after the next line's first word."""
    edge = measures.right if last.column == 0 else max(last.end, line.end)
    return edge - last.end - _first_word(line) - 0.25 * line.size


def _is_short(last: Line, line: Line, measures: Measures) -> bool:
    """Whether the line was broken on purpose: the next word would have fitted."""
    return _slack(last, line, measures) > 0.4 * line.size


def _is_very_short(last: Line, line: Line, measures: Measures) -> bool:
    """The same for type that keeps away from the edge, as headings do."""
    width = measures.right - measures.left
    return _slack(last, line, measures) > 0.2 * width


def _is_indented(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line begins further in than the paragraph before goes on."""
    if len(paragraph) == 1:
        return abs(line.start - paragraph[0].start) < 1 and paragraph[0].start > 0
    return line.start > paragraph[-1].start + _INDENT * line.size


def _is_set_apart(line: Line) -> bool:
    """Whether the number at the head of a line stands a tab away from its words."""
    return (
        any(run.start - last.end > 0.6 * line.size for last, run in pairwise(line.runs[:4]))
        and len(line.runs) > 1
    )


def _hangs(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line stands where the lines of the paragraph before it stand."""
    return len(paragraph) > 1 and abs(line.start - paragraph[-1].start) < 1
