"""Presence and placement: paragraphs that came, went, or changed their rank.

presence.paragraph   A paragraph that asks, condemns, is concerned or stands for something
                     strengthens where it was added and weakens where it was deleted; one that only
                     records (see `record`) is neutral.
presence.caveat      A paragraph made of a caveat does the opposite: a duty laid on those
                     protected, doubt about their information (A/HRC/36/L.53 to L.56).
presence.anchor      A tie to national law, sovereignty or consent inside such a paragraph takes
                     something of it back (A/HRC/22/L.48, 24/L.53).
presence.hedged      So, a little, does a phrase of discretion ("as appropriate").
placement.rank       The preamble has limited legal authority: what moves there from the operative
                     part weakens (Legal Response International 2015; Sri Lanka 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from resotrack.model import Span
from resotrack.strength.change import Change, Side
from resotrack.strength.criticized import praises
from resotrack.strength.finding import Finding, Sign, times
from resotrack.strength.record import commits, forceful

_GUIDE = "What a paragraph does follows from what it asks: UNITAR, Terms Used in Resolutions"
_RANK = (
    "Legal Response International 2015, Language used in COP decisions: "
    "a preamble has limited legal authority"
)
_TIED, _ANCHORED, _HEDGED = 0.5, 0.35, 0.12
"""What takes something back: of what is asked for, of a statement, and a phrase of discretion."""
_SHORT = 90
_LITTLE = 0.1
_BESIDE = 2
"""Tokens from one word of a date or number to the next."""
_MANUAL = "UN Editorial Manual: references, dates and sessions are brought up to date"
_PROTECTED = "protected"
_BALANCING = "dialogue"


def paragraph(change: Change) -> Iterator[Finding]:
    """presence: a paragraph was added or deleted."""
    sides = [side for side in change.sides if side.paragraphs]
    if len(sides) != 1:
        return
    side = sides[0]
    sign: Sign = 1 if side is change.after else -1
    verb = "added" if sign > 0 else "deleted"
    span = _head(side)
    if span is None:
        return
    counter = [hit for hit in side.hits if hit.term.cls.counter]
    firm = [act for act in side.acts if _asks(act.graded.family, act.graded.grade)]
    if counter:
        yield _found(
            change,
            side,
            side.token_span(counter[0].first, counter[0].last) or span,
            times(sign, -1),
            "presence.caveat",
            0.75,
            f"The paragraph {verb} is a caveat: it speaks against those whom the text protects.",
            counter[0].term.source,
        )
        if not firm:
            return
    praise = bool(side.acts) and all(praises(side, act) for act in side.acts)
    commitment = commits(side) and not praise
    if not firm and commitment and any(hit.term.cls.name == _BALANCING for hit in side.hits):
        yield _found(
            change,
            side,
            span,
            0,
            "presence.record",
            0.5,
            f"The paragraph {verb} states a principle and puts dialogue with the State first: it "
            f"gives and takes alike.",
            _GUIDE,
        )
        return
    if not commitment and (praise or not forceful(side)):
        yield _found(
            change,
            side,
            span,
            0,
            "presence.record",
            0.5,
            f"The paragraph {verb} only records something; it commits nobody.",
            _GUIDE,
        )
        yield from _dated(change, side, verb)
        return
    weight = 0.75 if firm else 0.55 if commitment else 0.3
    what = f"“{side.text[: side.acts[0].end]}”" if side.acts else "a point of a list"
    yield _found(
        change,
        side,
        span,
        sign,
        "presence.paragraph",
        weight,
        f"A paragraph was {verb}: {what}.",
        side.acts[0].graded.source if side.acts else _GUIDE,
    )
    yield from _hedged(change, side, sign, verb, _TIED if firm and _tied(side) else _ANCHORED)
    yield from _covered(change, side, sign)


def _tied(side: Side) -> bool:
    """Whether what ties a paragraph ties all of it: it is short, or says so more than once."""
    anchors = sum(hit.term.cls.anchor for hit in side.hits)
    return anchors > 1 or side.vocabulary.unit * len(side.tokens) <= _SHORT


def _hedged(
    change: Change, side: Side, sign: Sign, verb: str, anchored: float
) -> Iterator[Finding]:
    """What such a paragraph takes back of itself: each kind of way out once."""
    told: set[str] = set()
    for hit in side.hits:
        cls = hit.term.cls
        if cls.name in told or not (cls.anchor or cls.name == "discretion"):
            continue
        told.add(cls.name)
        span = side.token_span(hit.first, hit.last)
        if span is None:
            continue
        yield replace(
            _found(
                change,
                side,
                span,
                times(sign, -1),
                "presence.anchor" if cls.anchor else "presence.hedged",
                (_ANCHORED if cls.name == _BALANCING else anchored) if cls.anchor else _HEDGED,
                f"The paragraph {verb} depends on the State's own law, choice or consent."
                if cls.anchor
                else f"The paragraph {verb} leaves room not to act: “{span.text}”.",
                hit.term.source,
            ),
            dimension="hedge",
        )


def _covered(change: Change, side: Side, sign: Sign) -> Iterator[Finding]:
    """presence.covered: whom such a paragraph protects, or which wrong it names."""
    if any(act.graded.family == "directive" for act in side.acts):
        return
    people = next((hit for hit in side.hits if hit.term.cls.name == _PROTECTED), None)
    wrong = next((act for act in side.acts if act.graded.family == "stance-negative"), None)
    span = (
        side.token_span(people.first, people.last)
        if people
        else side.span(wrong.start, wrong.end)
        if wrong
        else None
    )
    if span is None:
        return
    yield replace(
        _found(
            change,
            side,
            span,
            sign,
            "presence.covered",
            _LITTLE,
            f"With the paragraph {'come' if sign > 0 else 'go'} those or the wrongs that it names: "
            f"“{span.text}”.",
            people.term.source if people else _GUIDE,
        ),
        dimension="scope",
    )


def _dated(change: Change, side: Side, verb: str) -> Iterator[Finding]:
    """update.reference: the event or document, with its date or number, that a record is about."""
    places = side.date_tokens
    last = 1
    while last < len(places) and places[last] - places[last - 1] <= _BESIDE:
        last += 1
    span = side.token_span(places[0], places[last - 1] + 1) if places else None
    if span is not None:
        yield replace(
            _found(
                change,
                side,
                span,
                0,
                "update.reference",
                0.5,
                f"What is recorded in the paragraph {verb} follows the calendar: “{span.text}”.",
                _MANUAL,
            ),
            dimension="update",
        )


def _asks(family: str, grade: float) -> bool:
    return (family == "directive" and grade >= 0.36) or family == "stance-negative"


def _head(side: Side) -> Span | None:
    """The first words of a side, as evidence for the whole."""
    last = min(len(side.tokens), 12)
    return side.token_span(0, last)


def _found(
    change: Change,
    side: Side,
    span: Span | None,
    sign: Sign,
    rule: str,
    confidence: float,
    reason: str,
    source: str,
) -> Finding:
    after = side is change.after
    return Finding(
        dimension="presence",
        sign=sign,
        rule=rule,
        reason=reason,
        confidence=confidence,
        before=None if after else span,
        after=span if after else None,
        source=source,
    )


def rank(change: Change) -> Iterator[Finding]:
    """placement.rank: a paragraph passed between the preamble and the operative part."""
    if not all(side.paragraphs for side in change.sides):
        return
    old, new = ({p.kind for p in side.paragraphs} for side in change.sides)
    if old == {"operative"} and new == {"preambular"}:
        sign: Sign = -1
        reason = "The paragraph passed from the operative part to the preamble."
    elif old == {"preambular"} and new == {"operative"}:
        sign = 1
        reason = "The paragraph passed from the preamble to the operative part."
    else:
        return
    yield Finding(
        dimension="placement",
        sign=sign,
        rule="placement.rank",
        reason=reason,
        confidence=0.5,
        before=_head(change.before),
        after=_head(change.after),
        source=_RANK,
    )


def moved(change: Change) -> Iterator[Finding]:
    """placement.moved: a paragraph changed its place among the others."""
    if not change.moved:
        return
    kinds = [{p.kind for p in side.paragraphs} for side in change.sides]
    if kinds[0] == kinds[1]:
        yield Finding(
            dimension="placement",
            sign=0,
            rule="placement.moved",
            reason="The paragraph changed its place among the others.",
            confidence=0.8,
            before=_head(change.before),
            after=_head(change.after),
            source=_GUIDE,
        )
