"""Reads a lexicon file and checks each entry before anything relies on it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, TypeVar

from resotrack.errors import LexiconError
from resotrack.lexicon.own import called, laid_over, own_file, read_own

Table = Mapping[str, Any]
T = TypeVar("T")


def read_table(language: str, name: str) -> Table:
    """The table of one file, `en/openings.toml`, with the entries of one's own laid over it."""
    table = read_built_in(language, name)
    own = own_file(language, name)
    return laid_over(table, read_own(own), called(own)) if own else table


def read_built_in(language: str, name: str) -> Table:
    """The table of one file as it comes. An error names the file and what is wrong."""
    source = f"{language}/{name}.toml"
    try:
        text = (resources.files(__package__) / language / f"{name}.toml").read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LexiconError(
            "there is no such lexicon", source=source, remedy="Languages: ar, en, es, fr, ru, zh."
        ) from error
    return parse_table(text, source)


def parse_table(text: str, source: str) -> Table:
    """The table of a text in TOML, with its sources checked."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"this is no valid TOML: {error}", source=source) from error
    sources = table.get("sources")
    if not isinstance(sources, dict) or not all(isinstance(v, str) for v in sources.values()):
        raise LexiconError(
            "it names no sources", source=source, remedy='Add a table [sources]: key = "title".'
        )
    return table


class Checked:
    """The fields of one entry, each asked for by type."""

    __slots__ = ("_entry", "_file", "_name", "_sources")

    def __init__(self, file: str, name: str, entry: Any, sources: Mapping[str, str]) -> None:
        self._file, self._name, self._sources = file, name, sources
        if not isinstance(entry, dict):
            raise self._wrong("is no table of fields")
        self._entry: dict[str, Any] = entry

    def _wrong(self, problem: str) -> LexiconError:
        return LexiconError(f"the entry {problem}.", source=self._file, where=f'"{self._name}"')

    def text(self, field: str, default: str | None = None) -> str:
        value = self._entry.get(field, default)
        if not isinstance(value, str):
            raise self._wrong(f"has no text in {field!r}")
        return value

    def phrases(self, field: str) -> frozenset[str]:
        value = self._entry.get(field)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._wrong(f"has no list of phrases in {field!r}")
        return frozenset(value)

    def choice(self, field: str, choices: tuple[T, ...], default: T | None = None) -> T:
        value = self._entry.get(field, default)
        if value not in choices:
            raise self._wrong(f"has {field} = {value!r}; known are {', '.join(map(str, choices))}")
        return value

    def number(self, field: str, low: float, high: float, default: float | None = None) -> float:
        value = self._entry.get(field, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._wrong(f"has no number in {field!r}")
        if not low <= value <= high:
            raise self._wrong(f"has {field} = {value}, outside {low:g} to {high:g}")
        return float(value)

    def source(self) -> str:
        key = self.text("source")
        try:
            return self._sources[key]
        except KeyError:
            raise self._wrong(f"cites the source {key!r}, which [sources] does not list") from None


def each(table: Table, section: str, file: str, build: Callable[[str, Checked], T]) -> dict[str, T]:
    """Every entry of a section, built by `build(phrase, fields)`."""
    entries = table.get(section, {})
    if not isinstance(entries, dict):
        raise LexiconError(f"[{section}] is no table.", source=file)
    sources: Mapping[str, str] = table["sources"]
    return {
        phrase: build(phrase, Checked(file, phrase, entry, sources))
        for phrase, entry in entries.items()
    }


def words(table: Table, section: str, key: str, file: str) -> tuple[str, ...]:
    """A plain list of phrases."""
    value = table.get(section, {}).get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise LexiconError("is no list of phrases.", source=file, where=f"{section}.{key}")
    return tuple(value)


def weights(table: Table, section: str, file: str) -> dict[str, float]:
    """A section of phrase = number from 0 to 1."""
    result: dict[str, float] = {}
    for phrase, value in table.get(section, {}).items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise LexiconError(
                f"{value!r} is no number from 0 to 1.", source=file, where=f'{section}."{phrase}"'
            )
        result[phrase] = float(value)
    return result
