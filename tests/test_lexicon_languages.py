"""The words of force in French, Spanish, Russian, Chinese and Arabic."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resotrack as rt
from resotrack.diff import diff_words, tokenise
from resotrack.lexicon import LANGUAGES, catalogue, find_acts, problems, terms, vocabulary
from resotrack.lexicon.forms import Forms, Names
from resotrack.lexicon.tables import parse_table, read_table
from resotrack.model import Link, Paragraph, Relation
from resotrack.strength import assess

OTHERS = tuple(language for language in LANGUAGES if language != "en")
CLASS_FILES = ("hedges", "intensifiers", "mandates", "actors")
SWAPPED = {
    "strengthened": "weakened",
    "weakened": "strengthened",
    "neutral": "neutral",
    "mixed": "mixed",
}

# (language, before, after, rule, direction): one sentence, and what was done to it.
CHANGES = [
    (
        "fr",
        "Demande aux gardiens d’allumer les lampes ;",
        "Demande aux gardiens d’allumer, s’il y a lieu, les lampes ;",
        "hedge.discretion",
        "weakened",
    ),
    (
        "es",
        "Exhorta a los guardianes a encender las lámparas;",
        "Exhorta a los guardianes a encender, según proceda, las lámparas;",
        "hedge.discretion",
        "weakened",
    ),
    (
        "ru",
        "призывает смотрителей зажигать лампы;",
        "призывает смотрителей зажигать при необходимости лампы;",
        "hedge.discretion",
        "weakened",
    ),
    ("zh", "促请守灯人点灯；", "促请守灯人酌情点灯；", "hedge.discretion", "weakened"),
    (
        "ar",
        "تهيب بالحراس أن يوقدوا المصابيح؛",
        "تهيب بالحراس أن يوقدوا المصابيح، حسب الاقتضاء؛",
        "hedge.discretion",
        "weakened",
    ),
    (
        "fr",
        "Demande aux gardiens de peindre la tour ;",
        "Demande aux gardiens d’envisager de peindre la tour ;",
        "hedge.effort",
        "weakened",
    ),
    (
        "es",
        "Exhorta a los guardianes a pintar la torre;",
        "Exhorta a los guardianes a considerar la posibilidad de pintar la torre;",
        "hedge.effort",
        "weakened",
    ),
    (
        "ru",
        "призывает смотрителей покрасить башню;",
        "призывает смотрителей рассмотреть возможность покрасить башню;",
        "hedge.effort",
        "weakened",
    ),
    ("zh", "促请守灯人油漆灯塔；", "促请守灯人考虑油漆灯塔；", "hedge.effort", "weakened"),
    (
        "ar",
        "تهيب بالحراس طلاء البرج؛",
        "تهيب بالحراس النظر في طلاء البرج؛",
        "hedge.effort",
        "weakened",
    ),
    (
        "fr",
        "Demande aux ports de payer les gardiens ;",
        "Demande aux ports de payer les gardiens conformément à leur législation nationale ;",
        "hedge.sovereignty",
        "weakened",
    ),
    (
        "es",
        "Exhorta a los puertos a pagar a los guardianes;",
        "Exhorta a los puertos a pagar a los guardianes de conformidad con su legislación nacional;",
        "hedge.sovereignty",
        "weakened",
    ),
    (
        "ru",
        "призывает порты платить смотрителям;",
        "призывает порты платить смотрителям в соответствии с их национальным законодательством;",
        "hedge.sovereignty",
        "weakened",
    ),
    (
        "zh",
        "促请港口给守灯人付酬；",
        "促请港口根据本国法律给守灯人付酬；",
        "hedge.sovereignty",
        "weakened",
    ),
    (
        "ar",
        "تهيب بالموانئ أن تدفع للحراس؛",
        "تهيب بالموانئ أن تدفع للحراس وفقا لقوانينها الوطنية؛",
        "hedge.sovereignty",
        "weakened",
    ),
    (
        "fr",
        "Souligne que les gardiens doivent tenir un carnet ;",
        "Souligne que les gardiens devraient tenir un carnet ;",
        "modality.modal",
        "weakened",
    ),
    (
        "es",
        "Destaca que los guardianes deben llevar un cuaderno;",
        "Destaca que los guardianes podrían llevar un cuaderno;",
        "modality.modal",
        "weakened",
    ),
    (
        "ru",
        "подчеркивает, что смотрители должны вести журнал;",
        "подчеркивает, что смотрители могут вести журнал;",
        "modality.modal",
        "weakened",
    ),
    ("zh", "强调守灯人必须写日志；", "强调守灯人可以写日志；", "modality.modal", "weakened"),
    (
        "ar",
        "تؤكد أنه يجب على الحراس أن يكتبوا؛",
        "تؤكد أنه ينبغي للحراس أن يكتبوا؛",
        "modality.modal",
        "weakened",
    ),
    (
        "fr",
        "Demande aux gardiens d’allumer les lampes ;",
        "Demande aux gardiens d’allumer sans délai les lampes ;",
        "mandate.urgency",
        "strengthened",
    ),
    (
        "es",
        "Exhorta a los guardianes a encender las lámparas;",
        "Exhorta a los guardianes a encender sin demora las lámparas;",
        "mandate.urgency",
        "strengthened",
    ),
    (
        "ru",
        "призывает смотрителей зажигать лампы;",
        "призывает смотрителей незамедлительно зажигать лампы;",
        "mandate.urgency",
        "strengthened",
    ),
    ("zh", "促请守灯人点灯；", "促请守灯人立即点灯；", "mandate.urgency", "strengthened"),
    (
        "ar",
        "تهيب بالحراس أن يوقدوا المصابيح؛",
        "تهيب بالحراس أن يوقدوا المصابيح فورا؛",
        "mandate.urgency",
        "strengthened",
    ),
    (
        "fr",
        "Condamne les menaces contre les gardiens ;",
        "Condamne les menaces contre les gardiens et leur famille ;",
        "scope.protected",
        "strengthened",
    ),
    (
        "es",
        "Condena las amenazas contra los guardianes;",
        "Condena las amenazas contra los guardianes y sus familias;",
        "scope.protected",
        "strengthened",
    ),
    (
        "ru",
        "осуждает угрозы в адрес смотрителей;",
        "осуждает угрозы в адрес смотрителей и их семей;",
        "scope.protected",
        "strengthened",
    ),
    (
        "zh",
        "谴责对守灯人的威胁；",
        "谴责对守灯人及其家属的威胁；",
        "scope.protected",
        "strengthened",
    ),
    (
        "ar",
        "تدين تهديد الحراس؛",
        "تدين تهديد الحراس والنساء؛",
        "scope.protected",
        "strengthened",
    ),
]


def _link(before: str, after: str, relation: Relation = "edited") -> Link:
    return Link(
        before=(Paragraph(id="op1", kind="operative", number="1", text=before, opening=""),),
        after=(Paragraph(id="op1", kind="operative", number="1", text=after, opening=""),),
        relation=relation,
        moved=False,
        words=diff_words(before, after),
    )


@pytest.mark.parametrize(("language", "before", "after", "rule", "direction"), CHANGES)
def test_a_word_of_force_is_seen_in_each_language(
    language: str, before: str, after: str, rule: str, direction: str
) -> None:
    told = assess(_link(before, after), language=language)
    assert rule in {flag.rule for flag in told.flags if flag.direction == direction}
    assert told.direction == direction


@pytest.mark.parametrize("language", OTHERS)
def test_identical_texts_give_no_flags(language: str) -> None:
    for own, before, after, *_ in CHANGES:
        if own == language:
            for text in (before, after):
                assert assess(_link(text, text), language=language).flags == ()


@pytest.mark.parametrize("language", OTHERS)
@given(data=st.data())
def test_swapping_turns_every_flag_round(language: str, data: st.DataObject) -> None:
    sentences = [text for own, *both, _, _ in CHANGES if own == language for text in both]
    pieces = sorted({w for text in sentences for w in text.split()}) + [
        phrase.replace("~ ", "").replace("*", "")
        for phrase in list(read_table(language, "hedges")["discretion"])[:12]
    ]
    joint = "" if language == "zh" else " "
    texts = [
        data.draw(st.sampled_from(sentences))
        + joint
        + joint.join(data.draw(st.lists(st.sampled_from(pieces), max_size=8)))
        for _ in range(2)
    ]
    there = assess(_link(texts[0], texts[1]), language=language)
    back = assess(_link(texts[1], texts[0]), language=language)
    assert SWAPPED[there.direction] == back.direction
    assert sorted((f.rule, SWAPPED[f.direction], f.confidence) for f in there.flags) == sorted(
        (f.rule, f.direction, f.confidence) for f in back.flags
    )


# ---- the files --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
def test_every_english_class_and_ladder_has_words(language: str) -> None:
    for name in CLASS_FILES:
        for cls in read_table("en", name)["classes"]:
            assert read_table(language, name).get(cls), (name, cls)
    for ladder in ("modals", "duty", "restraint", "inquiry"):
        assert read_table(language, "modals").get(ladder), ladder


@pytest.mark.parametrize("language", OTHERS)
def test_a_phrase_is_written_as_texts_are_read(language: str) -> None:
    """A word that the tokens of a text never have would be found in no text."""
    words = {
        part.rstrip("*")
        for name in CLASS_FILES
        for cls in read_table("en", name)["classes"]
        for phrase in read_table(language, name)[cls]
        for part in phrase.split()
        if part != "~"
    }
    for name in ("function", "light", "update", "calendar", "task", "record", "joining", "that"):
        words |= {word.rstrip("*") for word in read_table(language, "plain")["words"].get(name, [])}
    assert {word for word in words if "".join(tokenise(word).keys) != word} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_is_found_in_a_text_made_of_it(language: str) -> None:
    known = vocabulary(language)
    lost = []
    for name in CLASS_FILES:
        for cls in read_table("en", name)["classes"]:
            for phrase in read_table(language, name)[cls]:
                text = phrase.replace("~ ", "").replace("*", "")
                keys = tokenise(text).keys
                if not any(h.first == 0 and h.last == len(keys) for h in known.find(keys)):
                    lost.append((cls, phrase))
    assert lost == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_classes_are_the_english_ones(language: str) -> None:
    english = {
        term.cls
        for groups in vocabulary("en").terms.values()
        for group in groups.values()
        for term in group
    }
    own = {
        term.cls
        for groups in vocabulary(language).terms.values()
        for group in groups.values()
        for term in group
    }
    assert own == english


@pytest.mark.parametrize("language", OTHERS)
def test_a_modal_has_the_grade_of_the_one_it_is_like(language: str) -> None:
    english = {rung.phrase: rung.grade for rung in vocabulary("en").modals.values()}
    table = read_table(language, "modals")["modals"]
    graded = {rung.phrase: rung.grade for rung in vocabulary(language).modals.values()}
    assert graded == {phrase: english[fields["like"]] for phrase, fields in table.items()}


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_lists_them_with_their_sources(language: str) -> None:
    entries = catalogue(language)
    kinds = {entry.kind for entry in entries}
    assert {"discretion", "urgency", "followup", "protected", "modal", "function"} <= kinds
    assert all(entry.source for entry in entries if entry.kind in ("discretion", "modal"))
    assert all(entry.grade is not None for entry in entries if entry.kind == "modal")


def test_a_word_that_is_like_no_english_one_is_told() -> None:
    table = parse_table(
        '[sources]\ns = "S"\n[modals]\ndoit = { like = "shal", source = "s" }', "fr/modals.toml"
    )
    with pytest.raises(rt.LexiconError, match="shal"):
        terms.build({}, table, {}, "fr")


def test_a_file_of_ones_own_extends_a_class_of_another_language(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "hedges.toml").write_text(
        '[sources]\nm = "Notes"\n[discretion]\n"par beau temps" = "m"\n', encoding="utf-8"
    )
    assert problems(tmp_path) == ()
    rt.use_lexicon(tmp_path)
    try:
        hits = vocabulary("fr").find(tokenise("Prie les gardiens d’écrire par beau temps").keys)
        assert [(hit.term.entry, hit.term.cls.name) for hit in hits] == [
            ("par beau temps", "discretion")
        ]
    finally:
        rt.use_lexicon(None)
    (folder / "hedges.toml").write_text('[discretion]\n"par beau temps" = "m"\n', encoding="utf-8")
    assert [problem.file for problem in problems(tmp_path)] == ["fr/hedges.toml"]


# ---- forms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "classes"),
    [
        ("fr", "l’impunité", ["accountability"]),
        ("fr", "qu’envisageraient les gardiens", ["effort"]),
        ("ru", "в соответствии с национального законодательства", ["sovereignty"]),
        ("ru", "незамедлительными мерами", ["urgency"]),
        ("ar", "والمساءلة", ["accountability"]),
        ("ar", "وعند الاقتضاء", ["discretion"]),
        ("ar", "حسبَ الاقتضاءِ", ["discretion"]),
        ("es", "imparcialidad", ["absolute"]),
        ("zh", "灯塔须立即关闭", ["urgency"]),
    ],
)
def test_a_phrase_is_found_in_the_forms_that_its_words_take(
    language: str, text: str, classes: list[str]
) -> None:
    hits = vocabulary(language).find(tokenise(text).keys)
    assert [hit.term.cls.name for hit in hits] == classes


def test_a_token_goes_by_the_longest_entry_with_a_star() -> None:
    forms = Forms(by_character=False, prefixes=frozenset(), endings=frozenset())
    names = Names(forms, [("national*", "law"), ("nationalit*",), ("nationwide",)], [])
    assert [names[key] for key in ("nationally", "nationality", "nationwide", "nation")] == [
        "national*",
        "nationalit*",
        "nationwide",
        "nation",
    ]
    assert names.spelled("national*") == ("national*", "nationalit*")


def test_words_of_several_characters_are_read_whole() -> None:
    known = vocabulary("zh")
    keys = tokenise("决议报告").keys
    assert list(known.plain(keys)) == ["决议", "", "报告", ""]
    assert known.is_update("决议")
    assert "报告" in known.record


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", ["gardien", "gardiens", "l'gardien"]),
        ("es", ["guardado", "guardada", "guardados"]),
        ("ru", ["смотритель", "смотрителя", "смотрителями"]),
        ("ar", ["مصباح", "المصباح", "والمصباح"]),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language: str, forms: list[str]) -> None:
    assert len({vocabulary(language).forms.stem(form) for form in forms}) == 1


def test_signs_and_accents_stand_inside_their_word() -> None:
    assert tokenise("محدَّد").keys == tokenise("محدد").keys
    assert tokenise("de\u0301cide\u0301").keys == tokenise("décidé").keys
    assert len(tokenise("علماً بذلك")) == 2


@pytest.mark.parametrize(
    ("language", "text", "acts"),
    [
        ("fr", "Prend note du carnet, et demande aux gardiens d’écrire ;", 2),
        ("fr", "Demande aux gardiens d’écrire et d’encourager les autres ;", 1),
        ("es", "Toma nota del cuaderno y exhorta a los guardianes a escribir;", 2),
        ("ru", "принимает к сведению журнал и призывает смотрителей писать;", 2),
        ("ru", "призывает смотрителей писать и поощрять других;", 1),
        ("zh", "促请守灯人写日志和点灯；", 1),
        ("ar", "تحيط علما بالسجل، وتهيب بالحراس أن يكتبوا؛", 2),
        ("ar", "تهيب بالحراس أن يكتبوا وأن يشجعوا غيرهم؛", 1),
    ],
)
def test_acts_further_on_in_a_provision(language: str, text: str, acts: int) -> None:
    found = find_acts(text, language)
    assert len(found) == acts
    assert all(text[act.start : act.end].strip() for act in found)


# ---- the real texts ---------------------------------------------------------------------------


def test_labels_made_on_english_hold_in_the_other_languages(
    shared_data: Path, gold_labels: Path
) -> None:
    from benchmarks import lexicon_languages as bench
    from benchmarks.scores import macro_f1

    given_ = bench.labelled()
    assert len(given_) > 50
    for language in OTHERS:
        own = bench.judged(given_, language)
        assert macro_f1([pair for one in own for pair in one.both_ways]) > 0.6, language
        assert all(SWAPPED[one.said] == one.swapped for one in own), language
