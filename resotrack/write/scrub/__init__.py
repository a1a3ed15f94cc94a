"""What a Word file gives away besides its words: found, told, and taken out of a copy.

A rule knows one kind of leak: it takes it out of a package and says what it found. So a file is
examined by cleaning a copy, and a clean file is one in which no rule finds anything. The words that
a reader sees stay as they are, in the body, the notes and the heads.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from resotrack.errors import ReadError, UnreadableDocument, WriteError
from resotrack.read._word_parts import open_parts
from resotrack.write.files import write_whole
from resotrack.write.package import Package, complete, opened
from resotrack.write.scrub.accept import accept_changes
from resotrack.write.scrub.finding import Leak
from resotrack.write.scrub.rules import RULES, zip_leaks

__all__ = ["Leak", "Scrubbed", "cleaned", "scrub"]

Changes = Literal["keep", "accept"]

# What belongs to the people who work on a text, and not to whoever made the file.
_PEOPLE = frozenset({"author", "comments", "hidden text", "paragraph ids", "tracked date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrubbed:
    """What a file gave away, and the file without it."""

    found: tuple[Leak, ...]
    """In the file as it was given; empty for one that gives nothing away."""
    left: tuple[Leak, ...]
    """What nobody but its owner can take out: an embedded file, say."""
    data: bytes
    """The cleaned file."""

    @property
    def clean(self) -> bool:
        """Whether the file as it was given had nothing to take out."""
        return not self.found


def scrub(
    source: str | os.PathLike[str] | bytes,
    out: str | os.PathLike[str] | None = None,
    *,
    changes: Changes = "keep",
) -> Scrubbed:
    """Find what a Word file (.docx) gives away, and make a copy without it.

    `source` is a path or the bytes; it is never changed. `out` is where the copy is written; None
    writes nothing. Tracked changes are kept, without their authors and dates, or with
    `changes="accept"` accepted. Comments go in either case.

    Raises UnreadableDocument or UnsafeDocument for what is no Word file, WriteError where the copy
    cannot be written or would be written over the source.
    """
    data, name = _bytes(source)
    if out is not None and not isinstance(source, bytes) and _same(source, out):
        raise WriteError(
            "The copy would be written over the file itself.",
            source=name,
            remedy="Give it another name: the original is never changed.",
        )
    try:
        parts = open_parts(data)
        parts.document()
        package = opened(data)
        complete(package, package.name(parts.main) or parts.main)
        found = [*zip_leaks(data), *_apply(package)]
        if changes == "accept":
            found += accept_changes(package)
        cleaned_data = package.to_bytes()
        left = _apply(opened(cleaned_data))
    except ReadError as error:
        raise error.at(name or "the input") from error
    if out is not None:
        write_whole(out, cleaned_data)
    return Scrubbed(found=tuple(found), left=tuple(left), data=cleaned_data)


def cleaned(package: Package) -> None:
    """Take out what a file says of its making, and leave what people say in it: their tracked
    changes and comments, and their names."""
    _apply(package, without=_PEOPLE)


def _apply(package: Package, *, without: Collection[str] = ()) -> list[Leak]:
    return [leak for kind, rule in RULES if kind not in without for leak in rule(package)]


def _bytes(source: str | os.PathLike[str] | bytes) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, ""
    path = Path(source)
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise UnreadableDocument(
            f"it cannot be opened ({(error.strerror or str(error)).lower()}).",
            source=path.name,
            remedy="Check the name and that you may read it.",
        ) from error


def _same(source: str | os.PathLike[str], out: str | os.PathLike[str]) -> bool:
    one, other = Path(source), Path(out)
    return one.resolve() == other.resolve() or (
        one.exists() and other.exists() and one.samefile(other)
    )
