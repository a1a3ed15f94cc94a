"""The whole text in order: sections, headings in place, runs of unchanged paragraphs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resotrack.model import Comparison, Link, Paragraph
from resotrack.write.view.names import name_range
from resotrack.write.view.rows import Row, row
from resotrack.write.view.selection import Only, kept
from resotrack.write.view.sides import Side, sides

_TITLES = {"preambular": "Preamble", "operative": "Operative part", "annex": "Annex"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingBlock:
    """A heading of the text itself, on both sides where both have it."""

    left: tuple[Side, ...]
    right: tuple[Side, ...]
    changed: bool
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """Paragraphs that follow one another and are the same in both texts."""

    label: str
    """ "3 paragraphs unchanged: PP2–PP4"."""
    rows: tuple[Row, ...]


Block = HeadingBlock | Unchanged | Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The preamble, the operative part or an annex."""

    title: str
    blocks: tuple[Block, ...]


def sections(comparison: Comparison, *, only: Only = "all") -> tuple[Section, ...]:
    """The text in the order of the later one; what was dropped stands where it used to."""
    headings = _Headings(comparison)
    found: list[tuple[str, list[Link | HeadingBlock]]] = []
    for link in comparison.links:
        # A dropped paragraph stays in the section around it: it has no place of its own any more.
        if not found or (link.after and section_title(link.after[0]) != found[-1][0]):
            found.append((section_title((link.after or link.before)[0]), []))
        above = headings.above(link)
        if kept(link, only):
            found[-1][1].extend([*above, link])
        elif only in ("all", "changed"):
            found[-1][1].extend(above)
    if found and only in ("all", "changed"):
        found[-1][1].extend(headings.rest())
    return tuple(
        Section(title=title, blocks=tuple(_fold(items))) for title, items in found if items
    )


def section_title(paragraph: Paragraph) -> str:
    """The part of its text that a paragraph stands in: "Preamble", "Part A: operative part"."""
    division = paragraph.id.rpartition(".")[0]
    if division.startswith("annex"):
        return f"Annex {division[5:]}".strip()
    part = _TITLES.get(paragraph.kind, "Text")
    return f"Part {division}: {part.lower()}" if division else part


def _fold(items: Sequence[Link | HeadingBlock]) -> Iterator[Block]:
    same: list[Row] = []
    for item in items:
        if isinstance(item, Link) and not item.changed:
            same.append(row(item))
            continue
        if same:
            yield _unchanged(same)
            same = []
        yield row(item) if isinstance(item, Link) else item
    if same:
        yield _unchanged(same)


def _unchanged(rows: Sequence[Row]) -> Unchanged:
    before = [one for r in rows for one in r.ids_before]
    after = [one for r in rows for one in r.ids_after]
    label = f"{len(rows)} paragraph{'s' * (len(rows) > 1)} unchanged: {name_range(after)}"
    if before != after:
        label += f" (before: {name_range(before)})"
    return Unchanged(label=label, rows=tuple(rows))


class _Headings:
    """Gives each heading out once, before the first paragraph that stands under it."""

    def __init__(self, comparison: Comparison) -> None:
        self._waiting = list(comparison.headings)

    def above(self, link: Link) -> list[HeadingBlock]:
        under_before = {p.heading for p in link.before}
        under_after = {p.heading for p in link.after}
        return self._take(
            # A heading that only the earlier text has, or the one that this paragraph is under.
            [
                n
                for n, heading in enumerate(self._waiting)
                if any(h.id in under_after for h in heading.after)
                or (not heading.after and any(h.id in under_before for h in heading.before))
            ]
        )

    def rest(self) -> list[HeadingBlock]:
        return self._take([len(self._waiting) - 1] if self._waiting else [])

    def _take(self, wanted: Sequence[int]) -> list[HeadingBlock]:
        """Those wanted, and what stands before them: a heading with no text of its own."""
        if not wanted:
            return []
        taken = self._waiting[: wanted[-1] + 1]
        self._waiting = self._waiting[wanted[-1] + 1 :]
        return [_heading(link) for link in taken]


def _heading(link: Link) -> HeadingBlock:
    left, right = sides(link)
    return HeadingBlock(left=left, right=right, changed=link.relation != "same", link=link)
