"""Who made which change of a redline: as the caller says, or as the later text tracks it.

Only what is known is attributed. Words that nobody is known to have changed, and numbers that
follow from a change, stay with the one who signs the redline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import groupby

from resotrack.errors import UnknownParagraph, WriteError
from resotrack.model import Change, Comparison, Link, Paragraph

Told = Mapping[str, str] | Mapping[Link, str] | Mapping[str | Link, str]
"""Names by the ids of paragraphs, or by links."""
BEFORE = "before."
"""Stands before the id of a paragraph of the earlier text: "before.op7"."""
_NEAR = 40
"""A deletion that the later text tracks so many letters away, and the length of the words, may be
the one that the comparison found: what both take for the place of a change differs by a few words.
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of one author, by their place among others."""

    start: int
    end: int
    author: str


class Authors:
    """Answers for every change whose it is. Without `told` and `tracked` all are `nobody`'s."""

    def __init__(
        self,
        nobody: str,
        *,
        comparison: Comparison | None = None,
        told: Told | None = None,
        tracked: bool = False,
    ) -> None:
        self._nobody = nobody
        self._after: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._changes: dict[str, list[Change]] = {}
        self._gone: list[tuple[str, str]] = []
        if comparison is None:
            return
        links = frozenset((*comparison.links, *comparison.headings)) if told else frozenset()
        for key, name in (told or {}).items():
            self._tell(comparison, links, key, name or nobody)
        for change in comparison.after.changes if tracked else ():
            if not _who(change):
                continue
            if change.whole and change.kind == "delete":
                self._gone.append((_letters(change.words), _who(change)))
            else:
                self._changes.setdefault(change.paragraph, []).append(change)

    def _tell(self, comparison: Comparison, links: Set[Link], key: str | Link, name: str) -> None:
        if isinstance(key, Link):
            if key not in links:
                raise WriteError(
                    f"{name} is named for a link of another comparison.",
                    remedy="Take the links from the comparison that is written.",
                )
            self._after.update({p.id: name for p in key.after})
            self._before.update({p.id: name for p in key.before})
            return
        bare = key.removeprefix(BEFORE)
        if bare == key and key in comparison.after.by_id:
            self._after[key] = name
        elif bare in comparison.before.by_id:
            self._before[bare] = name
        else:
            near = get_close_matches(bare, [*comparison.after.by_id, *comparison.before.by_id])
            raise UnknownParagraph(
                f"{name} is named for {key!r}, which neither text has.",
                remedy=f"Name a paragraph as `resotrack show` does, like {near[0]}."
                if near
                else "Name a paragraph as `resotrack show` does: op7, pp3, before.op7.",
            )

    # ---- whole paragraphs -----------------------------------------------------------------

    def of(self, after: Paragraph) -> str:
        """Who is told to have changed a paragraph of the later text."""
        return self._after.get(after.id, self._nobody)

    def coming(self, after: Paragraph) -> str:
        """Who brought a paragraph in."""
        return self._whole(after, "insert", "move_to")

    def moving(self, after: Paragraph) -> str:
        """Who moved a paragraph to where it stands."""
        return self._whole(after, "move_to", "insert")

    def going(self, before: Paragraph, after: Sequence[Paragraph]) -> str:
        """Who deleted a paragraph of the earlier text. `after`: what became of it, if anything."""
        if before.id in self._before:
            return self._before[before.id]
        wanted = _letters(before.text)
        found = (who for words, who in self._gone if wanted and wanted in words)
        return next(found, self.moving(after[0]) if after else self._nobody)

    def breaking(self, after: Paragraph) -> str:
        """Who cut a paragraph off from the one that follows."""
        return self._mark(after, "insert")

    def joining(self, after: Paragraph) -> str:
        """Who joined two paragraphs to this one."""
        return self._mark(after, "delete")

    def _whole(self, after: Paragraph, *kinds: str) -> str:
        if after.id in self._after:
            return self._after[after.id]
        changes = self._changes.get(after.id, ())
        found = (_who(c) for kind in kinds for c in changes if c.kind == kind and c.whole)
        return next(found, self._nobody)

    def _mark(self, after: Paragraph, kind: str) -> str:
        if after.id in self._after:
            return self._after[after.id]
        changes = self._changes.get(after.id, ())
        found = (_who(c) for c in changes if c.kind == kind and "\n" in c.words)
        return next(found, self._nobody)

    # ---- words ----------------------------------------------------------------------------

    def inserted(self, after: Paragraph, start: int, end: int) -> list[Stretch]:
        """The words from one offset of a paragraph of the later text to another, by author."""
        if after.id in self._after or after.id not in self._changes:
            return [Stretch(start, end, self.of(after))]
        owners = [""] * (end - start)
        # What was edited inside a moved paragraph is the editor's.
        for kinds in (("move_to",), ("insert",)):
            for change in self._changes[after.id]:
                if change.kind in kinds and not change.in_note:
                    for at in range(max(start, change.start), min(end, change.end)):
                        owners[at - start] = _who(change)
        return self._stretches(after.text[start:end], owners, start)

    def note(self, after: Paragraph, position: int) -> str:
        """Who put a footnote to a place of a paragraph of the later text."""
        if after.id not in self._after:
            for change in self._changes.get(after.id, ()):
                if change.in_note and change.kind == "insert" and change.start == position:
                    return _who(change)
        return self.of(after)

    def deleted(self, after: Paragraph, at: int, words: str) -> list[Stretch]:
        """Words that stood at an offset of a paragraph of the later text, by author; places within
        `words`."""
        if after.id in self._after or after.id not in self._changes:
            return [Stretch(0, len(words), self.of(after))]
        owners = [""] * len(words)
        reach = _NEAR + len(words)
        near = [
            c
            for c in self._changes[after.id]
            if c.kind in ("delete", "move_from") and abs(c.start - at) <= reach and not c.in_note
        ]
        for change in sorted(near, key=lambda c: abs(c.start - at)):
            first, last = _shared(words, change.words.strip())
            if not any(owners[first:last]):
                owners[first:last] = [_who(change)] * (last - first)
        return self._stretches(words, owners, 0)

    def _stretches(self, words: str, owners: list[str], start: int) -> list[Stretch]:
        """Neighbours of one author together; spaces and signs go with the words beside them."""
        for places in (range(1, len(words)), range(len(words) - 2, -1, -1)):
            step = places.step
            for place in places:
                if not owners[place] and not words[place].isalnum():
                    owners[place] = owners[place - step]
        found: list[Stretch] = []
        at = start
        for owner, group in groupby(owners):
            length = sum(1 for _ in group)
            found.append(Stretch(at, at + length, owner or self._nobody))
            at += length
        return found


def _shared(words: str, told: str) -> tuple[int, int]:
    """From where to where words are those that a tracked change tells of. Either may hold the
    other, or end with what the other begins with: two programs cut a change in two ways."""
    found = SequenceMatcher(None, words, told, autojunk=False).find_longest_match()
    ends = found.a + found.size, found.b + found.size
    whole = found.size in (len(told), len(words.strip()))
    edge = (ends[0] == len(words) and found.b == 0) or (found.a == 0 and ends[1] == len(told))
    return (found.a, ends[0]) if found.size and (whole or edge) else (0, 0)


def _who(change: Change) -> str:
    return change.delegation or change.author


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
