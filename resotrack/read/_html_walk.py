"""One walk over the elements of a page: blocks with their emphasis, numbers, notes and changes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from resotrack.model import BracketFace, Change, Note, Notice
from resotrack.read.blocks import Block, BlockStyle, Faced
from resotrack.read.labels import read_label, to_roman
from resotrack.read.spaces import fold_spaces

_SILENT = frozenset({"script", "style", "head", "template", "noscript", "meta", "link", "title"})
_FURNITURE = frozenset(
    {
        *("nav", "aside", "form", "button", "select", "input", "textarea", "iframe", "object"),
        *("svg", "canvas", "dialog", "menu", "audio", "video", "map", "applet", "embed"),
    }
)
_SITE_PARTS = frozenset({"header", "footer"})
_ROLES = frozenset(
    {"navigation", "banner", "search", "dialog", "alertdialog", "contentinfo", "complementary"}
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|navbar|nav|navigation|sidebar|skip-?(?:link|to)"
    r"|share|sharing|social|toolbar|site-(?:header|footer)|page-(?:header|footer)|masthead-nav)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_SLANTED = re.compile(
    r"font-style\s*:\s*(?:italic|oblique)|font-weight\s*:\s*(?:bold|[6-9]00)", re.I
)
_UPRIGHT = re.compile(r"font-(?:style|weight)\s*:\s*(?:normal|400)", re.I)
_EMPHASIS = frozenset({"i", "em", "b", "strong"})
_FACES: dict[str, BracketFace] = {
    **dict.fromkeys(("s", "strike"), "struck"),
    **dict.fromkeys(("b", "strong"), "bold"),
    "u": "underlined",
}
_FACE_STYLES: tuple[tuple[BracketFace, re.Pattern[str]], ...] = (
    ("struck", re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)),
    ("bold", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)),
    ("underlined", re.compile(r"text-decoration[\w-]*\s*:[^;]*underline", re.I)),
    ("", re.compile(r"font-weight\s*:\s*(?:normal|400)", re.I)),
)
# What is struck out in bold is struck out.
_WEIGHT: dict[BracketFace, int] = {"": 0, "underlined": 1, "bold": 2, "struck": 3}
_HEADING = re.compile(r"h[1-6]$")
_BLOCKS = frozenset(
    {
        *("p", "div", "li", "ol", "ul", "dl", "dd", "dt", "blockquote", "section", "article"),
        *("main", "pre", "center", "address", "figure", "figcaption", "body", "html", "hr"),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "header", "footer"),
        *("details", "summary", "fieldset", "h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_MARK = re.compile(r"^\[?\(?(\d{1,3}|\*{1,3}|[a-z])\)?\]?$")
_NOTE_LINK = re.compile(r"ftn|fn|note|cite", re.IGNORECASE)
_BACK = re.compile(r"^[\s↩↑^⏎\ufe0e\ufe0f]*$")
# After these a raised figure is an exponent, not a footnote mark.
_UNIT_END = re.compile(r"(?:^|[\s\d(])(?:m|km|cm|ha|CO|NO|SO)$")
_STYLES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
    "none": "",
}
# What folding takes out besides white space.
_NOTHING = "\u00ad\u200b\ufeff\u2060"
# A list inside a list whose kind is not said: the UN's levels are figures, letters, numerals.
_BY_DEPTH = ("1", "a", "i", "a", "i")


@dataclass(slots=True)
class _List:
    kind: str
    next: int


_Row = list[list[Block]]


@dataclass(slots=True)
class _Open:
    """The block in the making."""

    text: str = ""
    lead: str = ""
    lead_open: bool = True
    notes: list[Note] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    faces: list[Faced] = field(default_factory=list)
    """Like those of notes and changes, offsets into `text` before its white space is folded."""


@dataclass(frozen=True, slots=True)
class _Changing:
    """An <ins> or <del> that is open."""

    kind: Literal["insert", "delete"]
    author: str
    time: str


class Walk:
    """Collects the blocks of a page; `over` is called once."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.skipped: Counter[str] = Counter()
        self.notices: list[Notice] = []
        self._open = _Open()
        self._style: BlockStyle = "body"
        self._number = ""
        self._lists: list[_List] = []
        self._emphasis: list[bool] = [False]
        self._face: list[BracketFace] = [""]
        self._changing: list[_Changing] = []
        self._preformatted = 0
        self._rows: list[_Row] = []
        self._passed: etree._Element | None = None
        """The element whose inside is being skipped."""
        self._marks: list[tuple[str, str]] = []
        """(mark, target) of every footnote mark met."""
        self._note_texts: dict[int, str] = {}
        self._note_blocks: list[tuple[etree._Element, int]] = []

    def over(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if not isinstance(element.tag, str):
                if event == "end":
                    self._say(element.tail)
                continue
            if event == "start":
                if self._leave_out(element) or self._is_mark(element):
                    walker.skip_subtree()
                    continue
                self._enter(element)
                self._say(element.text)
            else:
                if self._passed is not element:
                    self._leave(element)
                self._passed = None
                self._say(element.tail)
        self._flush()
        self.blocks = [self._with_notes(block) for block in self.blocks]

    # ---- what is no part of the text ------------------------------------------------------

    def _leave_out(self, element: etree._Element) -> bool:
        tag = element.tag
        name = ""
        if tag in _SILENT or element.get("hidden") is not None:
            name = "-"
        elif _HIDDEN.search(element.get("style", "")):
            name = "hidden text"
        elif tag in _FURNITURE or (
            tag in _SITE_PARTS and not _inside(element, ("article", "main"))
        ):
            name = str(tag)
        elif element.get("role", "") in _ROLES:
            name = element.get("role", "")
        elif tag not in ("html", "body", "main", "article") and _NAMES.search(
            f"{element.get('class', '')} {element.get('id', '')}"
        ):
            name = "site parts"
        if not name:
            return False
        if name != "-" and any(str(text).strip() for text in element.itertext()):
            self.skipped[name] += 1
        if tag in _BLOCKS:
            self._flush()
        self._passed = element
        return True

    # ---- elements -------------------------------------------------------------------------

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._flush()
            if (target := element.get("id", "")) and (n := self._reference(target)) is not None:
                self._note_blocks.append((element, n))
        if _HEADING.match(tag):
            self._style = "heading"
        elif tag in ("ol", "ul"):
            self._lists.append(self._list(element))
        elif tag == "li":
            self._number = self._item(element)
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append([])
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "br":
            self._break()
        elif tag in ("ins", "del"):
            self._changing.append(_changing(element))
        style = element.get("style", "")
        self._face.append(_face(tag, style, self._face[-1]))
        if tag in _EMPHASIS or _SLANTED.search(style):
            self._emphasis.append(True)
        elif _UPRIGHT.search(style):
            self._emphasis.append(False)
        else:
            self._emphasis.append(self._emphasis[-1])

    def _leave(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self._emphasis.pop()
        self._face.pop()
        if tag in _BLOCKS:
            self._flush()
            if self._note_blocks and self._note_blocks[-1][0] is element:
                self._note_blocks.pop()
        if _HEADING.match(tag):
            self._style = "body"
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._number = ""
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in ("ins", "del") and self._changing:
            self._changing.pop()

    def _list(self, element: etree._Element) -> _List:
        if element.tag == "ul":
            return _List("", 1)
        ordered = sum(bool(each.kind) for each in self._lists)
        kind = element.get("type") or _list_style(element)
        if kind is None:
            kind = _BY_DEPTH[min(ordered, len(_BY_DEPTH) - 1)]
        start = element.get("start", "")
        return _List(kind, int(start) if re.fullmatch(r"\d{1,4}", start) else 1)

    def _item(self, element: etree._Element) -> str:
        if not self._lists or not self._lists[-1].kind:
            return ""
        own = self._lists[-1]
        value = element.get("value", "")
        place = int(value) if re.fullmatch(r"\d{1,4}", value) else own.next
        own.next = place + 1
        return _shown(_list_style(element) or own.kind, place)

    # ---- words ----------------------------------------------------------------------------

    def _say(self, words: str | None) -> None:
        if not words:
            return
        now = self._open
        if not self._preformatted:
            words = re.sub(r"[\r\n\t ]+", " ", words)
        if self._changing:
            by = self._changing[-1]
            if by.kind == "delete":
                if words.strip():
                    place = len(now.text)
                    now.changes.append(_change(by, place, place, fold_spaces(words)))
                return
            if words.strip():
                start = len(now.text)
                now.changes.append(_change(by, start, start + len(words), fold_spaces(words)))
        if self._emphasis[-1] and now.lead_open:
            now.lead += words
        elif now.lead_open and words.strip() and not _is_number(now.text + words):
            now.lead_open = False
        if face := self._face[-1]:
            here = len(now.text)
            now.faces.append(Faced(start=here, end=here + len(words), face=face))
        now.text += words

    def _break(self) -> None:
        if self._open.text.rstrip(" ").endswith("\n"):
            self._flush()
        elif self._open.text.strip():
            self._open.text += "\n"

    def _flush(self) -> None:
        now, self._open = self._open, _Open()
        text = _fold(now.text)
        _placed(now, text)
        if self._note_blocks:
            number = self._note_blocks[-1][1]
            said = f"{self._note_texts.get(number, '')} {fold_spaces(text)}"
            self._note_texts[number] = said.strip()
            return
        if now.notes and now.notes[0].position == 0 and text:
            # A mark before the words: this is the note itself, if the mark was met before.
            mark = now.notes[0].marker
            earlier = len(self._marks) - len(now.notes)
            for number in range(earlier - 1, -1, -1):
                if self._marks[number][0] == mark and number not in self._note_texts:
                    self._note_texts[number] = fold_spaces(text)
                    return
            message = f"a note {mark} to which no mark in the text points was left out"
            self.notices.append(Notice(code="note", message=message, where=fold_spaces(text)[:60]))
            return
        if not text and not now.changes:
            return
        typed = read_label(text) if self._number else None
        block = Block(
            text=text,
            lead=fold_spaces(now.lead),
            number="" if typed else self._number,
            style=self._style,
            notes=tuple(now.notes),
            changes=tuple(now.changes),
            faces=tuple(now.faces),
        )
        self._number = ""
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(block)
        else:
            self.blocks.append(block)

    def _end_row(self, row: _Row) -> None:
        """A row of a table, or paragraphs that a page lays out by one."""
        full = [cell for cell in row if cell]
        target = self._rows[-1][-1] if self._rows and self._rows[-1] else self.blocks
        if len(full) == 2 and len(full[0]) == 1 and not full[0][0].number:
            label = read_label(f"{full[0][0].text} x")
            if label and label.length >= len(full[0][0].text):
                first = replace(full[1][0], number=full[0][0].text)
                target += [first, *full[1][1:]]
                return
        if len(full) < 2 or any(len(cell) > 3 for cell in full):
            target += [block for cell in full for block in cell]
            return
        texts = [fold_spaces(" ".join(_whole(block) for block in cell)) for cell in row]
        notes = tuple(n for cell in full for block in cell for n in block.notes)
        target.append(Block(text=" | ".join(texts), style="table", notes=notes))

    # ---- notes ----------------------------------------------------------------------------

    def _is_mark(self, element: etree._Element) -> bool:
        """A raised or linked figure is the mark of a note; raised letters ("1er") are text."""
        if element.tag not in ("sup", "a"):
            return False
        words = fold_spaces("".join(str(text) for text in element.itertext()))
        link = element if element.tag == "a" else element.find(".//a")
        href = (link.get("href") or "") if link is not None else ""
        target = href.rpartition("#")[2] if "#" in href else ""
        if element.tag == "a" and self._note_blocks and target and _BACK.match(words):
            self._passed = element
            return True
        match = _MARK.match(words)
        if not match:
            return False
        if element.tag == "a" and not (target and _NOTE_LINK.search(target)):
            return False
        bare = element.tag == "sup" and not target
        if bare and (match[1].isalpha() or _UNIT_END.search(self._open.text[-8:])):
            return False
        if self._note_blocks:
            self._passed = element
            return True
        place = len(self._open.text)
        self._open.notes.append(Note(marker=match[1], text=f"\0{len(self._marks)}", position=place))
        self._marks.append((match[1], target))
        self._passed = element
        return True

    def _reference(self, target: str) -> int | None:
        """The mark that points to an element."""
        for number, (_, wanted) in enumerate(self._marks):
            if wanted == target:
                return number
        return None

    def _with_notes(self, block: Block) -> Block:
        return replace(
            block,
            notes=tuple(
                replace(note, text=self._note_texts.get(int(note.text[1:]), ""))
                for note in block.notes
            ),
        )


def _is_number(text: str) -> bool:
    """Whether all that stands so far is a paragraph's number."""
    text = fold_spaces(text)
    label = read_label(f"{text} x")
    return label is not None and label.length > len(text)


def _fold(text: str) -> str:
    """White space folded line by line: line breaks stay."""
    return "\n".join(fold_spaces(line) for line in text.split("\n")).strip("\n")


def _whole(block: Block) -> str:
    return f"{block.number} {block.text}".strip()


def _change(by: _Changing, start: int, end: int, words: str) -> Change:
    return Change(
        kind=by.kind,
        paragraph="",
        start=start,
        end=end,
        words=words,
        author=by.author,
        time=by.time,
    )


def _changing(element: etree._Element) -> _Changing:
    """What Word says of a change when it saves a page: cite="mailto:A.%20Name", datetime="…"."""
    cite = element.get("cite", "")
    author = unquote(cite[len("mailto:") :]) if cite.lower().startswith("mailto:") else ""
    kind: Literal["insert", "delete"] = "insert" if element.tag == "ins" else "delete"
    return _Changing(kind, author, element.get("datetime", ""))


def _face(tag: str, style: str, outer: BracketFace) -> BracketFace:
    """The face of the words in an element."""
    own = _FACES.get(tag, "")
    for face, pattern in _FACE_STYLES if style else ():
        if pattern.search(style):
            own = max(own, face, key=_WEIGHT.__getitem__)
            outer = "" if not face and outer == "bold" else outer
    return max(own, outer, key=_WEIGHT.__getitem__)


class _Folding:
    """From an offset into a text to one into the same text folded, which keeps every letter in its
    place among the letters."""

    def __init__(self, raw: str, folded: str) -> None:
        counts = accumulate((not c.isspace() and c not in _NOTHING for c in raw), initial=0)
        self._before = list(counts)
        self._places = [place for place, char in enumerate(folded) if not char.isspace()]

    def start(self, offset: int) -> int:
        """Where the first letter at or behind an offset is."""
        letters = self._before[offset]
        return self._places[letters] if letters < len(self._places) else self.end(offset)

    def end(self, offset: int) -> int:
        """The place behind the last letter before an offset."""
        letters = min(self._before[offset], len(self._places))
        return self._places[letters - 1] + 1 if letters else 0


def _placed(now: _Open, text: str) -> None:
    """Give what stands beside a text its offsets into the folded text."""
    if not (now.notes or now.changes or now.faces):
        return
    folding = _Folding(now.text, text)
    now.notes = [replace(n, position=folding.end(n.position)) for n in now.notes]
    now.changes = [
        replace(c, start=folding.end(c.start), end=folding.end(c.end))
        if c.kind == "delete"
        else replace(c, start=folding.start(c.start), end=folding.end(c.end))
        for c in now.changes
    ]
    faces = [replace(f, start=folding.start(f.start), end=folding.end(f.end)) for f in now.faces]
    now.faces = [face for face in faces if face.start < face.end]


def _inside(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())


def _list_style(element: etree._Element) -> str | None:
    found = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", element.get("style", ""))
    return _STYLES.get(found[1]) if found else None


def _shown(kind: str, place: int) -> str:
    if kind in ("a", "A"):
        letters = chr(97 + (place - 1) % 26) * (1 + (place - 1) // 26) if place > 0 else ""
        return f"({letters})" if kind == "a" else f"{letters.upper()}."
    if kind in ("i", "I"):
        numeral = to_roman(place)
        return f"({numeral})" if kind == "i" else f"{numeral.upper()}."
    return f"{place}." if kind == "1" else ""
