"""Modality: what the modal verbs and the main verbs of a duty bind to.

modality.modal  shall and must over will, should, may and might, where one took another's place, or
                one came into a sentence that had none (Paris Agreement, article 4.4).
modality.negation  "not" came or went: told, and left to the reader.
modality.verb   ensure over promote over consider, prohibit over refrain over avoid, investigate
                over address: verbs of one ladder, where one took another's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import compress, count

from resotrack.lexicon import Rung
from resotrack.strength.change import Change, Region, Side
from resotrack.strength.finding import Finding, signed

_NEGATION = "Grammar: the scope of a negation decides what is asked"
_STEP = 0.12
_SHORT = 12
_PLAIN = 3
"""A negation changes the sense of what stands; with more words it belongs to those."""
_WEAK_MODAL = 0.3
_TENSE = frozenset({"will"})
"""By itself no duty: what "will be held" was held when the next text was written."""

_QUALITIES = frozenset({"standard", "duration", "sensitivity"})
"""Ladders of how good or how lasting a thing must be: what they move is precision."""

Found = tuple[int, int, Rung]


def modal(change: Change) -> Iterator[Finding]:
    """modality.modal: a modal verb became firmer or softer."""
    vocabulary = change.before.vocabulary
    for hunk in change.regions(change.before):
        left = _found(change.before, hunk.own, vocabulary.modals)
        right = _found(change.after, hunk.other, vocabulary.modals)
        if left and right:
            yield from _step(change, _firmest(left), _firmest(right), "modality.modal")
        elif _short(hunk, vocabulary.unit) and (left or right):
            yield from _lone(
                change,
                left,
                right,
                replaced=hunk.own[0] < hunk.own[1] and hunk.other[0] < hunk.other[1],
            )


def negation(change: Change) -> Iterator[Finding]:
    """modality.negation: a "not" came or went, and with it perhaps the sense. Which way that goes
    depends on what was said; no rule can know, and a reader must."""
    turning = change.before.vocabulary.negation
    if all(turning.isdisjoint(side.plain) for side in change.sides):
        return
    for hunk in change.regions(change.before):
        sides = (change.before, hunk.own), (change.after, hunk.other)
        if all(turning.isdisjoint(side.plain[slice(*tokens)]) for side, tokens in sides):
            continue
        left, right = (
            [at for at in range(*tokens) if side.plain[at] in turning] for side, tokens in sides
        )
        size = change.before.vocabulary.unit * max(last - first for _, (first, last) in sides)
        if len(left) == len(right) or size > _PLAIN:
            continue
        before = change.before.token_span(left[0], left[0] + 1) if left else None
        after = change.after.token_span(right[0], right[0] + 1) if right else None
        came = len(right) > len(left)
        yield Finding(
            dimension="modality",
            sign=0,
            rule="modality.negation",
            reason=f"A negation {'came in' if came else 'went'}: read what is said now.",
            confidence=0.9,
            before=before,
            after=after,
            source=_NEGATION,
        )


def verb(change: Change) -> Iterator[Finding]:
    """modality.verb: the main verb of a duty became firmer or softer."""
    vocabulary = change.before.vocabulary
    for hunk in change.regions(change.before):
        if not _short(hunk, vocabulary.unit):
            continue
        left = _found(change.before, hunk.own, vocabulary.verbs)
        right = _found(change.after, hunk.other, vocabulary.verbs)
        for ladder in dict.fromkeys(f[2].ladder for f in left):
            one = [f for f in left if f[2].ladder == ladder]
            other = [f for f in right if f[2].ladder == ladder]
            if other:
                yield from _step(change, _firmest(one), _firmest(other), "modality.verb")


def _short(hunk: Region, unit: float) -> bool:
    return unit * max(hunk.size, hunk.other[1] - hunk.other[0]) <= _SHORT


def _found(side: Side, tokens: tuple[int, int], rungs: Mapping[str, Rung]) -> list[Found]:
    keys, found = side.read, []
    begins = map(side.vocabulary.rungs.__contains__, keys[slice(*tokens)])
    for at in compress(count(tokens[0]), begins):
        pair = f"{keys[at]} {keys[at + 1]}" if at + 1 < len(keys) else ""
        if pair and pair not in rungs:  # "obligation d'" in "obligation d'agir"
            pair = f"{keys[at]} {side.vocabulary.forms.prefix(side.keys[at + 1])}"
        if pair in rungs:
            found.append((at, at + 2, rungs[pair]))
        elif keys[at] in rungs and not side.dates(at):
            found.append((at, at + 1, rungs[keys[at]]))
    return found


def _firmest(found: list[Found]) -> Found:
    return max(found, key=lambda f: (f[2].grade, f[2].phrase))


def _step(change: Change, one: Found, other: Found, rule: str) -> Iterator[Finding]:
    step = other[2].grade - one[2].grade
    if abs(step) < _STEP:
        return
    yield Finding(
        dimension="specificity" if one[2].ladder in _QUALITIES else "modality",
        sign=signed(step),
        rule=rule,
        reason=(
            f"“{other[2].phrase}” binds {'more' if step > 0 else 'less'} than “{one[2].phrase}”."
        ),
        confidence=min(0.8, 0.35 + abs(step)),
        before=change.before.token_span(one[0], one[1]),
        after=change.after.token_span(other[0], other[1]),
        source=other[2].source,
    )


def _lone(
    change: Change, left: list[Found], right: list[Found], *, replaced: bool
) -> Iterator[Finding]:
    """A modal that came or went by itself. "may" makes a statement a possibility."""
    first, last, rung = _firmest(left or right)
    came = not left
    weak = rung.grade <= _WEAK_MODAL
    if rung.phrase in _TENSE or (weak and not replaced):
        return
    sign = signed((1 if came else -1) * (-1 if weak else 1))
    side = change.after if came else change.before
    span = side.token_span(first, last)
    does = "makes it a possibility" if weak else "makes it a duty"
    yield Finding(
        dimension="modality",
        sign=sign,
        rule="modality.modal",
        reason=f"“{rung.phrase}” was {'added' if came else 'dropped'}: it {does}.",
        confidence=0.5 if weak else 0.4,
        before=None if came else span,
        after=span if came else None,
        source=rung.source,
    )
