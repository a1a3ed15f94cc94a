"""One self-contained page: the answer on top, then the two texts side by side."""

from __future__ import annotations

from resotrack.model import Comparison
from resotrack.write import view
from resotrack.write.pages import page
from resotrack.write.view import Only

_CHOICES = (
    ("Whole text", ""),
    ("Changed", "changed"),
    ("▼ Weaker and mixed", "weaker"),
    ("▲ Stronger and mixed", "stronger"),
    ("○ Neutral", "neutral"),
)


def to_html(comparison: Comparison, *, only: Only = "all") -> str:
    """A whole HTML document. `only` leaves out rows of the text; the summary stays whole."""
    shown = view.sections(comparison, only=only)
    rows = [block for section in shown for block in section.blocks if isinstance(block, view.Row)]
    folded = [b for section in shown for b in section.blocks if isinstance(b, view.Unchanged)]
    present = {r.anchor for r in rows} | {r.anchor for group in folded for r in group.rows}
    profile = view.axis_profile(comparison)
    whose = view.delegations_of_links(comparison)
    return page(
        "comparison",
        script="report.js",
        before=view.facts(comparison.before),
        after=view.facts(comparison.after),
        counts=view.counts(comparison),
        unchanged=sum(not link.changed for link in comparison.links),
        moved=comparison.summary.moved,
        groups=view.groups(comparison),
        neutral=view.neutral_rows(comparison),
        profile=profile,
        # Where every axis is neutral there is no bar to draw, and nothing to divide by.
        most=max(1, *(max(axis.weakened, axis.strengthened) for axis in profile), 0),
        notices=(
            *((comparison.before.label, n) for n in comparison.before.notices),
            *((comparison.after.label, n) for n in comparison.after.notices),
            *(("", n) for n in comparison.notices),
        ),
        sections=shown,
        rows=rows,
        present=present,
        sources=view.sources(row.link for row in rows),
        only=only,
        weak_evidence=view.WEAK_EVIDENCE,
        nothing_weaker=view.nothing_weaker(comparison),
        choices=_CHOICES,
        axes_shown=[(axis.dimension, view.AXES[axis.dimension].name) for axis in profile],
        tokens=_tokens,
        whose=lambda row: "|".join(name.replace("|", "/") for name in whose[id(row.link)]),
        kind=lambda block: type(block).__name__,
    )


def _tokens(row: view.Row) -> str:
    """What a row can be chosen by."""
    found = ["changed"]
    if row.direction in ("weakened", "mixed"):
        found.append("weaker")
    if row.direction in ("strengthened", "mixed"):
        found.append("stronger")
    if row.direction == "neutral":
        found.append("neutral")
    return " ".join(found)
