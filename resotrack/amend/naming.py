"""How an amendment names the paragraphs of a text, and sets words in quotation marks.

A name is given only if it is read back as the paragraph that it is to name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resotrack.amend.places import read_places
from resotrack.amend.resolve import Places
from resotrack.amend.scan import Scan, forms
from resotrack.errors import InstructionError
from resotrack.model import Document, Paragraph

_WHOLE = re.compile(
    r"(?:(?:[A-Z]+\.)?(?P<section>[A-Z]+|\d+|annex)\.)?op(?P<number>\d+)(?P<suffix>[a-z]*)(?P<subs>(?:\(\w+\))*)"
)
_LETTERS = re.compile(r"\(\w+\)")
_MARKS = (("“", "”"), ("«", "»"), ('"', '"'))
_FEWEST = 4
"""Words that a beginning has at least: fewer tell a reader little."""


class Names:
    """The names of the paragraphs of one text."""

    def __init__(self, document: Document) -> None:
        self.places = Places(document)
        self.ordinals = {n: place for place, n in enumerate(self.places.parts["pp"], 1)}
        self.known: dict[str, str] = {}

    def of(self, paragraph: Paragraph) -> str:
        """ "the sixth preambular paragraph", "paragraph 7 (b)", "the paragraph beginning “…”".

        Raises InstructionError where none of these means this paragraph alone.
        """
        if paragraph.id not in self.known:
            self.known[paragraph.id] = self._name(paragraph)
        return self.known[paragraph.id]

    def of_heading(self, heading: Paragraph) -> str:
        """ "the heading “…”", "the heading before paragraph 7" where others read the same."""
        document = self.places.document
        first = next((p for p in document.paragraphs if p.heading == heading.id), None)
        names = [f"the heading {words}" for words in [marked(heading.text)] if words]
        if first is not None:
            names += [f"the heading before {name}" for name in self._numbered(first)]
        for name in names:
            scan = Scan(name, forms("en"))
            found = read_places(scan)
            place = self.places.heading(found.targets[0]) if found and scan.done else ""
            if not isinstance(place, str) and document.headings[place] is heading:
                return name
        raise InstructionError(
            f"no words name the heading “{heading.text}” alone: another one reads the same.",
            remedy="Draft the change to it by hand.",
        )

    def _name(self, paragraph: Paragraph) -> str:
        for name in (*self._numbered(paragraph), *self._begun(paragraph)):
            if self._means(name, paragraph):
                return name
        raise InstructionError(
            f"no number and no words name {paragraph.id} alone: another paragraph reads the same.",
            remedy="Draft the change to it by hand.",
        )

    def _means(self, name: str, paragraph: Paragraph) -> bool:
        scan = Scan(name, forms("en"))
        found = read_places(scan)
        if found is None or len(found.targets) != 1 or not scan.done:
            return False
        return self.places.of(found.targets[0]) == [self.places.index[paragraph.id]]

    def _numbered(self, paragraph: Paragraph) -> Iterator[str]:
        if match := _WHOLE.fullmatch(paragraph.id):
            parts = (
                "paragraph",
                match["number"],
                match["suffix"],
                *_LETTERS.findall(match["subs"]),
            )
            name = " ".join(part for part in parts if part)
            section = match["section"]
            if not section:
                yield name
                # The numbers may begin again in other sections.
                own = self.places.sections[self.places.index[paragraph.id]]
                yield from (f"{name} of section {label}" for label in sorted(own))
            else:
                yield f"{name} of {'the annex' if section == 'annex' else f'section {section}'}"
            return
        top, *letters = re.split(r"(?=\()", paragraph.id)
        place = self.ordinals.get(self.places.index.get(top, -1))
        if place and (word := _ordinal(place)):
            # Counted, whatever the text itself calls them.
            yield " ".join((f"the {word} preambular paragraph", *letters))

    def _begun(self, paragraph: Paragraph) -> Iterator[str]:
        noun = "row" if paragraph.kind == "table" else "paragraph"
        ends = [match.end() for match in re.finditer(r"\S+", paragraph.text)]
        for end in ends[_FEWEST - 1 :] or ends[-1:]:
            if words := marked(paragraph.text[:end]):
                yield f"the {noun} beginning {words}"


def _ordinal(number: int) -> str:
    # The first word for a number is the one in use: "twenty-first" before "twenty first".
    words = forms("en").ordinals
    return next((word for word, value in words.items() if value == number), "")


def marked(text: str) -> str:
    """A text in quotation marks that nothing inside it closes; "" where there are none such."""
    for opening, closing in _MARKS:
        nested = opening != closing and text.count(opening) == text.count(closing)
        if nested or (opening not in text and closing not in text):
            quotation = f"{opening}{text}{closing}"
            if Scan(quotation, forms("en")).quoted() == text.strip():
                return quotation
    return ""
