"""A paragraph's number as it is printed: "7.", "7 bis.", "(a)", "a."."""

from __future__ import annotations

from resotrack.model import Paragraph
from resotrack.read.labels import read_label


def printed_number(number: str, *, part: str = "") -> str:
    """The form of a number that is read as that number again; as it stands where none is.

    The model keeps numbers without their closing point, and a lone letter (the UN's third level,
    "a.") is only known by that point. `part` ("PP") goes in front.
    """
    if not number:
        return ""
    quoted = f"’{number.strip('()')}’"
    for form in (f"{part}{number}",) if part else (f"{number}.", number, quoted):
        label = read_label(f"{form} x")
        if label is not None and label.raw == number and label.length > len(form):
            return form
    return number


def number_of(paragraph: Paragraph) -> str:
    """The printed number of a paragraph. In a preamble only "PP3" is known for a number."""
    in_preamble = paragraph.kind == "preambular" and not paragraph.parent
    return printed_number(paragraph.number, part="PP" if in_preamble else "")
