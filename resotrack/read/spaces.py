"""White space and its invisible kin, folded to what a reader sees."""

from __future__ import annotations

import re

# No-break hyphens are hyphens; soft hyphens, joiners and direction marks are nothing. The
# zero-width non-joiner and joiner stay out of the list: Arabic and Persian spelling uses them.
_INVISIBLE = str.maketrans(
    {"\u2011": "-", "\u00ad": None, "\u200b": None, "\ufeff": None, "\u2060": None}
)
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def fold_spaces(text: str) -> str:
    """One plain space for every run of white space, none at the ends; no invisible characters."""
    return _SPACES.sub(" ", text.translate(_INVISIBLE)).strip()
