"""One line of a view to a text with standoff: notes, tracked changes, comment anchors, the lead.

The text is built piece by piece and white space is folded on the way, so that every offset is an
offset into the finished text. Tracked changes are only told of the final view:

- words inserted or moved here: the stretch of the text that they are; words deleted or moved away:
  zero width, at the place where they stood;
- one author's adjacent stretches of one kind are one change (with the time of the first);
- a paragraph mark that was inserted or deleted by itself (a paragraph split or joined) is a change
  of its own with the words "\\n"; a mark that goes with its whole paragraph only makes that
  change `whole`;
- words inserted by one and deleted by another give two changes of zero width at one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from resotrack.model import BracketFace, Change
from resotrack.model.document import ChangeKind
from resotrack.read._word_model import ARRIVING, Piece, Revision, View, WordParagraph
from resotrack.read._word_styles import Look, Styles
from resotrack.read._word_view import Line
from resotrack.read.blocks import Faced
from resotrack.read.leads import lead_of
from resotrack.read.spaces import fold_spaces

_MARKS = re.compile(r"[\d*†‡,\s]*")
_MARK = re.compile(r"\d{1,3}|[*†‡]+")
# After these a raised figure is an exponent or a charge, not the mark of a footnote.
_UNIT_END = re.compile(r"(?:^|[\s\d(])(?:m|km|cm|mm|ha|CO|NO|SO)$")
_Key = tuple[ChangeKind, str, str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The begin, end or mark of a comment, at an offset of the text."""

    kind: str
    ref: str
    offset: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark at an offset. `ref` is "" for a mark that was typed as raised figures."""

    kind: str
    ref: str
    custom: str
    offset: int
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A line as text, and what stands beside the text."""

    text: str
    lead: str
    marks: tuple[Mark, ...]
    lost: tuple[Mark, ...]
    """The marks that the view does not show."""
    changes: tuple[Change, ...]
    anchors: tuple[Anchor, ...]
    faces: tuple[Faced, ...]
    skipped: tuple[str, ...]
    hidden: str
    """Words formatted as hidden: nobody sees them in print, so they are no part of the text."""


def compose(lines: Sequence[tuple[str, Line]], context: Context) -> Composed:
    """Put together the text of a line, or of several with words between (a row of a table)."""
    composer = _Composer(context)
    for separator, line in lines:
        composer.separate(separator)
        for paragraph in line.paragraphs:
            composer.paragraph(paragraph)
    return composer.finish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What composing needs to know beyond the line itself."""

    view: View
    styles: Styles
    joints: frozenset[int]
    """The paragraphs (by `id`) whose mark was inserted or deleted by itself."""


def context_of(paragraphs: Sequence[WordParagraph], styles: Styles, view: View) -> Context:
    joints: dict[int, int] = {}
    last_of: dict[int, WordParagraph] = {}
    for paragraph in paragraphs:
        if (last := last_of.get(paragraph.stretch)) and _takes_mark_before(paragraph):
            joints.pop(id(last), None)
        last_of[paragraph.stretch] = paragraph
        if paragraph.mark and _has_words(paragraph) and not _whole_keys(paragraph):
            joints[id(paragraph)] = 1
    return Context(view=view, styles=styles, joints=frozenset(joints))


def _takes_mark_before(paragraph: WordParagraph) -> bool:
    """Whether the mark before belongs to the coming or going of this whole paragraph."""
    own = {_side(revision.kind) for revision in paragraph.mark}
    free = {_side(revision.kind) for revision in paragraph.before} - own
    if not _has_words(paragraph):
        return bool(free)
    return any(_side(key[0]) in free for key in _whole_keys(paragraph))


def _side(kind: ChangeKind) -> bool:
    return kind in ARRIVING


@dataclass(slots=True)
class _Draft:
    """A change that is still growing."""

    key: _Key
    time: str
    start: int
    end: int
    raw: str
    whole: bool


class _Composer:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._view: View = context.view
        self._parts: list[str] = []
        self._length = 0
        self._ends_open = False
        """Whether the text is not empty and does not end in a space."""
        self._spans: list[tuple[int, int, bool, bool]] = []
        self._marks: list[Mark] = []
        self._lost: list[Mark] = []
        self._anchors: list[Anchor] = []
        self._faces: list[Faced] = []
        self._skipped: list[str] = []
        self._hidden: list[str] = []
        self._drafts: list[_Draft] = []
        self._growing: dict[_Key, _Draft] = {}
        self._raised: list[str] = []

    def separate(self, text: str) -> None:
        self._flush_raised()
        self._growing = {}
        if text:
            self._add(text, italic=False, bold=False)

    def paragraph(self, paragraph: WordParagraph) -> None:
        """Add the pieces of one paragraph."""
        whole = _whole_keys(paragraph) if self._view.final else frozenset()
        self._growing = {}
        begin = self._length
        for piece in paragraph.pieces:
            self._piece(piece, paragraph, whole)
        self._flush_raised()
        for draft in self._growing.values():
            if draft.whole and draft.key[0] in ARRIVING:
                draft.start, draft.end = begin, self._length
        self._growing = {}
        if self._view.final and id(paragraph) in self._context.joints:
            for revision in paragraph.mark:
                self._change(revision, "\n", self._length, self._length, whole=False)
            self._growing = {}

    def _piece(self, piece: Piece, paragraph: WordParagraph, whole: frozenset[_Key]) -> None:
        visible = self._view.shows(piece.revisions)
        if piece.kind != "text":
            if piece.kind.startswith("comment"):
                self._flush_raised()
                self._anchors.append(Anchor(piece.kind, piece.ref, self._length))
            elif piece.kind in ("footnote", "endnote"):
                self._flush_raised()
                mark = Mark(piece.kind, piece.ref, piece.text, self._length, piece.revisions)
                (self._marks if visible else self._lost).append(mark)
            elif visible and piece.kind == "skipped":
                self._skipped.append(piece.text)
            return
        look = self._context.styles.look(paragraph.style, piece.face)
        start = self._length
        if visible and look.hidden:
            self._hidden.append(piece.text)
            return
        if visible and look.raised and _MARKS.fullmatch(piece.text):
            self._raised.append(piece.text)
        elif visible:
            self._flush_raised()
            start = self._add(piece.text, italic=look.italic, bold=look.bold)
            if (face := _face(look)) and start < self._length:
                self._faces.append(Faced(start=start, end=self._length, face=face))
        if self._view.final:
            self._tell(piece, start, whole)

    def _tell(self, piece: Piece, start: int, whole: frozenset[_Key]) -> None:
        """Note the changes that a piece of text stands under."""
        keys = {_key(revision) for revision in piece.revisions}
        # What takes in the whole paragraph is one change, whatever was edited inside it.
        self._growing = {
            key: draft for key, draft in self._growing.items() if key in keys or draft.whole
        }
        told: set[_Key] = set()
        for revision in piece.revisions:
            key = _key(revision)
            if key not in told:
                told.add(key)
                self._change(revision, piece.text, start, self._length, whole=key in whole)

    def _change(self, revision: Revision, words: str, start: int, end: int, *, whole: bool) -> None:
        key = _key(revision)
        draft = self._growing.get(key)
        if draft is None:
            draft = _Draft(key, revision.time, start, end, words, whole)
            self._growing[key] = draft
            self._drafts.append(draft)
        else:
            draft.end, draft.raw = end, draft.raw + words

    def _add(self, text: str, *, italic: bool, bold: bool) -> int:
        """Append words with white space folded. Returns the offset where they begin."""
        folded = _fold(text)
        if not self._ends_open:
            folded = folded.removeprefix(" ")
        start = self._length
        if folded:
            self._parts.append(folded)
            self._length += len(folded)
            self._ends_open = not folded.endswith(" ")
            self._spans.append((start, self._length, italic, bold))
        return start

    def _flush_raised(self) -> None:
        """Raised figures are the marks of footnotes, unless they are an exponent."""
        if not self._raised:
            return
        typed, self._raised = "".join(self._raised), []
        if _UNIT_END.search("".join(self._parts[-3:])[-8:]) or not _MARK.search(typed):
            self._add(typed, italic=False, bold=False)
            return
        self._marks.extend(
            Mark("typed", "", custom, self._length) for custom in _MARK.findall(typed)
        )

    def finish(self) -> Composed:
        self._flush_raised()
        text = "".join(self._parts).rstrip(" ")
        end = len(text)
        return Composed(
            text=text,
            lead=lead_of(text, self._spans),
            marks=tuple(m if m.offset <= end else replace(m, offset=end) for m in self._marks),
            lost=tuple(m if m.offset <= end else replace(m, offset=end) for m in self._lost),
            changes=tuple(c for d in self._drafts if (c := _finished(d, text)) is not None),
            anchors=tuple(a if a.offset <= end else replace(a, offset=end) for a in self._anchors),
            faces=tuple(replace(f, end=min(f.end, end)) for f in self._faces if f.start < end),
            skipped=tuple(self._skipped),
            hidden=fold_spaces("".join(self._hidden)),
        )


def _face(look: Look) -> BracketFace:
    """The one face of words that may have several: what is struck out in bold is struck out."""
    return (
        "struck"
        if look.struck
        else "bold"
        if look.bold
        else "underlined"
        if look.underlined
        else ""
    )


def _fold(text: str) -> str:
    """White space folded as everywhere, but kept at the ends: the next piece may need it."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return fold_spaces(f"|{text}|")[1:-1]


def _key(revision: Revision) -> _Key:
    return revision.kind, revision.author, revision.move


def _has_words(paragraph: WordParagraph) -> bool:
    return any(piece.kind == "text" and piece.text.strip() for piece in paragraph.pieces)


def _whole_keys(paragraph: WordParagraph) -> frozenset[_Key]:
    """The changes that take in a whole paragraph."""
    return _of_all_words(paragraph) | _moved_keys(paragraph)


def _of_all_words(paragraph: WordParagraph) -> frozenset[_Key]:
    """The changes of all the words of a paragraph and of a mark.

    The mark is its own, or that of the paragraph before: who presses Enter at the end of a
    paragraph and types a new one leaves the inserted mark there.
    """
    keys: set[_Key] | None = None
    for piece in paragraph.pieces:
        if piece.kind == "text" and piece.text.strip():
            own = {_key(revision) for revision in piece.revisions}
            keys = own if keys is None else keys & own
            if not keys:
                return frozenset()
    marks = (*paragraph.held, *paragraph.mark, *paragraph.before)
    marked = {_side(revision.kind) for revision in marks}
    return frozenset(key for key in keys or () if _side(key[0]) in marked)


def _moved_keys(paragraph: WordParagraph) -> frozenset[_Key]:
    """The moves that take in a whole paragraph, though it was edited where it now stands: its mark
    was moved, and what was not moved in it was inserted or deleted."""
    moves = {r.kind for r in (*paragraph.held, *paragraph.mark, *paragraph.before)}
    moves &= {"move_from", "move_to"}
    if not moves:
        return frozenset()
    words = [p for p in paragraph.pieces if p.kind == "text" and p.text.strip()]
    if not all(piece.revisions for piece in words):
        return frozenset()
    keys = {_key(r) for piece in words for r in piece.revisions if r.kind in moves}
    return frozenset(keys) if len(keys) == 1 else frozenset()


def _finished(draft: _Draft, text: str) -> Change | None:
    start, end = min(draft.start, len(text)), min(draft.end, len(text))
    words = text[start:end]
    if not words:
        words = "\n" if draft.raw == "\n" else _fold(draft.raw)
        words = words.strip() if draft.whole else words
    kind, author, move = draft.key
    if not words:
        return None
    return Change(
        kind=kind,
        paragraph="",
        start=start,
        end=end,
        words=words,
        whole=draft.whole,
        author=author,
        time=draft.time,
        move=move,
    )
