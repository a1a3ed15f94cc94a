"""Deletions struck out and additions set in bold by hand, in Word files and web pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.model import Bracket, Paragraph
from tests.word_builder import Raw, docx, ins, p, r

_MARKED = re.compile(r"~~(.+?)~~|\*\*(.+?)\*\*|__(.+?)__|([^~*_]+)")
HEAD = ("The Council of Lamps,", "Noting the dark of the harbour,")


def line(text: str) -> Raw:
    """A paragraph: ~~struck out~~, **bold**, __underlined__."""
    runs = [
        r(struck or bold or under or plain, s=bool(struck), b=bool(bold), u=bool(under))
        for struck, bold, under, plain in _MARKED.findall(text)
    ]
    return p(*runs)


def word(*lines: str) -> rt.Document:
    return rt.read(docx(*map(line, (*HEAD, *lines))))


def page(*lines: str) -> rt.Document:
    shown = [
        re.sub(
            r"__(.+?)__",
            r'<span style="text-decoration: underline">\1</span>',
            re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", re.sub(r"~~(.+?)~~", r"<s>\1</s>", text)),
        )
        for text in (*HEAD, *lines)
    ]
    body = "".join(f"<p>{text}</p>\n" for text in shown)
    return rt.read(f"<html><body>{body}</body></html>".encode())


def shown(paragraph: Paragraph) -> list[tuple[str, str]]:
    return [(b.face, b.words(paragraph.text)) for b in paragraph.brackets if b.face]


def asked(document: rt.Document) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(q.kind, q.words, q.instead_of, q.delegations) for q in document.proposals]


def clean(document: rt.Document) -> list[str]:
    return [q.text for q in document.view("clean").operative]


@pytest.mark.parametrize("read", [word, page])
def test_one_word_for_another(read: Callable[..., rt.Document]) -> None:
    document = read("1. Urges keepers ~~to sing~~ **to watch** at night;", "2. Welcomes all.")
    first = document["op1"]
    assert first.text == "Urges keepers to sing to watch at night;"
    assert [(b.kind, b.face, first.text[b.start : b.end]) for b in first.brackets] == [
        ("deletion", "struck", "to sing"),
        ("addition", "bold", "to watch"),
    ]
    assert asked(document) == [("replace", "to watch", "to sing", ())]
    assert clean(document) == ["Urges keepers to watch at night;", "Welcomes all."]
    assert document.open_brackets == {"op1": 2}


@pytest.mark.parametrize(
    "text",
    [
        "Urges keepers ~~to sing~~ **to watch (EU)** now;",
        "Urges keepers ~~to sing~~ **to watch** (EU) now;",
        "Urges keepers ~~to sing~~ **to watch** [EU] now;",
        "Urges keepers ~~to sing~~ __to watch__ {EU} now;",
        "Urges keepers **EU:** ~~to sing~~ **to watch** now;",
        "Urges keepers **EU**: ~~to sing~~ **to watch** now;",
        "Urges keepers ~~to sing~~ **EU: to watch** now;",
        "Urges keepers [EU: ~~to sing~~ **to watch**] now;",
        "EU: Urges keepers ~~to sing~~ **to watch** now;",
        "Urges keepers **to watch** ~~to sing~~ (EU) now;",
    ],
)
def test_whose_it_is(text: str) -> None:
    document = word(f"1. {text}")
    assert asked(document) == [("replace", "to watch", "to sing", ("EU",))]
    assert clean(document) == ["Urges keepers to sing now;"]


@pytest.mark.parametrize(
    ("text", "kind", "words", "who", "kept"),
    [
        ("Urges ~~all~~ keepers;", "delete", "all", (), "Urges keepers;"),
        (
            "Urges ~~all~~ (delete: EU, US) keepers;",
            "delete",
            "all",
            ("EU", "US"),
            "Urges all keepers;",
        ),
        ("Urges [EU: ~~all~~] keepers;", "delete", "all", ("EU",), "Urges all keepers;"),
        ("Urges ~~[all]~~ keepers;", "delete", "all", (), "Urges keepers;"),
        ("Urges [~~all~~] keepers;", "delete", "all", (), "Urges keepers;"),
    ],
)
def test_deletions(text: str, kind: str, words: str, who: tuple[str, ...], kept: str) -> None:
    document = word(f"1. {text}")
    assert asked(document) == [(kind, words, "", who)]
    assert clean(document) == [kept]


def test_bold_means_nothing_where_nothing_is_struck_out() -> None:
    document = word("1. Urges **all** keepers __to watch__;", "2. **Welcomes** the oil.")
    assert document.proposals == ()
    assert not any(q.brackets for q in document.paragraphs)


def test_bold_means_what_the_text_says_it_means() -> None:
    note = "Proposed additions are shown in bold."
    document = rt.read(docx(*map(line, (note, *HEAD, "1. Urges **all** keepers __to watch__;"))))
    assert asked(document) == [("insert", "all", "", ())]


def test_titles_openings_and_whole_texts_in_bold_are_no_additions() -> None:
    document = word(
        "**I. Keepers**",
        "1. **Urges** ~~all~~ keepers to watch the whole of the harbour from the wall;",
        "2. **Oil.** The oil is paid for by whoever burns it;",
        "**Of lamps**",
        "3. Decides to stay awake.",
    )
    assert asked(document) == [("delete", "all", "", ())]
    everything = [
        f"**{n}. Urges keepers to watch ~~and~~ the sea, now and later;**" for n in (1, 2)
    ]
    shouted = [text.replace("~~and~~", "**~~and~~**") for text in everything]
    assert {q.kind for q in word(*shouted).proposals} == {"delete"}


def test_whole_paragraphs() -> None:
    document = word(
        "1. ~~Urges~~ **Calls upon** keepers to watch the harbour from the wall;",
        "~~2. Deplores the fog;~~",
        "**2 bis. Condemns the fog;**",
        "(a) **To sing;**",
        "~~3.~~ **4.** Decides to stay awake.",
    )
    assert [q.id for q in document.operative] == ["op1", "op2", "op2bis", "op2bis(a)", "op4"]
    assert document["op1"].opening == "Calls upon"
    assert [(q.id, q.text) for q in document.view("clean").operative] == [
        ("op1", "Calls upon keepers to watch the harbour from the wall;"),
        ("op2bis", "Condemns the fog;"),
        ("op2bis(a)", "To sing;"),
        ("op4", "Decides to stay awake."),
    ]


def test_brackets_half_inside() -> None:
    document = word("1. Urges ~~all [or~~ some] **the [big] and** keepers;")
    first = document["op1"]
    assert shown(first) == [("struck", "all"), ("struck", "or"), ("bold", "the [big] and")]
    signs = [b for b in first.brackets if not b.face]
    assert [(b.words(first.text), b.depth) for b in signs] == [("or some", 0), ("big", 1)]
    assert clean(document) == ["Urges some the big and keepers;"]


def test_beside_tracked_changes() -> None:
    body = p("1. Urges ", r("all", s=True), " ", r("some", b=True), ins(" old"), " keepers;")
    document = rt.read(docx(*map(line, HEAD), body))
    assert asked(document) == [("replace", "some", "all", ())]
    assert [c.words for c in document.changes] == [" old"]
    assert clean(document) == ["Urges some old keepers;"]
    assert document.view("original")["op1"].text == "Urges all some keepers;"


def test_a_page_says_who_changed_it() -> None:
    body = '<ins cite="mailto:A.%20Doe" datetime="2031-02-03T04:05:00Z">old </ins>keepers'
    (change,) = page(f"1. Urges {body};").changes
    assert (change.author, change.time) == ("A. Doe", "2031-02-03T04:05:00Z")


_BITS = st.sampled_from(
    [
        "~~aa~~",
        "**bb**",
        "__cc__",
        "[",
        "]",
        " ",
        "EU:",
        "(EU)",
        ",",
        "all",
        "~~[dd~~",
        "**ee]**",
        "/",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_BITS, max_size=14).map("".join))
@example("~~[dd~~]/**bb**")
def test_every_stretch_lies_in_its_text_and_every_sign_in_one_bracket(text: str) -> None:
    document = word(f"1. Urges {text} now;")
    paragraph = document["op1"]
    signs: list[int] = []
    for bracket in paragraph.brackets:
        assert 0 <= bracket.start <= bracket.words_start
        assert bracket.words_start <= bracket.words_end <= bracket.end <= len(paragraph.text)
        signs += _signs(paragraph, bracket)
    assert sorted(signs) == [n for n, c in enumerate(paragraph.text) if c in "[]"]
    kept = document.view("clean")["op1"].text
    assert not set(kept) & set("[]")


def _signs(paragraph: Paragraph, bracket: Bracket) -> list[int]:
    """Where the signs of a bracket are; one made by hand may have none of its own."""
    first = paragraph.text[bracket.start]
    if first not in "[]" or (bracket.face and bracket.words_start == bracket.start):
        return []
    if not (bracket.opened and bracket.closed):
        return [bracket.start]
    # The stroke of "[shall]/should" goes with the words that are struck out.
    return [bracket.start, paragraph.text.rindex("]", bracket.start, bracket.end)]


# Markdown


MARKDOWN = """\
# A lamp for every harbour

*The Council of Lamps*,

1. **Urges** States to ~~consider lighting~~ **light** the [lamp](https://x.example);[^1]
2. Asks <del>some </del>keepers<ins class="x"> and ferrymen</ins> to \\~~write\\~~ home;
3. Decides to remain ~~seized.

[^1]: See *the* ledger.
"""


def test_marks_in_markdown_are_marks_by_hand() -> None:
    document = rt.read(MARKDOWN.encode(), format="markdown")
    found = [(b.face, b.kind, b.words(p.text)) for p in document.paragraphs for b in p.brackets]
    assert found == [
        ("struck", "deletion", "consider lighting"),
        ("bold", "addition", "light"),
        ("struck", "deletion", "some"),
        ("underlined", "addition", "and ferrymen"),
    ]
    first, second, third = document.paragraphs
    assert first.text == "Urges States to consider lighting light the lamp;"
    assert [(n.position, n.text) for n in first.notes] == [(len(first.text), "See the ledger.")]
    assert second.text == "Asks some keepers and ferrymen to ~~write~~ home;"
    assert third.text == "Decides to remain ~~seized."
    clean = document.view("clean")
    assert [p.text for p in clean.paragraphs[:2]] == [
        "Urges States to light the lamp;",
        "Asks keepers and ferrymen to ~~write~~ home;",
    ]


@pytest.mark.parametrize(
    ("marked", "struck"),
    [
        ("~~all~~ keepers", "all"),
        ("~~**all**~~ keepers", "all"),
        ("**~~all~~** keepers", "all"),
        ("**most ~~all~~ keepers**", "all"),
        ("~~all~~, ~~every~~ keepers", "all every"),
        ("~~ all ~~ keepers", ""),
        ("all~~ keepers ~~", ""),
        ("<s>all</s> keepers", "all"),
        ("<del>all keepers", ""),
        ("\uf0e0all\uf0e1 ~~old~~ keepers", ""),
    ],
)
def test_only_signs_in_pairs_are_marks(marked: str, struck: str) -> None:
    text = f"# Lamps\n\n*The Council of Lamps*,\n\n1. Urges {marked};\n2. Thanks them."
    document = rt.read(text.encode(), format="markdown")
    paragraph = document["op1"]
    faces = [b.words(paragraph.text) for b in paragraph.brackets if b.face == "struck"]
    assert " ".join(faces) == struck


@given(st.lists(st.sampled_from(["~~", "**", "***", "<ins>", "</ins>", "<del>", "a", " "])))
def test_no_mix_of_signs_is_an_error_or_leaves_a_trace(pieces: list[str]) -> None:
    text = f"*The Council of Lamps*,\n\n1. Urges {''.join(pieces)} x;\n2. Thanks the keepers."
    document = rt.read(text.encode(), format="markdown")
    assert not any("\ue000" <= letter <= "\uf8ff" for p in document.paragraphs for letter in p.text)
