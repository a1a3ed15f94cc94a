"""Alternatives that are whole paragraphs: "OP5 alt", "Option 2: …", a heading "Option B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from resotrack.model import Document, Paragraph, Proposal, clean_text

OPTION = re.compile(
    r"[\[*_\s]*(?:Option|Alternative|Variant|Variante|Opción|Вариант)\s+"
    r"(?P<n>\d{1,2}|[IVX]{1,4}|[A-Z])(?!\w)\s*(?P<stop>[*_]*\s*[:：.–—-]?\s*)"
)
_ALT = re.compile(r"^(?P<base>.+?)\s?alt\s?\d*$")
_FIRST = frozenset({"1", "I", "A"})


def whole_alternatives(document: Document) -> Iterator[Proposal]:
    """One proposal for each paragraph, or run of paragraphs, that offers another reading."""
    by_id = document.by_id
    for number, paragraph in enumerate(document.paragraphs):
        if "alt" in paragraph.number and (found := _ALT.match(paragraph.id)):
            base = by_id.get(found["base"])
            yield Proposal(
                paragraph=paragraph.id,
                kind="alternative",
                delegations=_heads(paragraph),
                words=_words(paragraph),
                instead_of=_words(base) if base else "",
                end=len(paragraph.text),
                whole=base is not None,
                also=_below(document, number),
            )
    yield from _options(document)


def _options(document: Document) -> Iterator[Proposal]:
    first, outer = "", ""
    paragraphs = document.paragraphs
    above = ""
    for number, paragraph in enumerate(paragraphs):
        if paragraph.heading != above:
            above, outer = paragraph.heading, ""
            heading = document.by_id.get(above)
            match = OPTION.match(heading.text) if heading else None
            if heading and match:
                if match["n"] not in _FIRST:
                    run = takewhile(lambda p: p.heading == above, paragraphs[number + 1 :])  # noqa: B023
                    yield _option(paragraph, tuple(p.id for p in run), first)
                continue
        if paragraph.number.isdigit() and paragraph.depth == 0:
            outer = paragraph.number
        match = OPTION.match(paragraph.text)
        if not match or not (match["stop"].strip() or match.end() == len(paragraph.text)):
            continue
        rest = paragraph.text[match.end() :]
        if match["n"] in _FIRST:
            first = _words(paragraph)
            continue
        also = _below(document, number) if rest else _until_next(document, number, outer)
        yield _option(paragraph, also, first)


def _option(paragraph: Paragraph, also: tuple[str, ...], first: str) -> Proposal:
    return Proposal(
        paragraph=paragraph.id,
        kind="alternative",
        delegations=_heads(paragraph),
        words=_words(paragraph),
        instead_of=first,
        end=len(paragraph.text),
        whole=True,
        also=also,
    )


def _words(paragraph: Paragraph) -> str:
    text = clean_text(paragraph.text, paragraph.brackets)
    match = OPTION.match(text)
    return text[match.end() :] if match else text


def _heads(paragraph: Paragraph) -> tuple[str, ...]:
    """Whose paragraph it is: the name at its head."""
    for bracket in paragraph.brackets:
        if bracket.delegations and bracket.start <= 1:
            return bracket.delegations
    return ()


def _below(document: Document, number: int) -> tuple[str, ...]:
    """The sub-paragraphs of a paragraph, at every depth: they stand right behind it."""
    inside = [document.paragraphs[number].id]
    known = set(inside)
    for place in range(number + 1, len(document.paragraphs)):
        other = document.paragraphs[place]
        if other.parent not in known:
            break
        known.add(other.id)
        inside.append(other.id)
    return tuple(inside[1:])


def _until_next(document: Document, number: int, outer: str) -> tuple[str, ...]:
    """What stands below a line that says no more than "Option 2:".

    Where the options are options for paragraph 3 (`outer`), paragraph 4 is none of them.
    """
    out = []
    own = document.paragraphs[number]
    following = str(int(outer) + 1) if outer else ""
    for place in range(number + 1, len(document.paragraphs)):
        paragraph = document.paragraphs[place]
        if paragraph.heading != own.heading or OPTION.match(paragraph.text):
            break
        if following and paragraph.number == following and paragraph.depth == 0:
            break
        out.append(paragraph.id)
    return tuple(out)
