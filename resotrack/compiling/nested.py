"""Changes inside what another author has put in or moved: no version of one author has both.

They are found again in the compilation by the words before them, and written where they stand:
"[Aldermark: the keepers [Ostrelle: and their boats] of the west]".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from resotrack.compiling.overlay import Asked, Overlay, read_back, unbracketed
from resotrack.compiling.wording import Wording
from resotrack.model import Change, Document, Piece

CONTEXTS = (60, 30, 15, 8)
"""How many of the letters before a change tell its place, the most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """A change inside another author's."""

    delegations: tuple[str, ...]
    change: Change
    before: str
    """The words before it in the final text of its paragraph."""
    source: str
    """The file that it stands in."""


def nested_changes(draft: Document) -> Iterator[Change]:
    """The changes of a draft that stand inside an insertion or a move of another author."""
    around: dict[str, list[Change]] = {}
    for change in draft.changes:
        if change.kind in ("insert", "move_to"):
            around.setdefault(change.paragraph, []).append(change)
    original = " ".join(p.text for p in draft.view("original").paragraphs)
    for change in draft.changes:
        words = change.words.strip()
        if change.kind not in ("insert", "delete") or not words or change.whole or change.in_note:
            continue
        others = [o for o in around.get(change.paragraph, ()) if o.author != change.author]
        inside = any(o.whole or (o.start < change.start and change.end < o.end) for o in others)
        beside = any(o.start <= change.start <= o.end for o in others)
        # Words that were deleted and never stood in the original were put in by somebody else.
        if inside or (change.kind == "delete" and beside and words not in original):
            yield change


def with_nested(
    overlay: Overlay, nested: Nested, wording: Wording, language: str, context: int
) -> Overlay | None:
    """A paragraph with a nested change in it; None where its place is not found, or not once."""
    before = nested.before[-context:].lstrip()
    words = unbracketed(nested.change.words.strip())
    text = overlay.text
    deletes = nested.change.kind == "delete"
    wanted = before
    if deletes:
        gap = text[text.find(before) + len(before) :][:1] if before else ""
        wanted = f"{before}{' ' if gap == ' ' and not before.endswith(' ') else ''}{words}"
    if not before.strip() or text.count(wanted) != 1:
        return None
    end = text.index(wanted) + len(wanted.rstrip())
    asked: Asked
    if deletes:
        start = end - len(words)
        said = wording.signed(nested.delegations, wording.delete)
        written, asked = (
            f"[{words}]{wording.space}{said}",
            ("delete", nested.delegations, words, ""),
        )
    else:
        start = end
        said = wording.signed(nested.delegations, words)
        written, asked = f"{wording.space}{said}", ("insert", nested.delegations, words, "")
    found = _put(overlay, start, end, written, nested.delegations)
    clean, own = read_back(text, language)
    return found if read_back(found.text, language) == (clean, own + Counter([asked])) else None


def _put(
    overlay: Overlay, start: int, end: int, written: str, delegations: tuple[str, ...]
) -> Overlay:
    """Words in the place of others, in the piece where they stand; as it is where they stand in
    two."""
    pieces: list[Piece] = []
    at, done = 0, False
    for piece in overlay.pieces:
        first, last = start - at, end - at
        at += len(piece.text)
        if done or first < 0 or last > len(piece.text):
            pieces.append(piece)
            continue
        new = Piece(text=written, role="insert", delegations=delegations)
        head, tail = piece.text[:first], piece.text[last:]
        pieces += [replace(piece, text=head), new, replace(piece, text=tail)]
        done = True
    if not done:
        return overlay
    by = len(written) - (end - start)
    notes = tuple(
        replace(n, position=n.position + by) if n.position > start else n for n in overlay.notes
    )
    return Overlay(pieces=tuple(p for p in pieces if p.text), notes=notes)
