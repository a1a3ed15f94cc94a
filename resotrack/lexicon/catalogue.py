"""The lexicon as a list to look through: every phrase, what it is, its grade and its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resotrack.lexicon.own import FILES, Table, own_file, read_own
from resotrack.lexicon.tables import read_table
from resotrack.lexicon.terms import with_classes

_MODIFIERS = ("adverbs", "adjectives")
_FAMILIES = ("directive", "assertion", "stance-positive", "stance-negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One phrase of the lexicon."""

    language: str
    phrase: str
    kind: str
    """Its family, class or list: "directive", "discretion", "modals", "connectors"."""
    grade: float | None = None
    """Within its family or ladder, or what an adverb adds; None where it has none."""
    says: str = ""
    """What else is known: the forms it takes, what adding it does, what it stands for."""
    source: str = ""
    file: str
    own: bool = False
    """Whether it comes from the folder of one's own."""


def catalogue(language: str) -> tuple[Entry, ...]:
    """Every entry of a language, in the order of its files."""
    names = FILES if language == "en" else tuple(name for name in FILES if name != "asks")
    return tuple(entry for name in names for entry in _entries(language, name))


def _entries(language: str, name: str) -> Iterator[Entry]:
    table = read_table(language, name)
    path = own_file(language, name)
    own = read_own(path) if path else {}
    sources = table["sources"]
    file = f"{language}/{name}.toml"

    def entry(phrase: str, kind: str, section: str, **known: Any) -> Entry:
        key = known.pop("key", "")
        return Entry(
            language=language,
            phrase=phrase,
            kind=kind,
            source=sources.get(key, ""),
            file=file,
            own=_is_own(own, section, phrase),
            **known,
        )

    if name == "openings" and language != "en":
        for phrase, counts in table.get("parallel", {}).items():
            told = ", ".join(f"{english} ({n})" for english, n in counts.items())
            yield entry(phrase, "opening", "parallel", says=f"stands for {told}", key="parallel")
    elif name == "openings":
        for family in _FAMILIES:
            yield from _family(table, family, entry)
        for phrase, fields in table.get("objects", {}).items():
            yield entry(
                phrase,
                fields["family"],
                "objects",
                grade=fields["grade"],
                says=f"carried by a verb (“expresses {phrase}”); {fields['with']} after “with”",
                key=fields["source"],
            )
        for section in _MODIFIERS:
            for phrase, grade in table.get(section, {}).items():
                yield entry(
                    phrase,
                    section.removesuffix("s"),
                    section,
                    grade=grade,
                    says="is added to the grade of the act",
                    key="modifiers",
                )
    elif name == "modals":
        english = read_table("en", "modals")
        for ladder, rungs in table.items():
            if ladder in ("language", "sources"):
                continue
            for phrase, fields in rungs.items():
                like = fields.get("like", "")
                yield entry(
                    phrase,
                    "modal" if ladder == "modals" else f"{ladder} verb",
                    ladder,
                    grade=fields["grade"] if "grade" in fields else english[ladder][like]["grade"],
                    says=f"stands for {like}" if like else "",
                    key=fields["source"],
                )
    elif name not in ("openings", "plain", "asks"):
        for cls, fields in with_classes(table, name, language)["classes"].items():
            effect = "strengthens" if fields["effect"] > 0 else "weakens"
            says = f"{fields['dimension']}: adding it {effect}"
            for phrase, key in table[cls].items():
                yield entry(phrase, cls, cls, says=says, key=key)
    for section in ("grammar", "words"):
        for key, value in table.get(section, {}).items():
            for phrase in value:
                yield entry(phrase, key, section, says="a list of words")


def _family(table: Table, family: str, entry: Any) -> Iterator[Entry]:
    section = table.get(family, {})
    for phrase, fields in section.items():
        if phrase == "states":
            continue
        yield entry(
            phrase,
            family,
            family,
            grade=fields["grade"],
            says=f"preambular: {fields['participle']}",
            key=fields["source"],
        )
    for phrase, fields in section.get("states", {}).items():
        yield entry(phrase, family, family, grade=fields["grade"], key=fields["source"])


def _is_own(own: Table, section: str, phrase: str) -> bool:
    held = own.get(section, {})
    if not isinstance(held, dict):
        return False
    if phrase in held or phrase in held.get("states", {}):
        return True
    return section in ("grammar", "words") and any(
        phrase in value for value in held.values() if isinstance(value, (list, dict))
    )
