"""A record on a real PostgreSQL: what holds for a file holds there.

The server is the one that RESOTRACK_TEST_POSTGRES names by its URL; `.ci/run` starts one. Each test
has a schema of its own.
"""

from __future__ import annotations

import os
import random
import threading
import traceback
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url

import resotrack as rt
from benchmarks.kill import WORKS, Work, killed, newer_tables
from benchmarks.writers import together
from resotrack.ledger.tables import metadata
from resotrack.model.record import Tag
from scripts.make_record import answers, negotiate

SERVER = os.environ.get("RESOTRACK_TEST_POSTGRES", "")

pytestmark = pytest.mark.skipif(
    not SERVER, reason="RESOTRACK_TEST_POSTGRES names no server (.ci/run starts one)"
)
SCHEMA = "resotrack_test"


def asked(*statements: str, url: str = SERVER) -> list[Any]:
    """What the server answers to the last of these statements."""
    with psycopg.connect(url, autocommit=True) as connection:
        found: list[Any] = []
        for statement in statements:
            cursor = connection.execute(statement.encode())
            found = cursor.fetchall() if cursor.description else []
        return found


def in_schema(name: str) -> str:
    return f"{SERVER}{'&' if '?' in SERVER else '?'}options={quote(f'-csearch_path={name}')}"


@pytest.fixture
def url() -> Iterator[str]:
    """Where a record can be made: an empty schema."""
    asked(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", f"CREATE SCHEMA {SCHEMA}")
    yield in_schema(SCHEMA)
    asked(f"DROP SCHEMA {SCHEMA} CASCADE")


def test_a_negotiation_on_a_server_is_the_one_in_a_file(url: str, tmp_path: Path) -> None:
    with rt.Negotiation.open(tmp_path / "talks.reso", who="A. Mori") as talks:
        negotiate(talks)
        talks.copy(url)
        with rt.Negotiation.open(url, create=False) as there:
            assert there.verify(talks.head[1]) == ()
            assert answers(there) == answers(talks)
            there.rebuild()
            assert answers(there) == answers(talks)
            exported = there.export(tmp_path / "there.zip").read_bytes()
            assert exported == talks.export(tmp_path / "here.zip").read_bytes()
        with pytest.raises(rt.LedgerError, match="already"):
            talks.copy(url)
        with pytest.raises(rt.LedgerError, match="already"):
            rt.Negotiation.import_(tmp_path / "here.zip", url)


def test_all_commands_work_there(url: str) -> None:
    with rt.Negotiation.open(url, who="A. Mori") as talks:
        negotiate(talks)
        assert talks.verify() == ()
        assert talks.compare("Zero", "Rev.1").links
        talks.undo()
        assert talks.votes == ()
        assert talks.verify() == ()


def test_the_tables_there_are_those_that_the_migrations_make(url: str) -> None:
    rt.Negotiation.open(url).close()
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_an_upgrade_there_is_one_transaction(url: str, tmp_path: Path) -> None:
    with rt.Negotiation.open(url) as talks:
        negotiate(talks)
        head = talks.head[1]
    stated = f"SELECT version_num FROM {SCHEMA}.alembic_version"
    failing = newer_tables(tmp_path, "raise RuntimeError('a power cut')")
    with failing, pytest.raises(RuntimeError):
        rt.Negotiation.open(url)
    assert asked(stated) == [("0001",)]
    with newer_tables(tmp_path / "whole"), rt.Negotiation.open(url) as talks:
        assert talks.verify(head) == ()
    assert asked(stated) == [("0002",)]
    with pytest.raises(rt.LedgerError, match="newer resotrack"):
        rt.Negotiation.open(url)


def test_a_record_that_should_be_there_and_is_not(url: str) -> None:
    with pytest.raises(rt.LedgerError, match="no record in this database"):
        rt.Negotiation.open(url, create=False)
    assert asked(f"SELECT * FROM pg_tables WHERE schemaname = '{SCHEMA}'") == []


def test_each_schema_has_a_record_of_its_own(url: str) -> None:
    other = f"{SCHEMA}_other"
    asked(f"DROP SCHEMA IF EXISTS {other} CASCADE", f"CREATE SCHEMA {other}")
    try:
        with rt.Negotiation.open(url) as one, rt.Negotiation.open(in_schema(other)) as two:
            one.note("Here.")
            two.note("There.")
            assert [n.text for n in one.positions()] == ["Here."]
            assert [n.text for n in two.positions()] == ["There."]
    finally:
        asked(f"DROP SCHEMA {other} CASCADE")
    with pytest.raises(rt.LedgerError, match="schema that the URL names is not there"):
        rt.Negotiation.open(in_schema(other))


@pytest.mark.parametrize(
    "theirs",
    [
        "CREATE TABLE {0}.events (id int)",
        "CREATE TABLE {0}.alembic_version (version_num text); "
        "INSERT INTO {0}.alembic_version VALUES ('4f2a91c0d3e7')",
    ],
)
def test_another_programs_tables_are_left_alone(url: str, theirs: str) -> None:
    asked(theirs.format(SCHEMA))
    tables = f"SELECT tablename FROM pg_tables WHERE schemaname = '{SCHEMA}'"
    before = asked(tables)
    with pytest.raises(rt.LedgerError, match="another program's"):
        rt.Negotiation.open(url)
    assert asked(tables) == before


def _opened(url: str) -> str:
    with rt.Negotiation.open(url) as talks:
        return talks.note("Here.").key


def test_many_that_open_an_empty_database_at_once_make_one_record(url: str) -> None:
    with get_context("spawn").Pool(2) as pool:
        keys = pool.map(_opened, [url] * 4, chunksize=1)
    assert sorted(keys) == [f"N{n}" for n in range(1, 5)]
    with rt.Negotiation.open(url, create=False) as talks:
        assert talks.verify() == ()


def test_many_processes_write_there_and_none_is_lost(url: str) -> None:
    """In small; the whole of it is `python -m benchmarks.writers --server URL`."""
    outcome = together(url, processes=3, each=20)
    assert (outcome.lost, outcome.broken) == (0, 0)


@pytest.mark.parametrize("wait", [0.2, 0])
def test_who_waits_too_long_is_told(url: str, wait: float) -> None:
    with rt.Negotiation.open(url) as talks, rt.Negotiation.open(url, wait=wait) as late:
        with talks.command() as writing:
            writing.put(Tag(target="Rev.1", tag="mine"), "tagged")
            with pytest.raises(rt.LedgerError, match=r"another program is writing .* Try again"):
                late.note("Too late.")
        late.note("Now.")
        assert talks.verify() == ()


def test_a_reader_sees_one_moment(url: str) -> None:
    """What `verify` reads piece by piece belongs together, whoever writes meanwhile."""
    with rt.Negotiation.open(url) as talks, rt.Negotiation.open(url) as other:
        over = threading.Event()

        def write() -> None:
            while not over.is_set():
                other.note("Meanwhile.")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            assert [talks.verify() for _ in range(10)] == [()] * 10
        finally:
            over.set()
            writer.join()


@pytest.mark.parametrize("words", ["a\x00b", "half \ud800 a letter", "🚢" * 300, "%s %(a)s :b"])
def test_any_words_can_be_kept_there(url: str, words: str) -> None:
    with rt.Negotiation.open(url, who=words) as talks:
        said = talks.position("", words)
        talks.tag("Rev.1", "plain", why=words)
        kept = words.replace("\ud800", "?")
        assert talks.positions()[0].text == kept
        assert talks.events(key=said.key)[0].entry is not None
        with pytest.raises(rt.LedgerError):
            talks.proposal(words)
        talks.tag("🚢" * 300, "longest")
        assert talks.verify() == ()


def test_whatever_is_altered_there_shows(url: str) -> None:
    with rt.Negotiation.open(url) as talks:
        negotiate(talks)
        asked(f"UPDATE {SCHEMA}.events SET who = 'somebody' WHERE seq = 2")
        assert "altered" in talks.verify()[0].problem
        asked(f"UPDATE {SCHEMA}.blobs SET packed = ''")
        assert any("file" in one.problem for one in talks.verify())


def test_a_connection_that_was_cut_is_made_again(url: str) -> None:
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with rt.Negotiation.open(url) as talks:
        talks.note("Before.")
        asked(cut)
        talks.note("After.")

        def cut_in_the_middle() -> None:
            with talks.command() as writing:
                writing.put(Tag(target="Rev.1", tag="lost"), "tagged")
                asked(cut)

        with pytest.raises(rt.LedgerError, match="server went away"):
            cut_in_the_middle()
        assert talks.tags == ()
        assert talks.verify() == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill")
def test_kill_9_of_a_client(url: str) -> None:
    """In small; more are `python -m benchmarks.kill --server URL`."""
    rt.Negotiation.open(url).close()
    file = WORKS[0]
    work = Work("server", file.run, file.check, file.span, 0)
    chance = random.Random(5)
    for _ in range(3):
        _, problem = killed(work, url, chance, writing=False)
        assert not problem


def test_a_password_is_shown_nowhere(url: str) -> None:
    port = asked("SHOW port")[0][0]
    database = make_url(SERVER).database or "postgres"
    for wrong in (
        f"postgresql://nobody:s3cr3t@127.0.0.1:{port}/{database}",
        f"postgresql://127.0.0.1:{port}/{database}?user=nobody&password=s3cr3t",
    ):
        with pytest.raises(rt.LedgerError, match=r"cannot be reached|does not know") as raised:
            rt.Negotiation.open(wrong, wait=2)
        assert "s3cr3t" not in "".join(traceback.format_exception(raised.value))
    password = make_url(url).password or "s3cr3t"
    secret = make_url(url).set(password=password).render_as_string(hide_password=False)
    with rt.Negotiation.open(secret) as talks:
        shown = repr(talks) + str(vars(talks)) + repr(talks._store._engine) + talks.name
        assert password not in shown


def test_a_passphrase_is_for_files(url: str) -> None:
    with pytest.raises(rt.LedgerError, match="locks a file"):
        rt.Negotiation.open(url, passphrase="lamp")
