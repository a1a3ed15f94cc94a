"""One thing that a file gives away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something that a file says beside its text."""

    kind: str
    """A short fixed name: "author", "revision ids", "template"."""
    part: str
    """The part of the package that it stands in."""
    what: str
    """What it says, in short; "" where that is only numbers."""
    count: int = 1
    removable: bool = True
    """False for what is only told: to take it out would change the document."""
