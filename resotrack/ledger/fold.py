"""Events to the present state, and the proof that one belongs to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from resotrack.ledger.events import GENESIS, Break, Event, hash_of

Place = tuple[str, str]
"""(collection, key)."""
_NUMBERED = re.compile(r"[A-Z](\d{1,9})")


class Kept(NamedTuple):
    """What stands under a key."""

    data: str
    """The entry as JSON."""
    first: int
    """The event that put an entry there."""
    seq: int
    """The event that made it what it is."""


@dataclass(slots=True)
class Standing:
    """What events amount to, taken one after another from the first on."""

    entries: dict[Place, Kept] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    """The highest number that was given to a key of each collection."""
    seq: int = 0
    hash: str = GENESIS

    def take(self, event: Event) -> list[str]:
        """Go on to the next event; why it does not follow, where it does not.

        Told: a number missing or out of order, a hash that the event does not give, one that does
        not name the event before, an entry that was not what the event says it was.
        """
        problems = []
        if event.seq != self.seq + 1:
            problems.append(f"event {self.seq + 1} is missing")
        if hash_of(event) != event.hash:
            problems.append("its words do not give its hash: it was altered")
        if event.previous != self.hash:
            problems.append("it does not follow the event before it")
        place = (event.collection, event.key)
        before = self.entries.get(place)
        if (before.data if before else "") != event.before:
            problems.append(f"{' '.join(place)} was not what it says it was")
        if event.after:
            first = before.first if before else event.seq
            self.entries[place] = Kept(event.after, first, event.seq)
        else:
            self.entries.pop(place, None)
        if not event.before and (found := _NUMBERED.fullmatch(event.key)):
            highest = self.numbers.get(event.collection, 0)
            self.numbers[event.collection] = max(highest, int(found[1]))
        self.seq, self.hash = event.seq, event.hash
        return problems


def differences(made: Mapping[Place, Kept], held: Mapping[Place, Kept]) -> Iterator[Break]:
    """Where the state that is kept is not what the events make it."""
    for place in sorted(made.keys() | held.keys()):
        ought, stands = made.get(place), held.get(place)
        if ought is None:
            yield Break(seq=0, problem=f"{' '.join(place)} is kept, but no event made it")
        elif stands is None:
            yield Break(seq=ought.seq, problem=f"{' '.join(place)} is not kept")
        elif stands != ought:
            yield Break(seq=ought.seq, problem=f"{' '.join(place)} is kept otherwise")
