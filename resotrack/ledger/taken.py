"""What came of adding a file to a record: what was filed, and what is left to be asked."""

from __future__ import annotations

from dataclasses import dataclass

from resotrack.model.record import Ballot, Sponsor, Tabled, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that a source leaves open, and that the record does not guess."""

    about: str
    """What it is about: a name, a proposal's key, a draft's symbol."""
    problem: str
    choices: tuple[str, ...] = ()
    """The likely answers, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A text that was added."""

    version: Version
    proposals: tuple[Tabled, ...] = ()
    """What its tracked changes and brackets ask for."""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a committee's report told of a draft."""

    draft: str
    """The symbol of the draft."""
    sponsors: tuple[Sponsor, ...] = ()
    proposals: tuple[Tabled, ...] = ()
    votes: tuple[Ballot, ...] = ()
    questions: tuple[Question, ...] = ()
