"""Several delegations' readings of one paragraph, written side by side in its words.

Where readings differ from the base text, the words of the base go into brackets and what each
delegation would have instead stands behind them: "[shall] [Aldermark: should] [Ostrelle: may]".
What is written is read again before it is given. Words that would be read as something else ("[to
be determined]") take their neighbours along, in the end the whole paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from resotrack.compiling.wording import Wording
from resotrack.diff import diff_words
from resotrack.diff.tokens import Tokens, tokenise
from resotrack.model import Document, Note, Paragraph, Piece, Proposal
from resotrack.read.attributions import read_content
from resotrack.read.beside import GOES_ON
from resotrack.read.brackets import bracketed
from resotrack.read.signs import pair

# A paragraph that keeps less of its words is another one, and easier to read as a whole.
_LEAST_KEPT = 0.4
_STEPS = 4
"""By so many words a bracket grows on each side before the whole paragraph is bracketed."""
_TIGHT = frozenset(",;:.)]?!،؛؟，；：。、）")
Asked = tuple[str, tuple[str, ...], str, str]
"""What a proposal asks for: (kind, delegations, words, words that would give way)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some delegations would have a paragraph say."""

    delegations: tuple[str, ...]
    text: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A paragraph with all readings in it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    apart: tuple[Reading, ...] = ()
    """Readings that are no variant of its words: each wants a paragraph of its own."""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def overlaid(
    paragraph: Paragraph,
    readings: Sequence[Reading],
    wording: Wording,
    language: str,
    *,
    apart: bool,
) -> Overlay:
    """Lay the readings over the text of a paragraph of the base.

    `apart`: whether a reading that keeps little of it may stand in a paragraph of its own.
    """
    merged = _merged(paragraph.text, readings)
    put, merged = _own_brackets(paragraph.text, merged, language)
    text = _spliced(paragraph.text, put)
    notes = tuple(
        replace(n, position=n.position + sum(len(w) for at, w in put if at < n.position))
        for n in paragraph.notes
    )
    variants = [_Variant.of(text, reading) for reading in merged if reading.text != text]
    other = [v.reading for v in variants if apart and v.kept < _LEAST_KEPT]
    variants = [v for v in variants if not (apart and v.kept < _LEAST_KEPT)]
    canvas = _Canvas(text, notes, tuple(variants), wording, language)
    written = canvas.written()
    if written is None and apart:
        whole = _Canvas(text, notes, (), wording, language)
        return replace(whole.plain(), apart=(*other, *(v.reading for v in variants)))
    return replace(written or canvas.side_by_side(), apart=tuple(other))


def _merged(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """One reading for all that want the same words; those that want the base text are left out."""
    found: dict[str, Reading] = {}
    for reading in readings:
        same = found.get(reading.text)
        if same is None:
            found[reading.text] = reading
        else:
            names = tuple(dict.fromkeys((*same.delegations, *reading.delegations)))
            found[reading.text] = replace(same, delegations=names)
    found.pop(text, None)
    return list(found.values())


def _own_brackets(
    text: str, readings: Sequence[Reading], language: str
) -> tuple[list[tuple[int, str]], list[Reading]]:
    """The brackets that delegations have set in the base text themselves, each with its place, and
    all readings of the text with them.

    "[shall] [Ostrelle: should]" where the base has "shall" says already what the compilation would
    say, and needs no second bracket around it. Brackets that nobody signed and that hold words of
    their own are proposals like any other.
    """
    put: list[tuple[int, str, Reading]] = []
    for reading in readings:
        own = [
            (start, reading.text[begin:end], reading)
            for start, stop, begin, end in _hunks(text, reading.text)
            if start == stop and any(sign in reading.text[begin:end] for sign in "[]")
        ]
        if own and _may_stand(text, [*put, *own], readings, language):
            put += own
    if not put:
        return [], list(readings)
    everywhere = []
    for reading in readings:
        variant = _Variant.of(text, reading)
        others = [(variant.slice(at, at)[0], words) for at, words, by in put if by is not reading]
        everywhere.append(replace(reading, text=_spliced(reading.text, others)))
    return [(at, words) for at, words, _ in put], everywhere


def _may_stand(
    text: str, put: Sequence[tuple[int, str, Reading]], readings: Sequence[Reading], language: str
) -> bool:
    """Whether brackets leave the base text as it is, and every other reading has their place."""
    candidate = _spliced(text, [(at, words) for at, words, _ in put])
    if not all(node.opened and node.closed for node in pair(candidate)):
        return False
    for reading in readings:
        hunks = _hunks(text, reading.text)
        for place, _, by in put:
            if by is not reading and any(start <= place <= stop for start, stop, _, _ in hunks):
                return False
    return read_back(candidate, language)[0] == read_back(text, language)[0]


def _spliced(text: str, put: Sequence[tuple[int, str]]) -> str:
    out, at = [], 0
    for place, words in sorted(put, key=lambda p: p[0]):
        out += [text[at:place], words]
        at = place
    return "".join([*out, text[at:]])


def _hunks(before: str, after: str) -> list[tuple[int, int, int, int]]:
    """The stretches that differ: before[a:b] became after[c:d]."""
    found: list[tuple[int, int, int, int]] = []
    a = b = 0
    for kind, words in diff_words(before, after):
        if kind == "equal":
            a, b = a + len(words), b + len(words)
            continue
        along = (a, a + len(words), b, b) if kind == "delete" else (a, a, b, b + len(words))
        if found and found[-1][1] == along[0] and found[-1][3] == along[2]:
            along = (found[-1][0], along[1], found[-1][2], along[3])
            found.pop()
        found.append(along)
        a, b = along[1], along[3]
    return found


@dataclass(frozen=True, slots=True)
class _Variant:
    """A reading beside the base text: what differs, and where each place of one is in the other."""

    reading: Reading
    hunks: tuple[tuple[int, int, int, int], ...]
    kept: float
    """Of the shorter text, how much both have: a clause that goes or comes makes no other text."""

    @classmethod
    def of(cls, text: str, reading: Reading) -> _Variant:
        hunks = tuple(_hunks(text, reading.text))
        gone = sum(stop - start for start, stop, _, _ in hunks)
        shortest = max(min(len(text), len(reading.text)), 1)
        return cls(reading, hunks, (len(text) - gone) / shortest)

    def edits(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of the base that differ, without white space at their ends."""
        for start, stop, _, _ in self.hunks:
            words = text[start:stop]
            bare = words.strip()
            head = len(words) - len(words.lstrip()) if bare else 0
            yield start + head, start + head + len(bare)

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Where the words of the base from `start` to `end` stand in the reading."""
        return self._place(start, last=False), self._place(end, last=True)

    def _place(self, place: int, *, last: bool) -> int:
        if last:
            at = bisect_right(self.hunks, place, key=lambda hunk: hunk[0]) - 1
            if at < 0:
                return place
            _, stop, _, end = self.hunks[at]
            return end if place <= stop else end + place - stop
        at = bisect_left(self.hunks, place, key=lambda hunk: hunk[1])
        if at < len(self.hunks) and self.hunks[at][0] <= place:
            return self.hunks[at][2]
        before = self.hunks[at - 1] if at else (0, 0, 0, 0)
        return before[3] + place - before[1]


@dataclass(frozen=True, slots=True)
class _Canvas:
    """The text of a paragraph, and what is laid over it."""

    text: str
    notes: tuple[Note, ...]
    variants: tuple[_Variant, ...]
    wording: Wording
    language: str

    def plain(self) -> Overlay:
        return Overlay(pieces=(Piece(text=self.text),), notes=self.notes)

    def written(self) -> Overlay | None:
        """All readings in brackets; None where the whole would be read as something else."""
        if not self.variants:
            return self.plain()
        tokens = tokenise(self.text)
        regions = self._joined([edit for v in self.variants for edit in v.edits(self.text)])
        for _ in range(2 * _STEPS):
            grown = self._joined([self._settled(region, tokens) for region in regions])
            if grown == regions:
                break
            regions = grown
        found = self._overlay(regions)
        return found if self._reads(found, regions) else None

    def side_by_side(self) -> Overlay:
        """The paragraph as a whole in brackets, and each reading of it behind."""
        return self._overlay([(0, len(self.text))])

    def _joined(self, edits: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Stretches that overlap or touch are one."""
        found: list[tuple[int, int]] = []
        for start, end in sorted(edits):
            if found and not self.text[found[-1][1] : start].strip():
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((start, end))
        return [self._bare(*region) for region in found]

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        words = self.text[start:end]
        if not words.strip():
            return start, start
        return start + len(words) - len(words.lstrip()), start + len(words.rstrip())

    def _settled(self, region: tuple[int, int], tokens: Tokens) -> tuple[int, int]:
        """The region, or the smallest one around it that is read as it is meant."""
        start, end = region
        for _ in range(_STEPS):
            if not self._clumsy(start, end) and self._reads(
                self._overlay([(start, end)]), [(start, end)]
            ):
                return start, end
            first = bisect_left(tokens.starts, start) - 1
            last = bisect_right(tokens.ends, end)
            if first < 0 and last >= len(tokens):
                break
            if first >= 0:
                start = tokens.starts[first]
            if first < 0 or not tokens.words[first][:1].isalnum() or start == end:
                end = tokens.ends[last] if last < len(tokens) else end
        return start, end

    def _clumsy(self, start: int, end: int) -> bool:
        """Marks alone in a bracket, and brackets in the middle of a word."""
        words = [self.text[start:end], *(words for _, words, _ in self._readings(start, end))]
        if any(w and not any(c.isalnum() or c in "[]" for c in w) for w in words):
            return True
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        inside = start == end and bool(before) and bool(after) and bool(self.wording.space)
        return inside and not (before.isspace() or after.isspace() or after in _TIGHT)

    def _readings(
        self, start: int, end: int
    ) -> list[tuple[tuple[str, ...], str, tuple[Note, ...]]]:
        """Who would have what in a place: (delegations, words, notes), each wording once."""
        known = {note.text for note in self.notes}
        found: dict[str, tuple[tuple[str, ...], str, tuple[Note, ...]]] = {}
        for variant in self.variants:
            first, last = variant.slice(start, end)
            first, last = self._said(variant, start, end)
            if self.text[start:end].split() == variant.reading.text[first:last].split():
                continue
            first, last = _inner(variant.reading.text, first, last)
            words = variant.reading.text[first:last]
            notes = tuple(
                replace(n, position=n.position - first)
                for n in variant.reading.notes
                if first < n.position <= first + len(words) and n.text not in known
            )
            names, _, before = found.get(words, ((), "", ()))
            names = tuple(dict.fromkeys((*names, *variant.reading.delegations)))
            found[words] = (names, words, before or notes)
        # Who would have nothing in the place comes first: the words they speak of stand before it.
        return sorted(found.values(), key=lambda reading: bool(reading[1]))

    def _said(self, variant: _Variant, start: int, end: int) -> tuple[int, int]:
        """What a variant has in a place, and in the white space on both sides of it: there stands
        what it puts in beside the words of the place."""
        while start and self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and self.text[end].isspace():
            end += 1
        return variant.slice(start, end)

    def _overlay(self, regions: Sequence[tuple[int, int]]) -> Overlay:
        page = _Page(self.wording)
        at = 0
        for start, end in regions:
            readings = self._readings(start, end)
            page.base(self.text[at:start], self._notes(at, start))
            at = start
            if not readings:
                continue
            if start == end:
                page.part(self.text[start - 1 : start])
            else:
                page.base_in_brackets(self.text[start:end], self._notes(start, end))
            for number, (names, words, notes) in enumerate(readings):
                if number or start != end:
                    page.space()
                if not words:
                    page.signed("delete", names, self.wording.delete)
                elif start != end:
                    # At the head no word before it can show that "and …" is another reading.
                    goes_on = GOES_ON.match(words) and not GOES_ON.match(self.text[start:end])
                    lead = "alt: " if goes_on and not start else ""
                    page.signed("alternative", names, words, notes, lead=lead)
                elif len(readings) > 1:
                    page.signed("insert", names, words, notes, lead=f"{self.wording.add}: ")
                else:
                    page.signed("insert", names, words, notes)
            if start == end:
                page.join(self.text[start - 1 : start], self.text[start : start + 1])
            at = end
        page.base(self.text[at:], self._notes(at, len(self.text) + 1))
        return page.overlay()

    def _notes(self, start: int, end: int) -> tuple[Note, ...]:
        """The notes of a stretch of the base; a mark at its end is its own."""
        return tuple(
            replace(note, position=note.position - start)
            for note in self.notes
            if start < note.position <= end or (start == 0 == note.position)
        )

    def _reads(self, overlay: Overlay, regions: Sequence[tuple[int, int]]) -> bool:
        """Whether what is written is read as it is meant, and the base text remains under it."""
        clean, asked = read_back(overlay.text, self.language)
        base, own = read_back(self.text, self.language)
        meant = own + Counter(self._meant(regions))
        return clean == base and asked == meant

    def _meant(self, regions: Sequence[tuple[int, int]]) -> Iterator[Asked]:
        for start, end in regions:
            old = _clean(self.text[start:end], self.language)
            for names, words, _ in self._readings(start, end):
                new = _clean(words, self.language)
                if not words:
                    yield "delete", names, old, ""
                elif start == end:
                    yield "insert", names, new, ""
                else:
                    yield "alternative", names, new, old


class _Page:
    """Pieces one after the other, and the notes at their places."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._pieces: list[Piece] = []
        self._notes: list[Note] = []
        self._length = 0

    def base(self, text: str, notes: Sequence[Note]) -> None:
        self._put(Piece(text=text), notes, 0)

    def base_in_brackets(self, text: str, notes: Sequence[Note]) -> None:
        self._put(Piece(text=f"[{text}]", role="base in brackets"), notes, 1)

    def signed(
        self,
        role: str,
        delegations: tuple[str, ...],
        words: str,
        notes: Sequence[Note] = (),
        *,
        lead: str = "",
    ) -> None:
        text = self._wording.signed(delegations, lead + words)
        piece = Piece(text=text, role=role, delegations=delegations)  # type: ignore[arg-type]
        self._put(piece, notes, len(text) - 1 - len(words))

    def space(self) -> None:
        self._put(Piece(text=self._wording.space), (), 0)

    def part(self, before: str) -> None:
        """A space before a bracket that is put into words that stand close."""
        if before and not before.isspace() and before not in "([“«":
            self.space()

    def join(self, before: str, after: str) -> None:
        """A space behind it, where the base has its own before it."""
        if (not before or before.isspace()) and after and after not in _TIGHT:
            self.space()

    def overlay(self) -> Overlay:
        return Overlay(pieces=tuple(self._pieces), notes=tuple(self._notes))

    def _put(self, piece: Piece, notes: Sequence[Note], by: int) -> None:
        if not piece.text:
            return
        at = self._length + by
        self._notes += [replace(note, position=note.position + at) for note in notes]
        self._pieces.append(piece)
        self._length += len(piece.text)


def read_back(text: str, language: str) -> tuple[str, Counter[Asked]]:
    """What is left of a paragraph when its brackets are settled, and what they ask for."""
    clean, found = _read(text, language)
    return clean, Counter(found)


@lru_cache(maxsize=512)
def _read(text: str, language: str) -> tuple[str, tuple[Asked, ...]]:
    paragraph = Paragraph(id="op1", kind="operative", number="1", text=text)
    document = bracketed(Document(paragraphs=(paragraph,), language=language))
    clean = document.view("clean").paragraphs
    return clean[0].text if clean else "", tuple(map(asked, document.proposals))


def asked(proposal: Proposal) -> Asked:
    """What a proposal asks for, wherever it stands."""
    return proposal.kind, proposal.delegations, proposal.words, proposal.instead_of


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space at its ends, and without a bracket that nobody signed and
    that holds all of it: who asks for it is said around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    signs = pair(text[start:end]) if text[start : start + 1] == "[" else []
    if signs and signs[0].closed and signs[0].end == end - start:
        inner = read_content(text[start:end], *signs[0].inner)
        if inner.kind == "text":
            return _inner(text, start + 1, end - 1)
    return start, end


def signed_at_the_head(text: str, language: str) -> bool:
    """Whether a text says itself whose it is: "[Aldermark: Requests …;] [Ostrelle: delete]"."""
    paragraph = Paragraph(id="op1", kind="operative", number="1", text=text)
    document = bracketed(Document(paragraphs=(paragraph,), language=language))
    first = next(iter(document.paragraphs[0].brackets), None)
    return first is not None and first.start == 0 and bool(first.delegations)


def unbracketed(text: str) -> str:
    """A text without a bracket that nobody signed and that holds all of it."""
    start, end = _inner(text, 0, len(text))
    return text[start:end]


def _clean(words: str, language: str) -> str:
    return read_back(words, language)[0] if "[" in words or "]" in words else words
