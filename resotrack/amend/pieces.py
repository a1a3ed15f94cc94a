"""The words that make one paragraph another: taken out, put in, each stretch found once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from resotrack.amend.apply import apply
from resotrack.amend.find import find_words
from resotrack.amend.naming import marked
from resotrack.amend.reading import read_instructions
from resotrack.model import AmendmentDocument, Document, Paragraph

_WORD = re.compile(r"\S+")
# More than this of a paragraph changed, and it is easier to read anew than in pieces.
_MOST_CHANGED = 0.4
_MOST_PIECES = 4


def word_lines(name: str, old: str, new: str) -> list[str] | None:
    """Instructions that change words of the paragraph `name`; None where too many would change.

    They are read and carried out before they are given.
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(old)]
    hunks = _hunks(old.split(), new.split())
    if len(hunks) > _MOST_PIECES or sum(b - a for a, b, _ in hunks) > _MOST_CHANGED * len(words):
        return None
    return _lines(name, old, new, hunks)


def one_line(name: str, old: str, new: str) -> list[str] | None:
    """The same, all that changes in one stretch, however long; None where it cannot be quoted."""
    hunks = _hunks(old.split(), new.split())
    after = new.split()
    first, last = hunks[0][0], hunks[-1][1]
    behind = len(old.split()) - last
    return _lines(name, old, new, [(first, last, after[first : len(after) - behind])])


def _lines(
    name: str, old: str, new: str, hunks: Sequence[tuple[int, int, list[str]]]
) -> list[str] | None:
    words = [(m.start(), m.end()) for m in _WORD.finditer(old)]
    found: list[tuple[int, int, list[str]]] = []
    for first, last, put in hunks:
        grown = _grown(old, words, first, last, put)
        if grown is None or (found and grown[0] < found[-1][1]):
            return None
        found.append(grown)
    # The most readable form that is read and carried out as it is meant.
    for write in (_bare, _inserting, _replacing):
        changes = [
            write(" ".join(old[a:b] for a, b in words[first:last]), " ".join(put))
            for first, last, put in found
        ]
        if makes(old, new, [f"In paragraph 1, {change}." for change in changes]):
            return [f"In {name}, {change}." for change in changes]
    return None


def _bare(taken: str, put: str) -> str:
    """A change of words without the mark in which both end: “lamp” for “lamp;”."""
    if len(taken) > 1 and len(put) > 1 and taken[-1] == put[-1] and taken[-1] in ",;.:":
        taken, put = taken[:-1], put[:-1]
    return _inserting(taken, put)


def _inserting(taken: str, put: str) -> str:
    """A change of words; where the old ones stay, as words put in beside them."""
    added = put.removeprefix(taken)
    if added != put and added and not added[0].isalnum():
        return f"after {_words(taken)}, insert {_words(added.strip())}"
    added = put.removesuffix(taken)
    if added != put and added and not added[-1].isalnum():
        return f"before {_words(taken)}, insert {_words(added.strip())}"
    return _replacing(taken, put)


def _replacing(taken: str, put: str) -> str:
    if not put:
        return f"delete {_words(taken)}"
    return f"replace {_words(taken)} with {_words(put)}"


def _words(words: str) -> str:
    return f"the word{'s' if ' ' in words else ''} {marked(words)}"


def makes(old: str, new: str, lines: Sequence[str]) -> bool:
    """Whether instructions for a paragraph 1 make the one text the other."""
    paragraph = Paragraph(id="op1", kind="operative", number="1", text=old)
    text = Document(paragraphs=(paragraph,))
    instructions = tuple(i for line in lines for i in read_instructions(line))
    made = apply(text, AmendmentDocument(instructions=instructions))
    paragraphs = made.document.paragraphs
    return not made.failed and len(paragraphs) == 1 and paragraphs[0].text == new


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, list[str]]]:
    """(first word, behind the last, new words) of each stretch that changes."""
    found: list[tuple[int, int, list[str]]] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            continue
        put = list(new[step.dest_start : step.dest_end])
        if found and found[-1][1] == step.src_start:
            first, _, before = found.pop()
            found.append((first, step.src_end, [*before, *put]))
        else:
            found.append((step.src_start, step.src_end, put))
    return found


def _grown(
    old: str,
    words: Sequence[tuple[int, int]],
    first: int,
    last: int,
    put: list[str],
) -> tuple[int, int, list[str]] | None:
    """A stretch with as many neighbours as it takes to be found once."""
    texts = [old[a:b] for a, b in words]
    for _ in range(len(words) + 1):
        if last > first:
            taken = old[words[first][0] : words[last - 1][1]]
            quotable = marked(taken) and (not put or marked(" ".join(put)))
            if quotable and len(find_words(old, taken)) == 1:
                return first, last, put
        if first > 0:
            first -= 1
            put = [texts[first], *put]
        elif last < len(words):
            put = [*put, texts[last]]
            last += 1
        else:
            return None
    return None
