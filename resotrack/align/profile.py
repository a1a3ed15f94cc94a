"""What alignment looks at in a paragraph: its folded words, with the opening phrase told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from resotrack.diff import tokenise
from resotrack.lexicon import strip_connectors
from resotrack.model import Paragraph

Vocabulary = defaultdict[str, int]
"""Each word to its number; a new word gets the next one."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A paragraph cut into words for comparison."""

    paragraph: Paragraph
    essence: str
    """Its words folded, without punctuation and without the connectors of the opening phrase
    ("also", "further"): two paragraphs with one essence are the same."""
    words: tuple[int, ...]
    """The folded words as numbers of the vocabulary that both texts share."""
    body: tuple[int, ...]
    """The same without the opening phrase."""


def profiles(
    paragraphs: Sequence[Paragraph],
    language: str,
    vocabulary: Vocabulary,
    verbatim: Collection[int] = (),
) -> list[Profile]:
    """A profile for each paragraph; new words are added to `vocabulary`. Those that stand verbatim
    in the other text are not cut into words: they are never compared."""
    return [
        _unread(p) if n in verbatim else _profile(p, language, vocabulary)
        for n, p in enumerate(paragraphs)
    ]


def _unread(paragraph: Paragraph) -> Profile:
    # No folded text begins with this sign.
    return Profile(paragraph=paragraph, essence=f"\0{paragraph.text}", words=(), body=())


def _profile(paragraph: Paragraph, language: str, vocabulary: Vocabulary) -> Profile:
    words = tokenise(paragraph.text).content
    opening = len(tokenise(paragraph.opening).content)
    bare = strip_connectors(words[:opening], language)
    if len(bare) < opening:
        words = (*bare, *words[opening:])
    numbers = tuple(map(vocabulary.__getitem__, words))
    return Profile(
        paragraph=paragraph,
        essence=" ".join(words),
        words=numbers,
        body=numbers[len(bare) :],
    )
