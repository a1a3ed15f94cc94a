"""Which paragraph of a text a new wording is a version of, by its rarer words and their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from resotrack.align.profile import Vocabulary, profiles
from resotrack.align.similarity import similarity
from resotrack.lexicon import find_opening
from resotrack.model import Document, Paragraph

# Two texts on one matter, of two paragraphs, seldom share more of their rarer words.
_ALIKE = 0.2
_CLEARLY = 0.05
_THERE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A new text held against the paragraphs of the text that it is for."""

    own: Paragraph
    """The paragraph that the instruction names."""
    best: Paragraph
    """The one of its kind and depth that is most like the new text."""
    own_score: float
    best_score: float

    @property
    def stands_there(self) -> bool:
        return self.best_score >= _THERE

    @property
    def is_of_another(self) -> bool:
        """Whether it is a version of another paragraph than the one named."""
        return self.best_score >= _ALIKE and self.best_score - self.own_score >= _CLEARLY

    @property
    def is_own(self) -> bool:
        return self.own_score >= _ALIKE and not self.is_of_another

    @property
    def told(self) -> str:
        """That its words are another paragraph's."""
        return (
            f"its words are those of {self.best.id} ({self.best_score:.2f} alike) rather than of "
            f"{self.own.id} ({self.own_score:.2f})"
        )


def wordings(document: Document, texts: Sequence[tuple[int, str]]) -> list[Wording]:
    """Each new text (with the index of the paragraph that is named) held against the others.

    One measure with the alignment's: what runs through a text says nothing about one paragraph.
    Cost: one matrix product over the vocabulary.
    """
    if not texts:
        return []
    paragraphs = document.paragraphs
    vocabulary: Vocabulary = defaultdict(lambda: len(vocabulary))
    new = [_new(text, document.language) for _, text in texts]
    rows = profiles(new, document.language, vocabulary)
    columns = profiles(paragraphs, document.language, vocabulary)
    every = range(len(columns))
    scores = similarity(rows, columns, vocabulary, range(len(rows)), every).score
    found = []
    for (named, _), row in zip(texts, scores.tolist(), strict=True):
        own = paragraphs[named]
        peers = (n for n in every if (paragraphs[n].kind, paragraphs[n].depth) == _level(own))
        best = max(peers, key=lambda n: (row[n], n == named))
        found.append(
            Wording(own=own, best=paragraphs[best], own_score=row[named], best_score=row[best])
        )
    return found


def _level(paragraph: Paragraph) -> tuple[str, int]:
    return paragraph.kind, paragraph.depth


def _new(text: str, language: str) -> Paragraph:
    opening = find_opening(text, language)
    return Paragraph(id="", kind="operative", number="", text=text, opening=opening)
