"""What is written of a comparison: nothing of either text is lost, and nothing is added to it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html as lxml_html

import resotrack as rt
from resotrack.errors import WriteError
from resotrack.model import Comparison, Document, Link, Paragraph
from resotrack.model.published import comparison_object
from resotrack.write import ONLY, SUFFIXES, WRITERS, Only, format_of, render, write
from resotrack.write import view as v
from resotrack.write.json import schema, to_json
from tests import factories


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return factories.comparison()


@pytest.fixture(scope="module")
def page(comparison: Comparison) -> Any:
    return parsed(render(comparison, "html"))


def parsed(source: str) -> Any:
    return lxml_html.document_fromstring(source)


def one_paragraph(text: str, paragraph_id: str = "op1") -> Comparison:
    """A comparison in which one paragraph was added."""
    added = factories.paragraph(paragraph_id, text)
    return Comparison(
        before=Document(paragraphs=()),
        after=factories.document([added]),
        links=(factories.link([], [added], "added"),),
    )


class TestNames:
    @pytest.mark.parametrize(
        ("paragraph_id", "name"),
        [
            ("pp3", "PP3"),
            ("op7(a)(i)", "OP7 (a) (i)"),
            ("op7bis", "OP7 bis"),
            ("op7bisalt", "OP7 bis alt"),
            ("op12quater(b)", "OP12 quater (b)"),
            ("annex.op2", "Annex, OP2"),
            ("annex2.pp1", "Annex 2, PP1"),
            ("B.op4", "Part B, OP4"),
            ("annex.p3", "Annex, para. 3"),
            ("row3", "table row 3"),
            ("op1(أ)", "OP1 (أ)"),
            ("something else", "something else"),
        ],
    )
    def test_a_delegate_would_say_it_so(self, paragraph_id: str, name: str) -> None:
        assert v.paragraph_name(paragraph_id) == name

    def test_a_range_names_its_ends(self) -> None:
        assert v.name_range(["pp2"]) == "PP2"
        assert v.name_range(["pp2", "pp3"]) == "PP2, PP3"
        assert v.name_range(["pp2", "pp3", "pp4"]) == "PP2–PP4"

    def test_an_anchor_is_safe_in_an_address(self) -> None:
        assert v.anchor("op7(a)(i)") == "op7-a-i"
        assert v.anchor("annex.op2") == "annex-op2"


class TestView:
    def test_each_side_shows_its_text_and_nothing_else(self, comparison: Comparison) -> None:
        for link in comparison.links:
            left, right = v.sides(link)
            assert [side.text for side in left] == [p.text for p in link.before]
            assert [side.text for side in right] == [p.text for p in link.after]

    def test_a_link_without_words_is_shown_whole(self, comparison: Comparison) -> None:
        for link in comparison.links:
            left, right = v.sides(replace(link, words=()))
            assert [side.text for side in left] == [p.text for p in link.before]
            assert [side.text for side in right] == [p.text for p in link.after]

    def test_the_words_of_a_reason_are_marked(self, comparison: Comparison) -> None:
        link = next(k for k in comparison.links if k.after and k.after[0].id == "op7")
        left, right = v.sides(link)
        telling = {p.text: p.telling for side in (*left, *right) for p in side.pieces if p.telling}
        assert telling == {
            "Requests": "weakened",
            "Invites": "weakened",
            "as appropriate,": "weakened",
        }

    def test_an_opening_phrase_is_set_apart(self, comparison: Comparison) -> None:
        right = v.sides(comparison.links[5])[1]
        assert "".join(p.text for p in right[0].pieces if p.opening) == "Strongly condemns"

    def test_the_headline_quotes_each_reason(self, comparison: Comparison) -> None:
        link = next(k for k in comparison.links if k.after and k.after[0].id == "op7")
        assert [str(phrase) for phrase in v.headline(link)] == [
            "“Requests” → “Invites”",
            "“as appropriate” added",
        ]

    def test_what_is_only_to_be_checked_speaks_when_nothing_surer_does(
        self, comparison: Comparison
    ) -> None:
        link = next(k for k in comparison.links if k.after and k.after[0].id == "op7")
        last = replace(link.assessment, flags=link.assessment.flags[2:])
        doubtful = replace(link, assessment=last)
        assert [str(phrase) for phrase in v.headline(doubtful)] == ["“by 1 March 2032” dropped"]

    def test_a_phrase_within_another_is_not_told_again(self) -> None:
        a = factories.paragraph("op1", "Condemns it;")
        b = factories.paragraph("op1", "Strongly condemns it;")
        link = factories.link(
            [a],
            [b],
            "edited",
            factories.flag(
                "intensity",
                "strengthened",
                before=(a, "Condemns"),
                after=(b, "Strongly condemns"),
                reason="Stronger.",
            ),
            factories.flag("intensity", "strengthened", after=(b, "Strongly"), reason="Stronger."),
            direction="strengthened",
        )
        assert [str(phrase) for phrase in v.headline(link)] == ["“Condemns” → “Strongly condemns”"]

    def test_a_verdict_on_weak_evidence_comes_last_and_says_so(
        self, comparison: Comparison
    ) -> None:
        links = [
            replace(k, assessment=replace(k.assessment, confidence=0.4))
            if k.after and k.after[0].id == "op3"
            else k
            for k in comparison.links
        ]
        changed = replace(comparison, links=tuple(links))
        weaker = v.groups(changed)[0]
        assert [r.title for r in weaker.firm] == ["OP6 → OP7", "PP5"]
        assert [r.title for r in weaker.tentative] == ["OP3 → OP3 + OP4"]
        for form in ("html", "markdown"):
            assert f"{v.WEAK_EVIDENCE} (1)" in render(changed, form)

    def test_each_source_has_one_number(self, comparison: Comparison) -> None:
        assert v.sources(comparison.links) == {"Manual of Imaginary Drafting, p. 3": 1}

    def test_long_words_are_cut_between_words(self) -> None:
        text = "Requests " + "the Panel and the keepers " * 12
        assert v.opening_words(factories.paragraph("op1", text)).endswith("and the …")

    def test_every_row_of_a_group_is_a_changed_link_once(self, comparison: Comparison) -> None:
        grouped = [r.link for group in v.groups(comparison) for r in group.rows]
        neutral = [r.link for r in v.neutral_rows(comparison)]
        changed = [link for link in comparison.links if link.changed]
        assert sorted(map(id, grouped + neutral)) == sorted(map(id, changed))

    def test_counts_are_those_of_the_groups(self, comparison: Comparison) -> None:
        counts = v.counts(comparison)
        assert {g.direction: len(g.rows) for g in v.groups(comparison)} == {
            direction: n for direction, n in counts.items() if direction != "neutral"
        }
        assert (
            v.counts_sentence(comparison) == "3 weaker, 1 mixed, 2 stronger, 3 neutral; 6 unchanged"
        )

    def test_titles_and_relations_read_as_sentences(self, comparison: Comparison) -> None:
        told = {r.title: r.relation for r in map(v.row, comparison.links) if r.changed}
        assert told == {
            "PP4": "",
            "PP5": "dropped",
            "OP1": "",
            "OP3 → OP3 + OP4": "split into 2",
            "OP5": "added",
            "OP4 + OP5 → OP6": "merged from 2",
            "OP6 → OP7": "",
            "OP7 → OP8": "moved from OP7, and edited",
            "OP8 → OP9": "moved from OP8, same words",
        }

    def test_a_doubtful_pairing_says_so(self, comparison: Comparison) -> None:
        doubts = {r.title: r.doubt for r in map(v.row, comparison.links) if r.doubt}
        assert doubts == {
            "PP5": "check: the later text may hold this in other words",
            "OP7 → OP8": "check this pairing",
        }

    def test_confidence_is_told_in_words(self) -> None:
        assert [v.confidence_in_words(c) for c in (1.0, 0.85, 0.7, 0.6, 0.59, 0.0)] == [
            *("sure", "sure", "likely", "likely", "check this", "check this")
        ]

    def test_sections_hold_each_link_once(self, comparison: Comparison) -> None:
        sections = v.sections(comparison)
        assert [s.title for s in sections] == ["Preamble", "Operative part", "Annex"]
        shown: list[Link] = []
        for section in sections:
            for block in section.blocks:
                if isinstance(block, v.Row):
                    shown.append(block.link)
                elif isinstance(block, v.Unchanged):
                    shown.extend(r.link for r in block.rows)
        assert shown == list(comparison.links)

    def test_unchanged_paragraphs_fold(self, comparison: Comparison) -> None:
        blocks = [b for s in v.sections(comparison) for b in s.blocks]
        labels = [b.label for b in blocks if isinstance(b, v.Unchanged)]
        assert labels == [
            "3 paragraphs unchanged: PP1–PP3",
            "2 paragraphs unchanged: OP2, OP2 (a)",
            "1 paragraph unchanged: Annex, OP1",
        ]

    def test_headings_stand_before_what_they_head(self, comparison: Comparison) -> None:
        blocks = v.sections(comparison)[1].blocks
        places = [n for n, b in enumerate(blocks) if isinstance(b, v.HeadingBlock)]
        assert len(places) == 2
        assert isinstance(first := blocks[places[0] + 1], v.Row)
        assert first.title == "OP1"
        assert isinstance(second := blocks[places[1] + 1], v.Row)
        assert second.title == "OP6 → OP7"

    def test_headings_that_only_one_text_has_are_kept(self, comparison: Comparison) -> None:
        lost = tuple(
            replace(h, after=(), relation="deleted", words=()) for h in comparison.headings
        )
        changed = replace(comparison, headings=lost)
        blocks = [b for s in v.sections(changed) for b in s.blocks]
        assert sum(isinstance(b, v.HeadingBlock) for b in blocks) == 2

    def test_long_equal_stretches_are_elided_and_changes_never(self) -> None:
        words = " ".join(f"word{n}" for n in range(80))
        runs = (v.Run("equal", words + " "), v.Run("insert", words), v.Run("equal", " " + words))
        shown = v.elide(runs)
        assert shown[1].text == words
        assert "[…]" in shown[0].text
        assert shown[0].text.endswith("word79 ")
        assert shown[2].text.startswith(" word0")
        assert len(shown[2].text) < len(words)

    def test_right_to_left_is_seen_in_the_letters(self) -> None:
        assert v.is_rtl("1. إن المجلس")
        assert not v.is_rtl("1. The Council")
        assert not v.is_rtl("12")


class TestSelection:
    @pytest.mark.parametrize(
        ("only", "titles"),
        [
            ("weakened", ["PP5", "OP3 → OP3 + OP4", "OP6 → OP7", "OP7 → OP8"]),
            ("strengthened", ["OP1", "OP5", "OP7 → OP8"]),
        ],
    )
    def test_mixed_counts_on_both_sides(
        self, comparison: Comparison, only: Only, titles: list[str]
    ) -> None:
        assert [v.row(k).title for k in comparison.links if v.kept(k, only)] == titles

    def test_mixed_without_the_direction_is_left_out(self, comparison: Comparison) -> None:
        link = next(k for k in comparison.links if k.direction == "mixed")
        stronger = tuple(f for f in link.assessment.flags if f.direction == "strengthened")
        one_sided = replace(link, assessment=replace(link.assessment, flags=stronger))
        assert not v.kept(one_sided, "weakened")

    @pytest.mark.parametrize("form", sorted(WRITERS))
    def test_an_unknown_selection_is_an_error(self, comparison: Comparison, form: str) -> None:
        with pytest.raises(WriteError, match="weakened"):
            render(comparison, form, only="weaker")  # type: ignore[arg-type]


class TestJson:
    def test_the_schema_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(schema())

    @pytest.mark.parametrize("only", ONLY)
    def test_the_output_follows_it(self, comparison: Comparison, only: Only) -> None:
        jsonschema.validate(
            json.loads(to_json(comparison, only=only)), schema(), jsonschema.Draft202012Validator
        )

    def test_it_is_strict_to_the_last_object(self) -> None:
        for node in nodes(schema()):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert node["description"]
            for property_schema in node.get("properties", {}).values():
                if isinstance(property_schema, dict) and "type" in property_schema:
                    assert property_schema["description"]

    def test_it_names_exactly_the_fields_published(self, comparison: Comparison) -> None:
        published = comparison_object(comparison)
        definitions = schema()["$defs"]
        link = next(k for k in published["links"] if k["flags"] and k["flags"][0]["before"])
        pairs = {
            "document": published["after"],
            "source": published["after"]["source"],
            "sponsorship": published["before"]["sponsors"][0],
            "vote": published["after"]["vote"],
            "paragraph": published["after"]["paragraphs"][0],
            "link": link,
            "flag": link["flags"][0],
            "span": link["flags"][0]["before"],
            "notice": published["notices"][0],
            "summary": published["summary"],
        }
        assert list(schema()["properties"]) == list(published)
        for name, value in pairs.items():
            assert list(definitions[name]["properties"]) == list(value), name
            # A field that came later may be missing in older files.
            later = {"brackets"} if name == "paragraph" else set()
            assert definitions[name]["required"] == [f for f in value if f not in later], name

    def test_only_leaves_out_links_and_nothing_else(self, comparison: Comparison) -> None:
        whole, part = (
            json.loads(to_json(comparison)),
            json.loads(to_json(comparison, only="weakened")),
        )
        assert len(part["links"]) == 4
        assert {k: w for k, w in whole.items() if k != "links"} == {
            k: w for k, w in part.items() if k != "links"
        }

    def test_all_is_the_published_form(self, comparison: Comparison) -> None:
        assert to_json(comparison) == comparison.to_json()


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every object of a schema, wherever it stands."""
    if isinstance(value, dict):
        return [value, *(n for inner in value.values() for n in nodes(inner))]
    if isinstance(value, list):
        return [n for inner in value for n in nodes(inner)]
    return []


class TestHtml:
    def test_every_word_of_both_texts_is_there(self, comparison: Comparison, page: Any) -> None:
        for side, document in (("before", comparison.before), ("after", comparison.after)):
            texts = page.xpath(f"//div[@class='side {side}']//p[@class='text']")
            assert sorted(p.text_content() for p in texts) == sorted(
                p.text for p in document.paragraphs
            )
        headings = page.xpath("//div[contains(@class, 'heading')]//p[@class='text']")
        assert [h.text_content() for h in headings] == [
            *("I. The river", "I. The river", "II. What follows", "II. Follow-up")
        ]

    def test_every_id_is_there_once(self, page: Any) -> None:
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))

    def test_every_link_leads_somewhere(self, page: Any) -> None:
        targets = set(page.xpath("//@id"))
        hrefs = page.xpath("//a/@href")
        assert hrefs
        assert {href.removeprefix("#") for href in hrefs} <= targets

    @pytest.mark.parametrize("only", ONLY)
    def test_a_selection_has_no_dead_links(self, comparison: Comparison, only: Only) -> None:
        page = parsed(render(comparison, "html", only=only))
        assert {h.removeprefix("#") for h in page.xpath("//a/@href")} <= set(page.xpath("//@id"))

    def test_each_later_paragraph_has_its_own_address(
        self, comparison: Comparison, page: Any
    ) -> None:
        assert {v.anchor(p.id) for p in comparison.after.paragraphs} <= set(page.xpath("//@id"))

    def test_it_loads_nothing(self, page: Any, comparison: Comparison) -> None:
        source = render(comparison, "html")
        assert "http:" not in source
        assert "https:" not in source
        assert not re.search(r"url\(|@import|src=", source)
        assert not page.xpath("//link | //img | //iframe | //object | //base | //form")

    def test_text_never_becomes_markup(self, comparison: Comparison, page: Any) -> None:
        assert "<script>alert" not in render(comparison, "html")
        assert len(page.xpath("//script")) == 1

    @pytest.mark.parametrize(
        "field", ["symbol", "title", "body", "session", "agenda_item", "date", "adoption"]
    )
    def test_facts_never_become_markup(self, comparison: Comparison, field: str) -> None:
        evil = '"><img src=x onerror=alert(1)>'
        after = replace(comparison.after, vote=None, **{field: evil})  # type: ignore[arg-type]
        page = parsed(render(replace(comparison, after=after), "html"))
        assert not page.xpath("//img | //@onerror")

    def test_it_reads_without_a_script(self, page: Any) -> None:
        assert page.xpath("//*[@id='tools']/@hidden")
        assert not page.xpath("//article//@hidden")

    def test_landmarks_and_headings(self, page: Any) -> None:
        assert page.get("lang") == "en"
        assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1
        assert page.xpath("//a[@class='skip']/@href") == ["#the-text"]
        levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4")]
        assert all(b - a <= 1 for a, b in pairwise(levels))

    def test_the_answer_stands_first(self, page: Any) -> None:
        first = page.xpath("//section[contains(@class, 'group')]")[0]
        assert first.get("class") == "group weakened"
        told = " ".join(first.text_content().split())
        assert "OP6 → OP7 “Requests” → “Invites” force" in told

    def test_nothing_weaker_is_said_in_words(self) -> None:
        told = render(one_paragraph("Thanks the keepers;"), "html")
        assert "Nothing was found that makes a provision weaker." in told

    def test_arabic_runs_from_right_to_left(self) -> None:
        arabic = one_paragraph("يحث جميع الدول على حماية المراقبين؛")
        page = parsed(render(arabic, "html"))
        assert page.xpath("//p[@class='text']/@dir") == ["rtl"]

    def test_texts_without_paragraphs_still_make_a_page(self) -> None:
        nothing = Comparison(
            before=Document(paragraphs=()), after=Document(paragraphs=()), links=()
        )
        assert "No provision to show." in render(nothing, "html")


class TestMarkdown:
    def test_the_summary_comes_first(self, comparison: Comparison) -> None:
        told = render(comparison, "markdown")
        assert (
            told.index("## Summary") < told.index("### ▼ Weaker (3)") < told.index("## Provisions")
        )

    def test_changes_stand_in_place(self, comparison: Comparison) -> None:
        assert (
            "> ~~Requests~~ **Invites** the Panel to submit<ins>, as appropriate,</ins> a report"
            in render(comparison, "markdown")
        )

    def test_text_never_becomes_markup(self) -> None:
        told = render(one_paragraph("A <b>*star*</b> & `tick` [x](y) #1;"), "markdown")
        assert r"\<b\>\*star\*\</b\> \& \`tick\` \[x\](y) \#1;" in told

    def test_only_changed_provisions_are_told(self, comparison: Comparison) -> None:
        told = render(comparison, "markdown")
        assert "rises in spring" not in told
        assert "### OP1:" not in render(comparison, "markdown", only="weakened")


class TestWrite:
    @pytest.mark.parametrize(
        ("suffix", "form"), sorted(i for i in SUFFIXES.items() if i[1] in {*WRITERS, "csv"})
    )
    def test_the_suffix_decides(
        self, comparison: Comparison, tmp_path: Path, suffix: str, form: str
    ) -> None:
        path = write(comparison, tmp_path / f"changes{suffix.upper()}")
        assert path.read_bytes() == render(comparison, form).encode()

    def test_a_named_format_overrules_it(self, comparison: Comparison, tmp_path: Path) -> None:
        path = write(comparison, str(tmp_path / "changes.txt"), format="markdown", only="weakened")
        assert path.read_text("utf-8") == render(comparison, "markdown", only="weakened")

    @pytest.mark.parametrize("name", ["changes", "changes.ods"])
    def test_an_unknown_suffix_is_an_error(self, name: str) -> None:
        with pytest.raises(WriteError, match=r"\.html"):
            format_of(name)

    def test_an_unknown_format_is_an_error(self, comparison: Comparison) -> None:
        with pytest.raises(WriteError, match="html, json, markdown, docx, csv, parquet, xlsx"):
            render(comparison, "ods")

    @pytest.mark.parametrize("form", ["parquet", "xlsx"])
    def test_a_form_of_bytes_goes_to_a_file(self, comparison: Comparison, form: str) -> None:
        with pytest.raises(WriteError, match=rf"Write it to a file \(\.{form}\)"):
            render(comparison, form)

    def test_a_missing_folder_is_an_error(self, comparison: Comparison, tmp_path: Path) -> None:
        with pytest.raises(WriteError, match="folder does not exist"):
            write(comparison, tmp_path / "nowhere" / "changes.html")

    def test_a_folder_is_no_file(self, comparison: Comparison, tmp_path: Path) -> None:
        (tmp_path / "folder.html").mkdir()
        with pytest.raises(WriteError, match="is a folder"):
            write(comparison, tmp_path / "folder.html")

    def test_a_failure_leaves_the_old_file(
        self, comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = tmp_path / "changes.html"
        target.write_text("old")

        def full(self: Path, target: Path) -> Path:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        with pytest.raises(WriteError, match="No space left"):
            write(comparison, target)
        assert target.read_text() == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["changes.html"]

    def test_no_trace_of_the_unfinished_file_remains(
        self, comparison: Comparison, tmp_path: Path
    ) -> None:
        write(comparison, tmp_path / "changes.json")
        assert [path.name for path in tmp_path.iterdir()] == ["changes.json"]


@pytest.mark.parametrize("form", sorted(WRITERS))
@pytest.mark.parametrize("only", ONLY)
def test_the_same_comparison_gives_the_same_bytes(form: str, only: Only) -> None:
    assert render(factories.comparison(), form, only=only) == render(
        factories.comparison(), form, only=only
    )


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_no_path_of_the_source_is_told(comparison: Comparison, form: str) -> None:
    told = render(comparison, form)
    assert str(Path.cwd()) not in told
    assert str(Path.home()) not in told


def test_a_paragraph_of_many_shapes_survives(comparison: Comparison) -> None:
    """Odd text: no letters, a lone surrogate pair's letter, marks of Markdown, a bracket."""
    for text in ("[…]", "𝔉 **x**", "a\u00a0b", "((a)", "~~", "{{ x }} {% y %}"):
        changed = one_paragraph(text)
        assert {p.text for p in changed.after.paragraphs} == {text}
        page = parsed(render(changed, "html"))
        assert page.xpath("//p[@class='text']")[0].text_content() == text
        assert isinstance(changed.links[0].after[0], Paragraph)


def test_a_comparison_whose_changes_are_all_neutral() -> None:
    """No bar to draw on any axis, which once divided by zero."""
    before, after = (
        rt.read(f"The Council of Lamps,\nNoting the report of {year},\n1. Lights a lamp.".encode())
        for year in (2029, 2031)
    )
    comparison = rt.compare(before, after)
    assert {link.direction for link in comparison.links} == {"neutral"}
    for form in ("html", "markdown", "json"):
        assert "2031" in rt.render(comparison, form)
