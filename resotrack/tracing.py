"""A whole history: many texts, and every provision through all of them.

Each text is compared with the one before it; `align.lineage` joins the links to threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import pairwise
from typing import TYPE_CHECKING

from resotrack.align import NO_HINTS, Hints, Pairing
from resotrack.align.hints import step_by_step
from resotrack.align.lineage import follow
from resotrack.compare import compare, judged, linked_across, named
from resotrack.errors import InvalidHints
from resotrack.model import (
    Comparison,
    Document,
    Lineage,
    Link,
    Notice,
    Paragraph,
    Perspective,
    Relation,
)
from resotrack.strength import criticized

if TYPE_CHECKING:
    from resotrack.align.semantic import AnyEncoder


def trace(
    documents: Iterable[Document],
    *,
    hints: Hints = NO_HINTS,
    encoder: AnyEncoder | None = None,
    perspective: Perspective | None = None,
    executor: Executor | None = None,
) -> Lineage:
    """Follow every provision through the texts, in the order given.

    Every paragraph of every text is home to exactly one Thread, and every Thread has a Cell for
    each text. What was dropped and is back later is one Thread. Texts that seem out of order, to
    be given twice or to be in two languages are traced all the same, with a Notice. `executor`
    compares the neighbouring pairs at the same time.

    `hints`, `encoder` and `perspective` are those of `compare`, for every text and the next; an id
    in a hint names its text too, "op7@1" (of two texts it need not). Raises InvalidHints where the
    hints cannot be followed, MissingExtra where what a model needs is not installed. An executor
    of processes takes an encoder that can be sent to them, such as the name of a model.
    """
    texts = tuple(documents)
    wishes = step_by_step(hints, len(texts))
    if encoder is not None and executor is None:
        from resotrack.align.semantic import encoder_of

        encoder = encoder_of(encoder)  # a model is loaded once, not for every pair
    size = len(wishes)
    own = [encoder] * size, [perspective] * size
    numbers = range(1, size + 1)
    if executor is None:
        steps = tuple(map(_step, numbers, texts[:-1], texts[1:], wishes, *own))
    else:
        steps = tuple(executor.map(_step, numbers, texts[:-1], texts[1:], wishes, *own))
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
        if several:
            return linked_across(pairing)
        return judged(pairing, language, about, perspective)

    told = [frozenset(after for _, after in wish.must) for wish in wishes]
    return Lineage(
        documents=texts,
        threads=follow(texts, [step.links for step in steps], judge, told),
        notices=(*_order(texts), *_twice(texts), *named(perspective), *_steps(steps)),
        perspective=perspective,
    )


def _step(
    number: int,
    before: Document,
    after: Document,
    hints: Hints,
    encoder: AnyEncoder | None,
    perspective: Perspective | None,
) -> Comparison:
    """A text compared with the next."""
    try:
        return compare(before, after, hints=hints, encoder=encoder, perspective=perspective)
    except InvalidHints as error:
        where = f"{error.where}, texts {number} and {number + 1}"
        raise InvalidHints(error.problem, where=where, remedy=error.remedy) from error


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
    """What each comparison noticed, said of its two texts; whose purpose counts is told once."""
    for n, step in enumerate(steps, 1):
        for notice in step.notices:
            if notice.code == "perspective":
                continue
            where = f"texts {n} and {n + 1}" + (f", {notice.where}" if notice.where else "")
            yield Notice(code=notice.code, message=notice.message, where=where)
