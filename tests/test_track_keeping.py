"""Exports, copies and passphrases from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import resotrack as rt
from resotrack_cli.app import app


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "talks.reso"
    with rt.Negotiation.open(path) as talks:
        talks.describe(title="Harbour observers")
    return path


def run(*words: str | Path, typed: str = "", **environment: str) -> tuple[int, str]:
    found = CliRunner().invoke(
        app, ["track", *map(str, words)], input=typed or None, env=environment
    )
    return found.exit_code, found.output


def test_an_export_goes_out_and_comes_back(record: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "talks.zip", "-r", record)[0] == 0
    code, said = run("import", tmp_path / "talks.zip", tmp_path / "again")
    with rt.Negotiation.open(tmp_path / "again.reso", create=False) as again:
        assert again.about.title == "Harbour observers"
        assert (code, again.head[1] in said) == (0, True)
    code, said = run("import", tmp_path / "talks.zip", tmp_path / "again")
    assert (code, "already" in said) == (4, True)


def test_a_copy_is_locked_and_its_passphrase_changed(record: Path, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    locked = tmp_path / "locked.reso"
    code, said = run("copy", locked, "-r", record, "--locked", typed="lamp\nlamp\n")
    assert (code, "lamp" in said) == (0, False)
    code, said = run("passphrase", locked, typed="lamp\nrope\nrope\n")
    assert (code, "rope" in said) == (0, False)
    with rt.Negotiation.open(locked, passphrase="rope") as talks:
        assert talks.about.title == "Harbour observers"
    code, said = run("passphrase", locked, typed="lamp\nquay\nquay\n")
    assert (code, "passphrase is another one" in said) == (4, True)
    changed = run("passphrase", locked, RESOTRACK_PASSPHRASE="rope", RESOTRACK_NEW_PASSPHRASE="q")
    assert changed[0] == 0
    rt.Negotiation.open(locked, passphrase="q").close()
