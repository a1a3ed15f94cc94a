"""Mutated files, thousands of them: each gives a Document or a ResotrackError, soon and in little.

    python -m benchmarks.fuzz --count 20000 --seed 1 [--save crashers/] [--workers 2] [FOLDER …]

Seeds are the sample negotiation and the files in the folders named. A mutant is made from the seed
number alone, so a line of the report is enough to make it again. Each runs in a worker that a
watchdog ends when it takes too long, and that may not open a socket or write a file.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing as mp
import random
import re
import resource
import socket
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import resotrack as rt

SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
ENDINGS = frozenset({".docx", ".doc", ".xml", ".txt", ".md", ".html", ".htm", ".pdf"})
SECONDS = 5.0
MEMORY = 500 << 20
_LARGEST = 600_000
_SNIPPETS = (
    *(
        b"<",
        b">",
        b"&",
        b"<!--",
        b"]]>",
        b"<!DOCTYPE a>",
        b"&#0;",
        b"<p/>",
        b"</p>",
        b"\x00",
        b"\xff",
    ),
    *(b"(a) ", b"1. ", b"[", b"]", b"\n\n", b"\x0c", b"PP3 ", b"(i) ", b"Annex\n", b"\xe2\x80\x8f"),
    *(
        b"<w:ins/>",
        b"<w:del>",
        b'<w:t xml:space="preserve">',
        b'w:val="99999999999"',
        b"PK\x03\x04",
    ),
)
_ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?(?:/>|>[^<]*</\1>)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mutant."""

    number: int
    kind: str
    """ "Document", the name of a ResotrackError, or "CRASH …", "TIME", "MEMORY", "DIED"."""
    seconds: float = 0.0

    @property
    def bad(self) -> bool:
        return self.kind.split(" ")[0] in ("CRASH", "TIME", "MEMORY", "DIED")


def seeds(folders: Sequence[Path]) -> list[bytes]:
    """The files to mutate, none so large that reading it well would take the time allowed."""
    found = [
        p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix.lower() in ENDINGS
    ]
    return [p.read_bytes() for p in found if p.is_file() and p.stat().st_size <= _LARGEST]


def mutant(originals: Sequence[bytes], seed: int, number: int) -> bytes:
    """Mutant `number`: the same for the same seed and the same originals."""
    chance = random.Random(f"{seed}/{number}")
    data = chance.choice(originals)
    if data.startswith(b"PK") and chance.random() < 0.75:
        return _repacked(data, originals, chance)
    return _changed(data, originals, chance)


def _repacked(data: bytes, originals: Sequence[bytes], chance: random.Random) -> bytes:
    """A zip whose members are changed and whose checksums are right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    texts = [name for name in members if name.endswith((".xml", ".rels"))]
    for _ in range(chance.randint(1, 2)):
        name = "word/document.xml" if chance.random() < 0.6 else chance.choice(texts)
        if name in members:
            members[name] = _changed(members[name], originals, chance)
    if chance.random() < 0.1:
        members.pop(chance.choice(list(members)), None)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _changed(data: bytes, originals: Sequence[bytes], chance: random.Random) -> bytes:
    # Most XML that was cut anywhere is refused at the door; whole elements get further in.
    marked_up = data[:200].lstrip().startswith(b"<") and chance.random() < 0.7
    for _ in range(chance.randint(1, 3)):
        change = _elements if marked_up else chance.choice(_CHANGES)
        data = change(data, originals, chance)[: 4 * _LARGEST]
    return data


_Change = Callable[[bytes, Sequence[bytes], random.Random], bytes]


def _flip(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    flipped = bytearray(data)
    for _n in range(chance.randint(1, 30) if data else 0):
        flipped[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(flipped)


def _cut(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    a, b = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return chance.choice((data[:a], data[a:], data[:a] + data[b:]))


def _splice(data: bytes, originals: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(originals)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _insert(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    for _n in range(chance.randint(1, 20)):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(_SNIPPETS) * chance.choice((1, 1, 1, 50)) + data[place:]
    return data


def _repeat(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    piece = data[place : place + chance.choice((1, 5, 50, 500))]
    return data[:place] + piece * chance.choice((2, 10, 200)) + data[place:]


def _elements(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Small elements doubled, dropped, or put where another stands: the XML stays well-formed."""
    found = list(_ELEMENT.finditer(data))
    if not found:
        return data
    for match in sorted(chance.sample(found, min(len(found), 8)), key=lambda m: -m.start()):
        new = chance.choice((match[0] * chance.choice((2, 30)), b"", chance.choice(found)[0]))
        data = data[: match.start()] + new + data[match.end() :]
    return data


def _shuffle(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    a = chance.randrange(len(lines))
    part = lines[a : a + chance.randint(2, 40)]
    chance.shuffle(part)
    return b"\n".join([*lines[:a], *part, *lines[a + len(part) :]])


_CHANGES: tuple[_Change, ...] = (
    *(_flip, _cut, _splice, _insert, _repeat, _shuffle),
    _elements,
)


# ---- running ----------------------------------------------------------------------------------


def outcome_of(data: bytes, number: int) -> Outcome:
    """Read one mutant in this process."""
    started = time.process_time()
    try:
        rt.read(data)
        kind = "Document"
    except rt.ResotrackError as error:
        kind = type(error).__name__
    except MemoryError:
        kind = "MEMORY"
    except Exception as error:  # a defect, whatever it is: that is what is looked for
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
        kind = f"CRASH {type(error).__name__} {place}"
    seconds = time.process_time() - started
    return Outcome(number, "TIME" if seconds > SECONDS else kind, seconds)


def _refused(*_: object, **__: object) -> None:
    raise AssertionError("a reader reached for the network")


def _work(originals: Sequence[bytes], seed: int, channel: Connection) -> None:
    """A worker: numbers in, outcomes back. No sockets, no files to write, limited memory."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    socket.socket.connect = _refused  # type: ignore[method-assign]
    rt.read((SAMPLE / "adopted.xml").read_bytes())  # the time of imports is no mutant's
    while (number := channel.recv()) is not None:
        channel.send(outcome_of(mutant(originals, seed, number), number))


class _Worker:
    """A process and the channel to it; a new one when the last was ended."""

    def __init__(self, originals: Sequence[bytes], seed: int) -> None:
        self._job = (originals, seed)
        self._process: BaseProcess | None = None
        self.begun = 0.0
        self.number = -1
        self._start()

    def _start(self) -> None:
        self.channel, theirs = mp.Pipe()
        self._process = mp.get_context("fork").Process(
            target=_work, args=(*self._job, theirs), daemon=True
        )
        self._process.start()
        theirs.close()

    def give(self, number: int | None) -> None:
        self.begun, self.number = time.monotonic(), -1 if number is None else number
        self.channel.send(number)

    def take(self) -> Outcome | None:
        """The outcome, once there is one; a worker that hangs or died is replaced."""
        try:
            if self.channel.poll(0.05):
                found: Outcome = self.channel.recv()
                return found
        except (EOFError, OSError):
            return self._replaced("DIED")
        # Twice the time by the clock: the machine may be busy.
        if time.monotonic() - self.begun > 4 * SECONDS:
            return self._replaced("TIME")
        return None

    def _replaced(self, kind: str) -> Outcome:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._start()
        return Outcome(self.number, kind, time.monotonic() - self.begun)


def run(originals: Sequence[bytes], *, seed: int, count: int, workers: int = 2) -> list[Outcome]:
    """The outcomes of `count` mutants, in the order of their numbers."""
    waiting = iter(range(count))
    busy = [_Worker(originals, seed) for _ in range(min(workers, count))]
    for worker in busy:
        worker.give(next(waiting))
    done: list[Outcome] = []
    while busy:
        for worker in tuple(busy):
            outcome = worker.take()
            if outcome is None:
                continue
            done.append(outcome)
            following = next(waiting, None)
            worker.give(following)
            if following is None:
                busy.remove(worker)
    return sorted(done, key=lambda outcome: outcome.number)


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes counted, with the slowest time of each kind."""
    counts = Counter(outcome.kind for outcome in outcomes)
    lines = [f"{'outcome':<50} {'count':>7} {'slowest':>8}"]
    for kind, count in counts.most_common():
        slowest = max(outcome.seconds for outcome in outcomes if outcome.kind == kind)
        lines.append(f"{kind:<50} {count:>7,} {slowest:>7.2f}s")
    lines.append(f"{'all':<50} {len(outcomes):>7,}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Read mutated files and count what comes out.")
    parser.add_argument("folders", nargs="*", type=Path, help="more files to mutate")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--save", type=Path, help="a folder for mutants that went wrong")
    given = parser.parse_args()
    originals = seeds([SAMPLE, *given.folders])
    outcomes = run(originals, seed=given.seed, count=given.count, workers=given.workers)
    print(table(outcomes))
    bad = [outcome for outcome in outcomes if outcome.bad]
    for outcome in bad[:20]:
        print(f"mutant {outcome.number}: {outcome.kind} ({outcome.seconds:.1f} s)")
    if given.save and bad:
        given.save.mkdir(parents=True, exist_ok=True)
        for outcome in bad:
            data = mutant(originals, given.seed, outcome.number)
            (given.save / f"{given.seed}-{outcome.number}.bin").write_bytes(data)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
