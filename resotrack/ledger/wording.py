"""Whose words a text is made of: for each stretch, the text in which it first stood, and who asked.

Words are followed from text to text by the comparisons of neighbours: what is equal keeps its
origin, what is new begins in the text where it first stands. New words are given to a delegation
where the text's own tracked changes or brackets name one, or where a proposal on the text before
holds them; else they are the drafters', and nobody is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from resotrack.diff import tokenise
from resotrack.ledger.chain import Step, line, steps
from resotrack.ledger.fate import claims
from resotrack.ledger.names import writes_for
from resotrack.model import Document, Link, Paragraph
from resotrack.model.record import Tabled
from resotrack.model.standing import Fate

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation

_HELD = 0.8
"""Share of a stretch's words that a proposal must hold, in their order, to be its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of one paragraph that came in together."""

    text: str
    version: str
    """The label of the text in which they first stood."""
    delegations: tuple[str, ...] = ()
    """Who asked for them; () for the drafters of that text."""
    proposals: tuple[str, ...] = ()
    """The keys of the proposals that they came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One paragraph by the origin of its words; the stretches make up its text."""

    paragraph: str
    stretches: tuple[Stretch, ...]


def wording(talks: Negotiation, text: str) -> tuple[Wording, ...]:
    """Every paragraph of a text by the origin of its words."""
    texts = line(talks, text)
    first = talks.document(texts[0].label)
    names = talks.aliases
    held = {p.id: _own(p, first, texts[0].label, names) for p in first.paragraphs}
    way = steps(talks, texts[0].label, texts[-1].label) if len(texts) > 1 else ()
    for step in way:
        held = _next(talks, step, held)
    last = talks.document(texts[-1].label)
    return tuple(
        Wording(paragraph=p.id, stretches=tuple(_joined(held.get(p.id, ()))))
        for p in last.paragraphs
    )


def shares(wordings: Iterable[Wording]) -> dict[str, int]:
    """How many words each delegation put into a text; "" for those that nobody is named for.

    Words that several asked for count for each of them.
    """
    counted: Counter[str] = Counter()
    for one in wordings:
        for stretch in one.stretches:
            size = len(tokenise(stretch.text).content)
            for name in stretch.delegations or ("",):
                counted[name] += size
    return dict(counted.most_common())


def size(wordings: Iterable[Wording]) -> int:
    """How many words a text has, each counted once: what a share is a share of."""
    return sum(len(tokenise(s.text).content) for one in wordings for s in one.stretches)


def _next(
    talks: Negotiation, step: Step, held: dict[str, list[Stretch]]
) -> dict[str, list[Stretch]]:
    """The same for the next text of the line."""
    label = step.after.label
    document = talks.document(label)
    sources, names = claims(talks, step.before.label, label), talks.aliases
    found: dict[str, list[Stretch]] = {}
    for link in step.comparison.links:
        if not link.after:
            continue
        flowing = list(_flowing(link, held, label))
        for paragraph, pieces in _cut(link.after, flowing):
            own = _marked(paragraph, pieces, document, label, names)
            found[paragraph.id] = list(_claimed(own, sources.get(paragraph.id, ()), label))
    return found


def _flowing(link: Link, held: dict[str, list[Stretch]], label: str) -> Iterator[Stretch]:
    """The words after, in order: what is equal with its origin, what is new without a name."""
    if link.relation == "same" and not link.words:
        yield from (s for p in link.before for s in held.get(p.id, ()))
        return
    before = [s for n, p in enumerate(link.before) for s in _with_feed(held.get(p.id, ()), n)]
    reader = _Reader(before)
    for kind, words in link.words:
        if kind == "insert":
            yield Stretch(text=words, version=label)
        elif kind == "delete":
            reader.take(len(words))
        else:
            yield from reader.same(words, label)


def _with_feed(stretches: Sequence[Stretch], number: int) -> Iterator[Stretch]:
    """The words of a paragraph, with the line feed that parts it from the one before."""
    if number:
        yield Stretch(text="\n", version="")
    yield from stretches


class _Reader:
    """Reads along stretches by the number of letters."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._left = [one for one in stretches if one.text]

    def take(self, size: int) -> Iterator[Stretch]:
        taken: list[Stretch] = []
        while size > 0 and self._left:
            first = self._left[0]
            if len(first.text) <= size:
                taken.append(self._left.pop(0))
                size -= len(first.text)
            else:
                taken.append(replace(first, text=first.text[:size]))
                self._left[0] = replace(first, text=first.text[size:])
                size = 0
        return iter(taken)

    def same(self, words: str, label: str) -> Iterator[Stretch]:
        """The next so many letters with their origins; all in the letters of the later text."""
        at = 0
        for one in self.take(len(words)):
            yield replace(one, text=words[at : at + len(one.text)])
            at += len(one.text)
        if at < len(words):
            yield Stretch(text=words[at:], version=label)


def _cut(
    paragraphs: Sequence[Paragraph], flowing: Sequence[Stretch]
) -> Iterator[tuple[Paragraph, list[Stretch]]]:
    """The words after, paragraph by paragraph."""
    reader = _Reader(flowing)
    for number, paragraph in enumerate(paragraphs):
        if number:
            list(reader.take(1))
        yield paragraph, list(reader.take(len(paragraph.text)))


def _own(
    paragraph: Paragraph, document: Document, label: str, names: Mapping[str, str]
) -> list[Stretch]:
    """The words of a text that has none before it."""
    whole = [Stretch(text=paragraph.text, version=label)]
    return _marked(paragraph, whole, document, label, names)


def _marked(
    paragraph: Paragraph,
    pieces: Sequence[Stretch],
    document: Document,
    label: str,
    names: Mapping[str, str],
) -> list[Stretch]:
    """New words that the text's own tracked changes and brackets give to somebody."""
    marked: list[tuple[int, int, tuple[str, ...]]] = [
        (one.start, one.end, one.delegations)
        for one in document.proposals
        if one.paragraph == paragraph.id and one.delegations and one.kind != "delete"
    ]
    for change in document.changes:
        if change.paragraph == paragraph.id and change.kind == "insert" and not change.in_note:
            name = change.delegation or writes_for(change.author, names) or change.author
            if name:
                marked.append((change.start, change.end, (name,)))
    return list(_divided(pieces, marked, label))


def _divided(
    pieces: Sequence[Stretch], marked: Sequence[tuple[int, int, tuple[str, ...]]], label: str
) -> Iterator[Stretch]:
    """New words cut where a mark begins or ends, each part with the first mark's name."""
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.version == label and not piece.delegations:
            edges = {at, end, *(e for s, t, _ in marked for e in (s, t) if at < e < end)}
            for start, stop in pairwise(sorted(edges)):
                whose = next((who for s, t, who in marked if s <= start and stop <= t), ())
                yield replace(piece, text=piece.text[start - at : stop - at], delegations=whose)
        else:
            yield piece
        at = end


def _claimed(pieces: Iterable[Stretch], sources: Sequence[Fate], label: str) -> Iterator[Stretch]:
    """New words that a proposal on the text before holds, under that proposal's name."""
    held = [(one.proposal, _words(one.proposal)) for one in sources]
    for piece in pieces:
        words = tokenise(piece.text).content
        if piece.version != label or not words:
            yield piece
            continue
        from_these = [
            proposal
            for proposal, own in held
            if own and LCSseq.similarity(words, own) >= _HELD * len(words)
        ]
        who = tuple(dict.fromkeys(name for one in from_these for name in one.delegations))
        yield replace(
            piece,
            delegations=piece.delegations or who,
            proposals=tuple(one.key for one in from_these),
        )


def _words(proposal: Tabled) -> tuple[str, ...]:
    """The words that a proposal would put in."""
    return tuple(word for one in proposal.instructions for word in tokenise(one.new).content)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one origin as one stretch."""
    held: Stretch | None = None
    for one in stretches:
        if held is not None and replace(held, text="") == replace(one, text=""):
            held = replace(held, text=held.text + one.text)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
