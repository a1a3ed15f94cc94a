"""Explanations written down: the whole reasoning for one paragraph, as a page and as JSON."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from resotrack.explain import Explanation
from resotrack.model import Direction
from resotrack.write import view
from resotrack.write.forms import Forms
from resotrack.write.pages import page

__all__ = ["render_explanation", "write_explanation"]


def to_html(explanation: Explanation) -> str:
    """A whole HTML document: linking, words, acts, rules, verdict; each follows from the last."""
    link = explanation.link
    idle: dict[str, list[str]] = {}
    for step in explanation.steps:
        if step.nothing:
            idle.setdefault(step.nothing, []).append(step.rule)
    return page(
        "explanation",
        explanation=explanation,
        row=view.row(link),
        names=tuple(view.join_names([p.id for p in side]) for side in (link.before, link.after)),
        sure=view.confidence_in_words(link.confidence),
        evidence=[one for step in explanation.steps for one in step.evidence],
        idle=idle,
        sums=tuple(_sums(explanation)),
        paragraph_name=view.paragraph_name,
        join_names=view.join_names,
    )


def _sums(explanation: Explanation) -> Iterator[tuple[Direction, str]]:
    """How the reasons of each direction add up: "1 − (1 − 0.70) × (1 − 0.40) = 0.82"."""
    balance = explanation.balance
    ways: tuple[tuple[Direction, float], ...] = (
        ("strengthened", balance.stronger),
        ("weakened", balance.weaker),
    )
    for direction, total in ways:
        parts = [
            evidence.flag.confidence
            for step in explanation.steps
            for evidence in step.evidence
            if evidence.flag.direction == direction and not evidence.set_aside
        ]
        if parts:
            product = " × ".join(f"(1 − {part:.2f})" for part in parts)
            yield direction, f"1 − {product} = {total:.2f}"


_FORMS: Forms[Explanation] = Forms(
    of="an explanation", texts={"html": to_html, "json": Explanation.to_json}
)


def render_explanation(explanation: Explanation, format: str) -> str:  # noqa: A002
    """The explanation as "html" or "json". Raises WriteError for any other form."""
    return _FORMS.render(explanation, format)


def write_explanation(
    explanation: Explanation,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
) -> Path:
    """Write the explanation to a file and return its path; the suffix says the form."""
    return _FORMS.write(explanation, path, format)
