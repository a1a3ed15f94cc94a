"""Comparison tables: every column is its whole text, every change is marked, and it prints."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from typer.testing import CliRunner

import resotrack as rt
from benchmarks import redline as proof
from resotrack.read._word_names import VAL, w
from resotrack.write.synopsis.view import Heading, Provision, Synopsis, synopsis
from resotrack_cli.app import app
from tests import factories
from tests.texts import HARBOUR, HARBOUR_LATER

ARABIC = "إن مجلس الميناء،\n\nإذ يشير إلى عادة المصباح القديمة على الجرف،\n\n1 - يطلب إلى الحراس أن يكتبوا ما يرون؛\n\n2 - يقرر أن يجتمع مرة أخرى.\n"
CHINESE = "港口理事会，\n\n回顾悬崖上灯火的古老习俗，\n\n1. 请看守人写下他们所见的一切；\n\n2. 决定再次开会。\n"


@pytest.fixture(scope="module")
def negotiation(sample: Path) -> tuple[rt.Document, ...]:
    names = ("zero-draft", "rev1", "l12", "adopted")
    return tuple(rt.read(sample / f"{name}.docx") for name in names)


def provisions(table: Synopsis) -> Iterator[Provision]:
    for part in table.parts:
        yield from (row for row in part.rows if isinstance(row, Provision))


def column(table: Synopsis, number: int) -> dict[str, str]:
    """The texts of one column by the names of their paragraphs, without what was deleted."""
    found: dict[str, str] = {}
    for row in provisions(table):
        for one in row.cells[number].paragraphs:
            if one.name:
                assert one.name not in found, "a paragraph stands in two rows"
                found[one.name] = "".join(x.text for x in one.words if x.kind != "delete")
    return found


def whole(document: rt.Document) -> dict[str, str]:
    from resotrack.write.view import paragraph_name

    return {paragraph_name(p.id): p.text for p in document.paragraphs}


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def page(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data.decode())


# ---- what stands in it ------------------------------------------------------------------------


def test_each_column_is_the_whole_text(negotiation: tuple[rt.Document, ...]) -> None:
    table = synopsis(rt.trace(negotiation))
    for number, document in enumerate(negotiation):
        assert column(table, number) == whole(document)
    two = synopsis(rt.compare(negotiation[0], negotiation[3]))
    assert column(two, 0) == whole(negotiation[0])
    assert column(two, 1) == whole(negotiation[3])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 5))
def test_so_it_is_whatever_was_edited(seed: int, count: int) -> None:
    chance = random.Random(seed)
    texts = [rt.read(HARBOUR.encode())]
    while len(texts) < count:
        edited = proof.shaken(texts[-1], chance)
        # As a reader would name them: two of one name are no text.
        renamed = [replace(p, id=f"op{n}") for n, p in enumerate(edited.paragraphs, 1)]
        texts.append(replace(edited, paragraphs=tuple(renamed)))
    table = synopsis(rt.trace(texts))
    assert [column(table, n) for n in range(count)] == [whole(text) for text in texts]


def test_what_is_marked_gives_the_text_before(negotiation: tuple[rt.Document, ...]) -> None:
    comparison = rt.compare(negotiation[0], negotiation[1])
    links = [link for link in comparison.links if link.before and link.after]
    shown = {
        row.cells[0].paragraphs[0].name: row
        for row in provisions(synopsis(comparison))
        if row.cells[0].paragraphs
    }
    assert len(links) > 20
    for row in shown.values():
        old, new = row.cells
        kept = "".join(
            x.text for one in new.paragraphs for x in one.words if x.kind != "insert"
        ).replace(" ¶ ", "")
        assert kept == "".join(x.text for one in old.paragraphs for x in one.words)


def test_each_kind_of_change_has_its_note_and_verdict() -> None:
    table = synopsis(factories.comparison())
    rows = list(provisions(table))
    notes = {row.cells[1].note for row in rows}
    assert {"dropped", "new", "split into 2", "merged from 2"} <= notes
    assert "moved from OP7, and edited" in notes
    by_name = {one.name: row for row in rows for one in row.cells[1].paragraphs}
    (verdict,) = by_name["OP7"].verdicts
    assert (verdict.direction, verdict.word) == ("weakened", "▼ weaker")
    assert "▼ force: To invite asks for less than to request." in verdict.reasons
    assert by_name["OP8"].verdicts[0].check == "check this pairing"
    assert (by_name["PP1"].verdicts, by_name["PP1"].untouched) == ((), "unchanged")
    headings = [row for part in table.parts for row in part.rows if isinstance(row, Heading)]
    told = ["".join(x.text for x in h.written[0].words if x.kind != "delete") for h in headings]
    assert told == ["The river", "Follow-up"]


def test_a_connector_is_marked_and_no_change_of_substance() -> None:
    before = rt.read(HARBOUR.encode())
    later = HARBOUR.replace("3. Calls upon all", "3. Also calls upon all")
    table = synopsis(rt.compare(before, rt.read(later.encode())))
    (row,) = [r for r in provisions(table) if r.cells[1].paragraphs[0].name == "OP3"]
    assert row.untouched == "no change but of a connector or a sign"


def test_a_lineage_says_which_texts_a_verdict_is_about(
    negotiation: tuple[rt.Document, ...],
) -> None:
    rows = list(provisions(synopsis(rt.trace(negotiation))))
    back = [row for row in rows if any("back, last in text 2" in c.note for c in row.cells)]
    assert [(v.text, v.since) for v in back[0].verdicts if v.text == 4] == [(4, 2)]
    joined = [row for row in rows if any(c.note.startswith("taken in by") for c in row.cells)]
    assert joined
    assert all(not c.paragraphs for row in joined for c in row.cells if "taken in" in c.note)


def test_headings_stand_once_and_those_of_earlier_texts_too() -> None:
    first = factories.comparison().before
    second = factories.comparison().after
    table = synopsis(rt.trace([first, second]))
    told = [
        [(x.kind, x.text) for x in row.written[0].words]
        for part in table.parts
        for row in part.rows
        if isinstance(row, Heading)
    ]
    assert [("equal", "The river")] in told
    assert [("equal", "Follow-up")] in told
    assert len(told) == len({str(t) for t in told})


def test_it_shows_what_is_asked_for(negotiation: tuple[rt.Document, ...]) -> None:
    comparison = rt.compare(negotiation[0], negotiation[3])
    everything = len(list(provisions(synopsis(comparison))))
    changed = list(provisions(synopsis(comparison, only="changed")))
    assert 0 < len(changed) < everything
    assert all(row.verdicts for row in changed)
    assert b"only the provisions in which something was weakened" in rt.render_synopsis(
        comparison, "html", only="weakened"
    )


def test_six_texts_and_unknown_forms_are_refused(tmp_path: Path) -> None:
    text = rt.read(HARBOUR.encode())
    comparison = rt.compare(text, rt.read(HARBOUR_LATER.encode()))
    with pytest.raises(rt.WriteError, match="two to 5 texts, not 6"):
        rt.render_synopsis(rt.trace([text] * 6), "docx")
    with pytest.raises(rt.WriteError, match="docx, html"):
        rt.render_synopsis(comparison, "pdf")
    with pytest.raises(rt.WriteError, match="selection"):
        rt.render_synopsis(comparison, "docx", only="some")  # type: ignore[arg-type]
    with pytest.raises(rt.WriteError):
        rt.write_synopsis(comparison, tmp_path / "table.pdf")
    assert list(tmp_path.iterdir()) == []


def test_texts_in_two_languages_stand_unmarked_side_by_side() -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(ARABIC.encode()))
    table = synopsis(comparison)
    assert not table.rtl
    assert [c.rtl for c in table.columns] == [False, True]
    assert column(table, 1) == whole(comparison.after)


# ---- in Word ----------------------------------------------------------------------------------


def test_the_word_file_is_a_table_in_landscape(
    negotiation: tuple[rt.Document, ...], tmp_path: Path
) -> None:
    path = rt.write_synopsis(rt.trace(negotiation), tmp_path / "table.docx")
    document = python_docx.Document(str(path))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert [cell.text.split("\n")[0] for cell in table.rows[0].cells] == [
        *(f"{n}. {d.label}" for n, d in enumerate(negotiation, 1)),
        "What the change did",
    ]
    root = body(path.read_bytes())
    rows = list(root.iter(w("tr")))
    assert rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is not None
    assert all(r.find(f"{w('trPr')}/{w('tblHeader')}") is None for r in rows[1:])
    assert {"PAGE", "NUMPAGES"} <= {
        str(f.get(w("instr"))) for f in _part(path, "word/footer1.xml").iter(w("fldSimple"))
    }


def _part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def test_changes_read_without_colour(tmp_path: Path) -> None:
    comparison = factories.comparison()
    path = rt.write_synopsis(comparison, tmp_path / "table.docx")
    looks = {s.get(w("styleId")): s for s in _part(path, "word/styles.xml").iter(w("style"))}
    assert looks["Deleted"].find(f".//{w('strike')}") is not None
    assert looks["Inserted"].find(f".//{w('b')}") is not None
    assert looks["Inserted"].find(f".//{w('u')}") is not None
    marked: dict[str, list[str]] = {"Deleted": [], "Inserted": []}
    for run in body(path.read_bytes()).iter(w("r")):
        look = run.find(f"{w('rPr')}/{w('rStyle')}")
        if look is not None and look.get(VAL) in marked:
            marked[str(look.get(VAL))].append("".join(str(t) for t in run.itertext(w("t"))))
    assert "Requests" in marked["Deleted"]
    assert "Invites" in marked["Inserted"]


def test_headings_and_sections_run_across(tmp_path: Path) -> None:
    path = rt.write_synopsis(factories.comparison(), tmp_path / "table.docx")
    across = [
        "".join(str(t) for t in row.itertext(w("t")))
        for row in body(path.read_bytes()).iter(w("tr"))
        if row.find(f"{w('tc')}/{w('tcPr')}/{w('gridSpan')}") is not None
    ]
    assert across[:2] == ["Preamble", "Operative part"]
    assert "I The river" in across


def test_arabic_tables_begin_on_the_right() -> None:
    before, after = rt.read(ARABIC.encode()), rt.read(ARABIC.replace("الحراس", "البحارة").encode())
    comparison = rt.compare(before, after)
    root = body(rt.render_synopsis(comparison, "docx"))
    (layout,) = root.iter(w("tblPr"))
    assert layout[0].tag == w("bidiVisual")
    texts = [
        p
        for p in root.iter(w("p"))
        if p.find(f"{w('pPr')}/{w('pStyle')}[@{w('val')}='SheetText']") is not None
    ]
    assert len(texts) == 6
    assert all(p.find(f"{w('pPr')}/{w('bidi')}") is not None for p in texts)
    shown = page(rt.render_synopsis(comparison, "html"))
    assert [t.get("dir") for t in shown.iter("table")] == ["rtl"]


def test_chinese_signs_are_those_of_the_chinese_font() -> None:
    before, after = rt.read(CHINESE.encode()), rt.read(CHINESE.replace("一切", "").encode())
    assert before.language == "zh"
    root = body(rt.render_synopsis(rt.compare(before, after), "docx"))
    hints = [f.get(w("hint")) for f in root.iter(w("rFonts"))]
    assert hints
    assert set(hints) == {"eastAsia"}


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_same_texts_give_the_same_bytes_and_no_path(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "secret-client"
    folder.mkdir()
    path = folder / "draft.txt"
    path.write_text(HARBOUR, encoding="utf-8")
    written = [
        rt.render_synopsis(rt.compare(rt.read(path), rt.read(HARBOUR_LATER.encode())), form)
        for _ in range(2)
    ]
    assert written[0] == written[1]
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(written[0])) as archive:
            assert not any(b"secret-client" in archive.read(n) for n in archive.namelist())
    else:
        assert b"secret-client" not in written[0]


def test_other_programs_find_both_texts_in_it(sample: Path) -> None:
    for pair in proof.pairs("sample", count=0, seed=1):
        comparison = rt.compare(pair.before, pair.after)
        written = rt.render_synopsis(comparison, "docx")
        assert proof.unread(comparison, written, proof.engine()) == []


def test_libreoffice_opens_it(negotiation: tuple[rt.Document, ...]) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    assert proof.converted([rt.render_synopsis(rt.trace(negotiation), "docx")]) == 1


# ---- on a page --------------------------------------------------------------------------------


def test_the_page_loads_nothing_and_says_all_of_it(negotiation: tuple[rt.Document, ...]) -> None:
    data = rt.render_synopsis(rt.trace(negotiation), "html")
    shown = page(data)
    assert not list(shown.iter("script", "img", "link"))
    assert b"@page { size: A4 landscape" in data
    (table,) = shown.iter("table")
    heads = table.xpath("./thead/tr/th")
    assert len(heads) == 5
    for row in table.xpath("./tbody/tr[not(@class)]"):
        assert len(row) == 5
    for gone in table.xpath(".//del | .//*[@class='hidden']"):
        gone.drop_tree()
    texts = [" ".join(td.text_content().split()) for td in table.iter("td")]
    for paragraph in negotiation[3].paragraphs:
        assert any(" ".join(paragraph.text.split()) in text for text in texts), paragraph.id


def test_text_never_becomes_markup() -> None:
    shown = page(rt.render_synopsis(factories.comparison(), "html"))
    assert not list(shown.iter("script"))
    assert "<script>alert(1)</script>" in shown.text_content()


# ---- on the command line ----------------------------------------------------------------------


def test_the_command_line_writes_it(sample: Path, tmp_path: Path) -> None:
    files = [str(sample / f"{name}.docx") for name in ("zero-draft", "rev1", "adopted")]
    for out in (tmp_path / "table.docx", tmp_path / "table.html"):
        done = CliRunner().invoke(app, ["table", *files, "-o", str(out), "--only", "changed"])
        assert done.exit_code == 0, done.output
    texts = [rt.read(file) for file in files]
    expected = rt.render_synopsis(rt.trace(texts), "html", only="changed")
    assert (tmp_path / "table.html").read_bytes() == expected
    two = tmp_path / "two.html"
    assert CliRunner().invoke(app, ["table", *files[:2], "-o", str(two)]).exit_code == 0
    assert two.read_bytes() == rt.render_synopsis(rt.compare(*texts[:2]), "html")


def test_one_text_six_texts_and_a_wrong_ending_are_refused(sample: Path, tmp_path: Path) -> None:
    one = str(sample / "l12.docx")
    out = str(tmp_path / "table.docx")
    assert CliRunner().invoke(app, ["table", one, "-o", out]).exit_code == 2
    assert CliRunner().invoke(app, ["table", *[one] * 6, "-o", out]).exit_code == 2
    wrong = CliRunner().invoke(app, ["table", one, one, "-o", str(tmp_path / "table.pdf")])
    assert wrong.exit_code == 3
    assert ".docx" in wrong.output
