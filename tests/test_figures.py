"""Figures of a record: what they count, what they say in words, and that they stay the same."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.testing import CliRunner

import resotrack as rt
from resotrack.model.table import columns
from resotrack.sample import sample_amendments, sample_files
from resotrack.write.figures import FIGURES, render_figure
from resotrack.write.figures.canvas import short
from resotrack_cli.app import app

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rt.Negotiation]:
    """The sample negotiation, with a sponsor that leaves."""
    zero, rev1, tabled, adopted = sample_files()
    with rt.Negotiation.open(tmp_path_factory.mktemp("figures") / "talks.reso") as opened:
        opened.add_text(zero, label="Zero draft")
        opened.add_text(rev1, label="Rev.1")
        opened.add_text(tabled)
        for amendment in sample_amendments():
            opened.amend(amendment)
        opened.vote("A/HRC/99/L.31", on="amendment", counts=(15, 24, 8))
        opened.vote("A/HRC/99/L.33", on="amendment")
        opened.sponsor("Norway", role="main sponsor", joined="2031-09-10")
        opened.sponsor("Ghana", joined="2031-09-12")
        opened.withdraw("Ghana", on="2031-09-20")
        opened.add_text(adopted, label="Adopted")
        yield opened


def told(drawn: bytes) -> str:
    """The words that a screen reader reads out of a figure."""
    root = etree.fromstring(drawn)
    assert root.get("role") == "img"
    title, words = root[0], root[1]
    assert (title.tag, words.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert title.text
    return words.text or ""


def table(name: str, *rows: tuple[Any, ...], **types: Any) -> rt.Table:
    return rt.Table(
        name=name, columns=columns(*((key, held, "") for key, held in types.items())), rows=rows
    )


def votes(*rows: tuple[Any, ...]) -> rt.Table:
    return table(
        "votes", *rows, key="text", target="text", date="text", source="text",
        in_favour="integer", against="integer", abstaining="integer",
    )  # fmt: skip


def voters(*rows: tuple[Any, ...]) -> rt.Table:
    return table("voters", *rows, vote="text", choice="text", region="text")


def proposals(*rows: tuple[Any, ...]) -> rt.Table:
    return table("proposals", *rows, delegations="text", outcome="text")


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_the_same_record_gives_the_same_bytes(talks: rt.Negotiation, kind: str) -> None:
    for form in ("svg", "png"):
        assert render_figure(kind, talks, form) == render_figure(kind, talks, form)


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_a_figure_names_no_day_and_no_program(talks: rt.Negotiation, kind: str) -> None:
    drawn = render_figure(kind, talks, "svg").decode()
    assert "dc:date" not in drawn
    assert "<script" not in drawn
    picture = render_figure(kind, talks, "png")
    assert picture.startswith(b"\x89PNG")
    assert b"tEXt" not in picture


def test_it_can_be_read_without_colour(talks: rt.Negotiation) -> None:
    """Whatever is not drawn solid has a pattern of its own."""
    drawn = render_figure("fates", talks, "svg").decode()
    assert len(set(re.findall(r'<pattern id="(\w+)"', drawn))) == 3


def test_what_became_of_proposals(talks: rt.Negotiation) -> None:
    said = told(render_figure("fates", talks, "svg"))
    for name in ("Ostrelle", "Lirasse"):
        own = talks.account(name)
        counted = ", ".join(
            f"{len(own.having(outcome))} {outcome}"
            for outcome in ("got", "in part", "lost", "open")
        )
        assert f"{name}: {counted}" in said


def test_many_delegations_share_a_bar() -> None:
    rows = [(f"Land {n:02}", "got") for n in range(30)]
    said = told(render_figure("fates", [proposals(*rows)], "svg"))
    assert "6 others: 6 got, 0 in part, 0 lost, 0 open" in said


def test_long_names_keep_what_tells_them_apart() -> None:
    assert short("Rev.1", 9) == "Rev.1"
    assert short("Compilation text of 3 September", 16) == "Compila…eptember"
    assert len(short("x" * 99, 16)) == 16


def test_names_are_drawn_as_they_are() -> None:
    """No formula, no mark-up, no letter that a file cannot hold."""
    rows = [("$x^$ <b>&amp;", "got"), ("中国; a\x0bb", "lost")]
    drawn = render_figure("fates", [proposals(*rows)], "svg")
    assert "$x^$ <b>&amp;: 1 got" in told(drawn)
    assert "a b: 0 got, 0 in part, 1 lost" in told(drawn)
    assert b"<b>" not in drawn


def test_votes_by_group() -> None:
    africa, asia = "Group of African States", "Group of Asia-Pacific States"
    said = told(
        render_figure(
            "votes",
            [
                votes(
                    ("V1", "L.1", "2031-10-01", "report", 2, 1, 3),
                    ("V2", "L.1", "2031-10-01", "press", 2, 1, 4),
                    ("V3", "L.2", "2031-10-01", "", None, None, None),
                ),
                voters(
                    ("V1", "in favour", africa),
                    ("V1", "against", africa),
                    ("V1", "in favour", asia),
                    ("V1", "abstaining", ""),
                ),
            ],
            "svg",
        )
    )
    assert "L.1, 2-1-3 (report). By group: African States 1-1-0; Asia-Pacific States 1-0-0" in said
    assert "no regional group 0-0-1; not named 0-0-2." in said
    assert said.count("L.1") == 1
    assert "L.2, without a vote." in said


def test_votes_in_all_where_nobody_belongs_to_a_group(talks: rt.Negotiation) -> None:
    said = told(render_figure("votes", talks, "svg"))
    assert "A/HRC/99/L.31, 15-24-8. A/HRC/99/L.33, without a vote. Adopted, 27-8-12." in said


def test_sponsors_by_day(talks: rt.Negotiation) -> None:
    said = told(render_figure("sponsors", talks, "svg"))
    assert "2031-09-10: 1; 2031-09-12: 2; 2031-09-20: 1; 2031-09-24: 14" in said


@pytest.mark.parametrize("joined", ["", "9999-12-31", "0001-01-01", "in autumn"])
def test_a_day_that_cannot_be_drawn(joined: str) -> None:
    texts = table("texts", label="text", date="text")
    names = table(
        "sponsors", ("Norway", "", "co-sponsor", joined, "", False),
        delegation="text", of="text", role="text", joined="text", left="text", withdrawn="boolean",
    )  # fmt: skip
    drawn = render_figure("sponsors", [texts, names], "svg")
    assert told(drawn).endswith(": 1.")


def test_sponsors_of_a_series(tmp_path: Path) -> None:
    with rt.Negotiation.open(tmp_path / "series.reso") as series:
        for source, label in zip(sample_files(), ("1/1", "2/1", "3/1", "4/1"), strict=True):
            # The sponsors that a text prints are no part of this series.
            text = replace(rt.read(source), sponsors=())
            series.add_text(text, label=label, stage="adopted", relation="follows")
        series.sponsor(("Norway", "Ghana", "Chile"), of="1/1")
        series.sponsor(("Norway", "Gabon"), of="3/1")
        said = told(render_figure("sponsors", series, "svg"))
    assert "Sponsors text by text: 1/1: 3; 3/1: 2, 1 of them new, 2 no longer." in said


def test_what_each_text_did(talks: rt.Negotiation) -> None:
    said = told(render_figure("strength", talks, "svg"))
    for before, after in (("Zero draft", "Rev.1"), ("L.12", "Adopted")):
        counted = talks.compare(before, after, clean=True).summary.directions
        assert (
            f"{before} to {after}: provisions {counted['weakened']} weaker, "
            f"{counted['strengthened']} stronger"
        ) in said


def test_the_strength_of_texts_as_a_table(talks: rt.Negotiation) -> None:
    rows = [row for row in talks.table("strength").rows if row[:2] == ("L.12", "Adopted")]
    summary = talks.compare("L.12", "Adopted", clean=True).summary
    by_axis = {row[2]: row[3:] for row in rows}
    assert len(by_axis) == len(rows) == 13
    assert by_axis["all"][1] == summary.directions["strengthened"]
    assert by_axis["force"][1] == summary.dimensions["force"]["strengthened"]


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_an_empty_record_has_nothing_to_draw(tmp_path: Path, kind: str) -> None:
    with (
        rt.Negotiation.open(tmp_path / "empty.reso") as empty,
        pytest.raises(rt.WriteError, match=" no ") as raised,
    ):
        rt.write_figure(kind, empty, tmp_path / "none.svg")
    assert raised.value.remedy
    assert not (tmp_path / "none.svg").exists()


def test_what_cannot_be_drawn(talks: rt.Negotiation, tmp_path: Path) -> None:
    with pytest.raises(rt.WriteError, match="no figure called 'moods'"):
        rt.write_figure("moods", talks, tmp_path / "moods.svg")
    with pytest.raises(rt.WriteError, match="ending"):
        rt.write_figure("fates", talks, tmp_path / "fates.bmp")
    with pytest.raises(rt.WriteError, match="needs the table 'voters'"):
        rt.write_figure("votes", [votes()], tmp_path / "votes.svg")
    with pytest.raises(rt.LedgerError, match='no table "moods"'):
        talks.table("moods")


def test_without_matplotlib(talks: rt.Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(rt.MissingExtra, match=r"resotrack\[figures\]"):
        render_figure("fates", talks, "svg")


def test_from_the_command_line(tmp_path: Path) -> None:
    record = str(tmp_path / "talks.reso")
    with rt.Negotiation.open(record) as made:
        made.add_text(sample_files()[1], label="Rev.1")
    run = CliRunner().invoke
    out = tmp_path / "fates.png"
    assert run(app, ["track", "figure", "fates", str(out), "-r", record]).exit_code == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert run(app, ["track", "figure", "moods", str(out), "-r", record]).exit_code == 2
    assert run(app, ["track", "figure", "votes", str(out), "-r", record]).exit_code == 3
