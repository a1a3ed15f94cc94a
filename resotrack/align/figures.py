"""Figures of a paragraph, the same in whatever language and script they are printed.

Digits of every script are one digit, and thousands may be parted by a space, a point or a comma.
A number that is spelled out, in English words or Chinese numerals, is found as well: it may stand
in digits on the other side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

FigureKind = Literal["symbol", "year", "number"]

_FIGURE = re.compile(
    r"(?<![\d/])\d+(?:/\d+)+(?![\d/])"
    r"|(?<!\d)\d{1,3}(?:[ \u00a0\u202f.,\u066c]\d{3})+(?!\d)"
    r"|\d+"
)
_CHINESE = re.compile(r"[一二三四五六七八九十]*十[一二三四五六七八九]?|(?<=第)[一二三四五六七八九]")
_CHINESE_DIGITS = {sign: n for n, sign in enumerate("一二三四五六七八九", 1)}
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)?")

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELLED = {
    **{word: n for words in (_ORDINALS, _CARDINALS) for n, word in enumerate(words, 1)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    **{f"{word[:-1]}ieth": 10 * n for n, word in enumerate(_TENS, 2)},
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure written with digits."""

    value: str
    """Its digits in ASCII; the parts of a symbol in ascending order, for right-to-left texts print
    "77/226" either way round."""
    kind: FigureKind
    start: int
    end: int
    """Where it stands in the text, in code points."""


def figures(text: str) -> tuple[Figure, ...]:
    """The figures written with digits, in order."""
    return tuple(
        Figure(*_read(match[0]), match.start(), match.end()) for match in _FIGURE.finditer(text)
    )


def _read(printed: str) -> tuple[str, FigureKind]:
    parts = [re.sub(r"\D", "", part) for part in printed.split("/")]
    numbers = sorted(int(part) for part in parts)  # int() reads the digits of every script
    value = "/".join(map(str, numbers))
    if len(parts) > 1:
        return value, "symbol"
    return value, "year" if len(printed) == 4 and 1800 <= numbers[0] < 2100 else "number"


def spelled(text: str, language: str) -> Iterator[str]:
    """The numbers spelled out in an English or a Chinese text, as digits; none for others."""
    if language == "zh":
        for match in _CHINESE.finditer(text):
            tens, ten, units = match[0].rpartition("十")
            number = 10 * _CHINESE_DIGITS.get(tens[-1:], 1) if ten else 0
            yield str(number + _CHINESE_DIGITS.get(units, 0))
    elif language == "en":
        for match in _WORDS.finditer(text.casefold()):
            parts = match[0].split("-")
            if all(part in _SPELLED for part in parts):
                yield str(sum(_SPELLED[part] for part in parts))


def differing(before: str, after: str) -> tuple[tuple[Figure, Figure], ...]:
    """Figures that stand in one text where the other has another one of the same kind.

    A figure that only one side has is no difference: languages spell numbers out, or name a month
    by its number, each in its own way. Symbols and years always stand in digits; other numbers
    are too often spelled out on one side to be compared.
    """
    a, b = figures(before), figures(after)
    pairs: list[tuple[Figure, Figure]] = []
    for kind in ("symbol", "year"):
        ours, theirs = ([f for f in side if f.kind == kind] for side in (a, b))
        left, right = _unmatched(ours, theirs), _unmatched(theirs, ours)
        if len(left) == len(right) and len(ours) == len(theirs):
            pairs += zip(left, right, strict=True)
    return tuple(pairs)


def _unmatched(own: list[Figure], others: list[Figure]) -> list[Figure]:
    left = Counter(figure.value for figure in others)
    out = []
    for figure in own:
        if left[figure.value]:
            left[figure.value] -= 1
        else:
            out.append(figure)
    return out
