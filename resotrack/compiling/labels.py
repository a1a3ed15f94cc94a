"""What is printed before the paragraphs of a compilation: "PP3", "OP5 bis", "(a ter)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resotrack.model import Paragraph
from resotrack.read.labels import read_label

_OWN_ID = re.compile(
    r"^(?P<space>.*?)(?P<part>pp|op)(?P<n>\d{1,3})"
    r"(?P<rest>(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt\d?)*)$"
)
_SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
_LATIN = re.compile(r"bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt\d?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The label of one paragraph, and the id and number that a reader gives it by that label."""

    printed: str
    number: str
    id: str


def own_label(paragraph: Paragraph) -> Label:
    """The label of a paragraph of the base: by its part and number where it has them."""
    if paragraph.kind in ("heading", "table"):
        return Label(printed=paragraph.number, number=paragraph.number, id=paragraph.id)
    match = _OWN_ID.match(paragraph.id)
    if match and paragraph.depth == 0 and paragraph.kind in ("preambular", "operative"):
        number = " ".join([match["n"], *_words(match["rest"])])
        printed = f"{match['part'].upper()}{number}"
        return Label(printed=printed, number=number, id=paragraph.id)
    return Label(printed=printed_number(paragraph), number=paragraph.number, id=paragraph.id)


def printed_number(paragraph: Paragraph) -> str:
    """A number with the signs by which it is known again: "7.", "(a)", "(a bis)", "a."."""
    number = paragraph.number
    if not number:
        return ""
    head, _, suffix = number.partition(" ")
    inside = f"({head[1:-1]} {suffix})" if suffix and head[:1] == "(" else ""
    for form in (inside, f"{number}.", number):
        label = read_label(f"{form} x") if form else None
        if label is not None and label.raw == number and label.length > len(form):
            return form
    return number


def _words(rest: str) -> list[str]:
    return [re.sub(r"alt(\d)", r"alt \1", word) for word in _LATIN.findall(rest)]


class Labels:
    """Gives new paragraphs labels that nobody has."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def beside(self, anchor: Label, *, alternative: bool = False) -> Label | None:
        """The next label behind a paragraph: "OP5 bis", or "OP5 alt"; None where it has none."""
        head = re.sub(r"\s(?:bis|ter|quater|\w+ies)(?=[\s).]|$)", "", anchor.printed)
        if not head or head == anchor.id:
            return None
        stem = anchor.printed if alternative else head
        for suffix in ("alt", *(f"alt {n}" for n in range(2, 10))) if alternative else _bis():
            printed = _with_suffix(stem, suffix)
            label = read_label(f"{printed} x")
            if label is None:
                return None
            space = _space(anchor)
            own = f"{space}{label.key}"
            if own not in self._taken:
                self._taken.add(own)
                return Label(printed=printed, number=label.raw, id=own)
        return None

    def named(self, printed: str, above: str) -> Label | None:
        """A label as its writer gave it, below `above` (an id, or the space of ids)."""
        label = read_label(f"{printed} x")
        own = f"{above}{label.key}" if label else ""
        if label is None or own in self._taken:
            return None
        self._taken.add(own)
        return Label(printed=printed, number=label.raw, id=own)

    def unnumbered(self, like: str) -> Label:
        """For what is printed without a number: an id of its own."""
        number = next(n for n in range(1, len(self._taken) + 2) if f"{like}{n}" not in self._taken)
        self._taken.add(f"{like}{number}")
        return Label(printed="", number="", id=f"{like}{number}")


def _bis() -> Iterator[str]:
    yield from _SUFFIXES
    for outer in _SUFFIXES:
        yield from (f"{outer} {inner}" for inner in _SUFFIXES)


def _with_suffix(printed: str, suffix: str) -> str:
    """ "OP5 bis", "(a bis)", "a bis.", "7 bis."."""
    stem = printed.rstrip(").）．")
    return f"{stem} {suffix}{printed[len(stem) :]}"


def _space(anchor: Label) -> str:
    """What the id of a paragraph begins with, before its number."""
    key = re.sub(r"\s", "", anchor.number)
    key = f"({key})" if anchor.id.endswith(f"({key})") else key
    return anchor.id[: len(anchor.id) - len(key)] if anchor.id.endswith(key) else anchor.id
