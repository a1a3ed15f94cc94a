"""How well and how fast paragraphs are aligned, beside other systems in the same run.

    python -m benchmarks.alignment            print the tables
    python -m benchmarks.alignment --write    and write them to docs/benchmarks.md
    python -m benchmarks.alignment --quick    without the systems that take minutes

Quality is measured on hand-labelled pairs of real texts and on real texts with synthetic edits
(`benchmarks.synthetic`); time and memory on real pairs. A system that is not installed has a row
that says so.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import platform
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import resotrack as rt
from benchmarks import gold, synthetic
from benchmarks.peers import OURS, PEERS, System
from benchmarks.scores import Count, compare_sets
from benchmarks.speed import oceans
from resotrack.align import align
from resotrack.diff import tokenise
from resotrack.model import Document

DOCS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
SEED = 7801
"""A seed that nobody tuned on."""
_MORE_SEEDS = 10
_LEFT_OUT = "d6"
"""A draft and the text adopted weeks later: nearly all of it is the same."""
_SLOW = 20.0
"""Seconds after which no more runs are made."""
_SIZES = (25, 50, 100, 200, 400, 800)
_LEVELS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
_CHANGED = ("edited", "split", "merged")

Links = frozenset[tuple[tuple[str, ...], tuple[str, ...]]]
"""Whole links, as sorted ids before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldScore:
    """A system on the labelled pairs."""

    links: Count
    changed: Count
    """Edges of labelled links that were edited, split or merged."""
    moved: Count | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """A system on both sets."""

    system: System
    labelled: GoldScore
    synthetic: synthetic.Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds of each system on one pair; None where it was left out."""

    name: str
    sizes: tuple[int, int]
    seconds: dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What one size costs: seconds, and the most memory held at once, in bytes."""

    paragraphs: int
    seconds: float
    memory: int


# ---- quality ----------------------------------------------------------------------------------


def labelled_pairs() -> list[str]:
    """The names of the labelled pairs that are scored here."""
    return [name for name in gold.pairs() if not name.startswith(_LEFT_OUT)]


def _pair(name: str) -> tuple[Document, Document]:
    before, after = gold.pairs()[name]
    return gold.document(before), gold.document(after)


def score_labelled(system: System) -> GoldScore:
    """Links of a system against the hand-made labels."""
    links, changed, moved = Count(), Count(), Count()
    knows_moves = False
    for name in labelled_pairs():
        answer = system.prepare(*_pair(name))()
        labels = gold.links(name)
        wanted = {edge for label in labels for edge in _edges(label)}
        hard = {edge for label in labels if label.relation in _CHANGED for edge in _edges(label)}
        travelled = {edge for label in labels if label.moved for edge in _edges(label)}
        links += compare_sets(set(answer.edges), set(wanted))
        changed += Count(len(hard & answer.edges), len(hard), len(hard))
        knows_moves = knows_moves or answer.moved is not None
        moved += compare_sets(set(answer.moved or ()), set(travelled))
    return GoldScore(links=links, changed=changed, moved=moved if knows_moves else None)


def _edges(label: gold.GoldLink) -> Iterable[synthetic.Edge]:
    return ((a, b) for a in label.before for b in label.after)


def score_system(system: System, cases: Sequence[synthetic.Case]) -> Quality:
    """A system on the labelled pairs and on the edited texts."""
    answers = [(case, system.prepare(case.before, case.after)()) for case in cases]
    return Quality(
        system=system, labelled=score_labelled(system), synthetic=synthetic.score(answers)
    )


# ---- reliability ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One of our links: how sure we were, and whether the whole of it is right."""

    confidence: float
    right: bool
    relation: str


def judged(before: Document, after: Document, truth: Links) -> list[Judged]:
    """Every link of ours against the true ones."""
    return [
        Judged(
            confidence=found.confidence,
            right=(_names(found.before), _names(found.after)) in truth,
            relation=found.relation,
        )
        for found in align(before, after)
    ]


def _names(paragraphs: Iterable[rt.Paragraph]) -> tuple[str, ...]:
    return tuple(sorted(p.id for p in paragraphs))


def judged_labelled() -> list[Judged]:
    found = []
    for name in labelled_pairs():
        truth = frozenset(
            (tuple(sorted(label.before)), tuple(sorted(label.after))) for label in gold.links(name)
        )
        found += judged(*_pair(name), truth)
    return found


def judged_synthetic(cases: Iterable[synthetic.Case]) -> list[Judged]:
    found = []
    for case in cases:
        truth = frozenset((tuple(sorted(t.before)), tuple(sorted(t.after))) for t in case.truth)
        found += judged(case.before, case.after, truth)
    return found


# ---- time and memory --------------------------------------------------------------------------


def fastest(run: Callable[[], object], times: int = 7) -> float:
    """Seconds of the fastest run, after one to warm up: of `times` and for a second at least, for
    others may be at work on the machine. One run is enough where it is slow."""
    gc.collect()
    run()
    best, total, runs = math.inf, 0.0, 0
    while (runs < times or total < 1.0) and total < _SLOW:
        start = time.perf_counter()
        run()
        taken = time.perf_counter() - start
        best, total, runs = min(best, taken), total + taken, runs + 1
    return best


def timing_pairs() -> dict[str, tuple[Document, Document]]:
    """Two pairs of about 30 paragraphs, easy and dense, and the long one."""
    dense_a, dense_b = _pair("e2-iran-76-77")
    return {
        "24/24 → 36/21": _pair("r2-reprisals-24_24-36_21"),
        "76/178 → 77/228, first 30": (_head(dense_a, 30), _head(dense_b, 30)),
        "76/72 → 77/248 (oceans)": oceans(),
    }


def _head(document: Document, count: int) -> Document:
    """The first paragraphs of a text, as a text."""
    return Document(paragraphs=document.paragraphs[:count], language=document.language)


def time_pair(
    name: str, pair: tuple[Document, Document], systems: Sequence[System], *, quick: bool
) -> Timing:
    seconds: dict[str, float | None] = {}
    for system in systems:
        left_out = not system.present or (quick and system.slow)
        seconds[system.name] = None if left_out else fastest(system.prepare(*pair))
    seconds[WHOLE] = fastest(lambda: _whole(*pair))
    sizes = len(pair[0].paragraphs), len(pair[1].paragraphs)
    return Timing(name=name, sizes=sizes, seconds=seconds)


WHOLE = "resotrack, with strength"


def _whole(before: Document, after: Document) -> rt.Comparison:
    tokenise.cache_clear()
    return rt.compare(before, after)


def growth() -> list[Growth]:
    """Links and words of ever longer heads of the two longest series we hold, put end to end."""
    before, after = (_end_to_end(number) for number in (0, 1))
    found = []
    for count in _SIZES:
        run = OURS.prepare(_head(before, count), _head(after, count))
        seconds = fastest(run, 7 if count < 400 else 3)
        gc.collect()
        tracemalloc.start()
        run()
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        found.append(Growth(paragraphs=count, seconds=seconds, memory=memory))
    return found


def _end_to_end(number: int) -> Document:
    """Oceans, then fisheries, of the 76th (0) or 77th (1) session, with names of their own."""
    series = gold.DATA / "unxml" / "ga-series" / "fisheries" / "English"
    path = next(iter(sorted(series.glob(("*76_71*", "*77_118*")[number]))))
    paragraphs = list(oceans()[number].paragraphs)
    for p in gold.document(path).paragraphs:
        parent = f"f.{p.parent}" if p.parent else None
        paragraphs.append(replace(p, id=f"f.{p.id}", parent=parent))
    return Document(paragraphs=tuple(paragraphs), language="en")


def trace_seconds() -> float | None:
    """A trace of ten texts of oceans size; None while there is no `rt.trace`.

    The series holds five: behind each stands the same text with every tenth paragraph touched.
    """
    trace = getattr(rt, "trace", None)
    if trace is None:
        return None
    folder = gold.DATA / "unxml" / "ga-series" / "oceans" / "English"
    texts = []
    for path in sorted(folder.glob("*.xml")):
        text = gold.document(path)
        texts += [text, synthetic.touched(text, random.Random(path.name))]
    return fastest(lambda: trace(texts), 3)


# ---- the page -----------------------------------------------------------------------------------


def page(options: argparse.Namespace) -> str:
    """All tables as Markdown."""
    cases = synthetic.cases(options.seed)
    others = [peer for peer in PEERS if not (options.quick and peer.slow)]
    found = []
    for system in (OURS, *others):
        if system.present:
            print(f"{system.name} …", file=sys.stderr)
            found.append(score_system(system, cases))
    print("seeds, reliability …", file=sys.stderr)
    more = {n: synthetic.cases(n) for n in range(options.seed, options.seed + _MORE_SEEDS)}
    seeds = {n: _our_score(made) for n, made in more.items()}
    reliability = judged_labelled(), judged_synthetic(c for made in more.values() for c in made)
    load = os.getloadavg()[0]
    timings = []
    for name, pair in timing_pairs().items():
        print(f"time of {name} …", file=sys.stderr)
        timings.append(time_pair(name, pair, (OURS, *PEERS), quick=options.quick))
    print("growth, trace …", file=sys.stderr)
    traced = trace_seconds()
    best = max(found[1:], key=lambda q: q.labelled.links.f1).system.name if found[1:] else ""
    parts = (
        _INTRODUCTION.format(
            day=date.today().isoformat(),
            cores=os.cpu_count(),
            python=platform.python_version(),
            versions=", ".join(_versions()),
            pairs=len(labelled_pairs()),
            texts=len(cases),
            seed=options.seed,
        ),
        "## Quality\n\n### Hand-labelled pairs\n\n" + _labelled_table(found),
        "### Synthetic edits\n\n" + _synthetic_table(found),
        _SEEDS.format(count=len(seeds)) + _seeds_table(seeds),
        "## Reliability of our confidence\n\n" + _RELIABILITY + _reliability_table(*reliability),
        "## Speed\n\n" + _SPEED.format(load=load, cores=os.cpu_count()) + _speed_table(timings),
        "### Time and memory against size\n\n" + _growth_table(growth()),
        "## Against the bars\n\n" + _bars(found[0], timings, traced, best),
        "## What each system was asked\n\n" + _asked(),
    )
    return "\n\n".join(part.strip() for part in parts) + "\n"


_INTRODUCTION = """\
# Alignment, measured beside other systems

Written by `python -m benchmarks.alignment --write` on {day}; {cores} cores, Python {python}; \
{versions}. Do not edit by hand.

Links are counted as pairs of paragraphs: a split into two is two pairs. {pairs} pairs of real \
texts are labelled by hand. Synthetic edits are one of each kind in {texts} real texts of 16 to 40 \
paragraphs (seed {seed}, on which nothing was tuned); how they are made stands in \
`benchmarks/synthetic.py`. They are noise of words, so they say little of provisions rewritten by \
people: the labelled pairs do.
"""

_SEEDS = """\
### Ours, over {count} seeds

"""

_RELIABILITY = """\
Of the links whose confidence is at least x, how many are right as a whole (all paragraphs of it \
and no other), with their number. "Changed" leaves out links of paragraphs with the same words; \
"alone" are paragraphs called added or deleted.

"""

_SPEED = """\
Milliseconds for links and words, texts in memory, warm, the fastest of seven runs or more (of \
fewer where they take longer than 20 s). Ours runs on one core; Docxodus works in a process of its \
own. "With strength" is the whole `rt.compare`. In brackets: times ours. The load of the machine \
was {load:.1f} on {cores} cores: above 1, others were at work on it and times are too long.

"""


def _versions() -> list[str]:
    names = dict.fromkeys(
        ("resotrack", "numpy", "rapidfuzz", *(p for s in PEERS for p in s.packages))
    )
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return found


def _our_score(cases: Iterable[synthetic.Case]) -> synthetic.Score:
    return synthetic.score([(c, OURS.prepare(c.before, c.after)()) for c in cases])


def markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the first column stands left, the others right."""
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _absent(found: Sequence[Quality]) -> list[str]:
    """The systems without a result."""
    there = {quality.system.name for quality in found}
    return [system.name for system in PEERS if system.name not in there]


def _why(name: str) -> str:
    present = next(system for system in PEERS if system.name == name).present
    return "left out (--quick)" if present else "not installed"


def _labelled_table(found: Sequence[Quality]) -> str:
    rows = []
    for quality in found:
        score = quality.labelled
        moved = score.moved
        rows.append(
            [
                quality.system.name,
                f"{score.links.precision:.3f}",
                f"{score.links.recall:.3f}",
                f"{score.links.f1:.3f}",
                f"{score.changed.right}/{score.changed.wanted}",
                f"{moved.precision:.3f} / {moved.recall:.3f}" if moved else "–",
            ]
        )
    rows += [[name, _why(name), *["–"] * 4] for name in _absent(found)]
    headings = ("", "P", "R", "F1", "changed links found", "moved P / R")
    return markdown(headings, rows)


def _synthetic_table(found: Sequence[Quality]) -> str:
    rows = [[q.system.name, *synthetic.cells(q.synthetic)] for q in found]
    width = len(rows[0])
    rows += [[name, _why(name), *["–"] * (width - 2)] for name in _absent(found)]
    return markdown(("", "P", "R", "moved P", "moved R", *synthetic.EDITS), rows)


def _seeds_table(seeds: dict[int, synthetic.Score]) -> str:
    rows = [[f"seed {n}", *synthetic.cells(score)] for n, score in seeds.items()]
    return markdown(("", "P", "R", "moved P", "moved R", *synthetic.EDITS), rows)


def _reliability_table(labelled: Sequence[Judged], edited: Sequence[Judged]) -> str:
    def share(links: Sequence[Judged], level: float, relations: Sequence[str]) -> str:
        chosen = [k for k in links if k.relation in relations and k.confidence >= level]
        if not chosen:
            return "–"
        return f"{100 * sum(k.right for k in chosen) / len(chosen):.1f} % of {len(chosen)}"

    linked, alone = ("same", *_CHANGED), ("added", "deleted")
    columns = [
        (links, group) for links in (labelled, edited) for group in (linked, _CHANGED, alone)
    ]
    rows = [
        [f"{level:.2f}", *(share(links, level, group) for links, group in columns)]
        for level in _LEVELS
    ]
    headings = [
        f"{s}: {g}" for s in ("labelled", "synthetic") for g in ("linked", "changed", "alone")
    ]
    return markdown(("confidence ≥", *headings), rows)


def _speed_table(timings: Sequence[Timing]) -> str:
    rows = []
    for name in timings[0].seconds:
        cells = [name]
        for timing in timings:
            taken, own = timing.seconds[name], timing.seconds[OURS.name]
            if taken is None or own is None:
                cells.append(_why(name))
            else:
                cells.append(f"{1000 * taken:,.1f} ({taken / own:.1f})")
        rows.append(cells)
    headings = [f"{t.name}: {t.sizes[0]} and {t.sizes[1]} paragraphs" for t in timings]
    return markdown(("", *headings), rows)


def _growth_table(sizes: Sequence[Growth]) -> str:
    rows = [
        [
            str(g.paragraphs),
            f"{1000 * g.seconds:.1f}",
            f"{1000 * g.seconds / g.paragraphs:.3f}",
            f"{g.memory / 2**20:.1f}",
            f"{g.memory / 2**10 / g.paragraphs:.0f}",
        ]
        for g in sizes
    ]
    headings = ("paragraphs in each text", "ms", "ms a paragraph", "peak MiB", "KiB a paragraph")
    note = (
        f"From {sizes[-3].paragraphs} to {sizes[-1].paragraphs} paragraphs the time grows with the "
        f"power {_power(sizes[-3].seconds, sizes[-1].seconds, sizes)} of the size, the memory with "
        f"{_power(sizes[-3].memory, sizes[-1].memory, sizes)} (1 is linear, 2 square)."
    )
    return f"{markdown(headings, rows)}\n\n{note}"


def _power(first: float, last: float, sizes: Sequence[Growth]) -> str:
    return f"{math.log(last / first) / math.log(sizes[-1].paragraphs / sizes[-3].paragraphs):.2f}"


def _bars(ours: Quality, timings: Sequence[Timing], traced: float | None, best: str) -> str:
    """What was promised, what was measured, and whether it is kept."""
    edits = ours.synthetic.edits
    rows: list[tuple[str, str, bool | None]] = [
        _least("precision, synthetic", ours.synthetic.links.precision, 0.99),
        _least("recall, synthetic", ours.synthetic.links.recall, 0.99),
        _share("halves of splits", edits["split"], 78 / 80),
        _share("halves of merges", edits["merged"], 78 / 80),
        _share("rewrites of 45 %", edits["rewritten, 45 %"], 38 / 40),
    ]
    *small, large = timings
    for timing, most in (*((t, 8) for t in small), (large, 150)):
        rows.append(_most(f"{timing.name}, ms", 1000 * (timing.seconds[OURS.name] or 0), most))
    if traced is None:
        rows.append(("ten-text trace of oceans size, s ≤ 2", "pending", None))
    else:
        rows.append(_most("ten-text trace of oceans size, s", traced, 2))
    for timing, times in (*((t, 8.0) for t in small), (large, 4.0)):
        theirs, own = timing.seconds.get(best), timing.seconds[OURS.name]
        if theirs and own:
            rows.append(_least(f"{timing.name}: times faster than {best}", theirs / own, times))
    shown = [
        [what, got, {True: "yes", False: "**no**", None: "–"}[kept]] for what, got, kept in rows
    ]
    note = f"{best} is the peer with the highest F1 on the labelled pairs." if best else ""
    return f"{markdown(('bar', 'measured', 'kept'), shown)}\n\n{note}"


def _least(what: str, got: float, bar: float) -> tuple[str, str, bool]:
    return f"{what} ≥ {bar:g}", f"{got:.4f}" if bar < 1 else f"{got:.1f}", got >= bar


def _most(what: str, got: float, bar: float) -> tuple[str, str, bool]:
    return f"{what} ≤ {bar:g}", f"{got:.2f}", got <= bar


def _share(what: str, count: Count, bar: float) -> tuple[str, str, bool]:
    return f"{what} ≥ {bar:.3f}", f"{count.right}/{count.wanted}", count.recall >= bar


def _asked() -> str:
    return "\n".join(f"- **{system.name}**: {system.how}" for system in (OURS, *PEERS))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--quick", action="store_true", help="without systems that take minutes")
    options = parser.parse_args(arguments)
    if not gold.GOLD.exists():
        print("The real texts and labels are not here: ../shared is missing.")
        return 2
    text = page(options)
    print(text)
    if options.write:
        DOCS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
