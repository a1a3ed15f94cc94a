"""Pages in a browser: WCAG 2.2 AA by axe-core, the keyboard, the filters, three scripts.

They need Debian's chromium; where it is absent they skip.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

import resotrack as rt
from resotrack.model.record import Position, Tabled
from resotrack.model.standing import Board, Brief, Fate, Moment, Open, Row, Section
from resotrack.write.amendments import outcome_page, proposals_page, rebase_page
from tests import factories
from tests.texts import HARBOUR, HARBOUR_LATER
from tests.word_builder import dele, docx, ins, p, r

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SIZES = {"screen": (1280, 900), "narrow": (480, 900)}
SCHEMES = {"screen": "light", "narrow": "dark"}

ARABIC = (
    (
        "pp1",
        "إذ يشير إلى قراره 90/5 المؤرخ 1 تشرين الأول/أكتوبر 2026،",
        "إذ يعيد تأكيد قراره 90/5،",
    ),
    ("op1", "يدين حرق المنارة القديمة؛", "يدين بشدة حرق المنارة القديمة؛"),
    ("op2", "يطلب إلى أمين الميناء أن يقدم تقريرا كل سنة؛", "يدعو أمين الميناء إلى تقديم تقرير؛"),
)
CHINESE = (
    ("pp1", "回顾其2026年10月1日第90/5号决议，", "重申其第90/5号决议，"),
    ("op1", "谴责焚烧旧灯塔的行为；", "强烈谴责焚烧旧灯塔的行为；"),
    ("op2", "请港务长每年提交报告；", "邀请港务长提交报告；"),
)


def texts(rows: tuple[tuple[str, str, str], ...], language: str) -> tuple[rt.Document, rt.Document]:
    before, after = (
        rt.Document(
            paragraphs=tuple(factories.paragraph(row[0], row[side]) for row in rows),
            language=language,
            title=rows[1][side],
        )
        for side in (1, 2)
    )
    return before, after


AMENDMENTS = [
    rt.AmendmentDocument(symbol=symbol, instructions=rt.read_instructions(line))
    for symbol, line in (
        ("A/99/L.1", "In paragraph 1, replace “Condemns” with “Deplores”."),
        ("A/99/L.2", "In paragraph 1, replace “Condemns” with “Notes”."),
        ("A/99/L.3", "Delete paragraph 2."),
        ("A/99/L.4", "Combine paragraphs 3 and 4."),
    )
]


def _explanation(before: rt.Document, after: rt.Document, paragraph: str) -> str:
    return rt.render_explanation(rt.explain(rt.compare(before, after), paragraph), "html")


HARBOURS = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
NEGOTIATED = replace(
    rt.read(
        docx(
            p("The Council of Lamps,"),
            p("Noting the ", dele("fog"), ins("dark"), " of the harbour,"),
            p(
                "1. Urges ",
                ins("[Aldermark: all] "),
                r("old", s=True),
                " ",
                r("new", b=True),
                " keepers;",
            ),
            p("2. Requests the Panel to submit ", ins("[Ostrelle: a report] [a letter]"), ";"),
            p("3. Calls upon States to ", dele("ensure"), ins("promote"), " free passage;"),
            p("4. Decides to remain seized of the matter."),
        )
    ),
    comments=(rt.Comment(paragraph="op2", anchor="submit", text="By when?", author="Adela"),),
)


ARABIC_WORDS = "يدين بشدة حرق المنارة القديمة"
ASKED = Tabled(
    key="P1",
    origin="oral",
    version="Rev.1",
    delegations=("Ostrelle",),
    on_behalf_of="the Group of Littoral States",
    paragraphs=("op2",),
    words="in OP 2, insert “as appropriate”",
    state="under discussion",
)
TAKEN = Fate(proposal=ASKED, text="Rev.2", verdict="in part", reason="Half of its words stand.")
BOARD = Board(
    text="Rev.2",
    language="en",
    rows=(
        Row(
            paragraph="op2",
            opening="Requests the Panel to submit …",
            brackets=2,
            proposals=(Open(proposal=ASKED, fate=TAKEN),),
            positions=(
                Position(key="N1", delegation="Aldermark", text=ARABIC_WORDS, stance="red line"),
                Position(key="N2", delegation="", text="They may drop it."),
            ),
            tags=("ours",),
        ),
        Row(paragraph="", proposals=(Open(proposal=replace(ASKED, key="P2", delegations=())),)),
    ),
)
TIMELINE = [
    Moment(
        batch=n, time="2031-09-12T10:00:00Z", date=date, who="A. Mori", why=why, told="added it."
    )
    for n, date, why in ((1, "2031-09-11", ""), (107, "", "as agreed"))
]
BRIEF = Brief(
    title="Lamps on the cliffs",
    subject="Rev.2 · 2031-09-12",
    sections=(
        Section(title="Where it stands", points=("Rev.2: 2 brackets are open",)),
        Section(title="Positions", points=("Aldermark, red line: no fog", ARABIC_WORDS), more=3),
    ),
)

MAKERS: dict[str, Callable[[], str]] = {
    "comparison": lambda: rt.render(factories.comparison(), "html"),
    "negotiation": lambda: rt.render(rt.compare(NEGOTIATED.view("original"), NEGOTIATED), "html"),
    "lineage": lambda: rt.render_lineage(rt.trace([*HARBOURS, HARBOURS[0]]), "html"),
    "document": lambda: rt.render_document(NEGOTIATED, "html"),
    "explanation": lambda: _explanation(*HARBOURS, "op2"),
    "board": lambda: rt.render_standing(BOARD, "html", title="Lamps on the cliffs"),
    "timeline": lambda: rt.render_standing(TIMELINE, "html", title="Lamps on the cliffs"),
    "brief": lambda: rt.render_standing(BRIEF, "html"),
    "asks": lambda: rt.render_asks(HARBOURS[0], "html"),
    "amended": lambda: outcome_page(rt.apply(HARBOURS[0], AMENDMENTS)),
    "carried over": lambda: rebase_page(rt.rebase(AMENDMENTS, HARBOURS[0], HARBOURS[1])),
    "how it was read": lambda: proposals_page(AMENDMENTS),
    "ask-history": lambda: rt.render_asks(rt.ask_threads(rt.trace(HARBOURS)), "html"),
    "Arabic comparison": lambda: rt.render(rt.compare(*texts(ARABIC, "ar")), "html"),
    "Arabic lineage": lambda: rt.render_lineage(rt.trace(texts(ARABIC, "ar")), "html"),
    "Arabic document": lambda: rt.render_document(texts(ARABIC, "ar")[1], "html"),
    "Chinese comparison": lambda: rt.render(rt.compare(*texts(CHINESE, "zh")), "html"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of a page, which is made once."""
    folder = tmp_path_factory.mktemp("pages")

    def address(name: str) -> str:
        path: Path = folder / f"{name.replace(' ', '-')}.html"
        if not path.exists():
            path.write_text(MAKERS[name](), encoding="utf-8")
        return path.as_uri()

    return address


@pytest.fixture
def visit(browser: Browser, files: Callable[[str], str]) -> Iterator[Callable[..., Page]]:
    """Open a page; whatever it complains of (its own security policy, too) fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def visited(name: str, *, place: str = "", size: str = "screen", **options: Any) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(files(name) + place)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_axe_finds_nothing(visit: Callable[..., Page], name: str) -> None:
    """In light and dark, on a screen and on a telephone; there no page is wider than it.

    What is wide by nature, a matrix, scrolls in a frame of its own (WCAG 1.4.10).
    """
    page = visit(name)
    told: list[str] = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        # A page in another script has the colours of its fellow: one scheme a size will do.
        for scheme in ("light", "dark") if " " not in name else (SCHEMES[size],):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
            told += [
                f"{size}, {scheme}: {one['id']}: {node['target']} {node['failureSummary']}"
                for one in found.response["violations"]
                for node in one["nodes"][:4]
            ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not told, "\n".join(told)


@pytest.mark.parametrize("name", ["Arabic comparison", "Arabic lineage", "Arabic document"])
def test_arabic_runs_from_right_to_left(visit: Callable[..., Page], name: str) -> None:
    page = visit(name)
    directions = page.eval_on_selector_all(
        "p.text", "all => all.map(one => getComputedStyle(one).direction)"
    )
    assert directions
    assert set(directions) == {"rtl"}
    assert page.eval_on_selector_all("p.text", "all => all.every(one => one.lang === 'ar')")


class TestComparison:
    def test_the_tab_key_reaches_every_tool_and_shows_where_it_is(
        self, visit: Callable[..., Page]
    ) -> None:
        page = visit("negotiation")
        wanted = page.locator("#tools button, #tools select, .steps button").count()
        page.locator("#the-text").focus()
        reached = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("Boolean(document.activeElement.closest('#tools, .steps'))"):
                reached.add(page.evaluate("document.activeElement.outerHTML"))
                style = "getComputedStyle(document.activeElement).outlineStyle"
                assert page.evaluate(style) == "solid"
        assert wanted > 6
        assert len(reached) == wanted

    def test_a_choice_leaves_the_other_rows_out(self, visit: Callable[..., Page]) -> None:
        page = visit("comparison")
        rows = page.locator("article.row:not(.same)")
        page.get_by_role("button", name="▲ Stronger and mixed").click()
        shown = page.locator("article.row:not(.same):visible")
        directions = shown.evaluate_all("all => all.map(one => one.classList[1])")
        assert set(directions) == {"strengthened", "mixed"}
        assert page.locator("#tools output").inner_text() == f"{len(directions)} of {rows.count()}"
        assert page.locator(".jump li:visible").count() == len(directions)
        page.get_by_role("button", name="Whole text").click()
        assert shown.count() == rows.count()

    def test_axis_and_delegation_choose_together(self, visit: Callable[..., Page]) -> None:
        page = visit("negotiation")
        page.get_by_label("Axis", exact=True).select_option("scope")
        shown = page.locator("article.row:not(.same):visible")
        scope = shown.count()
        assert shown.evaluate_all("all => all.every(one => one.dataset.axes.includes('scope'))")
        by = (
            page.get_by_label("Delegation", exact=True)
            .locator("option")
            .nth(1)
            .get_attribute("value")
        )
        page.get_by_label("Delegation", exact=True).select_option(by)
        assert 0 < shown.count() <= scope
        assert page.locator("#tools output").inner_text().startswith(f"{shown.count()} of ")
        held = "(all, by) => all.every(one => one.dataset.by.split('|').includes(by))"
        assert shown.evaluate_all(held, by)

    def test_letters_step_from_change_to_change(self, visit: Callable[..., Page]) -> None:
        page = visit("comparison")
        here = "document.activeElement.id"
        order = page.locator("article.row:not(.same)").evaluate_all("all => all.map(o => o.id)")
        page.keyboard.press("j")
        assert page.evaluate(here) == order[0]
        page.keyboard.press("j")
        assert page.evaluate(here) == order[1]
        page.keyboard.press("k")
        assert page.evaluate(here) == order[0]
        page.get_by_role("button", name="Next change").click()
        assert page.evaluate(here) == order[1]
        # WCAG 2.1.4: a shortcut of one letter can be switched off.
        page.get_by_role("button", name="Keys j, k").click()
        page.locator(f"#{order[1]}").focus()
        page.keyboard.press("j")
        assert page.evaluate(here) == order[1]

    def test_a_permalink_arrives_wherever_it_leads(self, visit: Callable[..., Page]) -> None:
        """In a fold, on the earlier side, and when a filter had left it out."""
        page = visit("comparison", place="#pp2")
        assert page.locator("#pp2").is_visible()
        assert page.locator("#before-op3").is_visible()
        page.get_by_role("button", name="▲ Stronger and mixed").click()
        assert page.locator("#op7").is_hidden()
        page.evaluate("location.hash = 'op7'")
        page.locator("#op7").wait_for(state="visible")

    def test_it_is_whole_without_a_script(self, visit: Callable[..., Page]) -> None:
        page = visit("comparison", java_script_enabled=False)
        assert page.locator("article.row:not(.same):visible").count() == 9
        assert page.locator(".jump a:visible").count() == 9
        assert page.locator("#tools").is_hidden()

    def test_paper_has_the_text_and_no_tools(self, visit: Callable[..., Page]) -> None:
        page = visit("comparison")
        page.emulate_media(media="print")
        for name in ("#tools", ".jump", ".steps", ".skip"):
            assert page.locator(name).is_hidden()
        assert page.locator("article.row:not(.same):visible").count() == 9


class TestDocument:
    def test_what_is_open_can_be_chosen(self, visit: Callable[..., Page]) -> None:
        page = visit("document")
        page.get_by_role("button", name="Open brackets").click()
        document = NEGOTIATED
        wanted = sum(name in {p.id for p in document.paragraphs} for name in document.open_brackets)
        assert page.locator("article.row:visible").count() == wanted

    def test_the_words_that_stand_are_those_of_the_text(self, visit: Callable[..., Page]) -> None:
        page = visit("document")
        bare = "all => all.map(p => { const c = p.cloneNode(true);" + (
            "c.querySelectorAll('sup, del:not(.struck)').forEach(o => o.remove());"
            "return c.textContent; })"
        )
        shown = page.locator("article.row p.text").evaluate_all(bare)
        assert shown == [p.text for p in NEGOTIATED.paragraphs]


class TestAsks:
    def test_the_asks_of_one_body_can_be_found(self, visit: Callable[..., Page]) -> None:
        page = visit("asks")
        everything = page.locator("article.ask:visible").count()
        page.get_by_role("searchbox").fill("the panel")
        assert 0 < page.locator("article.ask:visible").count() < everything
