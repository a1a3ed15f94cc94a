"""Changes of words, looked for in a later text."""

from __future__ import annotations

from dataclasses import replace

from resotrack.amend.find import find_words
from resotrack.amend.ground import Ground, Landed, NoPlace, bare, names, said
from resotrack.amend.named import target_of
from resotrack.amend.plan import WordEdit, spaced
from resotrack.amend.succession import Place, Succession
from resotrack.model import Paragraph
from resotrack.model.amendment import Instruction

# Words found again but for quotation marks, dashes and a mark at their end are the same words.
_SAME_WORDS = 0.97
_KEPT_WORDS = 2


def land_title(ground: Ground, instruction: Instruction) -> Landed:
    title = ground.after.title
    if instruction.action == "replace_title":
        if title == instruction.new:
            raise NoPlace("already taken in", "the title reads so already")
        changed = title != ground.before.title
        return Landed(instruction, "the title has changed since" if changed else "")
    if len(find_words(title, instruction.old or instruction.anchor)) != 1:
        raise NoPlace("words gone", f"its words do not stand in the title “{title}”")
    return Landed(replace(instruction, span=None))


def land_words(ground: Ground, edit: WordEdit, instruction: Instruction) -> Landed:
    old = ground.before.paragraphs[edit.paragraph]
    succession = ground.successors(old)
    at_edge = instruction.target.position in ("end", "beginning") and not instruction.anchor
    if instruction.action == "insert_words" and at_edge:
        return _at_edge(ground, succession, instruction)
    if instruction.action == "insert_words":
        return _put_in(ground, edit, instruction, old, succession)
    place, remark = _taken(ground, edit, instruction, old, succession)
    text = ground.after.paragraphs[place.paragraph].text
    return Landed(
        replace(
            instruction,
            target=target_of(ground.places, place.paragraph),
            old=text[place.start : place.end].strip(),
            span=(place.start, place.end),
            near="",
            where="",
        ),
        remark,
    )


def _taken(
    ground: Ground, edit: WordEdit, instruction: Instruction, old: Paragraph, succession: Succession
) -> tuple[Place, str]:
    """Where the words stand that an instruction takes out or replaces."""
    words = old.text[edit.start : edit.end]
    place = succession.place(old, edit.start, edit.end)
    if place is not None:
        text = ground.after.paragraphs[place.paragraph].text
        at = instruction.new.find(words) if instruction.new else -1
        start = place.start - at
        # "A" for "A and B", where the later text has "A and B" by now.
        if at >= 0 and start >= 0 and text[start:].startswith(instruction.new):
            raise ground.in_already(place.paragraph)
        return place, ""
    around = succession.around(old, edit.start, edit.end)
    now = ""
    if around is not None:
        now = ground.after.paragraphs[around.paragraph].text[around.start : around.end]
    is_there = around is not None and bare(now) == bare(instruction.new)
    if around is not None and is_there and instruction.new:
        raise ground.in_already(around.paragraph)
    found = [
        Place(paragraph=n, start=spot.start, end=spot.end)
        for n in succession.indexes
        for spot in find_words(ground.after.paragraphs[n].text, words.strip())
        if spot.score >= _SAME_WORDS
    ]
    if len(found) == 1:
        name = ground.after.paragraphs[found[0].paragraph].id
        return found[0], f"its words stand elsewhere in {name} now"
    if around is not None and is_there and not found:
        raise ground.in_already(around.paragraph)
    if around is not None and now.strip(" ,;."):
        name = ground.after.paragraphs[around.paragraph].id
        raise NoPlace(
            "changed there too", f"where {said(words)} stood, {name} reads “{now.strip()}”"
        )
    raise NoPlace("words gone", f"{said(words)} no longer stand in {names(succession)}")


def _put_in(
    ground: Ground, edit: WordEdit, instruction: Instruction, old: Paragraph, succession: Succession
) -> Landed:
    """Words put in beside others that are still there."""
    before = instruction.target.position == "before"
    place, remark = _anchor(ground, edit, instruction, old, succession)
    text = ground.after.paragraphs[place.paragraph].text
    at = place.start if before else place.end
    new = instruction.new
    if not before and text[at:].lstrip().startswith(new.strip()):
        raise ground.in_already(place.paragraph)
    if before and text[:at].rstrip().endswith(new.strip()):
        raise ground.in_already(place.paragraph)
    if instruction.span is None:
        new = spaced(text, at, new)
    return Landed(
        replace(
            instruction,
            target=target_of(ground.places, place.paragraph, instruction.target.position),
            anchor=text[place.start : place.end],
            new=new,
            span=(at, at),
            where="",
        ),
        remark,
    )


def _anchor(
    ground: Ground, edit: WordEdit, instruction: Instruction, old: Paragraph, succession: Succession
) -> tuple[Place, str]:
    """Where the words stand beside which others are put in."""
    before = instruction.target.position == "before"
    start, end = edit.anchor
    if start == end:
        length = len(instruction.anchor)
        start, end = (start, start + length) if before else (max(0, start - length), start)
        gap = len(old.text[start:end]) - len(old.text[start:end].strip())
        start += gap if not before and old.text[start:end][:1] == " " else 0
    place = succession.place(old, start, end)
    if place is not None:
        return place, ""
    words = old.text[start:end]
    found = [
        Place(paragraph=n, start=spot.start, end=spot.end)
        for n in succession.indexes
        for spot in find_words(ground.after.paragraphs[n].text, words.strip())
        if spot.score >= _SAME_WORDS
    ]
    if len(found) == 1:
        name = ground.after.paragraphs[found[0].paragraph].id
        return found[0], f"the words beside which it stands are elsewhere in {name} now"
    near = words.split()[:_KEPT_WORDS] if before else words.split()[-_KEPT_WORDS:]
    length = len(" ".join(near))
    if len(words.split()) > _KEPT_WORDS:
        edge = (start, start + length) if before else (end - length, end)
        place = succession.place(old, *edge)
    if place is None:
        raise NoPlace(
            "words gone",
            f"{said(words)}, beside which it stands, are no longer in {names(succession)}",
        )
    return place, f"of {said(words)}, beside which it stands, only the nearest are still there"


def _at_edge(ground: Ground, succession: Succession, instruction: Instruction) -> Landed:
    position = instruction.target.position
    n = succession.indexes[-1 if position == "end" else 0]
    text = bare(ground.after.paragraphs[n].text)
    new = bare(instruction.new)
    if text.endswith(new) if position == "end" else text.startswith(new):
        raise ground.in_already(n)
    return Landed(replace(instruction, target=target_of(ground.places, n, position), span=None))
