"""A comparison on the terminal: the answer first, then the provisions that changed.

Readable without colour: deleted words stand in [-…-], inserted ones in {+…+} wherever a strike or
an underline would not be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from resotrack.write.view import (
    AXES,
    DIRECTIONS,
    WEAK_EVIDENCE,
    Group,
    Only,
    Row,
    axis_profile,
    counts_sentence,
    elide,
    facts,
    groups,
    inline,
    kept,
    neutral_rows,
    nothing_weaker,
    row,
    sources,
)
from resotrack_cli._console import coloured, hang

if TYPE_CHECKING:
    from rich.console import Console

    from resotrack import Comparison, Link
    from resotrack.write.view import Reason

COLOURS = {"weakened": "red", "strengthened": "green", "mixed": "yellow", "neutral": "dim"}
# A title longer than this, such as a split into five, stands on a line of its own.
_MARGIN = 18
_NUMBERS = "  ▼ weaker  ▲ stronger  other"
_MARKS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
_STYLES = {"equal": "", "delete": "red strike", "insert": "green underline"}


def print_comparison(console: Console, comparison: Comparison, *, shown: Collection[Only]) -> None:
    """Header, summary, then each changed provision that is of one of the kinds to be shown."""
    _header(console, comparison)
    print_summary(console, comparison)
    _profile(console, comparison)
    notices = (*comparison.before.notices, *comparison.after.notices, *comparison.notices)
    for notice in notices:
        where = f"{notice.where}: " if notice.where else ""
        hang(console, Text(f"{where}{notice.message}"), by=10, head=Text("To check:", "yellow"))
    changed = [link for link in comparison.links if link.changed]
    links = [link for link in changed if any(kept(link, only) for only in shown)]
    _rule(console, "Provisions" + f" ({len(links)} of {len(changed)} that changed)")
    if not links:
        console.print("None.")
    elif not coloured(console):
        console.print("[-deleted-] {+inserted+}", style="dim")
    numbers = sources(links)
    for link in links:
        console.print()
        _provision(console, link, numbers)
    if numbers:
        _rule(console, "Sources of the reasons")
    for source, number in numbers.items():
        hang(console, Text(source), by=6, head=Text(f"[{number}]".rjust(5), "dim"))


def print_summary(console: Console, comparison: Comparison) -> None:
    """Who reads only this knows what got weaker, and by which words."""
    hang(console, Text(f"{counts_sentence(comparison)}."), by=0)
    for group in groups(comparison):
        _group(console, group, nothing_weaker(comparison))
    if neutral := neutral_rows(comparison):
        words = DIRECTIONS["neutral"]
        console.print()
        hang(console, Text(f"{words.symbol} {words.title} ({len(neutral)})", "bold"), by=0)
        hang(console, Text(", ".join(r.title for r in neutral)), by=2)


def _header(console: Console, comparison: Comparison) -> None:
    for name, document in (("Before", comparison.before), ("After", comparison.after)):
        known = facts(document)
        console.print(Text.assemble(f"{name + ':':<8}", (known.label, "bold")))
        told = [known.title, *(f"{n}: {v}" for n, v in known.rows if n in _TOLD)]
        for line in told:
            if line:
                hang(console, Text(line), by=8)
    _rule(console, "What changed in strength")


_TOLD = ("Date", "Adopted", "Vote", "Tracked")


def _rule(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, "bold"))
    console.print("─" * min(console.width, 72), style="dim")


def _group(console: Console, group: Group, otherwise: str) -> None:
    """The provisions of a group; where none is weaker, `otherwise`."""
    words = DIRECTIONS[group.direction]
    if not group.rows:
        if group.direction == "weakened":
            console.print(f"\n▼ {otherwise}")
        return
    colour = COLOURS[group.direction]
    title = f"{words.symbol} {words.title} ({len(group.rows)})"
    console.print()
    hang(console, Text(title, f"bold {colour}"), by=0)
    margin = min(max(len(one.title) for one in group.rows), _MARGIN)
    for n, one in enumerate(group.rows):
        if n == len(group.firm):
            console.print(f"  {WEAK_EVIDENCE} ({len(group.tentative)}):", style="yellow")
        head = Text.assemble("  ", (one.title, "bold"))
        if len(one.title) > margin:
            console.print(head)
        hang(console, _line(one), by=margin + 4, head=head if len(one.title) <= margin else None)


def _line(one: Row) -> Text:
    text = Text()
    if one.relation:
        text.append(f"{one.relation}: ", "dim")
    if one.link.relation in ("deleted", "added") or not one.headline:
        text.append(f"“{one.begins}”")
    else:
        for n, phrase in enumerate(one.headline):
            text.append("; " if n else "")
            if one.direction == "mixed":
                text.append(f"{DIRECTIONS[phrase.direction].symbol} ", COLOURS[phrase.direction])
            text.append(str(phrase))
            text.append(f" ({AXES[phrase.dimension].name})", "dim")
    if one.doubt:
        text.append(f"  [{one.doubt}]", "yellow")
    return text


def _profile(console: Console, comparison: Comparison) -> None:
    profile = axis_profile(comparison)
    if not profile:
        return
    names = [(AXES[axis.dimension].name, AXES[axis.dimension].looks_at) for axis in profile]
    widest = max(len(f"{name}  {looks_at}") for name, looks_at in names)
    # On a narrow terminal the explanation of an axis gives way to its numbers.
    explained = widest + len(_NUMBERS) <= console.width
    width = widest if explained else max(len(name) for name, _ in names)
    console.print()
    console.print(Text("axis".ljust(width) + _NUMBERS, "dim"))
    for (name, looks_at), axis in zip(names, profile, strict=True):
        numbers = (axis.weakened, axis.strengthened, axis.other)
        line = Text.assemble(name, (f"  {looks_at}" if explained else "", "dim"))
        line.pad_right(width - len(line))
        for number, place in zip(numbers, (10, 12, 7), strict=True):
            line.append((str(number) if number else "·").rjust(place))
        console.print(line)


def _provision(console: Console, link: Link, numbers: Mapping[str, int]) -> None:
    one = row(link)
    words = DIRECTIONS[one.direction]
    head = Text.assemble(
        (one.title, "bold"), "  ", (f"{words.symbol} {words.word}", COLOURS[one.direction])
    )
    for told in ("weak evidence" if one.tentative else "", one.relation, one.doubt):
        if told:
            head.append(f"  ({told})", "dim")
    hang(console, head, by=0)
    hang(console, worded(link, marks=not coloured(console)), by=2)
    _reasons(console, one.reasons, numbers)
    for clause in one.clauses:
        hang(console, Text(clause, "dim"), by=6, head=Text("    ⇢"))


def worded(link: Link, *, marks: bool) -> Text:
    """What changed, in place; `marks` where colours will not be seen."""
    text = Text()
    for run in elide(inline(link)):
        if run.text == "\n":
            text.append(" ¶ " if run.kind == "delete" else "\n")
            continue
        head, tail = _MARKS[run.kind] if marks else ("", "")
        text.append(f"{head}{run.text}{tail}", _STYLES[run.kind])
    return text


def _reasons(console: Console, reasons: Iterable[Reason], numbers: Mapping[str, int]) -> None:
    for reason in reasons:
        symbol = Text.assemble(
            "    ", (DIRECTIONS[reason.direction].symbol, COLOURS[reason.direction])
        )
        line = Text(f"{AXES[reason.dimension].name} ({reason.confidence}): {reason.sentence}")
        if reason.source:
            line.append(f" [{numbers[reason.source]}]", "dim")
        hang(console, line, by=6, head=symbol)
