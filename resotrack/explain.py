"""Why a provision is called weaker or stronger: the whole reasoning for one paragraph.

How it was linked and what else was near, the acts it performs, every rule that was asked and what
it found or why it found nothing, and how the direction follows from that.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from math import prod
from typing import Any, Literal

from resotrack.align import NO_HINTS, Hints
from resotrack.align.profile import Vocabulary, profiles
from resotrack.align.similarity import similarity
from resotrack.errors import UnknownParagraph
from resotrack.lexicon import Family, dispute
from resotrack.model import (
    Comparison,
    Direction,
    Flag,
    Link,
    Paragraph,
    Perspective,
    Span,
    WordChange,
)
from resotrack.strength import FLOOR, MINOR, RULES, asked, change_of, criticized, found
from resotrack.strength.change import Change, Side
from resotrack.strength.finding import Finding
from resotrack.strength.verdict import ENOUGH, NEAR, SERIOUS

Text = Literal["before", "after"]
Texts = Mapping[tuple[Text, str], str]
"""The words of every paragraph of both texts, by text and id."""

_CONTEXT = 48
"""Characters shown on either side of the words of a finding."""
_NEAREST = 3
_FAINT = 0.05
"""Likeness under which two paragraphs have nothing to do with each other."""
_EXAMPLES = 3
"""Phrases shown of what a rule looks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of one paragraph with those around them."""

    paragraph: str
    left: str
    words: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a rule found: the flag, and its words in context."""

    flag: Flag
    before: Passage | None
    after: Passage | None
    set_aside: str = ""
    """Why it does not count; "" where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rule that was asked."""

    rule: str
    looks_at: str
    evidence: tuple[Evidence, ...]
    nothing: str
    """Why it found nothing; "" where it found something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAct:
    """An act of the provision as the lexicon grades it."""

    text: Text
    words: Passage
    act: str
    family: Family
    grade: float
    """0 to 1, within its family."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A paragraph that was near, but is not linked with this one."""

    text: Text
    paragraph: str
    likeness: float
    """0 to 1: words in common, the rare ones more, and their order."""
    linked_with: tuple[str, ...]
    """What it is linked with instead, in the other text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """How the paragraphs came to be linked."""

    how: str
    likeness: float | None
    """The highest of any two of the paragraphs linked; None where one side is empty, or the texts
    are in two languages."""
    near: tuple[Candidate, ...]
    hints: tuple[tuple[str, str], ...]
    """The user's hints that name one of these paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How the direction follows: what the reasons weigh each way, and the thresholds."""

    stronger: float
    weaker: float
    enough: float
    serious: float
    near: float
    direction: Direction
    confidence: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The whole reasoning for one paragraph."""

    asked: str
    """The id that was asked about, with its text: "after:op7"."""
    link: Link
    linking: Linking
    acts: tuple[SeenAct, ...]
    disputes: tuple[str, ...]
    """What the authorities disagree about in the acts that were compared."""
    steps: tuple[Step, ...]
    """In the order in which the rules are asked; none where the words are the same."""
    balance: Balance
    perspective: Perspective | None

    @property
    def words(self) -> tuple[WordChange, ...]:
        """What changed, in whole words."""
        return self.link.words

    def to_json(self, *, indent: int | None = 2) -> str:
        """One JSON object; the same bytes every time."""
        link, perspective = self.link, self.perspective
        told: dict[str, Any] = {
            "schema": "resotrack.explanation/1",
            "asked": self.asked,
            "before": [{"id": p.id, "text": p.text} for p in link.before],
            "after": [{"id": p.id, "text": p.text} for p in link.after],
            "relation": link.relation,
            "moved": link.moved,
            "confidence": round(link.confidence, 3),
            "linking": asdict(self.linking),
            "words": [list(change) for change in link.words],
            "acts": [asdict(act) for act in self.acts],
            "disputes": list(self.disputes),
            "steps": [asdict(step) for step in self.steps],
            "balance": asdict(self.balance),
            "perspective": perspective
            and {"name": perspective.name, "description": perspective.description},
        }
        return json.dumps(told, ensure_ascii=False, indent=indent) + "\n"


def explain(comparison: Comparison, paragraph: str, *, hints: Hints = NO_HINTS) -> Explanation:
    """The reasoning for the paragraph with an id of the later text, else of the earlier one.

    "before:op7" asks for the earlier text. `hints` are those that the comparison was made with.
    Raises UnknownParagraph for an id that neither text has.
    """
    text, own = _place(comparison, paragraph)
    link = next(k for k in comparison.links if own in {p.id for p in _side(k, text)})
    before, after = comparison.before, comparison.after
    between = before.language and after.language and before.language != after.language
    language = after.language or before.language or "en"
    linking = _linking(comparison, link, language, hints, between=bool(between))
    if between or link.relation == "same":
        return Explanation(
            asked=f"{text}:{own}",
            link=link,
            linking=linking,
            acts=(),
            disputes=(),
            steps=(),
            balance=_balance(link, between=bool(between)),
            perspective=comparison.perspective,
        )
    about = criticized([before.title, after.title])
    change = change_of(link, language, about, comparison.perspective)
    said = {name: tuple(found(name, change, comparison.perspective)) for name in asked(change)}
    texts: dict[tuple[Text, str], str] = {("before", p.id): p.text for p in before.paragraphs}
    texts |= {("after", p.id): p.text for p in after.paragraphs}
    return Explanation(
        asked=f"{text}:{own}",
        link=link,
        linking=linking,
        acts=tuple(_acts(change, texts)),
        disputes=_disputes(change),
        steps=(
            *(_step(name, findings, change, link, texts) for name, findings in said.items()),
            *_elsewhere(link, said.values(), texts),
        ),
        balance=_balance(link, between=False),
        perspective=comparison.perspective,
    )


# ---- which paragraph --------------------------------------------------------------------------


_TEXTS: dict[str, tuple[Text, ...]] = {"before": ("before",), "after": ("after",)}


def _place(comparison: Comparison, paragraph: str) -> tuple[Text, str]:
    """The text and the id that are meant; "OP 7" is "op7"."""
    head, colon, rest = paragraph.partition(":")
    chosen = head.strip().casefold() if colon else ""
    asked_for = "".join((rest if chosen in _TEXTS else paragraph).split())
    for text in _TEXTS.get(chosen, ("after", "before")):
        ids = [p.id for p in getattr(comparison, text).paragraphs]
        for own in ids:
            if own.casefold() == asked_for.casefold():
                return text, own
    where = {"before": "the earlier text", "after": "the later text"}.get(chosen, "either text")
    raise UnknownParagraph(
        f'there is no paragraph "{asked_for}" in {where}.',
        remedy="Names are like op7, op7(a), pp3 or before:op7; resotrack show FILE lists them.",
    )


def _side(link: Link, text: Text) -> tuple[Paragraph, ...]:
    return link.before if text == "before" else link.after


# ---- how it was linked ------------------------------------------------------------------------


def _linking(
    comparison: Comparison, link: Link, language: str, hints: Hints, *, between: bool
) -> Linking:
    before = {p.id for p in link.before}
    after = {p.id for p in link.after}
    told = tuple((a, b) for a, b in (*hints.must, *hints.must_not) if a in before or b in after)
    if between:
        how = "The texts are in two languages: linked by structure, figures, names and length."
        return Linking(how=how, likeness=None, near=(), hints=told)
    rows = [n for n, p in enumerate(comparison.before.paragraphs) if p.id in before]
    columns = [n for n, p in enumerate(comparison.after.paragraphs) if p.id in after]
    to_later, to_earlier = _likeness(comparison, rows, columns, language)
    own = max((float(to_later[j]) for j in columns), default=0.0) if rows and columns else None
    bound = any(a in before and b in after for a, b in hints.must)
    return Linking(
        how=_how(link, bound=bound),
        likeness=own if own is None else round(own, 3),
        near=tuple(_near(comparison, link, to_later, to_earlier)),
        hints=told,
    )


def _how(link: Link, *, bound: bool) -> str:
    if bound:
        return "A hint says that they belong together."
    match link.relation:
        case "same":
            return "The words are the same, connectors, numbers, spelling and typography aside."
        case "added":
            return "No paragraph of the earlier text is enough like it that is not taken."
        case "deleted":
            return "No paragraph of the later text is enough like it that is not taken."
        case "split":
            return "What was one paragraph stands in several."
        case "merged":
            return "What were several paragraphs stand in one."
    return "They have the most in common, and stand in order with what lies around them."


def _likeness(
    comparison: Comparison, rows: Sequence[int], columns: Sequence[int], language: str
) -> tuple[list[float], list[float]]:
    """How alike every later paragraph is to these earlier ones, and every earlier one to these
    later ones: the best of the several. Empty where there are none."""
    numbers: Vocabulary = defaultdict(count().__next__)
    a = profiles(comparison.before.paragraphs, language, numbers)
    b = profiles(comparison.after.paragraphs, language, numbers)
    later: list[float] = []
    earlier: list[float] = []
    if rows:
        score = similarity(a, b, numbers, rows, range(len(b))).score
        later = [float(alike) for alike in score[rows].max(axis=0)]
    if columns:
        score = similarity(a, b, numbers, range(len(a)), columns).score
        earlier = [float(alike) for alike in score[:, columns].max(axis=1)]
    return later, earlier


def _near(
    comparison: Comparison, link: Link, to_later: list[float], to_earlier: list[float]
) -> Iterator[Candidate]:
    """The paragraphs most like those of a link, the nearest first, the earlier text's first."""
    partners: dict[tuple[Text, str], tuple[str, ...]] = {}
    for one in comparison.links:
        ids = tuple(p.id for p in one.before), tuple(p.id for p in one.after)
        partners |= {("before", name): ids[1] for name in ids[0]}
        partners |= {("after", name): ids[0] for name in ids[1]}
    texts: tuple[tuple[Text, list[float]], ...] = (("before", to_earlier), ("after", to_later))
    for text, alike in texts:
        own = {p.id for p in _side(link, text)}
        paragraphs = (
            comparison.before.paragraphs if text == "before" else comparison.after.paragraphs
        )
        found = [
            (likeness, p.id)
            for likeness, p in zip(alike, paragraphs, strict=False)
            if likeness >= _FAINT and p.id not in own
        ]
        for likeness, name in sorted(found, key=lambda one: -one[0])[:_NEAREST]:
            yield Candidate(
                text=text,
                paragraph=name,
                likeness=round(likeness, 3),
                linked_with=partners[text, name],
            )


# ---- what the rules say -----------------------------------------------------------------------


def _step(name: str, findings: Sequence[Finding], change: Change, link: Link, texts: Texts) -> Step:
    return Step(
        rule=name,
        looks_at=_looks_at(name, change),
        evidence=tuple(
            _evidence(finding.flag(), texts, aside=_aside(finding, link)) for finding in findings
        ),
        nothing="" if findings else _nothing(name, change),
    )


def _elsewhere(link: Link, findings: Iterable[Sequence[Finding]], texts: Texts) -> Iterator[Step]:
    """What no rule says of a link alone: clauses that it shares with another."""
    known = [finding.flag() for several in findings for finding in several]
    flags = [flag for flag in link.assessment.flags if flag not in known]
    for rule in dict.fromkeys(flag.rule for flag in flags):
        yield Step(
            rule=rule,
            looks_at="clauses that left for another paragraph, or came from one",
            evidence=tuple(_evidence(flag, texts) for flag in flags if flag.rule == rule),
            nothing="",
        )


def _looks_at(name: str, change: Change) -> str:
    """What a rule looks at, in its own words; of a class of phrases, some of them."""
    said = " ".join((RULES[name].__doc__ or "").split()).partition(": ")[2].partition(". ")[0]
    terms = change.before.vocabulary.terms.values()
    phrases = (
        " ".join(term.phrase)
        for groups in terms
        for group in groups.values()
        for term in group
        if term.cls.name == name.partition(".")[2]
    )
    shortest = sorted(phrases, key=lambda phrase: (len(phrase), phrase))[:_EXAMPLES]
    examples = ", ".join(f"“{phrase}”" for phrase in shortest)
    return said.rstrip(".") or (f"phrases like {examples}" if examples else name)


def _evidence(flag: Flag, texts: Texts, *, aside: str = "") -> Evidence:
    return Evidence(
        flag=flag,
        before=_passage(flag.before, "before", texts),
        after=_passage(flag.after, "after", texts),
        set_aside=aside,
    )


def _aside(finding: Finding, link: Link) -> str:
    """Why a finding does not count; "" where it does."""
    if finding.flag() in link.assessment.flags:
        return ""
    if finding.confidence < FLOOR:
        return "too faint to report"
    if finding.dimension == "editorial":
        return "other rules found something of substance"
    neutral = link.assessment.direction == "neutral"
    if neutral and finding.dimension in MINOR and finding.confidence < ENOUGH:
        return "too little to move anything"
    return "the clause stands in another paragraph"


def _passage(span: Span | None, text: Text, texts: Texts) -> Passage | None:
    """Words with those around them, cut at blanks."""
    if span is None:
        return None
    whole = texts[text, span.paragraph]
    left, right = whole[: span.start], whole[span.end :]
    if len(left) > _CONTEXT:
        left = "…" + left[-_CONTEXT:].partition(" ")[2]
    if len(right) > _CONTEXT:
        right = right[:_CONTEXT].rpartition(" ")[0] + "…"
    return Passage(paragraph=span.paragraph, left=left, words=span.text, right=right)


def _nothing(name: str, change: Change) -> str:
    """Why a rule found nothing, as far as that can be said in a sentence."""
    if name == "force.acts":
        mine, theirs = ([act.graded.act for act in side.acts] for side in change.sides)
        if not (mine or theirs):
            return "neither text has an act that the lexicon knows"
        return "both do the same" if mine == theirs else "the acts differ by less than counts"
    mine, theirs = (_phrases(side, name.partition(".")[2]) for side in change.sides)
    words = ", ".join(f"“{phrase}”" for phrase in dict.fromkeys((*mine, *theirs)))
    if not words:
        return "nothing of the kind came or went"
    return f"both have {words}" if mine and theirs else f"{words} weighs nothing where it stands"


def _phrases(side: Side, kind: str) -> list[str]:
    """The words of a side that are of a class of the lexicon."""
    spans = (side.token_span(hit.first, hit.last) for hit in side.hits if hit.term.cls.name == kind)
    return [span.text.casefold() for span in spans if span]


def _acts(change: Change, texts: Texts) -> Iterator[SeenAct]:
    sides: tuple[tuple[Text, Side], ...] = (("before", change.before), ("after", change.after))
    for text, side in sides:
        for act in side.acts:
            words = _passage(side.span(act.start, act.end), text, texts)
            if words:
                yield SeenAct(
                    text=text,
                    words=words,
                    act=act.graded.act,
                    family=act.graded.family,
                    grade=round(act.graded.grade, 3),
                    source=act.graded.source,
                )


def _disputes(change: Change) -> tuple[str, ...]:
    """Disputes between an act that only one text has and one that only the other has."""
    heads = [{act.graded.head for act in side.acts} for side in change.sides]
    told = [
        dispute(one.graded, other.graded)
        for one in change.before.acts
        for other in change.after.acts
        if one.graded.family == other.graded.family
        and one.graded.head not in heads[1]
        and other.graded.head not in heads[0]
    ]
    return tuple(dict.fromkeys(filter(None, told)))


# ---- how the direction follows ----------------------------------------------------------------


def _balance(link: Link, *, between: bool) -> Balance:
    assessment = link.assessment
    stronger, weaker = (_weight(assessment.flags, to) for to in ("strengthened", "weakened"))
    if between:
        because = "Words are not compared between languages, so nothing is said about strength."
    elif link.relation == "same":
        because = "The words are the same: no rule is asked."
    else:
        because = _because(assessment.direction, stronger, weaker)
    return Balance(
        stronger=stronger,
        weaker=weaker,
        enough=ENOUGH,
        serious=SERIOUS,
        near=NEAR,
        direction=assessment.direction,
        confidence=assessment.confidence,
        because=because,
    )


def _weight(flags: Sequence[Flag], direction: str) -> float:
    """What the flags that point one way weigh together, as `strength.verdict` has it."""
    return round(1 - prod(1 - flag.confidence for flag in flags if flag.direction == direction), 3)


_WORDS: dict[Direction, str] = {"strengthened": "stronger", "weakened": "weaker"}


def _because(direction: Direction, stronger: float, weaker: float) -> str:
    high, low = max(stronger, weaker), min(stronger, weaker)
    if direction == "neutral":
        return f"Neither way weighs {ENOUGH}."
    if direction == "mixed":
        if high == low and low < SERIOUS:
            return "Both ways weigh the same."
        return f"Both ways weigh {SERIOUS} or more, and the lighter {NEAR} of the heavier or more."
    heavier = f"What makes it {_WORDS[direction]} weighs {high:.2f}, over {ENOUGH}"
    if not low:
        return f"{heavier}; nothing stands against it."
    limit = f"under {SERIOUS}" if low < SERIOUS else f"under {NEAR} of that"
    return f"{heavier}; what stands against it weighs {low:.2f}, {limit}: not enough for mixed."
