"""Sections, lines and sentences that instructions name. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

import resotrack as rt
from resotrack.amend.lines import Counted, counted
from tests.texts import HARBOUR


def paragraph(id: str, number: str, text: str, heading: str) -> rt.Paragraph:  # noqa: A002
    return rt.Paragraph(id=id, kind="operative", number=number, text=text, heading=heading)


def heading(id: str, text: str) -> rt.Paragraph:  # noqa: A002
    return rt.Paragraph(id=id, kind="heading", number="", text=text)


def sectioned() -> rt.Document:
    return rt.Document(
        headings=(heading("h1", "Section I"), heading("h2", "Lamps"), heading("h3", "II")),
        paragraphs=(
            paragraph("op1", "1", "Welcomes every lamp;", "h2"),
            paragraph("op2", "2", "Counts the lamps of the coast;", "h2"),
            paragraph("II.op1", "1", "Welcomes every boat;", "h3"),
            paragraph("II.op2", "2", "Counts the boats of the coast;", "h3"),
        ),
    )


@pytest.mark.parametrize(
    "line",
    [
        "In section II, paragraph 1, replace “every” with “each”.",
        "In paragraph 1 of section II, replace “every” with “each”.",
        "Section II, paragraph 1\nFor every read each",
        "In part II, in paragraph 1, replace “every” with “each”.",
    ],
)
def test_the_section_of_a_paragraph(line: str) -> None:
    (instruction,) = rt.read_instructions(line)
    assert (instruction.target.number, instruction.target.section) == ("1", "II")
    outcome = rt.apply(sectioned(), instruction)
    assert outcome.document["II.op1"].text == "Welcomes each boat;"
    assert outcome.document["op1"].text == "Welcomes every lamp;"


def test_sections_in_french_and_spanish() -> None:
    (french,) = rt.read_instructions(
        "Au paragraphe 1 de la section II, supprimer les mots « chaque ».", language="fr"
    )
    (spanish,) = rt.read_instructions(
        "En el párrafo 1 de la sección II, suprímanse las palabras «cada».", language="es"
    )
    assert french.target.section == spanish.target.section == "II"


def test_a_number_that_two_sections_have_is_not_guessed() -> None:
    (instruction,) = rt.read_instructions("Delete paragraph 1.")
    outcome = rt.apply(sectioned(), instruction)
    assert outcome.failed[0].why == "the text has 2 OP 1: say in which section it stands"
    (instruction,) = rt.read_instructions("Delete paragraph 1 of section III.")
    why = "section III of this text has no operative paragraphs"
    assert rt.apply(sectioned(), instruction).failed[0].why == why


def test_a_new_paragraph_goes_into_its_section() -> None:
    (instruction,) = rt.read_instructions(
        "In section I, after paragraph 2, insert a new paragraph reading: Thanks the moon;"
    )
    made = rt.apply(sectioned(), instruction).document
    assert [p.text for p in made.paragraphs][2] == "Thanks the moon;"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("third line", 2, 2),
        ("lines 3 and 4", 2, 3),
        ("Lines 4-5", 3, 4),
        ("last two lines", -2, -1),
        ("second-last line", -2, -2),
        ("seventh and eighth lines", 6, 7),
        ("first three lines", 0, 2),
        ("deuxième ligne", 1, 1),
        ("última línea", -1, -1),
    ],
)
def test_lines_are_counted(words: str, first: int, last: int) -> None:
    assert counted(words) == (Counted("line", first, last),)


TEXT = "Welcomes the tide and the moon, and welcomes the tide and the stars;"
BREAKS = (TEXT.index("the moon"), TEXT.index("the tide", 20))


def lined(breaks: tuple[int, ...] = BREAKS) -> rt.Document:
    return rt.Document(
        paragraphs=(rt.Paragraph(id="op1", kind="operative", number="1", text=TEXT, breaks=breaks),)
    )


def test_a_line_tells_which_words_are_meant_where_the_lines_are_known() -> None:
    (instruction,) = rt.read_instructions("Paragraph 1, third line\nFor the tide read the foam")
    known = rt.apply(lined(), instruction)
    assert known.document["op1"].text == (
        "Welcomes the tide and the moon, and welcomes the foam and the stars;"
    )
    unknown = rt.apply(lined(()), instruction)
    assert unknown.failed[0].why.endswith("stand 2 times in op1; its third line is not known here")


def test_words_in_another_line_than_the_one_named_are_told() -> None:
    (instruction,) = rt.read_instructions("Paragraph 1, second line\nFor the stars read the sun")
    (applied,) = rt.apply(lined(), instruction).applied
    assert applied.remark == "its words do not stand in the second line of op1"
    assert rt.apply(lined(()), instruction).applied[0].remark == ""


def test_a_sentence_is_counted_in_the_text() -> None:
    text = rt.Document(
        paragraphs=(
            rt.Paragraph(
                id="op1",
                kind="operative",
                number="1",
                text="The Council thanks every keeper. It also thanks the owners of boats.",
            ),
        )
    )
    (instruction,) = rt.read_instructions(
        "In paragraph 1, replace the second sentence with the following: “It thanks nobody else.”"
    )
    outcome = rt.apply(text, instruction)
    assert outcome.document["op1"].text == (
        "The Council thanks every keeper. It thanks nobody else."
    )
    assert "by their place only" in outcome.applied[0].remark
    (third,) = rt.read_instructions("In paragraph 1, delete the third sentence.")
    assert "by their place only" in rt.apply(text, third).failed[0].why
    (last,) = rt.read_instructions("In paragraph 1, delete the last sentence.")
    assert rt.apply(text, last).document["op1"].text == "The Council thanks every keeper."


def test_lines_are_those_of_the_source_and_no_part_of_what_a_paragraph_is() -> None:
    with_lines = lined().paragraphs[0]
    assert with_lines == replace(with_lines, breaks=())
    assert not any(p.breaks for p in rt.read(HARBOUR.encode()).paragraphs)
