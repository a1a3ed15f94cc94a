"""Documents written down and read again."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

import resotrack as rt
from resotrack.codec import document_json, document_schema, read_document
from resotrack.write.documents import DOCUMENT_WRITERS, convert, left_out, render_document
from resotrack_cli.app import app
from tests.texts import HARBOUR, HARBOUR_LATER

SAMPLES = ("zero-draft.docx", "rev1.docx", "l12.docx", "adopted.docx", "adopted.xml")
# What the forms keep; lines, source, views and notices belong to one source.
KEPT = (
    *("paragraphs", "headings", "symbol", "title", "body", "session", "agenda_item", "date"),
    *("language", "sponsors", "adoption", "vote"),
)
# The schema imports the names of the namespace "xml"; the little it uses of them stands here.
XML_NAMES = """<xs:schema targetNamespace="http://www.w3.org/XML/1998/namespace"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:attribute name="lang" type="xs:language"/>
 <xs:attribute name="space" type="xs:NCName"/><xs:attribute name="base" type="xs:anyURI"/>
 <xs:attribute name="id" type="xs:ID"/></xs:schema>"""


def same(one: rt.Document, other: rt.Document) -> None:
    for name in KEPT:
        assert getattr(one, name) == getattr(other, name), name


@pytest.fixture(scope="module")
def schema(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    folder = tmp_path_factory.mktemp("schema")
    text = (shared_data / "akn" / "akomantoso30.xsd").read_text(encoding="utf-8")
    (folder / "akn.xsd").write_text(text, encoding="utf-8")
    (folder / "xml.xsd").write_text(XML_NAMES, encoding="utf-8")
    return etree.XMLSchema(etree.parse(folder / "akn.xsd"))


@pytest.mark.parametrize("name", SAMPLES)
def test_akn_of_the_sample_is_read_again_as_it_was(sample: Path, name: str) -> None:
    document = rt.read(sample / name)
    written = render_document(document, "akn")
    again = rt.read(written.encode())
    same(document, again)
    assert render_document(again, "akn") == written


@pytest.mark.parametrize("text", [HARBOUR, HARBOUR_LATER])
def test_akn_of_plain_text(text: str) -> None:
    document = rt.read(text.encode())
    same(document, rt.read(render_document(document, "akn").encode()))


def test_akn_keeps_headings_annexes_tables_and_what_goes_on() -> None:
    text = (
        "The General Assembly,\nRecalling the lamp,\nI\nLamps\n1. Urges all keepers:\n"
        "(a) To wait:\n(i) By day;\n(ii) By night;\nas they always did;\n(b) To sing;\n"
        "2 bis. Decides so;\nII\n1. Requests a rope.\nAnnex\nRopes\n1. A rope is long.\n(a) Or not.\n"
    )
    document = rt.read(text.encode(), "plain")
    again = rt.read(render_document(document, "akn").encode())
    assert [p.id for p in again.paragraphs] == [p.id for p in document.paragraphs]
    same(document, again)


def test_a_row_keeps_its_cells_and_notes() -> None:
    document = rt.read(HARBOUR.encode())
    note = rt.Note(marker="1", text="Folio 9.", position=9)
    row = rt.Paragraph(id="row1", kind="table", number="", text="Lamp | 12 | ", notes=(note,))
    document = replace(document, paragraphs=(*document.paragraphs, row))
    same(document, rt.read(render_document(document, "akn").encode()))


def test_letters_that_xml_refuses_are_replaced() -> None:
    document = rt.read(HARBOUR.encode())
    odd = replace(document.paragraphs[0], text="Guided by\x1b \ufffe\ud800 nothing,")
    document = replace(document, paragraphs=(odd, *document.paragraphs[1:]))
    for form in DOCUMENT_WRITERS:
        render_document(document, form).encode("utf-8", "replace")
    assert "Guided</span> by\ufffd \ufffd\ufffd nothing," in render_document(document, "akn")


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=60
)


@given(_WORDS, st.lists(st.integers(0, 80), max_size=4))
def test_any_words_and_notes_come_back(words: str, places: list[int]) -> None:
    text = " ".join(f"Recalling x{words}x,".split())
    document = rt.read(HARBOUR.encode())
    notes = tuple(
        rt.Note(marker=str(n), text=f"Folio {n}.", position=min(place, len(text)))
        for n, place in enumerate(sorted(places), 1)
        if text[min(place, len(text)) - 1 : min(place, len(text))] not in (" ", "(")
    )
    first = replace(document.paragraphs[0], text=text, notes=notes)
    document = replace(document, paragraphs=(first, *document.paragraphs[1:]))
    again = rt.read(render_document(document, "akn").encode()).paragraphs[0]
    from resotrack.read.spaces import fold_spaces

    if fold_spaces(text) == text:
        assert again.text == text
        assert again.notes == notes
    assert read_document(document_json(document)) == replace(document, views=None)


@pytest.mark.parametrize("name", SAMPLES)
def test_valid_against_the_schema(schema: etree.XMLSchema, sample: Path, name: str) -> None:
    written = render_document(rt.read(sample / name), "akn")
    assert schema.validate(etree.fromstring(written.encode())), schema.error_log


def test_every_published_file_comes_back(schema: etree.XMLSchema, shared_data: Path) -> None:
    """Each of the UN's files as AKN4UN again: valid, and the same when read."""
    for path in sorted((shared_data / "unxml").rglob("*.xml"))[::6]:
        document = rt.read(path)
        written = render_document(document, "akn").encode()
        assert schema.validate(etree.fromstring(written)), (path.name, schema.error_log)
        same(document, rt.read(written))


@pytest.mark.parametrize("name", SAMPLES)
def test_json_gives_the_document_back(sample: Path, name: str) -> None:
    document = rt.read(sample / name)
    text = document_json(document)
    assert read_document(text) == replace(document, views=None)
    jsonschema.validate(json.loads(text), document_schema())


def test_the_published_schema_is_the_models() -> None:
    source = files("resotrack") / "schemas" / "document-1.schema.json"
    # After a field was added to the model: write document_schema() to that file.
    assert json.loads(source.read_text(encoding="utf-8")) == document_schema()
    told = set(document_schema()["properties"])
    held = {f.name for f in fields(rt.Document)} - {"file", "views"}
    assert told == {"schema", *held}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("{}", "says None"),
        ('{"schema": "resotrack.document/9"}', "document/9"),
        ('{"schema": "resotrack.document/1"}', "paragraphs"),
        ('{"schema": "resotrack.document/1", "paragraphs": 3}', "a list"),
        ('{"schema": "resotrack.document/1", "paragraphs": [{"id": 1}]}', r"paragraphs\[0\]"),
        ('{"schema": "resotrack.document/1", "paragraphs": [], "title": null}', "title"),
    ],
)
def test_json_of_another_kind_is_refused(text: str, told: str) -> None:
    with pytest.raises(rt.UnreadableDocument, match=told):
        read_document(text)


@pytest.mark.parametrize("text", [HARBOUR, HARBOUR_LATER])
def test_plain_text_is_read_again(text: str) -> None:
    document = rt.read(text.encode())
    again = rt.read(render_document(document, "plain").encode(), "plain")
    assert [(p.id, p.text) for p in again.paragraphs] == [
        (p.id, p.text) for p in document.paragraphs
    ]
    assert (again.symbol, again.title, again.date) == (
        document.symbol,
        document.title,
        document.date,
    )


def test_markdown_shows_a_resolution() -> None:
    shown = render_document(rt.read(HARBOUR.encode()), "markdown")
    assert shown.startswith("# Lighthouse keepers and the free passage of news\n")
    assert "*The Human Rights Council*,\n\n*Guided by* the old" in shown.replace(
        "*Guided* by", "*Guided by*"
    )
    assert "\n1. *Condemns* every threat" in shown
    assert "\n\u2003(a) To leave" in shown


def test_what_is_left_out_is_said(sample: Path) -> None:
    document = rt.read(sample / "rev1.docx")
    assert left_out(document, "json") == ()
    assert any("tracked change" in notice.message for notice in left_out(document, "akn"))
    assert any("footnote" in notice.message for notice in left_out(document, "plain"))


def test_the_command(sample: Path, tmp_path: Path) -> None:
    run = CliRunner()
    for ending in ("xml", "md", "json", "txt"):
        out = tmp_path / f"out.{ending}"
        result = run.invoke(app, ["convert", str(sample / "adopted.xml"), str(out)])
        assert result.exit_code == 0, result.output
        assert out.read_bytes()
        assert str(sample) not in out.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("out.json", "out.md", "out.txt", "out.xml")
    ]
    wrong = run.invoke(app, ["convert", str(sample / "adopted.xml"), str(tmp_path / "out.pdf")])
    assert wrong.exit_code == 3


def test_convert_refuses_what_it_cannot_write(tmp_path: Path) -> None:
    document = rt.read(HARBOUR.encode())
    with pytest.raises(rt.WriteError, match="ending"):
        convert(document, tmp_path / "x.odt")
    with pytest.raises(rt.WriteError, match="no form"):
        convert(document, tmp_path / "x", format="odt")
    with pytest.raises(rt.WriteError, match="folder"):
        convert(document, tmp_path / "nowhere" / "x.xml")
    assert convert(document, tmp_path / "x", format="akn").read_bytes()
