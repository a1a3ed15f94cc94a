"""What lies beside a text stays with it when the text is amended. All texts are invented."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import resotrack as rt
from resotrack.amend.standoff import moved
from tests.word_builder import Raw, dele, docx, ins, p, r

COMMENT = Raw(
    '<w:commentRangeStart w:id="5"/><w:r><w:t>every threat</w:t></w:r>'
    '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
)
DRAFT = rt.read(
    docx(
        p("The Human Rights Council,"),
        p("Alarmed by the ", dele("high "), "tide at ", ins("fifty "), "harbours,"),
        p("1. Condemns ", COMMENT, " made against keepers;"),
        p("2. [Requests] [Ostrelle: Invites] the Panel to ", ins("swiftly "), "report;"),
        p("3. Decides to remain seized of the matter."),
        comments='<w:comment w:id="5" w:author="Borin"><w:p><w:r><w:t>Too weak.</w:t></w:r></w:p>'
        "</w:comment>",
    )
)


def after(*lines: str) -> rt.Document:
    found = tuple(i for line in lines for i in rt.read_instructions(line))
    outcome = rt.apply(DRAFT, rt.AmendmentDocument(symbol="L.1", instructions=found))
    assert not outcome.failed
    return outcome.document


def test_the_fixture_has_all_of_it() -> None:
    assert [(c.kind, c.paragraph) for c in DRAFT.changes] == [
        ("delete", "pp1"),
        ("insert", "pp1"),
        ("insert", "op2"),
    ]
    assert [(c.paragraph, c.anchor) for c in DRAFT.comments] == [("op1", "every threat")]
    assert [p.delegations for p in DRAFT.proposals] == [("Ostrelle",)]


def test_it_stays_beside_paragraphs_that_are_not_touched() -> None:
    text = after("In paragraph 3, replace “seized” with “apprised”.")
    assert text.changes == DRAFT.changes
    assert text.comments == DRAFT.comments
    assert text.proposals == DRAFT.proposals
    assert text["op2"].brackets == DRAFT["op2"].brackets
    assert text.notices == DRAFT.notices


def test_it_follows_its_paragraph_to_another_number() -> None:
    text = after("After paragraph 1, insert a new paragraph reading: “1 bis. Thanks the moon;”")
    assert [c.paragraph for c in text.changes] == ["pp1", "pp1", "op3"]
    assert [p.paragraph for p in text.proposals] == ["op3"]
    assert not text.notices


def test_it_moves_along_with_words_put_in_before_it() -> None:
    text = after(
        "In paragraph 2, after “the Panel”, insert “and its guests”.",
        "At the beginning of the first preambular paragraph, insert “Greatly”.",
        "In paragraph 1, after “Condemns”, insert “firmly”.",
    )
    for change in text.changes:
        if change.kind == "insert":
            assert text[change.paragraph].text[change.start : change.end] == change.words
    (proposal,) = text.proposals
    assert text["op2"].text[proposal.start : proposal.end] == "[Ostrelle: Invites]"
    assert text.comments[0].anchor in text["op1"].text
    assert not text.notices


def test_what_is_lost_is_told() -> None:
    text = after(
        "In the first preambular paragraph, replace “at fifty harbours” with “everywhere”.",
        "In paragraph 1, replace “every threat” with “any threat”.",
        "Delete paragraph 2.",
    )
    assert [c.words.strip() for c in text.changes] == ["high"]
    assert [c.paragraph for c in text.comments] == ["op1"]
    told = [(n.code, n.where) for n in text.notices]
    assert told == [("amended-away", "pp1"), ("amended-away", "op2"), ("amended-away", "op1")]
    assert "“fifty”" in text.notices[0].message
    assert "stays beside the text" in text.notices[2].message


def test_a_footnote_whose_words_go_is_told() -> None:
    note = '<w:footnote w:id="1">' + p("An old book.") + "</w:footnote>"
    mark = Raw('<w:r><w:footnoteReference w:id="1"/></w:r>')
    draft = rt.read(
        docx(
            p("The Human Rights Council,"),
            p("1. Welcomes the old book", mark, " of the coast;"),
            footnotes=note,
        )
    )
    (instruction,) = rt.read_instructions("In paragraph 1, delete “old book of the coast”.")
    text = rt.apply(draft, instruction).document
    assert text["op1"].notes == ()
    assert "footnote" in text.notices[0].message


def test_words_struck_out_by_hand_keep_their_face() -> None:
    draft = rt.read(
        docx(
            p("The Human Rights Council,"),
            p("1. Requests the Panel ", r("and its guests ", s=True), "to report on the tide;"),
            p("2. Decides to remain seized of the matter."),
        )
    )
    assert [b.face for b in draft["op1"].brackets] == ["struck"]
    (instruction,) = rt.read_instructions("In paragraph 1, replace “the tide” with “the moon”.")
    (bracket,) = rt.apply(draft, instruction).document["op1"].brackets
    assert bracket.face == "struck"


def test_the_sample_draft_keeps_what_is_beside_it(sample: Path) -> None:
    draft = rt.read(sample / "rev1.docx")
    (instruction,) = rt.read_instructions("Delete paragraph 15.")
    text = rt.apply(draft, instruction).document
    kept = [c for c in draft.changes if c.paragraph != "op15"]
    assert [(c.paragraph, c.start, c.words) for c in text.changes] == [
        (text_id, c.start, c.words)
        for c, text_id in zip(kept, (t.paragraph for t in text.changes), strict=True)
    ]
    assert len([n for n in text.notices if n.code == "amended-away"]) == len(draft.changes) - len(
        kept
    )
    assert len(text.proposals) == len(draft.proposals)


@given(st.data())
def test_a_stretch_that_no_edit_cuts_keeps_its_words(data: st.DataObject) -> None:
    text = data.draw(st.text("abcdef", min_size=1, max_size=12))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    edits = [
        (first, last, data.draw(st.text("xyz", max_size=3)))
        for first, last in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    new, at = "", 0
    for first, last, put in edits:
        new += text[at:first] + put
        at = last
    new += text[at:]
    place = moved(start, end, [(a, b, len(put) - (b - a)) for a, b, put in edits])
    inside = any(first == last and start < first < end for first, last, _ in edits)
    if place is not None and not inside:
        assert new[slice(*place)] == text[start:end]
    cut = any(first < last and start < last and first < end for first, last, _ in edits)
    assert (place is None) is cut
