"""Amendments carried over to a later text. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from tests.texts import HARBOUR

BEFORE = rt.read(HARBOUR.encode())
AFTER = rt.read(
    b"""symbol: A/HRC/97/L.3/Rev.1
title: Lighthouse keepers and the free passage of news

The Human Rights Council,
Recalling its resolution 90/2 of 1 October 2026, in which it asked keepers to write down what they see,
Guided by the old custom that a lamp on a cliff is lit for every ship and every ferry,
Noting with appreciation the logbooks that forty keepers handed to the Panel, and the care with which they were copied,
1. Thanks all keepers of the northern coast for their patience in the long winter of the storms;
2. Condemns every threat made against a keeper or a pilot on account of an entry in a logbook;
3. Requests the Panel to submit to the Council, at its hundredth session, a report on the threats that keepers have received;
4. Calls upon all coastal States:
(a) To leave logbooks where they are, and in particular:
(i) To return those taken since 2026;
(ii) To punish whoever burned one;
(b) To pay keepers on the first day of each month;
5. Decides to remain seized of the matter.
"""
)


def amendment(*lines: str, symbol: str = "L.9", amends: str = "") -> rt.AmendmentDocument:
    found = tuple(i for line in lines for i in rt.read_instructions(line))
    return rt.AmendmentDocument(symbol=symbol, amends=amends, instructions=found)


def over(*lines: str) -> rt.Rebased:
    return rt.rebase(amendment(*lines), BEFORE, AFTER)


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("In paragraph 1, replace “Condemns” with “Deplores”.", "op2", "Deplores every threat"),
        ("In paragraph 2, after “a report”, insert “in writing”.", "op3", "a report in writing on"),
        (
            "In paragraph 3 (b), delete “on the first day of each month”.",
            "op4(b)",
            "To pay keepers;",
        ),
        ("At the end of paragraph 4, add “until spring”.", "op5", "the matter until spring."),
        (
            "In the first preambular paragraph, replace “old custom” with “custom”.",
            "pp2",
            "by the custom that",
        ),
        (
            "Paragraph 1 should read: Deplores every threat made against a keeper on account of an entry in a logbook;",
            "op2",
            "Deplores every threat made against a keeper or a pilot on account",
        ),
    ],
)
def test_it_lands_on_the_same_words_wherever_they_are_now(
    line: str, place: str, words: str
) -> None:
    rebased = over(line)
    assert not rebased.left
    outcome = rt.apply(AFTER, rebased.amendments)
    assert not outcome.failed
    assert words in outcome.document[place].text
    assert rebased.amendments[0].amends == AFTER.symbol


def test_whole_paragraphs() -> None:
    rebased = over(
        "Delete paragraph 4.",
        "After paragraph 3, insert a new paragraph 3 bis reading: Thanks the tide;",
        "Move paragraph 2 to before paragraph 1.",
    )
    assert [one.now[0].target.number for one in rebased.carried] == ["5", "4", "3"]
    assert rebased.carried[1].now[0].new_label == "4 bis"
    destination = rebased.carried[2].now[0].destination
    assert destination is not None
    assert (destination.number, destination.position) == ("2", "before")
    assert not rt.apply(AFTER, rebased.amendments).failed


@pytest.mark.parametrize(
    ("line", "kind", "why"),
    [
        (
            "In the third preambular paragraph, delete “a boat”.",
            "paragraph gone",
            "pp3 is no longer in the text",
        ),
        (
            "In paragraph 2, replace “ninety-ninth” with “ninety-eighth”.",
            "changed there too",
            "where the words “ninety-ninth” stood, op3 reads “hundredth”",
        ),
        ("Delete the third preambular paragraph.", "already taken in", "no longer in the text"),
        (
            "In paragraph 2, replace “ninety-ninth” with “hundredth”.",
            "already taken in",
            "op3 reads so already",
        ),
        (
            "In paragraph 1, after “a keeper”, insert “or a pilot”.",
            "already taken in",
            "op2 reads so already",
        ),
        (
            "After paragraph 1, insert a new paragraph reading: Thanks all keepers of the northern coast for their patience in the long winter of the storms;",
            "already taken in",
            "op1 reads so already",
        ),
        (
            "Paragraph 1 should read: Thanks nobody at all, and asks for no report of any kind from anyone;",
            "changed there too",
            "it rewrites op1, which has changed since: see op2",
        ),
        ("In paragraph 1, delete “every walrus”.", "no place before", "do not stand in OP 1"),
        ("Combine paragraphs 1 and 2.", "not understood", "not understood"),
    ],
)
def test_what_finds_no_place_says_why(line: str, kind: str, why: str) -> None:
    rebased = over(line)
    assert rebased.amendments == ()
    (left,) = rebased.left
    assert left.kind == kind
    assert why in left.why


def test_nothing_that_changed_since_is_undone() -> None:
    """Two that rewrite the same words are not merged."""
    rebased = over(
        "Paragraph 2 should read: Requests the Panel to submit to the Council, at its ninety-eighth session, a report on the threats that keepers have received;"
    )
    assert rebased.left[0].kind == "changed there too"
    merged = over(
        "Paragraph 2 should read: Invites the Panel to submit to the Council, at its ninety-ninth session, a report on the threats that keepers have received;"
    )
    new = merged.carried[0].now[0].new
    assert new.startswith("Invites the Panel")
    assert "hundredth session" in new
    assert "kept beside it" in merged.carried[0].remark


def test_a_list_of_places_lands_place_by_place() -> None:
    rebased = over("Delete the third and fourth preambular paragraphs.")
    (carried,), (left,) = rebased.carried, rebased.left
    assert [i.target.number for i in carried.now] == ["3"]
    assert left.kind == "already taken in"


def test_sub_amendments_go_along() -> None:
    first = amendment(
        "After paragraph 3, insert a new paragraph reading: “3 bis. Thanks the tide;”",
        symbol="A/99/L.1",
    )
    second = amendment("Replace “the tide” with “the moon”.", symbol="A/99/L.2", amends="A/99/L.1")
    rebased = rt.rebase([first, second], BEFORE, AFTER)
    assert [one.remark for one in rebased.carried][1] == "it goes along with A/99/L.1"
    assert rt.apply(AFTER, rebased.amendments).document["op5"].text == "Thanks the moon;"
    lost = amendment("In the third preambular paragraph, delete “a boat”.", symbol="A/99/L.1")
    fallen = rt.rebase([lost, second], BEFORE, AFTER)
    assert [one.amendment for one in fallen.left] == ["A/99/L.1", "A/99/L.2"]


def test_what_is_pending_is_carried_over_when_others_are_adopted() -> None:
    given = [
        amendment("Delete paragraph 1.", "In paragraph 2, replace “a report” with “two reports”."),
        amendment("In paragraph 3 (a), replace “leave” with “lay”.", symbol="L.10"),
        amendment("In paragraph 1, delete “every threat”.", symbol="L.11"),
        amendment("In paragraph 2, replace “a report” with “two reports”.", symbol="L.12"),
    ]
    outcome = rt.apply(BEFORE, given, adopted=["L.9"])
    rebased = rt.rebase_pending(outcome)
    assert [(one.amendment, one.now[0].target.number) for one in rebased.carried] == [("L.10", "2")]
    assert [(one.amendment, one.kind) for one in rebased.left] == [
        ("L.11", "paragraph gone"),
        ("L.12", "already taken in"),
    ]
    text = rt.apply(outcome.document, rebased.amendments).document
    assert text["op2(a)"].text.startswith("To lay logbooks")


@settings(max_examples=40, deadline=None)
@given(st.permutations([p for p in BEFORE.paragraphs if not p.parent and p.kind == "operative"]))
def test_words_are_followed_through_any_new_order(order: list[rt.Paragraph]) -> None:
    """What nobody changed but moved takes every amendment, and nothing is dropped."""
    paragraphs = [
        f"{p.number if p.parent else f'{number}.'} {p.text}"
        for number, head in enumerate(order, 1)
        for p in BEFORE.paragraphs
        if p.id == head.id or p.id.startswith(f"{head.id}(")
    ]
    text = "symbol: A/9\n\nThe Human Rights Council,\n" + "\n".join(
        [*(p.text for p in BEFORE.preamble), *paragraphs]
    )
    after = rt.read(text.encode())
    lines = (
        "In paragraph 1, replace “Condemns” with “Deplores”.",
        "In paragraph 3 (b), delete “keepers”.",
        "In paragraph 4, after “seized”, insert “and apprised”.",
    )
    rebased = rt.rebase(amendment(*lines), BEFORE, after)
    assert not rebased.left
    made = rt.apply(after, rebased.amendments)
    assert not made.failed
    said = " ".join(p.text for p in made.document.paragraphs)
    assert "Deplores every threat" in said
    assert "To pay on the first day" in said
    assert "seized and apprised of" in said


def test_tracked_changes_of_one_draft_carried_to_another(sample: Path) -> None:
    draft, adopted = rt.read(sample / "rev1.docx"), rt.read(sample / "adopted.docx")
    amendments = rt.tracked_amendments(draft)
    rebased = rt.rebase(amendments, draft.view("original"), adopted)
    count = sum(len(a.instructions) for a in amendments)
    told = {(one.amendment, one.number) for one in rebased.carried}
    told |= {(one.amendment, one.number) for one in rebased.left}
    assert len(told) == count
    assert {one.kind for one in rebased.left} & {"already taken in"}
    for one in rebased.amendments:
        assert not rt.apply(adopted, one).failed
