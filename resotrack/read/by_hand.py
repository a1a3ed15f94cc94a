"""Words struck out or added by hand, among the brackets of their paragraph.

`faces` has found the stretches; here each becomes a bracket without signs, or makes the bracket
whose words it covers a deletion or an addition. Whose it is stands in it ("EU: some"), behind it
("(EU)"), before it ("EU:"), around it ("[EU: …]") or at the head of the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from resotrack.model import Bracket, BracketFace
from resotrack.read.attributions import (
    INSTRUCTIONS,
    WORDY,
    Content,
    is_short,
    names_in,
    read_content,
)
from resotrack.read.signs import Node

_BESIDE = re.compile(r"[\s/*_]*")
_COLON = re.compile(r"\s*[:：]")


def by_hand(text: str, marks: Sequence[Bracket], nodes: list[Node]) -> list[Node]:
    """The stretches as nodes of their own. `nodes` are the brackets, in order; those whose words
    a stretch covers are changed instead."""
    if not marks:
        return []
    signs = {place: node for node in nodes if node.sign for place in _signs(node)}
    starts = [node.start for node in nodes]
    found: list[Node] = []
    for mark in marks:
        around = _innermost(nodes, starts, mark.start, mark.end)
        if _covers(text, mark, around, nodes, starts):
            continue
        if around is not None and around.content.kind not in WORDY:
            continue
        for start, end in _apart(text, mark.start, mark.end, signs):
            node = _node(text, start, end, mark.face)
            node.parent = _innermost(nodes, starts, start, end)
            node.depth = node.parent.depth + 1 if node.parent else 0
            _enclose(node, nodes, starts)
            found.append(node)
    return found


def _signs(node: Node) -> tuple[int, ...]:
    return (node.start, node.end - 1) if node.closed and node.opened else (node.start,)


def _innermost(nodes: list[Node], starts: list[int], start: int, end: int) -> Node | None:
    """The bracket that a stretch lies in."""
    number = bisect_left(starts, start + 1) - 1
    if number < 0:
        return None
    around: Node | None = nodes[number]
    while around is not None and not (around.start <= start and end <= around.end):
        around = around.parent
    return around


def _covers(
    text: str, mark: Bracket, around: Node | None, nodes: list[Node], starts: list[int]
) -> bool:
    """Whether a stretch is all that a bracket says, with its signs or without: then the bracket is
    the deletion or addition."""
    number = bisect_left(starts, mark.start)
    first = nodes[number] if number < len(nodes) and nodes[number].start == mark.start else around
    if first is None or first.sign != "[" or not first.has_words:
        return False
    words = text[first.content.start : first.content.end]
    begin = first.content.start + len(words) - len(words.lstrip())
    finish = first.content.start + len(words.rstrip())
    inside = first.start <= mark.start and mark.end <= first.end
    if not (inside and mark.start <= begin and finish <= mark.end and words.strip()):
        return False
    if first.content.kind in ("text", "addition"):
        first.face = mark.face
        first.content = _changed(first.content, mark.face)
    return True


def _changed(content: Content, face: BracketFace) -> Content:
    if face == "struck":
        return replace(content, kind="deletion", action="delete")
    return replace(content, kind="addition", action="insert")


def _apart(text: str, start: int, end: int, signs: dict[int, Node]) -> Iterator[tuple[int, int]]:
    """A stretch parted at the signs of brackets that lie only half in it."""
    place = start
    for match in re.finditer(r"[\[\]［］{}]", text[start:end]):
        sign = start + match.start()
        node = signs.get(sign)
        if node is None or (start <= node.start and node.closed and node.end <= end):
            continue
        yield from _trimmed(text, place, sign)
        place = sign + 1
    yield from _trimmed(text, place, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if bare := words.strip():
        start += len(words) - len(words.lstrip())
        yield start, start + len(bare)


def _node(text: str, start: int, end: int, face: BracketFace) -> Node:
    """A stretch, with what it says of itself."""
    content = read_content(text, start, end)
    if colon := _COLON.match(text, end):
        # "EU" in bold before a colon that is not.
        names = names_in(text[start:end], sure=False)
        if names and face != "struck":
            name = Content(kind="attribution", start=end, end=end, delegations=names)
            return Node("", start, colon.end(), name, delegations=names)
    said = content.kind in INSTRUCTIONS | {"attribution"} and content.delegations
    if (said and not content.end > content.start) or content.kind == "agreed":
        return Node("", start, end, content, delegations=content.delegations)
    if not content.delegations:
        content = Content(kind="text", start=start, end=end)
    names = content.delegations
    return Node("", start, end, _changed(content, face), delegations=names, face=face)


def _enclose(node: Node, nodes: list[Node], starts: list[int]) -> None:
    """The brackets inside a stretch are one deeper than they were."""
    for inner in nodes[bisect_left(starts, node.start) : bisect_left(starts, node.end)]:
        inner.depth += 1
        if inner.parent is node.parent:
            inner.parent = node


def settle_by_hand(text: str, nodes: list[Node]) -> None:
    """Whose each deletion and addition is, and which of them belong together."""
    _signed_around(nodes)
    _named_beside(text, nodes)
    hand = [node for node in nodes if node.face and node.content.kind in ("addition", "deletion")]
    _pair(text, hand)
    head = nodes[0] if nodes and nodes[0].start == 0 and not nodes[0].sign else None
    if head is not None and head.content.kind == "attribution":
        for node in hand:
            node.delegations = node.delegations or head.delegations


def _signed_around(nodes: list[Node]) -> None:
    """ "[EU: all some]" with "all" struck out and "some" in bold: both are the EU's."""
    for node in nodes:
        around = node.parent
        if not node.face or around is None or around.face or not around.delegations:
            continue
        node.delegations = node.delegations or around.delegations
        if around.content.kind == "addition":
            around.content = replace(around.content, kind="text", action=None)


def _named_beside(text: str, nodes: list[Node]) -> None:
    """A name in bold before words ("EU: some") or behind them, and "[EU]" behind them."""
    for number, node in enumerate(nodes):
        before = _neighbour(text, nodes, number, -1)
        after = _neighbour(text, nodes, number, 1)
        if node.sign == "[" and before is not None and not node.face:
            bare = text[node.inner[0] : node.inner[1]].strip() if node.end - node.start < 80 else ""
            names = names_in(bare) if node.content.kind == "text" else ()
            if names and all(is_short(name) or _is_known(name) for name in names):
                end = node.end
                node.content = Content(kind="attribution", start=end, end=end, delegations=names)
                node.delegations = names
                before.delegations = before.delegations or names
        elif not node.sign and node.content.kind == "attribution":
            leads = text[node.start : node.end].rstrip().endswith((":", "："))
            owner = after if leads else before or after
            if owner is not None:
                owner.delegations = owner.delegations or node.delegations


def _neighbour(text: str, nodes: list[Node], number: int, step: int) -> Node | None:
    """What stands beside a node, if it was struck out or added by hand."""
    node, place = nodes[number], number + step
    while 0 <= place < len(nodes) and nodes[place].parent is node:
        place += step
    if not 0 <= place < len(nodes):
        return None
    other = nodes[place]
    first, second = (node, other) if step > 0 else (other, node)
    gap = text[first.end : second.start] if first.end <= second.start else "-"
    return other if other.face and len(gap) < 8 and _BESIDE.fullmatch(gap) else None


def _is_known(name: str) -> bool:
    from resotrack.delegations import resolve

    return bool(resolve(name, suggest=False))


def _pair(text: str, hand: list[Node]) -> None:
    """What was struck out and what was added beside it: one replaces the other."""
    for struck_first in (True, False):
        for one, two in pairwise(hand):
            if one.partner or two.partner or (one.face == "struck") is not struck_first:
                continue
            if (two.face == "struck") is struck_first or one.end > two.start:
                continue
            if not _BESIDE.fullmatch(text[one.end : two.start]) or one.parent is not two.parent:
                continue
            if one.delegations and two.delegations and one.delegations != two.delegations:
                continue
            one.partner, two.partner = two, one
            if one.face == "struck":
                # "shall/should": the stroke goes with the words that are struck out.
                one.end = two.start if "/" in text[one.end : two.start] else one.end
            one.delegations = two.delegations = one.delegations or two.delegations
