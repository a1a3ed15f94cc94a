"""How fast it is, beside its peers in the same run, and how the time grows with the text.

    python -m benchmarks.speed

Ours is the whole comparison: links, words, strength. The peers get the same paragraphs and do less:
difflib and xmldiff align and diff, diff-match-patch diffs the text as one. Ratios are the result;
seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from diff_match_patch import diff_match_patch
from lxml import etree
from rich.console import Console
from rich.table import Table
from xmldiff import main as xmldiff_main

import resotrack as rt
from benchmarks import gold
from benchmarks.judges import linked
from resotrack.align import align
from resotrack.diff import tokenise
from resotrack.lexicon import grammar, weighing
from resotrack.strength import assess, criticized

_SHORT = "r2-reprisals-24_24-36_21"
_DENSE = "e2-iran-76-77"
_RUNS = 11
_SLOW = 60.0
"""Seconds after which a peer is not run a second time."""


def _best(run: Callable[[], object], times: int) -> float:
    """The median of several runs after one to warm up; one run where it is slow."""
    gc.collect()
    start = time.perf_counter()
    run()
    first = time.perf_counter() - start
    if first * times > _SLOW:
        return first
    measured = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        measured.append(time.perf_counter() - start)
    return statistics.median(measured)


def forget() -> None:
    """Forget what is remembered of the last texts: the next ones were never seen before.

    In life the reader has parsed the opening phrases just before; here that is forgotten too.
    """
    tokenise.cache_clear()
    grammar.forget()
    weighing.forget()


def _compare(a: rt.Document, b: rt.Document) -> object:
    """Ours, as for two texts that were never seen before: nothing remembered."""
    forget()
    return rt.compare(a, b)


def _difflib(a: Sequence[str], b: Sequence[str]) -> object:
    """Paragraphs by difflib, then words inside each replaced run."""
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    out = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "replace":
            left, right = " ".join(a[i:j]).split(), " ".join(b[k:m]).split()
            inner = difflib.SequenceMatcher(None, left, right, autojunk=False)
            out.append(inner.get_opcodes())
    return out


def _dmp(a: Sequence[str], b: Sequence[str]) -> object:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    diffs = engine.diff_main("\n".join(a), "\n".join(b))
    engine.diff_cleanupSemantic(diffs)
    return diffs


def _xmldiff(a: Sequence[str], b: Sequence[str]) -> object:
    return xmldiff_main.diff_texts(_xml(a), _xml(b))


def _xml(paragraphs: Sequence[str]) -> bytes:
    root = etree.Element("body")
    for text in paragraphs:
        etree.SubElement(root, "p").text = text
    return bytes(etree.tostring(root))


def _texts(document: rt.Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def _head(document: rt.Document, count: int) -> rt.Document:
    """The first paragraphs of a text, as a text."""
    return rt.Document(paragraphs=document.paragraphs[:count], language=document.language)


def peers(console: Console, name: str, a: rt.Document, b: rt.Document, *, slow_peers: bool) -> None:
    table = Table(
        title=f"{name}: {len(a.paragraphs)} and {len(b.paragraphs)} paragraphs",
        title_justify="left",
    )
    for heading in ("tool", "ms", "times ours"):
        table.add_column(heading, justify="right" if heading != "tool" else "left")
    ours = _best(lambda: _compare(a, b), 7)
    table.add_row("resotrack.compare", f"{1000 * ours:.1f}", "1.0")
    left, right = _texts(a), _texts(b)
    engines: dict[str, Callable[[], object]] = {"difflib": lambda: _difflib(left, right)}
    if slow_peers:
        engines["diff-match-patch"] = lambda: _dmp(left, right)
        engines["xmldiff"] = lambda: _xmldiff(left, right)
    for tool, run in engines.items():
        taken = _best(run, 3)
        table.add_row(tool, f"{1000 * taken:.1f}", f"{taken / ours:.1f}")
    console.print(table)


def align_and_assess(before: rt.Document, after: rt.Document) -> tuple[float, float]:
    """Seconds of the processor for the alignment of two texts never seen, and for judging all its
    links right after it: the median of several runs."""
    about = criticized([before.title, after.title])
    taken: list[tuple[float, float]] = []
    for _ in range(_RUNS + 1):
        forget()
        gc.collect()
        start = time.process_time()
        pairings = align(before, after)
        aligned = time.process_time() - start
        found = [linked(p.before, p.after, p.relation, moved=p.moved) for p in pairings]
        start = time.process_time()
        for link in found:
            assess(link, criticized=about)
        taken.append((aligned, time.process_time() - start))
    aligning, judging = zip(*taken[1:], strict=True)
    return statistics.median(aligning), statistics.median(judging)


def judging(console: Console, pairs: Mapping[str, tuple[rt.Document, rt.Document]]) -> None:
    table = Table(title="Judging strength beside aligning (all links)", title_justify="left")
    for heading in ("pair", "align, ms", "assess, ms", "assess / align"):
        table.add_column(heading, justify="right" if heading != "pair" else "left")
    for name, (a, b) in pairs.items():
        aligned, judged = align_and_assess(a, b)
        figures = f"{1000 * aligned:.1f}", f"{1000 * judged:.1f}", f"{judged / aligned:.2f}"
        table.add_row(name, *figures)
    console.print(table)


def growth(console: Console, a: rt.Document, b: rt.Document) -> None:
    table = Table(title="Growth with size (heads of the long pair)", title_justify="left")
    for heading in ("paragraphs", "ms", "ms a paragraph"):
        table.add_column(heading, justify="right")
    for count in (30, 60, 120, 240, len(b.paragraphs)):
        heads = _head(a, count), _head(b, count)
        taken = _best(partial(_compare, *heads), 5)
        table.add_row(str(count), f"{1000 * taken:.1f}", f"{1000 * taken / count:.2f}")
    console.print(table)


def cold(console: Console) -> None:
    """Whole processes, as a person starts them."""
    table = Table(title="Cold starts (whole processes, median of 7)", title_justify="left")
    table.add_column("command")
    table.add_column("s", justify="right")
    a, b = gold.pairs()[_DENSE]
    program = [str(Path(sys.executable).with_name("resotrack"))]
    for label, command in (
        ("resotrack --help", [*program, "--help"]),
        ("resotrack compare (two files of 40 paragraphs)", [*program, "compare", str(a), str(b)]),
        ("python -c 'import resotrack'", [sys.executable, "-c", "import resotrack"]),
    ):
        taken = _best(partial(subprocess.run, command, capture_output=True, check=True), 7)
        table.add_row(label, f"{taken:.2f}")
    console.print(table)


def oceans() -> tuple[rt.Document, rt.Document]:
    """The oceans resolutions of two years, A/RES/76/72 and 77/248."""
    series = gold.DATA / "unxml" / "ga-series" / "oceans" / "English"
    first, second = (next(iter(sorted(series.glob(f"*{n}*.xml")))) for n in ("76_72", "77_248"))
    return rt.read(first), rt.read(second)


def documents(name: str) -> tuple[rt.Document, rt.Document]:
    """The two texts of a labelled pair."""
    before, after = gold.pairs()[name]
    return gold.document(before), gold.document(after)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--quick", action="store_true", help="leave out the peers that take minutes"
    )
    options = parser.parse_args(arguments)
    console = Console(width=100)
    if not gold.GOLD.exists():
        console.print("The real texts are not here: ../shared/data is missing.")
        return 2
    a, b = documents(_SHORT)
    peers(console, "A short pair (24/24 and 36/21)", a, b, slow_peers=True)
    a, b = (_head(text, 30) for text in documents(_DENSE))
    peers(console, "A dense one (long paragraphs, nearly all changed)", a, b, slow_peers=False)
    long_a, long_b = oceans()
    peers(console, "The oceans resolutions", long_a, long_b, slow_peers=not options.quick)
    judging(
        console,
        {
            "24/24 and 36/21": documents(_SHORT),
            "Iran, 76 and 77": documents(_DENSE),
            "the oceans resolutions": (long_a, long_b),
        },
    )
    growth(console, long_a, long_b)
    cold(console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
