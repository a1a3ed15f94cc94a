"""The record of a series over fifteen years: the published figures must come out again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "reprisals_history.py"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    shared = EXAMPLE.parents[2] / "shared"
    if not (shared / "data" / "reprisals").is_dir() or not (shared / "research").is_dir():
        pytest.skip("the real UN texts (../shared) are not here")
    out = tmp_path_factory.mktemp("history")
    run = subprocess.run(
        [sys.executable, str(EXAMPLE), str(shared), str(out)], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert (out / "reprisals.reso").is_file()
    return run.stdout


def test_the_votes_of_the_series(told: str) -> None:
    assert "24/24 of 2013-09-27: 10 PP, 15 OP and sub-paragraphs; 31-1-15" in told
    assert "24/24, Group of African States: 7-1-5" in told
    assert "12/2 → 24/24: without a vote → 31-1-15, consensus lost" in told
    assert "42/28 → 48/17: 36-0-11 → without a vote, consensus regained" in told


def test_totals_that_contradict_one_another(told: str) -> None:
    doubts = told.split("# What does not add up")[1].split("#")[0]
    assert "36/21 (press release): 48 votes are counted in a body of 47" in doubts
    assert "A/HRC/RES/36/21" not in doubts


def test_which_amendments_carried(told: str) -> None:
    adopted = {line.split(":")[0][2:] for line in told.splitlines() if ": adopted " in line}
    assert adopted == {f"A/HRC/36/L.{number}" for number in (46, 56, 60)}
    withdrawn = {line.split(":")[0][2:] for line in told.splitlines() if ": withdrawn" in line}
    assert withdrawn == {f"A/HRC/24/L.{number}" for number in (42, 45, 49)}
    did = told.split("# What the adopted ones did")[1].split("#")[0]
    assert "A/HRC/36/L.46 stands as PP 6 of 36/21" in did
    assert "A/HRC/36/L.56 stands as OP 8 of 36/21" in did
    assert "A/HRC/36/L.60 stands as OP 12 of 36/21" in did


def test_the_sponsors(told: str) -> None:
    assert "2017: 62; 2023: 59" in told
    assert told.rstrip().endswith("0 breaks.")
