"""`resotrack explain`: the whole reasoning for one paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import coloured, failures, hang, output, print_text, status

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from resotrack import Explanation
    from resotrack.explain import Candidate, Evidence, Passage, Step


def explain(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The earlier text.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The later text.")],
    paragraph: Annotated[
        str,
        typer.Argument(
            metavar="PARAGRAPH", help="Its name: op7, op7(a), pp3; before:op7 of the earlier text."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Give it as JSON.")] = False,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write it to this file: .html or .json.")
    ] = None,
    perspective: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Judge by another purpose: a TOML file."),
    ] = None,
    hints: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Paragraphs that are the same, or are not."),
    ] = None,
) -> None:
    """Explain one paragraph: how it was linked, what each rule saw, how the verdict follows.

    \b
    Examples:
      resotrack explain draft.docx adopted.docx op7
      resotrack explain draft.docx adopted.docx before:op9 --json
      resotrack explain draft.docx adopted.docx op7 -o op7.html
    """
    with failures():
        import resotrack as rt

        wishes = rt.read_hints(hints) if hints else rt.Hints()
        read = rt.read_perspective(perspective) if perspective else None
        with status(f"Comparing {before.name} and {after.name}"):
            comparison = rt.compare(rt.read(before), rt.read(after), hints=wishes, perspective=read)
            explanation = rt.explain(comparison, paragraph, hints=wishes)
        if out is not None:
            path = rt.write_explanation(explanation, out)
            typer.echo(f"Written: {path}", err=True)
        elif as_json:
            print_text(explanation.to_json())
        else:
            print_explanation(output(), explanation)


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Linking, words, acts, rules, verdict: each follows from the one before."""
    from rich.text import Text

    from resotrack.write.view import DIRECTIONS, row
    from resotrack_cli.terminal import COLOURS, worded

    link, balance = explanation.link, explanation.balance
    known = row(link)
    words = DIRECTIONS[balance.direction]
    verdict = (f"{words.symbol} {words.word}", COLOURS[balance.direction])
    hang(console, Text.assemble((known.title, "bold"), "  ", verdict), by=0)
    _section(console, "How it was linked")
    _linking(console, explanation)
    if link.words:
        _section(console, "The words" + ("" if coloured(console) else "  [-deleted-] {+inserted+}"))
        hang(console, worded(link, marks=not coloured(console)), by=2)
    if explanation.acts:
        _section(console, "The acts, as the lexicon grades them (0 to 1 within each family)")
        _acts(console, explanation)
    if explanation.steps:
        _section(console, "The rules")
        _rules(console, explanation.steps)
    _section(console, "The verdict")
    _verdict(console, explanation)


def _section(console: Console, title: str) -> None:
    console.print()
    console.print(title, style="bold")
    console.print("─" * min(console.width, 72), style="dim")


def _linking(console: Console, explanation: Explanation) -> None:
    from rich.text import Text

    from resotrack.write.view import confidence_in_words, join_names

    link, linking = explanation.link, explanation.linking
    sides = [join_names([p.id for p in side]) or "nothing" for side in (link.before, link.after)]
    sure = confidence_in_words(link.confidence)
    moved = ", moved" if link.moved else ""
    told = f"{sides[0]} → {sides[1]}: {link.relation}{moved}; {sure} ({link.confidence:.2f})"
    hang(console, Text(told), by=2, head=Text("  "))
    like = f" Likeness {linking.likeness:.2f}." if linking.likeness is not None else ""
    hang(console, Text(f"{linking.how}{like}"), by=2, head=Text("  "))
    for one in linking.near:
        hang(console, Text(_candidate(one)), by=10, head=Text("  near:", "dim"))
    for pair in linking.hints:
        hang(console, Text(f"{pair[0]} and {pair[1]}"), by=10, head=Text("  hint:", "dim"))


def _candidate(one: Candidate) -> str:
    from resotrack.write.view import join_names, paragraph_name

    text = "earlier" if one.text == "before" else "later"
    taken = f"linked with {join_names(one.linked_with)}" if one.linked_with else "linked with none"
    return (
        f"{paragraph_name(one.paragraph)} of the {text} text, likeness {one.likeness:.2f}: {taken}"
    )


def _acts(console: Console, explanation: Explanation) -> None:
    from rich.text import Text

    for act in explanation.acts:
        line = Text.assemble(
            (act.words.words, "bold"), f"  {act.family} {act.grade:.2f}  ", (act.source, "dim")
        )
        hang(console, line, by=10, head=Text.assemble((f"  {act.text}", "dim")))
    for told in explanation.disputes:
        hang(console, Text(told), by=12, head=Text("  disputed:", "yellow"))


def _rules(console: Console, steps: Iterable[Step]) -> None:
    from rich.text import Text

    idle: dict[str, list[str]] = {}
    for step in steps:
        for evidence in step.evidence:
            _evidence(console, evidence)
        if step.nothing:
            idle.setdefault(step.nothing, []).append(step.rule)
    for why, rules in idle.items():
        head = Text("  · ", "dim")
        hang(console, Text(f"{', '.join(rules)}: {why}", "dim"), by=4, head=head)


def _evidence(console: Console, evidence: Evidence) -> None:
    from rich.text import Text

    from resotrack.write.view import DIRECTIONS
    from resotrack_cli.terminal import COLOURS

    flag = evidence.flag
    head = Text.assemble("  ", (DIRECTIONS[flag.direction].symbol, COLOURS[flag.direction]))
    line = Text.assemble((flag.rule, "bold"), f"  {flag.confidence:.2f}  ", flag.reason)
    if evidence.set_aside:
        line.append(f" Set aside: {evidence.set_aside}.", "yellow")
    hang(console, line, by=4, head=head)
    for name, passage in (("before", evidence.before), ("after", evidence.after)):
        if passage is not None:
            text = _passage(passage, marks=not coloured(console))
            hang(console, text, by=14, head=Text.assemble((f"      {name}", "dim")))
    if flag.source:
        hang(console, Text(flag.source, "dim"), by=14, head=Text("      source", "dim"))


def _passage(passage: Passage, *, marks: bool) -> Text:
    from rich.text import Text

    words = f"»{passage.words}«" if marks else passage.words
    return Text.assemble((passage.left, "dim"), (words, "bold"), (passage.right, "dim"))


def _verdict(console: Console, explanation: Explanation) -> None:
    from rich.text import Text

    from resotrack.write.view import DIRECTIONS

    balance = explanation.balance
    for symbol, direction, total in (
        ("▲", "strengthened", balance.stronger),
        ("▼", "weakened", balance.weaker),
    ):
        parts = list(_weights(explanation, direction))
        if parts:
            product = " × ".join(f"(1 − {part:.2f})" for part in parts)
            hang(console, Text(f"1 − {product} = {total:.2f}"), by=4, head=Text(f"  {symbol}"))
    word = DIRECTIONS[balance.direction].word
    hang(console, Text(f"{word}: {balance.because}"), by=2, head=Text("  "))
    who = explanation.perspective
    purpose = f"the perspective “{who.name}”" if who else "the resolution's own purpose"
    hang(console, Text(f"Judged by {purpose}.", "dim"), by=2, head=Text("  "))


def _weights(explanation: Explanation, direction: str) -> Iterator[float]:
    for step in explanation.steps:
        for evidence in step.evidence:
            if evidence.flag.direction == direction and not evidence.set_aside:
                yield evidence.flag.confidence
