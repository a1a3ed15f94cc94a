"""`resotrack asks`: who is asked to do what, in one text or through several."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import BOM_HELP, failures, hang, output, print_text, status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from resotrack import Ask, AskHistory, AskThread, Document
    from resotrack.model.asks import AskCell, AskCellKind

_STYLES: dict[AskCellKind, str] = {
    "first": "",
    "appears": "green",
    "hardens": "green",
    "softens": "red",
    "changed": "yellow",
    "kept": "dim",
    "returns": "green",
    "fulfilled": "cyan",
    "disappears": "red",
    "absent": "dim",
}
_WIDEST_COLUMN = 12
_LONGEST = 160


class Form(StrEnum):
    """How the asks are given."""

    terminal = "terminal"
    html = "html"
    json = "json"
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"


def asks(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES...", help="One text, or several in the order of time."),
    ],
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", "-f", help="The form; without it the ending of -o decides, else terminal."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write to this file: .html, .json, .csv, .parquet or .xlsx."
        ),
    ] = None,
    who: Annotated[
        str, typer.Option("--who", help="Only asks of somebody whose name holds these words.")
    ] = "",
    bom: Annotated[bool, typer.Option("--bom", help=BOM_HELP)] = False,
    full: Annotated[bool, typer.Option("--full", help="Every word of what is asked.")] = False,
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", metavar="DIR", help="Lay this folder over the lexicon."),
    ] = None,
) -> None:
    """Show who is asked to do what, by when; of several texts, what became of each ask.

    Two texts give the changes in JSON (-f json), more give the whole history.

    \b
    Examples:
      resotrack asks adopted.xml
      resotrack asks adopted.xml --who "Secretary-General" -o asks.html
      resotrack asks 2019.xml 2021.xml 2023.xml -o asks.xlsx
    """
    if out is not None and form is Form.terminal:
        raise typer.BadParameter("The terminal form cannot go to a file; leave out -o.")
    if out is None and form in (Form.parquet, Form.xlsx):
        raise typer.BadParameter("This form cannot go to the terminal; name a file with -o.")
    with failures():
        import resotrack as rt
        from resotrack.write.forms import format_of

        # A wrong ending should be heard of before the work, not after it.
        name = form.value if form else format_of(out) if out else Form.terminal.value
        if lexicon is not None:
            rt.use_lexicon(lexicon)
        with status(f"Reading {len(files)} texts"):
            texts = [rt.read(file) for file in files]
        if name == Form.json.value and len(texts) == 2:
            _changes(texts[0], texts[1], out)
            return
        with status(f"Tracing {len(texts)} texts"):
            result = rt.ask_threads(rt.trace(texts)) if len(texts) > 1 else texts[0]
        if out is not None:
            path = rt.write_asks(result, out, format=name, who=who, bom=bom)
            typer.echo(f"Written: {path}", err=True)
        elif name != Form.terminal.value:
            print_text(rt.render_asks(result, name, who=who))
        elif isinstance(result, rt.Document):
            print_asks(output(), result, who=who, full=full)
        else:
            print_history(output(), result, who=who)


def _changes(before: Document, after: Document, out: Path | None) -> None:
    import resotrack as rt
    from resotrack.asks import ask_changes_json
    from resotrack.write.files import write_whole

    told = ask_changes_json(before, after, rt.compare_asks(rt.compare(before, after)))
    if out is None:
        print_text(told)
    else:
        typer.echo(f"Written: {write_whole(out, told)}", err=True)


# ---- one text -------------------------------------------------------------------------------


def print_asks(console: Console, document: Document, *, who: str = "", full: bool = False) -> None:
    """Under each paragraph's name what it asks, of whom, and by when."""
    from rich.text import Text

    from resotrack.write.asks.tables import concerns

    shown = [ask for ask in document.asks if concerns(ask, who)]
    console.print(Text.assemble((document.label, "bold"), f"  {document.title}".rstrip()))
    if document.language not in ("", "en"):
        console.print("Outside English, only the act and the paragraph are known.", style="yellow")
    above = None
    for ask in shown:
        head = (ask.opening, ask.who)
        if head != above:
            console.print()
            line = Text.assemble(
                (f"{ask.opening.text} ", ""),
                (ask.who if not ask.own else "(itself)", "bold"),
                (f"  {ask.grade:.2f}", "dim"),
            )
            hang(console, line, by=0)
        above = head
        what = ask.what.text if full else _cut(ask.what.text, _LONGEST)
        hang(console, Text(what), by=12, head=Text.assemble((f"  {_name(ask.paragraph)}", "bold")))
        for name, told_ in _aside(ask):
            hang(console, Text(told_), by=22, head=Text.assemble((" " * 12 + name, "cyan")))
    console.print()
    console.print(Text(_counted(shown), "dim"))


def _counted(shown: Sequence[Ask]) -> str:
    asked = f"{len(shown)} ask{'' if len(shown) == 1 else 's'}"
    dated = sum(ask.deadline is not None for ask in shown)
    reported = sum(ask.reports_to is not None for ask in shown)
    nobody = sum(not ask.who for ask in shown)
    return (
        f"{asked}; {dated} with a deadline, {reported} to be reported on, {nobody} of nobody named"
    )


def _aside(ask: Ask) -> list[tuple[str, str]]:
    rows = [
        ("when", ask.deadline),
        ("report", ask.reports_to),
        ("for", ask.for_whom),
    ]
    return [(name, span.text) for name, span in rows if span is not None]


def told(ask: Ask) -> list[tuple[str, str]]:
    """Every part of an ask by name, for a reader."""
    rows = [
        ("who", ask.who or ("the body itself" if ask.own else "nobody is named")),
        ("act", f"{ask.act} ({ask.grade:.2f})"),
        ("what", ask.what.text),
    ]
    if ask.verb:
        rows.append(("verb", ask.verb if ask.verb == ask.deed else f"{ask.verb} → {ask.deed}"))
    return [*rows, *_aside(ask)]


# ---- several --------------------------------------------------------------------------------


def print_history(console: Console, history: AskHistory, *, who: str = "") -> None:
    """One row an ask, one column a text; then what changed, with the words."""
    from rich.text import Text

    from resotrack.write.asks.tables import concerns
    from resotrack.write.asks.view import SIGNS

    texts = history.documents
    for number, document in enumerate(texts, 1):
        hang(
            console,
            Text.assemble((document.label, "bold"), f"  {document.date}"),
            by=4,
            head=Text(f"{number:>3}"),
        )
    console.print()
    signs = [f"{sign.symbol} {sign.word}" for sign in SIGNS.values()]
    for half in (signs[:5], signs[5:]):
        hang(console, Text("   ".join(half), "dim"), by=0)
    console.print()
    threads = [t for t in history.threads if concerns(t.latest, who)]
    width = max((len(_cell(cell)) + 2 for t in threads for cell in t.cells), default=_WIDEST_COLUMN)
    width = min(max(width, 8), _WIDEST_COLUMN)
    left = max(console.width - width * len(texts), 24)
    heads = "".join(str(n).ljust(width) for n in range(1, len(texts) + 1))
    console.print(Text("who is asked to do what".ljust(left) + heads.rstrip(), "bold"))
    for thread in threads:
        _row(console, thread, left, width)
    _events(console, threads)


def _row(console: Console, thread: AskThread, left: int, width: int) -> None:
    from rich.text import Text

    ask = thread.latest
    who = _cut(ask.who if not ask.own else "(itself)", left // 3)
    row = Text.assemble((f"{who}: " if who else "", "bold"), ask.what.text)
    row.truncate(left - 1, overflow="ellipsis")
    row.pad_right(left - len(row))
    for cell in thread.cells:
        row.append(_cell(cell).ljust(width), _STYLES[cell.kind])
    row.rstrip()
    console.print(row, soft_wrap=True)


def _cell(cell: AskCell) -> str:
    from resotrack.write.asks.view import SIGNS

    sign = SIGNS[cell.kind].symbol
    name = _name(cell.ask.paragraph) if cell.ask else ""
    met = " ✓" if cell.ask and cell.change and cell.change.fulfilled else ""
    return f"{sign} {name}{met}".rstrip()


def _events(console: Console, threads: Sequence[AskThread]) -> None:
    """Each ask that hardened, softened, changed or was met, with the reasons."""
    from rich.text import Text

    from resotrack.write.asks.view import SIGNS

    for thread in threads:
        told_: list[tuple[AskCell, list[str]]] = []
        for cell in thread.cells:
            change = cell.change
            if change is None:
                continue
            lines = [difference.reason for difference in change.differences]
            if change.fulfilled:
                where = _name(change.fulfilled.paragraph)
                lines.append(f"{where} may say it was done: “{_cut(change.fulfilled.text, 90)}”")
            if lines:
                told_.append((cell, lines))
        if not told_:
            continue
        ask = thread.latest
        console.print()
        who = ask.who if not ask.own else "(itself)"
        line = Text.assemble((f"{_cut(who, 60)}: ", "bold"), _cut(ask.what.text, 90))
        hang(console, line, by=0)
        for cell, lines in told_:
            sign, style = SIGNS[cell.kind], _STYLES[cell.kind]
            hang(
                console,
                Text(" ".join(lines)),
                by=18,
                head=Text.assemble((f"  {cell.document + 1} {sign.symbol} {sign.word}", style)),
            )


def _name(paragraph: str) -> str:
    """ "op7(a)" → "OP7(a)"."""
    return paragraph.replace("op", "OP", 1) if paragraph.startswith("op") else paragraph


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;") + "…"
