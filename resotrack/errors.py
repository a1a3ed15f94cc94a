"""Every error that resotrack raises on purpose.

    ResotrackError
    ├── ReadError               an input could not become a Document
    │   ├── UnknownFormat       the bytes are of no known format
    │   ├── UnreadableDocument  the format is known, but the file is damaged or holds no resolution
    │   └── UnsafeDocument      the file is built to exhaust or trick the reader, and was refused
    ├── WriteError              a result could not be written
    ├── UnknownDelegation       a name is no delegation's, or more than one's
    ├── UnknownParagraph        an id is no paragraph's of the texts in hand
    ├── LexiconError            a lexicon file (TOML) breaks its own rules
    ├── InstructionError        an instruction cannot be corrected or applied as asked
    ├── InvalidHints            a hint for the alignment cannot be followed
    ├── InvalidPerspective      a profile of a perspective (TOML) breaks its own rules
    ├── LedgerError             a negotiation's record cannot be opened, read or written
    ├── MissingExtra            a part that is installed apart is not here
    └── InvalidEncoder          an encoder returned no vectors for the texts it was given

An error says what was found, where, and what to do next; each part is also an attribute.
Doubts about content are not errors: they are `Notice`s on the Document.
"""

from __future__ import annotations

__all__ = [
    "InstructionError",
    "InvalidEncoder",
    "InvalidHints",
    "InvalidPerspective",
    "LedgerError",
    "LexiconError",
    "MissingExtra",
    "ReadError",
    "ResotrackError",
    "UnknownDelegation",
    "UnknownFormat",
    "UnknownParagraph",
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


class UnknownDelegation(ResotrackError):
    """A name stands for no delegation, or for more than one: nobody guesses which was meant."""

    def __init__(
        self,
        problem: str,
        *,
        source: str = "",
        where: str = "",
        remedy: str = "",
        name: str = "",
        suggestions: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        """The name as it was given."""
        self.suggestions = suggestions
        """The names of the delegations that may have been meant, the likeliest first."""
        super().__init__(problem, source=source, where=where, remedy=remedy)

    def at(self, source: str) -> UnknownDelegation:
        """The same error, naming the file it is about."""
        return type(self)(
            self.problem,
            source=source,
            where=self.where,
            remedy=self.remedy,
            name=self.name,
            suggestions=self.suggestions,
        )


class UnknownParagraph(ResotrackError):
    """An id is no paragraph's of the texts in hand."""


class LexiconError(ResotrackError):
    """A lexicon file breaks its own rules."""


class InstructionError(ResotrackError):
    """An instruction cannot be corrected or applied as the caller asked."""


class InvalidHints(ResotrackError):
    """A hint for the alignment names a paragraph that is not there, or contradicts another."""


class InvalidPerspective(ResotrackError):
    """A profile of a perspective breaks its own rules."""


class LedgerError(ResotrackError):
    """A negotiation's record cannot be opened, read or written as asked."""


class MissingExtra(ResotrackError):
    """What was asked for needs a part that is installed apart; the message says how."""


class InvalidEncoder(ResotrackError):
    """An encoder returned something else than one vector for each text."""
