"""Names of delegations: the United Nations' own where the registry knows them.

A name that it does not know is kept as it was given, unless it is close to one that it does know:
then the record asks rather than guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from resotrack.delegations import resolve
from resotrack.errors import UnknownDelegation

_DELEGATION = re.compile(r"(?:the\s+)?delegation\s+of\s+(?P<name>.+)", re.IGNORECASE)
_THE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)


def named(name: str, aliases: Mapping[str, str], *, source: str = "") -> str:
    """The name under which a record keeps a delegation.

    `aliases` are the user's own, by the name as written: they come first, and an alias to itself
    takes a name exactly as it stands. Raises UnknownDelegation, with suggestions, for a name that
    is like a known one or means several.
    """
    said = " ".join(name.split())
    if said in aliases:
        return aliases[said]
    said = _THE.sub("", said)
    found = resolve(said)
    if found.delegation is not None:
        return found.delegation.name
    if not found.suggestions:
        return said
    likely = tuple(suggestion.delegation.name for suggestion in found.suggestions)
    raise UnknownDelegation(
        f'no delegation is called "{said}".',
        source=source,
        remedy=f"Did you mean {', '.join(likely)}? Say once whom it means: it is remembered.",
        name=said,
        suggestions=likely,
    )


def writes_for(author: str, aliases: Mapping[str, str]) -> str:
    """The delegation for which an author of tracked changes writes; "" where nobody can tell.

    It can be told from an alias, from "Delegation of …", and where the author is a delegation.
    """
    said = " ".join(author.split())
    if said in aliases:
        return aliases[said]
    if found := _DELEGATION.fullmatch(said):
        said = _THE.sub("", found["name"])
        known = resolve(said, suggest=False).delegation
        return known.name if known else said
    known = resolve(said, suggest=False).delegation if said else None
    return known.name if known else ""
