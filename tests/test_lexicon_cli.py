"""A lexicon of one's own, and `resotrack lexicon` and `resotrack asks` on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import resotrack as rt
from resotrack.lexicon import catalogue, find_opening, grade_opening, problems, vocabulary
from resotrack.lexicon.own import VARIABLE
from resotrack_cli.app import app
from tests.texts import HARBOUR, HARBOUR_LATER

OPENINGS = """\
[sources]
mission = "Notes of our mission, spring 2031"

[directive]
"nudges" = { participle = "nudging", grade = 0.20, source = "mission" }
"invites" = { grade = 0.80, source = "mission" }

[assertion]
"urges" = { participle = "urging", grade = 0.30, source = "mission" }

[adverbs]
ardently = 0.09

[grammar]
connectors = ["lastly"]
"""
HEDGES = """\
remove = ["as far as possible"]

[sources]
mission = "Notes of our mission, spring 2031"

[discretion]
"weather permitting" = "mission"
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    (folder / "en").mkdir(parents=True)
    (folder / "fr").mkdir()
    (folder / "en" / "openings.toml").write_text(OPENINGS, encoding="utf-8")
    (folder / "en" / "hedges.toml").write_text(HEDGES, encoding="utf-8")
    (folder / "fr" / "openings.toml").write_text(
        '[parallel]\n"Pousse" = { "Urges" = 3 }\n', encoding="utf-8"
    )
    return folder


@pytest.fixture(autouse=True)
def _built_in_again() -> Iterator[None]:
    yield
    rt.use_lexicon(None)


def terms(*keys: str) -> list[str]:
    return [" ".join(hit.term.phrase) for hit in vocabulary("en").find(keys)]


def grade(opening: str) -> float:
    graded = grade_opening(opening)
    assert graded
    return graded.grade


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["lexicon", *words])
    assert done.exit_code == code, done.output
    return done.output


def test_entries_are_added_changed_and_taken_away(mine: Path) -> None:
    invites = grade("Invites")
    assert grade_opening("Nudges") is None
    assert terms("as", "far", "as", "possible") == ["as far as possible"]

    rt.use_lexicon(mine)
    assert grade("Nudges") == 0.2
    assert grade("Ardently nudges") == pytest.approx(0.29)
    assert grade("Invites") == 0.8
    assert find_opening("Lastly nudges keepers;", "en") == "Lastly nudges"
    assert find_opening("Nudging keepers,", "en") == "Nudging"
    assert find_opening("Pousse les gardiens à écrire ;", "fr") == "Pousse"
    assert terms("weather", "permitting") == ["weather permitting"]
    assert terms("as", "far", "as", "possible") == []
    urges = grade_opening("Urges")
    assert urges
    assert (urges.family, urges.grade) == ("assertion", 0.3)

    rt.use_lexicon(None)
    assert grade("Invites") == invites
    assert grade_opening("Nudges") is None
    assert terms("weather", "permitting") == []


def test_a_comparison_follows_ones_own_lexicon(mine: Path) -> None:
    before = rt.Document(
        paragraphs=(rt.Paragraph(id="op1", kind="operative", number="1", text="Requests oil;"),)
    )
    after = rt.Document(
        paragraphs=(rt.Paragraph(id="op1", kind="operative", number="1", text="Invites oil;"),)
    )
    assert rt.compare(before, after).links[0].direction == "weakened"
    rt.use_lexicon(mine)
    assert rt.compare(before, after).links[0].direction == "strengthened"


def test_worker_processes_see_it(mine: Path) -> None:
    rt.use_lexicon(mine)
    code = "from resotrack.lexicon import grade_opening; print(grade_opening('Nudges').grade)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    assert found.stdout.strip() == "0.2"


def test_a_broken_folder_is_refused_and_nothing_changes(mine: Path) -> None:
    (mine / "en" / "openings.toml").write_text(
        OPENINGS.replace("grade = 0.20", "grade = 20"), encoding="utf-8"
    )
    with pytest.raises(rt.LexiconError, match="outside 0 to 1") as caught:
        rt.use_lexicon(mine)
    assert caught.value.source == "en/openings.toml"
    assert "line 5" in caught.value.where
    assert VARIABLE not in os.environ
    assert grade_opening("Nudges") is None


@pytest.mark.parametrize(
    ("file", "toml", "says", "line"),
    [
        ("en/openings.toml", "[directive\n", "no valid TOML", 1),
        (
            "en/openings.toml",
            '\n[directive]\n"prods" = { grade = 0.2, source = "tier3" }\n',
            "participle",
            3,
        ),
        ("en/openings.toml", '[directive]\n"prods" = 3\n', "no table", 2),
        ("en/openings.toml", "[grammer]\nfillers = []\n", "no such section", 1),
        ("en/openings.toml", 'remove = [\n"flummoxes"\n]\n', "no such phrase", 2),
        ("en/openings.toml", '[sources]\ntier5 = "Ours"\n', "another source", 2),
        ("en/openings.toml", "[adverbs]\nardently = 9\n", "from 0 to 1", 2),
        ("en/openings.toml", "directive = 3\n", "no such section", 1),
        ("en/hedges.toml", '[discretion]\n"if able" = "ours"\n', "does not list", 2),
        ("en/hedges.toml", '[discretion]\n"if ~" = "practice"\n', "nothing fixed", 2),
        (
            "en/modals.toml",
            '[modals]\nmight = { grade = "low", source = "paris" }\n',
            "no number",
            2,
        ),
        ("en/plain.toml", "[words]\nrecord = 3\n", "no list", 2),
        ("en/asks.toml", "[words]\nverbs = [3]\n", "no list", 2),
        ("fr/openings.toml", '[parallel]\n"Pousse" = {}\n', "stands for", 2),
        ("fr/openings.toml", 'language = "es"\n', "another", 1),
        ("en/opening.toml", "", "known are openings.toml", None),
        ("fr/asks.toml", "", "known are", None),
        ("tlh/openings.toml", "", "no language", None),
        ("openings.toml", "", "no folder of a language", None),
    ],
)
def test_each_mistake_is_named_with_its_place(
    tmp_path: Path, file: str, toml: str, says: str, line: int | None
) -> None:
    path = tmp_path / "mine" / file
    path.parent.mkdir(parents=True)
    path.write_text(toml, encoding="utf-8")
    (found,) = problems(tmp_path / "mine")
    assert says in found.message
    assert (found.file, found.line) == (file, line)
    assert str(tmp_path) not in str(found)


def test_validate_tells_every_mistake(mine: Path) -> None:
    assert "Nothing is wrong" in run("validate", str(mine))
    assert "Nothing is wrong" in run("validate", str(mine / "en" / "hedges.toml"))
    (mine / "en" / "openings.toml").write_text(
        OPENINGS.replace("0.20", "2").replace("0.09", "7"), encoding="utf-8"
    )
    told = run("validate", str(mine), code=1)
    assert "en/openings.toml:5: " in told
    assert "ardently" in told
    assert "no such file" in run("validate", str(mine / "nothing"), code=3)
    run("validate", code=2)


def test_show_lists_the_firmest_first_with_what_is_ones_own(mine: Path) -> None:
    assert "directive" in run("show")
    told = run("show", "--family", "directive", "--lexicon", str(mine))
    assert told.index("decides") < told.index("requests") < told.index("nudges")
    assert "[your own]" in told.split("nudges")[1][:80]
    assert "Notes of our mission" in told
    assert "Accueille" in run("show", "fr")
    assert "Known are" in run("show", "--family", "nonsense", code=2)


def test_search_finds_in_every_language() -> None:
    assert "as appropriate" in run("search", "as", "appropriate")
    assert "fr  opening" in run("search", "welcomes")
    assert "fr  opening" not in run("search", "welcomes", "--language", "en")
    assert "No entry holds" in run("search", "xyzzy")


def test_explain_says_how_a_paragraph_is_read() -> None:
    told = run(
        "explain",
        "Strongly urges all States to consider paying keepers, as appropriate, and requests "
        "the Panel to report annually to the Council;",
    )
    assert "strongly urges" in told
    assert "0.86" in told
    assert "authorities differ on requests" in " ".join(told.split())
    assert "discretion" in told
    assert "consider → pay" in told
    assert "annually" in told
    assert "No opening phrase" in run("explain", "The lamp is out.")
    assert "directive" in run("explain", "Prie le Groupe d’écrire ;", "--language", "fr")


def test_every_entry_of_every_language_is_listed() -> None:
    for language in ("ar", "en", "es", "fr", "ru", "zh"):
        entries = catalogue(language)
        assert entries
        assert not any(entry.own for entry in entries)
    english = catalogue("en")
    assert {e.phrase for e in english} >= {"decides", "as appropriate", "ensure", "also"}
    assert all(e.source for e in english if e.grade is not None)


def test_asks_on_the_command_line(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"]
    for path, words in zip(paths, (HARBOUR, HARBOUR_LATER, HARBOUR_LATER), strict=True):
        path.write_text(words, encoding="utf-8")
    one, two, three = map(str, paths)

    def asks(*words: str) -> str:
        done = CliRunner().invoke(app, ["asks", *words])
        assert done.exit_code == 0, done.output
        return done.output

    told = asks(one)
    assert "at its ninety-ninth session" in told
    assert "OP3(b)" in told
    assert "all coastal States" not in asks(one, "--who", "panel")
    assert json.loads(asks(one, "-f", "json"))["schema"] == "resotrack.asks/1"
    assert json.loads(asks(one, two, "-f", "json"))["summary"]["softens"] >= 1
    history = asks(one, two, three)
    assert "▼ softens" in history
    assert "became one to deliberate" in " ".join(history.split())
    assert json.loads(asks(one, two, three, "-f", "json"))["schema"] == "resotrack.ask-history/1"
