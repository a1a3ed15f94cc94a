"""Committee reports, on one that nobody wrote and on one that the UN printed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from resotrack.errors import UnreadableDocument
from resotrack.model import CommitteeReport
from resotrack.read.report import read_report

_REPORT = """\
Report of the Third Committee
I. Introduction
1. At its 2nd plenary meeting, on 20 September 2031, the Assembly decided to include the item.
II. Consideration of proposals
A. Draft resolution A/C.3/86/L.4 and Rev.1 and amendments contained in documents A/C.3/86/L.9 and A/C.3/86/L.10
2. At the 12th meeting, on 4 October 2031, the representative of Aldermark, on behalf of Brennia, Corvia and the Dunmark Isles, introduced a draft resolution entitled “Lighthouses and the safety of small boats” (A/C.3/86/L.4), which was submitted by Aldermark, Brennia, Corvia and the Dunmark Isles.
3. At its 30th meeting, on 2 November, the Committee had before it a revised draft resolution (A/C.3/86/L.4/Rev.1), submitted by the sponsors of draft resolution A/C.3/86/L.4 and Estova. Subsequently, Fenland and Garrow joined in sponsoring the draft resolution.
4. At the same meeting, the Secretary of the Committee read out a statement of programme budget implications relating to the draft resolution.
5. Also at the same meeting, the representative of Aldermark orally revised the draft resolution as follows:
(a) In operative paragraph 3, the word “lamps” was replaced by the word “lights”;
(b) In operative paragraph 5, the words “as needed” were deleted.
6. At the same meeting, Harrow and the Isle of Jura became co-sponsors of the draft resolution, as orally revised.
Action on amendments
7. At the 30th meeting, the Committee had before it amendments to draft resolution A/C.3/86/L.4/Rev.1 contained in documents A/C.3/86/L.9 and A/C.3/86/L.10, submitted by Kestria. Subsequently, Lorn joined in sponsoring the amendments.
8. At the same meeting, the representative of Kestria introduced the amendments. The representative of Aldermark requested a recorded vote on the amendments.
9. At the same meeting, the Committee rejected the amendment contained in document A/C.3/86/L.9 by a recorded vote of 2 to 3, with 1 abstention. The voting was as follows:
In favour:
Kestria, Lorn.
Against:
Aldermark, Brennia, Corvia, Estova.
Abstaining:
Morven.
10. The amendment contained in document A/C.3/86/L.10 was withdrawn by the representative of Kestria.
11. Also at its 30th meeting, the Committee retained operative paragraph 4 of draft resolution A/C.3/86/L.4/Rev.1 by a recorded vote of 5 to 1, with no abstentions.
12. At the same meeting, the Committee adopted draft resolution A/C.3/86/L.4/Rev.1, as orally revised, without a vote (see para. 20, draft resolution I).
13. Before the adoption, statements were made by the representatives of Brennia (also on behalf of Corvia) and Morven, as well as by the observer for the Order of Nessland. After the adoption, the representatives of Kestria and the Republic of Ness made statements in explanation of position.
14. A storm then blew the roof off the hall.
B. Draft decision submitted by the Chair
15. At its 31st meeting, on 3 November, the Committee adopted a draft decision entitled “Work of the Committee” (A/C.3/86/L.20), submitted by the Chair.
III. Recommendations of the Third Committee
16. The Third Committee recommends to the General Assembly the adoption of the following draft resolution:
1. Calls upon all keepers to keep their lamps;
"""


@pytest.fixture(scope="module")
def report() -> CommitteeReport:
    return read_report(_REPORT.encode())


def test_each_draft_has_its_proceedings(report: CommitteeReport) -> None:
    assert report.body == "Third Committee"
    assert [(d.kind, d.symbol, d.title) for d in report.drafts] == [
        ("draft resolution", "A/C.3/86/L.4/Rev.1", "Lighthouses and the safety of small boats"),
        ("draft decision", "A/C.3/86/L.20", "Work of the Committee"),
    ]
    assert report["A/C.3/86/L.4"] is report.drafts[0]
    assert report.drafts[1].submitted_by == "the Chair"
    assert [(m.number, m.date) for m in report.drafts[0].meetings] == [
        ("12th", "2031-10-04"),
        ("30th", "2031-11-02"),
    ]


def test_sponsors_are_told_apart_by_when_they_came(report: CommitteeReport) -> None:
    draft = report.drafts[0]
    by_moment = {
        moment: [s.delegation for s in draft.sponsors if s.moment == moment]
        for moment in ("submission", "before", "at")
    }
    assert by_moment == {
        "submission": ["Aldermark", "Brennia", "Corvia", "Dunmark Isles", "Estova"],
        "before": ["Fenland", "Garrow"],
        "at": ["Harrow", "Isle of Jura"],
    }
    assert {s.source.paragraph for s in draft.sponsors} == {"2", "3", "6"}
    (introduction,) = draft.introduced
    assert introduction.delegation == "Aldermark"
    assert introduction.on_behalf_of == "Brennia, Corvia and the Dunmark Isles"


def test_oral_revisions_and_budget_keep_their_words(report: CommitteeReport) -> None:
    draft = report.drafts[0]
    (revision,) = draft.revisions
    assert revision.by == "Aldermark"
    assert revision.text.endswith("“as needed” were deleted.")
    assert [passage.paragraph for passage in draft.budget] == ["4"]


def test_amendments_have_sponsors_and_outcomes(report: CommitteeReport) -> None:
    first, second = report.drafts[0].amendments
    assert (first.symbol, second.symbol) == ("A/C.3/86/L.9", "A/C.3/86/L.10")
    assert [s.delegation for s in first.sponsors] == ["Kestria", "Lorn"]
    assert first.ballot is not None
    assert first.ballot.vote is not None
    assert (first.ballot.outcome, first.ballot.vote.counts) == ("rejected", (2, 3, 1))
    assert first.ballot.vote.against == ("Aldermark", "Brennia", "Corvia", "Estova")
    assert second.ballot is not None
    assert second.ballot.outcome == "withdrawn"


def test_decisions_on_the_draft_and_its_paragraphs(report: CommitteeReport) -> None:
    paragraph, whole = report.drafts[0].ballots
    assert (paragraph.target, paragraph.name, paragraph.outcome) == (
        "paragraph",
        "operative paragraph 4",
        "retained",
    )
    assert paragraph.vote is not None
    assert paragraph.vote.counts == (5, 1, 0)
    assert (whole.target, whole.outcome, whole.as_revised) == ("draft", "adopted", True)
    assert report.drafts[0].vote is not None
    assert report.drafts[0].vote.method == "without a vote"


def test_statements_say_who_when_and_for_whom(report: CommitteeReport) -> None:
    told = [(s.delegation, s.on_behalf_of, s.kind, s.moment) for s in report.drafts[0].statements]
    assert told == [
        ("Aldermark", "", "request for a vote", ""),
        ("Brennia", "Corvia", "statement", "before"),
        ("Morven", "", "statement", "before"),
        ("Order of Nessland", "", "statement", "before"),
        ("Kestria", "", "explanation of position", "after"),
        ("Republic of Ness", "", "explanation of position", "after"),
    ]


def test_what_is_not_understood_or_does_not_add_up_is_noticed(report: CommitteeReport) -> None:
    found = {(n.code, n.message) for n in report.notices}
    assert ("unread-sentence", "A storm then blew the roof off the hall.") in found
    assert ("vote", "3 are counted against, and 4 are named") in found
    assert any(code == "recommended-text" for code, _ in found)


def test_a_text_without_proceedings_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="no proceedings"):
        read_report(b"Dear colleague,\n\nThe boats are in.\n")


def test_a_report_in_another_language_is_refused_by_name() -> None:
    french = "1. À sa 12e séance, le 4 octobre 2031, la Commission était saisie d’un projet de "
    french += "résolution intitulé « Les phares de la rivière », déposé par les pays du bassin."
    with pytest.raises(UnreadableDocument, match="French") as caught:
        read_report(french.encode())
    assert "English" in caught.value.remedy


def in_word(report: str) -> bytes:
    """A report as a Word file, with a running head and a page number."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "A/86/77/Add.2"
    section.footer.paragraphs[0].text = "31-20417"
    for line in report.splitlines():
        document.add_paragraph(re.sub(r"^(\d+\.) ", r"\1\t", line))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def told(report: CommitteeReport) -> CommitteeReport:
    """What a report says, without the name of the file."""
    return replace(report, source=None, symbol="")


def test_word_and_pdf_tell_what_the_plain_text_tells(
    report: CommitteeReport, tmp_path: Path
) -> None:
    word = tmp_path / "report.docx"
    word.write_bytes(in_word(_REPORT))
    assert told(read_report(word)) == told(report)
    assert read_report(word).symbol == "A/86/77/Add.2"
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(word)], check=True, capture_output=True, timeout=180)
    assert told(read_report(tmp_path / "report.pdf")) == told(report)


def test_a_printed_report(shared_data: Path) -> None:
    path = shared_data / "drafts" / "iran-78" / "A_78_481_Add.3_proceedings_L.41.txt"
    report = read_report(path)
    (draft,) = report.drafts
    assert (report.symbol, draft.symbol) == ("A/78/481/Add.3", "A/C.3/78/L.41")
    moments = [s.moment for s in draft.sponsors]
    assert [moments.count(m) for m in ("submission", "before", "at")] == [43, 6, 1]
    assert draft.vote is not None
    assert draft.vote.counts == (80, 29, 65)
    lists = (draft.vote.in_favour, draft.vote.against, draft.vote.abstaining)
    assert tuple(map(len, lists)) == (80, 29, 65)
    kinds = [(s.moment, s.kind) for s in draft.statements]
    assert kinds.count(("before", "explanation of vote")) == 10
    assert kinds.count(("after", "explanation of vote")) == 4
    assert kinds.count(("after", "statement")) == 3
    assert [n for n in report.notices if n.code in ("vote", "unread-sentence")] == []
