"""The words of the negotiation: the TOML files, the inline markup, the numbering of paragraphs."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

Table = dict[str, Any]
Op = Literal["", "+", "-"]

_TOKEN = re.compile(
    r"\{(?P<author>[A-Z])(?P<op>[+-])(?P<tracked>[^{}]*)\}"
    r"|\[\^(?P<note>\w+)\]"
    r"|<(?P<close>/?)(?P<comment>c\d+)>"
    r"|(?P<plain>[^{}\[<]+|[\[<])"
)
_MARK = re.compile(r"¶(?P<author>[A-Z])(?P<op>[+-])$")
_CONNECTOR = re.compile(r"^\*([^*]+)\*")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a paragraph with one look and one author, or a mark without width."""

    text: str = ""
    italic: bool = False
    author: str = ""
    op: Op = ""
    note: str = ""
    comment: str = ""
    closes: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of a document, whose own mark may be inserted, deleted or moved as well."""

    pieces: tuple[Piece, ...]
    level: int = 1
    author: str = ""
    op: Op = ""
    move: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a resolution, and what is said of its origin."""

    id: str
    level: int
    number: str
    text: str
    before: tuple[str, ...] = ()
    story: Table = field(default_factory=dict)

    @property
    def plain(self) -> str:
        return plain(self.text)

    @property
    def opening(self) -> str:
        found = _CONNECTOR.match(self.text)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One state of the resolution."""

    name: str
    data: Table
    paragraphs: tuple[Paragraph, ...]

    @property
    def preamble(self) -> list[Paragraph]:
        return [p for p in self.paragraphs if p.level == 0]

    @property
    def operative(self) -> list[Paragraph]:
        return [p for p in self.paragraphs if p.level > 0]


class SourceError(ValueError):
    """The source contradicts itself."""


def load(path: Path) -> Table:
    with path.open("rb") as file:
        return tomllib.load(file)


def load_text(source: Path, name: str) -> Text:
    """Read one state; paragraphs without words of their own take those of the state before."""
    data = load(source / f"{name}.toml")
    earlier = load_text(source, data["before"]) if "before" in data else None
    words = {p.id: p.text for p in earlier.paragraphs} if earlier else {}
    numbered = [
        replace(paragraph, text=paragraph.text or _kept(words, paragraph))
        for paragraph in _numbered(data)
    ]
    return Text(name=name, data=data, paragraphs=tuple(numbered))


def _kept(words: dict[str, str], paragraph: Paragraph) -> str:
    if len(paragraph.before) != 1:
        raise SourceError(f"{paragraph.id}: no text, and not exactly one paragraph to take it from")
    return words[paragraph.before[0]]


def _numbered(data: Table) -> Iterator[Paragraph]:
    """Give every paragraph the number and the id that its place gives it."""
    for count, entry in enumerate(data["preambular"], start=1):
        yield _paragraph(entry, id_=f"pp{count}", level=0, number="")
    counts = [0, 0, 0]
    for entry in data["operative"]:
        level = entry.get("level", 1)
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        yield _paragraph(entry, id_=_operative_id(counts), level=level, number=_number(counts))


def _paragraph(entry: Table, *, id_: str, level: int, number: str) -> Paragraph:
    return Paragraph(
        id=id_,
        level=level,
        number=number,
        text=entry.get("text", ""),
        before=tuple(entry.get("from", ())),
        story=entry,
    )


def _parts(counts: Sequence[int]) -> list[str]:
    top, letter, roman = counts
    parts = [str(top)]
    if letter:
        parts.append(f"({chr(ord('a') + letter - 1)})")
    if roman:
        parts.append(f"({_ROMAN[roman - 1]})")
    return parts


def _operative_id(counts: Sequence[int]) -> str:
    return "op" + "".join(_parts(counts))


def _number(counts: Sequence[int]) -> str:
    last = _parts(counts)[-1]
    return last if last.startswith("(") else f"{last}."


def informal_label(paragraph: Paragraph) -> str:
    """The label a negotiator types: PP3, OP7, and (a) below it."""
    if paragraph.level == 0:
        return paragraph.id.upper()
    return paragraph.number if paragraph.level > 1 else f"OP{paragraph.number.rstrip('.')}"


# Inline markup ---------------------------------------------------------------------------------


def parse(markup: str, *, level: int = 1) -> Line:
    """Turn one line of markup into pieces."""
    author, op = "", ""
    mark = _MARK.search(markup)
    if mark:
        author, op, markup = mark["author"], mark["op"], markup[: mark.start()]
    return Line(pieces=tuple(_pieces(markup)), level=level, author=author, op=_op(op))


def _pieces(markup: str) -> Iterator[Piece]:
    italic = False
    for token in _TOKEN.finditer(markup):
        if token["note"]:
            yield Piece(note=token["note"])
        elif token["comment"]:
            yield Piece(comment=token["comment"], closes=bool(token["close"]))
        else:
            words = token["tracked"] if token["author"] else token["plain"]
            for index, part in enumerate(words.split("*")):
                italic = italic != (index > 0)
                if part:
                    author, op = token["author"] or "", _op(token["op"])
                    yield Piece(text=part, italic=italic, author=author, op=op)


def _op(sign: str | None) -> Op:
    return "+" if sign == "+" else "-" if sign == "-" else ""


def plain(markup: str) -> str:
    """The words alone, as a reader of the paragraph sees them."""
    return "".join(piece.text for piece in parse(markup).pieces)


def resolve(lines: Sequence[Line], *, dropped: Op) -> list[str]:
    """The paragraphs that remain when the pieces marked `dropped` go: "-" accepts, "+" rejects."""
    result: list[str] = []
    running = ""
    for line in lines:
        running += "".join(piece.text for piece in line.pieces if piece.op != dropped)
        if line.op != dropped:
            result.append(running)
            running = ""
    return result


# Rev.1 -----------------------------------------------------------------------------------------


def revised_lines(base: Text, data: Table) -> list[Line]:
    """The lines of Rev.1: those of the base with the entries of `data` worked in."""
    rewritten = {entry["at"]: entry for entry in data["paragraph"] if "at" in entry}
    behind: dict[str, list[Line]] = {}
    for entry in data["paragraph"]:
        if "after" in entry:
            behind.setdefault(entry["after"], []).extend(map(parse, entry["lines"]))
        elif "moved_after" in entry:
            arrival = _arrival(base, entry)
            behind.setdefault(entry["moved_after"], []).append(arrival)
    lines: list[Line] = []
    for paragraph in base.paragraphs:
        lines += _revised(paragraph, rewritten.pop(paragraph.id, None))
        lines += behind.pop(paragraph.id, [])
    rewritten.pop("heading", None)
    if rewritten or behind:
        raise SourceError(f"rev1 names unknown paragraphs: {[*rewritten, *behind]}")
    _check_rejection(base, lines)
    return lines


def base_lines(base: Text) -> list[Line]:
    return [parse(_labelled(p), level=p.level or 1) for p in base.paragraphs]


def _labelled(paragraph: Paragraph) -> str:
    return f"{informal_label(paragraph)}\t{paragraph.text}"


def _revised(paragraph: Paragraph, entry: Table | None) -> list[Line]:
    level = paragraph.level or 1
    if entry is None:
        return [parse(_labelled(paragraph), level=level)]
    if "moved_after" in entry:
        gone = parse(_labelled(paragraph), level=level)
        return [_moved(gone, entry, op="-")]
    return [parse(markup, level=level) for markup in entry["lines"]]


def _arrival(base: Text, entry: Table) -> Line:
    words = {p.id: _labelled(p) for p in base.paragraphs}
    return _moved(parse(entry.get("arrives_as", words[entry["at"]])), entry, op="+")


def _moved(line: Line, entry: Table, *, op: Op) -> Line:
    """Mark a whole line as carried away ("-") or brought in ("+"); later insertions stay."""
    by = entry["by"]
    pieces = tuple(p if p.op else replace(p, author=by, op=op, moved=True) for p in line.pieces)
    return replace(line, pieces=pieces, author=by, op=op, move=entry["at"])


def _check_rejection(base: Text, lines: Sequence[Line]) -> None:
    """Rejecting every change must give the base again, or the tracked changes lie."""
    wanted = [plain(_labelled(p)) for p in base.paragraphs]
    for want, found in zip(wanted, resolve(lines, dropped="+"), strict=True):
        if want != found:
            raise SourceError(f"rev1 without its changes reads\n  {found}\nnot\n  {want}")
