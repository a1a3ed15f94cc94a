"""Bytes or words to instructions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from os import PathLike

from resotrack.amend.clauses import read_clauses
from resotrack.amend.corrections import Correction, corrected
from resotrack.amend.drafts import Draft, instructions_of
from resotrack.amend.items import PLAIN, Item, cut
from resotrack.amend.lead import Lead
from resotrack.amend.scan import LANGUAGES, Scan, forms
from resotrack.amend.source import front_and_body
from resotrack.errors import UnreadableDocument
from resotrack.model import Notice
from resotrack.model.amendment import AmendmentDocument, Instruction, Target
from resotrack.read import read_blocks

# What a page leaves in a text whose lines were joined: "A/HRC/3/L.8 page 3".
_PAGE = re.compile(r"(?:\band\s+)?(?:[AES]/[\w./]+\s+)?\bpage\s+\d+\s*$", re.IGNORECASE)


def read_amendments(
    source: str | PathLike[str] | bytes,
    format: str | None = None,  # noqa: A002 - the word that callers use
    *,
    corrections: Sequence[Correction] = (),
) -> AmendmentDocument:
    """Read one amendment document: .docx, PDF, plain text, or any format that `read` knows.

    What cannot be read as an instruction becomes one with the action "other", its words and the
    reason: nothing is dropped and nothing is guessed. `corrections` (see `read_corrections`) say
    what the user knows better.

    Raises UnknownFormat, UnreadableDocument or UnsafeDocument as `read` does; UnreadableDocument
    too where the document holds no words.
    """
    reading, origin = read_blocks(source, format)
    front = front_and_body(reading)
    if not front.body.strip():
        raise UnreadableDocument(
            "it holds no instruction.",
            source=origin.name or "the input",
            remedy="Check that it is an amendment; a resolution's own text is for read().",
        )
    document = AmendmentDocument(
        instructions=read_instructions(front.body, language=front.language),
        symbol=front.symbol,
        amends=front.amends,
        title=front.title,
        language=front.language,
        sponsors=front.sponsors,
        footnotes=front.footnotes,
        notices=front.notices,
        source=origin,
    )
    read = _with_title(document)
    meant = replace(read, instructions=corrected(read.instructions, corrections))
    return replace(meant, notices=(*meant.notices, *_doubts(meant)))


def _with_title(document: AmendmentDocument) -> AmendmentDocument:
    """ "The title should read as above": the title that stands above the instructions."""
    instructions = tuple(
        replace(
            i,
            action="replace_title",
            new=document.title,
            confidence=0.8,
            reason="its words are taken from the title above it",
        )
        if i.action == "other" and i.target.kind == "title" and document.title
        else i
        for i in document.instructions
    )
    return replace(document, instructions=instructions)


def read_instructions(text: str, *, language: str = "en") -> tuple[Instruction, ...]:
    """Read the instructions in some words, as in an amendment's body or a record of the meeting.

    Line breaks part paragraphs. `language`: two letters; en, fr and es are read.
    """
    spoken = forms(language)
    found: list[Instruction] = []
    contexts: dict[int, Lead] = {}
    for item in cut(text, spoken):
        found += _read_item(text, item, contexts, language)
    return tuple(found)


def _read_item(
    text: str, item: Item, contexts: dict[int, Lead], language: str
) -> Iterator[Instruction]:
    """The instructions of an item. What it heads is kept in `contexts` for those below it."""
    spoken = forms(language)
    scan = Scan(text, spoken, item.start, item.end)
    level = item.level if item.level != PLAIN else max(contexts, default=PLAIN)
    for deeper in [lv for lv in contexts if lv > level or (lv == level and level != PLAIN)]:
        if item.level != PLAIN:
            del contexts[deeper]
    if _is_preface(scan):
        return
    outer = contexts[max(contexts)] if contexts else Lead()
    drafts, lead, stopped = read_clauses(scan, outer)
    source = _source(text, item)
    _mind_next_number(text, item, drafts)
    if lead.targets and lead.targets != outer.targets:
        if item.level == PLAIN:
            contexts.clear()
        contexts[item.level] = lead
    left = _PAGE.sub("", text[stopped : item.end]).strip()
    if drafts and left.strip(".;,:"):
        drafts[-1].doubt("words follow it that were not understood: it may be cut short")
    yield from instructions_of(drafts, source)
    if left.strip(".;,:"):
        yield _unread(left if drafts else source, drafts, language)


def _mind_next_number(text: str, item: Item, drafts: list[Draft]) -> None:
    """Doubt an item in which the number of a next one stands: it may have been taken in whole."""
    if not item.mark.isdigit() or not drafts:
        return
    due = int(item.mark) + 1
    own = {target.number for draft in drafts for target in draft.lead.targets}
    if str(due) in own or any(draft.new_label.startswith(str(due)) for draft in drafts):
        return
    if re.search(rf"(?<=\s){due}\.\s+[^\W\d_a-z]", text[item.start : item.end]):
        drafts[-1].doubt(f"a number {due} stands in it, which may begin another instruction")


def _is_preface(scan: Scan) -> bool:
    """Whether an item only announces the others: "The draft should be amended as follows:"."""
    here = scan.at
    scan.take("preface", "part_heading", "consequence")
    scan.sign(":.")
    if scan.done:
        return True
    scan.at = here
    return False


def _source(text: str, item: Item) -> str:
    mark = f"{item.mark}. " if item.mark.isdigit() else f"{item.mark} " if item.mark else ""
    return mark + " ".join(text[item.start : item.end].split())


def _unread(words: str, drafts: list[Draft], language: str) -> Instruction:
    said = " ".join(words.split())
    if language and language not in LANGUAGES:
        reason = f"instructions in this language ({language}) are not read"
    elif drafts:
        reason = "these words follow an instruction and were not understood"
    else:
        reason = "no known form of an instruction"
    return Instruction(action="other", target=Target(), source=said, confidence=0.0, reason=reason)


def _doubts(document: AmendmentDocument) -> Iterator[Notice]:
    """What to check, told of the whole document."""
    for n, instruction in enumerate(document.instructions, 1):
        if instruction.action == "other":
            yield Notice(code="not-read", message=instruction.reason, where=f"instruction {n}")
        elif instruction.reason:
            yield Notice(code="doubtful", message=instruction.reason, where=f"instruction {n}")
    if not document.amends:
        yield Notice(code="no-amended-text", message="it does not say which text it amends")
