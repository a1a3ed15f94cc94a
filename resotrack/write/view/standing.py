"""What is open in one paragraph, told in sentences: brackets, proposals, tracked changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from resotrack.model import Change, Document, Proposal

_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Remark:
    """One line below a paragraph: whose it is, and what they want or did."""

    who: str
    what: str


def proposals_told(document: Document) -> dict[str, tuple[Remark, ...]]:
    """The proposals of each paragraph, by its id."""
    told: dict[str, list[Remark]] = {}
    for proposal in document.proposals:
        who = ", ".join(proposal.delegations)
        told.setdefault(proposal.paragraph, []).append(Remark(who, _proposal(proposal)))
    return {name: _once(remarks) for name, remarks in told.items()}


def changes_told(document: Document) -> dict[str, tuple[Remark, ...]]:
    """The tracked changes of each paragraph, by its id; words deleted and inserted in one place are
    told together."""
    by_paragraph: dict[str, list[Change]] = {}
    for change in document.changes:
        by_paragraph.setdefault(change.paragraph, []).append(change)
    return {name: _once(_changes(changes)) for name, changes in by_paragraph.items()}


def _once(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """What is said more than once, said once with its count."""
    counts = Counter(remarks)
    return tuple(
        remark if count == 1 else Remark(remark.who, f"{remark.what} ({count} times)")
        for remark, count in counts.items()
    )


def _proposal(proposal: Proposal) -> str:
    words, old = _quoted(proposal.words), _quoted(proposal.instead_of)
    if proposal.whole:
        return "alternative paragraph" + (f" to {old}" if old else "")
    if proposal.kind in ("alternative", "replace"):
        return f"{words} instead of {old}" if old else f"{words} as an alternative"
    if proposal.kind in ("insert", "delete", "keep"):
        return f"{proposal.kind} {words}" if words else proposal.kind
    return proposal.words


def _changes(changes: Sequence[Change]) -> Iterator[Remark]:
    number = 0
    told_moves: set[str] = set()
    while number < len(changes):
        change = changes[number]
        after = changes[number + 1] if number + 1 < len(changes) else None
        number += 1
        if after is not None and _is_replacement(change, after):
            number += 1
            what = f"{_quoted(after.words)} for {_quoted(change.words)}{_where(change)}"
            yield Remark(change.author, what)
        elif change.move:
            # A paragraph that was edited at its new place arrives in pieces: one move all the same.
            if change.move not in told_moves:
                told_moves.add(change.move)
                pieces = [
                    c.words for c in changes if (c.move, c.kind) == (change.move, change.kind)
                ]
                yield Remark(change.author, _moved(change, "".join(pieces)))
        elif what := _came_or_went(change):
            yield Remark(change.author, what)


def _moved(change: Change, words: str) -> str:
    if change.kind == "move_to":
        return "moved here as a whole" if change.whole else f"moved here {_quoted(words)}"
    return f"moved away from here {_quoted(words)}"


def _came_or_went(change: Change) -> str:
    """ "inserted “…”"; "" for the opening sign of a bracket, which comes with the closing one."""
    done = {"insert": "inserted", "delete": "deleted", "move_to": "moved here"}.get(
        change.kind, "moved away from here"
    )
    words = change.words.strip()
    if change.in_note:
        return f"{done} {_quoted(words)}{_where(change)}" if words else ""
    if change.kind == "insert" and change.whole:
        return "inserted as a whole"
    if words in ("[", "]"):
        return "" if words == "[" else "put words in brackets"
    if words.startswith("] "):
        return f"put words in brackets and {done} {_quoted(words[1:])}"
    if not words and change.kind in ("move_to", "move_from"):
        return ""
    if not words:
        return f"{done} a paragraph mark" if "\n" in change.words else ""
    # What is gone as a whole stands with the paragraph that follows it.
    return (
        f"{done} the paragraph before: {_quoted(words)}"
        if change.whole
        else f"{done} {_quoted(words)}"
    )


def _where(change: Change) -> str:
    return " (footnote)" if change.in_note else ""


def _is_replacement(first: Change, second: Change) -> bool:
    return (
        (first.kind, second.kind) == ("delete", "insert")
        and first.author == second.author
        and first.start == second.start
        and first.in_note is second.in_note
        and not (first.whole or second.whole)
        and bool(first.words.strip() and second.words.strip())
    )


def _quoted(words: str) -> str:
    """Words in quotation marks, the middle of long ones left out."""
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST - 30].rsplit(' ', 1)[0]} … {words[-25:].split(' ', 1)[-1]}"
    return f"“{words}”" if words else ""
