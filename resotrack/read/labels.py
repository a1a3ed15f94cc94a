"""Paragraph numbers: "7.", "7 bis.", "(a)", "a)", "(ii)", "OP7 ter", "[PP.5bis]", "㈡", "а)".

A label can often be read in more than one way: "(i)" is the ninth letter or the first roman
numeral. `readings` gives them all; which one is meant depends on the labels before it, and
`outline` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Series = Literal[
    "decimal",
    "point",
    "letter",
    "roman",
    "dotted letter",
    "dotted roman",
    "arabic",
    "cyrillic",
    "chinese",
    "figure",
]

# "OP5 alt 2" is the second alternative.
_SUFFIX = (
    r"bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt(?:\s?\d(?=[\s:.)\]]|$))?"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_TWINS = dict(zip("асеорху", "aceopxy", strict=True))
"""Cyrillic letters that look like Latin ones."""
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
_WRAPPED = {chr(0x3220 + n): n + 1 for n in range(10)}  # ㈠ to ㈩

_PART_LABEL = re.compile(
    rf"^\[?(?P<part>PP|OP)\s?\.?\s?(?P<n>\d{{1,3}})\s?(?P<s>(?:{_SUFFIX})(?:\s?(?:{_SUFFIX}))?)?"
    r"\s?(?:(?P<sub>\([a-z]+\)))?\s?[\].:)\-–]*\s+",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    rf"^(?P<n>\d{{1,3}})(?:\s?(?P<s>(?:{_SUFFIX})(?:\s(?:{_SUFFIX}))?))?"
    r"(?:\s?[.．、]|\)|\s?[-–]\s)(?!\d)\s*",
    re.IGNORECASE,
)
_POINT = re.compile(r"^(?P<n>\d{1,3}\.(?:\d{1,2}|[a-z]))\.?\s+")
_LETTER = re.compile(
    rf"^(?:\((?P<a>[a-z]{{1,5}})(?:\s(?P<s>{_SUFFIX}))?\)"
    rf"|(?P<b>[a-z]{{1,5}})\)|(?P<c>[a-z]|[ivx]{{2,5}})(?:\s(?P<cs>{_SUFFIX}))?\.)\s+",
)
_OTHER = re.compile(
    rf"^(?:\(\s?(?P<ar>[\u0621-\u064a]ـ?)(?:\s(?P<s1>{_SUFFIX}))?\s?\)"
    rf"|\(?(?P<ru>[а-я])(?:\s(?P<s2>{_SUFFIX}))?\)"
    rf"|[(（](?P<zh>[一二三四五六七八九十]{{1,3}})(?:\s(?P<s3>{_SUFFIX}))?[)）]"
    rf"|(?P<wr>[㈠-㈩])(?:\s(?P<s4>{_SUFFIX})(?=\s))?"
    r"|[’‘'](?P<fig>\d{1,2})[’‘']|\((?P<par>\d{1,2})\)(?=\s))\s*",
)
ANNEX = re.compile(
    r"^(?:annex|appendix|annexe|appendice|anexo|apéndice|приложение|附件|附录|المرفق|مرفق)"
    r"(?:\s+(?:[IVX]{1,5}|\d{1,2}|[A-Z]))?$",
    re.IGNORECASE,
)
HEADING_NUMBER = re.compile(r"^(?P<n>[IVX]{1,6}|[A-Z])\.?(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Label:
    """The number at the head of a paragraph, as it stands and as it may be meant."""

    raw: str
    """Without its closing point: "7", "7 bis", "(a)"."""
    length: int
    """How many characters of the text it takes, with the white space after it."""
    readings: tuple[tuple[Series, int], ...]
    """Each way to read it: the series and the place in it, likeliest first."""
    suffix: str = ""
    """ "bis", "ter", "bis alt"; "" where there is none."""
    part: Literal["", "pp", "op"] = ""
    """Where the label itself says in which part it stands."""
    sub: str = ""
    """A letter that follows a part label: "(a)" of "OP7 (a)"."""

    @property
    def key(self) -> str:
        """How an id names it: "7", "7bis", "(a)"; "a." below "(i)" is "(a)" too."""
        key = re.sub(r"\s", "", self.raw)
        return f"({key})" if self.readings[0][0].startswith("dotted") else key


def read_label(text: str) -> Label | None:
    """The label at the head of a text, or None. Does not look at what follows it."""
    if match := _PART_LABEL.match(text):
        suffix = _suffix(match["s"])
        number = match["n"] + (f" {suffix}" if suffix else "")
        part: Literal["pp", "op"] = "pp" if match["part"].lower() == "pp" else "op"
        return Label(
            number,
            match.end(),
            (("decimal", int(match["n"])),),
            suffix,
            part,
            (match["sub"] or "").lower(),
        )
    if match := _POINT.match(text):
        return Label(match["n"], match.end(), (("point", 0),))
    if match := _DECIMAL.match(text):
        suffix = _suffix(match["s"])
        number = match["n"] + (f" {suffix}" if suffix else "")
        return Label(number, match.end(), (("decimal", int(match["n"])),), suffix)
    if match := _LETTER.match(text):
        letters = match["a"] or match["b"] or match["c"]
        readings = _latin(letters, dotted=match["c"] is not None)
        suffix = _suffix(match["s"] or match["cs"])
        raw = (letters if match["c"] else f"({letters})") + (f" {suffix}" if suffix else "")
        return Label(raw, match.end(), readings, suffix) if readings else None
    if match := _OTHER.match(text):
        return _other(match)
    return None


def _suffix(text: str | None) -> str:
    return " ".join(re.findall(_SUFFIX, (text or "").lower()))


def _latin(letters: str, *, dotted: bool) -> tuple[tuple[Series, int], ...]:
    """The UN's third and fourth levels are "a." and "i.": series of their own."""
    readings: list[tuple[Series, int]] = []
    if len(set(letters)) == 1:
        place = ord(letters[0]) - 96 + 26 * (len(letters) - 1)
        readings.append(("dotted letter" if dotted else "letter", place))
    if roman := roman_value(letters):
        readings.append(("dotted roman" if dotted else "roman", roman))
    return tuple(readings)


def _other(match: re.Match[str]) -> Label:
    suffix = _suffix(match["s1"] or match["s2"] or match["s3"] or match["s4"])
    bis = f" {suffix}" if suffix else ""
    if letter := match["ar"]:
        place = _ABJAD.find(letter[0].translate({0x623: "ا", 0x625: "ا", 0x649: "ي"})) + 1
        reading: tuple[Series, int] = ("arabic", place)
    elif letter := match["ru"]:
        reading = ("cyrillic", _CYRILLIC.find(letter) + 1)
        if twin := _TWINS.get(letter):
            # Typed on the Cyrillic keyboard in a list that goes on "b)": only the row can tell.
            latin: tuple[Series, int] = ("letter", ord(twin) - 96)
            return Label(f"({letter}){bis}", match.end(), (latin, reading), suffix)
    elif letter := match["zh"]:
        reading = ("chinese", _chinese_value(letter))
    elif letter := match["wr"]:
        reading = ("chinese", _WRAPPED[letter])
    else:
        letter = match["fig"] or match["par"]
        reading = ("figure", int(letter))
    raw = letter if match["wr"] else f"({letter})"
    return Label(raw + bis, match.end(), (reading,), suffix)


def roman_value(text: str) -> int:
    """The value of a roman numeral, upper or lower case; 0 where the text is none."""
    values = [_ROMAN.get(c, 0) for c in text.lower()]
    if not values or 0 in values:
        return 0
    total = sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
    return total if to_roman(total) == text.lower() else 0


def to_roman(number: int) -> str:
    """A small number as a lower-case roman numeral."""
    signs = (
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    )
    text = ""
    for sign, value in signs:
        while number >= value:
            text, number = text + sign, number - value
    return text


def _chinese_value(text: str) -> int:
    if text == "十":
        return 10
    tens, _, ones = text.partition("十")
    if "十" not in text:
        return _CHINESE[text[0]]
    return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[ones] if ones else 0)
