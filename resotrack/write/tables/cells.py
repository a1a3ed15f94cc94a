"""Cells that a spreadsheet would take for a formula, made harmless and back again.

A spreadsheet that opens a CSV file computes what begins with "=" or the like, and such a formula
can call a web address. So an apostrophe is set in front, as one would type it. A text that begins
with apostrophes before such a sign gets one more: taking one away always gives back what was there.
"""

from __future__ import annotations

import re

# The signs that begin a formula, in both widths; white space before which some programs skip.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet computes; most texts stay as they are."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def encodable(text: str) -> str:
    """The text without lone halves of surrogate pairs, which no encoding has."""
    return text.encode("utf-8", "replace").decode("utf-8")
