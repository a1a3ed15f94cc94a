"""English acts weighed: the grade of an opening phrase, and the acts further on in a provision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from resotrack.lexicon.english import lexicon
from resotrack.lexicon.entries import Act, Form, Graded, Opening
from resotrack.lexicon.grammar import WINDOW, Parsed, may_begin, parse

# Each branch begins with a letter of its own: the engine then skips to the places that have one.
_JOINT = re.compile(
    r"(?:,\s+(?:(?:and|but)\s+)?|;\s+(?:(?:and|but)\s+)?|and(?<=\band)\s+|but(?<=\bbut)\s+"
    r"|while(?<=\bwhile)\s+)(?=([^\W_]+(?:-[^\W_]+)*))"
)
_NOUN_SIGNS = frozenset({"of", ",", ";", "and", "or", ".", ")", ":", ""})
_MEANS = 0.9  # participles this high ("adopting", "establishing") are means, not acts


def acts(text: str) -> tuple[Opening, ...]:
    """The acts of a provision: its opening, and those joined to it by "and", "while", ", "."""
    opening = _weighed(text[:WINDOW])
    if opening is None:
        return ()
    first, graded = opening
    found = [Opening(start=0, end=first.end, graded=graded)]
    for joint in _JOINT.finditer(text, first.end):
        beginnings = _beginnings(joint[1])
        if not beginnings or not text.startswith(beginnings, at := joint.end()):
            continue
        further = _weighed(text[at : at + WINDOW])
        if further and _is_act(further[0], first.form, joint[0]):
            parsed, graded = further
            found.append(Opening(start=at, end=at + parsed.end, graded=graded))
    return tuple(found)


@lru_cache(maxsize=4_096)
def _weighed(head: str) -> tuple[Parsed, Graded] | None:
    """The opening phrase at the head of a text, with its weight; None where there is none."""
    parsed = parse(head)
    return (parsed, grade(parsed)) if parsed else None


def translated(found: Sequence[tuple[int, int, str]]) -> tuple[Opening, ...]:
    """The acts of a provision in another language: where each stands, and in English.

    Behind the opening an act has its form: after "notes" comes "requests", not "requesting".
    """
    acts: list[Opening] = []
    outer: Form | None = None
    for start, end, english in found:
        parsed = parse(english)
        if parsed is None or (outer and parsed.form != outer):
            continue
        means = parsed.form != "verb" and parsed.act.family == "directive"
        if outer and means and parsed.act.grade >= _MEANS:
            continue
        outer = outer or parsed.form
        acts.append(Opening(start=start, end=end, graded=grade(parsed)))
    return tuple(acts)


@lru_cache(maxsize=8_192)
def _beginnings(word: str) -> tuple[str, ...]:
    """What a text begins with where an act with this first word does: of a filler all of it ("in
    this regard"), "" where the word alone is enough; none where no act begins with it."""
    lex = lexicon()
    if not may_begin(word):
        return ()
    if word in lex.heads or word not in lex.neutral:
        return ("",)
    return tuple(" ".join(phrase) for phrase in lex.neutral[word])


def forget() -> None:
    """Forget what was worked out by a lexicon that is used no longer."""
    _beginnings.cache_clear()
    _weighed.cache_clear()


def _is_act(parsed: Parsed, outer: Form, joint: str) -> bool:
    """Whether a verb in mid-sentence is an act of the organ and not a noun or a means."""
    following = parsed.following
    if parsed.form == "verb":
        return outer == "verb" and (following not in _NOUN_SIGNS or bool(parsed.object))
    if following in _NOUN_SIGNS and not parsed.object and following != ",":
        return False
    if parsed.act.family == "directive" and parsed.act.grade >= _MEANS:
        return False
    return outer != "verb" or joint.strip().lower() == "while"


def grade(parsed: Parsed) -> Graded:
    """The weight of an opening phrase: of the act that carries it, with its adverbs counted in.

    Of two joined acts ("deplores and strongly condemns") the graver one of the first one's family
    counts.
    """
    own = _grade_one(parsed)
    if parsed.joined:
        other = _grade_one(parsed.joined)
        if other.family == own.family and other.grade > own.grade:
            return other
    return own


def _grade_one(parsed: Parsed) -> Graded:
    lex = lexicon()
    act, modifiers = parsed.act, [*parsed.adverbs, *parsed.adjectives]
    name = act.phrase
    if not (modifiers or parsed.object or parsed.tails):
        return _unmodified(act)
    if parsed.object:
        carried = lex.objects[parsed.object]
        spelled = f"{act.phrase} with {parsed.object}"
        if not parsed.accompanied:
            name, act = f"{act.phrase} {parsed.object}", carried.expressed
        elif spelled in lex.acts:
            name, act = spelled, lex.acts[spelled]
        else:
            name = spelled
            if _outweighs(carried.accompanying, act):
                act = carried.accompanying
    special = lex.acts.get(" ".join([*parsed.adverbs, parsed.act.phrase]))
    if parsed.adverbs and special:
        intensity = max(0.0, special.grade - act.grade)
        act = special
        total = special.grade
    else:
        intensity = sum(lex.adverbs.get(w, lex.adjectives.get(w, 0.05)) for w in modifiers)
        intensity += sum(lex.tails[tail] for tail in parsed.tails)
        # The higher the act stands, the less room an adverb has: deeply deplores, deeply concerned.
        total = min(1.0, act.grade + intensity * (1.0 if act.grade <= 0.65 else 0.7))
    return Graded(
        act=" ".join([*parsed.adverbs, name, *parsed.tails]),
        family=act.family,
        grade=round(total, 3),
        valence=act.valence,
        source=act.source,
        head=name,
        intensity=round(intensity, 3),
    )


@lru_cache(maxsize=512)
def _unmodified(act: Act) -> Graded:
    """The weight of an act by itself, as most stand."""
    return Graded(
        act=act.phrase,
        family=act.family,
        grade=round(min(1.0, act.grade), 3),
        valence=act.valence,
        source=act.source,
        head=act.phrase,
    )


def _outweighs(carried: Act, head: Act) -> bool:
    """Whether "with concern" decides what the phrase is: it does, unless the verb says more."""
    return carried.family != head.family or carried.grade > head.grade


def dispute(one: Graded, other: Graded) -> str:
    """What the authorities disagree about between two acts; "" where they agree."""
    for known in lexicon().disputes:
        if known.concerns(one.head, other.head):
            return known.says
    return ""
