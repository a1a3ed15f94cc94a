"""Amendment documents and the instructions in them. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.amend import told

L9 = """\
A/HRC/97/L.9
Aldermark, Korvane* and Ostrelle (on behalf of the Group of Littoral States): amendments to draft \
resolution A/HRC/97/L.3/Rev.1
97/… Lighthouse keepers and the free passage of news
1. Sixth preambular paragraph
The paragraph should read
Noting the letters of forty keepers,
2. Paragraph 4 (b), third line
For at once read in due course
3. After paragraph 7, insert a new paragraph reading
7 bis. Requests the Panel to row out once a year;
"""


def brief(text: str, language: str = "en") -> list[tuple[str, ...]]:
    """(action, "kind number sub position", words …) of every instruction in some words."""
    found = []
    for i in rt.read_instructions(text, language=language):
        t = i.target
        words = [part for part in (i.new_label, i.anchor, i.old, i.new) if part]
        found.append((i.action, f"{t.kind} {t.number}{t.sub} {t.position}", *words))
    return found


ENGLISH = {
    "Delete paragraphs 22 to 27.": [("delete_paragraph", "op 22-27 at")],
    "Delete paragraphs 3, 5 and 9 bis.": [("delete_paragraph", "op 3,5,9bis at")],
    "Delete subparagraph (b) of paragraph 8.": [("delete_paragraph", "op 8(b) at")],
    "OP 4: delete.": [("delete_paragraph", "op 4 at")],
    "Paragraph 2 should be deleted.": [("delete_paragraph", "op 2 at")],
    "Replace the penultimate preambular paragraph by the following: “Mindful of the tides,”.": [
        ("replace_paragraph", "pp penultimate at", "Mindful of the tides,")
    ],
    "Delete operative paragraph 5 and replace it with: 5. Requests the Panel to row;": [
        ("replace_paragraph", "op 5 at", "Requests the Panel to row;")
    ],
    "The sixth preambular paragraph 6 should read Noting the tides,": [
        ("replace_paragraph", "pp 6 at", "Noting the tides,")
    ],
    "Insert a new operative paragraph 7 bis, reading: “Requests the Panel to row;”": [
        ("insert_paragraph", "op 7 after", "7 bis", "Requests the Panel to row;")
    ],
    "OP5 bis (new): Decides to row;": [
        ("insert_paragraph", "op 5 after", "5 bis", "Decides to row;")
    ],
    "Between paragraphs 5 and 6, insert a new paragraph reading: Decides to row;": [
        ("insert_paragraph", "op 5 after", "Decides to row;")
    ],
    "At the end of the preamble, insert a new paragraph reading Noting the tides,": [
        ("insert_paragraph", "pp last after", "Noting the tides,")
    ],
    "Above the first preambular paragraph, insert a new paragraph reading Noting the tides,": [
        ("insert_paragraph", "pp 1 before", "Noting the tides,")
    ],
    "After operative paragraph 7, insert the following new operative paragraphs:\n"
    "“7 bis. Requests the Panel to row;\n“7 ter. Decides to swim;”": [
        ("insert_paragraph", "op 7 after", "7 bis", "Requests the Panel to row;"),
        ("insert_paragraph", "op 7 after", "7 ter", "Decides to swim;"),
    ],
    "In the third line of paragraph 9, replace “may” with “shall”.": [
        ("replace_words", "op 9 at", "may", "shall")
    ],
    "Paragraph 23 For the keeper, as a guest of the coast, read the keeper and the guests": [
        (
            "replace_words",
            "op 23 at",
            "the keeper, as a guest of the coast,",
            "the keeper and the guests",
        )
    ],
    "Substitute “rowers” for “swimmers” in paragraph 5.": [
        ("replace_words", "op 5 at", "swimmers", "rowers")
    ],
    "In paragraph 2, delete “rowers” and insert in its place “keepers”.": [
        ("replace_words", "op 2 at", "rowers", "keepers")
    ],
    "Third preambular paragraph, second line, and paragraph 15, first line For dusk read dawn": [
        ("replace_words", "pp 3 at", "dusk", "dawn"),
        ("replace_words", "op 15 at", "dusk", "dawn"),
    ],
    "Seventh, tenth and twelfth preambular paragraphs and operative paragraph 1 For dusk read dawn": [
        ("replace_words", "pp 7,10,12 at", "dusk", "dawn"),
        ("replace_words", "op 1 at", "dusk", "dawn"),
    ],
    "Throughout the text, replace “keepers” with “wardens”.": [
        ("replace_words", "all  at", "keepers", "wardens")
    ],
    "In paragraph 4, after the words “harbour masters”, add “and their clerks”.": [
        ("insert_words", "op 4 after", "harbour masters", "and their clerks")
    ],
    "Paragraph 7 After in the harbour, insert and on the pier, by day and night,": [
        ("insert_words", "op 7 after", "in the harbour,", "and on the pier, by day and night,")
    ],
    "At the end of paragraph 6, add: “, within existing resources”.": [
        ("insert_words", "op 6 end", ", within existing resources")
    ],
    "Paragraph 16 Delete and in agreement with the pilot,": [
        ("delete_words", "op 16 at", "and in agreement with the pilot,")
    ],
    "In paragraph 5, replace the words “all boats” by the words “some boats” and delete the words “at night”.": [
        ("replace_words", "op 5 at", "all boats", "some boats"),
        ("delete_words", "op 5 at", "at night"),
    ],
    "The title of the draft resolution should read Rowers of the coast": [
        ("replace_title", "title  at", "Rowers of the coast")
    ],
    "In paragraph 6, replace the words “a” by “b”, the words “c” by “d” and the words “e” by “f”.": [
        ("replace_words", "op 6 at", "a", "b"),
        ("replace_words", "op 6 at", "c", "d"),
        ("replace_words", "op 6 at", "e", "f"),
    ],
    "Delete the word “dusk” in paragraph 2, and replace “a” with “b” in paragraph 3.": [
        ("delete_words", "op 2 at", "dusk"),
        ("replace_words", "op 3 at", "a", "b"),
    ],
    "Paragraph 3 should be amended as follows: replace “may” with “shall”.": [
        ("replace_words", "op 3 at", "may", "shall")
    ],
    "In paragraph 3, after the phrase “the Panel” insert a comma.": [
        ("insert_words", "op 3 after", "the Panel", ",")
    ],
    "Replace paragraphs 3 and 4 by the following paragraphs: “3. Decides to row; “4. Decides to swim;”": [
        ("replace_paragraph", "op 3 at", "Decides to row;"),
        ("replace_paragraph", "op 4 at", "Decides to swim;"),
    ],
    "Move paragraph 7 to after paragraph 9.": [("move_paragraph", "op 7 at")],
    "Ninth preambular paragraph\n1. First line\nFor dusk read dawn\n2. Last line\nDelete the tides": [
        ("replace_words", "pp 9 at", "dusk", "dawn"),
        ("delete_words", "pp 9 at", "the tides"),
    ],
}
SPOKEN = {
    "The representative of Korvane orally revised operative paragraph 3 by replacing the words “all "
    "boats” with the words “some boats”.": [
        ("replace_words", "op 3 at", "all boats", "some boats")
    ],
    "In operative paragraph 3, the words “all boats” were replaced by the words “some boats”.": [
        ("replace_words", "op 3 at", "all boats", "some boats")
    ],
    "After the words “the Panel”, the words “and the Council” were inserted in operative paragraph 2.": [
        ("insert_words", "op 2 after", "the Panel", "and the Council")
    ],
    "The representative of Aldermark orally amended the draft resolution as follows: (a) In the second "
    "preambular paragraph, the word “rowers” was deleted; (b) A new operative paragraph was inserted "
    "after operative paragraph 5, reading: “Decides to row;”; (c) Operative paragraph 9 was deleted.": [
        ("delete_words", "pp 2 at", "rowers"),
        ("insert_paragraph", "op 5 after", "Decides to row;"),
        ("delete_paragraph", "op 9 at"),
    ],
}
FRENCH = {
    "Au paragraphe 4, remplacer « tous les bateaux » par « certains bateaux ».": [
        ("replace_words", "op 4 at", "tous les bateaux", "certains bateaux")
    ],
    "Après le vingt et unième alinéa du préambule, ajouter un nouvel alinéa ainsi libellé : Notant les marées,": [
        ("insert_paragraph", "pp 21 after", "Notant les marées,")
    ],
    "Supprimer les paragraphes 22 à 27.": [("delete_paragraph", "op 22-27 at")],
    "Le paragraphe 1 devrait se lire comme suit : 1. Prie le Groupe de ramer;": [
        ("replace_paragraph", "op 1 at", "Prie le Groupe de ramer;")
    ],
    "Au paragraphe 8, alinéa b), supprimer les mots « la nuit ».": [
        ("delete_words", "op 8(b) at", "la nuit")
    ],
}
SPANISH = {
    "En el párrafo 5, después de las palabras «el Grupo», añádanse las palabras «y el Consejo».": [
        ("insert_words", "op 5 after", "el Grupo", "y el Consejo")
    ],
    "Después del párrafo 7, insértese un nuevo párrafo que diga:\n7 bis. Pide al Grupo que reme;": [
        ("insert_paragraph", "op 7 after", "7 bis", "Pide al Grupo que reme;")
    ],
    "Suprímase el párrafo 8.": [("delete_paragraph", "op 8 at")],
    "Párrafo 5, tercera línea\nDonde dice «remeros» debe decir «nadadores»": [
        ("replace_words", "op 5 at", "remeros", "nadadores")
    ],
}
CASES = [
    *(("en", text, wanted) for table in (ENGLISH, SPOKEN) for text, wanted in table.items()),
    *(("fr", text, wanted) for text, wanted in FRENCH.items()),
    *(("es", text, wanted) for text, wanted in SPANISH.items()),
]


@pytest.mark.parametrize(
    ("language", "text", "wanted"), CASES, ids=[text[:50] for _, text, _ in CASES]
)
def test_the_forms_of_the_field(language: str, text: str, wanted: list[tuple[str, ...]]) -> None:
    assert brief(text, language) == wanted
    assert not any(i.reason for i in rt.read_instructions(text, language=language))


@pytest.mark.parametrize(
    "text",
    [
        "Combine paragraphs 4 and 5.",
        "Amendment to be made when the draft is issued again.",
        "Delete paragraph 4 of resolution 7/12.",
        "The title should read as above.",
        "Paragraph 8, line 5: delete the footnote.",
    ],
)
def test_what_cannot_be_read_is_given_with_its_words_and_the_reason(text: str) -> None:
    (instruction,) = rt.read_instructions(text)
    assert instruction.action == "other"
    assert instruction.source == text
    assert instruction.reason
    assert (instruction.old, instruction.new) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "Delete the last sentence of paragraph 4.",
        "Paragraph 7 For all that we read the tides read all the tides",
        "In paragraph 4, insert “boats”.",
        "Replace “boats” with “ships”.",
        "In paragraph 5, delete all the words after “the Panel”.",
        "After the word “plan” in paragraph 7, replace the existing text by “of the coast”.",
        "For the existing paragraph substitute 7. Decides to row;",
    ],
)
def test_a_doubtful_reading_says_so(text: str) -> None:
    assert all(i.reason and i.confidence < 0.7 for i in rt.read_instructions(text))


def test_words_that_follow_an_instruction_are_not_dropped() -> None:
    first, second = rt.read_instructions("Delete paragraph 4. The rest is for the drafters to see.")
    assert first.action == "delete_paragraph"
    assert second.action == "other"
    assert "the drafters" in second.source


def test_a_document_with_its_front(tmp_path: Path) -> None:
    path = tmp_path / "l9.txt"
    path.write_text(L9, "utf-8")
    document = rt.read_amendments(path)
    assert (document.symbol, document.amends) == ("A/HRC/97/L.9", "A/HRC/97/L.3/Rev.1")
    assert document.title == "Lighthouse keepers and the free passage of news"
    assert [(s.delegation, s.on_behalf_of) for s in document.sponsors] == [
        ("Aldermark", ""),
        ("Korvane", ""),
        ("Ostrelle", "the Group of Littoral States"),
    ]
    assert [i.action for i in document.instructions] == [
        "replace_paragraph",
        "replace_words",
        "insert_paragraph",
    ]
    assert document.source is not None
    assert document.source.name == "l9.txt"


def test_lost_line_breaks_change_nothing() -> None:
    header, title, body = L9.split("\n", 3)[1:]
    joined = f"{header}\n{title}\n{' '.join(body.split())}"
    assert [
        (i.action, i.target, i.old, i.new)
        for i in rt.read_amendments(joined.encode(), format="plain").instructions
    ] == [(i.action, i.target, i.old, i.new) for i in rt.read_amendments(L9.encode()).instructions]


def test_a_header_of_keys() -> None:
    text = "symbol: A/HRC/97/L.9\namends: A/HRC/97/L.3\nsponsors: Aldermark*, Korvane\n\nDelete paragraph 7."
    document = rt.read_amendments(text.encode())
    assert (document.symbol, document.amends) == ("A/HRC/97/L.9", "A/HRC/97/L.3")
    assert [s.delegation for s in document.sponsors] == ["Aldermark", "Korvane"]
    assert [i.action for i in document.instructions] == ["delete_paragraph"]


def test_word_files(sample: Path) -> None:
    """The amendments of the sample negotiation, against their labels."""
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for line in (sample / "labels" / "amendments.gold.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        target = label["target"]
        key = (label["action"], *target.values(), label["anchor"], label["old"], label["new"])
        wanted.setdefault(label["symbol"], []).append((*key, label["new_label"]))
    for path in sorted((sample / "amendments").glob("*.docx")):
        document = rt.read_amendments(path)
        assert document.amends == "A/HRC/99/L.12"
        assert document.sponsors
        assert [
            (
                *(i.action, i.target.kind, i.target.number, i.target.sub, i.target.position),
                *(i.anchor, i.old, i.new, i.new_label),
            )
            for i in document.instructions
        ] == wanted[document.symbol]


ORDINALS = ("First", "Ninth", "Twenty-first", "Last")
PLACES = st.one_of(
    st.sampled_from(ORDINALS).map(lambda o: f"{o} preambular paragraph"),
    st.integers(1, 40).map(lambda n: f"Paragraph {n}"),
    st.tuples(st.integers(1, 40), st.sampled_from("abc")).map(
        lambda p: f"Paragraph {p[0]} ({p[1]})"
    ),
)
SAID = st.lists(
    st.sampled_from("the tides of boats and rowers at night in harbours with care".split()),
    min_size=2,
    max_size=6,
).map(" ".join)
ITEMS = st.one_of(
    st.tuples(PLACES, SAID, SAID).map(
        lambda t: (f"{t[0]} For {t[1]} read {t[2]}", "replace_words")
    ),
    st.tuples(PLACES, SAID).map(lambda t: (f"{t[0]}, third line Delete {t[1]}", "delete_words")),
    st.tuples(PLACES, SAID).map(
        lambda t: (f"{t[0]} The paragraph should read Noting {t[1]},", "replace_paragraph")
    ),
    st.tuples(PLACES, SAID).map(
        lambda t: (
            f"{t[0]} After the paragraph, insert a new paragraph reading Decides {t[1]};",
            "insert_paragraph",
        )
    ),
    PLACES.map(lambda place: (f"{place} Delete the paragraph.", "delete_paragraph")),
)


@settings(max_examples=150, deadline=None)
@given(items=st.lists(ITEMS, min_size=1, max_size=6), joint=st.sampled_from([" ", "\n"]))
def test_every_item_of_a_list_is_found_with_and_without_line_breaks(
    items: list[tuple[str, str]], joint: str
) -> None:
    body = joint.join(f"{n}. {words}" for n, (words, _) in enumerate(items, 1))
    assert [i.action for i in rt.read_instructions(body)] == [action for _, action in items]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300), language=st.sampled_from(["en", "fr", "es", "ar", ""]))
def test_no_words_are_lost_and_none_make_it_raise(text: str, language: str) -> None:
    for instruction in rt.read_instructions(text, language=language):
        assert instruction.reason or instruction.action != "other"
        assert 0 <= instruction.confidence <= 1


@settings(max_examples=200, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            "delete replace insert after before for read paragraph paragraphs 4 7 bis (a) “ ” , . ; 1. 2. "
            "the words third preambular line should by with new reading title and \n".split(" ")
        ),
        max_size=40,
    )
)
def test_any_order_of_the_grammars_words_is_read_without_raising(pieces: list[str]) -> None:
    for instruction in rt.read_instructions(" ".join(pieces)):
        assert told(instruction)


def test_corrections(tmp_path: Path) -> None:
    source = b"1. Delete paragraph 3.\n2. Combine paragraphs 4 and 5.\n3. Delete paragraph 9."
    path = tmp_path / "l9.corrections.toml"
    path.write_text(
        '[[correction]]\ninstruction = 2\nwords = "combine"\naction = "delete_paragraph"\n'
        'kind = "op"\nnumber = "5"\n'
        '[[correction]]\ninstruction = 2\naction = "insert_words"\nkind = "op"\nnumber = "4"\n'
        'position = "end"\nnew = "and to swim"\n'
        "[[correction]]\ninstruction = 3\nignore = true\n"
    )
    corrections = rt.read_corrections(path)
    document = rt.read_amendments(source, corrections=corrections)
    assert [(i.action, i.target.number, i.reason) for i in document.instructions] == [
        ("delete_paragraph", "3", ""),
        ("delete_paragraph", "5", ""),
        ("insert_words", "4", ""),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("correction = 3", "correction"),
        ("[[correction]]\nnumber = '3'", "which instruction"),
        ("[[correction]]\ninstruction = 1\nacton = 'other'", "acton"),
        ("[[correction]]\ninstruction = 1\naction = 'swim'", "delete_paragraph"),
        ("[[correction", "TOML"),
    ],
)
def test_bad_corrections_are_refused_with_the_remedy(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(content)
    with pytest.raises(rt.InstructionError, match=said) as caught:
        rt.read_corrections(path)
    assert caught.value.source == "bad.toml"
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[correction]]\ninstruction = 7\naction = 'other'", "no instruction 7"),
        ("[[correction]]\ninstruction = 1\nwords = 'tides'\naction = 'other'", "tides"),
    ],
)
def test_corrections_of_another_document_are_refused(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "other.toml"
    path.write_text(content)
    with pytest.raises(rt.InstructionError, match=said):
        rt.read_amendments(b"Delete paragraph 3.", corrections=rt.read_corrections(path))


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(rt.UnreadableDocument):
        rt.read_amendments(b"Aldermark: amendment to draft resolution A/HRC/97/L.3\n")


def test_all_real_amendments_are_read(shared_data: Path, gold_labels: Path) -> None:
    from benchmarks.amendments import labels, measure, read_all

    documents = list(read_all())
    assert len(documents) == 156
    assert all(document.instructions for _, document in documents)
    total, _ = measure(list(labels()))
    assert total.right / total.labels >= 0.95
