"""The benchmark of strength counts what it says it counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import gold
from benchmarks.judges import (
    MIRRORED,
    Case,
    always_weakened,
    hedges_alone,
    length_alone,
    linked,
    mirror,
    opening_alone,
    regression,
    rules,
)
from benchmarks.strength import (
    BEGIN,
    DOCS,
    END,
    accuracy,
    both_ways,
    dimension_counts,
    documented,
    effects,
    kappa,
    written,
)
from resotrack.lexicon import find_opening
from resotrack.model import Direction, Paragraph, Relation
from resotrack.strength import RULES, assess, read_perspective
from resotrack.strength.verdict import ENOUGH, NEAR, SERIOUS


def provision(text: str) -> tuple[Paragraph, ...]:
    opening = find_opening(text, "en")
    one = Paragraph(id="op1", kind="operative", number="1", text=text, opening=opening)
    return (one,) if text else ()


def case(before: str, after: str, direction: Direction, series: str, *dimensions: str) -> Case:
    relation: Relation = "edited" if before and after else "added" if after else "deleted"
    link = linked(provision(before), provision(after), relation)
    label = gold.GoldLink(
        before=("op1",),
        after=("op1",),
        relation=relation,
        moved=False,
        direction=direction,
        dimensions=dimensions,
        note="",
    )
    return Case(
        pair=f"x-{series}",
        series=series,
        label=label,
        link=link,
        mirror=mirror(link),
        criticized=frozenset(),
    )


CASES = [
    case(
        "Urges States to pay;", "Invites States to pay, as appropriate;", "weakened", "a", "force"
    ),
    case("Notes the fog;", "Condemns the theft of oil and lamps;", "strengthened", "a"),
    case("", "Urges States to light lamps;", "strengthened", "b", "presence"),
    case(
        "Recalling its resolution 9/2,", "Recalling its resolution 9/3,", "neutral", "b", "update"
    ),
]


def test_every_case_counts_both_ways() -> None:
    pairs = both_ways(CASES, always_weakened(CASES))
    assert len(pairs) == 2 * len(CASES)
    labels = [label for _, label in pairs]
    assert labels[: len(CASES)] == [MIRRORED[label] for label in labels[len(CASES) :]]
    assert accuracy(pairs) == pytest.approx(3 / 8)


def test_the_baselines_look_at_one_thing_each() -> None:
    assert [said for said, _ in length_alone(CASES)] == ["strengthened"] * 3 + ["neutral"]
    openings = [said for said, _ in opening_alone(CASES)]
    assert openings == ["weakened", "neutral", "strengthened", "neutral"]
    assert [said for said, _ in hedges_alone(CASES)] == ["weakened"] + ["neutral"] * 3
    for judge in (length_alone, opening_alone, hedges_alone, rules):
        assert all(MIRRORED[said] == back for said, back in judge(CASES))


def test_the_learned_judge_never_sees_its_own_series() -> None:
    """With the labels of one series turned round, what is said of that series stays."""
    many = CASES * 3
    turned = [
        case(
            c.link.before[0].text if c.link.before else "",
            c.link.after[0].text if c.link.after else "",
            MIRRORED[c.label.direction],
            c.series,
        )
        if c.series == "a"
        else c
        for c in many
    ]
    one, other = regression(many), regression(turned)
    assert [o for o, c in zip(one, many, strict=True) if c.series == "a"] == [
        o for o, c in zip(other, many, strict=True) if c.series == "a"
    ]


def test_axes_are_counted_by_name() -> None:
    counts = dimension_counts(CASES)
    assert (counts["force"].right, counts["force"].wanted) == (1, 1)
    assert counts["update"].f1 == 1.0
    assert counts["presence"].wanted == 1


def test_agreement_beyond_chance() -> None:
    assert kappa([("weakened", "weakened"), ("neutral", "neutral")]) == 1.0
    assert kappa([("weakened", "weakened"), ("weakened", "neutral")]) == 0.0


def test_the_page_has_a_place_for_the_tables() -> None:
    page = DOCS.read_text("utf-8")
    again = written(page, "| a |\n")
    assert f"{BEGIN}\n| a |\n{END}" in again
    assert again.partition(BEGIN)[0] == page.partition(BEGIN)[0]
    with pytest.raises(ValueError, match="no section"):
        written("nothing", "| a |\n")


@pytest.mark.skipif(not gold.GOLD.exists(), reason="the labels are not here")
def test_labels_of_others_become_links() -> None:
    assert len(documented()) >= 30
    built, left = effects()
    assert len(built) + len(left) == 26
    assert not left
    relations = {one.link.relation for one in built}
    assert relations == {"edited", "added", "deleted"}
    # The number and the instruction are no part of the wording.
    assert not any(
        re.match(r"\d|After|Delete|Paragraph", one.link.after[0].text)
        for one in built
        if one.link.after
    )
    for one in built:
        back = assess(mirror(one.link)).direction
        assert MIRRORED[assess(one.link).direction] == back


_SIGNS = {"▲": "strengthened", "▼": "weakened", "○": "neutral"}


def examples() -> list[tuple[str, str, str, str, str]]:
    """The rows of the page's table: axis, rule, before, after, sign."""
    rows = re.findall(
        r"^\| (\w+) \| `([\w.]+)` \| (.*?)\s?\| (.*?) \| ([▲▼○]) \|$", DOCS.read_text("utf-8"), re.M
    )
    return [(axis, rule, before, after, sign) for axis, rule, before, after, sign in rows]


@pytest.mark.parametrize(("axis", "rule", "before", "after", "sign"), examples())
def test_the_page_says_what_the_rules_say(
    axis: str, rule: str, before: str, after: str, sign: str
) -> None:
    flags = assess(case(before, after, "neutral", "a").link).flags
    found = {flag.rule: (flag.dimension, flag.direction) for flag in flags}
    assert found.get(rule) == (axis, _SIGNS[sign]), found


def test_the_page_names_every_rule_and_the_thresholds() -> None:
    page = DOCS.read_text("utf-8")
    assert not [rule for rule in RULES if f"`{rule}`" not in page]
    assert f"neither way weighs {ENOUGH}" in page
    assert f"both ways weigh {SERIOUS} or more, and the lighter at least {NEAR}" in page


def test_the_profile_on_the_page_is_one(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.S)
    (tmp_path / "operators.toml").write_text(block, encoding="utf-8")
    assert read_perspective(tmp_path / "operators.toml").name == "Port operators"
