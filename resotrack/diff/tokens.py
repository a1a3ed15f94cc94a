"""Words with their places.

A token is a word (with its inner apostrophes, hyphens and figures: "non-State", "77/228",
"women’s"), one Chinese or Japanese character, one line feed (it stands between the paragraphs of a
split or merged link), or one mark of punctuation. White space is no token; it belongs to the gap
after the token before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from resotrack.spelling import fold

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
"""Accents typed apart from their letter, and Arabic vowel signs: they stand inside a word."""
_TOKEN = re.compile(
    rf"[{_CJK}]"
    rf"|[^\W_{_CJK}]+(?:['’ʼ\-‐‑/.·][^\W_{_CJK}]+|[{_MARKS}]+[^\W_{_CJK}]*)*(?<!\.)"
    r"|\n|[^\w\s]|_+"
)


@dataclass(frozen=True)
class Tokens:
    """A text cut into words. The sequences have one entry a token, and are made when asked for:
    of two paragraphs with the same words nobody asks where the words are."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens as they stand."""
        return tuple(_TOKEN.findall(self.text))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The tokens folded: equal keys differ in typography, spelling or case at most."""
        return tuple(map(fold, self.words))

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The keys that are words; "information-gathering" and "information gathering" are one."""
        words = [key for key in self.keys if key[:1].isalnum()]
        return tuple("-".join(words).split("-")) if words else ()

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token begins, in code points."""
        find, at = self.text.find, 0
        starts = []
        for word in self.words:
            at = find(word, at)
            starts.append(at)
            at += len(word)
        return tuple(starts)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each token ends."""
        return tuple(map(int.__add__, self.starts, map(len, self.words)))

    def __len__(self) -> int:
        return len(self.words)


@lru_cache(maxsize=2_048)
def tokenise(text: str) -> Tokens:
    """Cut a text into tokens. Nothing but white space lies between them.

    The last texts are remembered: a paragraph is aligned, diffed and judged by the same words.
    """
    return Tokens(text)
