"""What stands in a comparison table, in plain values: shared by the page and the Word file.

Each column is a whole text, with the changes against an earlier column marked in it. Each row is a
provision: a link of a comparison, or a thread of a lineage. Of a lineage every paragraph stands in
the row of the thread that it is home to, so that a column read from top to bottom is its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from resotrack.errors import WriteError
from resotrack.model import Cell, Comparison, Direction, Document, Lineage, Link, Paragraph, Thread
from resotrack.write.lineages.view import happened, thread_kept
from resotrack.write.view import (
    AXES,
    DIRECTIONS,
    HeadingBlock,
    Only,
    Phrase,
    Row,
    Unchanged,
    facts,
    is_rtl,
    join_names,
    paragraph_name,
    row,
    section_title,
    sections,
)
from resotrack.write.view.sides import PieceKind

MOST = 5
"""So many texts have room beside one another on a page."""
UNCHANGED = "unchanged"
SLIGHTLY = "no change but of a connector or a sign"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words that are shown alike."""

    kind: PieceKind
    text: str
    opening: bool = False
    """Part of an opening phrase, which resolutions print in italics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One paragraph in a cell."""

    name: str
    """ "OP3"; "" for one that is gone, and for a heading."""
    number: str
    """Of a heading, as printed: "II"; "" for what has a name."""
    depth: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One provision in one text: a cell of the table."""

    paragraphs: tuple[Written, ...] = ()
    note: str = ""
    """What happened besides the words: "moved from OP3", "dropped". A cell without note and
    paragraphs: the provision is not in that text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one change did, for the last column."""

    text: int
    """The number of the later text, counted from 1."""
    since: int
    """The number of the text that it is compared with."""
    direction: Direction
    word: str
    """ "▼ weaker", "○ reworded"."""
    reasons: tuple[str, ...]
    check: str
    """What rests on weak evidence; "" where nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One row."""

    cells: tuple[Place, ...]
    """One for each column."""
    verdicts: tuple[Verdict, ...]
    """Empty where nothing of substance changed."""

    @property
    def untouched(self) -> str:
        """What the last column says without a verdict."""
        kinds = {w.kind for cell in self.cells for one in cell.paragraphs for w in one.words}
        return UNCHANGED if kinds <= {"equal"} else SLIGHTLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the texts, across the whole table."""

    written: tuple[Written, ...]
    rtl: bool
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The preamble, the operative part or an annex."""

    title: str
    rows: tuple[Provision | Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One text."""

    number: int
    """Counted from 1."""
    label: str
    date: str
    adopted: str
    language: str
    rtl: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Synopsis:
    """A comparison table."""

    title: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    tally: str
    """ "5 weaker, 1 mixed, 3 stronger"; of the whole, whatever is shown."""
    only: Only
    rtl: bool
    """Whether the first column stands on the right."""

    @property
    def several(self) -> bool:
        """Whether a verdict has to say which texts it is about."""
        return len(self.columns) > 2


def synopsis(compared: Comparison | Lineage, *, only: Only = "all") -> Synopsis:
    """The table of a comparison, or of a lineage of two to five texts. Raises WriteError for
    another number of texts."""
    if isinstance(compared, Comparison):
        texts: tuple[Document, ...] = (compared.before, compared.after)
        links = [link for link in compared.links if link.changed]
        parts = _of_comparison(compared, only)
    else:
        texts = compared.documents
        if not 2 <= len(texts) <= MOST:
            raise WriteError(
                f"A comparison table holds two to {MOST} texts, not {len(texts)}.",
                remedy="Trace fewer of them: the first, the last, and the turning points between.",
            )
        cells = [cell for thread in compared.threads for cell in thread.cells]
        links = [cell.link for cell in cells if cell.link and _tells(compared, cell)]
        parts = _of_lineage(compared, only)
    columns = tuple(_column(n, document) for n, document in enumerate(texts, 1))
    return Synopsis(
        title=next((d.title for d in reversed(texts) if d.title), ""),
        columns=columns,
        parts=tuple(part for part in parts if part.rows),
        tally=_tally(tuple({id(link): link for link in links}.values())),
        only=only,
        rtl=all(column.rtl for column in columns),
    )


def _column(number: int, document: Document) -> Column:
    known = dict(facts(document).rows)
    first = next((p.text for p in document.paragraphs), "")
    return Column(
        number=number,
        label=document.label,
        date=known.get("Date", ""),
        adopted=_adopted(document, known),
        language=document.language,
        rtl=document.language == "ar" or is_rtl(first),
    )


def _adopted(document: Document, known: dict[str, str]) -> str:
    """ "Adopted by 24 in favour, 9 against, 14 abstaining"; the printed line where no vote is read
    from it."""
    told = known.get("Adopted", "")
    return f"Adopted {told}" if told and document.vote else told


def _tally(links: Sequence[Link]) -> str:
    directions = [link.direction for link in links]
    told: tuple[Direction, ...] = ("weakened", "mixed", "strengthened", "neutral")
    return ", ".join(f"{directions.count(d)} {DIRECTIONS[d].word}" for d in told)


# ---- the rows of a comparison ---------------------------------------------------------------


def _of_comparison(comparison: Comparison, only: Only) -> Iterator[Part]:
    for section in sections(comparison, only=only):
        rows: list[Provision | Heading] = []
        for block in section.blocks:
            if isinstance(block, HeadingBlock):
                document = comparison.after if block.right else comparison.before
                rows.append(_heading(written_out(block.link), document))
            else:
                shown = block.rows if isinstance(block, Unchanged) else (block,)
                rows += [_linked(one) for one in shown]
        yield Part(title=section.title, rows=tuple(rows))


def _linked(shown: Row) -> Provision:
    link = shown.link
    note = "new" if shown.relation == "added" else shown.relation
    return Provision(
        cells=(
            Place(paragraphs=tuple(_plain(p) for p in link.before)),
            Place(paragraphs=written_out(link), note=note),
        ),
        verdicts=(_verdict(shown, 2, 1),) if link.changed else (),
    )


# ---- the rows of a lineage ------------------------------------------------------------------


def _of_lineage(lineage: Lineage, only: Only) -> Iterator[Part]:
    threads = [thread for thread in lineage.threads if thread_kept(thread, only)]
    shown: set[tuple[int, str]] = set()
    for title, group in groupby(threads, key=lambda thread: section_title(thread.latest)):
        rows: list[Provision | Heading] = []
        for thread in group:
            rows += _headings(lineage, thread, shown)
            rows.append(_thread(lineage, thread))
        yield Part(title=title, rows=tuple(rows))


def _headings(lineage: Lineage, thread: Thread, shown: set[tuple[int, str]]) -> Iterator[Heading]:
    """The heading that a provision last stood under, and those before it that head nothing; once,
    and of an earlier text only where the last one has none of these words."""
    number = thread.present[-1]
    document, last = lineage.documents[number], lineage.documents[-1]
    ids = [heading.id for heading in document.headings]
    if thread.latest.heading not in ids:
        return
    still = {heading.text for heading in last.headings}
    for heading in document.headings[: ids.index(thread.latest.heading) + 1]:
        key = (number, heading.id)
        if key in shown:
            continue
        shown.add(key)
        if document is last:
            yield _heading((_plain(heading),), document)
        elif heading.id == thread.latest.heading and heading.text not in still:
            gone = _cut((("delete", heading.text),), (heading,), ())
            yield _heading(gone, document)


def _thread(lineage: Lineage, thread: Thread) -> Provision:
    return Provision(
        cells=tuple(_cell(lineage, thread, cell) for cell in thread.cells),
        verdicts=tuple(
            _verdict(row(cell.link), cell.document + 1, cell.since + 1)
            for cell in thread.cells
            if cell.link and cell.since is not None and _tells(lineage, cell)
        ),
    )


def _tells(lineage: Lineage, cell: Cell) -> bool:
    """Whether the change is told of in this row: of a split in that of the provision that was
    split, of a merger in that of the one that took the others in."""
    if cell.link is None or not cell.link.changed or cell.into:
        return False
    origin = lineage.by_id.get(cell.out_of)
    return origin is None or origin.cells[cell.document].link is not cell.link


def _cell(lineage: Lineage, thread: Thread, cell: Cell) -> Place:
    if cell.relation == "absent":
        return Place()
    if cell.home is None:
        gone = written_out(cell.link) if cell.link and not cell.into else ()
        return Place(paragraphs=gone, note=happened(lineage, thread, cell))
    if cell.link is None:
        return Place(paragraphs=(_plain(cell.home),))
    place = [p.id for p in cell.link.after].index(cell.home.id)
    return Place(
        paragraphs=(written_out(cell.link)[place],),
        note=_note(lineage, thread, cell, cell.link),
    )


def _note(lineage: Lineage, thread: Thread, cell: Cell, link: Link) -> str:
    if cell.relation not in ("same", "edited"):
        return happened(lineage, thread, cell)
    return f"moved from {join_names([p.id for p in link.before])}" if cell.moved else ""


# ---- words ----------------------------------------------------------------------------------


def _heading(written: tuple[Written, ...], document: Document) -> Heading:
    words = "".join(words.text for one in written for words in one.words)
    return Heading(written=written, rtl=is_rtl(words), language=document.language)


def _plain(paragraph: Paragraph) -> Written:
    """A paragraph without marks."""
    return _cut((("equal", paragraph.text),), (), (paragraph,))[0]


def written_out(link: Link) -> tuple[Written, ...]:
    """The later side of a link, a paragraph each, with what was deleted in its place; of a
    provision that was dropped the earlier side, deleted."""
    if link.words:
        return _cut(link.words, link.before, link.after)
    if link.before and link.after:
        return tuple(_plain(paragraph) for paragraph in link.after)
    kind: PieceKind = "insert" if link.after else "delete"
    text = "\n".join(p.text for p in (link.after or link.before))
    return _cut(((kind, text),), link.before, link.after)


def _cut(
    words: Sequence[tuple[PieceKind, str]],
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
) -> tuple[Written, ...]:
    """Words cut into the paragraphs of the later side, or of the earlier where that is all."""
    lines: list[list[Words]] = [[]]
    old, new = _Reader(before), _Reader(after)
    for kind, text in words:
        for n, part in enumerate(text.split("\n")):
            if n:
                if kind != "insert":
                    old.next_paragraph()
                if kind != "delete":
                    new.next_paragraph()
                if kind == "delete" and after:
                    lines[-1].append(Words("delete", " ¶ "))
                else:
                    lines.append([])
            if part:
                reader = old if kind == "delete" else new
                lines[-1] += [Words(kind, text, opening) for text, opening in reader.read(part)]
                if kind == "equal":
                    old.read(part)
    paragraphs = after or before
    return tuple(
        Written(
            name=paragraph_name(p.id) if after and p.kind != "heading" else "",
            number=p.number if p.kind == "heading" else "",
            depth=p.depth,
            words=tuple(line),
        )
        for p, line in zip(paragraphs, lines, strict=True)
    )


class _Reader:
    """Goes through one side's paragraphs and knows what of them is an opening phrase."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._openings = [_opening(p) for p in paragraphs]
        self._paragraph = 0
        self._at = 0

    def next_paragraph(self) -> None:
        self._paragraph += 1
        self._at = 0

    def read(self, text: str) -> list[tuple[str, bool]]:
        """The next words, cut where an opening phrase begins and ends."""
        start, end = (
            self._openings[self._paragraph] if self._paragraph < len(self._openings) else (0, 0)
        )
        first, last = self._at, self._at + len(text)
        self._at = last
        edges = sorted({first, last, *(edge for edge in (start, end) if first < edge < last)})
        return [(text[a - first : b - first], start <= a and b <= end) for a, b in pairwise(edges)]


def _opening(paragraph: Paragraph) -> tuple[int, int]:
    """From where to where the opening phrase goes."""
    at = paragraph.text.find(paragraph.opening) if paragraph.opening else -1
    return (at, at + len(paragraph.opening)) if at >= 0 else (0, 0)


# ---- the last column ------------------------------------------------------------------------


def _verdict(shown: Row, text: int, since: int) -> Verdict:
    way = DIRECTIONS[shown.direction]
    word = f"{way.symbol} {way.word}"
    if shown.direction == "neutral":
        word = f"{way.symbol} {_neutral(shown.link)}"
    checks = ["weak evidence"] if shown.tentative else []
    checks += [shown.doubt] if shown.doubt else []
    return Verdict(
        text=text,
        since=since,
        direction=shown.direction,
        word=word,
        reasons=tuple(_reasons(shown)),
        check="; ".join(checks),
    )


def _neutral(link: Link) -> str:
    """What happened to a provision of which nobody can say that it got weaker or stronger."""
    if not link.before:
        return "new"
    if not link.after:
        return "dropped"
    return "reworded" if any(kind != "equal" for kind, _ in link.words) else "moved"


def _reasons(shown: Row) -> Iterator[str]:
    """The reasons for a direction, those that tell of the same words once; then the clauses that
    came from another row or went into one."""
    reasons = [r for r in shown.reasons if r.words in shown.headline]
    if shown.direction == "neutral" or not reasons:
        reasons = [r for r in shown.reasons if r.direction == shown.direction]
    told: set[Phrase] = set()
    for reason in reasons:
        if reason.words not in told:
            told.add(reason.words)
            sign = DIRECTIONS[reason.direction].symbol
            yield f"{sign} {AXES[reason.dimension].name}: {reason.sentence}"
    own = {p.id for p in shown.link.before}, {p.id for p in shown.link.after}
    for clause, sentence in zip(shown.link.clauses, shown.clauses, strict=True):
        if clause.before.paragraph not in own[0] or clause.after.paragraph not in own[1]:
            yield sentence


__all__ = [
    "MOST",
    "Column",
    "Heading",
    "Part",
    "Place",
    "Provision",
    "Synopsis",
    "Verdict",
    "Words",
    "Written",
    "synopsis",
]
