"""The pages about amendments, and the commands that give them. Invented texts, and the sample."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

import resotrack as rt
from resotrack.amend import draft
from resotrack.amend.voting import order_of_voting
from resotrack.write.amendments import (
    conflicts_page,
    draft_page,
    order_page,
    outcome_page,
    proposals_page,
    rebase_page,
)
from resotrack_cli.app import app
from tests.texts import HARBOUR, HARBOUR_LATER

TEXT = rt.read(HARBOUR.encode())
LATER = rt.read(HARBOUR_LATER.encode())
RUN = CliRunner()
_VOID = {"meta", "wbr", "br", "hr", "link", "img", "input"}


class Page(HTMLParser):
    """A page taken apart: its words, its headings, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.marked: dict[str, list[str]] = {"del": [], "ins": []}
        self.words = ""
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in _VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")
        if known.get("id"):
            self.ids.append(str(known["id"]))
        if tag == "a":
            self.links.append(str(known["href"]))
        if known.get("src") or tag in ("link", "img"):
            self.loaded.append(tag)
        if tag in self.marked:
            self.marked[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words += data
        if self.open and self.open[-1] in ("h1", "h2", "h3"):
            self.headings[-1] += data
        if self.open and self.open[-1] in self.marked:
            self.marked[self.open[-1]][-1] += data


def amendment(symbol: str, *lines: str, amends: str = TEXT.symbol) -> rt.AmendmentDocument:
    found = tuple(i for line in lines for i in rt.read_instructions(line))
    return rt.AmendmentDocument(
        symbol=symbol,
        amends=amends,
        instructions=found,
        sponsors=(rt.Sponsorship(delegation="Aldermark & <Ostrelle>"),),
    )


GIVEN = [
    amendment(
        "A/99/L.1",
        "In paragraph 1, replace “Condemns” with “Deplores”.",
        "After paragraph 1, insert a new paragraph reading: “1 bis. Thanks <every> moon & star;”",
        "Delete paragraph 2.",
        "Combine paragraphs 3 and 4.",
    ),
    amendment("A/99/L.2", "In paragraph 1, replace “Condemns” with “Notes”."),
    amendment("A/99/L.3", "In paragraph 1, after “keeper”, insert “or pilot”."),
]
OUTCOME = rt.apply(TEXT, GIVEN)
PAGES = {
    "read": proposals_page(GIVEN),
    "apply": outcome_page(OUTCOME),
    "conflicts": conflicts_page(OUTCOME),
    "order": order_page(order_of_voting(TEXT, GIVEN)),
    "draft": draft_page(draft(TEXT, LATER)),
    "rebase": rebase_page(rt.rebase(GIVEN, TEXT, LATER)),
    "nothing": conflicts_page(rt.apply(TEXT, GIVEN[2])),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_loads_nothing_and_can_be_reached_by_heading(name: str) -> None:
    html = PAGES[name]
    page = Page(html)
    assert not page.loaded
    assert "http:" not in html
    assert "https:" not in html
    assert "<title>" in html
    assert html.count("<h1>") == 1
    assert all(page.headings)
    assert len(page.ids) == len(set(page.ids))
    assert all(link.removeprefix("#") in page.ids for link in page.links)
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html
    assert "<every>" not in html


def test_how_it_was_read() -> None:
    page = Page(PAGES["read"])
    assert "Aldermark & <Ostrelle>" in page.words
    assert page.marked["del"][0] == "Condemns"
    assert page.marked["ins"][0] == "Deplores"
    assert "not understood" in page.words
    assert "“Combine paragraphs 3 and 4.”" in page.words


def test_the_amended_text_with_what_changed_it() -> None:
    page = Page(PAGES["apply"])
    text = page.words[page.words.index("The amended text") :]
    assert "OP1 · A/99/L.1 (1), A/99/L.3 (1)" in text
    assert "OP2 · A/99/L.1 (2)" in text
    assert "OP2 (taken out) · A/99/L.1 (3)" in text
    for paragraph in OUTCOME.document.paragraphs:
        assert paragraph.text.split(" ")[-1] in text
    assert TEXT["op2"].text in page.marked["del"]
    assert "change the same words of op1: one can stand" in page.words


def test_the_words_of_the_amended_text_are_all_there_and_no_others() -> None:
    """Read without what is struck through, it is the amended text."""
    from resotrack.write.amendments.view import lines

    kept = [
        "".join(run.text for run in line.runs if run.kind != "delete") for line in lines(OUTCOME)
    ]
    assert [text for text in kept if text] == [p.text for p in OUTCOME.document.paragraphs]
    before = [
        "".join(run.text for run in line.runs if run.kind != "insert") for line in lines(OUTCOME)
    ]
    assert sorted(text for text in before if text) == sorted(p.text for p in TEXT.paragraphs)


def test_pairs_order_draft_and_what_was_carried_over() -> None:
    assert "one can stand" in Page(PAGES["conflicts"]).words
    assert "None of them touches another." in Page(PAGES["nothing"]).words
    order = Page(PAGES["order"]).words
    assert "A proposal, not a ruling" in order
    assert order.index("A/99/L.1") < order.index("A/99/L.3")
    drafted = Page(PAGES["draft"]).words
    assert "gives the second text word for word" in drafted
    assert "1. " in drafted
    carried = Page(PAGES["rebase"]).words
    assert "Left behind, and why" in carried
    assert "carried over" in carried


@pytest.fixture
def files(sample: Path) -> list[str]:
    return [str(sample / "l12.docx"), *map(str, sorted((sample / "amendments").glob("*.docx")))]


def run(*arguments: str, code: int = 0) -> str:
    result = RUN.invoke(app, ["amend", *arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_every_command_gives_a_page_and_json(files: list[str], sample: Path) -> None:
    adopted = str(sample / "adopted.docx")
    for arguments in (
        ["read", files[1]],
        ["apply", *files],
        ["conflicts", *files],
        ["effect", *files],
        ["order", *files],
        ["draft", files[0], adopted],
        ["rebase", files[0], adopted, *files[1:]],
    ):
        Page(run(*arguments, "--format", "html"))
        assert run(*arguments, "--format", "json") == run(*arguments, "--json")
        assert run(*arguments) != ""


def test_a_draft_is_read_as_what_it_proposes(sample: Path) -> None:
    draft = str(sample / "rev1.docx")
    told = run("read", draft)
    assert "changes by Delegation of Lirasse" in told
    assert "In OP 7, replace “by 1 March 2032” by “as appropriate”" in told
    assert "brackets of Aldermark" in told
    amendments = json.loads(run("read", draft, "--json"))["amendments"]
    assert len(amendments) == 6
    done = run("apply", draft, draft, "--view", "original")
    assert "Not carried out: 0." in done
    outcome = json.loads(run("apply", draft, draft, "--view", "original", "--json"))
    final = [p.text for p in rt.read(draft).paragraphs]
    assert [p["text"] for p in outcome["paragraphs"]] == final


def test_rebase_tells_what_lands_and_what_does_not(files: list[str], sample: Path) -> None:
    told = run("rebase", files[0], str(sample / "adopted.docx"), *files[1:])
    assert "now: Delete OP 16" in told
    assert "already taken in: op8 reads so already" in told
    assert "Carried over: 3 (to check: 1). Left behind: 3." in told
