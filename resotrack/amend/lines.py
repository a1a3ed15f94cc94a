"""Parts of a paragraph that an instruction names by counting: "third line", "last sentence".

Sentences are counted in the text itself; lines only where the source fixes them
(`Paragraph.breaks`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from resotrack.amend.scan import LANGUAGES, Scan, forms
from resotrack.model import Paragraph

Unit = Literal["line", "sentence"]
_DIGITS = re.compile(r"(?P<first>\d{1,2})(?:\s*(?:[-–—]|to|and|et|y|à|a)\s*(?P<last>\d{1,2}))?")
_ENDS = re.compile(r"(?<=[.!?])[”\"»)\]]*\s+(?=[“\"«(\[]?[^\W\d_a-zß-ÿ])")


@dataclass(frozen=True, slots=True)
class Counted:
    """Some lines or sentences of a paragraph, counted from 0, or from the end where negative."""

    unit: Unit
    first: int
    last: int


def counted(where: str) -> tuple[Counted, ...]:
    """What the words of an instruction count: one for each of "third line; second sentence"."""
    found: list[Counted] = []
    if not where:
        return ()
    for part in where.split(";"):
        read = [one for language in LANGUAGES if (one := _counted(part.strip(), language))]
        found += read[:1]
    return tuple(found)


def _counted(words: str, language: str) -> Counted | None:
    spoken = forms(language)
    unit: Unit | None = None
    for name in ("line", "sentence"):
        if re.search(rf"(?:^|\s)(?:{spoken.terms[name].pattern})", words, re.IGNORECASE):
            unit = "line" if name == "line" else "sentence"
    if unit is None:
        return None
    if match := _DIGITS.search(words):
        first = int(match["first"])
        return Counted(unit, first - 1, int(match["last"] or first) - 1)
    scan = Scan(words, spoken)
    places: list[int] = []
    while not scan.done and not scan.sees(unit):
        here = scan.at
        if scan.take("penultimate"):
            places.append(-2)
        elif scan.take("last"):
            places.append(-1)
        elif match := scan.match(spoken.ordinal):
            places.append(_value(match, spoken.ordinals) - 1)
        elif word := next((w for w in spoken.counts if words[here:].lower().startswith(w)), ""):
            # "the last two lines", "the first three lines"
            scan.at = here + len(word)
            if places == [-1]:
                places = [-spoken.counts[word], -1]
            elif places == [0]:
                places = [0, spoken.counts[word] - 1]
        else:
            scan.at = here + 1
        scan.space()
    return Counted(unit, places[0], places[-1]) if places else None


def _value(match: re.Match[str], ordinals: Mapping[str, int]) -> int:
    if match["word"]:
        word = re.sub(r"\s*[-‑]\s*", "-", " ".join(match["word"].lower().split()))
        return ordinals.get(word) or ordinals[word.replace("-", " ")]
    digits = re.match(r"\d+", match["figure"])
    return int(digits[0]) if digits else 0


def stretch(paragraph: Paragraph, part: Counted) -> tuple[int, int] | None:
    """Where a part stands in the paragraph's text; None where it is not known or not there."""
    if part.unit == "line":
        if not paragraph.breaks:
            return None
        starts: Sequence[int] = (0, *paragraph.breaks)
    else:
        starts = (0, *(match.end() for match in _ENDS.finditer(paragraph.text)))
    ends = (*starts[1:], len(paragraph.text))
    count = len(starts)
    first = part.first if part.first >= 0 else count + part.first
    last = part.last if part.last >= 0 else count + part.last
    if not 0 <= first <= last < count:
        return None
    return starts[first], ends[last]
