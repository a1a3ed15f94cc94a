"""What amendments are carried over with: two texts, and what became of each paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from resotrack.amend.resolve import Places
from resotrack.amend.succession import Succession
from resotrack.model import Document, Paragraph
from resotrack.model.amendment import Instruction, Obstacle


class NoPlace(Exception):
    """Why an edit finds no place in the later text; never leaves the carrying over."""

    def __init__(self, kind: Obstacle, why: str) -> None:
        self.kind: Obstacle = kind
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Landed:
    """An edit as an instruction to the later text."""

    instruction: Instruction
    remark: str = ""
    """What to check; "" where there is nothing."""


@dataclass(slots=True)
class Ground:
    """Two texts, and what became of each paragraph of the earlier one (by its id)."""

    before: Document
    after: Document
    linked: Mapping[str, Succession]
    places: Places = field(init=False)
    """Of the later text."""
    sorted_words: list[str] = field(init=False)
    """The words of each of its paragraphs in the order of the alphabet."""

    def __post_init__(self) -> None:
        self.places = Places(self.after)
        self.sorted_words = [in_order(p.text) for p in self.after.paragraphs]

    def successors(self, old: Paragraph) -> Succession:
        """What a paragraph became. Raises NoPlace where it is gone."""
        succession = self.linked.get(old.id)
        if succession is None or not succession.after:
            raise NoPlace("paragraph gone", f"{old.id} is no longer in the text")
        return succession

    def in_already(self, n: int) -> NoPlace:
        return NoPlace("already taken in", f"{self.after.paragraphs[n].id} reads so already")


def in_order(text: str) -> str:
    """The words of a text in the order of the alphabet: two texts are held against one another
    whatever the order of their clauses."""
    return " ".join(sorted(text.split()))


def names(succession: Succession) -> str:
    return ", ".join(p.id for p in succession.after)


def bare(text: str) -> str:
    """Words without what does not make them others: blanks, a mark at the end, capitals."""
    return " ".join(text.split()).strip(" ,;.:").casefold()


def said(words: str) -> str:
    words = words.strip()
    short = words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0] + " …"
    return f"the words “{short}”"
