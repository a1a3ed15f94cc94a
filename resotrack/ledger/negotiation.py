"""One negotiation: its texts, proposals, sponsors, votes and positions, and how they came about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast, get_args

from sqlalchemy import Connection

from resotrack.align import Hints
from resotrack.codec import read_document
from resotrack.compare import compare
from resotrack.errors import LedgerError, UnknownParagraph
from resotrack.ledger.archive import export, filling, opened
from resotrack.ledger.events import Break, Event
from resotrack.ledger.names import named
from resotrack.ledger.opening import change_passphrase, connect, shown
from resotrack.ledger.store import Clock, Store, Writing, now, pour
from resotrack.ledger.taken import Added, Reported
from resotrack.model import (
    AmendmentDocument,
    AskChange,
    CommitteeReport,
    Comparison,
    Document,
    Sponsorship,
)
from resotrack.model.record import (
    PENDING,
    About,
    Alias,
    Ballot,
    Correction,
    Entry,
    JointStatement,
    Position,
    ProposalState,
    Relation,
    Sponsor,
    SponsorRole,
    Stage,
    Stance,
    Tabled,
    Tag,
    Version,
    VoteResult,
    VoteTarget,
)
from resotrack.model.table import Table
from resotrack.read import read

if TYPE_CHECKING:
    from resotrack.ledger.accounts import Account
    from resotrack.ledger.settling import Settled
    from resotrack.ledger.standing import Status
    from resotrack.ledger.wording import Wording
    from resotrack.model.compilation import Compilation
    from resotrack.model.standing import Board, Brief, Fate, Moment

Source = str | os.PathLike[str] | bytes | BinaryIO | Document
AmendmentSource = str | os.PathLike[str] | bytes | BinaryIO | AmendmentDocument
ReportSource = str | os.PathLike[str] | bytes | CommitteeReport
_Kind = TypeVar("_Kind", bound=Entry)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_AT_HAND = 32
"""Texts, and comparisons, that are not worked out again."""


class Negotiation:
    """A record that is open.

    with rt.Negotiation.open("talks.reso", who="A. Mori") as talks:
        talks.describe(title="Protection of harbour observers")
        talks.add_text("rev1.docx", label="Rev.1")

    Every method that changes something makes one command of it: it is kept as a whole, or, where
    the method raises, not at all. `why` says in the user's words why; it is kept with the change.
    All of them raise LedgerError where the record cannot be read or written.
    """

    def __init__(self, store: Store, who: str = "") -> None:
        self._store = store
        self.who = who
        """Who makes the changes, as the record will name them."""
        # A text never changes once it is read: what was worked out of it holds.
        self._documents: dict[str, Document] = {}
        self._comparisons: dict[tuple[str, str, Hints, bool], Comparison] = {}

    # ---- the record itself --------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        where: str | os.PathLike[str],
        *,
        who: str = "",
        passphrase: str | None = None,
        create: bool = True,
        wait: float = 30.0,
        clock: Clock = now,
    ) -> Negotiation:
        """The record in a file, or in a PostgreSQL database named by its URL.

        A file that is not there is made (readable by its owner alone), unless `create` is False.
        `passphrase` locks a new file, and opens a locked one. `wait`, in seconds, is how long to
        wait for another program that writes. `clock` gives the time of an event, in UTC.

        Raises LedgerError: no such record, no record at all, written by a newer resotrack, another
        passphrase, a folder or server out of reach. Raises MissingExtra where the part for servers
        or passphrases is not installed.
        """
        engine = connect(where, passphrase=passphrase, wait=wait, create=create)
        return cls(Store(engine, shown(where), clock), who)

    @classmethod
    def import_(
        cls,
        archive: str | os.PathLike[str],
        where: str | os.PathLike[str],
        *,
        who: str = "",
        passphrase: str | None = None,
        wait: float = 30.0,
        clock: Clock = now,
    ) -> Negotiation:
        """A new record in a file or a database, of what `export` wrote; with the same last hash.

        Every event and file is checked. Raises LedgerError, and leaves nothing, where the export is
        damaged, is none or does not hold together, and where there is a record already.
        """
        with opened(archive) as found:
            engine = connect(
                where,
                passphrase=passphrase,
                wait=wait,
                create=True,
                fill=filling(found, Path(archive).name),
            )
        return cls(Store(engine, shown(where), clock), who)

    def export(self, path: str | os.PathLike[str]) -> Path:
        """Write the whole record as one zip that needs no database to be read; its path.

        An earlier export of that name is replaced once the new one is complete. Whoever has the
        zip can read it: it is not locked. Raises LedgerError where it cannot be written, or the
        record does not hold together.
        """
        return export(self._store, path)

    def copy(
        self,
        where: str | os.PathLike[str],
        *,
        passphrase: str | None = None,
        wait: float = 30.0,
    ) -> None:
        """The same record at another place: a file locked or not, a server's database.

        Raises LedgerError, and leaves nothing there, where this one does not hold together, and
        where there is a record already.
        """
        with self._store.whole() as (events, files):

            def fill(connection: Connection) -> None:
                pour(connection, events, (content for _, content in files), self.name)

            connect(where, passphrase=passphrase, wait=wait, create=True, fill=fill).dispose()

    @staticmethod
    def change_passphrase(
        where: str | os.PathLike[str], *, old: str, new: str, wait: float = 30.0
    ) -> None:
        """Lock a locked record with another passphrase; copies keep the one that they have.

        Raises LedgerError where `old` is not its passphrase; then nothing is changed.
        """
        change_passphrase(Path(where), old, new, wait)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._store.close()

    def __enter__(self) -> Negotiation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The file's own name, or the URL without user and password."""
        return self._store.name

    @property
    def head(self) -> tuple[int, str]:
        """The number and the hash of the last event: note the hash down to prove the record by."""
        return self._store.head()

    def verify(self, known: str = "") -> tuple[Break, ...]:
        """Every place at which the record does not hold together; empty where all does.

        `known`, a hash that `head` gave earlier, also shows whether the record was cut short or
        written anew since.
        """
        return self._store.verify(known)

    def rebuild(self) -> int:
        """Make what stands from the events again; how many entries stand."""
        return self._store.rebuild()

    def events(
        self, *, since: int = 0, collection: str = "", key: str = "", last: int | None = None
    ) -> tuple[Event, ...]:
        """What was done, in order: after event `since`, of one entry, only the `last` so many."""
        return self._store.events(since=since, collection=collection, key=key, last=last)

    def undo(self, batch: int = 0, *, why: str = "") -> tuple[Event, ...]:
        """Take one command back (the last one, where no number is given), by new events.

        Raises LedgerError where there is no such command, or something changed since what it had
        changed: then undo that first.
        """
        done: list[Event] = []
        with self.command(why, done) as command:
            chosen = command.events_of(batch or command.last_batch())
            if not chosen:
                raise LedgerError(
                    f"there is no command {batch} to undo." if batch else "nothing was done yet.",
                    source=self.name,
                    remedy="The numbers: resotrack track timeline.",
                )
            for event in reversed(chosen):
                if not command.stands(event.collection, event.key, event.after):
                    raise LedgerError(
                        f"{event.key} was changed again since command {event.batch}.",
                        source=self.name,
                        where=event.collection,
                        remedy="Undo the later change first.",
                    )
                command.set(event.collection, event.key, event.before, "undone")
        return tuple(done)

    # ---- what it holds ------------------------------------------------------------------------

    @property
    def about(self) -> About:
        """What is negotiated, and where."""
        found = self._store.entry("about", "negotiation")
        return cast(About, found) if found else About(title="")

    @property
    def versions(self) -> tuple[Version, ...]:
        """The texts, in the order in which they were added."""
        return self._all("versions", Version)

    def proposals(
        self,
        *,
        state: ProposalState | None = None,
        pending: bool = False,
        delegation: str = "",
        paragraph: str = "",
        version: str = "",
    ) -> tuple[Tabled, ...]:
        """What was asked for, in the order in which it came; only those that fit what is given."""
        states = (state,) if state else tuple(PENDING) if pending else None
        wanted = self.delegation(delegation) if delegation else ""
        return tuple(
            one
            for one in self._all("proposals", Tabled, states)
            if (not wanted or wanted in (*one.delegations, one.on_behalf_of))
            and (not paragraph or paragraph in one.paragraphs)
            and (not version or version == one.version)
        )

    def proposal(self, key: str) -> Tabled:
        """One proposal by its key. Raises LedgerError where there is none."""
        found = self._store.entry("proposals", key)
        if not isinstance(found, Tabled):
            raise LedgerError(
                f'there is no proposal "{key}".',
                source=self.name,
                remedy="The proposals: resotrack track board.",
            )
        return found

    @property
    def all_sponsors(self) -> tuple[Sponsor, ...]:
        """Everybody who ever sponsored the text or an amendment, in the order of their joining."""
        return self._all("sponsors", Sponsor)

    def sponsors(
        self, *, of: str = "", on: str = "", withdrawn: bool = False
    ) -> tuple[Sponsor, ...]:
        """Who sponsors the text (or an amendment, by its key), on a day (ISO 8601) or as of now.

        With `withdrawn`, those that left are listed too.
        """
        return tuple(
            one
            for one in self.all_sponsors
            if one.of == of
            and (withdrawn or not one.withdrawn or bool(on and one.left and one.left > on))
            and not (on and one.joined and one.joined > on)
        )

    @property
    def votes(self) -> tuple[Ballot, ...]:
        """Decisions, in the order in which they were recorded."""
        return self._all("votes", Ballot)

    def positions(
        self, *, delegation: str = "", paragraph: str = "", stance: Stance | None = None
    ) -> tuple[Position, ...]:
        """Positions and notes, in order; only those that fit what is given."""
        wanted = self.delegation(delegation) if delegation else ""
        return tuple(
            one
            for one in self._all("positions", Position)
            if (not wanted or one.delegation == wanted)
            and (not paragraph or one.paragraph == paragraph)
            and (stance is None or one.stance == stance)
        )

    @property
    def statements(self) -> tuple[JointStatement, ...]:
        return self._all("statements", JointStatement)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return self._all("corrections", Correction)

    @property
    def tags(self) -> tuple[Tag, ...]:
        return self._all("tags", Tag)

    def counts(self) -> dict[tuple[str, str], int]:
        """How many entries stand, by (collection, state)."""
        return self._store.counts()

    def version(self, label: str) -> Version:
        """A text's entry by its label or its symbol. Raises LedgerError where there is none."""
        found = [one for one in self.versions if label in (one.label, one.symbol)]
        if not found:
            known = ", ".join(one.label for one in self.versions) or "none yet"
            raise LedgerError(
                f'there is no text "{label}".', source=self.name, remedy=f"The texts: {known}."
            )
        return found[-1]

    def document(self, label: str) -> Document:
        """A text as it was read when it was added, with its views where the source is kept."""
        version = self.version(label)
        if version.reading not in self._documents:
            document = read_document(self._store.blob(version.reading))
            if version.file:
                document = replace(document, views=partial(self._view, version))
            _remember(self._documents, version.reading, document)
        return self._documents[version.reading]

    def _view(self, version: Version, view: str, by: str) -> Document:
        source = read(self._store.blob(version.file), format=version.format or None)
        return source.view(view, by=by)  # type: ignore[arg-type]

    def file(self, digest: str) -> bytes:
        """The bytes of a kept file, by the SHA-256 that its entry names."""
        return self._store.blob(digest)

    def compare(self, before: str, after: str, *, clean: bool = False) -> Comparison:
        """Two of the texts compared, with the user's corrections of their links respected.

        With `clean`, what stands in brackets as somebody's wish is left out on both sides.
        """
        first, second = self.version(before), self.version(after)
        hints = self.hints(first, second)
        asked = (first.reading, second.reading, hints, clean)
        if asked not in self._comparisons:
            texts = (self.document(before), self.document(after))
            if clean:
                texts = (texts[0].view("clean"), texts[1].view("clean"))
                hints = _standing(hints, *texts)
            _remember(self._comparisons, asked, compare(*texts, hints=hints))
        return self._comparisons[asked]

    def hints(self, before: Version, after: Version) -> Hints:
        """What the user said of the links between two texts."""
        said = [
            one
            for one in self.corrections
            if (one.before, one.after) == (before.label, after.label)
        ]
        return Hints(
            must=tuple((one.first, one.second) for one in said if one.linked),
            must_not=tuple((one.first, one.second) for one in said if not one.linked),
        )

    def _all(
        self, collection: str, kind: type[_Kind], states: Iterable[str] | None = None
    ) -> tuple[_Kind, ...]:
        return cast(tuple[_Kind, ...], self._store.entries(collection, states))

    def delegation(self, name: str) -> str:
        """The name under which the record keeps a delegation. Raises UnknownDelegation."""
        return named(name, self.aliases, source=self.name)

    @property
    def aliases(self) -> dict[str, str]:
        """Whom names stand for, as the user said."""
        return {one.name: one.delegation for one in self._all("aliases", Alias)}

    # ---- what it answers ----------------------------------------------------------------------

    def status(self) -> Status:
        """Where the negotiation stands, in figures."""
        from resotrack.ledger.standing import status

        return status(self)

    def board(self, text: str = "") -> Board:
        """What is open, paragraph by paragraph of a text (the newest, where none is named)."""
        from resotrack.ledger.board import board

        return board(self, text)

    def timeline(self, *, commands: int | None = None) -> tuple[Moment, ...]:
        """What was done, one sentence a command; only the last so many `commands`."""
        from resotrack.ledger.timeline import timeline

        since = 0 if commands is None else self._store.before_last(commands)
        return timeline(self.events(since=since))

    def brief(self, *, paragraph: str = "", delegation: str = "", text: str = "") -> Brief:
        """A page on a text (the newest), on a paragraph of it, or on a delegation."""
        from resotrack.ledger.briefs import brief

        return brief(self, paragraph=paragraph, delegation=delegation, text=text)

    def account(self, delegation: str, text: str = "") -> Account:
        """What a delegation asked for, got and lost, up to a text (the newest)."""
        from resotrack.ledger.accounts import account

        return account(self, delegation, text)

    def fates(self, text: str = "", *, pending: bool = False) -> tuple[Fate, ...]:
        """What became of the proposals on earlier texts in a text (the newest), by its words."""
        from resotrack.ledger.fate import fates

        return fates(self, self.placed("", text), pending=pending)

    def settle(self, text: str = "", *, why: str = "") -> Settled:
        """Mark pending proposals as accepted or fallen where a text leaves no doubt."""
        from resotrack.ledger.settling import settle

        return settle(self, text, why=why)

    def wording(self, text: str = "") -> tuple[Wording, ...]:
        """Whose words a text (the newest) is made of, paragraph by paragraph."""
        from resotrack.ledger.wording import wording

        return wording(self, self.placed("", text))

    def asks(self, before: str, after: str) -> tuple[AskChange, ...]:
        """What became of the asks of one text in another: come back, hardened, softened, gone."""
        from resotrack.asks import compare_asks

        return compare_asks(self.compare(before, after, clean=True))

    def compilation(self, text: str = "") -> Compilation:
        """What is pending on a text (the newest), in brackets under who asks for it."""
        from resotrack.ledger.papers import compiled

        return compiled(self, text)

    def amendment(self, key: str) -> AmendmentDocument:
        """A proposal as an amendment to its text. Raises LedgerError for one kept in words only."""
        from resotrack.ledger.papers import amendment

        return amendment(self, self.proposal(key))

    def sponsorships(self, of: str = "") -> tuple[Sponsorship, ...]:
        """Who sponsors the text (or an amendment, by its key), as the head of a document has it."""
        from resotrack.ledger.papers import sponsorships

        return sponsorships(self, of)

    def tables(self) -> tuple[Table, ...]:
        """Everything that the record holds, as tables of data."""
        from resotrack.ledger.listing import tables

        return tables(self)

    def table(self, name: str) -> Table:
        """One of the tables: "texts", "strength", "proposals" …: LedgerError for no such name."""
        from resotrack.ledger.listing import table

        return table(self, name)

    def to_frames(self) -> dict[str, Any]:
        """The tables as pandas frames, by name. Raises MissingExtra where pandas is missing."""
        from resotrack.write.tables import to_frame

        return {table.name: to_frame(table) for table in self.tables()}

    # ---- what is done -------------------------------------------------------------------------

    @contextmanager
    def command(self, why: str = "", done: list[Event] | None = None) -> Iterator[Writing]:
        """One command of one's own making: several changes, kept together or not at all."""
        with self._store.writing(who=self.who, why=why, done=done) as writing:
            yield writing

    def describe(
        self,
        *,
        title: str,
        body: str = "",
        session: str = "",
        agenda_item: str = "",
        members: int = 0,
        why: str = "",
    ) -> About:
        """Say what is negotiated, and where. `members`: how many can vote."""
        about = About(
            title=title, body=body, session=session, agenda_item=agenda_item, members=members
        )
        with self.command(why) as writing:
            writing.put(about, "described")
        return about

    def call(self, name: str, delegation: str, *, why: str = "") -> Alias:
        """Say once whom a name stands for; a name that stands for itself is taken as it is.

        What the record holds under that name already is put under the delegation's.
        """
        from resotrack.ledger.renaming import rename

        said = Alias(name=" ".join(name.split()), delegation=" ".join(delegation.split()))
        with self.command(why) as writing:
            writing.put(said, "named")
            rename(self, writing, said)
        return said

    def add_text(
        self,
        source: Source,
        *,
        label: str = "",
        stage: Stage | None = None,
        date: str = "",
        relation: Relation | None = None,
        to: str = "",
        format: str | None = None,  # noqa: A002 - the word that `read` uses
        why: str = "",
    ) -> Added:
        """Add a text: read it, keep its file, and file what it proposes.

        `source` is whatever `resotrack.read` takes, or a Document. Its tracked changes become
        proposals of their authors' delegations, and so do its brackets with a name. `to` is the
        label of the text that it stands in `relation` to; the newest, where neither is given.
        """
        from resotrack.ledger.intake import add_text

        return add_text(
            self, source, label=label, stage=stage, date=date, relation=relation, to=to,
            format=format, why=why,
        )  # fmt: skip

    def add_report(self, source: ReportSource, *, draft: str = "", why: str = "") -> Reported:
        """Take sponsors, amendments and votes on a draft from a committee's report.

        `draft` is its symbol, where the report is on several.
        """
        from resotrack.ledger.reports import add_report

        return add_report(self, source, draft=draft, why=why)

    def amend(
        self,
        source: AmendmentSource,
        *,
        version: str = "",
        delegations: Iterable[str] = (),
        date: str = "",
        why: str = "",
    ) -> Tabled:
        """Add an amendment document: its instructions, and its sponsors (or those given)."""
        from resotrack.ledger.intake import add_amendment

        return add_amendment(
            self, source, version=version, delegations=tuple(delegations), date=date, why=why
        )

    def propose(
        self,
        delegations: str | Iterable[str],
        words: str,
        *,
        paragraph: str = "",
        version: str = "",
        on_behalf_of: str = "",
        date: str = "",
        why: str = "",
    ) -> Tabled:
        """File what was proposed in the room.

        `words` may be an instruction in the UN's form ("In paragraph 4, delete the word …"): it is
        read as one, and can then be applied.
        """
        from resotrack.ledger.intake import propose

        given = (delegations,) if isinstance(delegations, str) else tuple(delegations)
        return propose(
            self, given, words, paragraph=paragraph, version=version, on_behalf_of=on_behalf_of,
            date=date, why=why,
        )  # fmt: skip

    def decide(self, key: str, state: ProposalState, *, into: str = "", why: str = "") -> Tabled:
        """Say what became of a proposal. `into`: of a merged one, the one that took it in."""
        if state not in get_args(ProposalState):
            raise LedgerError(
                f'"{state}" is no state of a proposal.',
                source=self.name,
                remedy=f"One of: {', '.join(get_args(ProposalState))}.",
            )
        with self.command(why) as writing:
            proposal = self.proposal(key)
            if into:
                self.proposal(into)
            decided = replace(proposal, state=state, into=into)
            writing.put(decided, state)
        return decided

    def sponsor(
        self,
        delegations: str | Iterable[str],
        *,
        of: str = "",
        role: SponsorRole = "co-sponsor",
        on_behalf_of: str = "",
        joined: str = "",
        why: str = "",
    ) -> tuple[Sponsor, ...]:
        """Put delegations' names on the text, on an amendment (by its key), or, in the record of a
        series, on one of its texts (by its label).
        """
        given = (delegations,) if isinstance(delegations, str) else tuple(delegations)
        made = tuple(
            Sponsor(
                delegation=self.delegation(one), of=of, role=role, on_behalf_of=on_behalf_of,
                joined=joined,
            )
            for one in given
        )  # fmt: skip
        with self.command(why) as writing:
            if of and of not in {one.label for one in self.versions}:
                self.proposal(of)
            for one in made:
                writing.put(one, "sponsored")
        return made

    def withdraw(self, delegation: str, *, of: str = "", on: str = "", why: str = "") -> Sponsor:
        """Take a delegation's name off the text, or off an amendment; `on` is the day."""
        name = self.delegation(delegation)
        with self.command(why) as writing:
            found = writing.get("sponsors", Sponsor(delegation=name, of=of).key)
            if not isinstance(found, Sponsor) or found.withdrawn:
                raise LedgerError(
                    f"{name} does not sponsor {of or 'the text'}.",
                    source=self.name,
                    remedy="Who does: resotrack track status.",
                )
            gone = replace(found, withdrawn=True, left=on)
            writing.put(gone, "withdrew")
        return gone

    def position(
        self,
        delegation: str,
        text: str,
        *,
        stance: Stance = "",
        paragraph: str = "",
        version: str = "",
        date: str = "",
        why: str = "",
    ) -> Position:
        """Note what a delegation said of a paragraph, or of the whole."""
        if stance not in get_args(Stance):
            raise LedgerError(
                f'"{stance}" is no stance.',
                source=self.name,
                remedy=f"One of: {', '.join(one for one in get_args(Stance) if one)}.",
            )
        name = self.delegation(delegation) if delegation else ""
        version = self.placed(paragraph, version)
        with self.command(why) as writing:
            said = Position(
                key=writing.number("positions", "N"), delegation=name, text=text, stance=stance,
                version=version, paragraph=paragraph, date=date,
            )  # fmt: skip
            writing.put(said, "said" if name else "noted")
        return said

    def note(
        self, text: str, *, paragraph: str = "", version: str = "", date: str = ""
    ) -> Position:
        """A note of one's own."""
        return self.position("", text, paragraph=paragraph, version=version, date=date)

    def vote(
        self,
        target: str,
        *,
        on: VoteTarget = "text",
        result: VoteResult = "",
        counts: tuple[int, int, int] | None = None,
        in_favour: Iterable[str] = (),
        against: Iterable[str] = (),
        abstaining: Iterable[str] = (),
        date: str = "",
        meeting: str = "",
        source: str = "",
        why: str = "",
    ) -> Ballot:
        """Record a decision on a text (by its label), an amendment (its key) or a paragraph
        ("L.12 op4"). Without counts and names it was taken without a vote.

        An amendment's state follows from the result. What does not add up is recorded as stated:
        `resotrack.ledger.voting.doubts` tells of it.
        """
        from resotrack.ledger.voting import record_vote

        return record_vote(
            self, target, on=on, result=result, counts=counts, in_favour=tuple(in_favour),
            against=tuple(against), abstaining=tuple(abstaining), date=date, meeting=meeting,
            source=source, why=why,
        )  # fmt: skip

    def statement(
        self,
        title: str,
        signatories: Iterable[str],
        *,
        delivered_by: str = "",
        date: str = "",
        text: str = "",
        why: str = "",
    ) -> JointStatement:
        """Record a joint statement and who put their names to it."""
        names = tuple(self.delegation(one) for one in signatories)
        by = self.delegation(delivered_by) if delivered_by else ""
        with self.command(why) as writing:
            made = JointStatement(
                key=writing.number("statements", "S"), title=title, signatories=names,
                delivered_by=by, date=date, text=text,
            )  # fmt: skip
            writing.put(made, "delivered")
        return made

    def correct(
        self,
        before: str,
        first: str,
        after: str,
        second: str,
        *,
        linked: bool = True,
        why: str = "",
    ) -> Correction:
        """Say that two paragraphs of two texts belong together, or (`linked` False) do not."""
        one, other = self.version(before), self.version(after)
        for label, paragraph in ((one.label, first), (other.label, second)):
            self.placed(paragraph, label)
        said = Correction(
            before=one.label, after=other.label, first=first, second=second, linked=linked
        )
        with self.command(why) as writing:
            writing.put(said, "linked" if linked else "parted")
        return said

    def tag(self, target: str, tag: str, *, why: str = "") -> Tag:
        """Put a word of one's own on a text, a paragraph ("Rev.1 op7") or a proposal."""
        made = Tag(target=target, tag=tag)
        with self.command(why) as writing:
            writing.put(made, "tagged")
        return made

    def placed(self, paragraph: str, version: str = "") -> str:
        """The label of the text meant (the newest where none is named, "" where there is none).

        Raises LedgerError for a text, and UnknownParagraph for a paragraph, that is not there.
        """
        if not version and not self.versions:
            if paragraph:
                raise LedgerError(
                    "there is no text yet.", source=self.name, remedy="Add one: track add FILE."
                )
            return ""
        label = self.version(version).label if version else self.versions[-1].label
        if paragraph and paragraph not in self.document(label).by_id:
            raise UnknownParagraph(
                f'{label} has no paragraph "{paragraph}".',
                source=self.name,
                remedy="Its paragraphs: resotrack show FILE.",
            )
        return label


def _standing(hints: Hints, before: Document, after: Document) -> Hints:
    """The hints on paragraphs that both views have: the clean one may lack some."""

    def kept(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((a, b) for a, b in pairs if a in before.by_id and b in after.by_id)

    return Hints(must=kept(hints.must), must_not=kept(hints.must_not))


def _remember(held: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Keep a result at hand, and let go of the oldest of many."""
    if len(held) >= _AT_HAND:
        del held[next(iter(held))]
    held[key] = value
