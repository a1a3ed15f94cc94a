"""The clean view: a text as it would read if its brackets were settled in favour of the base text.

The rule, in the order of what is asked:

1. A paragraph that is an alternative to another one ("OP5 alt", "Option 2") falls away.
2. Of alternatives side by side the first stays.
3. Words that a delegation proposes to add fall away; words in brackets that nobody signed stay.
   So it is with what was struck out or added by hand: what nobody signed is done, as a tracked
   change is; what a delegation signed is its proposal, and the words before it stay.
4. What delegations say about words ("EU: delete", "move to the preamble", "agreed ad ref"), names,
   editors' notes and placeholders without words of their own fall away.
5. Of what stays, the signs fall away. Brackets of ordinary prose ("[sic]") are part of the prose.
6. A paragraph without words falls away; the others keep their ids.
"""

from __future__ import annotations

from dataclasses import replace

from resotrack.model.brackets import cuts, without
from resotrack.model.document import Document, Note, Paragraph


def clean(document: Document) -> Document:
    """The document without its brackets, proposals and tracked changes."""
    gone = {p.paragraph for p in document.proposals if p.whole}
    gone |= {name for p in document.proposals if p.whole for name in p.also}
    left_out = _left_out(document)
    paragraphs = [
        _cleaned(p, left_out.get(p.id, [])) for p in document.paragraphs if p.id not in gone
    ]
    paragraphs = [p for p in paragraphs if p.text]
    headings = [_cleaned(p, left_out.get(p.id, [])) for p in document.headings]
    headings = [p for p in headings if p.text]
    known = {p.id for p in (*paragraphs, *headings)}
    parents = {p.id: p.parent for p in document.paragraphs}
    return replace(
        document,
        paragraphs=tuple(_attached(p, known, parents) for p in paragraphs),
        headings=tuple(headings),
        changes=(),
        proposals=(),
        comments=tuple(
            c if c.paragraph in known else replace(c, paragraph="") for c in document.comments
        ),
        views=None,
    )


def _left_out(document: Document) -> dict[str, list[tuple[int, int]]]:
    """What falls away in each paragraph, with what a bracket that runs on takes from the next."""
    order = {p.id: n for n, p in enumerate(document.paragraphs)}
    out: dict[str, list[tuple[int, int]]] = {
        p.id: cuts(p.brackets) for p in (*document.headings, *document.paragraphs) if p.brackets
    }
    reaches: list[tuple[int, int]] = []
    for paragraph in (*document.headings, *document.paragraphs):
        for bracket in paragraph.brackets:
            if bracket.closes_at is None:
                continue
            place = bracket.closes_at
            begin = 0 if bracket.falls_away else place
            out.setdefault(bracket.closes_in, []).append((begin, place + 1))
            first, last = order.get(paragraph.id), order.get(bracket.closes_in)
            if bracket.falls_away and first is not None and last is not None:
                reaches.append((first + 1, last))
    done = 0
    for first, last in sorted(reaches):
        for number in range(max(first, done), last):
            between = document.paragraphs[number]
            out.setdefault(between.id, []).append((0, len(between.text)))
        done = max(done, last)
    return out


def _cleaned(paragraph: Paragraph, left_out: list[tuple[int, int]]) -> Paragraph:
    if not left_out:
        return paragraph
    cleaned = without(paragraph.text, left_out)
    notes: list[Note] = []
    for note in paragraph.notes:
        place = cleaned.place(note.position)
        if place is not None:
            notes.append(replace(note, position=place))
    return replace(paragraph, text=cleaned.text, notes=tuple(notes), brackets=())


def _attached(paragraph: Paragraph, known: set[str], parents: dict[str, str | None]) -> Paragraph:
    """A sub-paragraph whose own paragraph fell away belongs to the next one above."""
    parent = paragraph.parent
    while parent is not None and parent not in known:
        parent = parents.get(parent)
    heading = paragraph.heading if paragraph.heading in known else ""
    return replace(paragraph, parent=parent, heading=heading)
