"""Redlines proven: accept all and it is the later text, reject all and it is the earlier one.
Comparison tables beside them: every program opens them, and their columns are the texts.

    python -m benchmarks.redline                     every set below
    python -m benchmarks.redline --set gold --set word
    python -m benchmarks.redline --pairs 20          20 random pairs instead of 200
    python -m benchmarks.redline --soffice 6         and six of them through LibreOffice to PDF

The sets:

    gold      the labelled pairs, the earlier text set as a plain Word document
    sample    every ordered pair of the Word files of the sample negotiation, each in its own file
    word      the Word files of ga72 against one another and against themselves edited at random
    tracked   files that came with tracked changes, against themselves edited at random
    random    pairs of GA resolutions drawn by the seed, half of them of one title
    long      450 paragraphs of GA resolutions as one text in one Word file, edited at random

Each redline is judged twice. By our reader: the texts, numbers and footnotes of the paragraphs of
both views, and for a Word file every line of the original. By Docxodus (docx-scalpel, an engine
that shares nothing with ours): it accepts, or rejects, all changes, and the result is read again.

A table is judged by python-docx, which must find the words of both texts in its columns, and by
Docxodus, which must open it.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import docx as python_docx
from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from resotrack.write.docx import redline
from resotrack.write.docx.elements import sane
from resotrack.write.docx.plan import in_reading_order

SETS = ("gold", "sample", "word", "tracked", "random", "long")
_SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
_WORD = gold.DATA / "word"
PAIRS = 200
LONG = 450
"""Paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts, and the Word file of the earlier one where there is one."""

    name: str
    before: rt.Document
    after: rt.Document
    base: bytes | None = None


def pairs(which: str, *, count: int, seed: int) -> Iterator[Pair]:
    """The pairs of one of `SETS`."""
    chance = random.Random(seed)
    if which == "gold":
        for name, (a, b) in gold.pairs().items():
            yield Pair(name=name, before=gold.document(a), after=gold.document(b))
    elif which == "sample":
        yield from _of_files(sorted(_SAMPLE.glob("*.docx")))
    elif which == "word":
        files = sorted((_WORD / "ga72").glob("*.docx"))
        yield from _of_files(files)
        yield from _edited(files, chance)
    elif which == "tracked":
        yield from _edited(sorted((_WORD / "tracked").rglob("*.docx")), chance)
    elif which == "long":
        yield _long(chance)
    else:
        yield from _random(count, chance)


def _of_files(files: Sequence[Path]) -> Iterator[Pair]:
    for a in files:
        for b in files:
            if a != b:
                name = f"{a.stem} > {b.stem}"
                yield Pair(name=name, before=rt.read(a), after=rt.read(b), base=a.read_bytes())


def _edited(files: Sequence[Path], chance: random.Random) -> Iterator[Pair]:
    for path in files:
        try:
            text = rt.read(path)
        except rt.ReadError:
            continue
        after = shaken(text, chance)
        yield Pair(name=f"{path.stem} edited", before=text, after=after, base=path.read_bytes())


def _random(count: int, chance: random.Random) -> Iterator[Pair]:
    files = _archive()
    read: dict[str, rt.Document] = {}
    for name, data in files.items():
        try:
            read[name] = rt.read(data)
        except rt.ReadError:
            continue
    by_title: dict[str, list[str]] = defaultdict(list)
    for name, document in read.items():
        by_title[document.title].append(name)
    series = [group for group in by_title.values() if len(group) > 1]
    for number in range(count):
        a, b = chance.sample(chance.choice(series) if number % 2 else list(read), 2)
        yield Pair(name=f"{a} > {b}", before=read[a], after=read[b])


def _long(chance: random.Random) -> Pair:
    """One long text: the operative paragraphs of many, in a Word file of its own."""
    found: list[rt.Paragraph] = []
    for data in _archive().values():
        found += [p for p in rt.read(data).operative if p.depth == 0]
        if len(found) >= LONG:
            break
    paragraphs = tuple(
        replace(p, id=f"op{n}", number=str(n), heading="", notes=())
        for n, p in enumerate(found[:LONG], 1)
    )
    text = rt.Document(paragraphs=paragraphs, title="A long text", language="en")
    base = redline(rt.compare(text, text))
    before = rt.read(base)
    return Pair(name="long", before=before, after=shaken(before, chance), base=base)


def _archive() -> dict[str, bytes]:
    """The GA's English resolutions of four sessions by file name."""
    found: dict[str, bytes] = {}
    with tarfile.open(gold.DATA / "unxml" / "ga-english-75-78.tar.xz") as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.name.endswith(".xml") else None
            if opened:
                found[Path(member.name).name] = opened.read()
    return dict(sorted(found.items()))


# ---- edits ------------------------------------------------------------------------------------

_NEW = "heron lantern, quay; ferry “tide” of-the-day 12/34 and meadow".split()


def shaken(text: rt.Document, chance: random.Random) -> rt.Document:
    """A text with words replaced, paragraphs deleted, added, split, joined and moved at random."""
    paragraphs: list[rt.Paragraph] = []
    opening = "Requests" if any(p.kind == "operative" for p in text.paragraphs) else ""
    for number, paragraph in enumerate(text.paragraphs):
        lot = chance.random()
        words = paragraph.text.split(" ")
        plain = replace(paragraph, brackets=())
        if lot < 0.1 and number:
            continue
        if lot < 0.35:
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(words) + 1)
                words[at : at + chance.randint(0, 3)] = chance.sample(_NEW, chance.randint(0, 3))
            edited = " ".join(words).strip() or "Heron"
            paragraphs.append(replace(plain, text=edited, notes=()))
        elif lot < 0.42 and len(words) > 8 and paragraph.kind != "table":
            half = len(words) // 2
            first, second = " ".join(words[:half]), " ".join(words[half:])
            paragraphs.append(replace(plain, text=first, notes=()))
            paragraphs.append(
                replace(plain, id=f"{paragraph.id}-b", text=second, notes=(), opening="")
            )
        elif lot < 0.47 and paragraphs and paragraphs[-1].kind == paragraph.kind != "table":
            last = paragraphs[-1]
            paragraphs[-1] = replace(last, text=f"{last.text} {paragraph.text}", notes=())
        else:
            paragraphs.append(plain)
        if lot > 0.93 and paragraph.kind != "table":
            new = " ".join([opening or "Wherry", *chance.choices(_NEW, k=9)])
            paragraphs.append(
                replace(plain, id=f"{paragraph.id}-new", text=new, notes=(), opening=opening)
            )
    for _ in range(len(paragraphs) // 12):
        a, b = chance.randrange(len(paragraphs)), chance.randrange(len(paragraphs))
        if paragraphs[a].kind == paragraphs[b].kind != "table":
            paragraphs.insert(b, paragraphs.pop(a))
    return rt.Document(
        paragraphs=tuple(paragraphs),
        headings=text.headings,
        symbol=text.symbol,
        title=text.title,
        language=text.language,
    )


# ---- proof ------------------------------------------------------------------------------------

Engine = tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]


def engine() -> Engine | None:
    """Docxodus: how it accepts all changes and how it rejects them; None where it is not here."""
    try:
        from docx_scalpel import docx_diff_accept_revisions, docx_diff_reject_revisions
    except ImportError:
        return None
    return docx_diff_accept_revisions, docx_diff_reject_revisions


def texts(document: rt.Document) -> list[str]:
    """The text of each paragraph; of a heading with its number, which Word has in the words."""
    return [
        (f"{p.number} {p.text}" if p.kind == "heading" else p.text).strip(" |")
        for p in in_reading_order(document)
    ]


def broken(pair: Pair, written: bytes, other: Engine | None) -> list[str]:
    """What a redline fails to keep; [] for a good one."""
    if any(n.code == "no-resolution" for n in pair.before.notices):
        return _broken_otherwise(pair, written, other)
    found = rt.read(written)
    original = found.view("original")
    source = rt.read(pair.base).view("original") if pair.base else pair.before
    failures = [
        f"{view} {what}"
        for view, ours, true in (("accepted", found, pair.after), ("rejected", original, source))
        for what, of in (
            ("texts", texts),
            ("numbers", _numbers),
            # The UN's Word files have marks typed by hand, which name another note by its number:
            # what that number means changes with the notes before it.
            ("notes", _note_counts if pair.base else _notes),
        )
        if of(ours) != of(true)
    ]
    if pair.base and _lines(original) != _lines(source):
        failures.append("rejected lines")
    if other:
        accept, reject = other
        if texts(rt.read(accept(written))) != texts(pair.after):
            failures.append("accepted by Docxodus")
        # What others had tracked in the file, each engine rejects in its own way.
        true = texts(rt.read(reject(pair.base))) if pair.base else texts(source)
        if texts(rt.read(reject(written))) != true:
            failures.append("rejected by Docxodus")
    return failures


def _broken_otherwise(pair: Pair, written: bytes, other: Engine | None) -> list[str]:
    """The same for a file that is no resolution: what counts as a paragraph there, and what as a
    row of a table, may turn on a single word; so the words are held against one another."""
    found = rt.read(written)
    failures = []
    if _words(found) != _words(pair.after):
        failures.append("accepted words")
    assert pair.base is not None
    if _lines(found.view("original")) != _lines(rt.read(pair.base).view("original")):
        failures.append("rejected lines")
    if other:
        accept, reject = other
        if _words(rt.read(accept(written))) != _words(pair.after):
            failures.append("accepted by Docxodus")
        if _lines(rt.read(reject(written))) != _lines(rt.read(reject(pair.base))):
            failures.append("rejected by Docxodus")
    return failures


def _words(document: rt.Document) -> str:
    joined = " ".join(p.text for p in in_reading_order(document))
    return "".join(c for c in joined if c.isalnum())


def _numbers(document: rt.Document) -> list[str]:
    return ["" if p.kind == "heading" else p.number for p in in_reading_order(document)]


def _notes(document: rt.Document) -> list[list[str]]:
    return [[n.text for n in p.notes] for p in in_reading_order(document)]


def _note_counts(document: rt.Document) -> list[int]:
    return [len(p.notes) for p in in_reading_order(document)]


def _lines(document: rt.Document) -> list[str]:
    return [line for line in document.lines if line.strip()]


def unread(comparison: rt.Comparison, written: bytes, other: Engine | None) -> list[str]:
    """What others do not find in a comparison table; [] for a good one."""
    # The stubs of python-docx know no binary files.
    (table,) = python_docx.Document(cast("str", io.BytesIO(written))).tables
    failures = []
    for number, document in enumerate((comparison.before, comparison.after)):
        seen = "\n".join(
            "".join(run.text for run in line.runs if run.style.name != "Deleted Words")
            for row in table.rows[1:]
            if len({id(cell._tc) for cell in row.cells}) > 1
            for line in row.cells[number].paragraphs
        )
        lost = [p.id for p in document.paragraphs if sane(p.text) not in seen]
        failures += [f"column {number + 1} lacks {', '.join(lost)}"] if lost else []
    if other:
        rt.read(other[0](written))
    return failures


def converted(files: Sequence[bytes]) -> int:
    """How many of some Word files LibreOffice makes a PDF of."""
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(files):
            Path(folder, f"{number}.docx").write_bytes(data)
        names = sorted(str(p) for p in Path(folder).glob("*.docx"))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *names],
            capture_output=True,
            check=True,
        )
        return len(list(Path(folder).glob("*.pdf")))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="how many random pairs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--soffice", type=int, default=0, help="so many of each set to PDF")
    parser.add_argument("--no-engine", action="store_true", help="without Docxodus")
    chosen = parser.parse_args(arguments)
    other = None if chosen.no_engine else engine()
    table = Table(
        title="Redlines and comparison tables",
        caption="exact: in both judgements; whole: read whole by others; slowest: of the processor",
    )
    for heading in ("set", "pairs", "exact", "slowest", "tables whole", "slowest", "PDF"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    wrong = 0
    for which in chosen.sets or SETS:
        exact, whole, total, slowest, slowest_table = 0, 0, 0, 0.0, 0.0
        made: list[bytes] = []
        for pair in pairs(which, count=chosen.pairs, seed=chosen.seed):
            comparison = rt.compare(pair.before, pair.after)
            start = time.process_time()
            written = redline(comparison, base=pair.base)
            slowest = max(slowest, time.process_time() - start)
            failures = broken(pair, written, other)
            total += 1
            exact += not failures
            if failures:
                print(f"{which}: {pair.name}: {', '.join(failures)}", file=sys.stderr)
            start = time.process_time()
            beside = rt.render_synopsis(comparison, "docx")
            slowest_table = max(slowest_table, time.process_time() - start)
            failures = unread(comparison, beside, other)
            whole += not failures
            if failures:
                print(f"{which}: table of {pair.name}: {', '.join(failures)}", file=sys.stderr)
            if len(made) < 2 * chosen.soffice:
                made += [written, beside]
        wrong += 2 * total - exact - whole
        pdf = f"{converted(made)}/{len(made)}" if made else "-"
        times = f"{slowest:.2f} s", f"{slowest_table:.2f} s"
        table.add_row(which, str(total), str(exact), times[0], str(whole), times[1], pdf)
    Console().print(table)
    if other is None:
        print("docx-scalpel is not installed: judged by our own reader alone.", file=sys.stderr)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
