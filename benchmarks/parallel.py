"""How well paragraphs are linked across languages, on resolutions published in six.

    python -m benchmarks.parallel             one table, and where the published texts differ
    python -m benchmarks.parallel --errors    every wrong link as well

The truth is the place: the six texts of one resolution have the same paragraphs in the same order
(the benchmark checks their number, kinds and depths, and lists where they differ). Links are
compared as pairs of paragraphs. Each pair of languages is measured as published and again after one
text was damaged: paragraphs dropped and the rest numbered anew, neighbours swapped, a foreign
paragraph put in, one cut in two.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from benchmarks.scores import Count, compare_sets
from resotrack.align import align

Text = list[tuple[int, rt.Paragraph]]
"""Paragraphs, each with its place in the published text (-1: it stands in none)."""

_SENTENCE_ENDS = (", ", "، ", "，", "; ", "؛ ", "；")


def published() -> dict[str, dict[str, rt.Document]]:
    """Every resolution that is there in more than one language: symbol → language → text."""
    found: dict[str, dict[str, rt.Document]] = defaultdict(dict)
    for path in sorted((gold.DATA / "unxml").rglob("*.xml")):
        document = rt.read(path)
        if document.symbol and document.language:
            found[document.symbol].setdefault(document.language, document)
    return {symbol: texts for symbol, texts in found.items() if len(texts) > 1}


def differences(texts: dict[str, rt.Document]) -> list[str]:
    """Where the structure of one text is not that of the others."""
    reference = texts.get("en") or next(iter(texts.values()))
    out = []
    for language, document in sorted(texts.items()):
        if len(document.paragraphs) != len(reference.paragraphs):
            out.append(f"{language}: {len(document.paragraphs)} paragraphs")
            continue
        for ours, theirs in zip(document.paragraphs, reference.paragraphs, strict=True):
            if (ours.kind, ours.depth) != (theirs.kind, theirs.depth):
                out.append(f"{language}: {ours.id} is {theirs.id} in {reference.language}")
    return out


# ---- damage ---------------------------------------------------------------------------------


def as_published(text: Text, _others: Text, _chance: random.Random) -> Text:
    return text


def dropped(text: Text, _others: Text, chance: random.Random) -> Text:
    """A tenth of the paragraphs gone."""
    gone = set(chance.sample(range(len(text)), max(1, len(text) // 10)))
    return [item for n, item in enumerate(text) if n not in gone]


def swapped(text: Text, _others: Text, chance: random.Random) -> Text:
    """Three pairs of neighbours in each other's place."""
    out = list(text)
    for n in chance.sample(range(0, len(out) - 1, 2), 3):
        out[n], out[n + 1] = out[n + 1], out[n]
    return out


def foreign(text: Text, others: Text, chance: random.Random) -> Text:
    """Three paragraphs of another resolution put in."""
    out = list(text)
    for _, paragraph in chance.sample(others, 3):
        alike = [n for n, (_, p) in enumerate(out) if p.kind == paragraph.kind]
        out.insert(chance.choice(alike), (-1, paragraph))
    return out


def cut(text: Text, _others: Text, chance: random.Random) -> Text:
    """Three long paragraphs cut in two at a comma near the middle."""
    long = [n for n, (_, p) in enumerate(text) if len(p.text) > 120]
    chosen = set(chance.sample(long, min(3, len(long))))
    out: Text = []
    for n, (place, paragraph) in enumerate(text):
        middle = _middle(paragraph.text) if n in chosen else None
        if middle is None:
            out.append((place, paragraph))
            continue
        out.append((place, replace(paragraph, text=paragraph.text[:middle].rstrip())))
        rest = paragraph.text[middle:].lstrip()
        out.append((place, replace(paragraph, text=rest, opening="", number="")))
    return out


def _middle(text: str) -> int | None:
    half = len(text) / 2
    ends = [
        at + len(sign)
        for sign in _SENTENCE_ENDS
        for at in range(len(text))
        if text.startswith(sign, at) and 0.3 < at / len(text) < 0.7
    ]
    return min(ends, key=lambda at: abs(at - half), default=None)


DAMAGE: dict[str, Callable[[Text, Text, random.Random], Text]] = {
    "as published": as_published,
    "a tenth dropped": dropped,
    "3 × neighbours swapped": swapped,
    "3 foreign put in": foreign,
    "3 cut in two": cut,
}


def renumbered(text: Text) -> rt.Document:
    """A document of these paragraphs with ids and numbers of their own, so that neither tells
    where a paragraph comes from."""
    paragraphs = []
    last: dict[int, int] = defaultdict(int)
    for n, (_, paragraph) in enumerate(text):
        number = ""
        if paragraph.number:
            last[paragraph.depth] += 1
            for deeper in [d for d in last if d > paragraph.depth]:
                del last[deeper]
            number = str(last[paragraph.depth])
        paragraphs.append(
            replace(paragraph, id=f"{n}", number=number, parent=None, heading="", brackets=())
        )
    return rt.Document(
        paragraphs=tuple(paragraphs),
        source=rt.Source(name="damaged", format="akn", sha256="0" * 64),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    links: Count
    edited: int
    """Pairs that are rightly linked but called edited: a figure differs."""
    errors: tuple[str, ...]


def score(before: rt.Document, after: rt.Document, damaged: Text) -> Score:
    """One comparison: the first text as published, the other as given."""
    theirs = replace(renumbered(damaged), language=after.language)
    wanted = {
        (paragraph.id, str(n))
        for n, (place, _) in enumerate(damaged)
        for paragraph in before.paragraphs[place : place + 1]
        if place >= 0
    }
    pairings = align(before, theirs)
    found = {(p.id, q.id) for link in pairings for p in link.before for q in link.after}
    place = {
        str(n): after.paragraphs[at].id if at >= 0 else "foreign"
        for n, (at, _) in enumerate(damaged)
    }
    head = f"{before.symbol} {before.language}→{after.language}"
    errors = [f"{head} missing  {i} → {place[j]}" for i, j in sorted(wanted - found)]
    errors += [f"{head} too many {i} → {place[j]}" for i, j in sorted(found - wanted)]
    return Score(
        links=compare_sets({*found}, {*wanted}),
        edited=sum(link.relation == "edited" for link in pairings),
        errors=tuple(errors),
    )


def measure(
    texts: dict[str, dict[str, rt.Document]], damage: str, *, seed: int = 0
) -> dict[tuple[str, str], list[Score]]:
    """Every ordered pair of languages of every resolution, with the second text damaged."""
    scores: dict[tuple[str, str], list[Score]] = defaultdict(list)
    symbols = sorted(texts)
    for number, symbol in enumerate(symbols):
        for one, other in permutations(sorted(texts[symbol]), 2):
            elsewhere = texts[symbols[(number + 6) % len(symbols)]]
            strangers = elsewhere.get(other) or elsewhere["en"]
            after = texts[symbol][other]
            damaged = DAMAGE[damage](
                list(enumerate(after.paragraphs)),
                [(-1, p) for p in strangers.paragraphs if p.depth == 0],
                random.Random(f"{symbol}{one}{other}{damage}{seed}"),
            )
            scores[one, other].append(score(texts[symbol][one], after, damaged))
    return scores


def _sum(scores: Sequence[Score]) -> Count:
    return sum((s.links for s in scores), start=Count())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="print every wrong link")
    wanted = parser.parse_args()
    texts = published()
    console = Console(width=110)
    for symbol, group in texts.items():
        for difference in differences(group):
            console.print(f"structure differs: {symbol} {difference}")
    results = {name: measure(texts, name) for name in DAMAGE}
    table = Table(title="Links across languages (both directions), recall / precision in %")
    table.add_column("languages")
    for name in DAMAGE:
        table.add_column(name, justify="right")
    pairs = sorted({tuple(sorted(pair)) for pair in results["as published"]})
    for pair in [*pairs, None]:
        cells = []
        for name in DAMAGE:
            chosen = [
                one
                for languages, scores in results[name].items()
                if pair is None or tuple(sorted(languages)) == pair
                for one in scores
            ]
            count = _sum(chosen)
            cells.append(f"{100 * count.recall:.2f} / {100 * count.precision:.2f}")
        table.add_row("–".join(pair) if pair else "all", *cells)
    console.print(table)
    everything = [s for scores in results["as published"].values() for s in scores]
    linked = _sum(everything)
    console.print(
        f"{linked.right} of {linked.wanted} pairs as published; "
        f"called edited for a figure: {sum(s.edited for s in everything)}"
    )
    if wanted.errors:
        for name, by_pair in results.items():
            for scores in by_pair.values():
                for one in scores:
                    for error in one.errors:
                        console.print(f"{name}: {error}", highlight=False)


if __name__ == "__main__":
    main()
