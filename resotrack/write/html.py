"""One self-contained page: the answer on top, then the two texts side by side.

It loads nothing, runs without a script and prints. The template lays out what `view` prepares.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from resotrack.model import Comparison
from resotrack.write import view
from resotrack.write.view import Only

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(comparison: Comparison, *, only: Only = "all") -> str:
    """A whole HTML document. `only` leaves out rows of the text; the summary stays whole."""
    shown = view.sections(comparison, only=only)
    rows = [block for section in shown for block in section.blocks if isinstance(block, view.Row)]
    folded = [b for section in shown for b in section.blocks if isinstance(b, view.Unchanged)]
    links = [r.link for r in rows]
    present = {r.anchor for r in rows} | {r.anchor for group in folded for r in group.rows}
    return _template().render(
        comparison=comparison,
        before=view.facts(comparison.before),
        after=view.facts(comparison.after),
        language=comparison.after.language or comparison.before.language,
        counts=view.counts(comparison),
        sentence=view.counts_sentence(comparison),
        unchanged=sum(not link.changed for link in comparison.links),
        moved=comparison.summary.moved,
        groups=view.groups(comparison),
        neutral=view.neutral_rows(comparison),
        profile=view.axis_profile(comparison),
        # Where every axis is neutral there is no bar to draw, and nothing to divide by.
        most=max(1, *(max(a.weakened, a.strengthened) for a in view.axis_profile(comparison)), 0),
        notices=(
            *((comparison.before.label, n) for n in comparison.before.notices),
            *((comparison.after.label, n) for n in comparison.after.notices),
            *(("", n) for n in comparison.notices),
        ),
        sections=shown,
        present=present,
        sources=view.sources(links),
        only=only,
        weak_evidence=view.WEAK_EVIDENCE,
        nothing_weaker=view.nothing_weaker(comparison),
        axes=view.AXES,
        directions=view.DIRECTIONS,
        kind=lambda block: type(block).__name__,
    )


@cache
def _template() -> Template:
    # Jinja2 is loaded here: who only compares should not wait for it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("resotrack.write"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["anchor"] = view.anchor
    environment.filters["rtl"] = view.is_rtl
    return environment.get_template("comparison.html")
