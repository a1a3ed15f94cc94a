"""Comparisons written out as instructions, read back and carried out. All texts are invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from benchmarks import amended
from benchmarks.amendments import said
from resotrack.amend import draft
from tests.texts import HARBOUR, HARBOUR_LATER

TEXT = rt.read(HARBOUR.encode())


def test_the_form_in_which_amendments_are_tabled() -> None:
    words = TEXT["op1"].text.replace("Condemns", "Deplores")
    paragraphs = [replace(p, text=words) if p.id == "op1" else p for p in TEXT.paragraphs]
    drafted = draft(TEXT, replace(TEXT, paragraphs=tuple(paragraphs)))
    assert drafted.text == (
        "1. In paragraph 1, replace the word “Condemns” with the word “Deplores”."
    )
    assert drafted.exact


def test_words_put_in_are_put_in_beside_those_that_stay() -> None:
    """So that two drafts that add words at two places do not seem to change the same ones."""
    old = TEXT["op2"].text
    for new, line in (
        (
            old.replace("a report", "a report, in writing,"),
            "In paragraph 2, after the word “report”, insert the words “, in writing,”.",
        ),
        (
            f"Solemnly {old}",
            "In paragraph 2, before the word “Requests”, insert the word “Solemnly”.",
        ),
    ):
        paragraphs = tuple(replace(p, text=new) if p.id == "op2" else p for p in TEXT.paragraphs)
        drafted = draft(TEXT, replace(TEXT, paragraphs=paragraphs))
        assert drafted.text == f"1. {line}"
        assert drafted.exact


def test_words_that_stand_twice_bring_a_neighbour_along() -> None:
    before = rt.Document(
        paragraphs=(
            rt.Paragraph(
                id="op1", kind="operative", number="1", text="Sends boats to boats of rowers;"
            ),
        )
    )
    after = replace(
        before, paragraphs=(replace(before.paragraphs[0], text="Sends boats to ships of rowers;"),)
    )
    drafted = draft(before, after)
    assert "“to boats”" in drafted.text
    assert drafted.exact


def test_another_version_of_a_text() -> None:
    assert draft(TEXT, rt.read(HARBOUR_LATER.encode())).exact
    assert draft(rt.read(HARBOUR_LATER.encode()), TEXT).exact
    assert draft(TEXT, TEXT).text == ""


def test_the_sample(sample: Path) -> None:
    texts = [rt.read(sample / f"{name}.docx") for name in ("zero-draft", "l12", "rev1", "adopted")]
    for before in texts:
        for after in texts:
            assert draft(before, after).exact


def text_of(*paragraphs: rt.Paragraph, headings: tuple[str, ...] = ()) -> rt.Document:
    lines = tuple(
        rt.Paragraph(id=f"h{n}", kind="heading", number="", text=text)
        for n, text in enumerate(headings, 1)
    )
    return rt.Document(paragraphs=paragraphs, headings=lines, language="en")


def op(name: str, text: str, heading: str = "") -> rt.Paragraph:
    number = name.rpartition("op")[2]
    return rt.Paragraph(id=name, kind="operative", number=number, text=text, heading=heading)


def test_a_paragraph_of_a_section_is_named_with_it() -> None:
    before = text_of(
        op("op1", "Thanks the keepers;"),
        op("II.op1", "Lights the lamp at dusk and no later;"),
        op("II.op2", "Trims it at dawn;"),
    )
    after = text_of(*before.paragraphs[:1], op("II.op1", "Trims it at dawn;"))
    drafted = draft(before, after)
    assert drafted.text == "1. Delete paragraph 1 of section II."
    assert drafted.exact


def test_a_paragraph_that_no_number_names_is_named_by_its_words() -> None:
    before = text_of(
        op("op1", "Thanks the keepers of every lamp;"),
        op("op1+1", "Thanks the keepers who have no lamp;"),
        op("op2", "Goes home."),
    )
    after = replace(
        before,
        paragraphs=(
            before.paragraphs[0],
            replace(before.paragraphs[1], text="Thanks the keepers who have no oil;"),
            before.paragraphs[2],
        ),
    )
    drafted = draft(before, after)
    assert drafted.text == (
        "1. In the paragraph beginning “Thanks the keepers who”, replace the word “lamp” with the "
        "word “oil”."
    )
    assert drafted.exact


def test_a_paragraph_that_nothing_names_is_refused() -> None:
    twins = [op(f"op1+{n}", "Thanks the keepers of every lamp;") for n in (1, 2)]
    before = text_of(op("op1", "Goes home."), *twins)
    with pytest.raises(rt.InstructionError, match=r"op1\+1"):
        draft(before, text_of(before.paragraphs[0]))


def test_a_list_longer_than_the_alphabet() -> None:
    before = text_of(op("op1", "Calls upon keepers:"), op("op2", "Goes home."))
    letters = [chr(97 + n) for n in range(26)] + ["aa", "bb", "cc", "dd"]
    subs = [
        rt.Paragraph(
            id=f"op1({letter})",
            kind="operative",
            number=f"({letter})",
            text=f"To climb stair {n};",
            parent="op1",
            depth=1,
        )
        for n, letter in enumerate(letters)
    ]
    after = text_of(before.paragraphs[0], *subs, before.paragraphs[1])
    assert draft(before, after).exact
    assert draft(after, before).exact
    without = text_of(*(p for p in after.paragraphs if p.id != "op1(bb)"))
    drafted = draft(after, without)
    assert drafted.text == "1. Delete paragraph 1 (bb)."
    assert drafted.exact


def test_headings() -> None:
    ops = [op(f"op{n}", f"Climbs the {n}th stair of the tower;", "h1") for n in range(1, 5)]
    before = text_of(*ops, headings=("The tower",))
    after = text_of(
        ops[0],
        replace(ops[1], heading="h2"),
        op("op3", "Looks out over a sea without a sail;", "h2"),
        *(replace(p, id=f"op{n}", heading="h3") for n, p in enumerate(ops[2:], 4)),
        headings=("The old tower", "The view from it", "What is left to climb"),
    )
    for one, other in ((before, after), (after, before)):
        drafted = draft(one, other)
        assert drafted.exact
        assert [h.id for h in rt.apply(one, drafted.amendment).document.headings] == [
            h.id for h in other.headings
        ]


def test_a_paragraph_that_only_changes_its_place_is_moved() -> None:
    ops = [op(f"op{n}", f"Climbs the {n}th stair of the tower;") for n in range(1, 7)]
    moved = [ops[1], ops[2], ops[3], ops[4], ops[0], ops[5]]
    before = text_of(*ops)
    after = text_of(*(replace(p, id=f"op{n}", number=str(n)) for n, p in enumerate(moved, 1)))
    drafted = draft(before, after)
    assert drafted.text == "1. Move paragraph 1 after paragraph 5."
    assert drafted.exact


def test_real_texts_amended_at_random(shared_data: Path) -> None:
    for case in amended.cases(seed=7, count=40):
        drafted = draft(case.before, case.after)
        made = rt.apply(case.before, drafted.amendment).document
        assert said(made) == said(case.after), case.name
        assert drafted.exact


WORDS = st.lists(
    st.sampled_from(
        "boats rowers the tides, and night; “harbour” 7 (a) read for delete after".split()
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["words", "delete", "insert", "swap", "new"]), st.integers(0, 30), WORDS
    ),
    min_size=1,
    max_size=6,
)


def edited(edits: list[tuple[str, int, str]]) -> rt.Document:
    """The text with some edits made at random."""
    paragraphs = [p for p in TEXT.paragraphs if p.depth == 0 and p.id != "op3"]
    for kind, at, words in edits:
        n = at % len(paragraphs)
        old = paragraphs[n]
        if kind == "words":
            said = old.text.split()
            paragraphs[n] = replace(
                old, text=" ".join([*said[: at % len(said)], words, *said[at % len(said) :]])
            )
        elif kind == "new":
            paragraphs[n] = replace(old, text=f"Notes {words}")
        elif kind == "insert":
            paragraphs.insert(n, replace(old, id="", text=f"Recalls {words};"))
        elif kind == "delete" and sum(p.kind == old.kind for p in paragraphs) > 1:
            del paragraphs[n]
        elif kind == "swap" and n and paragraphs[n - 1].kind == old.kind:
            paragraphs[n - 1 : n + 1] = [old, paragraphs[n - 1]]
    counts = {"preambular": 0, "operative": 0}
    found = []
    for p in paragraphs:
        counts[p.kind] += 1
        part = "pp" if p.kind == "preambular" else "op"
        number = str(counts[p.kind]) if part == "op" else ""
        found.append(replace(p, id=f"{part}{counts[p.kind]}", number=number))
    return replace(TEXT, paragraphs=tuple(found))


@settings(max_examples=150, deadline=None)
@given(first=EDITS, second=EDITS)
def test_what_is_drafted_gives_the_other_text_word_for_word(
    first: list[tuple[str, int, str]], second: list[tuple[str, int, str]]
) -> None:
    before, after = edited(first), edited(second)
    drafted = draft(before, after)
    made = rt.apply(before, drafted.amendment).document
    assert [p.text for p in made.paragraphs] == [p.text for p in after.paragraphs]
    assert [(p.id, p.number) for p in made.paragraphs] == [
        (p.id, p.number) for p in after.paragraphs
    ]
    assert drafted.exact


def test_a_heading_is_put_into_a_text_that_still_has_brackets() -> None:
    before = (
        "The Council of Harbours,\nRecalling its earlier decisions,\n"
        "1. Calls upon all keepers [to light] the lamps;\n2. Requests the pilots to report;\n"
    )
    after = before.replace("2. Requests", "Lamps and pilots\n2. Requests")
    first, second = (rt.read(text.encode(), "plain") for text in (before, after))
    if not second.headings:
        pytest.fail("the text that this test makes has no heading")
    drafted = draft(first, second)
    outcome = rt.apply(first, drafted.amendment)
    assert [h.text for h in outcome.document.headings] == [h.text for h in second.headings]
    assert [p.text for p in outcome.document.paragraphs] == [p.text for p in second.paragraphs]
