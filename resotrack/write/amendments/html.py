"""The pages about amendments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from resotrack.amend import DraftAmendment, Outcome, Rebased
from resotrack.amend.standoff import LOST
from resotrack.amend.voting import NOTE, Turn
from resotrack.model import AmendmentDocument
from resotrack.write.amendments.view import (
    CARRIED,
    Item,
    Part,
    conflict_items,
    left_mark,
    lines,
    outcome_parts,
    read_part,
    sentence,
    with_now,
)
from resotrack.write.pages import page

Count = tuple[int, str, str]
"""(how many, of what, the class of its colour)."""


def proposals_page(amendments: Sequence[AmendmentDocument]) -> str:
    """How the instructions of some amendments were understood."""
    read = [i for amendment in amendments for i in amendment.instructions]
    sources = dict.fromkeys(a.source.name for a in amendments if a.source and a.source.name)
    # The amendments of one draft are named below; above them stands the draft.
    names = sources if len(amendments) > 1 and sources else [a.label for a in amendments]
    unread = sum(i.action == "other" for i in read)
    doubted = sum(bool(i.reason) for i in read) - unread
    return _page(
        f"How it was read: {', '.join(names)}",
        counts=(
            (len(read) - doubted - unread, "read", ""),
            (doubted, "to check", "mixed"),
            (unread, "not understood", "weakened"),
        ),
        legend="Each instruction as it was understood, and below it the words that it was read "
        "from. What is marked “to check” may mean something else.",
        parts=tuple(read_part(amendment) for amendment in amendments),
    )


def outcome_page(outcome: Outcome) -> str:
    """What became of every instruction, what is in conflict, and the amended text."""
    stopped = [c for c in outcome.conflicts if not c.both]
    notices = [notice for notice in outcome.document.notices if notice.code == LOST]
    return _page(
        f"{outcome.before.label} as amended",
        counts=(
            (len(outcome.applied), "carried out", "strengthened"),
            (len(outcome.failed), "not carried out", "weakened"),
            (len(outcome.conflicts), "touching pairs", ""),
            (len(stopped), "of which one alone can stand", "weakened"),
        ),
        parts=outcome_parts(outcome),
        pairs=conflict_items(outcome.conflicts),
        notices=tuple(
            f"{notice.where}: {notice.message}" if notice.where else notice.message
            for notice in notices
        ),
        lines=lines(outcome),
        language=outcome.document.language,
        title_now=outcome.document.title,
    )


def conflicts_page(outcome: Outcome) -> str:
    """Which instructions touch one another, and whether both can stand."""
    kinds = Counter(conflict.both for conflict in outcome.conflicts)
    labels = ", ".join(amendment.label for amendment in outcome.amendments)
    return _page(
        f"Conflicts of amendments to {outcome.before.label}",
        counts=(
            (kinds[False], "pairs of which one can stand", "weakened"),
            (kinds[True], "pairs of which both can stand", ""),
        ),
        legend=f"All pairs of instructions of {labels} that touch one another.",
        pairs=conflict_items(outcome.conflicts),
        nothing="" if outcome.conflicts else "None of them touches another.",
    )


def order_page(turns: Sequence[Turn]) -> str:
    """A proposed order of voting."""
    return _page(
        "A proposed order of voting",
        legend=f"{NOTE} The distance counts the words that an amendment changes; those that leave "
        "a provision’s force alone count half.",
        turns=tuple(turns),
    )


def draft_page(drafted: DraftAmendment) -> str:
    """Instructions that make one text another, and how they are read back."""
    verdict = (
        "Read back and carried out, it gives the second text word for word."
        if drafted.exact
        else "Read back and carried out, it does not give the second text: check it by hand."
    )
    amends = drafted.amendment.amends
    return _page(
        f"Draft amendment to {amends}" if amends else "Draft amendment",
        counts=((len(drafted.amendment.instructions), "instructions", ""),),
        legend=verdict,
        draft=tuple(drafted.text.split("\n")) if drafted.text else (),
        parts=(read_part(drafted.amendment),) if drafted.text else (),
        nothing="" if drafted.text else "The two texts are the same.",
    )


def rebase_page(rebased: Rebased) -> str:
    """Amendments carried over to a later text, and what could not be, with why."""
    carried = [
        with_now(
            Item(
                head=f"{one.amendment} ({one.number})",
                mark=CARRIED,
                sentence=sentence(one.instruction),
                remarks=(one.remark,) if one.remark else (),
            ),
            one.now,
        )
        for one in rebased.carried
    ]
    left = [
        Item(
            head=f"{one.amendment} ({one.number})",
            mark=left_mark(one.kind),
            sentence=sentence(one.instruction),
            remarks=(one.why,),
        )
        for one in rebased.left
    ]
    check = sum(bool(one.remark) for one in rebased.carried)
    parts = (
        Part(title="Left behind, and why", items=tuple(left)),
        Part(title="Carried over", items=tuple(carried)),
    )
    return _page(
        f"Amendments to {rebased.before.label}, carried over to {rebased.after.label}",
        counts=(
            (len(carried), "carried over", "strengthened"),
            (check, "of them to check", "mixed"),
            (len(left), "left behind", "weakened"),
        ),
        parts=tuple(part for part in parts if part.items),
    )


def _page(
    title: str,
    *,
    counts: Sequence[Count] = (),
    legend: str = "",
    parts: Sequence[Part] = (),
    pairs: Sequence[Item] = (),
    notices: Sequence[str] = (),
    lines: Sequence[object] = (),
    language: str = "",
    title_now: str = "",
    turns: Sequence[Turn] = (),
    draft: Sequence[str] = (),
    nothing: str = "",
) -> str:
    return page(
        "amendments",
        title=title,
        counts=counts,
        legend=legend,
        parts=parts,
        pairs=pairs,
        notices=notices,
        lines=lines,
        language=language,
        title_now=title_now,
        turns=turns,
        draft=draft,
        nothing=nothing,
    )
