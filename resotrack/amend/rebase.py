"""Amendments to one version of a text carried over to the next.

An instruction is planned against the text that it was written for; each of its edits is then looked
for in the later text: the paragraph by its link, the words by the comparison of the two. What
lands is an instruction to the later text that names its paragraph and its words there. What does
not is told with the reason: nothing is dropped, and nothing that the later text changed is undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from resotrack.amend.apply import Amendments, Outcome, documents_of
from resotrack.amend.find import find_words
from resotrack.amend.ground import Ground, Landed, NoPlace, names, said
from resotrack.amend.landing_paragraphs import land_deleted, land_moved, land_new, land_replaced
from resotrack.amend.landing_words import land_title, land_words
from resotrack.amend.plan import TITLE, Edit, Plan, Proposal, WholeEdit, WordEdit, plan_all
from resotrack.amend.subamendments import parents
from resotrack.amend.succession import of_comparison, of_ids
from resotrack.compare import compare
from resotrack.model import Comparison, Document
from resotrack.model.amendment import AmendmentDocument, CarriedOver, Instruction, LeftBehind

# Below this a link between two paragraphs is worth a look before anything is done by it.
_SURE = 0.75


@dataclass(frozen=True, kw_only=True)
class Rebased:
    """Amendments as they read for a later text."""

    amendments: tuple[AmendmentDocument, ...]
    """Those of which something could be carried over, to be applied to the later text."""
    carried: tuple[CarriedOver, ...]
    left: tuple[LeftBehind, ...]
    """What could not be, each with why. An instruction for several places may be in both."""
    before: Document = field(repr=False)
    after: Document = field(repr=False)


def rebase(
    amendments: Amendments,
    before: Document,
    after: Document,
    *,
    comparison: Comparison | None = None,
) -> Rebased:
    """Carry amendments that were written for `before` over to `after`.

    `comparison`: of the two texts, where it is at hand (with the user's hints, say).

    Every instruction comes out as carried over, as left behind, or, place by place, as both.
    Sub-amendments go along with what they amend.
    """
    linked = of_comparison(comparison or compare(before, after), after)
    return _run(Ground(before, after, linked), documents_of(amendments))


def rebase_pending(outcome: Outcome) -> Rebased:
    """Carry the amendments that were not adopted over to the text that the adopted ones made."""
    linked = of_ids(outcome.before, outcome.document, outcome.ids)
    pending = tuple(a for a in outcome.amendments if a.label not in outcome.adopted)
    return _run(Ground(outcome.before, outcome.document, linked), pending)


def _run(ground: Ground, given: Sequence[AmendmentDocument]) -> Rebased:
    above = parents(given, ground.before.symbol)
    proposals = [
        Proposal(key=(amendment.label, n), instruction=instruction)
        for amendment in given
        for n, instruction in enumerate(amendment.instructions, 1)
        if amendment.label not in above
    ]
    carried: list[CarriedOver] = []
    left: list[LeftBehind] = []
    for plan, ends in _settled(ground, plan_all(ground.before, proposals)):
        label, number = plan.proposal.key
        instruction = plan.proposal.instruction
        landed = [one for one in ends if isinstance(one, Landed)]
        left += [
            LeftBehind(
                amendment=label,
                number=number,
                instruction=instruction,
                kind=one.kind,
                why=one.why,
            )
            for one in ends
            if isinstance(one, NoPlace)
        ]
        if landed:
            carried.append(
                CarriedOver(
                    amendment=label,
                    number=number,
                    instruction=instruction,
                    now=tuple(dict.fromkeys(one.instruction for one in landed)),
                    remark="; ".join(dict.fromkeys(one.remark for one in landed if one.remark)),
                )
            )
    _go_along(given, above, carried, left)
    order = {amendment.label: n for n, amendment in enumerate(given)}
    carried.sort(key=lambda one: (order[one.amendment], one.number))
    left.sort(key=lambda one: (order[one.amendment], one.number))
    return Rebased(
        amendments=tuple(_documents(ground, given, above, carried)),
        carried=tuple(carried),
        left=tuple(left),
        before=ground.before,
        after=ground.after,
    )


def _settled(
    ground: Ground, plans: Sequence[Plan]
) -> Iterator[tuple[Plan, list[Landed | NoPlace]]]:
    """What becomes of each plan; what landed is planned once more, on the later text."""
    ends = [list(_landed(ground, plan)) for plan in plans]
    found = [one for several in ends for one in several if isinstance(one, Landed)]
    proposals = [Proposal(key=("", n), instruction=one.instruction) for n, one in enumerate(found)]
    again = iter(plan_all(ground.after, proposals))
    for plan, several in zip(plans, ends, strict=True):
        checked: list[Landed | NoPlace] = []
        for one in several:
            why = next(again).why if isinstance(one, Landed) else ""
            checked.append(NoPlace("words gone", why) if why else one)
        yield plan, checked


def _landed(ground: Ground, plan: Plan) -> Iterator[Landed | NoPlace]:
    """What becomes of each edit of an instruction."""
    instruction = plan.proposal.instruction
    if instruction.action == "other":
        yield NoPlace("not understood", f"it was not understood: {instruction.reason}")
        return
    if plan.why:
        name = ground.before.symbol or "the earlier text"
        yield NoPlace("no place before", f"it had no place in {name}: {plan.why}")
        return
    if instruction.target.kind == "all":
        yield _throughout(ground, instruction)
        return
    for edit in plan.edits:
        try:
            for one in _land(ground, edit, instruction):
                doubts = (one.remark, *_doubts(ground, edit))
                yield replace(one, remark="; ".join(filter(None, doubts)))
        except NoPlace as reason:
            yield reason


def _doubts(ground: Ground, edit: Edit) -> Iterator[str]:
    """What to check about the paragraph that another one became."""
    if edit.paragraph < 0:
        return
    old = ground.before.paragraphs[edit.paragraph]
    succession = ground.linked.get(old.id)
    if succession is None or not succession.after:
        return
    if succession.confidence < _SURE:
        yield f"that {old.id} became {names(succession)} is not sure"
    if any(now.kind != old.kind for now in succession.after):
        yield f"{old.id} stands in another part now: {names(succession)}"


def _land(ground: Ground, edit: Edit, instruction: Instruction) -> Iterator[Landed]:
    if edit.paragraph == TITLE:
        yield land_title(ground, instruction)
    elif edit.paragraph < 0 or (isinstance(edit, WholeEdit) and edit.kind == "heading"):
        # A heading is named by its words, its section or what stands below it: planned again, it
        # is found by them or not at all.
        yield Landed(instruction)
    elif isinstance(edit, WordEdit):
        yield land_words(ground, edit, instruction)
    elif edit.kind == "insert":
        yield land_new(ground, edit, instruction)
    elif edit.kind == "move":
        yield land_moved(ground, edit, instruction)
    elif edit.kind == "delete":
        yield from land_deleted(ground, edit, instruction)
    else:
        yield land_replaced(ground, edit, instruction)


def _throughout(ground: Ground, instruction: Instruction) -> Landed | NoPlace:
    """Words changed wherever they stand: wherever they stand now."""
    sought = instruction.old or instruction.anchor
    if any(find_words(p.text, sought) for p in ground.after.paragraphs):
        return Landed(instruction)
    return NoPlace("words gone", f"{said(sought)} stand nowhere in the text")


def _go_along(
    given: Sequence[AmendmentDocument],
    above: Mapping[str, str],
    carried: list[CarriedOver],
    left: list[LeftBehind],
) -> None:
    """Sub-amendments stay as they are, and fall with all of what they amend."""
    waiting = [amendment for amendment in given if amendment.label in above]
    while waiting:
        labels = {amendment.label for amendment in waiting}
        ready = [amendment for amendment in waiting if above[amendment.label] not in labels]
        standing = {one.amendment for one in carried}
        for amendment in ready:
            parent = above[amendment.label]
            for n, instruction in enumerate(amendment.instructions, 1):
                if parent not in standing:
                    left.append(
                        LeftBehind(
                            amendment=amendment.label,
                            number=n,
                            instruction=instruction,
                            kind="paragraph gone",
                            why=f"nothing of {parent}, which it amends, could be carried over",
                        )
                    )
                    continue
                carried.append(
                    CarriedOver(
                        amendment=amendment.label,
                        number=n,
                        instruction=instruction,
                        now=(instruction,),
                        remark=f"it goes along with {parent}",
                    )
                )
        waiting = [amendment for amendment in waiting if amendment not in ready]


def _documents(
    ground: Ground,
    given: Sequence[AmendmentDocument],
    above: Mapping[str, str],
    carried: Sequence[CarriedOver],
) -> Iterator[AmendmentDocument]:
    """The amendments with what they ask for now; those of which nothing is left fall out."""
    now: dict[str, list[Instruction]] = defaultdict(list)
    for one in carried:
        now[one.amendment] += one.now
    for amendment in given:
        if instructions := now[amendment.label]:
            is_sub = amendment.label in above
            amends = amendment.amends if is_sub else ground.after.symbol or amendment.amends
            yield replace(amendment, instructions=tuple(instructions), amends=amends, notices=())
