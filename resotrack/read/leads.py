"""The lead of a paragraph: the words at its head that the source sets apart by their face."""

from __future__ import annotations

from collections.abc import Sequence

from resotrack.read.labels import read_label

Faced = tuple[int, int, bool, bool]
"""A stretch of a text: start, end, italic, bold."""


def lead_of(text: str, spans: Sequence[Faced]) -> str:
    """The italic words at the head of a text, after its number; else the bold ones."""
    label = read_label(text)
    head = label.length if label else 0
    for face in (2, 3):
        end = head
        for span in spans:
            if span[1] <= head:
                continue
            words = text[max(span[0], head) : span[1]]
            if not span[face] and any(char.isalnum() for char in words):
                break
            if span[face]:
                end = span[1]
        if lead := text[head:end].strip():
            return lead
    return ""
