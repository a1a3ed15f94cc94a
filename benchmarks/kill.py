"""kill -9 at any moment: what was acknowledged is there, what was not is there whole or not at all.

    python -m benchmarks.kill [--times 300] [--seed 1] [--server URL]

A child process works on a record and says through a pipe what it was told is kept, at once after
each command returned. It is killed at a random moment; or, every other time, in the middle of a
write: by the kernel, when a file grows past a random size. (A disk takes so much longer to settle
than to be written that a moment hardly ever falls between two pages.) Then the record must open,
must hold together, must have every event that was acknowledged, and must show no part of any other
command. Each kind of work keeps its record from one kill to the next, so that the last one has
survived all.

`--server` names an empty PostgreSQL database for the same commands there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import textwrap
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import resotrack as rt
from benchmarks.record import amendment, build, position, text
from resotrack.errors import LedgerError
from resotrack.ledger import migrations

BATCH = 120
"""Events of one large command."""
_WHO = "The child"
Say = Callable[[Any], None]
"""What a child acknowledges by."""


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: what a child does until it is killed, and what must be true then."""

    name: str
    run: Callable[[Path, random.Random, Say], None]
    check: Callable[[Path, list[Any]], str]
    """What is wrong with the record and the acknowledgements; "" where nothing is."""
    span: float
    """Seconds within which the child is killed."""
    pages: int
    """Of 4 KiB, by which its file may grow before it is killed; 0 where it does not grow."""


# ---- commands on one record -------------------------------------------------------------------


def _commands(where: Any, chance: random.Random, say: Say) -> None:
    with rt.Negotiation.open(where, who=_WHO) as talks:
        while True:
            match chance.randrange(5):
                case 0:
                    talks.note(f"Informals go on until {chance.randrange(1, 24)} hours.")
                case 1:
                    talks.tag("Draft 1", f"tag {chance.randrange(10**9)}")
                case 2:
                    talks.propose("Norway", "Shorter, please.")
                case 3:
                    talks.sponsor("Norway", joined=f"2031-09-{chance.randrange(1, 31):02}")
                case _:
                    talks.undo()
            say(talks.head)


def _texts(where: Path, chance: random.Random, say: Say) -> None:
    with rt.Negotiation.open(where, who=_WHO) as talks:
        while True:
            number = chance.randrange(10**6)
            talks.add_text(text(chance, number), label=f"Draft {number}")
            say(talks.head)
            talks.amend(amendment(chance, number), delegations=["Norway"])
            say(talks.head)


def _batches(where: Path, chance: random.Random, say: Say) -> None:
    with rt.Negotiation.open(where, who=_WHO) as talks:
        while True:
            with talks.command("All of it.") as writing:
                for _ in range(BATCH):
                    writing.put(position(chance, writing.number("positions", "N")), "said")
            say(talks.head)


def _holds(where: Any, acknowledged: list[Any], passphrase: str | None = None) -> str:
    """What is wrong with one record."""
    with rt.Negotiation.open(where, create=False, passphrase=passphrase) as talks:
        known = acknowledged[-1][1] if acknowledged else ""
        if found := talks.verify(known):
            return str(found[:3])
        sizes = Counter(event.batch for event in talks.events())
        whys = {event.batch: event.why for event in talks.events()}
        for batch, why in whys.items():
            if why == "All of it." and sizes[batch] != BATCH:
                return f"command {batch} is there in part: {sizes[batch]} events"
        before = talks.head[0]
        talks.note("After the kill.")
        if talks.head[0] != before + 1:
            return "it does not take a command any more"
    return ""


# ---- new records ------------------------------------------------------------------------------


def _inits(folder: Path, chance: random.Random, say: Say) -> None:
    while True:
        path = folder / f"{chance.randrange(10**9)}.reso"
        with rt.Negotiation.open(path, who=_WHO) as talks:
            say([path.name, talks.head[1]])


def _imports(folder: Path, chance: random.Random, say: Say) -> None:
    while True:
        path = folder / f"{chance.randrange(10**9)}.reso"
        with rt.Negotiation.import_(folder / "export.zip", path, who=_WHO) as talks:
            say([path.name, talks.head[1]])


def _exports(folder: Path, chance: random.Random, say: Say) -> None:
    with rt.Negotiation.open(folder / "talks.reso", who=_WHO) as talks:
        while True:
            talks.note("Before an export.")
            path = talks.export(folder / f"{chance.randrange(4)}.zip")
            say([path.name, talks.head[1]])


def _folder_holds(folder: Path, acknowledged: list[Any]) -> str:
    """What is wrong with the records of a folder: whatever has a record's name is a whole one."""
    there = {path.name for path in folder.glob("*.reso")}
    for name, _ in acknowledged:
        if name.endswith(".reso") and name not in there:
            return f"{name} was acknowledged and is not there"
    heads = dict(acknowledged)
    for path in folder.glob("*.reso"):
        with rt.Negotiation.open(path, create=False) as talks:
            if found := talks.verify(heads.get(path.name, "")):
                return f"{path.name}: {found[:3]}"
        if path.name != "talks.reso":
            path.unlink()
    for number, path in enumerate(folder.glob("?.zip")):
        taken = folder / f"taken {number}.reso"
        with rt.Negotiation.import_(path, taken) as talks:
            if found := talks.verify():
                return f"{path.name}: {found[:3]}"
        taken.unlink()
    for leftover in folder.glob(".*.part*"):
        leftover.unlink()
    return ""


# ---- older records, and other passphrases -----------------------------------------------------

_NEWER = '''
    """Tables of a version that never was: a column for every event, and a table."""

    import sqlalchemy as sa
    from alembic import op

    revision = "0002"
    down_revision = "0001"


    def upgrade() -> None:
        op.add_column("events", sa.Column("room", sa.Text, nullable=False, server_default=""))
        op.execute("UPDATE events SET room = 'Room ' || seq")
        op.create_table("rooms", sa.Column("name", sa.Text, primary_key=True))
        op.execute("INSERT INTO rooms SELECT room FROM events")
'''


@contextmanager
def newer_tables(folder: Path, ending: str = "") -> Iterator[None]:
    """This program as if it were a later one, which knows tables of a version 0002 too.

    `ending` is put at the end of that version's upgrade.
    """
    versions = folder / "newer" / "versions"
    if not versions.is_dir():
        shutil.copytree(Path(migrations.__file__).parent / "versions", versions)
        made = textwrap.dedent(_NEWER) + textwrap.indent(ending, "    ")
        (versions / "0002_rooms.py").write_text(made)
    was = migrations._FOLDER, migrations.HEAD
    migrations._FOLDER, migrations.HEAD = folder / "newer", "0002"
    try:
        yield
    finally:
        migrations._FOLDER, migrations.HEAD = was


def _migrations(folder: Path, chance: random.Random, say: Say) -> None:
    with newer_tables(folder):
        while True:
            path = folder / f"{chance.randrange(10**9)}.reso"
            shutil.copyfile(folder / "older.db", folder / "copy")
            (folder / "copy").rename(path)
            with rt.Negotiation.open(path, who=_WHO) as talks:
                say([path.name, talks.head[1]])


def _migrations_hold(folder: Path, acknowledged: list[Any]) -> str:
    with newer_tables(folder):
        return _folder_holds(folder, acknowledged)


_WORDS = ("lamp on a cliff", "rope on a quay")


def _locks(path: Path, chance: random.Random, say: Say) -> None:
    words = _WORDS if _opens(path, _WORDS[0]) else _WORDS[::-1]
    while True:
        with rt.Negotiation.open(path, who=_WHO, passphrase=words[0]) as talks:
            talks.note(f"Room {chance.randrange(100)}.")
            say(talks.head)
        rt.Negotiation.change_passphrase(path, old=words[0], new=words[1])
        words = words[::-1]


def _opens(path: Path, passphrase: str) -> bool:
    try:
        rt.Negotiation.open(path, create=False, passphrase=passphrase).close()
    except LedgerError:
        return False
    return True


def _locked_holds(path: Path, acknowledged: list[Any]) -> str:
    for passphrase in _WORDS:
        if _opens(path, passphrase):
            return _holds(path, acknowledged, passphrase)
    return "it opens with neither passphrase"


# ---- the kill ---------------------------------------------------------------------------------

WORKS = (
    Work("commands", _commands, _holds, 0.4, 10),
    Work("texts", _texts, _holds, 0.8, 40),
    Work("batches", _batches, _holds, 1.0, 200),
    Work("init", _inits, _folder_holds, 0.5, 12),
    Work("import", _imports, _folder_holds, 0.8, 90),
    Work("export", _exports, _folder_holds, 0.4, 4),
    Work("migration", _migrations, _migrations_hold, 0.6, 4),
    Work("passphrase", _locks, _locked_holds, 2.0, 0),
)


def prepared(work: Work, folder: Path) -> Path:
    """What a kind of work is done on: a record, or a folder of records."""
    folder = folder / work.name
    folder.mkdir()
    record = folder / ("older.db" if work.name == "migration" else "talks.reso")
    if work.name == "passphrase":
        rt.Negotiation.open(record, passphrase=_WORDS[0]).close()
    elif work.name != "init":
        build(record, 300)
    if work.name == "import":
        with rt.Negotiation.open(record) as talks:
            talks.export(folder / "export.zip")
    return folder if work.check in (_folder_holds, _migrations_hold) else record


def killed(work: Work, where: Any, chance: random.Random, *, writing: bool) -> tuple[int, str]:
    """Have a child work and kill it, at a moment or (`writing`) in the middle of a write.

    How many commands it acknowledged, and what is wrong since.
    """
    source, sink = os.pipe()
    seed = chance.randrange(2**32)
    limit = _size(where) + chance.randint(1, work.pages) * 4096 if writing and work.pages else 0
    child = os.fork()
    if not child:
        os.close(source)
        _child(work, where, random.Random(seed), sink, limit)
    os.close(sink)
    with os.fdopen(source, "rb") as pipe:
        pipe.readline()
        if limit:
            end = time.monotonic() + 20 * work.span
            while time.monotonic() < end and not os.waitid(
                os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT
            ):
                time.sleep(0.01)
        else:
            time.sleep(chance.uniform(0, work.span))
        os.kill(child, signal.SIGKILL)
        said = pipe.read()
    _, ended = os.waitpid(child, 0)
    if not os.WIFSIGNALED(ended):
        return 0, "the child failed by itself"
    # A line that the kill cut short was not acknowledged.
    acknowledged = [json.loads(line) for line in said.split(b"\n")[:-1]]
    try:
        return len(acknowledged), work.check(where, acknowledged)
    except LedgerError as error:
        return len(acknowledged), str(error)


def _size(where: Any) -> int:
    """The size from which the files of a kind of work grow."""
    if isinstance(where, Path) and where.is_dir():
        where = where / "older.db"
    return where.stat().st_size if isinstance(where, Path) and where.exists() else 0


def _child(work: Work, where: Any, chance: random.Random, sink: int, limit: int) -> None:
    """Work until the kill; never returns."""
    try:
        if limit:
            import resource  # Not everywhere, like the fork.

            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        os.write(sink, b"ready\n")
        work.run(where, chance, lambda what: _say(sink, what))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _say(sink: int, what: Any) -> None:
    os.write(sink, json.dumps(what).encode() + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=300, help="kills in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--server", help="the URL of an empty PostgreSQL database")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        places: list[tuple[Work, Any]] = [(work, prepared(work, Path(folder))) for work in WORKS]
        if given.server:
            rt.Negotiation.open(given.server).close()
            places.append((Work("server", _commands, _holds, 0.4, 0), given.server))
        kills: Counter[str] = Counter()
        kept: Counter[str] = Counter()
        wrong = 0
        for number in range(given.times):
            work, where = places[number % len(places)]
            acknowledged, problem = killed(
                work, where, chance, writing=number // len(places) % 2 == 1
            )
            kills[work.name] += 1
            kept[work.name] += acknowledged
            if problem:
                wrong += 1
                print(f"kill {number + 1}, {work.name}: {problem}")
    for work, _ in places:
        print(f"{work.name:12} {kills[work.name]:4} kills, {kept[work.name]:5} acknowledged")
    print(f"{given.times} kills, seed {given.seed}: {wrong} records with something wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
