"""Another purpose than the resolution's: profiles, what they change, and what they never break."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.diff import diff_words
from resotrack.lexicon import find_opening
from resotrack.model import Assessment, Count, Kind, Link, Paragraph, Perspective, Relation
from resotrack.strength import RULES, assess
from resotrack.strength.perspective import SISTERS
from resotrack.write.json import schema
from tests.texts import HARBOUR, HARBOUR_LATER

FLIPPED = {
    "strengthened": "weakened",
    "weakened": "strengthened",
    "mixed": "mixed",
    "neutral": "neutral",
}
OPERATORS = """\
name = "Port operators"
description = "They run the harbour and pay for what keepers are granted."
all = 0.5
dimensions = { mandate = "reverse", update = "ignore" }

[rules]
"force.acts" = "reverse"
"intensity.opening" = 2

[classes]
counterduty = "reverse"

[words]
"harbour dues" = { reverse = true, factor = 0.5 }

[phrases]
protected = ["tug crews"]
counterduty = ["good order of ~ harbour"]
"""


def link(before: str, after: str, kind: Kind = "operative") -> Link:
    relation: Relation = "edited" if before and after else "added" if after else "deleted"
    return Link(
        before=paragraphs(before, kind),
        after=paragraphs(after, kind),
        relation=relation,
        words=diff_words(before, after),
    )


def paragraphs(text: str, kind: Kind) -> tuple[Paragraph, ...]:
    if not text:
        return ()
    opening = find_opening(text, "en")
    return (Paragraph(id="op1", kind=kind, number="1", text=text, opening=opening),)


def judge(before: str, after: str, perspective: Perspective | None = None) -> Assessment:
    return assess(link(before, after), perspective=perspective)


def profile(tmp_path: Path, text: str) -> Perspective:
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return rt.read_perspective(path)


HEDGED = (
    "Calls upon States to light lamps;",
    "Calls upon States to light lamps, as appropriate;",
)


class TestWhatCounts:
    def test_a_reversed_class_turns_the_flag_and_says_so(self) -> None:
        own = Perspective(name="Shipowners", classes={"discretion": Count(reverse=True)})
        assert judge(*HEDGED).direction == "weakened"
        told = judge(*HEDGED, own)
        assert told.direction == "strengthened"
        (flag,) = (f for f in told.flags if f.rule == "hedge.discretion")
        assert flag.direction == "strengthened"
        assert "From the perspective “Shipowners” that is stronger." in flag.reason

    def test_what_is_not_named_counts_as_ever(self) -> None:
        own = Perspective(name="Shipowners", classes={"discretion": Count(reverse=True)})
        pair = "Urges States to pay keepers;", "Invites States to pay keepers;"
        assert judge(*pair, own) == judge(*pair)

    @pytest.mark.parametrize(
        "own",
        [
            Perspective(name="x", everything=Count(factor=0)),
            Perspective(name="x", dimensions={"hedge": Count(factor=0)}),
            Perspective(name="x", rules={"hedge.discretion": Count(factor=0)}),
            Perspective(name="x", classes={"discretion": Count(factor=0)}),
            Perspective(name="x", words={"As appropriate": Count(factor=0)}),
        ],
    )
    def test_what_is_ignored_is_not_there(self, own: Perspective) -> None:
        assert "hedge.discretion" in {flag.rule for flag in judge(*HEDGED).flags}
        assert "hedge.discretion" not in {flag.rule for flag in judge(*HEDGED, own).flags}

    def test_the_narrowest_entry_rules(self) -> None:
        levels = {
            "everything": Count(reverse=True),
            "dimensions": {"hedge": Count()},
            "rules": {"hedge.discretion": Count(reverse=True)},
            "classes": {"discretion": Count()},
            "words": {"as appropriate": Count(reverse=True)},
        }
        said = []
        for number in range(1, 6):
            some = dict(list(levels.items())[:number])
            (flag,) = judge(*HEDGED, Perspective(name="x", **some)).flags  # type: ignore[arg-type]
            said.append(flag.direction)
        assert said == ["strengthened", "weakened", "strengthened", "weakened", "strengthened"]

    def test_a_factor_weighs_and_stays_below_certainty(self) -> None:
        (flag,) = judge(*HEDGED).flags
        (half,) = judge(*HEDGED, Perspective(name="x", everything=Count(factor=0.5))).flags
        (thrice,) = judge(*HEDGED, Perspective(name="x", everything=Count(factor=3))).flags
        assert half.confidence == pytest.approx(flag.confidence / 2, abs=0.001)
        assert flag.confidence < thrice.confidence < 1

    def test_a_rule_is_named_as_it_is_asked_or_as_it_reports(self) -> None:
        pair = "Urges States to pay keepers;", "Invites States to pay keepers;"
        for name in ("force.acts", "force.opening"):
            own = Perspective(name="x", rules={name: Count(reverse=True)})
            assert judge(*pair, own).direction == "strengthened"

    def test_phrases_of_ones_own(self) -> None:
        own = Perspective(
            name="Operators",
            phrases={"protected": ("tug crews",), "counterduty": ("good order of ~ harbour",)},
        )
        told = judge("Urges States to pay keepers;", "Urges States to pay tug crews;", own)
        assert [f.source for f in told.flags if f.rule == "scope.protected"] == [
            "The perspective “Operators”"
        ]
        caveat = "", "Stresses the good order of every harbour;"
        assert judge(*caveat).direction == "strengthened"
        assert judge(*caveat, own).direction == "weakened"

    def test_a_phrase_of_ones_own_comes_before_the_lexicons(self) -> None:
        own = Perspective(name="x", phrases={"absolute": ("as appropriate",)})
        assert judge(*HEDGED, own).direction == "strengthened"

    def test_of_a_paragraph_that_came_all_words_are_looked_at(self) -> None:
        own = Perspective(name="x", words={"harbour dues": Count(reverse=True)})
        added = "", "Calls upon all coastal States that have not yet done so to lower Harbour dues;"
        assert judge(*added).direction == "strengthened"
        assert judge(*added, own).direction == "weakened"

    def test_other_languages_have_perspectives_too(self) -> None:
        own = Perspective(name="x", phrases={"counterduty": ("bon ordre",)})
        one = link("Prie les États de payer les gardiens ;", "Prie les États de payer ;")
        two = link("Prie les États de payer ;", "Prie les États de payer en bon ordre ;")
        assert assess(one, language="fr", perspective=own) == assess(one, language="fr")
        rules = {flag.rule for flag in assess(two, language="fr", perspective=own).flags}
        assert "hedge.counterduty" in rules


PIECES = [
    "Urges", "Invites", "Recalling", "Strongly condemns", "all States", "keepers", "lamps",
    "to ensure", "to consider", "should", "may", "as appropriate", "in accordance with national law",
    "without delay", "systematic", "and", ",", "and calls upon", "including", "to report",
    "should be credible", "tug crews", "harbour dues", "good order", "women", "90/2", "2026",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
COUNTS = st.builds(
    Count, reverse=st.booleans(), factor=st.sampled_from((0.0, 0.3, 0.5, 1.0, 1.7, 3.0))
)
PERSPECTIVES = st.builds(
    Perspective,
    name=st.just("Tug masters"),
    everything=COUNTS,
    dimensions=st.dictionaries(st.sampled_from(("force", "hedge", "scope", "presence")), COUNTS),
    rules=st.dictionaries(st.sampled_from(sorted({*RULES, *sum(SISTERS.values(), ())})), COUNTS),
    classes=st.dictionaries(st.sampled_from(("protected", "counterduty", "sovereignty")), COUNTS),
    words=st.dictionaries(st.sampled_from(("tug crews", "lamps", "to report")), COUNTS),
    phrases=st.dictionaries(
        st.sampled_from(("protected", "counterduty", "followup")),
        st.sampled_from((("tug crews",), ("good order", "harbour dues"), ("lamps ~ keepers",))),
    ),
)


@given(before=SENTENCES, after=SENTENCES, own=PERSPECTIVES)
@settings(max_examples=300, deadline=None)
def test_swapping_the_texts_turns_every_flag_round_in_any_perspective(
    before: str, after: str, own: Perspective
) -> None:
    there, back = judge(before, after, own), judge(after, before, own)
    assert there.direction == FLIPPED[back.direction]
    assert there.confidence == back.confidence
    mine = {(f.rule, f.direction, f.before, f.after, f.confidence) for f in there.flags}
    theirs = {(f.rule, FLIPPED[f.direction], f.after, f.before, f.confidence) for f in back.flags}
    assert mine == theirs


@given(before=SENTENCES, after=SENTENCES)
@settings(max_examples=100, deadline=None)
def test_the_opposite_side_reads_every_flag_the_other_way(before: str, after: str) -> None:
    ours = judge(before, after)
    theirs = judge(before, after, Perspective(name="x", everything=Count(reverse=True)))
    assert theirs.direction == FLIPPED[ours.direction]
    assert [FLIPPED[f.direction] for f in theirs.flags] == [f.direction for f in ours.flags]


@given(before=SENTENCES, after=SENTENCES)
@settings(max_examples=50, deadline=None)
def test_an_empty_profile_changes_nothing(before: str, after: str) -> None:
    assert judge(before, after, Perspective(name="x")) == judge(before, after)


class TestProfiles:
    def test_every_field(self, tmp_path: Path) -> None:
        assert profile(tmp_path, OPERATORS) == Perspective(
            name="Port operators",
            description="They run the harbour and pay for what keepers are granted.",
            everything=Count(factor=0.5),
            dimensions={"mandate": Count(reverse=True), "update": Count(factor=0)},
            rules={"force.acts": Count(reverse=True), "intensity.opening": Count(factor=2)},
            classes={"counterduty": Count(reverse=True)},
            words={"harbour dues": Count(reverse=True, factor=0.5)},
            phrases={
                "protected": ("tug crews",),
                "counterduty": ("good order of ~ harbour",),
            },
        )

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", "profile.toml: has no name."),
            ("name = 3", "profile.toml, name: is no text."),
            ("name = 'x'\nhedges = 1", '"hedges" is not known here. Known are: all,'),
            ("name = 'x'\ndimensions = { hedges = 1 }", 'dimensions: "hedges" is not known'),
            ("name = 'x'\ndimensions = 1", "dimensions: is no table. Write [dimensions]."),
            ("name = 'x'\n[rules]\n'force.verb' = 1", 'rules: "force.verb" is not known'),
            ("name = 'x'\n[classes]\nhedges = 1", 'classes: "hedges" is not known'),
            ("name = 'x'\nall = 'backwards'", "all: 'backwards' does not say how to count."),
            ("name = 'x'\nall = 4", "all: 4 does not say how to count. Write"),
            ("name = 'x'\nall = true", "all: True does not say"),
            ("name = 'x'\nall = nan", "all: nan does not say"),
            ("name = 'x'\nall = { reverse = 1 }", "all: {'reverse': 1} does not say"),
            ("name = 'x'\nall = { weight = 1 }", "all: {'weight': 1} does not say"),
            ("name = 'x'\n[words]\n'  ' = 1", "words: an entry has no words."),
            ("name = 'x'\n[phrases]\nprotected = 'x'", "phrases.protected: is no list of phrases."),
            ("name = 'x'\n[phrases]\nprotected = ['~ x']", "begins or ends with nothing fixed."),
            ("name = 'x'\n[phrases]\nprotected = ['']", "begins or ends with nothing fixed."),
            ("name = ", "profile.toml: cannot be read as TOML"),
        ],
    )
    def test_what_is_wrong_is_told(self, tmp_path: Path, text: str, says: str) -> None:
        with pytest.raises(rt.InvalidPerspective) as raised:
            profile(tmp_path, text)
        assert says in str(raised.value)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(rt.InvalidPerspective, match="No such file"):
            rt.read_perspective(tmp_path / "none.toml")

    def test_sisters_are_what_the_rules_report(self) -> None:
        """Every name on a flag of the sample can be written in a profile."""
        known = {*RULES, *sum(SISTERS.values(), ())}
        comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
        seen = {flag.rule for k in comparison.links for flag in k.assessment.flags}
        assert seen
        assert seen <= known
        assert set(SISTERS) <= set(RULES)


class TestComparisons:
    def test_the_comparison_names_the_perspective(self, tmp_path: Path) -> None:
        own = profile(tmp_path, OPERATORS)
        before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
        comparison = rt.compare(before, after, perspective=own)
        assert comparison.perspective == own
        (notice,) = comparison.notices
        assert notice.code == "perspective"
        assert "Port operators" in notice.message
        for form in ("html", "markdown"):
            assert "Port operators" in rt.render(comparison, form)
        published = json.loads(comparison.to_json())
        assert published["perspective"]["name"] == "Port operators"
        jsonschema.validate(published, schema(), jsonschema.Draft202012Validator)

    def test_without_one_nothing_is_named(self) -> None:
        comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
        assert comparison.perspective is None
        assert not comparison.notices
        assert json.loads(comparison.to_json())["perspective"] is None
