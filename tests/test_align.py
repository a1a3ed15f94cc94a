"""Which paragraph became which."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from tests.texts import HARBOUR, HARBOUR_LATER

PREAMBLE = [
    "Guided by the old custom that a lamp on a cliff is lit for every ship,",
    "Recalling its resolution 90/2 of 1 October 2026 on lighthouse keepers,",
    "Recalling also its resolution 93/7 of 2 October 2028 on the colour of harbour lamps,",
    "Deeply concerned at letters in which keepers are told to look away when a boat turns back,",
    "Welcoming the logbooks that forty keepers handed to the Panel in spring,",
]
OPERATIVE = [
    "Condemns every threat made against a keeper on account of an entry in a logbook;",
    "Calls upon coastal States to leave logbooks where they are and to return those taken since 2026;",
    "Requests the Panel to submit to the Council at its next session a report on threats to keepers;",
    "Urges harbour masters to pay keepers on the first day of each month and to mend broken stairs;",
    "Encourages ships to thank keepers by flag, by horn or by letter, whichever the weather allows;",
    "Decides to remain seized of the matter.",
]


def text(preamble: list[str], operative: list[str]) -> rt.Document:
    numbered = [f"{n}. {line}" for n, line in enumerate(operative, 1)]
    return rt.read("\n".join(["The Human Rights Council,", *preamble, *numbered]).encode())


BEFORE = text(PREAMBLE, OPERATIVE)


def linked(before: rt.Document, after: rt.Document) -> dict[str, rt.Link]:
    """Links by the ids of both sides: "op1>op2", "op3>", ">op5"."""
    return {
        "+".join(p.id for p in link.before) + ">" + "+".join(p.id for p in link.after): link
        for link in rt.compare(before, after).links
    }


def test_a_text_against_itself() -> None:
    links = rt.compare(BEFORE, BEFORE).links
    assert {link.relation for link in links} == {"same"}
    assert not any(link.moved for link in links)
    assert all(link.confidence == 1 for link in links)


def test_the_weakened_paragraph_stays_paired() -> None:
    """Verb, modality and hedges changed at once: one provision, not a deletion and an addition."""
    weaker = [*OPERATIVE]
    weaker[2] = (
        "Invites the Panel to consider providing, as appropriate and within existing resources, "
        "an oral update on threats to keepers;"
    )
    assert linked(BEFORE, text(PREAMBLE, weaker))["op3>op3"].relation == "edited"


def test_look_alikes_are_told_apart() -> None:
    swapped = [PREAMBLE[0], PREAMBLE[2], PREAMBLE[1], *PREAMBLE[3:]]
    links = linked(BEFORE, text(swapped, OPERATIVE))
    assert {"pp2>pp3", "pp3>pp2"} <= set(links)
    assert links["pp2>pp3"].relation == links["pp3>pp2"].relation == "same"
    assert links["pp2>pp3"].moved != links["pp3>pp2"].moved


def test_connectors_numbers_and_typography_are_no_change() -> None:
    later = [
        OPERATIVE[0].replace("logbook", "log\u2011book").replace("log\u2011book", "logbook"),
        "Also calls upon" + OPERATIVE[1].removeprefix("Calls upon"),
        "Further requests" + OPERATIVE[2].removeprefix("Requests"),
        *OPERATIVE[3:],
    ]
    preamble = [PREAMBLE[0].replace("every ship", "every\u00a0ship"), *PREAMBLE[1:]]
    assert {link.relation for link in rt.compare(BEFORE, text(preamble, later)).links} == {"same"}


def test_renumbering_is_no_change_and_no_move() -> None:
    later = [OPERATIVE[0], "Invites poets to describe the light of a lamp;", *OPERATIVE[1:]]
    links = linked(BEFORE, text(PREAMBLE, later))
    assert links[">op2"].relation == "added"
    assert links["op2>op3"].relation == "same"
    assert not any(link.moved for link in links.values())


def test_a_move_with_edits_is_both() -> None:
    moved = [
        *OPERATIVE[:1],
        OPERATIVE[4].replace("by horn or by letter", "or by horn"),
        *OPERATIVE[1:4],
    ]
    link = linked(BEFORE, text(PREAMBLE, [*moved, OPERATIVE[5]]))["op5>op2"]
    assert link.relation == "edited"
    assert link.moved


def test_from_the_operative_part_to_the_preamble() -> None:
    fallen = "Encouraging" + OPERATIVE[4].removeprefix("Encourages").replace(";", ",")
    link = linked(BEFORE, text([*PREAMBLE, fallen], [*OPERATIVE[:4], OPERATIVE[5]]))["op5>pp6"]
    assert link.moved


def test_a_split() -> None:
    first = "Calls upon coastal States to leave logbooks where they are;"
    second = "Also calls upon coastal States to return the logbooks taken since 2026;"
    links = linked(BEFORE, text(PREAMBLE, [OPERATIVE[0], first, second, *OPERATIVE[2:]]))
    assert links["op2>op2+op3"].relation == "split"


def test_a_merge() -> None:
    both = (
        OPERATIVE[3].rstrip(";")
        + ", and encourages ships to thank keepers by flag, by horn or by letter;"
    )
    links = linked(BEFORE, text(PREAMBLE, [*OPERATIVE[:3], both, OPERATIVE[5]]))
    assert links["op4+op5>op4"].relation == "merged"


def test_a_foreign_paragraph_is_added_not_forced_on_a_neighbour() -> None:
    foreign = "Takes note of the price of whale oil on the exchange of Port Calder;"
    links = linked(BEFORE, text(PREAMBLE, [*OPERATIVE[:2], foreign, *OPERATIVE[3:]]))
    assert links["op3>"].relation == "deleted"
    assert links[">op3"].relation == "added"


def test_sub_paragraphs_keep_their_parents() -> None:
    links = linked(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    assert links["op3(a)>op3(a)"].relation == "same"
    assert links["op3(a)(ii)>"].relation == "deleted"
    assert links["op3>op3"].relation == "same"
    assert links["op2>op2"].relation == "edited"
    assert links[">op4"].relation == "added"


def test_links_come_in_the_order_of_the_later_text() -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    after = [p.id for link in comparison.links for p in link.after]
    assert after == [p.id for p in comparison.after.paragraphs]
    position = [n for n, link in enumerate(comparison.links) if link.relation == "deleted"]
    assert comparison.links[position[0] - 1].before[0].id == "op3(a)(i)"


def test_an_empty_side() -> None:
    nothing = rt.Document(paragraphs=(), language="en")
    assert {link.relation for link in rt.compare(nothing, BEFORE).links} == {"added"}
    assert {link.relation for link in rt.compare(BEFORE, nothing).links} == {"deleted"}
    assert rt.compare(nothing, nothing).links == ()


def test_any_letters_in_any_script() -> None:
    """Letters that fold to nothing (the Arabic stretcher) and marks without a word."""
    odd = _document(["ـ ـ", "\u0301", "…", "№ 7", "الـحق"])
    links = rt.compare(odd, _document(["ـ", "الحق", "—"])).links
    assert sorted(p.id for link in links for p in link.before) == sorted(
        p.id for p in odd.paragraphs
    )


POOL = PREAMBLE + OPERATIVE


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(POOL), max_size=12),
    st.lists(st.sampled_from(POOL), max_size=12),
    st.integers(min_value=0, max_value=9_999),
)
def test_every_paragraph_in_exactly_one_link(a: list[str], b: list[str], seed: int) -> None:
    """Whatever the texts, with copies, losses and words shuffled about."""
    rng = random.Random(seed)
    before, after = _document(a), _document([_shaken(line, rng) for line in b])
    links = rt.compare(before, after).links
    assert sorted(p.id for link in links for p in link.before) == sorted(
        p.id for p in before.paragraphs
    )
    assert [p.id for link in links for p in link.after] == [p.id for p in after.paragraphs] or any(
        len(link.after) > 1 for link in links
    )
    assert sorted(p.id for link in links for p in link.after) == sorted(
        p.id for p in after.paragraphs
    )
    mirrored = rt.compare(after, before).links
    assert {_sides(link) for link in links} == {_sides(link)[::-1] for link in mirrored}
    for link in links:
        assert 0 <= link.confidence <= 1
        assert bool(link.before) == (link.relation != "added")
        assert bool(link.after) == (link.relation != "deleted")


def _sides(link: rt.Link) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(p.id for p in link.before), tuple(p.id for p in link.after)


def _document(lines: list[str]) -> rt.Document:
    return rt.Document(
        language="en",
        paragraphs=tuple(
            rt.Paragraph(id=f"op{n}", kind="operative", number=str(n), text=line)
            for n, line in enumerate(lines, 1)
        ),
    )


def _shaken(line: str, rng: random.Random) -> str:
    words = line.split()
    if rng.random() < 0.5:
        words[rng.randrange(len(words))] = rng.choice(POOL).split()[-1]
    return " ".join(words)


@pytest.mark.parametrize("name", ["zero-draft--l12", "l12--adopted"])
def test_the_sample_negotiation(name: str, sample: object) -> None:
    """At least 95 % of the links that the sample's authors planted are found."""
    from benchmarks.sample_labels import planted

    before, after, labels = planted(name)
    ours = {
        (tuple(p.id for p in link.before), tuple(p.id for p in link.after))
        for link in rt.compare(before, after).links
    }
    missed = [label for label in labels if label not in ours]
    assert len(missed) <= 0.05 * len(labels), missed


def test_the_labelled_pairs(gold_labels: object) -> None:
    """The bar of the quality table: links F1 of at least 0.97 over all labelled pairs."""
    from benchmarks import gold
    from benchmarks.quality import score_pair
    from benchmarks.scores import Count

    scores = {name: score_pair(name) for name in gold.pairs()}
    assert sum((s.links for s in scores.values()), Count()).f1 >= 0.97
    draft = scores["d6-iran-draft-adopted"]
    assert draft.links.f1 == 1
    assert draft.relations.recall == 1
