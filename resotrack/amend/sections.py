"""The sections of a text: which of its paragraphs stand in "section II" or "part B"."""

from __future__ import annotations

import re

from resotrack.model import Document, Paragraph

_WORD = r"(?:section|part|chapter|partie|chapitre|sección|parte|capítulo)"
_LABEL = r"(?P<{0}>[IVX]{{1,6}}|[A-Z]|\d{{1,2}})"
# "II", "Section II", "B. Staff": but not "A world without want".
_HEAD = re.compile(
    rf"(?:(?i:{_WORD})\s+{_LABEL.format('a')}\b|{_LABEL.format('b')}\s*(?:[.:)]|$))",
)
_KINDS = (re.compile(r"[IVX]+"), re.compile(r"[A-Z]"), re.compile(r"\d+"))


def sections_of(document: Document) -> list[frozenset[str]]:
    """For each paragraph the labels of the sections that it stands in: {"II", "B"}.

    A heading's label holds up to the next one of its kind or of a higher one: capital Roman
    numerals stand above letters, and letters above figures.
    """
    at_heading: dict[str, frozenset[str]] = {"": frozenset()}
    now: dict[int, str] = {}
    for heading in document.headings:
        if label := _label(heading):
            kind = next(n for n, pattern in enumerate(_KINDS) if pattern.fullmatch(label))
            now = {n: name for n, name in now.items() if n < kind} | {kind: label}
        at_heading[heading.id] = frozenset(now.values())
    found = []
    for paragraph in document.paragraphs:
        # A numbering that starts again under a heading has that heading's label in its ids.
        own = frozenset(paragraph.id.split(".")[:-1])
        found.append(at_heading.get(paragraph.heading, frozenset()) | own)
    return found


def _label(heading: Paragraph) -> str:
    bare = heading.number.strip(" .:()")
    if bare and any(pattern.fullmatch(bare) for pattern in _KINDS):
        return bare
    match = _HEAD.match(heading.text)
    return (match["a"] or match["b"]) if match else ""
