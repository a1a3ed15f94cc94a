"""A record among other programs, kills, full disks and strangers."""

from __future__ import annotations

import hashlib
import logging
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import resotrack as rt
from benchmarks.kill import WORKS, Work, killed, prepared
from benchmarks.record import text
from benchmarks.writers import together
from resotrack.ledger import intake, opening
from resotrack.model.record import Tag

ENGLISH = "lamp, l'ampère & quay"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "talks.reso"
    with rt.Negotiation.open(path) as talks:
        talks.describe(title="Harbour observers")
    return path


# ---- other programs ---------------------------------------------------------------------------


def test_who_waits_too_long_is_told_and_nothing_is_changed(record: Path) -> None:
    other = sqlite3.connect(record, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with rt.Negotiation.open(record, wait=0.2) as talks:
        before = talks.head
        with pytest.raises(rt.LedgerError, match=r"another program is writing .* Try again"):
            talks.note("Too late.")
        assert talks.head == before
        other.execute("ROLLBACK")
        talks.note("Now.")
    other.close()


def test_a_reader_that_stays_is_told_of_and_nothing_is_half_written(record: Path) -> None:
    other = sqlite3.connect(record, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM head").fetchall()
    with rt.Negotiation.open(record, wait=0.2) as talks:
        before = talks.head
        with pytest.raises(rt.LedgerError, match="another program"):
            talks.note("Cannot be settled.")
        other.execute("ROLLBACK")
        assert talks.head == before
        talks.note("Now.")
        assert talks.verify() == ()
    other.close()


def test_who_waits_long_enough_gets_through(record: Path) -> None:
    other = sqlite3.connect(record, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    letting_go = threading.Timer(0.3, other.execute, ["ROLLBACK"])
    letting_go.start()
    with rt.Negotiation.open(record, wait=30) as talks:
        assert talks.note("In time.").key
    letting_go.join()
    other.close()


def test_opening_a_record_keeps_the_locks_that_this_process_has_on_it(record: Path) -> None:
    """POSIX: whoever opens a file and closes it lets go of the process's locks on it."""
    intruder = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('in')"
    )
    with rt.Negotiation.open(record) as talks, talks.command() as writing:
        rt.Negotiation.open(record, create=False).close()
        with pytest.raises(rt.LedgerError):
            rt.Negotiation.open(record, passphrase="x")
        tried = subprocess.run(
            [sys.executable, "-c", intruder, str(record)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        writing.put(Tag(target="Rev.1", tag="mine"), "tagged")
    assert "locked" in tried.stderr
    assert not tried.stdout


def test_two_who_add_a_text_at_once_do_not_write_over_one_another(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Meanwhile(intake.Names):
        """What is made last before the command begins: the other is faster."""

        def __init__(self, talks: rt.Negotiation) -> None:
            super().__init__(talks)
            monkeypatch.undo()
            with rt.Negotiation.open(record) as other:
                other.add_text(text(random.Random(2), 2), label="Rev.1")

    monkeypatch.setattr(intake, "Names", Meanwhile)
    with rt.Negotiation.open(record) as talks:
        with pytest.raises(rt.LedgerError, match=r"there is a text .* already"):
            talks.add_text(text(random.Random(1), 1), label="Rev.1")
        assert talks.version("Rev.1").symbol.endswith("L.2")
        assert len(talks.events(key="Rev.1")) == 1


def test_many_threads_write_through_one_door(record: Path) -> None:
    with rt.Negotiation.open(record) as talks:
        threads = [
            threading.Thread(target=lambda n=n: [talks.note(f"{n}: {i}") for i in range(5)])
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(talks.positions()) == 40
        assert talks.verify() == ()


def test_many_processes_write_and_none_is_lost(tmp_path: Path) -> None:
    """In small; the whole of it is `python -m benchmarks.writers`."""
    outcome = together(tmp_path / "talks.reso", processes=3, each=20)
    assert (outcome.lost, outcome.broken) == (0, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill")
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_kill_9_at_any_moment(work: Work, tmp_path: Path) -> None:
    """In small; three hundred are `python -m benchmarks.kill`."""
    chance = random.Random(work.name)
    where = prepared(work, tmp_path)
    for writing in (True, False):
        _, problem = killed(work, where, chance, writing=writing)
        assert not problem


# ---- disks ------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_leaves_the_record_as_it_was(small_disk: Path) -> None:
    path = small_disk / "talks.reso"
    with rt.Negotiation.open(path) as talks:
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * 500_000)
        kept = 0
        with pytest.raises(rt.LedgerError, match="disk is full"):  # noqa: PT012
            while True:
                talks.note(random.Random(kept).randbytes(20_000).hex())
                kept += 1
        assert kept
        assert len(talks.positions()) == kept
        assert talks.verify() == ()
        ballast.unlink()
        talks.note("There is room again.")
        assert talks.verify() == ()
    assert [one.name for one in small_disk.iterdir()] == ["talks.reso"]


def test_no_room_for_a_new_record_leaves_nothing(small_disk: Path, record: Path) -> None:
    with rt.Negotiation.open(record) as talks:
        for n in range(20):
            talks.note(random.Random(n).randbytes(20_000).hex())
        exported = talks.export(record.with_suffix(".zip"))
        shutil.copy(exported, small_disk)
        with pytest.raises(rt.LedgerError, match=r"disk is full|No space left"):
            rt.Negotiation.import_(small_disk / exported.name, small_disk / "again.reso")
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 8192))
        with pytest.raises(rt.LedgerError, match=r"cannot be written .*No space left"):
            talks.export(small_disk / "another.zip")
        ballast.unlink()
    (small_disk / "ballast").write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 4096))
    with pytest.raises(rt.LedgerError):
        rt.Negotiation.open(small_disk / "new.reso")
    assert sorted(one.name for one in small_disk.iterdir()) == ["ballast", exported.name]


def test_a_record_that_may_grow_no_further(record: Path) -> None:
    """The same without a disk: SQLite is told how many pages it may have."""
    with rt.Negotiation.open(record) as talks:
        with talks._store._engine.connect() as connection:
            full = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {full}")
        before = talks.head
        with pytest.raises(rt.LedgerError, match="disk is full"):
            talks.note("x" * 100_000)
        assert talks.head == before
    with rt.Negotiation.open(record) as talks:
        talks.note("x" * 100_000)
        assert talks.verify() == ()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_record_that_may_only_be_read(record: Path) -> None:
    record.chmod(0o400)
    with rt.Negotiation.open(record) as talks:
        assert talks.about.title == "Harbour observers"
        with pytest.raises(rt.LedgerError, match="cannot be written"):
            talks.note("No.")


# ---- files that are none, or were made to harm ------------------------------------------------


def test_an_empty_file_and_a_folder_are_no_records(tmp_path: Path) -> None:
    (tmp_path / "empty.reso").touch()
    for path in (tmp_path / "empty.reso", tmp_path):
        for passphrase in (None, ENGLISH):
            with pytest.raises(rt.LedgerError, match=r"file is empty|no file"):
                rt.Negotiation.open(path, passphrase=passphrase)
    assert not (tmp_path / "empty.reso").stat().st_size


def test_a_record_cut_off_is_told_of(record: Path) -> None:
    with rt.Negotiation.open(record) as talks:
        talks.note("x" * 50_000)
    whole = record.read_bytes()
    record.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(rt.LedgerError, match="damaged"), rt.Negotiation.open(record) as talks:
        talks.verify()


def test_what_acts_by_itself_in_a_file_is_told_of(record: Path) -> None:
    other = sqlite3.connect(record)
    other.execute("CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM entries; END")
    other.commit()
    other.close()
    with rt.Negotiation.open(record) as talks:
        assert "trigger, t, that is not ours" in talks.verify()[0].problem


def test_a_file_that_swells_is_not_unpacked(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resotrack.ledger.store.LARGEST_FILE", 1000)
    with (
        rt.Negotiation.open(record) as talks,
        pytest.raises(rt.LedgerError, match="no file beyond"),
        talks.command() as writing,
    ):
        writing.keep(b" " * 1001)
    other = sqlite3.connect(record)
    other.execute(
        "INSERT INTO blobs VALUES (?, ?)",
        (hashlib.sha256(b" " * 1002).hexdigest(), zlib.compress(b" " * 1002)),
    )
    other.commit()
    other.close()
    with rt.Negotiation.open(record) as talks:
        assert "was altered" in talks.verify()[0].problem


@pytest.mark.parametrize("words", ["half \ud800 a letter", "a\x00b", "two\nlines", "🚢" * 300])
def test_any_words_can_be_kept(record: Path, words: str) -> None:
    with rt.Negotiation.open(record, who=words) as talks:
        talks.position("", words)
        talks.tag("Rev.1", "plain", why=words)
        with pytest.raises(rt.LedgerError):
            talks.proposal(words)
        assert talks.verify() == ()


# ---- passphrases ------------------------------------------------------------------------------


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    pytest.importorskip("sqlcipher3")
    path = tmp_path / "locked.reso"
    with rt.Negotiation.open(path, passphrase=ENGLISH) as talks:
        talks.describe(title="Harbour observers")
    return path


def test_nothing_of_a_locked_record_can_be_read_in_its_file(locked: Path, record: Path) -> None:
    assert b"Harbour observers" in record.read_bytes()
    content = locked.read_bytes()
    for words in (b"Harbour observers", b"SQLite", b"events", b"negotiation"):
        assert words not in content


def test_a_locked_record_opens_by_its_passphrase_alone(
    locked: Path, record: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = locked.read_bytes()
    with rt.Negotiation.open(locked, passphrase=ENGLISH) as talks:
        assert talks.about.title == "Harbour observers"
        assert talks.verify() == ()
    for passphrase, told in (
        (None, "locked with a passphrase"),
        ("lamp", "passphrase is another one"),
        ("", "locks nothing"),
        ("a\x00b", "no letter"),
        ("a\ud800", "no letter"),
    ):
        with pytest.raises(rt.LedgerError, match=told) as raised:
            rt.Negotiation.open(locked, passphrase=passphrase)
        assert "lamp" not in str(raised.value)
    with pytest.raises(rt.LedgerError, match="not locked"):
        rt.Negotiation.open(record, passphrase=ENGLISH)
    assert locked.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_an_accent_is_the_same_on_every_keyboard(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    path = tmp_path / "locked.reso"
    rt.Negotiation.open(path, passphrase="e\u0301tang").close()
    rt.Negotiation.open(path, passphrase="\u00e9tang", create=False).close()


def test_the_passphrase_is_changed(locked: Path) -> None:
    with rt.Negotiation.open(locked, passphrase=ENGLISH) as talks:
        head = talks.head[1]
    with pytest.raises(rt.LedgerError, match="another one"):
        rt.Negotiation.change_passphrase(locked, old="wrong", new="rope")
    with pytest.raises(rt.LedgerError, match="locks nothing"):
        rt.Negotiation.change_passphrase(locked, old=ENGLISH, new="")
    rt.Negotiation.change_passphrase(locked, old=ENGLISH, new="it's a rope")
    with pytest.raises(rt.LedgerError, match="another one"):
        rt.Negotiation.open(locked, passphrase=ENGLISH)
    with rt.Negotiation.open(locked, passphrase="it's a rope") as talks:
        assert talks.verify(head) == ()


def test_the_passphrase_of_a_record_in_use_is_not_changed(locked: Path) -> None:
    with rt.Negotiation.open(locked, passphrase=ENGLISH) as talks:
        with talks.command() as writing:
            writing.put(Tag(target="Rev.1", tag="mine"), "tagged")
            with pytest.raises(rt.LedgerError):
                rt.Negotiation.change_passphrase(locked, old=ENGLISH, new="rope", wait=0.2)
        assert talks.verify() == ()
    rt.Negotiation.open(locked, passphrase=ENGLISH).close()


def test_a_record_is_locked_and_unlocked_by_a_copy(record: Path, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    with rt.Negotiation.open(record) as talks:
        talks.copy(tmp_path / "locked.reso", passphrase=ENGLISH)
        with rt.Negotiation.open(tmp_path / "locked.reso", passphrase=ENGLISH) as locked:
            assert locked.head == talks.head
            locked.copy(tmp_path / "open.reso")
        with rt.Negotiation.open(tmp_path / "open.reso", create=False) as again:
            assert again.verify(talks.head[1]) == ()


def test_the_passphrase_is_shown_nowhere(
    locked: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "never to be shown"
    seen = []
    for passphrase in (secret, secret + "\x00", secret + "\ud800"):
        with pytest.raises(rt.LedgerError) as raised:
            rt.Negotiation.open(locked, passphrase=passphrase)
        seen += traceback.format_exception(raised.value)
    with rt.Negotiation.open(locked, passphrase=ENGLISH) as talks:
        seen += [repr(talks), repr(talks._store), repr(talks._store._engine), str(vars(talks))]
        seen += [repr(talks._store._engine.pool), repr(talks._store._engine.url)]
    assert secret not in "".join(seen) + caplog.text
    assert ENGLISH not in "".join(seen) + caplog.text


def test_without_sqlcipher_a_passphrase_tells_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(rt.MissingExtra, match=r"resotrack\[encrypted\]"):
        rt.Negotiation.open(tmp_path / "talks.reso", passphrase=ENGLISH)
    assert not list(tmp_path.iterdir())


# ---- servers that are not there ---------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://delegate:s3cr3t@127.0.0.1:1/talks",
        "postgresql://delegate:s3cr3t@127.0.0.1:port/talks",
        "postgresql://delegate:x/s3cr3t@127.0.0.1:1/talks",
        "postgresql://delegate:x@s3cr3t@127.0.0.1:1/talks",
        "postgresql://127.0.0.1:1/talks?user=delegate&password=s3cr3t",
        "mysql://delegate:s3cr3t@127.0.0.1/talks",
    ],
)
def test_a_password_is_shown_nowhere(url: str) -> None:
    with pytest.raises(rt.LedgerError) as raised:
        rt.Negotiation.open(url, wait=1)
    assert "s3cr3t" not in "".join(traceback.format_exception(raised.value))
    assert "s3cr3t" not in repr(raised.value)
    assert "s3cr3t" not in opening.shown(url)


def test_a_server_out_of_reach_is_told_of_soon() -> None:
    start = time.monotonic()
    with pytest.raises(rt.LedgerError, match="cannot be reached"):
        rt.Negotiation.open("postgresql://delegate@127.0.0.1:1/talks", wait=1)
    assert time.monotonic() - start < 30
