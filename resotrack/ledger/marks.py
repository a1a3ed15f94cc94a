"""What a text itself proposes: its tracked changes and the brackets with a name, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resotrack.model import Change, Document, Proposal
from resotrack.model.record import Origin

_NO_WORDS = re.compile(r"[\[\]{}\s]*")
_MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One change that a text asks for, at one place."""

    origin: Origin
    paragraphs: tuple[str, ...]
    words: str
    """In one line, to be read: "in OP 7, replace “shall” by “should”"."""
    delegations: tuple[str, ...] = ()
    """Whose it is, as the text names them."""
    author: str = ""
    """Who made a tracked change, as Word names them."""
    date: str = ""


def marks(document: Document) -> tuple[Mark, ...]:
    """Every tracked change and every bracket with a name, in the order of the text.

    Deleted and inserted words that touch are one change, and so are the two ends of a move. A
    tracked change that only sets signs around words, or writes a bracket with a name, is told by
    the bracket.
    """
    order = {name: n for n, name in enumerate(document.by_id)}
    found = [
        *_tracked(document.changes, document.proposals),
        *(_bracket(one) for one in document.proposals if one.delegations),
    ]
    # A stable sort: within a paragraph tracked changes come first, each kind in its own order.
    return tuple(sorted(found, key=lambda mark: order.get(mark.paragraphs[0], len(order))))


def _tracked(changes: Sequence[Change], brackets: Sequence[Proposal]) -> Iterator[Mark]:
    moves = {c.move: c for c in changes if c.kind == "move_to" and c.move}
    own = [c for c in changes if not _told_by_bracket(c, brackets)]
    group: list[Change] = []
    for change in own:
        if change.kind in ("move_from", "move_to"):
            continue
        if group and not _touch(group[-1], change):
            yield _mark(group)
            group = []
        group.append(change)
    if group:
        yield _mark(group)
    for change in own:
        if change.kind != "move_from":
            continue
        to = moves.get(change.move)
        where = f" to {_said(to.paragraph)}" if to else ""
        yield Mark(
            origin="tracked change",
            paragraphs=(to.paragraph if to else change.paragraph,),
            words=f"move {_quoted(change.words)}{where}",
            delegations=(change.delegation,) if change.delegation else (),
            author=change.author,
            date=change.time[:10],
        )


def _told_by_bracket(change: Change, brackets: Sequence[Proposal]) -> bool:
    if _NO_WORDS.fullmatch(change.words):
        return True
    return change.kind == "insert" and any(
        one.paragraph == change.paragraph
        and one.delegations
        and change.start < one.end
        and one.start < change.end
        for one in brackets
    )


def _touch(one: Change, other: Change) -> bool:
    return (
        (one.paragraph, one.author, one.in_note) == (other.paragraph, other.author, other.in_note)
        and not (one.whole or other.whole)
        and one.end == other.start
    )


def _mark(group: Sequence[Change]) -> Mark:
    first = group[0]
    gone = " ".join("".join(c.words for c in group if c.kind == "delete").split())
    come = " ".join("".join(c.words for c in group if c.kind == "insert").split())
    place = _said(first.paragraph)
    if first.whole:
        words = f"delete the paragraph {_quoted(gone)}" if gone else f"add {place}: {_quoted(come)}"
    elif gone and come:
        words = f"in {place}, replace {_quoted(gone)} by {_quoted(come)}"
    elif gone:
        words = f"in {place}, delete {_quoted(gone)}"
    else:
        words = f"in {place}, insert {_quoted(come)}"
    return Mark(
        origin="tracked change",
        paragraphs=(first.paragraph,),
        words=words,
        delegations=(first.delegation,) if first.delegation else (),
        author=first.author,
        date=first.time[:10],
    )


def _bracket(proposal: Proposal) -> Mark:
    place, words = _said(proposal.paragraph), _quoted(proposal.words)
    match proposal.kind:
        case "insert":
            told = f"in {place}, insert {words}"
        case "delete":
            told = f"in {place}, delete {words}"
        case "keep":
            told = f"in {place}, keep {words}"
        case "move":
            told = f"{place}: {proposal.words}"
        case "replace" | "alternative":
            instead = f" instead of {_quoted(proposal.instead_of)}" if proposal.instead_of else ""
            told = f"in {place}, {words}{instead}"
        case _:
            told = f"{place}: {proposal.words}"
    return Mark(
        origin="bracket",
        paragraphs=(proposal.paragraph, *proposal.also),
        words=told,
        delegations=proposal.delegations,
    )


def _said(paragraph: str) -> str:
    """An id as it is said: "OP 7 bis", "PP 3"."""
    found = re.fullmatch(r"(pp|op)(\d+)((?:bis|ter|quater|alt)*)(.*)", paragraph)
    if not found:
        return paragraph
    kind, number, suffix, rest = found.groups()
    return " ".join(part for part in (kind.upper(), number, suffix, rest) if part)


def _quoted(words: str) -> str:
    said = " ".join(words.split())
    return f"“{said if len(said) <= _MOST else said[: _MOST - 1].rstrip() + '…'}”"
