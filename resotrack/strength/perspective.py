"""Perspective: the same change, read by somebody with another purpose than the resolution's.

The rules look for what serves the purpose of the text. A delegation that wants something else reads
the same words with the opposite sign: a duty of its own is a cost, a caveat a gain. A profile, a
TOML file, says what counts otherwise; docs/strength.md describes it:

    name = "Port operators"
    all = 0.5                              # all the rest: half
    dimensions = { mandate = "reverse" }   # or "ignore", or a factor from 0 to 3
    [classes]
    counterduty = "reverse"
    [words]
    "harbour dues" = { reverse = true, factor = 0.5 }
    [phrases]
    protected = ["pilots", "tug crews"]

What a profile says of a finding depends on its axis, rule and words and never on which text came
first, so swapping the texts turns every flag round in any perspective.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from resotrack.diff import tokenise
from resotrack.errors import InvalidPerspective
from resotrack.lexicon import ANY, Term, TermClass, Vocabulary, vocabulary
from resotrack.model import AS_IT_IS, Count, Dimension, Perspective
from resotrack.strength.change import Change
from resotrack.strength.finding import Finding, times
from resotrack.strength.rules import RULES

SISTERS: Mapping[str, tuple[str, ...]] = {
    "force.acts": ("force.opening", "force.act", "intensity.opening"),
    "presence.paragraph": (
        "presence.caveat",
        "presence.anchor",
        "presence.hedged",
        "presence.covered",
        "presence.record",
    ),
}
"""The names that a rule reports under, where they are not its own alone."""
_RULE_OF = {sister: rule for rule, sisters in SISTERS.items() for sister in sisters}
_DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
_KEYS = ("name", "description", "all", "dimensions", "rules", "classes", "words", "phrases")
_HIGHEST = 3.0
_MOST = 0.98
"""No factor makes a finding surer than this."""
_SHORT: Mapping[str, Mapping[str, object]] = {
    "reverse": {"reverse": True},
    "ignore": {"factor": 0},
}
_FORM = 'Write "reverse", "ignore", a factor from 0 to 3, or { reverse = true, factor = 0.5 }.'


def counted(
    findings: Iterable[Finding], change: Change, perspective: Perspective | None
) -> Iterator[Finding]:
    """The findings as a perspective counts them; what it ignores is left out."""
    for finding in findings:
        count = _count(finding, change, perspective) if perspective else AS_IT_IS
        if not perspective or count == AS_IT_IS:
            yield finding
        elif count.factor:
            yield _recounted(finding, count, perspective)


def _recounted(finding: Finding, count: Count, perspective: Perspective) -> Finding:
    if not finding.sign:
        return finding
    confidence = finding.confidence * count.factor
    if count.factor > 1:
        confidence = max(finding.confidence, min(_MOST, confidence))
    if not count.reverse:
        return replace(finding, confidence=confidence)
    direction = "weaker" if finding.sign > 0 else "stronger"
    told = f"From the perspective “{perspective.name}” that is {direction}."
    return replace(
        finding,
        sign=times(finding.sign, -1),
        confidence=confidence,
        reason=f"{finding.reason} {told}",
    )


def _count(finding: Finding, change: Change, perspective: Perspective) -> Count:
    """What the profile says of a finding: the narrowest entry rules."""
    if perspective.words:
        text = f" {_keys(_evidence(finding, change))} "
        held = [words for words in perspective.words if f" {_keys(words)} " in text]
        if held:
            return perspective.words[max(held, key=lambda words: (len(words), words))]
    if perspective.classes and (name := _class_of(finding, change)) in perspective.classes:
        return perspective.classes[name]
    for rule in (finding.rule, _RULE_OF.get(finding.rule, "")):
        if rule in perspective.rules:
            return perspective.rules[rule]
    return perspective.dimensions.get(finding.dimension, perspective.everything)


def _evidence(finding: Finding, change: Change) -> str:
    """The words of a finding; of a paragraph that came or went, all of them."""
    if not all(side.paragraphs for side in change.sides):
        return "\n".join(side.text for side in change.sides)
    return "\n".join(span.text for span in (finding.before, finding.after) if span)


def _keys(text: str) -> str:
    return " ".join(tokenise(text).keys)


def _class_of(finding: Finding, change: Change) -> str:
    """The lexicon's class of the words that a finding rests on; "" where it rests on none."""
    span = finding.after or finding.before
    hits = change.before.vocabulary.find(tokenise(span.text).keys) if span else []
    name = hits[0].term.cls.name if hits else ""
    rests = finding.rule.endswith((f".{name}", ".caveat", ".anchor"))
    return name if rests else ""


# ---- phrases of one's own ---------------------------------------------------------------------


def with_phrases(known: Vocabulary, perspective: Perspective | None) -> Vocabulary:
    """A vocabulary with the phrases of a perspective; they come before those of the lexicon."""
    if perspective is None or not perspective.phrases:
        return known
    terms = {first: dict(groups) for first, groups in known.terms.items()}
    source = f"The perspective “{perspective.name}”"
    for name, phrases in perspective.phrases.items():
        for phrase in phrases:
            own = Term(
                phrase=tuple(known.read(_parts(phrase))), cls=_classes()[name], source=source
            )
            second = own.phrase[1] if len(own.phrase) > 1 else ""
            groups = terms.setdefault(own.phrase[0], {})
            others = (term for term in groups.get(second, ()) if term.phrase != own.phrase)
            groups[second] = tuple(
                sorted((own, *others), key=lambda term: (-len(term.phrase), term.phrase))
            )
    return replace(known, terms=terms)


def _classes() -> dict[str, TermClass]:
    """The classes of the lexicon, by name. Other languages share the English ones."""
    terms = vocabulary("en").terms.values()
    return {
        term.cls.name: term.cls for groups in terms for group in groups.values() for term in group
    }


def _parts(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as a text's are folded."""
    return tuple(
        key for part in phrase.split() for key in ((ANY,) if part == ANY else tokenise(part).keys)
    )


# ---- reading a profile ------------------------------------------------------------------------


def read_perspective(path: str | os.PathLike[str]) -> Perspective:
    """A perspective from a TOML file. Raises InvalidPerspective where it breaks the rules."""
    source = Path(path).name
    try:
        held = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InvalidPerspective(f"cannot be read as TOML: {reason}.", source=source) from error
    for key in held:
        _known(key, _KEYS, source, "")
    name = _text(held, "name", source)
    if not name:
        raise InvalidPerspective(
            "has no name.", source=source, remedy='Write name = "Who reads like this".'
        )
    rules = {*RULES, *_RULE_OF}
    return Perspective(
        name=name,
        description=_text(held, "description", source),
        everything=_counted(held["all"], source, "all") if "all" in held else AS_IT_IS,
        dimensions=_counts(held, "dimensions", source, _DIMENSIONS),
        rules=_counts(held, "rules", source, rules),
        classes=_counts(held, "classes", source, _classes()),
        words=_counts(held, "words", source),
        phrases=_phrases(held, source),
    )


def _known(name: str, names: Iterable[str], source: str, where: str) -> None:
    names = tuple(names)
    if name not in names:
        raise InvalidPerspective(
            f'"{name}" is not known here.',
            source=source,
            where=where,
            remedy=f"Known are: {', '.join(sorted(names))}.",
        )


def _text(held: Mapping[str, Any], key: str, source: str) -> str:
    value = held.get(key, "")
    if not isinstance(value, str):
        raise InvalidPerspective("is no text.", source=source, where=key)
    return " ".join(value.split())


def _table(held: Mapping[str, Any], key: str, source: str) -> Mapping[str, Any]:
    table = held.get(key, {})
    if not isinstance(table, dict):
        raise InvalidPerspective("is no table.", source=source, where=key, remedy=f"Write [{key}].")
    return table


def _counts(
    held: Mapping[str, Any], key: str, source: str, names: Iterable[str] | None = None
) -> dict[Any, Count]:
    """The entries of a table, each a Count. Without `names` they are words, at least one each."""
    found: dict[Any, Count] = {}
    for name, value in _table(held, key, source).items():
        if names is not None:
            _known(name, names, source, key)
        elif not tokenise(name).keys:
            raise InvalidPerspective("an entry has no words.", source=source, where=key)
        found[name] = _counted(value, source, f'{key}."{name}"')
    return found


def _counted(value: object, source: str, where: str) -> Count:
    fields = value if isinstance(value, dict) else _SHORT.get(str(value), {"factor": value})
    match {"reverse": False, "factor": 1.0, **fields}:
        case {"reverse": bool() as reverse, "factor": int() | float() as factor, **others}:
            if not others and not isinstance(factor, bool) and 0 <= factor <= _HIGHEST:
                return Count(reverse=reverse, factor=float(factor))
    raise InvalidPerspective(
        f"{value!r} does not say how to count.", source=source, where=where, remedy=_FORM
    )


def _phrases(held: Mapping[str, Any], source: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, phrases in _table(held, "phrases", source).items():
        _known(name, _classes(), source, "phrases")
        where = f"phrases.{name}"
        if not isinstance(phrases, list) or not all(isinstance(p, str) for p in phrases):
            raise InvalidPerspective(
                "is no list of phrases.", source=source, where=where, remedy='Write ["pilots"].'
            )
        for phrase in phrases:
            parts = _parts(phrase)
            if not parts or ANY in (parts[0], parts[-1]):
                raise InvalidPerspective(
                    f'"{phrase}" begins or ends with nothing fixed.', source=source, where=where
                )
        found[name] = tuple(phrases)
    return found
