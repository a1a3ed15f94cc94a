"""A lineage on the terminal: the matrix, by signs that need no colour; one provision's story."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text as Styled

from resotrack.write.lineages.view import MOVED, SIGNS, Line, Part, Shown, Text, line, parts, texts
from resotrack.write.view import DIRECTIONS, Only
from resotrack_cli._console import coloured, hang
from resotrack_cli.terminal import worded

if TYPE_CHECKING:
    from rich.console import Console

    from resotrack import Lineage, Thread
    from resotrack.model import CellRelation

_STYLES: dict[CellRelation, str] = {
    "first": "",
    "same": "dim",
    "edited": "yellow",
    "split": "yellow",
    "merged": "yellow",
    "added": "green",
    "returned": "green",
    "deleted": "red",
    "absent": "dim",
}
_NARROWEST = 14
"""The least that is left for the words of a provision."""
_WIDEST_CELL = 13


def print_lineage(console: Console, lineage: Lineage, *, only: Only = "all") -> None:
    """The texts by number, then one row for each provision; those that never change are folded."""
    columns = texts(lineage)
    for text in columns:
        _text(console, text)
    for notice in lineage.notices:
        where = f"{notice.where}: " if notice.where else ""
        hang(console, Styled(f"{where}{notice.message}"), by=10, head=Styled("To check:", "yellow"))
    console.print()
    hang(console, Styled(_legend(), "dim"), by=0)
    shown = parts(lineage, only=only)
    width = _cell_width(console, shown, len(columns))
    for part in shown:
        console.print()
        head = set_cell_size(part.title, max(console.width - width * len(columns), _NARROWEST))
        heads = "".join(_sized(f"{t.number} {t.year}".strip(), width) for t in columns)
        console.print(Styled((head + heads).rstrip(), "bold"), soft_wrap=True)
        for quiet, lines in groupby(part.lines, key=_is_quiet):
            _rows(console, list(lines), width, fold=quiet)
    if not shown:
        console.print("\nNone.")


def print_story(console: Console, lineage: Lineage, thread: Thread) -> None:
    """One provision through all texts: its wording, and what changed each time."""
    told = line(lineage, thread)
    hang(console, Styled(told.begins, "bold"), by=0)
    if not coloured(console):
        console.print("[-deleted-] {+inserted+}", style="dim")
    for text, cell in zip(texts(lineage), told.cells, strict=True):
        console.print()
        head = Styled.assemble((text.label, "bold"), f"  {text.date}" if text.date else "")
        if cell.relation == "absent":
            head.append("  not in it", "dim")
            hang(console, head, by=0)
            continue
        head.append(f"  {cell.names}" if cell.here else "")
        share = f", {cell.share} % of the wording" if cell.share else ""
        head.append(f"  {cell.told}{share}", _STYLES[cell.relation])
        if cell.direction != "neutral":
            way = DIRECTIONS[cell.direction]
            head.append(f"  {way.symbol} {way.word}")
        head.append("  ? weak evidence: check" if cell.doubt else "", "yellow")
        hang(console, head, by=0)
        if cell.relation in ("first", "added"):
            hang(console, Styled(cell.wording), by=2)
        elif cell.link and cell.relation != "same":
            hang(console, worded(cell.link, marks=not coloured(console)), by=2)


def _text(console: Console, text: Text) -> None:
    told = [f"{count} {SIGNS[relation].word}" for relation, count in text.counts if count]
    if text.weaker:
        told.append(f"{text.weaker} {DIRECTIONS['weakened'].symbol}")
    if text.stronger:
        told.append(f"{text.stronger} {DIRECTIONS['strengthened'].symbol}")
    row = Styled.assemble((text.label, "bold"))
    for part in (text.date, f"{text.paragraphs} paragraphs", ", ".join(told)):
        row.append(f"  {part}" if part else "")
    hang(console, row, by=4, head=Styled(str(text.number).rjust(3)))


def _legend() -> str:
    signs = [*(sign for sign in SIGNS.values() if sign.symbol), MOVED]
    told = [f"{sign.symbol} {sign.word}" for sign in signs]
    told += [f"{d.symbol} {d.word}" for name, d in DIRECTIONS.items() if name != "neutral"]
    return "   ".join([*told, "? to check"])


def _is_quiet(one: Line) -> bool:
    """Whether nothing ever happened to it. All of a run of these need one line."""
    return "changed" not in one.tags


def _rows(console: Console, lines: Sequence[Line], width: int, *, fold: bool) -> None:
    columns = len(lines[0].cells)
    left = max(console.width - width * columns, _NARROWEST)
    if fold and len(lines) > 1:
        told = f"{len(lines)} unchanged throughout"
        row = Styled(_sized(told, left), "dim")
        for number in range(columns):
            first, last = (end.cells[number].names for end in (lines[0], lines[-1]))
            row.append(_sized(f"= {_brief(first)}–{_brief(last)}", width), "dim")
        console.print(row, soft_wrap=True)
        return
    for one in lines:
        row = Styled(_sized(one.begins, left))
        for cell in one.cells:
            row.append(_sized(_cell(cell), width), _STYLES[cell.relation])
        row.rstrip()
        console.print(row, soft_wrap=True)


def _cell(cell: Shown) -> str:
    if cell.relation == "absent":
        return "·"
    sign = SIGNS[cell.relation].symbol or " "
    rest = cell.symbols.removeprefix(SIGNS[cell.relation].symbol)
    return f"{sign} {_brief(cell.names)}{rest}{'?' if cell.doubt else ''}"


def _brief(names: str) -> str:
    """ "OP7 (a) (i) + OP8" → "OP7(a)(i)+OP8"."""
    return names.replace(" (", "(").replace(" + ", "+")


def _cell_width(console: Console, shown: Sequence[Part], columns: int) -> int:
    """As wide as the cells need, as long as the provisions' own words have some room."""
    needed = max(
        (cell_len(_cell(cell)) + 1 for part in shown for line in part.lines for cell in line.cells),
        default=8,
    )
    room = (console.width - 2 * _NARROWEST) // max(1, columns)
    return max(8, min(needed, room, _WIDEST_CELL))


def _sized(text: str, width: int) -> str:
    """Filled up with blanks, or cut with an ellipsis; one blank at least behind it."""
    if cell_len(text) >= width:
        text = set_cell_size(text, max(1, width - 2)).rstrip() + "…"
    return set_cell_size(text, width)
