"""The end of a document: the meeting, its date, and how the text was adopted."""

from __future__ import annotations

import re

from resotrack.model import Vote
from resotrack.read.sponsors import split_names

_MEETING = re.compile(
    r"^\d{1,3}(?:st|nd|rd|th)\s(?:\(?(?:resumed|closed)\)?\s)?(?:plenary\s)?meeting\b"
    r"|^\d{1,3}[eª]?\s?(?:séance|sesión|-е|е)\b.{0,60}$|^第\d{1,3}次.{0,6}会议|^الجلسة\s.{0,60}$",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"^\[?\s*(?:\*\s*)?(?-i:A)dopted\s(?:by|without|as)\b|^\[Adoptée? |^\[Aprobada "
    r"|^\[Принята |^\[未经表决|^\[以",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"^(?:In favour|Against|Abstaining|Abstentions?)\s?:", re.IGNORECASE)
_RECORDED = re.compile(
    r"recorded vote of (?P<y>\d+)(?: votes)? (?:to|in favour[^,]*,) (?P<n>\d+|none)"
    r"(?:[^,.]*?,? (?:and )?with (?P<a>\d+|no) abstentions?)?",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"(?:adopted )?without a vote|by consensus", re.IGNORECASE)
_LISTS = re.compile(
    r"In favour\s?:\s*(?P<y>.*?)\s*Against\s?:\s*(?P<n>.*?)\s*"
    r"(?:Abstaining|Abstentions?)\s?:\s*(?P<a>.*?)\s*\]?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_TWO_LISTS = re.compile(
    r"In favour\s?:\s*(?P<y>.*?)\s*"
    r"(?:Against\s?:\s*(?P<n>.*?)|Abstaining\s?:\s*(?P<a>.*?))\s*\]?\s*$",
    re.IGNORECASE | re.DOTALL,
)


def begins_closing(text: str) -> bool:
    """Whether a block belongs to the closing: a meeting line, an adoption line, a list of votes."""
    return bool(_MEETING.match(text) or _ADOPTED.match(text) or _CHOICE.match(text))


def read_vote(adoption: str) -> Vote | None:
    """The vote that an adoption line reports, None where it reports none."""
    if match := _RECORDED.search(adoption):
        lists = _LISTS.search(adoption) or _TWO_LISTS.search(adoption)
        groups = lists.groupdict() if lists else {}
        return Vote(
            method="recorded",
            counts=(_count(match["y"]), _count(match["n"]), _count(match["a"])),
            in_favour=_names(groups.get("y")),
            against=_names(groups.get("n")),
            abstaining=_names(groups.get("a")),
        )
    return Vote(method="without a vote") if _WITHOUT.search(adoption) else None


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _names(text: str | None) -> tuple[str, ...]:
    if not text or text.strip().lower().rstrip(".") in ("none", "nil"):
        return ()
    return tuple(name for name, _ in split_names(text))
