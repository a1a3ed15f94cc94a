"""One link as one row of a report: its name, its sides, its verdict and its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from resotrack.model import Clause, Dimension, Direction, Flag, Link
from resotrack.write.view.headlines import Phrase, headline, opening_words, phrase
from resotrack.write.view.names import anchor, join_names, paragraph_name
from resotrack.write.view.sides import Side, sides
from resotrack.write.view.wording import DOUBTFUL, SLIGHT, confidence_in_words

_CLAUSE_SHOWN = 90
"""Characters of a clause that are enough to know it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a provision is called weaker or stronger, ready to read."""

    direction: Direction
    dimension: Dimension
    words: Phrase
    sentence: str
    confidence: str
    source: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One link, ready to be laid out."""

    anchor: str
    title: str
    """ "OP12", "OP11 → OP12", "OP3 → OP3 + OP4"."""
    relation: str
    """What became of it, in words: "moved from OP3", "dropped", "" for words that changed."""
    direction: Direction
    tentative: bool
    """Whether the direction itself rests on weak evidence."""
    changed: bool
    doubt: str
    """What to check about the pairing; "" where it is not in doubt."""
    left: tuple[Side, ...]
    right: tuple[Side, ...]
    headline: tuple[Phrase, ...]
    begins: str
    """How the paragraph begins, in the later text where it is there."""
    reasons: tuple[Reason, ...]
    clauses: tuple[str, ...]
    """What went into another paragraph, or came from one, as sentences."""
    link: Link

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons for its direction in sentences, each once; none for one that came or went
        as a whole, which says so itself."""
        if self.link.relation in ("deleted", "added"):
            return ()
        if self.direction != "mixed":
            return self._told(self.direction)
        weaker, stronger = self._told("weakened"), self._told("strengthened")
        return (*weaker[:1], *stronger[:1], *weaker[1:], *stronger[1:])

    def _told(self, direction: Direction) -> tuple[str, ...]:
        told = (reason.sentence for reason in self.reasons if reason.direction == direction)
        return tuple(dict.fromkeys(told))

    @property
    def ids_before(self) -> tuple[str, ...]:
        return tuple(side.id for side in self.left)

    @property
    def ids_after(self) -> tuple[str, ...]:
        return tuple(side.id for side in self.right)


def row(link: Link) -> Row:
    left, right = sides(link)
    main = (link.after or link.before)[0]
    return Row(
        anchor=anchor(main.id) if link.after else f"before-{anchor(main.id)}",
        title=_title(link),
        relation=_relation(link),
        direction=link.direction,
        tentative=link.direction != "neutral" and link.assessment.confidence < DOUBTFUL,
        changed=link.changed,
        doubt=_doubt(link),
        left=left,
        right=right,
        headline=headline(link),
        begins=opening_words(main),
        reasons=tuple(_reason(flag) for flag in _by_weight(link)),
        clauses=tuple(_travelled(clause, link) for clause in link.clauses),
        link=link,
    )


def _title(link: Link) -> str:
    before = join_names([p.id for p in link.before])
    after = join_names([p.id for p in link.after])
    if not before or not after or before == after:
        return after or before
    return f"{before} → {after}"


def _relation(link: Link) -> str:
    if link.relation == "deleted":
        return "dropped"
    if link.relation == "added":
        return "added"
    # The names themselves stand in the title.
    if link.relation == "split":
        return f"split into {len(link.after)}" + (", moved" if link.moved else "")
    if link.relation == "merged":
        return f"merged from {len(link.before)}" + (", moved" if link.moved else "")
    if not link.moved:
        return ""
    before = ", ".join(paragraph_name(p.id) for p in link.before)
    return f"moved from {before}, " + ("and edited" if link.relation == "edited" else "same words")


def _doubt(link: Link) -> str:
    if link.confidence >= DOUBTFUL:
        return ""
    if link.relation == "deleted":
        return "check: the later text may hold this in other words"
    if link.relation == "added":
        return "check: the earlier text may hold this in other words"
    return "check this pairing"


def _travelled(clause: Clause, link: Link) -> str:
    """ "A clause of OP5 now stands in OP9: “…”"."""
    source, target = paragraph_name(clause.before.paragraph), paragraph_name(clause.after.paragraph)
    words = shorten(clause.before.text, _CLAUSE_SHOWN, placeholder=" […]")
    if any(p.id == clause.before.paragraph for p in link.before):
        return f"A clause of {source} now stands in {target}: “{words}”"
    return f"A clause of {target} came from {source}: “{words}”"


def _by_weight(link: Link) -> list[Flag]:
    """Reasons that move the strength before neutral ones; otherwise as they were found. A slight
    one is left out where another says as much."""
    flags = link.assessment.flags
    told = {flag.direction for flag in flags if flag.confidence > SLIGHT}
    shown = [flag for flag in flags if flag.confidence > SLIGHT or flag.direction not in told]
    return sorted(shown, key=lambda flag: flag.direction == "neutral")


def _reason(flag: Flag) -> Reason:
    return Reason(
        direction=flag.direction,
        dimension=flag.dimension,
        words=phrase(flag),
        sentence=flag.reason,
        confidence=confidence_in_words(flag.confidence),
        source=flag.source,
        rule=flag.rule,
    )
