"""Which of the six official languages a text is in, by script and by its commonest small words."""

from __future__ import annotations

import re

_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_SMALL_WORDS = {
    "en": frozenset("the of and to in for with that by on".split()),
    "fr": frozenset("les des du et dans une pour que aux par de la le à".split()),
    "es": frozenset("los las del y en para que por una con de la el".split()),
}


def guess_language(text: str) -> str:
    """ar, en, es, fr, ru or zh; "" for a text too short or too mixed to tell."""
    sample = text[:20_000]
    letters = sum(character.isalpha() for character in sample)
    for language, script in _SCRIPTS:
        if letters and len(script.findall(sample)) > 0.4 * letters:
            return language
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {name: sum(w in small for w in words) for name, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= max(2, 0.05 * len(words)) else ""
