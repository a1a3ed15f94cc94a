"""Events to the present state, and the proof that one belongs to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from resotrack.ledger.events import GENESIS, Break, Event, hash_of

Place = tuple[str, str]
"""(collection, key)."""


def fold(events: Iterable[Event]) -> dict[Place, Event]:
    """For each entry that stands after these events, the event that made it what it is."""
    state: dict[Place, Event] = {}
    for event in events:
        if event.after:
            state[event.collection, event.key] = event
        else:
            state.pop((event.collection, event.key), None)
    return state


def breaks(events: Iterable[Event]) -> Iterator[Break]:
    """Every place at which a chain of events does not hold.

    Told: a number missing or out of order, a hash that its event does not give, one that does not
    name the event before, an entry that was not what the event says it was. The first of a kind is
    what was done; those that follow from it are told too.
    """
    previous, number = GENESIS, 0
    stands: dict[Place, str] = {}
    for event in events:
        number += 1
        if event.seq != number:
            yield Break(seq=event.seq, problem=f"event {number} is missing")
            number = event.seq
        if hash_of(event) != event.hash:
            yield Break(seq=event.seq, problem="its words do not give its hash: it was altered")
        if event.previous != previous:
            yield Break(seq=event.seq, problem="it does not follow the event before it")
        place = (event.collection, event.key)
        if stands.get(place, "") != event.before:
            yield Break(seq=event.seq, problem=f"{' '.join(place)} was not what it says it was")
        stands[place] = event.after
        previous = event.hash


def differences(
    state: Mapping[Place, Event], kept: Mapping[Place, tuple[int, str]]
) -> Iterator[Break]:
    """Where the state that is kept, (seq, JSON) by place, is not what the events make it."""
    for place in sorted(state.keys() | kept.keys()):
        event, held = state.get(place), kept.get(place)
        if event is None:
            yield Break(seq=0, problem=f"{' '.join(place)} is kept, but no event made it")
        elif held is None:
            yield Break(seq=event.seq, problem=f"{' '.join(place)} is not kept")
        elif held != (event.seq, event.after):
            yield Break(seq=event.seq, problem=f"{' '.join(place)} is kept otherwise")
