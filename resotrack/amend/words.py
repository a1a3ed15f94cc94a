"""Words that an instruction gives: in quotation marks, or without them up to what must follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from resotrack.amend.scan import Scan, forms

_FURTHEST = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """Words that an instruction quotes."""

    parts: tuple[str, ...]
    quoted: bool
    doubt: str = ""


def take_words(
    scan: Scan, stops: tuple[str, ...], *, like: bool = False, one: bool = False
) -> Words | None:
    """Take quoted words (one stretch or more), or words without marks up to one of `stops`.

    With no stop, words without marks go on to the end of the item. `like`: of several places where
    they could stop, the one is taken where both sides are most alike, and doubted.
    """
    here = scan.at
    scan.take("following")
    scan.take("words")
    scan.sign(":")
    quoted = scan.quoted()
    if quoted is not None:
        return Words((quoted, *(() if one else _more_quoted(scan))), True)
    scan.at = here
    if scan.take("plain_words"):
        scan.sign(":")
    return _unquoted(scan, stops, like=like)


def _more_quoted(scan: Scan) -> Iterator[str]:
    """The rest of "“A”, “B” and “C”"."""
    while True:
        here = scan.at
        comma = scan.sign(",")
        joint = scan.take("and") is not None or bool(comma)
        scan.take("words")
        more = scan.quoted() if joint else None
        if more is None:
            scan.at = here
            return
        yield more


def _unquoted(scan: Scan, stops: tuple[str, ...], *, like: bool) -> Words | None:
    scan.sign(":")
    scan.space()
    start = scan.at
    if not stops:
        text = scan.text[start : scan.end].strip()
        scan.at = scan.end
        return Words((text,), False) if text else None
    found = [m for m in _stops(scan, stops) if scan.text[start:m].strip()]
    if not found:
        return None
    best, doubt = found[0], ""
    if len(found) > 1:
        if like:
            best = max(found, key=lambda at: _likeness(scan, start, at, stops))
        word = scan.text[best : scan.end].split()[0]
        doubt = f"“{word}” stands in it {len(found)} times: check which one parts the words"
    scan.at = best
    return Words((scan.text[start:best].strip(),), False, doubt)


def _stops(scan: Scan, stops: tuple[str, ...]) -> list[int]:
    """Where one of the terms stands as a word, after the cursor and in reach."""
    pattern = _any_of(scan.forms.language, stops)
    end = min(scan.end, scan.at + _FURTHEST)
    return [match.start() for match in pattern.finditer(scan.text, scan.at, end)]


@cache
def _any_of(language: str, names: tuple[str, ...]) -> re.Pattern[str]:
    terms = forms(language).terms
    return re.compile(
        rf"(?<=\s)(?:{'|'.join(terms[name].pattern for name in names)})", re.IGNORECASE
    )


def _likeness(scan: Scan, start: int, at: int, stops: tuple[str, ...]) -> float:
    other = Scan(scan.text, scan.forms, at, scan.end)
    other.take(*stops)
    return fuzz.ratio(scan.text[start:at].strip(), other.rest.strip())
