"""Two texts compared: linked, diffed, judged. The only module that knows all three."""

from __future__ import annotations

from dataclasses import replace

from resotrack.align import Pairing, align, align_paragraphs
from resotrack.diff import diff_words
from resotrack.model import Comparison, Document, Link, Notice, Paragraph
from resotrack.strength import assess


def compare(before: Document, after: Document) -> Comparison:
    """What became of every paragraph of `before`, and where every one of `after` comes from.

    Both texts should be in one language: words are compared, not meanings. Texts in two languages
    are compared all the same, with a Notice.
    """
    language = after.language or before.language or "en"
    return Comparison(
        before=before,
        after=after,
        links=tuple(_judged(pairing, language) for pairing in align(before, after)),
        headings=tuple(
            _link(pairing)
            for pairing in align_paragraphs(before.headings, after.headings, language)
        ),
        notices=_notices(before, after),
    )


def _link(pairing: Pairing) -> Link:
    return Link(
        before=pairing.before,
        after=pairing.after,
        relation=pairing.relation,
        moved=pairing.moved,
        confidence=pairing.confidence,
        words=diff_words(_joined(pairing.before), _joined(pairing.after)),
    )


def _judged(pairing: Pairing, language: str) -> Link:
    link = _link(pairing)
    return replace(link, assessment=assess(link, language=language))


def _joined(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs)


def _notices(before: Document, after: Document) -> tuple[Notice, ...]:
    if before.language and after.language and before.language != after.language:
        message = f"the texts are in two languages ({before.language}, {after.language})"
        return (Notice(code="languages", message=f"{message}: most links will be missed"),)
    return ()
