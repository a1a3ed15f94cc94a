"""Instructions in the making: from words and places to one instruction for each place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product

from resotrack.amend.lead import Lead
from resotrack.amend.scan import quotations
from resotrack.amend.words import Words
from resotrack.model.amendment import Action, Instruction, Position, Target

NOWHERE = Target()


_SURE, PLAIN, INFERRED, _DOUBTED = 1.0, 0.95, 0.6, 0.5


@dataclass(slots=True)
class Draft:
    """An instruction in the making, for each of its places."""

    action: Action
    lead: Lead
    old: str = ""
    new: str = ""
    new_label: str = ""
    destination: Target | None = None
    confidence: float = _SURE
    doubts: list[str] = field(default_factory=list)

    def doubt(self, reason: str, confidence: float = _DOUBTED) -> None:
        self.doubts.append(reason)
        self.confidence = min(self.confidence, confidence)


def word_drafts(
    action: Action, lead: Lead, *, old: Words | None = None, new: Words | None = None
) -> list[Draft]:
    """A draft for each stretch of words; their ends put right where no marks show them."""
    olds = old.parts if old else ("",)
    news = new.parts if new else ("",)
    pairs = (
        zip(olds, news, strict=True)
        if len(olds) == len(news)
        else product(olds, news if len(news) == 1 else news[:1])
    )
    drafts = []
    for before, after in pairs:
        draft = Draft(action, lead, old=before, new=after)
        for words in (old, new):
            if words is not None and not words.quoted:
                draft.confidence = min(draft.confidence, PLAIN)
            if words is not None and not words.quoted and quotations(words.parts[0]):
                draft.doubt(
                    "words in quotation marks stand in it beside others: check what it means"
                )
            if words is not None and words.doubt:
                draft.doubt(words.doubt)
        if new is not None and not new.quoted:
            draft.new = _without_stop(after, before or lead.anchor)
        if old is None and new is not None and not lead.anchor:
            _mind_no_anchor(draft)
        if len(olds) != len(news) and len(news) > 1:
            draft.doubt("there are more new words than old ones")
        drafts.append(draft)
    return drafts


def _mind_no_anchor(draft: Draft) -> None:
    if draft.lead.position not in ("end", "beginning"):
        draft.doubt("it does not say where in the paragraph the words go")


def _without_stop(text: str, like: str) -> str:
    """Without the full stop or semicolon of the instruction, unless the old words end alike."""
    if text.endswith((".", ";")) and not like.endswith(text[-1]):
        return text[:-1].rstrip()
    return text


def instructions_of(drafts: list[Draft], source: str) -> list[Instruction]:
    """The finished instructions of a clause: one for each of its places."""
    found: list[Instruction] = []
    for draft in drafts:
        lead = draft.lead
        targets = lead.targets or (NOWHERE,)
        reasons = list(dict.fromkeys([*lead.asked, *draft.doubts]))
        confidence = draft.confidence if not lead.asked else min(draft.confidence, _DOUBTED)
        if targets == (NOWHERE,) and draft.action != "other":
            reasons.append("it names no place")
            confidence = min(confidence, _DOUBTED)
        inserts = draft.action in ("insert_words", "insert_paragraph")
        anchored = draft.action == "insert_words" and bool(lead.anchor)
        anchor, new = _anchored(lead.anchor, draft.new) if anchored else ("", draft.new)
        position: Position = "at"
        if inserts:
            position = lead.side if anchored else lead.position
        found.extend(
            Instruction(
                action=draft.action,
                target=replace(target, position=position),
                anchor=anchor,
                old=draft.old,
                new=new,
                new_label=draft.new_label,
                near="" if anchored else lead.anchor,
                where=lead.where,
                destination=draft.destination,
                source=source,
                confidence=confidence,
                reason="; ".join(reasons),
            )
            for target in targets
        )
    return found


def _anchored(anchor: str, new: str) -> tuple[str, str]:
    """A comma before "insert" is the text's own only where the new words end in one as well."""
    if anchor.endswith(",") and not (new.endswith(",") and not new.startswith(",")):
        return anchor[:-1], new
    return anchor, new
