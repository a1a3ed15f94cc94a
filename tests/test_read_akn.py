"""AKN4UN, on the sample negotiation and on every file that the UN publishes."""

from __future__ import annotations

from pathlib import Path

import pytest

import resotrack as rt

_SMALL = """\
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta/><preamble>
<formula name="enactingFormula"><p><span class="italic">The General Assembly</span>,</p></formula>
<container name="Recalling"><p>	<span class="italic">Recalling</span> the storm,<authorialNote
 marker="1"><p>Folio 3.</p></authorialNote> and the calm after it,</p></container></preamble>
<mainBody>
<paragraph><num>1.</num><content><p><span class="italic">Urges</span> all keepers:</p></content>
</paragraph>
<paragraph><content><p>(a) To light 10 m<sup>2</sup> of reef;<sup>2</sup></p></content></paragraph>
<paragraph class="H23"><subheading>Boats</subheading></paragraph>
<paragraph><num>2.</num><list><intro><p><span class="italic">Requests</span>:</p></intro>
<point><num>(a)</num><content><p>A rope;</p></content></point></list></paragraph>
</mainBody></statement></akomaNtoso>"""


def test_marked_up_and_typed_numbers_give_the_same_ids() -> None:
    document = rt.read(_SMALL.encode())
    assert [(p.id, p.number, p.text) for p in document.paragraphs] == [
        ("pp1", "", "Recalling the storm, and the calm after it,"),
        ("op1", "1", "Urges all keepers:"),
        ("op1(a)", "(a)", "To light 10 m2 of reef;"),
        ("op2", "2", "Requests:"),
        ("op2(a)", "(a)", "A rope;"),
    ]
    assert document["op2"].heading == "h1"
    assert document["pp1"].opening == "Recalling"


def test_footnotes_stand_apart_with_their_place() -> None:
    document = rt.read(_SMALL.encode())
    (note,) = document["pp1"].notes
    assert (note.marker, note.text) == ("1", "Folio 3.")
    assert document["pp1"].text[: note.position] == "Recalling the storm,"
    assert [n.marker for n in document["op1(a)"].notes] == ["2"]


def test_the_sample_in_word_and_in_xml_is_one_text(sample: Path) -> None:
    word, xml = rt.read(sample / "adopted.docx"), rt.read(sample / "adopted.xml")
    assert [(p.id, p.text, p.opening) for p in word.paragraphs] == [
        (p.id, p.text, p.opening) for p in xml.paragraphs
    ]
    assert (word.symbol, word.title, word.date) == (xml.symbol, xml.title, xml.date)
    assert word.vote is not None
    assert xml.vote is not None
    # The UN prints a roll-call in capitals in its XML and in ordinary letters in its Word files.
    assert word.vote.counts == xml.vote.counts
    assert [n.casefold() for n in word.vote.against] == [n.casefold() for n in xml.vote.against]


def test_sponsors_and_vote_of_the_sample(sample: Path) -> None:
    document = rt.read(sample / "adopted.xml")
    assert document.vote is not None
    assert document.vote.counts == (27, 8, 12)
    assert len(document.vote.in_favour) == 27
    roles = {sponsor.role for sponsor in document.sponsors}
    assert roles == {"sponsor", "additional sponsor"}


def test_a_second_vote_in_a_file_is_told_where_it_differs() -> None:
    whole = '<voting outcome="adoptedWithoutVote"/>'
    second = (
        '<voting outcome="adoptedRecordedVote" refersTo="#para_1">'
        '<count value="7" refersTo="#inFavour"/><count value="2" refersTo="#against"/></voting>'
    )

    def told(*votings: str) -> list[str]:
        meta = (
            f"<meta><analysis><parliamentary>{''.join(votings)}</parliamentary></analysis></meta>"
        )
        document = rt.read(_SMALL.replace("<meta/>", meta).encode())
        assert document.vote is not None
        assert document.vote.method == "without a vote"
        return [n.message for n in document.notices if n.code == "vote"]

    assert told(whole) == told(whole, whole) == []
    (message,) = told(whole, second)
    assert "on para_1" in message
    assert "7 in favour, 2 against, 0 abstaining" in message


def test_xml_of_another_kind_is_refused() -> None:
    with pytest.raises(rt.UnreadableDocument, match="<letter>"):
        rt.read(b"<?xml version='1.0'?><letter>Dear colleague</letter>")


def test_a_header_without_its_text_is_refused() -> None:
    empty = _SMALL.split("<preamble>")[0] + "</statement></akomaNtoso>"
    with pytest.raises(rt.UnreadableDocument, match="no preamble"):
        rt.read(empty.encode())


def test_every_published_file_is_read(shared_data: Path) -> None:
    """Every loose file, in six languages: a preamble or an operative part, ids that are unique,
    the facts of the cover page, and a roll-call that adds up to its count."""
    files = sorted((shared_data / "unxml").rglob("*.xml"))
    assert len(files) > 300
    short_rolls = []
    for path in files:
        document = rt.read(path)
        names = [p.id for p in document.paragraphs]
        assert len(set(names)) == len(names), path.name
        assert document.operative, path.name
        assert document.symbol, path.name
        assert document.title or path.name.startswith("S_"), path.name
        assert document.language in {"ar", "en", "es", "fr", "ru", "zh"}, path.name
        vote = document.vote
        if vote and vote.counts:
            rolls = (len(vote.in_favour), len(vote.against), len(vote.abstaining))
            short_rolls += [path.name] if rolls != vote.counts else []
    assert len(short_rolls) <= 1, short_rolls


def test_six_languages_have_one_structure(shared_data: Path) -> None:
    """Resolution 54/24 has the same ids in all its languages."""
    folder = shared_data / "unxml" / "hrc" / "54session"
    texts = [
        rt.read(next(folder.glob(f"{name}/*54_24*"))) for name in ("Arabic", "Chinese", "English")
    ]
    texts += [
        rt.read(next(folder.glob(f"{name}/*54_24*"))) for name in ("French", "Russian", "Spanish")
    ]
    depths = [[(p.kind, p.depth) for p in text.paragraphs] for text in texts]
    assert all(shape == depths[0] for shape in depths)
