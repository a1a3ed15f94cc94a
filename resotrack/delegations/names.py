"""What counts as the same name: capitals, accents, points and stray spaces are printing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APART = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "&": " and ", "’": "'"})
# "the States Members of the United Nations that are members of the Group of 77 and China"
_STATES_OF = re.compile(
    r"^(?:the )?(?:states members of the united nations|member states|states|countries)"
    r"(?: that are| which are|,)?(?: states)? members of (?:the members of )?(?:the )?"
)
_ARTICLE_LAST = re.compile(r"\s*(?:,\s*the|\(\s*the\s*\))$")
_INVERTED = re.compile(r"^(?P<name>[^()]+) \((?P<form>[^()]+?) of(?P<the> the)?\)$")


@lru_cache(maxsize=8_192)
def spaced(name: str) -> str:
    """A name in small letters without accents and points, its words apart by single spaces."""
    text = unicodedata.normalize("NFKD", name.translate(_APART)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_APART)
    text = _STATES_OF.sub("", " ".join(text.split()))
    text = _ARTICLE_LAST.sub("", text.removeprefix("the "))
    # An apostrophe joins ("d'Ivoire", "People's"), every other sign parts.
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.replace("'", "")).split())


def folded(name: str) -> str:
    """`spaced` without its spaces: a line break in print may cut a word ("Ge rmany")."""
    return spaced(name).replace(" ", "")


def turned(name: str) -> tuple[str, ...]:
    """The other ways of printing "Bolivia (Plurinational State of)": turned round, cut short."""
    match = _INVERTED.match(name)
    if not match:
        return ()
    short, form, the = match["name"], match["form"], match["the"] or ""
    return tuple(
        dict.fromkeys(
            (
                f"{form} of{the} {short}",
                f"{short} ({form})",
                f"{short} ({form} of)",
                f"{form} {short}",
            )
        )
    )
