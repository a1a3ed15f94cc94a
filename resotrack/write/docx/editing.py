"""The words of one paragraph changed under tracked changes."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from resotrack.model import Note, Paragraph, WordChange
from resotrack.read._word_names import AUTHOR, ID, w
from resotrack.write.docx.authors import Authors, Stretch
from resotrack.write.docx.base import look_of
from resotrack.write.docx.elements import run
from resotrack.write.docx.footnotes import Footnotes
from resotrack.write.docx.plain import labelled
from resotrack.write.docx.revisions import ChangeTag, Revisions
from resotrack.write.docx.words import Atom, Story, is_deleted, places, put_after, put_before, wrap

BREAK = w("resotrackBreak")
"""Stands for a moment where a paragraph is to be split."""
_NEAR = 3
"""A footnote mark that stands so few letters elsewhere has not moved: "States,1" or "States1,"."""
_BEFORE_BOLD = frozenset(map(w, ("rStyle", "rFonts")))
_BEFORE_ITALIC = frozenset((*_BEFORE_BOLD, w("b"), w("bCs")))


@dataclass(slots=True)
class New:
    """Something to be inserted: words, the mark of a note, or a border between two paragraphs."""

    text: str = ""
    note: Note | None = None
    split: Paragraph | None = None
    italic: bool = False
    at: int = 0
    """The offset in the later paragraph."""
    author: str = ""
    """Whose it is; "" for whoever signs at the time."""


@dataclass(slots=True)
class Script:
    """What is to be done to the text of one paragraph, by offsets into that text."""

    deletions: list[Stretch] = field(default_factory=list)
    insertions: dict[int, list[New]] = field(default_factory=dict)
    kept_notes: dict[int, int] = field(default_factory=dict)
    """Of the paragraph's notes (by index) those that remain, and where their marks stand later."""

    def insert(self, at: int, new: Iterable[New]) -> None:
        self.insertions.setdefault(at, []).extend(new)


def scripts(
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    words: Sequence[WordChange],
    authors: Authors,
) -> list[Script]:
    """One script for each paragraph before. `words` has them, and those after, joined by "\\n"."""
    found = [Script() for _ in before]
    old, at, new, bt = 0, 0, 0, 0
    moved: list[list[tuple[int, int, int, int]]] = [[] for _ in after]
    """For each paragraph after: from where in it to where words stay, and from where they are."""
    pending = [list(p.notes) for p in after]
    """For each paragraph after: its notes in words that stay."""
    for kind, text in words:
        for number, part in enumerate(text.split("\n")):
            if number:
                if kind != "insert":
                    old, at = old + 1, 0
                if kind != "delete":
                    new, bt = new + 1, 0
                if kind == "insert":
                    author = authors.breaking(after[new - 1])
                    found[old].insert(at, [New(split=after[new], at=bt, author=author)])
            if kind == "delete" and part:
                found[old].deletions += [
                    Stretch(at + gone.start, at + gone.end, gone.author)
                    for gone in authors.deleted(after[new], bt, part)
                ]
            elif kind == "insert" and part:
                found[old].insert(at, pieces(after[new], part, bt, authors))
                reached = range(bt + 1, bt + len(part) + 1)
                pending[new] = [n for n in pending[new] if n.position not in reached]
            elif part:
                moved[new].append((bt, bt + len(part), old, at))
            at += len(part) if kind != "insert" else 0
            bt += len(part) if kind != "delete" else 0
    _settle_notes(before, after, found, moved, pending, authors)
    return found


def pieces(paragraph: Paragraph, text: str, start: int, authors: Authors) -> list[New]:
    """Words of a paragraph from an offset on as something new: in italics where they belong to its
    opening, with the notes that stand in them or at their end."""
    opening = paragraph.opening
    lead = paragraph.text.find(opening) if opening else 0
    notes = [n for n in paragraph.notes if start < n.position <= start + len(text)]
    borders = {0, len(text), lead - start, lead + len(opening) - start}
    borders.update(note.position - start for note in notes)
    stretches = authors.inserted(paragraph, start, start + len(text))
    borders.update(stretch.start - start for stretch in stretches)
    cuts = sorted(b for b in borders if 0 <= b <= len(text))
    found: list[New] = []
    for first, last in itertools.pairwise(cuts):
        at = start + first
        italic = bool(opening) and lead <= at < lead + len(opening)
        author = next(s.author for s in stretches if s.start <= at < s.end)
        found.append(New(text=text[first:last], italic=italic, at=at, author=author))
        found += [_noted(paragraph, n, authors) for n in notes if n.position - start == last]
    return found


def _noted(paragraph: Paragraph, note: Note, authors: Authors) -> New:
    author = authors.note(paragraph, note.position)
    return New(note=note, at=note.position, author=author)


def _settle_notes(
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    found: list[Script],
    moved: list[list[tuple[int, int, int, int]]],
    pending: list[list[Note]],
    authors: Authors,
) -> None:
    """Notes in words that stay: those that were there remain, the others are inserted."""
    for number in range(len(after)):
        for note in pending[number]:
            old, at = _origin(note.position, moved[number])
            index = _same_note(note, before[old], at, found[old])
            if index is None:
                found[old].insert(at, [_noted(after[number], note, authors)])
            else:
                found[old].kept_notes[index] = note.position


def _origin(position: int, moved: list[tuple[int, int, int, int]]) -> tuple[int, int]:
    """Where a place in words that stay was before: in which paragraph, and where in it."""
    last = (0, 0)
    for start, end, old, at in moved:
        if position <= start and last == (0, 0):
            return old, at
        if start <= position <= end:
            return old, at + position - start
        if end < position:
            last = old, at + end - start
    return last


def _same_note(note: Note, paragraph: Paragraph, at: int, script: Script) -> int | None:
    for index, other in enumerate(paragraph.notes):
        if index in script.kept_notes or abs(other.position - at) > _NEAR:
            continue
        inside = any(gone.start < other.position < gone.end for gone in script.deletions)
        if not inside and other.text == note.text:
            return index
    return None


# ---- carrying a script out ------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Pen:
    """What changes are written with."""

    revisions: Revisions
    footnotes: Footnotes
    italic: bool
    """Whether opening phrases are set in italics."""

    def write(
        self,
        news: Sequence[New],
        look: etree._Element,
        *,
        tag: ChangeTag = "ins",
        bold: bool = False,
    ) -> list[etree._Element]:
        """New words and notes as elements under a tracked change, one for neighbours of one
        author; borders as `BREAK`, which names its author."""
        found: list[etree._Element] = []
        around: etree._Element | None = None
        whose = ""
        for new in news:
            author = new.author or self.revisions.author
            if new.split is not None:
                found.append(etree.Element(BREAK, {AUTHOR: author}))
                around = None
                continue
            with self.revisions.signing(author):
                if around is None or author != whose:
                    around, whose = self.revisions.element(tag), author
                    found.append(around)
                if new.note is not None:
                    maker = self.revisions.maker("ins")
                    around.append(self.footnotes.reference(new.note.text, [maker]))
                else:
                    around.append(
                        run(new.text, styled(look, italic=new.italic and self.italic, bold=bold))
                    )
        return found

    def drop(self, atoms: Sequence[Atom], tag: ChangeTag = "del") -> None:
        """Delete atoms that are in runs of their own."""
        runs = list(dict.fromkeys(atom.run for atom in atoms))
        self.drop_runs(runs, tag)

    def drop_runs(self, runs: Sequence[etree._Element], tag: ChangeTag = "del") -> None:
        for element in runs:
            for reference in element.iter(w("footnoteReference")):
                self.footnotes.delete(reference.get(ID, ""), self.revisions.maker("del"))
        wrap(runs, self.revisions.maker(tag))


def styled(look: etree._Element, *, italic: bool = False, bold: bool = False) -> etree._Element:
    """A copy of the properties of a run, in italics or bold if asked."""
    copy = deepcopy(look)
    if bold and copy.find(w("b")) is None:
        _put(copy, ("b", "bCs"), _BEFORE_BOLD)
    if italic:
        _put(copy, ("i", "iCs"), _BEFORE_ITALIC)
    return copy


def _put(look: etree._Element, names: tuple[str, str], before: frozenset[str]) -> None:
    at = sum(1 for child in look if child.tag in before)
    for name in reversed(names):
        look.insert(at, etree.Element(w(name)))


def carry_out(
    story: Story, paragraph: Paragraph, script: Script, number: str | None, pen: Pen
) -> None:
    """Change the words of a paragraph. `number`: the one that it is to have; None leaves it."""
    at = places(story.text, paragraph.text)
    start = at[0] if at else len(story.text)
    marks = _marks(story, paragraph, at)
    ends: dict[int, Atom] = {}
    for gone in script.deletions:
        atoms = story.between(at[gone.start], at[gone.end - 1] + 1)
        if atoms:
            with pen.revisions.signing(gone.author):
                pen.drop(atoms)
            ends[gone.end] = next((a for a in reversed(atoms) if a.kind == "text"), atoms[-1])
    for index, note in enumerate(paragraph.notes):
        if index not in script.kept_notes:
            _drop_mark(story, note, marks.get(index), at, pen)
    if number is not None and number != paragraph.number:
        _renumber(story, start, paragraph.number, number, pen)
    for offset in sorted(script.insertions):
        place = at[offset - 1] + 1 if offset else start
        # What stands behind a mark that remains goes behind it.
        kept = [
            i for i in script.kept_notes if paragraph.notes[i].position == offset and i in marks
        ]
        border = min((script.kept_notes[i] for i in kept), default=-1)
        news = script.insertions[offset]
        ahead = [n for n in news if not kept or n.at < border]
        _insert_at(story, place, ends.get(offset), ahead, pen, first=offset == 0)
        if behind := [n for n in news if kept and n.at >= border]:
            mark = marks[max(kept)]
            look = look_of(next((a.run for a in reversed(story.atoms) if a.end == place), None))
            out = any(n.split for n in behind)
            put_after(story.alone(mark).run, pen.write(behind, look), out=out)


def _insert_at(
    story: Story,
    place: int,
    deleted: Atom | None,
    news: Sequence[New],
    pen: Pen,
    *,
    first: bool = False,
) -> None:
    """Insert at a place of the raw text, behind what was deleted there. `first`: at the head of
    the words, rather before the first of them than behind what leads up to them."""
    if not news:
        return
    story.cut(place)
    before = deleted or story.before(place)
    behind = story.behind(place)
    if first and behind is not None:
        before = deleted
    beside = before or behind
    new = pen.write(news, look_of(None if beside is None else beside.run))
    if before is not None:
        put_after(before.run, new, out=any(n.split for n in news))
    elif behind is not None:
        put_before(behind.run, new)
    else:
        story.paragraphs[-1].extend(new)


def _marks(story: Story, paragraph: Paragraph, at: Sequence[int]) -> dict[int, Atom]:
    """The mark of each note, by the note's index; one that was typed by hand has none."""
    found: dict[int, Atom] = {}
    waiting = story.notes()
    for index, note in enumerate(paragraph.notes):
        here = next((m for m in waiting if bisect_left(at, m.start) == note.position), None)
        if here is not None:
            found[index] = here
            waiting.remove(here)
    return found


def _drop_mark(story: Story, note: Note, mark: Atom | None, at: Sequence[int], pen: Pen) -> None:
    """Delete the mark of a note, unless it went with the words around it."""
    if mark is None:
        start = at[note.position - 1] + 1 if note.position else 0
        end = at[note.position] if note.position < len(at) else len(story.text)
        atoms = [a for a in story.between(start, end) if a.text.strip() == note.marker]
    else:
        atoms = [story.alone(mark)]
    pen.drop([atom for atom in atoms if not is_deleted(atom.run)])


def _renumber(story: Story, start: int, old: str, new: str, pen: Pen) -> None:
    """Replace a typed number. One that Word counts by itself changes by itself."""
    before = story.text[:start]
    if old:
        at = before.find(old)
        if at < 0:
            return
        if new and (old[0] == "(") == (new[0] == "("):
            first, last, words = _differing(old, new)
        elif new:
            # "7." and "(a)" differ in more than the number.
            at = len(before) - len(before.lstrip())
            first, last, words = 0, len(before.rstrip()) - at, labelled(new)
        else:
            # All of the label goes, "PP" and the point too; the tab before it stays.
            at = len(before) - len(before.lstrip())
            first, last, words = 0, len(before) - at, ""
        atoms = story.between(at + first, at + last)
        pen.drop(atoms)
        if words:
            _insert_at(story, at + last, atoms[-1] if atoms else None, [New(text=words)], pen)
    elif not before.strip():
        _insert_at(story, start, None, [New(text=f"{labelled(new)}\t")], pen)


def _differing(old: str, new: str) -> tuple[int, int, str]:
    """From where to where a number differs, and what stands there instead: brackets stay."""
    head = 1 if old[:1] == new[:1] == "(" else 0
    tail = 1 if old[-1:] == new[-1:] == ")" else 0
    return head, len(old) - tail, new[head : len(new) - tail]


def spread(paragraph: Paragraph, authors: Authors) -> list[New]:
    """A whole paragraph as new words and notes."""
    leading = [_noted(paragraph, n, authors) for n in paragraph.notes if n.position <= 0]
    return [*leading, *pieces(paragraph, paragraph.text, 0, authors)]
