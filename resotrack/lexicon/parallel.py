"""Opening phrases of French, Spanish, Russian, Chinese and Arabic texts, by a list.

The lists give what each phrase stands for in English, with the number of times the pair was seen:
the relation is many-to-many, so a grade taken through it is a hint and not a measurement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from resotrack.errors import LexiconError
from resotrack.lexicon.tables import Table, parse_table, read_table, words

_WINDOW = 120
_WORD = re.compile(
    r"[^\W_\u064b-\u0652]+(?:[’'‑\u064b-\u0652-]+[^\W_]+)*[’'\u064b-\u0652]*|[^\w\s]"
)
_MARKS = str.maketrans({"’": "'", "‑": "-", "ё": "е", "\u00a0": " "})
# Arabic vowel signs and doubling are often left out in print.
_SIGNS = re.compile("[\u064b-\u0652\u0640]")

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """The openings of one language."""

    phrases: dict[str, dict[tuple[str, ...], Counts]]
    """First word → the phrases that begin with it."""
    longest: dict[str, int]
    neutral: dict[str, tuple[tuple[str, ...], ...]]
    connectors: dict[str, tuple[tuple[str, ...], ...]]
    openers: frozenset[str]
    """Words that begin an opening phrase with whatever verb stands behind them."""
    joining: frozenset[tuple[str, ...]]
    """What points back to the words before it: "and", "in this regard"."""
    joint: re.Pattern[str] | None
    """What may stand directly before a further act of the same sentence."""
    source: str
    by_character: bool


@lru_cache(maxsize=5)
def parallel(language: str) -> Parallel:
    return build(read_table(language, "openings"), f"{language}/openings.toml")


def build_from_text(text: str, source: str) -> Parallel:
    """A lexicon from TOML in hand, checked like the ones that come with the package."""
    return build(parse_table(text, source), source)


def build(table: Table, source: str) -> Parallel:
    by_character = table.get("language") == "zh"
    phrases: dict[str, dict[tuple[str, ...], Counts]] = {}
    for phrase, counts in table.get("parallel", {}).items():
        good = isinstance(counts, dict) and all(type(n) is int and n > 0 for n in counts.values())
        if not good or not counts:
            raise LexiconError(
                "the entry does not say which English phrases it stands for.",
                source=source,
                where=f'"{phrase}"',
                remedy='Write "phrase" = { "English phrase" = times seen }.',
            )
        parts = _parts(phrase, by_character)
        known = phrases.setdefault(parts[0], {})
        known[parts] = tuple(sorted(counts.items(), key=lambda c: (-c[1], c[0])))
    connectors = words(table, "grammar", "connectors", source)
    fillers = words(table, "grammar", "fillers", source)
    return Parallel(
        phrases=phrases,
        longest={first: max(map(len, group)) for first, group in phrases.items()},
        neutral=_by_first(connectors + fillers, by_character),
        connectors=_by_first(connectors, by_character),
        openers=frozenset(_key(word) for word in words(table, "grammar", "openers", source)),
        joining=frozenset(
            _parts(p, by_character) for p in words(table, "grammar", "joining", source)
        ),
        joint=_joint(words(table, "grammar", "joints", source)),
        source=table["sources"].get("parallel", ""),
        by_character=by_character,
    )


def _joint(joints: tuple[str, ...]) -> re.Pattern[str] | None:
    either = (re.escape(j).replace("\\ ", r"\s+") for j in sorted(joints, key=len, reverse=True))
    return re.compile("|".join(either)) if joints else None


def _by_first(
    phrases: tuple[str, ...], by_character: bool
) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = _parts(phrase, by_character)
        found.setdefault(parts[0], []).append(parts)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in found.items()}


def _key(word: str) -> str:
    return _SIGNS.sub("", word.lower().translate(_MARKS))


def _parts(text: str, by_character: bool) -> tuple[str, ...]:
    return tuple(text) if by_character else tuple(_key(m[0]) for m in _WORD.finditer(text))


def _read(text: str, lex: Parallel) -> tuple[list[str], list[int]]:
    if lex.by_character:
        head = text[:24]
        return list(head), list(range(1, len(head) + 1))
    matches = list(_WORD.finditer(text, 0, _WINDOW))
    return [_key(m[0]) for m in matches], [m.end() for m in matches]


def _size(keys: list[str], at: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    if at >= len(keys):
        return 0
    for parts in phrases.get(keys[at], ()):
        if tuple(keys[at : at + len(parts)]) == parts:
            return len(parts)
    return 0


def parse(text: str, language: str) -> tuple[int, Counts]:
    """Where the opening phrase ends (0: there is none), and what it stands for in English.

    Connectors and fillers may stand before, within and after a listed phrase.
    """
    lex = parallel(language)
    # A Latin "c" that was typed for the Russian preposition.
    text = f"с{text[1:]}" if language == "ru" and text[:2] in ("c ", "C ") else text
    keys, ends = _read(text, lex)
    start = 0
    if keys and keys[0] not in lex.phrases and not _size(keys, 0, lex.neutral):
        return 0, ()
    while True:
        end, counts = _longest(keys, start, lex)
        size = _size(keys, start, lex.neutral)
        if end and size == end - start:  # the phrase is no more than a filler: is there one after?
            better, more = _longest(keys, end, lex)
            end, counts = (better, more) if better else (end, counts)
        if end:
            break
        if not size:
            opens = start + 1 < len(keys) and keys[start] in lex.openers
            return (ends[start + 1] if opens else 0), ()
        start += size
        while start < len(keys) and keys[start] in ",،，":
            start += 1
    while size := _size(keys, end, lex.neutral):
        end += size
    return ends[end - 1], counts


def joined(text: str, start: int, language: str) -> Iterator[tuple[int, int, Counts]]:
    """The listed phrases that stand behind "and" or a comma from `start` on: where each begins and
    ends, and what it stands for in English."""
    lex = parallel(language)
    for joint in lex.joint.finditer(text, start) if lex.joint else ():
        at = joint.end()
        first = _first(text, at)
        if first in lex.phrases or first in lex.neutral:
            end, counts = parse(text[at : at + _WINDOW], language)
            if counts:
                yield at, at + end, counts


def _first(text: str, at: int) -> str:
    word = _WORD.match(text, at)
    return _key(word[0]) if word else ""


def joins(opening: str, language: str) -> bool:
    """Whether a phrase holds words that point back to what stands before it."""
    lex = parallel(language)
    parts = _parts(opening, lex.by_character)
    return any(
        parts[at : at + len(joining)] == joining
        for joining in lex.joining
        for at in range(len(parts))
    )


def _longest(keys: list[str], start: int, lex: Parallel) -> tuple[int, Counts]:
    """The longest listed phrase from here, reading over connectors inside it."""
    if start >= len(keys) or keys[start] not in lex.phrases:
        return 0, ()
    group = lex.phrases[keys[start]]
    room = lex.longest[keys[start]]
    read: tuple[str, ...] = (keys[start],)
    at = start + 1
    best: tuple[int, Counts] = (at, group[read]) if read in group else (0, ())
    while at < len(keys) and len(read) < room:
        size = _size(keys, at, lex.neutral)
        whole = (*read, keys[at])
        if size and not any(parts[: len(whole)] == whole for parts in group):
            at += size
            continue
        read = whole
        at += 1
        if read in group:
            best = (at, group[read])
    return best
