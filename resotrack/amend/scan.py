"""A place in a text, and the words of a language that the grammar asks for there.

The grammar names its words ("delete", "after"), a language's file in `forms/` says how they are
written. So one grammar reads English, French and Spanish.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FORMS = Path(__file__).with_name("forms")
LANGUAGES = ("en", "fr", "es")
_SPACE = re.compile(r"\s*")
_OPENING = {"“": "”", "«": "»", '"': '"', "„": "“", "‘": "’"}
_QUOTES = re.compile(r"[“«\"„‘]")


@dataclass(frozen=True, slots=True)
class Forms:
    """How one language writes the words of the grammar."""

    language: str
    terms: Mapping[str, re.Pattern[str]]
    ordinals: Mapping[str, int]
    ordinal: re.Pattern[str]
    """Any ordinal in words or figures; the group `figure` holds the latter."""
    counts: Mapping[str, int]


@cache
def forms(language: str) -> Forms:
    """The forms of a language; those of English for a language that has none."""
    name = language if language in LANGUAGES else "en"
    table = tomllib.loads((_FORMS / f"{name}.toml").read_text("utf-8"))
    counted = table["terms"].pop("numbers").split()
    terms = {term: _pattern(entries) for term, entries in table["terms"].items()}
    ordinals = _ordinals(table["ordinals"])
    words = sorted(ordinals, key=len, reverse=True)
    spelled = "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace(r"\-", r"[-‑\s]\s?") for word in words
    )
    ordinal = re.compile(
        rf"(?P<figure>{table['ordinals']['figures']})(?!\w)|(?P<word>{spelled})(?!\w)",
        re.IGNORECASE,
    )
    for edge in ("last", "penultimate"):
        terms[edge] = _pattern(table["ordinals"][edge])
    counts = {word: n for n, word in enumerate(counted, 2)}
    return Forms(name, terms, ordinals, ordinal, counts)


def _pattern(entries: list[str]) -> re.Pattern[str]:
    """Any of the entries, a blank standing for any white space, ending where a word ends."""
    inside = "|".join(entry.replace(" ?", r"\s*").replace(" ", r"\s+") for entry in entries)
    return re.compile(rf"(?:{inside})(?!(?<=\w)\w)", re.IGNORECASE)


def _ordinals(table: Mapping[str, object]) -> dict[str, int]:
    """Ordinals up to ninety-nine, each word with its number."""
    units: dict[str, int] = {}
    for number, word in enumerate(str(table["words"]).split(), 1):
        for form in word.split("/"):
            units[form.replace("_", " ")] = number
    found = dict(units)
    tens, prefixes = table["tens"], table["prefixes"]
    assert isinstance(tens, dict)
    assert isinstance(prefixes, dict)
    found.update(tens)
    for prefix, ten in prefixes.items():
        for word, number in units.items():
            if number < 10:
                for joint in ("-", " ", " et ", ""):
                    found[f"{prefix}{joint}{word}"] = ten + number
    return found


@dataclass(slots=True)
class Scan:
    """A cursor over a text. What is asked for is taken, or the cursor stays."""

    text: str
    forms: Forms
    at: int = 0
    end: int = -1

    def __post_init__(self) -> None:
        if self.end < 0:
            self.end = len(self.text)

    def space(self) -> None:
        """Go past white space."""
        match = _SPACE.match(self.text, self.at, self.end)
        self.at = match.end() if match else self.at

    def take(self, *names: str) -> re.Match[str] | None:
        """Take the first of these terms that stands here."""
        self.space()
        for name in names:
            if match := self.forms.terms[name].match(self.text, self.at, self.end):
                self.at = match.end()
                return match
        return None

    def sees(self, *names: str) -> bool:
        """Whether one of these terms stands here."""
        here = self.at
        found = self.take(*names) is not None
        self.at = here
        return found

    def sign(self, signs: str) -> str:
        """Take one of these punctuation marks; "" where none stands here."""
        self.space()
        if self.at < self.end and self.text[self.at] in signs:
            self.at += 1
            return self.text[self.at - 1]
        return ""

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what a pattern matches here."""
        self.space()
        if found := pattern.match(self.text, self.at, self.end):
            self.at = found.end()
        return found

    @property
    def done(self) -> bool:
        self.space()
        return self.at >= self.end

    @property
    def rest(self) -> str:
        return self.text[self.at : self.end]

    def quoted(self) -> str | None:
        """Take words in quotation marks, and give them without the marks."""
        self.space()
        closed = closing(self.text, self.at, self.end)
        if closed is None:
            return None
        words = self.text[self.at + 1 : closed]
        self.at = closed + 1
        return words.strip()


def closing(text: str, at: int, end: int) -> int | None:
    """Where the quotation that begins at `at` is closed; None where none begins or it stays open.

    Marks nest. A quotation of several paragraphs opens again at each of them and closes once.
    """
    if at >= end or text[at] not in _OPENING:
        return None
    mark, depth = text[at], 0
    close = _OPENING[mark]
    for n in range(at, end):
        sign = text[n]
        if sign == mark and (mark != close or n == at):
            if depth and text[:n].rstrip(" \t")[-1:] == "\n":
                continue
            depth += 1
        elif sign == close and not (sign == "’" and text[n + 1 : n + 2].isalnum()):
            depth -= 1
            if not depth:
                return n
    return None


def quotations(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that stand in quotation marks, marks included; outermost only.

    Single marks are left out: they are apostrophes too often.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while match := _QUOTES.search(text, at):
        closed = None if match[0] == "‘" else closing(text, match.start(), len(text))
        at = match.end()
        if closed is not None:
            found.append((match.start(), closed + 1))
            at = closed + 1
    return found
