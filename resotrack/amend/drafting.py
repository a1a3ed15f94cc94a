"""A comparison written out as instructions, in the form in which amendments are tabled.

What is written is read and carried out again before it is given: it makes the one text the other,
or the draft says that it does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from resotrack.align.order import in_order
from resotrack.amend.apply import apply
from resotrack.amend.naming import Names, marked
from resotrack.amend.numbering import letter
from resotrack.amend.pieces import makes, one_line, word_lines
from resotrack.amend.reading import read_instructions
from resotrack.compare import compare
from resotrack.errors import InstructionError
from resotrack.model import AmendmentDocument, Document, Paragraph
from resotrack.read.labels import to_roman

Tree = Mapping[str | None, Sequence[Paragraph]]
"""The paragraphs by the one that they stand in; None for whole ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAmendment:
    """Instructions that make one text another."""

    text: str
    """The instructions, numbered, one a line (a new paragraph may take several)."""
    amendment: AmendmentDocument
    exact: bool
    """Whether carrying them out gives the other text, word for word."""


def draft(before: Document, after: Document) -> DraftAmendment:
    """Write what makes `before` into `after` as instructions.

    A paragraph that no number names ("op7+1", a row of a table) is named by the words with which it
    begins. Raises InstructionError where those are another one's too, and where nothing stands
    beside which a new paragraph could be put in.
    """
    lines = [f"{n}. {line}" for n, line in enumerate(_Drafting(before, after).lines(), 1)]
    text = "\n".join(lines)
    amendment = AmendmentDocument(
        instructions=read_instructions(text) if text else (),
        amends=before.symbol,
        title=before.title,
        language="en",
    )
    made = apply(before, amendment)
    exact = not made.failed and _said(made.document) == _said(after)
    return DraftAmendment(text=text, amendment=amendment, exact=exact)


def _said(document: Document) -> tuple[object, ...]:
    """What a text says: its title, its headings, and its paragraphs with what they stand under."""
    places = {h.id: n for n, h in enumerate(document.headings)}
    return (
        document.title,
        tuple(h.text for h in document.headings),
        *((p.kind, p.depth, p.text, places.get(p.heading)) for p in document.paragraphs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """What goes and what comes between two paragraphs (or headings) that stay."""

    behind: Paragraph | None
    going: Sequence[Paragraph]
    coming: Sequence[Paragraph]
    ahead: Paragraph | None
    becomes: Paragraph | None
    """The one ahead in the second text."""

    def place(self, n: int) -> tuple[str, Paragraph] | None:
        """Beside which paragraph of the first text the nth of `coming` is put in: of its kind.

        None where there is none such without a heading between.
        """
        paragraph = self.coming[n]
        first = [("after", self.behind), ("before", self.ahead)]
        if paragraph.kind == "heading" and n + 1 == len(self.coming):
            first.reverse()
        # One that goes will do where none of its kind stays.
        for side, beside in (*first, *(("after", one) for one in reversed(self.going))):
            if beside is None or beside.kind == "heading":
                continue
            if paragraph.kind in (beside.kind, "heading"):
                return side, beside
        return None


class _Drafting:
    """Two texts held against one another."""

    def __init__(self, before: Document, after: Document) -> None:
        self.before, self.after = before, after
        self.names = Names(before)
        self.old, self.new = _tree(before), _tree(after)
        comparison = compare(before, after)
        self.links = {
            link.before[0].id: link.after[0].id
            for link in (*comparison.links, *comparison.headings)
            if len(link.before) == len(link.after) == 1
        }

    def lines(self) -> Iterator[str]:
        if self.after.title and self.before.title != self.after.title:
            yield f"The title should read: {_quoted(self.after.title, 'the title')}."
        yield from self._siblings(
            _with_headings(self.before, self.old), _with_headings(self.after, self.new), None
        )

    def _siblings(
        self, old: Sequence[Paragraph], new: Sequence[Paragraph], above: Paragraph | None
    ) -> Iterator[str]:
        """What makes the paragraphs (and headings) in `above` those of the other text."""
        stay = self._staying(old, new)
        gaps = _gaps(old, new, stay)
        moves = self._moves(old, new, stay, gaps)
        travelling = {p.id for p in moves.values()}
        for gap in gaps:
            for paragraph in gap.going:
                if paragraph.id not in travelling:
                    yield f"Delete {self._name(paragraph)}."
            yield from self._come(gap, moves, above)
            if gap.ahead is not None and gap.becomes is not None:
                yield from self._changed(gap.ahead, gap.becomes)

    def _staying(self, old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
        """Those that stay, by their places, in an order that both texts have."""
        places = {p.id: n for n, p in enumerate(new)}
        pairs = [
            (n, places[self.links[p.id]])
            for n, p in enumerate(old)
            if self.links.get(p.id) in places
        ]
        return dict(in_order([(a, b) for a, b in pairs if old[a].kind == new[b].kind]))

    def _moves(
        self,
        old: Sequence[Paragraph],
        new: Sequence[Paragraph],
        stay: Mapping[int, int],
        gaps: Sequence[_Gap],
    ) -> dict[str, Paragraph]:
        """Those that only change place: by the id in the new text, the paragraph of the old one."""
        left = {self.links.get(p.id): p for n, p in enumerate(old) if n not in stay}
        found = {}
        for gap in gaps:
            for n, other in enumerate(gap.coming):
                one = left.get(other.id)
                if one is None or "heading" in (one.kind, other.kind):
                    continue
                # Beside one that goes, it is clearer to table it anew.
                place = gap.place(n)
                stays = place is not None and place[1] in (gap.behind, gap.ahead)
                if stays and _written(one, self.old) == _written(other, self.new):
                    found[other.id] = one
        return found

    def _come(
        self, gap: _Gap, moves: Mapping[str, Paragraph], above: Paragraph | None
    ) -> Iterator[str]:
        """What is put in between two that stay."""
        for n, paragraph in enumerate(gap.coming):
            place = gap.place(n)
            if place is not None:
                where = f"{place[0]} {self.names.of(place[1])}"
            elif above is not None:
                where = f"at the end of {self.names.of(above)}"
            else:
                raise InstructionError(
                    "the text has no paragraph beside which a new one could be put in.",
                    remedy="Draft the whole text instead.",
                )
            if moved := moves.get(paragraph.id):
                yield f"Move {self.names.of(moved)} {where}."
                continue
            text = _quoted(_written(paragraph, self.new), paragraph.id)
            where = where[0].upper() + where[1:]
            yield f"{where}, insert {_noun(paragraph, above)}: {text}"

    def _name(self, paragraph: Paragraph) -> str:
        if paragraph.kind != "heading":
            return self.names.of(paragraph)
        return self.names.of_heading(paragraph)

    def _changed(self, one: Paragraph, other: Paragraph) -> Iterator[str]:
        """The instructions for one that stays: its words, or it as a whole; then what is in it."""
        old, new = self.old.get(one.id, ()), self.new.get(other.id, ())
        if one.text != other.text:
            name = self._name(one)
            lines = word_lines(name, one.text, other.text) if one.kind != "heading" else None
            if lines is None and not old:
                text = _quoted(_written(other, self.new), name)
                if new or makes(one.text, other.text, [f"Replace paragraph 1 with: {text}"]):
                    yield f"Replace {name} with the following: {text}"
                    return
            # A paragraph replaced would take those in it along.
            lines = lines or one_line(name, one.text, other.text)
            if lines is None:
                raise InstructionError(
                    f"the words of {one.id} cannot be set in quotation marks.",
                    remedy="Close those that stand open in it.",
                )
            yield from lines
        yield from self._siblings(old, new, one)


def _gaps(
    old: Sequence[Paragraph], new: Sequence[Paragraph], stay: Mapping[int, int]
) -> list[_Gap]:
    found: list[_Gap] = []
    last = last_new = -1
    for n, m in (*stay.items(), (len(old), len(new))):
        found.append(
            _Gap(
                behind=old[last] if last >= 0 else None,
                going=old[last + 1 : n],
                coming=new[last_new + 1 : m],
                ahead=old[n] if n < len(old) else None,
                becomes=new[m] if n < len(old) else None,
            )
        )
        last, last_new = n, m
    return found


def _tree(document: Document) -> Tree:
    found: dict[str | None, list[Paragraph]] = defaultdict(list)
    above: list[Paragraph] = []
    for paragraph in document.paragraphs:
        # By depth: a block without a number ("op7+1") has no parent of its own.
        while above and (above[-1].depth >= paragraph.depth or above[-1].kind != paragraph.kind):
            above.pop()
        found[above[-1].id if above else None].append(paragraph)
        above.append(paragraph)
    return found


def _with_headings(document: Document, tree: Tree) -> list[Paragraph]:
    """The whole paragraphs in order, each heading before the first that stands under it."""
    found: list[Paragraph] = []
    places = {h.id: n for n, h in enumerate(document.headings)}
    passed = 0
    for paragraph in tree.get(None, ()):
        due = places.get(paragraph.heading, -1) + 1
        found += document.headings[passed:due]
        passed = max(passed, due)
        found.append(paragraph)
    return [*found, *document.headings[passed:]]


def _noun(paragraph: Paragraph, above: Paragraph | None) -> str:
    if paragraph.kind == "heading":
        return "the heading"
    if above is not None:
        return "a new subparagraph reading"
    kind = "preambular " if paragraph.kind == "preambular" else ""
    return f"a new {kind}paragraph reading"


def _written(paragraph: Paragraph, tree: Tree) -> str:
    """A paragraph as a new one is tabled: what is in it on lines of their own, lettered anew."""
    lines = [paragraph.text]
    for n, child in enumerate(tree.get(paragraph.id, ()), 1):
        lines.append(f"({letter(n)}) {child.text}")
        for m, inner in enumerate(tree.get(child.id, ()), 1):
            lines.append(f"({to_roman(m)}) {inner.text}")
    return "\n".join(lines)


def _quoted(text: str, name: str) -> str:
    if words := marked(text):
        return words
    raise InstructionError(
        f"the words of {name} cannot be set in quotation marks.",
        remedy="Close those that stand open in it.",
    )
