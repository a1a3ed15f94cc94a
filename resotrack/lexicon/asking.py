"""The words by which an ask is taken apart, as `en/asks.toml` lists them; for English alone."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

from resotrack.lexicon.tables import Table, read_table, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The lists of the file, under their names there; small letters throughout."""

    own: frozenset[str]
    promised: frozenset[str]
    saying: frozenset[str]
    asking: frozenset[str]
    with_: frozenset[str]
    of: frozenset[str]
    that: frozenset[str]
    verbs: frozenset[str]
    aspect: frozenset[str]
    effort: frozenset[str]
    efforts: frozenset[str]
    governors: frozenset[str]
    agents: frozenset[str]
    deeds: frozenset[str]
    insertions: frozenset[str]
    naming: frozenset[str]
    people: frozenset[str]
    """With the people whom `en/actors.toml` lists as protected."""
    reporting: frozenset[str]
    welcoming: frozenset[str]
    receivers: frozenset[str]
    ordinals: frozenset[str]
    occasions: frozenset[str]
    months: frozenset[str]
    units: frozenset[str]
    numbers: frozenset[str]
    often: frozenset[str]
    frequent: frozenset[str]


@lru_cache(maxsize=1)
def asking() -> Asking:
    lists = build(read_table("en", "asks"), "en/asks.toml")
    protected = read_table("en", "actors").get("protected", {})
    return replace(lists, people=lists.people | {p for p in protected if " " not in p})


def build(table: Table, source: str) -> Asking:
    """The lists of a table; one that it leaves out is empty."""
    return Asking(
        **{
            field.name: frozenset(words(table, "words", field.name.rstrip("_"), source))
            for field in fields(Asking)
        }
    )
