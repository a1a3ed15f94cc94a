"""Amendments to amendments: carried out on the words that the other one would put in.

A sub-amendment is voted on before what it amends, and falls with it. So the words of the first
amendment are changed before anything is planned against the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from resotrack.amend.plan import Key
from resotrack.amend.telling import place_told
from resotrack.model import Document, Paragraph
from resotrack.model.amendment import (
    AmendmentDocument,
    Failed,
    Instruction,
    Position,
    Target,
)

_ALL_OF_IT = Target(kind="op", number="1")
Reword = Callable[[str, Sequence[AmendmentDocument]], tuple[str, Mapping[Key, str]]]
"""A text and amendments to it: the new text, and why each instruction failed that did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sub:
    """One instruction of a sub-amendment, and what became of it."""

    key: Key
    instruction: Instruction
    into: Key | None = None
    """The instruction whose words it changes; None where none was found."""
    why: str = ""
    """Why it cannot be carried out; "" where it was."""


@dataclass(slots=True)
class Settled:
    """Amendments to the text as their sub-amendments leave them."""

    instructions: dict[Key, Instruction] = field(default_factory=dict)
    """In the order given; those that a sub-amendment takes out again are not among them."""
    amends: dict[Key, str] = field(default_factory=dict)
    """For each of them, the symbol of the text it is written for."""
    amended_by: dict[Key, list[Key]] = field(default_factory=lambda: defaultdict(list))
    withdrawn: list[Failed] = field(default_factory=list)
    subs: list[Sub] = field(default_factory=list)


def parents(given: Sequence[AmendmentDocument], symbol: str) -> dict[str, str]:
    """For each sub-amendment the amendment that it amends, both by label.

    `symbol`: that of the text; who amends it amends no amendment.
    """
    labels = [amendment.label for amendment in given]
    found: dict[str, str] = {}
    for amendment in given:
        named = amendment.amends
        if not named or named == symbol:
            continue
        same = [name for name in labels if name == named or name.endswith(f"/{named}")]
        if len(same) == 1 and same[0] != amendment.label:
            found[amendment.label] = same[0]
    return {label: parent for label, parent in found.items() if not _is_circle(label, found)}


def _is_circle(label: str, found: Mapping[str, str]) -> bool:
    seen = {label}
    while label in found:
        label = found[label]
        if label in seen:
            return True
        seen.add(label)
    return False


def settle(
    given: Sequence[AmendmentDocument], adopted: Collection[str], symbol: str, reword: Reword
) -> Settled:
    """The instructions to the text itself, each as the adopted sub-amendments leave it."""
    above = parents(given, symbol)
    own = {
        (amendment.label, n): instruction
        for amendment in given
        for n, instruction in enumerate(amendment.instructions, 1)
    }
    found = Settled()

    def depth(label: str) -> int:
        return 1 + depth(above[label]) if label in above else 0

    # An amendment to a sub-amendment changes it before it changes anything.
    deepest = sorted((a for a in given if a.label in above), key=lambda a: -depth(a.label))
    for level in dict.fromkeys(depth(a.label) for a in deepest):
        here = [a for a in deepest if depth(a.label) == level]
        _carry_in(found, own, here, above, adopted, reword)
    order = {a.label: n for n, a in enumerate(given)}
    found.subs.sort(key=lambda sub: (order[sub.key[0]], sub.key[1]))
    for amendment in given:
        if amendment.label in above:
            continue
        for n in range(1, len(amendment.instructions) + 1):
            key = (amendment.label, n)
            if key in own:
                found.instructions[key] = own[key]
                found.amends[key] = amendment.amends
    for sub in found.subs:
        # A new paragraph that goes beside another one which is itself only proposed.
        if sub.into and not sub.why and sub.instruction.action == "insert_paragraph":
            target = own[sub.into].target if sub.into in own else sub.instruction.target
            found.instructions[sub.key] = replace(sub.instruction, target=target)
            found.amends[sub.key] = found.amends.get(sub.into, "")
    return found


def _carry_in(
    found: Settled,
    own: dict[Key, Instruction],
    subs: Sequence[AmendmentDocument],
    above: Mapping[str, str],
    adopted: Collection[str],
    reword: Reword,
) -> None:
    """Carry the sub-amendments of one level into what they amend."""
    at: dict[Key, list[Key]] = defaultdict(list)
    for amendment in subs:
        parent = above[amendment.label]
        for n in range(1, len(amendment.instructions) + 1):
            key = (amendment.label, n)
            if key not in own:
                continue
            into = _meant(own[key], {k: i for k, i in own.items() if k[0] == parent})
            if isinstance(into, str):
                found.subs.append(Sub(key=key, instruction=own[key], why=f"{into} of {parent}"))
            elif parent not in adopted:
                why = f"it amends {parent}, which is not adopted"
                found.subs.append(Sub(key=key, instruction=own[key], into=into, why=why))
            elif amendment.label not in adopted:
                found.subs.append(Sub(key=key, instruction=own[key], into=into, why="pending"))
            else:
                at[into].append(key)
    for into, keys in at.items():
        _change(found, own, into, keys, reword)


def _change(
    found: Settled,
    own: dict[Key, Instruction],
    into: Key,
    keys: Sequence[Key],
    reword: Reword,
) -> None:
    """Change the words of one instruction as several of its sub-amendments ask for."""
    parent = own[into]
    done: list[Key] = []
    whole = [k for k in keys if own[k].action in ("delete_paragraph", "replace_paragraph")]
    for key in whole[1:]:
        told = f"{whole[0][0]} ({whole[0][1]}) settles the same words: one can stand"
        found.subs.append(Sub(key=key, instruction=own[key], into=into, why=told))
    beside = [k for k in keys if own[k].action == "insert_paragraph"]
    done += beside
    words = [k for k in keys if k not in whole and k not in beside]
    new = parent.new
    if whole:
        for key in words:
            told = f"{whole[0][0]} ({whole[0][1]}) {_does(own[whole[0]])} the words that it changes"
            found.subs.append(Sub(key=key, instruction=own[key], into=into, why=told))
        new = own[whole[0]].new if own[whole[0]].action == "replace_paragraph" else ""
        done.append(whole[0])
    elif words:
        asked = [
            AmendmentDocument(
                name=f"{key[0]}\n{key[1]}",
                instructions=(_on_all(own[key]),),
            )
            for key in words
        ]
        new, failed = reword(parent.new, asked)
        for key in words:
            why = failed.get((f"{key[0]}\n{key[1]}", 1), "")
            if why:
                found.subs.append(Sub(key=key, instruction=own[key], into=into, why=why))
            else:
                done.append(key)
    found.subs += [Sub(key=key, instruction=own[key], into=into) for key in done]
    if new == parent.new:
        return
    found.amended_by[into] += done
    if new.strip() or parent.action == "replace_words":
        action = parent.action if new.strip() else "delete_words"
        own[into] = replace(parent, action=action, new=new)
        return
    del own[into]
    by = ", ".join(f"{key[0]} ({key[1]})" for key in done)
    why = f"{by} takes all of it out again"
    found.withdrawn.append(Failed(amendment=into[0], number=into[1], instruction=parent, why=why))


def _does(instruction: Instruction) -> str:
    return "takes out" if instruction.action == "delete_paragraph" else "replaces"


def _on_all(instruction: Instruction) -> Instruction:
    """The same change, anywhere in the words that it amends."""
    target = replace(_ALL_OF_IT, position=instruction.target.position)
    return replace(instruction, target=target)


def _meant(sub: Instruction, proposed: Mapping[Key, Instruction]) -> Key | str:
    """Which instruction a sub-amendment changes, or why that cannot be said."""
    direct = [key for key in proposed if sub.target == _placed(key[1], sub.target.position)]
    if direct:
        return direct[0]
    if sub.action == "other":
        return f"it was not understood ({sub.reason}): it is about a part"
    named = [key for key, one in proposed.items() if _is_named(sub.target, one)]
    candidates = named or [key for key, one in proposed.items() if one.new]
    if sub.action in ("delete_paragraph", "replace_paragraph", "insert_paragraph"):
        if len(named) == 1:
            return named[0]
        return (
            f"{len(named) or 'no'} instructions put in {place_told(sub.target)}: it is about none"
        )
    if sub.action not in ("replace_words", "delete_words", "insert_words"):
        return "it moves or renames something, which is no part"
    if len(candidates) == 1:
        return candidates[0]
    sought = (sub.old or sub.anchor).strip()
    holding = [key for key in candidates if sought and sought in proposed[key].new]
    if len(holding) == 1:
        return holding[0]
    told = f"“{sought}”" if sought else "its words"
    return f"{told} stand in {len(holding) or 'no'} new texts"


def instruction_target(number: int) -> Target:
    """The place of a sub-amendment that says which instruction it changes, by its number."""
    return Target(kind="unknown", number=f"instruction {number}")


def _placed(number: int, position: Position) -> Target:
    return replace(instruction_target(number), position=position)


def _is_named(target: Target, proposed: Instruction) -> bool:
    """Whether a place is that of what an instruction puts in: "the proposed paragraph 7 bis"."""
    if not target.number:
        return False
    label = proposed.new_label.replace(" ", "").lower()
    own = proposed.target
    if target.kind not in (own.kind, "unknown"):
        return False
    if label:
        return label in (target.number.lower(), target.sub.replace(" ", ""))
    if proposed.action == "insert_paragraph":
        return False
    return own.number == target.number and (not target.sub or own.sub == target.sub)


def worded(text: str) -> Document:
    """Words as a text of their own, so that they are amended like any other."""
    paragraph = Paragraph(id="op1", kind="operative", number="1", text=text)
    return Document(paragraphs=(paragraph,))
