"""The reasoning for one paragraph: whole, true to the comparison, and readable."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files as files_of
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import resotrack as rt
from resotrack.explain import Passage
from resotrack.model import Count, Perspective
from resotrack.sample import sample_path
from resotrack.strength import RULES
from resotrack.strength.verdict import ENOUGH, NEAR, SERIOUS
from resotrack_cli.app import app
from tests.texts import HARBOUR, HARBOUR_LATER

RUN = CliRunner()


@pytest.fixture(scope="module")
def comparison() -> rt.Comparison:
    return rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("a.txt", HARBOUR), ("b.txt", HARBOUR_LATER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


def told(explanation: rt.Explanation) -> list[rt.Flag]:
    return [e.flag for step in explanation.steps for e in step.evidence if not e.set_aside]


class TestWhichParagraph:
    @pytest.mark.parametrize(
        ("asked", "own"),
        [
            ("op2", "after:op2"),
            ("OP 2", "after:op2"),
            ("before:op2", "before:op2"),
            ("After: op2", "after:op2"),
            ("op3(a)(ii)", "before:op3(a)(ii)"),
        ],
    )
    def test_names_as_people_write_them(
        self, comparison: rt.Comparison, asked: str, own: str
    ) -> None:
        assert rt.explain(comparison, asked).asked == own

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ("op77", 'no paragraph "op77" in either text'),
            ("before:op5bis", 'no paragraph "op5bis" in the earlier text'),
            ("after:op3(a)(ii)", "in the later text"),
            ("", 'no paragraph ""'),
            ("page:op2", 'no paragraph "page:op2"'),
        ],
    )
    def test_what_is_not_there_is_told(
        self, comparison: rt.Comparison, asked: str, says: str
    ) -> None:
        with pytest.raises(rt.UnknownParagraph, match="resotrack show FILE") as raised:
            rt.explain(comparison, asked)
        assert says in str(raised.value)


class TestReasoning:
    def test_every_paragraph_of_both_texts(self, comparison: rt.Comparison) -> None:
        """The flags told are those of the comparison, and the weights give its direction."""
        for text in ("before", "after"):
            for paragraph in getattr(comparison, text).paragraphs:
                explanation = rt.explain(comparison, f"{text}:{paragraph.id}")
                assert paragraph in getattr(explanation.link, text)
                assert told(explanation) == list(explanation.link.assessment.flags)
                balance = explanation.balance
                assert balance.direction == explanation.link.direction
                if balance.direction == "weakened":
                    assert balance.weaker >= ENOUGH
                    assert balance.weaker > balance.stronger
                if balance.direction == "neutral":
                    assert max(balance.weaker, balance.stronger) < ENOUGH

    def test_every_rule_is_accounted_for(self, comparison: rt.Comparison) -> None:
        steps = rt.explain(comparison, "op2").steps
        assert [step.rule for step in steps] == [n for n in RULES if n != "presence.paragraph"]
        assert all(bool(step.evidence) != bool(step.nothing) for step in steps)
        by_rule = {step.rule: step for step in steps}
        assert by_rule["force.acts"].evidence
        assert by_rule["hedge.sovereignty"].nothing == "nothing of the kind came or went"

    def test_every_rule_says_what_it_looks_at(self, comparison: rt.Comparison) -> None:
        steps = {step.rule: step.looks_at for step in rt.explain(comparison, "op2").steps}
        assert steps["modality.modal"] == "a modal verb became firmer or softer"
        assert steps["hedge.discretion"].startswith("phrases like “")
        assert not [rule for rule, looks_at in steps.items() if looks_at in ("", rule)]

    def test_evidence_stands_in_its_context(self, comparison: rt.Comparison) -> None:
        explanation = rt.explain(comparison, "op2")
        texts = {
            side: {p.id: p.text for p in getattr(comparison, side).paragraphs}
            for side in ("before", "after")
        }
        passages: list[tuple[str, Passage]] = [
            (side, passage)
            for step in explanation.steps
            for evidence in step.evidence
            for side in ("before", "after")
            if (passage := getattr(evidence, side))
        ]
        assert passages
        for side, passage in passages:
            shown = f"{passage.left.lstrip('…')}{passage.words}{passage.right.rstrip('…')}"
            assert shown in texts[side][passage.paragraph]

    def test_what_both_texts_have_is_named(self) -> None:
        before, after = (
            rt.read(
                f"symbol: A/{n}\n\nThe Council,\n1. {act} States, as appropriate, to pay;\n".encode()
            )
            for n, act in ((1, "Urges"), (2, "Invites"))
        )
        steps = {s.rule: s for s in rt.explain(rt.compare(before, after), "op1").steps}
        assert steps["hedge.discretion"].nothing == "both have “as appropriate”"

    def test_the_same_words_ask_no_rule(self, comparison: rt.Comparison) -> None:
        explanation = rt.explain(comparison, "op1")
        assert explanation.link.relation == "same"
        assert explanation.steps == ()
        assert explanation.balance.because == "The words are the same: no rule is asked."

    def test_a_clause_that_stands_elsewhere_is_set_aside(self) -> None:
        stairs = ", and to repair the broken stairs of every tower before the winter storms begin"
        lamps = "1. Requests the Panel to count the lamps of the northern coast"
        books = "2. Urges keepers to write their logbooks with care and patience in every harbour"
        before, after = (
            rt.read(f"The Council,\n{text};\n".encode(), format="plain")
            for text in (f"{lamps}{stairs};\n{books}", f"{lamps};\n{books}{stairs}")
        )
        explanation = rt.explain(rt.compare(before, after), "op1")
        aside = {e.set_aside for step in explanation.steps for e in step.evidence if e.set_aside}
        assert aside == {"the clause stands in another paragraph"}
        (place,) = told(explanation)
        assert place.rule == explanation.steps[-1].rule == "placement.clause"
        assert explanation.balance.direction == "neutral"

    def test_one_alone(self, comparison: rt.Comparison) -> None:
        explanation = rt.explain(comparison, "op4")
        assert explanation.link.relation == "added"
        assert explanation.linking.likeness is None
        assert [step.rule for step in explanation.steps] == ["presence.paragraph", "mandate.task"]

    def test_the_acts_with_their_grades(self, comparison: rt.Comparison) -> None:
        acts = rt.explain(comparison, "op2").acts
        assert [(act.text, act.words.words) for act in acts] == [
            ("before", "Requests"),
            ("after", "Invites"),
        ]
        assert acts[0].grade > acts[1].grade
        assert all(act.source for act in acts)

    def test_disputes_between_authorities(self) -> None:
        before, after = (
            rt.read(f"symbol: A/{n}\n\nThe Council,\n1. {act} States to pay keepers;\n".encode())
            for n, act in ((1, "Urges"), (2, "Requests"))
        )
        explanation = rt.explain(rt.compare(before, after), "op1")
        assert explanation.disputes
        assert any(explanation.disputes[0] in flag.reason for flag in told(explanation))

    def test_what_else_was_near(self) -> None:
        items = "light the green lamp of the mole", "light the red lamp of the mole", "pay keepers"
        text = "The Council,\n" + "\n".join(
            f"{n}. Calls upon States to {item};" for n, item in enumerate(items, 1)
        )
        later = text.replace("the green lamp", "the green lamp at dusk")
        comparison = rt.compare(rt.read(text.encode()), rt.read(later.encode()))
        near = rt.explain(comparison, "op1").linking.near
        assert [(c.text, c.paragraph, c.linked_with) for c in near if c.likeness > 0.15] == [
            ("before", "op2", ("op2",)),
            ("after", "op2", ("op2",)),
        ]

    def test_a_hint_is_named(self) -> None:
        before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
        hints = rt.Hints(must=(("op3(a)(ii)", "op4"),))
        explanation = rt.explain(rt.compare(before, after, hints=hints), "op4", hints=hints)
        assert explanation.linking.hints == (("op3(a)(ii)", "op4"),)
        assert explanation.linking.how == "A hint says that they belong together."

    def test_a_perspective_is_kept_to(self) -> None:
        before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
        own = Perspective(name="Operators", everything=Count(reverse=True))
        explanation = rt.explain(rt.compare(before, after, perspective=own), "op2")
        assert explanation.perspective == own
        assert explanation.balance.direction == "strengthened"
        assert told(explanation) == list(explanation.link.assessment.flags)

    def test_two_languages(self) -> None:
        before = rt.read(HARBOUR.encode())
        after = rt.Document(paragraphs=before.paragraphs, language="fr")
        explanation = rt.explain(rt.compare(before, after), "op2")
        assert explanation.steps == ()
        assert "between languages" in explanation.balance.because

    def test_it_does_not_depend_on_the_run(self, comparison: rt.Comparison) -> None:
        once = rt.explain(comparison, "op2")
        assert once == rt.explain(comparison, "op2")
        published = json.loads(once.to_json())
        assert published["schema"] == "resotrack.explanation/1"
        assert published["balance"]["serious"] == SERIOUS
        assert published["balance"]["near"] == NEAR
        assert once.to_json() == rt.explain(comparison, "op2").to_json()


@pytest.mark.parametrize("asked", ["op1", "op2", "op4", "before:op3(a)(ii)", "pp2"])
@pytest.mark.parametrize("own", [None, Perspective(name="Operators")])
def test_the_json_follows_its_schema(asked: str, own: Perspective | None) -> None:
    file = files_of("resotrack") / "schemas" / "explanation-1.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
    explanation = rt.explain(rt.compare(before, after, perspective=own), asked)
    published = json.loads(explanation.to_json())
    jsonschema.validate(published, schema, jsonschema.Draft202012Validator)
    assert list(schema["properties"]) == list(published)


WORDS = st.lists(
    st.sampled_from(
        ["lamps", "keepers", "as appropriate", "shall", "may", ",", "and", "all", "2029"]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
ACTS = st.sampled_from(["Urges", "Invites", "Welcomes", "Condemns", "Notes", "Decides"])
PROVISIONS = st.lists(st.tuples(ACTS, WORDS).map(" ".join), min_size=1, max_size=4)


@given(before=PROVISIONS, after=PROVISIONS)
@settings(max_examples=60, deadline=None)
def test_the_explanation_is_true_to_the_comparison(before: list[str], after: list[str]) -> None:
    texts = (
        "The Council,\n" + "\n".join(f"{n}. {words};" for n, words in enumerate(side, 1))
        for side in (before, after)
    )
    comparison = rt.compare(*(rt.read(text.encode(), format="plain") for text in texts))
    for paragraph in comparison.after.paragraphs:
        explanation = rt.explain(comparison, f"after:{paragraph.id}")
        assert told(explanation) == list(explanation.link.assessment.flags)
        assert explanation.balance.because


class TestCommand:
    def test_the_terminal_tells_it_in_order(self, files: tuple[str, str]) -> None:
        done = RUN.invoke(app, ["explain", *files, "op2"])
        assert done.exit_code == 0
        places = [
            done.stdout.index(title)
            for title in ("How it was linked", "The words", "The acts", "The rules", "The verdict")
        ]
        assert places == sorted(places)
        assert "[-Requests-]{+Invites+}" in done.stdout
        assert "Judged by the resolution's own purpose." in done.stdout

    def test_json(self, files: tuple[str, str]) -> None:
        done = RUN.invoke(app, ["explain", *files, "before:op2", "--json"])
        assert json.loads(done.stdout)["asked"] == "before:op2"

    def test_a_paragraph_that_is_not_there(self, files: tuple[str, str]) -> None:
        done = RUN.invoke(app, ["explain", *files, "op99"])
        assert done.exit_code == 3
        assert 'no paragraph "op99"' in done.stderr

    def test_perspective_and_hints(self, files: tuple[str, str], tmp_path: Path) -> None:
        profile, hints = tmp_path / "p.toml", tmp_path / "h.toml"
        profile.write_text('name = "Shipowners"\nall = "reverse"\n', encoding="utf-8")
        hints.write_text('must = [["op1", "op4"]]\n', encoding="utf-8")
        options = ["--perspective", str(profile), "--hints", str(hints)]
        done = RUN.invoke(app, ["explain", *files, "op4", *options])
        assert done.exit_code == 0
        assert "Judged by the perspective “Shipowners”." in done.stdout
        assert "hint: op1 and op4" in " ".join(done.stdout.split())

    def test_compare_takes_both_as_well(self, files: tuple[str, str], tmp_path: Path) -> None:
        profile, hints = tmp_path / "p.toml", tmp_path / "h.toml"
        profile.write_text('name = "Shipowners"\n', encoding="utf-8")
        hints.write_text('must = [["op1", "op4"]]\n', encoding="utf-8")
        options = ["--perspective", str(profile), "--hints", str(hints), "-f", "json"]
        told = json.loads(RUN.invoke(app, ["compare", *files, *options]).stdout)
        assert told["perspective"]["name"] == "Shipowners"
        assert [link["after"] for link in told["links"] if link["before"] == ["op1"]] == [["op4"]]

    def test_a_bad_profile_is_told(self, files: tuple[str, str], tmp_path: Path) -> None:
        (tmp_path / "p.toml").write_text("name = 1", encoding="utf-8")
        done = RUN.invoke(app, ["compare", *files, "--perspective", str(tmp_path / "p.toml")])
        assert done.exit_code == 3
        assert "p.toml, name: is no text." in done.stderr


def test_the_explanation_is_written_as_its_ending_says(tmp_path: Path) -> None:
    before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
    explanation = rt.explain(rt.compare(before, after), "op2")
    page = rt.write_explanation(explanation, tmp_path / "op2.html").read_text("utf-8")
    for step in explanation.steps:
        for evidence in step.evidence:
            assert escape(evidence.flag.reason, quote=False) in page
    assert rt.write_explanation(explanation, tmp_path / "op2.json").read_text(
        "utf-8"
    ) == rt.render_explanation(explanation, "json")
    for wrong in ("csv", "markdown"):
        with pytest.raises(rt.WriteError, match=r"html, json\."):
            rt.render_explanation(explanation, wrong)


def test_what_a_text_says_is_never_mark_up_of_a_page() -> None:
    evil = "<script>alert(1)</script>"
    texts = [
        rt.read(f"The Council of Lamps,\n1. {act} the Panel to pay {evil};\n2. Thanks it.".encode())
        for act in ("Requests", "Invites")
    ]
    comparison = rt.compare(*texts)
    pages = (
        rt.render_explanation(rt.explain(comparison, "op1"), "html"),
        rt.render_document(texts[0], "html"),
        rt.render_asks(texts[0], "html"),
        rt.render_asks(rt.ask_threads(rt.trace(texts)), "html"),
    )
    for page in pages:
        assert "alert(1)" in page
        assert "<script>alert" not in page
        assert "http" not in page.replace("http-equiv", "")


def test_the_commands_write_pages(tmp_path: Path) -> None:
    files = [str(sample_path(name)) for name in ("zero-draft.docx", "adopted.xml")]
    for name, command in (
        ("explain", ["explain", *files, "op4"]),
        ("show", ["show", files[0]]),
        ("asks", ["asks", files[1]]),
        ("history", ["asks", *files]),
    ):
        out = tmp_path / f"{name}.html"
        done = RUN.invoke(app, [*command, "-o", str(out)])
        assert done.exit_code == 0, done.output
        assert out.read_text("utf-8").startswith("<!DOCTYPE html>")
