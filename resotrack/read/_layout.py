"""The layout of plain lines: how wide the page is, and which lines were ended on purpose."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from resotrack.lexicon import find_opening, grade_opening, joins
from resotrack.read.labels import read_label
from resotrack.read.spaces import fold_spaces

ENDS = re.compile(
    r"[.;:,!?。；：，،؛]['’”\"»)\]]*\s*$|[;；؛]\s*(?:and|or|et|ou|y|o|и|или|و|أو|和|或)$"
)
SIGNS = re.compile("[\ue000-\uf8ff]")
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]")
PUNCTUATION = re.compile(r"[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20]")
_MIXED_APART = re.compile(r"[\u4e00-\u9fff] [0-9A-Za-z]|[0-9A-Za-z] [\u4e00-\u9fff]")
_MIXED_CLOSE = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z]|[0-9A-Za-z][\u4e00-\u9fff]")
_CASED = re.compile(r"[^\W\d_\u0590-\u06ff\u2e80-\u9fff]")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What is not broken: a word, or one Chinese character with the punctuation that follows it.
_FIRST_WORD = re.compile(rf"{WIDE.pattern}{PUNCTUATION.pattern}*|[^\s\u2e80-\u9fff]+")
_COMMA = re.compile(r"[,،，;；؛]\s*")
_MARK_WIDTH = 4
_SHORT = 0.75
# Where paragraphs of a preamble begin with no capital.
_NO_CAPITALS = frozenset({"ar", "ru", "zh"})
_FEWEST_ENDS = 4
_BEGINS, _HABIT, _POINTS_BACK, _DIRECTS, _LENGTH = 1.8, 0.9, 2.2, 1.8, 1.8
_SHORTEST = 0.25


def breaks_off(line: str, following: str) -> bool:
    """Whether a line without an end is followed by what can only be its continuation."""
    if ENDS.search(line) or read_label(following):
        return False
    return following[:1].islower() or not (_CASED.match(following) or following[:1].isdigit())


def page_width(full: Sequence[str]) -> int:
    """The width of the page, in columns: that of nearly the widest line."""
    widths = sorted(columns(line) for line in full)
    return widths[int(len(full) * 0.95)]


def columns(text: str) -> int:
    """The columns that a text takes: a Chinese character takes two."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the lines of a text have in common."""

    language: str
    words: Counter[str]
    fullest: int
    """A line that could have held the next word within so many columns was ended on purpose."""
    width: int
    fixed: bool
    """Lines were broken at one column, not by a printer."""
    spaced: bool
    """Blank lines stand between the paragraphs."""
    mixed_space: bool
    """Chinese characters and figures are set apart by a space."""
    usual: float = 0.0
    """Half of the paragraphs of the preamble have so many characters or more; 0 where too few
    have ends that are sure."""
    odds: float = 0.0
    """Log odds that an opening phrase behind a comma begins a paragraph, as the places of this
    preamble say that leave no doubt."""

    def has_room(self, line: str, following: str) -> bool:
        # Printed lines vary: one without an end was ended on purpose only where it is short.
        ended = bool(ENDS.search(SIGNS.sub("", line)))
        bound = self.fullest if self.fixed or ended else min(self.fullest, _SHORT * self.width)
        # A space at the end of a Chinese line is not seen, and its place was full.
        unseen = 2 if WIDE.match(line[-1:]) and not ended else 0
        return bool(line) and _reach(line, following) + unseen < bound

    def likely_begins(self, opening: str, before: int, after: int) -> bool:
        """Whether a paragraph begins with a line that opens as one, behind a full line that ends
        in a comma: `before` are the characters since the last beginning, `after` those up to the
        next sure end.

        Where paragraphs begin with a capital there is no doubt. Elsewhere four things speak: how
        this text has it in other places; words that point back ("in this regard"); verbs that
        direct, for a preamble seldom directs anybody in a paragraph of its own; and how long the
        two halves would be. The weights are log odds, fitted to resolutions in Arabic, Chinese
        and Russian.
        """
        odds = _BEGINS + _HABIT * self.odds
        if joins(opening, self.language):
            odds -= _POINTS_BACK
        graded = grade_opening(opening, self.language)
        if graded and graded.family == "directive":
            odds -= _DIRECTS
        if self.usual:
            odds += _LENGTH * sum(
                math.log(min(1.0, max(_SHORTEST, length / self.usual)))
                for length in (before, after)
                if length
            )
        return odds > 0


def _reach(line: str, following: str) -> int:
    """The columns that a line would take with the first word of the next one."""
    first = _FIRST_WORD.match(following)
    apart = 0 if line.endswith("-") or WIDE.match(line[-1:]) else 1
    # The mark that a sign stands for took some columns of its own.
    marks = _MARK_WIDTH * len(SIGNS.findall(line + (first[0] if first else "")))
    return columns(line) + marks + apart + (columns(first[0]) if first else 0)


def measure(lines: Sequence[str], language: str) -> Layout:
    folded = [fold_spaces(line) for line in lines]
    full = [line for line in folded if line]
    joined = " ".join(full)
    limit = page_width(full) if full else 0
    # Lines that surely go on show how full a line of this text is before it is broken.
    reaches = sorted(
        _reach(line, following)
        for line, following in pairwise(full)
        if columns(line) > 0.5 * limit and breaks_off(line, following)
    )
    fullest = int(0.8 * limit)
    if len(reaches) > 4:
        # A text broken at a fixed column has no exceptions; one set by a printer has a few.
        fixed = reaches[len(reaches) // 50]
        column = max((w for line in full if (w := columns(line)) < fixed), default=fixed)
        fullest = min(fixed, column + 1) if fixed > limit else reaches[len(reaches) // 100]
    page = Layout(
        language=language,
        words=Counter(_WORDS.findall(joined.lower())),
        fullest=fullest,
        width=limit,
        fixed=len(reaches) > 4 and reaches[len(reaches) // 50] > limit,
        spaced=_is_spaced(folded, language),
        mixed_space=len(_MIXED_APART.findall(joined)) > len(_MIXED_CLOSE.findall(joined)),
    )
    if language not in _NO_CAPITALS:
        return page
    usual, odds = _habits(full, page)
    return replace(page, usual=usual, odds=odds)


def _habits(full: Sequence[str], page: Layout) -> tuple[float, float]:
    """How long the paragraphs of the preamble are, and how seldom one has a second opening
    phrase: as log odds, from those whose last line is short and from the middle of lines."""
    lengths: list[int] = []
    length, opens, inside = 0, False, 0
    for line, following in pairwise(full):
        if (label := read_label(line)) and label.readings[0] == ("decimal", 1):
            break
        if not length:
            opens = bool(find_opening(line, page.language))
        length += len(line)
        inside += sum(
            bool(find_opening(line[comma.end() :], page.language))
            for comma in _COMMA.finditer(line, 0, len(line) - 1)
        )
        if page.has_room(line, following):
            if opens and ENDS.search(line):
                lengths.append(length)
            length = 0
    usual = median(lengths) if len(lengths) >= _FEWEST_ENDS else 0.0
    return usual, math.log((len(lengths) + 2) / (inside + 2))


def _is_spaced(folded: Sequence[str], language: str) -> bool:
    """Whether what surely begins a paragraph has a blank line before it."""
    after_gap = after_line = 0
    last, gap = "", True
    for line in folded:
        if line:
            label = read_label(line)
            starts = find_opening(line[label.length :] if label else line, language)
            if starts and ENDS.search(last) and (label or not line[:1].islower()):
                after_gap += gap
                after_line += not gap
        last, gap = line or last, not line
    return after_gap >= 2 and after_gap > 4 * after_line
