"""What became of a proposal in a later text: whether its words stand there.

A proposal is taken as the words that it would take out and those that it would put in. Both are
counted in the later text, in what its paragraph became, and held against how often they would stand
there with the proposal and without it. Long new words may have been polished: then it is told how
many of them stand there in their order. This is evidence, never a decision: what the room decided
is the proposal's state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from resotrack.diff import tokenise
from resotrack.ledger.chain import Step, carried, line, steps
from resotrack.ledger.marks import said
from resotrack.model import Document
from resotrack.model.amendment import Instruction
from resotrack.model.record import Tabled
from resotrack.model.standing import Fate, Verdict

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation

_Words = tuple[str, ...]
_LONG = 5
"""From so many words on, new words are looked for in their order and not only as they stand."""
_ALL, _SOME = 0.85, 0.5
"""Share of long new words that stand in the later text in their order: taken up, in part."""


@dataclass(frozen=True, slots=True)
class _Finding:
    verdict: Verdict
    reason: str
    where: tuple[str, ...] = ()


def fates(talks: Negotiation, text: str, *, pending: bool = False) -> tuple[Fate, ...]:
    """What became, in a text, of every proposal (or every pending one) on the texts before it."""
    return tuple(fates_of(talks, talks.proposals(pending=pending), text).values())


def fates_of(talks: Negotiation, proposals: Iterable[Tabled], text: str) -> dict[str, Fate]:
    """What became of proposals in a text, by their keys; those that are not on a text before it are
    left out. The texts between are compared once for all of them."""
    label = talks.version(text).label
    led = [one.label for one in line(talks, label)][:-1]
    asked = [one for one in proposals if one.version in led]
    if not asked:
        return {}
    places = {name: led.index(name) for name in {one.version for one in asked}}
    first = min(places.values())
    way = steps(talks, led[first], label)
    texts = {name: talks.document(name) for name in places}
    after = talks.document(label)
    return {
        one.key: _fate(one, label, texts[one.version], after, way[places[one.version] - first :])
        for one in asked
    }


def fate(talks: Negotiation, proposal: Tabled, text: str) -> Fate:
    """What became of a proposal in a later text. Raises LedgerError where that is no later one."""
    label = talks.version(text).label
    way = steps(talks, proposal.version, label)
    before, after = talks.document(proposal.version), talks.document(label)
    return _fate(proposal, label, before, after, way)


def _fate(
    proposal: Tabled, label: str, before: Document, after: Document, way: tuple[Step, ...]
) -> Fate:
    findings = [_found(one, proposal, before, after, way) for one in proposal.instructions]
    if not findings:
        there = carried(way, tuple(p for p in proposal.paragraphs if p in before.by_id))
        where = f" Its paragraph stands as {_all_said(there)}." if there else ""
        findings = [_Finding("unclear", f"Only a reader can tell from its words.{where}", there)]
    verdicts = {one.verdict for one in findings}
    if len(verdicts) == 1:
        verdict = findings[0].verdict
    elif verdicts == {"not taken up", "unclear"}:
        verdict = "unclear"
    else:
        verdict = "in part"
    return Fate(
        proposal=proposal,
        text=label,
        verdict=verdict,
        reason=" ".join(dict.fromkeys(one.reason for one in findings)),
        paragraphs=tuple(dict.fromkeys(name for one in findings for name in one.where)),
    )


def _found(
    instruction: Instruction,
    proposal: Tabled,
    before: Document,
    after: Document,
    way: tuple[Step, ...],
) -> _Finding:
    named = _named(instruction, before)
    own = tuple(p for p in ((named,) if named else proposal.paragraphs) if p in before.by_id)
    there = carried(way, own)
    match instruction.action:
        case "delete_paragraph":
            return _deleted(own, there, proposal, instruction, after)
        case "insert_paragraph" | "replace_paragraph":
            return _whole(instruction, there, after)
        case "replace_words" | "insert_words" | "delete_words":
            return _words(instruction, proposal, before, after, own, there)
        case "move_paragraph" if there and proposal.origin == "tracked change":
            # It stands where it was moved to already: has it been moved again?
            names = {*own, *there}
            again = any(
                link.moved and names & {p.id for p in link.before}
                for step in way
                for link in step.comparison.links
            )
            if not again:
                return _Finding("taken up", f"It stands as {_all_said(there)}.", there)
            return _Finding("unclear", f"It was moved again, and is {_all_said(there)}.", there)
        case _:
            where = f" It stands as {_all_said(there)}." if there else ""
            return _Finding("unclear", f"Whether it was followed is for a reader.{where}", there)


def _deleted(
    own: Sequence[str],
    there: tuple[str, ...],
    proposal: Tabled,
    instruction: Instruction,
    after: Document,
) -> _Finding:
    if proposal.origin == "tracked change":
        # The paragraph is gone from the text in which it was struck: has it come back?
        back = _best(_keys(instruction.old), after)
        if back and back[1] >= _ALL:
            told = f"The paragraph stands, as {said(back[0])}."
            return _Finding("not taken up", told, (back[0],))
        return _Finding("taken up", "The paragraph does not stand there.")
    if not there:
        return _Finding("taken up", "The paragraph does not stand there.")
    return _Finding("not taken up", f"The paragraph stands, as {_all_said(there)}.", there)


def _whole(instruction: Instruction, there: tuple[str, ...], after: Document) -> _Finding:
    wanted = _keys(instruction.new)
    best = _best(wanted, after)
    if not wanted or best is None:
        return _Finding("unclear", "Its words are not known.", there)
    return _shared(best[1], best[0], there)


def _shared(share: float, name: str, there: tuple[str, ...]) -> _Finding:
    told = f"{share:.0%} of its words stand in {said(name)}, in their order."
    if share >= _ALL:
        return _Finding("taken up", told, (name,))
    if share >= _SOME:
        return _Finding("in part", told, (name,))
    return _Finding("not taken up", "Its words do not stand there.", there)


def _words(
    instruction: Instruction,
    proposal: Tabled,
    before: Document,
    after: Document,
    own: tuple[str, ...],
    there: tuple[str, ...],
) -> _Finding:
    come, gone = _keys(instruction.new), _keys(instruction.old)
    if not there:
        return _elsewhere(come, gone, after)
    if not own:
        return _Finding("unclear", "It is not known which paragraph it would change.", there)
    base = _without(proposal, before, own)
    later = _text(after, there)
    signs: list[bool] = []
    reasons: list[str] = []
    tracked = proposal.origin == "tracked change"
    if come:
        rise = 1 - _count(come, gone)
        least = _count(come, base) + (0 if tracked else rise)
        if rise and _count(come, later) >= max(least, 1):
            signs.append(True)
            reasons.append("its new words stand")
        elif rise:
            share = LCSseq.similarity(come, later) / len(come) if len(come) >= _LONG else 0.0
            if share >= _SOME:
                return _Finding(
                    "taken up" if share >= _ALL else "in part",
                    f"{share:.0%} of its words stand in {_all_said(there)}, in their order.",
                    there,
                )
            signs.append(False)
            reasons.append("its new words do not stand")
    if gone:
        fall = 1 - _count(gone, come)
        most = _count(gone, base) - (0 if tracked else fall)
        if fall:
            signs.append(_count(gone, later) <= most)
            reasons.append(
                "what it took out is gone" if signs[-1] else "what it would take out stands"
            )
    if not signs:
        return _Finding("unclear", "Its words are too common to tell.", there)
    verdict: Verdict = "taken up" if all(signs) else "in part" if any(signs) else "not taken up"
    return _Finding(verdict, f"In {_all_said(there)} {' and '.join(reasons)}.", there)


def _elsewhere(come: _Words, gone: _Words, after: Document) -> _Finding:
    """Of a proposal whose paragraph fell: do its words stand in another one?"""
    sought = come or gone
    best = _best(sought, after) if len(sought) >= _LONG else None
    if best and best[1] >= _ALL:
        verdict: Verdict = "taken up" if come else "not taken up"
        return _Finding(verdict, f"Its words stand elsewhere, in {said(best[0])}.", (best[0],))
    if come:
        return _Finding("not taken up", "Its paragraph does not stand there.")
    return _Finding("taken up", "What it would take out fell with its paragraph.")


def _without(proposal: Tabled, before: Document, own: tuple[str, ...]) -> _Words:
    """The words that the counts are held against: of a bracket, those it would give way to."""
    if proposal.origin == "bracket":
        clean = before.view("clean")
        return _text(clean, tuple(name for name in own if name in clean.by_id))
    return _text(before, own)


def _named(instruction: Instruction, before: Document) -> str:
    """The paragraph that an instruction names by its number; "" where it names another place."""
    target = instruction.target
    if target.kind not in ("pp", "op") or target.position != "at":
        return ""
    name = f"{target.kind}{target.number.replace(' ', '')}{target.sub}"
    return name if name in before.by_id else ""


def _all_said(names: Sequence[str]) -> str:
    return ", ".join(map(said, names))


def _text(document: Document, names: Sequence[str]) -> _Words:
    return tuple(key for name in names for key in _keys(document[name].text))


def _keys(words: str) -> _Words:
    return tuple(key for key in tokenise(words).keys if key[:1].isalnum())


def _count(wanted: _Words, words: _Words) -> int:
    """How often a row of words stands in another."""
    size = len(wanted)
    if not size:
        return 0
    return sum(words[n : n + size] == wanted for n in range(len(words) - size + 1))


def _best(wanted: _Words, document: Document) -> tuple[str, float] | None:
    """The paragraph that holds most of a row of words in their order, and the share of them."""
    if not wanted:
        return None
    shares = (
        (p.id, LCSseq.similarity(wanted, _keys(p.text)) / len(wanted)) for p in document.paragraphs
    )
    return max(shares, key=lambda one: one[1], default=None)


def claims(talks: Negotiation, before: str, after: str) -> dict[str, tuple[Fate, ...]]:
    """For each paragraph of the later text, the proposals whose words came into it since.

    Keyed by the paragraph's id; a proposal made in the later text itself (its tracked changes)
    counts too.
    """
    later = talks.version(after).label
    found: dict[str, list[Fate]] = {}
    since = {step.before.label for step in steps(talks, before, later)}
    for one in _claimants(talks, since, later):
        for name in one.paragraphs:
            found.setdefault(name, []).append(one)
    return {name: tuple(listed) for name, listed in found.items()}


def _claimants(talks: Negotiation, since: set[str], later: str) -> Iterator[Fate]:
    proposals = talks.proposals()
    told = fates_of(talks, (one for one in proposals if one.version in since), later)
    for proposal in proposals:
        if proposal.version == later and proposal.origin == "tracked change":
            yield Fate(
                proposal=proposal,
                text=later,
                verdict="taken up",
                reason="It is a tracked change of this text.",
                paragraphs=proposal.paragraphs,
            )
        elif proposal.key in told and told[proposal.key].verdict in ("taken up", "in part"):
            yield told[proposal.key]
