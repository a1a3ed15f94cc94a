"""Tracked changes and signed brackets read as amendments. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.amend import told
from tests.word_builder import Raw, dele, docx, ins, move_range, p, tracked

Piece = tuple[str, str, str]
"""(kept | put in | taken out, author, words)."""


def proposed(*body: str) -> tuple[rt.Document, tuple[rt.AmendmentDocument, ...]]:
    draft = rt.read(docx(p("The Human Rights Council,"), *body))
    return draft, rt.tracked_amendments(draft)


def sentences(amendments: tuple[rt.AmendmentDocument, ...]) -> list[tuple[str, str]]:
    return [
        (str(amendment.sponsors[0]), told(instruction))
        for amendment in amendments
        for instruction in amendment.instructions
    ]


def final(draft: rt.Document, amendments: tuple[rt.AmendmentDocument, ...]) -> bool:
    """Whether the amendments make the original text the final one."""
    outcome = rt.apply(draft.view("original"), amendments)
    made = [(q.kind, q.depth, q.text) for q in outcome.document.paragraphs]
    return made == [(q.kind, q.depth, q.text) for q in draft.paragraphs]


def test_each_author_tables_an_amendment() -> None:
    draft, amendments = proposed(
        p("Alarmed by the tide at ", dele("forty"), ins("fifty"), " harbours,"),
        p(
            "1. Requests the Panel to report ",
            ins("without delay ", by="Borin"),
            "to the Council, ",
            dele("as appropriate, "),
            "on the tide;",
        ),
    )
    assert sentences(amendments) == [
        ("Adela", "In PP 1, replace “forty” by “fifty”"),
        ("Adela", "In OP 1, delete “as appropriate, ”"),
        ("Borin", "In OP 1, after “Requests the Panel to report”, put in “without delay ”"),
    ]
    assert final(draft, amendments)


def test_words_are_found_where_they_were_changed_though_they_stand_twice() -> None:
    draft, amendments = proposed(
        p("1. Calls upon States to mend boats and ", dele("to mend"), ins("to tar"), " boats;"),
    )
    (instruction,) = amendments[0].instructions
    text = draft.view("original").paragraphs[0].text
    assert instruction.span is not None
    assert text[slice(*instruction.span)] == instruction.old
    assert final(draft, amendments)


def test_part_of_a_word_is_told_as_the_whole_word() -> None:
    _, amendments = proposed(p("1. Recalls resolution 96/", dele("4"), ins("5"), " on the tide;"))
    assert amendments[0].instructions[0].old == "4"
    _, amendments = proposed(p("1. Welcomes the harbour", ins("s"), " of the coast;"))
    assert told(amendments[0].instructions[0]) == "In OP 1, replace “harbour” by “harbours”"


def test_paragraphs_come_go_and_move() -> None:
    moved = "Convinced that a lamp serves every ship,"
    draft, amendments = proposed(
        p("Recalling the custom of the coast,"),
        move_range("To", "m", p(tracked("moveTo", moved, by="Borin"), mark="moveTo", by="Borin")),
        p("Noting the price of oil,"),
        move_range(
            "From", "m", p(tracked("moveFrom", moved, by="Borin"), mark="moveFrom", by="Borin")
        ),
        p("1. Condemns every threat;"),
        p(ins("2. Requests the Panel to report;"), mark="ins"),
        p(dele("3. Thanks the Panel;"), mark="del"),
        p("4. Decides to remain seized of the matter."),
    )
    said = sentences(amendments)
    assert ("Borin", "Move PP 3 after PP 1") in said
    assert any("Put in a new paragraph 2 after OP 1" in line for _, line in said)
    assert any(line.startswith("Delete OP ") for _, line in said)
    assert final(draft, amendments)


def test_joined_and_split_paragraphs() -> None:
    draft, amendments = proposed(
        p("1. Condemns every threat;", mark="del"),
        p(dele("2. Deplores"), ins(" and deplores"), " every blow;"),
        p("3. Requests the Panel to report", dele(", and "), ins(";"), mark="ins"),
        p(ins("4. Calls upon States "), "to pay keepers;"),
    )
    assert final(draft, amendments)


def test_what_one_does_to_anothers_words_is_a_sub_amendment() -> None:
    draft, amendments = proposed(
        p(
            "1. Requests the Panel to report",
            ins(" every year ", by="Adela"),
            ins("and in public ", by="Borin"),
            ins("to the Council", by="Adela"),
            ";",
        ),
    )
    own, sub = amendments
    assert sub.amends == own.label
    assert str(sub.sponsors[0]) == "Borin"
    assert final(draft, amendments)
    alone = rt.apply(draft.view("original"), amendments, adopted=[own.label])
    assert alone.document["op1"].text == "Requests the Panel to report every year to the Council;"
    without = rt.apply(draft.view("original"), amendments, adopted=[sub.label])
    assert without.document["op1"].text == "Requests the Panel to report;"
    assert "not adopted" in without.failed[0].why


def test_words_put_in_by_one_and_taken_out_by_another() -> None:
    both = ins(dele("in secret ", by="Borin"), by="Adela")
    draft, amendments = proposed(p("1. Requests the Panel to report ", both, "every year;"))
    assert [a.sponsors[0].delegation for a in amendments] == ["Adela", "Borin"]
    assert final(draft, amendments)
    first = rt.apply(draft.view("original"), amendments, adopted=[amendments[0].label])
    assert "report in secret every year" in first.document["op1"].text


def test_for_whom_an_author_writes() -> None:
    data = docx(p("The Human Rights Council,"), p("1. Condemns ", ins("firmly "), "every threat;"))
    (amendment,) = rt.tracked_amendments(rt.read(data, authors={"Adela": "Aldermark"}))
    assert [str(s) for s in amendment.sponsors] == ["Aldermark"]
    assert amendment.label == "changes by Aldermark"


def test_what_no_instruction_can_give_is_told() -> None:
    note = '<w:footnote w:id="1">' + p(ins("An old book.")) + "</w:footnote>"
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = docx(
        p("The Human Rights Council,"),
        p("1. Condemns every threat", Raw(mark), ";"),
        footnotes=note,
    )
    (amendment,) = rt.tracked_amendments(rt.read(data))
    (instruction,) = amendment.instructions
    assert instruction.action == "other"
    assert "footnote" in instruction.reason
    assert amendment.notices[0].code == "not-read"


def test_a_text_without_changes_and_one_whose_original_is_lost(sample: Path) -> None:
    assert rt.tracked_amendments(rt.read(sample / "l12.docx")) == ()
    draft = rt.read(sample / "rev1.docx")
    written = rt.read(rt.render_document(draft, "json").encode())
    with pytest.raises(rt.InstructionError, match="original text is not known"):
        rt.tracked_amendments(written)


@pytest.mark.parametrize("file", ["rev1.docx"])
def test_the_sample_draft(sample: Path, file: str) -> None:
    draft = rt.read(sample / file)
    amendments = rt.tracked_amendments(draft)
    assert [str(a.sponsors[0]) for a in amendments] == list(
        dict.fromkeys(change.author for change in draft.changes)
    )
    assert not rt.apply(draft.view("original"), amendments).failed
    assert final(draft, amendments)
    assert not any(a.notices for a in amendments)


def test_the_sample_brackets(sample: Path) -> None:
    draft = rt.read(sample / "rev1.docx")
    amendments = rt.bracket_amendments(draft)
    assert [a.label for a in amendments] == [
        "brackets of Ostrelle",
        "brackets of Aldermark",
        "brackets of Lirasse",
    ]
    outcome = rt.apply(draft.view("clean"), amendments)
    assert {f.instruction.action for f in outcome.failed} == {"other"}
    assert outcome.document["op1"].text.startswith("Takes note of")
    assert outcome.document["op2"].text.startswith("Strongly condemns")
    assert outcome.document["op7"].text.count(" should ") >= 2
    # Two provisions were asked to go or come as a whole.
    assert len(outcome.document.paragraphs) == len(draft.view("clean").paragraphs)


def test_real_files_with_tracked_changes(shared_data: Path) -> None:
    """Each gives its final text, word for word, when its changes are carried out."""
    folder = shared_data / "word" / "tracked"
    if not folder.is_dir():
        pytest.skip("the files with tracked changes are not here")
    count = 0
    for path in sorted(folder.rglob("*.docx")):
        draft = rt.read(path)
        if not draft.changes:
            continue
        count += 1
        amendments = rt.tracked_amendments(draft)
        outcome = rt.apply(draft.view("original"), amendments)
        made = [q.text for q in outcome.document.paragraphs]
        assert made == [q.text for q in draft.paragraphs], path.name
    assert count > 40


def test_a_file_proposes_in_one_way_or_another(sample: Path) -> None:
    (amendment,) = rt.read_proposals(sample / "amendments" / "l34.docx")
    assert amendment == rt.read_amendments(sample / "amendments" / "l34.docx")
    labels = [a.label for a in rt.read_proposals(sample / "rev1.docx")]
    assert len(labels) == 6
    assert labels[3:] == [a.label for a in rt.bracket_amendments(rt.read(sample / "rev1.docx"))]
    assert len(rt.read_proposals(sample / "rev1.docx", brackets=False)) == 3
    (unread,) = rt.read_proposals(b"Combine the two paragraphs about boats.", "plain")
    assert unread.instructions[0].action == "other"


WORDS = st.lists(st.sampled_from("tide lamp keeper boat oil rope".split()), min_size=1, max_size=3)


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    kinds = st.sampled_from(["kept", "kept", "ins", "del"])
    authors = st.sampled_from(["Adela", "Borin"])
    middle = draw(st.lists(st.tuples(kinds, authors, WORDS.map(" ".join)), max_size=6))
    return [("kept", "", "Urges"), *middle, ("kept", "", "to all ships;")]


def written(number: int, parts: list[Piece]) -> str:
    inside = [
        ins(f"{words} ", by=by)
        if kind == "ins"
        else dele(f"{words} ", by=by)
        if kind == "del"
        else f"{words} "
        for kind, by, words in parts
    ]
    return p(f"{number}. ", *inside)


@settings(max_examples=60, deadline=None)
@given(st.lists(pieces(), min_size=1, max_size=3))
def test_any_changes_carried_out_give_the_final_text(paragraphs: list[list[Piece]]) -> None:
    body = [written(n, parts) for n, parts in enumerate(paragraphs, 1)]
    draft, amendments = proposed(*body)
    outcome = rt.apply(draft.view("original"), amendments)
    assert not outcome.failed
    if [q.text for q in outcome.document.paragraphs] != [q.text for q in draft.paragraphs]:
        # Two delegations put words in at one place: nothing but their order is open, and told.
        assert {c.kind for c in outcome.conflicts} & {"same place", "same change"}
        assert all("not-exact" in [n.code for n in a.notices] for a in amendments)


def test_redlines_of_real_texts(gold_labels: Path) -> None:
    """A redline that we write is read back as amendments that give its final text."""
    from benchmarks import gold

    for pair in ("d3-sc-rival-302-383", "r2-reprisals-24_24-36_21", "e6-treatybodies-77-78"):
        before, after = (gold.document(path) for path in gold.pairs()[pair])
        draft = rt.read(rt.redline(rt.compare(before, after), author="Aldermark"))
        outcome = rt.apply(draft.view("original"), rt.tracked_amendments(draft))
        assert [q.text for q in outcome.document.paragraphs] == [q.text for q in draft.paragraphs]


def test_a_second_round_of_changes_on_a_real_text(gold_labels: Path) -> None:
    """Changes to changes become sub-amendments, each of which finds the words that it changes."""
    from benchmarks import gold

    first, second = "r1-reprisals-12_2-24_24", "r2-reprisals-24_24-36_21"
    before, after = (gold.document(path) for path in gold.pairs()[first])
    data = rt.redline(rt.compare(before, after), author="Aldermark")
    later = gold.document(gold.pairs()[second][1])
    both = rt.redline(rt.compare(rt.read(data), later), base=data, author="Ostrelle")
    draft = rt.read(both)
    amendments = rt.tracked_amendments(draft)
    assert "changes by Ostrelle to the changes by Aldermark" in [a.label for a in amendments]
    outcome = rt.apply(draft.view("original"), amendments)
    assert not [f for f in outcome.failed if "takes all of it out" not in f.why]
    # Where both put paragraphs in at one place their order is open; the words are all there.
    made, wanted = (sorted(q.text for q in d.paragraphs) for d in (outcome.document, draft))
    assert made == wanted
