"""What lies beside a text when the text is amended: notes, tracked changes, remarks, brackets.

Beside a paragraph that no amendment touches it stays as it is. In one whose words change it moves
along; what lay on words that are gone is dropped, and a notice says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from resotrack.model import Bracket, Change, Comment, Document, Note, Notice, Paragraph
from resotrack.read.brackets import bracketed

LOST = "amended-away"
"""The code of the notices that tell what was dropped."""
Shift = tuple[int, int, int]
"""(start, end, how much longer the text became there) of one edit of the old text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What became of the paragraphs of a text."""

    ids: Mapping[str, str]
    """For each paragraph and heading that is still there, its id now."""
    shifts: Mapping[str, Sequence[Shift]]
    """For each one whose words were changed, the edits in their order. By old ids, all of this."""
    rewritten: frozenset[str] = frozenset()
    """Those with a wholly new text."""

    def place(self, paragraph: str, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of an old paragraph stands now; None where its words are gone."""
        if paragraph in self.rewritten:
            return None
        return moved(start, end, self.shifts.get(paragraph, ()))


def moved(start: int, end: int, shifts: Sequence[Shift]) -> tuple[int, int] | None:
    """Where a stretch stands after some edits; None where one of them cut into it or took it out.

    What is put in at the edge of a stretch is no part of it.
    """
    new_start, new_end = start, end
    for first, last, by in shifts:
        if first < last and start < last and first < end:
            return None
        before = last <= start and not first == last == start == end
        inside = first == last and start < first < end
        new_start += by if before else 0
        new_end += by if before or inside else 0
    return new_start, new_end


def moved_note(note: Note, shifts: Sequence[Shift]) -> Note | None:
    """A note where it stands now; None where the words around it were taken out."""
    place = moved(note.position, note.position, shifts)
    return None if place is None else replace(note, position=place[0])


def carry_over(before: Document, after: Document, moves: Moves) -> Document:
    """The amended text with what lay beside the old one, and notices of what is lost."""
    lost: list[Notice] = []
    changes = tuple(_changes(before, moves, lost))
    comments = tuple(_comments(before, after, moves, lost))
    _lost_notes(before, moves, lost)
    notices = tuple(_renamed(notice, moves) for notice in before.notices)
    after = replace(after, changes=changes, comments=comments, proposals=())
    if not _has_brackets(before) and not _has_brackets(after):
        return replace(after, notices=(*notices, *lost))
    # A heading that is new has a name of its own on the way, and none in the text before.
    by_old = {now: old for old, now in moves.ids.items() if old in before.by_id}
    marked = replace(
        after,
        paragraphs=tuple(
            _by_hand(p, before, by_old.get(p.id, ""), moves) for p in after.paragraphs
        ),
        headings=tuple(_by_hand(h, before, by_old.get(h.id, ""), moves) for h in after.headings),
        notices=(),
    )
    read = bracketed(marked)
    others = tuple(notice for notice in notices if notice.code != "brackets")
    return replace(read, notices=(*others, *read.notices, *lost))


def _has_brackets(document: Document) -> bool:
    return any("[" in p.text or p.brackets for p in (*document.headings, *document.paragraphs))


def _changes(before: Document, moves: Moves, lost: list[Notice]) -> Iterator[Change]:
    known = before.by_id
    for change in before.changes:
        if change.paragraph not in known:
            yield change
            continue
        place = moves.place(change.paragraph, change.start, change.end)
        if change.paragraph not in moves.ids or place is None:
            words = change.words.strip() or "a paragraph mark"
            by = f" by {change.author}" if change.author else ""
            lost.append(_gone(f"a tracked change{by} (“{_short(words)}”)", change.paragraph))
            continue
        yield replace(change, paragraph=moves.ids[change.paragraph], start=place[0], end=place[1])


def _comments(
    before: Document, after: Document, moves: Moves, lost: list[Notice]
) -> Iterator[Comment]:
    """No remark is dropped: one whose paragraph or words are gone stands beside the text."""
    known = before.by_id
    for comment in before.comments:
        if comment.paragraph not in known:
            yield comment
            continue
        now = moves.ids.get(comment.paragraph, "")
        if not now or (comment.anchor and comment.anchor not in after.by_id[now].text):
            by = f" by {comment.author}" if comment.author else ""
            what = f"the words of a remark{by} (“{_short(comment.text)}”)"
            lost.append(_gone(what, comment.paragraph, "it stays beside the text"))
        yield replace(comment, paragraph=now)


def _lost_notes(before: Document, moves: Moves, lost: list[Notice]) -> None:
    for paragraph in (*before.headings, *before.paragraphs):
        for note in paragraph.notes:
            place = moves.place(paragraph.id, note.position, note.position)
            if paragraph.id in moves.ids and place is None:
                lost.append(_gone(f"footnote {note.marker}", paragraph.id))


def _by_hand(paragraph: Paragraph, before: Document, old: str, moves: Moves) -> Paragraph:
    """A paragraph with the stretches that were struck out or added by hand, where they are now."""
    if not old:
        return replace(paragraph, brackets=())
    faces = []
    for face in _faces(before.by_id[old]):
        place = moves.place(old, face.start, face.end)
        if place is not None:
            start, end = place
            faces.append(replace(face, start=start, end=end, words_start=start, words_end=end))
    return replace(paragraph, brackets=tuple(faces))


def _faces(paragraph: Paragraph) -> Iterator[Bracket]:
    """What the source set by hand, as the reader found it before the brackets were read."""
    for bracket in paragraph.brackets:
        if bracket.face:
            yield Bracket(
                kind="deletion" if bracket.face == "struck" else "addition",
                start=bracket.words_start,
                end=bracket.words_end,
                words_start=bracket.words_start,
                words_end=bracket.words_end,
                face=bracket.face,
            )


def _renamed(notice: Notice, moves: Moves) -> Notice:
    return replace(notice, where=moves.ids.get(notice.where, notice.where))


def _gone(what: str, paragraph: str, then: str = "it is dropped") -> Notice:
    return Notice(
        code=LOST,
        message=f"an amendment took out {what}: {then}.",
        where=paragraph,
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + " …"
