"""Amendments to one real text carried over to the next, where the right place is labelled by hand.

    python -m benchmarks.rebase                 every labelled pair, 30 amendments each
    python -m benchmarks.rebase --seed 3        other amendments
    python -m benchmarks.rebase --show 30       and that many of them, to be checked by eye

The amendments are made at random against the earlier text of a pair: words replaced by a word that
no text has, taken out, put in; paragraphs taken out, put in, replaced by a version of themselves.
Each is carried over to the later text alone and carried out there. A paragraph is right when the
labels link it with the one that was amended. Words are right when they stand there as they were
quoted, or beside at least one of the two words that they stood beside before.

landed    carried over and carried out
right     of those: in a paragraph that the labels link, beside the right words
unwarned  of the others: those that land without a remark that asks to check them
left      told with a reason why not
missed    left, though words as quoted stand once in a paragraph that the labels link
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from resotrack.amend import told
from resotrack.amend.find import find_words
from resotrack.amend.named import target_of
from resotrack.amend.resolve import Places
from resotrack.model.amendment import Action, Instruction, Position

ACTIONS: tuple[Action, ...] = (
    "replace_words",
    "insert_words",
    "delete_words",
    "replace_paragraph",
    "insert_paragraph",
    "delete_paragraph",
)
_MARK = "zorvane"
_WORD = re.compile(r"\S+")
_LEAST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One amendment to the earlier text of a pair."""

    pair: str
    paragraph: str
    instruction: Instruction
    start: int = 0
    end: int = 0
    """The words in the earlier text that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a case."""

    case: Case
    state: str
    """right | wrong | left | missed."""
    told: str
    warned: bool = False
    """Whether it landed with a remark that asks to check it."""


def cases(pair: str, seed: int, count: int) -> Iterator[Case]:
    """Amendments to the earlier text of a pair, the same for the same seed."""
    before = gold.document(gold.pairs()[pair][0])
    chance = random.Random(f"rebase/{pair}/{seed}")
    places = Places(before)
    able = [n for n, p in enumerate(before.paragraphs) if len(p.text.split()) >= _LEAST]
    for turn in range(count):
        n = chance.choice(able)
        action = ACTIONS[turn % len(ACTIONS)]
        if found := _case(pair, before, places, n, action, chance):
            yield found


def _case(
    pair: str,
    before: rt.Document,
    places: Places,
    n: int,
    action: Action,
    chance: random.Random,
) -> Case | None:
    paragraph = before.paragraphs[n]
    text = paragraph.text
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    long = chance.randint(1, 4)
    first = chance.randrange(1, len(words) - long)
    start, end = words[first][0], words[first + long - 1][1]
    quoted = text[start:end]
    position: Position = "after" if action.startswith("insert") else "at"
    made = Instruction(action=action, target=target_of(places, n, position))
    if action == "delete_paragraph":
        return Case(pair=pair, paragraph=paragraph.id, instruction=made)
    if action == "insert_paragraph":
        new = f"Thanks every {_MARK} of the coast;"
        return Case(pair=pair, paragraph=paragraph.id, instruction=replace(made, new=new))
    if action == "replace_paragraph":
        if len(places.family(n)) > 1:
            return None
        new = f"{text[:start]}{_MARK}{text[end:]}"
        return Case(
            pair=pair,
            paragraph=paragraph.id,
            instruction=replace(made, new=new),
            start=start,
            end=end,
        )
    if len(find_words(text, quoted)) != 1:
        return None
    if action == "insert_words":
        made = replace(made, anchor=quoted, new=_MARK)
    else:
        made = replace(made, old=quoted, new=_MARK if action == "replace_words" else "")
    return Case(pair=pair, paragraph=paragraph.id, instruction=made, start=start, end=end)


@cache
def _comparison(pair: str) -> rt.Comparison:
    return rt.compare(*(gold.document(path) for path in gold.pairs()[pair]))


def judge(case: Case) -> Verdict:
    """Carry a case over, carry it out, and hold it against the labels."""
    before, after = (gold.document(path) for path in gold.pairs()[case.pair])
    rebased = rt.rebase(case.instruction, before, after, comparison=_comparison(case.pair))
    if not rebased.carried:
        (left,) = rebased.left[:1]
        missed = _could_land(case, before, after)
        return Verdict(case=case, state="missed" if missed else "left", told=left.why)
    outcome = rt.apply(after, rebased.amendments)
    now = "; ".join(told(i) for one in rebased.carried for i in one.now)
    remark = f" [{rebased.carried[0].remark}]" if rebased.carried[0].remark else ""
    right = not outcome.failed and _is_right(case, before, after, outcome)
    state = "right" if right else "wrong"
    return Verdict(case=case, state=state, told=now + remark, warned=bool(remark))


def _successors(case: Case, paragraph: str) -> set[str]:
    return {
        name for link in gold.links(case.pair) if paragraph in link.before for name in link.after
    }


def _could_land(case: Case, before: rt.Document, after: rt.Document) -> bool:
    """Whether words as quoted stand once in what the labels say the paragraph became."""
    quoted = before[case.paragraph].text[case.start : case.end]
    if not quoted or case.instruction.action == "replace_paragraph":
        return False
    found = [
        spot
        for name in _successors(case, case.paragraph)
        for spot in find_words(after[name].text, quoted)
    ]
    return len(found) == 1


def _is_right(case: Case, before: rt.Document, after: rt.Document, outcome: rt.Outcome) -> bool:
    wanted = _successors(case, case.paragraph)
    action = case.instruction.action
    gone = {p.id for p in after.paragraphs} - set(outcome.ids)
    if action == "delete_paragraph":
        words_gone = {t.paragraph for a in outcome.applied for t in a.traces}
        heads = {name for name in gone if after[name].parent not in gone}
        return (heads or words_gone) <= {*wanted, *(outcome.ids.get(w, w) for w in wanted)}
    old = {now: name for name, now in outcome.ids.items()}
    traces = [t for a in outcome.applied for t in a.traces]
    if action == "insert_paragraph":
        return _is_beside(case, before, after, outcome)
    if not traces or any(old.get(t.paragraph) not in wanted for t in traces):
        return False
    text = before[case.paragraph].text
    left, right = text[: case.start].split()[-1:], text[case.end :].split()[:1]
    if action == "insert_words":
        left = text[: case.end].split()[-1:]
    for trace in traces:
        new = outcome.document[trace.paragraph].text
        if action == "replace_paragraph":
            at = new.find(_MARK)
            start, end = at, at + len(_MARK)
        else:
            start, end = trace.start, trace.end
        beside = (new[:start].split()[-1:] == left, new[end:].split()[:1] == right)
        if not any(beside):
            return False
    return True


def _is_beside(case: Case, before: rt.Document, after: rt.Document, outcome: rt.Outcome) -> bool:
    """Whether a new paragraph stands behind what the labels say the one before it became.

    Where that one is gone, behind or before what one of its neighbours became.
    """
    texts = outcome.document.paragraphs
    at = next(n for n, p in enumerate(texts) if _MARK in p.text)
    old = {now: name for name, now in outcome.ids.items()}
    above = texts[at - 1].id if at else ""
    while above and outcome.document[above].depth > texts[at].depth:
        above = outcome.document[above].parent or ""
    wanted = _successors(case, case.paragraph)
    if wanted:
        return old.get(above) in wanted
    ids = [p.id for p in before.paragraphs]
    place = ids.index(case.paragraph)
    near = {
        name for other in ids[max(0, place - 6) : place + 7] for name in _successors(case, other)
    }
    below = texts[at + 1].id if at + 1 < len(texts) else ""
    return bool({old.get(above), old.get(below)} & near)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=30, help="amendments to each pair")
    parser.add_argument("--show", type=int, default=0, help="cases to print, drawn at random")
    options = parser.parse_args(arguments)
    verdicts = [
        judge(case) for pair in gold.pairs() for case in cases(pair, options.seed, options.count)
    ]
    console = Console()
    table = Table("action", "amendments", "landed", "right", "wrong", "unwarned", "left", "missed")
    for action in (*ACTIONS, "all"):
        own = [v for v in verdicts if action in ("all", v.case.instruction.action)]
        states = Counter(v.state for v in own)
        landed = states["right"] + states["wrong"]
        unwarned = sum(v.state == "wrong" and not v.warned for v in own)
        wrong = (states["right"], states["wrong"], unwarned)
        counts = (len(own), landed, *wrong, states["left"], states["missed"])
        table.add_row(action, *map(str, counts))
    console.print(table)
    shown = random.Random(options.seed).sample(verdicts, min(options.show, len(verdicts)))
    for verdict in [*(v for v in verdicts if v.state == "wrong"), *shown]:
        case = verdict.case
        console.print(f"{verdict.state}: {case.pair} {case.paragraph}", style="bold")
        console.print(f"   was: {told(case.instruction)}", markup=False)
        console.print(f"   now: {verdict.told}", markup=False)


if __name__ == "__main__":
    main()
