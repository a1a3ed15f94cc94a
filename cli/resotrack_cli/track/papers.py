"""The commands that write documents from a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resotrack_cli.issue import (
    Date,
    Item,
    ItemTitle,
    NotMembers,
    Number,
    Session,
    Symbol,
    masthead,
    word_file,
)
from resotrack_cli.track._record import Record, Text, opened

_Word = Annotated[Path, typer.Argument(metavar="OUT", help="The Word file to write (.docx).")]


def compile_text(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A .docx, .md or .txt file.")],
    record: Record = "",
    text: Text = "",
) -> None:
    """Write the compilation text: what is pending, in brackets under the names of who asks for it.

    \b
    Example:
      resotrack track compile compilation.docx --text Rev.1
    """
    with opened(record) as talks:
        import resotrack as rt

        made = talks.compilation(text)
        rt.write_compilation(made, out)
        for notice in made.notices:
            typer.echo(notice.message, err=True)
    typer.echo(f"Written: {out}", err=True)


def issue(
    out: _Word,
    record: Record = "",
    text: Text = "",
    symbol: Symbol = "",
    date: Date = "",
    session: Session = "",
    item: Item = "",
    item_title: ItemTitle = "",
    number: Number = "",
    not_members: NotMembers = None,
) -> None:
    """Write a text as an L. document under the names of those who sponsor it now.

    \b
    Example:
      resotrack track issue l12.docx --text Rev.2 --symbol A/HRC/99/L.12 --date 2031-09-24

    Tracked changes are accepted, brackets resolved as in the clean view.
    """
    word_file(out)
    with opened(record) as talks:
        from dataclasses import replace

        import resotrack as rt

        about = talks.about
        head = masthead(
            symbol, date, session or about.session, item or about.agenda_item, item_title, number,
            None, not_members,
        )  # fmt: skip
        document = talks.document(talks.placed("", text)).view("clean")
        rt.write_draft_resolution(document, out, replace(head, sponsors=talks.sponsorships()))
    typer.echo(f"Written: {out}", err=True)


def amendment(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A proposal: P12.")],
    out: _Word,
    record: Record = "",
    symbol: Symbol = "",
    date: Date = "",
    session: Session = "",
    item: Item = "",
    item_title: ItemTitle = "",
    number: Number = "",
    not_members: NotMembers = None,
) -> None:
    """Write a proposal as an amendment document, ready to be tabled.

    \b
    Example:
      resotrack track amendment P44 l35.docx --symbol A/HRC/99/L.35
    """
    word_file(out)
    with opened(record) as talks:
        from dataclasses import replace

        import resotrack as rt

        made = talks.amendment(key)
        given = masthead(symbol, date, session, item, item_title, number, None, not_members)
        head = given.of(talks.document(talks.proposal(key).version))
        rt.write_amendment(made, out, replace(head, sponsors=made.sponsors))
    typer.echo(f"Written: {out}", err=True)
