"""`resotrack amend`, as a user runs it. The texts are the sample's, or invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from resotrack_cli.app import app

RUN = CliRunner()


@pytest.fixture
def files(sample: Path) -> list[str]:
    return [str(sample / "l12.docx"), *map(str, sorted((sample / "amendments").glob("*.docx")))]


def run(*arguments: str, code: int = 0) -> str:
    result = RUN.invoke(app, ["amend", *arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_read_shows_how_each_instruction_was_understood(files: list[str]) -> None:
    told = run("read", files[4])
    assert "Delete OP 8 (e)" in told
    assert "2. Delete paragraph 8 (e)." in told
    assert "Instructions: 3. To check: 0." in told


def test_read_as_json(files: list[str]) -> None:
    document = json.loads(run("read", files[1], "--json"))
    assert document["amends"] == "A/HRC/99/L.12"
    assert document["instructions"][0]["old"] == "Strongly condemns"


def test_what_was_not_understood_is_shown_and_can_be_corrected(tmp_path: Path) -> None:
    path = tmp_path / "l9.txt"
    path.write_text(
        "Aldermark: amendment to draft resolution A/HRC/99/L.12\n1. Combine paragraphs 4 and 5.\n"
        "2. Delete paragraph 3.\n"
    )
    told = run("read", str(path))
    assert "Not understood" in told
    assert "Instructions: 2. To check: 1." in told
    corrections = tmp_path / "l9.toml"
    corrections.write_text(
        '[[correction]]\ninstruction = 1\naction = "delete_paragraph"\nkind = "op"\nnumber = "5"\n'
    )
    told = run("read", str(path), "--corrections", str(corrections))
    assert "Delete OP 5" in told
    assert "To check: 0." in told
    corrections.write_text("[[correction]]\ninstruction = 8\n")
    assert "no instruction 8" in run("read", str(path), "-c", str(corrections), code=3)


def test_apply_writes_the_new_text(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "amended.md"
    told = run("apply", *files, "--output", str(out))
    assert "Carried out: 6. Not carried out: 0." in told
    assert "*Expresses concern* at every act" in out.read_text("utf-8")
    one = json.loads(run("apply", *files, "--adopted", "A/HRC/99/L.32", "--json"))
    assert [a["amendment"] for a in one["applied"]] == ["A/HRC/99/L.32"]
    assert one["ids"]["op8"] == "op9"


def test_apply_refuses_an_amendment_that_is_not_given(files: list[str]) -> None:
    assert "A/HRC/99/L.77" in run("apply", *files, "--adopted", "A/HRC/99/L.77", code=3)


def test_conflicts(files: list[str], tmp_path: Path) -> None:
    assert "None of them" in run("conflicts", *files)
    path = tmp_path / "l9.txt"
    path.write_text(
        "A/HRC/99/L.9\nAldermark: amendment to draft resolution A/HRC/99/L.12\nDelete paragraph 2."
    )
    told = run("conflicts", *files, str(path))
    assert "A/HRC/99/L.9 (1) deletes op2" in " ".join(told.split())
    found = json.loads(run("conflicts", *files, str(path), "--json"))
    assert [c["kind"] for c in found] == ["deletion and edit"]


def test_draft(files: list[str], sample: Path) -> None:
    told = run("draft", files[0], str(sample / "adopted.docx"))
    assert told.startswith("1. Delete the fifth preambular paragraph.")
    assert json.loads(run("draft", files[0], files[0], "--json"))["text"] == ""


def test_effect_and_order(files: list[str]) -> None:
    assert "1 weaker" in run("effect", *files[:2])
    told = run("order", *files)
    assert told.index("L.34") < told.index("L.31")
    assert "not a ruling" in " ".join(told.split())
