"""Redlines: accept all and it is the later text, reject all and it is the earlier one."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import resotrack as rt
from benchmarks import redline as proof
from resotrack.read._word_names import w
from resotrack.write.docx.plan import in_reading_order
from tests.texts import HARBOUR, HARBOUR_LATER
from tests.word_builder import W, cell, dele, docx, ins, p, r, row, style, table

WORDS = "keepers harbour logbook lamp, tide; boats (of) “fog” 97/3 night-watch the and ".split()


def judged(before: rt.Document, after: rt.Document, base: bytes | None = None) -> bytes:
    """The redline of two texts, after it was found to be exact."""
    written = rt.redline(rt.compare(before, after), base=base)
    pair = proof.Pair(name="", before=before, after=after, base=base)
    assert proof.broken(pair, written, None) == []
    return written


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def words(element: etree._Element, *tags: str) -> str:
    return "".join(str(text) for text in element.itertext(*tags))


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def numbered(*texts: str) -> bytes:
    """A small resolution as a Word file, its numbers typed between tabs."""
    lines = [
        p(r("\tOn lamps and tides")),
        p("\t", r("The Harbour Council", i=True), ","),
        p("\t", r("Recalling", i=True), " the old custom of the lamp,"),
    ]
    lines += [
        p(f"\t{n}.\t", r(t.split(" ")[0], i=True), t[len(t.split(" ")[0]) :])
        for n, t in enumerate(texts, 1)
    ]
    return docx(*lines, p("12th meeting"), p(""))


def test_a_text_that_is_no_word_file_is_set_as_one() -> None:
    written = judged(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    assert rt.read(written).title == "Lighthouse keepers and the free passage of news"
    assert next(body(written).iter(w("moveFrom")), None) is None


def test_whole_words_are_inserted_and_deleted() -> None:
    base = numbered("Requests the Panel to report on keepers;", "Decides to meet again.")
    later = numbered("Invites the Panel to report on boats;", "Decides to meet again.")
    root = body(judged(rt.read(base), rt.read(later), base))
    deleted = [words(e, w("delText")) for e in root.iter(w("del"))]
    inserted = [words(e, w("t")) for e in root.iter(w("ins"))]
    assert [t for t in deleted if t] == ["Requests", "keepers"]
    assert [t for t in inserted if t] == ["Invites", "boats"]
    (opening,) = [e for e in root.iter(w("ins")) if "Invites" in words(e)]
    assert opening.find(f".//{w('i')}") is not None


def test_a_number_typed_between_tabs_is_redlined() -> None:
    base = numbered("Decides to meet again.")
    later = numbered("Thanks all keepers of the western lamps;", "Decides to meet again.")
    found = rt.read(judged(rt.read(base), rt.read(later), base))
    assert [q.number for q in found.operative] == ["1", "2"]
    assert [q.number for q in found.view("original").operative] == ["1"]


LONG = (
    "Thanks the keepers of the western lamps for their patience in the long fog of the spring;",
    "Asks every captain to hoist two lanterns when the tide turns before midnight;",
    "Condemns the theft of oil from the towers and the silence of the wardens about it;",
    "Decides to meet again when the herring come back to the bay.",
)


def test_a_move_is_a_move_and_on_request_a_deletion_and_an_insertion() -> None:
    base, later = numbered(*LONG), numbered(LONG[2], *LONG[:2], LONG[3])
    before, after = rt.read(base), rt.read(later)
    root = body(judged(before, after, base))
    starts = [*root.iter(w("moveFromRangeStart")), *root.iter(w("moveToRangeStart"))]
    assert len({e.get(w("name")) for e in starts}) == 1
    changes = rt.read(rt.redline(rt.compare(before, after), base=base)).changes
    assert {c.move for c in changes if c.kind == "move_to"} == {starts[0].get(w("name"))}
    plain = rt.redline(rt.compare(before, after), base=base, moves=False)
    assert next(body(plain).iter(w("moveFrom"), w("moveTo")), None) is None
    assert proof.texts(rt.read(plain)) == proof.texts(after)


def test_a_split_and_a_merger_are_changes_of_paragraph_marks() -> None:
    whole = f"{LONG[0]} and {LONG[1]}"
    base, later = numbered(whole, LONG[3]), numbered(LONG[0], f"and {LONG[1]}", LONG[3])
    for before, after in ((base, later), (later, base)):
        a, b = rt.read(before), rt.read(after)
        comparison = rt.compare(a, b, hints=_together(a, b))
        written = rt.redline(comparison, base=before)
        kinds = {c.kind for c in rt.read(written).changes if c.words == "\n"}
        assert kinds == ({"insert"} if before == base else {"delete"})
        assert (
            proof.broken(proof.Pair(name="", before=a, after=b, base=before), written, None) == []
        )


def _together(a: rt.Document, b: rt.Document) -> rt.Hints:
    pairs = (
        (("op1", "op1"), ("op1", "op2"))
        if len(a.operative) < len(b.operative)
        else (("op1", "op1"), ("op2", "op1"))
    )
    return rt.Hints(must=pairs)


def test_the_file_keeps_its_own_parts_and_look() -> None:
    styles = style("Own", "My own style", rpr="<w:b/>")
    base = docx(
        p("\t", r("The Harbour Council", i=True), ","),
        p("\t1.\t", r("Thanks", i=True), " the keepers of the lamps;", style="Own"),
        table(row("a cell", "another"), row("more", "cells")),
        p("\t2.\t", r("Decides", i=True), " to meet again.", style="Own"),
        p(""),
        styles=styles,
        header="<w:p><w:r><w:t>A/HC/1</w:t></w:r></w:p>",
    )
    before = rt.read(base)
    changed = [replace(q, text=q.text.replace("keepers", "wardens")) for q in before.paragraphs]
    extra = replace(
        changed[0], id="op1bis", number="1 bis", text="Asks the wardens to rest;", opening="Asks"
    )
    after = replace(before, paragraphs=(changed[0], extra, *changed[1:]))
    written = judged(before, after, base)
    assert set(names(base)) <= set(names(written))
    new = [e for e in body(written).iter(w("p")) if "rest" in words(e)]
    assert new[0].xpath("string(w:pPr/w:pStyle/@w:val)", namespaces={"w": W}) == "Own"


def test_footnotes_come_and_go_with_their_words() -> None:
    before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
    old, new = before.preamble[1], after.preamble[1]
    one = replace(
        old, notes=(rt.Note(marker="1", text="See folio 9.", position=len(old.text) - 1),)
    )
    two = replace(
        new, notes=(rt.Note(marker="1", text="See folio 12.", position=len(new.text) - 1),)
    )
    with_old = replace(before, paragraphs=(before.paragraphs[0], one, *before.paragraphs[2:]))
    with_new = replace(after, paragraphs=(after.paragraphs[0], two, *after.paragraphs[2:]))
    found = rt.read(judged(with_old, with_new))
    assert [n.text for q in found.paragraphs for n in q.notes] == ["See folio 12."]
    original = found.view("original")
    assert [n.text for q in original.paragraphs for n in q.notes] == ["See folio 9."]


def test_what_others_have_tracked_stays_theirs() -> None:
    base = docx(
        p("\t", r("The Harbour Council", i=True), ","),
        p(
            "\t1.\t",
            r("Thanks", i=True),
            " the ",
            dele("old "),
            ins("brave and patient "),
            "keepers of the lamps;",
        ),
        p("\t2.\t", r("Decides", i=True), " to meet again.", ins(" Soon.", by="Bruno")),
        p(""),
    )
    before = rt.read(base)
    text = before.operative[0].text
    shorter = replace(before.operative[0], text=text.replace("and patient ", "and very quiet "))
    after = replace(before, paragraphs=(shorter, *before.paragraphs[1:]))
    written = rt.read(judged(before, after, base))
    by = {(c.kind, c.words.strip()): c.author for c in written.changes}
    assert by["delete", "old"] == "Adela"
    assert by["insert", "Soon."] == "Bruno"
    assert by["delete", "patient"] == "resotrack"
    assert by["insert", "very quiet"] == "resotrack"
    assert written.view("original").lines == rt.read(base).view("original").lines


def authors_of(data: bytes) -> dict[tuple[str, str], str]:
    """Who made which change, by its kind and words."""
    return {(c.kind, c.words.strip()): c.author for c in rt.read(data).changes}


def test_each_change_is_signed_by_whoever_is_named_for_its_paragraph() -> None:
    base = numbered("Requests the Panel to report;", "Notes the tide;", "Decides to meet again.")
    later = numbered("Invites the Panel to report;", "Decides to meet again in a boat.")
    comparison = rt.compare(rt.read(base), rt.read(later))
    named = {"op1": "Aldermark", "before.op2": "Lirasse"}
    written = rt.redline(comparison, base=base, author="The chair", authors=named)
    by = authors_of(written)
    assert by["delete", "Requests"] == by["insert", "Invites"] == "Aldermark"
    assert next(who for (kind, t), who in by.items() if "tide" in t) == "Lirasse"
    assert by["insert", "in a boat"] == "The chair"
    links = {link: "Ostrelle" for link in comparison.links if link.relation == "deleted"}
    by = authors_of(rt.redline(comparison, base=base, authors=links))
    assert next(who for (kind, t), who in by.items() if "tide" in t) == "Ostrelle"
    assert by["insert", "Invites"] == "resotrack"


def test_a_name_for_no_paragraph_is_refused() -> None:
    base, later = numbered("Notes the tide;"), numbered("Notes the boats;")
    comparison = rt.compare(rt.read(base), rt.read(later))
    with pytest.raises(rt.UnknownParagraph, match="op1"):
        rt.redline(comparison, authors={"op17": "Lirasse"})
    other = rt.compare(rt.read(base), rt.read(base))
    with pytest.raises(rt.WriteError, match="another comparison"):
        rt.redline(comparison, authors={other.links[1]: "Lirasse"})


def test_a_date_is_written_as_word_reads_it() -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    for told, written in (
        ("2031-10-02", "2031-10-02T00:00:00Z"),
        ("2031-10-02T15:00:00Z", "2031-10-02T15:00:00Z"),
        ("2031-10-02T15:00+02:00", "2031-10-02T13:00:00Z"),
    ):
        found = rt.read(rt.redline(comparison, date=told)).changes
        assert {change.time for change in found} == {written}
    with pytest.raises(rt.WriteError, match="yesterday"):
        rt.redline(comparison, date="yesterday")


def test_who_tracked_a_change_in_the_later_text_signs_it() -> None:
    base = docx(
        p("\t", r("The Harbour Council", i=True), ","),
        p("\t1.\t", r("Thanks", i=True), " the keepers of the old lamps;"),
        p("\t2.\t", r("Decides", i=True), " to meet again."),
        p(""),
    )
    later = docx(
        p("\t", r("The Harbour Council", i=True), ","),
        p(
            "\t1.\t",
            r("Thanks", i=True),
            ins(" warmly", by="Adela"),
            " the keepers",
            ins(" and crews", by="Bruno"),
            " of the ",
            dele("old ", by="Bruno"),
            "lamps;",
        ),
        p("\t2.\t", r("Decides", i=True), " to meet again soon."),
        p(""),
    )
    comparison = rt.compare(rt.read(base), rt.read(later, authors={"Bruno": "Lirasse"}))
    written = rt.redline(comparison, base=base, tracked_authors=True)
    assert authors_of(written) == {
        ("insert", "warmly"): "Adela",
        ("insert", "and crews"): "Lirasse",
        ("delete", "old"): "Lirasse",
        ("insert", "soon"): "resotrack",
    }
    assert set(authors_of(rt.redline(comparison, base=base)).values()) == {"resotrack"}
    told = rt.redline(comparison, base=base, tracked_authors=True, authors={"op1": "Ostrelle"})
    assert set(authors_of(told).values()) == {"Ostrelle", "resotrack"}


def test_side_by_side_the_authors_of_the_sample_are_found_again(sample: Path) -> None:
    base = (sample / "zero-draft.docx").read_bytes()
    before, after = rt.read(base), rt.read(sample / "rev1.docx")
    written = rt.redline(rt.compare(before, after), base=base, tracked_authors=True)
    pair = proof.Pair(name="", before=before, after=after, base=base)
    assert proof.broken(pair, written, None) == []
    true = {(c.kind, c.paragraph, c.words.strip()): c.author for c in after.changes}
    found = {(c.kind, c.paragraph, c.words.strip()): c.author for c in rt.read(written).changes}
    same = {key for key in true if key in found}
    assert len(same) > 0.8 * len(true)
    assert all(found[key] == true[key] for key in same)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_authors_change_names_and_nothing_else(seed: int) -> None:
    before, after = _shaken(seed)
    comparison = rt.compare(before, after)
    named = {link: f"Author {n % 3}" for n, link in enumerate(comparison.links)}
    found = rt.read(rt.redline(comparison, authors=named))
    assert proof.texts(found) == proof.texts(after)
    assert proof.texts(found.view("original")) == proof.texts(before)


def test_write_gives_the_redline_in_the_file_it_came_from(sample: Path, tmp_path: Path) -> None:
    base = sample / "zero-draft.docx"
    after = rt.read(sample / "l12.docx")
    path = rt.write(rt.compare(rt.read(base), after), tmp_path / "redline.docx")
    assert path.read_bytes() == rt.redline(rt.compare(rt.read(base), after), base=base)
    plain = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    assert rt.write(plain, path).read_bytes() == rt.redline(plain)
    # Another view is no more what the file says.
    draft = rt.read(sample / "rev1.docx").view("original")
    seen = rt.compare(draft, after)
    assert rt.write(seen, path).read_bytes() == rt.redline(seen)
    with pytest.raises(rt.WriteError, match="all changes"):
        rt.write(seen, path, only="weakened")


def test_automatic_numbers_stay_automatic() -> None:
    levels = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    lines = [
        p(r("Thanks", i=True), " the keepers;", number=(1, 0)),
        p(r("Decides", i=True), " to rest.", number=(1, 0)),
    ]
    base = docx(p(r("The Harbour Council", i=True), ","), *lines, p(""), numbering=levels)
    before = rt.read(base)
    assert [q.number for q in before.operative] == ["1", "2"]
    first, last = before.operative
    extra = replace(first, id="op2x", number="2", text="Asks the boats to wait;", opening="Asks")
    after = replace(before, paragraphs=(first, extra, replace(last, id="op3", number="3")))
    assert [q.number for q in rt.read(judged(before, after, base)).operative] == ["1", "2", "3"]


def test_rows_of_tables_are_edited_added_and_deleted() -> None:
    rows: list[tuple[str, ...]] = [
        ("Lamp", "Oil", "Wick"),
        ("North", "12", "3"),
        ("South", "14", "4"),
        ("West", "9", "2"),
    ]

    def file(table_rows: list[tuple[str, ...]]) -> bytes:
        grid = table(*(row(*(cell(p(c)) for c in cells)) for cells in table_rows))
        return docx(
            p("\t", r("The Harbour Council", i=True), ","),
            p("\t1.\t", r("Adopts", i=True), " the following list:"),
            grid,
            p("\t2.\t", r("Decides", i=True), " to meet again."),
            p(""),
        )

    later: list[tuple[str, ...]] = [
        rows[0],
        ("North", "13", "3"),
        ("South", "14", "4"),
        ("East", "1", "1"),
    ]
    written = judged(rt.read(file(rows)), rt.read(file(later)), file(rows))
    assert next(body(written).iter(w("trPr")), None) is not None


def test_comments_carry_the_reasons_and_can_be_left_out() -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    said = rt.read(rt.redline(comparison)).comments
    told = {
        link.after[0].id for link in comparison.links if link.after and link.direction == "weakened"
    }
    assert any("weaker" in comment.text for comment in said)
    assert told <= {comment.paragraph for comment in said}
    assert rt.read(rt.redline(comparison, comments=False)).comments == ()


def test_nobody_is_named_unless_asked_and_the_bytes_are_the_same() -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    plain = rt.redline(comparison, comments=False)
    assert plain == rt.redline(comparison, comments=False)
    assert rt.scrub(plain).clean
    signed = rt.redline(comparison, author="Aldermark", date="2031-10-02T15:00:00Z")
    assert {(c.author, c.time) for c in rt.read(signed).changes} == {
        ("Aldermark", "2031-10-02T15:00:00Z")
    }


def test_a_base_that_says_who_made_it_says_it_no_more(sample: Path) -> None:
    base, later = sample / "l12.docx", sample / "adopted.docx"
    comparison = rt.compare(rt.read(base), rt.read(later))
    assert "docProps/core.xml" not in names(rt.redline(comparison, base=base))


def test_the_wrong_base_and_two_languages_are_refused() -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    with pytest.raises(rt.WriteError, match="not the earlier text"):
        rt.redline(comparison, base=numbered(*LONG))
    with pytest.raises(rt.WriteError, match="base cannot be used"):
        rt.redline(comparison, base=b"no zip")
    with pytest.raises(rt.WriteError, match="cannot be opened"):
        rt.redline(comparison, base="nowhere.docx")
    french = replace(comparison.after, language="fr")
    with pytest.raises(rt.WriteError, match="two languages"):
        rt.redline(rt.compare(comparison.before, french))


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    path = rt.write_redline(comparison, tmp_path / "redline.docx")
    assert path.read_bytes() == rt.redline(comparison)
    with pytest.raises(rt.WriteError):
        rt.write_redline(comparison, tmp_path / "missing" / "redline.docx")
    assert [f.name for f in tmp_path.iterdir()] == ["redline.docx"]


def test_an_arabic_redline_runs_from_right_to_left() -> None:
    text = "إن مجلس الميناء،\n\nإذ يشير إلى عادة المصباح القديمة على الجرف،\n\n1 - يطلب إلى الحراس أن يكتبوا ما يرون؛\n\n2 - يقرر أن يجتمع مرة أخرى.\n"
    before, after = rt.read(text.encode()), rt.read(text.replace("الحراس", "البحارة").encode())
    assert before.language == "ar"
    root = body(judged(before, after))
    provisions = [e for e in root.iter(w("p")) if words(e).strip()]
    assert all(e.find(f"{w('pPr')}/{w('bidi')}") is not None for e in provisions)
    assert all(e.find(f".//{w('rtl')}") is not None for e in root.iter(w("ins")) if len(e))


def _shaken(seed: int) -> tuple[rt.Document, rt.Document]:
    before = rt.read(HARBOUR.encode())
    return before, proof.shaken(before, random.Random(seed))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_random_edits_of_a_plain_text_are_exact(seed: int) -> None:
    before, after = _shaken(seed)
    found = rt.read(rt.redline(rt.compare(before, after)))
    assert proof.texts(found) == proof.texts(after)
    assert proof.texts(found.view("original")) == proof.texts(before)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=14), min_size=2, max_size=6),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=14), min_size=2, max_size=6),
)
def test_any_two_texts_in_a_word_file_are_exact(old: list[list[str]], new: list[list[str]]) -> None:
    base = numbered(*(f"Notes {' '.join(said)};" for said in old))
    later = numbered(*(f"Notes {' '.join(said)};" for said in new))
    before, after = rt.read(base), rt.read(later)
    found = rt.read(rt.redline(rt.compare(before, after), base=base))
    assert [q.text for q in in_reading_order(found)] == [q.text for q in in_reading_order(after)]
    # A paragraph that moved leaves a blank one, as the reader has it from other engines.
    assert [n for n in found.view("original").lines if n] == [n for n in before.lines if n]


@pytest.mark.parametrize("which", ["gold", "word"])
def test_real_texts_are_exact(which: str, shared_data: Path, gold_labels: Path) -> None:
    pairs = proof.pairs(which, count=0, seed=1)
    for number, pair in enumerate(pairs):
        if number % 9 == 0:
            judged(pair.before, pair.after, pair.base)


def test_another_engine_finds_the_sample_exact(sample: Path) -> None:
    engine = proof.engine()
    if engine is None:
        pytest.skip("docx-scalpel, the second engine, is not installed")
    for pair in proof.pairs("sample", count=0, seed=1):
        written = rt.redline(rt.compare(pair.before, pair.after), base=pair.base)
        assert proof.broken(pair, written, engine) == []


def test_python_docx_and_libreoffice_open_it(sample: Path, tmp_path: Path) -> None:
    import docx as python_docx

    base = sample / "zero-draft.docx"
    comparison = rt.compare(rt.read(base), rt.read(sample / "rev1.docx"))
    path = rt.write_redline(comparison, tmp_path / "redline.docx", base=base)
    assert len(python_docx.Document(str(path)).paragraphs) > 30
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    assert proof.converted([path.read_bytes()]) == 1


def test_the_command_line_writes_a_redline(tmp_path: Path, sample: Path) -> None:
    from typer.testing import CliRunner

    from resotrack_cli.app import app

    out = tmp_path / "redline.docx"
    arguments = ["compare", str(sample / "l12.docx"), str(sample / "adopted.docx")]
    done = CliRunner().invoke(app, [*arguments, "-o", str(out), "--author", "Aldermark"])
    assert done.exit_code == 0, done.output
    assert proof.texts(rt.read(out)) == proof.texts(rt.read(sample / "adopted.docx"))
    assert {c.author for c in rt.read(out).changes} == {"Aldermark"}
    named = [*arguments, "-o", str(out), "--by", "op1=Lirasse", "--tracked-authors"]
    assert CliRunner().invoke(app, named).exit_code == 0
    assert {c.author for c in rt.read(out).changes} == {"Lirasse", "resotrack"}
    assert CliRunner().invoke(app, [*arguments, "-o", str(out), "--by", "op1"]).exit_code == 2
    assert CliRunner().invoke(app, [*arguments, "-o", str(out), "--by", "x9=A"]).exit_code == 3
    assert CliRunner().invoke(app, [*arguments, "--format", "docx"]).exit_code == 2
    refused = [*arguments, "-o", str(out), "--only", "weakened"]
    assert CliRunner().invoke(app, refused).exit_code == 2
