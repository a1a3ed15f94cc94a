"""Square brackets and what they propose: the state of a text that is still under negotiation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

BracketKind = Literal[
    "text",
    "alternative",
    "addition",
    "deletion",
    "move",
    "position",
    "placeholder",
    "agreed",
    "note",
    "attribution",
    "quoted",
]
"""What a bracket says.

Open, because somebody has yet to settle it:

- text: words on which there is no agreement.
- alternative: one of several readings of one place; `Bracket.base` is True for the first.
- addition: words that somebody proposes to add.
- deletion, move, position: what somebody says about the words beside it ("EU: delete", "place
  after OP5", "Norway: retain"); a deletion also the words themselves, where they are struck out.
- placeholder: words or a figure yet to be filled in.

Not open:

- agreed: "agreed ad ref".
- note: a remark of an editor or a secretariat, a footnote mark.
- attribution: a name that stands outside the bracket it belongs to: "{Group of 77}", "EU:".
- quoted: brackets of ordinary prose, "[sic]", "[T]he".
"""

BracketFace = Literal["", "struck", "bold", "underlined"]

ProposalKind = Literal["insert", "delete", "replace", "alternative", "keep", "move", "other"]

OPEN_KINDS: frozenset[BracketKind] = frozenset(
    {"text", "alternative", "addition", "deletion", "move", "position", "placeholder"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """One bracket of a paragraph: every "[" and "]" of a text belongs to exactly one.

    A bracket that runs on stands in the paragraph where it opens and says where it closes. A "]"
    that nothing opens is a bracket of its own, with `opened` False.
    """

    kind: BracketKind
    start: int
    """Offset of the opening sign in the paragraph's text, in code points."""
    end: int
    """Offset behind the closing sign; the end of the paragraph for a bracket that runs on."""
    words_start: int
    words_end: int
    """The negotiated words between the signs, without attribution; equal where there are none."""
    depth: int = 0
    """How many brackets are open around it."""
    opened: bool = True
    closed: bool = True
    """Whether its closing sign stands in the same paragraph."""
    closes_in: str = ""
    """The id of the paragraph where it closes, if that is another one; "" where it never does."""
    closes_at: int | None = None
    """Offset of the closing sign in that paragraph."""
    base: bool = True
    """False for an alternative to words that stand before it."""
    delegations: tuple[str, ...] = ()
    """Whose it is, as printed; empty where nobody is named."""
    face: BracketFace = ""
    """How the source sets the words of a deletion or addition that was made by hand: struck out,
    in bold, underlined. It may do without signs: then the words are all there is."""

    @property
    def is_open(self) -> bool:
        """Whether it leaves something to negotiate."""
        return self.opened and self.kind in OPEN_KINDS

    @property
    def falls_away(self) -> bool:
        """Whether the clean text leaves it out, words and all."""
        if self.face and self.kind in ("addition", "deletion"):
            # As a tracked change is: done where nobody signed it, else one delegation's wish.
            return bool(self.delegations) is (self.kind == "addition")
        return self.kind in _DROPPED or not self.base

    def words(self, text: str) -> str:
        """Its words, given the text of its paragraph."""
        return text[self.words_start : self.words_end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one bracket (or one label) asks for."""

    paragraph: str
    kind: ProposalKind
    delegations: tuple[str, ...] = ()
    """Who proposes it, as printed; empty where nobody is named."""
    words: str = ""
    """The words to be inserted, deleted or kept; for a move, the place; else what is said."""
    instead_of: str = ""
    """The words that would give way; "" where none would, or where the source does not say."""
    start: int = 0
    end: int = 0
    """Where in the paragraph's text it is made."""
    whole: bool = False
    """True where the paragraph as a whole is an alternative: "OP5 alt", "Option 2"."""
    also: tuple[str, ...] = ()
    """The paragraphs below that belong to such an alternative."""


# What falls away in the clean text, words and all.
_DROPPED: frozenset[BracketKind] = frozenset(
    {"addition", "deletion", "move", "position", "agreed", "note", "attribution"}
)
# What is said about the words beside it, and is none of them.
_REMARKS: frozenset[BracketKind] = frozenset({"move", "position", "agreed", "note", "attribution"})
# Scripts that set no space between words.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_TIGHT = frozenset(",;:.)]?!،؛؟，；：。、）")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its brackets, and where each of its characters stood before."""

    text: str
    kept: tuple[tuple[int, int], ...]
    """The stretches of the old text that remain, in order."""

    def place(self, position: int) -> int | None:
        """Where an old offset is now; None inside words that fell away."""
        now = 0
        for start, end in self.kept:
            if position < start:
                return None
            if position <= end:
                return min(now + position - start, len(self.text))
            now += end - start
        return None


def cuts(brackets: Iterable[Bracket]) -> list[tuple[int, int]]:
    """What the clean text leaves out: signs, attributions, proposals, all alternatives but one."""
    out: list[tuple[int, int]] = []
    for bracket in brackets:
        if bracket.kind == "quoted":
            continue
        if bracket.falls_away:
            out.append((bracket.start, bracket.end))
        else:
            out.append((bracket.start, bracket.words_start))
            out.append((bracket.words_end, bracket.end))
    return out


def remarks(brackets: Iterable[Bracket]) -> list[tuple[int, int]]:
    """The stretches that say something about the words of a text and are none of them.

    "[EU: move to OP5]", "[agreed ad ref]" and a wish to delete what is not itself struck out as a
    whole; of a proposal the name in front ("[EU: …]"), not the words proposed.
    """
    out: list[tuple[int, int]] = []
    for bracket in brackets:
        if bracket.kind in _REMARKS or (bracket.kind == "deletion" and not bracket.face):
            out.append((bracket.start, bracket.end))
        elif bracket.delegations and bracket.opened:
            out.append((bracket.start, bracket.words_start))
            out.append((bracket.words_end, bracket.end))
    return out


def without(text: str, left_out: Sequence[tuple[int, int]]) -> Cleaned:
    """`text` less the given stretches, with the white space that they leave behind put right."""
    pieces: list[tuple[int, int]] = []
    for start, end in _rest(text, left_out):
        if not pieces or text[pieces[-1][1] - 1].isspace():
            start = _past_spaces(text, start, end)
        if start < end and pieces and text[start] in _TIGHT:
            _drop_spaces(text, pieces)
        elif start < end and pieces and _words_meet(text[pieces[-1][1] - 1], text[start]):
            # "the [river] [lake]basin": one of the spaces that fell away stays.
            gap = next((n for n in range(pieces[-1][1], start) if text[n].isspace()), None)
            if gap is not None:
                pieces.append((gap, gap + 1))
        if start < end:
            pieces.append((start, end))
    return Cleaned("".join(text[start:end] for start, end in pieces).rstrip(), tuple(pieces))


def _words_meet(before: str, after: str) -> bool:
    """Whether two letters side by side would make one word of two."""
    unspaced = _UNSPACED.match(before) or _UNSPACED.match(after)
    return before.isalnum() and after.isalnum() and not unspaced


def _rest(text: str, left_out: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of a text outside the given ones."""
    rest: list[tuple[int, int]] = []
    place = 0
    for start, end in sorted(left_out):
        if start > place:
            rest.append((place, start))
        place = max(place, end)
    if place < len(text):
        rest.append((place, len(text)))
    return rest


def _drop_spaces(text: str, pieces: list[tuple[int, int]]) -> None:
    """No white space at the end of what is kept so far."""
    while pieces:
        start, end = pieces.pop()
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            pieces.append((start, end))
            return


def _past_spaces(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def clean_text(text: str, brackets: Iterable[Bracket]) -> str:
    """The words of one text without its brackets, as `Document.view("clean")` has them."""
    return without(text, cuts(brackets)).text
