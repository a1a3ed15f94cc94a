"""Many processes that write to one record: none is lost, none waits for ever.

    python -m benchmarks.writers [--processes 8] [--each 500] [--server URL]

Each process opens the record and adds its notes one after another. Told: how long all of it took,
how long a command took (the longest too: that is who was overtaken most), and whether every note is
there and the chain holds. `--server` names an empty PostgreSQL database to do the same in.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import resotrack as rt


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; seconds."""

    lost: int
    broken: int
    took: float
    commands: list[float]
    """How long each command took, of all processes."""

    def __str__(self) -> str:
        middle, longest = statistics.median(self.commands), max(self.commands)
        return (
            f"{self.lost} lost, {self.broken} breaks, {self.took:.1f} s "
            f"({len(self.commands) / self.took:.0f} commands a second); a command took "
            f"{middle * 1000:.0f} ms in the middle, {longest:.1f} s at the longest"
        )


def together(where: str | Path, processes: int, each: int, wait: float = 30.0) -> Outcome:
    """So many processes, each with so many notes, into one record that they open at one time."""
    start = time.perf_counter()
    with get_context("spawn").Pool(processes) as pool:
        work = [(str(where), number, each, wait) for number in range(processes)]
        commands = [took for some in pool.starmap(notes, work, chunksize=1) for took in some]
    took = time.perf_counter() - start
    with rt.Negotiation.open(where, create=False) as talks:
        there = Counter(note.text for note in talks.positions())
        wanted = {f"{number}: {n}" for number in range(processes) for n in range(each)}
        lost = sum(1 for words in wanted if there[words] != 1)
        return Outcome(lost, len(talks.verify()), took, commands)


def notes(where: str, number: int, each: int, wait: float) -> list[float]:
    """One process: its notes, and how long each took."""
    took = []
    with rt.Negotiation.open(where, who=f"Writer {number}", wait=wait) as talks:
        for n in range(each):
            start = time.perf_counter()
            talks.note(f"{number}: {n}")
            took.append(time.perf_counter() - start)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--each", type=int, default=500)
    parser.add_argument("--server", help="the URL of an empty PostgreSQL database")
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        places = [("one file", str(Path(folder) / "talks.reso"))]
        if given.server:
            places.append(("one server", given.server))
        for name, where in places:
            outcome = together(where, given.processes, given.each)
            wrong += outcome.lost + outcome.broken
            print(f"{given.processes} × {given.each} into {name}: {outcome}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
