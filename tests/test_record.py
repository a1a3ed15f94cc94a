"""The record of a negotiation: what it holds, how it came about, and what proves it."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

import resotrack as rt
from resotrack.sample import sample_files

SAMPLE = sample_files()[0].parent


@pytest.fixture
def talks(tmp_path: Path) -> rt.Negotiation:
    with rt.Negotiation.open(tmp_path / "talks.reso", who="A. Mori") as opened:
        opened.describe(title="Harbour observers", members=47)
    return opened


def altered(talks_file: Path, statement: str) -> None:
    """What somebody does to a record with another program."""
    connection = sqlite3.connect(talks_file)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_new_record_is_one_file_for_its_owner_alone(tmp_path: Path) -> None:
    rt.Negotiation.open(tmp_path / "talks.reso").close()
    (made,) = tmp_path.iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_record_that_should_be_there_and_is_not(tmp_path: Path) -> None:
    with pytest.raises(rt.LedgerError, match="no such record"):
        rt.Negotiation.open(tmp_path / "talks.reso", create=False)
    assert not list(tmp_path.iterdir())


def test_another_programs_file_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    altered(other, "CREATE TABLE t (a)")
    before = other.read_bytes()
    with pytest.raises(rt.LedgerError, match="another program"):
        rt.Negotiation.open(other)
    (tmp_path / "letter.txt").write_text("Dear colleagues")
    with pytest.raises(rt.LedgerError, match="no record"):
        rt.Negotiation.open(tmp_path / "letter.txt")
    assert other.read_bytes() == before


def test_sponsors_join_and_leave_on_their_days(talks: rt.Negotiation) -> None:
    talks.sponsor(["Aldermark", "Lirasse"], role="main sponsor", joined="2031-09-01")
    talks.sponsor("Norway", joined="2031-09-20")
    talks.withdraw("Lirasse", on="2031-09-25")
    assert [s.delegation for s in talks.sponsors()] == ["Aldermark", "Norway"]
    assert [s.delegation for s in talks.sponsors(on="2031-09-10")] == ["Aldermark", "Lirasse"]
    assert len(talks.sponsors(withdrawn=True)) == 3
    with pytest.raises(rt.LedgerError, match="does not sponsor"):
        talks.withdraw("Lirasse")


def test_undo_is_a_new_event_and_gives_no_number_twice(talks: rt.Negotiation) -> None:
    said = talks.position("Ostrelle", "cannot accept", stance="red line")
    before, _ = talks.head
    talks.undo(why="said by another")
    assert talks.positions() == ()
    assert talks.head[0] == before + 1
    assert talks.events(last=1)[0].why == "said by another"
    assert talks.position("Ostrelle", "can accept").key != said.key
    assert talks.verify() == ()


def test_what_was_changed_since_is_not_undone(talks: rt.Negotiation) -> None:
    talks.sponsor("Norway")
    first = talks.head[0]
    talks.withdraw("Norway")
    with pytest.raises(rt.LedgerError, match="changed again"):
        talks.undo(first)


def test_a_command_that_fails_leaves_nothing(talks: rt.Negotiation) -> None:
    before = talks.head

    def half_wrong() -> None:
        with talks.command() as writing:
            writing.set("tags", "a", "{}", "tagged")
            writing.set("tags", "", "{}", "tagged")

    with pytest.raises(rt.LedgerError):
        half_wrong()
    assert talks.head == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET who = 'somebody' WHERE seq = 2",
        "UPDATE events SET after = replace(after, 'Norway', 'Sweden') WHERE seq = 2",
        "DELETE FROM events WHERE seq = 2",
        "UPDATE entries SET data = replace(data, 'Norway', 'Sweden')",
        "UPDATE entries SET state = 'main sponsor' WHERE collection = 'sponsors'",
        "DELETE FROM entries WHERE collection = 'sponsors'",
        "UPDATE head SET seq = 2",
        "UPDATE blobs SET packed = zeroblob(8)",
        "DELETE FROM blobs",
    ],
)
def test_whatever_is_altered_shows(talks: rt.Negotiation, tmp_path: Path, statement: str) -> None:
    talks.sponsor("Norway")
    talks.add_text(SAMPLE / "zero-draft.docx")
    assert talks.verify() == ()
    altered(tmp_path / "talks.reso", statement)
    assert talks.verify()


def test_a_record_cut_short_shows_by_a_hash_noted_down(
    talks: rt.Negotiation, tmp_path: Path
) -> None:
    talks.sponsor("Norway")
    noted = talks.head[1]
    assert talks.verify(noted) == ()
    path = tmp_path / "talks.reso"
    altered(path, "DELETE FROM events WHERE seq = 2")
    altered(path, "DELETE FROM entries WHERE collection = 'sponsors'")
    altered(path, "UPDATE head SET seq = 1, hash = (SELECT hash FROM events WHERE seq = 1)")
    assert talks.verify() == ()
    assert "is gone" in talks.verify(noted)[0].problem


def test_what_stands_is_made_again_from_the_events(talks: rt.Negotiation, tmp_path: Path) -> None:
    talks.sponsor(["Norway", "Aldermark"])
    before = talks.sponsors()
    altered(tmp_path / "talks.reso", "DELETE FROM entries")
    assert talks.sponsors() == ()
    talks.rebuild()
    assert talks.sponsors() == before
    assert talks.verify() == ()


def test_the_sample_negotiation(talks: rt.Negotiation) -> None:
    zero, rev1, l12 = (
        talks.add_text(SAMPLE / f"{name}.docx") for name in ("zero-draft", "rev1", "l12")
    )
    assert [v.stage for v in talks.versions] == ["zero draft", "draft", "L. document"]
    assert not zero.proposals
    assert {"Aldermark", "Lirasse", "Ostrelle"} == {
        d for p in rev1.proposals for d in p.delegations
    }
    assert len(talks.sponsors()) == 13
    assert l12.version.to == "rev1"
    hostile = talks.amend(SAMPLE / "amendments" / "l31.docx")
    assert (hostile.version, hostile.paragraphs) == (l12.version.label, ("op2",))
    talks.vote(hostile.key, on="amendment", counts=(15, 24, 8))
    assert talks.proposal(hostile.key).state == "rejected"
    talks.add_text(SAMPLE / "adopted.docx", label="adopted")
    assert talks.votes[-1].counts == (27, 8, 12)
    assert talks.document("rev1").view("original").paragraphs
    assert talks.compare("L.12", "adopted").links
    with pytest.raises(rt.LedgerError, match="in the record already"):
        talks.add_text(SAMPLE / "l12.docx")
    assert talks.verify() == ()


def test_a_correction_of_a_link_is_respected(talks: rt.Negotiation) -> None:
    for name in ("zero-draft", "l12"):
        talks.add_text(SAMPLE / f"{name}.docx", label=name)
    talks.correct("zero-draft", "op1", "l12", "op5")
    links = talks.compare("zero-draft", "l12").links
    link = next(link for link in links if "op1" in [p.id for p in link.before])
    assert "op5" in [p.id for p in link.after]
    with pytest.raises(rt.UnknownParagraph):
        talks.correct("zero-draft", "op99", "l12", "op5")


def test_a_name_is_asked_about_once(talks: rt.Negotiation) -> None:
    from resotrack.errors import UnknownDelegation

    with pytest.raises(UnknownDelegation):
        talks.sponsor("Norwey")
    talks.call("Norwey", "Norway")
    talks.sponsor("Norwey")
    assert [s.delegation for s in talks.sponsors()] == ["Norway"]
    talks.position("J. Doe", "would like it shorter")
    talks.call("J. Doe", "Aldermark")
    assert talks.positions()[0].delegation == "Aldermark"


def test_a_total_that_contradicts_its_list_is_told(talks: rt.Negotiation) -> None:
    from resotrack.ledger.voting import doubts

    talks.add_text(SAMPLE / "l12.docx")
    vote = talks.vote("L.12", counts=(29, 0, 19))
    assert "48 votes are counted in a body of 47" in doubts(vote, talks.about)
