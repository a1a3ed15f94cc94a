"""Texts in two languages: linked from structure, figures, names and length."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import resotrack as rt
from resotrack.align import align
from resotrack.align.figures import differing, figures, spelled

ENGLISH = """\
symbol: A/HRC/RES/97/3
title: Lighthouse keepers

The Human Rights Council,
Recalling its resolution 90/2 of 1 October 2026,
Deeply concerned at letters in which keepers are told to look away when a boat is turned back,
Noting with appreciation the logbooks that forty keepers of the KVN handed to the Panel of Istanbul in 2028,
1. Condemns every threat made against a keeper on account of an entry in a logbook;
2. Requests the Panel to submit to the Council a report of 30 pages on the threats that keepers have received since 2019, and to say what became of each;
3. Calls upon all coastal States:
(a) To leave logbooks where they are;
(b) To pay keepers on the first day of each month, and to return the logbooks that were taken from them;
4. Decides to remain seized of the matter.
"""

FRENCH = """\
symbol: A/HRC/RES/97/3
title: Gardiens de phare

Le Conseil des droits de l’homme,
Rappelant sa résolution 90/2 du 1er octobre 2026,
Profondément préoccupé par les lettres où il est dit aux gardiens de détourner les yeux quand un bateau est refoulé,
Notant avec satisfaction les journaux de bord que quarante gardiens de la KVN ont remis au Groupe d’Istanbul en 2028,
1. Condamne toute menace faite à un gardien en raison de ce qu’il a écrit dans un journal de bord ;
2. Prie le Groupe de soumettre au Conseil un rapport de 30 pages sur les menaces que les gardiens ont reçues depuis 2019, et de dire ce qu’il est advenu de chacune ;
3. Demande à tous les États côtiers :
a) De laisser les journaux de bord là où ils sont ;
b) De payer les gardiens le premier jour de chaque mois, et de rendre les journaux de bord qui leur ont été pris ;
4. Décide de rester saisi de la question.
"""


def read(text: str, language: str) -> rt.Document:
    document = rt.read(text.encode(), format="plain")
    return replace(document, language=language)


READ_ENGLISH, READ_FRENCH = read(ENGLISH, "en"), read(FRENCH, "fr")


@pytest.fixture
def english() -> rt.Document:
    return READ_ENGLISH


@pytest.fixture
def french() -> rt.Document:
    return READ_FRENCH


def without(document: rt.Document, *names: str) -> rt.Document:
    kept = tuple(p for p in document.paragraphs if p.id not in names)
    return replace(document, paragraphs=kept)


def edges(comparison: rt.Comparison) -> set[tuple[str, str]]:
    return {(p.id, q.id) for link in comparison.links for p in link.before for q in link.after}


def test_the_same_resolution_in_two_languages_links_paragraph_by_paragraph(
    english: rt.Document, french: rt.Document
) -> None:
    comparison = rt.compare(english, french)
    assert len(english.paragraphs) == 9
    assert edges(comparison) == {(p.id, p.id) for p in english.paragraphs}
    assert {link.relation for link in comparison.links} == {"same"}


def test_neither_words_nor_strength_are_compared_and_a_notice_says_so(
    english: rt.Document, french: rt.Document
) -> None:
    comparison = rt.compare(without(english, "op1"), french)
    assert [n.code for n in comparison.notices] == ["languages"]
    assert "strength is not judged" in comparison.notices[0].message
    for link in comparison.links:
        assert link.direction == "neutral"
        assert not link.words or not (link.before and link.after)
    added = [link for link in comparison.links if link.relation == "added"]
    assert [link.words for link in added] == [(("insert", french.paragraphs[3].text),)]


def test_a_figure_that_differs_is_named(english: rt.Document, french: rt.Document) -> None:
    wrong = [replace(p, text=p.text.replace("90/2", "90/12")) for p in french.paragraphs]
    comparison = rt.compare(english, replace(french, paragraphs=tuple(wrong)))
    edited = [link for link in comparison.links if link.relation == "edited"]
    assert [link.before[0].id for link in edited] == ["pp1"]
    (flag,) = edited[0].assessment.flags
    assert flag.direction == "neutral"
    assert flag.before is not None
    assert flag.before.text == "90/2"
    assert flag.after is not None
    assert flag.after.text == "90/12"
    assert wrong[0].text[flag.after.start : flag.after.end] == "90/12"


@pytest.mark.parametrize("gone", ["pp1", "pp3", "op2", "op3(a)", "op4"])
def test_a_dropped_paragraph_does_not_shift_the_others(
    english: rt.Document, french: rt.Document, gone: str
) -> None:
    wanted = {(p.id, p.id) for p in english.paragraphs if p.id != gone}
    assert edges(rt.compare(english, without(french, gone))) == wanted
    assert edges(rt.compare(without(english, gone), french)) == wanted


def test_neighbours_that_changed_places_are_followed(
    english: rt.Document, french: rt.Document
) -> None:
    p = list(french.paragraphs)
    p[0], p[1] = p[1], p[0]
    comparison = rt.compare(english, replace(french, paragraphs=tuple(p)))
    assert edges(comparison) == {(q.id, q.id) for q in english.paragraphs}
    assert [link.before[0].id for link in comparison.links if link.moved] == ["pp2"]


def test_a_paragraph_cut_in_two_is_a_split(english: rt.Document, french: rt.Document) -> None:
    p = list(french.paragraphs)
    head, tail = p[4].text.split(", et ")
    p[4:5] = [replace(p[4], text=head), replace(p[4], id="op2+1", number="", text=tail, opening="")]
    comparison = rt.compare(english, replace(french, paragraphs=tuple(p)))
    (split,) = [link for link in comparison.links if link.relation == "split"]
    assert [q.id for q in split.after] == ["op2", "op2+1"]
    back = rt.compare(replace(french, paragraphs=tuple(p)), english)
    assert [link.relation for link in back.links].count("merged") == 1


def test_numbers_and_ids_alone_do_not_make_a_link(
    english: rt.Document, french: rt.Document
) -> None:
    kept = without(french, "op1").paragraphs
    renamed = []
    for n, p in enumerate(kept):
        renamed.append(replace(p, id=english.paragraphs[n].id, number=english.paragraphs[n].number))
    comparison = rt.compare(english, replace(french, paragraphs=tuple(renamed)))
    (gone,) = [link for link in comparison.links if link.relation == "deleted"]
    assert gone.before[0].id == "op1"


@given(
    rows=st.lists(st.integers(0, 8), unique=True, max_size=9),
    columns=st.lists(st.integers(0, 8), unique=True, max_size=9),
)
@example(rows=[4, 6, 5, 0, 2, 8, 1, 3, 7], columns=[3, 7, 2, 6, 5, 8, 1])
def test_every_paragraph_stands_in_exactly_one_pairing(rows: list[int], columns: list[int]) -> None:
    a, b = READ_ENGLISH, READ_FRENCH
    a = replace(a, paragraphs=tuple(a.paragraphs[n] for n in rows))
    b = replace(b, paragraphs=tuple(b.paragraphs[n] for n in columns))
    pairings = align(a, b)
    assert sorted(p.id for x in pairings for p in x.before) == sorted(p.id for p in a.paragraphs)
    # In the order of the later text.
    assert [p.id for x in pairings for p in x.after] == [p.id for p in b.paragraphs]
    back = {(p.id, q.id) for x in align(b, a) for p in x.after for q in x.before}
    assert back == {(p.id, q.id) for x in pairings for p in x.before for q in x.after}


def test_figures_are_one_in_every_script() -> None:
    assert [f.value for f in figures("القرار ٩٠/٢ المؤرخ ١ تشرين الأول ٢٠٢٦")] == [
        "2/90",
        "1",
        "2026",
    ]
    assert [f.value for f in figures("resolution 90/2 of 1 October 2026")] == ["2/90", "1", "2026"]
    assert [f.value for f in figures("12 500 lamps, 12,500 lampes, 12 500")] == ["12500"] * 3
    assert list(spelled("第七十七届会议", "zh")) == ["77"]
    assert list(spelled("at its seventy-seventh session", "en")) == ["77"]


def test_only_figures_that_stand_against_each_other_differ() -> None:
    assert differing("in 2026", "en 2027 et 2026") == ()
    assert differing("resolution 90/2", "القرار ٢/٩٠") == ()
    ((old, new),) = differing("in 2026 and 2028", "en 2026 et 2029")
    assert (old.value, new.value) == ("2028", "2029")


def test_real_resolutions_in_six_languages(shared_data: Path) -> None:
    series = shared_data / "unxml" / "ga-series" / "torture"
    texts = [rt.read(path) for path in sorted(series.glob("*/*77_209*.xml"))]
    assert len(texts) == 6
    right = total = 0
    for one in texts:
        for other in texts:
            if one.language == other.language:
                continue
            wanted = {(p.id, q.id) for p, q in zip(one.paragraphs, other.paragraphs, strict=True)}
            right += len(edges(rt.compare(one, other)) & wanted)
            total += len(wanted)
    assert right >= 0.99 * total


def test_no_report_claims_that_nothing_got_weaker() -> None:
    english = rt.read(b"The Human Rights Council,\n1. Calls upon States to light 12 lamps;\n")
    comparison = rt.compare(english, replace(english, language="fr"))
    for form in ("html", "markdown"):
        assert "Nothing was found" not in rt.render(comparison, form)
    assert "not judged between two languages" in rt.render(comparison, "html")
