"""Web pages: the text out of the page around it, with its numbers, notes and emphasis."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

import resotrack as rt
from tests.texts import HARBOUR, printed

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Portal</title><style>p{}</style></head><body>
<nav><ul><li>Home</li><li>Resolutions</li></ul></nav>
<div class="cookie-banner">We use cookies. <button>Accept</button></div>
<main><h1>Lamps on the cliffs</h1>
<p>The Council of Lamps,</p>
<p><i>Recalling</i> the storm of the year be&shy;fore,<sup><a href="#fn1">1</a></sup> and the dark,</p>
<p><em>Noting&nbsp;with appreciation</em> the oil that was sent,</p>
<ol>
<li><i>Urges</i> all keepers:
  <ol type="a"><li>To watch by night;</li><li>To sleep by day, and:
    <ol type="i"><li>To snore softly;</li><li>To dream;</li></ol></li></ol></li>
<li value="3"><i>Requests</i> a rope of 40 m<sup>2</sup>.<sup>2</sup></li>
</ol>
<script>alert("Urges nobody")</script>
<p><sup>2</sup> Of the second sort.</p>
<ol><li id="fn1"><p>See the ledger. <a href="#fnref1">↩</a></p></li></ol>
</main><footer>Contact us</footer></body></html>"""


def ids(document: rt.Document) -> list[str]:
    return [p.id for p in document.paragraphs]


def page(body: str) -> rt.Document:
    return rt.read(f"<html><body>{body}</body></html>".encode())


def test_a_page_of_a_site() -> None:
    document = rt.read(PAGE.encode())
    assert ids(document) == [
        *("pp1", "pp2", "op1", "op1(a)", "op1(b)", "op1(b)(i)", "op1(b)(ii)", "op3"),
    ]
    assert document["pp1"].text == "Recalling the storm of the year before, and the dark,"
    assert document["pp2"].opening == "Noting with appreciation"
    assert document["op3"].text == "Requests a rope of 40 m2."
    assert document.title == "Lamps on the cliffs"
    assert document.body == "The Council of Lamps"
    assert document.source is not None
    assert document.source.format == "html"


def test_notes_are_found_by_link_and_by_mark() -> None:
    document = rt.read(PAGE.encode())
    (first,) = document["pp1"].notes
    assert (first.marker, first.text) == ("1", "See the ledger.")
    assert document["pp1"].text[: first.position].endswith("year before,")
    (second,) = document["op3"].notes
    assert (second.marker, second.text) == ("2", "Of the second sort.")


def test_what_was_left_out_is_said() -> None:
    (notice,) = rt.read(PAGE.encode()).notices
    assert notice.code == "page-furniture"
    assert "nav (1)" in notice.message
    assert "site parts (1)" in notice.message


def test_word_saved_as_html() -> None:
    document = page(
        "<p class=MsoNormal><span style='font-style:italic'>Noting</span> the dark,"
        '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>'
        "<p class=MsoNormal style='mso-list:l0'>1.<span>&nbsp;&nbsp;&nbsp; </span>"
        "<b>Lights</b> a lamp;</p><p class=MsoNormal>(a)&nbsp;&nbsp;At dusk;</p>"
        "<p class=MsoNormal>2. <i>Requests</i> oil.<o:p></o:p></p>"
        '<div><hr><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> A dark one.</p>'
        "</div>"
    )
    assert ids(document) == ["pp1", "op1", "op1(a)", "op2"]
    assert [n.text for n in document["pp1"].notes] == ["A dark one."]
    assert document["op1"].opening == "Lights"


def test_breaks_for_paragraphs() -> None:
    document = page(
        "<div>The Council of Lamps,<br>Noting the dark,<br><br>Recalling the<br>light,<br>"
        "1. Urges all keepers:<br>(a) To watch;<br>2. Requests oil.</div>"
    )
    assert ids(document) == ["pp1", "pp2", "op1", "op1(a)", "op2"]
    assert document["pp2"].text == "Recalling the light,"


def test_a_table_for_layout_and_a_table_of_words() -> None:
    document = page(
        "<table><tr><td>United Nations</td><td>A/99/L.7</td></tr></table>"
        "<p>Noting the dark,</p>"
        "<table><tr><td>1.</td><td><i>Urges</i> all keepers to watch;</td></tr>"
        "<tr><td>2.</td><td><i>Adopts</i> the list:</td></tr></table>"
        "<table><tr><th>Lamp</th><th>Oil</th></tr><tr><td>North</td><td>4</td></tr></table>"
    )
    assert ids(document) == ["pp1", "op1", "op2", "row1", "row2"]
    assert document["row2"].text == "North | 4"
    assert document.symbol == "A/99/L.7"


def test_marked_insertions_and_deletions() -> None:
    document = page(
        "<p>Noting the dark,</p><p>1. Urges <del>some</del> <ins>all</ins> keepers.</p>"
    )
    assert document["op1"].text == "Urges all keepers."
    assert [(c.kind, c.words, c.start, c.end) for c in document.changes] == [
        ("delete", "some", 5, 5),
        ("insert", "all", 6, 9),
    ]


def test_preformatted_lines() -> None:
    document = page(
        "<pre>The Council of Lamps,\nNoting the dark that comes over the cliffs at night and that\n"
        "does not leave before the morning has come and the birds have sung,\n"
        "1. Urges all keepers of all lamps on all the cliffs of the coast to watch\n"
        "over the sea and to write down in the ledger of the lamp what they see\n"
        "there at night;\n2. Requests oil.</pre>"
    )
    assert ids(document) == ["pp1", "op1", "op2"]
    assert document["op1"].text.endswith("see there at night;")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("<meta charset=windows-1252>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ("<meta charset=windows-1251>", "cp1251"),
        ("", "utf-16"),
        ("", "cp1252"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    word = "маяк" if encoding == "cp1251" else "phénix"
    text = (
        f"<html><head>{head}</head><body><p>Noting the {word},</p><p>1. Lights a lamp.</p></body>"
    )
    assert rt.read(text.encode(encoding))["pp1"].text == f"Noting the {word},"


def test_malformed_mark_up_is_read_all_the_same() -> None:
    document = rt.read(
        b"<p>Noting <i>the <b>dark,</i></b><p>Recalling &bogus; light<,\x00<p>1. Lights a lamp"
        b"<div></p></table>;<li>2. Requests oil.</span>"
    )
    assert ids(document)[:3] == ["pp1", "pp2", "op1"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<!DOCTYPE html><html></html>", rt.UnreadableDocument),
        (b"<html><body><script>x</script></body></html>", rt.UnreadableDocument),
        (b"<html>" + b"<div>" * 5_000 + b"Noting", rt.UnsafeDocument),
        (b"<html>" + b"<b>" * 400_001, rt.UnsafeDocument),
        (b"<html><p>Dear colleague.</p></html>", rt.UnreadableDocument),
    ],
)
def test_what_is_no_resolution_is_refused(data: bytes, error: type[rt.ReadError]) -> None:
    with pytest.raises(error) as caught:
        rt.read(data)
    assert caught.value.remedy


def as_page(document: rt.Document) -> str:
    """The plainest page of a text: a paragraph each, openings in italics, notes at the end."""
    close = {"zh": "，", "ar": "،"}.get(document.language, ",")
    out = [f"<h1>{escape(document.title)}</h1>", f"<p>{escape(document.body)}{close}</p>"]
    notes: list[str] = []
    under = ""
    for p in document.paragraphs:
        for heading in document.headings:
            if heading.id == p.heading != under:
                out.append(f"<h2>{escape(heading.text)}</h2>")
                under = heading.id
        text = p.text
        for note in sorted(p.notes, key=lambda n: -n.position):
            mark = f"\0{len(notes)}\1"
            notes.append(note.text)
            text = text[: note.position] + mark + text[note.position :]
        text = escape(text)
        if p.opening and text.startswith(p.opening):
            text = f"<i>{p.opening}</i>{text[len(p.opening) :]}"
        for n in range(len(notes)):
            link = f'<sup><a href="#ftn{n}">{n + 1}</a></sup>'
            text = text.replace(f"\0{n}\1", link)
        number = "" if p.kind == "preambular" and not p.depth else p.number
        stop = "." if number.isdigit() else ""
        out.append(f"<p>{number}{stop} {text}</p>")
    out += [f'<p id="ftn{n}">{n + 1} {escape(text)}</p>' for n, text in enumerate(notes)]
    return "<!DOCTYPE html><html><body>" + "\n".join(out) + "</body></html>"


@pytest.mark.parametrize("name", ["adopted.docx"])
def test_the_sample_as_a_page(sample: Path, name: str) -> None:
    found = next(sample.rglob(name), None)
    if found is None:
        pytest.skip(f"no {name} in the sample")
    document = rt.read(found)
    read_again = rt.read(as_page(document).encode())
    assert [(p.id, p.text) for p in read_again.paragraphs] == [
        (p.id, p.text) for p in document.paragraphs
    ]


def test_real_texts_as_pages(shared_data: Path) -> None:
    """One resolution in six languages, and one of the Council with notes."""
    folder = shared_data / "unxml" / "ga-series"
    files = [f for f in sorted(folder.rglob("*.xml")) if "78_218" in f.name or "54_24" in f.name]
    assert files
    for path in files:
        document = rt.read(path)
        read_again = rt.read(as_page(document).encode())
        assert read_again.language == document.language
        assert [(p.id, p.text) for p in read_again.paragraphs] == [
            (p.id, p.text) for p in document.paragraphs
        ], path.name


def test_notes_of_a_printed_page_in_a_web_page_are_kept() -> None:
    page = f"<html><body><pre>{printed(HARBOUR)}</pre></body></html>"
    document = rt.read(page.encode())
    assert [p.id for p in document.paragraphs] == [
        p.id for p in rt.read(HARBOUR.encode()).paragraphs
    ]
    assert [n.text for p in document.paragraphs for n in p.notes] == [
        n.text for p in rt.read(printed(HARBOUR).encode()).paragraphs for n in p.notes
    ]
