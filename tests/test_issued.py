"""L. documents and amendments as they are issued: read again, they say what they said."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

import resotrack as rt
from resotrack.amend import draft
from resotrack.read._word_names import w
from resotrack.read.sponsors import listed_names
from resotrack_cli.app import app
from tests.texts import HARBOUR, HARBOUR_LATER

RUN = CliRunner()
HEAD = rt.Masthead(
    symbol="A/HRC/99/L.12",
    date="2031-09-24",
    session="Ninety-ninth session",
    session_dates="8 September–3 October 2031",
    agenda_item="11",
    agenda_title="Lamps and tides",
    number="99/…",
)


def sponsors(*names: str) -> tuple[rt.Sponsorship, ...]:
    found = []
    for name in names:
        delegation, _, group = name.partition(" for ")
        found.append(rt.Sponsorship(delegation=delegation, on_behalf_of=group))
    return tuple(found)


def told(instruction: rt.Instruction) -> tuple[object, ...]:
    return (
        instruction.action,
        instruction.target,
        instruction.old,
        instruction.new,
        instruction.anchor,
        instruction.new_label,
        instruction.destination,
    )


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext(w("t")))


# ---- L. documents -----------------------------------------------------------------------------


def test_a_draft_is_read_as_it_was_written() -> None:
    text = rt.read(HARBOUR.encode())
    names = sponsors(
        "Ostrelle", "Brevinde for Group of Littoral States", "Île-Brévane", "Aldermark"
    )
    found = rt.read(rt.draft_resolution(text, replace(HEAD, sponsors=names)))
    assert [(p.id, p.number, p.text, p.parent) for p in found.paragraphs] == [
        (p.id, p.number, p.text, p.parent) for p in text.paragraphs
    ]
    assert (found.title, found.body) == (text.title, text.body)
    assert (found.symbol, found.date, found.session) == (HEAD.symbol, HEAD.date, HEAD.session)
    assert found.agenda_item == "11"
    assert [(s.delegation, s.on_behalf_of) for s in found.sponsors] == [
        ("Aldermark", ""),
        ("Brevinde", "Group of Littoral States"),
        ("Île-Brévane", ""),
        ("Ostrelle", ""),
    ]


def test_asterisks_are_explained_once() -> None:
    joined = replace(sponsors("Zelmoria")[0], role="additional sponsor")
    head = replace(
        HEAD,
        sponsors=(*sponsors("Aldermark", "Cassembre", "Wendrith"), joined),
        not_members=("Cassembre", "Wendrith"),
    )
    data = rt.draft_resolution(rt.read(HARBOUR.encode()), head)
    line = next(p for p in part(data, "word/document.xml").iter(w("p")) if "draft" in words(p))
    assert words(line) == "Aldermark, Cassembre,* Wendrith* and Zelmoria:** draft resolution"
    notes = [words(note) for note in part(data, "word/footnotes.xml")]
    assert [n for n in notes if n.startswith("*")] == [
        "*State not a member of the Human Rights Council.",
        "**Joined the sponsors after the draft was submitted.",
    ]


def test_what_the_masthead_leaves_out_comes_from_the_text(sample: Path) -> None:
    text = rt.read(sample / "l12.docx")
    found = rt.read(rt.draft_resolution(text))
    for name in ("symbol", "title", "body", "date", "session", "agenda_item", "sponsors"):
        assert getattr(found, name) == getattr(text, name), name
    assert [(p.id, p.text, [n.text for n in p.notes]) for p in found.paragraphs] == [
        (p.id, p.text, [n.text for n in p.notes]) for p in text.paragraphs
    ]


def test_preambular_paragraphs_go_without_their_working_numbers(sample: Path) -> None:
    text = rt.read(sample / "zero-draft.docx")
    data = rt.draft_resolution(text, HEAD)
    assert not any("PP1" in words(p) for p in part(data, "word/document.xml").iter(w("p")))
    assert [p.text for p in rt.read(data).paragraphs] == [p.text for p in text.paragraphs]


def test_the_same_draft_gives_the_same_bytes_and_nothing_away() -> None:
    text = rt.read(HARBOUR.encode())
    data = rt.draft_resolution(text, HEAD)
    assert data == rt.draft_resolution(text, HEAD)
    assert rt.scrub(data).found == ()


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("fr", "Aldermark et Bosnie-Herzégovine : projet de résolution", 2),
        ("es", "Antigua y Barbuda, Brevinde y Ostrelle: proyecto de resolución", 3),
        ("ru", "Альдермарк, Антигуа и Барбуда и Острель: проект резолюции", 3),
        ("zh", "阿尔德马克、波斯尼亚和黑塞哥维那和奥斯特雷尔：决议草案", 3),
        ("ar", "ألدرمارك، أوستريل والبوسنة والهرسك: مشروع قرار", 3),
    ],
)
def test_sponsors_in_other_languages(language: str, line: str, names: int) -> None:
    listed = line.rpartition("：" if "：" in line else ":")[0]
    found = tuple(
        rt.Sponsorship(delegation=n, on_behalf_of=g) for n, g in listed_names(listed, language)
    )
    assert len(found) == names
    text = replace(rt.read(HARBOUR.encode()), language=language)
    data = rt.draft_resolution(text, replace(HEAD, sponsors=found))
    lines = [words(p) for p in part(data, "word/document.xml").iter(w("p"))]
    assert line in lines
    assert [s.delegation for s in rt.read(data).sponsors] == [s.delegation for s in found]


def test_an_arabic_document_runs_from_right_to_left() -> None:
    text = replace(rt.read(HARBOUR.encode()), language="ar")
    root = part(rt.draft_resolution(text, HEAD), "word/document.xml")
    assert root.find(f".//{w('tblPr')}/{w('bidiVisual')}") is not None
    provisions = [p for p in root.iter(w("p")) if "Panel" in words(p)]
    assert all(p.find(f"{w('pPr')}/{w('bidi')}") is not None for p in provisions)
    assert root.find(f".//{w('sectPr')}/{w('bidi')}") is not None


def test_real_texts_in_six_languages(shared_data: Path) -> None:
    read = 0
    for folder in sorted((shared_data / "unxml" / "hrc" / "54session").iterdir()):
        for path in sorted(folder.rglob("*.xml"))[:5]:
            text = rt.read(path)
            head = replace(HEAD, sponsors=sponsors("Ostrelle", "Aldermark", "Brevinde"))
            found = rt.read(rt.draft_resolution(text, head))
            assert [(p.id, p.text) for p in found.paragraphs] == [
                (p.id, p.text) for p in text.paragraphs
            ], path.name
            assert (found.title, found.body) == (text.title, text.body), path.name
            assert (found.symbol, found.date) == (HEAD.symbol, HEAD.date), path.name
            assert {s.delegation for s in found.sponsors} == {s.delegation for s in head.sponsors}
            read += 1
    assert read >= 10


# ---- amendments -------------------------------------------------------------------------------


def test_the_amendments_of_the_sample(sample: Path) -> None:
    for path in sorted((sample / "amendments").glob("*.docx")):
        given = rt.read_amendments(path)
        head = replace(HEAD, symbol=given.symbol, not_members=("Xanterre", "Yarrowden"))
        found = rt.read_amendments(rt.amendment_file(given, head))
        assert list(map(told, found.instructions)) == list(map(told, given.instructions))
        for name in ("symbol", "amends", "title", "sponsors"):
            assert getattr(found, name) == getattr(given, name), (path.name, name)


def test_a_drafted_amendment_makes_the_same_text() -> None:
    before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
    amendment = replace(draft(before, after).amendment, sponsors=sponsors("Ostrelle", "Kaldrith"))
    head = rt.Masthead(symbol="A/HRC/99/L.31", date="2031-09-30").of(before)
    found = rt.read_amendments(rt.amendment_file(amendment, head))
    assert list(map(told, found.instructions)) == list(map(told, amendment.instructions))
    assert [s.delegation for s in found.sponsors] == ["Kaldrith", "Ostrelle"]
    assert found.symbol == "A/HRC/99/L.31"
    made = rt.apply(before, found).document
    assert [p.text for p in made.paragraphs] == [p.text for p in after.paragraphs]


OP = rt.Target(kind="op", number="2")
INSTRUCTIONS = (
    rt.Instruction(action="delete_paragraph", target=OP),
    rt.Instruction(action="delete_words", target=OP, old="on the threats"),
    rt.Instruction(action="replace_words", target=OP, old="Requests", new="Invites"),
    rt.Instruction(
        action="insert_words",
        target=replace(OP, position="after"),
        anchor="a report",
        new="in writing",
    ),
    rt.Instruction(action="replace_paragraph", target=OP, new="Thanks all pilots;"),
    rt.Instruction(
        action="insert_paragraph",
        target=replace(OP, position="after"),
        new="Thanks all pilots;",
        new_label="2 bis",
    ),
    rt.Instruction(
        action="delete_paragraph", target=rt.Target(kind="pp", number="3", position="at")
    ),
    rt.Instruction(action="replace_title", target=rt.Target(kind="title"), new="On lamps"),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(INSTRUCTIONS), min_size=1, max_size=5))
def test_instructions_without_words_of_their_own_are_written_out(
    instructions: list[rt.Instruction],
) -> None:
    once = list(dict.fromkeys(instructions))
    amendment = rt.AmendmentDocument(
        instructions=tuple(once),
        symbol="A/HRC/99/L.31",
        amends="A/HRC/99/L.12",
        sponsors=sponsors("Ostrelle"),
    )
    found = rt.read_amendments(rt.amendment_file(amendment))
    assert list(map(told, found.instructions)) == list(map(told, once))


def test_amendments_of_real_texts_in_six_languages(shared_data: Path) -> None:
    read = 0
    for folder in sorted((shared_data / "unxml" / "ga-series" / "torture").iterdir()):
        before, after = (rt.read(path) for path in sorted(folder.glob("*.xml"))[:2])
        amendment = replace(
            draft(before, after).amendment, symbol="A/HRC/99/L.31", sponsors=sponsors("Ostrelle")
        )
        found = rt.read_amendments(rt.amendment_file(amendment, HEAD.of(before)))
        assert list(map(told, found.instructions)) == list(map(told, amendment.instructions))
        assert found.title == amendment.title
        read += 1
    assert read == 6


# ---- commands ---------------------------------------------------------------------------------


def test_issue_writes_an_l_document(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "l12.docx"
    options = ["--symbol", "A/HRC/99/L.77", "-s", "Wendrith", "-s", "Brevinde for the Littorals"]
    result = RUN.invoke(app, ["issue", str(sample / "zero-draft.docx"), str(out), *options])
    assert result.exit_code == 0, result.output
    found = rt.read(out)
    assert found.symbol == "A/HRC/99/L.77"
    assert [s.delegation for s in found.sponsors] == ["Brevinde", "Wendrith"]
    result = RUN.invoke(app, ["issue", str(sample / "l12.docx"), str(tmp_path / "l12.pdf")])
    assert result.exit_code == 2


def test_amend_draft_writes_an_amendment_document(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "l35.docx"
    texts = [str(sample / "l12.docx"), str(sample / "adopted.docx")]
    options = ["-o", str(out), "--symbol", "A/HRC/99/L.35", "-s", "Kaldrith"]
    result = RUN.invoke(app, ["amend", "draft", *texts, *options])
    assert result.exit_code == 0, result.output
    found = rt.read_amendments(out)
    assert (found.symbol, found.amends) == ("A/HRC/99/L.35", "A/HRC/99/L.12")
    assert [s.delegation for s in found.sponsors] == ["Kaldrith"]
