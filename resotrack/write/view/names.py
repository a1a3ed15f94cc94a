"""Paragraph ids as a delegate says them: "op7(a)(i)" is "OP7 (a) (i)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PART = re.compile(r"^(?P<word>[a-z]+)(?P<number>\d*)(?P<suffix>[a-z]*)(?P<subs>(?:\([^()]*\))*)$")
_SUB = re.compile(r"\([^()]*\)")
_WORDS = {
    "pp": "PP",
    "op": "OP",
    "p": "para. ",
    "h": "heading ",
    "row": "table row ",
    "annex": "Annex ",
}
# "bisalt" is two suffixes, and read so: "OP7 bis alt".
_SUFFIXES = re.compile(
    r"bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt|[a-z]+?(?=bis|ter|alt|$)"
)


def paragraph_name(paragraph_id: str) -> str:
    """ "pp3" → "PP3", "op7bis" → "OP7 bis", "annex.op2" → "Annex, OP2"."""
    *divisions, last = paragraph_id.split(".")
    named = [_division(part) for part in divisions]
    return ", ".join([*named, _part(last)])


def _division(part: str) -> str:
    """A part with a numbering of its own: "annex", "annex2", "A"."""
    return f"Part {part}" if re.fullmatch(r"[A-Z]", part) else _part(part)


def _part(part: str) -> str:
    match = _PART.match(part)
    if match is None or match["word"] not in _WORDS:
        return part
    head = (_WORDS[match["word"]] + match["number"]).strip()
    return " ".join([head, *_SUFFIXES.findall(match["suffix"]), *_SUB.findall(match["subs"])])


def join_names(ids: Sequence[str]) -> str:
    """Some paragraphs of one side: "OP3 + OP4"."""
    return " + ".join(paragraph_name(one) for one in ids)


def name_range(ids: Sequence[str]) -> str:
    """Paragraphs that follow one another: "PP2", "PP2, PP3", "PP2–PP4"."""
    if len(ids) > 2:
        return f"{paragraph_name(ids[0])}–{paragraph_name(ids[-1])}"
    return ", ".join(paragraph_name(one) for one in ids)


def anchor(paragraph_id: str) -> str:
    """A name for a place on a page, safe in an address: "op7(a)" → "op7-a"."""
    return re.sub(r"[^\w]+", "-", paragraph_id.replace(")", "")).strip("-")
