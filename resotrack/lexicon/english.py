"""The English opening phrases as their file gives them: checked, and indexed by first word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from resotrack.errors import LexiconError
from resotrack.lexicon.entries import FAMILIES, Act, Carried, Dispute, Family, Form
from resotrack.lexicon.tables import Checked, Table, each, parse_table, read_table, weights, words
from resotrack.spelling import fold

_FILE = "en/openings.toml"
COPULAS = frozenset({"remains", "remaining", "being", "is"})
CONTINUING = frozenset({"continues", "continuing"})

Phrases = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The English openings, indexed by first word."""

    heads: dict[str, tuple[tuple[tuple[str, ...], Act, Form], ...]]
    bases: dict[str, Act]
    """Base forms, for "continues to urge"."""
    acts: dict[str, Act]
    objects: dict[str, Carried]
    vehicles: frozenset[str]
    adverbs: dict[str, float]
    adjectives: dict[str, float]
    tails: dict[str, float]
    connectors: Phrases
    """Folded: they are looked for among the words that texts are compared by."""
    neutral: Phrases
    """Connectors and fillers."""
    tail_phrases: Phrases
    having: frozenset[str]
    disputes: tuple[Dispute, ...]
    starts: frozenset[str]
    """Every word that can begin a phrase, save adverbs in -ly."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return build(read_table("en", "openings"), _FILE)


def build_from_text(text: str, source: str) -> Lexicon:
    """A lexicon from TOML in hand, checked like the one that comes with the package."""
    return build(parse_table(text, source), source)


def build(table: Table, source: str) -> Lexicon:
    acts: dict[str, Act] = {}
    heads: dict[str, list[tuple[tuple[str, ...], Act, Form]]] = {}
    bases: dict[str, Act] = {}

    def add(phrase: str, act: Act, form: Form) -> None:
        parts = tuple(phrase.split())
        heads.setdefault(parts[0], []).append((parts, act, form))

    for family in FAMILIES:
        section = dict(table.get(family, {}))
        states = section.pop("states", {})
        view = {"sources": table["sources"], family: section, "states": states}

        def build_act(phrase: str, entry: Checked, family: Family = family) -> Act:
            return _act(phrase, entry, family)

        for phrase, act in each(view, family, source, build_act).items():
            if phrase in acts:
                raise LexiconError("stands twice.", source=source, where=f'"{phrase}"')
            acts[phrase] = act
            participle = section[phrase].get("participle")
            if not isinstance(participle, str):
                raise LexiconError("has no participle.", source=source, where=f'"{phrase}"')
            add(phrase, act, "verb")
            add(participle, act, "participle")
            bases[_base(phrase)] = act
        for phrase, act in each(view, "states", source, build_act).items():
            acts[phrase] = act
            add(phrase, act, "state")

    objects = each(table, "objects", source, _carried)
    grammar = table.get("grammar", {})
    neutral = words(table, "grammar", "connectors", source)
    fillers = words(table, "grammar", "fillers", source)
    tails = weights(grammar, "tails", source)
    return Lexicon(
        heads={k: tuple(sorted(v, key=lambda h: -len(h[0]))) for k, v in heads.items()},
        bases=bases,
        acts=acts,
        objects=objects,
        vehicles=frozenset(words(table, "grammar", "vehicles", source)),
        adverbs=weights(table, "adverbs", source),
        adjectives=weights(table, "adjectives", source),
        tails=tails,
        connectors=_by_first(tuple(" ".join(map(fold, phrase.split())) for phrase in neutral)),
        neutral=_by_first(neutral + fillers),
        tail_phrases=_by_first(tuple(tails)),
        having=frozenset(words(table, "grammar", "having", source)),
        disputes=tuple(each(table, "disputes", source, _dispute).values()),
        starts=frozenset({*heads, *_by_first(neutral + fillers), *COPULAS, *CONTINUING})
        | frozenset(word for word in weights(table, "adverbs", source)),
    )


def _act(phrase: str, entry: Checked, family: Family) -> Act:
    return Act(
        phrase=phrase,
        family=family,
        grade=entry.number("grade", 0, 1),
        valence=int(entry.number("valence", -2, 2, 0)),
        source=entry.source(),
    )


def _carried(phrase: str, entry: Checked) -> Carried:
    expressed = _act(phrase, entry, entry.choice("family", FAMILIES))
    return Carried(
        expressed=expressed,
        accompanying=replace(expressed, grade=entry.number("with", 0, 1)),
    )


def _dispute(_name: str, entry: Checked) -> Dispute:
    entry.source()
    return Dispute(
        acts=entry.phrases("acts"), others=entry.phrases("others"), says=entry.text("says")
    )


def _base(phrase: str) -> str:
    """The infinitive of a verb in the third person: "stresses" → "stress"."""
    first, _, rest = phrase.partition(" ")
    cut = 2 if first.endswith(("sses", "shes", "ches", "xes")) else 1
    return f"{first[:-cut]} {rest}".rstrip()


def _by_first(phrases: tuple[str, ...]) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in found.items()}
