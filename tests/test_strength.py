"""What a change does to a commitment: cases for every rule, and what holds for all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resotrack as rt
from resotrack.diff import diff_words
from resotrack.lexicon import find_opening
from resotrack.model import Assessment, Kind, Link, Paragraph, Relation, Span
from resotrack.strength import RULES, assess, criticized
from resotrack.strength.finding import Finding
from resotrack.strength.verdict import verdict

FLIPPED = {
    "strengthened": "weakened",
    "weakened": "strengthened",
    "mixed": "mixed",
    "neutral": "neutral",
}


def paragraphs(*texts: str, kind: Kind = "operative") -> tuple[Paragraph, ...]:
    prefix = "pp" if kind == "preambular" else "op"
    return tuple(
        Paragraph(
            id=f"{prefix}{number}",
            kind=kind,
            number=str(number),
            text=text,
            opening=find_opening(text, "en"),
        )
        for number, text in enumerate(texts, 1)
        if text
    )


def link(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> Link:
    relation: Relation = "edited"
    if not before or not after:
        relation = "deleted" if before else "added"
    elif len(before) != len(after):
        relation = "split" if len(after) > len(before) else "merged"
    words = diff_words("\n".join(p.text for p in before), "\n".join(p.text for p in after))
    return Link(before=before, after=after, relation=relation, words=words)


def linked(before: str, after: str) -> Link:
    return link(paragraphs(before), paragraphs(after))


def judge(before: str, after: str, *, kind: Kind = "operative") -> Assessment:
    return assess(link(paragraphs(before, kind=kind), paragraphs(after, kind=kind)))


# rule, before, after, direction of the rule's flag
CASES = [
    # force: the act
    ("force.opening", "Urges States to pay keepers;", "Invites States to pay keepers;", "weakened"),
    ("force.opening", "Welcomes the logbook;", "Takes note of the logbook;", "weakened"),
    ("force.opening", "Welcomes the pact on lamps;", "Recalls the pact on lamps;", "weakened"),
    ("force.opening", "Takes note with appreciation of the logbook;",
     "Takes note of the logbook;", "weakened"),
    ("force.opening", "Recalling that lamps are lit,", "Reaffirming that lamps are lit,",
     "strengthened"),
    ("force.opening", "Deplores the theft of oil;", "Condemns the theft of oil;", "strengthened"),
    ("force.opening", "Urges States to pay keepers;", "Notes that States pay keepers;", "weakened"),
    ("force.act", "Notes the fog, and encourages States to light lamps;",
     "Notes the fog, and calls upon States to light lamps;", "strengthened"),
    ("force.act", "Notes that fog is thick, and calls upon States to light lamps;",
     "Notes that fog is thick;", "weakened"),
    ("force.act", "Recalling the work on lamps,",
     "Recalling the work on lamps, but regretting that stairs are broken,", "strengthened"),
    ("intensity.opening", "Expressing concern at the fog,", "Expressing serious concern at the fog,",
     "strengthened"),
    ("intensity.opening", "Strongly condemns the theft of oil;", "Condemns the theft of oil;",
     "weakened"),
    # modality: the binding of verbs
    ("modality.modal", "Stresses that lamps shall burn;", "Stresses that lamps should burn;",
     "weakened"),
    ("modality.modal", "Stresses that lamps may burn;", "Stresses that lamps must burn;",
     "strengthened"),
    ("modality.modal", "Alarmed that fog has sunk boats,", "Alarmed that fog may sink boats,",
     "weakened"),
    ("modality.negation", "Stresses that boats may land at night;",
     "Stresses that boats may not land at night;", "neutral"),
    ("modality.verb", "Calls upon States to ensure safe harbours;",
     "Calls upon States to promote safe harbours;", "weakened"),
    ("modality.verb", "Calls upon States to avoid night landings;",
     "Calls upon States to prohibit night landings;", "strengthened"),
    ("hedge.effort", "Calls upon States to light lamps;",
     "Calls upon States to consider lighting lamps;", "weakened"),
    # hedge: the ways out
    ("hedge.discretion", "Calls upon States to light lamps;",
     "Calls upon States to light lamps, as appropriate;", "weakened"),
    ("hedge.discretion", "Requests the Panel, within existing resources, to write;",
     "Requests the Panel to write;", "strengthened"),
    ("hedge.sovereignty", "Calls upon States to light lamps;",
     "Calls upon States to light lamps, in accordance with their national law;", "weakened"),
    ("hedge.sovereignty", "Decides to send a boat, with the consent of the State concerned;",
     "Decides to send a boat;", "strengthened"),
    ("hedge.discretion", "Urges States to light lamps;",
     "Urges States to light lamps, if conditions allow;", "weakened"),
    ("hedge.dialogue", "Stresses that lamps should be lit;",
     "Stresses that lamps should be lit on the principles of cooperation and genuine dialogue;",
     "weakened"),
    ("hedge.counterduty", "Stresses that keepers write logbooks;",
     "Stresses that logbooks should be credible;", "weakened"),
    ("hedge.international", "Calls upon States to act, in accordance with national law;",
     "Calls upon States to act, in accordance with international law;", "strengthened"),
    # intensity
    ("mandate.urgency", "Calls upon States to pay keepers;",
     "Calls upon States to pay keepers without delay;", "strengthened"),
    ("specificity.absolute", "Calls upon States to grant unhindered passage;",
     "Calls upon States to grant passage;", "weakened"),
    ("intensity.gravity", "Condemns theft of oil;", "Condemns systematic theft of oil;",
     "strengthened"),
    # scope
    ("scope.condition", "Condemns reprisals against keepers;",
     "Condemns alleged reprisals against keepers;", "weakened"),
    ("scope.universal", "Calls upon all keepers to write;", "Calls upon keepers to write;",
     "weakened"),
    ("scope.media", "Condemns threats against keepers;",
     "Condemns threats against keepers, online and offline;", "strengthened"),
    ("scope.protected", "Calls upon States to pay keepers;",
     "Calls upon States to pay keepers and lawyers;", "strengthened"),
    ("scope.formula", "Calls upon States to pay keepers of lamps;",
     "Calls upon States to pay individuals, groups and organs of society;", "weakened"),
    ("scope.list", "Urges States to mend stairs and doors;",
     "Urges States to mend stairs, towers and doors;", "strengthened"),
    ("scope.clause", "Condemns theft of oil;",
     "Condemns theft of oil, and any attempt by night watchmen to sell copper roofs abroad;",
     "strengthened"),
    ("specificity.collapsed",
     "Condemns arson, theft, bribes, threats, forged letters and broken lamps on the coast;",
     "Condemns all such wrongs on the coast;", "weakened"),
    ("presence.hedged", "", "Calls upon States to light lamps, as appropriate;", "weakened"),
    ("scope.words", "Condemns theft of oil;", "Condemns theft of oil and destruction of lamps;",
     "strengthened"),
    ("actor.office", "Decides that the Council, its President and the Bureau light lamps;",
     "Decides that the Council lights lamps;", "weakened"),
    ("actor.asked", "Urges States to light lamps;",
     "Urges States and companies to light lamps;", "strengthened"),
    ("actor.asked", "Urges States to light lamps;", "Urges companies to light lamps;", "neutral"),
    # mandate and specificity
    ("mandate.followup", "Requests the Panel to watch the coast;",
     "Requests the Panel to watch the coast, and to report on it;", "strengthened"),
    ("mandate.deadline", "Urges States to mend the towers of the coast;",
     "Urges States to mend the towers of the coast by 30 June 2031;", "strengthened"),
    ("mandate.accountability", "Urges States to look into thefts, and to prosecute thieves;",
     "Urges States to look into thefts;", "weakened"),
    ("specificity.enumeration", "Urges States to repair towers, including by painting doors;",
     "Urges States to repair towers;", "weakened"),
    ("mandate.task", "Welcomes the pact on lamps;",
     "Welcomes the pact on lamps and the mechanism for its implementation;", "strengthened"),
    ("mandate.task", "Requests the Panel to submit a report on oil;", "", "weakened"),
    ("specificity.detail", "Urges States to mend towers;",
     "Urges States to mend towers, copper roofs, oak ladders, brass bells and rope bridges;",
     "strengthened"),
    ("modality.verb", "Calls upon States to acknowledge keepers;",
     "Calls upon States to promote keepers;", "strengthened"),
    ("modality.verb", "Urges States to grant adequate wages;",
     "Urges States to grant quality wages;", "strengthened"),
    ("hedge.effort", "Urges States to take appropriate measures to ensure dry towers;",
     "Urges States to ensure dry towers;", "strengthened"),
    # presence
    ("presence.paragraph", "", "Calls upon States to light lamps;", "strengthened"),
    ("presence.paragraph", "Condemns the theft of oil;", "", "weakened"),
    ("presence.caveat", "", "Stresses that what keepers write should be credible;", "weakened"),
    ("presence.anchor", "", "Invites States to light lamps with full respect for their sovereignty;",
     "weakened"),
    ("presence.covered", "", "Expressing concern at the theft of oil,", "strengthened"),
    ("presence.covered", "Recognizing that journalists write about lamps,", "", "weakened"),
    ("presence.record", "", "Guided by the Charter of the Coast,", "neutral"),
    ("presence.record", "", "Noting that lamps have become much brighter,", "neutral"),
    ("presence.paragraph", "", "Noting that fog may undermine the rights of pilots,",
     "strengthened"),
    ("presence.paragraph", "", "Noting that every tower must have a lamp,", "strengthened"),
    ("presence.record", "", "Recalling the Pact on Full and Effective Lighting,", "neutral"),
    ("presence.record", "", "Looking forward to the meeting of the Panel in 2031,", "neutral"),
    ("presence.record", "",
     "Reiterating that light should rest on the principles of cooperation and genuine dialogue,",
     "neutral"),
    ("presence.record", "", "Recalling its resolution 90/2 of 1 October 2026,", "neutral"),
    ("presence.record", "Takes note of the report of the Panel;", "", "neutral"),
    # nothing of weight
    ("update.reference", "Recalling its resolution 90/2 of 1 October 2026,",
     "Recalling its resolution 91/4 of 3 October 2027,", "neutral"),
    ("update.reference", "Decides to return to lamps at its ninetieth session.",
     "Decides to return to lamps at its ninety-second session.", "neutral"),
    ("update.reference", "Requests the Panel to show its report in May 2030;",
     "Requests the Panel to show its report in June 2031;", "neutral"),
    ("update.reference", "Requests the Rapporteur to show his logbook;",
     "Requests the Rapporteur to show her logbook;", "neutral"),
    ("update.reference", "",
     "Welcoming the holding, on 3 May 2031, of the meeting of the Panel,", "neutral"),
    ("editorial.wording", "Notes the thefts of oil;", "Notes the theft of oil;", "neutral"),
    ("editorial.wording", "Urges keepers to write to the panel for lamps;",
     "Urges keepers to write to the panel;", "neutral"),
    ("force.opening", "Welcoming the pact on lamps,", "Reaffirming the pact on lamps,", "neutral"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "after", "direction"), CASES)
def test_each_rule_says_what_it_saw(rule: str, before: str, after: str, direction: str) -> None:
    found = {flag.rule: flag for flag in judge(before, after).flags}
    assert rule in found, found
    assert found[rule].direction == direction


@pytest.mark.parametrize(("rule", "before", "after", "direction"), CASES)
def test_and_the_mirror_image(rule: str, before: str, after: str, direction: str) -> None:
    found = {flag.rule: flag for flag in judge(after, before).flags}
    assert found[rule].direction == FLIPPED[direction]


def test_the_cases_cover_every_rule() -> None:
    reported = {rule for rule, *_ in CASES} | {"placement.rank", "placement.moved", "force.acts"}
    assert set(RULES) <= reported


VERDICTS = [
    ("Requests the Panel to submit to the Council a report on theft;",
     "Invites the Panel to consider submitting, as appropriate, a report on theft;", "weakened"),
    ("Expressing concern at reports of theft,", "Expressing grave concern at reports of theft,",
     "strengthened"),
    ("Welcomes the pact and urges States to light lamps, to pay keepers and to mend stairs;",
     "Takes note of the pact and strongly urges States to light lamps, to pay keepers, to mend "
     "stairs, to paint doors, to buy oil and to prosecute thieves without delay;", "mixed"),
    ("Requests the Panel to report at its ninetieth session;",
     "Requests the Panel to report at its ninety-first session;", "neutral"),
    # To repeat a decision, and to bring a tense up to date, takes nothing back.
    ("Decides to hold a meeting on lamps;", "Reaffirms its decision to hold a meeting on lamps;",
     "neutral"),
    ("Notes that the meeting will be held in Brack;", "Notes that the meeting was held in Brack;",
     "neutral"),
    # What is cited may be another document, another theme, another anniversary.
    ("Recalling resolution 90/2 of 1 May 2030 on lamps,",
     "Recalling resolution 91/4 of 3 May 2031 on lighthouse keepers and women,", "neutral"),
    ("Encourages keepers to read the pact;",
     "Encourages keepers to read the pact, in particular in the light of its upcoming tenth "
     "anniversary;", "neutral"),
    # "Efforts to" is a way out in what is asked for only.
    ("Recognizes the effect of fog on work;", "Recognizes the effect of fog on efforts to work;",
     "neutral"),
    ("Urges States to mend stairs;", "Urges States to make efforts to mend stairs;", "weakened"),
    # What is asked for, and what makes it depend on consent, are both clear movements.
    ("", "Urges States to light lamps, with the consent of the State concerned;", "mixed"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "direction"), VERDICTS)
def test_the_direction_follows_from_the_flags(before: str, after: str, direction: str) -> None:
    assert judge(before, after).direction == direction
    assert judge(after, before).direction == FLIPPED[direction]


NOTHING = [
    ("Calls upon States to light lamps;", "Also calls upon States to light lamps;"),
    ("Recalling the old custom,", "Recalling further the old custom,"),
    ("Recognizes that lamps organize harbours;", "Recognises that lamps organise harbours;"),
    ("Notes the keeper’s “logbook” – lamps;", 'Notes the keeper\'s "logbook" - lamps;'),
    ("Notes the lamps, oil and stairs;", "Notes the lamps, oil, and stairs;"),
    ("Welcomes the programme on lamps", "Welcomes the program on lamps"),
    (
        "Urges States to protect human rights defenders;",
        "Urges States to protect hu man rights defend ers;",
    ),
]


@pytest.mark.parametrize(("before", "after"), NOTHING)
def test_connectors_spelling_and_typography_are_no_change(before: str, after: str) -> None:
    assert judge(before, after) == Assessment()


def test_the_same_hedge_in_both_texts_is_no_change() -> None:
    before = "Calls upon States, where appropriate, to light lamps;"
    after = "Calls upon States to light lamps, as appropriate;"
    moved = "Calls upon States to light, where appropriate, lamps;"
    for other in (after, moved):
        assert not [f for f in judge(before, other).flags if f.dimension == "hedge"]


def test_may_is_a_month_by_its_capital_only() -> None:
    month = judge("Recalling the storm of 3 April 2030,", "Recalling the storm of 3 May 2030,")
    assert {flag.rule for flag in month.flags} == {"update.reference"}
    modal = judge("Alarmed that fog has sunk boats,", "Alarmed that fog may sink boats,")
    assert "update.reference" not in {flag.rule for flag in modal.flags}


def test_an_office_that_changed_its_name_in_part_is_hardly_another() -> None:
    renamed = judge(
        "Welcomes the visits of special envoys;", "Welcomes the visits of special procedures;"
    )
    assert renamed.direction == "neutral"


def test_who_is_asked_is_read_in_what_is_asked_only() -> None:
    told = judge("Notes that States light lamps;", "Notes that companies light lamps;")
    assert "actor.asked" not in {flag.rule for flag in told.flags}


def test_a_comma_in_a_figure_parts_no_list() -> None:
    before = "Decides to pay 1,234,567 and 2,345,678 dollars;"
    after = "Decides to pay the sum set out above in dollars;"
    assert "specificity.collapsed" not in {f.rule for f in judge(before, after).flags}


def test_one_tie_to_consent_does_not_make_a_long_paragraph_mixed() -> None:
    tied = "Urges States to light lamps, with the consent of the State concerned, "
    long = tied + ", ".join(f"to mend the stairs of tower number {n}" for n in range(1, 15)) + ";"
    assert judge("", tied.rstrip(", ") + ";").direction == "mixed"
    assert judge("", long).direction == "strengthened"


def test_said_in_one_breath_or_in_two_is_one_act() -> None:
    once = "Noting with concern the fog, the ice and the storms of the winter,"
    twice = (
        "Noting with concern the fog and the ice, and noting with concern the storms of the winter,"
    )
    assert not [f for f in judge(once, twice).flags if f.dimension == "force"]


def test_a_word_said_in_each_of_two_paragraphs_is_not_lost_in_the_one_they_become() -> None:
    apart = (
        "Urges States to protect witnesses effectively in harbours;",
        "Urges States to protect witnesses effectively on boats;",
    )
    joined = "Urges States to protect witnesses effectively in harbours and on boats;"
    merged = assess(link(paragraphs(*apart), paragraphs(joined)))
    assert not {"scope.protected", "specificity.absolute"} & {f.rule for f in merged.flags}


def test_one_more_word_is_not_told_where_nothing_moved() -> None:
    changed = judge(
        "Requests the Panel to meet at its ninetieth session in the harbour;",
        "Requests the Panel to meet at its ninety-first session in the old harbour;",
    )
    assert changed.direction == "neutral"
    assert [flag.rule for flag in changed.flags] == ["update.reference"]


def test_a_change_of_place_among_others_is_neutral() -> None:
    moved = replace(
        linked("Urges States to pay keepers;", "Urges States to pay pilots;"), moved=True
    )
    flags = {flag.rule: flag for flag in assess(moved).flags}
    assert flags["placement.moved"].direction == "neutral"


PRAISE = (
    "Welcomes the efforts of the Government of Ostrelle to mend stairs;",
    "Takes note of the efforts of the Government of Ostrelle to mend stairs;",
)


@pytest.mark.parametrize(
    ("title", "direction"),
    [
        ("Situation of human rights in the Republic of Ostrelle", "strengthened"),
        ("Lighthouse keepers", "weakened"),
        ("Situation of human rights in the islands of Brack, Ostrelle", "weakened"),
    ],
)
def test_praise_of_a_state_under_criticism_is_no_gain(title: str, direction: str) -> None:
    about = criticized([title])
    cooled = assess(linked(*PRAISE), criticized=about)
    warmed = assess(linked(*PRAISE[::-1]), criticized=about)
    assert (cooled.direction, warmed.direction) == (direction, FLIPPED[direction])


def test_what_a_state_under_criticism_is_praised_for_adds_nothing() -> None:
    about = criticized(["Situation of human rights of keepers and pilots in Ostrelle"])
    assert about
    before = "Welcomes the efforts of the Government of Ostrelle to mend stairs;"
    longer = (
        "Welcomes the efforts of the Government of Ostrelle to mend stairs, towers, copper roofs "
        "and oak ladders, and also welcomes the speed of the repairs of brass bells in the north;"
    )
    assert assess(linked(before, longer), criticized=about).direction == "neutral"
    assert assess(linked(before, longer)).direction == "strengthened"


def test_a_mechanism_that_is_about_the_state_criticized_is_no_praise() -> None:
    about = criticized(["Situation of human rights in Ostrelle"])
    added = linked("", "Welcomes the report of the fact-finding mission on Ostrelle;")
    assert assess(added, criticized=about) == assess(added)


def test_the_words_of_a_caveat_are_no_gain() -> None:
    before = "Requests the Panel to keep the register of threats;"
    caveat = ", while giving the State concerned an opportunity to respond to every allegation"
    found = judge(before, f"{before[:-1]}{caveat};")
    assert found.direction == "weakened"
    assert "scope.words" not in {flag.rule for flag in found.flags}


def test_words_that_each_piece_of_a_split_repeats_are_said_once() -> None:
    """ "the Fund for the keepers of lamps" in both pieces is no second Fund."""
    whole = "Decides to set 40 crowns apart in the Fund for the keepers of lamps until 2030;"
    first = "Decides to set 20 crowns apart in the Fund for the keepers of lamps until 2028;"
    second = "Decides to set 20 crowns apart in the Fund for the keepers of lamps until 2030;"
    assert assess(link(paragraphs(whole), paragraphs(first, second))).direction == "neutral"


def test_a_hedge_inside_a_new_clause_does_not_undo_it() -> None:
    before = "Urges States to pay keepers;"
    after = (
        "Urges States to pay keepers and to protect their towers, boats, logbooks, oil and "
        "families against thieves, including, where necessary, by guards;"
    )
    assert judge(before, after).direction == "strengthened"


def test_disputed_verbs_are_shown_with_little_confidence() -> None:
    flags = judge("Requests States to pay keepers;", "Urges States to pay keepers;").flags
    assert [f.rule for f in flags] == ["force.opening"]
    assert flags[0].confidence <= 0.35
    assert "authorities differ" in flags[0].reason


def test_grades_nearer_than_the_sources_tell_apart_are_equal() -> None:
    flags = judge("Emphasizes that lamps burn;", "Underlines that lamps burn;").flags
    assert [flag.rule for flag in flags] == ["editorial.wording"]


def test_from_the_operative_part_to_the_preamble() -> None:
    before = paragraphs("Stresses that lamps burn;")
    after = paragraphs("Stressing that lamps burn,", kind="preambular")
    down, up = assess(link(before, after)), assess(link(after, before))
    assert [(f.rule, f.direction) for f in down.flags] == [("placement.rank", "weakened")]
    assert (down.direction, up.direction) == ("weakened", "strengthened")


def test_flags_of_a_split_name_the_right_paragraph() -> None:
    before = paragraphs("Urges States to pay keepers and to light lamps;")
    after = paragraphs(
        "Urges States to pay keepers;", "Urges States to light lamps, where appropriate;"
    )
    flags = [f for f in assess(link(before, after)).flags if f.dimension == "hedge"]
    assert [f.after for f in flags] == [
        Span(paragraph="op2", start=29, end=46, text="where appropriate")
    ]


def test_a_same_link_is_neutral_without_flags() -> None:
    before = paragraphs("Urges States to pay keepers;")
    same = replace(link(before, paragraphs("Invites all;")), relation="same")
    assert assess(same) == Assessment()
    assert assess(replace(same, moved=True)) == Assessment()


def test_other_languages_are_compared_by_what_the_openings_stand_for() -> None:
    before = paragraphs("Exige que les gardiens écrivent ;")
    after = paragraphs("Invite les gardiens à écrire ;")
    found = assess(link(before, after), language="fr")
    assert "force.opening" in {flag.rule for flag in found.flags}
    assert found.direction == "weakened"


def test_the_verdict_is_the_documented_one() -> None:
    def finding(sign: int, confidence: float) -> Finding:
        return Finding(
            dimension="scope",
            sign=1 if sign > 0 else -1 if sign < 0 else 0,
            rule="scope.words",
            reason="",
            confidence=confidence,
        )

    assert verdict([])[0] == "neutral"
    assert verdict([finding(0, 1.0)])[0] == "neutral"
    assert verdict([finding(1, 0.1)])[0] == "neutral"
    assert verdict([finding(1, 0.6), finding(-1, 0.2)])[0] == "strengthened"
    assert verdict([finding(1, 0.2), finding(-1, 0.6)])[0] == "weakened"
    assert verdict([finding(1, 0.6), finding(-1, 0.5)])[0] == "mixed"
    assert verdict([finding(1, 0.4), finding(1, 0.4), finding(-1, 0.6)])[0] == "mixed"


PIECES = [
    "Urges", "Invites", "Also welcomes", "Expressing serious concern", "Recalling further",
    "Strongly condemns", "Takes note of", "all States", "States", "keepers", "women", "lamps",
    "its resolution 90/2 of 1 October 2026", "the report of the Panel", "to ensure", "to promote",
    "to consider", "should", "shall", "may", "as appropriate", "where necessary",
    "in accordance with national law", "without delay", "full", "systematic", "and", ",", "the",
    "and calls upon", "including", "such as oil", "to report", "accountability", "should be credible",
    "the State concerned", "organize", "organise", "theft", "thefts", "94", "Bureau", "not",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join)
SIDES = st.lists(SENTENCES, min_size=0, max_size=3)


@given(
    before=SIDES, after=SIDES, kinds=st.tuples(*[st.sampled_from(("preambular", "operative"))] * 2)
)
@settings(max_examples=400, deadline=None)
def test_swapping_the_texts_turns_every_flag_round(
    before: list[str], after: list[str], kinds: tuple[Kind, Kind]
) -> None:
    old, new = paragraphs(*before, kind=kinds[0]), paragraphs(*after, kind=kinds[1])
    there, back = assess(link(old, new)), assess(link(new, old))
    assert there.direction == FLIPPED[back.direction]
    assert there.confidence == back.confidence

    def facts(found: Assessment, *, turned: bool) -> list[tuple[object, ...]]:
        return sorted(
            (
                flag.rule,
                FLIPPED[flag.direction] if turned else flag.direction,
                str(flag.after if turned else flag.before),
                str(flag.before if turned else flag.after),
                flag.confidence,
            )
            for flag in found.flags
        )

    assert facts(there, turned=False) == facts(back, turned=True)


@given(before=SIDES, after=SIDES)
@settings(max_examples=200, deadline=None)
def test_evidence_is_always_words_of_the_text(before: list[str], after: list[str]) -> None:
    old, new = paragraphs(*before), paragraphs(*after)
    for flag in assess(link(old, new)).flags:
        assert flag.before or flag.after
        for span, side in ((flag.before, old), (flag.after, new)):
            if span is not None:
                text = {p.id: p.text for p in side}[span.paragraph]
                assert span.text == text[span.start : span.end] != ""
        assert 0 < flag.confidence <= 1
        assert flag.reason.endswith(".")
        assert flag.source


@given(side=SIDES)
def test_a_text_against_itself_gives_nothing(side: list[str]) -> None:
    both = paragraphs(*side)
    if both:
        assert assess(link(both, both)) == Assessment()


@given(text=st.text(min_size=1, max_size=60), other=st.text(min_size=1, max_size=60))
def test_any_text_at_all_can_be_judged(text: str, other: str) -> None:
    for language in ("en", "fr", "zh", "ar"):
        assess(link(paragraphs(text), paragraphs(other)), language=language)


def test_a_duty_that_moved_into_another_paragraph_is_not_dropped() -> None:
    """Both provisions stay; only the clause on the names of ships changed its place."""
    clause = "to publish every autumn the names of ships that passed an unlit cliff"
    others = [
        "Condemns every threat against a keeper on account of the logbook;",
        "Encourages pilots to thank keepers by flag or horn;",
    ]
    pay = "Urges harbour masters to pay keepers each month, to mend broken stairs"
    almanac = "Requests the Panel to keep the almanac of tides and the register of broken lamps"
    before = [*others, f"{pay} and {clause};", f"{almanac};"]
    after = [*others, f"{pay};", f"{almanac} and {clause};"]

    def read(lines: list[str]) -> rt.Document:
        numbered = [f"{n}. {line}" for n, line in enumerate(lines, 1)]
        return rt.read("\n".join(["The Human Rights Council,", *numbered]).encode())

    for first, second in ((before, after), (after, before)):
        links = {link.after[0].id: link for link in rt.compare(read(first), read(second)).links}
        for name in ("op3", "op4"):
            assert links[name].direction == "neutral", links[name].assessment
            assert "placement.clause" in {flag.rule for flag in links[name].assessment.flags}


REMARKS = (
    "[Aldermark: move to OP5]",
    "[Aldermark: delete]",
    "[agreed ad ref]",
    "[place after PP2]",
)


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_in_brackets_is_no_word_of_the_provision(remark: str) -> None:
    """It speaks of the words beside it: nothing is said more, nothing less."""
    plain, told = (
        rt.read(
            f"The Council of Lamps,\n1. Urges States to pay keepers{extra};\n"
            "2. Decides to remain seized of the matter.".encode()
        )
        for extra in ("", f" {remark}")
    )
    for before, after in ((plain, told), (told, plain)):
        link = rt.compare(before, after).links[0]
        assert link.relation == "edited"
        assert link.assessment.flags == ()


def test_words_proposed_in_brackets_are_words_and_whose_they_are_is_none() -> None:
    texts = [
        rt.read(f"The Council of Lamps,\n1. Urges States{extra} to pay keepers.".encode())
        for extra in ("", " [Aldermark: and harbour masters]", " [and harbour masters]")
    ]
    named, bare = (rt.compare(texts[0], text).links[0] for text in texts[1:])
    assert named.direction == bare.direction == "strengthened"
    assert named.assessment.confidence == bare.assessment.confidence
