"""Compilation texts: everything that is asked for, told once, and read back as it was asked."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import resotrack as rt
from benchmarks import compiling as proof
from benchmarks.redline import shaken
from resotrack.compiling import Proposals
from resotrack_cli.app import app
from tests.texts import HARBOUR, HARBOUR_LATER
from tests.word_builder import dele, docx, ins, p, r

HEAD = """symbol: A/HRC/99/L.3
title: On lamps

The Harbour Council,

Recalling the old custom of the lamp,

"""
TEXT = f"""{HEAD}1. Requests the Panel to report on keepers and lamps;

2. Calls upon all captains:

(a) To hoist two lanterns;

(b) To keep a log;

3. Thanks the wardens of the western tower for their patience in the fog;

4. Decides to remain seized of the matter.
"""


def text(*changes: tuple[str, str]) -> rt.Document:
    """The text with words replaced."""
    changed = TEXT
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new)
    return rt.read(changed.encode())


def compiled(proposals: Proposals, base: rt.Document | None = None) -> rt.Compilation:
    """A compilation, after it was found to be read back in all three forms as it is."""
    case = proof.Case(name="", base=base or text(), proposals=proposals)
    found = rt.compilation(case.base, proposals)
    assert proof.broken(case, found, rt.compiled_docx(found)) == []
    for form in ("plain", "markdown"):
        again = rt.read(rt.render_compilation(found, form).encode())
        assert [(q.id, q.text) for q in again.paragraphs] == [
            (q.id, q.text) for q in found.document.paragraphs
        ]
        assert again.proposals == found.document.proposals
    return found


def said(found: rt.Compilation, name: str) -> str:
    return found.document.by_id[name].text


def asked(found: rt.Compilation) -> list[tuple[object, ...]]:
    return [
        (q.paragraph, q.kind, q.delegations, q.words, q.instead_of)
        for q in found.document.proposals
    ]


def test_readings_of_one_place_stand_side_by_side() -> None:
    found = compiled(
        {
            "Aldermark": text(("Requests", "Invites")),
            "Korvane": text(("Requests", "Encourages")),
            "Ostrelle": text(("Requests", "Encourages")),
        }
    )
    assert said(found, "op1").startswith(
        "[Requests] [Aldermark: Invites] [Korvane, Ostrelle: Encourages] the Panel"
    )
    assert asked(found)[1] == (
        "op1",
        "alternative",
        ("Korvane", "Ostrelle"),
        "Encourages",
        "Requests",
    )
    assert found.delegations == ("Aldermark", "Korvane", "Ostrelle")


def test_who_deletes_and_who_replaces_speak_of_the_same_words() -> None:
    found = compiled(
        {
            "Aldermark": text((" and lamps", " and their lamps")),
            "Ostrelle": text((" and lamps", "")),
        }
    )
    kinds = {(q.kind, q.delegations) for q in found.document.proposals}
    assert kinds == {("delete", ("Ostrelle",)), ("alternative", ("Aldermark",))}


def test_what_two_put_in_at_one_place_is_no_choice_between_them() -> None:
    found = compiled(
        {
            "Aldermark": text(("report on", "report each year on")),
            "Ostrelle": text(("report on", "report in writing on")),
        }
    )
    assert "report [Aldermark: add: each year] [Ostrelle: add: in writing] on" in said(found, "op1")
    assert {q.kind for q in found.document.proposals} == {"insert"}


def test_a_paragraph_deleted_by_some_and_edited_by_others() -> None:
    gone = "3. Thanks the wardens of the western tower for their patience in the fog;\n\n4."
    found = compiled({"Aldermark": text(("western", "eastern")), "Ostrelle": text((gone, "3."))})
    assert said(found, "op3") == (
        "[Thanks the wardens of the [western] [Aldermark: eastern] tower for their patience in the "
        "fog;] [Ostrelle: delete]"
    )


def test_new_paragraphs_are_bis_and_ter() -> None:
    first = text(("4. Decides", "4. Thanks all pilots;\n\n5. Decides"))
    second = text(("4. Decides", "4. Condemns the theft of oil;\n\n5. Decides"))
    both = text(("4. Decides", "4. Thanks all pilots;\n\n5. Decides"))
    found = compiled({"Aldermark": first, "Ostrelle": second, "Korvane": both})
    assert said(found, "op3bis") == "[Aldermark, Korvane: Thanks all pilots;]"
    assert said(found, "op3ter") == "[Ostrelle: Condemns the theft of oil;]"
    labels = [q.label for q in found.provisions]
    assert labels == ["PP1", "OP1", "OP2", "(a)", "(b)", "OP3", "OP3 bis", "OP3 ter", "OP4"]


def test_new_sub_paragraphs_and_what_stands_before_all_others() -> None:
    found = compiled(
        {
            "Aldermark": text(("(b) To keep", "(b) To slow down;\n\n(c) To keep")),
            "Ostrelle": text(
                ("Recalling the", "Mindful of the tide,\n\nRecalling the"),
                ("(a) To hoist two lanterns;", "(a) To wait;\n\n(b) To hoist two lanterns;"),
                ("(b) To keep", "(c) To keep"),
            ),
        }
    )
    assert said(found, "op2(a)bis") == "[Aldermark: To slow down;]"
    assert said(found, "pp0") == "[Ostrelle: Mindful of the tide,]"
    assert "[Ostrelle: move before sub-paragraph (a)]" in said(found, "op2(a)ter")


def test_a_paragraph_of_other_words_is_an_alternative_as_a_whole() -> None:
    found = compiled(
        {
            "Ostrelle": text(
                (
                    "Thanks the wardens of the western tower for their patience in the fog",
                    "Invites the western tower to show patience, at no cost, whenever the tide allows",
                )
            )
        }
    )
    (proposal,) = found.document.proposals
    assert (proposal.paragraph, proposal.kind, proposal.whole) == ("op3alt", "alternative", True)
    assert proposal.words.startswith("Invites the western tower")
    assert proposal.instead_of.startswith("Thanks the wardens")


def test_a_move_is_told_where_the_paragraph_stands() -> None:
    moved = """1. Thanks the wardens of the western tower for their patience in the fog;

2. Requests the Panel to report on keepers and lamps;

3. Calls upon all captains:

(a) To hoist two lanterns;

(b) To keep a log;

4. Decides to remain seized of the matter.
"""
    found = compiled({"Korvane": rt.read((HEAD + moved).encode())})
    assert said(found, "op3").endswith("[Korvane: move to the beginning of the operative part]")


def test_other_titles_are_proposals_too() -> None:
    found = compiled({"Ostrelle": text(("title: On lamps", "title: On tides"))})
    assert asked(found) == [("title", "alternative", ("Ostrelle",), "On tides", "On lamps")]


def test_words_that_would_be_read_as_something_else_take_their_neighbours_along() -> None:
    base = rt.read(TEXT.replace("the Panel to report on keepers", "the title").encode())
    later = rt.read(TEXT.replace("the Panel to report on keepers", "the number").encode())
    found = compiled({"Ostrelle": later}, base)
    assert [(q.kind, q.words) for q in found.document.proposals] == [("alternative", "the number")]


def test_tracked_changes_of_several_authors_in_several_files() -> None:
    def line(*content: str) -> str:
        return p("\t1.\t", r("Requests", i=True), *content)

    def file(*content: str) -> bytes:
        return docx(
            p(r("\tOn lamps")), p("\t", r("The Harbour Council", i=True), ","), line(*content)
        )

    base = rt.read(file(" the Panel to report."))
    one = file(
        " the Panel",
        ins(" of keepers", by="Delegation of Aldermark"),
        " to ",
        dele("report", by="Ostrelle"),
        ins("speak", by="Ostrelle"),
        ".",
    )
    two = file(" the Panel to ", dele("report", by="D. Ewe"), ins("write", by="D. Ewe"), ".")
    found = compiled([rt.read(one), rt.read(two, authors={"D. Ewe": "Korvane"})], base)
    assert said(found, "op1") == (
        "Requests the Panel [Aldermark: of keepers] to [report] [Ostrelle: speak] [Korvane: write]."
    )


def test_changes_inside_what_another_put_in_stand_in_it() -> None:
    def file(*content: str) -> bytes:
        head = p("\t", r("The Harbour Council", i=True), ",")
        return docx(p(r("\tOn lamps")), head, p("\t1.\t", r("Requests", i=True), *content))

    base = rt.read(file(" the Panel to report."))
    inner = dele("and boats ", by="Korvane")
    deleted = file(" the Panel", ins(" of keepers ", inner, "here", by="Aldermark"), " to report.")
    found = compiled([rt.read(deleted)], base)
    assert said(found, "op1") == (
        "Requests the Panel [Aldermark: of keepers [and boats] [Korvane: delete] here] to report."
    )
    assert found.notices == ()


def test_what_is_put_into_a_paragraph_that_another_moved(sample: Path) -> None:
    base, rev1 = rt.read(sample / "zero-draft.docx"), rt.read(sample / "rev1.docx")
    found = rt.compilation(base, [rev1])
    assert found.notices == ()
    assert "[Ostrelle: in accordance with national legislation]; [Aldermark: move after OP2]" in (
        said(found, "op14")
    )


def test_amendments_stand_under_their_sponsors() -> None:
    amendment = rt.read_amendments(
        b"Ostrelle and Kaldrith: amendment to draft resolution A/HRC/99/L.3\n"
        b"1. In paragraph 1, delete the words \xe2\x80\x9cand lamps\xe2\x80\x9d.\n"
        b"2. After paragraph 3, insert a new paragraph reading: \xe2\x80\x9cThanks all pilots;"
        b"\xe2\x80\x9d\n3. Delete paragraph 17.\n"
    )
    found = compiled([amendment])
    assert said(found, "op1").endswith("[and lamps] [Ostrelle, Kaldrith: delete];")
    assert said(found, "op3bis") == "[Ostrelle, Kaldrith: Thanks all pilots;]"
    (notice,) = found.notices
    assert notice.code == "not-placed"
    assert "Delete paragraph 17" in notice.message


def test_brackets_that_a_delegation_has_set_itself_stay_as_they_are() -> None:
    own = text(("Requests", "[Requests] [Ostrelle: Invites]"))
    found = rt.compilation(text(), {"Ostrelle": own})
    assert said(found, "op1").startswith("[Requests] [Ostrelle: Invites] the Panel")


def test_a_name_that_cannot_head_a_bracket_is_written_so_that_it_can() -> None:
    found = compiled({"j_doe@mission": text(("Requests", "Invites"))})
    assert found.delegations == ("J Doe Mission",)
    assert [n.code for n in found.notices] == ["name"]


def test_footnotes_go_with_their_words() -> None:
    note = rt.Note(marker="1", text="A/HRC/98/3.", position=12)
    base = text()
    first, second, *rest = base.paragraphs
    base = replace(base, paragraphs=(first, replace(second, notes=(note,)), *rest))
    new = "Thanks all pilots;"
    added = replace(
        rest[-1], id="op9", text=new, notes=(rt.Note(marker="2", text="A/77.", position=6),)
    )
    later = replace(base, paragraphs=(first, second, *rest[:-1], added, rest[-1]))
    found = rt.read(rt.compiled_docx(rt.compilation(base, {"Ostrelle": later})))
    assert [(n.text, found.by_id["op1"].text[: n.position]) for n in found.by_id["op1"].notes] == [
        ("A/HRC/98/3.", "Requests the")
    ]
    (told,) = found.by_id["op3bis"].notes
    assert found.by_id["op3bis"].text[: told.position] == "[Ostrelle: Thanks"


def test_texts_in_two_languages_are_refused() -> None:
    french = replace(text(), language="fr")
    with pytest.raises(rt.WriteError, match="two languages"):
        rt.compilation(text(), {"Ostrelle": french})


def test_the_same_compilation_gives_the_same_bytes_and_nothing_away() -> None:
    proposals = {"Ostrelle": rt.read(HARBOUR_LATER.encode())}
    written = [
        rt.compiled_docx(rt.compilation(rt.read(HARBOUR.encode()), proposals)) for _ in range(2)
    ]
    assert written[0] == written[1]
    assert rt.scrub(written[0]).found == ()


def test_a_form_that_is_none_is_refused(tmp_path: Path) -> None:
    found = rt.compilation(text(), {"Ostrelle": text(("Requests", "Invites"))})
    with pytest.raises(rt.WriteError, match="no form called 'pdf'"):
        rt.render_compilation(found, "pdf")
    with pytest.raises(rt.WriteError, match="says nothing about the form"):
        rt.write_compilation(found, tmp_path / "x.odt")


WORDS = (
    "keepers harbour logbook lamp, tide; boats (of) “fog” 97/3 night-watch the and title ".split()
)
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(
    lambda words: f"Requests {' '.join(words)};"
)


def numbered(sentences: Sequence[str]) -> rt.Document:
    lines = [f"{n}. {sentence}" for n, sentence in enumerate(sentences, 1)]
    return rt.read((HEAD + "\n\n".join(lines)).encode())


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=5), st.data())
def test_whatever_is_asked_for_is_read_back(sentences: list[str], data: st.DataObject) -> None:
    versions: Mapping[str, rt.Document] = {
        name: numbered(
            [
                data.draw(st.one_of(st.just(sentence), SENTENCES))
                for sentence in sentences
                if data.draw(st.integers(0, 9)) or len(sentences) < 3
            ]
            or sentences
        )
        for name in ("Aldermark", "Verrania (Federated Cantons of)", "Ostrelle")
    }
    compiled(versions, numbered(sentences))


@pytest.mark.parametrize("which", ["sample"])
def test_the_sample_negotiation(which: str) -> None:
    for case in proof.cases(which, texts=1, seed=1):
        found = rt.compilation(case.base, case.proposals)
        assert proof.broken(case, found, rt.compiled_docx(found)) == [], case.name


def test_real_files_with_tracked_changes(shared_data: Path) -> None:
    cases = [c for c in proof.cases("tracked", texts=1, seed=1) if "RP038" not in c.name]
    assert len(cases) > 40
    for case in cases:
        found = rt.compilation(case.base, case.proposals)
        assert proof.broken(case, found, rt.compiled_docx(found)) == [], case.name


def test_real_texts_edited_by_three(shared_data: Path) -> None:
    chance = random.Random(11)
    for path in sorted((shared_data / "unxml" / "hrc" / "54session").rglob("*.xml"))[:8]:
        base = rt.read(path)
        proposals = {name: shaken(base, chance) for name in ("Aldermark", "Korvane", "Ostrelle")}
        case = proof.Case(name=path.name, base=base, proposals=proposals)
        found = rt.compilation(base, proposals)
        assert proof.broken(case, found, rt.compiled_docx(found)) == [], path.name


# ---- the command ------------------------------------------------------------------------------

RUN = CliRunner()


def test_the_command_writes_a_word_file(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "compilation.docx"
    files = [str(sample / "zero-draft.docx"), str(sample / "rev1.docx")]
    result = RUN.invoke(app, ["compile", *files, "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert "Aldermark, Lirasse, Ostrelle" in result.output
    assert len(rt.read(out).proposals) > 30


def test_the_command_prints_and_knows_whose_a_file_is(sample: Path, tmp_path: Path) -> None:
    later = tmp_path / "ours.txt"
    later.write_bytes((sample / "adopted.xml").read_bytes())
    arguments = [str(sample / "l12.docx"), f"Korvane={later}"]
    amendment = str(sample / "amendments" / "l31.docx")
    result = RUN.invoke(app, ["compile", *arguments, "-a", amendment])
    assert result.exit_code == 0, result.output
    assert "[Korvane: Welcomes]" in result.output
    assert "Xanterre, Yarrowden: Expresses concern at]" in result.output
    assert RUN.invoke(app, ["compile", str(sample / "l12.docx")]).exit_code == 2
