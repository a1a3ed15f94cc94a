"""What instructions would do to a text, before anything is done: edits, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resotrack.amend.find import Place, find_words
from resotrack.amend.likeness import Wording, wordings
from resotrack.amend.lines import counted, stretch
from resotrack.amend.resolve import Places
from resotrack.amend.subs import lines_of
from resotrack.amend.telling import place_told
from resotrack.model import Document, Paragraph
from resotrack.model.amendment import Instruction

Key = tuple[str, int]
"""(amendment, number of the instruction)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An instruction, and where it comes from."""

    key: Key
    instruction: Instruction
    amends: str = ""
    """The symbol of the text that it is written for; "" where it is not known."""


TITLE = -1
"""The title in place of a paragraph's index."""


def heading_place(n: int) -> int:
    """A heading in place of a paragraph's index; its own index again when given that."""
    return -2 - n


@dataclass(frozen=True, slots=True, kw_only=True)
class WordEdit:
    """Words of one paragraph changed."""

    key: Key
    paragraph: int
    """Its index; TITLE or `heading_place` for what is no paragraph."""
    start: int
    end: int
    """What is taken out; equal where words are only put in."""
    new: str
    anchor: tuple[int, int]
    """The words that it hangs on, for what is put in; else the words taken out."""
    score: float = 1.0
    throughout: bool = False
    """Whether the same is done wherever the words stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeEdit:
    """A paragraph replaced, deleted, put in or moved."""

    key: Key
    kind: str
    """replace | delete | insert | move | heading (put in beside a paragraph)."""
    paragraph: int
    """For what is put in: the paragraph beside which it goes."""
    text: str = ""
    label: str = ""
    before: bool = False
    inside: bool = False
    """Put in as a sub-paragraph of `paragraph`, at its end (or beginning: `before`)."""
    to: int = -1
    """For a move: the paragraph beside which it goes."""


Edit = WordEdit | WholeEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The edits of one proposal; none where `why` says why it cannot be carried out."""

    proposal: Proposal
    edits: tuple[Edit, ...] = ()
    why: str = ""
    remark: str = ""

    @property
    def score(self) -> float:
        return min((e.score for e in self.edits if isinstance(e, WordEdit)), default=1.0)


def plan_all(document: Document, proposals: Sequence[Proposal]) -> list[Plan]:
    """The plan of each proposal, all of them against the same text."""
    places = Places(document)
    drawn = [_drawn(places, proposal) for proposal in proposals]
    texts: list[tuple[int, str]] = []
    owners: list[int] = []
    for n, plan in enumerate(drawn):
        for edit in plan.edits:
            if isinstance(edit, WholeEdit) and edit.text and edit.paragraph >= 0:
                texts.append((edit.paragraph, lines_of(edit.text)[0][1]))
                owners.append(n)
    by_plan = dict(zip(owners, wordings(document, texts), strict=True))
    return [_checked(document, plan, by_plan.get(n)) for n, plan in enumerate(drawn)]


def _drawn(places: Places, proposal: Proposal) -> Plan:
    """The edits of a proposal, by the places that it names."""
    instruction = proposal.instruction
    if instruction.action == "other":
        return Plan(proposal=proposal, why=f"it was not understood: {instruction.reason}")
    try:
        return Plan(proposal=proposal, edits=tuple(_edits(places, proposal)))
    except _CannotDo as problem:
        return Plan(proposal=proposal, why=problem.why)


def _checked(document: Document, plan: Plan, wording: Wording | None) -> Plan:
    """The plan with what is to be said about its place.

    A number in another text names nothing by itself: there, words must show which paragraph is
    meant, or the plan is given up.
    """
    if plan.why:
        return plan
    instruction, amends = plan.proposal.instruction, plan.proposal.amends
    elsewhere = ""
    if wording is not None and instruction.action == "insert_paragraph" and wording.stands_there:
        elsewhere = f"its words stand already in {wording.best.id} ({wording.best_score:.2f} alike)"
    elif wording is not None and instruction.action == "replace_paragraph":
        elsewhere = wording.told if wording.is_of_another else ""
    other_text = ""
    if amends and document.symbol and amends != document.symbol:
        other_text = f"it amends {amends}, and this text is {document.symbol}"
        if elsewhere:
            return replace(plan, edits=(), why=f"{elsewhere}; {other_text}")
        if not _shown(instruction, wording):
            place = place_told(instruction.target)
            return replace(
                plan,
                edits=(),
                why=f"{other_text}: {place} may be another one there, and no words show which is "
                "meant (a correction can name it by its beginning)",
            )
    by_label = any(isinstance(edit, WholeEdit) for edit in plan.edits)
    lines = _not_in_its_lines(document, instruction, plan.edits)
    remarks = (instruction.reason, elsewhere, other_text if by_label else "", lines)
    return replace(plan, remark="; ".join(filter(None, remarks)))


def _not_in_its_lines(document: Document, instruction: Instruction, edits: Sequence[Edit]) -> str:
    """Says so where words stand in another line or sentence than the one that is named."""
    parts = counted(instruction.where)
    if not parts or not instruction.old + instruction.anchor:
        return ""
    for edit in edits:
        if not isinstance(edit, WordEdit) or edit.paragraph < 0:
            continue
        paragraph = document.paragraphs[edit.paragraph]
        known = [found for part in parts if (found := stretch(paragraph, part)) is not None]
        if known and not any(_overlaps(edit.anchor, found) for found in known):
            return f"its words do not stand in the {instruction.where} of {paragraph.id}"
    return ""


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _shown(instruction: Instruction, wording: Wording | None) -> bool:
    """Whether more than a number shows which paragraph is meant."""
    if instruction.action == "replace_paragraph":
        return wording is None or wording.is_own
    if instruction.action not in ("delete_paragraph", "insert_paragraph", "move_paragraph"):
        return True
    places = [instruction.target, *filter(None, [instruction.destination])]
    return all(
        bool(place.beginning)
        or place.kind in ("title", "heading")
        or place.number in ("last", "penultimate")
        or (place.number == "1" and place.position == "before")
        for place in places
    )


class _CannotDo(Exception):
    """Why an instruction cannot be carried out; never leaves this module."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def _edits(places: Places, proposal: Proposal) -> Iterator[Edit]:
    instruction = proposal.instruction
    target, key = instruction.target, proposal.key
    if target.kind in ("title", "heading"):
        yield from _of_line(places, proposal)
        return
    nowhere = target.number in ("new", "") and not target.beginning
    if instruction.action == "insert_paragraph" and nowhere:
        raise _CannotDo("it does not say where the new paragraph goes")
    found = places.of(target)
    if isinstance(found, str):
        raise _CannotDo(found)
    match instruction.action:
        case "replace_words" | "delete_words" | "insert_words":
            yield from _of_words(places, proposal, found)
        case "delete_paragraph":
            yield from (WholeEdit(key=key, kind="delete", paragraph=n) for n in found)
        case "replace_paragraph":
            first, *rest = found
            yield WholeEdit(key=key, kind="replace", paragraph=first, text=instruction.new)
            yield from (WholeEdit(key=key, kind="delete", paragraph=n) for n in rest)
        case "insert_paragraph":
            inside = target.position in ("end", "beginning")
            yield WholeEdit(
                key=key,
                kind="insert",
                paragraph=found[-1],
                text=instruction.new,
                label=instruction.new_label,
                before=target.position in ("before", "beginning"),
                inside=inside,
            )
        case "move_paragraph":
            yield from _of_move(places, proposal, found)


def _of_line(places: Places, proposal: Proposal) -> Iterator[Edit]:
    """What is done to the title or a heading, or the heading that is put in."""
    instruction, key = proposal.instruction, proposal.key
    document = places.document
    to = instruction.destination
    if instruction.target.kind == "title":
        at, text, name = TITLE, document.title, "the title"
    elif to is not None:
        beside = places.of(to)
        if isinstance(beside, str):
            raise _CannotDo(beside)
        before = to.position == "before"
        n = beside[0] if before else beside[-1]
        yield WholeEdit(key=key, kind="heading", paragraph=n, text=instruction.new, before=before)
        return
    else:
        found = places.heading(instruction.target)
        if isinstance(found, str):
            raise _CannotDo(found)
        at, text, name = heading_place(found), document.headings[found].text, "the heading"
    match instruction.action:
        case "replace_title" | "replace_paragraph":
            yield WholeEdit(key=key, kind="replace", paragraph=at, text=instruction.new)
        case "delete_paragraph":
            yield WholeEdit(key=key, kind="delete", paragraph=at)
        case "replace_words" | "delete_words" | "insert_words":
            words = find_words(text, instruction.old or instruction.anchor)
            if len(words) != 1:
                times = "more than once" if words else "not"
                sought = _said(instruction.old or instruction.anchor)
                raise _CannotDo(f"{sought} stand {times} in {name}")
            yield _word_edit(proposal, at, text, words[0])
        case _:
            raise _CannotDo(f"this cannot be done to {name}")


def _of_words(places: Places, proposal: Proposal, found: list[int]) -> Iterator[WordEdit]:
    instruction = proposal.instruction
    missing: list[str] = []
    count = 0
    for n in found:
        try:
            edits = list(_in_paragraph(places, proposal, n))
        except _CannotDo as problem:
            # Throughout the text: wherever they stand; in a list of places: in each of them.
            missing.append(problem.why)
            continue
        count += len(edits)
        yield from edits
    if missing and (not count or instruction.target.kind != "all"):
        raise _CannotDo(missing[0])


def _in_paragraph(places: Places, proposal: Proposal, n: int) -> Iterator[WordEdit]:
    instruction = proposal.instruction
    paragraph = places.document.paragraphs[n]
    text = paragraph.text
    if (edit := _at_its_span(proposal, n, text)) is not None:
        yield edit
        return
    sought = instruction.old or instruction.anchor
    if not sought:
        yield _by_count(proposal, n, paragraph) or _at_edge(proposal, n, text)
        return
    found = find_words(text, sought)
    where = n
    named = instruction.target.kind != "all" and not instruction.target.sub
    if not found and named and len(places.family(n)) > 1:
        # "In paragraph 8" may mean words of a sub-paragraph.
        for inner in places.family(n)[1:]:
            if more := find_words(places.document.paragraphs[inner].text, sought):
                if found:
                    raise _CannotDo(
                        f"{_said(sought)} stand in more than one sub-paragraph of {paragraph.id}"
                    )
                found, where = more, inner
        text = places.document.paragraphs[where].text
    if not found:
        told = place_told(instruction.target)
        raise _CannotDo(f"{_said(sought)} do not stand in {told} of this text")
    if len(found) > 1 and instruction.near:
        found = _beside(text, instruction, found)
    if len(found) > 1 and instruction.where:
        found = _in_its_part(places.document.paragraphs[where], instruction, found)
    if len(found) > 1 and instruction.target.kind != "all":
        raise _CannotDo(
            f"{_said(sought)} stand {len(found)} times in {paragraph.id}"
            + (f"; its {instruction.where} is not known here" if instruction.where else "")
        )
    throughout = instruction.target.kind == "all"
    for place in found:
        yield replace(_word_edit(proposal, where, text, place), throughout=throughout)


def _at_its_span(proposal: Proposal, n: int, text: str) -> WordEdit | None:
    """The edit where a tracked change shows its place, if its words still stand there."""
    instruction = proposal.instruction
    if instruction.span is None:
        return None
    start, end = instruction.span
    anchor, known = (start, end), instruction.old
    if instruction.action == "insert_words":
        known = instruction.anchor
        before = instruction.target.position == "before"
        length = len(known) if before else -len(known)
        anchor = (min(start, start + length), max(start, start + length))
    if text[slice(*anchor)].strip() != known.strip() or anchor[0] < 0:
        # Words that stood at the end may have a blank between them and what comes.
        rest = text[:start].rstrip() if start == end else ""
        if not (known and rest.endswith(known)):
            return None
    return WordEdit(
        key=proposal.key,
        paragraph=n,
        start=start,
        end=end,
        new=instruction.new,
        anchor=(start, end),
    )


def _word_edit(proposal: Proposal, n: int, text: str, place: Place) -> WordEdit:
    instruction = proposal.instruction
    span = (place.start, place.end)
    if instruction.action == "insert_words":
        at = place.start if instruction.target.position == "before" else place.end
        new = spaced(text, at, instruction.new)
        return WordEdit(
            key=proposal.key, paragraph=n, start=at, end=at, new=new, anchor=span, score=place.score
        )
    start, end = span
    if not instruction.new:
        # Two blanks must not stay where words are taken out from between them.
        if text[end : end + 1] == " " and (start == 0 or text[start - 1] == " "):
            end += 1
        elif start and text[start - 1] == " " and text[end : end + 1] in (",", ";", ".", ":", ""):
            start -= 1
    return WordEdit(
        key=proposal.key,
        paragraph=n,
        start=start,
        end=end,
        new=instruction.new,
        anchor=(start, end),
        score=place.score,
    )


def _at_edge(proposal: Proposal, n: int, text: str) -> WordEdit:
    """Words put in at the end of a paragraph (before its last mark), or at its beginning."""
    instruction = proposal.instruction
    position = instruction.target.position
    if instruction.action != "insert_words" or position not in ("end", "beginning"):
        named = instruction.where or "no words"
        raise _CannotDo(f"it names its words by their place only ({named}): say which they are")
    if position == "beginning":
        return WordEdit(
            key=proposal.key, paragraph=n, start=0, end=0, new=f"{instruction.new} ", anchor=(0, 0)
        )
    bare = text.rstrip(" ;,.:")
    at = len(text) if instruction.new.endswith((";", ".", ",", ":")) else len(bare)
    if at == len(text):
        # The new words bring the mark that ends the paragraph.
        new = spaced(bare, len(bare), instruction.new)
        return WordEdit(
            key=proposal.key, paragraph=n, start=len(bare), end=len(text), new=new, anchor=(at, at)
        )
    new = spaced(text, at, instruction.new)
    return WordEdit(key=proposal.key, paragraph=n, start=at, end=at, new=new, anchor=(at, at))


def _in_its_part(paragraph: Paragraph, instruction: Instruction, found: list[Place]) -> list[Place]:
    """Those of several places that stand in the line or sentence named; all where none is known."""
    known = [part for one in counted(instruction.where) if (part := stretch(paragraph, one))]
    inside = [
        place for place in found if any(_overlaps((place.start, place.end), part) for part in known)
    ]
    return inside or found


def _by_count(proposal: Proposal, n: int, paragraph: Paragraph) -> WordEdit | None:
    """A whole sentence replaced or taken out, by its number alone; None for anything else."""
    instruction = proposal.instruction
    parts = counted(instruction.where)
    if instruction.action not in ("replace_words", "delete_words") or len(parts) != 1:
        return None
    (part,) = parts
    found = stretch(paragraph, part) if part.unit == "sentence" else None
    if found is None or found == (0, len(paragraph.text)):
        return None
    start, end = found
    if instruction.action == "delete_words":
        if end == len(paragraph.text):
            start = len(paragraph.text[:start].rstrip())
        return WordEdit(
            key=proposal.key, paragraph=n, start=start, end=end, new="", anchor=(start, end)
        )
    end = start + len(paragraph.text[start:end].rstrip())
    new = instruction.new
    return WordEdit(
        key=proposal.key, paragraph=n, start=start, end=end, new=new, anchor=(start, end)
    )


def _beside(text: str, instruction: Instruction, found: list[Place]) -> list[Place]:
    """The one of several places that stands next behind the words named with it."""
    near = find_words(text, instruction.near)
    if len(near) != 1:
        return found
    behind = [place for place in found if place.start >= near[0].end]
    return behind[:1] or found


def _of_move(places: Places, proposal: Proposal, found: list[int]) -> Iterator[WholeEdit]:
    to = proposal.instruction.destination
    if to is None:
        raise _CannotDo("it does not say where the paragraph goes")
    there = places.of(to)
    if isinstance(there, str):
        raise _CannotDo(there)
    # "Paragraph 12 should become paragraph 3": it goes before 3, or behind it when moving down.
    before = to.position == "before" or (to.position == "at" and found[0] > there[0])
    for n in found:
        yield WholeEdit(
            key=proposal.key,
            kind="move",
            paragraph=n,
            to=there[0] if before else there[-1],
            before=before,
        )


def spaced(text: str, at: int, new: str) -> str:
    """New words with the blanks that part them from what stands at `at`."""
    before, after = text[at - 1 : at], text[at : at + 1]
    lead = "" if not before or before.isspace() or new[:1] in ",;.:)" else " "
    tail = " " if after and not after.isspace() and after not in ",;.:)" else ""
    if before.isspace() and after and not after.isspace():
        tail = " "
    return f"{lead}{new}{tail}"


def _said(words: str) -> str:
    short = words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0] + " …"
    return f"the words “{short}”"
