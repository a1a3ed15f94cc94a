"""The record on the UN's own papers: a Third Committee draft, its report and the text adopted."""

from __future__ import annotations

from pathlib import Path

import resotrack as rt


def test_a_draft_its_report_and_the_text_adopted(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "drafts" / "iran-78"
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        talks.describe(title="A situation of human rights", body="Third Committee")
        draft = talks.add_text(folder / "A_C.3_78_L.41_draft_pdftext.txt").version
        reported = talks.add_report(folder / "A_78_481_Add.3_proceedings_L.41.txt")
        adopted = talks.add_text(folder / "A_RES_78_220-2325993E.xml", stage="adopted").version
        assert (draft.label, adopted.relation, adopted.to) == ("L.41", "revises", "L.41")
        assert not reported.questions
        assert len(talks.sponsors()) == 50
        by_text = {vote.target: vote for vote in talks.votes}
        assert by_text["L.41"].counts == (80, 29, 65)
        assert by_text[adopted.label].counts == (78, 30, 68)
        changed = [link for link in talks.compare("L.41", adopted.label).links if link.changed]
        assert not changed
        origins = {s.version for one in talks.wording() for s in one.stretches if s.text.strip()}
        assert "L.41" in origins
        assert talks.verify() == ()


def test_the_drafts_of_a_long_negotiation(shared_data: Path, tmp_path: Path) -> None:
    """Four states of a bracketed text: every attributed bracket is filed, every word has an origin."""
    folder = shared_data / "drafts" / "paris"
    files = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".md"))
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        for path in files:
            added = talks.add_text(path, label=path.stem)
            document = talks.document(path.stem)
            named = [p for p in document.proposals if p.delegations]
            assert len(added.proposals) >= len(named)
        whole = {one.paragraph: "".join(s.text for s in one.stretches) for one in talks.wording()}
        assert whole == {p.id: p.text for p in document.paragraphs}
        assert talks.verify() == ()


def test_each_resolution_of_a_series_has_its_own_sponsors(
    shared_data: Path, tmp_path: Path
) -> None:
    files = sorted((shared_data / "unxml" / "hrc").rglob("English/*.xml"))[:2]
    with rt.Negotiation.open(tmp_path / "series.reso") as talks:
        for label, path in zip(("first", "second"), files, strict=True):
            talks.add_text(path, label=label, stage="adopted")
        printed = {s.delegation for s in rt.read(files[1]).sponsors}
        assert len(talks.sponsors(of="second")) == len(printed) > 0
