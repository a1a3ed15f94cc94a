"""A report's blocks as numbered paragraphs under headings, and a paragraph as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resotrack.read.blocks import Block

_NUMBER = re.compile(r"^(?P<n>\d{1,3})\s?\.\s+(?=\D)")
_DRAFT_HEADING = re.compile(
    r"^(?:(?:[A-Z]{1,4}|\d{1,2}|\([a-z]\))\s?\.?\s+)?(?:Revised\s|Oral\s)?"
    r"(?:Draft\s(?:resolution|decision|proposal)|Amendment)s?\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(?:[IVX]{1,5}|[A-Z])\s?\.\s+[A-Z][^.;:]*$")
_LISTS = re.compile(
    r"\bIn favour\s?:\s*(?P<y>.*?)\s*\bAgainst\s?:\s*(?P<n>.*?)\s*"
    r"\b(?:Abstaining|Abstentions?)\s?:\s*(?P<a>(?:[^.]|\.(?=\S))*)\.?",
    re.IGNORECASE,
)
# A sentence ends at a point before a capital ("Rev.1", "para. 33" and "Ms. A" do not end it)
# or at a semicolon.
_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bNo)(?<!\bSt)[.]['”’)\]*]*\s+(?=[A-Z“\[(])"
    r"|;\s+(?!\([a-z]{1,4}\))"
)
# Small headings between paragraphs, which open nothing of their own.
_MINOR = re.compile(
    r"^(?:\([a-z]\)\s+|\d\.\s+)?(?:Action|Consideration|Voting|Vote|Introduction|Decision)\b[^.;:,]*$"
)
_LARGEST_STEP = 30


@dataclass(slots=True)
class ReportParagraph:
    """One numbered paragraph with all that hangs on it, or a heading."""

    number: str
    """ "16"; "" for a heading and for what stands before the first number."""
    text: str
    heading: bool = False
    about_draft: bool = False
    """A heading that opens the proceedings on a draft."""


def report_paragraphs(blocks: Sequence[Block]) -> Iterator[ReportParagraph]:
    """The report's paragraphs in order.

    Only a number that goes on from the last one opens a paragraph: the texts that a report quotes
    have numbers of their own. Lists of voters and letters below a paragraph belong to it.
    """
    last = 0
    current: ReportParagraph | None = None
    for block in blocks:
        text = block.text.strip()
        if not text or (_MINOR.match(text) and (not current or current.text.endswith("."))):
            continue
        if _is_heading(block, text):
            if current:
                yield current
            current = None
            about = bool(_DRAFT_HEADING.match(text))
            yield ReportParagraph("", text, heading=True, about_draft=about)
            continue
        match = _NUMBER.match(f"{block.number.rstrip('.')}. {text}" if block.number else text)
        number = int(match["n"]) if match else 0
        if match and (not last or last < number <= last + _LARGEST_STEP):
            if current:
                yield current
            last = number
            body = text if block.number else text[match.end() :]
            current = ReportParagraph(str(number), body)
        elif current:
            current.text = f"{current.text} {text}"
        else:
            current = ReportParagraph("", text)
    if current:
        yield current


def _is_heading(block: Block, text: str) -> bool:
    if text.endswith((".", ";", ",", ":")) or len(text) > 300:
        return False
    if _DRAFT_HEADING.match(text) and not _NUMBER_ONLY_SENTENCE.search(text):
        return True
    return (bool(_HEADING.match(text)) and len(text) < 200) or block.style in ("heading", "title")


_NUMBER_ONLY_SENTENCE = re.compile(r"\b(?:was|were|had|has|adopted|rejected|introduced)\b")


def sentences(text: str) -> list[tuple[str, str]]:
    """A paragraph's sentences, each with the lists of voters that follow it ("" without)."""
    found: list[tuple[str, str]] = []
    position = 0
    for match in _LISTS.finditer(text):
        parts = _parts(text[position : match.start()])
        found += [(part, "") for part in parts[:-1]]
        found.append((parts[-1] if parts else "", match[0]))
        position = match.end()
    found += [(part, "") for part in _parts(text[position:])]
    return found


def _parts(text: str) -> list[str]:
    """Sentences of running text; a full stop inside brackets or quotation marks ends nothing."""
    out: list[str] = []
    start = 0
    for match in _END.finditer(text):
        head = text[start : match.end()]
        if head.count("(") > head.count(")") or head.count("“") > head.count("”"):
            continue
        out.append(head.strip())
        start = match.end()
    out.append(text[start:].strip())
    merged: list[str] = []
    for part in out:
        # "The voting was as follows:" belongs to the decision before it.
        if merged and re.match(r"^The (?:result of the )?vot(?:ing|e) was as follows", part):
            merged[-1] = f"{merged[-1]} {part}"
        elif part:
            merged.append(part)
    return merged
