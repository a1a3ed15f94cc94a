"""The paragraphs of a text that an instruction means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from resotrack.amend.find import folded
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

    def __post_init__(self) -> None:
        paragraphs = self.document.paragraphs
        self.index = {p.id: n for n, p in enumerate(paragraphs)}
        self.last = _families(paragraphs)
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
        if target.beginning and target.kind != "heading":
            return self._beginning(target)
        if target.kind not in self.parts:
            return "it names no place in the text"
        whole = self._whole(target)
        if not whole:
            section = f" in section {target.section}" if target.section else ""
            return f"the text has no {_PART[target.kind]}{section}"
        if not target.number and not target.sub:
            return "it does not say which paragraph"
        if not target.number:
            return self._sub_alone(target)
        found: list[int] = []
        for number in target.number.split(","):
            places = self._numbers(target, number)
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
            place = self._one("op", target.number, self.parts["op"])
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
        paragraphs = self.document.paragraphs
        own = [n for n in whole if target.section in paragraphs[n].id.split(".")[:-1][-1:]]
        headed = {h.id for h in self.document.headings if h.number.strip("().") == target.section}
        return own or [n for n in whole if paragraphs[n].heading in headed]

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

    def _numbers(self, target: Target, number: str) -> list[int] | str:
        """The whole paragraphs of one number, or of a range of them."""
        first, ranged, last = number.partition("-")
        whole = self._whole(target)
        begin = self._one(target.kind, first, whole, target.section)
        if begin is None:
            return _absent(target.kind, first, len(whole))
        if not ranged:
            return [begin]
        end = self._one(target.kind, last, whole, target.section)
        if end is None:
            return _absent(target.kind, last, len(whole))
        return [n for n in whole if begin <= n <= end]

    def _one(self, kind: str, number: str, whole: list[int], section: str = "") -> int | None:
        if number == "last":
            return whole[-1]
        if number == "penultimate":
            return whole[-2] if len(whole) > 1 else None
        if kind == "pp":
            # Counted, as the instruction counts them.
            match = _NUMBER.fullmatch(number)
            if match and not match["s"]:
                place = int(match["n"])
                return whole[place - 1] if 0 < place <= len(whole) else None
        paragraphs = self.document.paragraphs
        own = self.index.get(f"{section}.{kind}{number}" if section else f"{kind}{number}")
        if own in whole:
            return own
        named = [n for n in whole if "".join(paragraphs[n].number.lower().split()) == number]
        if not named:
            named = [n for n in whole if _own_number(paragraphs[n]) == number]
        return named[0] if len(named) == 1 else None

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


def _absent(kind: str, number: str, count: int) -> str:
    return f"the text has no {kind.upper()} {number} ({count} {_PART[kind]})"


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
