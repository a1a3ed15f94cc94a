"""What became of one text in another: links, words, flags."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from resotrack.model.document import Document, Notice, Paragraph

if TYPE_CHECKING:
    from resotrack.model.perspective import Perspective

Relation = Literal["same", "edited", "split", "merged", "added", "deleted"]
Direction = Literal["strengthened", "weakened", "mixed", "neutral"]
Dimension = Literal[
    "force",
    "modality",
    "intensity",
    "hedge",
    "scope",
    "actor",
    "mandate",
    "specificity",
    "presence",
    "placement",
    "update",
    "editorial",
]
WordChange = tuple[Literal["equal", "delete", "insert"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of one paragraph, as evidence. `text` is always the slice [start:end]."""

    paragraph: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One reason to call a provision weaker or stronger, with its words."""

    dimension: Dimension
    direction: Direction
    before: Span | None
    """The words in the earlier text; None where the later text added something."""
    after: Span | None
    """The words in the later text; None where something was dropped."""
    rule: str
    """A fixed name, "axis.what": "force.opening", "hedge.added"."""
    reason: str
    """One sentence for a reader who has not seen the rule."""
    confidence: float
    """0 to 1."""
    source: str = ""
    """On whose authority: the source that the lexicon entry or the rule cites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a change did to the commitment: a direction, and the flags it follows from."""

    direction: Direction = "neutral"
    flags: tuple[Flag, ...] = ()
    confidence: float = 1.0

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The axes that moved, each once, in order of appearance."""
        return tuple(dict.fromkeys(flag.dimension for flag in self.flags))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause that left one paragraph and stands in another that is not its successor."""

    before: Span
    after: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What became of a paragraph: one or more before, one or more after; either may be empty."""

    before: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    relation: Relation
    moved: bool = False
    confidence: float = 1.0
    """0 to 1: how sure it is that these paragraphs belong together (or that one stands alone)."""
    words: tuple[WordChange, ...] = ()
    """The change in whole words. "equal" + "delete" make the text before, "equal" + "insert" the
    text after; where a side has several paragraphs they are joined by a line feed. Empty where the
    two sides are in two languages."""
    assessment: Assessment = field(default_factory=Assessment)
    clauses: tuple[Clause, ...] = ()
    """The clauses that left one of these paragraphs, or came into one, from or to another that is
    not its successor: of the pieces of a split, say."""

    @property
    def changed(self) -> bool:
        return self.relation != "same" or self.moved

    @property
    def direction(self) -> Direction:
        return self.assessment.direction

    @property
    def share(self) -> float:
        """The share of the letters of both wordings that went or came: 0 to 1.

        Letters, for they count alike in every script. 0 for "same": connectors and typography
        are no change.
        """
        if self.relation == "same":
            return 0.0
        letters = Counter[str]()
        for kind, text in self.words:
            letters[kind] += len(text)
        differ = letters["delete"] + letters["insert"]
        return differ / max(1, differ + 2 * letters["equal"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The counts of a comparison, by relation, by direction and by axis."""

    relations: dict[Relation, int]
    directions: dict[Direction, int]
    dimensions: dict[Dimension, dict[Direction, int]]
    """For each axis, how many links it weakened, strengthened, and so on."""
    moved: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two texts, and a link for every paragraph of both."""

    before: Document
    after: Document
    links: tuple[Link, ...]
    """In the order of the later text; what was deleted stands where it used to."""
    headings: tuple[Link, ...] = ()
    """The same for headings; they carry no assessment."""
    notices: tuple[Notice, ...] = ()
    perspective: Perspective | None = None
    """Whose purpose strength was judged by; None: the resolution's own."""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that travelled into another paragraph, each once."""
        return tuple(dict.fromkeys(clause for link in self.links for clause in link.clauses))

    @cached_property
    def summary(self) -> Summary:
        dimensions: dict[Dimension, Counter[Direction]] = {}
        for link in self.links:
            seen = {(flag.dimension, flag.direction) for flag in link.assessment.flags}
            for dimension, direction in sorted(seen):
                dimensions.setdefault(dimension, Counter())[direction] += 1
        return Summary(
            relations=dict(Counter(link.relation for link in self.links)),
            directions=dict(Counter(link.direction for link in self.links if link.changed)),
            dimensions={name: dict(counts) for name, counts in sorted(dimensions.items())},
            moved=sum(link.moved for link in self.links),
        )

    def to_json(self, *, indent: int | None = 2) -> str:
        """The published form (JSON Schema `resotrack.comparison/1`), the same bytes every time."""
        from resotrack.model.published import comparison_json

        return comparison_json(self, indent=indent)

    def to_frame(self, table: Literal["provisions", "reasons"] = "provisions") -> Any:
        """One row a provision, or one row a reason, as a pandas.DataFrame (docs/tables.md).

        Raises MissingExtra where pandas is not installed.
        """
        # Frames are written where the other forms are: loaded late, and only if asked for.
        from resotrack.write.tabular import frame_of

        return frame_of(self, table)
