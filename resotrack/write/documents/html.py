"""One text as a page: as its source has it, with what is open, what was changed and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from resotrack.model import Change, Comment, Document, Note, Paragraph
from resotrack.write import view
from resotrack.write.documents.view import Annex, items, marks
from resotrack.write.pages import page
from resotrack.write.view import MarkedRun, Remark

_CHOICES = (
    ("Whole text", ""),
    ("Open brackets", "open"),
    ("Proposals", "proposed"),
    ("Tracked changes", "tracked"),
    ("Comments", "comment"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A paragraph or heading, ready to be laid out."""

    paragraph: Paragraph
    name: str
    rtl: bool
    pieces: tuple[MarkedRun | Note, ...]
    """The words in order, each footnote mark where it stands."""
    remarks: tuple[tuple[str, Remark], ...]
    """ "?" for what is proposed, "±" for what was changed, "“" for a comment."""
    tokens: tuple[str, ...]
    whose: str


def to_html(document: Document) -> str:
    """A whole HTML document with everything that `resotrack show` tells, footnotes and comments."""
    shown = tuple(_items(document))
    paragraphs = [one for one in shown if isinstance(one, _Shown) and one.name]
    return page(
        "document",
        script="report.js",
        known=view.facts(document),
        document=document,
        items=shown,
        paragraphs=paragraphs,
        counts=tuple(_counts(document)),
        sponsors=", ".join(map(str, document.sponsors)) if len(document.sponsors) > 1 else "",
        choices=[
            (label, token)
            for label, token in _CHOICES
            if not token or any(token in one.tokens for one in paragraphs)
        ],
        note=lambda piece: isinstance(piece, Note),
        annex=lambda item: isinstance(item, Annex),
    )


def _items(document: Document) -> Iterator[_Shown | Annex]:
    proposals, changes = view.proposals_told(document), view.changes_told(document)
    whose = view.delegations_of(document)
    tracked: dict[str, list[Change]] = {}
    for change in document.changes:
        tracked.setdefault(change.paragraph, []).append(change)
    comments: dict[str, list[Comment]] = {}
    for comment in document.comments:
        comments.setdefault(comment.paragraph, []).append(comment)
    for item in items(document):
        if isinstance(item, Annex):
            yield item
            continue
        name = item.id
        own = [change for change in tracked.get(name, ()) if not change.in_note]
        remarks = (
            *(("?", remark) for remark in proposals.get(name, ())),
            *(("±", remark) for remark in changes.get(name, ())),
            *(("“", _said(comment)) for comment in comments.get(name, ())),
        )
        yield _Shown(
            paragraph=item,
            name="" if item.kind == "heading" else view.paragraph_name(name),
            rtl=view.is_rtl(item.text),
            pieces=tuple(_with_notes(view.marked_runs(item, own), marks(item))),
            remarks=remarks,
            tokens=tuple(_tokens(item, {sign for sign, _ in remarks})),
            whose="|".join(one.replace("|", "/") for one in whose.get(name, ())),
        )


def _said(comment: Comment) -> Remark:
    about = f"on “{' '.join(comment.anchor.split())}”: " if comment.anchor.strip() else ""
    return Remark(comment.author, f"{about}{comment.text}")


def _tokens(paragraph: Paragraph, signs: set[str]) -> Iterator[str]:
    if paragraph.open_brackets:
        yield "open"
    for sign, token in (("?", "proposed"), ("±", "tracked"), ("“", "comment")):
        if sign in signs:
            yield token


def _with_notes(
    runs: Iterable[MarkedRun], notes: Sequence[tuple[int, Note]]
) -> Iterator[MarkedRun | Note]:
    """The runs, parted where footnotes are marked."""
    waiting = list(reversed(notes))
    at = 0
    for run in runs:
        text = run.text
        while not run.gone and waiting and waiting[-1][0] <= at + len(text):
            place, note = waiting.pop()
            if place > at:
                yield MarkedRun(text[: place - at], run.kinds)
                text = text[place - at :]
                at = place
            yield note
        if text:
            yield MarkedRun(text, run.kinds, run.gone, run.away)
            at += 0 if run.gone else len(text)
    yield from (note for _, note in reversed(waiting))


def _counts(document: Document) -> Iterator[tuple[int, str]]:
    for count, thing in (
        (len(document.preamble), "preambular paragraph"),
        (len(document.operative), "operative paragraph"),
        (sum(document.open_brackets.values()), "open bracket"),
        (len(document.proposals), "proposal"),
        (len(document.changes), "tracked change"),
        (len(document.comments), "comment"),
        (sum(len(p.notes) for p in document.paragraphs), "footnote"),
    ):
        yield count, f"{thing}{'s' * (count != 1)}"
