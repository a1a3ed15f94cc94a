"""What the brackets of one paragraph ask for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from resotrack.model import Paragraph, Proposal
from resotrack.model.brackets import cuts, without
from resotrack.read.attributions import INSTRUCTIONS, WORDY
from resotrack.read.beside import BESIDE
from resotrack.read.signs import Node

# The words of an instruction are not looked for in more than this.
_LONGEST = 5_000
_ASKING = INSTRUCTIONS | {"alternative", "addition"}


def proposals_of(paragraph: Paragraph, nodes: list[Node]) -> Iterator[Proposal]:
    """What the brackets of one paragraph ask for."""
    last: dict[int, Node] = {}
    reach: dict[int, int] = {}
    text = paragraph.text
    for node in nodes:
        content = node.content
        if node.face and content.kind in ("addition", "deletion"):
            yield from _by_hand(paragraph, node)
            continue
        around = id(node.parent)
        before = last.get(around)
        if before and not BESIDE.fullmatch(text[reach[around] : node.start][:8]):
            before = None
        if content.kind in WORDY and node.has_words:
            last[around], reach[around] = node, node.end
        elif before and content.kind in INSTRUCTIONS:
            # "[words] [EU: delete] [US: retain]" are about the same words.
            reach[around] = node.end
        if content.kind not in _ASKING:
            continue
        own = _clean(paragraph, content.start, content.end)
        made = Proposal(
            paragraph=paragraph.id,
            kind=content.action or "other",
            delegations=node.delegations,
            words=own or content.words,
            instead_of=content.instead_of or node.instead_of,
            start=node.start,
            end=node.end,
        )
        if content.kind == "alternative" and content.action == "replace":
            yield replace(made, words=content.words)
        elif content.kind == "alternative" and (not node.base or node.delegations):
            yield replace(made, kind="alternative")
        elif content.kind == "alternative" and not node.has_words:
            yield made
        elif content.kind == "alternative" and "/" in text[content.end : node.end]:
            others = text[content.end : node.end].rstrip("]）］ ").split("/")[1:]
            for other in others:
                yield replace(made, kind="alternative", words=other.strip(), instead_of=own)
        elif content.kind == "addition":
            yield replace(made, kind="insert")
        elif content.kind in INSTRUCTIONS:
            about = content.words or _about(paragraph, node, before)
            yield replace(made, words=about)


def _by_hand(paragraph: Paragraph, node: Node) -> Iterator[Proposal]:
    """What was struck out or added by hand; words struck out for others are told with those."""
    text = paragraph.text
    if node.face == "struck" and node.partner is not None:
        return
    places = [node.start, node.end]
    instead_of = ""
    if node.partner is not None:
        other = node.partner
        places += [other.start, other.end]
        instead_of = text[other.content.start : other.content.end]
    struck = node.face == "struck"
    yield Proposal(
        paragraph=paragraph.id,
        kind="delete" if struck else "replace" if instead_of else "insert",
        delegations=node.delegations,
        words=text[node.content.start : node.content.end],
        instead_of=instead_of,
        start=min(places),
        end=max(places),
    )


def _about(paragraph: Paragraph, node: Node, before: Node | None) -> str:
    """The words that an instruction is about: in the bracket before it, or around it."""
    text = paragraph.text
    if before is not None:
        return _clean(paragraph, before.content.start, before.content.end)
    if node.parent is not None:
        if node.parent.content.end - node.parent.content.start > _LONGEST:
            return ""
        return _clean(paragraph, node.parent.content.start, node.parent.content.end)
    if len(text) > _LONGEST or (text[: node.start].strip() and text[node.end :].strip(" .;,")):
        return ""
    return _clean(paragraph, 0, len(text))


def _clean(paragraph: Paragraph, start: int, end: int) -> str:
    """A stretch of a paragraph as the clean text has it."""
    words = paragraph.text[start:end]
    if len(words) > _LONGEST:
        return words.strip()
    first = bisect_left(paragraph.brackets, start, key=lambda b: b.start)
    last = bisect_left(paragraph.brackets, end, key=lambda b: b.start)
    inside = [b for b in paragraph.brackets[first:last] if b.end <= end]
    return without(words, [(a - start, b - start) for a, b in cuts(inside)]).text
