"""The part of a Word file that holds its footnotes."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from resotrack.read._word_names import ID, PARAGRAPH, PPR, RPR, w, whole
from resotrack.write.docx.elements import e, run
from resotrack.write.docx.words import runs_in, wrap

Change = Callable[[], etree._Element]


@dataclass(slots=True)
class Footnotes:
    """The footnotes of a file, to which some are added or deleted."""

    root: etree._Element
    styled: bool
    """Whether the file has a style "FootnoteReference"."""
    rtl: bool = False
    """Whether notes run from right to left."""
    changed: bool = False
    last_id: int = field(init=False)

    def __post_init__(self) -> None:
        self.last_id = max((whole(n.get(ID)) or 0 for n in self.root), default=0)

    def reference(self, text: str, changes: list[Change]) -> etree._Element:
        """Write a note, its words under a tracked change if there is one. Returns its mark."""
        self.changed = True
        self.last_id = max(self.last_id, 0) + 1
        number = self.last_id
        mark = e("r", self._raised(), e("footnoteRef"))
        words = run(f" {text}", e("rPr", e("rtl")) if self.rtl else None)
        properties = self._properties()
        paragraph = e("p", *([] if properties is None else [properties]), mark, words)
        for change in changes:
            wrap([mark, words], change)
        self.root.append(e("footnote", paragraph, id=number))
        return e("r", self._raised(), e("footnoteReference", id=number))

    def asterisk(self, text: str, mark: str) -> etree._Element:
        """Write a note whose mark is typed: "*". Returns the mark."""
        self.changed = True
        self.last_id = max(self.last_id, 0) + 1
        number = self.last_id
        properties = self._properties()
        own = run(mark, self._raised())
        words = run(f"\t{text}", e("rPr", e("rtl")) if self.rtl else None)
        paragraph = e("p", *([] if properties is None else [properties]), own, words)
        self.root.append(e("footnote", paragraph, id=number))
        reference = run(mark)
        reference.insert(0, e("footnoteReference", customMarkFollows=1, id=number))
        return reference

    def delete(self, number: str, change: Change) -> None:
        """Track the words of a note as deleted; Word does so with the note's mark."""
        for note in self.root:
            if note.get(ID) == number:
                self.changed = True
                for paragraph in note.iter(PARAGRAPH):
                    wrap(list(runs_in(paragraph)), change)

    def _raised(self) -> etree._Element:
        if self.styled:
            return e("rPr", e("rStyle", val="FootnoteReference"))
        return e("rPr", e("vertAlign", val="superscript"))

    def _properties(self) -> etree._Element | None:
        """The properties of the paragraphs of notes: those of the first that is one."""
        for note in self.root:
            if note.get(w("type")) in (None, "normal"):
                found = note.find(f"{PARAGRAPH}/{PPR}")
                if found is None:
                    return None
                copy = deepcopy(found)
                for mark in copy.findall(RPR):
                    copy.remove(mark)
                return copy
        direction = [e("bidi")] if self.rtl else []
        return e("pPr", e("pStyle", val="FootnoteText"), *direction)


def empty_footnotes() -> etree._Element:
    """A part with the two separators that Word asks for."""
    line = e("footnote", e("p", e("r", e("separator"))), type="separator", id=-1)
    again = e("p", e("r", e("continuationSeparator")))
    return e("footnotes", line, e("footnote", again, type="continuationSeparator", id=0))
