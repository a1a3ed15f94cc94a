"""Hints laid upon an alignment that was made without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resotrack.align.hints import Hints, Wishes
from resotrack.align.pairing import Pairing
from resotrack.model import Paragraph, Relation


def imposed(
    pairings: Sequence[Pairing],
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    hints: Hints,
) -> tuple[Pairing, ...]:
    """The pairings, with what must be together together and what must not be apart.

    A paragraph that a hint takes out of a pairing leaves the others of it as they were. Raises
    InvalidHints as `align` does.
    """
    wishes = Wishes.of(hints, before, after)
    if not (wishes.groups or wishes.barred):
        return tuple(pairings)
    barred = {(before[i].id, after[j].id) for i, j in wishes.barred}
    rows = {before[i].id for i in wishes.rows}
    columns = {after[j].id for j in wishes.columns}
    kept = [
        piece
        for pairing in pairings
        for piece in _parted(_without(pairing, rows, columns), barred)
        if piece.before or piece.after
    ]
    for own, other in wishes.groups:
        left, right = tuple(before[i] for i in own), tuple(after[j] for j in other)
        kept.append(
            Pairing(
                before=left,
                after=right,
                relation=_relation(left, right, "edited"),
                moved=left[0].kind != right[0].kind,
                confidence=1.0,
            )
        )
    place = {p.id: n for n, p in enumerate(after)}
    origin = {p.id: n for n, p in enumerate(before)}
    follows = {p.id: place[x.after[0].id] for x in kept if x.after for p in x.before}

    def order(pairing: Pairing) -> tuple[int, int]:
        if pairing.after:
            return place[pairing.after[0].id], -1
        at = origin[pairing.before[0].id]
        earlier = [follows[p.id] for p in before[:at] if p.id in follows]
        return (earlier[-1] if earlier else -1), at

    return tuple(sorted(kept, key=order))


def _without(pairing: Pairing, rows: set[str], columns: set[str]) -> Pairing:
    left = tuple(p for p in pairing.before if p.id not in rows)
    right = tuple(p for p in pairing.after if p.id not in columns)
    if (left, right) == (pairing.before, pairing.after):
        return pairing
    return replace(
        pairing, before=left, after=right, relation=_relation(left, right, pairing.relation)
    )


def _parted(pairing: Pairing, barred: set[tuple[str, str]]) -> list[Pairing]:
    """The pairing, or its two sides alone where a hint forbids it."""
    if not any((a.id, b.id) in barred for a in pairing.before for b in pairing.after):
        return [pairing]
    return [
        *(
            replace(pairing, before=(p,), after=(), relation="deleted", moved=False)
            for p in pairing.before
        ),
        *(
            replace(pairing, before=(), after=(p,), relation="added", moved=False)
            for p in pairing.after
        ),
    ]


def _relation(
    before: Sequence[Paragraph], after: Sequence[Paragraph], otherwise: Relation
) -> Relation:
    if not after:
        return "deleted"
    if not before:
        return "added"
    if len(after) > 1:
        return "split"
    if len(before) > 1:
        return "merged"
    return "edited" if otherwise in ("split", "merged", "added", "deleted") else otherwise
