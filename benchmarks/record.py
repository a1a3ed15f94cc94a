"""What a record costs as it grows: events, texts and amendments; time and room on the disk.

    python -m benchmarks.record [--events 100000]

Each record is built by the public commands from texts made up here, a tenth of the last one and so
on down: 100,000 events stand for 200 texts and 2,000 amendments. Times are the median of several
runs on a file that was opened before; seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table

import resotrack as rt
from resotrack.amend import read_instructions
from resotrack.model import AmendmentDocument
from resotrack.model.record import Position, Stance

_TEXTS, _AMENDMENTS = 500, 50
"""Events for one text, and for one amendment."""
_COMMAND = 250
"""Events in one of the large commands that make up the rest, as a report or an import does."""
_PARAGRAPHS = 40
_STANCES: tuple[Stance, ...] = ("support", "can live with", "reservation", "red line")
_WORDS = """
anchor basin beacon buoy canal chart cliff coast current delta dock estuary ferry fjord gauge gull
harbour hull island jetty keel keeper ladder lagoon lamp lantern ledger lighthouse logbook mast
mooring net oar panel pier pilot port quay reef river rope rudder sail sand shore signal strait
tide tower vessel wave wharf
""".split()


def build(path: Path, events: int) -> None:
    """A record of so many events at this path."""
    chance = random.Random(events)
    with rt.Negotiation.open(path, who="The bench") as talks:
        talks.describe(title="Lamps on the northern coast", members=47)
        for number in range(1, max(1, events // _TEXTS) + 1):
            talks.add_text(text(chance, number), label=f"Draft {number}")
        for number in range(1, max(1, events // _AMENDMENTS) + 1):
            talks.amend(amendment(chance, number), delegations=["Norway"])
        while (left := events - talks.head[0]) > 0:
            with talks.command("As the minutes have it.") as writing:
                for _ in range(min(left, _COMMAND)):
                    writing.put(position(chance, writing.number("positions", "N")), "said")


def text(chance: random.Random, number: int) -> bytes:
    """A draft of some forty paragraphs: as plain text, no two alike."""
    lines = [f"symbol: A/HRC/97/L.{number}", "title: Lamps on the northern coast", ""]
    lines.append("The Human Rights Council,")
    lines += [f"Recalling {_said(chance)}," for _ in range(_PARAGRAPHS // 3)]
    lines += [
        f"{place}. Calls upon all States to {_said(chance)};"
        for place in range(1, _PARAGRAPHS - _PARAGRAPHS // 3)
    ]
    lines.append(f"{_PARAGRAPHS - _PARAGRAPHS // 3}. Decides to remain seized of the matter.")
    return "\n".join(lines).encode()


def amendment(chance: random.Random, number: int) -> AmendmentDocument:
    """An amendment that puts a paragraph in."""
    words = (
        f"After paragraph {chance.randint(1, 20)}, insert a new paragraph reading: "
        f'"Encourages all States to {_said(chance)};"'
    )
    return AmendmentDocument(
        symbol=f"A/HRC/97/L.{5000 + number}", instructions=read_instructions(words, language="en")
    )


def position(chance: random.Random, key: str) -> Position:
    return Position(
        key=key,
        delegation="Norway",
        text=_said(chance),
        stance=chance.choice(_STANCES),
        version="Draft 1",
        paragraph=f"op{chance.randint(1, 20)}",
        date="2031-09-30",
    )


def _said(chance: random.Random) -> str:
    return "see that " + " ".join(chance.choices(_WORDS, k=28))


def status(path: Path) -> None:
    """What somebody who looks in wants to see: counts, texts, what happened last."""
    with rt.Negotiation.open(path, create=False) as talks:
        talks.counts()
        _ = talks.about, talks.versions, talks.events(last=10)


def measure(path: Path, events: int) -> dict[str, float]:
    """Seconds for each thing asked of the record at this path, and its size in MB."""
    chance = random.Random(1)
    took = {"status": _median(lambda: status(path))}
    with rt.Negotiation.open(path, who="The bench", create=False) as talks:
        numbers = count(10**6 + talks.head[0])

        def add() -> None:
            number = next(numbers)
            talks.add_text(text(chance, number), label=f"Draft {number}")

        took["one note"] = _median(lambda: talks.note("The chair closes the list."))
        took["add a text"] = _median(add)
        took["pending proposals"] = _median(lambda: talks.proposals(pending=True))
        took["all positions"] = _median(talks.positions)
        took["undo"] = _median(talks.undo)
        took["rebuild"] = _median(talks.rebuild, 1)
        took["verify"] = _median(talks.verify, 1)
    took["MB"] = path.stat().st_size / 1e6
    took["events"] = float(events)
    return took


def _median(run: Callable[[], object], times: int = 3) -> float:
    measured = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        run()
        measured.append(time.perf_counter() - start)
    return statistics.median(measured)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000, help="in the largest record")
    parser.add_argument("--keep", type=Path, help="a folder for the records, to use them again")
    given = parser.parse_args()
    sizes = [size for size in (given.events // 100, given.events // 10, given.events) if size]
    console = Console()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        columns = []
        for size in sizes:
            path = folder / f"{size}.reso"
            start = time.perf_counter()
            if not path.exists():
                build(path, size)
            console.print(f"{size:,} events built in {time.perf_counter() - start:.0f} s")
            columns.append(measure(path, size))
    table = Table("", *(f"{size:,} events" for size in sizes), title="Seconds")
    for name in columns[0]:
        if name != "events":
            table.add_row(name, *(f"{column[name]:.3f}" for column in columns))
    console.print(table)


if __name__ == "__main__":
    main()
