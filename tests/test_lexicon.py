"""The words of force: found, graded, checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resotrack as rt
from resotrack.lexicon import (
    LANGUAGES,
    english,
    find_acts,
    find_opening,
    grade_opening,
    joins,
    parallel,
    strip_connectors,
    terms,
    vocabulary,
)
from resotrack.lexicon.tables import parse_table

OPENINGS = [
    ("Calls upon keepers to light their lamps;", "Calls upon"),
    ("Also calls upon keepers to light their lamps;", "Also calls upon"),
    ("Once again strongly urges every keeper to write;", "Once again strongly urges"),
    ("Recognizing also that lamps go out,", "Recognizing also"),
    ("Recognising that lamps go out,", "Recognising"),
    ("Expressing its deep concern at the dark,", "Expressing its deep concern"),
    ("Expresses its very serious concern at the dark;", "Expresses its very serious concern"),
    ("Takes note with appreciation of the logbook;", "Takes note with appreciation"),
    ("Taking note of the logbook,", "Taking note"),
    ("Noting again with gratitude the logbook,", "Noting again with gratitude"),
    ("Calls once again upon keepers to write;", "Calls once again upon"),
    ("Reiterates its call upon keepers to write;", "Reiterates its call upon"),
    (
        "Deplores and condemns in the strongest terms any theft;",
        "Deplores and condemns in the strongest terms",
    ),
    (
        "Condemns, in the strongest possible terms, any theft;",
        "Condemns, in the strongest possible terms",
    ),
    (
        "Strongly condemning, and expressing deep concern about, theft,",
        "Strongly condemning, and expressing deep concern",
    ),
    ("Vehemently condemns theft;", "Vehemently condemns"),
    (
        "Continues to express particular concern about fog;",
        "Continues to express particular concern",
    ),
    ("Remaining deeply concerned that fog stays,", "Remaining deeply concerned"),
    ("Being gravely concerned about fog,", "Being gravely concerned"),
    ("Having also considered the logbook,", "Having also considered"),
    ("Bearing in mind the logbook,", "Bearing in mind"),
    ("Draws the attention of keepers to the fog;", "Draws the attention"),
    ("Expresses the hope that fog will lift;", "Expresses the hope"),
    ("Decides to consider the matter;", "Decides"),
    ("Stresses the need for oil;", "Stresses"),
    ("Welcoming further that oil came,", "Welcoming further"),
    ("Welcomes further deliveries of oil;", "Welcomes"),
    ("Guided by the custom of the coast,", "Guided"),
    ("Deeply concerned that fog stays,", "Deeply concerned"),
    ("To ensure that oil is paid for;", ""),
    ("Ensure that oil is paid for;", ""),
    ("The keepers of the coast;", ""),
    ("Having a lamp is useful;", ""),
    ("", ""),
    ("  ", ""),
    ("7", ""),
]


@pytest.mark.parametrize(("text", "opening"), OPENINGS)
def test_opening_of_an_english_text(text: str, opening: str) -> None:
    assert find_opening(text, "en") == opening


@pytest.mark.parametrize(
    ("language", "text", "opening"),
    [
        ("fr", "Demande également aux gardiens d’écrire ;", "Demande également"),
        (
            "fr",
            "Se déclarant profondément préoccupée par la brume,",
            "Se déclarant profondément préoccupée",
        ),
        (
            "fr",
            "Accueille également avec satisfaction le carnet ;",
            "Accueille également avec satisfaction",
        ),
        ("es", "Exhorta también a los guardianes a escribir;", "Exhorta también"),
        ("es", "Acogiendo con beneplácito el cuaderno,", "Acogiendo con beneplácito"),
        ("ru", "настоятельно призывает смотрителей писать;", "настоятельно призывает"),
        ("ru", "ссылаясь также на журнал,", "ссылаясь также"),
        ("zh", "又促请守灯人点灯；", "又促请"),
        ("zh", "回顾灯塔日志，", "回顾"),
        ("ar", "تهيب أيضا بالحراس أن يكتبوا؛", "تهيب أيضا"),
        ("ar", "وإذ تشير إلى السجل،", "وإذ تشير"),
        ("fr", "Les gardiens écrivent ;", ""),
        ("ar", "الحراس يكتبون", ""),
    ],
)
def test_opening_in_the_other_languages(language: str, text: str, opening: str) -> None:
    assert find_opening(text, language) == opening


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=80))
def test_an_opening_is_always_the_head_of_the_text(language: str, text: str) -> None:
    assert text.lstrip().startswith(find_opening(text, language))


def test_an_unknown_language_is_read_as_english() -> None:
    assert find_opening("Urges keepers to write;", "") == "Urges"


@pytest.mark.parametrize(
    ("opening", "language", "bare"),
    [
        (["also", "calls", "upon"], "en", ("calls", "upon")),
        (["recalling", "further"], "en", ("recalling",)),
        (["once", "again", "urges"], "en", ("once", "again", "urges")),
        (["demande", "en", "outre"], "fr", ("demande",)),
        (["又", "促", "请"], "zh", ("促", "请")),
    ],
)
def test_connectors_are_no_part_of_what_is_said(
    opening: list[str], language: str, bare: tuple[str, ...]
) -> None:
    assert strip_connectors(opening, language) == bare


def grade(opening: str, language: str = "en") -> float:
    graded = grade_opening(opening, language)
    assert graded is not None
    return graded.grade


@pytest.mark.parametrize(
    "ladder",
    [
        ["Invites", "Encourages", "Recommends", "Requests", "Calls upon", "Urges", "Demands"],
        ["Notes", "Notes with appreciation", "Welcomes", "Commends", "Endorses"],
        ["Regrets", "Expresses concern", "Expresses its grave concern", "Deplores", "Condemns",
         "Strongly condemns", "Condemns in the strongest terms"],
        ["Recalls", "Recognizes", "Emphasizes", "Reaffirms", "Strongly reaffirms"],
        ["Concerned", "Deeply concerned", "Seriously concerned", "Gravely concerned", "Alarmed"],
    ],
)  # fmt: skip
def test_ladders_rise(ladder: list[str]) -> None:
    grades = [grade(step) for step in ladder]
    assert grades == sorted(set(grades))
    assert len({g.family for step in ladder if (g := grade_opening(step))}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Condemns", "Condemning"),
        ("Condemns", "Also condemns"),
        ("Calls upon", "Calls once again upon"),
        ("Expresses deep concern", "Deeply concerned"),
        ("Emphasizes", "Emphasising"),
        ("Takes note", "Taking note further"),
    ],
)
def test_participle_connector_and_spelling_do_not_change_the_weight(one: str, other: str) -> None:
    assert grade(one) == grade(other)


def test_every_weight_cites_a_source() -> None:
    for opening, _ in OPENINGS:
        graded = grade_opening(find_opening(opening, "en"))
        assert graded is None or len(graded.source) > 20


def test_a_foreign_opening_weighs_what_it_stands_for() -> None:
    assert grade("Exige", "fr") == grade("Demands")
    assert grade_opening("Les gardiens", "fr") is None


def test_the_acts_of_one_provision() -> None:
    text = (
        "Welcomes the logbook, notes with concern the requests and demands of thieves, and "
        "strongly urges keepers to adopt and support rules, while underlining the need for oil;"
    )
    found = [text[act.start : act.end] for act in find_acts(text)]
    assert found == ["Welcomes", "notes with concern", "strongly urges", "underlining"]
    assert find_acts("To light the lamp, and urges nothing;") == ()
    assert [a.graded.head for a in find_acts("Exige que les lampes brillent", "fr")] == ["demands"]


def test_terms_are_found_longest_first_without_overlap() -> None:
    keys = "to consider in accordance with their applicable national law as appropriate".split()
    found = [" ".join(hit.term.phrase) for hit in vocabulary("en").find(keys)]
    assert found == ["to consider", "in accordance with ~ national law", "as appropriate"]
    assert vocabulary("fr").find(keys) == []


def test_every_language_loads() -> None:
    for language in LANGUAGES:
        find_opening("Urges", language)
        assert vocabulary(language).terms or language != "en"


ACT = '[directive]\n"nudges" = { participle = "nudging", grade = 0.2, source = "here" }\n'
SOURCES = '[sources]\nhere = "A note on nudging"\n'


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("nonsense", "no valid TOML"),
        (ACT, "names no sources"),
        (SOURCES + ACT.replace("0.2", "2"), "outside 0 to 1"),
        (SOURCES + ACT.replace('"here"', '"there"'), "does not list"),
        (SOURCES + ACT.replace('participle = "nudging", ', ""), "no participle"),
        (SOURCES + ACT.replace("0.2", '"high"'), "no number"),
        (SOURCES + '[directive]\n"nudges" = 3\n', "no table"),
        (SOURCES + ACT + ACT.replace("directive", "assertion"), "stands twice"),
        (SOURCES + '[objects]\nx = { family = "noise" }\n', "known are"),
        (SOURCES + "[adverbs]\nvery = 7\n", "from 0 to 1"),
        (SOURCES + "[grammar]\nconnectors = 3\n", "no list"),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_where(toml: str, says: str) -> None:
    with pytest.raises(rt.LexiconError, match=says) as caught:
        english.build_from_text(toml, "en/openings.toml")
    assert caught.value.source == "en/openings.toml"


CLASS = '[classes.x]\ndimension = "hedge"\neffect = -1\nweight = 0.5\nadded = "a"\ndropped = "d"\n'


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (SOURCES + CLASS, "has no phrases"),
        (SOURCES + CLASS + '[x]\n"if able" = "there"\n', "does not list"),
        (SOURCES + CLASS + '[x]\n"if ~" = "here"\n', "nothing fixed"),
        (SOURCES + CLASS.replace("-1", "3") + '[x]\n"if able" = "here"\n', "known are"),
        (SOURCES + CLASS.replace("hedge", "mood") + '[x]\n"if able" = "here"\n', "known are"),
    ],
)
def test_a_broken_list_of_terms_says_so(toml: str, says: str) -> None:
    with pytest.raises(rt.LexiconError, match=says):
        terms.build({"hedges": parse_table(toml, "en/hedges.toml")}, {}, {}, "en")


def test_a_broken_parallel_list_says_so() -> None:
    with pytest.raises(rt.LexiconError, match="stands for"):
        parallel.build_from_text(SOURCES + '[parallel]\n"Pousse" = {}\n', "fr/openings.toml")


def test_a_language_without_lexicon_is_named() -> None:
    with pytest.raises(rt.LexiconError, match="no such lexicon"):
        parallel.parallel("tlh")


def test_an_arabic_particle_makes_an_opening_of_any_verb() -> None:
    assert find_opening("وإذ تضيء المنارات،", "ar") == "وإذ تضيء"
    assert find_opening("المنارات تضيء،", "ar") == ""


def test_a_latin_letter_for_the_russian_preposition() -> None:
    text = "c удовлетворением отмечая маяки"
    assert find_opening(text, "ru") == "c удовлетворением отмечая"


@pytest.mark.parametrize("space", [" ", "  ", "\u00a0", "\u2009", "\t", "\n"])
def test_words_of_an_opening_are_parted_by_any_white_space(space: str) -> None:
    assert find_opening(f"Calls{space}upon keepers", "en") == f"Calls{space}upon"


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Calls upon,in this regard,keepers to write;", "Calls upon"),
        ("Recalling,the lamps,", "Recalling"),
        ("Strongly condemns,deplores the dark;", "Strongly condemns"),
    ],
)
def test_punctuation_needs_no_space(text: str, opening: str) -> None:
    assert find_opening(text, "en") == opening


@pytest.mark.parametrize(
    ("opening", "language", "points_back"),
    [
        ("并鼓励", "zh", True),
        ("鼓励", "zh", False),
        ("وإذ ترحب في هذا الصدد", "ar", True),
        ("وإذ ترحب", "ar", False),
        ("приветствуя в этой связи", "ru", True),
        ("приветствуя", "ru", False),
        ("Welcoming", "en", False),
    ],
)
def test_phrases_that_point_back(opening: str, language: str, points_back: bool) -> None:
    assert joins(opening, language) is points_back
