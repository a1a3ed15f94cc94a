"""How well the strength of a change is judged, beside simpler judges, against hand-made labels.

    python -m benchmarks.strength            print the tables
    python -m benchmarks.strength --write    and put them into docs/strength.md
    python -m benchmarks.strength --errors PREFIX
                                             every wrong direction of the pairs named so

Scored are the labelled links whose words changed. Each counts twice, forward and with the texts
swapped (strengthened is then weakened): so the classes are even, and a judge that cannot tell
before from after gains nothing. The row of the sentence embeddings needs `resotrack[semantic]`.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import resotrack as rt
from benchmarks import gold
from benchmarks.judges import (
    MIRRORED,
    Answers,
    Case,
    always_weakened,
    cases,
    embeddings,
    hedges_alone,
    length_alone,
    linked,
    mirror,
    opening_alone,
    regression,
    rules,
)
from benchmarks.scores import DIRECTIONS, Count, by_class, macro_f1
from benchmarks.speed import align_and_assess, documents, forget, oceans
from resotrack.lexicon import find_opening
from resotrack.model import Kind, Link, Paragraph, Relation
from resotrack.strength import assess

DOCS = Path(__file__).resolve().parents[1] / "docs" / "strength.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HELD_OUT = ("d3", "e7", "e9", "e14")
"""Pairs whose errors nobody read while the rules were written."""
_SHORT = "r2-reprisals-24_24-36_21"
_RUNS = 5

Pairs = list[tuple[str, str]]
"""(said, label)."""


# ---- directions -------------------------------------------------------------------------------


def forward(given: Sequence[Case], answers: Answers) -> Pairs:
    return [(said, case.label.direction) for case, (said, _) in zip(given, answers, strict=True)]


def both_ways(given: Sequence[Case], answers: Answers) -> Pairs:
    """Forward, then mirrored."""
    swapped = [
        (said, MIRRORED[case.label.direction])
        for case, (_, said) in zip(given, answers, strict=True)
    ]
    return forward(given, answers) + swapped


def accuracy(pairs: Pairs) -> float:
    return sum(said == label for said, label in pairs) / len(pairs) if pairs else 1.0


def through_compare(given: Sequence[Case]) -> Answers:
    """The rules, on the links that our own alignment finds."""
    said: dict[tuple[str, bool], dict[str, str]] = {}
    for name in dict.fromkeys(case.pair for case in given):
        before, after = (gold.document(path) for path in gold.pairs()[name])
        said[name, False] = _directions(rt.compare(before, after).links)
        said[name, True] = _directions(rt.compare(after, before).links)
    return [
        (
            _said(case.link, said[case.pair, False]),
            _said(case.mirror, said[case.pair, True]),
        )
        for case in given
    ]


def _directions(links: Iterable[Link]) -> dict[str, str]:
    """The direction of the link that each paragraph is in, as "b:op1" and "a:op1"."""
    found: dict[str, str] = {}
    for link in links:
        for side, paragraphs in (("b", link.before), ("a", link.after)):
            found |= {f"{side}:{p.id}": link.direction for p in paragraphs}
    return found


def _said(link: Link, directions: dict[str, str]) -> str:
    """What was said of the last paragraph of a link, the later text's if it has one."""
    side, paragraphs = ("a", link.after) if link.after else ("b", link.before)
    return directions[f"{side}:{paragraphs[-1].id}"]


def dimension_counts(given: Sequence[Case]) -> dict[str, Count]:
    """For each axis: named by us, named by the label, and both."""
    counts: dict[str, Count] = {}
    for case in given:
        found = set(assess(case.link, criticized=case.criticized).dimensions)
        wanted = set(case.label.dimensions)
        for name in sorted({*found, *wanted}):
            one = Count(name in found and name in wanted, name in found, name in wanted)
            counts[name] = counts.get(name, Count()) + one
    return counts


def confusion(pairs: Pairs) -> Counter[tuple[str, str]]:
    return Counter(pairs)


# ---- other labels -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A change that somebody else reported or voted on, as a link."""

    name: str
    label: str
    link: Link


def documented() -> list[Reported]:
    """The reported changes of which both sides are quoted."""
    found = []
    with (gold.GOLD / "documented_pairs.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            before, after = row["before"], row["after"]
            if before.startswith("[") or after.startswith("["):
                continue
            link = linked((_paragraph("op1", before),), (_paragraph("op1", after),), "edited")
            found.append(Reported(name=row["id"], label=row["direction"], link=link))
    return found


def _paragraph(name: str, text: str) -> Paragraph:
    kind: Kind = "preambular" if name.startswith("pp") else "operative"
    return Paragraph(id=name, kind=kind, number="", text=text, opening=find_opening(text, "en"))


_WORDING = re.compile(
    r"(?:should read|reading|paragraph below:)\s+(?:\d+\s*(?:bis)?\.?\s+)?(.+)", re.S
)
_BASES = {"A/HRC/24/": "A_HRC_RES_24_24.txt", "A/HRC/36/": "A_HRC_RES_36_21.txt"}


def effects() -> tuple[list[Reported], list[str]]:
    """Real amendments as links, on the text that was adopted; and those that cannot be built."""
    built, left = [], []
    folder = gold.DATA / "reprisals"
    rows = (gold.GOLD / "reprisals.effects.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, rows):
        if row["direction"] not in DIRECTIONS:
            continue
        symbol: str = row["symbol"]
        base = gold.document(folder / next(f for s, f in _BASES.items() if symbol.startswith(s)))
        text = (folder / "amendments" / f"{symbol.replace('/', '_')}.txt").read_text("utf-8")
        link = _effect(row, base, text.strip().splitlines()[-1])
        if link is None:
            left.append(symbol)
        else:
            built.append(Reported(name=symbol, label=row["direction"], link=link))
    return built, left


def _effect(row: dict[str, str], base: rt.Document, instruction: str) -> Link | None:
    old = (base[row["base_paragraph"]],) if row["base_paragraph"] else ()
    match = _WORDING.search(instruction)
    target = row["target"]
    assert isinstance(target, dict)
    new = (_paragraph(f"{target['kind']}99", match[1]),) if match else ()
    relation: Relation = "edited"
    if row["action"] == "insert_paragraph":
        old, relation = (), "added"
    elif row["action"] == "delete_paragraph":
        new, relation = (), "deleted"
    if not (old or new) or (relation == "edited" and not (old and new)):
        return None
    return linked(old, new, relation)


def reported_pairs(reported: Iterable[Reported]) -> Pairs:
    """Each forward and mirrored, as (said, label)."""
    found = []
    for one in reported:
        found.append((assess(one.link).direction, one.label))
        found.append((assess(mirror(one.link)).direction, MIRRORED[one.label]))
    return [(said, label) for said, label in found]


# ---- two annotators ---------------------------------------------------------------------------


def annotators() -> Pairs:
    """What both said of the changed links that both linked alike."""
    found = []
    for path in sorted(gold.GOLD.glob("*.gold2.jsonl")):
        first = _labels(path.with_name(path.name.replace("gold2", "gold")))
        second = _labels(path)
        for ids in sorted(first.keys() & second.keys()):
            relations = first[ids][0], second[ids][0]
            if relations != ("same", "same"):
                found.append((first[ids][1], second[ids][1]))
    return [(a, b) for a, b in found if a in DIRECTIONS and b in DIRECTIONS]


def _labels(path: Path) -> dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, str]]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {(tuple(row["a"]), tuple(row["b"])): (row["relation"], row["direction"]) for row in rows}


def kappa(pairs: Pairs) -> float:
    """Cohen's κ: agreement beyond what the two distributions alone would give."""
    size = len(pairs)
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[d] * other[d] for d in DIRECTIONS) / size**2
    return (accuracy(pairs) - chance) / (1 - chance) if chance < 1 else 1.0


# ---- speed ------------------------------------------------------------------------------------


def seconds_for_thousand(given: Sequence[Case]) -> float:
    """1,000 changed paragraphs judged, none of them seen before."""
    changed = [(c.link, c.criticized) for c in given] + [(c.mirror, c.criticized) for c in given]
    chosen = changed[:1000]

    def run() -> float:
        start = time.perf_counter()
        for link, about in chosen:
            assess(link, criticized=about)
        return time.perf_counter() - start

    return _median(run) * 1000 / len(chosen)


def _median(run: Callable[[], float]) -> float:
    """The median of some runs on texts never seen: the words remembered are forgotten before."""
    run()
    measured = []
    for _ in range(_RUNS):
        forget()
        gc.collect()
        measured.append(run())
    return statistics.median(measured)


# ---- the page ---------------------------------------------------------------------------------


def report() -> str:
    """Every table, as Markdown."""
    given = cases()
    ours = rules(given)
    parts = [
        f"Measured {date.today().strftime('%-d %B %Y')} by `python -m benchmarks.strength --write` "
        f"on {len({case.pair for case in given})} labelled pairs: {len(given)} links whose words "
        f"changed, each also mirrored.",
        _judges(given, ours),
        _classes(given, ours),
        _confusions(given, ours),
        _dimensions(given),
        _others(given, ours),
        _speed(given),
    ]
    return "\n\n".join(parts) + "\n"


def _judges(given: Sequence[Case], ours: Answers) -> str:
    base = macro_f1(both_ways(given, ours))
    rows = [("**the rules**", ours), ("the rules, on our own links", through_compare(given))]
    rows += [
        (name, judge(given))
        for name, judge in (
            ("logistic regression on their flags, by series left out", regression),
            ("the opening phrase alone", opening_alone),
            ("length alone", length_alone),
            ("hedges counted", hedges_alone),
            ("always weakened", always_weakened),
        )
    ]
    lines = [
        "| judge | macro-F1 | accuracy | forward only: macro-F1 | accuracy | ours ahead by |",
        "|---|---|---|---|---|---|",
    ]
    encoded = embeddings(given)
    if encoded is not None:
        rows.append(("nearest labels by sentence embedding, by series left out", encoded))
    for name, answers in rows:
        all_, ahead = both_ways(given, answers), forward(given, answers)
        lead = "" if answers is ours else _figure(base - macro_f1(all_))
        lines.append(
            f"| {name} | {_figure(macro_f1(all_))} | {_figure(accuracy(all_))} "
            f"| {_figure(macro_f1(ahead))} | {_figure(accuracy(ahead))} | {lead} |"
        )
    if encoded is None:
        lines.append("| nearest labels by sentence embedding | not installed here | | | | |")
    held = [n for n, case in enumerate(given) if case.pair.split("-")[0] in HELD_OUT]
    subset, answers = [given[n] for n in held], [ours[n] for n in held]
    all_, ahead = both_ways(subset, answers), forward(subset, answers)
    lines.append(
        f"| the rules, on pairs never looked at ({', '.join(HELD_OUT)}: {len(held)} links) "
        f"| {_figure(macro_f1(all_))} | {_figure(accuracy(all_))} "
        f"| {_figure(macro_f1(ahead))} | {_figure(accuracy(ahead))} | |"
    )
    people = annotators()
    lines.append(
        f"| *a second annotator ({len(people)} changed links, κ {_figure(kappa(people))})* "
        f"| | | {_figure(macro_f1(people))} | {_figure(accuracy(people))} | |"
    )
    return "\n".join(lines)


def _classes(given: Sequence[Case], ours: Answers) -> str:
    mirrored, ahead = by_class(both_ways(given, ours)), by_class(forward(given, ours))
    lines = [
        "| direction | P | R | F1 | labelled | forward only: P | R | F1 | labelled |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {d} | {_three(mirrored[d])} | {mirrored[d].wanted} | {_three(ahead[d])} "
        f"| {ahead[d].wanted} |"
        for d in DIRECTIONS
    ]
    return "\n".join(lines)


def _confusions(given: Sequence[Case], ours: Answers) -> str:
    counts = confusion(both_ways(given, ours))
    lines = [
        "| label ↓ said → | " + " | ".join(DIRECTIONS) + " |",
        "|---|" + "---|" * len(DIRECTIONS),
    ]
    for label in DIRECTIONS:
        cells = " | ".join(str(counts[said, label]) for said in DIRECTIONS)
        lines.append(f"| {label} | {cells} |")
    return "\n".join(lines)


def _dimensions(given: Sequence[Case]) -> str:
    counts = dimension_counts(given)
    total = sum(counts.values(), Count())
    lines = ["| axis | P | R | F1 | labelled |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {_three(count)} | {count.wanted} |" for name, count in counts.items()]
    lines.append(f"| **all (micro)** | {_three(total)} | {total.wanted} |")
    return "\n".join(lines)


def _others(given: Sequence[Case], ours: Answers) -> str:
    reported = documented()
    built, left = effects()
    lines = ["| other labels | right | of | share |", "|---|---|---|---|"]
    for name, found in (
        ("reported changes, both sides quoted, forward", reported_pairs(reported)[::2]),
        ("the same, mirrored too", reported_pairs(reported)),
        (f"amendments to 24/L.17 and 36/L.26 ({len(left)} not built)", reported_pairs(built)[::2]),
        ("the same, mirrored too", reported_pairs(built)),
    ):
        right = sum(said == label for said, label in found)
        lines.append(f"| {name} | {right} | {len(found)} | {_figure(accuracy(found))} |")
    broken = sum(MIRRORED[said] != back for said, back in ours)
    lines.append(
        f"| links whose mirror image is not judged the mirror image | {broken} | {len(given)} | |"
    )
    return "\n".join(lines)


def _speed(given: Sequence[Case]) -> str:
    lines = ["| speed | ms | alignment, ms |", "|---|---|---|"]
    lines.append(
        f"| 1,000 changed paragraphs judged | {1000 * seconds_for_thousand(given):.0f} | |"
    )
    short = documents(_SHORT)
    for name, (before, after) in (("24/24 → 36/21", short), ("the oceans resolutions", oceans())):
        aligning, judging = align_and_assess(before, after)
        sizes = f"{len(before.paragraphs)} and {len(after.paragraphs)} paragraphs"
        lines.append(
            f"| {name} ({sizes}), all links judged | {1000 * judging:.1f} | {1000 * aligning:.1f} |"
        )
    return "\n".join(lines)


def _three(count: Count) -> str:
    return f"{_figure(count.precision)} | {_figure(count.recall)} | {_figure(count.f1)}"


def _figure(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.3f}"


def written(page: str, measured: str) -> str:
    """A page with the section between the marks replaced. Raises ValueError without the marks."""
    head, mark, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"docs/strength.md has no section between {BEGIN} and {END}.")
    return f"{head}{BEGIN}\n{measured}{END}{tail}"


def errors(given: Sequence[Case], prefix: str) -> Iterator[str]:
    """Every wrong direction of the pairs named so."""
    for case in given:
        verdict = assess(case.link, criticized=case.criticized)
        if not case.pair.startswith(prefix) or verdict.direction == case.label.direction:
            continue
        ids = "+".join(case.label.before) or "∅", "+".join(case.label.after) or "∅"
        flags = "; ".join(f"{f.rule} {f.direction} {f.confidence:.2f}" for f in verdict.flags)
        yield (
            f"{case.pair} {ids[0]} → {ids[1]}: {verdict.direction}, label {case.label.direction} "
            f"{list(case.label.dimensions)}. {case.label.note} [{flags}]"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    parser.add_argument("--errors", metavar="PREFIX", help="list what is wrong in these pairs")
    options = parser.parse_args(arguments)
    if not gold.GOLD.exists():
        print("The labels are not here: ../shared/gold is missing.")
        return 2
    if options.errors is not None:
        print("\n".join(errors(cases(), options.errors)))
        return 0
    measured = report()
    print(measured)
    if options.write:
        DOCS.write_text(written(DOCS.read_text("utf-8"), measured), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
