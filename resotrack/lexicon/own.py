"""Entries of one's own, laid over those that come with the package.

A folder of one's own has the shape of this one: a folder a language, with files of the same names.
Each of its files holds only what is new or other; `remove` lists the phrases to take away. The
environment variable RESOTRACK_LEXICON names the folder, so that worker processes see it as well.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resotrack.errors import LexiconError

VARIABLE = "RESOTRACK_LEXICON"
FILES = ("openings", "hedges", "intensifiers", "mandates", "actors", "modals", "plain", "asks")
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_NOT_ENTRIES = ("sources", "language", "remove", "classes", "grammar", "words", "disputes")

Table = Mapping[str, Any]


def folder() -> Path | None:
    """The folder of one's own that is in use."""
    name = os.environ.get(VARIABLE, "")
    return Path(name) if name else None


def own_file(language: str, name: str) -> Path | None:
    """The file of one's own that extends `language/name.toml`, where there is one."""
    where = folder()
    if where is None:
        return None
    if not where.is_dir():
        raise LexiconError(
            "there is no such folder.",
            source=where.name,
            remedy=f"Give a folder with TOML files in --lexicon or {VARIABLE}.",
        )
    path = where / language / f"{name}.toml"
    return path if path.is_file() else None


def read_own(path: Path) -> Table:
    """A file of one's own. It need not list sources that the package lists already."""
    source = called(path)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"this is no valid TOML: {error}.", source=source) from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            "this is no text in UTF-8.", source=source, remedy="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise LexiconError(f"it cannot be read: {error.strerror}.", source=source) from error
    return table


def called(path: Path) -> str:
    """How to call a file in a sentence: with its language, never with the path to it."""
    return f"{path.parent.name}/{path.name}"


def laid_over(base: Table, own: Table, source: str) -> Table:
    """The table of the package with one's own entries added, changed and taken away."""
    merged = {section: _copy(value) for section, value in base.items()}
    removed = own.get("remove", [])
    if not isinstance(removed, list) or not all(isinstance(phrase, str) for phrase in removed):
        raise LexiconError("is no list of phrases.", source=source, where="remove")
    for phrase in removed:
        if not _take_away(merged, phrase):
            raise LexiconError(
                "the package has no such phrase to remove.", source=source, where=f'"{phrase}"'
            )
    if own.get("language", base.get("language")) != base.get("language"):
        raise LexiconError(
            f"it says language = {own['language']!r}, and stands in the folder of another.",
            source=source,
            where="language",
        )
    known = (
        {*base, *own.get("classes", {})} if isinstance(own.get("classes", {}), dict) else {*base}
    )
    for section, value in own.items():
        if section in ("language", "remove"):
            continue
        if section not in known or not isinstance(value, dict):
            tables = ", ".join(f"[{name}]" for name in sorted(known - {"language"}))
            raise LexiconError(
                "there is no such section here.",
                source=source,
                where=section,
                remedy=f"Known are {tables}.",
            )
        _lay(merged, section, value, source)
    return merged


def _copy(value: Any) -> Any:
    return {k: _copy(v) for k, v in value.items()} if isinstance(value, dict) else value


def _take_away(table: dict[str, Any], phrase: str) -> bool:
    found = False
    for section, value in table.items():
        if section in _NOT_ENTRIES or not isinstance(value, dict):
            continue
        found = value.pop(phrase, None) is not None or found
        states = value.get("states")
        if isinstance(states, dict):
            found = states.pop(phrase, None) is not None or found
    for section in ("grammar", "words"):
        for key, value in table.get(section, {}).items():
            if isinstance(value, list) and phrase in value:
                table[section][key] = [word for word in value if word != phrase]
                found = True
            elif isinstance(value, dict):
                found = value.pop(phrase, None) is not None or found
    return found


def _lay(merged: dict[str, Any], section: str, value: dict[str, Any], source: str) -> None:
    target = merged.setdefault(section, {})
    for key, entry in value.items():
        had = target.get(key)
        if section == "sources" and had not in (None, entry):
            raise LexiconError(
                f"the package uses the key {key!r} for another source.",
                source=source,
                where=f"sources.{key}",
                remedy="Give yours another key.",
            )
        if section in ("grammar", "words") and isinstance(had, list) and isinstance(entry, list):
            target[key] = [*had, *(word for word in entry if word not in had)]
        elif key == "states" and isinstance(had, dict) and isinstance(entry, dict):
            for phrase, fields in entry.items():
                _elsewhere(merged, section, phrase)
                had[phrase] = fields
        else:
            if section not in _NOT_ENTRIES:
                _elsewhere(merged, section, key)
            both = isinstance(had, dict) and isinstance(entry, dict) and _has_fields(section)
            target[key] = {**had, **entry} if both else entry


def _has_fields(section: str) -> bool:
    """Whether the entries of a section are made of fields, of which one can be changed alone."""
    return section != "parallel"


def _elsewhere(table: dict[str, Any], section: str, phrase: str) -> None:
    """Take a phrase out of the other sections that grade or class it: one's own place counts."""
    for name, value in table.items():
        if name == section or name in _NOT_ENTRIES or not isinstance(value, dict):
            continue
        if name in ("adverbs", "adjectives", "objects") or section in (
            "adverbs",
            "adjectives",
            "objects",
        ):
            continue
        value.pop(phrase, None)
        states = value.get("states")
        if isinstance(states, dict):
            states.pop(phrase, None)


def line_of(text: str, entry: str) -> int | None:
    """The line of a TOML text in which an entry stands, counted from 1; None where none does.

    `entry` is as errors name it: `"as appropriate"`, `discretion."as appropriate"`, `grammar`.
    """
    quoted = re.search(r'"([^"]+)"$', entry)
    name = re.escape(quoted[1] if quoted else entry.rpartition(".")[2])
    begins = re.compile(rf"""\s*\[?["']?{name}["']?\s*[\]=]""")
    holds = re.compile(rf"""["']{name}["']""")
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if begins.match(line):
            return number
    return next((number for number, line in enumerate(lines, 1) if holds.search(line)), None)
