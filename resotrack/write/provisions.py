"""A comparison as tables: one row a provision, and one row a reason."""

from __future__ import annotations

from collections.abc import Sequence

from resotrack.model import Comparison, Direction, Flag, Link, Paragraph
from resotrack.model.table import Row, Table, columns
from resotrack.write.view import Only, kept

_PROVISIONS = columns(
    ("link", "integer", "The number of the provision in the comparison, from 1"),
    ("earlier", "text", "What the earlier text is called: its symbol, else its file"),
    ("later", "text", "What the later text is called"),
    ("before", "text", "Ids of its paragraphs in the earlier text, blanks between; none if new"),
    ("after", "text", "Ids of its paragraphs in the later text; none if dropped"),
    ("kind", "text", "preambular, operative, annex, table or text"),
    ("relation", "text", "same, edited, split, merged, added or deleted"),
    ("moved", "boolean", "Whether it stands elsewhere than what lies around it"),
    ("confidence", "number", "How sure the linking is: 0 to 1"),
    ("changed", "number", "The share of the letters of both wordings that went or came: 0 to 1"),
    ("direction", "text", "strengthened, weakened, mixed or neutral"),
    ("sure", "number", "How sure the direction is: 0 to 1"),
    ("dimensions", "text", "The axes that moved, blanks between"),
    ("weaker_on", "text", "The axes on which it became weaker"),
    ("stronger_on", "text", "The axes on which it became stronger"),
    ("reasons", "text", "Why, one sentence each, a line each"),
    ("wording_before", "text", "Its words in the earlier text, a paragraph a line"),
    ("wording_after", "text", "Its words in the later text, a paragraph a line"),
)
_REASONS = columns(
    ("link", "integer", "The number of the provision, as in the table of provisions"),
    ("before", "text", "Ids of its paragraphs in the earlier text"),
    ("after", "text", "Ids of its paragraphs in the later text"),
    ("dimension", "text", "The axis: force, modality, intensity, hedge, scope, actor, …"),
    ("direction", "text", "strengthened, weakened, mixed or neutral on this axis"),
    ("words_before", "text", "The words of the earlier text that it is about"),
    ("words_after", "text", "The words of the later text that it is about"),
    ("rule", "text", "The name of the rule"),
    ("reason", "text", "The reason in one sentence"),
    ("confidence", "number", "How sure the reason is: 0 to 1"),
    ("source", "text", "On whose authority"),
)


def comparison_tables(comparison: Comparison, *, only: Only = "all") -> tuple[Table, Table]:
    """The tables "provisions" and "reasons", of the links that `only` asks for."""
    shown = [(n, link) for n, link in enumerate(comparison.links, 1) if kept(link, only)]
    return (
        Table(
            name="provisions",
            columns=_PROVISIONS,
            rows=tuple(_provision(comparison, number, link) for number, link in shown),
        ),
        Table(
            name="reasons",
            columns=_REASONS,
            rows=tuple(
                _reason(number, link, flag)
                for number, link in shown
                for flag in link.assessment.flags
            ),
        ),
    )


def _provision(comparison: Comparison, number: int, link: Link) -> Row:
    return (
        number,
        comparison.before.label,
        comparison.after.label,
        _ids(link.before),
        _ids(link.after),
        (link.after or link.before)[0].kind,
        link.relation,
        link.moved,
        round(link.confidence, 3),
        round(link.share, 3),
        link.direction,
        round(link.assessment.confidence, 3),
        " ".join(link.assessment.dimensions) or None,
        _axes(link, "weakened"),
        _axes(link, "strengthened"),
        "\n".join(flag.reason for flag in link.assessment.flags) or None,
        _wording(link.before),
        _wording(link.after),
    )


def _reason(number: int, link: Link, flag: Flag) -> Row:
    return (
        number,
        _ids(link.before),
        _ids(link.after),
        flag.dimension,
        flag.direction,
        flag.before.text if flag.before else None,
        flag.after.text if flag.after else None,
        flag.rule,
        flag.reason,
        round(flag.confidence, 3),
        flag.source or None,
    )


def _ids(paragraphs: Sequence[Paragraph]) -> str | None:
    return " ".join(paragraph.id for paragraph in paragraphs) or None


def _wording(paragraphs: Sequence[Paragraph]) -> str | None:
    return "\n".join(paragraph.text for paragraph in paragraphs) or None


def _axes(link: Link, direction: Direction) -> str | None:
    found = (f.dimension for f in link.assessment.flags if f.direction == direction)
    return " ".join(dict.fromkeys(found)) or None
