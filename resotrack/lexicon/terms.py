"""Words inside a provision that carry force: hedges, intensifiers, mandates, modals, main verbs.

The files of a language are `hedges`, `intensifiers`, `mandates` and `actors` (classes of phrases),
`modals` (grades) and `plain` (words that carry no commitment). English has them; a language
without them has empty tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from resotrack.errors import LexiconError
from resotrack.lexicon.tables import Checked, Table, each, read_table, words
from resotrack.model import Dimension

_CLASS_FILES = ("hedges", "intensifiers", "mandates", "actors")
_LADDERS = ("duty", "restraint", "inquiry", "standard", "duration", "sensitivity")
_DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
ANY = "~"
_ANY_WORDS = 2

Effect = Literal[-1, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermClass:
    """Phrases that do one thing to a provision."""

    name: str
    dimension: Dimension
    effect: Effect
    """What adding one does: 1 strengthens, -1 weakens. Dropping one does the opposite."""
    weight: float
    """How sure that is, 0 to 1, where the phrase alone was added or dropped."""
    added: str
    dropped: str
    """The reason, for a reader; {words} stands for the phrase as printed."""
    anchor: bool = False
    """Ties the provision to a State's own law, choice or consent."""
    counter: bool = False
    """Speaks against those protected: a paragraph made of it is a caveat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    phrase: tuple[str, ...]
    cls: TermClass
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A word on a ladder: the higher, the firmer."""

    phrase: str
    ladder: str
    grade: float
    source: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a term stands, in tokens."""

    first: int
    last: int
    """The token after the last."""
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All of a language's words of force, indexed by first word."""

    terms: Mapping[str, Mapping[str, tuple[Term, ...]]]
    """First word → second word ("" for a phrase of one word) → phrases, longest first."""
    modals: Mapping[str, Rung]
    verbs: Mapping[str, Rung]
    """Main verbs in the forms they take: "ensure", "ensures", "ensuring"."""
    function: frozenset[str]
    """Words without substance: function words and nouns too light to widen a clause."""
    update: frozenset[str]
    calendar: frozenset[str]
    """Words that date or number something."""
    task: frozenset[str]
    """What somebody is set to do, or does it with: reports, mechanisms, resources."""
    """Words of the calendar, of numbering and of reference."""
    record: frozenset[str]
    """What a paragraph that only records something is about."""

    def is_update(self, key: str) -> bool:
        """Whether a word is a figure, or one of the calendar or of reference."""
        if key in self.update or key[:1].isdigit():
            return True
        return "-" in key and all(part in self.update for part in key.split("-"))

    def is_calendar(self, key: str) -> bool:
        """Whether a word dates or numbers something."""
        if key in self.calendar or key[:1].isdigit():
            return True
        return "-" in key and key.rpartition("-")[2] in self.calendar and self.is_update(key)

    def find(self, keys: Sequence[str]) -> list[Hit]:
        """The terms of a text in order, the longest at each place, without overlap."""
        hits: list[Hit] = []
        taken = 0
        terms = self.terms
        for at in [at for at, key in enumerate(keys) if key in terms]:
            if at < taken:
                continue
            options = terms[keys[at]]
            following = keys[at + 1] if at + 1 < len(keys) else None
            for second in (following, ANY, ""):
                for term in options.get(second, ()) if second is not None else ():
                    end = _matched(term.phrase, keys, at)
                    if end > taken:
                        hits.append(Hit(at, end, term))
                        taken = end
                        break
                if at < taken:
                    break
        return hits


def _matched(phrase: tuple[str, ...], keys: Sequence[str], at: int) -> int:
    """The token after the phrase if it stands here, else 0."""
    at += 1
    for number, word in enumerate(phrase[1:], 1):
        if word == ANY:
            rest = phrase[number + 1 :]
            for skip in range(_ANY_WORDS + 1):
                if tuple(keys[at + skip : at + skip + len(rest)]) == rest:
                    return at + skip + len(rest)
            return 0
        if at >= len(keys) or keys[at] != word:
            return 0
        at += 1
    return at


@lru_cache(maxsize=6)
def vocabulary(language: str) -> Vocabulary:
    """The words of force of a language; empty where it has no such files."""
    if language != "en":
        return build({}, {}, {}, language)
    classes = {name: read_table(language, name) for name in _CLASS_FILES}
    return build(classes, read_table(language, "modals"), read_table(language, "plain"), language)


def build(files: Mapping[str, Table], modals: Table, plain: Table, language: str) -> Vocabulary:
    terms: dict[str, dict[str, list[Term]]] = {}
    for name, table in files.items():
        for term in _terms(table, f"{language}/{name}.toml"):
            second = term.phrase[1] if len(term.phrase) > 1 else ""
            terms.setdefault(term.phrase[0], {}).setdefault(second, []).append(term)
    file = f"{language}/modals.toml"
    rungs = {name: _rungs(modals, name, file) for name in ("modals", *_LADDERS) if modals}
    source = f"{language}/plain.toml"
    return Vocabulary(
        terms={
            first: {
                second: tuple(sorted(group, key=lambda t: (-len(t.phrase), t.phrase)))
                for second, group in groups.items()
            }
            for first, groups in terms.items()
        },
        modals=rungs.get("modals", {}),
        verbs={
            form: rung
            for ladder in _LADDERS
            for rung in rungs.get(ladder, {}).values()
            for form in _forms(rung.phrase)
        },
        function=frozenset(
            words(plain, "words", "function", source) + words(plain, "words", "light", source)
        ),
        update=frozenset(words(plain, "words", "update", source)),
        calendar=frozenset(words(plain, "words", "calendar", source)),
        task=frozenset(words(plain, "words", "task", source)),
        record=frozenset(words(plain, "words", "record", source)),
    )


def _terms(table: Table, source: str) -> Iterator[Term]:
    sources: Mapping[str, str] = table["sources"]
    seen: set[str] = set()
    for name, cls in each(table, "classes", source, _class).items():
        phrases: Any = table.get(name)
        if not isinstance(phrases, dict):
            raise LexiconError(
                f"[classes.{name}] has no phrases.", source=source, remedy=f"Add a table [{name}]."
            )
        for phrase, key in phrases.items():
            if key not in sources:
                raise LexiconError(
                    f"the phrase cites the source {key!r}, which [sources] does not list.",
                    source=source,
                    where=f'{name}."{phrase}"',
                )
            parts = tuple(phrase.split())
            if phrase in seen or not parts or ANY in (parts[0], parts[-1]):
                problem = "stands twice" if phrase in seen else "begins or ends with nothing fixed"
                raise LexiconError(
                    f"the phrase {problem}.", source=source, where=f'{name}."{phrase}"'
                )
            seen.add(phrase)
            yield Term(phrase=parts, cls=cls, source=sources[key])


def _class(name: str, entry: Checked) -> TermClass:
    return TermClass(
        name=name,
        dimension=entry.choice("dimension", _DIMENSIONS),
        effect=entry.choice("effect", get_args(Effect)),
        weight=entry.number("weight", 0, 1),
        added=entry.text("added"),
        dropped=entry.text("dropped"),
        anchor=entry.choice("anchor", (True, False), False),
        counter=entry.choice("counter", (True, False), False),
    )


def _rungs(table: Table, ladder: str, source: str) -> dict[str, Rung]:
    def rung(phrase: str, entry: Checked) -> Rung:
        return Rung(
            phrase=phrase, ladder=ladder, grade=entry.number("grade", 0, 1), source=entry.source()
        )

    return each(table, ladder, source, rung)


def _forms(verb: str) -> tuple[str, ...]:
    """The infinitive, the third person and the participle of a verb, with what follows it."""
    first, _, rest = verb.partition(" ")
    stem = first[:-1] if first.endswith("e") else first
    third = first + ("es" if first.endswith(("s", "sh", "ch")) else "s")
    doubled = stem + stem[-1] + "ing" if stem in ("put", "fulfil", "ban") else stem + "ing"
    return tuple(f"{form} {rest}".rstrip() for form in (first, third, doubled))
