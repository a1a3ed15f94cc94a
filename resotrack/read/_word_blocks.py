"""Lines of a view to blocks: tables, numbers, notes, and where each change and comment belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from resotrack.model import Change, Comment, Notice
from resotrack.read._word_compose import Composed, Context, compose
from resotrack.read._word_model import LEAVING, WordParagraph
from resotrack.read._word_notes import Notes, Remark
from resotrack.read._word_numbering import Numbering
from resotrack.read._word_view import Line, line_text
from resotrack.read.blocks import Block, BlockStyle

# A table that opens the document and is no larger than this is a masthead.
_MASTHEAD_ROWS = 5
_MASTHEAD_CELL = 200
_WHERE = 60
_LONGEST_QUOTE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the lines are read with."""

    context: Context
    numbering: Numbering
    notes: Notes
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The blocks of a text, and what was found on the way to them."""

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    notices: tuple[Notice, ...]


def blocks_of(lines: Sequence[Line], sources: Sources) -> Blocks:
    """Every line with words as a block; rows of tables of data as one block each."""
    builder = _Builder(sources, [line for line in lines if not line.gone])
    words_seen = False
    for table, group in groupby(lines, key=_table):
        members = list(group)
        if table is None:
            for line in members:
                words_seen = builder.line(line) or words_seen
        elif _is_grid(members, sources.context, leading=not words_seen):
            for _, row in groupby(members, key=_row):
                builder.row(list(row))
        else:
            for line in members:
                builder.line(line, "table")
    return builder.finish()


def _table(line: Line) -> int | None:
    cell = line.paragraphs[0].cell
    return cell[0] if cell else None


def _row(line: Line) -> int:
    cell = line.paragraphs[0].cell
    return cell[1] if cell else 0


def _column(line: Line) -> int:
    cell = line.paragraphs[0].cell
    return cell[2] if cell else 0


def _is_grid(lines: list[Line], context: Context, *, leading: bool) -> bool:
    """Whether a table holds data (two rows with two filled cells) or only lays out a page."""
    filled = {(_row(n), _column(n)) for n in lines if line_text(n, context.view).strip()}
    rows = Counter(row for row, _ in filled)
    short = all(len(line_text(line, context.view)) <= _MASTHEAD_CELL for line in lines)
    masthead = leading and short and len({_row(line) for line in lines}) <= _MASTHEAD_ROWS
    return not masthead and sum(1 for cells in rows.values() if cells > 1) > 1


class _Builder:
    """Collects blocks in order, and hands on what a line without words leaves behind."""

    def __init__(self, sources: Sources, lines: Sequence[Line]) -> None:
        """`lines` are those that remain in the view, as `Reading.lines` has them."""
        self._sources = sources
        self._blocks: list[Block] = []
        self._notices: list[Notice] = []
        self._changes: list[Change] = []
        """Of paragraphs that are gone: they go to the next block."""
        self._anchored: list[int] = []
        self._index = {remark.id: n for n, remark in enumerate(sources.remarks)}
        self._fastened: set[int] = set()
        self._lines = {id(line): n for n, line in enumerate(lines)}
        self._texts: list[str] = []
        self._quotes: dict[str, str] = {}
        self._open: dict[str, tuple[int, int]] = {}
        """The comments that have begun: in which line, and where in it."""
        self._unwritten: dict[str, int] = {}
        """Typed footnote marks whose note has not been seen, and the block that has them."""

    def line(self, line: Line, style: BlockStyle = "body") -> bool:
        """Add one line. Returns whether it has words."""
        if line.gone:
            return self._take(Block(text=""), compose([("", line)], self._sources.context))
        head = _head(line, self._sources.context)
        number = self._sources.numbering.next(head)
        by_name = self._sources.context.styles.rank(head.style)
        composed = compose([("", line)], self._sources.context)
        in_body = style == "body"
        block = Block(
            text=composed.text,
            lead=composed.lead if by_name == "body" else "",
            number=number,
            style=by_name if in_body else style,
            lines=(self._lines[id(line)],),
        )
        return self._take(block, composed)

    def row(self, lines: list[Line]) -> None:
        """Add a row of a table of data: its cells joined by " | "."""
        for line in lines:
            if line.gone:
                self.line(line)
        lines = [line for line in lines if not line.gone]
        joined: list[tuple[str, Line]] = []
        for column, cell in groupby(lines, key=_column):
            for place, line in enumerate(cell):
                number = self._sources.numbering.next(_head(line, self._sources.context))
                separator = " " if place else " | " if column and joined else ""
                joined.append((f"{separator}{number} " if number else separator, line))
        composed = compose(joined, self._sources.context)
        if composed.text.strip(" |"):
            own = tuple(self._lines[id(line)] for line in lines)
            self._take(Block(text=composed.text, style="table", lines=own), composed)
        else:
            self._take(Block(text="", style="table"), replace(composed, text=""))

    def _take(self, block: Block, composed: Composed) -> bool:
        notes = tuple(self._sources.notes.note(mark) for mark in composed.marks)
        if composed.marks or composed.lost:
            composed = replace(composed, changes=self._with_changed_notes(composed))
        self._follow(composed)
        for what, times in Counter(composed.skipped).items():
            self._notice("skipped", _left_out(what, times), composed.text)
        if composed.hidden:
            message = f"words formatted as hidden were left out: {composed.hidden[:200]!r}."
            self._notice("hidden-text", message, composed.text)
        if not composed.text:
            self._changes += [replace(c, start=0, end=0) for c in composed.changes]
            return False
        typed = bool(composed.marks) and composed.marks[0].kind == "typed"
        if typed and notes[0].position == 0 and self._is_note(notes[0].marker, composed.text):
            self._changes += [replace(c, start=0, end=0) for c in composed.changes]
            return True
        end = len(composed.text)
        # What was deleted whole after the last words belongs to the next block that remains.
        trailing = [c for c in composed.changes if _goes_on(c, end)]
        own = [c for c in composed.changes if not _goes_on(c, end)]
        self._blocks.append(
            replace(
                block,
                notes=notes,
                changes=(*self._changes, *own),
                anchored=tuple(self._anchored),
                faces=composed.faces,
            )
        )
        for mark, note in zip(composed.marks, notes, strict=True):
            if mark.kind == "typed" and not note.text:
                self._unwritten[note.marker] = len(self._blocks) - 1
        self._changes = [replace(c, start=0, end=0) for c in trailing]
        self._anchored = []
        return True

    def _with_changed_notes(self, composed: Composed) -> tuple[Change, ...]:
        """The changes of a line and those of its notes, in the order of their places."""
        context = self._sources.context
        if not context.view.final:
            return composed.changes
        of_notes = [
            change
            for mark in (*composed.marks, *composed.lost)
            for change in self._sources.notes.changes(mark, context.styles)
        ]
        if not of_notes:
            return composed.changes
        return tuple(sorted([*composed.changes, *of_notes], key=lambda change: change.start))

    def _is_note(self, marker: str, text: str) -> bool:
        """Whether a paragraph that begins with a raised mark is the note to an earlier one."""
        place = self._unwritten.pop(marker, None)
        if place is None:
            return False
        block = self._blocks[place]
        notes = tuple(
            replace(n, text=text) if n.marker == marker and not n.text else n for n in block.notes
        )
        self._blocks[place] = replace(block, notes=notes)
        return True

    def _follow(self, composed: Composed) -> None:
        """Keep track of the comments that begin, go on and end in a line."""
        here = len(self._texts)
        if composed.text:
            self._texts.append(composed.text)
        for anchor in composed.anchors:
            index = self._index.get(anchor.ref)
            if index is None:
                continue
            if anchor.kind == "comment-end":
                if anchor.ref in self._open:
                    first, start = self._open.pop(anchor.ref)
                    self._quotes[anchor.ref] = self._quote(first, start, here, anchor.offset)
                continue
            if anchor.kind == "comment-start":
                self._open[anchor.ref] = here, anchor.offset
            if index not in self._fastened:
                self._fastened.add(index)
                self._anchored.append(index)

    def _quote(self, first: int, start: int, last: int, end: int) -> str:
        """The words between two places, up to a length that still is a quotation."""
        quoted = ""
        for number in range(first, min(last + 1, len(self._texts))):
            text = self._texts[number]
            words = text[start if number == first else 0 : end if number == last else len(text)]
            quoted = f"{quoted} {words.strip()}".strip()
            if len(quoted) > _LONGEST_QUOTE:
                return quoted[: _LONGEST_QUOTE - 1].rstrip() + "…"
        return quoted

    def _notice(self, code: str, message: str, text: str) -> None:
        self._notices.append(Notice(code=code, message=message, where=_shortened(text)))

    def finish(self) -> Blocks:
        """What is still without a place goes to the last block."""
        if self._blocks and (self._changes or self._anchored):
            last = self._blocks[-1]
            end = len(last.text)
            left = [replace(change, start=end, end=end) for change in self._changes]
            self._blocks[-1] = replace(
                last, changes=(*last.changes, *left), anchored=(*last.anchored, *self._anchored)
            )
        return Blocks(
            blocks=tuple(self._blocks),
            comments=tuple(self._comments()),
            notices=tuple(self._notices),
        )

    def _comments(self) -> Iterator[Comment]:
        for remark in self._sources.remarks:
            quoted = self._quotes.get(remark.id, "")
            yield Comment(
                paragraph="",
                anchor=quoted,
                text=remark.text,
                author=remark.author,
                time=remark.time,
            )


def _goes_on(change: Change, end: int) -> bool:
    return change.whole and change.kind in LEAVING and change.start == end


def _head(line: Line, context: Context) -> WordParagraph:
    """The paragraph whose properties count: the first that still has words, else the last."""
    for paragraph in line.paragraphs:
        if any(p.kind == "text" and context.view.shows(p.revisions) for p in paragraph.pieces):
            return paragraph
    return line.paragraphs[-1]


def _left_out(what: str, times: int) -> str:
    verb = "was taken over as plain text" if what.startswith("unknown mark-up") else "was left out"
    return f"{what} {verb}{f' ({times} times)' if times > 1 else ''}."


def _shortened(text: str) -> str:
    return text if len(text) <= _WHERE else text[: _WHERE - 1].rstrip() + "…"
