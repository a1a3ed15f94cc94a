"""The asks of a text, in its order.

A paragraph may hold several: one for each act, and for each deed that an act asks for. Where the
items below a paragraph say what is asked, each item is an ask, and the paragraph above says who is
asked and how.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from resotrack.asks import parts
from resotrack.asks.clause import Clause, Stretch, read_clause
from resotrack.asks.words import Words
from resotrack.lexicon import Graded, Opening, find_acts
from resotrack.model import Document, Paragraph, Span
from resotrack.model.asks import Ask

_JOINTS = (",", ";", "and", "while")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the items below a paragraph take over from it."""

    graded: Graded
    opening: Span
    actor: Span | None
    own: bool
    deadline: Span | None
    items: Items
    """What the items below can be."""


Items = Literal["any", "deeds", "means", "verbs"]
"""any: the paragraph above is cut off before it says what is asked. deeds: it says it, and items
with "To …" go on. means: it ends in "by:" or "including:". verbs: it ends in "to:"."""
_CONNECTORS = frozenset({"also", "further", "furthermore"})
_BY = frozenset({"by", "through", "including", "alia", "particular", "following", "via", "as"})


def asks(document: Document) -> tuple[Ask, ...]:
    """Everything that the operative part asks for, in the order of the text.

    Acts of the directive family, and promises. For other languages than English only the act is
    found: such an ask has the rest of its paragraph as `what`, and nobody as `actor`.
    """
    return tuple(_asks(document))


def _asks(document: Document) -> Iterator[Ask]:
    heads: dict[str, _Head] = {}
    parents = {p.parent for p in document.operative if p.parent}
    english = document.language in ("", "en")
    for paragraph in document.operative:
        above = heads.get(paragraph.parent or "")
        if not english:
            yield from _foreign(document, paragraph)
            continue
        found, head = _Reader(document, paragraph).read(above, paragraph.id in parents)
        yield from found
        if head:
            heads[paragraph.id] = head


def _foreign(document: Document, paragraph: Paragraph) -> Iterator[Ask]:
    for act in find_acts(paragraph.text, document.language):
        rest = paragraph.text[act.end :].strip(" ,;:.،؛；。：")
        if act.graded.family != "directive" or not rest:
            continue
        start = paragraph.text.index(rest, act.end)
        words = Words(paragraph)
        yield Ask(
            paragraph=paragraph.id,
            by=document.body,
            act=act.graded.head,
            grade=act.graded.grade,
            opening=words.between(act.start, act.end),
            own=act.graded.head in words.lists.own,
            actor=None,
            what=words.between(start, start + len(rest)),
            verb="",
            deed="",
        )


class _Reader:
    """One paragraph of an English text."""

    def __init__(self, document: Document, paragraph: Paragraph) -> None:
        self._words = Words(paragraph)
        self._by = document.body
        self._year = int(document.date[:4]) if document.date[:4].isdigit() else None

    def read(self, above: _Head | None, has_items: bool) -> tuple[list[Ask], _Head | None]:
        """The asks of the paragraph, and what its items take over."""
        words = self._words
        acts = [act for n, act in enumerate(find_acts(words.paragraph.text)) if self._rules(n, act)]
        if above and not (acts and self._asks(acts[0].graded) and self._is_finite(acts[0])):
            return self._item(above)
        found: list[Ask] = []
        head: _Head | None = None
        waiting: list[tuple[Clause, _Head]] = []
        ends = [act.start for act in acts[1:]]
        ends += [len(words.paragraph.text)] if acts else []
        for act, end in zip(acts, ends, strict=True):
            if not self._asks(act.graded):
                head, waiting = None, []
                continue
            clause = self._clause(act, end)
            head = self._head(act, clause)
            if clause.actor and not clause.whats and not clause.open and end != ends[-1]:
                waiting.append((clause, head))
                continue
            for earlier, its_head in waiting:
                found += self._made(earlier, its_head, clause.whats)
            found += self._made(clause, head, clause.whats)
            if not clause.whats and not clause.open:
                found += self._made(replace(clause, actor=None), head, (clause.actor or (0, 0),))
            waiting = []
        return found, head if has_items else None

    def _rules(self, number: int, act: Opening) -> bool:
        """Whether an act rules what follows: "urges", not the "while bearing in mind" within."""
        return number == 0 or self._is_finite(act)

    def _is_finite(self, act: Opening) -> bool:
        """ "Requests", not "Requesting", which goes on from the paragraph above."""
        words = self._words
        return not any(
            words.keys[n].endswith("ing") for n in range(words.at(act.start), words.at(act.end))
        )

    def _asks(self, graded: Graded) -> bool:
        lists = self._words.lists
        if graded.head in lists.saying:
            return False
        return graded.family == "directive" or graded.head.rpartition(" ")[2] in lists.promised

    def _clause(self, act: Opening, end: int) -> Clause:
        words = self._words
        first, last = words.at(act.end), words.at(end)
        while last > first and last < len(words) and words.keys[last - 1] in _JOINTS:
            last -= 1
        return read_clause(words, first, last, act.graded)

    def _head(self, act: Opening, clause: Clause) -> _Head:
        words = self._words
        return _Head(
            graded=act.graded,
            opening=words.between(act.start, act.end),
            actor=words.span(*clause.actor) if clause.actor else None,
            own=clause.own,
            deadline=parts.deadline(words, clause.aside, year=self._year),
            items=self._items_after(clause.whats),
        )

    def _items_after(self, whats: Sequence[Stretch]) -> Items:
        words = self._words
        last = len(words)
        while last > 0 and words.keys[last - 1] in (":", ",", ";", "."):
            last -= 1
        end = words.keys[last - 1]
        if end == "to":
            return "verbs"
        if not whats:
            return "any"
        return "means" if end in _BY else "deeds"

    def _goes_on(self, at: int, items: Items) -> bool:
        """Whether an item that begins with this word is something asked for."""
        words = self._words
        if words.deed_at(at):
            return True
        if items == "deeds":
            return False
        if items == "means":
            return bool(words.base(at))
        return items == "any" or words.is_deed(at)

    def _item(self, above: _Head) -> tuple[list[Ask], _Head | None]:
        """An item that goes on from the paragraph above: "(a) To return …"."""
        words = self._words
        first, last = words.trimmed(0, len(words))
        if first >= last:
            return [], above
        first += 1 if words.deed_at(first + 1) and words.keys[first] in _CONNECTORS else 0
        if not self._goes_on(first, above.items):
            return [], replace(above, items="deeds")
        whats: tuple[Stretch, ...] = ((first, last),)
        own, actor = above.own, above.actor
        if words.keys[first] in ("to", "that"):
            clause = read_clause(words, first, last, above.graded)
            whats = clause.whats or whats
            if clause.actor:
                own, actor = clause.own, words.span(*clause.actor)
        head = _Head(
            graded=above.graded,
            opening=above.opening,
            actor=actor,
            own=own,
            deadline=above.deadline,
            items=self._items_after(whats),
        )
        return self._made(None, head, whats), head

    def _verbs(self, clause: Clause | None, head: _Head, what: Stretch) -> tuple[str, str]:
        words = self._words
        thing = clause is not None and clause.actor is None
        if thing and words.keys[what[0]] not in ("to", "not"):
            # "Renews the mandate": the act is the deed. "Calls for an end": there is no verb.
            done = head.graded.head.removesuffix("s")
            return (done, done) if head.own and done in words.lists.verbs else ("", "")
        return parts.verbs(words, what)

    def _made(self, clause: Clause | None, head: _Head, whats: tuple[Stretch, ...]) -> list[Ask]:
        words = self._words
        found = []
        for what in whats:
            if what[1] <= what[0]:
                continue
            verb, deed = self._verbs(clause, head, what)
            found.append(
                Ask(
                    paragraph=words.paragraph.id,
                    by=self._by,
                    act=head.graded.head,
                    grade=head.graded.grade,
                    opening=head.opening,
                    own=head.own,
                    actor=head.actor,
                    what=words.span(*what),
                    verb=verb,
                    deed=deed,
                    for_whom=parts.for_whom(words, what),
                    deadline=parts.deadline(words, what, year=self._year) or head.deadline,
                    reports_to=parts.report(words, what),
                )
            )
        return found
