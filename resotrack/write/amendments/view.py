"""What a reader is shown of amendments, in plain values: the template only lays them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from resotrack.amend import Outcome, quoted, told
from resotrack.diff import diff_words
from resotrack.model import Document, Paragraph
from resotrack.model.amendment import (
    AmendmentDocument,
    Applied,
    Conflict,
    Failed,
    Instruction,
    Obstacle,
    Trace,
)
from resotrack.write.view import Run, is_rtl, paragraph_name

State = Literal["sure", "doubt", "unread", "done", "failed", "both", "one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A state as it is shown: never by its colour alone."""

    symbol: str
    word: str
    tone: str
    """weakened | strengthened | mixed | neutral: a class of the pages' style."""


MARKS: dict[State, Mark] = {
    "sure": Mark(symbol="✓", word="read", tone="neutral"),
    "doubt": Mark(symbol="?", word="to check", tone="mixed"),
    "unread": Mark(symbol="✗", word="not understood", tone="weakened"),
    "done": Mark(symbol="✓", word="carried out", tone="strengthened"),
    "failed": Mark(symbol="✗", word="not carried out", tone="weakened"),
    "both": Mark(symbol="○", word="both can stand", tone="neutral"),
    "one": Mark(symbol="●", word="one can stand", tone="weakened"),
}
_PENDING = ("Pending: nothing of it is carried out.",)
CARRIED = Mark(symbol="→", word="carried over", tone="strengthened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One instruction, or a pair of them, and what is said about it."""

    head: str
    """Its number, or the document and its number."""
    mark: Mark
    sentence: tuple[Run, ...]
    source: str = ""
    """The words that it was read from."""
    now: tuple[tuple[Run, ...], ...] = ()
    """For one that is carried over: how it reads for the later text."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some items under one heading."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    """What is known of it: (name, value)."""
    items: tuple[Item, ...] = ()
    notices: tuple[str, ...] = ()


def sentence(instruction: Instruction) -> tuple[Run, ...]:
    """How an instruction is understood, its old words marked as deleted, its new as inserted."""
    if instruction.action == "other":
        return (Run("equal", f"“{instruction.source}”"),)
    runs = [Run("equal", told(instruction))]
    for kind, words in (("delete", instruction.old), ("insert", instruction.new)):
        if words.strip():
            runs = list(_marked(runs, kind, quoted(words)[1:-1]))
    return tuple(runs)


def _marked(runs: Iterable[Run], kind: str, words: str) -> Iterator[Run]:
    """The same with some quoted words as a run of their own, where they stand last."""
    given = list(runs)
    for n in range(len(given) - 1, -1, -1):
        if given[n].kind == "equal" and f"“{words}”" in given[n].text:
            before, _, behind = given[n].text.rpartition(f"“{words}”")
            mark = Run("delete" if kind == "delete" else "insert", words)
            given[n : n + 1] = [Run("equal", f"{before}“"), mark, Run("equal", f"”{behind}")]
            break
    yield from given


def read_part(amendment: AmendmentDocument) -> Part:
    """An amendment document, and how each of its instructions was understood."""
    items = []
    for n, instruction in enumerate(amendment.instructions, 1):
        state: State = "doubt" if instruction.reason else "sure"
        remarks: list[str] = []
        if instruction.action == "other":
            state = "unread"
        if instruction.reason:
            level = f" ({instruction.confidence:.0%} sure)" if instruction.confidence else ""
            remarks.append(f"{instruction.reason}{level}")
        unread = instruction.action == "other"
        items.append(
            Item(
                head=str(n),
                mark=MARKS[state],
                sentence=sentence(instruction),
                source="" if unread else instruction.source,
                remarks=tuple(remarks),
            )
        )
    rows = (
        ("Amends", amendment.amends),
        ("Title", amendment.title),
        ("Sponsors", ", ".join(str(sponsor) for sponsor in amendment.sponsors)),
    )
    return Part(
        title=amendment.label,
        rows=tuple((name, value) for name, value in rows if value),
        items=tuple(items),
        notices=tuple(
            n.message for n in amendment.notices if not n.where.startswith("instruction")
        ),
    )


def outcome_parts(outcome: Outcome) -> tuple[Part, ...]:
    """What became of the instructions of each amendment, in its order."""
    by_label: dict[str, list[Applied | Failed]] = defaultdict(list)
    became: list[Applied | Failed] = [*outcome.applied, *outcome.failed]
    for one in became:
        by_label[one.amendment].append(one)
    return tuple(
        Part(
            title=amendment.label,
            items=tuple(
                _became(one) for one in sorted(by_label[amendment.label], key=lambda o: o.number)
            ),
            notices=() if by_label[amendment.label] else _PENDING,
        )
        for amendment in outcome.amendments
    )


def _became(one: Applied | Failed) -> Item:
    if isinstance(one, Failed):
        return Item(
            head=str(one.number),
            mark=MARKS["failed"],
            sentence=sentence(one.instruction),
            remarks=(one.why,),
        )
    remarks = [one.remark] if one.remark else []
    if one.score < 1:
        remarks.append(f"its words were found nearly as quoted ({one.score:.0%} alike)")
    return Item(
        head=str(one.number),
        mark=MARKS["done"],
        sentence=sentence(one.instruction),
        remarks=tuple(remarks),
    )


def conflict_items(conflicts: Sequence[Conflict]) -> tuple[Item, ...]:
    """Pairs that cannot both stand first."""
    return tuple(
        Item(
            head=conflict.kind,
            mark=MARKS["both" if conflict.both else "one"],
            sentence=(Run("equal", conflict.sentence),),
        )
        for conflict in sorted(conflicts, key=lambda c: c.both)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of the amended text with what was put in and taken out."""

    name: str
    depth: int
    runs: tuple[Run, ...]
    by: tuple[str, ...] = ()
    """The instructions that changed it."""
    was: str = ""
    """Its name before, where that is another one."""
    rtl: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.by)


def lines(outcome: Outcome) -> tuple[Line, ...]:
    """The amended text paragraph by paragraph, those that were taken out in their places."""
    traces: dict[str, list[tuple[str, Trace]]] = defaultdict(list)
    gone: dict[str, list[str]] = defaultdict(list)
    new_ids = {p.id for p in outcome.document.paragraphs}
    left = {p.id for p in outcome.before.paragraphs} - set(outcome.ids)
    for applied in outcome.applied:
        key = f"{applied.amendment} ({applied.number})"
        for trace in applied.traces:
            whole = trace.paragraph in left and not trace.end and _is_whole(outcome.before, trace)
            if whole:
                gone[trace.paragraph].append(key)
            elif trace.paragraph in new_ids:
                traces[trace.paragraph].append((key, trace))
    old_names = {now: old for old, now in outcome.ids.items()}
    behind = _gone_behind(outcome, left)
    found = [_gone_line(p, gone[p.id]) for p in behind.get("", ())]
    for paragraph in outcome.document.paragraphs:
        was = old_names.get(paragraph.id, "")
        found.append(_line(paragraph, traces[paragraph.id], was))
        found += [_gone_line(p, gone[p.id]) for p in behind.get(paragraph.id, ())]
    return tuple(found)


def _is_whole(before: Document, trace: Trace) -> bool:
    return trace.paragraph in before.by_id and trace.taken == before.by_id[trace.paragraph].text


def _gone_behind(outcome: Outcome, left: set[str]) -> dict[str, list[Paragraph]]:
    """The paragraphs taken out, by the one of the new text behind which each stood."""
    found: dict[str, list[Paragraph]] = defaultdict(list)
    last = ""
    for paragraph in outcome.before.paragraphs:
        if paragraph.id in left:
            found[last].append(paragraph)
        else:
            last = outcome.ids[paragraph.id]
    return found


def _gone_line(paragraph: Paragraph, by: Iterable[str]) -> Line:
    return Line(
        name=f"{paragraph_name(paragraph.id)} (taken out)",
        depth=paragraph.depth,
        runs=(Run("delete", paragraph.text),),
        by=tuple(dict.fromkeys(by)) or ("taken out with the paragraph above it",),
        rtl=is_rtl(paragraph.text),
    )


def _line(paragraph: Paragraph, traces: Sequence[tuple[str, Trace]], was: str) -> Line:
    runs: list[Run] = []
    at = 0
    done: set[tuple[int, int]] = set()
    for _, trace in sorted(traces, key=lambda pair: (pair[1].start, pair[1].end)):
        place = (trace.start, trace.end)
        if trace.start < at or place in done or (trace.start == trace.end and not trace.taken):
            continue
        done.add(place)
        runs.append(Run("equal", paragraph.text[at : trace.start]))
        # Of a paragraph written anew only what is other than before is new.
        words = diff_words(trace.taken, paragraph.text[trace.start : trace.end])
        runs += [Run(kind, text) for kind, text in words]
        at = trace.end
    runs.append(Run("equal", paragraph.text[at:]))
    return Line(
        name=paragraph_name(paragraph.id),
        depth=paragraph.depth,
        runs=tuple(run for run in runs if run.text),
        by=tuple(dict.fromkeys(key for key, _ in traces)),
        was=was if was != paragraph.id else "",
        rtl=is_rtl(paragraph.text),
    )


def left_mark(kind: Obstacle) -> Mark:
    """Why something is left behind: what is in the text by now is no loss."""
    there = kind == "already taken in"
    return Mark(symbol="✓" if there else "✗", word=kind, tone="neutral" if there else "weakened")


def with_now(item: Item, now: Sequence[Instruction]) -> Item:
    return replace(item, now=tuple(sentence(instruction) for instruction in now))
