"""Word's automatic numbering: which number Word would print before a paragraph.

A paragraph names a number (w:num), that names an abstract list with up to nine levels, and each
level has a format, a start and a pattern such as "%1." or "(%2)". The count runs over the whole
text for each abstract list: two numbers of one list go on counting, unless one says where to start.
A style can name the list too, and a list can name a style that names the list it really means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from resotrack.read._word_model import WordParagraph
from resotrack.read._word_names import VAL, on, val, w, whole
from resotrack.read._word_styles import Styles

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting"}
)
_DIGITS = "〇一二三四五六七八九"
DEEPEST = 8
_LONGEST_PATTERN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    """Restarts after a level of this number (from 1); 0 never; None after any higher level."""
    style: str = ""
    legal: bool = False
    """All places of the pattern in plain figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    list_id: int
    starts: dict[int, int]
    levels: dict[int, _Level]


class Numbering:
    """Counts through a text: ask for each paragraph once, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[int, dict[int, _Level]] = {}
        self._numbers: dict[int, _Number] = {}
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        self.unknown_forms: set[str] = set()
        if root is not None:
            self._load(root)

    def next(self, paragraph: WordParagraph) -> str:
        """What Word prints before the next paragraph; "" for none and for a bullet."""
        number_id, depth = self._reference(paragraph)
        number = self._numbers.get(number_id or 0)
        if number is None or not 0 <= depth <= DEEPEST:
            return ""
        level = self._level(number, depth)
        if level.form == "none" and not level.pattern:
            return ""
        counts = self._counts.setdefault(number.list_id, {})
        self._count(number, number_id or 0, depth, counts)
        if level.form == "bullet":
            return ""

        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = self._level(number, index)
            form = "decimal" if level.legal and other.form != "none" else other.form
            return self._written(counts.get(index, number.starts.get(index, other.start)), form)

        return _PLACE.sub(place, level.pattern).strip()

    def _count(self, number: _Number, number_id: int, depth: int, counts: dict[int, int]) -> None:
        for above in range(depth):
            counts.setdefault(above, number.starts.get(above, self._level(number, above).start))
        override = number.starts.get(depth)
        first_use = (number_id, depth) not in self._begun
        self._begun.add((number_id, depth))
        if depth not in counts or (override is not None and first_use):
            counts[depth] = override if override is not None else self._level(number, depth).start
        else:
            counts[depth] += 1
        for below in [d for d in counts if d > depth]:
            restart = self._level(number, below).restart
            if restart is None or (restart > 0 and depth < restart):
                del counts[below]

    def _level(self, number: _Number, depth: int) -> _Level:
        return number.levels.get(depth) or self._lists[number.list_id].get(depth) or _Level()

    def _reference(self, paragraph: WordParagraph) -> tuple[int | None, int]:
        """The number id (None or 0: none) and level, from the paragraph or its style."""
        number_id, depth = paragraph.numbering
        if number_id is not None:
            return number_id, depth or 0
        number_id, styled_depth = self._styles.numbering(paragraph.style)
        if number_id is None:
            return None, 0
        if depth is None:
            depth = styled_depth
        return number_id, self._linked(number_id, paragraph.style) if depth is None else depth

    def _linked(self, number_id: int, style: str) -> int:
        """The level that names this style (or one it is based on) as its own."""
        number = self._numbers.get(number_id)
        if number is not None:
            for style_id in self._styles.lineage(style):
                for depth, level in self._lists[number.list_id].items():
                    if level.style == style_id:
                        return depth
        return 0

    def _written(self, count: int, form: str) -> str:
        if form not in _KNOWN:
            self.unknown_forms.add(form)
        return written(count, form)

    def _load(self, root: etree._Element) -> None:
        links: dict[int, str] = {}
        for element in root.iterfind(w("abstractNum")):
            list_id = whole(element.get(w("abstractNumId")))
            if list_id is not None:
                self._lists[list_id] = dict(_level(e) for e in element.iterfind(w("lvl")))
                if link := val(element, "numStyleLink"):
                    links[list_id] = link
        listed: dict[int, int] = {}
        for element in root.iterfind(w("num")):
            number_id, list_id = (
                whole(element.get(w("numId"))),
                whole(val(element, "abstractNumId")),
            )
            if number_id is None or list_id not in self._lists:
                continue
            listed[number_id] = list_id
            starts: dict[int, int] = {}
            levels: dict[int, _Level] = {}
            for override in element.iterfind(w("lvlOverride")):
                depth = whole(override.get(w("ilvl"))) or 0
                start = whole(val(override, "startOverride"))
                own = override.find(w("lvl"))
                if own is not None:
                    levels[depth] = _level(own)[1]
                if start is not None:
                    starts[depth] = start
            self._numbers[number_id] = _Number(list_id=list_id, starts=starts, levels=levels)
        for number_id, number in list(self._numbers.items()):
            target = self._styles.numbering(links.get(number.list_id, ""))[0]
            if number.list_id in links and target in listed:
                self._numbers[number_id] = replace(number, list_id=listed[target])


_KNOWN = frozenset(
    {
        "decimal",
        "decimalZero",
        "lowerRoman",
        "upperRoman",
        "ordinal",
        "none",
        "bullet",
        *_ALPHABETS,
        *_CHINESE,
    }
)


def written(count: int, form: str) -> str:
    """A count in one of Word's number formats; plain figures for a format not known here."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form in _ALPHABETS and count > 0:
        alphabet = _ALPHABETS[form]
        turns, index = divmod(count - 1, len(alphabet))
        return alphabet[index] * min(turns + 1, 9)
    if form == "ordinal":
        suffix = (
            "th"
            if count % 100 in (11, 12, 13)
            else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        )
        return f"{count}{suffix}"
    if form in _CHINESE and 0 < count < 100:
        tens, ones = divmod(count, 10)
        head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
        return head + (_DIGITS[ones] if ones else "")
    return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        while count >= value:
            text, count = text + sign, count - value
    return text


def _level(element: etree._Element) -> tuple[int, _Level]:
    start = whole(val(element, "start"))
    return whole(element.get(w("ilvl"))) or 0, _Level(
        form=_form(element),
        pattern=(val(element, "lvlText") or "")[:_LONGEST_PATTERN],
        start=0 if start is None else start,
        restart=whole(val(element, "lvlRestart")),
        style=val(element, "pStyle") or "",
        legal=on(val(element, "isLgl") if element.find(w("isLgl")) is not None else "0"),
    )


def _form(element: etree._Element) -> str:
    """The number format; one that only newer versions know stands behind mc:AlternateContent."""
    found = next(iter(element.iter(w("numFmt"))), None)
    return "decimal" if found is None else found.get(VAL, "decimal")
