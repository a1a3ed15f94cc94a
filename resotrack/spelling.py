"""Folding: two spellings that no delegate would call a change fold to one key.

Texts and the lexicon that is looked for in them are folded alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
        "\ufeff": None,
        "\u0640": None,  # the Arabic letter-stretcher
        # Arabic vowel signs and doubling, often left out in print.
        **dict.fromkeys(map(chr, (*range(0x064B, 0x0653), 0x0670))),
    }
)

# British and American, and the UN's own "-ize" with British "-our": one key for both. The left
# side is the end of a word; the words that must not be touched (advise, exercise, four, hour) are
# kept out by the length of what stands before.
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(e|ed|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{3})ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"^(behavi|col|fav|fl?av|hon|hum|lab|neighb|rum|end?eav)our"), r"\1or"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
    (re.compile(r"^(cent|theat|fib)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(counsel|fulfil|label|travel|signal|cancel)l(ed|ing|er|ers|ment)$"), r"\1\2"),
    (re.compile(r"^(fulfil|enrol|instil)l(s?)$"), r"\1\2"),
    (re.compile(r"^defence(s?)$"), r"defense\1"),
    (re.compile(r"^offence(s?)$"), r"offense\1"),
    (re.compile(r"^licence(s?)$"), r"license\1"),
)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The key of one token: typography, case and spelling variants folded away."""
    key = unicodedata.normalize("NFKC", word.translate(_TYPOGRAPHY)).casefold()
    if key.isascii() and len(key) > 5:
        for pattern, replacement in _SPELLINGS:
            key = pattern.sub(replacement, key)
    return key
