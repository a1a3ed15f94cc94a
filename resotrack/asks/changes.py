"""What became of each ask of one text in another.

Asks are paired inside the links of the comparison first, then across them (an ask that went into
another paragraph). A pair is judged by what it asks and how: the act, the verb, who is asked, by
when, the report, and the words that leave room.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from resotrack.asks.fulfilment import Fulfilment
from resotrack.asks.reading import asks
from resotrack.diff import fold, fold_text, tokenise
from resotrack.lexicon import vocabulary
from resotrack.model import Comparison, Document, Link, Span
from resotrack.model.asks import Ask, AskChange, AskChangeKind, AskDifference, AskField

_ALONE, _IN_LINK, _UNAKIN, _ACROSS = 0.18, 0.3, 0.5, 0.6
"""How alike two asks must be: as the only ones of a link; among others of one; with another deed
and another actor; in two links."""
_KEYS = 6
"""So many of an ask's rarest words are looked up to find it elsewhere."""
_EQUAL = 0.03
_STEP = 0.05
"""Smaller differences of grade say nothing: between acts, between verbs of one ladder."""

Sign = int


def compare_asks(comparison: Comparison) -> tuple[AskChange, ...]:
    """What became of every ask: each of the earlier and of the later text stands in one change.

    In the order of the later text; what is gone stands at the end. Cost: linear in the number of
    asks, save inside one link.
    """
    return ask_changes(comparison.before, comparison.after, comparison.links)


def ask_changes(before: Document, after: Document, links: Sequence[Link]) -> tuple[AskChange, ...]:
    """The same by links in hand, each paragraph of both texts in one of them."""
    earlier = [Weighed.of(ask) for ask in asks(before)]
    later = [Weighed.of(ask) for ask in asks(after)]
    pairs = {j: (i, sure) for i, j, sure in _pairs(earlier, later, links)}
    done = Fulfilment(before, after)
    changes = [
        judge(earlier[pairs[j][0]].ask, one.ask, pairs[j][1], done)
        if j in pairs
        else AskChange(kind="appears", before=None, after=one.ask, confidence=0.9)
        for j, one in enumerate(later)
    ]
    met = {i for i, _ in pairs.values()}
    changes += [_gone(one.ask, done) for i, one in enumerate(earlier) if i not in met]
    return tuple(changes)


# ---- which is which -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An ask with what it is compared by."""

    ask: Ask
    words: Counter[str]
    """The folded words of substance."""
    who: str

    @classmethod
    def of(cls, ask: Ask) -> Weighed:
        light = vocabulary("en").function
        keys = (key for key in tokenise(ask.what.text).keys if key[:1].isalpha())
        return cls(
            ask=ask,
            words=Counter(key for key in keys if key not in light),
            who=_named(ask.who),
        )


def _named(who: str) -> str:
    """A name without the article, which says nothing."""
    return fold_text(who).removeprefix("the ")


def likeness(one: Weighed, other: Weighed) -> float:
    """0 to 1: how much two asks have in common."""
    shared = (one.words & other.words).total()
    total = one.words.total() + other.words.total()
    return (
        0.7 * (2 * shared / total if total else 0.0)
        + 0.15 * (one.ask.deed == other.ask.deed)
        + 0.1 * (one.who == other.who)
        + 0.05 * (one.ask.act == other.ask.act)
    )


def _pairs(
    earlier: Sequence[Weighed], later: Sequence[Weighed], links: Sequence[Link]
) -> Iterator[tuple[int, int, float]]:
    """The places of two asks that are one, and how sure that is."""
    first, second = _by_paragraph(earlier), _by_paragraph(later)
    taken: set[int] = set()
    met: set[int] = set()
    for link in links:
        here = [i for p in link.before for i in first.get(p.id, ())]
        there = [j for p in link.after for j in second.get(p.id, ())]
        alone = len(here) == len(there) == 1
        options = (
            (likeness(earlier[i], later[j]), i, j)
            for i in here
            for j in there
            if likeness(earlier[i], later[j]) >= _least(earlier[i], later[j], alone)
        )
        for score, i, j in _best(options, _ALONE):
            taken.add(i)
            met.add(j)
            yield i, j, round(link.confidence * (0.6 + 0.4 * score), 3)
    left = [i for i in range(len(earlier)) if i not in taken]
    free = [j for j in range(len(later)) if j not in met]
    for score, i, j in _best(_candidates(earlier, left, later, free), _ACROSS):
        yield i, j, round(0.4 + 0.4 * score, 3)


def _least(one: Weighed, other: Weighed, alone: bool) -> float:
    """How alike two asks of one link must be: less where the same is asked of somebody, or
    somebody is asked the same; least where they are the only ones."""
    if one.ask.deed != other.ask.deed and not _alike(one.who, other.who):
        return _UNAKIN
    return _ALONE if alone else _IN_LINK


def _alike(one: str, other: str) -> bool:
    """Whether two names share half the words of the shorter: "presidents of the council"."""
    light = vocabulary("en").function
    words, others = (
        {word.removesuffix("s") for word in who.split() if word not in light}
        for who in (one, other)
    )
    return one == other or 2 * len(words & others) >= max(1, min(len(words), len(others)))


def _by_paragraph(listed: Sequence[Weighed]) -> Mapping[str, list[int]]:
    return {
        name: list(places)
        for name, places in groupby(range(len(listed)), key=lambda n: listed[n].ask.paragraph)
    }


def _best(
    options: Iterable[tuple[float, int, int]], least: float
) -> Iterator[tuple[float, int, int]]:
    """Each place once at most, the likest pairs first."""
    taken: set[int] = set()
    met: set[int] = set()
    good = (option for option in options if option[0] >= least)
    for score, i, j in sorted(good, key=lambda o: (-o[0], abs(o[1] - o[2]), o[1], o[2])):
        if i not in taken and j not in met:
            taken.add(i)
            met.add(j)
            yield score, i, j


def _candidates(
    earlier: Sequence[Weighed], left: Sequence[int], later: Sequence[Weighed], free: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Pairs that share one of their rarest words."""
    held: Counter[str] = Counter()
    for one in (*(earlier[i] for i in left), *(later[j] for j in free)):
        held.update(set(one.words))

    def rarest(one: Weighed) -> list[str]:
        return sorted(one.words, key=lambda word: (held[word], word))[:_KEYS]

    places: defaultdict[str, list[int]] = defaultdict(list)
    for i in left:
        for word in rarest(earlier[i]):
            places[word].append(i)
    for j in free:
        for i in sorted({i for word in rarest(later[j]) for i in places.get(word, ())}):
            yield likeness(earlier[i], later[j]), i, j


# ---- what changed ---------------------------------------------------------------------------


def judge(before: Ask, after: Ask, confidence: float, done: Fulfilment | None = None) -> AskChange:
    """What became of an ask that stands in both texts."""
    differences = tuple(_differences(before, after))
    signs = {difference.sign for difference in differences}
    kind: AskChangeKind = "changed"
    if not differences:
        kind = "kept"
    elif 1 in signs and -1 not in signs:
        kind = "hardens"
    elif -1 in signs and 1 not in signs:
        kind = "softens"
    found = done.of(before) if done else None
    return AskChange(
        kind=kind,
        before=before,
        after=after,
        differences=differences,
        fulfilled=found[0] if found else None,
        confidence=confidence,
    )


def _gone(ask: Ask, done: Fulfilment) -> AskChange:
    found = done.of(ask)
    if found:
        return AskChange(
            kind="fulfilled", before=ask, after=None, fulfilled=found[0], confidence=found[1]
        )
    return AskChange(kind="disappears", before=ask, after=None, confidence=0.8)


def _differences(before: Ask, after: Ask) -> Iterator[AskDifference]:
    yield from _act(before, after)
    yield from _verb(before, after)
    yield from _actor(before, after)
    yield from _part("deadline", before.deadline, after.deadline, "a deadline")
    yield from _part("report", before.reports_to, after.reports_to, "a recipient of reports")
    yield from _leeway(before, after)


def _act(before: Ask, after: Ask) -> Iterator[AskDifference]:
    step = after.grade - before.grade
    if before.act == after.act and abs(step) < _EQUAL:
        return
    sign = 0 if abs(step) < _EQUAL else (1 if step > 0 else -1)
    how = ("is softer than", "differs from", "is firmer than")[sign + 1]
    yield _difference(
        "act",
        sign,
        before.opening,
        after.opening,
        f"“{after.opening.text}” {how} “{before.opening.text}”.",
    )


def _verb(before: Ask, after: Ask) -> Iterator[AskDifference]:
    if (before.verb, before.deed) == (after.verb, after.deed) or not (before.verb and after.verb):
        return
    tried, tries = before.verb != before.deed, after.verb != after.deed
    here, there = _verb_span(before), _verb_span(after)
    if tried != tries:
        sign = -1 if tries else 1
        what = "became one to deliberate or to try" if tries else "is no longer one to try only"
        yield _difference("verb", sign, here, there, f"The duty to {before.deed} {what}.")
        return
    ladder = vocabulary("en").verbs
    one, other = ladder.get(fold(before.deed)), ladder.get(fold(after.deed))
    sign, how = 0, "another deed than"
    if one and other and one.ladder == other.ladder and abs(other.grade - one.grade) >= _STEP:
        sign, how = (1, "more than") if other.grade > one.grade else (-1, "less than")
    if before.deed != after.deed:
        reason = f"“{after.deed}” is {how} “{before.deed}”."
        yield _difference("verb", sign, here, there, reason)


def _verb_span(ask: Ask) -> Span:
    """Where the verb stands; all that is asked, where it stands there in another form."""
    at = re.search(rf"\b{re.escape(ask.verb)}\b", ask.what.text, re.IGNORECASE)
    if at is None:
        return ask.what
    start = ask.what.start + at.start()
    return Span(paragraph=ask.what.paragraph, start=start, end=start + len(at[0]), text=at[0])


def _actor(before: Ask, after: Ask) -> Iterator[AskDifference]:
    if _named(before.who) == _named(after.who) or (before.own and after.own):
        return
    sign = 0
    if not before.who or not after.who:
        sign = 1 if after.who else -1
    told = f"“{after.who}” is asked" if after.who else "Nobody is named any more"
    was = f"; it was “{before.who}”" if before.who else "; nobody was named"
    yield _difference("actor", sign, before.actor, after.actor, f"{told}{was}.")


def _part(
    name: AskField, before: Span | None, after: Span | None, called: str
) -> Iterator[AskDifference]:
    if before is None and after is None:
        return
    if before is None and after is not None:
        yield _difference(name, 1, None, after, f"There is now {called}: “{after.text}”.")
    elif after is None and before is not None:
        yield _difference(name, -1, before, None, f"There is no longer {called}: “{before.text}”.")
    elif before and after and fold_text(before.text) != fold_text(after.text):
        yield _difference(name, 0, before, after, f"“{after.text}” stands for “{before.text}”.")


def _leeway(before: Ask, after: Ask) -> Iterator[AskDifference]:
    here, there = _hedges(before), _hedges(after)
    for phrase in sorted(there.keys() - here.keys()):
        yield _difference(
            "leeway", -1, None, there[phrase], f"“{phrase}” was added: it leaves room not to act."
        )
    for phrase in sorted(here.keys() - there.keys()):
        yield _difference(
            "leeway", 1, here[phrase], None, f"“{phrase}” was dropped: it had left room not to act."
        )


def _hedges(ask: Ask) -> dict[str, Span]:
    """The words of an ask that leave room, with their places."""
    tokens = tokenise(ask.what.text)
    found: dict[str, Span] = {}
    for hit in vocabulary("en").find(tokens.keys):
        if hit.term.cls.dimension != "hedge" or hit.term.cls.name == "effort":
            continue  # verbs of trying are told by the verb
        start, end = tokens.starts[hit.first], tokens.ends[hit.last - 1]
        found.setdefault(
            " ".join(tokens.keys[hit.first : hit.last]),
            Span(
                paragraph=ask.what.paragraph,
                start=ask.what.start + start,
                end=ask.what.start + end,
                text=ask.what.text[start:end],
            ),
        )
    return found


def _difference(
    field: AskField, sign: Sign, before: Span | None, after: Span | None, reason: str
) -> AskDifference:
    return AskDifference(
        field=field,
        sign=1 if sign > 0 else -1 if sign < 0 else 0,
        before=before,
        after=after,
        reason=reason,
    )
