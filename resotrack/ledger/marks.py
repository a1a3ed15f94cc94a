"""What a text itself proposes: its tracked changes and the brackets with a name, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resotrack.model import Change, Document, Proposal
from resotrack.model.amendment import Action, Instruction, Target
from resotrack.model.record import Origin

_NO_WORDS = re.compile(r"[\[\]{}\s]*")
_MOST = 300
_MOSTLY = 0.6
"""The share of a new paragraph from which on a bracket in it is all of it."""
_ID = re.compile(r"(pp|op)(\d+)((?:bis|ter|quater|alt)*)((?:\([a-z]+\))*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One change that a text asks for, at one place."""

    origin: Origin
    paragraphs: tuple[str, ...]
    words: str
    """In one line, to be read: "in OP 7, replace “shall” by “should”"."""
    instructions: tuple[Instruction, ...] = ()
    """The same as an instruction, where it is one."""
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
        *_tracked(document),
        *(mark for one in document.proposals if (mark := _signed(one, document)) is not None),
    ]
    # A stable sort: within a paragraph tracked changes come first, each kind in its own order.
    return tuple(sorted(found, key=lambda mark: order.get(mark.paragraphs[0], len(order))))


def _tracked(document: Document) -> Iterator[Mark]:
    moves = {c.move: c for c in document.changes if c.kind == "move_to" and c.move}
    own = [c for c in document.changes if not _told_by_bracket(c, document)]
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
        where = f" to {said(to.paragraph)}" if to else ""
        yield Mark(
            origin="tracked change",
            paragraphs=(to.paragraph if to else change.paragraph,),
            words=f"move {_quoted(change.words)}{where}",
            instructions=(_instruction("move_paragraph", to.paragraph if to else ""),),
            delegations=(change.delegation,) if change.delegation else (),
            author=change.author,
            date=change.time[:10],
        )


def _told_by_bracket(change: Change, document: Document) -> bool:
    """Whether a change only sets signs, writes a remark, or writes what a bracket tells better."""
    if _NO_WORDS.fullmatch(change.words):
        return True
    if change.kind != "insert":
        return False
    if change.whole:
        return any(
            one.paragraph == change.paragraph
            and one.kind == "insert"
            and len(one.words) >= _MOSTLY * (change.end - change.start)
            for one in document.proposals
        )
    paragraph = document.by_id.get(change.paragraph)
    remarks = [b for b in paragraph.brackets if not b.is_open] if paragraph else []
    if any(b.start <= _first(change) and change.end <= b.end for b in remarks):
        return True
    return any(
        one.paragraph == change.paragraph and change.start < one.end and one.start < change.end
        for one in document.proposals
        if not one.whole
    )


def _first(change: Change) -> int:
    """Where the words of a change begin, past the white space before them."""
    return change.start + len(change.words) - len(change.words.lstrip())


def _signed(proposal: Proposal, document: Document) -> Mark | None:
    """A bracket with a name, or one that somebody wrote under tracked changes; None for others."""
    if proposal.delegations:
        return _bracket(proposal)
    for change in document.changes:
        inside = change.start <= proposal.start and proposal.end <= change.end
        own = change.kind == "insert" and change.paragraph == proposal.paragraph
        if own and inside and not (change.whole or proposal.whole):
            name = (change.delegation,) if change.delegation else ()
            made = _bracket(proposal)
            return replace(made, delegations=name, author=change.author, date=change.time[:10])
    return None


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
    place = said(first.paragraph)
    action: Action = "replace_words"
    if not (gone and come):
        action = "delete_words" if gone else "insert_words"
    if first.whole:
        action = "delete_paragraph" if gone else "insert_paragraph"
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
        instructions=(_instruction(action, first.paragraph, gone, come),),
        delegations=(first.delegation,) if first.delegation else (),
        author=first.author,
        date=first.time[:10],
    )


def _bracket(proposal: Proposal) -> Mark:
    place, words = said(proposal.paragraph), _quoted(proposal.words)
    meant: tuple[Instruction, ...] = ()
    own, base = proposal.words, proposal.instead_of
    match proposal.kind:
        case "insert":
            told = f"in {place}, insert {words}"
            meant = (_instruction("insert_words", proposal.paragraph, "", own),)
        case "delete":
            told = f"in {place}, delete {words}"
            meant = (_instruction("delete_words", proposal.paragraph, own),)
        case "keep":
            told = f"in {place}, keep {words}"
        case "move":
            told = f"{place}: {proposal.words}"
        case "replace" | "alternative":
            instead = f" instead of {_quoted(proposal.instead_of)}" if proposal.instead_of else ""
            meant = (_instruction("replace_words", proposal.paragraph, base, own),)
            told = f"in {place}, {words}{instead}"
        case _:
            told = f"{place}: {proposal.words}"
    return Mark(
        origin="bracket",
        paragraphs=(proposal.paragraph, *proposal.also),
        words=told,
        instructions=meant,
        delegations=proposal.delegations,
    )


def _instruction(action: Action, paragraph: str, old: str = "", new: str = "") -> Instruction:
    return Instruction(action=action, target=_target(paragraph), old=old, new=new)


def _target(paragraph: str) -> Target:
    """An id as an instruction names it."""
    found = _ID.fullmatch(paragraph)
    if not found:
        return Target()
    kind, number, suffix, rest = found.groups()
    return Target(kind="pp" if kind == "pp" else "op", number=number + suffix, sub=rest)


def said(paragraph: str) -> str:
    """A paragraph's id as it is said: "OP 7 bis", "PP 3"."""
    found = _ID.fullmatch(paragraph)
    if not found:
        return paragraph
    kind, number, suffix, rest = found.groups()
    return " ".join(part for part in (kind.upper(), number, suffix, rest) if part)


def _quoted(words: str) -> str:
    said = " ".join(words.split())
    return f"“{said if len(said) <= _MOST else said[: _MOST - 1].rstrip() + '…'}”"
