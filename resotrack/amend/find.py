"""Quoted words found in a paragraph: exactly, but for typography, or nearly."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'} | dict.fromkeys("‐‑–—−", "-")
)
_TYPOGRAPHY = 0.99
_ENDS = 0.97
# A slip of a letter or two in words long enough that they are no others.
_LIKE = 90.0
_SHORTEST = 15
_APART = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a paragraph's text."""

    start: int
    end: int
    score: float = 1.0
    """1 for the very words."""


def find_words(text: str, words: str) -> list[Place]:
    """Where some words stand in a text, whole words only; [] where they do not.

    The first of these that finds any: the very words; the same but for quotation marks, dashes,
    blanks and capitals; the same without a comma or stop at the end; the one stretch that is
    nearly the same.
    """
    if not words:
        return []
    if found := _occurrences(text, words):
        return [Place(at, at + len(words)) for at in found]
    folded, places = _fold(text)
    for wanted, score in ((words, _TYPOGRAPHY), (words.strip(" ,;.:"), _ENDS)):
        sought = _fold(wanted)[0].strip()
        if sought and (found := _occurrences(folded, sought)):
            return [Place(places[at], places[at + len(sought) - 1] + 1, score) for at in found]
    return _nearly(folded, places, _fold(words)[0].strip())


def folded(text: str) -> str:
    """A text without what typography adds: marks, dashes, blanks and capitals alike."""
    return _fold(text)[0].strip()


def _occurrences(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0:
        if _is_whole(text, at, at + len(words)):
            found.append(at)
            at = text.find(words, at + len(words))
        else:
            at = text.find(words, at + 1)
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch cuts no word."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def _fold(text: str) -> tuple[str, list[int]]:
    """The text without what typography adds, and for each character where it came from."""
    out: list[str] = []
    places: list[int] = []
    for n, char in enumerate(text.translate(_SIGNS)):
        if char.isspace():
            # "health- care" is a line break in the middle of a word.
            if not out or out[-1] == " " or (out[-1] == "-" and len(out) > 1 and out[-2].isalpha()):
                continue
            char = " "
        for folded in char.casefold():
            out.append(folded)
            places.append(n)
    return "".join(out), places


def _nearly(folded: str, places: list[int], sought: str) -> list[Place]:
    """The one stretch that is nearly the words; none where two are."""
    if len(sought) < _SHORTEST:
        return []
    best = fuzz.partial_ratio_alignment(sought, folded, score_cutoff=_LIKE)
    if best is None or best.dest_end <= best.dest_start:
        return []
    start, end = best.dest_start, best.dest_end
    rest = folded[:start] + "\0" * (end - start) + folded[end:]
    other = fuzz.partial_ratio(sought, rest, score_cutoff=best.score - _APART)
    if other:
        return []
    while start > 0 and folded[start - 1].isalnum() and folded[start].isalnum():
        start -= 1
    while end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum():
        end += 1
    while start < end and folded[start] == " ":
        start += 1
    while end > start and folded[end - 1] == " ":
        end -= 1
    return [Place(places[start], places[end - 1] + 1, round(best.score / 100, 3))]
