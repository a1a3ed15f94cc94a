"""Markdown, as negotiating texts are kept in repositories.

A front matter of "key: value" lines gives the facts, "#" a heading, emphasis at the head of a
paragraph its opening phrase. Lists keep their numbers as typed; a numbered list inside a numbered
list is what a resolution writes as (a), (b), and is read so. Links, link definitions, footnotes and
attribute lists ("{:toc}") are mark-up; every other bracket is the text's own. Words struck out
("~~gone~~", `<del>`) or added (`<ins>`; bold where something is struck out) are marks made by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from resotrack.model import Note, Notice
from resotrack.read._markdown_marks import hold, read_off
from resotrack.read.blocks import Block, BlockStyle, Faced, Facts, Reading
from resotrack.read.faces import meant
from resotrack.read.labels import to_roman
from resotrack.read.language import guess_language
from resotrack.read.plain import decode
from resotrack.read.spaces import fold_spaces

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_ITEM = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>\d{1,3}[.)]|\([a-z]{1,5}\)|[a-z]{1,2}[.)]|[-*+])[ \t]+(?=\S)"
)
_BULLET = frozenset("-*+")
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:\s*(.*)$")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]^][^\]]{0,99})\]:\s*(\S+)(?:\s+[\"'(].*)?\s*$")
_ATTRIBUTES = re.compile(r"^\s*\{:[^}]*\}\s*$")
_RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,}|(?:\* ){2,}\*)\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(((?:[a-z]+:|/|#|\.{1,2}/|www\.)[^\s()]*)(?:\s+\"[^\"]*\")?\)"
)
_REFERRED = re.compile(r"\[([^\[\]]*)\]\s?\[([^\[\]]*)\]")
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]{0,200})?/?>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_LEAD = re.compile(r"\[?(?:\*{1,3}|_{1,3})\[?(?P<words>[^*_]+?)\]?(?:\*{1,3}|_{1,3})")
# An emphasis sign beside a word or a bracket. A "*" with white space on both sides is a star.
_STARS = re.compile(r"(?<!\\)\*+(?=\S)|(?<=\S)(?<!\\)\*+")
_UNDERLINES = re.compile(r"(?<![\w\\])_{1,2}(?=\S)|(?<=\S)(?<!\\)_{1,2}(?!\w)")


def looks_like_markdown(head: str) -> bool:
    """Whether the first lines of a text are Markdown: two signs that plain text does not have."""
    if re.match(r"---\s*\n(?:[\w -]{1,40}:.*\n|\s+-.*\n|\s*\n)+---\s*\n", head):
        return True
    signs = len(re.findall(r"^#{1,6} +\S", head, re.MULTILINE))
    signs += bool(re.search(r"^\s*\[?(\*{1,2})[^\s*][^*\n]{0,80}\1\s", head, re.MULTILINE))
    signs += bool(re.search(r"^\[[^\]\n]+\]: +\S+", head, re.MULTILINE))
    return bool(re.search(r"^#{1,6} +\S", head, re.MULTILINE)) and signs >= 2


def read_markdown(data: bytes) -> Reading:
    """Read Markdown. Raises UnknownFormat where the bytes are no text."""
    text, notices = decode(data)
    lines = _without_comments(text).split("\n")
    facts, start = _front_matter(lines)
    found = _collect(lines[start:])
    language = facts.get("language", "") or guess_language(text)
    blocks = [_block(raw, found) for raw in found.blocks]
    used = {mark for raw in found.blocks for mark in _MARK.findall(raw.text)}
    lost = sorted(set(found.notes) - used)
    if lost:
        message = f"footnotes that no mark refers to are left out: {', '.join(lost)}."
        notices = (*notices, Notice(code="missing-note", message=message))
    for mark in sorted(used - set(found.notes)):
        message = f"the mark {mark} has no note."
        notices = (*notices, Notice(code="missing-note", message=message, where=f"note {mark}"))
    for mark in sorted(found.doubled):
        message = f"two notes have the mark {mark}: both are given."
        notices = (*notices, Notice(code="numbering", message=message, where=f"note {mark}"))
    return Reading(
        # Who writes <ins> says that it is new, whatever else the text does.
        blocks=meant([block for block in blocks if block.text], sure={"underlined"}),
        facts=Facts(
            symbol=facts.get("symbol", ""),
            title=facts.get("title", ""),
            date=facts.get("date", ""),
            session=facts.get("session", ""),
            body=facts.get("body", ""),
            agenda_item=facts.get("agenda_item", ""),
            language=language,
        ),
        notices=notices,
        lines=tuple(lines),
    )


def _without_comments(text: str) -> str:
    """The text without "<!-- … -->"; one that never ends is left as it is."""
    parts: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        parts.append(text[place:start])
        place = end + 3
    return "".join(parts) + text[place:]


@dataclass(slots=True)
class _Raw:
    """A paragraph before its marks are read."""

    text: str
    label: str = ""
    style: BlockStyle = "body"


@dataclass(slots=True)
class _Found:
    blocks: list[_Raw] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """The facts between the two lines "---", and where the text begins."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    facts: dict[str, str] = {}
    for number, line in enumerate(lines[1:200], 1):
        if line.strip() == "---":
            return facts, number + 1
        key, colon, value = line.partition(":")
        if colon and not line.startswith((" ", "-")):
            name = key.strip().lower().replace(" ", "_")
            facts[name] = fold_spaces(value).strip("\"'")
    return {}, 0


def _collect(lines: list[str]) -> _Found:
    """Paragraphs, headings and list items; notes and link definitions apart."""
    found = _Found()
    current: list[str] = []
    label, note = "", ""
    indents: list[int] = []

    def close() -> None:
        nonlocal label
        if current:
            found.blocks.append(_Raw("\n".join(current), label))
        current.clear()
        label = ""

    for line in lines:
        indented = line[:1] in (" ", "\t")
        if not line.strip():
            close()
            continue
        if match := _FOOTNOTE.match(line):
            close()
            note = match[1]
            if note in found.notes:
                found.doubled.add(note)
            found.notes[note] = f"{found.notes.get(note, '')} {match[2]}".strip()
            continue
        if match := _DEFINITION.match(line):
            close()
            found.links.add(match[1].lower())
            continue
        if note and indented:
            found.notes[note] += f" {line.strip()}"
            continue
        note = ""
        if _ATTRIBUTES.match(line) or _RULE.match(line) or _TABLE_RULE.match(line):
            close()
        elif match := _HEADING.match(line):
            close()
            found.blocks.append(_Raw(match[2] or "", style="heading"))
            indents = []
        elif line.lstrip().startswith("|"):
            close()
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            found.blocks.append(_Raw(" | ".join(cells), style="table"))
        elif match := _ITEM.match(line):
            close()
            label = _item_label(match, indents)
            current.append(line[match.end() :])
        else:
            current.append(line.strip().lstrip(">"))
    close()
    # "* TOC" is replaced by a table of contents where the text is printed.
    found.blocks = [raw for raw in found.blocks if raw.text.strip() != "TOC" or raw.label]
    return found


def _item_label(match: re.Match[str], indents: list[int]) -> str:
    """The number of a list item as a resolution would write it."""
    indent = len(match["indent"].expandtabs(4))
    mark = match["mark"]
    if mark in _BULLET:
        return ""
    while indents and indents[-1] > indent + 1:
        indents.pop()
    if not indents or indent > indents[-1] + 1:
        indents.append(indent)
    depth = len(indents) - 1
    if depth == 0 or not mark[:-1].isdigit():
        return mark
    value = int(mark[:-1])
    if depth == 1:
        return f"({chr(96 + value)})" if value <= 26 else mark
    return f"({to_roman(value)})" if depth == 2 else f"{chr(96 + value)}." if value <= 26 else mark


def _block(raw: _Raw, found: _Found) -> Block:
    lead = _LEAD.match(_without_links(raw.text, found))
    held = hold(raw.text)
    text = _plain(_without_links(held, found))
    words = ""
    if lead and raw.style == "body":
        words = fold_spaces(_MARK.sub("", lead["words"]))
    text, notes = _take_notes(f"{raw.label} {text}" if raw.label else text, found)
    faces: tuple[Faced, ...] = ()
    if held is not raw.text:
        text, notes, faces = read_off(text, notes)
    words = words if text.startswith(words) and not raw.label else ""
    return Block(text=text, lead=words, style=raw.style, notes=notes, faces=faces)


def _without_links(text: str, found: _Found) -> str:
    """The words of links without their addresses; tags and hard line breaks taken out."""
    text = _REFERRED.sub(lambda m: m[1] if m[2].lower() in found.links else m[0], text)
    text = _TAG.sub("", _LINK.sub(r"\1", text))
    return re.sub(r"\\\n", " ", text)


def _plain(text: str) -> str:
    """Without the signs of emphasis and the backslashes before signs that mean themselves."""
    held = _ESCAPED.sub(lambda m: f"\\{chr(0xE000 + ord(m[1]))}", text)
    held = _UNDERLINES.sub("", _STARS.sub("", held)).replace("`", "")
    return fold_spaces(re.sub(r"\\([\ue000-\ue07f])", lambda m: chr(ord(m[1]) - 0xE000), held))


def _take_notes(text: str, found: _Found) -> tuple[str, tuple[Note, ...]]:
    """The text without its footnote marks, and the notes where the marks stood."""
    notes: list[Note] = []
    parts: list[str] = []
    length = place = 0
    for match in _MARK.finditer(text):
        parts.append(text[place : match.start()])
        length += match.start() - place
        place = match.end()
        notes.append(
            Note(
                marker=match[1],
                text=_plain(_without_links(found.notes.get(match[1], ""), found)),
                position=length,
            )
        )
    parts.append(text[place:])
    return "".join(parts), tuple(notes)
