"""A lineage as Markdown: the texts, then the matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resotrack.model import Lineage
from resotrack.write.lineages.view import MOVED, SIGNS, Shown, Text, parts, texts
from resotrack.write.view import DIRECTIONS, Only

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def to_markdown(lineage: Lineage, *, only: Only = "all") -> str:
    """Tables that render wherever Markdown does; one row a thread, one column a text."""
    return "\n".join(_lines(lineage, only)) + "\n"


def _lines(lineage: Lineage, only: Only) -> Iterator[str]:
    columns = texts(lineage)
    yield f"# Lineage of {len(lineage.threads)} provisions over {len(columns)} texts"
    yield ""
    yield "| | text | date | paragraphs | what happened |"
    yield "|---:|---|---|---:|---|"
    for text in columns:
        yield (
            f"| {text.number} | {_plain(text.label)} | {_plain(text.date)} | {text.paragraphs} "
            f"| {_happened(text)} |"
        )
    if lineage.notices:
        yield ""
        yield "To check:"
        yield ""
        for notice in lineage.notices:
            yield f"- {notice.where}: {_plain(notice.message)}"
    for part in parts(lineage, only=only):
        yield ""
        yield f"## {part.title}"
        yield ""
        yield "| provision | " + " | ".join(str(text.number) for text in columns) + " |"
        yield "|---|" + "---|" * len(columns)
        for line in part.lines:
            cells = " | ".join(_cell(cell) for cell in line.cells)
            yield f"| {_plain(line.begins)} | {cells} |"
    yield ""
    signs = [*(SIGNS[r] for r in SIGNS if SIGNS[r].symbol), MOVED]
    yield (
        _plain(", ".join(f"{sign.symbol} {sign.word}" for sign in signs))
        + "; "
        + ", ".join(
            f"{DIRECTIONS[d].symbol} {DIRECTIONS[d].word}"
            for d in ("weakened", "mixed", "strengthened")
        )
    )


def _happened(text: Text) -> str:
    told = [f"{count} {SIGNS[relation].word}" for relation, count in text.counts if count]
    return ", ".join(told)


def _cell(cell: Shown) -> str:
    symbols = _plain(cell.symbols)
    return f"{symbols} {cell.names}".strip()


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
