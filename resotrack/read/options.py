"""Alternatives with a name: "OP5 alt", "Option 2: …" as a paragraph, a heading "Option B", and
"Option 1: … Option 2: …" within one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from resotrack.model import Bracket, Document, Paragraph, Proposal, clean_text
from resotrack.model.brackets import cuts, without
from resotrack.read.attributions import Content, read_content
from resotrack.read.signs import Node

_NAMED = (
    r"(?:Option|Alternative|Alt\.?|Variant|Variante|Opción|Вариант)\s+"
    r"(?P<n>\d{1,2}|[IVX]{1,4}|[A-Z])(?!\w)\s*"
)
OPTION = re.compile(rf"[\[*_\s]*{_NAMED}(?P<stop>[*_]*\s*[:：.–—-]?\s*)")
_WITHIN = re.compile(rf"(?<!\w)[*_(]{{0,3}}{_NAMED}[*_)]{{0,3}}\s?[:：.–—)]\s?[*_]{{0,3}}\s?")
# What stands between two options and is no part of either.
_LINK = re.compile(r"[\s,;/.]*(?:(?<!\w)(?:or|OR|ou|o|или))?[\s/]*$")
_FINAL = re.compile(r"[\s.;,:]*$")
_ALT = re.compile(r"^(?P<base>.+?)\s?alt\s?\d*(?:~\d+)?$")
_FIRST = frozenset({"1", "I", "A"})
_MOST = 26


def within(text: str, nodes: list[Node]) -> list[Node]:
    """ "Option 1: to open; Option 2: to close" in one paragraph: each option as a bracket without
    signs, the first as the base.

    They count in order and from the first one, and stand in the same bracket if in any. `nodes`
    are the brackets, in order.
    """
    found: list[Node] = []
    for series, parent, end in _series(text, nodes):
        first: Node | None = None
        start = series[0].start()
        for label, after in zip(series, [*series[1:], None], strict=True):
            stop = after.start() if after else end
            over = _LINK if after else _FINAL
            words_end = label.end() + (over.search(text[label.end() : stop]) or label).start()
            content = Content(kind="alternative", start=label.end(), end=words_end)
            # "; or" between two options goes with the second.
            node = Node("", start, words_end, content)
            start = words_end + len(text[words_end:stop]) - len(text[words_end:stop].lstrip())
            node.parent, node.depth = parent, parent.depth + 1 if parent else 0
            if first is None:
                first = node
            else:
                node.base, node.instead_of = False, text[first.content.start : first.content.end]
            found.append(node)
        if parent is not None and parent.content.kind == "alternative":
            start, stop = parent.inner
            parent.content = replace(parent.content, kind="text", start=start, end=stop)
        for node in nodes:
            owner = next((o for o in found if o.start <= node.start and node.end <= o.end), None)
            if owner is not None and node.parent is parent:
                node.parent = owner
                node.depth += 1
    return found


def _series(text: str, nodes: list[Node]) -> Iterator[tuple[list[re.Match[str]], Node | None, int]]:
    """Labels that count on from one another, the bracket around them, and where the last ends."""
    labels = list(_WITHIN.finditer(text))
    if len(labels) < 2 or len(labels) > _MOST:
        return
    by_parent: dict[int, tuple[Node | None, list[re.Match[str]]]] = {}
    for label in labels:
        around = [n for n in nodes if n.sign and n.start < label.start() < n.end]
        parent = around[-1] if around else None
        by_parent.setdefault(id(parent), (parent, []))[1].append(label)
    for parent, own in by_parent.values():
        if len(own) > 1 and [_count(label["n"]) for label in own] == list(range(1, len(own) + 1)):
            yield own, parent, parent.inner[1] if parent else len(text)


def _count(number: str) -> int:
    if number.isdigit():
        return int(number)
    romans = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    return romans.index(number) + 1 if number in romans else ord(number[0]) - 64


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


def title_proposals(others: Sequence[str], title: str) -> Iterator[Proposal]:
    """One proposal, for the paragraph "title", for each bracket that offers another title."""
    for said in others:
        content = read_content(said, 1, len(said) - 1)
        if content.kind == "addition" and content.delegations:
            yield Proposal(
                paragraph="title",
                kind="alternative",
                delegations=content.delegations,
                words=said[content.start : content.end],
                instead_of=title,
                whole=True,
            )


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
    if (whole := signed_as_a_whole(paragraph)) is not None:
        start, end = whole.words_start, whole.words_end
        inside = [b for b in paragraph.brackets if start <= b.start and b.end <= end]
        return without(
            paragraph.text[start:end], [(a - start, b - start) for a, b in cuts(inside)]
        ).text
    text = clean_text(paragraph.text, paragraph.brackets)
    match = OPTION.match(text)
    return text[match.end() :] if match else text


def signed_as_a_whole(paragraph: Paragraph) -> Bracket | None:
    """The bracket that holds all words of a paragraph under a name: "OP5 alt [EU: Requests …;]"."""
    first = next(iter(paragraph.brackets), None)
    if first is None or (first.start, first.end) != (0, len(paragraph.text)):
        return None
    return first if first.kind == "addition" and first.delegations else None


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
