"""Runs to lines in reading order: side by side, above one another, column after column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from resotrack.read._pdf_bidi import in_reading_order, strokes_of
from resotrack.read._pdf_model import Line, Page, Run

# A gap this wide (in sizes of the type) parts two texts that stand on one height.
_WIDE = 3.0
# A number at the head of a paragraph stands apart from it, and still is its number.
_NUMBER = re.compile(r"[\[(]{0,2}\s?(?:[\w.…/-]{1,8}|[*†‡]{1,3})[\])}.:،]{0,2}")
_DIGITS = re.compile(r"\d{1,4}")
_NUMBERS_APART = 18.0
# What programs leave free (in sizes of the type) between Chinese and figures or Latin letters.
_BETWEEN_SCRIPTS = 0.4
_NARROWEST_GUTTER = 9.0
_NARROWEST_COLUMN = 0.2
_SHORTEST_COLUMN = 5


def lines_of(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page in reading order, the numbers in its margin taken out."""
    rows = [_rows(page.runs) for page in pages]
    strokes = strokes_of(
        row for page, own in zip(pages, rows, strict=True) if page.mirrored for row in own
    )
    return [
        _lines(page, [_in_order(row, page, strokes) for row in own])
        for page, own in zip(pages, rows, strict=True)
    ]


def _lines(page: Page, rows: list[list[Run]]) -> list[Line]:
    rows = _without_line_numbers(rows)
    rows = [row for row in rows if row]
    lines: list[Line] = []
    for stretch, gutter in _columns(rows, page.width):
        if gutter is None:
            for row in stretch:
                parts = _parts(row)
                lines += [_line(page, part, 0, spread=len(parts) > 1) for part in parts]
            continue
        for column in (1, 2):
            for row in stretch:
                own = [run for run in row if (_middle(run) < gutter) == (column == 1)]
                lines += [_line(page, part, column) for part in _parts(own)]
    return lines


def join_runs(runs: Sequence[Run]) -> str:
    """The words of runs that stand side by side, a space where the page shows one."""
    parts: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None and needs_space(last, run):
            parts.append(" ")
        parts.append(run.text)
        last = run
    return "".join(parts)


def needs_space(last: Run, run: Run) -> bool:
    if last.text[-1:].isspace() or run.text[:1].isspace():
        return False
    gap = (run.start - last.end) / min(run.size, last.size)
    if gap < _BETWEEN_SCRIPTS and (is_wide(last.text[-1:]) or is_wide(run.text[:1])):
        return False
    if run.order == last.order + 1:
        # The library sees a space where letters are only spread to fill the line.
        return run.spaced and not -0.1 < gap < 0.14
    return gap > 0.18


def is_wide(char: str) -> bool:
    """Whether a character is of a script that sets no spaces between words."""
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uff60"


def is_raised(run: Run, size: float, base: float) -> bool:
    """Whether a run is set as the mark of a note is: smaller and higher than its line."""
    return run.size < 0.86 * size and run.base < base - 0.1 * size


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs whose letters stand on the same height; raised figures go with their line."""
    rows: list[tuple[float, float, list[Run]]] = []
    # The largest type first: a raised figure then finds the line that it belongs to.
    for run in sorted(runs, key=lambda r: (-r.size, r.base)):
        best, most = -1, 0.5
        own_top, own_base = run.top, run.base
        for number, (top, base, _) in enumerate(rows):
            if top >= own_base or base <= own_top:
                continue
            share = (min(base, own_base) - max(top, own_top)) / (own_base - own_top)
            if share > most:
                best, most = number, share
        if best < 0:
            rows.append((own_top, own_base, [run]))
        else:
            rows[best][2].append(run)
    rows.sort(key=lambda row: row[1])
    return [row for _, _, row in rows]


def _in_order(row: list[Run], page: Page, strokes: frozenset[str]) -> list[Run]:
    if page.mirrored:
        return in_reading_order(row, strokes)
    return sorted(row, key=lambda run: (run.start, run.order))


def _parts(row: list[Run]) -> list[list[Run]]:
    """A row cut at its wide gaps."""
    parts: list[list[Run]] = []
    for run in row:
        if not parts:
            parts.append([run])
            continue
        last = parts[-1][-1]
        gap = max(run.start - last.end, last.start - run.end)
        wide = gap > _WIDE * min(run.size, last.size)
        if wide and not _NUMBER.fullmatch(join_runs(parts[-1]).strip()):
            parts.append([run])
        else:
            parts[-1].append(run)
    return parts


def _line(page: Page, runs: list[Run], column: int, *, spread: bool = False) -> Line:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text.strip())
    size = max(sizes, key=lambda s: (sizes[s], s))
    base = max(run.base for run in runs if run.size == size)
    # A line that was deleted whole still shows where its paragraph began and ended.
    standing = [r for r in runs if not r.gone] or runs
    text = join_runs(standing)
    plain = [r for r in standing if not is_raised(r, size, base)]
    return Line(
        page=page.number,
        column=column,
        runs=tuple(runs),
        start=min(run.start for run in runs),
        end=max(run.end for run in runs),
        base=base,
        size=size,
        text=text.strip(),
        words=(join_runs(plain) if len(plain) < len(standing) else text).strip(),
        spread=spread,
    )


def _middle(run: Run) -> float:
    return (run.start + run.end) / 2


def _without_line_numbers(rows: list[list[Run]]) -> list[list[Run]]:
    """Figures that count the lines, one below the other at the edge of the text."""
    for edge in (0, -1):
        marked = [
            n for n, row in enumerate(rows) if row and _DIGITS.fullmatch(row[edge].text.strip())
        ]
        if not marked:
            continue
        # Their own column only: the marks of notes are figures at the head of a line, too.
        outermost = min(rows[n][edge].end * (1 if edge == 0 else -1) for n in marked)
        marked = [
            n
            for n in marked
            if abs(rows[n][edge].end * (1 if edge == 0 else -1) - outermost) < _NUMBERS_APART
        ]
        values = [int(rows[n][edge].text) for n in marked]
        if len(marked) < 4 or not _counts(values, len(rows)):
            continue
        others = [run for row in rows for run in row if not _DIGITS.fullmatch(run.text.strip())]
        at_edge = [rows[n][edge] for n in marked]
        if not others:
            continue
        outside = (
            max(run.end for run in at_edge) < min(run.start for run in others) + 1
            if edge == 0
            else min(run.start for run in at_edge) > max(run.end for run in others) - 1
        )
        if outside:
            gone = set(marked)
            return [
                (row[1:] if edge == 0 else row[:-1]) if n in gone else row
                for n, row in enumerate(rows)
            ]
    return rows


def _counts(values: Sequence[int], rows: int) -> bool:
    """Whether figures go up in equal steps (1, 2, 3 or 5, 10, 15) down the whole page."""
    steps = Counter(b - a for a, b in pairwise(values))
    step, often = steps.most_common(1)[0]
    covered = step * len(values) >= 0.6 * rows
    return step in (1, 2, 5, 10) and often >= 0.8 * (len(values) - 1) and covered


def _columns(rows: list[list[Run]], width: float) -> list[tuple[list[list[Run]], float | None]]:
    """Stretches of rows, each with the place of its gutter where it is set in two columns."""
    gutter = _gutter(rows, width)
    if gutter is None:
        return [(rows, None)]
    stretches: list[tuple[list[list[Run]], float | None]] = []
    for row in rows:
        own = gutter if _respects(row, gutter) else None
        if not stretches or stretches[-1][1] != own:
            stretches.append(([], own))
        stretches[-1][0].append(row)
    return [
        (stretch, own if own is not None and _is_set_in_columns(stretch, own, width) else None)
        for stretch, own in stretches
    ]


def _gutter(rows: list[list[Run]], width: float) -> float | None:
    gaps = [
        b.start - _NARROWEST_GUTTER / 2
        for row in rows
        for a, b in pairwise(sorted(row, key=lambda run: run.start))
        if b.start - a.end >= _NARROWEST_GUTTER
    ]
    places = Counter(round(gap / 6) for gap in gaps if 0.25 * width < gap < 0.75 * width)
    for place, often in places.most_common(3):
        if often < _SHORTEST_COLUMN:
            return None
        near = sorted(gap for gap in gaps if abs(gap / 6 - place) <= 1)
        gutter = near[len(near) // 2]
        stretch = [row for row in rows if _respects(row, gutter)]
        if _is_set_in_columns(stretch, gutter, width):
            return gutter
    return None


def _respects(row: list[Run], gutter: float) -> bool:
    """Whether nothing in the row crosses the gutter."""
    half = _NARROWEST_GUTTER / 2
    return all(run.end <= gutter + half or run.start >= gutter - half for run in row) and not any(
        run.start < gutter - half and run.end > gutter + half for run in row
    )


def _is_set_in_columns(stretch: list[list[Run]], gutter: float, width: float) -> bool:
    """Whether enough rows have running text on both sides."""
    both = 0
    for row in stretch:
        left = [run for run in row if _middle(run) < gutter]
        right = [run for run in row if _middle(run) >= gutter]
        if not left or not right:
            continue
        left_width = max(r.end for r in left) - min(r.start for r in left)
        right_width = max(r.end for r in right) - min(r.start for r in right)
        wide = _NARROWEST_COLUMN * width
        both += left_width > wide and right_width > wide
    return both >= _SHORTEST_COLUMN
