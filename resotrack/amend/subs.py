"""The text of a new paragraph taken apart into its sub-paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from resotrack.read.labels import roman_value

_LINE = re.compile(
    r"\s*(?P<label>\((?:[a-z]|(?P<twice>[a-z])(?P=twice)|[ivx]{1,5})\))\s+(?P<text>\S.*)", re.DOTALL
)
# In one line a letter begins a sub-paragraph where a sentence could begin.
_INNER = re.compile(r"(?<=[:;,])\s+(?:(?:and|or)\s+)?(?=\((?P<letter>[a-z])\)\s+\S)")


def lines_of(text: str) -> list[tuple[str, str]]:
    """(label, words) of a paragraph and of each of its sub-paragraphs; the first has no label.

    Line breaks part them; without line breaks, "(a)", "(b)" … in order behind a colon and
    semicolons do.
    """
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        lines = _parted(lines[0])
    found: list[tuple[str, str]] = []
    for line in lines or [""]:
        match = _LINE.fullmatch(line) if found else None
        if match:
            found.append((match["label"], match["text"]))
        elif found:
            label, words = found[-1]
            found[-1] = (label, f"{words} {line}")
        else:
            found.append(("", line))
    return found


def _parted(line: str) -> list[str]:
    cuts: list[int] = []
    due = "a"
    for match in _INNER.finditer(line):
        if match["letter"] == due and (cuts or line[match.start() - 1] in ":,"):
            cuts.append(match.end())
            due = chr(ord(due) + 1)
    if len(cuts) < 2:
        return [line]
    ends = [*cuts, len(line)]
    return [line[: cuts[0]].strip(), *(line[a:b].strip() for a, b in pairwise(ends))]


def levels(lines: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    """Each sub-paragraph with how deep it stands: "(i)" below "(c)" is deeper, behind "(h)" not."""
    letter = ""
    for label, words in lines:
        mark = label.strip("()")
        numeral = roman_value(mark)
        if numeral and letter and not _follows(mark, letter):
            yield label, words, 2
            continue
        letter = mark if len(set(mark)) == 1 else letter
        yield label, words, 1


def _follows(mark: str, letter: str) -> bool:
    """Whether a label is the next letter: "i" after "h", "aa" after "z", "cc" after "bb"."""
    if letter == "z":
        return mark == "aa"
    return mark == chr(ord(letter[0]) + 1) * len(letter)
