"""The words of resolutions that carry force: opening phrases, modals, hedges, intensifiers.

One directory a language, as TOML that a diplomat can edit; every entry cites its source. A
language is read when it is first needed, checked as a whole, and kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from resotrack.lexicon import english, grammar, parallel, weighing
from resotrack.lexicon.catalogue import Entry, catalogue
from resotrack.lexicon.entries import FAMILIES, Act, Family, Graded, Opening
from resotrack.lexicon.extension import Problem, forget_with_lexicon, problems, use_lexicon
from resotrack.lexicon.terms import ANY, Hit, Rung, Term, TermClass, Vocabulary, vocabulary
from resotrack.lexicon.weighing import dispute

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

__all__ = [
    "ANY",
    "FAMILIES",
    "LANGUAGES",
    "Act",
    "Entry",
    "Family",
    "Graded",
    "Hit",
    "Opening",
    "Problem",
    "Rung",
    "Term",
    "TermClass",
    "Vocabulary",
    "catalogue",
    "dispute",
    "find_acts",
    "find_opening",
    "forget_with_lexicon",
    "grade_opening",
    "joins",
    "problems",
    "strip_connectors",
    "use_lexicon",
    "vocabulary",
]


def find_opening(text: str, language: str) -> str:
    """The opening phrase at the head of `text`, word for word; "" where there is none.

    Connectors belong to it ("Also calls upon"), what it governs does not ("Takes note of" →
    "Takes note"). A language that is not one of the six is read as English.
    """
    text = text.lstrip() if text[:1].isspace() else text
    if language in LANGUAGES and language != "en":
        end, _ = parallel.parse(text, language)
        return text[:end]
    parsed = grammar.parse(text)
    return text[: parsed.end] if parsed else ""


def grade_opening(opening: str, language: str = "en") -> Graded | None:
    """The weight of an opening phrase; None where the lexicon does not know it.

    For other languages than English it is the weight of the English phrase it most often
    stands for.
    """
    if language in LANGUAGES and language != "en":
        _, counts = parallel.parse(opening, language)
        if not counts:
            return None
        opening = counts[0][0]
    parsed = grammar.parse(opening)
    return weighing.grade(parsed) if parsed else None


def find_acts(text: str, language: str = "en") -> tuple[Opening, ...]:
    """Every act of a provision in order: the opening, then those joined to it further on.

    "Notes the report, and calls upon States to …" has two. In Chinese only the opening is found:
    no form of the verb tells an act behind a comma from a task.
    """
    if language in LANGUAGES and language != "en":
        end, counts = parallel.parse(text, language)
        found = [(0, end, counts), *parallel.joined(text, end, language)] if counts else []
        return weighing.translated([(start, end, counts[0][0]) for start, end, counts in found])
    return weighing.acts(text)


def joins(opening: str, language: str) -> bool:
    """Whether an opening phrase points back to the words before it: "and", "in this regard".

    Such a phrase seldom begins a paragraph. For languages other than English alone.
    """
    return language in LANGUAGES and language != "en" and parallel.joins(opening, language)


def strip_connectors(opening: Sequence[str], language: str) -> tuple[str, ...]:
    """The folded words of an opening phrase without "also", "further" and their like."""
    if language in LANGUAGES and language != "en":
        listed = parallel.parallel(language).connectors
    else:
        listed = english.lexicon().connectors
    if listed.keys().isdisjoint(opening):
        return tuple(opening)
    kept: list[str] = []
    at = 0
    while at < len(opening):
        size = next(
            (len(p) for p in listed.get(opening[at], ()) if tuple(opening[at : at + len(p)]) == p),
            0,
        )
        if not size:
            kept.append(opening[at])
        at += size or 1
    return tuple(kept)
