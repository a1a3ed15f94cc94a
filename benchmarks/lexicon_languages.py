"""The words of force in five other languages: how they were mined, and how they score.

    python -m benchmarks.lexicon_languages                directions by language, beside English
    python -m benchmarks.lexicon_languages --errors fr    every wrong direction in French
    python -m benchmarks.lexicon_languages --mine fr      each English phrase, and the n-grams
                                                          that stand where it stands
    python -m benchmarks.lexicon_languages --evidence fr  each listed phrase, and how often it
                                                          stands where English has its class

The texts are resolutions published in six languages; their paragraphs correspond by place
(`benchmarks.parallel` checks it). A label made on the English texts holds for the others: a
translation commits nobody to more or to less. That is nearly true: translators vary the words
where English repeats them, and the words of two years differ where the English is one.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import log

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from benchmarks.judges import MIRRORED, Case, cases, linked, mirror
from benchmarks.parallel import published
from benchmarks.scores import macro_f1
from resotrack.diff import tokenise
from resotrack.lexicon import LANGUAGES, Vocabulary, vocabulary
from resotrack.model import Paragraph
from resotrack.strength import assess, criticized

OTHERS = tuple(language for language in LANGUAGES if language != "en")
_LONGEST = {"zh": 8}
_LONGEST_ELSEWHERE = 5
_LEAST = 3
_BEST = 6

Pairs = list[tuple[str, str]]


# ---- the texts --------------------------------------------------------------------------------


@cache
def texts() -> dict[str, dict[str, rt.Document]]:
    """Resolutions in several languages whose paragraphs correspond: symbol → language → text."""
    found = {}
    for symbol, group in published().items():
        sizes = {len(document.paragraphs) for document in group.values()}
        if "en" in group and len(sizes) == 1:
            found[symbol] = group
    return found


def paragraphs(language: str) -> list[tuple[Paragraph, Paragraph]]:
    """Each distinct paragraph with its English counterpart, (English, other)."""
    found: dict[tuple[str, str], tuple[Paragraph, Paragraph]] = {}
    for group in texts().values():
        if language not in group:
            continue
        for one, other in zip(group["en"].paragraphs, group[language].paragraphs, strict=True):
            found.setdefault((one.text, other.text), (one, other))
    return list(found.values())


# ---- directions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled change, and what is said of it forward and with the texts swapped."""

    case: Case
    said: str
    swapped: str

    @property
    def both_ways(self) -> Pairs:
        label = self.case.label.direction
        return [(self.said, label), (self.swapped, MIRRORED[label])]


def labelled() -> list[Case]:
    """The labelled changes whose two texts are there in all languages."""
    whole = {name for name in gold.pairs() if all(_in_all(symbol) for symbol in _symbols(name))}
    return [case for case in cases() if case.pair in whole]


def _in_all(symbol: str) -> bool:
    return len(texts().get(symbol, ())) == len(LANGUAGES)


def _symbols(pair: str) -> list[str]:
    return [gold.document(path).symbol for path in gold.pairs()[pair]]


def judged(given: Sequence[Case], language: str) -> list[Judged]:
    """The same changes in another language."""
    found = []
    for case in given:
        english, own = (
            [texts()[symbol][code] for symbol in _symbols(case.pair)] for code in ("en", language)
        )
        sides = [
            tuple(own[n].paragraphs[_place(english[n], i)] for i in ids)
            for n, ids in enumerate((case.label.before, case.label.after))
        ]
        link = linked(sides[0], sides[1], case.link.relation, moved=case.link.moved)
        about = criticized([document.title for document in own])
        said = [
            assess(one, language=language, criticized=about).direction
            for one in (link, mirror(link))
        ]
        found.append(Judged(case=replace(case, link=link), said=said[0], swapped=said[1]))
    return found


@cache
def neighbours() -> tuple[tuple[str, str, rt.Link], ...]:
    """The changed links of the English texts of each series, from one year to the next, as (symbol
    before, symbol after, link): no labels, but more than twice as many as have some."""
    found = []
    for folder in sorted((gold.DATA / "unxml" / "ga-series").iterdir()):
        symbols = sorted({gold.document(path).symbol for path in folder.glob("English/*.xml")})
        for one, other in pairwise([symbol for symbol in symbols if _in_all(symbol)]):
            links = rt.compare(texts()[one]["en"], texts()[other]["en"]).links
            found += [(one, other, link) for link in links if link.relation != "same"]
    return tuple(found)


def as_in_english(language: str) -> Pairs:
    """(what is said in a language, what is said in English) of those links."""
    pairs: Pairs = []
    for one, other, link in neighbours():
        sides = []
        for symbol, side in ((one, link.before), (other, link.after)):
            english, own = texts()[symbol]["en"], texts()[symbol][language]
            sides.append(tuple(own.paragraphs[_place(english, p.id)] for p in side))
        theirs = linked(sides[0], sides[1], link.relation, moved=link.moved)
        said = [
            assess(each, language=code).direction
            for each, code in ((theirs, language), (link, "en"))
        ]
        pairs.append((said[0], said[1]))
    return pairs


def _place(document: rt.Document, name: str) -> int:
    return next(n for n, paragraph in enumerate(document.paragraphs) if paragraph.id == name)


def accuracy(pairs: Pairs) -> float:
    return sum(said == label for said, label in pairs) / len(pairs) if pairs else 1.0


def directions() -> Table:
    """Against the labels, and against what is said of the English texts."""
    given = labelled()
    table = Table(title=f"{len(given)} labelled changes, forward and swapped", title_justify="left")
    table.add_column("language")
    for heading in (
        "macro-F1",
        "right",
        f"as in English, of {len(neighbours())}",
        "mirror broken",
        "phrases",
        "modals and verbs",
    ):
        table.add_column(heading, justify="right")
    for language in LANGUAGES:
        own = judged(given, language)
        pairs = [pair for one in own for pair in one.both_ways]
        broken = sum(MIRRORED[one.said] != one.swapped for one in own)
        known = vocabulary(language)
        table.add_row(
            language,
            f"{macro_f1(pairs):.3f}",
            f"{accuracy(pairs):.3f}",
            f"{accuracy(as_in_english(language)):.3f}",
            str(broken),
            str(len({t.entry for g in known.terms.values() for ts in g.values() for t in ts})),
            str(len({rung.phrase for rung in (*known.modals.values(), *known.verbs.values())})),
        )
    return table


def errors(language: str) -> Iterator[str]:
    for one in judged(labelled(), language):
        label = one.case.label
        if one.said == label.direction:
            continue
        ids = "+".join(label.before) or "∅", "+".join(label.after) or "∅"
        flags = assess(one.case.link, language=language).flags
        told = "; ".join(f"{f.rule} {f.direction} {f.confidence:.2f}" for f in flags)
        yield (
            f"{one.case.pair} {ids[0]} → {ids[1]}: {one.said}, label {label.direction} "
            f"{list(label.dimensions)}. {label.note} [{told}]"
        )


# ---- mining -----------------------------------------------------------------------------------


def mined(language: str) -> Iterator[tuple[str, str, int, list[tuple[str, int, int]]]]:
    """For each English phrase: its class, how many paragraphs hold it, and the n-grams that stand
    in those and seldom elsewhere, as (n-gram, paragraphs of these, paragraphs in all)."""
    pairs = paragraphs(language)
    grams = [_grams(other.text, language) for _, other in pairs]
    holds: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, (one, _) in enumerate(pairs):
        for phrase, name in _phrases(tokenise(one.text).keys, vocabulary("en")):
            holds[phrase, name].add(n)
    where: dict[str, set[int]] = defaultdict(set)
    for n, own in enumerate(grams):
        for gram in own:
            where[gram].add(n)
    for (phrase, name), wanted in sorted(holds.items(), key=lambda h: (h[0][1], -len(h[1]))):
        seen = Counter(gram for n in wanted for gram in grams[n])
        scored = sorted(
            (
                (_likelihood(k, len(where[gram]), len(wanted), len(pairs)), gram)
                for gram, k in seen.items()
                if k >= min(_LEAST, len(wanted))
            ),
            reverse=True,
        )
        best = [(gram, seen[gram], len(where[gram])) for _, gram in scored[: 3 * _BEST]]
        yield phrase, name, len(wanted), _longest_of(best)[:_BEST]


def _phrases(keys: Sequence[str], known: Vocabulary) -> set[tuple[str, str]]:
    """The phrases of force in a text as their file writes them, each with its class or ladder."""
    found = {(hit.term.entry, hit.term.cls.name) for hit in known.find(keys)}
    read = known.read(keys)
    for at in range(len(read)):
        for phrase in (read[at], " ".join(read[at : at + 2])):
            for rungs in (known.modals, known.verbs):
                if phrase in rungs:
                    found.add((rungs[phrase].phrase, rungs[phrase].ladder))
    return found


def _grams(text: str, language: str) -> set[str]:
    keys = tokenise(text).keys
    joint = "" if language == "zh" else " "
    longest = _LONGEST.get(language, _LONGEST_ELSEWHERE)
    return {
        joint.join(keys[at : at + size])
        for size in range(1, longest + 1)
        for at in range(len(keys) - size + 1)
        if all(key[:1].isalpha() for key in keys[at : at + size])
    }


def _likelihood(both: int, gram: int, phrase: int, total: int) -> float:
    """Dunning's log-likelihood that a phrase and an n-gram share paragraphs more than by chance;
    0 where they share fewer."""
    if both * total <= gram * phrase:
        return 0.0
    cells = (
        (both, gram * phrase),
        (gram - both, gram * (total - phrase)),
        (phrase - both, phrase * (total - gram)),
        (total - gram - phrase + both, (total - gram) * (total - phrase)),
    )
    return 2 * sum(seen * log(seen * total / expected) for seen, expected in cells if seen)


def _longest_of(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Without the n-grams that are parts of others with the same counts."""
    return [
        one
        for one in found
        if not any(one[0] in other[0] and one != other and one[1:] == other[1:] for other in found)
    ]


def evidence(language: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Each listed phrase with its class or ladder → (paragraphs where English has a phrase of the
    same class, paragraphs that hold it)."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one, other in paragraphs(language):
        classes = {name for _, name in _phrases(tokenise(one.text).keys, vocabulary("en"))}
        known = vocabulary(language)
        for phrase, name in _phrases(tokenise(other.text).keys, known):
            both, seen = found.get((phrase, name), (0, 0))
            found[phrase, name] = both + (name in classes), seen + 1
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name, told in (
        ("errors", "every wrong direction in a language"),
        ("mine", "n-grams that stand where an English phrase stands"),
        ("evidence", "how often listed phrases stand where English has one of their class"),
    ):
        parser.add_argument(f"--{name}", choices=OTHERS, help=told)
    options = parser.parse_args(arguments)
    console = Console(width=110)
    if not gold.GOLD.exists():
        console.print("The labels are not here: ../shared/gold is missing.")
        return 2
    if options.errors:
        for line in errors(options.errors):
            console.print(line, markup=False, highlight=False)
    if options.mine:
        for phrase, name, count, best in mined(options.mine):
            told = "  ".join(f"{gram} {k}/{n}" for gram, k, n in best)
            print(f"{name:14} {phrase} ({count}): {told}")
    if options.evidence:
        for (phrase, name), (both, seen) in sorted(evidence(options.evidence).items()):
            print(f"{name:14} {phrase}: {both} of {seen}")
    if not (options.errors or options.mine or options.evidence):
        console.print(directions())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
