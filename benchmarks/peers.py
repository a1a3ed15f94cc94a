"""Other systems that align or compare texts, asked the same question as ours.

Each gets the paragraphs of two texts as plain strings (Docxodus as Word files of one paragraph
each) and says which belong together. Each is set as its documentation recommends and none is tuned
to our texts. What a system does not say itself is read from its output in the same plain way for
every text; how, stands at each. Word differences inside linked paragraphs are part of every run, so
that times compare.
"""

from __future__ import annotations

import difflib
import importlib.util
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import docx
from diff_match_patch import diff_match_patch
from lxml import etree
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from benchmarks.synthetic import Answer
from resotrack.align import align
from resotrack.diff import diff_words, tokenise
from resotrack.model import Document, Paragraph

Pairs = set[tuple[int, int]]
"""Indexes of a paragraph before and one after."""
Run = Callable[[], Answer]
"""The work to be timed: texts are in memory, in the form that the system takes."""

_ALIKE = 0.8
_CLOSE = 0.6
"""difflib's documentation calls sequences above this ratio close matches."""
_OVERLAP = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One way to align two texts."""

    name: str
    how: str
    """What is asked of it, for the reader of the tables."""
    prepare: Callable[[Document, Document], Run]
    packages: tuple[str, ...] = ()
    """Distributions whose versions belong to the result."""
    module: str = ""
    """The module that must be there; "" for what is always there."""
    slow: bool = False
    """Minutes on long texts: those are left out of quick runs."""

    @property
    def present(self) -> bool:
        return not self.module or importlib.util.find_spec(self.module) is not None


def _ids(before: Document, after: Document, pairs: Iterable[tuple[int, int]]) -> frozenset[Any]:
    a, b = before.paragraphs, after.paragraphs
    return frozenset((a[i].id, b[j].id) for i, j in pairs)


def _texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


# ---- ours -------------------------------------------------------------------------------------


def ours(before: Document, after: Document) -> Run:
    """Links and words by resotrack, as for texts never seen before."""

    def run() -> Answer:
        tokenise.cache_clear()
        pairings = align(before, after)
        for pairing in pairings:
            diff_words(_joined(pairing.before), _joined(pairing.after))
        return Answer(
            edges=frozenset((a.id, b.id) for p in pairings for a in p.before for b in p.after),
            moved=frozenset(
                (a.id, b.id) for p in pairings if p.moved for a in p.before for b in p.after
            ),
        )

    return run


def _joined(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(p.text for p in paragraphs)


# ---- the standard library, and a threshold ------------------------------------------------------


def by_difflib(before: Document, after: Document) -> Run:
    """Equal paragraphs in order; in each replaced run the closest pairs with a ratio from 0.6."""
    left, right = _texts(before), _texts(after)

    def run() -> Answer:
        pairs: Pairs = set()
        matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
        for tag, i, k, j, m in matcher.get_opcodes():
            if tag == "equal":
                pairs |= set(zip(range(i, k), range(j, m), strict=True))
            elif tag == "replace":
                pairs |= _close(left, right, range(i, k), range(j, m))
        return Answer(edges=_ids(before, after, pairs))

    return run


def _close(left: Sequence[str], right: Sequence[str], rows: range, columns: range) -> Pairs:
    words = difflib.SequenceMatcher(None, autojunk=False)
    ratios = []
    for j in columns:
        words.set_seq2(right[j].split())
        for i in rows:
            words.set_seq1(left[i].split())
            if words.quick_ratio() >= _CLOSE and (ratio := words.ratio()) >= _CLOSE:
                ratios.append((ratio, i, j))
    pairs = _greedy(ratios)
    for i, j in pairs:
        words.set_seqs(left[i].split(), right[j].split())
        words.get_opcodes()
    return pairs


def _greedy(ratios: Iterable[tuple[float, int, int]]) -> Pairs:
    """The best pair first, each paragraph once; the nearer of two that are equally alike."""
    rows: set[int] = set()
    columns: set[int] = set()
    pairs: Pairs = set()
    for _, i, j in sorted(ratios, key=lambda r: (-r[0], abs(r[1] - r[2]), r[1], r[2])):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.add((i, j))
    return pairs


def by_threshold(before: Document, after: Document) -> Run:
    """The most alike pairs by characters (rapidfuzz ratio), from 0.8, each paragraph once."""
    left, right = _texts(before), _texts(after)

    def run() -> Answer:
        table = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=100 * _ALIKE)
        rows, columns = table.nonzero()
        pairs = _greedy(
            (float(table[i, j]), i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
        )
        for i, j in pairs:
            if left[i] != right[j]:
                Indel.opcodes(left[i].split(), right[j].split())
        return Answer(edges=_ids(before, after, pairs))

    return run


# ---- diff-match-patch ---------------------------------------------------------------------------


def by_diff_match_patch(before: Document, after: Document) -> Run:
    """The two texts as one string each; paragraphs belong together where the characters kept are
    at least 0.3 of the shorter. It does not look for moves."""
    left, right = _texts(before), _texts(after)
    a, b = "\n".join(left), "\n".join(right)

    def run() -> Answer:
        engine = diff_match_patch()
        engine.Diff_Timeout = 0  # no limit: a result must not depend on the machine's load
        diffs = engine.diff_main(a, b)
        engine.diff_cleanupSemantic(diffs)
        kept: dict[tuple[int, int], int] = {}
        rows, columns = _bounds(left), _bounds(right)
        at = to = i = j = 0
        for operation, text in diffs:
            end = at + len(text) * (operation <= 0)
            if operation == 0:
                while at < end:
                    while rows[i + 1] <= at:
                        i += 1
                    while columns[j + 1] <= to:
                        j += 1
                    step = min(end, rows[i + 1], at + columns[j + 1] - to) - at
                    kept[i, j] = kept.get((i, j), 0) + step
                    at, to = at + step, to + step
            else:
                at, to = end, to + len(text) * (operation > 0)
        pairs = (
            (i, j)
            for (i, j), count in kept.items()
            if count >= _OVERLAP * min(len(left[i]), len(right[j]))
        )
        return Answer(edges=_ids(before, after, pairs))

    return run


def _bounds(texts: Sequence[str]) -> list[int]:
    """Where each paragraph begins in the joined text, and where the last one ends."""
    return [0, *accumulate(len(text) + 1 for text in texts)]


# ---- xmldiff ------------------------------------------------------------------------------------


def by_xmldiff(before: Document, after: Document, **options: Any) -> Run:
    """Which <p> it matches with which, and the whole edit script."""
    from xmldiff.diff import Differ

    left, right = _tree(_texts(before)), _tree(_texts(after))

    def run() -> Answer:
        differ = Differ(**options)
        differ.set_trees(left, right)
        # The nodes are kept: lxml gives a node's address to another once nobody holds it.
        before_nodes, after_nodes = list(differ.left), list(right)
        rows = {id(node): i for i, node in enumerate(before_nodes)}
        columns = {id(node): j for j, node in enumerate(after_nodes)}
        pairs = {
            (rows[id(a)], columns[id(b)])
            for a, b, _ in differ.match()
            if id(a) in rows and id(b) in columns
        }
        list(differ.diff())
        return Answer(edges=_ids(before, after, pairs))

    return run


def by_xmldiff_accurate(before: Document, after: Document) -> Run:
    """Its most careful measure."""
    return by_xmldiff(before, after, ratio_mode="accurate")


def by_xmldiff_fast(before: Document, after: Document) -> Run:
    """Its fast match: a longest common subsequence first."""
    return by_xmldiff(before, after, fast_match=True)


def _tree(paragraphs: Sequence[str]) -> etree._Element:
    root = etree.Element("body")
    for text in paragraphs:
        etree.SubElement(root, "p").text = text
    return root


# ---- Docxodus -----------------------------------------------------------------------------------


def by_docxodus(before: Document, after: Document) -> Run:
    """Its edit script: equal, modified, moved, split and merged blocks."""
    from docx_scalpel import docx_diff_get_edit_script

    left, right = _word(_texts(before)), _word(_texts(after))
    sizes = len(before.paragraphs), len(after.paragraphs)

    def run() -> Answer:
        script = json.loads(docx_diff_get_edit_script(left, right))
        pairs, moved = _docxodus_pairs(script["operations"], sizes)
        return Answer(edges=_ids(before, after, pairs), moved=_ids(before, after, moved))

    return run


def _docxodus_pairs(
    operations: Sequence[dict[str, Any]], sizes: tuple[int, int]
) -> tuple[Pairs, Pairs]:
    """(pairs, pairs that moved), as indexes. The script names every block of each text once, in
    the order of that text; a move is told at both of its ends.

    Raises ValueError where the script does not name all paragraphs.
    """
    counts = [0, 0]
    pairs: Pairs = set()
    moves: dict[int, list[int | None]] = {}

    def following(side: int, anchors: Iterable[str | None]) -> list[int]:
        # Sections and tables are blocks too; only paragraphs are asked after.
        found = [anchor for anchor in anchors if anchor and anchor.startswith("p:")]
        places = list(range(counts[side], counts[side] + len(found)))
        counts[side] += len(found)
        return places

    for operation in operations:
        several = operation.get("splitMergeAnchors") or ()
        merge = operation["kind"] == "MergeBlock"
        rows = following(0, (operation.get("leftAnchor"), *(several if merge else ())))
        columns = following(1, (operation.get("rightAnchor"), *(() if merge else several)))
        pairs |= {(i, j) for i in rows for j in columns}
        if "moveGroupId" in operation:
            ends = moves.setdefault(operation["moveGroupId"], [None, None])
            for side, places in enumerate((rows, columns)):
                if places:
                    ends[side] = places[0]
    if tuple(counts) != sizes:
        raise ValueError(f"Docxodus named {counts} blocks of {sizes} paragraphs")
    moved = {(i, j) for i, j in moves.values() if i is not None and j is not None}
    return pairs | moved, moved


def _word(paragraphs: Sequence[str]) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


OURS = System(name="resotrack", how="align, then words of every link", prepare=ours)
PEERS: tuple[System, ...] = (
    System(
        name="Docxodus",
        how="edit script of two Word files, default settings",
        prepare=by_docxodus,
        packages=("docx-scalpel",),
        module="docx_scalpel",
    ),
    System(
        name="xmldiff, accurate",
        how="matched elements of a flat tree, ratio_mode accurate",
        prepare=by_xmldiff_accurate,
        packages=("xmldiff",),
        module="xmldiff",
        slow=True,
    ),
    System(
        name="xmldiff, fast match",
        how="the same with fast_match",
        prepare=by_xmldiff_fast,
        packages=("xmldiff",),
        module="xmldiff",
        slow=True,
    ),
    System(
        name="diff-match-patch",
        how="one string each; linked where 0.3 of the shorter is kept",
        prepare=by_diff_match_patch,
        packages=("diff-match-patch",),
        module="diff_match_patch",
        slow=True,
    ),
    System(
        name="threshold 0.8",
        how="rapidfuzz ratio from 0.8, best first; words by Indel",
        prepare=by_threshold,
        packages=("rapidfuzz",),
    ),
    System(
        name="difflib",
        how="equal paragraphs, then the closest from 0.6 in replaced runs",
        prepare=by_difflib,
    ),
)
