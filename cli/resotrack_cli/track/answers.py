"""The commands that ask a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import FOUND, hang, output
from resotrack_cli.track._record import (
    Json,
    Page,
    Paragraph,
    Record,
    Text,
    opened,
    print_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from resotrack import Negotiation
    from resotrack.model.standing import Board, Brief, Moment, Open
    from resotrack.write.standing import Answer


def status(record: Record = "", as_json: Json = False) -> None:
    """Where the negotiation stands: texts, proposals, sponsors, votes, what was done last."""
    with opened(record) as talks:
        told = talks.status()
        moments = talks.timeline(commands=5)
    if as_json:
        print_json("status", told)
        return
    console = output()
    console.print(told.about.title or "(no title)", style="bold")
    place = (told.about.body, told.about.session, told.about.agenda_item)
    if any(place):
        console.print(", ".join(part for part in place if part))
    console.print()
    for one in told.texts:
        way = f"{one.relation} {one.to}" if one.relation else ""
        parts = (f"{one.label:<14}", f"{one.stage:<14}", f"{one.date:<11}", one.symbol, way)
        console.print("  ".join(part for part in parts if part), soft_wrap=True)
    if told.proposals:
        console.print()
        console.print("Proposals: " + ", ".join(f"{n} {s}" for s, n in told.proposals.items()))
    if told.sponsors or told.withdrawn:
        left = f", {told.withdrawn} left" if told.withdrawn else ""
        console.print(
            "Sponsors, of the text and of amendments: "
            + ", ".join(f"{n} as {role}" for role, n in told.sponsors.items())
            + left
        )
    if told.votes:
        console.print(f"Votes: {told.votes}")
    for key, doubt in told.doubts:
        console.print(f"  {key} does not add up: {doubt}", style="yellow")
    console.print()
    for moment in moments:
        console.print(f"{moment.batch:>5}  {_line(moment.told)}", soft_wrap=True)
    console.print(f"\n{told.head[0]} events; the last has the hash {told.head[1][:16]}…")


def timeline(
    record: Record = "",
    last: Annotated[
        int | None, typer.Option("--last", min=1, help="Only the last so many commands.")
    ] = None,
    out: Page = None,
    as_json: Json = False,
) -> None:
    """What was done, when, by whom and why: one line for each command, with its number.

    \b
    Examples:
      resotrack track timeline --last 10
      resotrack track timeline -o timeline.html
    """
    with opened(record) as talks:
        told = talks.timeline(commands=last)
        if out is not None:
            _write(told, out, talks)
            return
    if as_json:
        print_json("timeline", told)
        return
    print_timeline(output(), told)


def board(
    record: Record = "",
    text: Text = "",
    by: Annotated[
        str, typer.Option("--by", help="paragraph or delegation.", metavar="paragraph|delegation")
    ] = "paragraph",
    out: Page = None,
    as_json: Json = False,
) -> None:
    """What is open: by paragraph of the text on the table, or by delegation.

    \b
    Examples:
      resotrack track board --by delegation
      resotrack track board -o board.html
    """
    if by not in ("paragraph", "delegation"):
        raise typer.BadParameter("--by takes paragraph or delegation.")
    with opened(record) as talks:
        told = talks.board(text)
        if out is not None:
            _write(told, out, talks)
            return
    if as_json:
        print_json("board", told)
        return
    print_board(output(), told, by=by)


def brief(
    record: Record = "",
    paragraph: Paragraph = "",
    delegation: Annotated[
        str, typer.Option("--delegation", "-d", help="A brief on this delegation.")
    ] = "",
    text: Text = "",
    out: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write it to this file: .docx, .html, .md, .txt."),
    ] = None,
    as_json: Json = False,
) -> None:
    """A page for the ambassador: on the whole, on one paragraph, or on one delegation.

    \b
    Examples:
      resotrack track brief
      resotrack track brief -p op7 -o op7.html
      resotrack track brief -d Ostrelle
    """
    with opened(record) as talks:
        told = talks.brief(paragraph=paragraph, delegation=delegation, text=text)
        if out is not None:
            _write(told, out, talks)
            return
    if as_json:
        print_json("brief", told)
        return
    print_brief(output(), told)


def words(
    record: Record = "", text: Text = "", paragraph: Paragraph = "", as_json: Json = False
) -> None:
    """Whose words a text is made of, and since when they stand.

    \b
    Example:
      resotrack track words --text Adopted -p op7
    """
    with opened(record) as talks:
        from resotrack.ledger import shares, size

        talks.placed(paragraph, text)
        told = tuple(
            one for one in talks.wording(text) if not paragraph or one.paragraph == paragraph
        )
        counted, every = shares(told), size(told)
    if as_json:
        print_json("wording", told)
        return
    console = output()
    for name, count in counted.items():
        console.print(f"{count:>6}  {count / (every or 1):>4.0%}  {name or '(the drafters)'}")
    console.print(f"{every:>6}  words in all; what several asked for counts for each of them")
    for one in told if paragraph else ():
        console.print()
        for stretch in one.stretches:
            who = ", ".join(stretch.delegations) or "drafters"
            console.print(f"  {stretch.version}, {who}: {stretch.text.strip()}", soft_wrap=True)


def fates(record: Record = "", text: Text = "", as_json: Json = False) -> None:
    """What became of every proposal in a later text, by its words."""
    with opened(record) as talks:
        told = talks.fates(text)
    if as_json:
        print_json("fates", told)
        return
    from rich.text import Text as Words

    console = output()
    for one in told:
        who = ", ".join(one.proposal.delegations) or "nobody named"
        head = Words(f"{one.verdict:<13} ")
        said = f"{one.proposal.key}, {who}: {one.proposal.words}. {one.reason}"
        hang(console, Words(said), by=14, head=head)


def verify(
    record: Record = "",
    known: Annotated[
        str, typer.Option("--known", metavar="HASH", help="A hash that you noted down earlier.")
    ] = "",
) -> None:
    """Prove that nothing in the record was altered. Exits with 1 where something was."""
    with opened(record) as talks:
        broken = talks.verify(known)
        number, digest = talks.head
    for one in broken:
        typer.echo(f"event {one.seq}: {one.problem}" if one.seq else one.problem)
    if broken:
        raise typer.Exit(FOUND)
    typer.echo(f"{number} events hold together.\nNote this down to prove it later: {digest}")


def tables(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A workbook (.xlsx), or a folder.")],
    record: Record = "",
    form: Annotated[
        str | None, typer.Option("--format", help="csv, parquet or xlsx.", metavar="FORM")
    ] = None,
) -> None:
    """Everything in the record as tables, to cite and to count.

    \b
    Examples:
      resotrack track tables harbours.xlsx
      resotrack track tables tables/ --format csv
    """
    with opened(record) as talks:
        from resotrack.write.tables import write_tables

        write_tables(talks.tables(), out, format=form or (None if out.suffix else "csv"))
    typer.echo(f"Written: {out}", err=True)


def figure(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="sponsors, votes, strength or fates.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file: .svg or .png.")],
    record: Record = "",
) -> None:
    """Draw sponsors over time, votes by group, what each text did, or what proposals became.

    \b
    Examples:
      resotrack track figure fates fates.svg
      resotrack track figure votes votes.png
    """
    from resotrack.write.figures import FIGURES

    if kind not in FIGURES:
        raise typer.BadParameter(f"KIND is one of: {', '.join(FIGURES)}.")
    with opened(record) as talks:
        import resotrack as rt

        rt.write_figure(kind, talks, out)
    typer.echo(f"Written: {out}", err=True)


def file(
    text: Annotated[str, typer.Argument(metavar="LABEL", help="The text whose file is wanted.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Where to write it.")],
    record: Record = "",
) -> None:
    """Take a text's own file out of the record again, byte for byte."""
    with opened(record) as talks:
        import resotrack as rt
        from resotrack.write.files import write_whole

        version = talks.version(text)
        if not version.file:
            raise rt.LedgerError(
                f"{version.label} came without a file.", remedy="Write it with resotrack convert."
            )
        write_whole(out, talks.file(version.file))
    typer.echo(f"Written: {out}", err=True)


def _write(told: Answer, out: Path, talks: Negotiation) -> None:
    import resotrack as rt

    rt.write_standing(told, out, title=talks.about.title)
    typer.echo(f"Written: {out}", err=True)


def print_board(console: Console, told: Board, *, by: str = "paragraph") -> None:
    """A board on the terminal, by "paragraph" or by "delegation"."""
    if not told.rows:
        console.print("Nothing is open.")
        return
    console.print(f"Open in {told.text}", style="bold")
    (_by_paragraph if by == "paragraph" else _by_delegation)(console, told)


def print_timeline(console: Console, told: Sequence[Moment]) -> None:
    """Commands on the terminal: number, day, what was done, by whom and why."""
    from rich.text import Text as Words

    for one in told:
        day = one.date or one.time[:10]
        why = f" ({one.why})" if one.why else ""
        who = f"{one.who}: " if one.who else ""
        head = Words(f"{one.batch:>5}  {day}  ")
        hang(console, Words(f"{who}{one.told}{why}"), by=19, head=head)


def print_brief(console: Console, told: Brief) -> None:
    """A brief on the terminal."""
    from rich.text import Text as Words

    console.print(told.title, style="bold", soft_wrap=True)
    console.print(told.subject)
    for section in told.sections:
        console.print(f"\n{section.title}", style="bold")
        for point in section.points:
            hang(console, Words(point), by=2, head=Words("· "))
        if section.more:
            console.print(f"  … and {section.more} more")


def _by_paragraph(console: Console, told: Board) -> None:
    from rich.text import Text as Words

    from resotrack.ledger.marks import said

    for row in told.rows:
        brackets = f"  [{row.brackets} open]" if row.brackets else ""
        tags = f"  #{' #'.join(row.tags)}" if row.tags else ""
        name = said(row.paragraph) or "No place in this text"
        console.print(f"\n{name}  {row.opening}{brackets}{tags}", style="bold", soft_wrap=True)
        for one in row.proposals:
            who = ", ".join(one.proposal.delegations) or "nobody named"
            hang(console, Words(f"{who}: {_told(one)}"), by=8, head=Words(f"  {one.proposal.key}"))
        for position in row.positions:
            who = position.delegation or "note"
            stance = f", {position.stance}" if position.stance else ""
            hang(console, Words(f"{who}{stance}: {position.text}"), by=8, head=Words("  ·"))


def _by_delegation(console: Console, told: Board) -> None:
    from rich.text import Text as Words

    from resotrack.ledger.marks import said

    for name, listed in told.by_delegation.items():
        console.print(f"\n{name or 'Nobody named'} ({len(listed)})", style="bold")
        for paragraph, one in listed:
            hang(
                console,
                Words(f"{said(paragraph) or '—'}: {_told(one)}"),
                by=8,
                head=Words(f"  {one.proposal.key}"),
            )


def _told(one: Open) -> str:
    state = "" if one.proposal.state == "proposed" else f" [{one.proposal.state}]"
    verdict = f" → {one.fate.verdict}" if one.fate else ""
    return f"{one.proposal.words}{state}{verdict}"


def _line(words: str) -> str:
    return words if len(words) <= 100 else words[:99].rstrip() + "…"
