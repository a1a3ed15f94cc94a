"""Blocks to Document: front, preamble, operative part, annexes, closing.

The parts follow one another; each block either belongs to the part that is open or opens the next.
Where the source's mark-up says in which part a block stands, that is believed; where it does not,
the form of the block decides, by the named rules below, tried in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from resotrack.errors import UnreadableDocument, UnsafeDocument
from resotrack.lexicon import find_opening
from resotrack.model import Change, Comment, Document, Notice, Source
from resotrack.read.blocks import Block, Facts, Part, Reading
from resotrack.read.brackets import bracketed, face, label_first
from resotrack.read.closing import begins_closing, read_vote
from resotrack.read.dates import find_date
from resotrack.read.front import read_front
from resotrack.read.labels import ANNEX, HEADING_NUMBER, Label, read_label
from resotrack.read.language import guess_language
from resotrack.read.options import title_proposals
from resotrack.read.outline import Outline
from resotrack.read.votes import vote_notices

_STRAY_POINT = re.compile(r"^[.．]\s+")
_RULE = re.compile(r"^[\s*_–—-]+$")
_LONGEST_HEADING = 300
_READ_ANYWAY = frozenset({"doc", "docx"})
_MOST_BRACKETS = 50_000
_PREAMBLE_END = (",", "，", "،")
_SENTENCE_END = (";", ".", ":", "；", "。", "：", "؛")


def build(reading: Reading, source: Source) -> Document:
    """The Document that a Reading holds.

    Raises UnreadableDocument where no paragraph of a resolution can be found.
    """
    return build_placed(reading, source)[0]


def build_placed(
    reading: Reading, source: Source
) -> tuple[Document, Mapping[str, tuple[int, ...]]]:
    """The Document, and where each of its paragraphs and headings (by id) stands in its `lines`."""
    if sum(block.text.count("[") for block in reading.blocks) > _MOST_BRACKETS:
        raise UnsafeDocument(
            f"it has more than {_MOST_BRACKETS:,} square brackets.",
            remedy="No negotiating text has as many: check that it is the right file.",
        )
    marked_up = any(block.part in ("preamble", "operative", "annex") for block in reading.blocks)
    language = reading.facts.language or guess_language(" ".join(b.text for b in reading.blocks))
    blocks: Sequence[Block] = [label_first(block) for block in reading.blocks]
    facts = reading.facts
    if not marked_up:
        front = read_front(blocks, reading.running, _first_paragraph(blocks, language))
        facts = _merged(facts, front.facts)
        blocks = blocks[front.length :]
    outline = Outline(language)
    closing = _fill(outline, blocks, "preamble", language)
    if not outline.paragraphs:
        if source.format not in _READ_ANYWAY:
            raise UnreadableDocument(
                "no preambular or operative paragraph was found in it.",
                remedy="Check that it is a resolution text; a scan or a cover page holds none.",
            )
        outline, closing, facts = _as_it_stands(reading, language), [], reading.facts
    document = _document(reading, source, replace(facts, language=language), outline, closing)
    document = bracketed(document)
    titles = tuple(title_proposals(facts.other_titles, facts.title))
    return replace(document, proposals=(*titles, *document.proposals)), outline.places


def _as_it_stands(reading: Reading, language: str) -> Outline:
    """Every block as a paragraph, for a Word file that is a letter, a statement or a list: its
    tracked changes are worth reading all the same."""
    outline = Outline(language)
    for block in reading.blocks:
        if block.style == "table":
            outline.table_row(block)
        elif block.text:
            outline.text(block, _label(block))
    message = "no preambular or operative paragraph was found: read paragraph by paragraph"
    outline.notices.append(Notice(code="no-resolution", message=message))
    return outline


def _merged(first: Facts, second: Facts) -> Facts:
    """Two accounts of one text: the first is believed where it speaks."""
    names = (field.name for field in fields(Facts))
    return Facts(**{name: getattr(first, name) or getattr(second, name) for name in names})


def _first_paragraph(blocks: Sequence[Block], language: str) -> int:
    """The first block that reads as a paragraph, for sources without the formula."""
    for number, block in enumerate(blocks):
        if block.part == "front" or block.style in ("title", "heading"):
            continue
        label = read_label(block.text)
        text = face(block).text
        text = text[label.length :] if label else text
        full = len(text.split()) > 2 or len(text) > 30 or text.endswith(_PREAMBLE_END)
        if full and find_opening(text, language):
            return number
        if label and label.part:
            return number
    return len(blocks)


@dataclass(slots=True)
class _State:
    """Where the reading stands."""

    part: Part
    language: str
    last: str = ""
    """The text of the last paragraph."""
    in_annex: bool = False
    fresh: bool = False
    """A heading was the last thing before this, or the preamble that it opened."""


def _fill(outline: Outline, blocks: Sequence[Block], part: Part, language: str) -> list[str]:
    """Put every block where it belongs. Returns the lines of the closing."""
    state = _State(part=part, language=language)
    closing: list[str] = []
    divided, letter = any(block.division for block in blocks), ""
    # The rules look at the words: brackets at the ends of a paragraph say nothing of what it is.
    faces = [face(block) for block in blocks]
    followings = _followings(faces)
    for number, block in enumerate(blocks):
        if block.division and not block.text:
            outline.enter(block.division)
            state = _State(part="preamble", language=language, in_annex=block.division == "annex")
            continue
        if block.part == "formula" or _RULE.match(block.text) or not block.text:
            continue
        label = _label(block)
        kind = _kind_of(faces[number], label, followings[number], state)
        if kind == "closing":
            state.part = "closing"
            closing.append(block.text)
        elif kind == "annex title":
            outline.enter("annex")
            outline.heading(block, block.text)
            state = _State(part="annex", language=language, in_annex=True)
        elif kind == "heading":
            if not divided and _is_next_text(block.text, letter, outline):
                letter = block.text
                outline.enter(letter)
                state = _State(part="preamble", language=language)
                continue
            outline.heading(block, block.text)
            state.fresh = True
        elif kind == "table":
            outline.table_row(block)
        else:
            state.part = _PARTS[kind]
            state.last = faces[number].text
            state.fresh = state.fresh and kind == "preamble"
            _PLACE[kind](outline, block, label)
    return closing


def _is_next_text(text: str, letter: str, outline: Outline) -> bool:
    """Whether a letter alone opens one of the texts of a compound one: "A" before the first
    paragraph, then "B", each with a preamble and numbers of its own."""
    if not letter:
        return text == "A" and not outline.paragraphs
    return text == chr(ord(letter) + 1)


def _followings(blocks: Sequence[Block]) -> list[Block | None]:
    """For each block the next one that holds words."""
    following: list[Block | None] = []
    nearest: Block | None = None
    for block in reversed(blocks):
        following.append(nearest)
        if block.text:
            nearest = block
    return following[::-1]


_PARTS: dict[str, Part] = {"preamble": "preamble", "operative": "operative", "annex": "annex"}
_PLACE: dict[str, Callable[[Outline, Block, Label | None], None]] = {
    "preamble": Outline.preambular,
    "operative": Outline.operative,
    "annex": Outline.annex,
}


def _label(block: Block) -> Label | None:
    """The block's number: typed at its head, or marked up apart from its text."""
    if not block.number:
        return read_label(block.text)
    found = read_label(f"{block.number} x")
    stray = _STRAY_POINT.match(block.text)
    return replace(found, length=stray.end() if stray else 0) if found else None


def _kind_of(block: Block, label: Label | None, following: Block | None, state: _State) -> str:
    for rule in RULES:
        if kind := rule(block, label, following, state):
            return kind
    return state.part if state.part != "closing" else "annex" if state.in_annex else "operative"


_Rule = Callable[[Block, Label | None, Block | None, _State], str]


def _by_markup(block: Block, label: Label | None, following: Block | None, state: _State) -> str:
    """The source says so."""
    if block.style == "table":
        return "table" if block.part or state.last or state.in_annex else ""
    if block.style in ("heading", "title") and not (label and label.part):
        # The first heading of an annex that the mark-up has opened is no second annex.
        fresh = state.in_annex and not state.last
        return "annex title" if ANNEX.match(block.text) and not fresh else "heading"
    if block.part not in ("preamble", "operative", "annex"):
        return ""
    # The UN's mark-up leaves some headings as paragraphs: a section's number alone, a line in bold.
    if block.part != "preamble" and not label and len(block.text) < 120:
        if HEADING_NUMBER.fullmatch(block.text):
            return "heading"
        if block.lead == block.text and not block.text.endswith(_SENTENCE_END):
            return "heading"
    return block.part


def _late_preamble(
    block: Block, label: Label | None, following: Block | None, state: _State
) -> str:
    """Mark-up may close the preamble too early: what has no number, opens as a preambular
    paragraph does and ends in a comma still belongs to it."""
    if block.part != "operative" or state.part != "preamble" or label or block.style != "body":
        return ""
    opens = find_opening(block.text, state.language)
    return "preamble" if opens and block.text.endswith(_PREAMBLE_END) else ""


def _closing_line(block: Block, label: Label | None, following: Block | None, state: _State) -> str:
    """The meeting, the date, the adoption and its vote, up to the end or an annex."""
    if ANNEX.match(block.text):
        return "annex title"
    if begins_closing(block.text):
        return "closing"
    if state.part == "closing":
        provision = label and find_opening(block.text[label.length :], state.language)
        return "" if provision else "closing"
    return ""


def _short_line(block: Block, label: Label | None, following: Block | None, state: _State) -> str:
    """A short line without an end, an opening phrase or a label is a heading."""
    text = block.text
    if label or text.endswith((*_SENTENCE_END, *_PREAMBLE_END)) or len(text) > _LONGEST_HEADING:
        return ""
    # "Acting President" over a rule of an annex opens nothing.
    if following is None or (not state.in_annex and find_opening(text, state.language)):
        return ""
    return "heading" if text[:1].isupper() or text[:1].isdigit() else ""


def _annex_stays(block: Block, label: Label | None, following: Block | None, state: _State) -> str:
    """What stands in an annex belongs to the annex."""
    return "annex" if state.in_annex else ""


def _labelled(block: Block, label: Label | None, following: Block | None, state: _State) -> str:
    """ "PP3" and "OP7" say where they stand; a plain figure opens the operative part."""
    if label is None:
        return ""
    if label.part:
        return "preamble" if label.part == "pp" else "operative"
    return "operative" if label.readings[0][0] == "decimal" else ""


def _section_preamble(
    block: Block, label: Label | None, following: Block | None, state: _State
) -> str:
    """A section may have a preamble of its own: openings that end in commas, below its heading."""
    if label is not None or state.part != "operative" or not state.fresh:
        return ""
    opens = find_opening(block.text, state.language)
    return "preamble" if opens and block.text.endswith(_PREAMBLE_END) else ""


def _unnumbered_operative(
    block: Block, label: Label | None, following: Block | None, state: _State
) -> str:
    """A single operative paragraph has no number: it ends as a sentence ends, and the preamble
    before it ended in commas."""
    if state.part != "preamble" or label is not None:
        return ""
    ends = block.text.endswith(_SENTENCE_END)
    after_preamble = not state.last or state.last.endswith(_PREAMBLE_END)
    return "operative" if ends and after_preamble and _preamble_is_over(following) else ""


def _preamble_is_over(following: Block | None) -> bool:
    """A stray full stop in the middle of a preamble does not end it."""
    return following is None or not following.text.endswith(_PREAMBLE_END)


RULES: tuple[_Rule, ...] = (
    _late_preamble,
    _by_markup,
    _closing_line,
    _short_line,
    _annex_stays,
    _labelled,
    _section_preamble,
    _unnumbered_operative,
)
"""The rules that say what a block is, in the order in which they are asked."""


def _document(
    reading: Reading, source: Source, facts: Facts, outline: Outline, closing: list[str]
) -> Document:
    adoption = facts.adoption or " ".join(closing)
    vote = facts.vote or read_vote(adoption)
    adopted_on = find_date(adoption)
    return Document(
        paragraphs=tuple(outline.paragraphs),
        headings=tuple(outline.headings),
        symbol=facts.symbol,
        title=facts.title,
        body=facts.body,
        session=facts.session,
        agenda_item=facts.agenda_item,
        date=adopted_on or facts.date,
        language=facts.language,
        sponsors=facts.sponsors,
        adoption=adoption,
        vote=vote,
        changes=_settled(outline),
        comments=_comments(reading, outline),
        notices=(
            *reading.notices,
            *outline.notices,
            *vote_notices(vote, facts.body, adopted_on or facts.date),
        ),
        lines=reading.lines,
        source=source,
    )


def _settled(outline: Outline) -> tuple[Change, ...]:
    """Changes never reach beyond the paragraph that they were filed under."""
    length = {p.id: len(p.text) for p in (*outline.paragraphs, *outline.headings)}
    return tuple(
        replace(c, start=min(c.start, length[c.paragraph]), end=min(c.end, length[c.paragraph]))
        for c in outline.changes
    )


def _comments(reading: Reading, outline: Outline) -> tuple[Comment, ...]:
    """Each comment with the paragraph that holds its anchor."""
    return tuple(
        replace(comment, paragraph=outline.anchors.get(n, ""))
        for n, comment in enumerate(reading.comments)
    )
