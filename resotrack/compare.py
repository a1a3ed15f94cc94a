"""Two texts compared: linked, diffed, judged. The only module that knows all three."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from itertools import starmap
from typing import TYPE_CHECKING

from resotrack.align import NO_HINTS, Hints, Pairing, align, align_paragraphs
from resotrack.align.clauses import travelled
from resotrack.align.figures import Figure, differing
from resotrack.align.imposed import imposed
from resotrack.align.parallel import align_languages
from resotrack.diff import diff_words
from resotrack.model import (
    Assessment,
    Clause,
    Comparison,
    Document,
    Flag,
    Link,
    Notice,
    Paragraph,
    Perspective,
    Span,
)
from resotrack.strength import assess, criticized, settled_elsewhere

if TYPE_CHECKING:
    from resotrack.align.semantic import AnyEncoder


def compare(
    before: Document,
    after: Document,
    *,
    hints: Hints = NO_HINTS,
    encoder: AnyEncoder | None = None,
    perspective: Perspective | None = None,
) -> Comparison:
    """What became of every paragraph of `before`, and where every one of `after` comes from.

    What `hints` say is kept and the rest linked around it; raises InvalidHints where they cannot be
    followed. With an `encoder` (a function or object that makes vectors of texts, or the name or
    folder of a model) paragraphs that words leave without a partner are linked by their meaning;
    raises MissingExtra where what a model needs is not installed. Strength is judged by the
    resolution's own purpose or, with a `perspective`, by that of another reader. Texts in two
    languages are linked, but neither their words nor their strength is compared: a Notice says so.
    """
    pairings = align(before, after, hints=hints)
    if encoder is not None:
        from resotrack.align.semantic import encoder_of, link_by_meaning

        pairings = link_by_meaning(pairings, before, after, encoder_of(encoder))
        # What words had left apart because the user said so must not come together by meaning.
        apart = Hints(must_not=hints.must_not)
        pairings = imposed(pairings, before.paragraphs, after.paragraphs, apart)
    if before.language and after.language and before.language != after.language:
        return _across(before, after, pairings, (before.language, after.language))
    language = after.language or before.language or "en"
    about = criticized([before.title, after.title])
    return Comparison(
        before=before,
        after=after,
        links=_with_clauses(
            [judged(pairing, language, about, perspective) for pairing in pairings]
        ),
        headings=tuple(
            _link(pairing)
            for pairing in align_paragraphs(before.headings, after.headings, language)
        ),
        notices=named(perspective),
        perspective=perspective,
    )


def named(perspective: Perspective | None) -> tuple[Notice, ...]:
    """Who reads “weaker” must know for whom."""
    if perspective is None:
        return ()
    described = f": {perspective.description.rstrip('.')}" if perspective.description else ""
    message = (
        f"Weaker and stronger are meant from the perspective “{perspective.name}”{described}. "
        "They are not those of the resolution's own purpose."
    )
    return (Notice(code="perspective", message=message),)


def compare_all(
    pairs: Iterable[tuple[Document, Document]], *, executor: Executor | None = None
) -> Iterator[Comparison]:
    """Each pair of (before, after) compared, in the order given.

    Without an `executor` a comparison is made when it is asked for. With one (of threads, of
    processes, of a cluster) all are handed over at once, and it decides how many run together.
    """
    if executor is None:
        return starmap(compare, pairs)
    given = list(pairs)
    return executor.map(compare, [before for before, _ in given], [after for _, after in given])


def _link(pairing: Pairing) -> Link:
    return Link(
        before=pairing.before,
        after=pairing.after,
        relation=pairing.relation,
        moved=pairing.moved,
        confidence=pairing.confidence,
        words=diff_words(_joined(pairing.before), _joined(pairing.after)),
    )


def judged(
    pairing: Pairing,
    language: str,
    criticized: frozenset[str] = frozenset(),
    perspective: Perspective | None = None,
) -> Link:
    """The link of a pairing, with its words and its assessment."""
    link = _link(pairing)
    assessment = assess(link, language=language, criticized=criticized, perspective=perspective)
    return replace(link, assessment=assessment)


def _with_clauses(links: Sequence[Link]) -> tuple[Link, ...]:
    """The links, each with the clauses that left its paragraphs or came into them."""
    left: dict[str, list[Clause]] = {}
    came: dict[str, list[Clause]] = {}
    for clause in travelled(links):
        left.setdefault(clause.before.paragraph, []).append(clause)
        came.setdefault(clause.after.paragraph, []).append(clause)
    if not left:
        return tuple(links)
    return tuple(_with(link, left, came) for link in links)


def _with(link: Link, left: dict[str, list[Clause]], came: dict[str, list[Clause]]) -> Link:
    own = [c for p in link.before for c in left.get(p.id, ())]
    own += [c for p in link.after for c in came.get(p.id, ())]
    if not own:
        return link
    told = replace(link, clauses=tuple(dict.fromkeys(own)))
    return replace(told, assessment=settled_elsewhere(told))


def _joined(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs)


# ---- in two languages -----------------------------------------------------------------------


def _across(
    before: Document, after: Document, pairings: Iterable[Pairing], languages: tuple[str, str]
) -> Comparison:
    """Links without words and without a verdict: neither means anything between languages."""
    message = (
        f"The texts are in two languages ({' and '.join(languages)}): paragraphs are linked by "
        "structure, figures, names and length. Words are not compared and strength is not judged: "
        "“same” says that they are linked, “edited” that a symbol or a year differs."
    )
    return Comparison(
        before=before,
        after=after,
        links=tuple(map(linked_across, pairings)),
        headings=tuple(
            map(linked_across, align_languages(before.headings, after.headings, languages))
        ),
        notices=(Notice(code="languages", message=message),),
    )


def linked_across(pairing: Pairing) -> Link:
    """The link of a pairing between two languages: no words, no verdict."""
    if not (pairing.before and pairing.after):
        return _link(pairing)
    flags = tuple(_differing(pairing)) if pairing.relation == "edited" else ()
    return Link(
        before=pairing.before,
        after=pairing.after,
        relation=pairing.relation,
        moved=pairing.moved,
        confidence=pairing.confidence,
        assessment=Assessment(flags=flags),
    )


def _differing(pairing: Pairing) -> Iterator[Flag]:
    """A neutral flag for each figure that one language gives otherwise than the other."""
    before, after = pairing.before[0], pairing.after[0]
    for ours, theirs in differing(before.text, after.text):
        old, new = _span(before, ours), _span(after, theirs)
        yield Flag(
            dimension="update",
            direction="neutral",
            before=old,
            after=new,
            rule="update.languages",
            reason=f"One language has {old.text}, the other {new.text}.",
            confidence=0.8,
        )


def _span(paragraph: Paragraph, figure: Figure) -> Span:
    words = paragraph.text[figure.start : figure.end]
    return Span(paragraph=paragraph.id, start=figure.start, end=figure.end, text=words)
