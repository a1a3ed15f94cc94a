"""One walk over the body of a Word part: every paragraph, in reading order, with its revisions.

Nothing is decided here about tracked changes. Each stretch of text (a `Piece`) carries the
revisions that it stands under, each paragraph those of its mark and of the table row or cell that
holds it; `_word_view` then keeps what a view shows. So the final and the original text come from
the same walk. `view` only says which properties count where Word keeps an older set beside the
present one (w:pPrChange, w:rPrChange).

What Word does, as far as it matters here:

- a paragraph's mark (the ¶ at its end) can be inserted or deleted by itself: w:pPr/w:rPr/w:ins;
- a moved stretch is in w:moveFrom and w:moveTo; what joins the two is the name of the range;
- a row or a cell is inserted or deleted by a mark in its properties, not around it;
- a content control is moved by a range that begins before it and ends inside it;
- a text box stands in a run, and often twice: in mc:Choice and, for old readers, in mc:Fallback.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from resotrack.model.document import ChangeKind
from resotrack.read._word_model import (
    PLAIN,
    Face,
    Piece,
    PieceKind,
    Revision,
    View,
    WordParagraph,
    face_of,
)
from resotrack.read._word_names import (
    ALTERNATE,
    AUTHOR,
    CELL,
    CELL_KINDS,
    COMMENT_MARKS,
    CONTROL,
    CONTROL_KINDS,
    CUSTOM_MARK,
    DATE,
    DRAWINGS,
    FIELD,
    FIELD_MARKS,
    FIELD_TYPE,
    ID,
    KINDS,
    MATH_OUTER,
    NAME,
    NOTE_MARKS,
    PARAGRAPH,
    PPR,
    RANGE_ENDS,
    RANGE_STARTS,
    ROW,
    RPR,
    RUBY,
    RUBY_TEXT,
    RUN,
    SILENT,
    SPACING,
    SYM,
    TABLE,
    TEXTS,
    TRANSPARENT,
    on,
    val,
    w,
    whole,
)
from resotrack.read._word_shapes import boxes, branch, is_math, what_is_drawn, within
from resotrack.read._word_symbols import UNKNOWN, symbol


def walk(story: etree._Element, view: View) -> tuple[WordParagraph, ...]:
    """Every paragraph of a story (a body, a footnote, a header) in reading order."""
    walker = _Walker(view)
    walker.blocks(story, ())
    return tuple(walker.paragraphs)


def format_changes(story: etree._Element) -> int:
    """How many tracked changes of formatting there are: they leave the words alone."""
    names = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")
    return sum(1 for _ in story.iter(*map(w, names)))


class _Walker:
    """The state of a walk. Each method takes one kind of element."""

    def __init__(self, view: View) -> None:
        self.paragraphs: list[WordParagraph] = []
        self._view = view
        self._moves: dict[ChangeKind, dict[str, str]] = {"move_from": {}, "move_to": {}}
        self._marks: dict[int, tuple[Revision, ...]] = {}
        self._stretches = 0
        self._stretch = 0
        self._tables = 0
        self._cell: tuple[int, int, int] | None = None
        self._held: tuple[Revision, ...] = ()
        self._pieces: list[Piece] = []
        self._boxes: list[tuple[etree._Element, tuple[Revision, ...]]] = []
        self._custom_mark = -1

    def blocks(self, parent: etree._Element, revisions: tuple[Revision, ...]) -> None:
        """The paragraphs and tables of a body, a cell, a content control, a text box."""
        moved: etree._Element | None = None
        for child in parent:
            tag = child.tag
            if tag == PARAGRAPH:
                self._paragraph(child, revisions)
            elif tag == TABLE:
                self._table(child, revisions)
            elif tag in KINDS:
                self.blocks(child, (*revisions, self._revision(child, KINDS[tag])))
            elif tag in CONTROL_KINDS:
                moved = child
            elif tag == CONTROL and moved is not None:
                mark = self._revision(moved, CONTROL_KINDS[str(moved.tag)])
                outer, self._held = self._held, (*self._held, mark)
                self.blocks(child, (*revisions, mark))
                self._held, moved = outer, None
            elif tag == CONTROL or tag in TRANSPARENT:
                self.blocks(child, revisions)
            elif tag == ALTERNATE:
                for chosen in branch(child):
                    self.blocks(chosen, revisions)
            elif tag == w("altChunk"):
                self._alone([Piece("skipped", "an embedded document", PLAIN, revisions)])
            elif not self._range(child) and tag not in SILENT:
                self._stray(child, revisions)

    def _stray(self, child: etree._Element, revisions: tuple[Revision, ...]) -> None:
        """Something that should not stand between paragraphs: a formula, a comment's end."""
        if child.tag in MATH_OUTER:
            self._inline(child, revisions)
        else:
            self._run_part(child, PLAIN, revisions)
        if pieces := self._pieces:
            self._pieces = []
            if any(piece.kind in ("text", "skipped") for piece in pieces):
                self._alone(pieces)
            elif self.paragraphs:
                self._append(pieces)

    def _append(self, pieces: list[Piece]) -> None:
        """Marks between two paragraphs belong to the end of the one before."""
        last = self.paragraphs[-1]
        self.paragraphs[-1] = replace(last, pieces=(*last.pieces, *pieces))

    def _alone(self, pieces: list[Piece]) -> None:
        self._keep(pieces, (), None)

    def _keep(
        self,
        pieces: list[Piece],
        mark: tuple[Revision, ...],
        ppr: etree._Element | None,
        element: etree._Element | None = None,
    ) -> None:
        self.paragraphs.append(
            WordParagraph(
                pieces=tuple(pieces),
                mark=mark,
                before=self._marks.get(self._stretch, ()),
                held=self._held,
                stretch=self._stretch,
                cell=self._cell,
                style=val(ppr, "pStyle") or "",
                numbering=self._numbering(ppr),
                element=element,
            )
        )
        self._marks[self._stretch] = mark

    def _numbering(self, ppr: etree._Element | None) -> tuple[int | None, int | None]:
        numbering = None if ppr is None else ppr.find(w("numPr"))
        if numbering is None or (
            self._view.name == "original" and numbering.find(w("ins")) is not None
        ):
            return None, None
        return whole(val(numbering, "numId")), whole(val(numbering, "ilvl"))

    def _paragraph(self, element: etree._Element, revisions: tuple[Revision, ...]) -> None:
        now = element.find(PPR)
        mark_properties = None if now is None else now.find(RPR)
        mark = revisions
        if mark_properties is not None:
            marked = [self._revision(c, KINDS[c.tag]) for c in mark_properties if c.tag in KINDS]
            mark = (*revisions, *marked)
        outer, self._pieces = self._pieces, []
        outer_boxes, self._boxes = self._boxes, []
        self._inline(element, revisions)
        pieces, self._pieces = self._pieces, outer
        boxes, self._boxes = self._boxes, outer_boxes
        self._keep(pieces, mark, self._properties(now, "pPrChange", "pPr"), element)
        for box, box_revisions in boxes:
            self._aside(box, box_revisions)

    def _aside(self, box: etree._Element, revisions: tuple[Revision, ...]) -> None:
        """A text box: its paragraphs follow the one that it is fastened to."""
        outer = self._stretch
        self._new_stretch()
        self.blocks(box, revisions)
        self._stretch = outer

    def _new_stretch(self) -> None:
        self._stretches += 1
        self._stretch = self._stretches

    def _properties(
        self, now: etree._Element | None, change: str, name: str
    ) -> etree._Element | None:
        """The present properties, or (for the original view) those before a tracked change."""
        if now is None or self._view.name == "final":
            return now
        changed = now.find(w(change))
        return now if changed is None else changed.find(w(name))

    def _table(self, element: etree._Element, revisions: tuple[Revision, ...]) -> None:
        outer, outer_held = self._cell, self._held
        if outer is None:
            self._tables += 1
        for row_number, (row, row_outer) in enumerate(within(element, ROW)):
            row_revisions = self._by_property(row.find(w("trPr")), KINDS)
            for column, (cell, cell_outer) in enumerate(within(row, CELL)):
                marks = (
                    *self._around(row_outer),
                    *row_revisions,
                    *self._around(cell_outer),
                    *self._by_property(cell.find(w("tcPr")), CELL_KINDS),
                )
                self._held = (*outer_held, *marks)
                self._cell = outer or (self._tables, row_number, column)
                self._new_stretch()
                self.blocks(cell, (*revisions, *marks))
        self._cell, self._held = outer, outer_held
        self._new_stretch()

    def _by_property(
        self, properties: etree._Element | None, kinds: dict[str, ChangeKind]
    ) -> tuple[Revision, ...]:
        if properties is None:
            return ()
        return tuple(self._revision(c, kinds[c.tag]) for c in properties if c.tag in kinds)

    def _around(self, wrappers: tuple[etree._Element, ...]) -> tuple[Revision, ...]:
        return tuple(self._revision(e, KINDS[e.tag]) for e in wrappers if e.tag in KINDS)

    def _inline(self, parent: etree._Element, revisions: tuple[Revision, ...]) -> None:
        """The runs of a paragraph, of a hyperlink, of a tracked change, of a formula."""
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, revisions)
            elif tag in KINDS:
                self._inline(child, (*revisions, self._revision(child, KINDS[tag])))
            elif tag == CONTROL or tag in TRANSPARENT or is_math(child):
                if tag in MATH_OUTER and parent.tag not in MATH_OUTER:
                    self._piece("skipped", "the layout of a formula", PLAIN, revisions)
                self._inline(child, revisions)
            elif tag == ALTERNATE:
                for chosen in branch(child):
                    self._inline(chosen, revisions)
            elif tag == PARAGRAPH:  # a w:p inside a run-level content control: not valid, but seen
                self._inline(child, revisions)
            elif not self._range(child):
                self._run_part(child, PLAIN, revisions)

    def _run(self, run: etree._Element, revisions: tuple[Revision, ...]) -> None:
        face = self._face(run.find(RPR))
        self._custom_mark = -1
        for child in run:
            self._run_part(child, face, revisions)
        self._custom_mark = -1

    def _run_part(self, part: etree._Element, face: Face, revisions: tuple[Revision, ...]) -> None:
        tag = part.tag
        if tag in TEXTS:
            self._words(part.text or "", face, revisions)
        elif tag in SILENT:
            pass
        elif spacing := SPACING.get(str(tag)):
            self._words(spacing, face, revisions)
        elif tag == FIELD:
            kind = FIELD_MARKS.get(part.get(FIELD_TYPE, ""))
            if kind:
                self._piece(kind, "", face, revisions)
        elif tag in NOTE_MARKS:
            self._piece(NOTE_MARKS[tag], "", face, revisions, part.get(ID, ""))
            if on(part.get(CUSTOM_MARK, "0")):
                self._custom_mark = len(self._pieces) - 1
        elif tag in COMMENT_MARKS:
            self._piece(COMMENT_MARKS[tag], "", face, revisions, part.get(ID, ""))
        elif tag == SYM:
            found = symbol(part.get(w("font"), ""), part.get(w("char"), ""))
            self._words(found, face, revisions)
            if found == UNKNOWN:
                self._piece("skipped", "a symbol of a picture font", face, revisions)
        elif tag in DRAWINGS:
            self._drawing(part, revisions)
        elif tag == ALTERNATE:
            for chosen in branch(part):
                for child in chosen:
                    self._run_part(child, face, revisions)
        elif tag == RUBY:
            self._inline(part, revisions)
        elif tag == RUBY_TEXT:
            self._piece("skipped", "a pronunciation guide", face, revisions)
        elif any((text or "").strip() for text in part.itertext()):
            # Better an odd word too many, with a notice, than one lost.
            self._words("".join(str(text) for text in part.itertext()), face, revisions)
            self._piece(
                "skipped", f"unknown mark-up <{etree.QName(part).localname}>", face, revisions
            )

    def _words(self, text: str, face: Face, revisions: tuple[Revision, ...]) -> None:
        if self._custom_mark >= 0 and text.strip():
            note = self._pieces[self._custom_mark]
            self._pieces[self._custom_mark] = Piece(
                note.kind, text.strip(), note.face, revisions, note.ref
            )
            self._custom_mark = -1
        elif text:
            self._pieces.append(Piece("text", text, face, revisions))

    def _piece(
        self, kind: PieceKind, text: str, face: Face, revisions: tuple[Revision, ...], ref: str = ""
    ) -> None:
        self._pieces.append(Piece(kind, text, face, revisions, ref))

    def _drawing(self, drawing: etree._Element, revisions: tuple[Revision, ...]) -> None:
        """A picture, a shape, an embedded object: its text boxes are read, the rest is noticed."""
        found = boxes(drawing)
        self._boxes.extend((box, revisions) for box in found)
        if drawing.tag == w("object"):
            self._piece("skipped", "an embedded object", PLAIN, revisions)
        elif not found and (what := what_is_drawn(drawing)):
            self._piece("skipped", what, PLAIN, revisions)

    def _range(self, element: etree._Element) -> bool:
        """The begin or end of a moved range: what stands between has that name."""
        tag = element.tag
        if tag in RANGE_STARTS:
            self._moves[RANGE_STARTS[tag]][element.get(ID, "")] = element.get(NAME, "")
        elif tag in RANGE_ENDS:
            for ranges in self._moves.values():
                ranges.pop(element.get(ID, ""), None)
        else:
            return False
        return True

    def _revision(self, element: etree._Element, kind: ChangeKind) -> Revision:
        move = next(reversed(self._moves.get(kind, {}).values()), "")
        return Revision(kind, element.get(AUTHOR, ""), element.get(DATE, ""), move)

    def _face(self, now: etree._Element | None) -> Face:
        properties = self._properties(now, "rPrChange", "rPr")
        return PLAIN if properties is None or not len(properties) else face_of(properties)
