"""Tracked changes as a page prints them: words struck through or underlined, in colour or barred.

Word and LibreOffice print what one author deleted struck through, what he inserted underlined, both
in a colour of his own, and a bar in the margin beside the line. Neither sign alone is enough: links
are underlined in blue, and who strikes words out by hand leaves them black. So words count as
deleted where they are struck through *and* coloured or barred; as inserted where they are
underlined *and* coloured, in a line with a bar or in the colour of something deleted. Who did it, a
page does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resotrack.read._pdf_model import Change, Page, Rule, Run

# A page with more lines drawn on it holds a figure, not words struck through.
_MOST_LINES = 600
# How far the brightest and the darkest part of a colour lie apart at least (of 255).
_COLOURED = 40
# Of a run's width, what a line must cover; and how far (in sizes of the type) it may go beyond.
_COVERED = 0.85


def with_changes(pages: Sequence[Page], *, original: bool = False) -> list[Page]:
    """The pages, each run with what was done to it, and whether it is gone in this view."""
    lined = [_lined(page) for page in pages]
    both = zip(pages, lined, strict=True)
    if not any(struck or (under and page.bars) for page, (struck, under) in both):
        return list(pages)
    deleted = [
        {n for n in struck if _coloured(page.runs[n].colour) or _barred(page, page.runs[n])}
        for page, (struck, _) in zip(pages, lined, strict=True)
    ]
    colours = {
        page.runs[n].colour
        for page, own in zip(pages, deleted, strict=True)
        for n in own
        if _coloured(page.runs[n].colour)
    }
    return [
        replace(page, runs=tuple(_marked(page, gone, under, colours, original)))
        for page, gone, (_, under) in zip(pages, deleted, lined, strict=True)
    ]


def struck_by_hand(page: Page) -> list[str]:
    """Words that a line is drawn through, and nothing says that the change was tracked."""
    struck, _ = _lined(page)
    return [page.runs[n].text.strip() for n in sorted(struck) if not page.runs[n].change]


def _marked(
    page: Page, gone: set[int], under: set[int], colours: set[int], original: bool
) -> list[Run]:
    runs: list[Run] = []
    leaving = "insert" if original else "delete"
    for number, run in enumerate(page.runs):
        inserted = (
            number in under
            and _coloured(run.colour)
            and (run.colour in colours or _barred(page, run))
        )
        change: Change = "delete" if number in gone else "insert" if inserted else ""
        runs.append(replace(run, change=change, gone=change == leaving) if change else run)
    return runs


def _lined(page: Page) -> tuple[set[int], set[int]]:
    """The runs that are struck through, and those that are underlined."""
    lines = [rule for rule in page.rules if rule.end - rule.start > 1]
    if len(lines) > _MOST_LINES:
        return set(), set()
    struck, under = set[int](), set[int]()
    for number, run in enumerate(page.runs):
        for line in lines:
            height = (run.base - line.base) / run.size
            if not -0.35 < height < 0.5 or not _covers(line, run):
                continue
            if height > 0.12:
                struck.add(number)
            else:
                under.add(number)
    return struck, under


def _covers(line: Rule, run: Run) -> bool:
    common = min(run.end, line.end) - max(run.start, line.start)
    return common > _COVERED * (run.end - run.start)


def _coloured(colour: int) -> bool:
    parts = (colour >> 16, (colour >> 8) & 0xFF, colour & 0xFF)
    return max(parts) - min(parts) > _COLOURED


def _barred(page: Page, run: Run) -> bool:
    """Whether a bar stands in the margin beside a run."""
    return any(bar.top - 2 < run.base - 0.3 * run.size < bar.foot + 2 for bar in page.bars)
