"""Brackets of a negotiating text: what each one is, whose it is, what it proposes.

One step a module: `signs` pairs the signs, `attributions` reads what stands between them,
`by_hand` adds what is struck out or set in bold, `unsigned` finds what stands outside, `beside`
looks at neighbours, `options` at alternatives that are whole paragraphs, and `proposals` says what
is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from resotrack.lexicon import find_opening
from resotrack.model import Bracket, Document, Notice, Paragraph, Proposal, clean_text
from resotrack.read.attributions import Content, names_in, read_content
from resotrack.read.beside import settle
from resotrack.read.blocks import Block
from resotrack.read.by_hand import by_hand, settle_by_hand
from resotrack.read.labels import read_label
from resotrack.read.options import OPTION, signed_as_a_whole, whole_alternatives, within
from resotrack.read.proposals import proposals_of
from resotrack.read.signs import DEEPEST, Node, Quotes, join_across, pair
from resotrack.read.unsigned import NAMED_HEAD, unsigned

_SLASHED = re.compile(r"\s*([^\W\d_][\w’' -]{0,40}?)\s?/\s?[^\W\d_][\w’' /-]{0,80}$")
_NO_CHOICE = re.compile(
    r"^(?:and\s?/\s?or|or\s?/\s?and|s?he\s?/\s?s?he|his\s?/\s?her|her\s?/\s?his)$", re.I
)
_FOOTNOTE = re.compile(r"\^?\d{1,3}|\*{1,3}")


def label_first(block: Block) -> Block:
    """ "[PP5 bis Concerned that …]" as "PP5 bis [Concerned that …]": the number is no part of the
    words, and the bracket must not be lost with it."""
    if not block.text.startswith(("[", "［")) or block.number:
        return block
    found = read_label(block.text[1:])
    if found is None or "]" in block.text[1 : found.length + 1]:
        return block
    length = found.length
    text = f"{block.text[1 : length + 1]}{block.text[0]}{block.text[length + 1 :]}"
    changes = tuple(
        replace(c, start=length, end=length + 1) if (c.start, c.end) == (0, 1) else c
        for c in block.changes
    )
    lead = block.lead.lstrip("[")
    # The sign now stands at `length`, and what stood before that one place further left.
    faces = tuple(
        replace(f, start=length if f.start == 0 else f.start - 1 if f.start <= length else f.start)
        for f in block.faces
        if f.end > length or f.start == 0
    )
    faces = tuple(replace(f, end=max(f.end, f.start + 1)) for f in faces)
    return replace(
        block,
        text=text,
        changes=changes,
        lead="" if text.startswith(lead) else lead,
        faces=faces,
    )


def face(block: Block) -> Block:
    """The block as the rules of structure should see it: "OP3 Recalling the storm," for
    "OP3 [Recalling the storm,] [agreed ad ref]"."""
    text = block.text
    if "[" not in text and "]" not in text:
        return block
    label = read_label(text)
    head = label.length if label else 0
    nodes = pair(text)
    outer = [node for node in nodes if node.depth == 0 and node.sign == "["]
    end = len(text)
    while outer and outer[-1].closed and end - outer[-1].end < 4:
        last = outer.pop()
        if text[last.end : end].strip(" .;,"):
            break
        kind = read_content(text, *last.inner).kind if last.opened else "text"
        if last.start <= head:
            if kind == "note":
                return block
            break
        if kind in ("text", "addition", "alternative", "placeholder"):
            break
        end = last.start
    start = head
    while start < end and text[start] in "[ ":
        start += 1
    if start > head and (match := NAMED_HEAD.match(text, start, end)):
        names = names_in(text[start : match.end()].rstrip(" :："), sure=False)
        start = match.end() if names else start
    words = text[start:end].rstrip(" ]}*")
    return replace(block, text=text[:head] + words, lead=block.lead.strip("[]")) if words else block


def bracketed(document: Document) -> Document:
    """The document with the brackets of every paragraph and heading, and its proposals."""
    order = [(p, _read(p)) for p in _in_order(document)]
    lost = list(join_across(order))
    notices = tuple(_lost(name, node) for name, node in lost if node.sign == "[")
    proposals: list[Proposal] = []
    marked: dict[str, Paragraph] = {}
    for paragraph, nodes in order:
        brackets = tuple(_bracket(node) for node in nodes)
        if brackets:
            own = replace(paragraph, brackets=brackets)
            marked[paragraph.id] = replace(own, opening=_opening(own, document.language))
            proposals += proposals_of(own, nodes)
    document = replace(
        document,
        paragraphs=tuple(marked.get(p.id, p) for p in document.paragraphs),
        headings=tuple(marked.get(p.id, p) for p in document.headings),
        notices=(*document.notices, *notices),
    )
    whole = tuple(whole_alternatives(document))
    return replace(document, proposals=(*_told_once(document, proposals, whole), *whole))


def _told_once(
    document: Document, proposals: Sequence[Proposal], whole: Sequence[Proposal]
) -> Iterator[Proposal]:
    """The proposals less the words of "OP5 alt [EU: …]", which are an alternative as a whole."""
    by_id = document.by_id
    places = {p.paragraph: len(by_id[p.paragraph].text) for p in whole if p.whole}
    for proposal in proposals:
        told = (proposal.start, proposal.end) == (0, places.get(proposal.paragraph))
        if not (
            told and proposal.kind == "insert" and signed_as_a_whole(by_id[proposal.paragraph])
        ):
            yield proposal


def _in_order(document: Document) -> Iterator[Paragraph]:
    """Headings and paragraphs as they follow one another."""
    headings = list(document.headings)
    places = {heading.id: number for number, heading in enumerate(headings)}
    told = 0
    for paragraph in document.paragraphs:
        upto = places.get(paragraph.heading, -1) + 1
        if upto > told:
            yield from headings[told:upto]
            told = upto
        yield paragraph
    yield from headings[told:]


def _lost(name: str, node: Node) -> Notice:
    message = (
        'a "[" is never closed' if node.opened else 'a "]" closes a bracket that was never opened'
    )
    return Notice(code="brackets", message=f"{message} (character {node.start + 1}).", where=name)


def _bracket(node: Node) -> Bracket:
    content = node.content
    return Bracket(
        kind=content.kind,
        start=node.start,
        end=node.end,
        words_start=content.start,
        words_end=content.end,
        depth=node.depth,
        opened=node.opened,
        closed=node.closed,
        closes_in=node.closes_in,
        closes_at=node.closes_at,
        base=node.base,
        delegations=node.delegations,
        face=node.face if content.kind in ("addition", "deletion") else "",
    )


def _read(paragraph: Paragraph) -> list[Node]:
    """The brackets of one paragraph, each with what it is."""
    text = paragraph.text
    nodes = pair(text)
    quotes = Quotes(text) if nodes else None
    for node in nodes:
        if not node.opened or quotes is None:
            # A stray "]" holds no words.
            node.content = Content(kind="text", start=node.end, end=node.end)
            continue
        node.content = _content(text, node, quotes)
        node.delegations = node.content.delegations
    options = within(text, nodes)
    option = None if options and not options[0].start else OPTION.match(text)
    if option and (option["stop"].strip() or option.end() == len(text)):
        start = option.end() if "[" in option[0] else 0
        end = option.end()
        named = Content(kind="note", start=end, end=end)
        nodes += [Node("", start, end, named)] if end > start else []
    nodes = sorted([*nodes, *options], key=_by_place)
    hand = by_hand(text, paragraph.brackets, nodes)
    if hand:
        nodes = sorted([*nodes, *hand], key=_by_place)
    nodes = sorted([*nodes, *unsigned(text, nodes)], key=_by_place)
    settle(text, nodes)
    if any(node.face for node in nodes):
        settle_by_hand(text, nodes)
    return nodes


def _by_place(node: Node) -> tuple[int, int]:
    return node.start, -node.end


def _content(text: str, node: Node, quotes: Quotes) -> Content:
    start, end = node.inner
    if node.depth > DEEPEST:
        return Content(kind="text", start=start, end=end)
    bare = text[start:end].strip() if end - start < 100 else ""
    before, after = text[node.start - 1 : node.start], text[node.end : node.end + 1]
    if len(bare) == 1 and bare.isalpha() and after.islower() and not before.isalnum():
        return Content(kind="quoted", start=start, end=end)
    if bare in ("…", "...", ". . .") and quotes.around(node.start):
        return Content(kind="quoted", start=start, end=end)
    mark = before and not (before.isspace() or before in "[](-–—/" or before.isdigit())
    if mark and _FOOTNOTE.fullmatch(bare) and not after.isalnum() and after not in tuple("[-–%"):
        return Content(kind="note", start=end, end=end)
    content = read_content(text, start, end)
    if node.sign == "{" and content.kind in ("text", "addition", "placeholder"):
        names = names_in(bare)
        kind = "attribution" if names else "note"
        return Content(kind=kind, start=end, end=end, delegations=names)  # type: ignore[arg-type]
    if content.kind == "text" and (match := _SLASHED.match(text[start : min(end, start + 130)])):
        first = match[1]
        if end - start < 130 and not _NO_CHOICE.match(bare) and not bare.isupper():
            lead = start + match.start(1)
            return Content(kind="alternative", start=lead, end=lead + len(first))
    return content


def _opening(paragraph: Paragraph, language: str) -> str:
    """The opening phrase of the first reading, where the brackets hid it or it was struck out."""
    rewritten = any(b.face and b.start <= len(paragraph.opening) for b in paragraph.brackets)
    if paragraph.kind in ("table", "heading") or (paragraph.opening and not rewritten):
        return paragraph.opening
    additions = tuple(
        replace(b, kind="text") if b.kind == "addition" else b for b in paragraph.brackets
    )
    for brackets in (paragraph.brackets, additions):
        found = find_opening(clean_text(paragraph.text, brackets), language)
        participle = paragraph.depth and paragraph.kind != "preambular"
        if found and not (participle and found.split(" ")[0].endswith("ing")):
            return found
    return paragraph.opening
