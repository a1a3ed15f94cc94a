"""A record in figures: who sponsors, how votes divide, what texts did, what proposals became.

A figure is drawn from tables of a record (`Negotiation.table`), one module a kind. Each can be read
without colour and says in words, to screen readers and in the file, what it shows. The same tables
give the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from resotrack.errors import WriteError
from resotrack.model.table import Table
from resotrack.write.figures import fates, sponsors, strength, votes
from resotrack.write.figures.canvas import Told, empty, saved, styled
from resotrack.write.files import form_of, write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["FIGURES", "FIGURE_SUFFIXES", "Tabular", "render_figure", "write_figure"]

FIGURE_SUFFIXES: Mapping[str, str] = MappingProxyType({".svg": "svg", ".png": "png"})


class Tabular(Protocol):
    """Whatever gives tables by their names: a `Negotiation`, above all."""

    def table(self, name: str, /) -> Table: ...


@dataclass(frozen=True, slots=True)
class _Kind:
    tables: tuple[str, ...]
    draw: Callable[[Figure, Mapping[str, Table]], Told]


FIGURES: Mapping[str, _Kind] = MappingProxyType(
    {
        "sponsors": _Kind(("texts", "sponsors"), sponsors.draw),
        "votes": _Kind(("votes", "voters"), votes.draw),
        "strength": _Kind(("strength",), strength.draw),
        "fates": _Kind(("proposals",), fates.draw),
    }
)
"""The kinds of figures, with the names of the tables that each is drawn from."""


def render_figure(kind: str, source: Tabular | Iterable[Table], format: str) -> bytes:  # noqa: A002
    """A figure as the bytes of an "svg" or "png".

    `kind` is one of `FIGURES`; `source` a record, or the tables that this kind is drawn from.
    Raises WriteError for another kind or form, where a table is missing, and where there is nothing
    to draw; MissingExtra where matplotlib is not installed.
    """
    if kind not in FIGURES:
        raise WriteError(
            f"There is no figure called {kind!r}.", remedy=f"Choose one of: {', '.join(FIGURES)}."
        )
    if format not in FIGURE_SUFFIXES.values():
        raise WriteError(
            f"There is no form called {format!r} for figures.",
            remedy=f"Choose one of: {', '.join(FIGURE_SUFFIXES.values())}.",
        )
    tables = _tables(kind, source)
    with styled() as figure:
        told = FIGURES[kind].draw(figure, tables)
        return saved(figure, told, format)


def write_figure(
    kind: str,
    source: Tabular | Iterable[Table],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
) -> Path:
    """Write a figure to a file and return its path; the form follows from .svg or .png.

    "sponsors": how many over time; "votes": by regional group; "strength": what each text did to
    the one before, by axis; "fates": what became of each delegation's proposals. See
    `render_figure`.
    """
    return write_whole(path, render_figure(kind, source, format or form_of(path, FIGURE_SUFFIXES)))


def _tables(kind: str, source: Tabular | Iterable[Table]) -> dict[str, Table]:
    wanted = FIGURES[kind].tables
    if not isinstance(source, Iterable):
        return {name: source.table(name) for name in wanted}
    held = {table.name: table for table in source}
    missing = [name for name in wanted if name not in held]
    if missing:
        raise empty(
            f"The figure {kind!r} needs the table {missing[0]!r}.",
            f"Give it: talks.table({missing[0]!r}).",
        )
    return {name: held[name] for name in wanted}
