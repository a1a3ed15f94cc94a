"""Word files: what the text is, what stands beside it, and both views of tracked changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from resotrack.errors import UnreadableDocument
from resotrack.model import Change
from resotrack.read._word_model import View
from resotrack.read.blocks import Block, Reading
from resotrack.read.docx import lines_of, read_docx
from tests.word_builder import (
    Raw,
    cell,
    dele,
    docx,
    ins,
    move_range,
    p,
    part,
    r,
    row,
    style,
    table,
    tracked,
    zipped,
)

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
WORD = SHARED / "word"
shared = pytest.mark.skipif(
    not WORD.is_dir(), reason="the measuring data are not beside the project"
)


ORIGINAL = View(name="original")


def original(data: bytes) -> Reading:
    """A Word file as it reads with every tracked change rejected."""
    other = read_docx(data).views
    assert other is not None
    return other("original", "")


def block(*content: str, **parts: str | tuple[str, ...]) -> Block:
    """The one block of a document."""
    (found,) = read_docx(docx(*content, **parts)).blocks
    return found


def texts(data: bytes) -> list[str]:
    return [found.text for found in read_docx(data).blocks]


def told(change: Change) -> tuple[str, int, int, str, bool]:
    return change.kind, change.start, change.end, change.words, change.whole


class TestWords:
    def test_a_typed_number_between_tabs_stays_in_the_text(self) -> None:
        found = block(p("\t1.\t", r("Urges", i=True), " every ferry to carry a lamp;"))
        assert found.text == "1. Urges every ferry to carry a lamp;"
        assert found.lead == "Urges"
        assert found.number == ""

    def test_white_space_is_folded_in_blocks_and_kept_in_lines(self) -> None:
        data = docx(p("article\u00a07  of\tthe\ncharter "))
        assert texts(data) == ["article 7 of the charter"]
        assert read_docx(data).lines == ("article\u00a07  of\tthe\ncharter ",)

    def test_hyphens(self) -> None:
        hyphens = Raw(
            "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate har</w:t><w:softHyphen/>"
            "<w:t>bour</w:t></w:r>"
        )
        assert block(p(hyphens)).text == "co-operate harbour"

    def test_blank_paragraphs_are_lines_but_not_blocks(self) -> None:
        reading = read_docx(docx(p("One"), p(), p("Two")))
        assert reading.lines == ("One", "", "Two")
        assert [b.text for b in reading.blocks] == ["One", "Two"]

    def test_wrappers_do_not_hide_words(self) -> None:
        found = block(
            p(
                Raw(f"<w:hyperlink>{r('The ')}</w:hyperlink>"),
                Raw(f"<w:smartTag>{r('Lantern ')}</w:smartTag>"),
                Raw(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Office ')}</w:sdtContent></w:sdt>"),
                Raw(f'<w:fldSimple w:instr="PAGE">{r("12")}</w:fldSimple>'),
            )
        )
        assert found.text == "The Lantern Office 12"

    def test_content_controls_hold_paragraphs_too(self) -> None:
        data = docx(Raw(f"<w:sdt><w:sdtContent>{p('Inside')}</w:sdtContent></w:sdt>"), p("After"))
        assert texts(data) == ["Inside", "After"]

    def test_of_a_field_the_result_is_read_and_not_the_code(self) -> None:
        def mark(kind: str) -> Raw:
            return Raw(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')

        nested = (mark("begin"), "7", mark("separate"), "8", mark("end"))
        field = (mark("begin"), "IF ", *nested, mark("separate"), "shown", mark("end"))
        assert block(p("It is ", *field, ".")).text == "It is shown."
        assert block(p("It is ", mark("begin"), "never closed.")).text == "It is never closed."

    def test_text_boxes_are_read_once(self) -> None:
        box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
        shape = (
            "<w:r><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing><wps:wsp>{box}</wps:wsp></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
        assert texts(docx(p("Beside", Raw(shape)), p("Below"))) == ["Beside", "In the box", "Below"]

    def test_symbols_of_picture_fonts(self) -> None:
        def sym(font: str, code: str) -> Raw:
            return Raw(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')

        assert block(p(sym("Symbol", "F061"), " ", sym("Wingdings", "F0FC"))).text == "α ✓"
        reading = read_docx(docx(p("Odd ", sym("Wingdings", "F041"))))
        assert reading.blocks[0].text == "Odd \ufffd"
        assert [n.code for n in reading.notices] == ["skipped"]

    def test_words_in_unknown_markup_are_kept_and_noticed(self) -> None:
        reading = read_docx(docx(p("Known ", Raw("<w:novelty><w:t>and new</w:t></w:novelty>"))))
        assert reading.blocks[0].text == "Known and new"
        assert "novelty" in reading.notices[0].message

    def test_pictures_and_objects_are_noticed(self) -> None:
        picture = Raw("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")
        reading = read_docx(docx(p("A lamp", picture), p(Raw("<w:r><w:object/></w:r>"))))
        assert [n.message for n in reading.notices] == [
            "a picture was left out.",
            "an embedded object was left out.",
        ]
        assert reading.notices[0].where == "A lamp"

    def test_hidden_words_are_left_out_with_a_notice(self) -> None:
        secret = Raw("<w:r><w:rPr><w:vanish/></w:rPr><w:t>not for print</w:t></w:r>")
        reading = read_docx(docx(p("Seen ", secret)))
        assert reading.blocks[0].text == "Seen"
        assert (reading.notices[0].code, "not for print" in reading.notices[0].message) == (
            "hidden-text",
            True,
        )

    def test_a_file_in_the_strict_dialect(self) -> None:
        data = part("document", f"<w:body>{p('Strictly')}</w:body>").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        assert texts(zipped({"word/document.xml": data})) == ["Strictly"]


class TestTrackedWords:
    def test_inserted_and_deleted(self) -> None:
        found = block(p("Ferries ", dele("may "), ins("shall ", by="Bruno"), "stop."))
        assert found.text == "Ferries shall stop."
        assert [told(c) for c in found.changes] == [
            ("delete", 8, 8, "may ", False),
            ("insert", 8, 14, "shall ", False),
        ]
        assert [c.author for c in found.changes] == ["Adela", "Bruno"]
        assert found.changes[0].time == "2031-02-03T04:05:00Z"

    def test_adjacent_stretches_of_one_author_are_one_change(self) -> None:
        later = "2031-02-03T04:09:00Z"
        found = block(p("A ", ins("very "), ins("old ", time=later), ins("red ", by="Bo"), "boat"))
        assert [c.words for c in found.changes] == ["very old ", "red "]

    def test_a_deletion_inside_an_insertion_gives_both_at_one_place(self) -> None:
        found = block(p("One", ins(" two", dele(" three", by="Bruno"))))
        assert found.text == "One two"
        assert [told(c) for c in found.changes] == [
            ("insert", 3, 7, " two", False),
            ("delete", 7, 7, " three", False),
        ]

    def test_offsets_hold_where_white_space_is_folded(self) -> None:
        found = block(p("\t2.\t", ins("  Also   urges"), "  all"))
        (change,) = found.changes
        assert found.text == "2. Also urges all"
        assert found.text[change.start : change.end] == change.words == "Also urges"

    def test_changes_of_formatting_are_counted_in_a_notice(self) -> None:
        run = Raw(
            "<w:r><w:rPr><w:i/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>Hm</w:t></w:r>"
        )
        data = docx(p(run, " now"))
        assert [n.code for n in read_docx(data).notices] == ["formatting"]
        assert read_docx(data).blocks[0].lead == "Hm"
        assert original(data).blocks[0].lead == ""


class TestTrackedParagraphs:
    def test_inserted_with_its_own_mark(self) -> None:
        blocks = read_docx(docx(p("A"), p(ins("B"), mark="ins"), p("C"))).blocks
        assert [told(c) for c in blocks[1].changes] == [("insert", 0, 1, "B", True)]

    def test_inserted_by_enter_at_the_end_of_the_one_before(self) -> None:
        data = docx(p("A", mark="ins"), p(ins("B")), p("C"))
        blocks = read_docx(data).blocks
        assert [[told(c) for c in b.changes] for b in blocks] == [
            [],
            [("insert", 0, 1, "B", True)],
            [],
        ]
        assert lines_of(data, ORIGINAL) == ("A", "C")

    def test_deleted_goes_to_the_next_block_that_remains(self) -> None:
        data = docx(p("A"), p(dele("B"), mark="del"), p("C"))
        blocks = read_docx(data).blocks
        assert [b.text for b in blocks] == ["A", "C"]
        assert [told(c) for c in blocks[1].changes] == [("delete", 0, 0, "B", True)]
        assert lines_of(data, ORIGINAL) == ("A", "B", "C")

    def test_deleted_by_delete_at_the_end_of_the_one_before(self) -> None:
        blocks = read_docx(docx(p("A", mark="del"), p(dele("B")), p("C"))).blocks
        assert [b.text for b in blocks] == ["A", "C"]
        assert [told(c) for c in blocks[1].changes] == [("delete", 0, 0, "B", True)]

    def test_deleted_at_the_end_goes_to_the_last_block(self) -> None:
        blocks = read_docx(docx(p("A"), p(dele("B"), mark="del"))).blocks
        assert [told(c) for c in blocks[0].changes] == [("delete", 1, 1, "B", True)]

    def test_joined(self) -> None:
        data = docx(p("Head, ", mark="del"), p("tail."))
        (found,) = read_docx(data).blocks
        assert found.text == "Head, tail."
        assert [told(c) for c in found.changes] == [("delete", 6, 6, "\n", False)]
        assert lines_of(data, ORIGINAL) == ("Head, ", "tail.")

    def test_split(self) -> None:
        data = docx(p("Head,", mark="ins"), p("tail."))
        blocks = read_docx(data).blocks
        assert [told(c) for c in blocks[0].changes] == [("insert", 5, 5, "\n", False)]
        assert lines_of(data, ORIGINAL) == ("Head,tail.",)

    def test_moved(self) -> None:
        gone = p(move_range("From", "move1", tracked("moveFrom", "B")), mark="moveFrom")
        come = p(move_range("To", "move1", tracked("moveTo", "B")), mark="moveTo")
        data = docx(p("A"), gone, p("C"), come, p("D"))
        blocks = read_docx(data).blocks
        assert [b.text for b in blocks] == ["A", "C", "B", "D"]
        (left,), (arrived,) = blocks[1].changes, blocks[2].changes
        assert told(left) == ("move_from", 0, 0, "B", True)
        assert told(arrived) == ("move_to", 0, 1, "B", True)
        assert left.move == arrived.move == "move1"
        assert [line for line in lines_of(data, ORIGINAL) if line] == ["A", "B", "C", "D"]

    def test_moved_and_edited_is_one_move(self) -> None:
        gone = p(move_range("From", "move1", tracked("moveFrom", "Red ships")), mark="moveFrom")
        edited = (
            ins("The ", by="Bruno"),
            tracked("moveTo", "Red "),
            ins("new "),
            tracked("moveTo", "ships"),
            ins(" now"),
        )
        come = p(move_range("To", "move1", *edited), mark="moveTo")
        blocks = read_docx(docx(p("A"), gone, p("C"), come, p("D"))).blocks
        (left,) = blocks[1].changes
        assert told(left) == ("move_from", 0, 0, "Red ships", True)
        assert [told(c) for c in blocks[2].changes] == [
            ("insert", 0, 4, "The ", False),
            ("move_to", 0, 21, "The Red new ships now", True),
            ("insert", 8, 12, "new ", False),
            ("insert", 17, 21, " now", False),
        ]

    def test_a_sentence_moved_into_a_new_paragraph_is_no_whole_move(self) -> None:
        new = p(ins("New. "), move_range("To", "move1", tracked("moveTo", "Old.")), mark="ins")
        changes = read_docx(docx(p("A"), new, p("B"))).blocks[1].changes
        assert [(c.kind, c.words, c.whole) for c in changes] == [
            ("insert", "New. ", False),
            ("move_to", "Old.", False),
            ("insert", "\n", False),
        ]

    def test_the_original_view_is_a_reading_too(self) -> None:
        data = docx(p("Ferries ", dele("may "), ins("shall "), "stop."), p(ins("New"), mark="ins"))
        before = original(data)
        assert [b.text for b in before.blocks] == ["Ferries may stop."]
        assert before.blocks[0].changes == ()

    def test_the_changes_of_one_author(self) -> None:
        data = docx(p("Ferries ", ins("shall ", by="Ann"), ins("not ", by="Bo"), "stop."))
        other = read_docx(data).views
        assert other is not None
        assert [b.text for b in other("final", "Ann").blocks] == ["Ferries shall stop."]
        assert [b.text for b in other("final", "Bo").blocks] == ["Ferries not stop."]


class TestTables:
    def test_a_masthead_gives_a_block_for_each_paragraph(self) -> None:
        head = table(
            row("Lantern League", "LL/7/L.3"), row(cell(p("Distr."), p("3 May")), "Limited")
        )
        blocks = read_docx(docx(head, p("Recalling the lamp,"))).blocks
        assert [(b.style, b.text) for b in blocks] == [
            ("table", "Lantern League"),
            ("table", "LL/7/L.3"),
            ("table", "Distr."),
            ("table", "3 May"),
            ("table", "Limited"),
            ("body", "Recalling the lamp,"),
        ]

    def test_a_table_of_data_gives_a_block_for_each_row(self) -> None:
        data = docx(
            p("Harbours:"), table(row("Port", "Lamps"), row(cell(p("Inner"), p("quay")), "4"))
        )
        blocks = read_docx(data).blocks
        assert [b.text for b in blocks[1:]] == ["Port | Lamps", "Inner quay | 4"]
        assert read_docx(data).lines == ("Harbours:", "Port", "Lamps", "Inner", "quay", "4")

    def test_changes_in_a_row_are_placed_in_the_joined_text(self) -> None:
        data = docx(
            p("Harbours:"),
            table(row("Port", "Lamps"), row("Inner", cell(p("4", ins(" or 5"))))),
        )
        (change,) = read_docx(data).blocks[2].changes
        assert told(change) == ("insert", 9, 14, " or 5", False)

    def test_deleted_and_inserted_rows_and_cells(self) -> None:
        gone = '<w:del w:author="Adela"/>'
        come = '<w:cellIns w:author="Adela"/>'
        data = docx(
            p("Harbours:"),
            table(
                row("Port", "Lamps", cell(p("Bells"), properties=come)),
                row("Outer", "2", cell(p("1"), properties=come), properties=gone),
                row("Inner", "4", cell(p("3"), properties=come)),
            ),
        )
        blocks = read_docx(data).blocks
        assert [b.text for b in blocks] == ["Harbours:", "Port | Lamps | Bells", "Inner | 4 | 3"]
        assert [c.words for c in blocks[2].changes if c.kind == "delete"] == ["Outer", "2", "1"]
        assert lines_of(data, ORIGINAL) == (
            *("Harbours:", "Port", "Lamps", "Outer", "2", "Inner", "4"),
        )


class TestNotes:
    NOTES = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="4">'
        f"{p(Raw('<w:r><w:footnoteRef/></w:r>'), ' See the chart.')}</w:footnote>"
        f'<w:footnote w:id="5">{p("* Owing to fog.")}</w:footnote>'
        f'<w:footnote w:id="6">{p("Page ", ins("nine"), dele("six"), ".")}</w:footnote>'
    )

    def reference(self, number: int, custom: str = "") -> Raw:
        follows = ' w:customMarkFollows="1"' if custom else ""
        mark = f"<w:t>{custom}</w:t>" if custom else ""
        return Raw(f'<w:r><w:footnoteReference w:id="{number}"{follows}/>{mark}</w:r>')

    def test_numbered_in_order_and_out_of_the_text(self) -> None:
        found = block(
            p(
                "The lamp",
                self.reference(6),
                " and the bell",
                self.reference(5, "*"),
                self.reference(4),
            ),
            footnotes=self.NOTES,
        )
        assert found.text == "The lamp and the bell"
        assert [(n.marker, n.text, n.position) for n in found.notes] == [
            ("1", "Page nine.", 8),
            ("*", "Owing to fog.", 21),
            ("2", "See the chart.", 21),
        ]

    def test_endnotes_count_in_roman_figures_unless_told_otherwise(self) -> None:
        mark = Raw('<w:r><w:endnoteReference w:id="1"/></w:r>')
        notes = f'<w:endnote w:id="1">{p("Ibid.")}</w:endnote>'
        assert block(p("A", mark), endnotes=notes).notes[0].marker == "i"
        decimal = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
        assert block(p("A", mark), endnotes=notes, settings=decimal).notes[0].marker == "1"

    def test_raised_figures_are_marks_of_notes(self) -> None:
        found = block(
            p(
                "The charter",
                r("1", sup=True),
                r("2", sup=True),
                r(", ", sup=True),
                r("*", sup=True),
            )
        )
        assert found.text == "The charter"
        assert [(n.marker, n.text) for n in found.notes] == [("12", ""), ("*", "")]

    def test_raised_figures_after_a_unit_are_an_exponent(self) -> None:
        found = block(
            p("an area of 40 km", r("2", sup=True), " at sea, on 1", r("st", sup=True), " May")
        )
        assert found.text == "an area of 40 km2 at sea, on 1st May"
        assert found.notes == ()

    def test_a_paragraph_with_a_raised_head_is_the_note(self) -> None:
        data = docx(p("The charter", r("1", sup=True)), p(r("1", sup=True), " LL/7/12."))
        (found,) = read_docx(data).blocks
        assert [(n.marker, n.text) for n in found.notes] == [("1", "LL/7/12.")]

    def test_a_second_mark_finds_the_note_of_the_first(self) -> None:
        blocks = read_docx(
            docx(p("A", self.reference(4)), p("B", r("1", sup=True)), footnotes=self.NOTES)
        ).blocks
        assert blocks[1].notes[0].text == "See the chart."

    def test_a_mark_without_a_note_is_noticed(self) -> None:
        reading = read_docx(docx(p("A", self.reference(9)), footnotes=self.NOTES))
        assert [n.code for n in reading.notices] == ["missing-note"]

    CHANGED = (
        f'<w:footnote w:id="1">{p(dele("See the old chart."))}</w:footnote>'
        f'<w:footnote w:id="2">{p(ins("See the new chart.", by="Bruno"))}</w:footnote>'
        f'<w:footnote w:id="3">{p("Page ", dele("six"), ins("nine"), ".")}</w:footnote>'
    )

    def test_notes_that_came_went_or_changed(self) -> None:
        went, came = dele(self.reference(1)), ins(self.reference(2), by="Bruno")
        data = docx(p("A", went, " B", came, " C", self.reference(3)), footnotes=self.CHANGED)
        (found,) = read_docx(data).blocks
        assert [(n.marker, n.text) for n in found.notes] == [
            ("1", "See the new chart."),
            ("2", "Page nine."),
        ]
        (before,) = original(data).blocks
        assert [(n.marker, n.text) for n in before.notes] == [
            ("1", "See the old chart."),
            ("2", "Page six."),
        ]
        assert [(*told(c), c.author, c.in_note) for c in found.changes] == [
            ("delete", 1, 1, "See the old chart.", False, "Adela", True),
            ("insert", 3, 3, "See the new chart.", False, "Bruno", True),
            ("delete", 5, 5, "six", False, "Adela", True),
            ("insert", 5, 5, "nine", False, "Adela", True),
        ]

    def test_the_note_of_a_deleted_paragraph_goes_with_it(self) -> None:
        gone = p(dele("B", self.reference(1)), mark="del")
        (first, last) = read_docx(docx(p("A"), gone, p("C"), footnotes=self.CHANGED)).blocks
        assert first.changes == ()
        assert [(c.words, c.in_note) for c in last.changes] == [
            ("B", False),
            ("See the old chart.", True),
        ]


class TestStyles:
    STYLES = "".join(
        (
            style("SingleTxt", "__Single Txt"),
            style("Slanted", "Slanted", based_on="SingleTxt", rpr="<w:i/>"),
            style("Emphasis", "Emphasis", kind="character", rpr="<w:i/>"),
            style("Strong", "Strong", kind="character", rpr="<w:b/>"),
            style("H23", "_ H_2/3", ppr='<w:outlineLvl w:val="1"/>'),
            style("HChG", "_ H_Ch_G"),
            style("H1G", "_ H_1_G"),
            style("H4", "H_4"),
            style("TitleH1", "Title_H1"),
            style("TitleHCH", "Title_H_CH"),
            style("Own", "My own", based_on="Heading2"),
            style("Heading2", "heading 2"),
        )
    )

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("SingleTxt", "body"),
            ("H23", "heading"),
            ("HChG", "heading"),
            ("H1G", "heading"),
            ("H4", "heading"),
            ("TitleH1", "title"),
            ("TitleHCH", "heading"),
            ("Own", "heading"),
            ("Heading3", "heading"),
            ("Nowhere", "body"),
        ],
    )
    def test_rank(self, name: str, expected: str) -> None:
        found = block(p("Lamps", style=name), styles=self.STYLES)
        assert found.style == expected

    def test_a_lead_by_character_style(self) -> None:
        found = block(
            p("3. ", r("Also calls upon", style="Emphasis"), " pilots"), styles=self.STYLES
        )
        assert found.lead == "Also calls upon"

    def test_italic_twice_is_upright(self) -> None:
        found = block(
            p("Notes ", r("the bell", style="Emphasis"), style="Slanted"), styles=self.STYLES
        )
        assert found.lead == "Notes"

    def test_upright_by_hand_in_an_italic_style(self) -> None:
        upright = Raw(
            '<w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t xml:space="preserve"> us</w:t></w:r>'
        )
        assert block(p("Joins", upright, style="Slanted"), styles=self.STYLES).lead == "Joins"

    def test_bold_where_nothing_is_italic(self) -> None:
        assert block(p("(a) ", r("To light", b=True), " them")).lead == "To light"
        assert block(p(r("To", b=True), " light them ", r("soon", i=True))).lead == "To"

    def test_a_lead_in_several_runs(self) -> None:
        found = block(p("\t4.\t", r("Further", i=True), " ", r("calls upon", i=True), " us"))
        assert found.lead == "Further calls upon"

    def test_styles_in_a_ring_do_not_hang(self) -> None:
        ring = style("A", "A", based_on="B") + style("B", "B", based_on="A")
        assert block(p("Round", style="A"), styles=ring).style == "body"


def level(number: int, form: str, pattern: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


class TestNumbering:
    LIST = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "(%2)")
        + level(2, "lowerRoman", "(%3)")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        + level(0, "upperRoman", "%1")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "bullet", "\uf0b7")
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    )

    def numbers(self, *refs: tuple[int, int]) -> list[str]:
        body = [p(f"Lamp {n}", number=ref) for n, ref in enumerate(refs)]
        return [b.number for b in read_docx(docx(*body, numbering=self.LIST)).blocks]

    def test_levels_count_and_restart(self) -> None:
        assert self.numbers((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)) == [
            "1.",
            "(a)",
            "(b)",
            "(i)",
            "2.",
            "(a)",
        ]

    def test_a_number_may_say_where_to_start(self) -> None:
        assert self.numbers((1, 0), (2, 0), (2, 0)) == ["1.", "7.", "8."]

    def test_compound_patterns_and_bullets(self) -> None:
        found = self.numbers((3, 0), (3, 0), (3, 1), (3, 2))
        assert found == ["I", "II", "2.1", ""]

    def test_a_deleted_paragraph_is_not_counted_in_the_final_view(self) -> None:
        data = docx(
            p("A", number=(1, 0)),
            p(dele("B"), number=(1, 0), mark="del"),
            p("C", number=(1, 0)),
            numbering=self.LIST,
        )
        assert [b.number for b in read_docx(data).blocks] == ["1.", "2."]
        assert [b.number for b in original(data).blocks] == ["1.", "2.", "3."]

    def test_numbers_that_a_style_gives(self) -> None:
        styles = style("Op", "Op", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')
        data = docx(p("A", style="Op"), p("B", style="Op"), styles=styles, numbering=self.LIST)
        assert [b.number for b in read_docx(data).blocks] == ["1.", "2."]

    def test_number_nought_is_no_number(self) -> None:
        assert self.numbers((0, 0)) == [""]


class TestBesideTheText:
    def comment(self, number: int, *content: str) -> str:
        return (
            f'<w:comment w:id="{number}" w:author="Bruno" w:date="2031-03-01T10:00:00Z">'
            f"{''.join(content)}</w:comment>"
        )

    def begins(self, number: int) -> Raw:
        return Raw(f'<w:commentRangeStart w:id="{number}"/>')

    def ends(self, number: int) -> Raw:
        return Raw(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def test_comments_know_their_words_and_their_block(self) -> None:
        reading = read_docx(
            docx(
                p("Before"),
                p(
                    "Urges ",
                    self.begins(1),
                    "all ferries",
                    self.ends(1),
                    " to stop ",
                    self.begins(2),
                    "here",
                ),
                p("and there", self.ends(2), "."),
                comments=self.comment(1, p("Which?"), p("All?")) + self.comment(2, p("Agreed")),
            )
        )
        assert [(c.anchor, c.text, c.author) for c in reading.comments] == [
            ("all ferries", "Which? All?", "Bruno"),
            ("here and there", "Agreed", "Bruno"),
        ]
        assert [b.anchored for b in reading.blocks] == [(), (0, 1), ()]

    def test_metadata_in_a_comment_are_facts(self) -> None:
        metadata = "<<ODS JOB NO>>N31<<ODS JOB NO>><<ODS DOC SYMBOL1>>LL/7/L.3<<ODS DOC SYMBOL1>>"
        reading = read_docx(docx(p(self.ends(0)), p("Text"), comments=self.comment(0, p(metadata))))
        assert reading.facts.symbol == "LL/7/L.3"
        assert reading.comments == ()
        assert reading.blocks[0].anchored == ()

    def test_running_heads_are_folded_and_given_once(self) -> None:
        head = p("LL/7/L.3\t") + p()
        reading = read_docx(docx(p("Text"), header=(head, head), footer=(p("31-00\u00a012"),)))
        assert reading.running == ("LL/7/L.3", "31-00 12")

    def test_a_damaged_part_beside_the_text_is_noticed(self) -> None:
        data = zipped(
            {
                "word/document.xml": part("document", f"<w:body>{p('Text')}</w:body>"),
                "word/styles.xml": b"<w:styles",
            }
        )
        reading = read_docx(data)
        assert [b.text for b in reading.blocks] == ["Text"]
        assert [n.code for n in reading.notices] == ["damaged-part"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("member", "named"),
        [
            ("xl/workbook.xml", "Excel"),
            ("ppt/presentation.xml", "PowerPoint"),
            ("content.xml", "OpenDocument"),
            ("readme.txt", "no Word document"),
        ],
    )
    def test_other_kinds_are_named(self, member: str, named: str) -> None:
        with pytest.raises(UnreadableDocument, match=named) as caught:
            read_docx(zipped({member: b"<x/>"}))
        assert caught.value.remedy

    def test_a_document_without_words_is_no_error_here(self) -> None:
        assert read_docx(docx(p())).blocks == ()


@shared
class TestRealFiles:
    def test_every_file_is_read_in_both_views(self) -> None:
        files = sorted(WORD.rglob("*.docx"))
        assert files
        for file in files:
            reading = read_docx(file.read_bytes())
            for found in reading.blocks:
                for change in found.changes:
                    inside = found.text[change.start : change.end]
                    assert inside in ("", change.words), (file.name, change)
                assert found.lead in found.text
            original(file.read_bytes())

    def test_accepted_and_rejected_as_the_reference_files_have_them(self) -> None:
        folder = WORD / "tracked" / "accept-reject"
        checks, wrong = 0, []
        for view, suffix in ((View(), "Accepted"), (ORIGINAL, "Rejected")):
            for expected in sorted(folder.glob(f"*-{suffix}.docx")):
                source = folder / expected.name.replace(f"-{suffix}", "")
                found = lines_of(source.read_bytes(), view)
                checks += 1
                if found != lines_of(expected.read_bytes()):
                    wrong.append(expected.name)
        assert (checks, wrong) == (104, [])

    def test_a_resolution_of_the_assembly(self) -> None:
        (file,) = (WORD / "ga72").glob("A_RES_72_163__*.docx")
        reading = read_docx(file.read_bytes())
        assert reading.facts.symbol == "A/RES/72/163"
        assert "A/RES/72/163" in reading.running
        assert reading.comments == ()
        assert reading.notices == ()
        numbered = [b for b in reading.blocks if b.text[:1].isdigit() and b.style == "body"]
        assert len(numbered) == 51  # fifty paragraphs and the closing line
        assert all(b.lead for b in numbered)
        notes = [n.marker for b in reading.blocks for n in b.notes if n.text]
        assert {int(marker) for marker in notes} == set(range(1, 13))
