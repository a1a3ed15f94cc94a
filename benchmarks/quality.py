"""How good it is: links, relations, directions and reading, against hand-made labels.

    python -m benchmarks.quality              one table
    python -m benchmarks.quality --errors d3  every wrong link and direction of the pairs named d3…

Links are compared as pairs of paragraphs (a split into two is two pairs). A relation or a direction
is right where the whole link is ours too and says the same. Directions are scored over the labelled
links that are not "not scored": once over all of them, once over those whose words changed.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from benchmarks.scores import Count, by_class, compare_sets, macro_f1

_AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"

Ids = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    """One labelled pair, measured."""

    links: Count
    relations: Count
    moved: Count
    changed: Count
    """Labelled links whose words changed (edited, split, merged): how many are found whole."""
    directions: tuple[tuple[str, str], ...]
    """(ours, label) for every scored link."""
    changed_directions: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]


def score_pair(name: str) -> PairScore:
    before, after = (gold.document(path) for path in gold.pairs()[name])
    labels = gold.links(name)
    ours = {_ids(link): link for link in rt.compare(before, after).links}
    wanted = {(label.before, label.after): label for label in labels}
    found_pairs = {pair for ids in ours for pair in _edges(ids)}
    wanted_pairs = {pair for ids in wanted for pair in _edges(ids)}
    both = [ids for ids in wanted if ids in ours]
    changed = {
        ids for ids, label in wanted.items() if label.relation in ("edited", "split", "merged")
    }
    scored = [(ids, label) for ids, label in wanted.items() if label.direction]
    directions = [(_our_direction(ids, ours), label) for ids, label in scored]
    return PairScore(
        links=compare_sets(set(found_pairs), set(wanted_pairs)),
        relations=Count(
            sum(ours[ids].relation == wanted[ids].relation for ids in both),
            len(wanted),
            len(wanted),
        ),
        moved=compare_sets(
            {ids for ids, link in ours.items() if link.moved},
            {ids for ids, label in wanted.items() if label.moved},
        ),
        changed=Count(len(changed & set(ours)), len(changed), len(changed)),
        directions=tuple((found, label.direction) for found, label in directions),
        changed_directions=tuple(
            (found, label.direction) for found, label in directions if label.relation != "same"
        ),
        errors=tuple(_errors(ours, wanted)),
    )


def _ids(link: rt.Link) -> Ids:
    return tuple(p.id for p in link.before), tuple(p.id for p in link.after)


def _edges(ids: Ids) -> list[tuple[str, str]]:
    return [(a, b) for a in ids[0] for b in ids[1]]


def _our_direction(ids: Ids, ours: dict[Ids, rt.Link]) -> str:
    """What we say of a labelled link; where we link otherwise, of the link with its last part."""
    if ids in ours:
        return ours[ids].direction
    for own, link in ours.items():
        if set(own[1]) & set(ids[1]) or (not ids[1] and set(own[0]) & set(ids[0])):
            return link.direction
    return "neutral"


def _errors(ours: dict[Ids, rt.Link], wanted: dict[Ids, gold.GoldLink]) -> Iterable[str]:
    for ids, label in wanted.items():
        name = f"{'+'.join(ids[0]) or '∅'} → {'+'.join(ids[1]) or '∅'}"
        if ids not in ours:
            yield f"link missing   {name} ({label.relation}) {label.note}"
            continue
        link = ours[ids]
        if link.relation != label.relation:
            yield f"relation       {name}: {link.relation}, label {label.relation}. {label.note}"
        if link.moved != label.moved:
            yield f"moved          {name}: {link.moved}, label {label.moved}"
        if label.direction and link.direction != label.direction:
            flags = "; ".join(f"{f.rule} {f.direction}" for f in link.assessment.flags)
            yield (
                f"direction      {name}: {link.direction}, label {label.direction} "
                f"{list(label.dimensions)}. {label.note} [{flags}]"
            )
    for ids in ours:
        if ids not in wanted and ids[0] and ids[1]:
            yield f"link too many  {'+'.join(ids[0])} → {'+'.join(ids[1])}"


def length_alone(name: str) -> list[tuple[str, str]]:
    """The baseline that every scorer must beat: longer is stronger, shorter is weaker."""
    before, after = (gold.document(path) for path in gold.pairs()[name])
    rows = []
    for label in gold.links(name):
        if not label.direction:
            continue
        grown = sum(len(after[i].text) for i in label.after) - sum(
            len(before[i].text) for i in label.before
        )
        said = "strengthened" if grown > 0 else "weakened" if grown < 0 else "neutral"
        rows.append((said, label.direction))
    return rows


# ---- reading --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingScore:
    """Every published file read, and every letter of it found again."""

    files: int
    failed: tuple[str, ...]
    paragraphs: int
    lost: tuple[str, ...]
    """Files of which letters are missing in what was read, with how many."""


def score_reading(folder: Path) -> ReadingScore:
    failed, lost, paragraphs = [], [], 0
    files = sorted(folder.rglob("*.xml"))
    for path in files:
        try:
            document = rt.read(path)
        except rt.ResotrackError as error:
            failed.append(str(error))
            continue
        paragraphs += len(document.paragraphs)
        missing = _missing_letters(path, document)
        if missing:
            lost.append(f"{path.name}: {missing}")
    return ReadingScore(
        files=len(files), failed=tuple(failed), paragraphs=paragraphs, lost=tuple(lost)
    )


def _missing_letters(path: Path, document: rt.Document) -> int:
    """Letters of the source's preambles and bodies that stand nowhere in the document.

    The enacting formula is kept once, as `Document.body`, however often a collection repeats it.
    """
    source: Counter[str] = Counter()
    for part in etree.parse(path).getroot().iter(f"{_AKN}preamble", f"{_AKN}mainBody"):
        source.update(_letters("".join(str(t) for t in part.itertext())))
        for formula in part.iter(f"{_AKN}formula"):
            source.subtract(_letters("".join(str(t) for t in formula.itertext())))
    own: Counter[str] = Counter()
    for paragraph in (*document.paragraphs, *document.headings):
        own.update(_letters(paragraph.text + paragraph.number))
        own.update(_letters("".join(note.text for note in paragraph.notes)))
    return sum((source - own).values())


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


def with_archive(folder: Path, archive: Path) -> list[ReadingScore]:
    """The loose files of a folder, then those packed in an archive."""
    scores = [score_reading(folder)]
    if archive.exists():
        with tempfile.TemporaryDirectory() as unpacked:
            with tarfile.open(archive) as packed:
                packed.extractall(unpacked, filter="data")
            scores.append(score_reading(Path(unpacked)))
    return scores


# ---- the table ------------------------------------------------------------------------------


def print_links(console: Console, scores: dict[str, PairScore]) -> None:
    table = Table(title="Links and directions, against hand-made labels", title_justify="left")
    table.add_column("pair")
    for heading in (
        "P",
        "R",
        "F1",
        "relation",
        "moved F1",
        "changed found",
        "dir F1",
        "dir F1 changed",
    ):
        table.add_column(heading, justify="right")
    for name, score in scores.items():
        table.add_row(name, *_cells([score]))
    table.add_section()
    table.add_row("all", *_cells(list(scores.values())), style="bold")
    console.print(table)


def _cells(scores: Sequence[PairScore]) -> list[str]:
    links = sum((s.links for s in scores), Count())
    relations = sum((s.relations for s in scores), Count())
    moved = sum((s.moved for s in scores), Count())
    changed = sum((s.changed for s in scores), Count())
    return [
        f"{links.precision:.3f}",
        f"{links.recall:.3f}",
        f"{links.f1:.3f}",
        f"{relations.recall:.3f}",
        f"{moved.f1:.3f}" if moved.found or moved.wanted else "–",
        f"{changed.right}/{changed.wanted}",
        _macro([pair for s in scores for pair in s.directions]),
        _macro([pair for s in scores for pair in s.changed_directions]),
    ]


def _macro(pairs: Sequence[tuple[str, str]]) -> str:
    return f"{macro_f1(pairs):.3f}" if pairs else "–"


def print_directions(console: Console, scores: dict[str, PairScore]) -> None:
    pairs = [pair for s in scores.values() for pair in s.directions]
    table = Table(title="Directions by class, all scored links", title_justify="left")
    table.add_column("direction")
    for heading in ("P", "R", "F1", "labelled", "found"):
        table.add_column(heading, justify="right")
    for direction, count in by_class(pairs).items():
        table.add_row(
            direction,
            f"{count.precision:.3f}",
            f"{count.recall:.3f}",
            f"{count.f1:.3f}",
            str(count.wanted),
            str(count.found),
        )
    console.print(table)
    baseline = [row for name in scores for row in length_alone(name)]
    console.print(
        f"Macro-F1 {macro_f1(pairs):.3f}; length alone, on the same links: {macro_f1(baseline):.3f}"
    )


def print_reading(console: Console, scores: Sequence[ReadingScore]) -> None:
    table = Table(title="Reading AKN4UN", title_justify="left")
    for heading in ("files", "failed", "paragraphs", "files with lost letters"):
        table.add_column(heading, justify="right")
    for score in scores:
        table.add_row(
            str(score.files), str(len(score.failed)), str(score.paragraphs), str(len(score.lost))
        )
    console.print(table)
    for score in scores:
        for line in (*score.failed, *score.lost):
            console.print(f"  {line}", markup=False)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--errors", metavar="PREFIX", help="list what is wrong in these pairs")
    parser.add_argument("--no-reading", action="store_true", help="leave the reading of files out")
    options = parser.parse_args(arguments)
    console = Console(width=120)
    if not gold.GOLD.exists():
        console.print(f"The labels are not here: {gold.GOLD.parent.name}/gold is missing.")
        return 2
    chosen = [n for n in gold.pairs() if not options.errors or n.startswith(options.errors)]
    scores = {name: score_pair(name) for name in chosen}
    if options.errors:
        for name, score in scores.items():
            console.rule(name)
            for line in score.errors:
                console.print(line, markup=False, highlight=False)
    print_links(console, scores)
    print_directions(console, scores)
    if not options.no_reading and not options.errors:
        unxml = gold.DATA / "unxml"
        print_reading(console, with_archive(unxml, unxml / "ga-english-75-78.tar.xz"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
