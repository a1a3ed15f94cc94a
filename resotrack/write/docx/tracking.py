"""A plan carried out in a Word file: the later text as tracked changes on the earlier one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from resotrack.diff import diff_words
from resotrack.model import Link, Paragraph
from resotrack.read._word_names import (
    AUTHOR,
    CELL,
    KINDS,
    PARAGRAPH,
    PPR,
    RANGE_ENDS,
    RANGE_STARTS,
    ROW,
    RPR,
    RUN,
    TABLE,
    w,
)
from resotrack.read.spaces import fold_spaces
from resotrack.write.docx.authors import Authors
from resotrack.write.docx.base import TITLE, Base, Shape, Shapes, clean_properties
from resotrack.write.docx.editing import BREAK, New, Pen, Script, carry_out, pieces, scripts, spread
from resotrack.write.docx.elements import e
from resotrack.write.docx.plan import Added, Dropped, Kept, Moved, Plan
from resotrack.write.docx.remarks import Remarks
from resotrack.write.docx.revisions import ChangeTag, Revisions
from resotrack.write.docx.words import Story, places, runs_in, wrap

_SILENT = frozenset(
    (*RANGE_STARTS, *RANGE_ENDS, *map(w, ("bookmarkStart", "bookmarkEnd", "proofErr",
     "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")))
)  # fmt: skip


class Redliner:
    """Carries out one plan in one file."""

    def __init__(
        self, base: Base, revisions: Revisions, remarks: Remarks | None, authors: Authors
    ) -> None:
        self._base = base
        self._authors = authors
        self._revisions = revisions
        self._remarks = remarks
        self._shapes = Shapes(base)
        self._pen = Pen(revisions=revisions, footnotes=base.footnotes, italic=self._shapes.italic)
        self._leaving: dict[etree._Element, str] = {}
        """The w:p that are deleted or moved away, and what kind of paragraph they held."""
        self._cursor: etree._Element | None = None
        """What the last paragraph of the later text ends with."""
        self._near = ""
        """The last paragraph of the earlier text that was passed."""
        self._first = self._first_place()

    def carry_out(self, plan: Plan) -> None:
        steps = [found for step in plan.steps for found in self._possible(step)]
        dropped = [*plan.dropped, *(step for step in steps if isinstance(step, Dropped))]
        for one in dropped:
            with self._revisions.signing(self._whose(one)):
                self._drop(one)
        targets: dict[int, str] = {}
        for step in steps:
            if isinstance(step, Moved):
                with self._revisions.signing(self._whose(step)):
                    targets[id(step)] = self._take_away(step)
        for step in steps:
            with self._revisions.signing(self._whose(step)):
                if isinstance(step, Kept):
                    self._keep(step)
                elif isinstance(step, Added):
                    self._add(step)
                elif isinstance(step, Moved):
                    self._bring(step, targets[id(step)])

    def _whose(self, step: Kept | Moved | Added | Dropped) -> str:
        """Who signs what a step does besides words of known authors."""
        if isinstance(step, Dropped):
            return self._authors.going(step.before, step.link.after)
        if isinstance(step, Added):
            return self._authors.coming(step.after)
        if isinstance(step, Moved):
            return self._authors.moving(step.after)
        return self._authors.of(step.after[0])

    def title(self, before: str, after: str) -> None:
        """Redline the title where the file has it as a line."""
        elements = self._base.elements.get(TITLE, ())
        if elements and after and before != after:
            old = Paragraph(id=TITLE, kind="heading", number="", text=before)
            new = replace(old, text=after)
            (script,) = scripts([old], [new], diff_words(before, after), self._authors)
            carry_out(Story(elements), old, script, None, self._pen)

    # ---- what can be done -----------------------------------------------------------------

    def _possible(self, step: Kept | Added | Moved) -> Sequence[Kept | Added | Moved | Dropped]:
        """The step, or what comes closest to it in this file."""
        if isinstance(step, Moved):
            elements = self._base.elements[step.before.id]
            if not elements or _has_history(elements) or _in_table(elements[0]):
                return [
                    Dropped(before=step.before, link=step.link),
                    Added(after=step.after, link=step.link),
                ]
        if isinstance(step, Kept):
            if not all(self._base.elements[p.id] for p in step.before):
                return [Added(after=p, link=step.link) for p in step.after]
            if len(step.before) > 1 and not self._joinable(step.before):
                best = max(step.before, key=lambda p: len(p.text))
                (after,) = step.after
                words = diff_words(best.text, after.text)
                kept = replace(step, before=(best,), words=words)
                others = [p for p in step.before if p is not best]
                return [kept, *(Dropped(before=p, link=step.link) for p in others)]
            tables = "table" in (step.before[0].kind, step.after[0].kind)
            if tables and not self._same_cells(step):
                (before,), (after,) = step.before, step.after
                return [
                    Dropped(before=before, link=step.link),
                    Added(after=after, link=step.link),
                ]
        return [step]

    def _joinable(self, paragraphs: Sequence[Paragraph]) -> bool:
        """Whether nothing but blank paragraphs stands between these, which follow one another."""
        for one, other in itertools.pairwise(paragraphs):
            if self._between(one, other) is None:
                return False
        return True

    def _between(self, one: Paragraph, other: Paragraph) -> list[etree._Element] | None:
        """The blank paragraphs between two; None where something else is there."""
        last, first = self._base.elements[one.id][-1], self._base.elements[other.id][0]
        blank: list[etree._Element] = []
        if _ends_section(last):
            return None
        for element in last.itersiblings():
            if element is first:
                return blank
            if element.tag in _SILENT:
                continue
            if (
                element.tag != PARAGRAPH
                or _ends_section(element)
                or any(True for _ in runs_in(element))
            ):
                return None
            blank.append(element)
        return None

    def _same_cells(self, step: Kept) -> bool:
        """Whether a row of a table can be edited cell by cell."""
        (before,), (after,) = step.before, step.after
        if before.kind != "table" or after.kind != "table":
            return False
        cells = [fold_spaces(Story(c).text) for c in _cells(self._base.elements[before.id])]
        same = " | ".join(cell for cell in cells if cell) == before.text
        return same and before.text.count(" | ") == after.text.count(" | ")

    # ---- the steps ------------------------------------------------------------------------

    def _keep(self, step: Kept) -> None:
        self._near = step.before[-1].id
        elements = [self._base.elements[p.id] for p in step.before]
        self._cursor = elements[-1][-1]
        if step.before[0].kind == "table":
            self._keep_row(step)
            return
        numbered = step.before[0].number != step.after[0].number
        noted = any(p.notes for p in (*step.before, *step.after))
        if any(kind != "equal" for kind, _ in step.words) or numbered or noted:
            self._edit(step, elements)
        shape_from = step.after[-1]
        old = step.before[-1]
        if (old.kind, old.depth) != (shape_from.kind, shape_from.depth):
            self._reshape(elements[-1][-1], shape_from)
        if self._remarks:
            self._remarks.remark(step.link, elements[-1])

    def _edit(self, step: Kept, elements: Sequence[tuple[etree._Element, ...]]) -> None:
        todo = scripts(step.before, step.after, step.words, self._authors)
        for number, (paragraph, script) in enumerate(zip(step.before, todo, strict=True)):
            story = Story(elements[number])
            if number:
                self._unlabel(story, paragraph)
                with self._revisions.signing(self._authors.joining(step.after[0])):
                    for blank in self._between(step.before[number - 1], paragraph) or ():
                        self._revisions.mark(blank, "del")
                    self._revisions.mark(elements[number - 1][-1], "del")
                wanted = None
            else:
                wanted = step.after[0].number
            carry_out(story, paragraph, script, wanted, self._pen)
        for paragraph_elements in elements:
            for element in paragraph_elements:
                if element.find(BREAK) is not None:
                    self._split(element, step)

    def _unlabel(self, story: Story, paragraph: Paragraph) -> None:
        """Delete the number and the tabs of a paragraph that goes on in the one before."""
        raw = story.text
        at = places(raw, paragraph.text)
        if at and at[0]:
            self._pen.drop(story.between(0, at[0]))

    def _split(self, element: etree._Element, step: Kept) -> None:
        """Divide a paragraph where `BREAK` stands; what is behind the last remains in place."""
        marks = element.findall(BREAK)
        for number, mark in enumerate(marks):
            head = etree.Element(PARAGRAPH)
            properties = self._properties_of_piece(element, step.before[0], step.after[number])
            if properties is not None:
                head.append(properties)
            own = element.find(PPR)
            moving = [c for c in element if c is not own]
            head.extend(moving[: moving.index(mark)])
            element.remove(mark)
            element.addprevious(head)
            following = step.after[number + 1]
            shape = self._shape(following)
            with self._revisions.signing(mark.get(AUTHOR, "")):
                self._revisions.mark(head, "ins")
                new = self._pen.write([New(text=shape.prefix)], shape.look)
            if shape.prefix:
                at = 0 if own is None else 1
                for place, piece in enumerate(new):
                    element.insert(at + place, piece)

    def _properties_of_piece(
        self, element: etree._Element, old: Paragraph, new: Paragraph
    ) -> etree._Element | None:
        if (old.kind, old.depth) != (new.kind, new.depth) and self._shapes.has(new):
            return self._shape(new).properties
        return clean_properties(element)

    def _reshape(self, element: etree._Element, paragraph: Paragraph) -> None:
        """Give a paragraph the form of another level, as a tracked change of formatting."""
        if not self._shapes.has(paragraph):
            return
        wanted = self._shape(paragraph).properties
        old = element.find(PPR)
        history = None if old is None else old.find(w("pPrChange"))
        if wanted is None or history is not None:
            return
        before = e("pPr")
        if old is not None:
            before.extend(
                deepcopy(c) for c in old if c.tag not in (RPR, w("sectPr"), w("pPrChange"))
            )
            wanted_rpr = wanted.find(RPR)
            if wanted_rpr is not None:
                wanted.remove(wanted_rpr)
            wanted.extend(c for c in list(old) if c.tag in (RPR, w("sectPr")))
            element.remove(old)
        change = self._revisions.signed("pPrChange")
        change.append(before)
        wanted.append(change)
        element.insert(0, wanted)

    def _keep_row(self, step: Kept) -> None:
        (before,), (after,) = step.before, step.after
        elements = self._base.elements[before.id]
        cells = [c for c in _cells(elements) if Story(c).text.strip()]
        old, new = before.text.split(" | "), after.text.split(" | ")
        # The places of tracked changes are those of the whole row.
        signed = Authors(self._authors.of(after))
        for cell, a, b in zip(cells, old, new, strict=True):
            if a != b:
                one = replace(before, text=a, number="", opening="", notes=())
                other = replace(after, text=b, number="", opening="", notes=())
                (script,) = scripts([one], [other], diff_words(a, b), signed)
                carry_out(Story(cell), one, script, None, self._pen)

    def _add(self, step: Added) -> None:
        if step.after.kind == "table" and not self._in_layout(step.after):
            self._add_row(step.after)
            return
        shape = self._shape(step.after)
        news = [
            *([New(text=shape.prefix)] if shape.prefix else []),
            *spread(step.after, self._authors),
        ]
        paragraph = _paragraph(shape.properties, self._pen.write(news, shape.look, bold=shape.bold))
        self._revisions.mark(paragraph, "ins")
        if step.after.kind == "table" and self._cursor is not None:
            self._cursor.addnext(paragraph)
            self._cursor = paragraph
        else:
            self._place(paragraph, step.after.kind)
        self._say(step.link, (paragraph,))

    def _in_layout(self, paragraph: Paragraph) -> bool:
        """Whether a line of a table belongs into the cell of the last one: where a table only lays
        out a page, each of its cells is a line."""
        if " | " in paragraph.text or self._cursor is None or self._cursor.tag != PARAGRAPH:
            return False
        row = _up(self._cursor, ROW)
        near = self._base.document.by_id.get(self._near)
        return row is not None and near is not None and " | " not in near.text

    def _drop(self, step: Dropped) -> None:
        elements = self._base.elements[step.before.id]
        if rows := _whole_rows(elements):
            self._drop_rows(rows)
            return
        for element in elements:
            self._pen.drop_runs(list(runs_in(element)))
            self._mark_away(element, "del")
            self._leaving[element] = step.before.kind
        if step.link.relation == "deleted":
            self._say(step.link, elements)

    def _mark_away(self, element: etree._Element, tag: ChangeTag) -> None:
        """Track the mark of a paragraph as gone, unless something hangs on it."""
        parent = element.getparent()
        only = parent is not None and parent.tag == CELL and len(parent.findall(PARAGRAPH)) == 1
        if not only and not _ends_section(element):
            self._revisions.mark(element, tag)

    def _take_away(self, step: Moved) -> str:
        """Mark a paragraph as moved away, and its words that did not come along as deleted."""
        elements = self._base.elements[step.before.id]
        name = self._revisions.move_name()
        (script,) = scripts([step.before], [step.after], step.words, self._authors)
        deleted = _without_insertions(script)
        deleted.kept_notes.update(dict.fromkeys(range(len(step.before.notes)), 0))
        story = Story(elements)
        at = places(story.text, step.before.text)
        if step.before.number != step.after.number and at and at[0]:
            self._pen.drop(story.between(0, at[0]))
        carry_out(story, step.before, deleted, None, self._pen)
        start, end = self._revisions.range("From", name)
        for element in elements:
            wrap(list(runs_in(element)), self._revisions.maker("moveFrom"))
            self._mark_away(element, "moveFrom")
            self._leaving[element] = step.before.kind
        elements[0].insert(1 if elements[0].find(PPR) is not None else 0, start)
        elements[-1].addnext(end)
        return name

    def _bring(self, step: Moved, name: str) -> None:
        """Write a moved paragraph where it stands now: what was added to it as inserted."""
        shape = self._shape(step.after)
        same = step.before.number == step.after.number
        written: list[etree._Element] = []
        if shape.prefix:
            tag: ChangeTag = "moveTo" if same else "ins"
            written += self._pen.write([New(text=shape.prefix)], shape.look, tag=tag)
        start = 0
        notes = [n for n in step.after.notes if n.position <= 0]
        written += self._pen.write([New(note=n) for n in notes], shape.look)
        # The words that stayed are moved by one who need not have written them.
        mover = Authors(self._revisions.author)
        for kind, text in step.words:
            if kind == "delete":
                continue
            moved = kind == "equal"
            written += self._pen.write(
                pieces(step.after, text, start, mover if moved else self._authors),
                shape.look,
                tag="moveTo" if moved else "ins",
            )
            start += len(text)
        first, last = self._revisions.range("To", name)
        paragraph = _paragraph(shape.properties, [first, *written])
        self._revisions.mark(paragraph, "moveTo")
        self._place(paragraph, step.after.kind)
        paragraph.addnext(last)
        self._cursor = last
        self._say(step.link, (paragraph,))

    # ---- rows of tables -------------------------------------------------------------------

    def _drop_rows(self, rows: Sequence[etree._Element]) -> None:
        for row in rows:
            for paragraph in row.iter(PARAGRAPH):
                self._pen.drop_runs(list(runs_in(paragraph)))
            self._revisions.row(row, "del")

    def _add_row(self, paragraph: Paragraph) -> None:
        cells = []
        for text in paragraph.text.split(" | "):
            inside = _paragraph(None, self._pen.write([New(text=text)], e("rPr")))
            cells.append(e("tc", e("tcPr", e("tcW", w=0, type="auto")), inside))
        row = e("tr", *cells)
        self._revisions.row(row, "ins")
        here = None if self._cursor is None else _up(self._cursor, ROW)
        if here is not None:
            here.addnext(row)
        else:
            sides = ("top", "left", "bottom", "right", "insideH", "insideV")
            borders = e(
                "tblBorders", *(e(s, val="single", sz=4, space=0, color="auto") for s in sides)
            )
            grid = e("tblGrid", *(e("gridCol", w=9638 // len(cells)) for _ in cells))
            layout = e("tblPr", e("tblW", w=0, type="auto"), borders)
            self._place(e("tbl", layout, grid, row), "table")
        self._cursor = next(reversed(list(row.iter(PARAGRAPH))))

    # ---- where new paragraphs go ----------------------------------------------------------

    def _place(self, element: etree._Element, kind: str) -> None:
        """Put a paragraph behind the last one of the later text, and behind what was deleted
        there: Word, too, writes what is new behind what is old."""
        if self._cursor is None:
            if self._first is None:
                self._base.body.insert(0, element)
            else:
                self._first.addprevious(element)
        else:
            here = _block(self._cursor)
            while (further := self._past_deleted(here, kind)) is not None:
                here = further
            here.addnext(element)
        self._cursor = element

    def _past_deleted(self, here: etree._Element, kind: str) -> etree._Element | None:
        """The next element that is going, if it is of this kind; nothing between is passed over
        but blank lines and the ends of ranges."""
        for element in here.itersiblings():
            if element.tag in _SILENT:
                continue
            if self._leaving.get(element) == kind:
                following = element.getnext()
                ends = following is not None and following.tag in RANGE_ENDS
                return following if ends else element
            if element.tag != PARAGRAPH or element.find(f".//{RUN}") is not None:
                return None
        return None

    def _first_place(self) -> etree._Element | None:
        for name in self._base.order:
            for element in self._base.elements[name]:
                return _block(element)
        return None

    def _shape(self, paragraph: Paragraph) -> Shape:
        return self._shapes.of(paragraph, self._near)

    def _say(self, link: Link, paragraphs: tuple[etree._Element, ...]) -> None:
        if self._remarks:
            self._remarks.remark(link, paragraphs)


def _without_insertions(script: Script) -> Script:
    """The script without what it inserts."""
    return Script(deletions=script.deletions, kept_notes=script.kept_notes)


def _paragraph(
    properties: etree._Element | None, inside: Sequence[etree._Element]
) -> etree._Element:
    paragraph = etree.Element(PARAGRAPH)
    if properties is not None:
        paragraph.append(properties)
    paragraph.extend(inside)
    return paragraph


def _has_history(elements: Sequence[etree._Element]) -> bool:
    return any(True for element in elements for _ in element.iter(*KINDS))


def _ends_section(element: etree._Element) -> bool:
    return element.find(f"{PPR}/{w('sectPr')}") is not None


def _in_table(element: etree._Element) -> bool:
    return _up(element, TABLE) is not None


def _up(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of this name that holds the element."""
    return next(element.iterancestors(name), None)


def _whole_rows(elements: Sequence[etree._Element]) -> list[etree._Element]:
    """The rows of a table that hold these paragraphs and no other words; [] where others do."""
    rows = list(dict.fromkeys(r for el in elements if (r := _up(el, ROW)) is not None))
    own = set(elements)
    others = (p for row in rows for p in row.iter(PARAGRAPH) if p not in own)
    return [] if any(True for p in others for _ in runs_in(p)) else rows


def _cells(elements: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """The paragraphs of a row by cell."""
    cells: dict[etree._Element | None, list[etree._Element]] = {}
    for element in elements:
        cells.setdefault(_up(element, CELL), []).append(element)
    return list(cells.values())


def _block(element: etree._Element) -> etree._Element:
    """The paragraph or table of the body that holds an element: new paragraphs go beside it."""
    outer = [a for a in element.iterancestors() if a.tag in (TABLE, PARAGRAPH)]
    return outer[-1] if outer else element
