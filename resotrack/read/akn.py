"""AKN4UN: Akoma Ntoso 3.0 as the United Nations publishes its resolutions.

The mark-up says where the preamble and the operative part are, which words open a paragraph
(italics), where footnotes stand, and in `meta` who tabled the text and how it was adopted. It is
looser than its schema: sub-paragraphs are as often typed ("(a) To …") as marked up, headings stand
inside paragraphs, and sections carry a preamble of their own. So only what is sure is taken from
it, in document order, and `structure` does the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from resotrack.errors import UnreadableDocument
from resotrack.model import Note, Notice, Sponsorship, Vote
from resotrack.read._xml import parse_xml
from resotrack.read.blocks import Block, Facts, Part, Reading
from resotrack.read.front import SPONSORED
from resotrack.read.spaces import fold_spaces
from resotrack.read.sponsors import read_sponsors, split_names

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_LANGUAGES = {
    "ara": "ar",
    "chi": "zh",
    "zho": "zh",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "spa": "es",
}
_HEADING_TAGS = frozenset({"heading", "subheading"})
_BLOCK_TAGS = frozenset({"p", "crossHeading", "listIntroduction", "heading", "subheading"})
_HEADING_CLASS = re.compile(r"^H(?:\d|Ch)")
_MARK = re.compile(r"^\s*(?:\d{1,3}|\*{1,3})\s*$")
# Between the cells of a table's row.
_BAR = " | "
# After these a raised figure is an exponent, not a footnote mark.
_UNIT_END = re.compile(r"(?:^|[\s\d(])(?:m|km|cm|ha|CO|NO|SO)$")


def read_akn(data: bytes) -> Reading:
    """Read one AKN4UN file, one resolution or a collection of several parts (A, B, …)."""
    root = parse_xml(data, what="AKN4UN XML")
    if _tag(root) != "akomaNtoso":
        raise UnreadableDocument(
            f"the root element is <{_tag(root)}>, not <akomaNtoso>.",
            remedy="Give a file as the UN publishes it, or name its format.",
        )
    blocks = tuple(_blocks(root))
    if not any(block.part in ("preamble", "operative") for block in blocks):
        raise UnreadableDocument(
            "there is no preamble and no main body in this AKN4UN file.",
            remedy="It may be a header without its text: fetch the document again.",
        )
    sponsors, notices = _sponsors(root)
    return Reading(
        blocks=blocks,
        facts=_facts(root, sponsors),
        notices=(*notices, *_other_votes(root)),
        lines=tuple(b.text for b in blocks),
    )


def _tag(element: etree._Element) -> str:
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def _all_text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _path(*steps: str) -> str:
    return ".//" + "/".join(f"{{{_NAMESPACE}}}{step}" for step in steps)


# ---- blocks ---------------------------------------------------------------------------------


def _blocks(root: etree._Element) -> Iterator[Block]:
    components = root.findall(_path("component", "statement"))
    if not components:
        for statement in root.iterfind(_path("statement")):
            yield from _statement(statement)
    for number, component in enumerate(components):
        letter = component.find(_path("preface", "p", "docNumber"))
        name = re.sub(r"\W", "", _all_text(letter)) if letter is not None else ""
        yield Block(text="", division=name[-1:] if name[-1:].isalpha() else chr(65 + number))
        yield from _statement(component)


def _statement(element: etree._Element) -> Iterator[Block]:
    for child in element:
        tag = _tag(child)
        if tag == "preamble":
            yield from _part(child, "preamble")
        elif tag == "mainBody":
            yield from _part(child, "operative")
        elif tag == "attachments":
            for attachment in child:
                yield from _attachment(attachment)


def _attachment(element: etree._Element) -> Iterator[Block]:
    yield Block(text="", division="annex", part="annex")
    for body in element.iterfind(_path("mainBody")):
        yield from _part(body, "annex")


def _part(element: etree._Element, part: Part) -> Iterator[Block]:
    """Every block below an element, in order; a number waits for the block that it belongs to."""
    number = ""
    for child in element:
        tag = _tag(child)
        if tag == "num":
            number = fold_spaces(_all_text(child))
        elif tag == "formula":
            yield Block(text=_text(child).text, part="formula")
        elif tag == "table":
            yield from _rows(child, part)
        elif tag in _BLOCK_TAGS:
            inside: Part = "preamble" if child.get("refersTo") == "#preamble" else part
            yield from _block(child, inside, number)
            number = ""
        elif tag:
            below = list(_part(child, part))
            if number and below:
                below[0] = replace(below[0], number=below[0].number or number)
                number = ""
            if _HEADING_CLASS.match(child.get("class", "")):
                below = [replace(block, style="heading") for block in below]
            yield from below
    if number:
        yield Block(text=number, part=part, style="heading")


def _block(element: etree._Element, part: Part, number: str) -> Iterator[Block]:
    """One block, or a heading and the rest where a heading stands inside a paragraph."""
    tag = _tag(element)
    for child in element:
        if _tag(child) in _HEADING_TAGS:
            yield Block(text=_text(child).text, part=part, style="heading")
        elif _tag(child) == "num":
            number = fold_spaces(_all_text(child))
    found = _text(element)
    if tag in _HEADING_TAGS:
        yield Block(
            text=found.text, part=part, style="heading", notes=tuple(found.notes), number=number
        )
    elif found.text:
        yield Block(
            text=found.text, lead=found.lead, part=part, notes=tuple(found.notes), number=number
        )
    elif number:
        yield Block(text=number, part=part, style="heading")


def _rows(table: etree._Element, part: Part) -> Iterator[Block]:
    for row in table.iter(f"{{{_NAMESPACE}}}tr"):
        cells = [_text(cell) for cell in row]
        if not any(cell.text for cell in cells):
            continue
        notes: list[Note] = []
        start = 0
        for cell in cells:
            notes += [replace(note, position=start + note.position) for note in cell.notes]
            start += len(cell.text) + len(_BAR)
        text = _BAR.join(cell.text for cell in cells)
        yield Block(text=text, part=part, style="table", notes=tuple(notes))


# ---- running text ---------------------------------------------------------------------------


@dataclass
class _Text:
    """Running text, the notes in it, and its emphasised head."""

    text: str = ""
    notes: list[Note] = field(default_factory=list)
    lead: str = ""


@dataclass
class _Length:
    """How long text will be once its white space is folded, counted piece by piece."""

    value: int = 0
    gap: bool = False

    def grow(self, piece: str) -> None:
        # Letters on both sides keep the white space at the ends from being stripped.
        folded = fold_spaces(f"x{piece}x")[1:-1]
        if not self.value:
            folded = folded.lstrip(" ")
        elif self.gap:
            folded = f" {folded.lstrip(' ')}"
        self.gap = folded.endswith(" ")
        self.value += len(folded.rstrip(" "))


def _text(element: etree._Element) -> _Text:
    """The words of an element without its footnotes, headings and numbers."""
    pieces: list[str] = []
    lead: list[str] = []
    notes: list[Note] = []
    length = _Length()
    lead_open = True
    for piece, emphasised, note in _pieces(element, emphasised=False):
        if note is not None:
            notes.append(Note(marker=note[0], text=note[1], position=length.value))
            continue
        if emphasised and lead_open:
            lead.append(piece)
        elif piece.strip():
            lead_open = False
        pieces.append(piece)
        length.grow(piece)
    text, notes = _without_empty_brackets(fold_spaces("".join(pieces)), notes)
    return _Text(text=text, notes=notes, lead=fold_spaces("".join(lead)))


def _without_empty_brackets(text: str, notes: list[Note]) -> tuple[str, list[Note]]:
    """Arabic sets its footnote marks in brackets, which the file leaves behind empty."""
    empty = sorted(
        {n.position for n in notes if n.position and text[n.position - 1 : n.position + 1] == "()"}
    )
    if not empty:
        return text, notes
    edges = [0, *(edge for place in empty for edge in (place - 1, place + 1)), len(text)]
    kept = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    moved = [
        replace(
            n,
            position=n.position - bisect_left(empty, n.position) - bisect_right(empty, n.position),
        )
        for n in notes
    ]
    return kept, moved


_Piece = tuple[str, bool, tuple[str, str] | None]


def _pieces(element: etree._Element, *, emphasised: bool) -> Iterator[_Piece]:
    if element.text:
        yield element.text, emphasised, None
    for child in element:
        tag = _tag(child)
        if tag == "authorialNote":
            yield "", False, (child.get("marker", ""), fold_spaces(_all_text(child)))
        elif tag in _HEADING_TAGS or tag == "num":
            pass
        elif tag == "sup" and _is_mark(child, element):
            yield "", False, (fold_spaces(_all_text(child)), "")
        elif tag == "eol":
            yield " ", emphasised, None
        elif tag:
            inner = (
                emphasised or "italic" in child.get("class", "") or "bold" in child.get("class", "")
            )
            yield from _pieces(child, emphasised=inner)
        if child.tail:
            yield child.tail, emphasised, None


def _is_mark(sup: etree._Element, parent: etree._Element) -> bool:
    """Whether a raised figure is a footnote mark; raised letters ("1er", "nd") are text."""
    if not _MARK.match(_all_text(sup)):
        return False
    previous = sup.getprevious()
    before = (previous.tail if previous is not None else parent.text) or ""
    return not _UNIT_END.search(before)


# ---- what the file says about the text ------------------------------------------------------


def _facts(root: etree._Element, sponsors: tuple[Sponsorship, ...]) -> Facts:
    cover = root.find(_path("coverPage"))
    language = root.find(_path("FRBRlanguage"))
    formula = root.find(_path("formula"))
    conclusions = root.find(_path("conclusions"))
    return Facts(
        symbol=_symbol(root),
        title=_title(root),
        body=_text(formula).text.rstrip(",，، ") if formula is not None else "",
        session=_cover(cover, "session"),
        agenda_item=_agenda_item(cover),
        date=_date(root),
        language=_LANGUAGES.get(language.get("language", ""), "") if language is not None else "",
        sponsors=sponsors,
        adoption=_text(conclusions).text if conclusions is not None else "",
        vote=_vote(root),
    )


def _symbol(root: etree._Element) -> str:
    for number in root.iterfind(_path("coverPage", "p", "docNumber")):
        if text := fold_spaces(_all_text(number)):
            return text
    return ""


def _title(root: etree._Element) -> str:
    titles = (_text(t).text for t in root.iterfind(_path("preface", "p", "docTitle")))
    # A draft of the Security Council has the names of its sponsors where others have a title.
    return next((title for title in titles if title and not SPONSORED.match(title)), "")


def _cover(cover: etree._Element | None, tag: str) -> str:
    element = cover.find(_path(tag)) if cover is not None else None
    return _text(element).text if element is not None else ""


def _agenda_item(cover: etree._Element | None) -> str:
    if cover is None:
        return ""
    for inline in cover.iterfind(_path("inline")):
        if inline.get("name") == "agenda item":
            return inline.get("title", "") or _text(inline).text
    return ""


def _date(root: etree._Element) -> str:
    """The date of adoption, else of the work; the UN writes 0001-01-01 for "unknown"."""
    for element in (
        *root.iterfind(_path("conclusions", "p", "docDate")),
        *root.iterfind(_path("FRBRWork", "FRBRdate")),
        *root.iterfind(_path("coverPage", "p", "docDate")),
    ):
        date = element.get("date", "")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) and not date.startswith("0001"):
            return date
    return ""


_ROLES: dict[str, Literal["sponsor", "additional sponsor"]] = {
    "draftResolution": "sponsor",
    "draftResolutionAdditionalSponsors": "additional sponsor",
}


def _sponsors(root: etree._Element) -> tuple[tuple[Sponsorship, ...], tuple[Notice, ...]]:
    """Who tabled the text and who joined, and what the lists say besides names."""
    found: list[Sponsorship] = []
    notices: list[Notice] = []
    for step in root.iterfind(_path("workflow", "step")):
        role = _ROLES.get(step.get("outcome", ""))
        if role is None:
            continue
        listed = read_sponsors(step.get("by", ""))
        found += [Sponsorship(delegation=n, role=role, on_behalf_of=g) for n, g in listed.names]
        if listed.remark:
            notices.append(Notice(code="sponsors", message=listed.remark, where="sponsors"))
    return tuple(found), tuple(notices)


def _vote(root: etree._Element) -> Vote | None:
    """The vote on the text as a whole, which stands first.

    Parts of a compound text (A, B, …) and single paragraphs may have a `voting` of their own behind
    it; `_other_votes` tells of those.
    """
    voting = root.find(_path("voting"))
    return _ballot(voting) if voting is not None else None


def _ballot(voting: etree._Element) -> Vote | None:
    outcome = voting.get("outcome", "")
    if outcome == "adoptedWithoutVote":
        return Vote(method="without a vote")
    if outcome != "adoptedRecordedVote":
        return None
    counts = {c.get("refersTo", "").lstrip("#"): c for c in voting.iterfind(_path("count"))}
    numbers = [_number(counts[k].get("value", "")) if k in counts else 0 for k in _CHOICES]
    names = [_voters(counts[k]) if k in counts else () for k in _CHOICES]
    return Vote(
        method="recorded",
        counts=(numbers[0], numbers[1], numbers[2]),
        in_favour=names[0],
        against=names[1],
        abstaining=names[2],
    )


def _other_votes(root: etree._Element) -> tuple[Notice, ...]:
    """What is recorded of votes besides the one that a Document holds.

    One that says the same of a part as the first says of the whole is no news. Where the parts of a
    compound text share one recorded vote, the file does not say on which of them it was taken.
    """
    votings = root.findall(_path("voting"))
    if not votings:
        return ()
    first = _ballot(votings[0])
    told = [_other_vote(voting) for voting in votings[1:] if _ballot(voting) != first]
    parts = len(root.findall(_path("component", "statement")))
    if first is not None and first.method == "recorded" and parts > 1:
        message = f"one recorded vote is given for {parts} parts, and not for which of them"
        told.append(Notice(code="vote", message=message, where="vote"))
    return tuple(told)


def _other_vote(voting: etree._Element) -> Notice:
    vote = _ballot(voting)
    target = voting.get("refersTo", "").lstrip("#") or _part_of(voting)
    on = f" on {target}" if target else ""
    if vote is None:
        what = f"outcome {voting.get('outcome', '')!r}"
    elif vote.counts:
        what = "{} in favour, {} against, {} abstaining".format(*vote.counts)
    else:
        what = vote.method
    message = f"the file records a vote{on} besides ({what}), which the document does not hold"
    return Notice(code="vote", message=message, where=target or "vote")


def _part_of(voting: etree._Element) -> str:
    """The name of the part of a compound text that an element stands in; "" outside of them."""
    for above in voting.iterancestors():
        if _tag(above) == "component":
            letter = above.find(_path("preface", "p", "docNumber"))
            return f"part {_all_text(letter).strip()}" if letter is not None else "a part"
    return ""


_CHOICES = ("inFavour", "against", "abstaining")


def _number(text: str) -> int:
    # isdigit() takes "²" too, and int() refuses figures that are very long.
    return int(text) if re.fullmatch(r"\s*[0-9]{1,6}\s*", text) else 0


def _voters(count: etree._Element) -> tuple[str, ...]:
    # Some files have a whole list in one element.
    return tuple(
        name
        for element in count.iterfind(_path("organization"))
        for name, _ in split_names(fold_spaces(_all_text(element)).rstrip("]"))
    )
