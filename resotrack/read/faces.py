"""Words struck out and set in bold by hand: which of them mean a deletion or an addition.

Who has no tracked changes, or does not trust them, strikes words out and sets new ones in bold or
underlines them. Struck-out words mean one thing only. Bold is also for titles, opening phrases and
emphasis, so it counts where something is struck out in the same text, or where the text says so
("additions are in bold"), and not

- where most of the text is set so: then it says nothing;
- at the head of a paragraph, where it marks the opening phrase or a title on the same line;
- for a heading, or a whole cell of a table.

A whole paragraph in bold is a new one, if it reads as a provision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from resotrack.lexicon import find_opening
from resotrack.model import Bracket, BracketFace
from resotrack.read.blocks import Block, Faced
from resotrack.read.labels import read_label

_LEGEND = re.compile(
    r"\b(?:additions?|insertions?|new|added|inserted|proposed|suggested|amended)\b[^.;]{0,60}?"
    r"\b(?:is|are|in|as|by|appears?|shown|marked|set)\b[^.;]{0,30}?\b(?P<face>bold|underlin\w+)",
    re.IGNORECASE,
)
_LONGEST_LEGEND = 400
_NAMES_A_FACE = re.compile("bold|underlin", re.IGNORECASE)
_ENDS = (",", ";", ".", ":", "，", "；", "。", "：", "،", "؛")
_RUN_IN = (".", ":", "–", "—", "：")
_BETWEEN = re.compile(r"[\s/]*")
_FACES: Final[tuple[BracketFace, ...]] = ("bold", "underlined")


def meant(blocks: Sequence[Block], *, sure: Collection[BracketFace] = ()) -> tuple[Block, ...]:
    """The blocks with those faces alone that mean a deletion or an addition.

    `sure` are the faces by which the format itself says that words were added.
    """
    joined = [replace(b, faces=tuple(_joined(b))) if b.faces else b for b in blocks]
    added = _that_add(joined).union(sure)
    return tuple(_meant(block, added) if block.faces else block for block in joined)


def marks(block: Block, cut: int) -> tuple[Bracket, ...]:
    """The faces of a block as brackets of its paragraph, whose text begins at `cut`."""
    return tuple(
        Bracket(
            kind="deletion" if faced.face == "struck" else "addition",
            start=max(0, faced.start - cut),
            end=faced.end - cut,
            words_start=max(0, faced.start - cut),
            words_end=faced.end - cut,
            face=faced.face,
        )
        for faced in block.faces
        if faced.end > cut
    )


def _joined(block: Block) -> Iterator[Faced]:
    """Stretches of one face with no more than a space between them as one, without the spaces at
    their ends."""
    text = block.text
    last: Faced | None = None
    for faced in block.faces:
        if last and last.face == faced.face and not text[last.end : faced.start].strip():
            last = replace(last, end=faced.end)
            continue
        if last and (trimmed := _trimmed(text, last)):
            yield trimmed
        last = faced
    if last and (trimmed := _trimmed(text, last)):
        yield trimmed


def _trimmed(text: str, faced: Faced) -> Faced | None:
    words = text[faced.start : faced.end]
    start = faced.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return replace(faced, start=start, end=end) if end > start else None


def _that_add(blocks: Sequence[Block]) -> frozenset[BracketFace]:
    """The faces that mean an addition in this text."""
    told = {
        face
        for block in blocks
        if len(block.text) <= _LONGEST_LEGEND and _NAMES_A_FACE.search(block.text)
        for match in _LEGEND.finditer(block.text)
        for face in _FACES
        if match["face"].lower().startswith(face[:8])
    }
    if told:
        return frozenset(told)
    body = [block for block in blocks if block.style in ("body", "table")]
    if not any(f.face == "struck" and _says(b.text, f) for b in body for f in b.faces):
        return frozenset()
    covered: Counter[BracketFace] = Counter()
    for block in body:
        for faced in block.faces:
            covered[faced.face] += faced.end - faced.start
    half = sum(len(block.text) for block in body) / 2
    return frozenset(face for face in _FACES if covered[face] < half)


def _says(text: str, faced: Faced) -> bool:
    return any(char.isalnum() for char in text[faced.start : faced.end])


def _meant(block: Block, added: frozenset[BracketFace]) -> Block:
    block = _renumbered(block)
    text = block.text
    struck = [faced for faced in block.faces if faced.face == "struck"]
    # Brackets at the ends of a paragraph say nothing of what it is.
    begin = len(text) - len(text.lstrip("[ "))
    label = read_label(text[begin:])
    head = begin + (label.length if label else 0)
    opening = find_opening(text[head:].lstrip("[ "), "")
    ends = text.rstrip(" ]").endswith(_ENDS)
    provision = block.style == "body" and bool(label or opening or ends)
    kept: list[Faced] = []
    for faced in block.faces:
        if faced.face == "struck":
            kept.append(faced)
        elif faced.face in added and _says(text, faced) and faced.end > head:
            if _is_cell(block, faced) or not (provision or struck):
                continue
            if faced.start <= head and not _adds_at_head(block, faced, head, opening, struck):
                continue
            kept.append(faced)
    return replace(block, faces=tuple(kept))


def _is_cell(block: Block, faced: Faced) -> bool:
    """Whether a stretch is a whole cell of a table: the heading of a row or a column."""
    if block.style != "table":
        return False
    before = block.text.rfind(" | ", 0, faced.start)
    start = 0 if before < 0 else before + 3
    after = block.text.find(" | ", faced.end)
    end = len(block.text) if after < 0 else after
    return block.text[start:end].strip() == block.text[faced.start : faced.end].strip()


def _adds_at_head(
    block: Block, faced: Faced, head: int, opening: str, struck: Sequence[Faced]
) -> bool:
    """Whether what stands in bold at the head of a paragraph is new."""
    text = block.text
    if not text[faced.end :].strip(" .;,:]"):
        # The whole paragraph: a provision, or a line that only looks like one.
        signed = text.endswith("]") or text.endswith(_ENDS)
        return block.style == "body" and bool(head or opening) and signed
    if text[faced.start : faced.end].endswith(_RUN_IN):
        return False
    if not opening or faced.end < head + len(opening):
        return True
    # "Urges" in bold where "Requests" beside it is struck out; else it only marks the opening.
    return any(
        find_opening(text[other.start : other.end], "")
        and _BETWEEN.fullmatch(text, faced.end, other.start)
        for other in struck
    )


def _renumbered(block: Block) -> Block:
    """ "4. 5. Urges …" with the "4." struck out is paragraph 5: a number is no word of the text."""
    first = block.faces[0]
    if first.face != "struck" or first.start or block.number or block.changes or block.notes:
        return block
    text = block.text
    old = read_label(f"{text[: first.end]} x")
    rest = text[first.end :].lstrip()
    if old is None or old.length <= first.end - 1 or read_label(rest) is None:
        return block
    cut = len(text) - len(rest)
    faces = tuple(
        replace(f, start=max(0, f.start - cut), end=f.end - cut) for f in block.faces if f.end > cut
    )
    lead = block.lead if rest.find(block.lead) >= 0 else ""
    return replace(block, text=rest, lead=lead, faces=faces)
