"""One page of an open PDF to runs of type and drawn rules.

The library knows for every character its code, its box and the text object that it belongs to.
Asking costs more than anything else here, so each character is asked for its code and its object
only, and places, sizes and fonts are asked for once a run.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any

from resotrack.errors import UnreadableDocument, UnsafeDocument
from resotrack.read._pdf_model import Page, Rule, Run

_MOST_CHARACTERS = 60_000
_MOST_OBJECTS = 100_000
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|slanted|[-,]it\b", re.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# What fonts of symbols show for codes that mean nothing, and what the library uses for a hyphen.
_CODES = {0x02: "-", 0xFFFE: "-", 0xF0B7: "•", 0xF0A7: "▪", 0xF02D: "–", 0xA0: "\u00a0"}
_FLAT = 0.03


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
        runs, turned = self._runs(text, count, frame)
        rules, pictured = self._drawn(page, objects, frame)
        letters = "".join(run.text for run in runs)
        mirrored = 2 * len(_RIGHT_TO_LEFT.findall(letters)) > sum(c.isalpha() for c in letters)
        if mirrored:
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
            pictured=pictured,
            turned=" ".join(turned),
            mirrored=mirrored,
        )

    def _runs(self, text: Any, count: int, frame: _Frame) -> tuple[list[Run], list[str]]:
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
                run = self._run(handle, words, first, after - 1, current_object, frame)
                if run is None:
                    turned.append(words.strip())
                else:
                    place, face = run
                    runs.append(Run(words, *place, *face, spaced, len(runs)))
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

    def _drawn(self, page: Any, objects: int, frame: _Frame) -> tuple[list[Rule], bool]:
        """The horizontal rules, and whether there is a picture."""
        raw = self._raw
        rules: list[Rule] = []
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
        return rules, pictured


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
    return Run(
        run.text,
        width - run.end,
        width - run.start,
        run.base,
        run.size,
        run.italic,
        run.bold,
        run.spaced,
        run.order,
    )
