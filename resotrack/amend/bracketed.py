"""Attributed brackets of a draft as amendments, one for each delegation that signed some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resotrack.amend.find import find_words
from resotrack.amend.named import target_of
from resotrack.amend.resolve import Places
from resotrack.model import Document, Notice, Paragraph, Proposal, Sponsorship
from resotrack.model.amendment import AmendmentDocument, Instruction, Target
from resotrack.model.brackets import Cleaned, cuts, without

_ANCHOR_WORDS = 6
_SAID = {
    "keep": "it asks to keep words: that changes nothing",
    "move": "it moves words to a place that it tells in words",
    "other": "it does not say what is to be changed",
}


def bracket_amendments(draft: Document) -> tuple[AmendmentDocument, ...]:
    """What the signed brackets of a draft propose: an amendment for each delegation that signed.

    They amend `draft.view("clean")`, in which nobody's proposal is taken up; what several
    delegations sign together is one amendment. A bracket that no instruction can give is one with
    the action "other" and the reason. () where nobody signed a bracket.
    """
    signed: dict[tuple[str, ...], list[Proposal]] = defaultdict(list)
    for proposal in draft.proposals:
        if proposal.delegations:
            signed[proposal.delegations].append(proposal)
    if not signed:
        return ()
    reading = _Reading(draft, draft.view("clean"))
    return tuple(reading.amendment(who, signed[who]) for who in signed)


@dataclass(slots=True)
class _Reading:
    draft: Document
    clean: Document

    def amendment(self, who: Sequence[str], asked: Sequence[Proposal]) -> AmendmentDocument:
        places = Places(self.clean)
        instructions = tuple(self._read(proposal, places) for proposal in asked)
        return AmendmentDocument(
            instructions=instructions,
            amends=self.draft.symbol,
            name=f"brackets of {', '.join(who)}",
            title=self.draft.title,
            language=self.draft.language,
            sponsors=tuple(Sponsorship(delegation=name) for name in who),
            notices=tuple(
                Notice(code="not-read", message=i.reason, where=f"instruction {n}")
                for n, i in enumerate(instructions, 1)
                if i.action == "other"
            ),
            source=self.draft.source,
        )

    def _read(self, proposal: Proposal, places: Places) -> Instruction:
        paragraph = self.draft.by_id[proposal.paragraph]
        source = paragraph.text[proposal.start : proposal.end] or paragraph.text
        n = places.index.get(paragraph.id)
        if paragraph.kind == "heading":
            made: Instruction | str = "it is in a heading, and instructions change paragraphs alone"
        elif proposal.whole:
            made = self._alternative(proposal, paragraph, places)
        elif proposal.kind in _SAID:
            made = _SAID[proposal.kind]
        elif n is None:
            made = self._of_new(proposal, paragraph, places)
        else:
            made = _of_words(proposal, paragraph, self.clean.paragraphs[n], target_of(places, n))
        if isinstance(made, str):
            return Instruction(
                action="other", target=Target(), source=source, confidence=0.0, reason=made
            )
        return replace(made, source=source)

    def _alternative(
        self, proposal: Proposal, paragraph: Paragraph, places: Places
    ) -> Instruction | str:
        """ "OP5 alt": another text for a paragraph as a whole."""
        base = next(
            (n for n, p in enumerate(self.clean.paragraphs) if p.text == proposal.instead_of), None
        )
        if base is None:
            return "it does not say which paragraph it would replace"
        lines = [proposal.words or paragraph.text]
        lines += [
            f"{below.number} {below.text}" for below in map(self.draft.__getitem__, proposal.also)
        ]
        return Instruction(
            action="replace_paragraph", target=target_of(places, base), new="\n".join(lines)
        )

    def _of_new(
        self, proposal: Proposal, paragraph: Paragraph, places: Places
    ) -> Instruction | str:
        """A paragraph that is a proposal as a whole, so that the clean text has it not."""
        if proposal.kind != "insert":
            return "it is about words that are themselves a proposal"
        before = [p.id for p in self.draft.paragraphs]
        for name in reversed(before[: before.index(paragraph.id)]):
            n = places.index.get(name)
            if n is None or self.draft[name].depth > paragraph.depth:
                continue
            if self.draft[name].kind == paragraph.kind:
                inside = self.draft[name].depth < paragraph.depth
                return Instruction(
                    action="insert_paragraph",
                    target=target_of(places, n, "beginning" if inside else "after"),
                    new=proposal.words,
                    new_label=paragraph.number,
                )
            break
        return "no paragraph of its part stands before it"


def _of_words(
    proposal: Proposal, paragraph: Paragraph, clean: Paragraph, target: Target
) -> Instruction | str:
    """Words put in, taken out or replaced in a paragraph that the clean text has."""
    cleaned = without(paragraph.text, cuts(paragraph.brackets))
    known = cleaned.text == clean.text
    old = proposal.instead_of if proposal.kind != "delete" else proposal.words
    if proposal.kind == "insert":
        return _put_in(proposal, cleaned, clean, target)
    if not old:
        return "it does not say which words it would change"
    if proposal.kind == "delete" and old == clean.text:
        return Instruction(action="delete_paragraph", target=target)
    span = _nearest(paragraph, cleaned, proposal, old) if known else None
    if span is None and len(find_words(clean.text, old)) != 1:
        return "the words that it would change are not found in the text without brackets"
    if proposal.kind == "delete":
        return Instruction(action="delete_words", target=target, old=old, span=span)
    return Instruction(
        action="replace_words", target=target, old=old, new=proposal.words, span=span
    )


def _put_in(
    proposal: Proposal, cleaned: Cleaned, clean: Paragraph, target: Target
) -> Instruction | str:
    at = next(
        (place for n in range(proposal.start, -1, -1) if (place := cleaned.place(n)) is not None),
        0,
    )
    before = clean.text[:at].rstrip()
    new = proposal.words
    if at and not new.startswith((",", ";", ".", ":")):
        new = f" {new}"
    anchor = " ".join(before.split(" ")[-_ANCHOR_WORDS:])
    at = len(before)
    if not anchor:
        anchor = " ".join(clean.text.split(" ")[:_ANCHOR_WORDS])
        new = f"{new.strip()} "
        if not anchor:
            return "the paragraph has no words beside which it could stand"
        return Instruction(
            action="insert_words",
            target=replace(target, position="before"),
            anchor=anchor,
            new=new,
            span=(0, 0),
        )
    return Instruction(
        action="insert_words",
        target=replace(target, position="after"),
        anchor=anchor,
        new=new,
        span=(at, at),
    )


def _nearest(
    paragraph: Paragraph, cleaned: Cleaned, proposal: Proposal, old: str
) -> tuple[int, int] | None:
    """Where in the clean text those words stand that are nearest before the proposal."""
    spans = list(_places(cleaned, old))
    if not spans:
        return None
    at = next((p for n in range(proposal.start, -1, -1) if (p := cleaned.place(n)) is not None), 0)
    behind = [span for span in spans if span[1] <= at + 1]
    if behind:
        return behind[-1]
    around = [span for span in spans if span[0] <= at <= span[1]]
    return (around or spans)[0]


def _places(cleaned: Cleaned, old: str) -> Iterator[tuple[int, int]]:
    at = cleaned.text.find(old)
    while at >= 0:
        yield at, at + len(old)
        at = cleaned.text.find(old, at + 1)
