"""Whose names stand on a provision: what a reader filters by who follows one delegation."""

from __future__ import annotations

from collections.abc import Iterator

from resotrack.model import Comparison, Document, Link, Paragraph


def delegations_of(document: Document) -> dict[str, tuple[str, ...]]:
    """By paragraph id the names, as printed, of who proposed or changed something in it.

    They stand in brackets and proposals, and on tracked changes: there the delegation, where the
    reader was told for whom an author writes, else the author.
    """
    found: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        found.setdefault(paragraph.id, []).extend(_in_brackets(paragraph))
    for proposal in document.proposals:
        for paragraph_id in (proposal.paragraph, *proposal.also):
            found.setdefault(paragraph_id, []).extend(proposal.delegations)
    for change in document.changes:
        if name := change.delegation or change.author:
            found.setdefault(change.paragraph, []).append(name)
    return {name: tuple(dict.fromkeys(names)) for name, names in found.items() if names}


def delegations_of_links(comparison: Comparison) -> dict[int, tuple[str, ...]]:
    """The same for the links of a comparison, by `id(link)`: the names of both texts."""
    before, after = delegations_of(comparison.before), delegations_of(comparison.after)

    def names(link: Link) -> Iterator[str]:
        for paragraph in link.before:
            yield from before.get(paragraph.id, ())
        for paragraph in link.after:
            yield from after.get(paragraph.id, ())

    return {id(link): tuple(dict.fromkeys(names(link))) for link in comparison.links}


def _in_brackets(paragraph: Paragraph) -> Iterator[str]:
    for bracket in paragraph.brackets:
        yield from bracket.delegations
