"""Instructions that touch one another, whichever of them is adopted.

Edits are gathered by paragraph, so that instructions that have nothing to do with one another are
never held against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from resotrack.amend.find import find_words
from resotrack.amend.plan import TITLE, Edit, Key, Plan, WholeEdit, WordEdit, heading_place
from resotrack.amend.resolve import Places
from resotrack.model import Document
from resotrack.model.amendment import Conflict, ConflictKind


def find_conflicts(document: Document, plans: Sequence[Plan]) -> list[Conflict]:
    """Every pair of instructions that touch one another, in the order of the instructions."""
    by_paragraph: dict[int, list[Edit]] = defaultdict(list)
    family = _ancestors(document)
    gaps: dict[tuple[int, int], list[WholeEdit]] = defaultdict(list)
    places = Places(document)
    for edit in (edit for plan in plans for edit in plan.edits):
        by_paragraph[edit.paragraph].append(edit)
        if isinstance(edit, WholeEdit) and edit.kind in ("insert", "heading", "move"):
            arrival = edit
            if edit.kind == "move":
                # Where it goes, it is like a new paragraph.
                arrival = replace(edit, kind="insert", paragraph=edit.to)
                by_paragraph[edit.to].append(arrival)
            gaps[_gap(places, arrival)].append(arrival)
    _spread_to_families(by_paragraph, family)
    order = {plan.proposal.key: n for n, plan in enumerate(plans)}
    found: dict[tuple[Key, Key], Conflict] = {}

    def hold(one: Edit, two: Edit, between: Callable[[Edit, Edit], Conflict | None]) -> None:
        if one.key == two.key:
            return
        first, second = sorted((one, two), key=lambda e: order[e.key])
        conflict = between(first, second)
        if conflict and conflict.both and first.key[0] == second.key[0]:
            # One document says in which order it means its own instructions.
            return
        known = found.get((first.key, second.key))
        if conflict and (known is None or (known.both and not conflict.both)):
            found[first.key, second.key] = conflict

    for paragraph, edits in by_paragraph.items():
        name, said = _names(document, paragraph)
        for pair in combinations(edits, 2):
            hold(*pair, partial(_between, name=name, said=said))
    for arrivals in gaps.values():
        name = document.paragraphs[arrivals[0].paragraph].id
        for pair in combinations(arrivals, 2):
            hold(*pair, partial(_same_place, name=name))
    lost = list(_lost(plans, found))
    return sorted([*found.values(), *lost], key=lambda c: (order[c.first], order[c.second]))


def _gap(places: Places, edit: WholeEdit) -> tuple[int, int]:
    """Where something is put in: before which paragraph, and how deep it stands there.

    "After paragraph 1" and "before paragraph 2" are one place.
    """
    n = edit.paragraph
    depth = places.document.paragraphs[n].depth
    if edit.inside:
        return n + 1 if edit.before else places.family(n).stop, depth + 1
    return n if edit.before else places.family(n).stop, depth


def _names(document: Document, paragraph: int) -> tuple[str, str]:
    """The id of what is changed, and how a sentence names it."""
    if paragraph >= 0:
        name = document.paragraphs[paragraph].id
        return name, name
    if paragraph == TITLE:
        return "title", "the title"
    heading = document.headings[heading_place(paragraph)]
    return heading.id, f"the heading “{heading.text}”"


def _ancestors(document: Document) -> dict[int, list[int]]:
    """For each sub-paragraph the paragraphs that it stands in."""
    index = {p.id: n for n, p in enumerate(document.paragraphs)}
    found: dict[int, list[int]] = {}
    for n, paragraph in enumerate(document.paragraphs):
        parent = paragraph.parent
        if parent in index:
            up = index[parent]
            found[n] = [up, *found.get(up, [])]
    return found


def _spread_to_families(by_paragraph: dict[int, list[Edit]], family: dict[int, list[int]]) -> None:
    """What deletes or replaces a paragraph touches what changes its sub-paragraphs."""
    for n in list(by_paragraph):
        for up in family.get(n, ()):
            whole = [
                e
                for e in by_paragraph.get(up, ())
                if isinstance(e, WholeEdit)
                and e.kind in ("delete", "replace")
                and e.paragraph == up
            ]
            by_paragraph[n] += [e for e in whole if e not in by_paragraph[n]]


def _between(first: Edit, second: Edit, *, name: str, said: str) -> Conflict | None:
    """What is between two edits of one paragraph; None where each can be carried out alone."""
    both = f"{key_told(first.key)} and {key_told(second.key)}"

    def conflict(kind: ConflictKind, sentence: str, *, can: bool = False) -> Conflict:
        return Conflict(
            kind=kind,
            first=first.key,
            second=second.key,
            paragraph=name,
            both=can,
            sentence=sentence,
        )

    if isinstance(first, WordEdit) and isinstance(second, WordEdit):
        return _words(first, second, said, both, conflict)
    if isinstance(first, WholeEdit) and isinstance(second, WholeEdit):
        return _wholes(first, second, said, both, conflict)
    whole, words = (first, second) if isinstance(first, WholeEdit) else (second, first)
    if not isinstance(whole, WholeEdit) or not isinstance(words, WordEdit):
        return None
    if whole.kind == "move":
        return conflict(
            "same paragraph",
            f"{key_told(whole.key)} moves {said}, in which {key_told(words.key)} changes words: "
            "both can stand.",
            can=True,
        )
    if whole.kind not in ("delete", "replace"):
        return None
    kind: ConflictKind = "deletion and edit" if whole.kind == "delete" else "same paragraph"
    does = (
        f"{key_told(whole.key)} {whole.kind}s {said}, in which {key_told(words.key)} changes words"
    )
    if words.throughout:
        return conflict(kind, f"{does} as throughout the text: elsewhere they stand.", can=True)
    return conflict(kind, f"{does}: if it is adopted, the other falls.")


def _same_place(first: Edit, second: Edit, *, name: str) -> Conflict | None:
    """Between two paragraphs or headings that are put in at one place."""
    assert isinstance(first, WholeEdit)
    assert isinstance(second, WholeEdit)
    both = f"{key_told(first.key)} and {key_told(second.key)}"
    kinds = {first.kind, second.kind}
    what = "a heading and a paragraph" if "heading" in kinds else "paragraphs"
    what = "headings" if kinds == {"heading"} else what
    same = len(kinds) == 1 and bool(first.text) and first.text == second.text
    side = "before" if first.before else "after"
    place = f"in {name}" if first.inside else f"{side} {name}"
    return Conflict(
        kind="same change" if same else "same place",
        first=first.key,
        second=second.key,
        paragraph=name,
        both=True,
        sentence=f"{both} put in the same {'heading' if first.kind == 'heading' else 'paragraph'}."
        if same
        else f"{both} put {what} in at one place, {place}: both can stand, in an order that has to "
        "be settled.",
    )


def _words(
    first: WordEdit, second: WordEdit, name: str, both: str, conflict: Callable[..., Conflict]
) -> Conflict:
    if (first.start, first.end, first.new) == (second.start, second.end, second.new):
        return conflict("same change", f"{both} make the same change in {name}.", can=True)
    for taker, other in ((first, second), (second, first)):
        if (
            taker.end > taker.start
            and other.end == other.start
            and taker.start < other.anchor[1]
            and other.anchor[0] < taker.end
        ):
            return conflict(
                "target lost",
                f"{key_told(taker.key)} takes out words of {name} beside which "
                f"{key_told(other.key)} puts others in: if it is adopted, the other falls.",
            )
    if first.start < second.end and second.start < first.end:
        return conflict("same words", f"{both} change the same words of {name}: one can stand.")
    if first.start == first.end == second.start == second.end:
        return conflict(
            "same place",
            f"{both} put words in at the same place of {name}: both can stand, in an order that "
            "has to be settled.",
            can=True,
        )
    return conflict(
        "same paragraph", f"{both} change different words of {name}: both can stand.", can=True
    )


def _wholes(
    first: WholeEdit, second: WholeEdit, name: str, both: str, conflict: Callable[..., Conflict]
) -> Conflict | None:
    kinds = {first.kind, second.kind}
    if "heading" in kinds or first.kind == second.kind == "insert":
        return None
    if "insert" in kinds:
        new, other = (first, second) if first.kind == "insert" else (second, first)
        if other.kind == "replace" and not new.inside and other.paragraph == new.paragraph:
            return None
        falls = new.inside or other.paragraph != new.paragraph
        does = {"delete": "deletes", "replace": "replaces", "move": "moves"}[other.kind]
        end = "if it is adopted, the other falls." if falls else "it can stand there all the same."
        return conflict(
            "target lost",
            f"{key_told(other.key)} {does} {name}, beside which {key_told(new.key)} puts "
            f"another paragraph: {end}",
            can=not falls,
        )
    if first.kind == second.kind and (first.text, first.to) == (second.text, second.to):
        return conflict("same change", f"{both} {first.kind} {name} alike.", can=True)
    if kinds == {"move", "replace"}:
        return conflict(
            "same paragraph", f"{both} replace {name} and move it: both can stand.", can=True
        )
    if "delete" in kinds:
        gone, other = (first, second) if first.kind == "delete" else (second, first)
        return conflict(
            "deletion and edit",
            f"{key_told(gone.key)} deletes {name}, which {key_told(other.key)} {other.kind}s: "
            "one can stand.",
        )
    return conflict("same paragraph", f"{both} both {first.kind} {name}: one can stand.")


def _lost(plans: Sequence[Plan], known: Container[tuple[Key, Key]]) -> Iterator[Conflict]:
    """Instructions whose words are not in the text, but in what another one would put in."""
    for plan in plans:
        words = plan.proposal.instruction.old or plan.proposal.instruction.anchor
        if not plan.why or not words:
            continue
        for other in plans:
            if other is plan or (other.proposal.key, plan.proposal.key) in known:
                continue
            if other.proposal.instruction.new and find_words(other.proposal.instruction.new, words):
                giver, taker = other.proposal.key, plan.proposal.key
                yield Conflict(
                    kind="target lost",
                    first=giver,
                    second=taker,
                    paragraph="",
                    both=False,
                    sentence=f"{key_told(taker)} amends words that only {key_told(giver)} would "
                    "put in: it can be carried out once that one is adopted.",
                )


def key_told(key: Key) -> str:
    """An instruction by its document: "A/HRC/99/L.31 (2)"."""
    return f"{key[0]} ({key[1]})"
