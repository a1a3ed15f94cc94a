"""Compilation texts proven: what is read back is what was asked for, and nothing is lost.

    python -m benchmarks.compiling                   every set below
    python -m benchmarks.compiling --set word --texts 20
    python -m benchmarks.compiling --errors          and what is wrong with each bad one

The sets:

    sample      rev1 with its tracked changes, L.12 with its four amendments, two drafts on one base
    tracked     files that came with tracked changes, on their own original
    word        the Word files of ga72, each edited at random by three delegations
    random      GA resolutions drawn by the seed, edited at random by three delegations
    languages   resolutions of the Council in six languages, edited at random by two delegations

Of each compilation, written as a Word file and read again: the proposals are the same ones, the
paragraphs too, the clean view is the base text, and for every delegation its brackets alone give
the text that it handed in (white space set aside).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from benchmarks.redline import _archive, shaken
from resotrack.compiling import Proposals
from resotrack.compiling.versions import Version, reading_order, versions_of
from resotrack.model import Bracket, Paragraph
from resotrack.model.brackets import clean_text
from resotrack.read.brackets import bracketed

SETS = ("sample", "tracked", "word", "random", "languages")
_SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
_NAMES = ("Aldermark", "Verrania (Federated Cantons of)", "Ostrelle")
TEXTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A base text, and what is pending on it."""

    name: str
    base: rt.Document
    proposals: Proposals


def cases(which: str, *, texts: int, seed: int) -> Iterator[Case]:
    """The cases of one of `SETS`."""
    chance = random.Random(seed)
    if which == "sample":
        yield from _sample()
    elif which == "tracked":
        for path in sorted((gold.DATA / "word" / "tracked").rglob("*.docx")):
            document = _read(path)
            if document and document.changes:
                base = document.view("original")
                if base.paragraphs:
                    yield Case(name=path.stem, base=base, proposals=[document])
    elif which == "word":
        for path in sorted((gold.DATA / "word" / "ga72").glob("*.docx")):
            yield _edited(path.stem, rt.read(path), 3, chance)
    elif which == "random":
        files = _archive()
        for name in chance.sample(sorted(files), min(texts, len(files))):
            if document := _read(files[name]):
                yield _edited(name, document, 3, chance)
    else:
        folders = (gold.DATA / "unxml" / "hrc" / "54session").iterdir()
        for folder in sorted(f for f in folders if f.is_dir()):
            files_of = sorted(folder.rglob("*.xml"))
            for path in chance.sample(files_of, min(max(1, texts // 6), len(files_of))):
                if document := _read(path):
                    yield _edited(f"{folder.name} {path.stem}", document, 2, chance)


def _sample() -> Iterator[Case]:
    zero, rev1, l12, adopted = (
        rt.read(_SAMPLE / f"{name}.docx") for name in ("zero-draft", "rev1", "l12", "adopted")
    )
    amendments = [rt.read_amendments(p) for p in sorted((_SAMPLE / "amendments").glob("*.docx"))]
    yield Case(name="rev1", base=zero, proposals=[rev1])
    yield Case(name="l12, amendments", base=l12, proposals=amendments)
    yield Case(name="two drafts", base=zero, proposals={"Lirasse": l12, "Ostrelle": adopted})


def _read(source: Path | bytes) -> rt.Document | None:
    try:
        return rt.read(source)
    except rt.ReadError:
        return None


def _edited(name: str, base: rt.Document, many: int, chance: random.Random) -> Case:
    return Case(name=name, base=base, proposals={n: shaken(base, chance) for n in _NAMES[:many]})


# ---- proof ------------------------------------------------------------------------------------


def broken(case: Case, compilation: rt.Compilation, written: bytes) -> list[str]:
    """What a compilation fails to keep, once it is read; [] for a good one."""
    found = rt.read(written)
    own = compilation.document
    wrong: list[str] = []
    if [(p.id, p.text) for p in found.paragraphs] != [(p.id, p.text) for p in own.paragraphs]:
        wrong.append(f"paragraphs: {_first_difference(found, own)}")
    if found.proposals != own.proposals:
        lost = Counter(own.proposals) - Counter(found.proposals)
        wrong.append(f"proposals: {next(iter(lost), 'more than there were')}")
    base = [_bare(p.text) for p in compilation.base.view("clean").paragraphs]
    left = [_bare(p.text) for p in found.view("clean").paragraphs]
    if base != left:
        lost_words = Counter(base) - Counter(left), Counter(left) - Counter(base)
        wrong.append(f"base text: {[list(c)[:1] for c in lost_words]}")
    versions, *_ = versions_of(compilation.base, case.proposals)
    by_name: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        for name in version.delegations:
            by_name[name].append(version)
    for name, handed_in in by_name.items():
        others = (v.document for v in versions if v is not handed_in[0])
        if len(handed_in) > 1 or any(name in p.delegations for d in others for p in d.proposals):
            # What it asks for stands in several texts.
            continue
        wanted, told = (_said(document, name) for document in (handed_in[0].document, found))
        if wanted != told:
            one, other = wanted - told, told - wanted
            wrong.append(f"{name}: {list(one)[:1]} became {list(other)[:1]}")
    return wrong


def _said(document: rt.Document, name: str) -> Counter[str]:
    bare = tuple(replace(p, brackets=()) for p in document.paragraphs)
    document = bracketed(replace(document, paragraphs=bare))
    return Counter(words for text in said_by(document, name) if (words := _bare(text)))


def _bare(text: str) -> str:
    return "".join(text.split())


def _first_difference(found: rt.Document, own: rt.Document) -> str:
    for one, other in zip(found.paragraphs, own.paragraphs, strict=False):
        if (one.id, one.text) != (other.id, other.text):
            return f"{one.id} {one.text[:80]!r} for {other.id} {other.text[:80]!r}"
    return f"{len(found.paragraphs)} for {len(own.paragraphs)}"


def said_by(document: rt.Document, name: str) -> Iterator[str]:
    """The paragraphs of a compilation as one delegation would have them, by its brackets alone."""
    asked = {(p.paragraph, p.start, p.end): p for p in document.proposals}
    instead = {
        p.paragraph.rpartition("alt")[0]
        for p in document.proposals
        if p.whole and name in p.delegations
    }
    others = {p.paragraph for p in document.proposals if p.whole and name not in p.delegations}
    for paragraph in reading_order(document):
        if paragraph.id in instead or paragraph.id in others:
            continue
        words = {
            (start, end): p.words for (own, start, end), p in asked.items() if own == paragraph.id
        }
        number = paragraph.number if paragraph.kind == "heading" else ""
        yield number + _resolved(paragraph, words, name)


def _resolved(paragraph: Paragraph, words: Mapping[tuple[int, int], str], name: str) -> str:
    text = paragraph.text
    outer: list[Bracket] = []
    for bracket in paragraph.brackets:
        if not outer or bracket.start >= outer[-1].end:
            outer.append(bracket)
    out: list[str] = []
    at = 0
    row: int | None = None
    """Where in `out` the words stand that the brackets behind are about."""
    for bracket in outer:
        between = text[at : bracket.start]
        if between.strip():
            row = None
        out.append(between)
        at = bracket.end
        if bracket.kind == "quoted":
            out.append(text[bracket.start : bracket.end])
        elif not bracket.delegations:
            out.append(_inner(paragraph, bracket, words, name))
            row = len(out) - 1
        elif bracket.kind == "deletion" and not bracket.start and name in bracket.delegations:
            return ""
        elif name in bracket.delegations and bracket.kind != "move":
            if row is not None and bracket.kind in ("alternative", "deletion"):
                out[row] = ""
            if bracket.kind != "deletion":
                own = text[bracket.words_start : bracket.words_end]
                out.append(
                    _inner(paragraph, bracket, words, name)
                    if own
                    else words.get((bracket.start, bracket.end), "")
                )
    return "".join([*out, text[at:]])


def _inner(
    paragraph: Paragraph, bracket: Bracket, words: Mapping[tuple[int, int], str], name: str
) -> str:
    start, end = bracket.words_start, bracket.words_end
    inside = [b for b in paragraph.brackets if start <= b.start and b.end <= end and b != bracket]
    own = [_shifted(b, start) for b in inside]
    if bracket.delegations:
        return clean_text(paragraph.text[start:end], own)
    part = rt.Paragraph(
        id="", kind="text", number="", text=paragraph.text[start:end], brackets=tuple(own)
    )
    return _resolved(part, {(a - start, b - start): w for (a, b), w in words.items()}, name)


def _shifted(bracket: Bracket, by: int) -> Bracket:
    return replace(
        bracket,
        start=bracket.start - by,
        end=bracket.end - by,
        words_start=bracket.words_start - by,
        words_end=bracket.words_end - by,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--set", action="append", choices=SETS, help="only this set")
    parser.add_argument("--texts", type=int, default=TEXTS, help="how many random texts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", action="store_true", help="say what is wrong with each")
    asked = parser.parse_args(arguments)
    console = Console()
    table = Table("set", "compilations", "exact", "proposals", "seconds")
    bad = 0
    for which in asked.set or SETS:
        count = exact = proposals = 0
        spent = 0.0
        for case in cases(which, texts=asked.texts, seed=asked.seed):
            began = time.perf_counter()
            compilation = rt.compilation(case.base, case.proposals)
            written = rt.compiled_docx(compilation)
            spent += time.perf_counter() - began
            wrong = broken(case, compilation, written)
            count, exact = count + 1, exact + (not wrong)
            proposals += len(compilation.document.proposals)
            if wrong and asked.errors:
                console.print(case.name, *wrong, sep="\n    ", markup=False)
        bad += count - exact
        table.add_row(which, str(count), str(exact), f"{proposals:,}", f"{spent:.1f}")
    console.print(table)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
