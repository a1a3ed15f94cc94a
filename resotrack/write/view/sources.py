"""On whose authority: each source once, numbered, so that reasons can point to it."""

from __future__ import annotations

from collections.abc import Iterable

from resotrack.model import Link


def sources(links: Iterable[Link]) -> dict[str, int]:
    """The sources that the reasons of these links cite, numbered from 1 in order of appearance."""
    cited = (flag.source for link in links for flag in link.assessment.flags if flag.source)
    return {source: n for n, source in enumerate(dict.fromkeys(cited), 1)}
