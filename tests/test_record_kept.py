"""Records of every version so far: they open, hold together and answer as they did."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import resotrack as rt
from benchmarks.kill import newer_tables
from resotrack.ledger.migrations import HEAD, known
from resotrack.ledger.tables import metadata
from scripts.make_record import answers

RECORDS = Path(__file__).parent / "records"
KEPT = sorted(path.stem for path in RECORDS.glob("*.reso"))


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A copy of the first record that was kept."""
    return Path(shutil.copy(RECORDS / "0001.reso", tmp_path / "talks.reso"))


def rows(path: Path, statement: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(statement).fetchall()
    connection.commit()
    connection.close()
    return found


def lacking(said: Any, says: Any, place: str = "") -> list[str]:
    """Where an answer is no longer what it was; fields that came since are none of it."""
    if isinstance(said, dict) and isinstance(says, dict):
        return [
            one
            for name, value in said.items()
            for one in lacking(value, says.get(name), f"{place}.{name}")
        ]
    if isinstance(said, list) and isinstance(says, list) and len(said) == len(says):
        pairs = enumerate(zip(said, says, strict=True))
        return [one for n, (a, b) in pairs for one in lacking(a, b, f"{place}[{n}]")]
    return [] if said == says else [f"{place}: {says!r} was {said!r}"]


def test_the_newest_tables_are_kept_and_known() -> None:
    assert sorted(known()) == KEPT
    assert KEPT[-1] == HEAD


@pytest.mark.parametrize("version", KEPT)
def test_a_record_of_each_version_answers_as_it_did(version: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(RECORDS / f"{version}.reso", tmp_path / "talks.reso"))
    said = json.loads((RECORDS / f"{version}.json").read_text(encoding="utf-8"))
    with rt.Negotiation.open(path, create=False) as talks:
        assert talks.verify(said["head"][1]) == ()
        assert lacking(said, answers(talks)) == []
        talks.rebuild()
        assert lacking(said, answers(talks)) == []
        talks.note("It goes on.")
        assert talks.verify(said["head"][1]) == ()


@pytest.mark.parametrize("version", KEPT)
def test_an_export_of_each_version_is_taken_in(version: str, tmp_path: Path) -> None:
    said = json.loads((RECORDS / f"{version}.json").read_text(encoding="utf-8"))
    with rt.Negotiation.import_(RECORDS / f"{version}.zip", tmp_path / "talks.reso") as talks:
        assert talks.verify() == ()
        assert lacking(said, answers(talks)) == []


def test_the_tables_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    rt.Negotiation.open(tmp_path / "talks.reso").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'talks.reso'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_an_older_record_is_brought_up_to_date(older: Path, tmp_path: Path) -> None:
    with newer_tables(tmp_path), rt.Negotiation.open(older) as talks:
        assert talks.verify() == ()
        assert talks.note("It goes on.").key
    assert rows(older, "SELECT version_num FROM alembic_version") == [("0002",)]
    assert rows(older, "SELECT room FROM events WHERE seq = 1") == [("Room 1",)]


def test_a_newer_record_is_refused_and_left_as_it_is(older: Path, tmp_path: Path) -> None:
    with newer_tables(tmp_path):
        rt.Negotiation.open(older).close()
    before = older.read_bytes()
    with pytest.raises(rt.LedgerError, match=r"newer resotrack .* Update resotrack"):
        rt.Negotiation.open(older)
    assert older.read_bytes() == before


@pytest.mark.parametrize(
    "ending",
    ["raise RuntimeError('a power cut')", "op.execute('INSERT INTO nowhere VALUES (1)')"],
)
def test_an_upgrade_that_fails_in_its_middle_leaves_the_older_record(
    older: Path, tmp_path: Path, ending: str
) -> None:
    before = older.read_bytes()
    with newer_tables(tmp_path, ending):
        with pytest.raises((RuntimeError, rt.LedgerError)):
            rt.Negotiation.open(older)
        assert older.read_bytes() == before
        assert rows(older, "SELECT name FROM sqlite_master WHERE name = 'rooms'") == []
    with rt.Negotiation.open(older) as talks:
        assert talks.verify() == ()
