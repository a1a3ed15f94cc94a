"""A comparison written out as instructions, in the form in which amendments are tabled.

What is written is read and carried out again before it is given: it makes the one text the other,
or the draft says that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from resotrack.amend.apply import apply
from resotrack.amend.find import find_words
from resotrack.amend.reading import read_instructions
from resotrack.amend.scan import forms
from resotrack.compare import compare
from resotrack.errors import InstructionError
from resotrack.model import AmendmentDocument, Document, Paragraph

_WORD = re.compile(r"\S+")
# More than this of a paragraph changed, and it is easier to read anew than in pieces.
_MOST_CHANGED = 0.4
_MOST_PIECES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAmendment:
    """Instructions that make one text another."""

    text: str
    """The instructions, numbered, one a line (a new paragraph may take several)."""
    amendment: AmendmentDocument
    exact: bool
    """Whether carrying them out gives the other text, word for word."""


@dataclass(frozen=True, slots=True)
class _Family:
    """A paragraph with its sub-paragraphs."""

    members: tuple[Paragraph, ...]
    name: str
    """How an amendment names it: "the sixth preambular paragraph", "paragraph 7"."""

    def name_of(self, member: Paragraph) -> str:
        """How an amendment names it or a sub-paragraph: "paragraph 7 (b)"."""
        letters = member.id.removeprefix(self.head.id)
        if not self.name or not re.fullmatch(r"(?:\([a-z]+\))*", letters):
            raise InstructionError(
                f"{member.id} cannot be named by one number.",
                remedy="Draft the parts of a compound text one by one.",
            )
        return " ".join([self.name, *re.findall(r"\([a-z]+\)", letters)])

    @property
    def head(self) -> Paragraph:
        return self.members[0]

    @property
    def shape(self) -> tuple[tuple[str, int], ...]:
        return tuple((p.kind, p.depth) for p in self.members)

    def written(self) -> str:
        """Its text as a new one is tabled: sub-paragraphs on lines of their own."""
        return "\n".join([self.head.text, *(f"{p.number} {p.text}" for p in self.members[1:])])


def draft(before: Document, after: Document) -> DraftAmendment:
    """Write what makes `before` into `after` as instructions.

    Raises InstructionError for texts in which paragraphs cannot be named by one number alone.
    """
    lines = [f"{n}. {line}" for n, line in enumerate(_instructions(before, after), 1)]
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
    """What a text says: its title, and its paragraphs with their kind and depth."""
    return (document.title, *((p.kind, p.depth, p.text) for p in document.paragraphs))


def _instructions(before: Document, after: Document) -> Iterator[str]:
    if after.title and before.title != after.title:
        yield f"The title should read: “{after.title}”."
    old, new = _families(before), _families(after)
    pairs = _in_order(before, after, old, new)
    anchor: _Family | None = None
    waiting = iter(pairs)
    pair = next(waiting, None)
    put_in = [n for n in range(len(new)) if n not in {j for _, j in pairs}]
    for i, family in enumerate(old):
        if pair and pair[0] == i:
            while put_in and put_in[0] < pair[1]:
                yield _inserted(new[put_in.pop(0)], anchor, family, old)
            yield from _changed(family, new[pair[1]])
            pair = next(waiting, None)
            anchor = family
        else:
            yield f"Delete {family.name_of(family.head)}."
    for n in put_in:
        yield _inserted(new[n], anchor, None, old)


def _families(document: Document) -> list[_Family]:
    found: list[list[Paragraph]] = []
    for paragraph in document.paragraphs:
        if paragraph.parent is None or not found:
            found.append([paragraph])
        else:
            found[-1].append(paragraph)
    families = []
    preambular = 0
    for members in found:
        preambular += members[0].kind == "preambular"
        families.append(_Family(tuple(members), _name(members[0], preambular)))
    return families


def _name(paragraph: Paragraph, place: int) -> str:
    """How a whole paragraph is named; "" where its number alone does not name it."""
    if paragraph.kind == "preambular":
        # Counted, whatever the text itself calls them.
        return f"the {_ordinal(place)} preambular paragraph"
    match = re.fullmatch(r"op(\d+)([a-z]*)", paragraph.id)
    return f"paragraph {match[1]} {match[2]}".strip() if match else ""


def _in_order(
    before: Document, after: Document, old: Sequence[_Family], new: Sequence[_Family]
) -> list[tuple[int, int]]:
    """The families that stay, paired, in an order that both texts have."""
    olds = {family.head.id: n for n, family in enumerate(old)}
    news = {family.head.id: n for n, family in enumerate(new)}
    pairs: list[tuple[int, int]] = []
    for link in compare(before, after).links:
        if len(link.before) != 1 or len(link.after) != 1:
            continue
        one, other = link.before[0], link.after[0]
        if one.id in olds and other.id in news and one.kind == other.kind:
            pairs.append((olds[one.id], news[other.id]))
    return _rising(sorted(pairs))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second places rise as the first do."""
    best: list[tuple[int, int]] = []
    for n, (_, place) in enumerate(pairs):
        longest, behind = 1, -1
        for m in range(n):
            if pairs[m][1] < place and best[m][0] + 1 > longest:
                longest, behind = best[m][0] + 1, m
        best.append((longest, behind))
    found: list[tuple[int, int]] = []
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    while at >= 0:
        found.append(pairs[at])
        at = best[at][1]
    return found[::-1]


def _inserted(
    family: _Family, anchor: _Family | None, following: _Family | None, old: Sequence[_Family]
) -> str:
    """A new paragraph, put in beside one of its own kind, be it one that is deleted."""
    kind = "preambular paragraph" if family.head.kind == "preambular" else "paragraph"
    alike = [f for f in old if f.head.kind == family.head.kind]
    beside: _Family | None
    if anchor in alike:
        where, beside = "After", anchor
    elif following in alike:
        where, beside = "Before", following
    else:
        where, beside = "After", alike[-1] if alike else anchor or following
    if beside is None:
        raise InstructionError(
            "the text has no paragraph beside which a new one could be put in.",
            remedy="Draft the whole text instead.",
        )
    text = _marked(family.written())
    return f"{where} {beside.name_of(beside.head)}, insert a new {kind} reading: {text}"


def _changed(old: _Family, new: _Family) -> Iterator[str]:
    """The instructions for a family that stays: words, or the paragraph as a whole."""
    if old.shape != new.shape:
        yield _as_a_whole(old, new)
        return
    for one, other in zip(old.members, new.members, strict=True):
        if one.text == other.text:
            continue
        pieces = _pieces(one.text, other.text)
        if pieces is None:
            if len(old.members) > 1 and one is old.head:
                # A chapeau named alone would take its sub-paragraphs along.
                yield _as_a_whole(old, new)
                return
            yield f"Replace {old.name_of(one)} with the following: {_marked(other.text)}"
            continue
        for taken, put in pieces:
            if put:
                yield f"In {old.name_of(one)}, replace the words “{taken}” with the words “{put}”."
            else:
                yield f"In {old.name_of(one)}, delete the words “{taken}”."


def _as_a_whole(old: _Family, new: _Family) -> str:
    """A paragraph replaced with all its sub-paragraphs, under the number that it has."""
    number = f"{old.head.number}. " if old.head.number.isdigit() else ""
    return f"Replace {old.name_of(old.head)} with the following: {_marked(number + new.written())}"


def _marked(text: str) -> str:
    """A text in quotation marks; without them where those within are not closed."""
    return f"“{text}”" if _quotable(text) else text


def _pieces(old: str, new: str) -> list[tuple[str, str]] | None:
    """(words taken out, words put in) that make one text the other; None where too many would.

    Each stretch of old words stands in the text once, and brings enough of its neighbours along to
    be found.
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(old)]
    hunks = _hunks(old.split(), new.split())
    if len(hunks) > _MOST_PIECES or sum(b - a for a, b, _ in hunks) > _MOST_CHANGED * len(words):
        return None
    found: list[tuple[int, int, list[str]]] = []
    for first, last, put in hunks:
        grown = _grown(old, words, first, last, put)
        if grown is None:
            return None
        if found and grown[0] < found[-1][1]:
            return None
        found.append(grown)
    pieces = []
    for first, last, put in found:
        taken = old[words[first][0] : words[last - 1][1]]
        pieces.append((taken, " ".join(put)))
    return pieces if _makes(old, new, pieces) else None


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, list[str]]]:
    """(first word, behind the last, new words) of each stretch that changes."""
    found: list[tuple[int, int, list[str]]] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            continue
        put = list(new[step.dest_start : step.dest_end])
        if found and found[-1][1] == step.src_start:
            first, _, before = found.pop()
            found.append((first, step.src_end, [*before, *put]))
        else:
            found.append((step.src_start, step.src_end, put))
    return found


def _grown(
    old: str,
    words: Sequence[tuple[int, int]],
    first: int,
    last: int,
    put: list[str],
) -> tuple[int, int, list[str]] | None:
    """A stretch with as many neighbours as it takes to be found once."""
    texts = [old[a:b] for a, b in words]
    for _ in range(len(words)):
        if last > first:
            taken = old[words[first][0] : words[last - 1][1]]
            if len(find_words(old, taken)) == 1 and _quotable(taken) and _quotable(" ".join(put)):
                return first, last, put
        if first > 0:
            first -= 1
            put = [texts[first], *put]
        elif last < len(words):
            put = [*put, texts[last]]
            last += 1
        else:
            return None
    return None


def _quotable(words: str) -> bool:
    """Whether quotation marks can be set around it: those inside are closed."""
    return words.count("“") == words.count("”")


def _makes(old: str, new: str, pieces: Sequence[tuple[str, str]]) -> bool:
    """Whether the pieces, carried out, make the one text the other."""
    paragraph = Paragraph(id="op1", kind="operative", number="1", text=old)
    text = Document(paragraphs=(paragraph,))
    lines = [
        f"In paragraph 1, replace the words “{taken}” with the words “{put}”."
        if put
        else f"In paragraph 1, delete the words “{taken}”."
        for taken, put in pieces
    ]
    instructions = tuple(i for line in lines for i in read_instructions(line))
    made = apply(text, AmendmentDocument(instructions=instructions))
    return not made.failed and made.document.paragraphs[0].text == new


def _ordinal(number: int) -> str:
    # The first word for a number is the one in use: "twenty-first" before "twenty first".
    words = forms("en").ordinals
    return next(word for word, value in words.items() if value == number)
