"""What happened inside one replaced word or figure: "act" → "acts", "77/228" → "78/220"."""

from __future__ import annotations

from typing import Literal

from resotrack.model import WordChange

_KINDS: dict[int, Literal["equal", "delete", "insert"]] = {0: "equal", -1: "delete", 1: "insert"}


def inside(before: str, after: str) -> tuple[WordChange, ...]:
    """The change by character between two short strings, in the form of `diff_words`.

    Meant for a word or two: the cost grows with the product of the lengths.
    """
    # Few who compare look inside a word: the others should not wait for the engine.
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # no clock: the result must not depend on the machine's load
    diffs = engine.diff_main(before, after, False)
    engine.diff_cleanupSemantic(diffs)
    return tuple((_KINDS[kind], text) for kind, text in diffs)
