"""Links between neighbouring texts, joined into threads.

A thread goes on through the paragraph that carries most of it. When a provision is split, the other
pieces begin threads of their own (`Origin.parent` says out of which), or take up one that had been
dropped or taken in before. When provisions are merged, one carries on and the others end in it.
So a row of the matrix stays one provision however long the chain; and since nothing looks ahead, a
text added at the end never rewrites what was said of those before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from resotrack.align.returns import Return, returns
from resotrack.diff import tokenise
from resotrack.model import Document, Link, Paragraph, Relation
from resotrack.model.lineage import Cell, CellRelation, Origin, Thread

Judge = Callable[[tuple[Paragraph, ...], tuple[Paragraph, ...], Relation, float], Link]
"""Before, after, relation and confidence to a link with its words and its assessment."""


def follow(
    documents: Sequence[Document],
    steps: Sequence[Sequence[Link]],
    judge: Judge,
    told: Sequence[frozenset[str]] = (),
) -> tuple[Thread, ...]:
    """The threads of all texts, in the order of reading.

    `steps[n]` are the links from text n to text n + 1, each paragraph of both in exactly one;
    `judge` makes the links that reach over more than one text. `told[n]` are the paragraphs of
    text n + 1 whose link the user gave: no older provision takes their place.
    """
    loom = _Loom(judge)
    for number, document in enumerate(documents):
        links = steps[number - 1] if number else None
        loom.weave(document, links, told[number - 1] if number and told else frozenset())
    return tuple(row.thread() for row in _in_order(documents, loom.homes))


@dataclass(slots=True, eq=False)
class _Row:
    """A thread in the making."""

    origin: Origin
    cells: list[Cell]
    last: Paragraph
    """Its last own paragraph."""
    seen: int
    """The text in which that stands."""

    @property
    def id(self) -> str:
        return f"{self.origin.paragraph}@{self.origin.document + 1}"

    def add(self, cell: Cell) -> None:
        self.cells.append(cell)
        if cell.home:
            self.last, self.seen = cell.home, cell.document

    def thread(self) -> Thread:
        return Thread(id=self.id, origin=self.origin, cells=tuple(self.cells))


class _Loom:
    """All threads up to the text that was woven in last."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._rows: list[_Row] = []
        self.homes: list[dict[str, _Row]] = []
        """For each text, the row of each of its paragraphs."""
        self._number = -1

    def weave(self, document: Document, links: Sequence[Link] | None, told: frozenset[str]) -> None:
        """Give every paragraph of the next text its home and every thread its cell."""
        self._number += 1
        before = self.homes[-1] if self.homes else {}
        self.homes.append({})
        if links is None:
            for paragraph in document.paragraphs:
                self._begin(paragraph, "first", None)
        else:
            open_to = [link for link in links if told.isdisjoint(p.id for p in link.after)]
            back = self._returns(document, open_to)
            for link in links:
                self._link(link, before, back)
        for row in self._rows:
            if len(row.cells) <= self._number:
                row.add(Cell(document=self._number, relation="absent"))

    # Threads that go on, end and begin

    def _link(self, link: Link, before: dict[str, _Row], back: dict[str, _Back]) -> None:
        if link.relation == "added":
            for paragraph in link.after:
                self._arrive(paragraph, "added", link, None, back)
        elif link.relation == "deleted" or not link.after:
            for paragraph in link.before:
                self._end(before[paragraph.id], link)
        elif link.after[0].id in back and len(link.after) == len(link.before) == 1:
            # What stood here has gone; what stands here now is an older provision.
            self._end(before[link.before[0].id], self._judge(link.before, (), "deleted", 0.6))
            self._arrive(link.after[0], "added", link, None, back)
        else:
            self._carry(link, before, back)

    def _carry(self, link: Link, before: dict[str, _Row], back: dict[str, _Back]) -> None:
        source, target = _main(link.before, link.after)
        row = before[source.id]
        self._put(row, target, link.relation, link, paragraphs=link.after)
        for paragraph in link.before:
            if paragraph is not source:
                self._cell(before[paragraph.id], "merged", link, paragraphs=(target,), into=row.id)
        for paragraph in link.after:
            if paragraph is not target:
                self._arrive(paragraph, "split", link, row, back)

    def _arrive(
        self,
        paragraph: Paragraph,
        relation: CellRelation,
        link: Link,
        parent: _Row | None,
        back: dict[str, _Back],
    ) -> None:
        """A paragraph that no thread of the text before leads to: it is back, or it is new."""
        out_of = parent.id if parent else ""
        if paragraph.id in back:
            one = back[paragraph.id]
            since = self._judge(
                (one.row.last,),
                (paragraph,),
                "same" if one.found.same else "edited",
                round(min(0.99, one.found.likeness), 3),
            )
            self._put(one.row, paragraph, "returned", since, out_of=out_of)
        else:
            self._begin(paragraph, relation, link, parent)

    def _begin(
        self,
        paragraph: Paragraph,
        relation: CellRelation,
        link: Link | None,
        parent: _Row | None = None,
    ) -> None:
        out_of = parent.id if parent else ""
        absent = [Cell(document=n, relation="absent") for n in range(self._number)]
        row = _Row(
            origin=Origin(document=self._number, paragraph=paragraph.id, parent=out_of),
            cells=absent,
            last=paragraph,
            seen=self._number,
        )
        self._rows.append(row)
        # Compared with the paragraph that it was cut out of, one text ago.
        since = self._number - 1 if parent else None
        row.add(
            Cell(
                document=self._number,
                relation=relation,
                paragraphs=(paragraph,),
                home=paragraph,
                since=since,
                link=link,
                out_of=out_of,
            )
        )
        self.homes[-1][paragraph.id] = row

    def _put(
        self,
        row: _Row,
        home: Paragraph,
        relation: CellRelation,
        link: Link,
        *,
        paragraphs: tuple[Paragraph, ...] = (),
        out_of: str = "",
    ) -> None:
        """The thread goes on in this text."""
        row.add(
            Cell(
                document=self._number,
                relation=relation,
                paragraphs=paragraphs or (home,),
                home=home,
                since=row.seen,
                link=link,
                out_of=out_of,
            )
        )
        self.homes[-1][home.id] = row

    def _cell(
        self,
        row: _Row,
        relation: CellRelation,
        link: Link,
        *,
        paragraphs: tuple[Paragraph, ...] = (),
        into: str = "",
    ) -> None:
        """The thread has no paragraph of its own here."""
        row.add(
            Cell(
                document=self._number,
                relation=relation,
                paragraphs=paragraphs,
                since=row.seen,
                link=link,
                into=into,
            )
        )

    def _end(self, row: _Row, link: Link) -> None:
        self._cell(row, "deleted", link)

    # Threads that are taken up again

    def _returns(self, document: Document, links: Sequence[Link]) -> dict[str, _Back]:
        """The paragraphs of this text that take up a thread which the text before had not."""
        waiting = [row for row in self._rows if row.seen < self._number - 1]
        # Those that went last at the end: of copies, they are taken first.
        waiting.sort(key=lambda row: row.seen)
        arrivals: list[Paragraph] = []
        rivals: list[Paragraph | None] = []
        for link in links if waiting else ():
            if not link.before:
                arrivals += link.after
                rivals += [None] * len(link.after)
            elif len(link.after) == len(link.before) == 1 and link.relation != "same":
                arrivals += link.after
                rivals += link.before
            elif len(link.after) > 1:
                _, target = _main(link.before, link.after)
                pieces = [p for p in link.after if p is not target]
                arrivals += pieces
                rivals += [None] * len(pieces)
        found = returns(
            [row.last for row in waiting],
            arrivals,
            rivals,
            document.paragraphs,
            document.language or "en",
        )
        return {arrivals[one.arrival].id: _Back(waiting[one.waiting], one) for one in found}


@dataclass(frozen=True, slots=True)
class _Back:
    row: _Row
    found: Return


def _in_order(documents: Sequence[Document], homes: Sequence[dict[str, _Row]]) -> list[_Row]:
    """All rows in the order of the last text; what is not in it stands behind what it followed.

    Section by section, by where each stood last.
    """
    order: list[_Row] = []
    sections: dict[tuple[str, str], int] = {}
    for document, home in zip(reversed(documents), reversed(homes), strict=True):
        placed = set(order)
        follows: dict[tuple[str, str], _Row] = {}
        behind: dict[_Row | None, list[_Row]] = {}
        for paragraph in document.paragraphs:
            row, section = home[paragraph.id], _section(paragraph)
            sections.setdefault(section, len(sections))
            if row in placed:
                follows[section] = row
            else:
                behind.setdefault(follows.get(section), []).append(row)
        spread = behind.get(None, [])
        for row in order:
            spread += (row, *behind.get(row, ()))
        order = spread
    return sorted(order, key=lambda row: sections[_section(row.last)])


def _section(paragraph: Paragraph) -> tuple[str, str]:
    """The preamble, the operative part, an annex: of the whole text or of a numbered part."""
    return paragraph.id.rpartition(".")[0], paragraph.kind


def _main(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[Paragraph, Paragraph]:
    """Which paragraph carries on, and in which.

    Where one of several is the chapeau of the others, it does; else the two that share most words.
    """
    sources = _chapeau(before) or before
    targets = _chapeau(after) or after
    if len(sources) == len(targets) == 1:
        return sources[0], targets[0]
    pairs = [(a, b) for a in sources for b in targets]
    return max(
        pairs, key=lambda p: LCSseq.similarity(tokenise(p[0].text).keys, tokenise(p[1].text).keys)
    )


def _chapeau(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The one that the others are sub-paragraphs of; () where there is none."""
    for one in paragraphs:
        others = [p for p in paragraphs if p is not one]
        if others and all(p.id.startswith(f"{one.id}(") for p in others):
            return (one,)
    return ()
