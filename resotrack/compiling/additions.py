"""New paragraphs of all versions: where each one goes in the base text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from resotrack.compiling.labels import Label, Labels, printed_number
from resotrack.compiling.versions import Version, reading_order
from resotrack.model import Document, Paragraph


@dataclass(slots=True, kw_only=True)
class Addition:
    """A paragraph that is not in the base text, with what stands below it."""

    paragraph: Paragraph
    """As the version has it."""
    delegations: tuple[str, ...]
    after: str
    """The paragraph of the base that it follows in its version; "" where it follows none."""
    below: str = ""
    """The paragraph of the base that it is a sub-paragraph of; "" for none."""
    children: list[Addition] = field(default_factory=list)
    label: Label | None = None
    before: str = ""
    """What it should stand before, where no label can say so."""

    @property
    def shape(self) -> tuple[object, ...]:
        """What two additions share that are one and the same."""
        own = self.paragraph
        return (own.kind, own.depth, own.text, tuple(child.shape for child in self.children))

    def family(self) -> Iterator[Addition]:
        yield self
        for child in self.children:
            yield from child.family()


def additions_of(
    versions: Sequence[Version],
) -> tuple[list[Addition], dict[tuple[int, str], Addition]]:
    """What the versions add, the same thing once; and which addition stands for which paragraph
    of a version (by its index and the paragraph's id)."""
    found: dict[tuple[object, ...], Addition] = {}
    known: dict[tuple[int, str], Addition] = {}
    for number, version in enumerate(versions):
        tops, made = _of_version(version)
        twins: Counter[tuple[object, ...]] = Counter()
        for top in tops:
            # Of twins in one version the second is the second of any other.
            what = (top.after, top.below, top.shape)
            twins[what] += 1
            same = found.setdefault((*what, twins[what]), top)
            for one, other in zip(top.family(), same.family(), strict=True):
                names = (*other.delegations, *one.delegations)
                other.delegations = tuple(dict.fromkeys(names))
                known[number, made[id(one)]] = other
    return list(found.values()), known


def _of_version(version: Version) -> tuple[list[Addition], dict[int, str]]:
    back = version.back
    tops: list[Addition] = []
    made: dict[str, Addition] = {}
    after = ""
    for paragraph in reading_order(version.document):
        old = back.get(paragraph.id)
        if old is not None:
            after = after if old in version.moved else old
            continue
        addition = Addition(
            paragraph=paragraph,
            delegations=version.delegations,
            after=after,
            below=back.get(paragraph.parent or "", ""),
        )
        parent = made.get(paragraph.parent or "")
        (tops if parent is None else parent.children).append(addition)
        made[paragraph.id] = addition
    return tops, {id(addition): name for name, addition in made.items()}


class Places:
    """Gives each addition its place and its label."""

    def __init__(self, base: Document, labels: Mapping[str, Label], given: Labels) -> None:
        self._order = reading_order(base)
        self._by_id = base.by_id
        self._labels = labels
        self._given = given
        self._children: dict[str, list[str]] = {}
        for paragraph in self._order:
            self._children.setdefault(paragraph.parent or "", []).append(paragraph.id)

    def place(self, addition: Addition) -> str:
        """The id of the base behind whose family it stands ("" for the very beginning); gives it
        and what stands below it their labels."""
        if addition.below:
            behind = self._sub_paragraph(addition)
        else:
            behind = self._host(addition.after)
            addition.label = self._top(addition, behind)
        self._label_children(addition)
        return behind

    def last_of(self, name: str) -> str:
        """The last paragraph of a family."""
        while below := self._children.get(name):
            name = below[-1]
        return name

    def _host(self, name: str) -> str:
        """The paragraph that another one belongs to in the end: a new one never parts a family."""
        while name and (parent := self._by_id[name].parent):
            name = parent
        return self.last_of(name) if name else ""

    def _top(self, addition: Addition, behind: str) -> Label | None:
        own = addition.paragraph
        if own.kind in ("heading", "table"):
            return None
        anchor = self._numbered_before(own.kind, behind)
        if anchor is None:
            part = {"preambular": "PP", "operative": "OP"}.get(own.kind)
            return self._first(part) if part and (own.kind == "preambular" or own.number) else None
        if not own.number and own.kind != "preambular":
            return None
        mine = own.number.partition(" ")[0] == anchor.number.partition(" ")[0]
        if mine and " " in own.number:
            stem = anchor.printed[: 2 if anchor.printed[:2] in ("PP", "OP") else 0]
            space = anchor.id.removesuffix("".join(anchor.number.split()))
            if label := self._given.named(f"{stem}{own.number}{'' if stem else '.'}", space):
                return label
        return self._given.beside(anchor)

    def _first(self, part: str) -> Label | None:
        """Before the first paragraph of a part: "OP0", "OP0 bis"."""
        space = part.lower()
        if label := self._given.named(f"{part}0", space):
            return label
        return self._given.beside(Label(printed=f"{part}0", number="0", id=f"{space}0"))

    def _numbered_before(self, kind: str, behind: str) -> Label | None:
        """The label of the nearest whole paragraph of a kind, at a place or before it."""
        found: Label | None = None
        for paragraph in self._order if behind else ():
            label = self._labels[paragraph.id]
            if paragraph.kind == kind and not paragraph.parent and label.printed:
                found = label
            if paragraph.id == behind:
                break
        return found

    def _sub_paragraph(self, addition: Addition) -> str:
        above = addition.below
        siblings = self._children.get(above, [])
        sibling = addition.after
        while sibling and self._by_id[sibling].parent != above:
            sibling = self._by_id[sibling].parent or ""
        if sibling:
            addition.label = self._given.beside(self._labels[sibling])
            return self.last_of(sibling)
        if siblings:
            addition.label = self._given.beside(self._labels[siblings[0]])
            addition.before = siblings[0]
            return self.last_of(siblings[0])
        addition.label = self._numbered_below(addition.paragraph, above)
        return above

    def _numbered_below(self, paragraph: Paragraph, above: str) -> Label | None:
        """A sub-paragraph where the base has none keeps its letter, or takes the next free one."""
        printed = printed_number(paragraph)
        if not printed:
            return None
        return self._given.named(printed, above) or self._given.beside(
            Label(printed=printed, number=paragraph.number, id=f"{above}{paragraph.number}")
        )

    def _label_children(self, addition: Addition) -> None:
        for child in addition.children:
            above = addition.label.id if addition.label else ""
            child.label = self._numbered_below(child.paragraph, above) if above else None
            self._label_children(child)
