"""Changes of whole paragraphs, looked for in a later text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from resotrack.amend.ground import Ground, Landed, NoPlace, bare, in_order, names
from resotrack.amend.hunks import hunks
from resotrack.amend.named import target_of
from resotrack.amend.plan import WholeEdit
from resotrack.amend.resolve import Places
from resotrack.amend.subs import lines_of
from resotrack.amend.succession import Succession
from resotrack.model import Document, Paragraph
from resotrack.model.amendment import Instruction, Position, Target

# Two texts of which the one may be said to be in already, and two that ask to be looked at.
_THERE, _MUCH_ALIKE = 95.0, 75.0
# Less alike than this a new text is no version of the old one, and there is nothing to merge.
_VERSION = 50.0


def land_deleted(ground: Ground, edit: WholeEdit, instruction: Instruction) -> Iterator[Landed]:
    old = ground.before.paragraphs[edit.paragraph]
    succession = ground.linked.get(old.id)
    if succession is None or not succession.after:
        raise NoPlace("already taken in", f"{old.id} is no longer in the text")
    if len(succession.before) > 1:
        place = succession.place(old, 0, len(old.text.rstrip(" .;,")))
        if place is None:
            raise NoPlace(
                "changed there too", f"{old.id} was joined with another to {names(succession)}"
            )
        yield Landed(
            Instruction(
                action="delete_words",
                target=target_of(ground.places, place.paragraph),
                old=ground.after.paragraphs[place.paragraph].text[place.start : place.end],
                span=(place.start, place.end),
                source=instruction.source,
                confidence=instruction.confidence,
                reason=instruction.reason,
            ),
            f"{old.id} was joined with another to {names(succession)}",
        )
        return
    changed = [p.text for p in succession.after] != [old.text]
    remark = f"its words have changed since: see {names(succession)}" if changed else ""
    for n in succession.indexes:
        yield Landed(replace(instruction, target=target_of(ground.places, n)), remark)


def land_replaced(ground: Ground, edit: WholeEdit, instruction: Instruction) -> Landed:
    old = ground.before.paragraphs[edit.paragraph]
    succession = ground.successors(old)
    if len(succession.before) > 1 or len(succession.after) > 1:
        does = "joined with another" if len(succession.before) > 1 else "split"
        raise NoPlace("changed there too", f"{old.id} was {does}: {names(succession)}")
    (n,) = succession.indexes
    now = ground.after.paragraphs[n]
    moved = replace(instruction, target=target_of(ground.places, n), span=None)
    lines = lines_of(edit.text)
    if bare(now.text) == bare(edit.text):
        raise ground.in_already(n)
    if _family(ground, ground.before, edit.paragraph) == _family(ground, ground.after, n):
        return Landed(moved)
    if len(lines) > 1 or len(_family(ground, ground.before, edit.paragraph)) > 1:
        raise NoPlace(
            "changed there too", f"it rewrites {old.id}, which has changed since: see {now.id}"
        )
    merged = _merged(ground, old, edit.text, succession, now)
    if merged == now.text:
        raise ground.in_already(n)
    return Landed(
        replace(moved, new=merged), f"what has changed in {now.id} since is kept beside it"
    )


def land_new(ground: Ground, edit: WholeEdit, instruction: Instruction) -> Landed:
    remarks: list[str] = []
    _mind_alike(ground, edit, remarks)
    position = instruction.target.position
    target = _beside(ground, edit.paragraph, position, remarks)
    new = replace(
        instruction, target=target, new_label=_label(instruction.new_label, target), span=None
    )
    return Landed(new, "; ".join(remarks))


def land_moved(ground: Ground, edit: WholeEdit, instruction: Instruction) -> Landed:
    old = ground.before.paragraphs[edit.paragraph]
    succession = ground.successors(old)
    if len(succession.before) > 1 or len(succession.after) > 1:
        raise NoPlace("changed there too", f"{old.id} was joined or split: {names(succession)}")
    remarks: list[str] = []
    to = _beside(ground, edit.to, "before" if edit.before else "after", remarks)
    return Landed(
        replace(
            instruction, target=target_of(ground.places, succession.indexes[0]), destination=to
        ),
        "; ".join(remarks),
    )


def _merged(
    ground: Ground, old: Paragraph, new: str, succession: Succession, now: Paragraph
) -> str:
    """The later text with the changes that an amendment makes to the earlier one."""
    clash = NoPlace("changed there too", f"both rewrite the same words: see {now.id}")
    if fuzz.ratio(old.text, new) < _VERSION:
        raise NoPlace(
            "changed there too", f"it rewrites {old.id}, which has changed since: see {now.id}"
        )
    edits: list[tuple[int, int, str]] = []
    for start, end, put in hunks(old.text, new):
        place = succession.place(old, start, end)
        if place is None:
            around = succession.around(old, start, end)
            there = now.text[around.start : around.end] if around else None
            if there is not None and bare(there) == bare(put):
                continue
            raise clash
        if start == end and now.text[place.start :].startswith(put):
            continue
        edits.append((place.start, place.end, put))
    text = now.text
    for start, end, put in reversed(edits):
        text = text[:start] + put + text[end:]
    return text


def _mind_alike(ground: Ground, edit: WholeEdit, remarks: list[str]) -> None:
    """Refuse a new paragraph that is there by now; tell of one much like it that came in."""
    text = in_order(" ".join(line for _, line in lines_of(edit.text)))
    head = in_order(lines_of(edit.text)[0][1])
    came = {n for one in ground.linked.values() for n in one.indexes}
    best, likeness = -1, 0.0
    for n, words in enumerate(ground.sorted_words):
        alike = max(fuzz.ratio(head, words), fuzz.ratio(text, words))
        if alike >= _THERE:
            raise ground.in_already(n)
        if n not in came and alike > likeness:
            best, likeness = n, alike
    if likeness >= _MUCH_ALIKE:
        name = ground.after.paragraphs[best].id
        remarks.append(f"{name}, much like it, has come in since")


def _beside(ground: Ground, n: int, position: Position, remarks: list[str]) -> Target:
    """Where a new one goes beside what a paragraph became, or beside its neighbour."""
    old = ground.before.paragraphs[n]
    succession = ground.linked.get(old.id)
    if succession is not None and succession.after:
        index = succession.indexes[0 if position in ("before", "beginning") else -1]
        if ground.after.paragraphs[index].kind == old.kind:
            return target_of(ground.places, index, position)
    if position in ("end", "beginning"):
        raise NoPlace("paragraph gone", f"{old.id}, of which it would be a part, is gone")
    alike = [
        m
        for m, p in enumerate(ground.before.paragraphs)
        if p.kind == old.kind and p.depth == old.depth and p.parent == old.parent
    ]
    for m in sorted((m for m in alike if m != n), key=lambda m: (abs(m - n), m > n)):
        neighbour = ground.before.paragraphs[m]
        there = ground.linked.get(neighbour.id)
        if there is None or not there.after or there.after[-1].kind != old.kind:
            continue
        side: Position = "after" if m < n else "before"
        index = there.indexes[-1 if side == "after" else 0]
        now = ground.after.paragraphs[index].id
        gone = "stands in another part" if succession and succession.after else "is gone"
        remarks.append(f"{old.id}, beside which it would go, {gone}: it goes {side} {now}")
        return target_of(ground.places, index, side)
    raise NoPlace("paragraph gone", f"{old.id} and all beside it are gone")


def _family(ground: Ground, document: Document, n: int) -> list[str]:
    places = ground.places if document is ground.after else Places(document)
    return [document.paragraphs[m].text for m in places.family(n)]


def _label(label: str, target: Target) -> str:
    """The number of a new paragraph behind another one: "7 bis" becomes "9 bis" behind OP 9."""
    number, _, suffix = label.partition(" ")
    if not suffix or not number.isdigit() or not target.number.isdigit():
        return label if label.startswith("(") else ""
    return f"{target.number} {suffix}" if target.position == "after" else label
