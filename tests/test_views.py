"""Tracked changes of the sample's Rev.1: every view is a document of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import resotrack as rt
from resotrack.model.document import View


@pytest.fixture(scope="module")
def rev1(sample: Path) -> rt.Document:
    return rt.read(sample / "rev1.docx")


def expected(sample: Path, name: str) -> list[str]:
    text = (sample / "expected" / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip()]


def test_all_rejected_is_the_zero_draft(rev1: rt.Document, sample: Path) -> None:
    original, zero = rev1.view("original"), rt.read(sample / "zero-draft.docx")
    assert [(p.id, p.text) for p in original.paragraphs] == [
        (p.id, p.text) for p in zero.paragraphs
    ]
    assert original.changes == ()
    # The first line, "Zero draft – as of …", is Rev.1's own and was replaced in it.
    assert original.date == zero.date


def test_all_accepted_is_how_it_was_read(rev1: rt.Document) -> None:
    assert rev1.view("final") is rev1
    assert rev1.view() is rev1


def test_the_lines_of_both_views(rev1: rt.Document, sample: Path) -> None:
    views: tuple[View, ...] = ("original", "final")
    for name in views:
        lines = [line for line in rev1.view(name).lines if line.strip()]
        wanted = expected(sample, f"rev1-{name}.txt")
        assert [" ".join(line.split()) for line in lines[-len(wanted) :]] == [
            " ".join(line.split()) for line in wanted
        ]


def test_one_author_at_a_time(rev1: rt.Document) -> None:
    authors = {change.author for change in rev1.changes}
    assert len(authors) == 3
    texts = {author: [p.text for p in rev1.view(by=author).paragraphs] for author in authors}
    original = [p.text for p in rev1.view("original").paragraphs]
    assert all(text != original for text in texts.values())
    assert len({tuple(text) for text in texts.values()}) == 3


def test_an_author_who_changed_nothing_leaves_the_original(rev1: rt.Document) -> None:
    original = rev1.view("original")
    assert rev1.view(by="Nobody").paragraphs == original.paragraphs


def test_authors_write_for_delegations(sample: Path) -> None:
    authors = {change.author for change in rt.read(sample / "rev1.docx").changes}
    names = {author: f"Delegation {n}" for n, author in enumerate(sorted(authors))}
    document = rt.read(sample / "rev1.docx", authors=names)
    assert {change.delegation for change in document.changes} == set(names.values())


def test_a_text_without_tracked_changes_is_the_same_in_each_view(sample: Path) -> None:
    document = rt.read(sample / "adopted.docx")
    assert document.view("original").paragraphs == document.paragraphs
    xml = rt.read(sample / "adopted.xml")
    assert xml.view("original") is xml


def test_the_tracked_change_corpus(shared_data: Path) -> None:
    """Accepted and rejected files, line by line: all 104, the best library has 103."""
    folder = shared_data / "word" / "tracked" / "accept-reject"
    wrong = []
    views: tuple[tuple[View, str], ...] = (("final", "Accepted"), ("original", "Rejected"))
    for name, suffix in views:
        for expected in sorted(folder.glob(f"*-{suffix}.docx")):
            source = folder / expected.name.replace(f"-{suffix}", "")
            if rt.read(source).view(name).lines != rt.read(expected).lines:
                wrong.append(expected.name)
    assert wrong == []


def test_a_letter_in_word_is_read_paragraph_by_paragraph(shared_data: Path) -> None:
    """No resolution is in these; nothing of them is lost, in no view, and they compare."""
    for path in sorted((shared_data / "word" / "tracked").rglob("*.docx")):
        document = rt.read(path)
        original = document.view("original")
        for form in ("html", "markdown", "json"):
            assert rt.render(rt.compare(original, document), form)
        for text in (original, document, *(document.view(by=c.author) for c in document.changes)):
            kept = sum(len(p.text) for p in (*text.paragraphs, *text.headings))
            said = sum(len("".join(line.split())) for line in text.lines)
            assert kept >= 0.9 * said - 40 or text.notices, path.name
