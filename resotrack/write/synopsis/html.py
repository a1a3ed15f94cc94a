"""A comparison table as a self-contained page: it loads nothing, runs no script and prints in
landscape, its head on every sheet."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from resotrack.model import Comparison, Lineage
from resotrack.write.synopsis.view import Heading, synopsis
from resotrack.write.synopsis.wording import (
    compared_with,
    facts_of,
    heads,
    legend,
    limited,
    said_above,
)
from resotrack.write.view import Only

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(compared: Comparison | Lineage, *, only: Only = "all") -> bytes:
    """A whole HTML document in UTF-8. Raises WriteError for more than five texts."""
    table = synopsis(compared, only=only)
    page = _template().render(
        table=table,
        heads=heads(table),
        facts=facts_of,
        above=said_above(table),
        legend=legend(),
        limited=limited(only) if only != "all" else "",
        where=lambda verdict: compared_with(table, verdict),
        is_heading=lambda row: isinstance(row, Heading),
    )
    # A lone half of a surrogate pair is no letter in any encoding.
    return page.encode("utf-8", "replace")


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
    return environment.get_template("synopsis.html")
