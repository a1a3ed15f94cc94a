"""What alignment looks at in a paragraph: its folded words, with the opening phrase told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resotrack.diff import tokenise
from resotrack.lexicon import strip_connectors
from resotrack.model import Paragraph


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
    paragraphs: Sequence[Paragraph], language: str, vocabulary: dict[str, int]
) -> list[Profile]:
    """A profile for each paragraph; new words are added to `vocabulary`."""
    return [_profile(p, language, vocabulary) for p in paragraphs]


def _words(keys: Sequence[str]) -> list[str]:
    """The keys that are words; "information-gathering" and "information gathering" are one."""
    words = [key for key in keys if key[:1].isalnum()]
    return "-".join(words).split("-") if words else words


def _profile(paragraph: Paragraph, language: str, vocabulary: dict[str, int]) -> Profile:
    tokens = tokenise(paragraph.text)
    end = len(tokenise(paragraph.opening))
    bare = strip_connectors(_words(tokens.keys[:end]), language)
    words = [*bare, *_words(tokens.keys[end:])]
    number = vocabulary.setdefault
    numbers = tuple([number(word, len(vocabulary)) for word in words])
    return Profile(
        paragraph=paragraph,
        essence=" ".join(words),
        words=numbers,
        body=numbers[len(bare) :],
    )
