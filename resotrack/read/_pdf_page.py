"""One page of an open PDF to runs of type and drawn rules.

The library knows for every character its code, its box and the text object that it belongs to.
Asking costs more than anything else here, so each character is asked for its code and its object
only, and places, sizes and fonts are asked for once a run.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import replace
from typing import Any

from resotrack.errors import UnreadableDocument, UnsafeDocument
from resotrack.read._pdf_bidi import RIGHT_TO_LEFT, direction
from resotrack.read._pdf_model import Bar, Page, Rule, Run
from resotrack.read._pdf_script import Sign, are_backwards, from_left, on_their_lines, spelled

_MOST_CHARACTERS = 60_000
_MOST_OBJECTS = 100_000
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|slanted|[-,]it\b", re.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
# What fonts of symbols show for codes that mean nothing, and what the library uses for a hyphen.
_CODES = {0x02: "-", 0xFFFE: "-", 0xF0B7: "•", 0xF0A7: "▪", 0xF02D: "–", 0xA0: "\u00a0"}
_FLAT = 0.03
# A space beside a Chinese character or a quotation mark.
_BESIDE_WIDE = re.compile(
    "(?<=[\u2018-\u201f\u2e80-\uffef]) (?=.)|(?<=.) (?=[\u2018-\u201f\u2e80-\uffef])"
)
_LEAP = 0.4


class PageReader:
    """Reads the pages of one document; fonts are looked up once."""

    def __init__(self, document: Any) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._document = document
        self._faces: dict[int, tuple[bool, bool]] = {}

    def page(self, number: int) -> Page:
        """The page with this number, from 0."""
        try:
            page = self._document[number]
        except RuntimeError as error:
            raise UnreadableDocument(
                "this page is damaged.",
                where=f"page {number + 1}",
                remedy="Check that it was saved or downloaded whole, or ask for the Word file.",
            ) from error
        try:
            text = page.get_textpage()
            try:
                return self._read(number, page, text)
            finally:
                text.close()
        finally:
            page.close()

    def _read(self, number: int, page: Any, text: Any) -> Page:
        raw = self._raw
        count = text.count_chars()
        objects = raw.FPDFPage_CountObjects(page.raw)
        if count > _MOST_CHARACTERS or objects > _MOST_OBJECTS:
            raise UnsafeDocument(
                "it holds more on one page than a page can show.",
                where=f"page {number + 1}",
                remedy="Print it to a new PDF, or ask for the Word file.",
            )
        frame = _Frame(page)
        rules, bars, pictured = self._drawn(page, objects, frame)
        runs, turned = self._runs(text, count, frame, rules)
        if runs:
            edges = min(r.start for r in runs), max(r.end for r in runs)
            inside = [bar for bar in bars if edges[0] < bar[0] < edges[1]]
            bars = [bar for bar in bars if bar not in inside]
        else:
            inside = []
        letters = "".join(run.text for run in runs)
        mirrored = 2 * len(RIGHT_TO_LEFT.findall(letters)) > sum(c.isalpha() for c in letters)
        if mirrored:
            runs, turned = self._pieces(text, count, frame)
            runs = [_mirrored_run(run, frame.width) for run in runs]
            rules = [
                Rule(start=frame.width - r.end, end=frame.width - r.start, base=r.base)
                for r in rules
            ]
        return Page(
            number=number,
            width=frame.width,
            height=frame.height,
            runs=tuple(runs),
            rules=tuple(rules),
            bars=tuple(Bar(top=top, foot=foot) for _, top, foot in bars),
            gridded=bool(inside) and any(_crosses(bar, rule) for bar in inside for rule in rules),
            pictured=pictured,
            turned=" ".join(turned),
            mirrored=mirrored,
        )

    def _runs(
        self, text: Any, count: int, frame: _Frame, rules: list[Rule]
    ) -> tuple[list[Run], list[str]]:
        """The runs of a page, and the words that do not run along its lines."""
        raw, handle = self._raw, text.raw
        unicode_of, object_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject
        address = ctypes.addressof
        runs: list[Run] = []
        turned: list[str] = []
        letters: list[str] = []
        first = 0
        current = 0
        current_object: Any = None
        spaced = small = False

        def flush(after: int) -> None:
            nonlocal spaced
            words = "".join(letters)
            if words.strip():
                for part, start, end in self._leaps(handle, words, first, after - 1):
                    run = self._run(handle, part, start, end, current_object, frame)
                    if run is None:
                        turned.append(part.strip())
                    else:
                        place, face = run
                        colour = self._colour(current_object)
                        whole = Run(part, *place, *face, spaced, len(runs), colour)
                        runs.extend(self._cut(handle, start, end, whole, rules, frame))
                    spaced = False
            elif words:
                spaced = True
            letters.clear()

        for index in range(count):
            code = unicode_of(handle, index)
            inside, small = small, 0x61 <= code <= 0x7A
            if inside and small and current:
                # Inside a word nothing changes that the text could tell of.
                letters.append(chr(code))
                continue
            owner = object_of(handle, index)
            number = address(owner.contents) if owner else 0
            if number != current or not number:
                flush(index)
                first, current, current_object = index, number, owner
                if not number:
                    # A space or line end that the page shows and the file does not spell out.
                    spaced = True
                    continue
            letters.append(chr(code) if 0x20 <= code < 0x7F else _letter(code))
        flush(count)
        return runs, turned

    def _leaps(self, handle: Any, words: str, first: int, last: int) -> list[tuple[str, int, int]]:
        """A run cut where it leaps over another: Chinese quotation marks come from another font.

        Returns (words, first, last) of the parts.
        """
        if last - first + 1 != len(words):
            return [(words, first, last)]
        raw = self._raw
        size = raw.FPDFText_GetFontSize(handle, first)
        before, after = raw.FS_RECTF(), raw.FS_RECTF()
        cuts = [0]
        for match in _BESIDE_WIDE.finditer(words):
            place = match.start()
            raw.FPDFText_GetLooseCharBox(handle, first + place - 1, ctypes.byref(before))
            raw.FPDFText_GetLooseCharBox(handle, first + place + 1, ctypes.byref(after))
            if after.left - before.right > _LEAP * size:
                cuts.append(place + 1)
        ends = [*cuts[1:], len(words)]
        return [(words[a:b], first + a, first + b - 1) for a, b in zip(cuts, ends, strict=True)]

    def _cut(
        self, handle: Any, first: int, last: int, run: Run, rules: list[Rule], frame: _Frame
    ) -> list[Run]:
        """A run cut where a line through or under some of its letters begins or ends."""
        edge = 0.15 * run.size
        places = sorted(
            x
            for rule in rules
            if -0.35 < (run.base - rule.base) / run.size < 0.5
            for x in (rule.start, rule.end)
            if run.start + edge < x < run.end - edge
        )
        if not places or last - first + 1 != len(run.text):
            return [run]
        box = self._raw.FS_RECTF()
        cuts: list[tuple[int, float]] = []
        for index in range(first, last + 1):
            self._raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
            middle = frame.place((box.left + box.right) / 2, box.bottom)[0]
            while places and middle > places[0]:
                cuts.append((index - first, places.pop(0)))
        parts: list[Run] = []
        begins = [(0, run.start), *cuts]
        ends = [*cuts, (len(run.text), run.end)]
        for (a, start), (b, end) in zip(begins, ends, strict=True):
            if words := run.text[a:b]:
                own = replace(run, text=words, start=start, end=end, order=run.order + len(parts))
                parts.append(replace(own, spaced=False) if parts else own)
        return parts

    def _pieces(self, text: Any, count: int, frame: _Frame) -> tuple[list[Run], list[str]]:
        """The same for a page written from right to left: runs of one direction, without spaces."""
        raw, handle = self._raw, text.raw
        runs: list[Run] = []
        turned: list[str] = []
        letters = "".join(_letter(raw.FPDFText_GetUnicode(handle, n)) or "\0" for n in range(count))
        owners = [raw.FPDFText_GetTextObject(handle, n) for n in range(count)]
        numbers = [ctypes.addressof(owner.contents) if owner else 0 for owner in owners]
        signs = self._signs(handle, letters, frame)
        backwards = are_backwards(signs)
        order = from_left(signs, numbers)
        shown = "".join(letters[n] for n in order)
        ways = [direction(shown, n) for n in range(count)]
        start = 0
        for place in range(1, count + 1):
            if (
                place < count
                and ways[place] == ways[start] != "N"
                and numbers[order[place]] == numbers[order[start]]
            ):
                continue
            own = order[start:place]
            words = spelled([signs[n] for n in own], backwards, turned=ways[start] == "R")
            if words.strip("\0 \u00a0") and numbers[own[0]]:
                run = self._run(handle, words, own[0], own[-1], owners[own[0]], frame)
                if run is None:
                    turned.append(words)
                else:
                    (_, _, base, size), face = run
                    # A mark above a letter has no width, and may stand anywhere.
                    wide = [n for n in own if signs[n].end > signs[n].start] or own
                    ends = min(signs[n].start for n in wide), max(signs[n].end for n in wide)
                    colour = self._colour(owners[own[0]])
                    runs.append(Run(words, *ends, base, size, *face, False, len(runs), colour))
            start = place
        return on_their_lines(runs), turned

    def _signs(self, handle: Any, letters: str, frame: _Frame) -> list[Sign]:
        """Each character with the place of the sign that shows it."""
        raw = self._raw
        box = raw.FS_RECTF()
        signs: list[Sign] = []
        for index, letter in enumerate(letters):
            raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
            start, _ = frame.place(box.left, box.bottom)
            end, base = frame.place(box.right, box.bottom)
            signs.append(Sign(letter, start, end, base))
        return signs

    def _run(
        self, handle: Any, words: str, first: int, last: int, owner: Any, frame: _Frame
    ) -> tuple[tuple[float, float, float, float], tuple[bool, bool]] | None:
        """Place (start, end, base, size) and face (italic, bold); None where it does not lie."""
        raw = self._raw
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(handle, first, ctypes.byref(matrix))
        across, down = frame.turn(matrix.a, matrix.b)
        if abs(down) > _FLAT * abs(across) or across <= 0:
            return None
        size = raw.FPDFText_GetFontSize(handle, first) * math.hypot(matrix.c, matrix.d)
        # Spaces at the ends are no part of the place.
        first += len(words) - len(words.lstrip())
        last = max(first, last - (len(words) - len(words.rstrip())))
        sides: list[float] = []
        box = raw.FS_RECTF()
        for index in (first, last):
            if raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box)):
                sides += [
                    frame.place(box.left, box.bottom)[0],
                    frame.place(box.right, box.top)[0],
                ]
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(handle, first, ctypes.byref(x), ctypes.byref(y))
        base = frame.place(x.value, y.value)[1]
        if not sides or not all(map(math.isfinite, (*sides, base, size))) or size <= 0.5:
            return None
        italic, bold = self._face(owner)
        slanted = abs(matrix.c) > 0.1 * abs(matrix.d) and abs(matrix.b) < _FLAT
        stroked = raw.FPDFTextObj_GetTextRenderMode(owner) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        return (min(sides), max(sides), base, size), (italic or slanted, bold or stroked)

    def _colour(self, owner: Any) -> int:
        """The colour that a text object is filled with; black where it has none."""
        parts = [ctypes.c_uint() for _ in range(4)]
        if not self._raw.FPDFPageObj_GetFillColor(owner, *map(ctypes.byref, parts)):
            return 0
        red, green, blue = (part.value & 0xFF for part in parts[:3])
        return red << 16 | green << 8 | blue

    def _face(self, owner: Any) -> tuple[bool, bool]:
        """Whether the font of a text object is italic, and whether it is bold."""
        raw = self._raw
        font = raw.FPDFTextObj_GetFont(owner)
        if not font:
            return False, False
        key = ctypes.addressof(font.contents)
        if key not in self._faces:
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 255)
            name = buffer.value.decode("utf-8", errors="replace")
            flags = max(0, raw.FPDFFont_GetFlags(font))
            self._faces[key] = (
                bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG),
                bool(_BOLD.search(name))
                or bool(flags & _BOLD_FLAG)
                or raw.FPDFFont_GetWeight(font) >= 600,
            )
        return self._faces[key]

    def _drawn(
        self, page: Any, objects: int, frame: _Frame
    ) -> tuple[list[Rule], list[tuple[float, float, float]], bool]:
        """The rules, the upright lines (place, top, foot), and whether there is a picture."""
        raw = self._raw
        rules: list[Rule] = []
        bars: list[tuple[float, float, float]] = []
        pictured = False
        sides = [ctypes.c_float() for _ in range(4)]
        for index in range(objects):
            drawn = raw.FPDFPage_GetObject(page.raw, index)
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                pictured = True
            if kind != raw.FPDF_PAGEOBJ_PATH:
                continue
            if not raw.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, sides)):
                continue
            left, bottom, right, top = (side.value for side in sides)
            x0, y0 = frame.place(left, bottom)
            x1, y1 = frame.place(right, top)
            if abs(y1 - y0) < 3 and abs(x1 - x0) > 2:
                rules.append(Rule(start=min(x0, x1), end=max(x0, x1), base=max(y0, y1)))
            elif abs(x1 - x0) < 3 and abs(y1 - y0) > 4:
                bars.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        return rules, bars, pictured


def _crosses(bar: tuple[float, float, float], rule: Rule) -> bool:
    """Whether an upright line meets a horizontal one, as the lines of a table do."""
    place, top, foot = bar
    return rule.start - 2 < place < rule.end + 2 and top - 2 < rule.base < foot + 2


class _Frame:
    """From the places of the file to places as the page is looked at, from the top left."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom = left, bottom
        self._right, self._top = right, top
        self._turns = (page.get_rotation() // 90) % 4
        self.width, self.height = abs(right - left), abs(top - bottom)
        if self._turns % 2:
            self.width, self.height = self.height, self.width

    def place(self, x: float, y: float) -> tuple[float, float]:
        if self._turns == 0:
            return x - self._left, self._top - y
        if self._turns == 1:
            return y - self._bottom, x - self._left
        if self._turns == 2:
            return self._right - x, y - self._bottom
        return self._top - y, self._right - x

    def turn(self, x: float, y: float) -> tuple[float, float]:
        """A direction of the file as the page shows it."""
        for _ in range(self._turns):
            x, y = y, -x
        return x, y


def _letter(code: int) -> str:
    if code in _CODES:
        return _CODES[code]
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " " if code in (9, 10, 13) else ""
    if 0xF020 <= code < 0xF100:
        # A font of symbols: the low byte is the key that types the sign.
        return chr(code - 0xF000)
    return chr(code)


def _mirrored_run(run: Run, width: float) -> Run:
    return replace(run, start=width - run.end, end=width - run.start)
