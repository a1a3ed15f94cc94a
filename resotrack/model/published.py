"""The published JSON form of a comparison, `resotrack.comparison/1`.

The schema stands beside this module's callers in `resotrack/schemas/`. Fields are only ever
added within a version; to take one away or change its meaning is a new version.
"""

from __future__ import annotations

import json
from typing import Any

from resotrack.model.brackets import Bracket
from resotrack.model.comparison import Comparison, Flag, Link, Span, Summary
from resotrack.model.document import Document, Paragraph, Vote

SCHEMA = "resotrack.comparison/1"
_DEEPEST = 10


def comparison_json(comparison: Comparison, *, indent: int | None = 2) -> str:
    """One JSON object with a final line feed; non-ASCII letters as they are."""
    return json.dumps(comparison_object(comparison), ensure_ascii=False, indent=indent) + "\n"


def comparison_object(comparison: Comparison) -> dict[str, Any]:
    """The published form as dicts and lists."""
    return {
        "schema": SCHEMA,
        "before": _document(comparison.before),
        "after": _document(comparison.after),
        "links": [_link(link) for link in comparison.links],
        "headings": [_link(link) for link in comparison.headings],
        "clauses": [
            {"before": _span(clause.before), "after": _span(clause.after)}
            for clause in comparison.clauses
        ],
        "summary": _summary(comparison.summary),
        "notices": [
            {"code": n.code, "message": n.message, "where": n.where} for n in comparison.notices
        ],
        "perspective": comparison.perspective
        and {
            "name": comparison.perspective.name,
            "description": comparison.perspective.description,
        },
    }


def _document(document: Document) -> dict[str, Any]:
    source = document.source
    return {
        "symbol": document.symbol,
        "title": document.title,
        "date": document.date,
        "language": document.language,
        "source": source
        and {"name": source.name, "format": source.format, "sha256": source.sha256},
        "sponsors": [
            {"delegation": s.delegation, "role": s.role, "on_behalf_of": s.on_behalf_of}
            for s in document.sponsors
        ],
        "vote": document.vote and _vote(document.vote),
        "paragraphs": [_paragraph(p) for p in document.paragraphs],
        "headings": [_paragraph(p) for p in document.headings],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "kind": paragraph.kind,
        "number": paragraph.number,
        "opening": paragraph.opening,
        "parent": paragraph.parent,
        "text": paragraph.text,
        "brackets": [_bracket(b, paragraph.text) for b in paragraph.brackets],
    }


def _bracket(bracket: Bracket, text: str) -> dict[str, Any]:
    return {
        "kind": bracket.kind,
        "open": bracket.is_open,
        "start": bracket.start,
        "end": bracket.end,
        "depth": bracket.depth,
        "base": bracket.base,
        "closed": bracket.closed,
        "closes_in": bracket.closes_in,
        "delegations": list(bracket.delegations),
        # The words of what is nested deep would be written out again and again.
        "words": bracket.words(text) if bracket.depth < _DEEPEST else "",
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "method": vote.method,
        "counts": vote.counts and list(vote.counts),
        "in_favour": list(vote.in_favour),
        "against": list(vote.against),
        "abstaining": list(vote.abstaining),
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "before": [p.id for p in link.before],
        "after": [p.id for p in link.after],
        "relation": link.relation,
        "moved": link.moved,
        "confidence": round(link.confidence, 3),
        "words": [list(change) for change in link.words],
        "direction": link.direction,
        "flags": [_flag(flag) for flag in link.assessment.flags],
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "dimension": flag.dimension,
        "direction": flag.direction,
        "before": _span(flag.before),
        "after": _span(flag.after),
        "rule": flag.rule,
        "reason": flag.reason,
        "confidence": round(flag.confidence, 3),
        "source": flag.source,
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"paragraph": span.paragraph, "start": span.start, "end": span.end, "text": span.text}


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "relations": dict(sorted(summary.relations.items())),
        "directions": dict(sorted(summary.directions.items())),
        "dimensions": {
            name: dict(sorted(counts.items())) for name, counts in summary.dimensions.items()
        },
        "moved": summary.moved,
    }
