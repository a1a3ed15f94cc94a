"""`resotrack lexicon`: look through the words of force, check one's own, explain a phrase."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import EXIT_CODES, FOUND, failures, hang, output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from resotrack.lexicon import Entry, Opening

app = typer.Typer(
    help="The words of force: show, search, check your own, explain a phrase.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Own = Annotated[
    Path | None,
    typer.Option(
        "--lexicon",
        metavar="DIR",
        help="Lay the TOML files of this folder over the lexicon (see docs/lexicon.md).",
    ),
]


class Language(StrEnum):
    """The languages that have a lexicon."""

    ar = "ar"
    en = "en"
    es = "es"
    fr = "fr"
    ru = "ru"
    zh = "zh"


@app.command("show", epilog=EXIT_CODES)
def show(
    language: Annotated[Language, typer.Argument(metavar="[LANG]", help="The language.")] = (
        Language.en
    ),
    kind: Annotated[
        str,
        typer.Option(
            "--family", "-F", help="Only this family, class or list: directive, discretion, …"
        ),
    ] = "",
    own: Own = None,
) -> None:
    """Show the entries of a language, the firmest first.

    \b
    Examples:
      resotrack lexicon show
      resotrack lexicon show --family directive
      resotrack lexicon show fr
    """
    with failures():
        entries = _entries(language.value, own)
        kinds = list(dict.fromkeys(entry.kind for entry in entries))
        if kind and kind not in kinds:
            raise typer.BadParameter(f"There is no {kind!r} here. Known are: {', '.join(kinds)}.")
        console = output()
        if not kind and language is Language.en:
            _overview(console, entries)
            return
        _listed(console, [entry for entry in entries if not kind or entry.kind == kind])


@app.command("search", epilog=EXIT_CODES)
def search(
    words: Annotated[list[str], typer.Argument(help="Words that a phrase must hold.")],
    language: Annotated[
        Language | None, typer.Option("--language", "-l", help="Only this language.")
    ] = None,
    own: Own = None,
) -> None:
    """Find the entries that hold all of these words, in every language.

    \b
    Examples:
      resotrack lexicon search note
      resotrack lexicon search as appropriate
    """
    wanted = " ".join(words).lower().replace("’", "'").split()
    with failures():
        found = [
            entry
            for one in ([language] if language else Language)
            for entry in _entries(one.value, own)
            if all(word in _searched(entry) for word in wanted)
        ]
        console = output()
        if not found:
            console.print(f"No entry holds “{' '.join(words)}”.")
            return
        _listed(console, found, language=True)


@app.command("validate", epilog=EXIT_CODES)
def validate(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE|DIR]", help="A TOML file in a folder of its language, or a folder."
        ),
    ] = None,
) -> None:
    """Check lexicon files of one's own; without a name those that RESOTRACK_LEXICON names.

    Exit code 1 where something is wrong.

    \b
    Examples:
      resotrack lexicon validate mine/
      resotrack lexicon validate mine/en/openings.toml
    """
    with failures():
        from resotrack.lexicon import problems
        from resotrack.lexicon.own import VARIABLE, folder

        where = path or folder()
        if where is None:
            raise typer.BadParameter(f"Give a file or a folder, or set {VARIABLE}.")
        found = problems(where)
    for problem in found:
        typer.echo(str(problem))
    if found:
        typer.echo(f"{len(found)} to put right.", err=True)
        raise typer.Exit(FOUND)
    typer.echo("Nothing is wrong.")


@app.command("explain", epilog=EXIT_CODES)
def explain(
    phrase: Annotated[str, typer.Argument(help="An opening phrase, or a whole paragraph.")],
    language: Annotated[Language, typer.Option("--language", "-l", help="Its language.")] = (
        Language.en
    ),
    own: Own = None,
) -> None:
    """Explain how a phrase or a paragraph is read: acts, grades, sources, words that leave room.

    \b
    Example:
      resotrack lexicon explain "Strongly urges States to consider paying, as appropriate;"
    """
    with failures():
        _use(own)
        from resotrack.lexicon import find_acts, find_opening

        console = output()
        acts = find_acts(phrase, language.value)
        opening = find_opening(phrase, language.value)
        if opening and not acts:
            console.print(f"“{opening}” opens it; what it weighs is not in the lexicon.")
        elif not opening:
            console.print("No opening phrase stands at the head of this.")
        for act in acts:
            _act(console, phrase, act)
        if language is Language.en:
            _terms(console, phrase)
            _asked(console, phrase)


# ---- entries --------------------------------------------------------------------------------


def _use(own: Path | None) -> None:
    if own is not None:
        from resotrack.lexicon import use_lexicon

        use_lexicon(own)


def _entries(language: str, own: Path | None) -> tuple[Entry, ...]:
    _use(own)
    from resotrack.lexicon import catalogue

    return catalogue(language)


def _searched(entry: Entry) -> str:
    return f"{entry.phrase} {entry.says}".lower().replace("’", "'")


def _overview(console: Console, entries: Sequence[Entry]) -> None:
    from collections import Counter

    from rich.text import Text

    counts = Counter(entry.kind for entry in entries)
    examples: dict[str, list[str]] = {}
    for entry in entries:
        examples.setdefault(entry.kind, []).append(entry.phrase)
    width = max(map(len, counts)) + 2
    for kind, count in counts.items():
        head = Text.assemble((kind.ljust(width), "bold"), (str(count).rjust(5), "dim"))
        told = ", ".join(examples[kind][:6]) + (", …" if count > 6 else "")
        hang(console, Text(told), by=width + 7, head=head)
    console.print()
    console.print("resotrack lexicon show --family NAME lists one of these.", style="dim")


def _listed(console: Console, entries: Iterable[Entry], *, language: bool = False) -> None:
    """One line an entry, the firmest of each kind first; the sources by number at the end."""
    from itertools import groupby

    from rich.text import Text

    sources: dict[str, int] = {}
    places = list(entries)
    order = {entry.kind: n for n, entry in reversed(list(enumerate(places)))}
    ranked = sorted(places, key=lambda e: (e.language, order[e.kind], -(e.grade or 0.0), e.phrase))
    for (tongue, kind), group in groupby(ranked, key=lambda e: (e.language, e.kind)):
        console.print()
        console.print(Text(f"{tongue}  {kind}" if language else kind, "bold"))
        rows = list(group)
        width = min(max(len(row.phrase) for row in rows) + 2, 42)
        for row in rows:
            grade = "" if row.grade is None else f"{row.grade:.2f}"
            head = Text.assemble(f"  {grade:>4}  ", row.phrase.ljust(width))
            line = Text(row.says, "dim")
            if row.own:
                line.append("  [your own]", "green")
            if row.source:
                line.append(f"  [{sources.setdefault(row.source, len(sources) + 1)}]", "dim")
            by = width + 8
            if len(row.phrase) >= width:
                console.print(head)
                hang(console, line, by=by)
            elif line:
                hang(console, line, by=by, head=head)
            else:
                console.print(Text(head.plain.rstrip()))
    if sources:
        console.print()
    for source, number in sources.items():
        hang(
            console, Text(source, "dim"), by=6, head=Text.assemble((f"[{number}]".ljust(6), "dim"))
        )


# ---- explanations ---------------------------------------------------------------------------


def _act(console: Console, phrase: str, act: Opening) -> None:
    from rich.text import Text

    from resotrack.lexicon.english import lexicon

    graded = act.graded
    begins = "opens" if act.start == 0 else "and then"
    console.print()
    hang(
        console,
        Text.assemble((phrase[act.start : act.end], "bold"), (f"  ({begins})", "dim")),
        by=0,
    )
    told = [
        ("act", graded.head),
        ("family", graded.family),
        ("grade", f"{graded.grade:.2f}" + _added(graded.intensity)),
    ]
    if graded.act != graded.head:
        told.insert(1, ("with its adverbs", graded.act))
    if graded.valence:
        told.append(("valence", f"{graded.valence:+d}"))
    told.append(("source", graded.source))
    told += [
        ("disputed", f"{', '.join(sorted(known.acts))}: {known.says}")
        for known in lexicon().disputes
        if graded.head in known.acts or graded.head in known.others
    ]
    _rows(console, told)


def _added(intensity: float) -> str:
    return f", of which its adverbs and adjectives add {intensity:.2f}" if intensity else ""


def _terms(console: Console, phrase: str) -> None:
    from rich.text import Text

    from resotrack.diff import tokenise
    from resotrack.lexicon import vocabulary

    tokens = tokenise(phrase)
    known = vocabulary("en")
    rows = []
    for hit in known.find(tokens.keys):
        cls = hit.term.cls
        words = phrase[tokens.starts[hit.first] : tokens.ends[hit.last - 1]]
        effect = "strengthens" if cls.effect > 0 else "weakens"
        told = f"{cls.name} ({cls.dimension}): adding it {effect}; {hit.term.source}"
        rows.append((words, told))
    for at, key in enumerate(tokens.keys):
        two = " ".join(tokens.keys[at : at + 2])
        rung = known.modals.get(two) or known.modals.get(key) or known.verbs.get(key)
        if rung:
            kind = "modal" if rung.ladder == "modals" else f"{rung.ladder} verb"
            rows.append((tokens.words[at], f"{kind}, {rung.grade:.2f}; {rung.source}"))
    if rows:
        console.print()
        console.print(Text("Words of force", "bold"))
        _rows(console, rows)


def _asked(console: Console, phrase: str) -> None:
    from rich.text import Text

    import resotrack as rt
    from resotrack_cli.asks import told

    paragraph = rt.Paragraph(id="op1", kind="operative", number="", text=phrase)
    found = rt.Document(paragraphs=(paragraph,), language="en").asks
    for ask in found:
        console.print()
        console.print(Text("Asks", "bold"))
        _rows(console, told(ask))


def _rows(console: Console, rows: Sequence[tuple[str, str]]) -> None:
    from rich.text import Text

    width = min(max(len(name) for name, _ in rows) + 2, 26)
    for name, value in rows:
        head = Text.assemble(("  " + name.ljust(width), "dim"))
        if len(name) >= width:
            console.print(head)
            hang(console, Text(value), by=width + 2)
        else:
            hang(console, Text(value), by=width + 2, head=head)
