"""`resotrack amend`: amendment documents read, carried out and held against one another."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from resotrack_cli._console import EXIT_CODES, FOUND, failures, hang, output, print_text, status
from resotrack_cli.issue import (
    Date,
    Item,
    ItemTitle,
    NotMembers,
    Number,
    Session,
    Sponsors,
    Symbol,
    masthead,
    word_file,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from resotrack import (
        AmendmentDocument,
        Applied,
        Conflict,
        Failed,
        Instruction,
        Outcome,
        Rebased,
    )


class Form(StrEnum):
    """How a result is given."""

    terminal = "terminal"
    html = "html"
    json = "json"


class View(StrEnum):
    """Which reading of the text is amended."""

    final = "final"
    original = "original"
    clean = "clean"


app = typer.Typer(
    help="Read amendments, carry them out on a text, find their conflicts.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_File = Annotated[Path, typer.Argument(metavar="FILE", help="An amendment: docx, pdf, txt.")]
_Text = Annotated[Path, typer.Argument(metavar="TEXT", help="The text that is to be amended.")]
_Files = Annotated[list[Path], typer.Argument(metavar="AMENDMENTS...", help="The amendments.")]
_Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
_Form = Annotated[Form, typer.Option("--format", "-f", help="The form of the result.")]
_View = Annotated[
    View,
    typer.Option(help="Of a draft with tracked changes or brackets: the reading to amend."),
]
_Corrections = Annotated[
    Path | None,
    typer.Option("--corrections", "-c", metavar="TOML", help="How instructions are meant."),
]
_Adopted = Annotated[
    list[str] | None,
    typer.Option("--adopted", metavar="SYMBOL", help="Carry out this one only (repeat for more)."),
]
_MARGIN = 5


@app.command("read", epilog=EXIT_CODES)
def read(
    file: _File,
    corrections: _Corrections = None,
    form: _Form = Form.terminal,
    as_json: _Json = False,
) -> None:
    """Show how each instruction of an amendment was understood, with its own words.

    A draft with tracked changes or signed brackets is read as what it proposes: an amendment for
    each author.

    \b
    Examples:
      resotrack amend read L31.docx
      resotrack amend read L31.docx --corrections L31.corrections.toml
      resotrack amend read rev1-with-changes.docx
      resotrack amend read L31.docx --format html > L31.html
    """
    with failures():
        import resotrack as rt

        known = rt.read_corrections(corrections) if corrections else ()
        documents = rt.read_proposals(file, corrections=known)
    if as_json or form is Form.json:
        told = [_document(document) for document in documents]
        print_text(_dump(told[0] if len(told) == 1 else {"amendments": told}))
        return
    if form is Form.html:
        from resotrack.write.amendments import proposals_page

        print_text(proposals_page(documents))
        return
    console = output()
    for place, document in enumerate(documents):
        if place:
            console.print()
        _header(console, document)
        for n, instruction in enumerate(document.instructions, 1):
            _read_line(console, n, instruction)
        _check(console, document)


@app.command("apply", epilog=EXIT_CODES)
def apply(
    text: _Text,
    files: _Files,
    adopted: _Adopted = None,
    out: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the new text: .xml, .md, .json or .txt."),
    ] = None,
    view: _View = View.final,
    form: _Form = Form.terminal,
    as_json: _Json = False,
) -> None:
    """Carry amendments out on a text and say what became of every instruction.

    \b
    Examples:
      resotrack amend apply L12.docx L31.docx L32.docx -o amended.md
      resotrack amend apply L12.docx L3*.docx --adopted A/HRC/99/L.31
      resotrack amend apply draft.docx draft.docx --view original
      resotrack amend apply L12.docx L31.docx --format html > amended.html
    """
    with failures():
        from resotrack.write.documents import convert, document_format_of

        # A wrong ending should be heard of before the work, not after it.
        name = document_format_of(out) if out else ""
        outcome = _outcome(text, files, adopted, view)
        if out:
            convert(outcome.document, out, format=name)
    if as_json or form is Form.json:
        print_text(_dump(_told_outcome(outcome)))
        return
    if form is Form.html:
        from resotrack.write.amendments import outcome_page

        print_text(outcome_page(outcome))
        return
    console = output()
    for applied in outcome.applied:
        _applied(console, applied)
    for failed in outcome.failed:
        _failed(console, failed)
    _conflicts(console, outcome.conflicts)
    done, undone, touching = map(len, (outcome.applied, outcome.failed, outcome.conflicts))
    console.print(f"Carried out: {done}. Not carried out: {undone}. Touching pairs: {touching}.")


@app.command("conflicts", epilog=EXIT_CODES)
def conflicts(
    text: _Text,
    files: _Files,
    view: _View = View.final,
    form: _Form = Form.terminal,
    as_json: _Json = False,
) -> None:
    """Say which instructions touch one another, and whether both can stand.

    \b
    Example:
      resotrack amend conflicts L12.docx L31.docx L32.docx L33.docx
    """
    with failures():
        outcome = _outcome(text, files, None, view)
    if as_json or form is Form.json:
        print_text(_dump([_conflict(c) for c in outcome.conflicts]))
        return
    if form is Form.html:
        from resotrack.write.amendments import conflicts_page

        print_text(conflicts_page(outcome))
        return
    console = output()
    _conflicts(console, outcome.conflicts)
    if not outcome.conflicts:
        console.print("None of them touches another.")


@app.command("effect", epilog=EXIT_CODES)
def effect(
    text: _Text,
    files: _Files,
    adopted: _Adopted = None,
    view: _View = View.final,
    form: _Form = Form.terminal,
    as_json: _Json = False,
) -> None:
    """Compare the text without the amendments and with them: what they do to the commitments.

    \b
    Example:
      resotrack amend effect L12.docx L31.docx L34.docx
    """
    with failures():
        comparison = _outcome(text, files, adopted, view).effect()
    if as_json or form is not Form.terminal:
        import resotrack as rt

        print_text(rt.render(comparison, "json" if as_json else form.value))
        return
    from resotrack_cli.terminal import print_comparison

    print_comparison(output(), comparison, shown=["changed"])


@app.command("order", epilog=EXIT_CODES)
def order(
    text: _Text,
    files: _Files,
    view: _View = View.final,
    form: _Form = Form.terminal,
    as_json: _Json = False,
) -> None:
    """Propose an order of voting: the amendment furthest removed from the text first.

    \b
    Example:
      resotrack amend order L12.docx L31.docx L32.docx L33.docx
    """
    with failures():
        import resotrack as rt
        from resotrack.amend.voting import NOTE, order_of_voting

        with status("Measuring"):
            turns = order_of_voting(rt.read(text).view(view.value), _given(files))
    if form is Form.html and not as_json:
        from resotrack.write.amendments import order_page

        print_text(order_page(turns))
        return
    if as_json or form is Form.json:
        table = [
            {
                "amendment": turn.amendment,
                "distance": turn.distance,
                "weakened": turn.weakened,
                "strengthened": turn.strengthened,
                "falls_with": list(turn.falls_with),
                "places": list(turn.places),
                "not_measured": list(turn.not_measured),
            }
            for turn in turns
        ]
        print_text(_dump({"note": NOTE, "order": table}))
        return
    from rich.text import Text

    console = output()
    for n, turn in enumerate(turns, 1):
        parts = [f"{turn.distance:g} words from the text"] if turn.distance else []
        if turn.weakened:
            parts.append(f"weakens {turn.weakened}")
        if turn.strengthened:
            parts.append(f"strengthens {turn.strengthened}")
        if turn.falls_with:
            parts.append(f"falls, in whole or in part, with {', '.join(turn.falls_with)}")
        places = f" ({', '.join(turn.places)})" if turn.places else ""
        line = Text.assemble((turn.amendment, "bold"), places, ": ", "; ".join(parts))
        for why in turn.not_measured:
            line.append(f"{'; ' if parts else ''}not measured: {why}", "yellow")
            parts.append(why)
        hang(console, line, by=_MARGIN, head=Text(f"{n}."))
    console.print()
    hang(console, Text(NOTE, "dim"), by=0)


@app.command("draft", epilog=EXIT_CODES)
def draft(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The text to amend.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The text as it should read.")],
    form: _Form = Form.terminal,
    as_json: _Json = False,
    out: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write it as an amendment document (.docx)."),
    ] = None,
    symbol: Symbol = "",
    date: Date = "",
    session: Session = "",
    item: Item = "",
    item_title: ItemTitle = "",
    number: Number = "",
    sponsors: Sponsors = None,
    not_members: NotMembers = None,
) -> None:
    """Write what makes one text the other as instructions, in the form in which they are tabled.

    What is written is read back and carried out: exit code 1 if it does not give the second text.

    \b
    Examples:
      resotrack amend draft L12.docx my-proposal.docx
      resotrack amend draft L12.docx mine.docx -o L31.docx --symbol A/HRC/99/L.31 -s Kaldrith
    """
    if out:
        word_file(out)
    with failures():
        import resotrack as rt
        from resotrack.amend import draft as write

        text = rt.read(before)
        drafted = write(text, rt.read(after))
        if out:
            given = masthead(symbol, date, session, item, item_title, number, sponsors, not_members)
            rt.write_amendment(drafted.amendment, out, given.of(text))
            typer.echo(f"Written: {out}", err=True)
    if as_json or form is Form.json:
        found = {"text": drafted.text, "exact": drafted.exact}
        print_text(_dump({**found, **_document(drafted.amendment)}))
    elif form is Form.html:
        from resotrack.write.amendments import draft_page

        print_text(draft_page(drafted))
    else:
        print_text(f"{drafted.text}\n")
    if not drafted.exact:
        typer.echo("resotrack: carried out, this does not give the second text exactly.", err=True)
        raise typer.Exit(FOUND)


@app.command("rebase", epilog=EXIT_CODES)
def rebase(
    before: Annotated[
        Path, typer.Argument(metavar="BEFORE", help="The text that the amendments are written for.")
    ],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The text that came after it.")],
    files: _Files,
    view: _View = View.final,
    form: _Form = Form.terminal,
    as_json: _Json = False,
) -> None:
    """Carry amendments over to the next version of a text, or say why not.

    \b
    Examples:
      resotrack amend rebase L12.docx L12-rev1.docx L31.docx L34.docx
      resotrack amend rebase L12.docx L12-rev1.docx L3*.docx --format html > carried.html
    """
    with failures():
        import resotrack as rt

        with status("Comparing"):
            rebased = rt.rebase(_given(files), rt.read(before).view(view.value), rt.read(after))
    if as_json or form is Form.json:
        print_text(_dump(_told_rebased(rebased)))
        return
    if form is Form.html:
        from resotrack.write.amendments import rebase_page

        print_text(rebase_page(rebased))
        return
    _print_rebased(output(), rebased)


def _given(files: Sequence[Path]) -> list[AmendmentDocument]:
    """What the files propose; of a draft its tracked changes, or else its signed brackets."""
    import resotrack as rt

    return [one for file in files for one in rt.read_proposals(file, brackets=False)]


def _outcome(
    text: Path, files: Sequence[Path], adopted: Sequence[str] | None, view: View
) -> Outcome:
    import resotrack as rt

    with status("Reading"):
        return rt.apply(rt.read(text).view(view.value), _given(files), adopted or None)


def _header(console: Console, document: AmendmentDocument) -> None:
    from rich.text import Text

    console.print(document.label, style="bold")
    rows = (
        ("Amends", document.amends),
        ("Title", document.title),
        ("Sponsors", ", ".join(str(sponsor) for sponsor in document.sponsors)),
    )
    for name, value in rows:
        if value:
            hang(console, Text(value), by=10, head=Text(f"{name}:", "dim"))
    console.print()


def _read_line(console: Console, n: int, instruction: Instruction) -> None:
    """How it was read, its own words below, and what is doubtful about it."""
    from rich.text import Text

    from resotrack.amend import told

    sure = not instruction.reason
    style = "" if sure else "red" if instruction.action == "other" else "yellow"
    hang(console, Text(told(instruction), style), by=_MARGIN, head=Text(f"{n}."))
    hang(console, Text(instruction.source, "dim"), by=_MARGIN + 2, head=Text(" " * _MARGIN + "←"))
    if not sure:
        confidence = instruction.confidence
        level = f" ({confidence:.0%} sure)" if confidence else ""
        hang(
            console,
            Text(f"{instruction.reason}{level}", "yellow"),
            by=_MARGIN + 2,
            head=Text(" " * _MARGIN + "?"),
        )


def _check(console: Console, document: AmendmentDocument) -> None:
    from rich.text import Text

    doubted = sum(bool(i.reason) for i in document.instructions)
    console.print()
    console.print(f"Instructions: {len(document.instructions)}. To check: {doubted}.")
    for notice in document.notices:
        if not notice.where.startswith("instruction"):
            hang(console, Text(notice.message), by=10, head=Text("To check:", "yellow"))


def _applied(console: Console, applied: Applied) -> None:
    from rich.text import Text

    from resotrack.amend import told

    line = Text(f"{applied.amendment} ({applied.number}): {told(applied.instruction)}")
    hang(console, line, by=_MARGIN, head=Text.assemble(("done", "green")))
    # What is left in the new text; what was taken out whole has no place there.
    places = dict.fromkeys(t.paragraph for t in applied.traces if t.end or not t.taken)
    words = dict.fromkeys(t.paragraph for t in applied.traces if t.taken and not t.end)
    if places:
        hang(console, Text(f"now {', '.join(places)}", "dim"), by=_MARGIN)
    elif words and applied.instruction.action == "delete_words":
        hang(console, Text(f"now {', '.join(words)}", "dim"), by=_MARGIN)
    if applied.score < 1:
        found = f"its words were found nearly as quoted ({applied.score:.0%} alike)"
        hang(console, Text(found, "yellow"), by=_MARGIN)
    if applied.remark:
        hang(console, Text(applied.remark, "yellow"), by=_MARGIN)


def _failed(console: Console, failed: Failed) -> None:
    from rich.text import Text

    from resotrack.amend import told

    instruction = failed.instruction
    said = f"“{instruction.source}”" if instruction.action == "other" else told(instruction)
    line = Text(f"{failed.amendment} ({failed.number}): {said}")
    hang(console, line, by=_MARGIN, head=Text.assemble(("not", "red")))
    hang(console, Text(failed.why, "red"), by=_MARGIN)


def _print_rebased(console: Console, rebased: Rebased) -> None:
    from rich.text import Text

    from resotrack.amend import told

    for one in rebased.carried:
        line = Text(f"{one.amendment} ({one.number}): {told(one.instruction)}")
        hang(console, line, by=_MARGIN, head=Text.assemble(("over", "green")))
        for instruction in one.now:
            hang(console, Text(f"now: {told(instruction)}", "dim"), by=_MARGIN)
        if one.remark:
            hang(console, Text(one.remark, "yellow"), by=_MARGIN)
    for left in rebased.left:
        line = Text(f"{left.amendment} ({left.number}): {told(left.instruction)}")
        hang(console, line, by=_MARGIN, head=Text.assemble(("left", "red")))
        hang(console, Text(f"{left.kind}: {left.why}", "red"), by=_MARGIN)
    check = sum(bool(one.remark) for one in rebased.carried)
    console.print(
        f"Carried over: {len(rebased.carried)} (to check: {check}). "
        f"Left behind: {len(rebased.left)}."
    )


def _conflicts(console: Console, found: Sequence[Conflict]) -> None:
    from rich.text import Text

    for conflict in found:
        mark = Text.assemble(("both", "green") if conflict.both else ("one", "red"))
        hang(console, Text(conflict.sentence), by=_MARGIN, head=mark)
    if found:
        console.print()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _document(document: AmendmentDocument) -> dict[str, Any]:
    return {
        "symbol": document.symbol,
        "amends": document.amends,
        "title": document.title,
        "sponsors": [
            {"delegation": s.delegation, "on_behalf_of": s.on_behalf_of} for s in document.sponsors
        ],
        "instructions": [_instruction(i) for i in document.instructions],
        "footnotes": list(document.footnotes),
        "notices": [
            {"code": n.code, "message": n.message, "where": n.where} for n in document.notices
        ],
    }


def _instruction(instruction: Instruction) -> dict[str, Any]:
    from dataclasses import asdict

    from resotrack.amend import told

    return {**asdict(instruction), "told": told(instruction)}


def _told_outcome(outcome: Outcome) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "applied": [asdict(applied) for applied in outcome.applied],
        "failed": [asdict(failed) for failed in outcome.failed],
        "conflicts": [_conflict(c) for c in outcome.conflicts],
        "ids": dict(outcome.ids),
        "paragraphs": [
            {"id": p.id, "number": p.number, "text": p.text} for p in outcome.document.paragraphs
        ],
    }


def _told_rebased(rebased: Rebased) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "before": rebased.before.label,
        "after": rebased.after.label,
        "carried": [asdict(one) for one in rebased.carried],
        "left": [asdict(one) for one in rebased.left],
        "amendments": [_document(amendment) for amendment in rebased.amendments],
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(conflict)
