"""Whole texts folded (see `resotrack.spelling`)."""

from __future__ import annotations

from resotrack.diff.tokens import tokenise


def fold_text(text: str) -> str:
    """A whole text folded: keys joined by single spaces, without punctuation."""
    return " ".join(key for key in tokenise(text).keys if key[:1].isalnum())
