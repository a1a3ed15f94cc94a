"""Lists of delegations as the UN prints them: "A, B (Republic of), C and D and E and F"."""

from __future__ import annotations

import re

# Names with an "and" of their own: the part before it and the part after. Facts of naming; the
# full registry of delegations is a room of its own.
_JOINED = re.compile(
    r"(?:Antigua and Barbuda|Bosnia and Herzegovina|Saint Kitts and Nevis"
    r"|Saint Vincent and the Grenadines|Sao Tome and Principe|Trinidad and Tobago"
    r"|Great Britain and Northern Ireland)",
    re.IGNORECASE,
)
_BEHALF = re.compile(
    r"\(?\s*on behalf of (?P<group>[^()]*(?:\([^()]*\)[^()]*)*?)\)?\s*$", re.IGNORECASE
)
_GUARD = "\x00"


def split_names(text: str) -> list[tuple[str, str]]:
    """The delegations of a list as (name, group), group being "" unless it says "on behalf of".

    Commas inside brackets part nothing ("Korea (Republic of, …)"), nor does an "and" that belongs
    to a name. Asterisks and other footnote marks are dropped.
    """
    text = re.sub(r"[*†‡]|(?<=[^\W\d_])\d{1,2}(?=[,\s]|$)", "", text)
    guarded = _JOINED.sub(lambda m: m[0].replace(" and ", f" {_GUARD} "), _guard_brackets(text))
    names = re.split(r",\s*(?:and\s+)?|;\s*|\s+and\s+", guarded.strip(" .:"))
    result: list[tuple[str, str]] = []
    for raw in names:
        name = _restore(raw)
        if not name:
            continue
        behalf = _BEHALF.search(name)
        group = behalf["group"].strip() if behalf else ""
        if behalf:
            name = name[: behalf.start()].strip(" (")
        result.append((name or group, group if name else ""))
    return result


def _guard_brackets(text: str) -> str:
    """The text with what parts names replaced, inside brackets, by signs that do not."""
    depth, out = 0, []
    for character in text:
        depth += (character == "(") - (character == ")")
        out.append({",": "\x01", ";": "\x02"}.get(character, character) if depth > 0 else character)
    guarded = "".join(out)
    return re.sub(
        r"\([^()]*(?:\([^()]*\)[^()]*)*\)",
        lambda m: m[0].replace(" and ", f" {_GUARD} "),
        guarded,
    )


def _restore(name: str) -> str:
    return " ".join(name.replace(_GUARD, "and").replace("\x01", ",").replace("\x02", ";").split())
