"""Asks: read from texts of our own, followed from text to text; checked on the real ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.asks import ask_changes_json, ask_history_json, asks_json
from tests.texts import HARBOUR, HARBOUR_LATER


def document(*operative: str, date: str = "2030-05-01", language: str = "en") -> rt.Document:
    """A text whose operative part is made of these; "(a) …" is an item of the one before it."""
    paragraphs: list[rt.Paragraph] = []
    number = 0
    for text in operative:
        if text.startswith("("):
            label, _, words = text.partition(" ")
            paragraphs.append(
                rt.Paragraph(
                    id=f"op{number}{label}",
                    kind="operative",
                    number=label,
                    text=words,
                    parent=f"op{number}",
                    depth=1,
                )
            )
        else:
            number += 1
            paragraphs.append(
                rt.Paragraph(id=f"op{number}", kind="operative", number=str(number), text=text)
            )
    return rt.Document(
        paragraphs=tuple(paragraphs), body="The Harbour Council", date=date, language=language
    )


def only(*operative: str) -> rt.Ask:
    (ask,) = document(*operative).asks
    return ask


def text(span: rt.Span | None) -> str:
    return span.text if span else ""


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        ("Urges all States to pay keepers;", "all States", "to pay keepers"),
        (
            "Requests the Secretary-General, in consultation with keepers, to prepare a chart;",
            "the Secretary-General",
            "to prepare a chart",
        ),
        (
            "Calls upon States, the private sector and other stakeholders, within their means, "
            "to provide lamps and to mend piers;",
            "States, the private sector and other stakeholders",
            "to provide lamps",
        ),
        (
            "Encourages Member States, in particular those with long coasts, to build piers;",
            "Member States, in particular those with long coasts",
            "to build piers",
        ),
        (
            "Invites States that have not yet done so to ratify the Convention on Lamps;",
            "States that have not yet done so",
            "to ratify the Convention on Lamps",
        ),
        (
            "Requests the Office of the Warden for Harbour Rights to submit a chart;",
            "the Office of the Warden for Harbour Rights",
            "to submit a chart",
        ),
        (
            "Invites parties to the Convention on Lamps to consider a review;",
            "parties to the Convention on Lamps",
            "to consider a review",
        ),
        ("Calls upon States not to build towers of sand;", "States", "not to build towers of sand"),
        (
            "Demands that all parties immediately open the harbours;",
            "all parties",
            "open the harbours",
        ),
        (
            "Recommends that the Panel should consider the matter;",
            "the Panel",
            "should consider the matter",
        ),
        ("Reiterates its request to the Panel to meet;", "the Panel", "to meet"),
        ("Decides to request the Panel to publish its log;", "the Panel", "to publish its log"),
        ("Calls for an immediate end to wrecking;", "", "an immediate end to wrecking"),
        (
            "Encourages the development of charts to prevent wrecks;",
            "",
            "the development of charts to prevent wrecks",
        ),
        ("Urges continued efforts to find oil;", "", "continued efforts to find oil"),
        (
            "Entrusts the Panel with the care of the lamps;",
            "the Panel",
            "with the care of the lamps",
        ),
        (
            "Reminds all who send shipments of oil of their duties;",
            "all who send shipments of oil",
            "of their duties",
        ),
    ],
)
def test_who_is_asked_and_what(words: str, who: str, what: str) -> None:
    ask = document(words).asks[0]
    assert (text(ask.actor), ask.what.text) == (who, what)
    assert not ask.own


def test_a_body_asks_itself() -> None:
    ask = only("Decides to consider the question at its ninetieth session;")
    assert ask.own
    assert ask.actor is None
    assert ask.who == ask.by == "The Harbour Council"
    assert (ask.verb, text(ask.deadline)) == ("consider", "at its ninetieth session")


def test_what_a_body_says_is_no_ask() -> None:
    assert (
        document("Determines that the lamp is out;", "Welcomes the oil;", "Recalls it;").asks == ()
    )


@pytest.mark.parametrize(
    ("words", "verb", "deed"),
    [
        ("to submit a log", "submit", "submit"),
        ("to continue to submit a log", "submit", "submit"),
        ("to continue, in this context, to submit a log", "submit", "submit"),
        ("to consider submitting a log", "consider", "submit"),
        ("to consider, as appropriate, submitting a log", "consider", "submit"),
        ("to consider the possibility of submitting a log", "consider", "submit"),
        ("to consider ways to improve the log", "consider", "consider"),
        ("to seek to improve the log", "seek", "improve"),
        ("to make every effort to improve the log", "make", "improve"),
        ("to further improve the log", "improve", "improve"),
        ("to fully and effectively implement the plan", "implement", "implement"),
        ("not to remove the log", "not remove", "not remove"),
    ],
)
def test_the_verb_and_the_deed_behind_it(words: str, verb: str, deed: str) -> None:
    ask = only(f"Urges the Panel {words};")
    assert (ask.verb, ask.deed) == (verb, deed)


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("to report at its thirty-ninth session", "at its thirty-ninth session"),
        ("to report at its ninth and tenth sessions", "at its ninth and tenth sessions"),
        ("to mend the pier by 2041", "by 2041"),
        ("to mend the pier by the end of 2041", "by the end of 2041"),
        ("to mend the pier no later than 1 March 2041", "no later than 1 March 2041"),
        ("to mend the pier within six months", "within six months"),
        ("to report annually on the pier", "annually"),
        ("to report on an annual basis", "on an annual basis"),
        ("to report every two years", "every two years"),
        (
            "to report before the next session of the Harbour Assembly",
            "before the next session of the Harbour Assembly",
        ),
        ("to mend the pier without delay", ""),
        ("to mend the pier that was broken in 2019", ""),
        ("to use the chart adopted at its ninth session", ""),
        ("to share logs with others", ""),
    ],
)
def test_the_deadline(words: str, deadline: str) -> None:
    assert text(only(f"Requests the Panel {words};").deadline) == deadline


def test_a_deadline_said_before_the_deeds_holds_for_each() -> None:
    found = document("Requests the Panel, by 2040, to prepare a log and to publish it;").asks
    assert [(a.what.text, text(a.deadline)) for a in found] == [
        ("to prepare a log", "by 2040"),
        ("to publish it", "by 2040"),
    ]


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("to submit to the Harbour Council a log", "to the Harbour Council"),
        (
            "to report to the Harbour Council and to the Coastal Assembly",
            "to the Harbour Council and to the Coastal Assembly",
        ),
        ("to report thereon to it", "to it"),
        ("to brief the Harbour Council on lamps", "the Harbour Council"),
        ("to keep the Harbour Council informed of wrecks", "the Harbour Council"),
        ("to provide oil to States", ""),
        ("to respond to letters transmitted to it", ""),
    ],
)
def test_who_is_to_hear_of_it(words: str, to: str) -> None:
    assert text(only(f"Requests the Panel {words};").reports_to) == to


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("to protect keepers and all individuals who write logs", "all individuals who write logs"),
        ("to offer shelter to persons with disabilities", "persons with disabilities"),
        ("to end reprisals against those who seek, share or trade oil", "those who seek, share or"),
        ("to publish data on women leaders", ""),
        ("to mend the pier", ""),
    ],
)
def test_for_whom(words: str, people: str) -> None:
    found = text(only(f"Urges States {words};").for_whom)
    assert found.startswith(people) if people else found == ""


def test_several_acts_in_one_paragraph() -> None:
    found = document(
        "Calls upon States to pay keepers, and to lend them boats, welcomes their logs, "
        "and requests the Panel to count the lamps;"
    ).asks
    assert [(a.act, a.who, a.what.text) for a in found] == [
        ("calls upon", "States", "to pay keepers"),
        ("calls upon", "States", "to lend them boats"),
        ("requests", "the Panel", "to count the lamps"),
    ]


def test_a_purpose_is_no_deed_of_its_own() -> None:
    found = document("Urges States to take steps to prevent and to punish wrecking;").asks
    assert [a.what.text for a in found] == ["to take steps to prevent and to punish wrecking"]


def test_two_acts_share_one_deed() -> None:
    found = document("Calls upon States, and invites the Panel, to count the lamps;").asks
    assert [(a.act, a.who, a.what.text) for a in found] == [
        ("calls upon", "States", "to count the lamps"),
        ("invites", "the Panel", "to count the lamps"),
    ]


def test_items_take_who_is_asked_from_above() -> None:
    found = document(
        "Calls upon all coastal States:",
        "(a) To pay keepers by 2040;",
        "(b) To lend boats, and to mend them;",
    ).asks
    assert [(a.paragraph, a.who, a.what.text) for a in found] == [
        ("op1(a)", "all coastal States", "To pay keepers by 2040"),
        ("op1(b)", "all coastal States", "To lend boats"),
        ("op1(b)", "all coastal States", "to mend them"),
    ]
    assert {a.actor and a.actor.paragraph for a in found} == {"op1"}


def test_items_that_are_means_are_asked_too_and_names_are_not() -> None:
    means = document("Urges States to care for keepers, including by:", "(a) Paying them;").asks
    assert [(a.paragraph, a.verb) for a in means] == [("op1", "care"), ("op1(a)", "pay")]
    names = document("Urges States to protect those who:", "(a) Seek shelter;", "(b) Write;").asks
    assert [a.paragraph for a in names] == ["op1"]


def test_another_language_gives_the_act_alone() -> None:
    (ask,) = document("Prie le Groupe de publier le carnet ;", language="fr").asks
    assert ask.actor is None
    assert ask.opening.text == "Prie"
    assert ask.what.text == "le Groupe de publier le carnet"


# ---- invariants -----------------------------------------------------------------------------

ACTS = st.sampled_from(["Urges", "Requests", "Calls upon", "Strongly encourages", "Invites"])
WHO = st.sampled_from(["all States", "the Panel of Keepers", "States and the Panel", "keepers"])
ASIDE = st.sampled_from(["", ", as appropriate,", ", in consultation with keepers,", ", by 2044,"])
DEEDS = st.sampled_from(
    [
        "to mend the pier",
        "to submit a log to the Harbour Council at its next session",
        "to consider lending boats to those who ask",
        "to provide persons with disabilities with lamps",
    ]
)


@st.composite
def provisions(draw: st.DrawFn) -> tuple[str, str, tuple[str, ...]]:
    who, deeds = draw(WHO), draw(st.lists(DEEDS, min_size=1, max_size=3))
    return f"{draw(ACTS)} {who}{draw(ASIDE)} {', and '.join(deeds)};", who, tuple(deeds)


@given(st.lists(provisions(), min_size=1, max_size=4))
def test_every_deed_is_one_ask_of_its_actor(made: list[tuple[str, str, tuple[str, ...]]]) -> None:
    found = document(*(words for words, _, _ in made)).asks
    wanted = [(who, deed) for _, who, deeds in made for deed in deeds]
    assert [(ask.who, ask.what.text) for ask in found] == wanted


def spans(ask: rt.Ask) -> Iterator[rt.Span]:
    for field in fields(ask):
        value = getattr(ask, field.name)
        if isinstance(value, rt.Span):
            yield value


def assert_exact(text_: rt.Document) -> None:
    for ask in text_.asks:
        for span in spans(ask):
            assert text_[span.paragraph].text[span.start : span.end] == span.text != ""


WORDS = st.lists(
    st.sampled_from(
        "urges requests decides to and , ; : that not of the a all States Panel who by 2040 its "
        "session report submit consider submitting in including with for those people Council "
        "welcomes calls upon should ( ) “ ” – each annually within six months".split()
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=300)
@given(st.lists(WORDS | st.text(max_size=60), max_size=3))
def test_no_words_break_the_reader_and_spans_are_exact(made: list[str]) -> None:
    assert_exact(document(*(f"Urges {words}" for words in made), "(a) To mend the pier;"))


def test_the_same_text_keeps_every_ask() -> None:
    text_ = rt.read(HARBOUR.encode())
    changes = rt.compare_asks(rt.compare(text_, text_))
    assert {change.kind for change in changes} == {"kept"}
    assert [change.after for change in changes] == list(text_.asks)


@given(st.lists(provisions(), max_size=4), st.lists(provisions(), max_size=4))
@settings(max_examples=30, deadline=None)
def test_every_ask_stands_in_one_change(
    one: list[tuple[str, str, tuple[str, ...]]], other: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    before, after = document(*(w for w, _, _ in one)), document(*(w for w, _, _ in other))
    changes = rt.compare_asks(rt.compare(before, after))
    gone = [c.before for c in changes if c.before]
    assert sorted(map(repr, gone)) == sorted(map(repr, before.asks))
    assert [c.after for c in changes if c.after] == list(after.asks)
    for change in changes:
        signs = {d.sign for d in change.differences}
        assert (change.kind == "kept") == (not signs and bool(change.before and change.after))
        if change.kind == "softens":
            assert -1 in signs


# ---- from text to text ----------------------------------------------------------------------


def change(before: str, after: str) -> rt.AskChange:
    (found,) = rt.compare_asks(rt.compare(document(before), document(after)))
    return found


@pytest.mark.parametrize(
    ("before", "after", "kind", "field"),
    [
        ("Requests the Panel to", "Urges the Panel to", "hardens", "act"),
        ("Requests the Panel to", "Invites the Panel to", "softens", "act"),
        ("Urges States to ensure", "Urges States to promote", "softens", "verb"),
        ("Urges States to consider ensuring", "Urges States to ensure", "hardens", "verb"),
        ("Urges States to ensure", "Urges all keepers to ensure", "changed", "actor"),
        ("Urges States to ensure", "Urges States, by 2041, to ensure", "hardens", "deadline"),
        (
            "Urges States, by 2040, to ensure",
            "Urges States, by 2041, to ensure",
            "changed",
            "deadline",
        ),
        ("Urges States to ensure", "Urges States to ensure, as appropriate,", "softens", "leeway"),
    ],
)
def test_what_became_of_an_ask(before: str, after: str, kind: str, field: str) -> None:
    rest = " the safe passage of every boat through the narrow strait;"
    found = change(before + rest, after + rest)
    assert found.kind == kind
    assert [d.field for d in found.differences] == [field]


def test_swapping_the_texts_turns_every_sign() -> None:
    one = "Requests the Panel, by 2040, to submit a log of wrecks on the northern coast;"
    other = "Invites the Panel to consider submitting, as appropriate, a log of wrecks on the northern coast;"
    there, back = change(one, other), change(other, one)
    assert {(d.field, d.sign) for d in there.differences} == {
        (d.field, -d.sign) for d in back.differences
    }
    assert (there.kind, back.kind) == ("softens", "hardens")


def test_an_ask_that_went_into_another_paragraph_is_found() -> None:
    ask = "to survey the sunken lightships along the northern shoals"
    before = document("Welcomes the oil;", f"Requests the Panel {ask};")
    after = document(f"Welcomes the oil, and requests the Panel {ask};", "Invites keepers to sing;")
    kinds = {
        c.after.what.text: c.kind for c in rt.compare_asks(rt.compare(before, after)) if c.after
    }
    assert kinds[ask] == "kept"


def test_what_is_welcomed_later_was_fulfilled() -> None:
    before = document(
        "Requests the Panel to convene a workshop on the salvage of sunken lightships;",
        "Urges keepers to write logs;",
    )
    after = document(
        "Welcomes the workshop on the salvage of sunken lightships convened by the Panel;",
        "Urges keepers to write logs;",
    )
    changes = rt.compare_asks(rt.compare(before, after))
    (met,) = [c for c in changes if c.fulfilled]
    assert met.kind == "fulfilled"
    assert text(met.fulfilled).startswith("Welcomes the workshop")
    assert 0 < met.confidence < 0.8
    unmet = rt.compare_asks(rt.compare(before, document("Urges keepers to write logs;")))
    assert [c.kind for c in unmet if not c.after] == ["disappears"]


def test_asks_through_many_texts() -> None:
    chart = "the Panel to draw a chart of the drowned lightships off the cape;"
    texts = [
        document(f"Requests {chart}", "Urges keepers to write;", date="2030-01-01"),
        document("Urges keepers to write;", date="2031-01-01"),
        document(f"Urges {chart}", "Urges keepers to write;", date="2032-01-01"),
    ]
    history = rt.ask_threads(rt.trace(texts))
    rows = {t.latest.who: [cell.kind for cell in t.cells] for t in history.threads}
    assert rows == {
        "the Panel": ["first", "disappears", "returns"],
        "keepers": ["first", "kept", "kept"],
    }
    asked = sum(len(t.asks) for t in texts)
    assert sum(1 for t in history.threads for cell in t.cells if cell.ask) == asked
    assert len({t.id for t in history.threads}) == len(history.threads)


def test_two_acts_with_one_deed_stay_two_threads() -> None:
    shared = "Calls upon States, and invites the Panel, to count the lamps of the coast;"
    history = rt.ask_threads(rt.trace([document(shared), document(shared), document(shared)]))
    assert [[c.kind for c in t.cells] for t in history.threads] == [["first", "kept", "kept"]] * 2


def test_the_json_is_complete_and_steady() -> None:
    before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
    one = json.loads(asks_json(before))
    assert one["schema"] == "resotrack.asks/1"
    assert [a["what"]["text"] for a in one["asks"]] == [a.what.text for a in before.asks]
    changes = rt.compare_asks(rt.compare(before, after))
    two = json.loads(ask_changes_json(before, after, changes))
    assert sum(two["summary"].values()) == len(changes)
    assert two["summary"]["softens"] >= 1
    many = ask_history_json(rt.ask_threads(rt.trace([before, after])))
    assert many == ask_history_json(rt.ask_threads(rt.trace([before, after])))
    assert {len(t["cells"]) for t in json.loads(many)["threads"]} == {2}


# ---- real texts -----------------------------------------------------------------------------


def test_real_texts_have_exact_spans_and_mostly_name_who_is_asked(shared_data: Path) -> None:
    files = sorted(shared_data.glob("unxml/ga-series/d*/English/*.xml"))[:8]
    files += sorted(shared_data.glob("unxml/hrc/5*/English/*.xml"))[:12]
    found: list[rt.Ask] = []
    for file in files:
        text_ = rt.read(file)
        assert_exact(text_)
        found += text_.asks
    assert len(found) > 200
    asked = [ask for ask in found if not ask.own]
    assert sum(ask.actor is not None for ask in asked) > 0.8 * len(asked)
    assert sum(bool(ask.verb) for ask in found) > 0.8 * len(found)
    reports = [a for a in found if a.deed == "report"]
    assert sum(a.reports_to is not None for a in reports) > 0.7 * len(reports)
