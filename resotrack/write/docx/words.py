"""The words of Word paragraphs as a reader of the final text sees them, and where each stands.

`Story` lays the words of one or several w:p end to end. A place in that text can be cut, a stretch
of it put under a tracked change, and something new put at a place. What others have tracked stays
as it is: their deletions are no part of the text, and what is deleted inside their insertions is
deleted there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from rapidfuzz.distance import Indel

from resotrack.read._word_names import (
    ALTERNATE,
    CONTROL,
    CUSTOM_MARK,
    DRAWINGS,
    FIELD,
    FIELD_TYPE,
    KINDS,
    NOTE_MARKS,
    PPR,
    RPR,
    RUN,
    SPACING,
    SYM,
    TEXTS,
    TRANSPARENT,
    on,
    w,
)
from resotrack.read._word_shapes import is_math
from resotrack.read._word_symbols import symbol
from resotrack.read.spaces import fold_spaces

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT, _DELETED_TEXT = w("t"), w("delText")
_LEAVING = frozenset((w("del"), w("moveFrom")))
_CODE, _DELETED_CODE = w("instrText"), w("delInstrText")

AtomKind = Literal["text", "note", "object"]


@dataclass(slots=True)
class Atom:
    """A stretch of text in one element of a run, or something without words in it."""

    kind: AtomKind
    run: etree._Element
    """The run, or a formula: what a tracked change is put around."""
    child: etree._Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Story:
    """The words of some paragraphs, one after the other."""

    def __init__(self, paragraphs: Sequence[etree._Element]) -> None:
        self.paragraphs = list(paragraphs)
        self.atoms: list[Atom] = []
        self._length = 0
        self._codes: list[bool] = []
        """For each field that is open, whether its code is being read."""
        for paragraph in self.paragraphs:
            self._inline(paragraph)

    @property
    def text(self) -> str:
        return "".join(atom.text for atom in self.atoms)

    def notes(self) -> list[Atom]:
        """The marks of footnotes and endnotes, in order."""
        return [atom for atom in self.atoms if atom.kind == "note"]

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child)
            elif tag in _LEAVING:
                continue
            elif is_math(child):
                self._add("text", child, child, "".join(str(t) for t in child.itertext()))
            elif tag in KINDS or tag == CONTROL or tag in TRANSPARENT:
                self._inline(child)
            elif tag == ALTERNATE:
                continue  # a drawing, or what two programs would show in two ways

    def _run(self, run: etree._Element) -> None:
        marked = False
        for child in run:
            tag = child.tag
            if tag == FIELD:
                self._field(child.get(FIELD_TYPE, ""))
            elif any(self._codes):
                continue
            elif tag in TEXTS:
                # The words behind a mark of the author's own are that mark.
                self._add("object" if marked else "text", run, child, child.text or "")
            elif spacing := SPACING.get(str(tag)):
                self._add("text", run, child, spacing)
            elif tag == SYM:
                found = symbol(child.get(w("font"), ""), child.get(w("char"), ""))
                self._add("text", run, child, found)
            elif tag in NOTE_MARKS:
                self._add("note", run, child, "")
                marked = on(child.get(CUSTOM_MARK, "0"))
            elif tag in DRAWINGS or tag == ALTERNATE:
                self._add("object", run, child, "")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _add(self, kind: AtomKind, run: etree._Element, child: etree._Element, text: str) -> None:
        if kind == "text" and not text:
            return
        words = text if kind == "text" else ""
        self.atoms.append(Atom(kind, run, child, words, self._length))
        self._length += len(words)

    # ---- cutting -------------------------------------------------------------------------

    def cut(self, offset: int) -> int:
        """Make a border between two runs at a place of the text, before what has no words there.

        Returns the index of the first atom at or behind it. The place moves to the nearest border
        where it lies inside something that cannot be cut: a formula, a symbol.
        """
        for index, atom in enumerate(self.atoms):
            if atom.start >= offset:
                self._part(index)
                return index
            if atom.end > offset:
                if atom.child.tag == _TEXT:
                    self._divide(index, offset - atom.start)
                self._part(index + 1)
                return index + 1
        return len(self.atoms)

    def _divide(self, index: int, at: int) -> None:
        """Cut the text of an atom in two."""
        atom = self.atoms[index]
        rest = deepcopy(atom.child)
        rest.tail = None
        rest.text = atom.text[at:]
        atom.child.text = atom.text[:at]
        for element in (rest, atom.child):
            element.set(SPACE, "preserve")
        atom.child.addnext(rest)
        self.atoms[index] = Atom("text", atom.run, atom.child, atom.text[:at], atom.start)
        self.atoms.insert(index + 1, Atom("text", atom.run, rest, atom.text[at:], atom.start + at))

    def _part(self, index: int) -> None:
        """Let a run begin with the atom of this index."""
        if not 0 < index < len(self.atoms):
            return
        run, child = self.atoms[index].run, self.atoms[index].child
        if self.atoms[index - 1].run is not run:
            return
        rest = like(run)
        properties = run.find(RPR)
        if properties is not None:
            rest.append(deepcopy(properties))
        moving = [child, *child.itersiblings()]
        rest.extend(moving)
        rest.tail, run.tail = run.tail, None
        run.addnext(rest)
        for atom in self.atoms[index:]:
            if atom.run is run:
                atom.run = rest

    def between(self, start: int, end: int) -> list[Atom]:
        """The atoms from one place to another, in runs of their own.

        What has no words and stands at either border is not among them.
        """
        first = self.cut(start)
        while first < len(self.atoms) and self.atoms[first].kind != "text":
            if self.atoms[first].start > start:
                break
            first += 1
        self._part(first)
        last = self.cut(end)
        return self.atoms[first:last]

    def alone(self, atom: Atom) -> Atom:
        """The same atom in a run of its own."""
        index = self.atoms.index(atom)
        self._part(index)
        following = index + 1
        # A mark of the author's own stands behind its reference, in the same run.
        while following < len(self.atoms) and self.atoms[following].kind == "object":
            if self.atoms[following].run is not atom.run:
                break
            following += 1
        self._part(following)
        return self.atoms[index]

    def before(self, offset: int) -> Atom | None:
        """The words that end at a place; cut first."""
        return next((a for a in self.atoms if a.kind == "text" and a.end == offset), None)

    def behind(self, offset: int) -> Atom | None:
        """The words that begin at a place; cut first."""
        return next((a for a in self.atoms if a.kind == "text" and a.start == offset), None)


# ---- a folded text in the raw one -----------------------------------------------------------


def places(raw: str, text: str) -> list[int]:
    """For each character of a paragraph's text its place in the raw words of the source.

    The text is the raw words with white space folded and the number, marks of notes and hidden
    words taken out. A character that is nowhere to be found has the place of the next one.
    """
    if raw.endswith(text):
        return list(range(len(raw) - len(text), len(raw)))
    found = _from_the_end(raw, text)
    if found is None:
        found = _aligned(raw, text)
    following = len(raw)
    for index in range(len(found) - 1, -1, -1):
        if found[index] < 0:
            found[index] = following
        following = found[index]
    return found


def _from_the_end(raw: str, text: str) -> list[int] | None:
    """The usual case: the text is the end of the raw words, but for white space."""
    found = [-1] * len(text)
    at = len(raw) - 1
    for index in range(len(text) - 1, -1, -1):
        wanted = text[index]
        if wanted == " ":
            if at < 0 or not _is_space(raw[at]):
                return None
            while at >= 0 and _is_space(raw[at]):
                found[index] = at
                at -= 1
            continue
        while at >= 0 and (_is_space(raw[at]) or not fold_spaces(raw[at])):
            if _is_space(raw[at]) and index + 1 < len(text):
                return None
            at -= 1
        if at < 0 or (raw[at] != wanted and fold_spaces(raw[at]) != wanted):
            return None
        found[index] = at
        at -= 1
    return found


def _is_space(letter: str) -> bool:
    return letter.isspace()


def _aligned(raw: str, text: str) -> list[int]:
    """Character by character, by the longest common subsequence."""
    seen = "".join(" " if c.isspace() else "-" if c == "\u2011" else c for c in raw)
    found = [-1] * len(text)
    for code in Indel.opcodes(seen, text):
        if code.tag == "equal":
            for step in range(code.dest_end - code.dest_start):
                found[code.dest_start + step] = code.src_start + step
    return found


# ---- placing --------------------------------------------------------------------------------


def wrap(
    runs: Iterable[etree._Element], change: Callable[[], etree._Element]
) -> list[etree._Element]:
    """Put runs under a tracked change: one element for neighbours, each made by `change`."""
    made: list[etree._Element] = []
    for run in runs:
        last = made[-1] if made else None
        if last is not None and last.getnext() is run:
            last.tail = None
            last.append(run)
        else:
            around = change()
            run.addprevious(around)
            around.tail, run.tail = run.tail, None
            around.append(run)
            made.append(around)
        if made[-1].tag == w("del"):
            as_deleted(run)
    return made


def as_deleted(run: etree._Element) -> None:
    """Name the words of a run as Word does below a deletion."""
    for element in run.iter(_TEXT, _CODE):
        element.tag = _DELETED_TEXT if element.tag == _TEXT else _DELETED_CODE


def is_deleted(run: etree._Element) -> bool:
    """Whether a run stands under a deletion."""
    return next(run.iterancestors(*_LEAVING), None) is not None


def runs_in(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Every run and formula of a paragraph that has not been deleted already."""
    for child in paragraph:
        if child.tag == RUN or is_math(child):
            yield child
        elif child.tag in _LEAVING or child.tag == PPR:
            continue
        elif child.tag in KINDS or child.tag == CONTROL or child.tag in TRANSPARENT:
            yield from runs_in(child)


def put_after(anchor: etree._Element, new: Sequence[etree._Element], *, out: bool = False) -> None:
    """Put elements behind a run; outside of what others have tracked.

    `out`: as children of the paragraph itself, whatever is around the run.
    """
    here = _outside(anchor, following=True, out=out)
    for element in new:
        element.tail = None
        here.addnext(element)
        here = element


def put_before(anchor: etree._Element, new: Sequence[etree._Element]) -> None:
    here = _outside(anchor, following=False, out=False)
    for element in new:
        element.tail = None
        here.addprevious(element)


def _outside(anchor: etree._Element, *, following: bool, out: bool) -> etree._Element:
    """The element beside which new ones go: `anchor`, or what is around it."""
    here = anchor
    while (parent := here.getparent()) is not None and parent.tag != w("p"):
        rest = list(here.itersiblings(preceding=not following))
        at_edge = not any(_holds_words(element) for element in rest)
        if at_edge:
            here = parent
        elif parent.tag in KINDS or (out and parent.tag in (w("hyperlink"), w("smartTag"))):
            here = _torn(parent, here, following=following)
        elif out:
            here = parent
        else:
            break
    return here


def like(element: etree._Element) -> etree._Element:
    """An empty element of the same name, with the same attributes."""
    copy = deepcopy(element)
    copy[:] = []
    copy.text = copy.tail = None
    return copy


def _torn(parent: etree._Element, at: etree._Element, *, following: bool) -> etree._Element:
    """Tear an element in two beside a child. Returns the part that the child is in."""
    other = like(parent)
    if following:
        other.extend(list(at.itersiblings()))
        other.tail, parent.tail = parent.tail, None
        parent.addnext(other)
    else:
        other.extend(list(at.itersiblings(preceding=True))[::-1])
        parent.addprevious(other)
    return parent


def _holds_words(element: etree._Element) -> bool:
    return element.tag == RUN or next(element.iter(RUN), None) is not None
