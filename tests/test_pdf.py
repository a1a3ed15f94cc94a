"""PDF: the page back to paragraphs, on pages that the tests set themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resotrack as rt
from resotrack.errors import ResotrackError, UnreadableDocument, UnsafeDocument
from resotrack.model import Document
from resotrack.read._pdf_bidi import in_reading_order
from resotrack.read._pdf_lines import join_runs
from resotrack.read._pdf_model import Run
from resotrack.read.pdf import read_pdf

ROMAN, ITALIC, BOLD = "F1", "F2", "F3"
_FONTS = {ROMAN: "Times-Roman", ITALIC: "Times-Italic", BOLD: "Times-Bold"}
_WIDTH, _HEIGHT = 595, 842


@dataclass(frozen=True)
class Word:
    """Words set at a place: x from the left, y from the top, in points."""

    x: float
    y: float
    text: str
    font: str = ROMAN
    size: float = 10


def stream_of(words: list[Word], rules: list[tuple[float, float, float]]) -> bytes:
    """The content of a page: words, and rules from x to x at a height."""
    parts = []
    for word in words:
        text = word.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        place = f"1 0 0 1 {word.x} {_HEIGHT - word.y} Tm"
        parts.append(f"BT /{word.font} {word.size} Tf {place} ({text}) Tj ET")
    parts += [f"{a} {_HEIGHT - y} m {b} {_HEIGHT - y} l S" for a, b, y in rules]
    return "\n".join(parts).encode("cp1252")


def pdf_of(*streams: bytes, extra: str = "", rotate: int = 0, packed: bool = True) -> bytes:
    """A whole PDF file of pages with these contents."""
    count = len(streams)
    fonts = " ".join(f"/{key} {3 + n} 0 R" for n, key in enumerate(_FONTS))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(count))
    objects.append(f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode())
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        for name in _FONTS.values()
    ]
    for n, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Rotate {rotate} "
            f"/Resources << /Font << {fonts} >> >> /Contents {7 + 2 * n} 0 R >>".encode()
        )
        body = zlib.compress(stream) if packed else stream
        how = "/Filter /FlateDecode " if packed else ""
        objects.append(f"<< {how}/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


_PAGE_ONE = [
    Word(130, 60, "United Nations", size=14),
    Word(430, 60, "A/HRC/98/L.7", size=12),
    Word(130, 90, "Human Rights Council", BOLD, 14),
    Word(70, 120, "Ninety-eighth session", BOLD),
    Word(70, 132, "Agenda item 4"),
    Word(130, 160, "Aldermark and Brevinde: draft resolution", BOLD),
    Word(90, 190, "98/…", BOLD, 14),
    Word(130, 190, "Safety of ferry crews", BOLD, 14),
    Word(155, 220, "The Human Rights Council,", ITALIC),
    Word(155, 240, "Guided", ITALIC),
    Word(188, 240, "by the Charter of the ferrymen of the Velune basin,"),
    Word(398.5, 237, "1", size=6),
    Word(405, 240, "which binds every har-"),
    Word(
        130,
        252,
        "bour and every landing stage between the two lakes and the open sea, and by the rules of",
    ),
    Word(130, 264, "the river,"),
    Word(155, 282, "Recalling", ITALIC),
    Word(
        197, 282, "the harbour rules that the Basin Council wrote down after the long winter, and"
    ),
    Word(
        130,
        294,
        "the wish of all crews that every harbour may be entered in a storm without paying dues,",
    ),
    Word(155, 312, "1.", ROMAN),
    Word(180, 312, "Requests", ITALIC),
    Word(222, 312, "the harbour masters to keep a lamp lit in every harbour through the night"),
    Word(
        130,
        324,
        "and to keep a register of all ferries that seek shelter there, with the names of those who",
    ),
    Word(130, 760, "1", size=6),
    Word(150, 763, "Signed at Port Ilmora on 3 May 2018.", size=8),
    Word(70, 800, "GE.30-11223 (E)", size=8),
]
_PAGE_TWO = [
    Word(70, 50, "A/HRC/98/L.7", BOLD, 9),
    Word(130, 90, "were on board;"),
    Word(155, 108, "2.", ROMAN),
    Word(180, 108, "Decides", ITALIC),
    Word(216, 108, "to remain seized of the matter."),
    Word(70, 800, "2", BOLD, 8),
]
_RULES_ONE = [(70.0, 190.0, 750.0)]


def two_pages(rotate: int = 0) -> bytes:
    return pdf_of(stream_of(_PAGE_ONE, _RULES_ONE), stream_of(_PAGE_TWO, []), rotate=rotate)


def texts(document: Document) -> dict[str, str]:
    return {p.id: p.text for p in document.paragraphs}


def test_a_page_is_read_as_paragraphs() -> None:
    document = rt.read(two_pages())
    assert texts(document) == {
        "pp1": "Guided by the Charter of the ferrymen of the Velune basin, which binds every harbour and every landing stage between the two lakes and the open sea, and by the rules of the river,",
        "pp2": "Recalling the harbour rules that the Basin Council wrote down after the long winter, and the wish of all crews that every harbour may be entered in a storm without paying dues,",
        "op1": "Requests the harbour masters to keep a lamp lit in every harbour through the night and to keep a register of all ferries that seek shelter there, with the names of those who were on board;",
        "op2": "Decides to remain seized of the matter.",
    }
    assert document["pp1"].opening == "Guided"
    assert document.notices == ()


def test_where_its_lines_begin() -> None:
    """Over the end of a page, and in the middle of a word that a hyphen parted."""
    document = rt.read(two_pages())
    lines = {
        p.id: [p.text[a:b].strip() for a, b in pairwise((0, *p.breaks, len(p.text)))]
        for p in document.paragraphs
    }
    assert lines["pp1"][1].startswith("bour and every landing stage")
    assert lines["pp1"][2] == "the river,"
    assert [line.split()[0] for line in lines["op1"]] == ["Requests", "and", "were"]
    assert document["op2"].breaks == ()


def test_the_front_names_the_document() -> None:
    document = rt.read(two_pages())
    assert document.symbol == "A/HRC/98/L.7"
    assert document.title == "Safety of ferry crews"
    assert document.agenda_item == "4"
    assert document.session == "Ninety-eighth session"
    assert [str(s) for s in document.sponsors] == ["Aldermark", "Brevinde"]
    assert document.source is not None
    assert document.source.format == "pdf"


def test_a_footnote_goes_to_its_mark() -> None:
    (note,) = rt.read(two_pages())["pp1"].notes
    assert (note.marker, note.text) == ("1", "Signed at Port Ilmora on 3 May 2018.")
    assert texts(rt.read(two_pages()))["pp1"][: note.position].endswith("Velune basin,")


def test_heads_and_feet_are_apart() -> None:
    reading = read_pdf(two_pages())
    assert set(reading.running) == {"GE.30-11223 (E)", "A/HRC/98/L.7", "2"}


def test_a_note_without_its_mark_is_kept_and_told() -> None:
    words = [word for word in _PAGE_ONE if (word.text, word.y) != ("1", 237)]
    document = rt.read(pdf_of(stream_of(words, _RULES_ONE), stream_of(_PAGE_TWO, [])))
    assert [note.text for p in document.paragraphs for note in p.notes] == [
        "Signed at Port Ilmora on 3 May 2018."
    ]
    assert [notice.code for notice in document.notices] == ["unplaced-note"]


def test_line_numbers_in_the_margin_are_no_text() -> None:
    heights = sorted({word.y for word in _PAGE_ONE if 50 < word.y < 330 and word.y != 237})
    numbers = [Word(30, y, str(n)) for n, y in enumerate(heights, 1)]
    numbered = pdf_of(stream_of(numbers + _PAGE_ONE, _RULES_ONE), stream_of(_PAGE_TWO, []))
    assert texts(rt.read(numbered)) == texts(rt.read(two_pages()))


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["1. Requests the masters of every", "harbour to keep a lamp lit by", "night and a boat ready by day,", "so that no crew may be lost to", "the river in the dark months of", "the year;"]  # fmt: skip
    right = ["2. Calls upon all ferry crews to", "carry a bell, and to ring it in", "fog as often as the master may", "think fit, and at least once in", "every quarter of an hour on the", "open lake."]  # fmt: skip
    words = [Word(155, 60, "The Basin Council,", ITALIC)]
    for n, (a, b) in enumerate(zip(left, right, strict=True)):
        words += [Word(70, 90 + 12 * n, a, size=12), Word(320, 90 + 12 * n, b, size=12)]
    document = rt.read(pdf_of(stream_of(words, [])))
    assert texts(document) == {
        "op1": " ".join(left).removeprefix("1. "),
        "op2": " ".join(right).removeprefix("2. "),
    }


def test_words_struck_through_are_told() -> None:
    struck = pdf_of(stream_of(_PAGE_ONE, _RULES_ONE), stream_of(_PAGE_TWO, [(215.0, 330.0, 105.0)]))
    (notice,) = rt.read(struck).notices
    assert (notice.code, notice.where) == ("struck", "page 2")
    assert "to remain seized" in notice.message


_RED, _BLUE, _BLACK = b"\n1 0 0 rg 1 0 0 RG", b"\n0 0 1 rg 0 0 1 RG", b"\n0 g 0 G"


def redline(*coloured: tuple[bytes, list[Word], list[tuple[float, float, float]]]) -> bytes:
    """A page in black, and words in colours of their own with lines through or under them."""
    black = [
        Word(155, 60, "The Basin Council,", ITALIC),
        Word(155, 90, "1. Requests", ITALIC),
        Word(293, 90, "all crews to carry a bell;"),
        Word(155, 120, "2. Decides to remain seized of the matter."),
    ]
    stream = stream_of(black, [])
    for colour, words, rules in coloured:
        stream += colour + b"\n" + stream_of(words, rules) + _BLACK
    return pdf_of(stream)


_DELETED = (_RED, [Word(210, 90, "the masters of ")], [(210.0, 272.0, 87.0)])
_INSERTED = (_RED, [Word(276, 90, "and")], [(276.0, 290.4, 91.5)])


def test_words_struck_and_underlined_in_one_colour_are_tracked_changes() -> None:
    document = rt.read(redline(_DELETED, _INSERTED))
    assert document["op1"].text == "Requests and all crews to carry a bell;"
    told = [(c.kind, c.paragraph, c.words, c.start, c.end) for c in document.changes]
    assert told == [
        ("delete", "op1", "the masters of ", 9, 9),
        ("insert", "op1", "and", 9, 12),
    ]
    assert {c.author for c in document.changes} == {""}
    assert document.notices == ()
    original = document.view("original")
    assert original["op1"].text == "Requests the masters of all crews to carry a bell;"
    assert original.changes == ()


def test_an_underlined_link_is_no_insertion() -> None:
    link = (_BLUE, [Word(276, 90, "and")], [(276.0, 290.4, 91.5)])
    document = rt.read(redline(_DELETED, link))
    assert [c.kind for c in document.changes] == ["delete"]
    assert document["op1"].text == "Requests and all crews to carry a bell;"
    assert rt.read(redline(link)).changes == ()


def test_a_bar_in_the_margin_makes_an_underlined_word_an_insertion() -> None:
    _, words, rules = _DELETED
    rules = [(a, b, 91.5) for a, b, _ in rules]
    bar = b"\n0 G 40 %d m 40 %d l S\n" % (_HEIGHT - 95, _HEIGHT - 80)
    document = rt.read(redline((bar + _RED, words, rules)))
    assert [(c.kind, c.words) for c in document.changes] == [("insert", "the masters of ")]
    assert document.view("original")["op1"].text == "Requests all crews to carry a bell;"


def test_a_paragraph_struck_whole_is_told_at_the_next() -> None:
    plain = (_BLACK, _DELETED[1], list[tuple[float, float, float]]())
    gone = Word(155, 105, "1 bis. Encourages all ferrymen to sing;")
    document = rt.read(redline(plain, (_RED, [gone], [(155.0, 325.0, 102.0)])))
    assert [p.id for p in document.paragraphs] == ["op1", "op2"]
    (change,) = document.changes
    assert (change.kind, change.paragraph, change.whole) == ("delete", "op2", True)
    assert change.words == gone.text
    assert [p.id for p in document.view("original").paragraphs] == ["op1", "op1bis", "op2"]


def test_a_table_is_told() -> None:
    cells = [Word(160, 150, "Lake"), Word(260, 150, "Boats"), Word(160, 165, "Ilmora")]
    grid = [(150.0, 350.0, 138.0), (150.0, 350.0, 170.0)]
    upright = b"\n250 %d m 250 %d l S\n" % (_HEIGHT - 138, _HEIGHT - 170)
    black = (_BLACK, cells, grid)
    document = rt.read(redline((upright, [], []), black))
    assert [(n.code, n.where) for n in document.notices if n.code == "table"] == [
        ("table", "page 1")
    ]
    words = " ".join(document.lines)
    assert all(cell.text in words for cell in cells)
    assert not [n for n in rt.read(redline(black)).notices if n.code == "table"]


def test_words_up_the_margin_are_told() -> None:
    upright = b"\nBT /F1 30 Tf 0 1 -1 0 40 300 Tm (ADVANCE COPY) Tj ET"
    turned = pdf_of(stream_of(_PAGE_ONE, _RULES_ONE) + upright, stream_of(_PAGE_TWO, []))
    (notice,) = rt.read(turned).notices
    assert notice.code == "turned-text"
    assert "ADVANCE COPY" in notice.message
    assert texts(rt.read(turned)) == texts(rt.read(two_pages()))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"%PDF-1.4\nnothing follows", "damaged"),
        (two_pages()[:300], "damaged"),
        (pdf_of(), "damaged"),
        (pdf_of(b"q Q"), "no text"),
        (
            pdf_of(
                b"q",
                extra="/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "00" * 32 + "> /U <"
                "" + "00" * 32 + "> /P -4 >> /ID [<00> <00>]",
            ),
            "password",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableDocument, match=problem) as caught:
        rt.read(data)
    assert caught.value.remedy


def test_a_scan_is_called_a_scan() -> None:
    picture = b"q 500 0 0 700 40 60 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\x00\xff EI Q"
    with pytest.raises(UnreadableDocument, match="scan") as caught:
        rt.read(pdf_of(picture))
    assert "ocrmypdf" in caught.value.remedy


def test_a_page_that_is_a_picture_is_told() -> None:
    picture = b"q 500 0 0 700 40 60 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\x00\xff EI Q"
    data = pdf_of(stream_of(_PAGE_ONE, _RULES_ONE), stream_of(_PAGE_TWO, []), picture)
    assert [(n.code, n.where) for n in rt.read(data).notices] == [("scanned-page", "page 3")]


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(UnsafeDocument, match="unpacks"):
        rt.read(pdf_of(b" " * (50 * 1024 * 1024)))


def test_drawings_inside_drawings_are_refused() -> None:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 90 >>\nstream\n"
    nested = b"".join(
        b"1 0 obj\n" + form + b"/X0 Do " * 20 + b"\nendstream endobj\n" for _ in range(9)
    )
    with pytest.raises(UnsafeDocument, match="inside one another"):
        rt.read(b"%PDF-1.4\n" + nested)


def test_more_pages_than_a_text_has_are_refused() -> None:
    with pytest.raises(UnsafeDocument, match="pages"):
        rt.read(pdf_of(*([b"q Q"] * 2_001)))


def test_a_file_cut_short_ends_in_an_error_or_a_document() -> None:
    whole = two_pages()
    for cut in range(0, len(whole), 97):
        with suppress(ResotrackError):
            assert rt.read(whole[:cut], format="pdf").paragraphs


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Path:
    """The sample's Word files as PDF, made by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    files = [sample / f"{name}.docx" for name in ("zero-draft", "l12", "adopted")]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("name", ["zero-draft", "l12", "adopted"])
def test_the_pdf_and_the_word_file_of_one_text_are_the_same(
    converted: Path, sample: Path, name: str
) -> None:
    word, pdf = rt.read(sample / f"{name}.docx"), rt.read(converted / f"{name}.pdf")
    assert texts(pdf) == texts(word)
    assert [p.notes for p in pdf.paragraphs] == [p.notes for p in word.paragraphs]
    assert [p.opening for p in pdf.paragraphs] == [p.opening for p in word.paragraphs]
    assert [h.text for h in pdf.headings] == [h.text for h in word.headings]
    for fact in ("symbol", "title", "body", "session", "agenda_item", "date", "sponsors"):
        assert getattr(pdf, fact) == getattr(word, fact), fact


def test_a_real_compilation_keeps_its_brackets(shared_data: Path) -> None:
    path = shared_data / "drafts" / "paris" / "adp_compilation_4dec15_10am.pdf"
    reading = read_pdf(path.read_bytes())
    notes = [note.text for block in reading.blocks for note in block.notes]
    words = " ".join([*(block.text for block in reading.blocks), *notes])
    assert (words.count("["), words.count("]")) == (1685, 1685)


_ARABIC = {
    "pp1": "إذ تسترشد بمبادئ ميثاق ملاحي نهر فيلون الموقع في 3 أيار/مايو 2018،",
    "pp2": "وإذ تشير إلى القرار 98/12 (A/HRC/98/12) وإلى الأعمال التي اضطلعت بها لجنة الموانئ،",
    "op1": "تطلب إلى جميع مديري الموانئ إبقاء المصابيح مضاءة ليلا لكي لا يضل أي ملاح طريقه، وأن "
    "يسجلوا أسماء كل من لجأ إليها من الملاحين خلال فصل الشتاء الطويل؛",
    "op2": "تقرر أن تبقي هذه المسألة قيد نظرها.",
}


def test_a_page_from_right_to_left(tmp_path: Path) -> None:
    """Letters, figures, symbols and brackets in their order, whatever order the file keeps."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    lines = ["إن مجلس حقوق الإنسان،", _ARABIC["pp1"], _ARABIC["pp2"]]
    lines += [f"1 - {_ARABIC['op1']}", f"2 - {_ARABIC['op2']}"]
    body = "".join(f"<p style='margin-bottom: 10pt; text-align: justify'>{x}</p>" for x in lines)
    page = f"<html dir='rtl' lang='ar'><meta charset='utf-8'><body dir='rtl'>{body}</body></html>"
    (tmp_path / "ar.html").write_text(page, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
    command += ["--outdir", str(tmp_path), str(tmp_path / "ar.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = rt.read(tmp_path / "ar.pdf")
    assert document.language == "ar"
    assert texts(document) == _ARABIC


_SCRIPT = st.text("ابتثجحخدذرزسشصضطظعغفقكمنهوي", min_size=1, max_size=8)
_FIGURE = st.from_regex(r"[1-9][0-9]{0,3}(/[0-9]{1,3})?", fullmatch=True)
_BRACKETED = st.builds("({})".format, _FIGURE | _SCRIPT)


@given(st.lists(_SCRIPT | _FIGURE | _BRACKETED, min_size=1, max_size=12), st.booleans())
def test_the_order_of_the_file_does_not_matter(words: list[str], drawn_backwards: bool) -> None:
    """Pieces placed from the right come back in order, however the file has them."""
    pieces: list[Run] = []
    place = 100.0
    for word in words:
        for part in re.findall(r"[()]|[^()]+", word):
            width = 6.0 * len(part)
            order = len(pieces) * (-1 if drawn_backwards else 1)
            pieces.append(Run(part, place, place + width, 50.0, 12.0, False, False, False, order))
            place += width
        place += 4.0
    row = in_reading_order(sorted(pieces, key=lambda run: run.order))
    assert join_runs(row) == " ".join(words)
