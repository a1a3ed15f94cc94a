"""Every ask through many texts: the asks of neighbouring texts, joined along a lineage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from resotrack.asks.changes import Weighed, ask_changes, judge, likeness
from resotrack.model import Lineage, Link
from resotrack.model.asks import Ask, AskCell, AskCellKind, AskChange, AskHistory, AskThread

_Place = tuple[str, int, str, int]

_BACK = 0.5
"""How alike an ask must be to one that was dropped, to be that one come back."""


def ask_threads(lineage: Lineage) -> AskHistory:
    """Follow every ask through the texts of a lineage.

    Every ask of every text stands in exactly one thread, and every thread has a cell for each
    text. An ask that was dropped and is back, in a provision that was dropped and is back, is one
    thread.
    """
    rows: list[_Row] = []
    at: dict[_Place, _Row] = {}
    for number, document in enumerate(lineage.documents):
        here: dict[_Place, _Row] = {}
        if number == 0:
            changes = tuple(
                AskChange(kind="appears", before=None, after=ask) for ask in document.asks
            )
        else:
            links = _links(lineage, number, since=number - 1)
            changes = ask_changes(lineage.documents[number - 1], document, links)
        for change in changes:
            row = at.get(_key(change.before)) if change.before else None
            if row is None and change.after is not None and number:
                row, change = _returned(rows, lineage, number, change)
            if row is None:
                row = _Row(number)
                rows.append(row)
            row.add(number, change)
            if change.after is not None:
                here[_key(change.after)] = row
        at = here
    threads = _numbered(rows, len(lineage.documents))
    return AskHistory(documents=lineage.documents, threads=threads)


@dataclass(slots=True, eq=False)
class _Row:
    """A thread in the making."""

    origin: int
    cells: dict[int, AskCell] = field(default_factory=dict)
    last: Ask | None = None
    seen: int = -1

    def add(self, number: int, change: AskChange) -> None:
        kind: AskCellKind = change.kind
        if number == 0:
            kind = "first"
        elif self.last is not None and self.seen < number - 1:
            kind = "returns"
        self.cells[number] = AskCell(
            document=number,
            kind=kind,
            ask=change.after,
            change=None if number == 0 else change,
        )
        if change.after is not None:
            self.last, self.seen = change.after, number


def _key(ask: Ask) -> _Place:
    """Where it stands. Two acts can ask one thing ("calls upon States and invites others to …")."""
    return ask.what.paragraph, ask.what.start, ask.opening.paragraph, ask.opening.start


def _links(lineage: Lineage, number: int, *, since: int | None = None) -> list[Link]:
    """The links that end in one text, each once: from one text before it, or from any."""
    found: dict[int, Link] = {}
    for thread in lineage.threads:
        cell = thread.cells[number]
        if cell.link is not None and since in (None, cell.since):
            found.setdefault(id(cell.link), cell.link)
    return list(found.values())


def _returned(
    rows: Sequence[_Row], lineage: Lineage, number: int, change: AskChange
) -> tuple[_Row | None, AskChange]:
    """The thread that an ask goes on with, where its provision was dropped and is back."""
    ask = change.after
    if ask is None:
        return None, change
    try:
        cell = lineage.of(ask.paragraph, number).cells[number]
    except KeyError:
        return None, change
    if cell.relation != "returned" or cell.link is None or cell.since is None:
        return None, change
    names = {paragraph.id for paragraph in cell.link.before}
    one = Weighed.of(ask)
    options = [
        (likeness(Weighed.of(row.last), one), row)
        for row in rows
        if row.last and row.seen == cell.since and row.last.paragraph in names
        if number not in row.cells
    ]
    score, row = max(options, key=lambda option: option[0], default=(0.0, None))
    if row is None or row.last is None or score < _BACK:
        return None, change
    return row, judge(row.last, ask, round(cell.confidence * (0.6 + 0.4 * score), 3))


def _numbered(rows: Sequence[_Row], texts: int) -> tuple[AskThread, ...]:
    threads = []
    counted: dict[tuple[int, str], int] = {}
    for row in rows:
        first = row.cells[row.origin].ask
        assert first is not None
        place = row.origin, first.paragraph
        counted[place] = counted.get(place, 0) + 1
        cells = [
            row.cells.get(number, AskCell(document=number, kind="absent"))
            for number in range(texts)
        ]
        name = f"{first.paragraph}.{counted[place]}@{row.origin + 1}"
        threads.append(AskThread(id=name, cells=tuple(cells)))
    return tuple(threads)
