"""Words struck out or added by hand in Markdown: "~~gone~~", "**new**", `<del>` and `<ins>`.

The signs are taken out of a paragraph in several steps (links, tags, emphasis, notes), so their
places are held by letters of the private use area, which none of these steps touches, and read off
when the words are final.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from resotrack.model import BracketFace, Note
from resotrack.read.blocks import Faced

_SIGN = re.compile(
    r"(?<!\\)(?:~~|\*{2,3})|<(?P<end>/?)(?P<tag>del|ins|s|strike)(?:\s[^<>]{0,200})?>"
)
_FACES: Final[dict[str, BracketFace]] = {
    "~~": "struck",
    "**": "bold",
    "***": "bold",
    "del": "struck",
    "s": "struck",
    "strike": "struck",
    "ins": "underlined",
}
_BEGIN: Final[dict[BracketFace, str]] = {
    "struck": "\uf0e0",
    "bold": "\uf0e2",
    "underlined": "\uf0e4",
}
_END: Final[dict[BracketFace, str]] = {
    "struck": "\uf0e1",
    "bold": "\uf0e3",
    "underlined": "\uf0e5",
}
_OF: Final[dict[str, BracketFace]] = {
    **{sign: face for face, sign in _BEGIN.items()},
    **{sign: face for face, sign in _END.items()},
}
_HELD = re.compile("[\uf0e0-\uf0e5]")


def hold(text: str) -> str:
    """The text with a letter in place of every sign that has its counterpart.

    A sign without one stays as it is. A text without any, or with such letters of its own, is
    given back itself.
    """
    if _HELD.search(text):
        return text
    begun: dict[str, tuple[int, int]] = {}
    pairs: list[tuple[int, int, str]] = []
    for match in _SIGN.finditer(text):
        sign = match["tag"] or match[0]
        face = _FACES[sign]
        start, end = match.span()
        opens = not match["end"] if match["tag"] else text[end : end + 1].strip() != ""
        closes = bool(match["end"]) if match["tag"] else text[start - 1 : start].strip() != ""
        if sign in begun and closes:
            first, last = begun.pop(sign)
            pairs.append((first, last, _BEGIN[face]))
            pairs.append((start, end, _END[face]))
        elif sign not in begun and opens:
            begun[sign] = start, end
    if not pairs:
        return text
    parts: list[str] = []
    place = 0
    for start, end, letter in sorted(pairs):
        parts += (text[place:start], letter)
        place = end
    return "".join((*parts, text[place:]))


def read_off(text: str, notes: Iterable[Note]) -> tuple[str, tuple[Note, ...], tuple[Faced, ...]]:
    """The words without the letters that held places, the notes where they are now, the faces."""
    found = [match.start() for match in _HELD.finditer(text)]
    around = Counter[BracketFace]()
    faces: list[Faced] = []
    parts: list[str] = []
    place = length = 0
    for at in found:
        parts.append(text[place:at])
        # What is struck out in words that are new as a whole is not new.
        face = next((one for one in _BEGIN if around[one]), None)
        if face and at > place:
            faces.append(Faced(start=length, end=length + at - place, face=face))
        length += at - place
        place = at + 1
        around[_OF[text[at]]] += 1 if text[at] in _BEGIN.values() else -1
    words = "".join((*parts, text[place:]))
    moved = (
        replace(note, position=note.position - bisect_left(found, note.position)) for note in notes
    )
    return words, tuple(moved), tuple(faces)
