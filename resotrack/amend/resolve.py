"""The paragraphs of a text that an instruction means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from resotrack.amend.find import folded
from resotrack.amend.sections import sections_of
from resotrack.model import Document, Paragraph
from resotrack.model.amendment import Target

_NUMBER = re.compile(r"(?P<n>\d+)(?P<s>[a-z]*)")
_ID = re.compile(r"^(?P<space>.*?)(?P<part>pp|op)(?P<number>\d.*)$")


@dataclass(slots=True)
class Places:
    """The paragraphs of a text by what a delegate calls them."""

    document: Document
    index: dict[str, int] = field(init=False)
    last: list[int] = field(init=False)
    """For each paragraph, the index behind its last sub-paragraph."""
    folded: list[str] = field(init=False, default_factory=list)
    """The text of each paragraph without what typography adds, once a beginning is sought."""
    parts: dict[str, list[int]] = field(init=False)
    """The whole paragraphs (no sub-paragraphs) of "pp", "op" and "annex", in order."""
    sections: list[frozenset[str]] = field(init=False)
    """For each paragraph, the labels of the sections that it stands in."""
    again: dict[str, list[int]] = field(init=False)
    """By number, the whole paragraphs of sections in which the numbers begin again."""

    def __post_init__(self) -> None:
        paragraphs = self.document.paragraphs
        self.index = {p.id: n for n, p in enumerate(paragraphs)}
        self.last = _families(paragraphs)
        self.sections = sections_of(self.document)
        self.again = _again(paragraphs, self.sections)
        self.parts = {"pp": [], "op": [], "annex": []}
        for n, paragraph in enumerate(paragraphs):
            if paragraph.parent is not None:
                continue
            if paragraph.kind == "preambular":
                self.parts["pp"].append(n)
            elif paragraph.kind == "operative":
                self.parts["op"].append(n)
            elif paragraph.kind == "annex" or paragraph.id.startswith("annex"):
                self.parts["annex"].append(n)

    def family(self, n: int) -> range:
        """A paragraph and its sub-paragraphs."""
        return range(n, self.last[n])

    def of(self, target: Target) -> list[int] | str:
        """The indexes of the paragraphs that a target means, or why there are none."""
        if target.kind == "all":
            return list(range(len(self.document.paragraphs)))
        if target.kind == "unknown" and target.number in self.index:
            return [self.index[target.number]]
        if target.beginning and target.kind != "heading":
            return self._beginning(target)
        if target.kind not in self.parts:
            return "it names no place in the text"
        whole = self._whole(target)
        if not whole:
            where = f"section {target.section} of this text" if target.section else "the text"
            return f"{where} has no {_PART[target.kind]}"
        if not target.number and not target.sub:
            return "it does not say which paragraph"
        if not target.number:
            return self._sub_alone(target)
        found: list[int] = []
        for number in target.number.split(","):
            places = self._numbers(target, number, whole)
            if isinstance(places, str):
                return places
            found += places
        if not target.sub:
            return found
        return self._subs(found, target)

    def heading(self, target: Target) -> int | str:
        """The index of the heading that a target means, or why there is none."""
        headings = self.document.headings
        if target.beginning:
            sought = folded(target.beginning)
            found = [n for n, h in enumerate(headings) if folded(h.text) == sought]
            found = found or [
                n for n, h in enumerate(headings) if folded(h.text).startswith(sought)
            ]
        elif target.section:
            found = [n for n, h in enumerate(headings) if h.number.strip("().") == target.section]
        else:
            named = self._named("op", target.number, self.parts["op"])
            place = named[0] if len(named) == 1 else None
            above = self.document.paragraphs[place].heading if place is not None else ""
            first = next(
                (p for p in self.document.paragraphs if above and p.heading == above), None
            )
            opens = first is not None and place == self.index[first.id]
            found = [n for n, h in enumerate(headings) if opens and h.id == above]
        if len(found) == 1:
            return found[0]
        return f"{len(found) or 'no'} headings are named so: it does not say which is meant"

    def _whole(self, target: Target) -> list[int]:
        """The whole paragraphs of the target's kind, of its section where it names one."""
        whole = self.parts[target.kind]
        if not target.section:
            return whole
        return [n for n in whole if target.section in self.sections[n]]

    def _beginning(self, target: Target) -> list[int] | str:
        """The one paragraph that begins with some words."""
        sought = folded(target.beginning)
        if not self.folded:
            self.folded = [folded(p.text) for p in self.document.paragraphs]
        kind = {"pp": "preambular", "op": "operative", "annex": "annex"}.get(target.kind, "")
        known = [
            n
            for n, paragraph in enumerate(self.document.paragraphs)
            if not kind or paragraph.kind == kind
        ]
        found = [n for n in known if self.folded[n].startswith(sought)]
        if len(found) > 1:
            found = [n for n in found if self.folded[n] == sought] or found
        if len(found) == 1:
            return found
        said = target.beginning
        return (
            f"{len(found) or 'no'} paragraphs begin with “{said}”: it does not say which is meant"
        )

    def _numbers(self, target: Target, number: str, whole: Sequence[int]) -> list[int] | str:
        """The paragraphs of `whole` with one number, or with a range of them."""
        first, ranged, last = number.partition("-")
        ends: list[int] = []
        for end in (first, last) if ranged else (first,):
            named = self._named(target.kind, end, whole)
            if len(named) != 1:
                return _absent(target, end, len(whole), len(named))
            ends += named
        if not ranged:
            return ends
        return [n for n in whole if ends[0] <= n <= ends[1]]

    def _named(self, kind: str, number: str, whole: Sequence[int]) -> list[int]:
        """The paragraphs of `whole` that a number names: one, if it is clear."""
        if number == "last":
            return [whole[-1]]
        if number == "penultimate":
            return list(whole[-2:-1])
        if kind == "pp":
            # Counted, as the instruction counts them.
            match = _NUMBER.fullmatch(number)
            if match and not match["s"]:
                place = int(match["n"])
                return [whole[place - 1]] if 0 < place <= len(whole) else []
        paragraphs = self.document.paragraphs
        own = self.index.get(f"{kind}{number}")
        if own is not None and own in whole:
            # Where the numbers begin again in every section, one section's is as good as another's;
            # what stands in none is meant where none is named.
            again = self.again.get(number, ()) if self.sections[own] else ()
            return [own, *(n for n in again if n != own and n in whole)]
        named = [n for n in whole if "".join(paragraphs[n].number.lower().split()) == number]
        return named or [n for n in whole if _own_number(paragraphs[n]) == number]

    def _subs(self, whole: list[int], target: Target) -> list[int] | str:
        found = []
        for n in whole:
            name = self.document.paragraphs[n].id + target.sub.replace(" ", "")
            if name not in self.index:
                return f"{self.document.paragraphs[n].id} has no {target.sub}"
            found.append(self.index[name])
        return found

    def _sub_alone(self, target: Target) -> list[int] | str:
        """ "subparagraph (d)" in a text where one paragraph alone has such a letter."""
        ends = target.sub.replace(" ", "")
        found = [n for name, n in self.index.items() if name.endswith(ends)]
        if len(found) == 1:
            return found
        return (
            f"{len(found) or 'no'} paragraphs have a {target.sub}: it does not say which is meant"
        )


_PART = {"pp": "preambular paragraphs", "op": "operative paragraphs", "annex": "annex"}


def _absent(target: Target, number: str, count: int, found: int) -> str:
    kind, where = target.kind, f"section {target.section}" if target.section else "the text"
    if found:
        return f"{where} has {found} {kind.upper()} {number}: say in which section it stands"
    return f"{where} has no {kind.upper()} {number} ({count} {_PART[kind]})"


def _again(
    paragraphs: Sequence[Paragraph], sections: Sequence[frozenset[str]]
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, paragraph in enumerate(paragraphs):
        match = _ID.match(paragraph.id) if paragraph.parent is None else None
        section = match["space"].rstrip(".").rpartition(".")[2] if match else ""
        if match and section in sections[n] and section != "annex":
            found.setdefault(match["number"].lower(), []).append(n)
    return found


def _own_number(paragraph: Paragraph) -> str:
    match = _ID.match(paragraph.id)
    return match["number"].lower() if match else ""


def _families(paragraphs: Sequence[Paragraph]) -> list[int]:
    """For each paragraph, the index behind the last one that stands deeper below it."""
    ends = [len(paragraphs)] * len(paragraphs)
    above: list[int] = []
    for n, paragraph in enumerate(paragraphs):
        kept = [m for m in above if paragraphs[m].kind == paragraph.kind]
        while above and (above != kept or paragraphs[above[-1]].depth >= paragraph.depth):
            ends[above.pop()] = n
            kept = [m for m in above if paragraphs[m].kind == paragraph.kind]
        above.append(n)
    return ends
