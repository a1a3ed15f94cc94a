"""The words that differ between two texts, as stretches of the first."""

from __future__ import annotations

from collections.abc import Iterator

from resotrack.diff import diff_words

Hunk = tuple[int, int, str]
"""(start, end) of words taken out of the first text, and what is put in their place."""


def hunks(before: str, after: str) -> Iterator[Hunk]:
    """What makes one text the other, in whole words and in order."""
    at, start, put = 0, -1, ""
    for kind, words in diff_words(before, after):
        if kind == "equal":
            if start >= 0:
                yield start, at, put
                start, put = -1, ""
            at += len(words)
            continue
        start = at if start < 0 else start
        if kind == "delete":
            at += len(words)
        else:
            put += words
    if start >= 0:
        yield start, at, put
