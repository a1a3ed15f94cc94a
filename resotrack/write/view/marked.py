"""One paragraph as its source has it: what came, what went and what stands in brackets.

Marks are stretches of the text; what went is no part of it and stands at a place between letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from resotrack.model import Bracket, Change, Paragraph

MarkKind = Literal["opening", "inserted", "moved", "struck", "added", "sign", "who", "aside"]
"""opening: the opening phrase. inserted, moved: a tracked change. struck, added: the same by hand.
sign: the "[" or "]" of an open bracket. who: whose it is. aside: a remark beside the words."""

_ASIDES = frozenset({"agreed", "note", "deletion", "move", "position", "attribution"})
_SIGNS = ("[", "]", "［", "］")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is set apart."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Gone:
    """Words that stood here: deleted, or moved away."""

    at: int
    words: str
    moved: bool


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """Words that are shown alike."""

    text: str
    kinds: frozenset[MarkKind]
    gone: bool = False
    """Whether they are no part of the text any more."""
    away: bool = False
    """Whether they went elsewhere."""


def marks(paragraph: Paragraph, changes: Iterable[Change]) -> tuple[Mark, ...]:
    """What is set apart in the text of a paragraph, the outer stretches first."""
    return tuple(mark for mark in _marks(paragraph, changes) if mark.start < mark.end)


def gone(changes: Iterable[Change]) -> tuple[Gone, ...]:
    """The words that tracked changes took out within a paragraph, in the order of the changes."""
    return tuple(
        Gone(change.start, change.words.replace("\n", " "), change.kind == "move_from")
        for change in changes
        if change.kind in ("delete", "move_from")
        and not change.whole
        and not change.in_note
        and change.words.strip()
    )


def marked_runs(paragraph: Paragraph, changes: Iterable[Change]) -> tuple[MarkedRun, ...]:
    """The paragraph from left to right; the runs that are not gone make up its text."""
    own = tuple(changes)
    open_at: dict[int, list[MarkKind]] = {}
    close_at: dict[int, list[MarkKind]] = {}
    for mark in marks(paragraph, own):
        open_at.setdefault(mark.start, []).append(mark.kind)
        close_at.setdefault(mark.end, []).append(mark.kind)
    left: dict[int, list[MarkedRun]] = {}
    for one in gone(own):
        run = MarkedRun(one.words, frozenset(), gone=True, away=one.moved)
        left.setdefault(one.at, []).append(run)
    around = Counter[MarkKind]()
    runs: list[MarkedRun] = []
    places = sorted({0, len(paragraph.text), *open_at, *close_at, *left})
    for start, end in zip(places, [*places[1:], places[-1]], strict=True):
        around.subtract(close_at.get(start, ()))
        around.update(open_at.get(start, ()))
        runs += left.get(start, ())
        if start < end:
            kinds = frozenset(kind for kind, count in around.items() if count)
            runs.append(MarkedRun(paragraph.text[start:end], kinds))
    return tuple(runs)


def _marks(paragraph: Paragraph, changes: Iterable[Change]) -> Iterator[Mark]:
    if (at := paragraph.text.find(paragraph.opening)) >= 0:
        yield Mark(at, at + len(paragraph.opening), "opening")
    for change in changes:
        if change.kind in ("insert", "move_to") and not change.in_note:
            yield Mark(
                change.start, change.end, "moved" if change.kind == "move_to" else "inserted"
            )
    for bracket in paragraph.brackets:
        yield from _of_bracket(paragraph.text, bracket)


def _of_bracket(text: str, bracket: Bracket) -> Iterator[Mark]:
    if bracket.face:
        kind: MarkKind = "struck" if bracket.face == "struck" else "added"
        yield Mark(bracket.words_start, bracket.words_end, kind)
    if bracket.kind == "quoted":
        return
    if bracket.kind in _ASIDES and not bracket.face:
        yield Mark(bracket.start, bracket.end, "who" if bracket.delegations else "aside")
        return
    if bracket.delegations:
        yield Mark(bracket.start, bracket.words_start, "who")
        yield Mark(bracket.words_end, bracket.end, "who")
    if text[bracket.start : bracket.start + 1] in _SIGNS:
        yield Mark(bracket.start, bracket.start + 1, "sign")
        if bracket.closed:
            yield Mark(bracket.end - 1, bracket.end, "sign")
