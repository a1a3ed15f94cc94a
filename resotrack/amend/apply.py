"""Instructions carried out on a text.

Everything is planned against the text as it stands, so that "paragraph 7" is its paragraph 7
whatever else is put in; numbers are given anew when all is done.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from resotrack.amend.conflicts import find_conflicts, key_told
from resotrack.amend.headings import headed
from resotrack.amend.numbering import Row, numbered
from resotrack.amend.plan import (
    TITLE,
    Edit,
    Key,
    Plan,
    Proposal,
    WholeEdit,
    WordEdit,
    heading_place,
    plan_all,
)
from resotrack.amend.resolve import Places
from resotrack.amend.standoff import Moves, Shift, carry_over, moved_note
from resotrack.amend.subamendments import Settled, Sub, settle, worded
from resotrack.amend.subs import levels, lines_of
from resotrack.compare import compare
from resotrack.errors import InstructionError
from resotrack.model import Comparison, Document, Note, Notice, Paragraph
from resotrack.model.amendment import (
    AmendmentDocument,
    Applied,
    Conflict,
    Failed,
    Instruction,
    Trace,
)

_FEW = 3
"""Amendments that are named one by one in a heading."""
Amendments = AmendmentDocument | Instruction | Sequence["AmendmentDocument | Instruction"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A text with amendments carried out."""

    document: Document
    applied: tuple[Applied, ...]
    failed: tuple[Failed, ...]
    conflicts: tuple[Conflict, ...]
    """Of all amendments given, adopted or not."""
    ids: Mapping[str, str]
    """For each paragraph of the text before that is still there, its id now."""
    before: Document
    amendments: tuple[AmendmentDocument, ...] = field(repr=False)
    adopted: frozenset[str] = field(repr=False)

    def effect(self) -> Comparison:
        """The text without the amendments against the text with them; what failed is in `notices`.

        With `adopted`, the answer to "what if these pass?".
        """
        after = self.document
        if carried := list(dict.fromkeys(a.amendment for a in self.applied)):
            few = len(carried) <= _FEW
            by = " and ".join(carried) if few else f"{len(carried)} amendments"
            after = replace(after, symbol=f"{self.before.label}, as amended by {by}")
        comparison = compare(self.before, after)
        notices = [
            Notice(
                code="not-carried-out",
                message=f"{failed.amendment} ({failed.number}) is not carried out: {failed.why}.",
            )
            for failed in self.failed
        ]
        return replace(comparison, notices=(*notices, *comparison.notices))

    def revert(self, *labels: str) -> Document:
        """The text without some of the amendments (by label), or, with none named, without any."""
        if not labels:
            return self.before
        unknown = set(labels) - self.adopted
        if unknown:
            raise InstructionError(
                f"{', '.join(sorted(unknown))} was not adopted here.",
                remedy=f"Adopted: {', '.join(sorted(self.adopted)) or 'none'}.",
            )
        return apply(self.before, self.amendments, self.adopted - set(labels)).document


def apply(
    document: Document, amendments: Amendments, adopted: Collection[str] | None = None
) -> Outcome:
    """Carry out amendments on a text, and say what became of every instruction.

    `adopted`: the labels (symbols) of those that are carried out; None for all. The others are
    pending: only their conflicts are told. Of two that cannot both stand, the one given first does.
    Nothing is carried out in half: an instruction whose words are not there fails with the reason.

    Raises InstructionError where `adopted` names an amendment that is not given.
    """
    given = documents_of(amendments)
    labels = [amendment.label for amendment in given]
    chosen = frozenset(labels if adopted is None else adopted)
    if unknown := chosen - set(labels):
        raise InstructionError(
            f"there is no amendment {', '.join(sorted(unknown))}.",
            where="adopted",
            remedy=f"Given: {', '.join(labels) or 'none'}.",
        )
    settled = settle(given, chosen, document.symbol, _reworded)
    proposals = [
        Proposal(key=key, instruction=instruction, amends=settled.amends[key])
        for key, instruction in settled.instructions.items()
    ]
    plans = plan_all(document, proposals)
    conflicts = find_conflicts(document, plans)
    carried, failed = _carried(plans, conflicts, chosen)
    built = _Builder(document, carried).build()
    applied = [
        Applied(
            amendment=plan.proposal.key[0],
            number=plan.proposal.key[1],
            instruction=plan.proposal.instruction,
            traces=tuple(built.traces.get(plan.proposal.key, ())),
            score=plan.score,
            remark="; ".join(filter(None, (plan.remark, _amended(settled, plan.proposal.key)))),
        )
        for plan in carried
    ]
    failed += settled.withdrawn
    _tell_subs(settled.subs, built.document, applied, failed)
    conflicts += _depending(settled.subs)
    order = {amendment.label: n for n, amendment in enumerate(given)}
    return Outcome(
        document=built.document,
        applied=tuple(sorted(applied, key=lambda one: (order[one.amendment], one.number))),
        failed=tuple(sorted(failed, key=lambda one: (order[one.amendment], one.number))),
        conflicts=tuple(conflicts),
        ids=built.ids,
        before=document,
        amendments=given,
        adopted=chosen,
    )


def _reworded(text: str, amendments: Sequence[AmendmentDocument]) -> tuple[str, Mapping[Key, str]]:
    """The words that an amendment puts in, with its sub-amendments carried out on them."""
    outcome = apply(worded(text), amendments)
    failed = {(one.amendment, one.number): one.why for one in outcome.failed}
    return outcome.document.paragraphs[0].text, failed


def _amended(settled: Settled, key: Key) -> str:
    by = settled.amended_by.get(key, ())
    return f"as amended by {', '.join(map(key_told, by))}" if by else ""


def _tell_subs(
    subs: Iterable[Sub], document: Document, applied: list[Applied], failed: list[Failed]
) -> None:
    """Add what became of each instruction of a sub-amendment: it stands or falls with another."""
    done = {(one.amendment, one.number): one for one in applied}
    fallen = {(one.amendment, one.number): one.why for one in failed}
    left = [sub for sub in subs if sub.why != "pending" and sub.key not in {*done, *fallen}]
    while left:
        # What amends a sub-amendment is told after that one.
        ready = [sub for sub in left if sub.into not in {other.key for other in left}]
        for sub in ready:
            why = sub.why or _fallen_with(sub, done, fallen)
            key, instruction = sub.key, sub.instruction
            if why:
                one = Failed(amendment=key[0], number=key[1], instruction=instruction, why=why)
                failed.append(one)
                fallen[key] = why
                continue
            parent = done.get(sub.into) if sub.into else None
            done[key] = Applied(
                amendment=key[0],
                number=key[1],
                instruction=instruction,
                traces=tuple(_within(parent, instruction, document)) if parent else (),
                remark=f"it amends {key_told(sub.into)}" if sub.into else "",
            )
            applied.append(done[key])
        left = [sub for sub in left if sub not in ready]


def _fallen_with(sub: Sub, done: Mapping[Key, Applied], fallen: Mapping[Key, str]) -> str:
    """Why a sub-amendment falls with what it amends; "" where it does not."""
    if sub.into is None or sub.into in done:
        return ""
    if sub.into not in fallen:
        return "what it amends is not carried out"
    # Unless it is the one that took the other out.
    return "" if key_told(sub.key) in fallen[sub.into] else fallen[sub.into]


def _within(parent: Applied, instruction: Instruction, document: Document) -> Iterator[Trace]:
    """Where the words of a sub-amendment stand among those of the amendment that it changes."""
    words = instruction.new.strip()
    for trace in parent.traces:
        text = document.by_id[trace.paragraph].text if trace.paragraph in document.by_id else ""
        at = text.find(words, trace.start, trace.end) if words else -1
        if at >= 0:
            yield Trace(
                paragraph=trace.paragraph, start=at, end=at + len(words), taken=instruction.old
            )
            return


def _depending(subs: Iterable[Sub]) -> Iterator[Conflict]:
    for sub in subs:
        if sub.into:
            yield Conflict(
                kind="target lost",
                first=sub.into,
                second=sub.key,
                paragraph="",
                both=True,
                sentence=f"{key_told(sub.key)} amends {key_told(sub.into)}: it is settled first, "
                "and falls if the other is not adopted.",
            )


def labels_of(given: Sequence[AmendmentDocument]) -> list[str]:
    """What to call each of them; of several that are called alike, the second is "… [2]"."""
    counts: Counter[str] = Counter()
    found = []
    for amendment in given:
        counts[amendment.label] += 1
        count = counts[amendment.label]
        found.append(f"{amendment.label} [{count}]" if count > 1 else amendment.label)
    return found


def documents_of(amendments: Amendments) -> tuple[AmendmentDocument, ...]:
    """Every amendment as a document, no two of one label; loose instructions are one of them."""
    if isinstance(amendments, AmendmentDocument):
        return (amendments,)
    if isinstance(amendments, Instruction):
        return (AmendmentDocument(instructions=(amendments,)),)
    documents = [a for a in amendments if isinstance(a, AmendmentDocument)]
    loose = tuple(a for a in amendments if isinstance(a, Instruction))
    if loose:
        documents.append(AmendmentDocument(instructions=loose))
    return tuple(
        one if one.label == label else replace(one, symbol=label)
        for one, label in zip(documents, labels_of(documents), strict=True)
    )


def _carried(
    plans: Sequence[Plan], conflicts: Iterable[Conflict], adopted: Collection[str]
) -> tuple[list[Plan], list[Failed]]:
    """The plans to carry out, and the adopted ones that cannot be, each with why."""
    against: dict[Key, list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        if not conflict.both:
            against[conflict.first].append(conflict)
            against[conflict.second].append(conflict)
    done: set[Key] = set()
    carried: list[Plan] = []
    failed: list[Failed] = []
    for plan in plans:
        key = plan.proposal.key
        if key[0] not in adopted:
            continue
        why = plan.why
        if not why:
            stopped = next(
                (c for c in against[key] if (c.second if c.first == key else c.first) in done), None
            )
            why = stopped.sentence if stopped else ""
        if why:
            failed.append(
                Failed(
                    amendment=key[0], number=key[1], instruction=plan.proposal.instruction, why=why
                )
            )
            continue
        done.add(key)
        carried.append(plan)
    return carried, failed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Built:
    document: Document
    ids: dict[str, str]
    traces: dict[Key, list[Trace]]


class _Builder:
    """The new text, put together from the old one and the edits."""

    def __init__(self, document: Document, plans: Sequence[Plan]) -> None:
        self.document = document
        self.places = Places(document)
        self.words: dict[int, list[WordEdit]] = defaultdict(list)
        self.gone: dict[int, Key] = {}
        self.new_text: dict[int, WholeEdit] = {}
        self.ahead: dict[int, list[WholeEdit]] = defaultdict(list)
        self.behind: dict[int, list[WholeEdit]] = defaultdict(list)
        self.moved: set[int] = set()
        self.shifts: dict[int, list[Shift]] = {}
        self.traces: dict[Key, list[Trace]] = defaultdict(list)
        self.line_traces: list[tuple[Key, Trace]] = []
        """Of the title and the headings, by the ids before they are numbered anew."""
        for plan in plans:
            for edit in plan.edits:
                self._take(edit)

    def _take(self, edit: Edit) -> None:
        if isinstance(edit, WordEdit):
            self.words[edit.paragraph].append(edit)
        elif edit.paragraph < 0:
            if edit.kind == "delete":
                self.gone.setdefault(edit.paragraph, edit.key)
            else:
                self.new_text[edit.paragraph] = edit
        elif edit.kind in ("insert", "heading"):
            family = self.places.family(edit.paragraph)
            if edit.before and edit.inside:
                self.behind[edit.paragraph].append(edit)
            elif edit.before:
                self.ahead[edit.paragraph].append(edit)
            else:
                self.behind[family[-1]].append(edit)
        elif edit.kind == "move":
            self.moved.update(self.places.family(edit.paragraph))
            there = self.ahead if edit.before else self.behind
            there[edit.to if edit.before else self.places.family(edit.to)[-1]].append(edit)
        elif edit.kind == "delete":
            for n in self.places.family(edit.paragraph):
                self.gone.setdefault(n, edit.key)
        else:
            self.new_text[edit.paragraph] = edit
            keeps = edit.text.rstrip().endswith(":") and not _has_subs(edit.text)
            if not keeps:
                for n in list(self.places.family(edit.paragraph))[1:]:
                    self.gone.setdefault(n, edit.key)

    def build(self) -> _Built:
        rows: list[Row] = []
        for n in range(len(self.document.paragraphs)):
            for edit in self.ahead.get(n, ()):
                rows += self._put_in(edit)
            if n not in self.moved:
                rows += self._kept(n)
            for edit in self.behind.get(n, ()):
                rows += self._put_in(edit)
        flow = [(r.paragraph.heading, r.paragraph if _is_heading(r) else None) for r in rows]
        rows = [row for row in rows if not _is_heading(row)]
        touched = self.moved or self.gone or any(row.changed for row in rows)
        if not touched and not self.line_traces and not self._changes_lines():
            ids = {p.id: p.id for p in self.document.paragraphs}
            return _Built(document=self.document, ids=ids, traces={})
        paragraphs, ids = numbered(self.document.paragraphs, rows, self.document.language)
        title = self._line(
            TITLE, Paragraph(id="title", kind="heading", number="", text=self.document.title)
        )
        kept = [
            (h.id, self._line(heading_place(n), h)) for n, h in enumerate(self.document.headings)
        ]
        names, owners, renamed = headed(kept, flow)
        paragraphs = [replace(p, heading=name) for p, name in zip(paragraphs, owners, strict=True)]
        for key, trace in self.line_traces:
            self.traces[key].append(
                replace(trace, paragraph=renamed.get(trace.paragraph, trace.paragraph))
            )
        document = replace(
            self.document,
            paragraphs=tuple(paragraphs),
            headings=tuple(names),
            title=title.text if title else "",
            # Nobody has adopted the text as amended.
            date="" if self.document.vote or self.document.adoption else self.document.date,
            adoption="",
            vote=None,
            lines=(),
            views=None,
            # A redline would be written into the text as it was.
            file=None,
        )
        document = carry_over(self.document, document, self._moves({**ids, **renamed}))
        for row, paragraph in zip(rows, paragraphs, strict=True):
            for key, start, end, taken in row.marks:
                self.traces[key].append(
                    Trace(paragraph=paragraph.id, start=start, end=end, taken=taken)
                )
        for n, key in self.gone.items():
            where = self.document.paragraphs if n >= 0 else self.document.headings
            gone = where[n if n >= 0 else heading_place(n)]
            self.traces[key].append(Trace(paragraph=gone.id, taken=gone.text))
        return _Built(document=document, ids=ids, traces=dict(self.traces))

    def _changes_lines(self) -> bool:
        """Whether the title or a heading changes."""
        return any(n < 0 for n in (*self.words, *self.new_text))

    def _line(self, place: int, line: Paragraph) -> Paragraph | None:
        """The title or a heading with what is changed in it; None where it is deleted."""
        if place in self.gone:
            return None
        if edit := self.new_text.get(place):
            trace = Trace(paragraph=line.id, end=len(edit.text), taken=line.text)
            self.line_traces.append((edit.key, trace))
            return replace(line, text=edit.text, notes=(), brackets=())
        text, notes, marks = self._reworded(place, line, self.words.get(place, ()))
        for key, start, end, taken in marks:
            trace = Trace(paragraph=line.id, start=start, end=end, taken=taken)
            self.line_traces.append((key, trace))
        return replace(line, text=text, notes=notes, brackets=() if marks else line.brackets)

    def _moves(self, ids: Mapping[str, str]) -> Moves:
        return Moves(
            ids=ids,
            shifts={self._id(n): shifts for n, shifts in self.shifts.items()},
            rewritten=frozenset(map(self._id, self.new_text)),
        )

    def _id(self, n: int) -> str:
        """The id of the paragraph, or the heading, in this place of the old text."""
        if n == TITLE:
            return "title"
        if n < 0:
            return self.document.headings[heading_place(n)].id
        return self.document.paragraphs[n].id

    def _kept(self, n: int) -> Iterator[Row]:
        """A paragraph of the old text with what is changed in it."""
        if n in self.gone:
            return
        paragraph = self.document.paragraphs[n]
        if n in self.new_text:
            edit = self.new_text[n]
            first, *rest = lines_of(edit.text)
            yield Row(
                key=n,
                text=first[1],
                paragraph=replace(paragraph, notes=(), brackets=(), breaks=()),
                level=paragraph.depth,
                marks=((edit.key, 0, len(first[1]), paragraph.text),),
                changed=True,
            )
            yield from self._subs(edit, rest, paragraph)
            return
        text, notes, marks = self._reworded(n, paragraph, self.words.get(n, ()))
        own = replace(paragraph, notes=notes, brackets=(), breaks=()) if marks else paragraph
        yield Row(
            key=n,
            text=text,
            paragraph=own,
            level=paragraph.depth,
            marks=marks,
            changed=bool(marks),
        )

    def _put_in(self, edit: WholeEdit) -> Iterator[Row]:
        """A new paragraph, or one that is moved here with its sub-paragraphs."""
        if edit.kind == "move":
            beside = self.document.paragraphs[edit.to]
            for n in self.places.family(edit.paragraph):
                for row in self._kept(n):
                    marks = (*row.marks, (edit.key, 0, 0, ""))
                    moved = replace(row.paragraph, heading=beside.heading)
                    if moved.kind != beside.kind:
                        # Counted from now on with those among which it stands.
                        moved = replace(moved, kind=beside.kind, id="", number="")
                    yield replace(row, paragraph=moved, marks=marks)
            return
        beside = self.document.paragraphs[edit.paragraph]
        if edit.kind == "heading":
            name = f"{edit.key[0]}/{edit.key[1]}"
            self.line_traces.append((edit.key, Trace(paragraph=name, end=len(edit.text))))
            heading = Paragraph(
                id=name, kind="heading", number="", text=edit.text, heading=beside.heading
            )
            yield Row(key=None, text=edit.text, paragraph=heading, level=0)
            return
        level = beside.depth + 1 if edit.inside else beside.depth
        first, *rest = lines_of(edit.text)
        like = Paragraph(
            id="", kind=beside.kind, number=edit.label, text="", heading=beside.heading
        )
        yield Row(
            key=None,
            text=first[1],
            paragraph=like,
            level=level,
            marks=((edit.key, 0, len(first[1]), ""),),
            changed=True,
        )
        yield from self._subs(edit, rest, replace(like, depth=level))

    def _subs(
        self, edit: WholeEdit, lines: Sequence[tuple[str, str]], above: Paragraph
    ) -> Iterator[Row]:
        for label, text, deeper in levels(lines):
            yield Row(
                key=None,
                text=text,
                paragraph=Paragraph(
                    id="", kind=above.kind, number=label, text="", heading=above.heading
                ),
                level=above.depth + deeper,
                marks=((edit.key, 0, len(text), ""),),
                changed=True,
            )

    def _reworded(
        self, n: int, paragraph: Paragraph, edits: Sequence[WordEdit]
    ) -> tuple[str, tuple[Note, ...], tuple[tuple[Key, int, int, str], ...]]:
        """The text of a paragraph with its words changed, its notes moved along, and the marks."""
        if not edits:
            return paragraph.text, paragraph.notes, ()
        out: list[str] = []
        marks: list[tuple[Key, int, int, str]] = []
        shifts: list[Shift] = []
        at = length = 0
        seen: set[tuple[int, int, str]] = set()
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            same = (edit.start, edit.end, edit.new)
            taken = paragraph.text[edit.start : edit.end]
            if same in seen:
                marks.append((edit.key, length - len(edit.new), length, taken))
                continue
            seen.add(same)
            kept = paragraph.text[at : edit.start]
            out += [kept, edit.new]
            length += len(kept) + len(edit.new)
            marks.append((edit.key, length - len(edit.new), length, taken))
            shifts.append((edit.start, edit.end, len(edit.new) - (edit.end - edit.start)))
            at = edit.end
        out.append(paragraph.text[at:])
        self.shifts[n] = shifts
        notes = tuple(moved_note(note, shifts) for note in paragraph.notes)
        return "".join(out), tuple(n for n in notes if n is not None), tuple(marks)


def _is_heading(row: Row) -> bool:
    return row.paragraph.kind == "heading"


def _has_subs(text: str) -> bool:
    return len(lines_of(text)) > 1
