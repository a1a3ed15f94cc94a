"""Plain text in its three shapes, and what is wrong with what is not a resolution."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path

import pytest

import resotrack as rt
from tests.texts import HARBOUR, printed


def ids(document: rt.Document) -> list[str]:
    return [p.id for p in document.paragraphs]


def plain(*lines: str) -> rt.Document:
    return rt.read("\n".join(lines).encode())


def test_the_facts_of_the_header() -> None:
    document = rt.read(HARBOUR.encode())
    assert document.symbol == "A/HRC/RES/97/3"
    assert document.title == "Lighthouse keepers and the free passage of news"
    assert document.body == "The Human Rights Council"
    assert document.date == "2029-10-04"
    assert document.language == "en"


def test_the_recorded_vote() -> None:
    vote = rt.read(HARBOUR.encode()).vote
    assert vote is not None
    assert vote.method == "recorded"
    assert vote.counts == (3, 1, 2)
    assert vote.in_favour == ("Aldermark", "Bosnia and Herzegovina", "Verrania (Cantons of)")
    assert vote.against == ("Ostrelle",)
    assert vote.abstaining == ("Korvane", "Drosmere")


def test_the_tree() -> None:
    document = rt.read(HARBOUR.encode())
    assert ids(document) == [
        *("pp1", "pp2", "pp3", "pp4", "op1", "op2", "op3", "op3(a)", "op3(a)(i)", "op3(a)(ii)"),
        *("op3(b)", "op4"),
    ]
    assert document["op3(a)(ii)"].parent == "op3(a)"
    assert document["op3(a)(ii)"].depth == 2
    assert document["op3(b)"].text == "To pay keepers on the first day of each month;"
    assert [p.number for p in document.operative if p.depth == 0] == ["1", "2", "3", "4"]


def test_opening_phrases() -> None:
    document = rt.read(HARBOUR.encode())
    assert document["pp3"].opening == "Deeply concerned"
    assert document["pp4"].opening == "Noting with appreciation"
    assert document["op3"].opening == "Calls upon"
    assert document["op3(a)"].opening == ""


def test_lines_out_of_a_pdf_read_as_the_text_itself() -> None:
    document, extracted = rt.read(HARBOUR.encode()), rt.read(printed(HARBOUR).encode())
    assert [(p.id, p.text) for p in extracted.paragraphs] == [
        (p.id, p.text) for p in document.paragraphs
    ]
    assert extracted.symbol == "A/HRC/97/L.9"
    notes = [note for p in extracted.paragraphs for note in p.notes]
    assert [note.text for note in notes] == [
        f"See the ledger of the year, folio {n}0." for n in range(1, len(notes) + 1)
    ]
    assert notes


@pytest.mark.parametrize("width", [60, 72, 90])
def test_any_width_of_page(width: int) -> None:
    document, extracted = rt.read(HARBOUR.encode()), rt.read(printed(HARBOUR, width=width).encode())
    assert [p.text for p in extracted.paragraphs] == [p.text for p in document.paragraphs]


def test_blank_lines_between_paragraphs() -> None:
    spaced = HARBOUR.replace("\n", "\n\n")
    assert ids(rt.read(spaced.encode())) == ids(rt.read(HARBOUR.encode()))


def test_a_letter_after_h_is_no_roman_numeral() -> None:
    letters = [f"({c}) To send a lamp;" for c in "abcdefghijk"]
    document = plain("The Council of Lamps,", "Noting the dark,", "1. Urges all keepers:", *letters)
    assert ids(document)[-3:] == ["op1(i)", "op1(j)", "op1(k)"]
    assert {p.depth for p in document.paragraphs[2:]} == {1}


def test_roman_numerals_below_a_letter_h() -> None:
    letters = [f"({c}) To send a lamp;" for c in "abcdefg"]
    document = plain(
        "The Council of Lamps,",
        "Noting the dark,",
        "1. Urges all keepers:",
        *letters,
        "(h) To send oil:",
        "(i) By boat;",
        "(ii) By mule;",
        "(i) To send wicks.",
    )
    assert ids(document)[-4:] == ["op1(h)", "op1(h)(i)", "op1(h)(ii)", "op1(i)"]


def test_four_levels() -> None:
    document = plain(
        "Noting the dark,",
        "1. Urges all keepers:",
        "(a) To send oil:",
        "(i) By boat:",
        "a. In casks;",
        "(b) To send wicks.",
    )
    assert ids(document) == ["pp1", "op1", "op1(a)", "op1(a)(i)", "op1(a)(i)(a)", "op1(b)"]


def test_labels_of_informal_texts() -> None:
    document = plain(
        "PP1 Noting the dark,",
        "PP2 bis Recalling the light,",
        "OP1. Urges all keepers to watch;",
        "[OP.7bis] Encourages them to sleep in turns;",
        "OP7 ter: Invites the moon.",
    )
    assert ids(document) == ["pp1", "pp2bis", "op1", "op7bis", "op7ter"]
    assert document["op7ter"].number == "7 ter"
    assert document["pp2bis"].text == "Recalling the light,"


def test_a_single_operative_paragraph_has_no_number() -> None:
    document = plain(
        "The General Assembly,",
        "Recalling the storm of the year before,",
        "Takes note of the report on broken lamps.",
    )
    assert ids(document) == ["pp1", "op1"]


def test_headings_and_an_annex() -> None:
    document = plain(
        "The General Assembly,",
        "Recalling the storm,",
        "I",
        "Lamps",
        "1. Urges all keepers to watch;",
        "2. Welcomes the oil;",
        "II",
        "Boats",
        "1. Requests a rope.",
        "41st plenary meeting",
        "3 October 2031",
        "Annex",
        "Rules for lamps",
        "1. A lamp is lit at dusk.",
        "It is fed with oil.",
    )
    assert ids(document) == ["pp1", "op1", "op2", "II.op1", "annex.op1", "annex.op1+1"]
    assert [h.text for h in document.headings] == [
        "I",
        "Lamps",
        "II",
        "Boats",
        "Annex",
        "Rules for lamps",
    ]
    assert document["op2"].heading == "h2"
    assert document.adoption == "41st plenary meeting 3 October 2031"
    assert document.date == "2031-10-03"


def test_adopted_without_a_vote() -> None:
    document = plain(
        "Noting the dark,", "1. Lights a lamp.", "2nd meeting", "[Adopted without a vote.]"
    )
    assert document.vote == rt.Vote(method="without a vote")


WATCH = {
    "en": ("The Council of Lamps,", "Noting the dark that lies over {0},", "Urges {0} to watch;"),
    "fr": (
        "Le Conseil des phares,",
        "Constatant que la nuit tombe sur {0},",
        "Demande à {0} de veiller ;",
    ),
    "es": ("El Consejo de los faros,", "Observando que {0} duerme,", "Exhorta a {0} a que vele;"),
    "ru": ("Совет маяков,", "отмечая, что ночь опустилась на {0},", "призывает {0} не спать;"),
    "zh": (
        "大会，",
        "注意到黑夜笼罩着{0}的所有悬崖和所有灯塔，而且没有人看守，",
        "促请{0}的守塔人彻夜看守灯塔，并写下他们看到的一切；",
    ),
    "ar": ("إن مجلس المنارات،", "وإذ يلاحظ أن الليل يغطي {0} كلها،", "يحث {0} على السهر؛"),
}
NUMBERS = {
    "en": ("{0}. ", "({0}) "),
    "fr": ("{0}. ", "{0}) "),
    "es": ("{0}. ", "{0}) "),
    "ru": ("{0}. ", "{0}) "),
    "zh": ("{0}. ", "({0}) "),
    "ar": ("{0} - ", "({0}) "),
}
ISLES = {
    "en": "all the cliffs of the coast and the islands that lie before it in the sea",
    "fr": "toutes les falaises de la côte et les îles qui se trouvent devant elle dans la mer",
    "es": "todos los acantilados de la costa y las islas que están en la mar delante de ella",
    "ru": "все скалы побережья и острова, которые лежат перед ним в холодном море",
    "zh": "沿海所有悬崖以及海中所有岛屿和岛上所有灯塔",
    "ar": "جميع منحدرات الساحل والجزر التي تقع أمامه في البحر",
}


@pytest.mark.parametrize("language", WATCH)
@pytest.mark.parametrize("blank", [True, False])
def test_six_languages_with_hard_line_breaks(language: str, blank: bool) -> None:
    formula, noting, urging = WATCH[language]
    top, sub = NUMBERS[language]
    letters = "أبج" if language == "ar" else "abc"
    isles = ISLES[language]
    paragraphs = [formula, *(noting.format(f"{isles} {n}") for n in range(4))]
    for n in range(1, 4):
        paragraphs.append(top.format(n) + urging.format(f"{isles} {n}").rstrip(" ;；؛") + ":")
        paragraphs += [sub.format(c) + urging.format(isles) for c in letters]
    width = 30 if language == "zh" else 60
    if language == "zh":
        paragraphs = [p.replace(f"{isles} ", isles) for p in paragraphs]
    lines = [textwrap.wrap(p, width, break_on_hyphens=False) for p in paragraphs]
    text = ("\n\n" if blank else "\n").join("\n".join(each) for each in lines)
    document, whole = rt.read(text.encode()), rt.read("\n".join(paragraphs).encode())
    assert document.language == language
    assert ids(document) == ids(whole)
    assert len(document.operative) == 12
    assert [p.text.replace(" ", "") for p in document.paragraphs] == [
        p.text.replace(" ", "") for p in whole.paragraphs
    ]


def test_a_sentence_that_comes_back_on_a_line_of_its_own_is_no_running_head() -> None:
    text = "".join(
        f"{n}. Urges the keepers of the lamps on the cliffs of the coast of Aldermark\n"
        "who write down in the ledger what they see at night and by day from the\n"
        f"cliffs of Verrania to send the ledger to the Panel in the month of {month};\n"
        for n, month in enumerate(("May", "June", "July", "August"), 1)
    )
    document = plain("The Council of Lamps,", "Noting the dark,", text)
    assert ids(document)[-4:] == ["op1", "op2", "op3", "op4"]
    assert all("who write down in the ledger" in p.text for p in document.operative)


def test_a_path_a_file_and_bytes_are_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, encoding="utf-8")
    from_path, from_bytes = rt.read(path), rt.read(HARBOUR.encode())
    from_file = rt.read(io.BytesIO(HARBOUR.encode()))
    assert from_path.paragraphs == from_bytes.paragraphs == from_file.paragraphs
    assert from_path.source is not None
    assert from_path.source.name == "harbour.txt"


def test_windows_text_is_read_and_said() -> None:
    document = rt.read(HARBOUR.replace("free", "naïve").encode("cp1252"))
    assert "naïve" in document.title
    assert "encoding" in {notice.code for notice in document.notices}


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", rt.UnreadableDocument, "empty"),
        (b"   \n ", rt.UnreadableDocument, "empty"),
        (b"Dear colleague, see you at four.", rt.UnreadableDocument, "no preambular or operative"),
        (b"<!DOCTYPE html><html></html>", rt.UnreadableDocument, "no text"),
        (b"{\\rtf1 x}", rt.UnknownFormat, "RTF"),
        (b"\x00\x01\x02binary", rt.UnknownFormat, "plain text"),
    ],
)
def test_what_is_no_resolution_is_refused_with_a_remedy(
    data: bytes, error: type[rt.ReadError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        rt.read(data)
    assert caught.value.remedy


def test_an_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague, see you at four.")
    with pytest.raises(rt.UnreadableDocument, match=r"letter\.txt"):
        rt.read(path)
    with pytest.raises(rt.UnreadableDocument, match=r"missing\.txt.*cannot be opened"):
        rt.read(tmp_path / "missing.txt")


def test_an_unknown_format_name_lists_those_that_are_known() -> None:
    with pytest.raises(rt.UnknownFormat, match=r"akn, .*docx, html, .*plain"):
        rt.read(HARBOUR.encode(), format="papyrus")


# ---- lines that were broken at a column ------------------------------------------------------


def wrapped_at(column: int, *paragraphs: str) -> rt.Document:
    return plain(*(line for text in paragraphs for line in textwrap.wrap(text, column)))


def test_a_label_on_a_line_of_its_own_belongs_to_the_words_below() -> None:
    document = plain(
        "The Council of Lamps,", "Noting the dark,", "1.", "Urges all keepers;", "2. Lights."
    )
    assert [(p.id, p.text) for p in document.operative] == [
        ("op1", "Urges all keepers;"),
        ("op2", "Lights."),
    ]


def test_a_number_cut_short_by_the_line_is_no_label() -> None:
    document = plain(
        "The Council of Lamps,",
        "Recalling the Lamps Convention of the keepers of 1952, as amended in 1961 (No.",
        "188), and the Oil Convention that the keepers of the northern coast drew up in",
        "the winter of 1971, and every ledger that was written under the two of them,",
        "Noting the dark,",
        "1. Urges all keepers to watch.",
    )
    assert ids(document) == ["pp1", "pp2", "op1"]
    assert "(No. 188), and the Oil" in document["pp1"].text


def test_a_hyphen_before_a_conjunction_inside_a_word() -> None:
    document = plain(
        "The Council of Lamps,",
        "Noting that the ledgers of the keepers of the northern coast should be kept up-",
        "to-date, and that lamps of the small-",
        "and the large kind burn the same oil in every season of the year at every coast",
        "that the keepers of the lamps of the northern coast have ever lit on their way,",
        "1. Urges all keepers to watch.",
    )
    assert "up-to-date" in document["pp1"].text
    assert "small- and" in document["pp1"].text


def test_the_marks_of_a_page_are_taken_in_their_order() -> None:
    document = plain(
        "The Council of Lamps,",
        "Recalling the ledger of the keepers of the northern coast on the year 2014,1 the",
        "lamps of resolution 61/29,2 and all that was written in chapter 17 of Ledger 21,3",
        "and the report of the keepers of the southern coast, which calls for 44 lamps in",
        "the dark months of the year,4 none of which the keepers of the coast have lit yet,",
        "1. Urges all keepers to watch.",
        "__________________",
        "1 Folio 10.",
        "2 Folio 20.",
        "3 Folio 30.",
        "4 Folio 40.",
        "A/HRC/97/L.9",
        "1/1",
    )
    first = document["pp1"]
    assert [note.text for note in first.notes] == [f"Folio {n}0." for n in range(1, 5)]
    assert "2014, the lamps of resolution 61/29, and" in first.text
    assert "Ledger 21, and" in first.text
    assert "44 lamps in the dark months of the year, none" in first.text


def test_rows_of_a_table_between_broken_lines() -> None:
    document = plain(
        "The Council of Lamps,",
        "Noting that the keepers of the lamps of the northern coast have written down in",
        "the ledger what every lamp on the cliffs has burnt since the winter of the storm,",
        "1. Approves the oil of the northern coast as it stands in the rows that follow, to",
        "be paid by the keepers of the southern coast before the winter of the year ahead:",
        "Coast | Casks | ",
        " | Subtotal | 12",
        "2. Urges all keepers to watch over the casks that stand in the rows above this one",
        "until the ships of the winter have come for them and have brought them all ashore.",
    )
    assert [p.id for p in document.operative] == ["op1", "op2"]
    rows = [p.text for p in document.paragraphs if p.kind == "table"]
    assert rows == ["Coast | Casks | ", " | Subtotal | 12"]


def test_the_texts_of_a_compound_text() -> None:
    document = plain(
        "The Council of Lamps,",
        "A",
        "Noting the dark,",
        "1. Urges all keepers to watch;",
        "B",
        "Noting the oil,",
        "1. Lights a lamp.",
    )
    assert ids(document) == ["A.pp1", "A.op1", "B.pp1", "B.op1"]


def test_a_section_that_is_called_a_divides_nothing() -> None:
    document = plain(
        "The Council of Lamps,",
        "Noting the dark,",
        "1. Urges all keepers to watch;",
        "A",
        "Oil of the coast",
        "2. Lights a lamp.",
    )
    assert ids(document) == ["pp1", "op1", "op2"]


def test_an_annex_has_a_preamble_of_its_own() -> None:
    document = wrapped_at(
        60,
        "The Council of Lamps,",
        "Noting the dark that lies over all the cliffs of the coast of Aldermark,",
        "1. Adopts the rules for lamps that the keepers of the northern coast wrote.",
        "Annex",
        "Rules for lamps",
        "Recalling the storm of the year in which the northern lamps stood dark,",
        "Noting that the keepers of the southern coast have lit all of their own,",
        "Having read what they wrote about it in the ledger of the long winter,",
        "1. A lamp is lit at dusk by the keeper who has the watch on that night.",
    )
    assert ids(document) == ["pp1", "op1", "annex.p1", "annex.p2", "annex.p3", "annex.op1"]


ISLES_ZH = "沿海所有悬崖以及海中所有岛屿和岛上所有灯塔"


def test_a_clause_that_points_back_begins_no_paragraph() -> None:
    """A full line that ends in a comma, and an opening phrase behind it: "and" goes on."""
    whole = [
        "大会，",
        *(
            f"回顾第{n}号决议以及守塔人在{ISLES_ZH}写下的全部记录和所有报告，"
            for n in range(11, 16)
        ),
        f"注意到黑夜笼罩着{ISLES_ZH}，并鼓励守塔人写下他们看到的一切，",
        f"1. 促请守塔人彻夜看守{ISLES_ZH}。",
    ]
    columns = whole[6].index("，") + 1
    lines = [text[n : n + columns] for text in whole for n in range(0, len(text), columns)]
    assert "并鼓励守塔人写下他们看到的一切，" in lines
    assert [p.text for p in plain(*lines).paragraphs] == [
        *whole[1:7],
        whole[7].removeprefix("1. "),
    ]


def test_sections_with_long_titles_and_preambles_of_their_own() -> None:
    document = wrapped_at(
        64,
        "The Council of Lamps,",
        "Noting the dark that lies over all the cliffs of the coast of Aldermark,",
        "I Lamps of the northern coast and of all the islands that lie before it",
        "1. Urges all keepers of the northern coast to watch over their own lamps;",
        "2. Lights a lamp on the cliffs of the northern coast and on every island;",
        "II Lamps of the southern coast and of the keepers who tend it by",
        "Recalling the storm of the year in which the southern lamps stood dark,",
        "Noting that the keepers of the southern coast, who have lit all of them,",
        "1. Urges all keepers of the southern coast to watch over their own lamps.",
    )
    assert ids(document) == ["pp1", "op1", "op2", "pp2", "pp3", "II.op1"]


def test_a_cyrillic_letter_in_a_latin_list() -> None:
    """ "а)" typed on the Russian keyboard, then "b)" and "c)": one list, not a list in a list."""
    lines = [
        "Генеральная Ассамблея,",
        "1. призывает смотрителей:",
        "\u0430) зажигать огни;",
        "b) вести журналы;",
        "\u0441) красить лестницы;",
        "2. просит Группу доложить.",
    ]
    paragraphs = rt.read("\n\n".join(lines).encode()).paragraphs
    assert [p.depth for p in paragraphs] == [0, 1, 1, 1, 0]
    assert {p.parent for p in paragraphs[1:4]} == {"op1"}


def test_a_list_in_cyrillic_letters() -> None:
    lines = [
        "Генеральная Ассамблея,",
        "1. призывает смотрителей:",
        "а) зажигать огни;",
        "б) вести журналы;",
        "в) красить лестницы;",
        "2. просит Группу доложить.",
    ]
    paragraphs = rt.read("\n\n".join(lines).encode()).paragraphs
    assert [p.depth for p in paragraphs] == [0, 1, 1, 1, 0]


def test_a_provision_in_brackets_begins_a_paragraph() -> None:
    lines = [
        "The Human Rights Council,",
        "1. Decides to light every lamp on the coast of the straits before dusk and [and to sing]",
        "[2. Welcomes the pilots of the straits and the almanac that they have kept for years;]",
        "3. Urges States to pay keepers;",
    ]
    paragraphs = rt.read("\n".join(lines).encode()).paragraphs
    assert [p.id for p in paragraphs] == ["op1", "op2", "op3"]
