"""What belongs to brackets and stands outside their signs, or does without any.

"(add: Norway)" and "EU:" beside a bracket, "Brazil/Mexico:" before a whole paragraph, and
"shall/should".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from resotrack.lexicon import find_opening
from resotrack.read.attributions import INSTRUCTIONS, Content, names_in, read_content
from resotrack.read.beside import MODALS, claim
from resotrack.read.signs import Node

_SLASHED_MODALS = re.compile(rf"\b({MODALS})\s?/\s?(?:{MODALS})(?:\s?/\s?(?:{MODALS}))*\b")
_ROUND = re.compile(r"\(([^()\[\]{}]{2,80})\)")
_ASKS = re.compile(r"[:：–—]|^\s*(?:add|del|ins|keep|retain|omit|remove|strike)", re.IGNORECASE)
NAMED_HEAD = re.compile(r"[^:：\[\]{}()“”\"]{2,80}[:：]\s*")
_PAUSE = re.compile(r"[\[\](){}:：;“”\"]")


def unsigned(text: str, nodes: list[Node]) -> Iterator[Node]:
    """What is no bracket by its signs and one by its sense. Gives a bracket that it names."""
    yield from _round(text, nodes)
    yield from _named_before(text, nodes)
    yield from _slashed(text, nodes)


def _round(text: str, nodes: list[Node]) -> Iterator[Node]:
    """ "(add: Norway)" anywhere, "(EU)" right behind a bracket."""
    ends = {node.end for node in nodes}
    for match in _ROUND.finditer(text):
        start, end = match.span()
        behind = start in ends or (text[start - 1 : start] == " " and start - 1 in ends)
        if not behind and not _ASKS.search(match[1]):
            continue
        content = read_content(text, start + 1, end - 1)
        names = names_in(match[1]) if behind else ()
        if names:
            content = Content(kind="attribution", start=end, end=end, delegations=names)
        elif not (content.action and content.delegations and not content.end > content.start):
            continue
        node = Node(sign="(", start=start, end=end, content=content)
        node.delegations = content.delegations
        yield _within(node, nodes)


def _named_before(text: str, nodes: list[Node]) -> Iterator[Node]:
    """ "EU: [words]", and "Brazil/Mexico: Requests …" for a whole paragraph."""
    at = {node.start: node for node in nodes if node.sign == "[" or node.face}
    head = NAMED_HEAD.match(text)
    if head:
        names = names_in(text[: head.end()].rstrip(" :：\t"), sure=False)
        rest = text[head.end() : head.end() + 200]
        if names and (rest.startswith("[") or head.end() in at or find_opening(rest, "")):
            yield _name(0, head.end(), names, nodes)
            _give(at, head.end(), names)
        else:
            content = read_content(text, 0, len(text)) if len(text) < 200 else None
            if content and content.action and content.kind in INSTRUCTIONS and names:
                yield Node("", 0, len(text), content, delegations=names)
    starts = {node.start for node in nodes}
    for node in list(nodes):
        if node.face and node.parent is not None and node.parent.delegations:
            continue
        if not (node.sign == "[" or node.face) or not node.opened or node.start < 3:
            continue
        if not text[node.start - 3 : node.start].rstrip().endswith((":", "：")):
            continue
        stop = max(text.rfind(sign, 0, node.start) for sign in ":：")
        start = _names_start(text, stop)
        names = names_in(text[start:stop], sure=False) if 0 < start < stop else ()
        # One word with a capital before a colon is as often a thing as a name.
        certain = "/" in text[start:stop] or all(name.isupper() for name in names)
        if names and certain and not (node.face and start in starts):
            yield _name(start, node.start, names, nodes)
            _give(at, node.start, names)


def _names_start(text: str, stop: int) -> int:
    """Where the words with capitals that end at `stop` begin."""
    window = _PAUSE.split(text[max(0, stop - 80) : stop])[-1]
    words = re.findall(r"\S+\s*", window)
    length = 0
    for word in reversed(words):
        if not word[0].isupper():
            break
        length += len(word)
    return stop - length


def _name(start: int, end: int, names: tuple[str, ...], nodes: list[Node]) -> Node:
    content = Content(kind="attribution", start=end, end=end, delegations=names)
    return _within(Node("", start, end, content, delegations=names), nodes)


def _give(at: dict[int, Node], start: int, names: tuple[str, ...]) -> None:
    """The bracket that begins here is theirs."""
    if start in at:
        claim(at[start], names)


def _slashed(text: str, nodes: list[Node]) -> Iterator[Node]:
    """ "shall/should" without a bracket: verbs only, for slashes join nouns all the time."""
    inside = {node.start + 1 for node in nodes}
    by_hand = {place for node in nodes if node.face for place in (node.start, node.end)}
    found = [(m.start(), m.end(), m.end(1)) for m in _SLASHED_MODALS.finditer(text)]
    opening = find_opening(text[:200], "")
    if opening and text[len(opening) : len(opening) + 1] == "/":
        second = find_opening(text[len(opening) + 1 : 200].capitalize(), "")
        if second:
            found.append((0, len(opening) + 1 + len(second), len(opening)))
    for start, end, first in found:
        if start not in inside and by_hand.isdisjoint(range(start, end + 1)):
            content = Content(kind="alternative", start=start, end=first)
            yield _within(Node("", start, end, content), nodes)


def _within(node: Node, nodes: list[Node]) -> Node:
    """The node, filed under the innermost bracket around it."""
    number = bisect_left(nodes, node.start, key=lambda n: n.start) - 1
    while number >= 0 and nodes[number].sign != "[":
        number -= 1
    around = nodes[number] if number >= 0 else None
    while around is not None and around.end < node.end:
        around = around.parent
    if around is not None:
        node.parent, node.depth = around, around.depth + 1
    return node
