"""The tree of a text, built block by block: which number belongs to which level, and every id.

Labels are ambiguous one at a time and clear in a row. `Outline` keeps the levels that are open
("7", "(a)", "(i)") and places each label where it continues a series or begins one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from resotrack.lexicon import find_opening
from resotrack.model import Change, Kind, Notice, Paragraph
from resotrack.read.blocks import Block
from resotrack.read.faces import marks
from resotrack.read.labels import HEADING_NUMBER, Label, Series

# A lead longer than this is emphasis, not an opening phrase ("Expresses its deepest appreciation
# to", the longest common one, has five words).
_LONGEST_LEAD = 8
_DEEPEST = 4


@dataclass(slots=True)
class _Level:
    series: Series
    value: int
    id: str
    other: Series | None = None
    """The series that its first label may as well have begun: a Cyrillic "а" looks Latin."""


class Outline:
    """Collects paragraphs and headings; each call adds one in reading order."""

    def __init__(self, language: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self.headings: list[Paragraph] = []
        self.changes: list[Change] = []
        self.notices: list[Notice] = []
        self.anchors: dict[int, str] = {}
        self.places: dict[str, tuple[int, ...]] = {}
        """For each paragraph and heading the lines of the source that it is made of."""
        self._language = language
        self._division = ""
        self._numbered = False
        self._levels: list[_Level] = []
        self._kind: Kind = "preambular"
        self._counts: dict[str, int] = {}
        self._ids: set[str] = set()
        self._heading = ""
        self._fresh_heading = ""

    def enter(self, division: str) -> None:
        """Begin a part of the document whose numbering is its own ("annex", "B"); "" ends it."""
        if division:
            self._counts[f"division {division}"] = self._count(f"division {division}") + 1
            again = self._counts[f"division {division}"]
            division = division if again == 1 else f"{division}{again}"
        self._division = f"{division}." if division else ""
        self._levels = []
        self._heading = self._fresh_heading = ""

    def heading(self, block: Block, text: str) -> None:
        """A heading: an empty one is ignored."""
        if not text:
            return
        self._counts["heading"] = self._count("heading") + 1
        heading_id = f"h{self._counts['heading']}"
        self.headings.append(
            Paragraph(
                id=heading_id,
                kind="heading",
                number=block.number,
                text=text,
                notes=block.notes,
                brackets=marks(block, 0),
            )
        )
        self._heading = heading_id
        number = HEADING_NUMBER.match(f"{block.number} {text}".strip())
        # A section's number names it better than the title that follows on the next line.
        if number or not self._fresh_heading:
            self._fresh_heading = number["n"] if number else heading_id
        self._file_changes(block, heading_id, 0)

    def table_row(self, block: Block) -> None:
        """A row of a table, its cells joined by " | "."""
        self._counts["row"] = self._count("row") + 1
        self._add(block, 0, id=f"{self._division}row{self._counts['row']}", kind="table", depth=0)

    def preambular(self, block: Block, label: Label | None) -> None:
        """A paragraph of the preamble, or (with a letter) a sub-paragraph of the last one."""
        self._numbered_part(block, label, "preambular", "pp")

    def operative(self, block: Block, label: Label | None) -> None:
        """A paragraph of the operative part, or a sub-paragraph of the last one."""
        self._numbered_part(block, label, "operative", "op")

    def annex(self, block: Block, label: Label | None) -> None:
        """A paragraph of an annex."""
        self._numbered_part(block, label, "annex", "op" if label else "p")

    def text(self, block: Block, label: Label | None) -> None:
        """A paragraph of a document that is no resolution."""
        self._numbered_part(block, label, "text", "p")

    def _numbered_part(self, block: Block, label: Label | None, kind: Kind, stem: str) -> None:
        if kind != self._kind:
            self._levels, self._kind = [], kind
        if label and not _is_top(label) and self._levels:
            self._sub_paragraph(block, label, kind)
        elif label is None and kind != "preambular" and self._goes_on():
            own = self._next(f"{self._levels[-1].id}+")
            self._add(block, 0, id=own, kind=kind, depth=len(self._levels) - 1)
        else:
            self._top(block, label, kind, f"{self._division}{stem}")

    def _goes_on(self) -> bool:
        """Whether a block without a number continues the numbered paragraph before it."""
        return bool(self._levels) and self._numbered and not self._fresh_heading

    def _top(self, block: Block, label: Label | None, kind: Kind, stem: str) -> None:
        """A paragraph of the first level: named by its number, else by its place in the count."""
        if label and _is_top(label) and (kind != "preambular" or label.part):
            own = self._numbered_id(label, stem)
        else:
            own = self._next(stem)
        own = self._unique(own)
        self._numbered = label is not None
        self._levels = [_Level("decimal", 0, own)]
        number = label.raw if label else block.number
        cut = label.length if label else 0
        self._add(block, cut, id=own, kind=kind, depth=0, number=number, offer_lead=True)
        if label and label.sub:
            self._levels.append(_Level("letter", ord(label.sub[1]) - 96, f"{own}{label.sub}"))

    def _numbered_id(self, label: Label, stem: str) -> str:
        """The id of a numbered paragraph; numbers that start again open a new division."""
        own = f"{stem}{label.key}"
        if own in self._ids and self._fresh_heading:
            outer = re.match(r"(?:annex\d*|[A-Z])\.", self._division)
            kind_of_stem = stem.removeprefix(self._division)
            self._division = f"{outer[0] if outer else ''}{self._fresh_heading}."
            own = f"{self._division}{kind_of_stem}{label.key}"
        return own

    def _sub_paragraph(self, block: Block, label: Label, kind: Kind) -> None:
        depth, series, value = self._place(label)
        self._levels = self._levels[:depth]
        parent = self._levels[-1].id
        own = self._unique(f"{parent}{label.key}")
        twin = next((s for s, v in label.readings if v == value == 1 and s != series), None)
        self._levels.append(_Level(series, value, own, twin))
        self._add(
            block, label.length, id=own, kind=kind, depth=depth, number=label.raw, parent=parent
        )

    def _place(self, label: Label) -> tuple[int, Series, int]:
        """The depth of a letter or roman numeral, and the way to read it."""
        begins = [r for r in label.readings if r[1] == 1]
        last = self.paragraphs[-1].text if self.paragraphs else ""
        if begins and last.endswith((":", "：")) and len(self._levels) <= _DEEPEST:
            return len(self._levels), *begins[-1]
        for depth in range(len(self._levels) - 1, 0, -1):
            level = self._levels[depth]
            step = 0 if label.suffix else 1
            for series, value in label.readings:
                if series in (level.series, level.other) and value == level.value + step:
                    return depth, series, value
        if begins and len(self._levels) <= _DEEPEST:
            return len(self._levels), *begins[-1]
        where = self._levels[-1].id
        self._notice("numbering", f"{label.raw} does not follow from what stands before it", where)
        for depth in range(len(self._levels) - 1, 0, -1):
            for series, value in label.readings:
                if series == self._levels[depth].series:
                    return depth, series, value
        return min(len(self._levels), _DEEPEST), *label.readings[0]

    def _add(
        self,
        block: Block,
        cut: int,
        *,
        id: str,  # noqa: A002 - the field's own name
        kind: Kind,
        depth: int,
        number: str = "",
        parent: str | None = None,
        offer_lead: bool = False,
    ) -> None:
        text = block.text[cut:]
        self._ids.add(id)
        self.paragraphs.append(
            Paragraph(
                id=id,
                kind=kind,
                number=number,
                text=text,
                opening=self._opening(block, text, kind, depth, offer_lead),
                parent=parent,
                depth=depth,
                heading=self._heading,
                notes=tuple(replace(n, position=max(0, n.position - cut)) for n in block.notes),
                brackets=marks(block, cut),
                breaks=tuple(at - cut for at in block.breaks if cut < at < len(block.text)),
            )
        )
        if depth == 0 and kind != "preambular":
            self._fresh_heading = ""
        self._file_changes(block, id, cut)

    def _opening(self, block: Block, text: str, kind: Kind, depth: int, offer_lead: bool) -> str:
        if kind == "table":
            return ""
        # An opening phrase in square brackets is still under negotiation, and still the opening.
        found = find_opening(text.lstrip("["), self._language)
        # "(a) Adopting laws that …" below an operative verb says what to do; it is no participle
        # of a preamble.
        if depth and kind != "preambular" and found.split(" ")[0].endswith("ing"):
            found = ""
        lead = block.lead.strip().rstrip(",;:،，").rstrip()
        if not offer_lead or not lead or lead.startswith("[") or not text.startswith(lead):
            return found
        if len(lead.split()) > _LONGEST_LEAD or len(lead) == len(text):
            return found
        # The mark-up may stop short of the phrase ("Takes note" / "with appreciation").
        return found if found.startswith(lead) else lead

    def _file_changes(self, block: Block, paragraph: str, cut: int) -> None:
        self.anchors.update(dict.fromkeys(block.anchored, paragraph))
        self.places[paragraph] = block.lines
        for change in block.changes:
            self.changes.append(
                replace(
                    change,
                    paragraph=paragraph,
                    start=max(0, change.start - cut),
                    end=max(0, change.end - cut),
                )
            )

    def _count(self, name: str) -> int:
        return self._counts.get(name, 0)

    def _count_up(self, name: str) -> int:
        self._counts[name] = self._count(name) + 1
        return self._counts[name]

    def _next(self, stem: str) -> str:
        """The stem with its next free count."""
        while True:
            own = f"{stem}{self._count_up(stem)}"
            if own not in self._ids:
                return own

    def _unique(self, own: str) -> str:
        if own not in self._ids:
            return own
        copy = self._count_up(f"copies of {own}") + 1
        if copy == 2:
            self._notice("numbering", f"{own} stands more than once", own)
        return f"{own}~{copy}"

    def _notice(self, code: str, message: str, where: str) -> None:
        self.notices.append(Notice(code=code, message=message, where=where))


def _is_top(label: Label) -> bool:
    """Whether a label is of the kind that numbers whole paragraphs: "7", "7 bis", "17.1"."""
    return label.readings[0][0] in ("decimal", "point")
