"""What the user tells a trace: links, another purpose, a model of meaning."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import resotrack as rt
from resotrack.sample import sample_files
from resotrack_cli.app import app
from tests.test_trace import CONDEMNS, FLAGS, PAY, REPORT, SEIZED, WHALES, story, text

SOFT_PAY = "Invites harbour masters to pay keepers on the first day of each month and to mend broken stairs;"


def test_paragraphs_that_belong_together_are_one_thread() -> None:
    texts = [text([PAY, SEIZED]), text([PAY, SEIZED]), text([WHALES, SEIZED])]
    assert story(rt.trace(texts).of("op1", 0))[2] != "edited op1"
    lineage = rt.trace(texts, hints=rt.Hints(must=(("op1@2", "op1@3"),)))
    assert story(lineage.of("op1", 0)) == ["first op1", "same op1", "edited op1"]


def test_paragraphs_that_are_two_are_two_threads() -> None:
    texts = [text([PAY, SEIZED]), text([PAY, SEIZED]), text([SOFT_PAY, SEIZED])]
    assert rt.trace(texts).of("op1", 0) is not None
    lineage = rt.trace(texts, hints=rt.Hints(must_not=(("op1@2", "op1@3"),)))
    assert story(lineage.of("op1", 0)) == ["first op1", "same op1", "deleted"]
    assert story(lineage.of("op1"))[2] == "added op1"


def test_no_older_provision_takes_the_place_of_what_the_user_linked() -> None:
    texts = [text([PAY, SEIZED]), text([CONDEMNS, SEIZED]), text([PAY, SEIZED])]
    assert story(rt.trace(texts).of("op1"))[2] == "returned op1"
    lineage = rt.trace(texts, hints=rt.Hints(must=(("op1@2", "op1@3"),)))
    assert lineage.of("op1") is lineage.of("op1", 1)
    assert lineage.of("op1") is not lineage.of("op1", 0)


def test_of_two_texts_the_numbers_need_not_be_said() -> None:
    texts = [text([PAY, REPORT]), text([WHALES, FLAGS])]
    bare = rt.trace(texts, hints=rt.Hints(must=(("op1", "op2"),)))
    said = rt.trace(texts, hints=rt.Hints(must=(("op1@1", "op2@2"),)))
    assert bare.to_json() == said.to_json()
    assert bare.of("op2") is bare.of("op1", 0)


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (("op1", "op1@2"), '"op1" does not say which of the 3 texts is meant'),
        (("op1@1", "op1@4"), '"op1@4" does not say which'),
        (("op1@1", "op1@x"), '"op1@x" does not say which'),
        (("op1@1", "op1@3"), "text 3 does not follow on text 1"),
        (("op1@3", "op1@2"), "text 2 does not follow on text 3"),
        (("op1@2", "op99@3"), "texts 2 and 3: no paragraph of the later text has the id"),
    ],
)
def test_hints_that_cannot_be_followed(pair: tuple[str, str], told: str) -> None:
    with pytest.raises(rt.InvalidHints, match=told):
        rt.trace([text([PAY])] * 3, hints=rt.Hints(must=(pair,)))


def _reversed(folder: Path) -> Path:
    path = folder / "owners.toml"
    path.write_text('name = "Harbour owners"\nall = "reverse"\n', encoding="utf-8")
    return path


def test_a_perspective_turns_every_direction_round(tmp_path: Path) -> None:
    texts = [text([PAY, SEIZED]), text([SOFT_PAY, SEIZED]), text([WHALES, SEIZED]), text([PAY])]
    purpose = rt.read_perspective(_reversed(tmp_path))
    ours, theirs = rt.trace(texts), rt.trace(texts, perspective=purpose)
    turned = {"strengthened": "weakened", "weakened": "strengthened"}
    pairs = [
        (one.link.direction, other.link.direction)
        for mine, yours in zip(ours.threads, theirs.threads, strict=True)
        for one, other in zip(mine.cells, yours.cells, strict=True)
        if one.link and other.link
    ]
    assert {one for one, _ in pairs} >= set(turned)
    assert all(other == turned.get(one, one) for one, other in pairs)
    # Told once, however many texts there are, and in every form that says "weaker".
    assert [notice.code for notice in theirs.notices] == ["perspective"]
    assert json.loads(theirs.to_json())["perspective"]["name"] == "Harbour owners"
    assert json.loads(ours.to_json())["perspective"] is None
    assert "Harbour owners" in rt.render_lineage(theirs, "html")


def _encode(texts: list[str]) -> np.ndarray:
    """Of these texts, whether they speak of money."""
    return np.array([[1.0, 0.0] if "pay" in t or "price" in t else [0.0, 1.0] for t in texts])


def test_meaning_links_what_words_leave_alone() -> None:
    # The words in between keep place alone from linking the two.
    texts = [text([PAY, CONDEMNS, REPORT, SEIZED]), text([CONDEMNS, REPORT, WHALES, SEIZED])]
    calls: list[list[str]] = []

    def encode(given: list[str]) -> np.ndarray:
        calls.append(given)
        return _encode(given)

    assert story(rt.trace(texts).of("op1", 0))[1] == "deleted"
    assert story(rt.trace(texts, encoder=encode).of("op1", 0))[1] == "edited op3"
    assert calls
    with ThreadPoolExecutor(2) as executor:
        pooled = rt.trace(texts, encoder=_encode, executor=executor)
    assert pooled.to_json() == rt.trace(texts, encoder=_encode).to_json()


def test_the_command_takes_them(tmp_path: Path) -> None:
    files = [str(path) for path in sample_files()]
    links = tmp_path / "links.toml"
    links.write_text('must_not = [["op1@1", "op1@2"]]\n', encoding="utf-8")
    options = ["--hints", str(links), "--perspective", str(_reversed(tmp_path)), "-f", "json"]
    done = CliRunner().invoke(app, ["trace", *files, *options])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["perspective"]["name"] == "Harbour owners"
    alone = rt.trace(
        [rt.read(file) for file in files],
        hints=rt.read_hints(links),
        perspective=rt.read_perspective(tmp_path / "owners.toml"),
    )
    assert told == json.loads(alone.to_json())
    links.write_text('must = [["op1", "op1"]]\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["trace", *files, "--hints", str(links)])
    assert done.exit_code == 3
    assert "does not say which" in done.stderr
    done = CliRunner().invoke(app, ["trace", *files, "--model", str(tmp_path)])
    assert done.exit_code == 2
