"""Whose text is whose: drafts, tracked changes and amendments as versions of one base."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from resotrack.align import Pairing, align, align_paragraphs
from resotrack.align.order import stayed
from resotrack.amend import apply
from resotrack.compiling.nested import Nested, nested_changes
from resotrack.errors import WriteError
from resotrack.model import AmendmentDocument, Change, Document, Notice, Paragraph
from resotrack.read.attributions import names_in
from resotrack.read.labels import read_label

Pending = Document | AmendmentDocument
Proposals = Mapping[str, Pending] | Sequence[Pending | tuple[str, Pending]]
"""What is pending; the keys of a mapping, or the first of a pair, say whose it is."""
_OFFICE = re.compile(
    r"^(?:the\s+)?(?:(?:permanent|observer)\s+)*(?:delegation|mission)s?\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)
_NO_LETTER = re.compile(r"[^\w’'.()& -]|_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The base text as some delegations would have it."""

    delegations: tuple[str, ...]
    document: Document
    pairs: Mapping[str, str]
    """For each paragraph and heading of the base that is still there, its id in this version."""
    moved: frozenset[str]
    """Those of the base that stand elsewhere in the order."""
    back: Mapping[str, str]
    """`pairs` the other way round."""
    parents: frozenset[str]
    """The ids in this version of what has sub-paragraphs."""


def versions_of(
    base: Document, proposals: Proposals
) -> tuple[list[Version], list[Nested], list[Notice]]:
    """Every version that is proposed, changes that stand in another's, and what found no place.

    A Word file with tracked changes holds one version for each author; an amendment is the base
    with its instructions carried out.
    """
    found: list[Version] = []
    nested: list[Nested] = []
    notices: list[Notice] = []
    names = _Names(notices)
    given = proposals.items() if isinstance(proposals, Mapping) else proposals
    for one in given:
        name, pending = one if isinstance(one, tuple) else ("", one)
        if isinstance(pending, AmendmentDocument):
            found += _amended(base, name, pending, names, notices)
        else:
            found += _drafted(base, name, pending, names, nested, notices)
    return found, nested, notices


class _Names:
    """Names as they can stand at the head of a bracket."""

    def __init__(self, notices: list[Notice]) -> None:
        self._notices = notices
        self._numbers = count(1)
        self._known: dict[str, tuple[str, ...]] = {}

    def written(self, *names: str) -> tuple[str, ...]:
        """The names that a reader will find, each once."""
        found = [one for name in names for one in self._one(name)]
        return tuple(dict.fromkeys(found))

    def _one(self, name: str) -> tuple[str, ...]:
        if name not in self._known:
            self._known[name] = self._made(name)
        return self._known[name]

    def _made(self, name: str) -> tuple[str, ...]:
        folded = " ".join(_OFFICE.sub("", " ".join(name.split())).split())
        if found := names_in(folded, sure=False):
            return found
        plain = " ".join(_NO_LETTER.sub(" ", folded).split())
        plain = " ".join(word[:1].upper() + word[1:] for word in plain.split())
        made = names_in(plain, sure=False) or (f"Delegation {next(self._numbers)}",)
        self._notices.append(
            Notice(
                code="name",
                message=f"“{name}” cannot stand at the head of a bracket: "
                f"written as “{', '.join(made)}”",
            )
        )
        return made


def _amended(
    base: Document, name: str, amendment: AmendmentDocument, names: _Names, notices: list[Notice]
) -> Iterator[Version]:
    outcome = apply(base, amendment)
    for failed in outcome.failed:
        said = failed.instruction.source or failed.instruction.new or failed.instruction.old
        notices.append(
            Notice(
                code="not-placed",
                message=f"“{said}” could not be placed in the text: {failed.why}",
                where=f"{failed.amendment}, instruction {failed.number}",
            )
        )
    signed = (name,) if name else tuple(s.delegation for s in amendment.sponsors)
    pairs = {heading.id: heading.id for heading in base.headings} | dict(outcome.ids)
    yield _version(base, names.written(*(signed or (amendment.label,))), outcome.document, pairs)


def _drafted(
    base: Document,
    name: str,
    draft: Document,
    names: _Names,
    nested: list[Nested],
    notices: list[Notice],
) -> Iterator[Version]:
    """The versions that a draft holds: one, or one for each author of tracked changes."""
    _same_language(base, draft)
    source = draft.source.name if draft.source else ""
    authors: dict[str, str] = {}
    for change in draft.changes:
        authors.setdefault(change.author, name or change.delegation or change.author)
    if not authors or name:
        signed = name or source.rpartition(".")[0] or source
        yield _compared(base, names.written(signed), draft.view("final"))
        return
    original = draft.view("original")
    if [p.text for p in original.paragraphs] != [p.text for p in base.paragraphs]:
        notices.append(
            Notice(
                code="other-base",
                message="its text without tracked changes is not the base text: what differs is "
                "told as asked for by each of its authors",
                where=source,
            )
        )
    inside = list(nested_changes(draft))
    for author, signed in authors.items():
        own = draft.view(by=author)
        delegations = names.written(signed or source)
        for change in inside:
            if change.author != author:
                continue
            if change.kind == "insert":
                own = _without(own, change)
            before = draft.by_id[change.paragraph].text[: change.start]
            nested.append(
                Nested(delegations=delegations, change=change, before=before, source=source)
            )
        yield _compared(base, delegations, own)


def _without(view: Document, nested: Change) -> Document:
    """An author's view without words that stand in a paragraph of another's, which the view does
    not have: they are left at the head of the next one, before its number."""
    words = nested.words.strip()
    paragraphs = []
    for paragraph in view.paragraphs:
        rest = paragraph.text.removeprefix(words).lstrip()
        label = read_label(rest) if paragraph.text.startswith(words) else None
        if label is not None:
            paragraph = replace(paragraph, text=rest[label.length :], notes=(), brackets=())
        paragraphs.append(paragraph)
    return replace(view, paragraphs=tuple(paragraphs))


def _same_language(base: Document, draft: Document) -> None:
    if base.language and draft.language and base.language != draft.language:
        raise WriteError(
            f"The texts are in two languages ({base.language} and {draft.language}).",
            source=draft.source.name if draft.source else "",
            remedy="A compilation text needs all of them in one language.",
        )


def _compared(base: Document, delegations: tuple[str, ...], document: Document) -> Version:
    """A draft as a version: aligned with the base, whose strength nobody asks for here."""
    links = align(base, document)
    language = document.language or base.language or "en"
    headings = align_paragraphs(base.headings, document.headings, language)
    moved = frozenset(p.id for link in links if link.moved for p in link.before)
    return _version(base, delegations, document, dict(_pairs((*headings, *links))), moved)


def _pairs(links: Sequence[Pairing]) -> Iterator[tuple[str, str]]:
    """Each paragraph with its one successor: of a split or merger the longest pieces."""
    for link in links:
        if link.before and link.after:
            yield _longest(link.before).id, _longest(link.after).id


def _longest(paragraphs: Sequence[Paragraph]) -> Paragraph:
    return max(paragraphs, key=lambda paragraph: len(paragraph.text))


def _version(
    base: Document,
    delegations: tuple[str, ...],
    document: Document,
    pairs: Mapping[str, str],
    called_moved: frozenset[str] = frozenset(),
) -> Version:
    rank = {p.id: n for n, p in enumerate(reading_order(document))}
    kept = [p for p in reading_order(base) if p.id in pairs]
    weights = [(0.1 if p.id in called_moved else 1.0) * (len(p.text) + 1) for p in kept]
    places = [rank[pairs[p.id]] for p in kept]
    among = {place: n for n, place in enumerate(sorted(places))}
    in_place = stayed([among[place] for place in places], weights)
    moved = frozenset(p.id for n, p in enumerate(kept) if n not in in_place)
    return Version(
        delegations=delegations,
        document=document,
        pairs=pairs,
        moved=moved,
        back={new: old for old, new in pairs.items()},
        parents=frozenset(p.parent for p in document.paragraphs if p.parent),
    )


def reading_order(document: Document) -> tuple[Paragraph, ...]:
    """Headings and paragraphs together: each heading before the first that stands under it."""
    found: list[Paragraph] = []
    headings = list(document.headings)
    numbers = {heading.id: n for n, heading in enumerate(headings)}
    written = 0
    for paragraph in document.paragraphs:
        under = numbers.get(paragraph.heading, -1)
        found += headings[written : under + 1]
        written = max(written, under + 1)
        found.append(paragraph)
    return (*found, *headings[written:])
