"""How the words of a language change their form: what is written onto them, what they end in.

French elides its articles ("l’accès"), Arabic writes "and", "in" and "the" onto the next word,
Russian has endings for everything, and Chinese is cut by character. A list of words is read through
these forms, so that it need not spell out each of them. `plain.toml` of a language gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from resotrack.spelling import fold

STAR = "*"
_LEAST = 3
"""What a prefix or an ending leaves has so many letters at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The forms of one language. English has none here: its lists spell them out."""

    by_character: bool
    """Whether a token is a character: a word of several is several tokens."""
    prefixes: frozenset[str]
    """What may be written onto a word: "l'", "وال"."""
    endings: frozenset[str]

    def parts(self, phrase: str) -> tuple[str, ...]:
        """The tokens of a phrase as a lexicon file writes it, folded as those of a text are."""
        words = map(fold, phrase.split())
        return tuple("".join(words)) if self.by_character else tuple(words)

    def readings(self, key: str) -> tuple[str, ...]:
        """A word, then what is left of it without each prefix that it may have, longest first."""
        if not self.prefixes:
            return (key,)
        sizes = range(1, len(key) - _LEAST + 1)
        return (key, *(key[size:] for size in sizes if key[:size] in self.prefixes))

    def prefix(self, key: str) -> str:
        """What is written onto a word, as far as it goes: "d'" of "d'assurer"; "" for nothing."""
        return key.removesuffix(self.readings(key)[-1])

    def stem(self, key: str) -> str:
        """A word without prefix and ending, so that its forms are one."""
        key = self.readings(key.removesuffix(STAR))[-1]
        for size in range(len(key) - _LEAST, 0, -1):
            if key[-size:] in self.endings:
                return key[:-size]
        return key


class Names:
    """Which word of the lists a token is: itself, without its prefix, or an entry with a star.

    A token has one name: a word that is an entry by itself, else the longest entry with a star,
    else a word that stands within a phrase.
    """

    __slots__ = ("_forms", "_known", "_plain", "_single", "_sizes", "_stars", "_words")

    def __init__(
        self, forms: Forms, phrases: Iterable[Sequence[str]], plain: Iterable[str]
    ) -> None:
        """`phrases` are all entries, token by token; `plain` are those of the word lists."""
        held = [tuple(phrase) for phrase in phrases]
        self._forms = forms
        self._words = frozenset(word for phrase in held for word in phrase)
        self._plain = frozenset(plain)
        self._single = self._plain.union(phrase[0] for phrase in held if len(phrase) == 1)
        listed = self._words | self._plain
        self._stars = frozenset(word.removesuffix(STAR) for word in listed if word.endswith(STAR))
        self._sizes = sorted({len(word) for word in self._plain}, reverse=True)
        self._known: dict[str, str] = {}

    def spelled(self, word: str) -> tuple[str, ...]:
        """The names that tokens go by for which a word of a list stands."""
        if not word.endswith(STAR):
            return (self[word],)
        start = word.removesuffix(STAR)
        longer = (f"{star}{STAR}" for star in self._stars if star != start)
        others = (other for other in (*self._single, *longer) if other != word)
        return (word, *sorted({other for other in others if other.startswith(start)}))

    def __getitem__(self, key: str) -> str:
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = self._find(key)
        return name

    def read(self, keys: Sequence[str]) -> Sequence[str]:
        """The name of each token."""
        if not self._stars and not self._forms.prefixes:
            return keys
        return list(map(self.__getitem__, keys))

    def whole(self, keys: Sequence[str]) -> Sequence[str]:
        """The same for the lists of single words: of a word of several characters the first token
        is the whole word and the others are ""."""
        if not self._forms.by_character:
            return self.read(keys)
        own = list(keys)
        at = 0
        while at < len(own):
            for size in self._sizes:
                word = "".join(keys[at : at + size])
                if word in self._plain:
                    own[at : at + len(word)] = [word, *[""] * (len(word) - 1)]
                    at += len(word) - 1
                    break
            at += 1
        return own

    def _find(self, key: str) -> str:
        for reading in self._forms.readings(key):
            if reading in self._single:
                return reading
            for size in range(len(reading), 0, -1):
                if reading[:size] in self._stars:
                    return reading[:size] + STAR
            if reading in self._words:
                return reading
        return key
