"""Where the paragraphs of one text, and the words in them, stand in a later one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from resotrack.diff import diff_words
from resotrack.model import Comparison, Document, Paragraph, WordChange

Run = tuple[int, int, int]
"""(start, end) of words in the earlier text, and where they begin in the later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a paragraph of the later text."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Succession:
    """Some paragraphs of the earlier text and those that they became."""

    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    indexes: tuple[int, ...]
    """Of `after`, in the later text."""
    words: tuple[WordChange, ...] = ()
    confidence: float = 1.0
    """How sure it is that they belong together."""

    @cached_property
    def _runs(self) -> tuple[Run, ...]:
        """What stands in both, in order."""
        words = self.words or diff_words(
            "\n".join(p.text for p in self.before), "\n".join(p.text for p in self.after)
        )
        found: list[Run] = []
        at = now = 0
        for kind, text in words:
            if kind == "equal":
                found.append((at, at + len(text), now))
            at += len(text) if kind != "insert" else 0
            now += len(text) if kind != "delete" else 0
        return tuple(found)

    def place(self, paragraph: Paragraph, start: int, end: int) -> Place | None:
        """Where a stretch of a paragraph of `before` stands; None where it is not there whole."""
        offset = self._offset(self.before, paragraph)
        if offset is None:
            return None
        first, last = offset + start, offset + end
        for run_start, run_end, now in self._around(first, last):
            begin = now + first - run_start
            if run_start <= first and last <= run_end:
                return self._in_later(begin, begin + last - first)
        return None

    def around(self, paragraph: Paragraph, start: int, end: int) -> Place | None:
        """What stands between the words before a stretch and those behind it that are still there.

        None where either side has none, or where they do not stand in one paragraph.
        """
        offset = self._offset(self.before, paragraph)
        if offset is None:
            return None
        first, last = offset + start, offset + end
        begin = [now + min(b, first) - a for a, b, now in self._runs if a < first]
        ends = [now + max(a, last) - a for a, b, now in self._runs if b > last]
        if not begin or not ends:
            return None
        return self._in_later(max(begin), min(ends))

    def _around(self, first: int, last: int) -> Iterator[Run]:
        """The runs that touch a stretch."""
        at = max(0, bisect_right(self._runs, first, key=lambda run: run[0]) - 2)
        for run in self._runs[at:]:
            if run[0] > last:
                break
            if run[1] >= first:
                yield run

    def _in_later(self, start: int, end: int) -> Place | None:
        at = 0
        for index, paragraph in zip(self.indexes, self.after, strict=True):
            if at <= start and end <= at + len(paragraph.text):
                return Place(paragraph=index, start=start - at, end=end - at)
            at += len(paragraph.text) + 1
        return None

    @staticmethod
    def _offset(paragraphs: Iterable[Paragraph], sought: Paragraph) -> int | None:
        at = 0
        for paragraph in paragraphs:
            if paragraph.id == sought.id:
                return at
            at += len(paragraph.text) + 1
        return None


def of_comparison(comparison: Comparison, later: Document) -> dict[str, Succession]:
    """For each paragraph of the earlier text what it became, by its id, as they were compared."""
    index = {p.id: n for n, p in enumerate(later.paragraphs)}
    found: dict[str, Succession] = {}
    for link in comparison.links:
        after = tuple(p for p in link.after if p.id in index)
        one = Succession(
            before=link.before,
            after=after,
            indexes=tuple(index[p.id] for p in after),
            words=link.words if after == link.after else (),
            confidence=link.confidence,
        )
        found.update({p.id: one for p in link.before})
    return found


def of_ids(earlier: Document, later: Document, ids: Mapping[str, str]) -> dict[str, Succession]:
    """The same where each paragraph's new id is known."""
    index = {p.id: n for n, p in enumerate(later.paragraphs)}
    found: dict[str, Succession] = {}
    for paragraph in earlier.paragraphs:
        now = ids.get(paragraph.id)
        after: Sequence[int] = [index[now]] if now is not None else []
        found[paragraph.id] = Succession(
            before=(paragraph,),
            after=tuple(later.paragraphs[n] for n in after),
            indexes=tuple(after),
        )
    return found
