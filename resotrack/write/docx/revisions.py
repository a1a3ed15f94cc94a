"""The elements by which Word tracks a change: who, when, and a number of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from resotrack.read._word_names import AUTHOR, DATE, ID, NAME, PPR, RPR, w
from resotrack.write.docx.elements import sane

ChangeTag = Literal["ins", "del", "moveFrom", "moveTo"]

# What may follow w:rPr inside w:pPr; and the marks inside w:rPr that come first.
_BEHIND_RPR = frozenset((w("sectPr"), w("pPrChange")))


@dataclass(slots=True)
class Revisions:
    """Makes tracked changes. `time` is left out where it is ""."""

    author: str
    """Who signs the next change."""
    time: str
    last_id: int
    moves: int = 0
    names: set[str] = field(default_factory=set)
    """The names of moved ranges that the file has already."""

    def element(self, tag: ChangeTag) -> etree._Element:
        return self.signed(tag)

    def maker(self, tag: ChangeTag) -> Callable[[], etree._Element]:
        return lambda: self.element(tag)

    @contextmanager
    def signing(self, author: str) -> Iterator[None]:
        """Let somebody else sign what is made meanwhile."""
        before, self.author = self.author, author
        try:
            yield
        finally:
            self.author = before

    def mark(self, paragraph: etree._Element, tag: ChangeTag) -> None:
        """Track the mark of a paragraph: the ¶ at its end."""
        properties = paragraph.find(PPR)
        if properties is None:
            properties = etree.Element(PPR)
            paragraph.insert(0, properties)
        of_mark = properties.find(RPR)
        if of_mark is None:
            of_mark = etree.Element(RPR)
            behind = next((c for c in properties if c.tag in _BEHIND_RPR), None)
            if behind is None:
                properties.append(of_mark)
            else:
                behind.addprevious(of_mark)
        # Marks come in this order and before everything else.
        order = [w(name) for name in ("ins", "del", "moveFrom", "moveTo")]
        earlier = order[: order.index(w(tag)) + 1]
        of_mark.insert(sum(1 for c in of_mark if c.tag in earlier), self.element(tag))

    def row(self, row: etree._Element, tag: Literal["ins", "del"]) -> None:
        """Track a row of a table."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            before = row.find(w("tblPrEx"))
            if before is None:
                row.insert(0, properties)
            else:
                before.addnext(properties)
        properties.append(self.element(tag))

    def move_name(self) -> str:
        while True:
            self.moves += 1
            name = f"move{self.moves}"
            if name not in self.names:
                return name

    def range(self, end: Literal["From", "To"], name: str) -> tuple[etree._Element, etree._Element]:
        """The beginning and the end of a moved range."""
        start = self.signed(f"move{end}RangeStart")
        start.set(NAME, name)
        close = etree.Element(w(f"move{end}RangeEnd"))
        close.set(ID, start.get(ID, ""))
        return start, close

    def next_id(self) -> str:
        self.last_id += 1
        return str(self.last_id)

    def signed(self, name: str) -> etree._Element:
        """An element with number, author and time."""
        element = etree.Element(w(name))
        element.set(ID, self.next_id())
        element.set(AUTHOR, sane(self.author))
        if self.time:
            element.set(DATE, self.time)
        return element


def highest_id(root: etree._Element) -> int:
    """The highest number of any change, range or bookmark of a part; 0 without any."""
    numbers = (e.get(ID, "") for e in root.iter() if isinstance(e.tag, str))
    return max((int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 10), default=0)
