"""Tracked changes of one paragraph, taken back: the words before them, and each change as an edit.

Changes lie beside the final text (`Document.changes`). Laid out in order they give the text that
stood there before, and where in it each of them is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from resotrack.model import Change, Paragraph


@dataclass(slots=True, kw_only=True)
class Edit:
    """Words of one author: what they took out of the text before, and what they put in."""

    author: str
    start: int
    end: int
    new: str = ""
    inner: list[Edit] = field(default_factory=list)
    """What others did to the new words: offsets into `new`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A paragraph as it was before its tracked changes."""

    text: str
    edits: tuple[Edit, ...]


def undone(paragraph: Paragraph, changes: Sequence[Change]) -> Undone:
    """The text of a paragraph before its changes, and the changes as edits of that text.

    `changes`: those of this paragraph in their order. Changes of whole paragraphs, of notes and of
    paragraph marks are passed over.
    """
    text, at = paragraph.text, 0
    kept: list[str] = []
    length = 0
    steps: list[_Step] = []
    own = [c for c in changes if not c.whole and not c.in_note and c.words != "\n"]
    skip = False
    for change, following in pairwise([*own, None]):
        if change is None or skip:
            skip = False
            continue
        if change.start > at:
            kept.append(text[at : change.start])
            length += change.start - at
            at = change.start
        if change.kind in ("insert", "move_to"):
            if change.start == change.end:
                # Put in by one and taken out again by another.
                gone = following is not None and (following.start, following.end) == (at, at)
                skip = gone and following is not None and following.words == change.words
                by = following.author if skip and following is not None else change.author
                if by != change.author:
                    steps.append(_Step(change.author, length, new=change.words, gone_by=by))
                continue
            steps.append(_Step(change.author, length, new=text[change.start : change.end]))
            at = change.end
        else:
            kept.append(change.words)
            steps.append(_Step(change.author, length, old=len(change.words)))
            length += len(change.words)
    kept.append(text[at:])
    before = "".join(kept)
    edits = tuple(_whole_words(before, list(_edits(steps))))
    return Undone(text=before, edits=edits)


@dataclass(frozen=True, slots=True)
class _Step:
    author: str
    at: int
    """Where in the text before."""
    old: int = 0
    """How many characters it took out."""
    new: str = ""
    gone_by: str = ""
    """Who took the new words out again."""


def _edits(steps: Sequence[_Step]) -> Iterator[Edit]:
    """Neighbouring steps of one author are one edit."""
    found: list[Edit] = []
    for _, group in groupby(steps, key=lambda step: (step.at, bool(step.old))):
        run = list(group)
        if run[0].old:
            (step,) = run
            found.append(Edit(author=step.author, start=step.at, end=step.at + step.old))
        elif run[0].author == run[-1].author:
            found.append(_put_in(run, run[0].author))
        else:
            found += [_put_in([step], step.author) for step in run]
    joined: list[Edit] = []
    for edit in found:
        last = joined[-1] if joined else None
        if last and last.author == edit.author and last.end == edit.start:
            inner = [_shifted(one, len(last.new)) for one in edit.inner]
            joined[-1] = Edit(
                author=edit.author,
                start=last.start,
                end=edit.end,
                new=last.new + edit.new,
                inner=[*last.inner, *inner],
            )
        else:
            joined.append(edit)
    yield from (edit for edit in joined if edit.new or edit.end > edit.start)


def _put_in(run: Sequence[_Step], author: str) -> Edit:
    """What one author put in at one place, with what others did in the middle of it."""
    edit = Edit(author=author, start=run[0].at, end=run[0].at)
    for step in run:
        at = len(edit.new)
        if step.author != author:
            edit.inner.append(Edit(author=step.author, start=at, end=at, new=step.new))
            continue
        edit.new += step.new
        if step.gone_by:
            edit.inner.append(Edit(author=step.gone_by, start=at, end=len(edit.new)))
    return edit


def _shifted(edit: Edit, by: int) -> Edit:
    return Edit(author=edit.author, start=edit.start + by, end=edit.end + by, new=edit.new)


def _whole_words(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Edits in the middle of a word take the whole word, where no other edit stands in it."""
    for n, edit in enumerate(edits):
        first = edits[n - 1].end if n else 0
        last = edits[n + 1].start if n + 1 < len(edits) else len(text)
        start, end = edit.start, edit.end
        if edit.new.isspace() or edit.inner:
            yield edit
            continue
        old = text[start:end]
        if start > first and _within_word(text[start - 1], old[:1], edit.new[:1]):
            while start > first and text[start - 1].isalnum():
                start -= 1
        if end < last and _within_word(text[end], old[-1:], edit.new[-1:]):
            while end < last and text[end].isalnum():
                end += 1
        new = text[start : edit.start] + edit.new + text[edit.end : end]
        yield Edit(author=edit.author, start=start, end=end, new=new)


def _within_word(beside: str, old: str, new: str) -> bool:
    """Whether a change goes on from the letter or figure beside it."""
    return beside.isalnum() and (old.isalnum() or new.isalnum())
