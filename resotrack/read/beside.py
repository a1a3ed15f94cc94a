"""What brackets that stand side by side make of one another: alternatives, names, additions."""

from __future__ import annotations

import re
from dataclasses import replace

from resotrack.lexicon import find_opening
from resotrack.read.attributions import INSTRUCTIONS, WORDY
from resotrack.read.signs import Node

MODALS = "shall|should|will|would|may|might|must|can|could"
GOES_ON = re.compile(
    r"^[\s*_]*(?:[,;:.]|(?:and|or|including|especially|particularly|such as|as well as|"
    r"in particular|et|ou|y|o|и|或|和|و)\b)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"alt(?:ernatively)?\.?\s*[:.–—]|\w+\.?\s+(?:[2-9]|\d\d|I[IVX]+|[VX][IVX]*|[B-HJ-Z])\s*[:.–—]",
    re.IGNORECASE,
)
BESIDE = re.compile(r"[\s*_]*/?[\s*_]*")


def settle(text: str, nodes: list[Node]) -> None:
    """What brackets that stand side by side make of one another."""
    last: dict[int, tuple[Node, int]] = {}
    for node in nodes:
        key = id(node.parent)
        before, reach = last.get(key, (None, 0))
        beside = (
            before is not None
            and node.start - reach < 8
            and BESIDE.fullmatch(text, reach, node.start) is not None
        )
        if before is not None and beside and (_names_only(node) or _says_who(before, node)):
            claim(before, node.delegations)
            node.content = replace(node.content, kind="attribution", action=None)
            last[key] = (before, node.end)
            continue
        if before is not None and beside and before.content.kind in WORDY and _asks(node):
            # "[shall] [EU: delete] [US: should]": the row of readings goes on behind it.
            last[key] = (before, node.end)
            continue
        around = node.parent if node.sign in ("{", "(") and _names_only(node) else None
        if around is not None and not text[node.end : around.content.end][:8].strip():
            # "[words {Group of 77}]"
            claim(around, node.delegations)
        if before is not None and beside and _is_alternative(text, before, node):
            _set_kind(node, base=False)
            node.instead_of = before.instead_of if not before.base else ""
            first = before if before.base else None
            if first:
                _set_kind(first, base=True)
                node.instead_of = text[first.content.start : first.content.end]
            node.instead_of = node.instead_of or before.instead_of
        elif before is not None and beside and before.face:
            pass
        elif node.sign == "[" and (word := _word_before(text, node)):
            _set_kind(node, base=False)
            node.instead_of = word
        elif node.content.kind == "alternative" and node.sign and _offers_other(text, node):
            _set_kind(node, base=False)
        if node.opened:
            last[key] = (node, node.end)


def _names_only(node: Node) -> bool:
    """ "{Group of 77}" or "(add: Norway)": it says whose the words beside it are, no more."""
    content = node.content
    if content.kind == "attribution":
        return bool(node.sign)
    added = content.kind == "addition" and not (content.words or node.has_words)
    return added and bool(node.delegations)


def _asks(node: Node) -> bool:
    """ "[EU: delete]": what somebody says about the words before it."""
    content = node.content
    own = node.has_words or content.words
    return content.kind in INSTRUCTIONS and bool(node.sign and node.delegations) and not own


def _offers_other(text: str, node: Node) -> bool:
    """ "[alt: some]": another reading of words that it does not name."""
    if node.instead_of or not text[: node.start].strip():
        return False
    return _OTHER.search(text, node.start + 1, node.content.start) is not None


def _says_who(struck: Node, node: Node) -> bool:
    """ "(delete: EU)" behind words that are struck out says who does it, no more."""
    content = node.content
    deletes = content.kind == "deletion" and not (content.words or node.has_words)
    return struck.face == "struck" and deletes and bool(node.delegations)


def claim(node: Node, names: tuple[str, ...]) -> None:
    """A name behind a bracket: what it says is theirs."""
    if node.delegations:
        return
    node.delegations = names
    if node.content.kind == "text":
        node.content = replace(node.content, kind="addition", action="insert")


def _set_kind(node: Node, *, base: bool) -> None:
    node.base = base
    if node.content.kind != "placeholder" or not base:
        node.content = replace(node.content, kind="alternative")


def _is_alternative(text: str, first: Node, second: Node) -> bool:
    """Whether two brackets side by side are two readings of one place.

    "[shall] [should]" are; "[the sea] [and its shores]" and "[women,] [children,]" go on.
    """
    if not (first.sign and second.sign and first.opened and second.opened and first.closed):
        return False
    if first.content.kind not in WORDY or second.content.kind not in WORDY:
        return False
    if not (first.has_words and second.has_words):
        return False
    one = text[first.content.start : first.content.end]
    two = text[second.content.start : second.content.start + 60]
    # "[and its shores] [EU: alt: and all of its shores]" says itself what it is.
    said = second.content.kind == "alternative" and bool(second.delegations)
    if not said and GOES_ON.match(two) and not GOES_ON.match(one):
        return False
    if second.delegations or second.content.kind == "alternative":
        return True
    listed = one.rstrip().endswith(",") and not find_opening(two.strip(" *_"), "")
    return not listed


def _word_before(text: str, node: Node) -> str:
    """The word without a bracket that a bracket offers another reading of: "shall [should]"."""
    if node.content.kind not in ("text", "addition") or not node.has_words or not node.closed:
        return ""
    words = text[node.content.start : node.content.end].strip()
    if len(words) > 60 or text[node.start - 1 : node.start] != " ":
        return ""
    before = text[max(0, node.start - 80) : node.start].rstrip()
    modal = re.search(rf"(?<![\w/])({MODALS})$", before)
    if modal and re.fullmatch(MODALS, words):
        return modal[1]
    if node.start < 80 and words[:1].isupper():
        small = r"(?:\s(?:of|at|to|with|that|by|for|on|upon))?"
        opening = find_opening(before, "")
        other = find_opening(words, "")
        if opening and other and re.fullmatch(re.escape(opening) + small, before):
            return before if re.fullmatch(re.escape(other) + small, words) else ""
    return ""
