"""A whole history: many texts, and every provision through all of them.

Each text is compared with the one before it; `align.lineage` joins the links to threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import pairwise

from resotrack.align import Pairing
from resotrack.align.lineage import follow
from resotrack.compare import compare_all, judged, linked_across
from resotrack.model import Comparison, Document, Lineage, Link, Notice, Paragraph, Relation
from resotrack.strength import criticized


def trace(documents: Iterable[Document], *, executor: Executor | None = None) -> Lineage:
    """Follow every provision through the texts, in the order given.

    Every paragraph of every text is home to exactly one Thread, and every Thread has a Cell for
    each text. What was dropped and is back later is one Thread. Texts that seem out of order, to
    be given twice or to be in two languages are traced all the same, with a Notice. `executor`
    compares the neighbouring pairs at the same time.
    """
    texts = tuple(documents)
    steps = tuple(compare_all(pairwise(texts), executor=executor))
    language = next((d.language for d in reversed(texts) if d.language), "en")
    several = len({d.language for d in texts if d.language}) > 1
    about = criticized(d.title for d in texts)

    def judge(
        before: tuple[Paragraph, ...],
        after: tuple[Paragraph, ...],
        relation: Relation,
        confidence: float,
    ) -> Link:
        crossed = bool(before and after) and before[0].kind != after[0].kind
        pairing = Pairing(
            before=before, after=after, relation=relation, moved=crossed, confidence=confidence
        )
        return linked_across(pairing) if several else judged(pairing, language, about)

    return Lineage(
        documents=texts,
        threads=follow(texts, [step.links for step in steps], judge),
        notices=(*_order(texts), *_twice(texts), *_steps(steps)),
    )


def _order(texts: Sequence[Document]) -> Iterator[Notice]:
    for n, (earlier, later) in enumerate(pairwise(texts), 1):
        # A date may be a year alone: it is out of order only as far as it goes.
        known = min(len(earlier.date), len(later.date))
        if later.date[:known] < earlier.date[:known]:
            yield Notice(
                code="order",
                message=f"{later.label} ({later.date}) stands behind {earlier.label} "
                f"({earlier.date}): give the texts in the order of time",
                where=f"text {n + 1}",
            )


def _twice(texts: Sequence[Document]) -> Iterator[Notice]:
    first: dict[str, int] = {}
    for n, text in enumerate(texts, 1):
        if text.source is None:
            continue
        seen = first.setdefault(text.source.sha256, n)
        if seen != n:
            yield Notice(
                code="twice",
                message=f"this is the file that was given as text {seen}",
                where=f"text {n}",
            )


def _steps(steps: Sequence[Comparison]) -> Iterator[Notice]:
    """What each comparison noticed, said of its two texts."""
    for n, step in enumerate(steps, 1):
        for notice in step.notices:
            where = f"texts {n} and {n + 1}" + (f", {notice.where}" if notice.where else "")
            yield Notice(code=notice.code, message=notice.message, where=where)
