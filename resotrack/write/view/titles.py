"""What is being compared: the facts about a document that belong in a header."""

from __future__ import annotations

from dataclasses import dataclass

from resotrack.model import Document

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A document's header: a label, a title and some named facts, only those that are known."""

    label: str
    title: str
    language: str
    rows: tuple[tuple[str, str], ...]


def facts(document: Document) -> Facts:
    source = document.source.name if document.source else ""
    rows = [
        ("Body", document.body),
        ("Session", document.session),
        ("Agenda", document.agenda_item),
        ("Date", day(document.date)),
        ("Sponsors", sponsors(document)),
        ("Adopted" if document.adoption else "Vote", adoption(document)),
        ("File", source if source != document.label else ""),
        ("Tracked", tracked(document)),
    ]
    return Facts(
        label=document.label,
        title=document.title if document.title != document.label else "",
        language=document.language,
        rows=tuple((name, value) for name, value in rows if value),
    )


def day(date: str) -> str:
    """ "2031-10-02" → "2 October 2031"; what is no such date stays as it is."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return date
    year, month, number = parts
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= 12 else date


def adoption(document: Document) -> str:
    vote = document.vote
    if vote is None:
        return document.adoption
    if vote.method == "without a vote":
        return "without a vote"
    if vote.counts is None:
        return "by a recorded vote"
    in_favour, against, abstaining = vote.counts
    return f"by {in_favour} in favour, {against} against, {abstaining} abstaining"


def sponsors(document: Document, *, at_most: int = 6) -> str:
    names = [sponsor.delegation for sponsor in document.sponsors]
    if len(names) <= at_most:
        return ", ".join(names)
    return f"{', '.join(names[: at_most - 1])} and {len(names) - at_most + 1} more"


def tracked(document: Document) -> str:
    """Tracked changes are read as accepted; whoever prints this must be able to say so."""
    count = len(document.changes)
    if not count:
        return ""
    return f"{count} tracked change{'s' * (count > 1)}, read as accepted"
