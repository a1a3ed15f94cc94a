"""Amendments to amendments, carried out on what the other one puts in. All texts are invented."""

from __future__ import annotations

import pytest

import resotrack as rt
from tests.texts import HARBOUR

TEXT = rt.read(HARBOUR.encode())
FIRST = "After paragraph 3, insert a new paragraph reading: “3 bis. Thanks the owners of small boats for every rescue;”"


def amendment(symbol: str, *lines: str, amends: str = TEXT.symbol) -> rt.AmendmentDocument:
    found = tuple(i for line in lines for i in rt.read_instructions(line))
    return rt.AmendmentDocument(symbol=symbol, amends=amends, instructions=found)


def carried(*lines: str, adopted: list[str] | None = None) -> rt.Outcome:
    given = [amendment("A/99/L.1", FIRST), amendment("A/99/L.2", *lines, amends="A/99/L.1")]
    return rt.apply(TEXT, given, adopted)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "In the proposed new paragraph 3 bis, replace “small boats” with “all boats”.",
            "Thanks the owners of all boats for every rescue;",
        ),
        (
            "In the proposed paragraph 3 bis, after “rescue”, insert “at night”.",
            "Thanks the owners of small boats for every rescue at night;",
        ),
        ("In the proposed paragraph, delete “small”.", None),
        (
            "Replace “Thanks” with “Commends”.",
            "Commends the owners of small boats for every rescue;",
        ),
        ("The proposed paragraph 3 bis should read: “Thanks every rower;”", "Thanks every rower;"),
    ],
)
def test_the_words_that_are_put_in_change(line: str, text: str | None) -> None:
    outcome = carried(line)
    if text is None:
        # It does not say of which paragraph, and is not understood: the amendment stands as it is.
        assert outcome.failed[0].amendment == "A/99/L.2"
        text = "Thanks the owners of small boats for every rescue;"
    assert outcome.document["op4"].text == text


def test_both_are_told_as_carried_out_and_the_words_are_traced() -> None:
    outcome = carried(
        "In the proposed new paragraph 3 bis, replace “small boats” with “all boats”."
    )
    first, second = outcome.applied
    assert first.remark == "as amended by A/99/L.2 (1)"
    assert second.remark == "it amends A/99/L.1 (1)"
    (trace,) = second.traces
    assert outcome.document[trace.paragraph].text[trace.start : trace.end] == "all boats"
    assert trace.taken == "small boats"


def test_it_falls_with_what_it_amends_and_waits_while_it_is_pending() -> None:
    line = "In the proposed new paragraph 3 bis, replace “small boats” with “all boats”."
    alone = carried(line, adopted=["A/99/L.2"])
    assert alone.document is TEXT
    assert alone.failed[0].why == "it amends A/99/L.1, which is not adopted"
    pending = carried(line, adopted=["A/99/L.1"])
    assert "small boats" in pending.document["op4"].text
    assert not pending.failed
    both = carried(line)
    assert both.revert("A/99/L.1").paragraphs == TEXT.paragraphs
    assert "small boats" in both.revert("A/99/L.2")["op4"].text
    assert "settled first" in both.conflicts[0].sentence


def test_it_can_take_all_of_it_out() -> None:
    outcome = carried("Delete the proposed paragraph 3 bis.")
    assert outcome.document is TEXT
    (withdrawn,) = outcome.failed
    assert withdrawn.why == "A/99/L.2 (1) takes all of it out again"
    assert outcome.applied[0].amendment == "A/99/L.2"


def test_an_amendment_to_a_sub_amendment() -> None:
    given = [
        amendment("A/99/L.1", FIRST),
        amendment(
            "A/99/L.2",
            "In the proposed paragraph 3 bis, replace “small boats” with “all boats and ships”.",
            amends="A/99/L.1",
        ),
        amendment("A/99/L.3", "Replace “and ships” with “and rafts”.", amends="A/99/L.2"),
    ]
    outcome = rt.apply(TEXT, given)
    assert "all boats and rafts" in outcome.document["op4"].text
    assert len(outcome.applied) == 3
    # In whatever order they are given.
    assert rt.apply(TEXT, given[::-1]).document.paragraphs == outcome.document.paragraphs


def test_a_paragraph_beside_one_that_is_only_proposed() -> None:
    outcome = carried(
        "After the proposed paragraph 3 bis, insert a new paragraph reading: “3 ter. Thanks the tide;”"
    )
    assert outcome.document["op4"].text.startswith("Thanks the owners")
    assert outcome.document["op5"].text == "Thanks the tide;"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("In the proposed paragraph 3 bis, delete “large boats”.", "do not stand in"),
        ("Delete the proposed paragraph 9 bis.", "no instructions put in OP 9 bis"),
        ("Combine both paragraphs.", "not understood"),
    ],
)
def test_what_cannot_be_carried_in_says_why(line: str, why: str) -> None:
    outcome = carried(line)
    assert why in outcome.failed[0].why
    assert outcome.document["op4"].text == "Thanks the owners of small boats for every rescue;"


def test_two_sub_amendments_of_the_same_words() -> None:
    given = [
        amendment("A/99/L.1", FIRST),
        amendment("A/99/L.2", "Replace “small boats” with “all boats”.", amends="L.1"),
        amendment("A/99/L.3", "Replace “small boats” with “rafts”.", amends="A/99/L.1"),
    ]
    outcome = rt.apply(TEXT, given)
    assert "all boats" in outcome.document["op4"].text
    assert "one can stand" in outcome.failed[0].why
    assert outcome.failed[0].amendment == "A/99/L.3"


def test_two_that_amend_one_another_amend_nothing() -> None:
    given = [
        amendment("A/99/L.1", FIRST, amends="A/99/L.2"),
        amendment("A/99/L.2", "Replace “small boats” with “all boats”.", amends="A/99/L.1"),
    ]
    outcome = rt.apply(TEXT, given)
    assert "A/99/L.2" in {one.amendment for one in outcome.failed}
    assert "of all boats" not in " ".join(p.text for p in outcome.document.paragraphs)
