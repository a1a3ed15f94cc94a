"""What a record answers, as pages: everything that is open, and nothing that can run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html

import resotrack as rt
from resotrack.model.record import Position, Tabled
from resotrack.model.standing import Board, Brief, Moment, Open, Row, Section
from resotrack.sample import sample_files

MARKUP = "<img src=x onerror=alert(1)> & \"more\" 'still' </script><script>alert(2)</script>"


def tree(page: str) -> Any:
    return html.fromstring(page)


def text_of(page: str) -> str:
    return " ".join(tree(page).text_content().split())


def hostile() -> tuple[Board, list[Moment], Brief]:
    """Mark-up wherever somebody can write words."""
    asked = Tabled(
        key=MARKUP, origin="oral", version="", delegations=(MARKUP,), on_behalf_of=MARKUP,
        words=MARKUP,
    )  # fmt: skip
    said = Position(key="N1", delegation=MARKUP, text=MARKUP)
    row = Row(
        paragraph=MARKUP, opening=MARKUP, proposals=(Open(proposal=asked),), positions=(said,),
        tags=(MARKUP,),
    )  # fmt: skip
    moment = Moment(batch=1, time=MARKUP, date=MARKUP, who=MARKUP, why=MARKUP, told=MARKUP)
    section = Section(title=MARKUP, points=(MARKUP,))
    return (
        Board(text=MARKUP, rows=(row,), language=MARKUP),
        [moment],
        Brief(title=MARKUP, subject=MARKUP, sections=(section,)),
    )


@pytest.mark.parametrize("answer", hostile(), ids=["board", "timeline", "brief"])
def test_nothing_in_a_record_becomes_mark_up(answer: Board | list[Moment] | Brief) -> None:
    page = rt.render_standing(answer, "html", title=MARKUP)
    parsed = tree(page)
    assert parsed.xpath("//img") == []
    assert [one.text_content() for one in parsed.xpath("//script")] == [""]
    assert not any(name.startswith("on") for one in parsed.iter() for name in one.attrib)
    assert "alert(2)" in text_of(page)


def test_a_board_as_a_page(tmp_path: Path) -> None:
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        talks.add_text(sample_files()[1], label="Rev.1")
        talks.position("Ostrelle", "no deadlines", stance="red line", paragraph="op2")
        talks.tag("Rev.1 op2", "ours")
        told = talks.board()
        page = rt.render_standing(told, "html")
    shown = text_of(page)
    for row in told.rows:
        for one in row.proposals:
            assert shown.count(" ".join(one.proposal.words.split())) >= 2
    assert "39 open proposals" in shown
    assert "1 positions" not in shown
    assert "#ours" in shown
    parsed = tree(page)
    names = {one.get("id") for one in parsed.iter() if isinstance(one.tag, str)}
    links = parsed.xpath("//a/@href")
    assert links
    assert all(str(link).removeprefix("#") in names for link in links)


def test_an_empty_record_has_pages_too(tmp_path: Path) -> None:
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        assert "Nothing is open." in rt.render_standing(talks.board(), "html")
        assert "Nothing was done yet." in rt.render_standing(talks.timeline(), "html")


def test_a_brief_for_word(tmp_path: Path) -> None:
    arabic = "يدين بشدة حرق المنارة القديمة"
    sections = (
        Section(title="Open", points=("OP 7: “as appropriate”", MARKUP), more=3),
        Section(title="Said", points=(arabic,)),
    )
    brief = Brief(title="Lamps\x0b on the cliffs", subject="Rev.2", sections=sections)
    path = rt.write_standing(brief, tmp_path / "brief.docx")
    lines = docx.Document(str(path)).paragraphs
    assert [(one.style.name, one.text) for one in lines if one.style] == [
        ("Brief Title", "Lamps  on the cliffs"),
        ("Brief Subject", "Rev.2"),
        ("Brief Heading", "Open"),
        ("Brief Point", "•\tOP 7: “as appropriate”"),
        ("Brief Point", f"•\t{MARKUP}"),
        ("Brief Point", "\t… and 3 more"),
        ("Brief Heading", "Said"),
        ("Brief Point", f"•\t{arabic}"),
    ]
    again = rt.write_standing(brief, tmp_path / "again.docx")
    assert again.read_bytes() == path.read_bytes()
    assert not rt.scrub(path).found


def test_the_forms(tmp_path: Path) -> None:
    board, timeline, brief = hostile()
    assert rt.render_standing(brief, "markdown") == brief.to_text()
    assert rt.write_standing(brief, tmp_path / "brief.txt").read_text("utf-8") == brief.to_text()
    for answer in (board, timeline):
        with pytest.raises(rt.WriteError, match="no form called 'markdown'"):
            rt.write_standing(answer, tmp_path / "it.md")
    assert list(tmp_path.iterdir()) == [tmp_path / "brief.txt"]
