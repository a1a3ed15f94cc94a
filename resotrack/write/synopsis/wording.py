"""What a comparison table says of itself, the same on the page and in Word."""

from __future__ import annotations

from resotrack.write.synopsis.view import Column, Synopsis, Verdict
from resotrack.write.view import DIRECTIONS, Only


def said_above(table: Synopsis) -> str:
    """ "2 texts: 5 weaker, 1 mixed, …" """
    return f"{len(table.columns)} texts side by side. Provisions that changed: {table.tally}."


def limited(only: Only) -> str:
    """What a table that does not show all provisions says."""
    what = "that changed" if only == "changed" else f"in which something was {only}"
    return f"Shown are only the provisions {what}."


def legend() -> tuple[str, str, str]:
    """How deletions look, how insertions look, and the rest."""
    signs = ", ".join(
        f"{DIRECTIONS[d].symbol} {DIRECTIONS[d].word}"
        for d in ("weakened", "mixed", "strengthened")
    )
    return (
        "Struck through",
        "Bold and underlined",
        f"Each text is compared with the one before it. {signs}; –: not in that text. "
        "Paragraphs bear the names by which delegates call them.",
    )


def heads(table: Synopsis) -> tuple[str, ...]:
    """The heads of the columns, the last one among them."""
    numbered = table.several
    return (
        *(f"{c.number}. {c.label}" if numbered else c.label for c in table.columns),
        "What the change did",
    )


def facts_of(column: Column) -> tuple[str, ...]:
    """What stands below the name of a text."""
    return tuple(fact for fact in (column.date, column.adopted) if fact)


def compared_with(table: Synopsis, verdict: Verdict) -> str:
    """ "Text 3", "Text 4 against 2"; "" where there are two texts."""
    if not table.several:
        return ""
    if verdict.since == verdict.text - 1:
        return f"Text {verdict.text}"
    return f"Text {verdict.text} against {verdict.since}"
