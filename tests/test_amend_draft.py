"""Comparisons written out as instructions, read back and carried out. All texts are invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.amend import draft
from tests.texts import HARBOUR, HARBOUR_LATER

TEXT = rt.read(HARBOUR.encode())


def test_the_form_in_which_amendments_are_tabled() -> None:
    words = TEXT["op1"].text.replace("Condemns", "Deplores")
    paragraphs = [replace(p, text=words) if p.id == "op1" else p for p in TEXT.paragraphs]
    drafted = draft(TEXT, replace(TEXT, paragraphs=tuple(paragraphs)))
    assert drafted.text == (
        "1. In paragraph 1, replace the words “Condemns” with the words “Deplores”."
    )
    assert drafted.exact


def test_words_that_stand_twice_bring_a_neighbour_along() -> None:
    before = rt.Document(
        paragraphs=(
            rt.Paragraph(
                id="op1", kind="operative", number="1", text="Sends boats to boats of rowers;"
            ),
        )
    )
    after = replace(
        before, paragraphs=(replace(before.paragraphs[0], text="Sends boats to ships of rowers;"),)
    )
    drafted = draft(before, after)
    assert "“to boats”" in drafted.text
    assert drafted.exact


def test_another_version_of_a_text() -> None:
    assert draft(TEXT, rt.read(HARBOUR_LATER.encode())).exact
    assert draft(rt.read(HARBOUR_LATER.encode()), TEXT).exact
    assert draft(TEXT, TEXT).text == ""


def test_the_sample(sample: Path) -> None:
    texts = [rt.read(sample / f"{name}.docx") for name in ("zero-draft", "l12", "rev1", "adopted")]
    for before in texts:
        for after in texts:
            assert draft(before, after).exact


def test_a_paragraph_without_a_name_of_its_own_is_refused() -> None:
    odd = replace(
        TEXT, paragraphs=tuple(replace(p, id=f"II.{p.id}", parent=None) for p in TEXT.operative)
    )
    changed = replace(odd, paragraphs=odd.paragraphs[1:])
    with pytest.raises(rt.InstructionError, match=r"II\.op1"):
        draft(odd, changed)


WORDS = st.lists(
    st.sampled_from(
        "boats rowers the tides, and night; “harbour” 7 (a) read for delete after".split()
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["words", "delete", "insert", "swap", "new"]), st.integers(0, 30), WORDS
    ),
    min_size=1,
    max_size=6,
)


def edited(edits: list[tuple[str, int, str]]) -> rt.Document:
    """The text with some edits made at random."""
    paragraphs = [p for p in TEXT.paragraphs if p.depth == 0 and p.id != "op3"]
    for kind, at, words in edits:
        n = at % len(paragraphs)
        old = paragraphs[n]
        if kind == "words":
            said = old.text.split()
            paragraphs[n] = replace(
                old, text=" ".join([*said[: at % len(said)], words, *said[at % len(said) :]])
            )
        elif kind == "new":
            paragraphs[n] = replace(old, text=f"Notes {words}")
        elif kind == "insert":
            paragraphs.insert(n, replace(old, id="", text=f"Recalls {words};"))
        elif kind == "delete" and sum(p.kind == old.kind for p in paragraphs) > 1:
            del paragraphs[n]
        elif kind == "swap" and n and paragraphs[n - 1].kind == old.kind:
            paragraphs[n - 1 : n + 1] = [old, paragraphs[n - 1]]
    counts = {"preambular": 0, "operative": 0}
    found = []
    for p in paragraphs:
        counts[p.kind] += 1
        part = "pp" if p.kind == "preambular" else "op"
        number = str(counts[p.kind]) if part == "op" else ""
        found.append(replace(p, id=f"{part}{counts[p.kind]}", number=number))
    return replace(TEXT, paragraphs=tuple(found))


@settings(max_examples=150, deadline=None)
@given(first=EDITS, second=EDITS)
def test_what_is_drafted_gives_the_other_text_word_for_word(
    first: list[tuple[str, int, str]], second: list[tuple[str, int, str]]
) -> None:
    before, after = edited(first), edited(second)
    drafted = draft(before, after)
    made = rt.apply(before, drafted.amendment).document
    assert [p.text for p in made.paragraphs] == [p.text for p in after.paragraphs]
    assert [(p.id, p.number) for p in made.paragraphs] == [
        (p.id, p.number) for p in after.paragraphs
    ]
    assert drafted.exact
