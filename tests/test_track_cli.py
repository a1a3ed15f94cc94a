"""`resotrack track`: a day in the room, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from resotrack.sample import sample_amendments, sample_files
from resotrack_cli.app import app

ZERO, REV1, TABLED, ADOPTED = map(str, sample_files())


class Room:
    """A folder with one record, and somebody who types."""

    def __init__(self) -> None:
        self.runner = CliRunner()

    def run(self, *words: str, exit_code: int = 0, typed: str | None = None) -> Result:
        result = self.runner.invoke(app, list(words), input=typed)
        assert result.exit_code == exit_code, result.output
        return result

    def told(self, *words: str) -> str:
        return self.run("track", *words).stdout

    def json(self, *words: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.told(*words, "--json"))
        return found


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RESOTRACK_RECORD", raising=False)
    monkeypatch.setenv("RESOTRACK_WHO", "A. Mori")
    room = Room()
    room.run("track", "init", "harbours", "--title", "Harbour observers", "--members", "47")
    return room


def test_a_day_in_the_room(room: Room) -> None:
    assert "39 proposals filed" in room.told("add", ZERO, REV1)
    room.told("position", "Ostrelle", "cannot accept a fund", "-s", "red line", "-p", "op11")
    key = room.told("propose", "Lirasse", "In paragraph 4, delete the words “where feasible”")
    assert "read as an instruction" in key
    room.told("add", TABLED)
    room.told("amend", *map(str, sample_amendments()), "--date", "2031-09-30")
    assert "rejected" in room.told("vote", "A/HRC/99/L.31", "--counts", "15-24-8")
    assert "withdrawn" in room.told("withdraw", "A/HRC/99/L.34")
    room.told("add", ADOPTED, "--label", "Adopted")
    assert "accepted" in room.told("settle")
    status = room.told("status")
    assert "Harbour observers" in status
    assert "1 rejected" in status
    assert "red line" in room.told("brief", "-d", "Ostrelle")
    assert "Ostrelle" in room.told("words")
    assert "L.12, drafters" in room.told("words", "-p", "op12")
    assert "taken up" in room.told("fates")
    assert "A/HRC/99/L.31 rejected by a recorded vote of 15 to 24" in " ".join(
        room.told("timeline").split()
    )
    assert "hold together" in room.run("verify").stdout


def test_sponsors_votes_and_names(room: Room) -> None:
    room.told("add", TABLED, "--label", "L.12")
    room.told("sponsor", "Norway", "Ghana", "--additional", "--date", "2031-10-03")
    assert "no longer sponsors" in room.told("withdraw", "Ghana", "--date", "2031-10-04")
    room.run("track", "sponsor", "Norwey", exit_code=3)
    room.told("call", "Norwey", "Norway")
    room.told("sponsor", "Norwey")
    doubtful = room.run("track", "vote", "L.12", "--counts", "29-0-19")
    assert "48 votes are counted in a body of 47" in doubtful.output
    room.told("statement", "On the harbours", "Norway", "Chile", "--by", "Norway")
    room.told("tag", "L.12 op4", "ours")
    assert "#ours" in room.told("board")
    room.told("undo")
    assert "#ours" not in room.told("board")


def test_links_are_corrected(room: Room) -> None:
    room.told("add", ZERO, "--label", "zero")
    room.told("add", TABLED, "--label", "L.12")
    room.told("link", "zero:op1", "L.12:op5")
    room.run("track", "link", "zero op1", "L.12:op5", exit_code=2)
    room.run("track", "link", "zero:op99", "L.12:op5", exit_code=3)


def test_answers_as_pages(room: Room, tmp_path: Path) -> None:
    room.told("add", ZERO, REV1)
    for name in ("board", "timeline", "brief"):
        room.told(name, "-o", f"{name}.html")
        page = (tmp_path / f"{name}.html").read_text("utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert "Harbour observers" in page
    room.told("brief", "-o", "brief.txt")
    assert (tmp_path / "brief.txt").read_text("utf-8").startswith("# Harbour observers")
    room.run("track", "board", "-o", "board.csv", exit_code=3)


def test_json_says_what_it_is(room: Room) -> None:
    room.told("add", REV1)
    for name in ("status", "board", "timeline", "brief"):
        assert room.json(name)["schema"] == f"resotrack.{name}/1"


def test_tables_and_files_come_out_again(room: Room, tmp_path: Path) -> None:
    room.told("add", REV1, "--label", "Rev.1")
    room.told("tables", "all.xlsx")
    room.told("tables", "folder", "--format", "csv")
    assert (tmp_path / "folder" / "proposals.csv").read_text("utf-8").count("\n") > 39
    room.told("file", "Rev.1", "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == Path(REV1).read_bytes()


def test_which_record_is_meant(room: Room, tmp_path: Path) -> None:
    room.run("track", "init", "harbours", "--title", "Again", exit_code=4)
    room.run("track", "init", "second", "--title", "Another")
    room.run("track", "status", exit_code=2)
    assert "Another" in room.told("status", "-r", "second.reso")
    (tmp_path / "letter.reso").write_text("Dear colleagues")
    room.run("track", "status", "-r", "letter.reso", exit_code=4, typed="secret\n")
    room.run("track", "status", "-r", "nowhere.reso", exit_code=4)


def test_a_locked_record_asks_for_its_passphrase(room: Room) -> None:
    room.run("track", "init", "locked", "--title", "Quiet", "--locked", typed="a word\na word\n")
    asked = room.run("track", "status", "-r", "locked.reso", typed="a word\n")
    assert "Quiet" in asked.stdout
    assert "a word" not in asked.output
    room.run("track", "status", "-r", "locked.reso", exit_code=4, typed="another\n")


@pytest.mark.parametrize(
    "words",
    [
        ("vote", "L.12", "--counts", "many"),
        ("decide", "P1", "perhaps"),
        ("position", "Ostrelle", "no", "-s", "angry"),
        ("board", "--by", "colour"),
        ("add", "a.docx", "b.docx", "--label", "L.1"),
    ],
)
def test_wrong_usage(room: Room, words: tuple[str, ...]) -> None:
    room.run("track", *words, exit_code=2)


def test_an_altered_record_is_told(room: Room, tmp_path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(tmp_path / "harbours.reso")
    connection.execute("UPDATE events SET who = 'somebody else'")
    connection.commit()
    connection.close()
    assert "altered" in room.run("verify", exit_code=1).stdout


def test_documents_are_written_from_the_record(room: Room, tmp_path: Path) -> None:
    import resotrack as rt

    room.told("add", REV1, "--label", "Rev.1")
    room.told("sponsor", "Norway", "--main")
    room.told("sponsor", "Ghana")
    room.told("compile", "compilation.docx")
    pending = rt.read(tmp_path / "compilation.docx").proposals
    assert {"Ostrelle", "Lirasse"} <= {name for one in pending for name in one.delegations}
    room.told("issue", "l12.docx", "--symbol", "A/HRC/99/L.12", "--date", "2031-09-24")
    issued = rt.read(tmp_path / "l12.docx")
    assert issued.symbol == "A/HRC/99/L.12"
    assert {s.delegation for s in issued.sponsors} == {"Norway", "Ghana"}


def test_a_proposal_becomes_an_amendment(room: Room, tmp_path: Path) -> None:
    import resotrack as rt

    room.told("add", TABLED)
    words = "In paragraph 2, replace the words “Strongly condemns” by the word “Deplores”"
    key = room.told("propose", "Norway", words).split(":")[0]
    room.told("amendment", key, "l35.docx", "--symbol", "A/HRC/99/L.35")
    tabled = rt.read_amendments(tmp_path / "l35.docx")
    assert (tabled.symbol, tabled.amends) == ("A/HRC/99/L.35", "A/HRC/99/L.12")
    assert [s.delegation for s in tabled.sponsors] == ["Norway"]
    (read,) = tabled.instructions
    assert (read.old, read.new) == ("Strongly condemns", "Deplores")
    room.run("track", "amendment", key, "l35.pdf", exit_code=2)
    only_said = room.told("propose", "Ghana", "something on boats").split(":")[0]
    room.run("track", "amendment", only_said, "l36.docx", exit_code=4)
