"""What a record answers: who asked for what, what became of it, and whose words stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import resotrack as rt
from resotrack.ledger import by_group, claims, consensus, shares, shifts, size, together
from resotrack.model.record import Ballot, Sponsor
from resotrack.sample import sample_files

SAMPLE = sample_files()[0].parent


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rt.Negotiation]:
    """The whole sample negotiation."""
    with rt.Negotiation.open(tmp_path_factory.mktemp("record") / "talks.reso", who="A. Mori") as t:
        t.describe(title="Harbour observers", body="Human Rights Council", members=47)
        t.add_text(SAMPLE / "zero-draft.docx", label="Zero draft")
        t.add_text(SAMPLE / "rev1.docx", label="Rev.1")
        t.position("Ostrelle", "cannot accept a fund", stance="red line", paragraph="op11")
        t.add_text(SAMPLE / "l12.docx")
        for number in (31, 32, 33, 34):
            t.amend(SAMPLE / "amendments" / f"l{number}.docx")
        t.vote("A/HRC/99/L.31", on="amendment", counts=(15, 24, 8))
        t.vote("A/HRC/99/L.32", on="amendment", counts=(21, 19, 7))
        t.vote("A/HRC/99/L.33", on="amendment")
        t.decide("A/HRC/99/L.34", "withdrawn")
        t.add_text(SAMPLE / "adopted.docx", label="Adopted")
        yield t


def of(talks: rt.Negotiation, words: str) -> str:
    """The key of the proposal with these words."""
    (found,) = [p.key for p in talks.proposals() if words in p.words]
    return found


def test_what_became_of_proposals_shows_in_the_words(talks: rt.Negotiation) -> None:
    told = {one.proposal.key: one for one in talks.fates("L.12")}
    assert told[of(talks, "“Alarmed by”")].verdict == "taken up"
    assert told[of(talks, "in OP 7 bis, insert")].verdict == "not taken up"
    assert told[of(talks, "OP12 Decides to open")].verdict == "taken up"
    later = {one.proposal.key: one for one in talks.fates("Adopted")}
    assert later[of(talks, "in OP 7 bis, insert")].verdict == "taken up"
    assert later["A/HRC/99/L.31"].verdict == "not taken up"
    assert "its new words do not stand" in later["A/HRC/99/L.31"].reason
    assert later["A/HRC/99/L.33"].verdict == "taken up"
    assert later["A/HRC/99/L.34"].verdict == "in part"


def test_every_word_of_a_text_has_one_origin(talks: rt.Negotiation) -> None:
    for label in ("Zero draft", "Rev.1", "L.12", "Adopted"):
        text = talks.document(label)
        whole = {
            one.paragraph: "".join(s.text for s in one.stretches) for one in talks.wording(label)
        }
        assert whole == {p.id: p.text for p in text.paragraphs}


def test_words_are_given_to_whoever_asked_for_them(talks: rt.Negotiation) -> None:
    by_paragraph = {one.paragraph: one.stretches for one in talks.wording("Adopted")}
    counter_duty = by_paragraph["op8"]
    assert {name for s in counter_duty for name in s.delegations} >= {"Ostrelle", "Kaldrith"}
    assert counter_duty[0].proposals == ("A/HRC/99/L.32",)
    (welcome,) = [s for s in by_paragraph["pp9"] if s.text.strip() == "Welcoming"]
    assert welcome.delegations == ("Brevinde", "Halvardia")
    counted = shares(talks.wording("Adopted"))
    assert counted["Ostrelle"] > counted["Aldermark"]
    assert counted[""] > counted["Ostrelle"]


def test_words_that_several_asked_for_are_counted_once_in_the_whole(talks: rt.Negotiation) -> None:
    wordings = talks.wording("Adopted")
    (words,) = [row[8] for row in talks.table("texts").rows if row[0] == "Adopted"]
    assert size(wordings) == words == talks.account("Ostrelle").of
    assert size(wordings) < sum(shares(wordings).values())


def test_who_asked_for_a_change(talks: rt.Negotiation) -> None:
    sources = claims(talks, "L.12", "Adopted")
    assert [one.proposal.key for one in sources["op8"]] == ["A/HRC/99/L.32"]


def test_the_board_carries_open_proposals_to_the_newest_text(talks: rt.Negotiation) -> None:
    first = talks.board("Rev.1")
    last = talks.board()
    assert (first.text, last.text) == ("Rev.1", "Adopted")
    keys = {o.proposal.key for row in first.rows for o in row.proposals}
    assert keys == {o.proposal.key for row in last.rows for o in row.proposals}
    (row,) = [row for row in first.rows if row.paragraph == "op11"]
    assert [p.stance for p in row.positions] == ["red line"]
    assert len(first.by_delegation["Lirasse"]) == 10


def test_the_account_of_a_delegation(talks: rt.Negotiation) -> None:
    own = talks.account("Ostrelle")
    assert {p.proposal.key for p in own.having("lost")} >= {"A/HRC/99/L.31"}
    assert len(own.asked) == sum(
        len(own.having(outcome)) for outcome in ("got", "in part", "lost", "open")
    )
    assert ("Adopted", "against") in [(vote.target, choice) for vote, choice in own.votes]


def test_a_brief_fits_on_a_page_and_begins_with_what_is_weaker(talks: rt.Negotiation) -> None:
    page = talks.brief().to_text()
    assert len(page.splitlines()) < 60
    since = page.split("## Since L.12")[1].split("##")[0]
    assert since.index(" weakened: ") < since.index(" strengthened: ")
    assert "15-24-8" in page
    assert "- Adopted: 12 preambular" in page
    assert "Ostrelle on OP 11 of Rev.1, red line: cannot" in page
    assert "red line" in talks.brief(delegation="Ostrelle").to_text()
    assert "Rev.1, Ostrelle" in talks.brief(paragraph="op10").to_text()
    bracketed = talks.brief(paragraph="op7", text="Rev.1").to_text()
    assert "“[Ostrelle: should]”: Rev.1, Ostrelle" in bracketed
    assert "“[”" not in bracketed


def test_a_brief_on_a_text_of_a_series(tmp_path: Path) -> None:
    with rt.Negotiation.open(tmp_path / "series.reso") as series:
        series.describe(title="Harbours", members=47)
        series.add_text(SAMPLE / "zero-draft.docx", label="1/1", stage="adopted")
        series.add_text(SAMPLE / "rev1.docx", label="2/1", stage="adopted", relation="follows")
        series.sponsor(("Norway", "Ghana"), of="1/1")
        series.sponsor("Norway", of="2/1", role="main sponsor")
        series.vote("1/1", counts=(29, 0, 19), source="a press release")
        series.vote("2/1", counts=(30, 0, 17))
        page = series.brief(text="1/1").to_text()
        assert "1/1: adopted, 29-0-19 (a press release) does not add up: 48" in page
        assert "2 sponsors" in page
        votes = series.brief().to_text().split("## Votes")[1].strip().splitlines()
        assert [line.split(":")[0] for line in votes] == ["- 1/1", "- 2/1", "- 1/1"]
        norway = series.brief(delegation="Norway").to_text()
        assert "Is co-sponsor of 1/1" in norway
        assert "Is main sponsor of 2/1" in norway


def test_the_timeline_tells_each_command_once(talks: rt.Negotiation) -> None:
    told = talks.timeline()
    assert [one.batch for one in told] == sorted({e.batch for e in talks.events()})
    assert any("rejected by a recorded vote of 15 to 24" in one.told for one in told)


def test_settling_decides_what_the_words_leave_no_doubt_of(tmp_path: Path) -> None:
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        talks.add_text(SAMPLE / "rev1.docx")
        talks.add_text(SAMPLE / "l12.docx")
        before = {p.key: p.state for p in talks.proposals()}
        settled = talks.settle()
        assert {p.state for p in settled.decided} == {"accepted", "fallen"}
        assert len(settled.decided) + len(settled.left) == len(before)
        talks.undo()
        assert {p.key: p.state for p in talks.proposals()} == before


def test_tables_hold_everything(talks: rt.Negotiation) -> None:
    held = {table.name: table for table in talks.tables()}
    assert len(held["texts"].rows) == 4
    assert len(held["proposals"].rows) == len(talks.proposals())
    assert len(held["voters"].rows) == 47
    assert sum(n for n in held["words"].column("count") if isinstance(n, int)) > 800
    assert len(held["events"].rows) == talks.head[0]


def test_every_column_is_described(talks: rt.Negotiation) -> None:
    told = (Path(__file__).resolve().parents[1] / "docs" / "tracking.md").read_text("utf-8")
    for table in talks.tables():
        assert f"`{table.name}`: one row" in told
        for column in table.columns:
            assert f"| `{column.name}` | {column.type} | {column.told} |" in told


def vote(
    in_favour: tuple[str, ...] = (), against: tuple[str, ...] = (), abstaining: tuple[str, ...] = ()
) -> Ballot:
    return Ballot(
        key="V1", on="text", target="L.1", method="recorded", date="2023-10-12",
        in_favour=in_favour, against=against, abstaining=abstaining,
    )  # fmt: skip


def test_a_vote_by_region() -> None:
    divided = {
        d.group: d
        for d in by_group(vote(in_favour=("Norway", "Ghana"), against=("Gabon", "Korvane")))
    }
    assert divided["Group of African States"].against == ("Gabon",)
    assert not divided["Group of African States"].united
    assert divided["Group of Western European and other States"].united
    assert divided[""].against == ("Korvane",)


def test_a_vote_against_the_last_time() -> None:
    one = vote(in_favour=("Ghana",), against=("Gabon", "Chile"))
    two = vote(in_favour=("Ghana", "Norway"), abstaining=("Gabon", "Chile"))
    moved = [(s.before, s.after, s.delegations) for s in shifts(one, two)]
    assert moved[0] == ("against", "abstaining", ("Chile", "Gabon"))
    assert ("", "in favour", ("Norway",)) in moved
    agreed = Ballot(key="V2", on="text", target="L.1", method="without a vote")
    assert consensus(agreed, one) == "lost"
    assert consensus(one, two) == ""


def test_who_sponsors_with_whom() -> None:
    signed = [
        Sponsor(delegation=name, of=of, withdrawn=gone)
        for name, of, gone in (
            ("Norway", "", False), ("Ghana", "", False), ("Chile", "", True),
            ("Norway", "L.2", False), ("Ghana", "L.2", False), ("Chile", "L.2", False),
        )
    ]  # fmt: skip
    counted = together(signed)
    assert counted["Ghana", "Norway"] == 2
    assert counted["Chile", "Norway"] == 1


def test_a_record_without_a_text_says_so(tmp_path: Path) -> None:
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        assert talks.board().rows == ()
        for ask in (talks.settle, talks.wording, talks.fates, talks.brief, talks.compilation):
            with pytest.raises(rt.LedgerError, match="no text"):
                ask()
