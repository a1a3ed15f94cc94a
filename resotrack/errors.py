"""Every error that resotrack raises on purpose.

    ResotrackError
    ├── ReadError               an input could not become a Document
    │   ├── UnknownFormat       the bytes are of no known format
    │   ├── UnreadableDocument  the format is known, but the file is damaged or holds no resolution
    │   └── UnsafeDocument      the file is built to exhaust or trick the reader, and was refused
    ├── WriteError              a result could not be written
    └── LexiconError            a lexicon file (TOML) breaks its own rules

An error says what was found, where, and what to do next; each part is also an attribute.
Doubts about content are not errors: they are `Notice`s on the Document.
"""

from __future__ import annotations

__all__ = [
    "LexiconError",
    "ReadError",
    "ResotrackError",
    "UnknownFormat",
    "UnreadableDocument",
    "UnsafeDocument",
    "WriteError",
]


class ResotrackError(Exception):
    """The root of the tree: catch this to catch all of them."""

    def __init__(
        self, problem: str, *, source: str = "", where: str = "", remedy: str = ""
    ) -> None:
        self.problem = problem
        self.source = source
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.source, self.where) if part)
        sentence = f"{place}: {self.problem}" if place else self.problem
        return f"{sentence} {self.remedy}".rstrip() if self.remedy else sentence

    def at(self, source: str) -> ResotrackError:
        """The same error, naming the file it is about (readers see bytes and know no name)."""
        return type(self)(self.problem, source=source, where=self.where, remedy=self.remedy)


class ReadError(ResotrackError):
    """An input could not become a Document."""


class UnknownFormat(ReadError):
    """The bytes are of no format that resotrack reads."""


class UnreadableDocument(ReadError):
    """The format is known, but the file is damaged, encrypted or holds no resolution."""


class UnsafeDocument(ReadError):
    """The file would exhaust memory or time, or reaches outside itself; it was not read."""


class WriteError(ResotrackError):
    """A result could not be written."""


class LexiconError(ResotrackError):
    """A lexicon file breaks its own rules."""
