"""Amendment documents read, against labels made by hand.

    python -m benchmarks.amendments               all labelled documents, and the two halves
    python -m benchmarks.amendments --half 0      the half that the grammar was made with
    python -m benchmarks.amendments --errors      and every instruction that is wrong (with --half)
    python -m benchmarks.amendments --show 30     how documents without labels are read
    python -m benchmarks.amendments --cases 1000  real texts amended at random, drafted, carried out
    python -m benchmarks.amendments --versions    real texts drafted into the next of their series
    python -m benchmarks.amendments --reprisals   the 28 of 2013 and 2017 on the texts adopted
    python -m benchmarks.amendments --conflicts   the labelled pairs of tests/conflict_pairs.toml
    python -m benchmarks.amendments --speed       many amendments to a long text, all held together

An instruction is right when action, target, anchor, old and new words all are, white space aside.
Wrong without a warning: it is not right, and says nothing of a doubt. Labels: ../shared/gold; the
documents in the labels' order are halved by taking every second one.

A case (`benchmarks.amended`) is exact when the drafted instructions, read back and carried out,
give the second text: its title, headings and paragraphs with their words, kinds and depths.
Refused: the draft says why it cannot be written. Told: it says that it does not give the text.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import amended
from benchmarks.speed import oceans
from resotrack.amend import draft
from resotrack.model.amendment import AmendmentDocument, Instruction

SHARED = Path(__file__).resolve().parents[2] / "shared"
LABELS = SHARED / "gold" / "amendments.gold.jsonl"
DOCUMENTS = SHARED / "data" / "amendments" / "amendments.jsonl"
REPRISALS = SHARED / "data" / "reprisals" / "amendments"
PAIRS = Path(__file__).resolve().parents[1] / "tests" / "conflict_pairs.toml"
TABLE = Path(__file__).with_name("reprisals_amendments.csv")
Key = tuple[str, ...]
LONGEST = 150
"""Paragraphs of a text of a series at most: longer ones take minutes."""
RESULTS = ("exact", "refused", "told", "wrong")
PARTS = ("action", "target", "anchor", "old", "new", "label")


@dataclass(slots=True)
class Score:
    """Counts over some documents."""

    documents: int = 0
    labels: int = 0
    read: int = 0
    right: int = 0
    wrong_unwarned: int = 0
    missed: int = 0
    parts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))

    def add(self, other: Score) -> None:
        self.documents += other.documents
        self.labels += other.labels
        self.read += other.read
        self.right += other.right
        self.wrong_unwarned += other.wrong_unwarned
        self.missed += other.missed
        for part in PARTS:
            self.parts[part] += other.parts[part]


def documents() -> dict[str, dict[str, Any]]:
    """The real amendment documents by symbol, in the order of the file."""
    lines = DOCUMENTS.read_text("utf-8").splitlines()
    return {record["symbol"]: record for record in map(json.loads, lines)}


def labels() -> dict[str, list[dict[str, Any]]]:
    """The labels by document, in the order of the file."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in LABELS.read_text("utf-8").splitlines():
        record = json.loads(line)
        found.setdefault(record["symbol"], []).append(record)
    return found


def read_record(record: dict[str, Any]) -> AmendmentDocument:
    """A document as a file of its own would be: header, title, body."""
    text = f"{record['symbol']}\n{record['header']}\n{record['title']}\n{record['text']}"
    return rt.read_amendments(text.encode(), format="plain")


def labelled(label: dict[str, Any]) -> Key:
    target = label["target"]
    place = "|".join(target[part] for part in ("kind", "number", "sub", "position"))
    words = (label["anchor"], label["old"], label["new"], label["new_label"])
    return (label["action"], place, *map(_folded, words))


def found(instruction: Instruction) -> Key:
    target = instruction.target
    place = "|".join((target.kind, target.number, target.sub, target.position))
    words = (instruction.anchor, instruction.old, instruction.new, instruction.new_label)
    return (instruction.action, place, *map(_folded, words))


def _folded(text: str) -> str:
    return " ".join(text.split())


def score(wanted: Sequence[Key], got: Sequence[Instruction]) -> tuple[Score, list[str]]:
    """Match the instructions of a document with its labels: equal ones first, then in order."""
    counts = Score(documents=1, labels=len(wanted), read=len(got))
    keys = [found(instruction) for instruction in got]
    left = list(range(len(got)))
    missing: list[Key] = []
    for want in wanted:
        same = next((n for n in left if keys[n][:5] == want[:5]), None)
        if same is None:
            missing.append(want)
            continue
        left.remove(same)
        counts.right += 1
        for n, part in enumerate(PARTS):
            counts.parts[part] += keys[same][n] == want[n]
    errors: list[str] = []
    for want in missing:
        near = left.pop(0) if left else None
        if near is None:
            counts.missed += 1
            errors.append(f"not read: {want}")
            continue
        for n, part in enumerate(PARTS):
            counts.parts[part] += keys[near][n] == want[n]
        counts.wrong_unwarned += not got[near].reason
        errors.append(f"wanted {want}\n   read {keys[near]}  [{got[near].reason}]")
    for n in left:
        counts.wrong_unwarned += not got[n].reason
        errors.append(f"too many: {keys[n]}  [{got[n].reason}]")
    return counts, errors


def measure(symbols: Sequence[str]) -> tuple[Score, list[str]]:
    records, wanted = documents(), labels()
    total, told = Score(), []
    for symbol in symbols:
        got = read_record(records[symbol]).instructions
        counts, errors = score([labelled(label) for label in wanted[symbol]], got)
        total.add(counts)
        told += [f"{symbol}: {error}" for error in errors]
    return total, told


def read_all() -> Iterator[tuple[str, AmendmentDocument]]:
    """Every real amendment document that we have, read."""
    for symbol, record in documents().items():
        yield symbol, read_record(record)
    for path in sorted(REPRISALS.glob("*.txt")):
        yield path.stem, rt.read_amendments(path)


def drafted(pairs: Iterable[tuple[str, rt.Document, rt.Document]], console: Console) -> str:
    """What became of pairs of texts, in a sentence; those that are not exact on the console."""
    found: Counter[str] = Counter()
    for name, before, after in pairs:
        try:
            made = draft(before, after)
        except rt.InstructionError as error:
            found["refused"] += 1
            console.print(f"{name}: refused: {' '.join(str(error).split())}")
            continue
        given = said(rt.apply(before, made.amendment).document) == said(after)
        result = "exact" if given else "told" if not made.exact else "wrong"
        found[result] += 1
        if result != "exact":
            console.print(f"{name}: {result}")
    return ", ".join(f"{found[name]} {name}" for name in RESULTS)


def versions() -> Iterator[tuple[str, rt.Document, rt.Document]]:
    """Each text of a series with the next one, in the order of the files."""
    for series in sorted((SHARED / "data" / "unxml" / "ga-series").iterdir()):
        texts = [rt.read(path) for path in sorted((series / "English").glob("*.xml"))]
        for before, after in pairwise(texts):
            if max(len(before.paragraphs), len(after.paragraphs)) <= LONGEST:
                yield f"{series.name}: {before.symbol} to {after.symbol}", before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What became of an instruction of 2013 or 2017 on the text adopted then."""

    symbol: str
    action: str
    place: str
    """As the instruction names it."""
    means: str
    """The paragraph of the adopted text that it means, found by eye; "?" where none can be told."""
    landed: str
    """Where it was carried out; "" where it was not."""
    why: str

    @property
    def result(self) -> str:
        if not self.landed:
            return "failed, with the reason"
        return "landed as meant" if self.landed == self.means else "wrong"


def landings() -> Iterator[Landing]:
    """The amendments of 2013 and 2017 carried out, each alone, on the texts adopted."""
    texts = {
        year: rt.read(REPRISALS.parent / f"A_HRC_RES_{name}.txt")
        for year, name in (("24", "24_24"), ("36", "36_21"))
    }
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        amendment = rt.read_amendments(REPRISALS / f"{row['symbol'].replace('/', '_')}.txt")
        text = texts[row["symbol"].split("/")[2]]
        outcome = rt.apply(text, amendment)
        wanted = (row["action"], row["place"])
        read = [(i.action, _place(i)) for i in amendment.instructions]
        assert read == [wanted], (row["symbol"], read)
        landed = ""
        if outcome.applied:
            ids = {now: then for then, now in outcome.ids.items()}
            (trace,) = outcome.applied[0].traces
            names = [p.id for p in outcome.document.paragraphs]
            at = names.index(trace.paragraph)
            new = trace.paragraph not in ids
            landed = ids[names[at - 1] if new else trace.paragraph]
        yield Landing(
            symbol=row["symbol"],
            action=row["action"],
            place=row["place"],
            means=row["means"],
            landed=landed,
            why=outcome.failed[0].why if outcome.failed else "",
        )


def _place(instruction: Instruction) -> str:
    target = instruction.target
    last = target.number == "last"
    name = f"{target.kind}{' ' if last else ''}{target.number}"
    return name if target.position == "at" else f"{target.position} {name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A labelled pair of amendments, and what is wrong with the answer to it."""

    one: str
    two: str
    hard: bool
    wrong: tuple[str, ...]


def verdicts() -> Iterator[Verdict]:
    """The labelled pairs, held against one another in both orders."""
    table = tomllib.loads(PAIRS.read_text("utf-8"))
    text = rt.read(table["text"].encode())
    for pair in table["pair"]:
        given = [
            AmendmentDocument(symbol=name, instructions=rt.read_instructions(pair[which]))
            for name, which in (("L.1", "one"), ("L.2", "two"))
        ]
        wrong: list[str] = []
        for order in (given, given[::-1]):
            outcome = rt.apply(text, order)
            told: list[tuple[str, bool]] = [(c.kind, c.both) for c in outcome.conflicts]
            told = told or [("", True)]
            if told != [(pair["kind"], pair["both"])]:
                wrong.append(f"told {told}")
            if len(outcome.failed) != (not pair["both"]):
                wrong.append(f"{len(outcome.failed)} not carried out")
            name, merged = pair.get("merged", ("", ""))
            known = {"title": outcome.document.title} | {
                p.id: p.text for p in outcome.document.paragraphs
            }
            if name and known.get(name) != merged:
                wrong.append(f"{name} reads {known.get(name)}")
        hard = pair.get("hard", False)
        yield Verdict(one=pair["one"], two=pair["two"], hard=hard, wrong=tuple(wrong))


def long_text(size: int) -> rt.Document:
    """Operative paragraphs of the oceans resolutions, as one text of `size`."""
    paragraphs = [p for text in oceans() for p in text.paragraphs if p.kind == "operative"]
    wholes = [p for p in paragraphs if p.parent is None][:size]
    return rt.Document(
        paragraphs=tuple(
            replace(p, id=f"op{n}", number=str(n), heading="", notes=())
            for n, p in enumerate(wholes, 1)
        ),
        symbol="A/99/L.1",
        language="en",
    )


def filed(text: rt.Document, count: int, chance: random.Random) -> list[bytes]:
    """Amendment documents of three instructions each, of which many touch one another."""
    files = []
    plain = [p for p in text.paragraphs if "“" not in p.text]
    for n in range(count):
        lines = [f"A/99/L.{n + 2}", "Amendment to draft resolution A/99/L.1", text.title]
        for k, paragraph in enumerate(chance.sample(plain, 3), 1):
            words = paragraph.text.split()
            at = chance.randrange(max(1, len(words) - 8))
            quoted = " ".join(words[at : at + 8])
            change = chance.choice(
                (
                    f"In paragraph {paragraph.number}, replace “{quoted}” with “and others”.",
                    f"In paragraph {paragraph.number}, after “{quoted}”, insert “and others”.",
                    f"In paragraph {paragraph.number}, delete “{quoted}”.",
                    f"After paragraph {paragraph.number}, insert a new paragraph reading: "
                    f"“Notes {quoted};”",
                    f"Delete paragraph {paragraph.number}.",
                )
            )
            lines.append(f"{k}. {change}")
        files.append("\n".join(lines).encode())
    return files


def said(document: rt.Document) -> object:
    """What a text says, to hold two texts against one another."""
    headings = {h.id: n for n, h in enumerate(document.headings)}
    paragraphs = [(p.kind, p.depth, p.text, headings.get(p.heading)) for p in document.paragraphs]
    return document.title, [h.text for h in document.headings], paragraphs


def _reprisals(console: Console) -> None:
    table = Table("", "action", "place", "means", "landed on", "result", "why")
    found = list(landings())
    for one in found:
        landed = one.landed or "–"
        table.add_row(one.symbol, one.action, one.place, one.means, landed, one.result, one.why)
    console.print(table)
    for result, count in Counter(one.result for one in found).items():
        console.print(f"{count} {result}")


def _conflicts(console: Console) -> None:
    found = list(verdicts())
    for name, some in (
        ("easy", [v for v in found if not v.hard]),
        ("hard", [v for v in found if v.hard]),
    ):
        right = sum(not v.wrong for v in some)
        console.print(f"{name} pairs: {right} of {len(some)} right")
    for verdict in found:
        if verdict.wrong:
            console.print(f"{verdict.one} | {verdict.two}: {'; '.join(verdict.wrong)}")


def _speed(console: Console) -> None:
    """Read, carried out and checked for all conflicts: seconds, the median of five runs."""
    table = Table("amendments", "paragraphs", "instructions", "touching pairs", "seconds")
    for count, size in ((50, 225), (100, 450), (200, 450)):
        text = long_text(size)
        files = filed(text, count, random.Random(count))
        times = []
        for _ in range(5):
            start = time.perf_counter()
            given = [rt.read_amendments(file, format="plain") for file in files]
            outcome = rt.apply(text, given)
            times.append(time.perf_counter() - start)
        instructions = sum(len(a.instructions) for a in given)
        numbers = (count, len(text.paragraphs), instructions, len(outcome.conflicts))
        table.add_row(*map(str, numbers), f"{statistics.median(times):.2f}")
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--reprisals", action="store_true")
    parser.add_argument("--conflicts", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--versions", action="store_true")
    parser.add_argument("--cases", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    console = Console(width=150, highlight=False, markup=False)
    if chosen.reprisals:
        _reprisals(console)
        return
    if chosen.conflicts:
        _conflicts(console)
        return
    if chosen.speed:
        _speed(console)
        return
    if chosen.cases:
        cases = amended.cases(chosen.seed, chosen.cases)
        counts = drafted(((case.name, case.before, case.after) for case in cases), console)
        console.print(f"{chosen.cases} texts amended at random (seed {chosen.seed}): {counts}")
        return
    if chosen.versions:
        console.print(f"texts and the next of their series: {drafted(versions(), console)}")
        return
    symbols = list(labels())
    halves = {"first half": symbols[::2], "second half": symbols[1::2], "all": symbols}
    if chosen.half is not None:
        halves = {f"half {chosen.half}": symbols[chosen.half :: 2]}
    table = Table("", "documents", "labels", "read", "right", "share", *PARTS, "wrong, no warning")
    told: list[str] = []
    for name, some in halves.items():
        total, told = measure(some)
        shares = [f"{total.parts[part] / total.labels:.3f}" for part in PARTS]
        unwarned = f"{total.wrong_unwarned} ({total.wrong_unwarned / max(total.read, 1):.1%})"
        numbers = (total.documents, total.labels, total.read, total.right)
        row = [*map(str, numbers), f"{total.right / total.labels:.3f}", *shares, unwarned]
        table.add_row(name, *row)
    console.print(table)
    if chosen.errors:
        for line in told:
            console.print(line)
    everything = list(read_all())
    instructions = [i for _, document in everything for i in document.instructions]
    other = sum(i.action == "other" for i in instructions)
    doubted = sum(bool(i.reason) and i.action != "other" for i in instructions)
    console.print(
        f"{len(everything)} documents read without raising: {len(instructions)} instructions, "
        f"{other} not understood, {doubted} doubted"
    )
    _conflicts(console)
    results = Counter(one.result for one in landings())
    told_results = ", ".join(f"{count} {result}" for result, count in results.items())
    console.print(f"amendments of 2013 and 2017 on the texts adopted: {told_results}")
    known = set(symbols)
    for symbol, document in [pair for pair in everything if pair[0] not in known][: chosen.show]:
        console.print(f"\n{symbol} → {document.amends}", style="bold")
        for instruction in document.instructions:
            console.print("  ", *[part or "–" for part in found(instruction)], instruction.reason)


if __name__ == "__main__":
    main()
