"""Compilation texts: everything that is pending, in brackets under the names of who asks for it.

One step a module: `versions` says whose text is whose, `additions` where new paragraphs go,
`labels` what they are called, `overlay` lays several readings over one paragraph. What is written
is read again by the reader's own rules before it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resotrack.compiling.additions import Addition, Places, additions_of
from resotrack.compiling.labels import Label, Labels, own_label
from resotrack.compiling.nested import CONTEXTS, Nested, with_nested
from resotrack.compiling.overlay import (
    Asked,
    Overlay,
    Reading,
    overlaid,
    read_back,
    signed_at_the_head,
    unbracketed,
)
from resotrack.compiling.versions import Pending, Proposals, Version, reading_order, versions_of
from resotrack.compiling.wording import Wording, wording
from resotrack.errors import WriteError
from resotrack.model import Document, Note, Notice, Paragraph, Source
from resotrack.model.compilation import Compilation, Piece, Provision, TitleProposal
from resotrack.read.blocks import Block, Facts
from resotrack.read.blocks import Reading as BlockReading
from resotrack.read.structure import build_placed

__all__ = ["Pending", "Proposals", "compilation"]


def compilation(base: Document, proposals: Proposals) -> Compilation:
    """The base text with everything that is proposed, side by side.

    `proposals`: drafts, Word files with tracked changes, amendments. Whose they are is said by the
    keys of a mapping or the first of a pair; else by the authors of the tracked changes
    (`rt.read(…, authors=…)` says for whom they write), by the sponsors of an amendment, by the name
    of the file. What several ask for alike is told once under all their names; nothing is decided
    between those who differ.

    Raises WriteError where a draft is in another language than the base.
    """
    if not base.paragraphs:
        raise WriteError(
            "The base text has no paragraphs.", remedy="Give the text that the proposals change."
        )
    base = base.view("final")
    rows_folded = tuple(replace(p, text=_text(p)) for p in base.paragraphs)
    base = replace(base, paragraphs=rows_folded, changes=(), comments=())
    versions, nested, notices = versions_of(base, proposals)
    book = _Book(base, versions)
    rows = list(book.rows())
    notices += book.put_in(rows, nested)
    titles = _titles(base, versions)
    document, found = _read(base, rows, titles)
    provisions = tuple(
        Provision(
            paragraph=paragraph,
            label=row.label.printed if row.label else "",
            pieces=row.overlay.pieces,
            base=row.base,
        )
        for row, paragraph in zip(rows, found, strict=True)
    )
    return Compilation(
        base=base,
        document=document,
        provisions=provisions,
        titles=titles,
        delegations=tuple(dict.fromkeys(n for v in versions for n in v.delegations)),
        notices=tuple(notices),
    )


def _text(paragraph: Paragraph) -> str:
    """Its words; those of a row as a Word file gives them, with one blank for an empty cell."""
    return " ".join(paragraph.text.split()) if paragraph.kind == "table" else paragraph.text


def _titles(base: Document, versions: Sequence[Version]) -> tuple[TitleProposal, ...]:
    found: dict[str, tuple[str, ...]] = {}
    for version in versions:
        title = version.document.title
        if title and title != base.title:
            found[title] = tuple(dict.fromkeys((*found.get(title, ()), *version.delegations)))
    return tuple(TitleProposal(delegations=n, title=t) for t, n in found.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A provision on its way."""

    label: Label | None
    overlay: Overlay
    like: Paragraph
    """A paragraph of its kind."""
    base: str = ""


class _Book:
    """The base text, and what every version makes of each of its paragraphs."""

    def __init__(self, base: Document, versions: Sequence[Version]) -> None:
        self._base = base
        self._versions = versions
        self._wording: Wording = wording(base.language)
        self._order = reading_order(base)
        self._labels = {p.id: own_label(p) for p in self._order}
        self._given = Labels({p.id for p in self._order})
        self._places = Places(base, self._labels, self._given)
        self._parents = {p.parent for p in base.paragraphs if p.parent}
        additions, self._known = additions_of(versions)
        self._behind: dict[str, list[Addition]] = {}
        for addition in additions:
            self._behind.setdefault(self._places.place(addition), []).append(addition)

    def rows(self) -> Iterator[_Row]:
        yield from self._added("")
        for paragraph in self._order:
            yield from self._of_base(paragraph)
            yield from self._added(paragraph.id)

    def put_in(self, rows: list[_Row], nested: Sequence[Nested]) -> Iterator[Notice]:
        """Write changes inside another author's into the rows; tells those without a place."""
        for one in nested:
            if not self._put(rows, one):
                does = "deletes" if one.change.kind == "delete" else "puts in"
                yield Notice(
                    code="nested-change",
                    message=f"what {', '.join(one.delegations)} {does} in words of another author "
                    f"is not in the compilation: “{one.change.words.strip()}”",
                    where=f"{one.source} {one.change.paragraph}".strip(),
                )

    def _put(self, rows: list[_Row], nested: Nested) -> bool:
        for context in CONTEXTS:
            found = [
                (number, overlay)
                for number, row in enumerate(rows)
                if nested.before[-context:].strip() in row.overlay.text
                and (overlay := self._nested(row.overlay, nested, context))
            ]
            if len(found) == 1:
                number, overlay = found[0]
                rows[number] = replace(rows[number], overlay=overlay)
                return True
        return False

    def _nested(self, overlay: Overlay, nested: Nested, context: int) -> Overlay | None:
        return with_nested(overlay, nested, self._wording, self._base.language, context)

    def _of_base(self, paragraph: Paragraph) -> Iterator[_Row]:
        own = self._labels[paragraph.id]
        readings: list[Reading] = []
        gone: list[str] = []
        parted = paragraph.id in self._parents
        for version in self._versions:
            later = version.document.by_id.get(version.pairs.get(paragraph.id, ""))
            if later is None:
                gone += version.delegations
                continue
            parted = parted or later.id in version.parents
            readings.append(
                Reading(delegations=version.delegations, text=_text(later), notes=later.notes)
            )
        may_stand_apart = bool(own.printed) and not parted and paragraph.kind != "heading"
        overlay = overlaid(
            paragraph, readings, self._wording, self._base.language, apart=may_stand_apart
        )
        apart = overlay.apart
        finished = self._with_moves(paragraph, self._deleted(overlay, tuple(dict.fromkeys(gone))))
        yield _Row(label=own, overlay=finished, like=paragraph, base=paragraph.id)
        for reading in apart:
            label = self._given.beside(own, alternative=True)
            yield _Row(label=label, overlay=self._new(reading), like=paragraph)

    def _deleted(self, overlay: Overlay, gone: tuple[str, ...]) -> Overlay:
        """The paragraph as a whole in brackets, and who would delete it."""
        if not gone:
            return overlay
        delete = Piece(
            text=self._wording.signed(gone, self._wording.delete), role="delete", delegations=gone
        )
        clean, _ = read_back(overlay.text, self._base.language)
        forms = (_around(overlay, delete), _before(overlay, delete), _behind(overlay, delete))
        return self._first(forms, overlay, ("delete", gone, clean, ""))

    def _first(self, forms: Sequence[Overlay], overlay: Overlay, asked: Asked) -> Overlay:
        """The first form of a remark on a paragraph that is read as one."""
        clean, before = read_back(overlay.text, self._base.language)
        meant = (clean, before + Counter([asked]))
        found = (f for f in forms if read_back(f.text, self._base.language) == meant)
        return next(found, forms[-1])

    def _with_moves(self, paragraph: Paragraph, overlay: Overlay) -> Overlay:
        """Where somebody would have it stand."""
        wanted: dict[str, tuple[str, ...]] = {}
        for number, version in enumerate(self._versions):
            if paragraph.id not in version.moved:
                continue
            if paragraph.parent in version.moved and self._with_parent(paragraph, version):
                continue
            place = self._place_wanted(number, version, version.pairs[paragraph.id])
            names = (*wanted.get(place, ()), *version.delegations)
            wanted[place] = tuple(dict.fromkeys(names))
        for place, names in wanted.items():
            signed = self._wording.signed(names, place)
            said = Piece(text=signed, role="move", delegations=names)
            forms = (_behind(overlay, said), _before(overlay, said))
            overlay = self._first(forms, overlay, ("move", names, place, ""))
        return overlay

    def _with_parent(self, paragraph: Paragraph, version: Version) -> bool:
        later = version.document.by_id[version.pairs[paragraph.id]]
        return later.parent == version.pairs.get(paragraph.parent or "")

    def _place_wanted(self, number: int, version: Version, name: str) -> str:
        """ "move after OP7": what stands before it in the version, as the compilation calls it."""
        own = version.document.by_id[name]
        before = ""
        for paragraph in version.document.paragraphs:
            if paragraph.id == name:
                break
            if paragraph.parent == own.parent and paragraph.kind == own.kind:
                before = paragraph.id
        if not before:
            part = {"preambular": "preamble", "operative": "operative part"}.get(own.kind, "")
            above = self._called(number, version, own.parent) if own.parent else ""
            return f"move to the beginning of {above or f'the {part or own.kind}'}"
        return self._wording.move_after.format(self._called(number, version, before))

    def _called(self, number: int, version: Version, name: str) -> str:
        """How the compilation calls a paragraph of a version: "OP8 (c)"."""
        own = version.document.by_id.get(name)
        if own is None:
            return ""
        old = version.back.get(name, "")
        addition = self._known.get((number, name))
        label = self._labels.get(old) or (addition.label if addition else None)
        above = self._called(number, version, own.parent) if own.parent else ""
        above = f"{above} " if above else ""
        printed = label.printed.rstrip(".") if label and label.printed else ""
        if not printed:
            return f"{above}paragraph {old or name}"
        return f"{above}{printed}" if above or printed[0].isalpha() else f"paragraph {printed}"

    def _added(self, behind: str) -> Iterator[_Row]:
        for top in self._behind.get(behind, ()):
            for addition in top.family():
                own = addition.paragraph
                reading = Reading(
                    delegations=addition.delegations, text=_text(own), notes=own.notes
                )
                overlay = self._new(reading)
                if addition.before:
                    label = self._labels[addition.before].printed
                    words = f"move before sub-paragraph {label}"
                    signed = self._wording.signed(addition.delegations, words)
                    move = Piece(text=signed, role="move", delegations=addition.delegations)
                    overlay = _behind(overlay, move)
                yield _Row(label=addition.label, overlay=overlay, like=own)

    def _new(self, reading: Reading) -> Overlay:
        """A paragraph that somebody adds; as it stands where it is signed already."""
        language, names, text = self._base.language, reading.delegations, reading.text
        if signed_at_the_head(text, language):
            return Overlay(pieces=(Piece(text=text, delegations=names),), notes=reading.notes)
        best, text = "", unbracketed(text)
        clean, _ = read_back(text, language)
        for lead in ("", f"{self._wording.add}: "):
            signed = self._wording.signed(names, f"{lead}{text}")
            best = best or signed
            left, asked = read_back(signed, language)
            if not left and ("insert", names, clean, "") in asked:
                best = signed
                break
        by = best.index(text, len("[") + len(self._wording.comma.join(names)))
        by -= reading.text.index(text)
        return Overlay(
            pieces=(Piece(text=best, role="insert", delegations=names),),
            notes=_moved_on(reading.notes, by),
        )


def _around(overlay: Overlay, said: Piece) -> Overlay:
    """ "[Requests …;] [EU: delete]": all of a paragraph in brackets, and what is said of it."""
    first, *rest = overlay.pieces
    around = (
        replace(first, text=f"[{first.text}"),
        *rest,
        Piece(text="]", role="base in brackets"),
        Piece(text=" "),
        said,
    )
    return Overlay(pieces=around, notes=_moved_on(overlay.notes, 1))


def _before(overlay: Overlay, said: Piece) -> Overlay:
    """ "[EU: delete] Definitions:": where the words alone would be read as somebody's name."""
    pieces = (said, Piece(text=" "), *overlay.pieces)
    return Overlay(pieces=pieces, notes=_moved_on(overlay.notes, len(said.text) + 1))


def _behind(overlay: Overlay, said: Piece) -> Overlay:
    space = () if overlay.text.endswith(" ") else (Piece(text=" "),)
    return Overlay(pieces=(*overlay.pieces, *space, said), notes=overlay.notes)


def _moved_on(notes: Sequence[Note], by: int) -> tuple[Note, ...]:
    return tuple(replace(note, position=note.position + by) for note in notes)


def _read(
    base: Document, rows: Sequence[_Row], titles: Sequence[TitleProposal]
) -> tuple[Document, list[Paragraph]]:
    """The compilation as the reader understands it, and the paragraph of each row."""
    blocks = [Block(text=f"{base.body},")] if base.body else []
    blocks += [_block(row, number) for number, row in enumerate(rows)]
    facts = Facts(
        symbol=base.symbol,
        title=base.title,
        body=base.body,
        session=base.session,
        agenda_item=base.agenda_item,
        date=base.date,
        language=base.language,
        sponsors=base.sponsors,
        other_titles=tuple(f"[{', '.join(t.delegations)}: {t.title}]" for t in titles),
    )
    source = Source(name="", format="docx", sha256="")
    document, places = build_placed(BlockReading(blocks=tuple(blocks), facts=facts), source)
    by_row = {line: name for name, lines in places.items() for line in lines}
    known = document.by_id
    found = [
        known[by_row[n]] if n in by_row else replace(row.like, id="", text=row.overlay.text)
        for n, row in enumerate(rows)
    ]
    return replace(document, source=None), found


def _block(row: _Row, number: int) -> Block:
    kind = row.like.kind
    label = row.label.printed if row.label else ""
    head = f"{label} " if label else ""
    opening = row.like.opening if row.base and row.overlay.text.startswith(row.like.opening) else ""
    notes: tuple[Note, ...] = tuple(
        replace(note, position=note.position + len(head)) for note in row.overlay.notes
    )
    return Block(
        text=head + row.overlay.text,
        lead=opening if not head else "",
        style="heading" if kind == "heading" else "table" if kind == "table" else "body",
        notes=notes,
        lines=(number,),
    )
