"""Whatever a file proposes, as amendments: instructions, tracked changes or signed brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike

from resotrack.amend.bracketed import bracket_amendments
from resotrack.amend.corrections import Correction
from resotrack.amend.reading import read_amendments
from resotrack.amend.tracked import tracked_amendments
from resotrack.errors import UnreadableDocument
from resotrack.model.amendment import AmendmentDocument
from resotrack.read import read


def read_proposals(
    source: str | PathLike[str] | bytes,
    format: str | None = None,  # noqa: A002 - the word that callers use
    *,
    corrections: Sequence[Correction] = (),
    authors: Mapping[str, str] | None = None,
    brackets: bool = True,
) -> tuple[AmendmentDocument, ...]:
    """Read what a file proposes, however it does so.

    An amendment document is read as such (`read_amendments`). A draft without instructions gives
    an amendment for each author of tracked changes (they amend its original view), then one for
    each delegation that signed brackets (they amend its clean view). `corrections` are for the
    instructions of an amendment document, `authors` says for whom the authors of changes write.
    `brackets` False leaves the brackets of a draft that has tracked changes alone.

    Raises what `read` raises, and UnreadableDocument where the file proposes nothing.
    """
    try:
        amendment = read_amendments(source, format, corrections=corrections)
    except UnreadableDocument:
        amendment = None
    if amendment and (amendment.amends or any(i.action != "other" for i in amendment.instructions)):
        return (amendment,)
    try:
        draft = read(source, format, authors=authors)
    except UnreadableDocument:
        if amendment is None:
            raise
        # No draft either; instructions that nobody could read are still told one by one.
        return (amendment,)
    tracked = tracked_amendments(draft) if draft.changes else ()
    signed = bracket_amendments(draft) if brackets or not tracked else ()
    if tracked or signed:
        return (*tracked, *signed)
    if amendment:
        return (amendment,)
    raise UnreadableDocument(
        "it proposes nothing: it holds no instruction, no tracked change and no signed bracket.",
        source=draft.source.name if draft.source and draft.source.name else "the input",
        remedy="Check that it is an amendment, or a draft with its changes tracked.",
    )
