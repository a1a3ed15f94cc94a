"""Every entry of the lexicon can match: it finds its own words in a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import resotrack as rt
from resotrack.diff import diff_words, tokenise
from resotrack.lexicon import ANY, LANGUAGES, strip_connectors, vocabulary
from resotrack.lexicon.tables import read_table
from resotrack.strength import assess

CLASSES = ("hedges", "intensifiers", "mandates", "actors")
LISTS = ("function", "update", "calendar", "task", "record", "joining", "that", "negation")


def entries(language: str, name: str) -> Iterator[tuple[str, str]]:
    """(section, phrase) of a file."""
    for section, held in read_table(language, name).items():
        if section not in ("sources", "classes", "language") and isinstance(held, dict):
            for phrase in held:
                yield section, phrase


def as_written(phrase: str, stars: str = "") -> str:
    """A phrase as a text may have it: any word for "~", and each star one way to end."""
    return " ".join("xx" if word == ANY else word.replace("*", stars) for word in phrase.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CLASSES)
def test_every_phrase_finds_its_own_words(language: str, name: str) -> None:
    known = vocabulary(language)
    dead = []
    for cls, phrase in entries(language, name):
        keys = tokenise(as_written(phrase)).keys
        hits = known.find(keys)
        # Two entries may come to the same words; they must then be of one class.
        whole = [(h.first, h.last, h.term.cls.name) for h in hits]
        if whole != [(0, len(keys), cls)]:
            dead.append((cls, phrase, whole))
    assert not dead


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_modal_and_verb_moves_its_ladder(language: str) -> None:
    """Each word of a ladder, put where nothing stood that is on it, is seen by its rule's index."""
    known = vocabulary(language)
    dead = []
    for ladder, phrase in entries(language, "modals"):
        rungs = known.modals if ladder == "modals" else known.verbs
        # An elided article is written onto the next word.
        text = f"{phrase}agir" if phrase.endswith("'") else phrase
        keys = tokenise(as_written(text)).keys
        read = list(known.read(keys))
        elided = [known.forms.prefix(key) for key in keys]
        named = {" ".join(read), " ".join([*read[:-1], elided[-1]])}
        if not any(rungs[name].ladder == ladder for name in named & set(rungs)):
            dead.append((ladder, phrase, keys))
    assert not dead


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plain_word_is_in_its_list(language: str) -> None:
    known = vocabulary(language)
    lists: dict[str, Any] = read_table(language, "plain")["words"]
    dead = [
        (name, word)
        for name in LISTS
        for word in lists.get(name, ())
        if not set(known.plain(tokenise(as_written(word)).keys)) & getattr(known, name)
    ]
    assert not dead


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_connector_is_stripped(language: str) -> None:
    for phrase in read_table(language, "openings")["grammar"]["connectors"]:
        keys = [key for key in tokenise(phrase).keys if key[:1].isalnum()]
        assert strip_connectors(keys, language) == (), phrase


def flags(before: str, after: str, language: str = "en") -> set[str]:
    paragraphs = [
        rt.Paragraph(id="op1", kind="operative", number="1", text=text) for text in (before, after)
    ]
    link = rt.Link(
        before=(paragraphs[0],),
        after=(paragraphs[1],),
        relation="edited",
        words=diff_words(before, after),
    )
    return {flag.rule for flag in assess(link, language=language).flags}


def test_what_folds_is_judged() -> None:
    pay = "Urges harbour masters to {}pay the keepers of every lamp on the coast;"
    for spelled in ("endeavour to ", "endeavor to "):
        assert "hedge.effort" in flags(pay.format(""), pay.format(spelled))
    lamp = "Calls upon {}States to light every lamp on the coast;"
    assert "actor.office" in flags(lamp.format(""), lamp.format("business enterprises and "))
    assert "modality.verb" in flags(
        "Calls upon States to act by fulfilling their word to the keepers of the lamps;",
        "Calls upon States to act by considering their word to the keepers of the lamps;",
    )
    assert "modality.modal" in flags(
        "Souligne que les gardiens ont le droit de quitter le phare;",
        "Souligne que les gardiens ont l'obligation d'allumer le phare;",
        "fr",
    )


def test_a_phrase_with_two_gaps() -> None:
    known = vocabulary("en")
    text = "in accordance with their obligations under applicable international law"
    (hit,) = known.find(tokenise(text).keys)
    assert hit.term.cls.name == "international"
    assert hit.last == len(tokenise(text))
