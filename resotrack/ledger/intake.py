"""Files and words into the record: texts with what they propose, amendments, what was said."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from resotrack.amend import apply, read_amendments, read_instructions, told
from resotrack.codec import document_json
from resotrack.errors import LedgerError, UnknownDelegation, UnreadableDocument
from resotrack.ledger.marks import Mark, marks
from resotrack.ledger.names import named, writes_for
from resotrack.ledger.store import Writing
from resotrack.ledger.taken import Added, Question
from resotrack.ledger.voting import ballot_of
from resotrack.model import AmendmentDocument, Document, Sponsorship
from resotrack.model.record import Relation, Sponsor, Stage, Tabled, Version
from resotrack.read import read

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import AmendmentSource, Negotiation, Source


def add_text(
    talks: Negotiation,
    source: Source,
    *,
    label: str,
    stage: Stage | None,
    date: str,
    relation: Relation | None,
    to: str,
    format: str | None,  # noqa: A002 - the word that `read` uses
    why: str,
) -> Added:
    """Add a text to a record: see `Negotiation.add_text`."""
    content, document = _text(source, format)
    versions = talks.versions
    for one in versions:
        if document.source and one.file == document.source.sha256:
            raise LedgerError(
                f"this file is in the record already, as {one.label}.",
                source=document.source.name or talks.name,
                remedy="Nothing was changed.",
            )
    label = label or _label(document, {one.label for one in versions})
    if label in {one.label for one in versions}:
        raise _there_already(label, talks)
    stage = stage or _stage(document, bool(versions))
    before = talks.version(to) if to else _before(versions, document)
    asked = Names(talks)
    with talks.command(why) as writing:
        if writing.get("versions", label) is not None:
            # Somebody else added it since we looked.
            raise _there_already(label, talks)
        version = Version(
            label=label,
            stage=stage,
            symbol=document.symbol,
            title=document.title,
            body=document.body,
            session=document.session,
            agenda_item=document.agenda_item,
            date=date or document.date,
            language=document.language,
            relation=_relation(document, before) if relation is None else relation,
            to=before.label if before else "",
            name=document.source.name if document.source else "",
            format=document.source.format if document.source else "",
            file=writing.keep(content) if content is not None else "",
            reading=writing.keep(document_json(document).encode("utf-8")),
        )
        writing.put(version, "added")
        filed = tuple(_filed(writing, version, mark, asked) for mark in marks(document))
        if stage != "previous resolution":
            # Of a series of resolutions each has sponsors of its own; a negotiation has one list.
            own = label if before and before.stage == stage == "adopted" else ""
            _signed(writing, document.sponsors, version.date, asked, of=own)
            if document.vote is not None:
                ballot = ballot_of(writing, version, document.vote, asked.of)
                if ballot is not None:
                    writing.put(ballot, "voted")
    return Added(version=version, proposals=filed, questions=tuple(asked.questions.values()))


def _there_already(label: str, talks: Negotiation) -> LedgerError:
    return LedgerError(
        f'there is a text "{label}" already.', source=talks.name, remedy="Give another label."
    )


def add_amendment(
    talks: Negotiation,
    source: AmendmentSource,
    *,
    version: str,
    delegations: tuple[str, ...],
    date: str,
    why: str,
) -> Tabled:
    """Add an amendment document to a record: see `Negotiation.amend`."""
    content: bytes | None = None
    if isinstance(source, AmendmentDocument):
        document = source
    else:
        content = content_of(source)
        name = _name(source)
        try:
            document = read_amendments(content)
        except UnreadableDocument as error:
            raise error.at(name) from error
    against = _amended(talks, document, version)
    asked = Names(talks)
    sponsors = (
        tuple(Sponsorship(delegation=one) for one in delegations)
        if delegations
        else document.sponsors
    )
    groups = {one.on_behalf_of for one in sponsors if one.on_behalf_of}
    with talks.command(why) as writing:
        key = document.symbol or writing.number("proposals", "P")
        if writing.get("proposals", key) is not None:
            raise LedgerError(
                f"{key} is in the record already.", source=talks.name, remedy="Nothing was changed."
            )
        tabled = Tabled(
            key=key,
            origin="amendment",
            version=against,
            delegations=tuple(dict.fromkeys(asked.of(one.delegation) for one in sponsors)),
            on_behalf_of=asked.of(groups.pop()) if len(groups) == 1 else "",
            paragraphs=_touched(talks.document(against), document),
            instructions=document.instructions,
            words="; ".join(told(one) for one in document.instructions),
            symbol=document.symbol,
            date=date,
            file=writing.keep(content) if content is not None else "",
        )
        writing.put(tabled, "tabled")
        _signed(writing, sponsors, date, asked, of=key)
    return tabled


def propose(
    talks: Negotiation,
    delegations: tuple[str, ...],
    words: str,
    *,
    paragraph: str,
    version: str,
    on_behalf_of: str,
    date: str,
    why: str,
) -> Tabled:
    """File what was said in the room: see `Negotiation.propose`."""
    against = talks.placed(paragraph, version)
    document = talks.document(against) if against else None
    language = document.language if document else "en"
    read_as = read_instructions(words, language=language or "en")
    understood = bool(read_as) and all(one.action != "other" for one in read_as)
    touched = (
        _touched(document, AmendmentDocument(instructions=read_as))
        if understood and document
        else ()
    )
    asked = Names(talks)
    with talks.command(why) as writing:
        tabled = Tabled(
            key=writing.number("proposals", "P"),
            origin="oral",
            version=against,
            delegations=tuple(asked.known(one) for one in delegations),
            on_behalf_of=asked.known(on_behalf_of) if on_behalf_of else "",
            paragraphs=(paragraph,) if paragraph else touched,
            instructions=read_as if understood else (),
            words=words,
            date=date,
        )
        writing.put(tabled, "proposed")
    return tabled


class Names:
    """Names as a source has them: known, or kept as printed and asked about once."""

    def __init__(self, talks: Negotiation) -> None:
        self._aliases = talks.aliases
        self._source = talks.name
        self.questions: dict[str, Question] = {}

    def known(self, name: str) -> str:
        """The delegation that the user means. Raises UnknownDelegation for a doubtful name."""
        return named(name, self._aliases, source=self._source)

    def of(self, name: str) -> str:
        """The delegation that a source means; the name as printed, and a question, in doubt."""
        try:
            return self.known(name)
        except UnknownDelegation as error:
            self.ask(name, "no delegation is called so", error.suggestions)
            return " ".join(name.split())

    def author(self, mark: Mark) -> tuple[str, ...]:
        """For whom the author of a tracked change writes."""
        if mark.delegations:
            return tuple(self.of(one) for one in mark.delegations)
        author = " ".join(mark.author.split())
        if not author:
            return ()
        if delegation := writes_for(author, self._aliases):
            return (delegation,)
        self.ask(author, "for whom does this author write?", ())
        return (author,)

    def ask(self, name: str, problem: str, choices: tuple[str, ...] = ()) -> None:
        """Leave something to be asked, once."""
        self.questions.setdefault(name, Question(about=name, problem=problem, choices=choices))


def _filed(writing: Writing, version: Version, mark: Mark, asked: Names) -> Tabled:
    tabled = Tabled(
        key=writing.number("proposals", "P"),
        origin=mark.origin,
        version=version.label,
        delegations=asked.author(mark),
        paragraphs=mark.paragraphs,
        instructions=mark.instructions,
        words=mark.words,
        date=mark.date or version.date,
    )
    writing.put(tabled, "proposed")
    return tabled


def _signed(
    writing: Writing, sponsors: Sequence[Sponsorship], date: str, asked: Names, of: str = ""
) -> None:
    """Put the names that a document prints on the text, or on an amendment.

    Who sponsors already keeps the role and the day. Who is no longer named is asked about: a list
    may be cut short, and nobody is taken off by silence.
    """
    printed = {}
    for one in sponsors:
        name = asked.of(one.delegation)
        printed[name] = Sponsor(
            delegation=name,
            of=of,
            role="additional sponsor" if one.role == "additional sponsor" else "co-sponsor",
            on_behalf_of=asked.of(one.on_behalf_of) if one.on_behalf_of else "",
            joined=date,
        )
    for signed in printed.values():
        there = writing.get("sponsors", signed.key)
        if not isinstance(there, Sponsor) or there.withdrawn:
            writing.put(signed, "sponsored")


def _text(source: Source, format: str | None) -> tuple[bytes | None, Document]:  # noqa: A002
    """The bytes of a source (None for a Document) and what they are read as."""
    if isinstance(source, Document):
        return None, source
    if isinstance(source, bytes):
        return source, read(source, format)
    document = read(source, format)
    content = content_of(source)
    if document.source and hashlib.sha256(content).hexdigest() != document.source.sha256:
        raise LedgerError(
            "it changed while it was read.", source=_name(source), remedy="Try again."
        )
    return content, document


def content_of(source: Source | AmendmentSource) -> bytes:
    """The bytes of a source. Raises UnreadableDocument where they cannot be had."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | os.PathLike):
        try:
            return Path(source).read_bytes()
        except OSError as error:
            raise UnreadableDocument(
                f"it cannot be opened ({(error.strerror or str(error)).lower()}).",
                source=Path(source).name,
                remedy="Check the name and that you may read it.",
            ) from error
    assert not isinstance(source, Document | AmendmentDocument)
    source.seek(0)
    return source.read()


def _name(source: Source | AmendmentSource) -> str:
    if isinstance(source, str | os.PathLike):
        return Path(source).name
    return Path(str(getattr(source, "name", ""))).name or "the input"


def _label(document: Document, taken: set[str]) -> str:
    """How to call a text that nobody named: "Rev.1", "L.12", "99/7", else its file's name."""
    found = _REVISION.search(document.symbol) or _LIMITED.search(document.symbol)
    stem = Path(document.source.name).stem if document.source and document.source.name else ""
    name = found[0] if found else document.symbol or stem or "text"
    if found and name in taken:
        name = document.symbol
    label, number = name, 2
    while label in taken:
        label, number = f"{name} ({number})", number + 1
    return label


def _stage(document: Document, later: bool) -> Stage:
    """What a text is by its own face."""
    if document.adoption or "/RES/" in document.symbol:
        return "adopted" if later else "previous resolution"
    if _REVISION.search(document.symbol):
        return "revised draft"
    if _LIMITED.search(document.symbol):
        return "L. document"
    return "draft" if later else "zero draft"


def _before(versions: Sequence[Version], document: Document) -> Version | None:
    """The text that a new one comes after: the newest in its language, else the newest."""
    same = [one for one in versions if one.language == document.language]
    return (same or versions)[-1] if versions else None


def _relation(document: Document, before: Version | None) -> Relation:
    if before is None:
        return ""
    if before.language and document.language and before.language != document.language:
        return "translates"
    return "follows" if before.stage in ("adopted", "previous resolution") else "revises"


def _amended(talks: Negotiation, document: AmendmentDocument, version: str) -> str:
    """The label of the text that an amendment would change."""
    if version:
        return talks.version(version).label
    versions = talks.versions
    if not versions:
        raise LedgerError(
            "there is no text to amend yet.", source=talks.name, remedy="Add the draft first."
        )
    named_so = [one for one in versions if document.amends and one.symbol == document.amends]
    return (named_so or versions)[-1].label


def _touched(document: Document, amendment: AmendmentDocument) -> tuple[str, ...]:
    """The paragraphs that an amendment's instructions change, in the order of the text."""
    outcome = apply(document, amendment)
    back = {new: old for old, new in outcome.ids.items()}
    found = {
        back.get(trace.paragraph, trace.paragraph)
        for applied in outcome.applied
        for trace in applied.traces
    }
    order = {name: n for n, name in enumerate(document.by_id)}
    return tuple(sorted(found, key=lambda name: (order.get(name, len(order)), name)))


_REVISION = re.compile(r"\bRev\.\d+")
_LIMITED = re.compile(r"\bL\.\d+\w*")
