"""One document on the terminal: tracked changes and brackets in the words."""

from __future__ import annotations

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import resotrack as rt
from resotrack.model import Change, Paragraph
from resotrack_cli.marked import marked
from resotrack_cli.show import print_document
from tests.word_builder import dele, docx, ins, p, r

TEXT = docx(
    p("The Council of Lamps,"),
    p("Noting the ", dele("fog"), ins("dark"), " of the harbour,"),
    p("1. Urges [EU: all] ", r("old", s=True), " ", r("new", b=True), " keepers;"),
)


def printed(*, colour: bool) -> str:
    out = StringIO()
    console = Console(
        file=out,
        width=90,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
    )
    print_document(console, rt.read(TEXT))
    return out.getvalue()


def test_without_colour_the_marks_say_it() -> None:
    told = printed(colour=False)
    assert "[-deleted-]   {+inserted or moved here+}   ? proposed   ± tracked change" in told
    assert "PP1     Noting the [-fog-]{+dark+} of the harbour," in told
    assert "OP1     Urges [EU: all] [-old-] {+new+} keepers;  (3 open brackets)" in told
    assert "? EU: insert “all”" in told
    assert "? “new” instead of “old”" in told
    assert "± Adela: “dark” for “fog”" in told


def test_in_colour_there_are_no_marks() -> None:
    told = printed(colour=True)
    assert "\x1b[9;31mfog" in told
    assert "\x1b[4;32mdark" in told
    assert "[-" not in told
    assert "{+" not in told


_PLACES = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)


@given(st.lists(st.tuples(st.sampled_from(["insert", "delete", "move_to"]), _PLACES), max_size=6))
def test_taking_the_marks_out_gives_the_text_back(found: list[tuple[str, list[int]]]) -> None:
    text = "Urges keepers"
    changes = [
        Change(kind="delete", paragraph="op1", start=a, end=a, words="gone")
        if kind == "delete"
        else Change(kind=kind, paragraph="op1", start=a, end=b, words=text[a:b])  # type: ignore[arg-type]
        for kind, (a, b) in found
    ]
    paragraph = Paragraph(id="op1", kind="operative", number="1", text=text)
    plain = marked(paragraph, changes, colour=False).plain
    assert plain.replace("[-gone-]", "").replace("{+", "").replace("+}", "") == text
    coloured = marked(paragraph, changes, colour=True).plain
    assert coloured.replace("gone", "") == text
