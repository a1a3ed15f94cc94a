"""Tracked changes of a draft as amendments, one for each author.

Every author's changes become instructions to the original text, so that both ways of proposing are
read, carried out and held against one another alike. What an author did to another one's new words
is a sub-amendment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from resotrack.amend.apply import apply
from resotrack.amend.hunks import hunks
from resotrack.amend.named import target_of
from resotrack.amend.resolve import Places
from resotrack.amend.subamendments import instruction_target
from resotrack.amend.undo import Edit, Undone, undone
from resotrack.errors import InstructionError
from resotrack.model import Change, Document, Notice, Paragraph, Sponsorship
from resotrack.model.amendment import AmendmentDocument, Instruction, Position, Target

_ANCHOR_WORDS = 6
# Below this two paragraphs that stand in one place share no more than chance.
_ALIKE = 40.0


def tracked_amendments(draft: Document) -> tuple[AmendmentDocument, ...]:
    """What the tracked changes of a draft propose: an amendment for each author, in their order.

    They amend `draft.view("original")`; all carried out they give `draft.view("final")`, or a
    notice on them says where not. A change that no instruction can give (in a footnote, a heading)
    is one with the action "other" and the reason. () for a draft without tracked changes.

    Raises InstructionError where the draft was read from a source that cannot show its original.
    """
    if not draft.changes:
        return ()
    if draft.views is None:
        raise InstructionError(
            f"{draft.label} has tracked changes, but its original text is not known.",
            remedy="Read the Word file itself: what was written from it has the final text only.",
        )
    original = draft.view("original")
    amendments = tuple(_Reading(draft, original).amendments())
    return tuple(_checked(draft, original, amendments))


def _checked(
    draft: Document, original: Document, amendments: Sequence[AmendmentDocument]
) -> Iterator[AmendmentDocument]:
    """The amendments, each with a notice of what they leave undone of the final text."""
    outcome = apply(original, amendments)
    failed = {(one.amendment, one.number): one.why for one in outcome.failed}
    same = [p.text for p in outcome.document.paragraphs] == [p.text for p in draft.paragraphs]
    for amendment in amendments:
        notices = [
            Notice(code="not-read", message=i.reason, where=f"instruction {n}")
            for n, i in enumerate(amendment.instructions, 1)
            if i.action == "other"
        ]
        notices += [
            Notice(
                code="not-carried-out", message=failed[amendment.label, n], where=f"instruction {n}"
            )
            for n, i in enumerate(amendment.instructions, 1)
            if i.action != "other" and (amendment.label, n) in failed
        ]
        if not same:
            notices.append(
                Notice(
                    code="not-exact",
                    message="carried out together, the changes of all authors do not give the "
                    "final text word for word",
                )
            )
        yield replace(amendment, notices=tuple(notices))


@dataclass(slots=True)
class _Fate:
    """A paragraph of the final text: where it comes from."""

    paragraph: Paragraph
    changes: list[Change]
    undone: Undone
    origin: int | None = None
    """Its index in the original text; None for a new one."""
    moved: bool = False

    @property
    def whole(self) -> Change | None:
        """The change that put it here as a whole."""
        kinds = ("insert", "move_to")
        return next((c for c in self.changes if c.whole and c.kind in kinds), None)

    @property
    def stays(self) -> bool:
        """Whether it stands where it stood before."""
        return self.origin is not None and not self.moved

    @property
    def is_new(self) -> bool:
        """Whether all its words are new."""
        return bool(self.whole) or (bool(self.paragraph.text) and not self.undone.text.strip())

    @property
    def author(self) -> str | None:
        """Who put in most of it; None where nobody changed anything in it."""
        if self.whole:
            return self.whole.author
        counts: Counter[str] = Counter()
        for change in self.changes:
            counts[change.author] += len(change.words)
        return counts.most_common(1)[0][0] if counts else None


@dataclass(slots=True)
class _Reading:
    draft: Document
    original: Document
    places: Places = field(init=False)
    fates: list[_Fate] = field(init=False)
    found: dict[str, list[Instruction]] = field(init=False)
    inner: dict[tuple[str, str], list[Instruction]] = field(init=False)
    """Sub-amendments: (author, whose words they change)."""

    def __post_init__(self) -> None:
        self.places = Places(self.original)
        by_paragraph: dict[str, list[Change]] = defaultdict(list)
        for change in self.draft.changes:
            by_paragraph[change.paragraph].append(change)
        self.fates = [
            _Fate(p, by_paragraph[p.id], undone(p, by_paragraph[p.id]))
            for p in self.draft.paragraphs
        ]
        self.found = {author: [] for author in dict.fromkeys(c.author for c in self.draft.changes)}
        self.inner = defaultdict(list)

    def amendments(self) -> Iterator[AmendmentDocument]:
        gone = self._settle()
        family: list[_Fate] = []
        for n, fate in enumerate(self.fates):
            if fate.origin is None:
                if family and fate.paragraph.depth > family[0].paragraph.depth:
                    family.append(fate)
                    continue
                self._insert(family)
                family = [fate]
                continue
            self._insert(family)
            family = []
            self._keep(n, fate)
        self._insert(family)
        self._delete(gone)
        self._others()
        delegations = {c.author: c.delegation for c in self.draft.changes}
        for author, instructions in self.found.items():
            if instructions:
                yield self._amendment(author, instructions, delegations)
        for (author, whose), instructions in self.inner.items():
            yield self._amendment(author, instructions, delegations, of=whose)

    def _amendment(
        self,
        author: str,
        instructions: Iterable[Instruction],
        delegations: Mapping[str, str],
        of: str = "",
    ) -> AmendmentDocument:
        who = delegations[author] or author
        return AmendmentDocument(
            instructions=tuple(instructions),
            amends=_name(delegations[of] or of) if of else self.draft.symbol,
            name=_name(who) + (f" to the {_name(delegations[of] or of)}" if of else ""),
            title=self.draft.title,
            language=self.draft.language,
            sponsors=(Sponsorship(delegation=who),) if who else (),
            source=self.draft.source,
        )

    # ---- which paragraph comes from which -------------------------------------------------------

    def _settle(self) -> list[int]:
        """Find the origin of each paragraph that has one; return the paragraphs that are gone."""
        paragraphs = self.original.paragraphs
        left = list(range(len(paragraphs)))
        by_text: dict[str, list[int]] = defaultdict(list)
        for n in left:
            by_text[paragraphs[n].text].append(n)
        for fate in self.fates:
            if fate.whole and fate.whole.kind == "move_to":
                same = by_text.get(fate.undone.text, [])
                if same:
                    fate.origin, fate.moved = same.pop(0), True
                    left.remove(fate.origin)
        staying = [f for f in self.fates if not f.moved and not f.is_new]
        gone: list[int] = []
        steps = Indel.opcodes([paragraphs[n].text for n in left], [f.undone.text for f in staying])
        olds: list[int] = []
        news: list[_Fate] = []
        for step in steps:
            if step.tag == "equal":
                gone += _paired(paragraphs, olds, news)
                olds, news = [], []
                pairs = zip(
                    left[step.src_start : step.src_end],
                    staying[step.dest_start : step.dest_end],
                    strict=True,
                )
                for origin, fate in pairs:
                    fate.origin = origin
            else:
                olds += left[step.src_start : step.src_end]
                news += staying[step.dest_start : step.dest_end]
        return [*gone, *_paired(paragraphs, olds, news)]

    # ---- instructions ---------------------------------------------------------------------------

    def _keep(self, n: int, fate: _Fate) -> None:
        """A paragraph that was there: moved, its words changed, or both."""
        origin = fate.origin
        if origin is None:
            return
        old = self.original.paragraphs[origin]
        target = target_of(self.places, origin)
        if fate.moved and not self._moved_with_parent(old):
            to = self._beside(n)
            self.found[self._author(n)].append(
                Instruction(
                    action="move_paragraph",
                    target=target,
                    destination=to,
                    source=f"tracked: “{_short(old.text)}” moved",
                )
            )
        if fate.undone.text == old.text:
            edits: Iterable[Edit] = fate.undone.edits
        else:
            edits = _compared(old.text, fate, self._author(n))
        for edit in edits:
            self.found[edit.author].append(_instruction(target, old.text, edit))
            self._inner(edit.author, edit.new, edit.inner)

    def _author(self, n: int) -> str:
        """Who put in most of a paragraph; of one without changes, whoever changed it neighbours."""
        near = (self.fates[n], *reversed(self.fates[:n]), *self.fates[n + 1 :])
        return next(author for fate in near if (author := fate.author) is not None)

    def _moved_with_parent(self, old: Paragraph) -> bool:
        return any(
            f.moved and f.origin is not None and self.original.paragraphs[f.origin].id == old.parent
            for f in self.fates
        )

    def _inner(self, author: str, words: str, edits: Iterable[Edit]) -> None:
        """What others did to the words of the author's last instruction."""
        target = instruction_target(len(self.found[author]))
        for edit in edits:
            self.inner[edit.author, author].append(_instruction(target, words, edit))

    def _insert(self, family: Sequence[_Fate]) -> None:
        """A new paragraph with its new sub-paragraphs: one instruction."""
        if not family:
            return
        n = self.fates.index(family[0])
        head, author = family[0], self._author(n)
        target = self._beside(n)
        label = head.paragraph.number
        lines: list[str] = []
        inner: list[Edit] = []
        for fate in family:
            own, others = _by_its_author(fate, author)
            mark = f"\n{fate.paragraph.number} " if lines else ""
            at = sum(map(len, lines)) + len(mark)
            inner += [replace(e, start=e.start + at, end=e.end + at) for e in others]
            lines.append(mark + own)
        new = "".join(lines)
        self.found[author].append(
            Instruction(
                action="insert_paragraph",
                target=target,
                new=new,
                new_label=label,
                source=f"tracked: “{_short(new)}” inserted as a paragraph",
            )
        )
        self._inner(author, new, inner)

    def _delete(self, gone: Sequence[int]) -> None:
        paragraphs = self.original.paragraphs
        taken = {paragraphs[n].id for n in gone}
        for n in gone:
            old = paragraphs[n]
            if old.parent in taken:
                continue
            self.found[self._who_deleted(n)].append(
                Instruction(
                    action="delete_paragraph",
                    target=target_of(self.places, n),
                    source=f"tracked: “{_short(old.text)}” deleted",
                )
            )

    def _who_deleted(self, n: int) -> str:
        text = self.original.paragraphs[n].text
        for change in self.draft.changes:
            if change.kind in ("delete", "move_from") and change.words.endswith(text):
                return change.author
        words = [c for c in self.draft.changes if c.words.strip() and c.words.strip() in text]
        marks = [c for c in self.draft.changes if c.words == "\n"]
        return (words or marks or list(self.draft.changes))[0].author

    def _others(self) -> None:
        """What is no change of a paragraph's words: told, since no instruction can give it."""
        own = {p.id for p in self.draft.paragraphs}
        titled = self.draft.title and self.draft.title != self.original.title
        for change in self.draft.changes:
            if change.in_note:
                reason = "it is in a footnote, and instructions change the text alone"
            elif change.paragraph and change.paragraph not in own:
                reason = "it is in a heading, and instructions change paragraphs alone"
            elif not change.paragraph and not titled:
                reason = "it is outside the paragraphs of the text"
            else:
                continue
            does = "inserted" if change.kind in ("insert", "move_to") else "deleted"
            self.found[change.author].append(
                Instruction(
                    action="other",
                    target=Target(),
                    source=f"tracked: “{_short(change.words)}” {does}",
                    confidence=0.0,
                    reason=reason,
                )
            )
        if titled:
            self.found[self._who_titled()].append(
                Instruction(
                    action="replace_title",
                    target=Target(kind="title"),
                    new=self.draft.title,
                    source=f"tracked: the title now reads “{self.draft.title}”",
                )
            )

    def _who_titled(self) -> str:
        """The first author whose changes alone change the title."""
        for author in self.found:
            if self.draft.view("original", by=author).title != self.original.title:
                return author
        return next(iter(self.found))

    def _beside(self, n: int) -> Target:
        """Where in the original text a paragraph goes that is put in at this place."""
        wanted = self.fates[n].paragraph
        paragraphs, index = self.original.paragraphs, self.places.index
        above = next((f for f in reversed(self.fates[:n]) if f.stays), None)
        below = next((f for f in self.fates[n + 1 :] if f.stays), None)
        # The first of a part goes before that part, not behind the one above it.
        begins = wanted.kind in ("preambular", "operative") and above is not None
        if below and (above is None or (begins and above.paragraph.kind != wanted.kind)):
            return target_of(self.places, below.origin or 0, "before")
        if above is None:
            return target_of(self.places, len(paragraphs) - 1, "after") if paragraphs else Target()
        at = above.origin or 0
        while paragraphs[at].depth > wanted.depth and paragraphs[at].parent in index:
            at = index[paragraphs[at].parent or ""]
        position: Position = "after" if paragraphs[at].depth >= wanted.depth else "beginning"
        return target_of(self.places, at, position)


def _paired(
    paragraphs: Sequence[Paragraph], olds: Sequence[int], news: Sequence[_Fate]
) -> list[int]:
    """Pair what a gap holds by likeness, in order; return what of the original has no partner.

    A paragraph that was joined or split is not word for word what the changes undone give.
    """
    if not olds or not news:
        return list(olds)
    like = [[fuzz.ratio(paragraphs[n].text, f.undone.text) for f in news] for n in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            taken = like[i][j] + best[i + 1][j + 1] if like[i][j] >= _ALIKE else 0.0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    i = j = 0
    gone: list[int] = []
    while i < len(olds) and j < len(news):
        if like[i][j] >= _ALIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            news[j].origin = olds[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            gone.append(olds[i])
            i += 1
    return [*gone, *olds[i:]]


def _compared(old: str, fate: _Fate, otherwise: str) -> Iterator[Edit]:
    """The change of a paragraph read from its two texts, each piece laid to who changed there."""
    shift = 0
    for start, end, put in hunks(old, fate.paragraph.text):
        first = start + shift
        near = [c for c in fate.changes if c.start <= first + len(put) and c.end >= first]
        author = near[0].author if near else otherwise
        yield Edit(author=author, start=start, end=end, new=put)
        shift += len(put) - (end - start)


def _by_its_author(fate: _Fate, author: str) -> tuple[str, list[Edit]]:
    """A new paragraph as its author wrote it, and what others did to it since."""
    text = fate.undone.text
    words: list[str] = []
    others: list[Edit] = []
    at = length = 0
    for edit in fate.undone.edits:
        words.append(text[at : edit.start])
        length += edit.start - at
        at = edit.start
        if edit.author == author:
            others += [replace(e, start=e.start + length, end=e.end + length) for e in edit.inner]
            words.append(edit.new)
            length += len(edit.new)
        else:
            old = text[edit.start : edit.end]
            others.append(replace(edit, start=length, end=length + len(old), inner=[]))
            words.append(old)
            length += len(old)
        at = edit.end
    words.append(text[at:])
    return "".join(words), others


def _instruction(target: Target, text: str, edit: Edit) -> Instruction:
    """An edit of a text as an instruction that names its words and knows its place."""
    old = text[edit.start : edit.end]
    span = (edit.start, edit.end)
    if old and edit.new:
        source = f"tracked: “{_short(old)}” deleted, “{_short(edit.new)}” inserted"
        return Instruction(
            action="replace_words", target=target, old=old, new=edit.new, span=span, source=source
        )
    if old:
        source = f"tracked: “{_short(old)}” deleted"
        return Instruction(action="delete_words", target=target, old=old, span=span, source=source)
    anchor = " ".join(text[: edit.start].split(" ")[-_ANCHOR_WORDS:]).strip()
    position: Position = "after"
    if not anchor:
        anchor, position = " ".join(text.split(" ")[:_ANCHOR_WORDS]), "before"
    return Instruction(
        action="insert_words",
        target=replace(target, position=position if anchor else "beginning"),
        anchor=anchor,
        new=edit.new,
        span=span,
        source=f"tracked: “{_short(edit.new)}” inserted",
    )


def _name(who: str) -> str:
    return f"changes by {who}" if who else "unsigned changes"


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 160 else text[:159].rsplit(" ", 1)[0] + " …"
