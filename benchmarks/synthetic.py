"""Real texts edited at random, where the right answer is known because we made the edit.

    python -m benchmarks.synthetic                       40 texts, one seed
    python -m benchmarks.synthetic --seed 7 --runs 5     five seeds: 7 to 11
    python -m benchmarks.synthetic --errors              and every link that is wrong

Each text (16 to 40 paragraphs, drawn by the seed) gets one of each edit, no paragraph two of them:

    split              cut in two at a clause near the middle
    merged             two neighbours made one
    moved              put at least four provisions away, word for word
    moved, 15 % new    the same, and 15 % of its words replaced
    rewritten, 45 %    45 % of its words replaced, in its place
    light, 8 %         (two of them) 8 % of the words replaced, dropped or doubled with a new one
    deleted            taken out
    foreign            a paragraph of another series' text put in

New words are drawn from the other texts of the run, as often as they occur there. A paragraph is
edited only if it has twelve words or more, no sub-paragraphs, and no twin in its text. A foreign
paragraph must share little with every paragraph of its host: formulas ("Decides to remain seized
of the matter") belong to every series and would be no mistake. The edited text is numbered anew as
a reader would number it, with its opening phrases recognised anew; headings are left out of both.
Texts without room for all eight edits are passed over.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from benchmarks.scores import Count, compare_sets
from resotrack.lexicon import find_opening
from resotrack.model import Document, Kind, Paragraph

Edit = Literal[
    "kept",
    "light, 8 %",
    "moved",
    "moved, 15 % new",
    "split",
    "merged",
    "rewritten, 45 %",
    "deleted",
    "foreign",
]
EDITS: tuple[Edit, ...] = (
    "kept",
    "light, 8 %",
    "moved",
    "moved, 15 % new",
    "split",
    "merged",
    "rewritten, 45 %",
    "deleted",
    "foreign",
)
Edge = tuple[str, str]
"""Ids of a paragraph before and one after."""

TEXTS = 40
_SIZES = range(16, 41)
_LEAST_WORDS = 12
_SPLIT_WORDS = 24
_FAR = 4
"""Provisions that a moved one passes at least: fewer, and others could be said to have moved."""
_STRANGE = 0.3
"""The most that a foreign paragraph may share with one of its host (Jaccard, different words)."""
_CLAUSE = re.compile(r"(?<=[,;:]) ")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What was done to the paragraphs of one true link; one side is empty where it is alone."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    edit: Edit

    @property
    def edges(self) -> frozenset[Edge]:
        return frozenset((a, b) for a in self.before for b in self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A real text, what was made of it, and how the two belong together."""

    name: str
    before: Document
    after: Document
    truth: tuple[Truth, ...]

    @property
    def edges(self) -> frozenset[Edge]:
        return frozenset(edge for truth in self.truth for edge in truth.edges)

    @property
    def moved(self) -> frozenset[Edge]:
        """The edges of paragraphs that changed place."""
        return frozenset(e for t in self.truth if t.edit.startswith("moved") for e in t.edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a system says of a case. `moved` is None where it has no notion of moves."""

    edges: frozenset[Edge]
    moved: frozenset[Edge] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The answers to some cases, counted."""

    links: Count
    moved: Count | None
    """Edges said to have moved; None where the system has no notion of it."""
    edits: dict[Edit, Count]
    """Edges found for each edit; for "deleted" and "foreign" paragraphs rightly left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph on its way from the real text to the edited one."""

    text: str
    kind: Kind
    depth: int
    origins: tuple[int, ...]
    """Places in the real text; none for a foreign one."""
    edit: Edit = "kept"


# ---- the real texts ---------------------------------------------------------------------------


@cache
def _files() -> dict[str, bytes]:
    """Every English resolution at hand by file name, in the order of the names."""
    found = {p.name: p.read_bytes() for p in (gold.DATA / "reprisals").glob("*.txt")}
    series = gold.DATA / "unxml" / "ga-series"
    found |= {p.name: p.read_bytes() for p in series.glob("*/English/*.xml")}
    packed = gold.DATA / "unxml" / "ga-english-75-78.tar.xz"
    if packed.exists():
        with tarfile.open(packed) as archive:
            for member in archive:
                opened = archive.extractfile(member) if member.name.endswith(".xml") else None
                if opened:
                    found[Path(member.name).name] = opened.read()
    return dict(sorted(found.items()))


@cache
def _text(name: str) -> Document | None:
    """A text in one language and of the right size, without headings; None if it is not so."""
    try:
        document = rt.read(io.BytesIO(_files()[name]))
    except rt.ResotrackError:
        return None
    kinds = {p.kind for p in document.paragraphs}
    if len(document.paragraphs) not in _SIZES or not kinds <= {"preambular", "operative"}:
        return None
    paragraphs = tuple(replace(p, heading="", notes=(), brackets=()) for p in document.paragraphs)
    return Document(
        paragraphs=paragraphs,
        symbol=document.symbol or name,
        title=document.title,
        language=document.language or "en",
    )


def cases(seed: int, count: int = TEXTS) -> tuple[Case, ...]:
    """Edited texts, the same for the same seed and the same files. Fewer if the files run out."""
    chance = random.Random(f"synthetic/{seed}")
    names = list(_files())
    chance.shuffle(names)
    drawn: dict[str, Document] = {}
    spare = iter(names)
    for name in spare:
        if text := _text(name):
            drawn.setdefault(text.symbol, text)
        if len(drawn) >= count:
            break
    made: list[Case] = []
    waiting = list(drawn.values())
    while waiting and len(made) < count:
        text = waiting.pop(0)
        if case := edited(text, list(drawn.values()), chance):
            made.append(case)
            continue
        # Another text for one without room.
        for name in spare:
            if (other := _text(name)) and other.symbol not in drawn:
                drawn[other.symbol] = other
                waiting.append(other)
                break
    return tuple(made)


# ---- the edits --------------------------------------------------------------------------------


def edited(text: Document, others: Sequence[Document], chance: random.Random) -> Case | None:
    """One of each edit in a text; None where it has no room for them.

    `others` lend the new words and the foreign paragraph; those with the title of `text` lend none.
    """
    lenders = [o for o in others if o.title != text.title and o.symbol != text.symbol]
    blocks = [
        Block(text=p.text, kind=p.kind, depth=p.depth, origins=(n,))
        for n, p in enumerate(text.paragraphs)
    ]
    foreign = _foreign(text, lenders, chance)
    places = _places(blocks, chance)
    if foreign is None or places is None:
        return None
    words = [w for other in lenders for p in other.paragraphs for w in _WORD.findall(p.text)]

    def reworded(n: int, share: float, edit: Edit) -> None:
        new = _reworded(blocks[n].text, share, words, chance)
        blocks[n] = replace(blocks[n], text=new, edit=edit)

    reworded(places["rewritten, 45 %"][0], 0.45, "rewritten, 45 %")
    reworded(places["moved, 15 % new"][0], 0.15, "moved, 15 % new")
    for n in places["light, 8 %"]:
        new = _touched(blocks[n].text, 0.08, words, chance)
        blocks[n] = replace(blocks[n], text=new, edit="light, 8 %")
    first, second = places["merged"]
    blocks[first] = _joined(blocks[first], blocks[second])
    halves = _halves(blocks[places["split"][0]], chance)
    travellers: tuple[tuple[int, Edit], ...] = (
        (places["moved"][0], "moved"),
        (places["moved, 15 % new"][0], "moved, 15 % new"),
    )
    gone = {second, places["deleted"][0]}
    order = [n for n in range(len(blocks)) if n not in gone]
    for n, edit in travellers:
        blocks[n] = replace(blocks[n], edit=edit)
        at = _new_place(order, blocks, n, chance)
        if at is None:
            return None
        order.remove(n)
        order.insert(at, n)
    result = [
        block for n in order for block in (halves if n == places["split"][0] else (blocks[n],))
    ]
    tops = [n for n, block in enumerate(result) if block.depth == 0 and n]
    # Not between the halves of a split: they are to stand together.
    at = chance.choice([n for n in tops if result[n].origins != result[n - 1].origins])
    kind = result[at].kind
    result.insert(at, Block(text=foreign, kind=kind, depth=0, origins=(), edit="foreign"))
    after = numbered(result, language=text.language)
    return Case(
        name=text.symbol,
        before=text,
        after=replace(text, paragraphs=after),
        truth=_truth(text, result, after, places["deleted"][0]),
    )


def _truth(
    text: Document, blocks: Sequence[Block], after: Sequence[Paragraph], deleted: int
) -> tuple[Truth, ...]:
    ids = [p.id for p in text.paragraphs]
    grown: dict[tuple[int, ...], list[str]] = {}
    edits: dict[tuple[int, ...], Edit] = {}
    truth = [Truth(before=(ids[deleted],), after=(), edit="deleted")]
    for block, paragraph in zip(blocks, after, strict=True):
        if not block.origins:
            truth.append(Truth(before=(), after=(paragraph.id,), edit="foreign"))
            continue
        grown.setdefault(block.origins, []).append(paragraph.id)
        edits[block.origins] = block.edit
    for origins, parts in grown.items():
        before = tuple(ids[n] for n in origins)
        truth.append(Truth(before=before, after=tuple(parts), edit=edits[origins]))
    return tuple(truth)


def _places(blocks: Sequence[Block], chance: random.Random) -> dict[Edit, list[int]] | None:
    """Which paragraphs are edited how, none twice; None where there are not enough."""
    copies = [block.text for block in blocks]
    free = {
        n
        for n, block in enumerate(blocks)
        if len(block.text.split()) >= _LEAST_WORDS
        and copies.count(block.text) == 1
        and _is_leaf(blocks, n)
    }
    found: dict[Edit, list[int]] = {}

    def take(edit: Edit, fits: Callable[[int], bool], count: int = 1) -> bool:
        fitting = sorted(n for n in free if fits(n))
        if len(fitting) < count:
            return False
        found.setdefault(edit, []).extend(chance.sample(fitting, count))
        free.difference_update(found[edit])
        return True

    def top(n: int) -> bool:
        alike = sum(b.depth == 0 and b.kind == blocks[n].kind for b in blocks)
        return blocks[n].depth == 0 and alike > 2 * _FAR

    def joins(n: int) -> bool:
        following = n + 1
        return following in free and (blocks[n].kind, blocks[n].depth) == (
            blocks[following].kind,
            blocks[following].depth,
        )

    # The most particular first, so that the others do not take their places.
    enough = take("merged", joins)
    if enough:
        second = found["merged"][0] + 1
        found["merged"].append(second)
        free.discard(second)
    enough = enough and take("moved", top) and take("moved, 15 % new", top)
    enough = enough and take("split", lambda n: bool(_cuts(blocks[n].text)))
    enough = enough and take("rewritten, 45 %", lambda _: True)
    enough = enough and take("light, 8 %", lambda _: True, 2) and take("deleted", lambda _: True)
    return found if enough else None


def _is_leaf(blocks: Sequence[Block], n: int) -> bool:
    return n + 1 == len(blocks) or blocks[n + 1].depth <= blocks[n].depth


def _cuts(text: str) -> list[int]:
    """Where a paragraph can be cut: behind a comma or semicolon in its middle third."""
    size = len(text.split())
    if size < _SPLIT_WORDS:
        return []
    cuts = [match.start() for match in _CLAUSE.finditer(text)]
    return [at for at in cuts if size / 3 <= len(text[:at].split()) <= 2 * size / 3]


def _halves(block: Block, chance: random.Random) -> tuple[Block, Block]:
    """The paragraph in two, each with the punctuation and the capital that it then needs."""
    at = chance.choice(_cuts(block.text))
    end = "," if block.kind == "preambular" else ";"
    head = block.text[:at].rstrip(",;:") + end
    tail = block.text[at:].strip()
    parts = (head, tail[0].upper() + tail[1:])
    first, second = (replace(block, text=part, edit="split") for part in parts)
    return first, second


def _joined(first: Block, second: Block) -> Block:
    """Both in one paragraph, the second with a small letter."""
    tail = second.text[0].lower() + second.text[1:]
    return replace(
        first,
        text=f"{first.text.rstrip(',;:.')}, and {tail}",
        origins=first.origins + second.origins,
        edit="merged",
    )


def _reworded(text: str, share: float, words: Sequence[str], chance: random.Random) -> str:
    """The text with that share of its words replaced by words from elsewhere."""
    found = list(_WORD.finditer(text))
    chosen = chance.sample(found, max(1, round(share * len(found))))
    for match in sorted(chosen, key=lambda m: -m.start()):
        text = text[: match.start()] + chance.choice(words) + text[match.end() :]
    return text


def _touched(text: str, share: float, words: Sequence[str], chance: random.Random) -> str:
    """The text with that share of its words replaced, dropped, or followed by a new one."""
    found = list(_WORD.finditer(text))[1:]
    chosen = chance.sample(found, max(1, round(share * len(found))))
    for match in sorted(chosen, key=lambda m: -m.start()):
        new = chance.choice((chance.choice(words), "", f"{match[0]} {chance.choice(words)}"))
        text = text[: match.start()] + new + text[match.end() :]
    return re.sub(r" +(?=[ ,;.])", "", text)


def touched(text: Document, chance: random.Random) -> Document:
    """The text with light edits in every tenth of its paragraphs, in words of its own."""
    words = [w for p in text.paragraphs for w in _WORD.findall(p.text)]
    paragraphs = list(text.paragraphs)
    for n in chance.sample(range(len(paragraphs)), len(paragraphs) // 10):
        if len(_WORD.findall(paragraphs[n].text)) >= _LEAST_WORDS:
            new = _touched(paragraphs[n].text, 0.08, words, chance)
            paragraphs[n] = replace(paragraphs[n], text=new, notes=(), brackets=())
    return replace(text, paragraphs=tuple(paragraphs))


def _foreign(text: Document, lenders: Sequence[Document], chance: random.Random) -> str | None:
    """A paragraph of another series that no paragraph of the text resembles."""
    own = [_different_words(p.text) for p in text.paragraphs]
    for _ in range(50):
        if not lenders:
            return None
        candidate = chance.choice(chance.choice(lenders).paragraphs).text
        words = _different_words(candidate)
        if len(words) < _LEAST_WORDS:
            continue
        if all(len(words & other) <= _STRANGE * len(words | other) for other in own):
            return candidate
    return None


def _different_words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _new_place(
    order: Sequence[int], blocks: Sequence[Block], n: int, chance: random.Random
) -> int | None:
    """Where block n can go once it is taken out of `order`: between two provisions of its part,
    at least `_FAR` of them away from where it stood."""
    rest = [m for m in order if m != n]
    old = list(order).index(n)
    kind = blocks[n].kind
    tops = [at for at, m in enumerate(rest) if blocks[m].kind == kind and blocks[m].depth == 0]
    passed = {at: sum(min(at, old) <= top < max(at, old) for top in tops) for at in tops}
    fitting = [at for at in tops if passed[at] >= _FAR]
    return chance.choice(fitting) if fitting else None


def numbered(blocks: Sequence[Block], *, language: str) -> tuple[Paragraph, ...]:
    """Paragraphs with the ids, numbers and opening phrases that a reader would give them."""
    counts: dict[str | None, int] = {}
    kinds: dict[Kind, int] = {}
    chain: list[str] = []
    found: list[Paragraph] = []
    for block in blocks:
        depth = min(block.depth, len(chain))
        parent = chain[depth - 1] if depth else None
        if parent is None:
            place = kinds[block.kind] = kinds.get(block.kind, 0) + 1
            number = str(place) if block.kind == "operative" else ""
            name = f"{'op' if block.kind == 'operative' else 'pp'}{place}"
        else:
            place = counts[parent] = counts.get(parent, 0) + 1
            letter = _ROMAN[place - 1] if depth % 2 == 0 else _letter(place)
            number = f"({letter})"
            name = f"{parent}{number}"
        chain[depth:] = [name]
        found.append(
            Paragraph(
                id=name,
                kind=block.kind,
                number=number,
                text=block.text,
                opening=find_opening(block.text, language),
                parent=parent,
                depth=depth,
            )
        )
    return tuple(found)


def _letter(place: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    return (
        chr(96 + place)
        if place <= 26
        else chr(96 + (place - 1) // 26) + _letter(1 + (place - 1) % 26)
    )


# ---- the answers ------------------------------------------------------------------------------


def our_answer(before: Document, after: Document) -> Answer:
    """The links of `rt.compare`."""
    links = rt.compare(before, after).links
    return Answer(
        edges=frozenset(edge for link in links for edge in _edges(link)),
        moved=frozenset(edge for link in links if link.moved for edge in _edges(link)),
    )


def _edges(link: rt.Link) -> Iterator[Edge]:
    return ((a.id, b.id) for a in link.before for b in link.after)


def score(answers: Sequence[tuple[Case, Answer]]) -> Score:
    """Links, moves and single edits, over all cases."""
    links, moved = Count(), Count()
    edits = dict.fromkeys(EDITS, Count())
    for case, answer in answers:
        links += compare_sets(set(answer.edges), set(case.edges))
        moved += compare_sets(set(answer.moved or ()), set(case.moved))
        for truth in case.truth:
            right, wanted = _found(truth, answer)
            edits[truth.edit] += Count(right, wanted, wanted)
    knows_moves = any(answer.moved is not None for _, answer in answers)
    return Score(links=links, moved=moved if knows_moves else None, edits=edits)


def _found(truth: Truth, answer: Answer) -> tuple[int, int]:
    """How many edges were found, of how many; of a paragraph alone, whether it is left so."""
    if truth.edges:
        return len(truth.edges & answer.edges), len(truth.edges)
    alone = {*truth.before, *truth.after}
    side = 0 if truth.before else 1
    return int(not any(edge[side] in alone for edge in answer.edges)), 1


def errors(case: Case, answer: Answer) -> Iterator[str]:
    """Every edge missed, every one too many, every move mistaken, with what was done there."""
    done = {
        name: t.edit
        for t in case.truth
        for name in (*(f"<{i}" for i in t.before), *(f">{i}" for i in t.after))
    }
    for truth in case.truth:
        for a, b in sorted(truth.edges - answer.edges):
            yield f"missed    {a} → {b} ({truth.edit})\n{_shown(case, a, b)}"
    for a, b in sorted(answer.edges - case.edges):
        yield f"too many  {a} ({done[f'<{a}']}) → {b} ({done[f'>{b}']})\n{_shown(case, a, b)}"
    if answer.moved is not None:
        both = answer.edges & case.edges
        for a, b in sorted((answer.moved ^ case.moved) & both):
            said = "has not moved" if (a, b) in answer.moved else "has moved, not said"
            yield f"move      {a} → {b} ({done[f'<{a}']}) {said}"


def _shown(case: Case, a: str, b: str) -> str:
    before, after = case.before[a].text, case.after[b].text
    return f"    - {_short(before)}\n    + {_short(after)}"


def _short(text: str) -> str:
    return text if len(text) <= 220 else f"{text[:160]} … {text[-50:]}"


def table(rows: Sequence[tuple[str, Score]], title: str) -> Table:
    """One row a system or seed."""
    shown = Table(title=title, title_justify="left")
    shown.add_column("")
    for heading in ("P", "R", "moved P", "moved R", *EDITS):
        shown.add_column(heading, justify="right")
    for name, found in rows:
        shown.add_row(name, *cells(found))
    return shown


def cells(found: Score) -> list[str]:
    """Precision and recall of the links, of the moves, then what was found of each edit."""
    moves = ("–", "–")
    if found.moved:
        moves = (f"{found.moved.precision:.3f}", f"{found.moved.recall:.3f}")
    counts = (found.edits[edit] for edit in EDITS)
    return [
        f"{found.links.precision:.4f}",
        f"{found.links.recall:.4f}",
        *moves,
        *(f"{count.right}/{count.wanted}" for count in counts),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--runs", type=int, default=1, help="how many seeds, counted on from --seed"
    )
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--errors", action="store_true", help="list every wrong link")
    options = parser.parse_args(arguments)
    console = Console(width=150)
    if not gold.DATA.exists():
        console.print("The real texts are not here: ../shared/data is missing.")
        return 2
    rows: list[tuple[str, Score]] = []
    everything: list[tuple[Case, Answer]] = []
    for seed in range(options.seed, options.seed + options.runs):
        answers = [(c, our_answer(c.before, c.after)) for c in cases(seed, options.texts)]
        rows.append((f"seed {seed}", score(answers)))
        everything += answers
        for case, answer in answers if options.errors else ():
            for n, line in enumerate(errors(case, answer)):
                if not n:
                    console.rule(f"seed {seed}: {case.name}")
                console.print(line, markup=False, highlight=False)
    if options.runs > 1:
        rows.append(("all", score(everything)))
    console.print(table(rows, f"Synthetic edits, {options.texts} texts a seed"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
