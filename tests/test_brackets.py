"""Brackets, proposals and attributions: what each is, whose it is, and what a clean text keeps."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.model import Bracket, Paragraph, Proposal
from resotrack.model.published import comparison_object
from resotrack.write.view import changes_told, proposals_told

HEAD = "The Council of Lamps,\nNoting the dark of the harbour,\n"


def read(*lines: str) -> rt.Document:
    return rt.read((HEAD + "\n".join(lines) + "\n").encode())


def one(line: str) -> tuple[Paragraph, list[Bracket]]:
    paragraph = read(f"1. {line}").paragraphs[1]
    return paragraph, list(paragraph.brackets)


def kinds(line: str) -> list[str]:
    return [bracket.kind for bracket in one(line)[1]]


def clean(line: str) -> str:
    kept = read(f"1. {line}", "2. Decides to stay awake.").view("clean")
    return kept["op1"].text if "op1" in kept.by_id else ""


def proposal(line: str) -> Proposal:
    (found,) = read(f"1. {line}").proposals
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Urges keepers [and boatmen] to watch;", ["text"]),
        ("Urges keeper[s] to watch;", ["text"]),
        ("Urges [shall] [should] wake;", ["alternative", "alternative"]),
        ("Urges [shall][should][may] wake;", ["alternative"] * 3),
        ("Urges [shall]/[should] wake;", ["alternative"] * 2),
        ("Keepers shall [should] wake;", ["alternative"]),
        ("Keepers [shall/should] wake;", ["alternative"]),
        ("Urges [boatmen] [and their crews] to wake;", ["text", "text"]),
        ("Urges [boatmen,] [keepers,] pilots to wake;", ["text", "text"]),
        ("Urges keepers [Ostrelle: to sing];", ["addition"]),
        ("Urges keepers [to sing – Aldermark];", ["addition"]),
        ("Urges keepers [EU, Brazil: to sing];", ["addition"]),
        ("Urges keepers [to sing] {Group of 77};", ["addition", "attribution"]),
        ("Urges keepers [to sing] (add: Norway);", ["addition", "attribution"]),
        ("Urges keepers [to sing (EU)];", ["addition"]),
        ("Urges keepers [EU: delete];", ["deletion"]),
        ("Urges keepers to row (del. – US, JPN);", ["deletion"]),
        ("Urges keepers; [Ostrelle: move to the preamble]", ["move"]),
        ("Urges keepers; [place after OP5 bis]", ["move"]),
        ("Urges keepers; [Korvane: retain]", ["position"]),
        ("Urges keepers; [Korvane: reserves its position]", ["position"]),
        ("Urges keepers; [agreed]", ["agreed"]),
        ("Urges keepers; [agreed ad ref]", ["agreed"]),
        ("Urges keepers; [Agreed ad ref., 3 May]", ["agreed"]),
        ("[Placeholder for lamps] Urges keepers;", ["placeholder"]),
        ("Urges keepers by [X] [date];", ["placeholder", "placeholder"]),
        ("Urges keepers within [   ] days;", ["placeholder"]),
        ("Urges keepers; [see A/HRC/28/2 (OP9, amended)]", ["note"]),
        ("Urges keepers [on the report of the Third Committee (A/72/439)];", ["note"]),
        ("Urges keepers;[1]", ["note"]),
        ("Urges keepers, as he [sic] said;", ["quoted"]),
        ("Urges “[t]he keepers […] to wake”;", ["quoted", "quoted"]),
        ("Urges small island lamps [small island lamps (SIL)] to shine;", ["text"]),
        ("Urges keepers [that is to say: whoever wakes] to watch;", ["text"]),
        ("Urges keepers [remove obstacles from quays] to watch;", ["text"]),
    ],
)
def test_what_a_bracket_is(line: str, expected: list[str]) -> None:
    assert kinds(line) == expected


@pytest.mark.parametrize("line", ["Urges A; [agreed ad ref]", "Urges [sic] A;", "Urges A;[1]"])
def test_what_leaves_nothing_to_negotiate_is_not_open(line: str) -> None:
    assert read(f"1. {line}").open_brackets == {}


@pytest.mark.parametrize(
    ("line", "kind", "who", "words", "old"),
    [
        ("Urges [boats] [EU: ships] to go;", "alternative", ("EU",), "ships", "boats"),
        ("Urges [US/Japan: delete “all”] all;", "delete", ("US", "Japan"), "all", ""),
        ("Urges [all boats] [EU: delete];", "delete", ("EU",), "all boats", ""),
        ("Urges [all boats] (del. – US, JPN);", "delete", ("US", "JPN"), "all boats", ""),
        ("Urges [all boats [EU: delete]];", "delete", ("EU",), "all boats", ""),
        ("Urges all; [delete: EU]", "delete", ("EU",), "Urges all;", ""),
        ("Urges [EU: replace “a” with “b”] a;", "replace", ("EU",), "b", "a"),
        ("Urges all [Brazil/Mexico: and some];", "insert", ("Brazil", "Mexico"), "and some", ""),
        ("Urges all [+EU: and some];", "insert", ("EU",), "and some", ""),
        ("Urges all [G77 and China: and some];", "insert", ("G77 and China",), "and some", ""),
        (
            "Urges all [Bosnia and Herzegovina: and some];",
            "insert",
            ("Bosnia and Herzegovina",),
            "and some",
            "",
        ),
        ("Urges all; [EU: retain]", "keep", ("EU",), "Urges all;", ""),
        ("Urges all; [Ostrelle: move to OP3]", "move", ("Ostrelle",), "move to OP3", ""),
        ("Urges shall/should;", "alternative", (), "should", "shall"),
        ("Urges/Invites all;", "alternative", (), "Invites", "Urges"),
        ("Brazil/Mexico: [Urges all];", "insert", ("Brazil", "Mexico"), "Urges all", ""),
    ],
)
def test_what_is_proposed(line: str, kind: str, who: tuple[str, ...], words: str, old: str) -> None:
    found = proposal(line)
    assert (found.kind, found.delegations, found.words, found.instead_of) == (kind, who, words, old)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[Condemns] [Aldermark: Strongly condemns] every act;", "Condemns every act;"),
        (
            "Urges keepers [, where feasible,] [EU: , always,] to wake;",
            "Urges keepers, where feasible, to wake;",
        ),
        ("Urges [the [north] [south] lamp]keepers;", "Urges the north lampkeepers;"),
        ("Urges [all][some]keepers to wake;", "Urges allkeepers to wake;"),
        ("Urges [all] [some]keepers to wake;", "Urges all keepers to wake;"),
        ("Urges keeper[s] to wake; [agreed ad ref]", "Urges keepers to wake;"),
        ("Urges [EU: all] keepers to wake [US: delete];", "Urges keepers to wake;"),
        (
            "Urges keepers [sic] to [Placeholder] wake by [20XX];",
            "Urges keepers [sic] to wake by 20XX;",
        ),
        ("[Ostrelle: Stresses the cold;] [Lirasse: delete]", ""),
    ],
)
def test_the_clean_text(line: str, expected: str) -> None:
    assert clean(line) == expected


def test_the_opening_is_that_of_the_first_alternative() -> None:
    assert one("[Condemns] [Aldermark: Strongly condemns] every act;")[0].opening == "Condemns"
    assert one("[Ostrelle: Stresses that it is cold;] [Lirasse: delete]")[0].opening == "Stresses"
    assert one("[Strongly] condemns every act;")[0].opening == "Strongly condemns"


def test_whole_paragraphs_in_brackets_keep_their_places() -> None:
    document = read(
        "[PP2 bis Concerned at the cold,]",
        "",
        "[Ostrelle: Deeply concerned at the price of oil,] [agreed ad ref]",
        "",
        "[1. Urges keepers to watch;]",
        "[2. Welcomes the oil [of whales];]",
    )
    assert [p.id for p in document.paragraphs] == ["pp1", "pp2bis", "pp2", "op1", "op2"]
    assert document["op1"].text == "[Urges keepers to watch;]"
    assert document.headings == ()
    assert document["pp2"].opening == "Deeply concerned"


def test_a_bracket_across_paragraphs() -> None:
    document = read(
        "1. [Calls upon [keepers:", "(a) To watch;", "(b) To sing]] at night;", "2. Urges all."
    )
    outer, inner = document["op1"].brackets
    assert (outer.closed, outer.closes_in, outer.end) == (
        False,
        "op1(b)",
        len("[Calls upon [keepers:"),
    )
    assert inner.closes_at is not None
    assert outer.closes_at == inner.closes_at + 1
    assert document["op1(b)"].brackets == ()
    assert document.open_brackets == {"op1": 2}
    assert [p.text for p in document.view("clean").operative] == [
        "Calls upon keepers:",
        "To watch;",
        "To sing at night;",
        "Urges all.",
    ]


def test_a_proposal_across_paragraphs_goes_as_a_whole() -> None:
    document = read("1. [EU: Calls upon all:", "(a) To watch;", "(b) To sing;]", "2. Urges all.")
    assert [p.id for p in document.view("clean").operative] == ["op2"]


def test_a_sign_without_a_partner_is_said() -> None:
    document = read("1. Urges [all to watch;", "2. Welcomes] the oil.", "II", "3. Urges all].")
    assert [b.opened for p in document.operative for b in p.brackets] == [True, False]
    assert [n.where for n in document.notices if n.code == "brackets"] == ["op3"]


def test_alternative_paragraphs() -> None:
    document = read(
        "OP1 Urges keepers to watch;",
        "OP1 alt Ostrelle: Invites keepers to watch;",
        "2. Option 1: Closes the harbour;",
        "Option 2: Opens the harbour;",
        "3. Urges all.",
    )
    whole = [p for p in document.proposals if p.whole]
    assert [(p.paragraph, p.delegations) for p in whole] == [
        ("op1alt", ("Ostrelle",)),
        ("op2+1", ()),
    ]
    assert whole[0].instead_of == "Urges keepers to watch;"
    kept = document.view("clean").operative
    assert [(p.id, p.text) for p in kept] == [
        ("op1", "Urges keepers to watch;"),
        ("op2", "Closes the harbour;"),
        ("op3", "Urges all."),
    ]


@pytest.mark.parametrize(
    ("line", "words", "old", "kept"),
    [
        (
            "Decides [Option 1: to open] [Option 2: to close] the harbour;",
            "to close",
            "to open",
            "Decides to open the harbour;",
        ),
        (
            "Decides Option 1: to open it; or Option 2: to close it;",
            "to close it",
            "to open it",
            "Decides to open it;",
        ),
        (
            "Decides [Alt 1: to open; Alt 2: to close] the harbour;",
            "to close",
            "to open",
            "Decides to open the harbour;",
        ),
        (
            "Decides (Option A) to open / (Option B) to close it;",
            "to close it",
            "to open",
            "Decides to open;",
        ),
        ("Urges [alt: all] keepers;", "all", "", "Urges keepers;"),
    ],
)
def test_options_within_a_paragraph(line: str, words: str, old: str, kept: str) -> None:
    found = proposal(line)
    assert (found.kind, found.words, found.instead_of) == ("alternative", words, old)
    assert clean(line) == kept


@pytest.mark.parametrize(
    "line",
    [
        "Recalls Option 1: the small one;",
        "Recalls Option 2: the large one; and Option 3: none;",
        "Recalls option 1 and option 2 of the report;",
    ],
)
def test_mere_mentions_of_options_are_none(line: str) -> None:
    assert read(f"1. {line}").proposals == ()


def test_numbered_alternatives_are_paragraphs_of_their_own() -> None:
    document = read("OP1 Urges all;", "OP1 alt 1 Urges some;", "OP1 alt 2 Urges none;")
    assert [p.id for p in document.operative] == ["op1", "op1alt1", "op1alt2"]
    assert [(p.paragraph, p.instead_of) for p in document.proposals] == [
        ("op1alt1", "Urges all;"),
        ("op1alt2", "Urges all;"),
    ]
    assert [p.id for p in document.view("clean").operative] == ["op1"]


def test_the_sample(sample: Path) -> None:
    document = rt.read(sample / "rev1.docx")
    found = {p.id: [b.kind for b in p.brackets] for p in document.paragraphs if p.brackets}
    pair = ["alternative", "alternative"]
    assert found == {
        "pp2": ["agreed"],
        "pp6": ["text"],
        "pp8": pair,
        "pp10bis": ["text"],
        "op1": pair,
        "op2": [*pair, "text"],
        "op14": [*pair, "text"],
        "op3": ["move"],
        "op4": pair,
        "op5bis": pair,
        "op6(c)(i)": pair,
        "op7": pair * 2,
        "op7bis": ["addition", "deletion"],
        "op8": ["agreed"],
        "op10": ["text"],
        "op11": ["text", "deletion"],
        "op11alt": ["text"],
        "op13": ["move"],
        "op15": ["agreed"],
    }
    by = Counter(name for p in document.proposals for name in p.delegations)
    assert by == {"Ostrelle": 11, "Aldermark": 1, "Lirasse": 1}
    kept = document.view("clean")
    assert {p.id for p in document.paragraphs} - {p.id for p in kept.paragraphs} == {
        "op7bis",
        "op11alt",
    }
    assert not any(sign in p.text for p in kept.paragraphs for sign in "[]")
    assert kept["op6(c)(i)"].text.startswith("Relocation, at public expense, of the person")
    assert [n.text for p in kept.paragraphs for n in p.notes] == [
        n.text for p in document.paragraphs for n in p.notes
    ]


def test_the_sample_still_aligns(sample: Path) -> None:
    after = rt.read(sample / "l12.docx")
    document = rt.read(sample / "rev1.docx")
    for before in (document, document.view("clean")):
        links = rt.compare(before, after).links
        twelfth = next(link for link in links if "op12" in [p.id for p in link.after])
        assert twelfth.before
        assert [p.id for link in links if not link.before for p in link.after] == [
            "op8(e)",
            "op13",
            "op14",
        ]


PARIS = {
    # State: "[" in the bytes, in paragraphs and headings, in footnotes; "]" that open nothing.
    "23-oct": (1052, 1023, 2),
    "4-dec": (1055, 1011, 4),
    "9-dec": (222, 217, 0),
    "12-dec": (6, 0, 0),
}
_MARK_UP = re.compile(
    r"\[\^\w+\]|^\[(?!\^)\w+\]:|\[[^\[\]]*\]\((?:https?:|/)[^)]*\)|\[([^\[\]]*)\]\[(?:source|decision|\d+(?:nov|dec))\]",
    re.MULTILINE,
)


@pytest.mark.parametrize("state", PARIS)
def test_every_bracket_of_the_paris_drafts(state: str, shared_data: Path) -> None:
    path = shared_data / "drafts" / "paris" / f"agreement-{state}-2015.md"
    document = rt.read(path)
    assert document.source is not None
    assert document.source.format == "markdown"
    everything = [*document.headings, *document.paragraphs]
    in_text = sum(p.text.count("[") for p in everything)
    in_notes = sum(n.text.count("[") for p in everything for n in p.notes)
    raw = path.read_text(encoding="utf-8")
    assert (raw.count("["), in_text, in_notes) == PARIS[state]
    mark_up = sum(match[0].count("[") for match in _MARK_UP.finditer(raw))
    assert raw.count("[") == in_text + in_notes + mark_up
    accounted(document)


def accounted(document: rt.Document) -> None:
    """Every sign of the text belongs to exactly one bracket."""
    everything = [*document.headings, *document.paragraphs]
    signs = [(p.id, n) for p in everything for n, c in enumerate(p.text) if c in "[]"]
    owned = []
    for paragraph in everything:
        for bracket in paragraph.brackets:
            first = paragraph.text[bracket.start]
            if bracket.opened and first == "[":
                owned.append((paragraph.id, bracket.start))
                if bracket.closed:
                    owned.append((paragraph.id, bracket.end - 1))
                elif bracket.closes_at is not None:
                    owned.append((bracket.closes_in, bracket.closes_at))
            elif not bracket.opened and first == "]":
                owned.append((paragraph.id, bracket.start))
    assert sorted(owned) == sorted(signs)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                "[ ] [ ] EU :_ delete shall / _ { } ( ) \n2._ , a".replace("_", " ").split(" ")
            ),
            max_size=25,
        ).map(" ".join),
        max_size=4,
    )
)
def test_nothing_breaks_and_nothing_is_lost(pieces: list[str]) -> None:
    document = read(*(f"{n}. Urges keepers {piece} now;" for n, piece in enumerate(pieces, 1)))
    accounted(document)
    kept = document.view("clean")
    assert {p.id for p in kept.paragraphs} <= {p.id for p in document.paragraphs}
    assert all(p.text and p.parent in {None, *kept.by_id} for p in kept.paragraphs)
    for paragraph in document.paragraphs:
        for bracket in paragraph.brackets:
            assert 0 <= bracket.start <= bracket.words_start <= bracket.words_end <= bracket.end
            assert bracket.end <= len(paragraph.text)


MARKDOWN = """\
---
title: On lamps
symbol: A/LAMPS/L.3
---

# On lamps

[law]: http://lamps.example/law

*Noting* the [old law][law] of the [sea] [harbour],[^1]

[*Recalling* the storm,]

## Section 1 *(keepers)*
{:.no_toc}

1. **Option 1:** *Urges* [all keepers](https://lamps.example) to watch:

    1. the sea, [EU: and the sky];
    2. the harbour\\[s\\];

2. Decides to stay awake.

[^1]: See the [third] ledger.
"""


def test_markdown() -> None:
    document = rt.read(MARKDOWN.encode())
    assert document.source is not None
    assert document.source.format == "markdown"
    assert (document.title, document.symbol) == ("On lamps", "A/LAMPS/L.3")
    assert [(p.id, p.text) for p in document.paragraphs] == [
        ("pp1", "Noting the old law of the [sea] [harbour],"),
        ("pp2", "[Recalling the storm,]"),
        ("op1", "Option 1: Urges all keepers to watch:"),
        ("op1(a)", "the sea, [EU: and the sky];"),
        ("op1(b)", "the harbour[s];"),
        ("op2", "Decides to stay awake."),
    ]
    assert [h.text for h in document.headings][-1] == "Section 1 (keepers)"
    assert document["pp1"].notes[0].text == "See the [third] ledger."
    assert document["pp1"].notes[0].position == len(document["pp1"].text)
    assert document["pp2"].opening == "Recalling"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "1. Urges * and # and [a]: b;\n",
        HEAD + "* * *\n1. Urges all.\n",
        "# 3 of 4\n" + HEAD + "1. Urges all.\n",
    ],
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    source = rt.read(text.encode()).source
    assert source is not None
    assert source.format == "plain"


def test_brackets_in_the_published_form() -> None:
    before, after = read("1. Urges [all] keepers;"), read("1. Urges all keepers;")
    written = comparison_object(rt.compare(before, after))
    (bracket,) = written["before"]["paragraphs"][1]["brackets"]
    assert bracket["kind"] == "text"
    assert bracket["open"] is True
    assert bracket["words"] == "all"


def test_what_is_told_below_a_paragraph(sample: Path) -> None:
    document = rt.read(sample / "rev1.docx")
    (told,) = proposals_told(document)["op2"]
    assert (told.who, told.what) == ("Aldermark", "“Strongly condemns” instead of “Condemns”")
    changes = [remark.what for remark in changes_told(document)["op6(b)"]]
    assert changes[0] == "“promote” for “ensure”"
    assert "moved here as a whole" in [r.what for r in changes_told(document)["pp12"]]


# ---- forms of compilation texts ---------------------------------------------------------------


def test_a_row_of_readings_goes_on_behind_who_would_delete() -> None:
    found = read("1. Urges [keepers] [EU: delete] [US: pilots] to wake;").proposals
    assert [(p.kind, p.delegations, p.words, p.instead_of) for p in found] == [
        ("delete", ("EU",), "keepers", ""),
        ("alternative", ("US",), "pilots", "keepers"),
    ]
    assert clean("Urges [keepers] [EU: delete] [US: pilots] to wake;") == "Urges keepers to wake;"


def test_two_say_something_of_the_same_words() -> None:
    found = read("1. Urges [keepers] [EU: delete] [US: retain] to wake;").proposals
    assert [(p.kind, p.words) for p in found] == [("delete", "keepers"), ("keep", "keepers")]


def test_names_with_brackets_of_their_own() -> None:
    found = proposal("Urges keepers [Bolivia (Plurinational State of), Norway: to sing];")
    assert found.delegations == ("Bolivia (Plurinational State of)", "Norway")


def test_many_ask_for_one_thing() -> None:
    names = tuple(f"Harbour Town of the Isle {n}" for n in "ABCDEFGHIJ")
    assert proposal(f"Urges keepers [{', '.join(names)}: to sing];").delegations == names


def test_a_signed_alternative_is_told_once() -> None:
    (found,) = read("1. Urges keepers to wake;", "1 alt. [EU: Invites pilots to wait;]").proposals
    assert (found.kind, found.whole, found.delegations) == ("alternative", True, ("EU",))
    assert found.words == "Invites pilots to wait;"


def test_a_chinese_clause_is_no_name_and_gets_no_space() -> None:
    head = "人权理事会，\n回顾其关于灯塔的决议，\n"
    lines = "1. [决定看守灯塔并记录：] [挪威：删除]\n2. 请船[挪威：只]长等待。\n"
    text = rt.read((head + lines).encode())
    assert text.view("clean").paragraphs[-1].text == "请船长等待。"
    assert [p.delegations for p in text.proposals] == [("挪威",), ("挪威",)]


@pytest.mark.parametrize(
    ("label", "number"),
    [("(a bis)", "(a) bis"), ("a bis.", "a bis"), ("(أ bis)", "(أ) bis"), ("б bis)", "(б) bis")],
)
def test_bis_behind_letters_of_every_script(label: str, number: str) -> None:
    from resotrack.read.labels import read_label

    found = read_label(f"{label} To wake;")
    assert found is not None
    assert (found.raw, found.suffix) == (number, "bis")
