"""Word files: one text as tracked changes on another."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from resotrack.errors import WriteError
from resotrack.model import Comparison
from resotrack.read._word_names import AUTHOR, DATE, ID, KINDS
from resotrack.write.docx.authors import Authors, Told
from resotrack.write.docx.base import Base, base_of, own_base_of, taken_names
from resotrack.write.docx.elements import e
from resotrack.write.docx.plan import planned
from resotrack.write.docx.remarks import Remarks
from resotrack.write.docx.revisions import Revisions, highest_id
from resotrack.write.docx.tracking import Redliner
from resotrack.write.files import write_whole
from resotrack.write.package import Package
from resotrack.write.scrub import cleaned
from resotrack.write.view import Only

__all__ = ["own_redline", "redline", "write_redline"]

NOBODY = "resotrack"
"""The author of changes for whom no name was given: Word asks for one."""


def redline(
    comparison: Comparison,
    *,
    base: str | os.PathLike[str] | bytes | None = None,
    author: str = "",
    authors: Told | None = None,
    tracked_authors: bool = False,
    date: str = "",
    moves: bool = True,
    comments: bool = True,
) -> bytes:
    """The later text as tracked changes on the earlier one, as the bytes of a Word file.

    `base` is the Word file that the earlier text was read from: it keeps its styles, numbering,
    notes, tables and heads, and the tracked changes of others in it. Its masthead and what follows
    the last paragraph remain as they are. Without it the earlier text is set as a plain document
    in UN form.

    `author` and `date` (ISO 8601) sign each change; by default nobody is named and no date given,
    and the same comparison gives the same bytes. `authors` says whose the changes of a paragraph
    are, by its id in the later text ("op7"), in the earlier one for what was dropped ("before.op7",
    or "op7" where the later text has no such paragraph), or by a link of the comparison. With
    `tracked_authors` the other changes bear the name of whoever tracked the same change in the
    later text (the delegation, where `read` was told of it), as far as it is known.

    Without `moves` a paragraph that moved is deleted and inserted; without `comments` none say what
    became weaker or stronger.

    Raises WriteError where the texts are in two languages, the base is another text or the date is
    none, and UnknownParagraph where `authors` names one that neither text has.
    """
    _check_languages(comparison)
    time = _time(date)
    file = base_of(comparison.before, _bytes(base))
    nobody = author or NOBODY
    whose = Authors(nobody, comparison=comparison, told=authors, tracked=tracked_authors)
    return _written(comparison, file, whose, nobody, date=time, moves=moves, comments=comments)


def own_redline(comparison: Comparison, *, only: Only = "all") -> bytes:
    """The redline of `redline` in the Word file that the earlier text was read from, if it was
    read from one; signed by nobody. Raises WriteError where `only` asks for a part of it."""
    if only != "all":
        raise WriteError("A redline shows all changes.", remedy="Leave the selection out.")
    _check_languages(comparison)
    file = own_base_of(comparison.before)
    return _written(comparison, file, Authors(NOBODY), NOBODY, date="", moves=True, comments=True)


def write_redline(
    comparison: Comparison,
    path: str | os.PathLike[str],
    *,
    base: str | os.PathLike[str] | bytes | None = None,
    author: str = "",
    authors: Told | None = None,
    tracked_authors: bool = False,
    date: str = "",
    moves: bool = True,
    comments: bool = True,
) -> Path:
    """Write the later text as tracked changes on the earlier one to a Word file: see `redline`.

    A file that was there stays as it was until the new one is complete. Raises WriteError.
    """
    written = redline(
        comparison,
        base=base,
        author=author,
        authors=authors,
        tracked_authors=tracked_authors,
        date=date,
        moves=moves,
        comments=comments,
    )
    return write_whole(path, written)


def _time(date: str) -> str:
    """A date as Word wants it: it takes a file for damaged where it finds another."""
    if not date:
        return ""
    try:
        told = datetime.fromisoformat(date)
    except ValueError:
        raise WriteError(
            f"{date!r} is no date.", remedy="Write it as 2031-10-02T15:00:00Z or 2031-10-02."
        ) from None
    if told.tzinfo is not None:
        told = told.astimezone(UTC)
    return told.strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_languages(comparison: Comparison) -> None:
    before, after = comparison.before, comparison.after
    if before.language and after.language and before.language != after.language:
        raise WriteError(
            f"The texts are in two languages ({before.language} and {after.language}).",
            remedy="A redline needs both in one language.",
        )


def _written(
    comparison: Comparison,
    file: Base,
    authors: Authors,
    author: str,
    *,
    date: str,
    moves: bool,
    comments: bool,
) -> bytes:
    revisions = Revisions(
        author=author,
        time=date,
        last_id=highest_id(file.root),
        names=taken_names(file.root),
    )
    remarks = _remarks(file.package, author, date) if comments else None
    redliner = Redliner(file, revisions, remarks, authors)
    redliner.title(comparison.before.title, comparison.after.title)
    redliner.carry_out(planned(comparison, file.order, moves=moves))
    _number_apart(file.root, revisions)
    _put_back(file, remarks)
    return file.package.to_bytes()


def _bytes(base: str | os.PathLike[str] | bytes | None) -> bytes | None:
    if base is None or isinstance(base, bytes):
        return base
    try:
        return Path(base).read_bytes()
    except OSError as error:
        raise WriteError(
            f"The base cannot be opened ({error.strerror or error}).",
            source=Path(base).name,
            remedy="Check the name and that you may read it.",
        ) from error


def _remarks(package: Package, author: str, date: str) -> Remarks:
    name = package.name("word/comments.xml")
    root = package.xml(name) if name else e("comments")
    return Remarks(root=root, author=author, time=date)


def _number_apart(root: etree._Element, revisions: Revisions) -> None:
    """Where a change of others was torn in two, each half gets a number of its own."""
    seen: set[tuple[str, str, str]] = set()
    for element in root.iter(*KINDS):
        key = (element.get(ID, ""), element.get(AUTHOR, ""), element.get(DATE, ""))
        if key in seen:
            element.set(ID, revisions.next_id())
        seen.add(key)


def _put_back(file: Base, remarks: Remarks | None) -> None:
    """The changed parts into the package, new ones with all that refers to them."""
    package = file.package
    package.put(file.main, file.root)
    folder = file.main.rpartition("/")[0]
    found = [("footnotes", file.footnotes.root, file.footnotes.changed)]
    if remarks is not None:
        found.append(("comments", remarks.root, bool(remarks.said)))
    for purpose, root, changed in found:
        wanted = f"{folder}/{purpose}.xml"
        name = package.name(wanted)
        if not changed:
            continue
        if name:
            package.put(name, root)
        else:
            package.add(file.main, wanted, root, purpose, purpose)
    cleaned(package)
