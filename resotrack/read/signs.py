"""Signs of brackets to pairs, within a paragraph and across paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resotrack.model import BracketFace, Paragraph
from resotrack.read.attributions import Content

_SIGNS = re.compile(r"[\[\]［］{}]")
_OPENING = {"[": "[", "［": "[", "{": "{"}
_CLOSING = {"]": "[", "］": "[", "}": "{"}
# Deeper than this the words are not looked at: no negotiator nests so deep, and whoever does must
# not make the reading slow.
DEEPEST = 40
_LOOK_BACK = 8
_SECTIONS = 3


@dataclass(slots=True)
class Node:
    """A bracket while it is read."""

    sign: str
    """ "[", "{", "(", or "" for what is written without a sign."""
    start: int
    end: int
    content: Content
    depth: int = 0
    opened: bool = True
    closed: bool = True
    closes_in: str = ""
    closes_at: int | None = None
    base: bool = True
    delegations: tuple[str, ...] = ()
    instead_of: str = ""
    parent: Node | None = None
    face: BracketFace = ""
    """How its words are set, where they were struck out or added by hand."""
    partner: Node | None = None
    """What was struck out beside what was added, and the other way round."""

    @property
    def inner(self) -> tuple[int, int]:
        """What stands between the signs."""
        return self.start + 1, self.end - 1 if self.closed else self.end

    @property
    def has_words(self) -> bool:
        return self.content.end > self.content.start


def pair(text: str) -> list[Node]:
    """Every bracket of one paragraph in the order of the opening signs.

    A sign without a partner is a bracket too: not closed, or not opened.
    """
    nodes: list[Node] = []
    stacks: dict[str, list[Node]] = {"[": [], "{": []}
    nothing = Content(kind="text", start=0, end=0)
    for match in _SIGNS.finditer(text):
        place, sign = match.start(), match[0]
        if kind := _OPENING.get(sign):
            stack = stacks[kind]
            node = Node(sign=kind, start=place, end=len(text), content=nothing, closed=False)
            around = stack or stacks["["]
            node.depth = len(around)
            node.parent = around[-1] if around else None
            stack.append(node)
            nodes.append(node)
        elif stack := stacks[_CLOSING[sign]]:
            node = stack.pop()
            node.end, node.closed = place + 1, True
        else:
            kind = _CLOSING[sign]
            nodes.append(Node(sign=kind, start=place, end=place + 1, content=nothing, opened=False))
    return nodes


@dataclass(slots=True)
class _Waiting:
    name: str
    node: Node
    section: int
    at_head: bool


def join_across(order: Sequence[tuple[Paragraph, list[Node]]]) -> Iterator[tuple[str, Node]]:
    """Find for what runs on where it closes.

    The last one opened is the first one closed, as within a paragraph. A sign that somebody forgot
    must not bind what is far apart: a bracket leaves its section only if it opens at the head of a
    paragraph and closes at the end of one, and then by a few headings at most. Yields, with the
    paragraph, each sign that has no partner; a "]" that finds one is no bracket of its own.
    """
    waiting: dict[str, list[_Waiting]] = {"[": [], "{": []}
    section = 0
    for paragraph, nodes in order:
        name, text = paragraph.id, paragraph.text
        section += paragraph.kind == "heading"
        used: set[int] = set()
        for number, node in enumerate(nodes):
            if not node.opened:
                at_end = len(text[node.end : node.end + 4].strip(" ]}.;,:")) == 0
                found = _partner(waiting[node.sign], section, at_end=at_end)
                if found is None:
                    yield name, node
                    continue
                found.closes_in, found.closes_at = name, node.start
                used.add(number)
        if used:
            nodes[:] = [node for number, node in enumerate(nodes) if number not in used]
        for node in nodes:
            if node.opened and not node.closed:
                at_head = not text[max(0, node.start - 12) : node.start].strip(" [{*_")
                at_head = at_head and node.start < 12
                waiting[node.sign].append(_Waiting(name, node, section, at_head))
    for stack in waiting.values():
        for one in stack:
            yield one.name, one.node


def _partner(stack: list[_Waiting], section: int, *, at_end: bool) -> Node | None:
    """The bracket that a closing sign closes: the last one opened that may reach so far."""
    for back in range(1, min(len(stack), _LOOK_BACK) + 1):
        one = stack[-back]
        far = section - one.section
        if far == 0 or (one.at_head and at_end and far <= _SECTIONS):
            del stack[-back]
            return one.node
    return None


class Quotes:
    """Where quotation marks stand, to tell an omission inside a quotation."""

    def __init__(self, text: str) -> None:
        self._opened = [m.start() for m in re.finditer(r"[“«„]", text)]
        self._closed = [m.start() for m in re.finditer(r"[”»]", text)]
        self._straight = [m.start() for m in re.finditer(r'"', text)]

    def around(self, place: int) -> bool:
        opened, closed = bisect_left(self._opened, place), bisect_left(self._closed, place)
        return opened > closed or bisect_left(self._straight, place) % 2 == 1
