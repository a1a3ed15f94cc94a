"""Words inside a provision that carry force: hedges, intensifiers, mandates, modals, main verbs.

The files of a language are `hedges`, `intensifiers`, `mandates` and `actors` (classes of phrases),
`modals` (grades) and `plain` (words that carry no commitment). The classes and grades are those of
English: the other languages say which of their words belong to a class, and which English word a
modal or verb is like. A language that is not one of the six has empty tables.

In the other languages a word that ends in "*" stands for all that begin so ("национальн*"), and a
word is found with what may be written onto it ("l’accès", "والوصول"): see `forms`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import compress, count, product
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from resotrack.errors import LexiconError
from resotrack.lexicon.forms import Forms, Names
from resotrack.lexicon.own import LANGUAGES
from resotrack.lexicon.tables import Checked, Table, each, read_table, words
from resotrack.model import Dimension
from resotrack.spelling import fold

_CLASS_FILES = ("hedges", "intensifiers", "mandates", "actors")
_LADDERS = ("duty", "restraint", "inquiry", "standard", "duration", "sensitivity")
_MODALS = "modals"
_PLAIN = (
    "function",
    "light",
    "update",
    "calendar",
    "task",
    "record",
    "joining",
    "that",
    "negation",
)
_LISTS = (*_PLAIN, "prefixes", "endings")
_DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
_CHARACTER = 0.6
ANY = "~"
_ANY_WORDS = 2

Effect = Literal[-1, 1]
T = TypeVar("T")


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
    """Token by token, under the names that tokens go by (see `Vocabulary.read`)."""
    cls: TermClass
    source: str
    entry: str = ""
    """As the file writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A word on a ladder: the higher, the firmer."""

    phrase: str
    ladder: str
    grade: float
    source: str


class Hit(NamedTuple):
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
    rungs: frozenset[str]
    """The first words of both."""
    function: frozenset[str]
    """Words without substance: function words and nouns too light to widen a clause."""
    update: frozenset[str]
    calendar: frozenset[str]
    """Words that date or number something."""
    negation: frozenset[str]
    """Words that turn a sentence round."""
    task: frozenset[str]
    """What somebody is set to do, or does it with: reports, mechanisms, resources."""
    record: frozenset[str]
    """What a paragraph that only records something is about."""
    joining: frozenset[str]
    """What stands between the members of a list."""
    that: frozenset[str]
    """What begins a statement: "recalling that …"."""
    forms: Forms
    names: Names
    unit: float
    """How much of a word a token is: of Chinese, cut by character, about half."""

    def read(self, keys: Sequence[str]) -> Sequence[str]:
        """The tokens, one for one, under the names that phrases, modals and verbs go by."""
        return self.names.read(keys)

    def plain(self, keys: Sequence[str]) -> Sequence[str]:
        """The same for the lists of single words: function, update, record and their like."""
        return self.names.whole(keys)

    def joins(self, key: str) -> bool:
        """Whether a token stands between members of a list, or has written onto it what does."""
        return key in self.joining or (key[:1] in self.joining and key[:1] in self.forms.prefixes)

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
        keys = tuple(self.read(keys))
        hits: list[Hit] = []
        taken = 0
        terms = self.terms
        places = zip(count(), map(terms.get, keys), (*keys[1:], ""), strict=False)
        for at, options, following in compress(places, map(terms.__contains__, keys)):
            if at < taken or options is None:
                continue
            # "the" and "of" begin many phrases, and mostly none here: that must be seen soon.
            if following in options:
                term, end = _first(options, (following, ANY, ""), keys, at)
            elif ANY in options:
                term, end = _first(options, (ANY, ""), keys, at)
            elif "" in options:
                term, end = options[""][0], at + 1
            else:
                continue
            if term:
                hits.append(Hit(at, end, term))
                taken = end
        return hits


def _first(
    options: Mapping[str, tuple[Term, ...]], seconds: Sequence[str], keys: Sequence[str], at: int
) -> tuple[Term | None, int]:
    """The first of the terms that stands here, and the token after it."""
    for second in seconds:
        for term in options.get(second, ()):
            phrase = term.phrase
            end = at + len(phrase)
            if keys[at:end] == phrase:
                return term, end
            if ANY not in phrase or phrase[-1] not in keys[at : at + _ANY_WORDS * len(phrase)]:
                continue
            if end := _matched(phrase, keys, at):
                return term, end
    return None, 0


def _matched(phrase: tuple[str, ...], keys: Sequence[str], at: int) -> int:
    """The token after the phrase if it stands here, else 0."""
    for number, word in enumerate(phrase):
        if word == ANY:
            rest = phrase[number + 1 :]
            ends = (_matched(rest, keys, at + skip) for skip in range(_ANY_WORDS + 1))
            return next(filter(None, ends), 0)
        if at >= len(keys) or keys[at] != word:
            return 0
        at += 1
    return at


@lru_cache(maxsize=6)
def vocabulary(language: str) -> Vocabulary:
    """The words of force of a language; empty where it has no such files."""
    if language not in LANGUAGES:
        return build({}, {}, {}, language)
    classes = {name: read_table(language, name) for name in _CLASS_FILES}
    return build(classes, read_table(language, "modals"), read_table(language, "plain"), language)


def build(files: Mapping[str, Table], modals: Table, plain: Table, language: str) -> Vocabulary:
    source = f"{language}/plain.toml"
    lists = {name: [fold(w) for w in words(plain, "words", name, source)] for name in _LISTS}
    forms = Forms(
        by_character=language == "zh",
        prefixes=frozenset(lists["prefixes"]),
        endings=frozenset(lists["endings"]),
    )
    found = [
        term
        for name, table in files.items()
        for term in _terms(with_classes(table, name, language), f"{language}/{name}.toml", forms)
    ]
    graded = list(_graded(modals, language, forms))
    phrases = [*(term.phrase for term in found), *(phrase for phrase, _ in graded)]
    names = Names(forms, phrases, [word for name in _PLAIN for word in lists[name]])

    def listed(*wanted: str) -> frozenset[str]:
        return frozenset(s for name in wanted for word in lists[name] for s in names.spelled(word))

    terms: dict[str, dict[str, list[Term]]] = {}
    for phrase, term in _named(names, [(term.phrase, term) for term in found]):
        second = phrase[1] if len(phrase) > 1 else ""
        terms.setdefault(phrase[0], {}).setdefault(second, []).append(replace(term, phrase=phrase))
    rungs = {" ".join(phrase): rung for phrase, rung in reversed(_named(names, graded))}
    return Vocabulary(
        terms={
            first: {
                second: tuple(sorted(group, key=lambda t: (-len(t.phrase), t.phrase)))
                for second, group in groups.items()
            }
            for first, groups in terms.items()
        },
        modals={phrase: rung for phrase, rung in rungs.items() if rung.ladder == _MODALS},
        verbs={phrase: rung for phrase, rung in rungs.items() if rung.ladder != _MODALS},
        rungs=frozenset(phrase.split(" ", 1)[0] for phrase in rungs),
        function=listed("function", "light"),
        update=listed("update"),
        calendar=listed("calendar"),
        negation=listed("negation"),
        task=listed("task"),
        record=listed("record"),
        joining=listed("joining"),
        that=listed("that"),
        forms=forms,
        names=names,
        unit=_CHARACTER if forms.by_character else 1.0,
    )


def _named(
    names: Names, entries: Sequence[tuple[tuple[str, ...], T]]
) -> list[tuple[tuple[str, ...], T]]:
    """Each entry under every name that its words go by, as written first: that counts where two
    entries come to the same words."""
    spelled = cache(names.spelled)
    each = [(list(product(*map(spelled, phrase))), entry) for phrase, entry in entries]
    written = [(phrases[0], entry) for phrases, entry in each]
    return [*written, *((phrase, entry) for phrases, entry in each for phrase in phrases[1:])]


def with_classes(table: Table, name: str, language: str) -> Table:
    """A table with the classes of the English one, as far as it has phrases for them."""
    if language == "en":
        return table
    shared = {
        cls: fields
        for cls, fields in read_table("en", name).get("classes", {}).items()
        if cls in table
    }
    return {**table, "classes": {**shared, **table.get("classes", {})}}


def _terms(table: Table, source: str, forms: Forms) -> Iterator[Term]:
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
            parts = forms.parts(phrase)
            if phrase in seen or not parts or ANY in (parts[0], parts[-1]):
                problem = "stands twice" if phrase in seen else "begins or ends with nothing fixed"
                raise LexiconError(
                    f"the phrase {problem}.", source=source, where=f'{name}."{phrase}"'
                )
            seen.add(phrase)
            yield Term(phrase=parts, cls=cls, source=sources[key], entry=phrase)


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


def _graded(table: Table, language: str, forms: Forms) -> Iterator[tuple[tuple[str, ...], Rung]]:
    """Every word on a ladder, in the forms that it takes, with its rung."""
    if not table:
        return
    english = table if language == "en" else read_table("en", "modals")
    file = f"{language}/modals.toml"
    for ladder in (_MODALS, *_LADDERS):
        for phrase, rung in _rungs(table, ladder, file, english.get(ladder, {})).items():
            conjugated = language == "en" and ladder != _MODALS
            for form in _forms(phrase) if conjugated else (phrase,):
                yield forms.parts(form), rung


def _rungs(table: Table, ladder: str, file: str, english: Mapping[str, Any]) -> dict[str, Rung]:
    def rung(phrase: str, entry: Checked) -> Rung:
        like = entry.text("like", "")
        if like and like not in english:
            raise LexiconError(
                f"{like!r} is no English word of this ladder.",
                source=file,
                where=f'{ladder}."{phrase}"',
                remedy="Give it a grade, or the English word whose grade it has.",
            )
        grade = float(english[like]["grade"]) if like else entry.number("grade", 0, 1)
        return Rung(phrase=phrase, ladder=ladder, grade=grade, source=entry.source())

    return each(table, ladder, file, rung)


def _forms(verb: str) -> tuple[str, ...]:
    """The infinitive, the third person and the participle of a verb, with what follows it."""
    first, _, rest = verb.partition(" ")
    stem = first[:-1] if first.endswith("e") else first
    third = first + ("es" if first.endswith(("s", "sh", "ch")) else "s")
    doubled = stem + stem[-1] + "ing" if stem in ("put", "fulfil", "ban") else stem + "ing"
    return tuple(f"{form} {rest}".rstrip() for form in (first, third, doubled))
