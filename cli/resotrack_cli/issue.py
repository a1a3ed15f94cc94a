"""`resotrack issue`: a text in the form in which a draft resolution is issued."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import failures

if TYPE_CHECKING:
    from resotrack import Masthead

Symbol = Annotated[str, typer.Option("--symbol", help="Of the new document: A/HRC/99/L.12.")]
Date = Annotated[str, typer.Option("--date", help="Of the new document: 2031-09-24.")]
Session = Annotated[str, typer.Option("--session", help="“Ninety-ninth session”.")]
Item = Annotated[str, typer.Option("--item", help="The number of the agenda item.")]
ItemTitle = Annotated[str, typer.Option("--item-title", help="The title of the agenda item.")]
Number = Annotated[str, typer.Option("--number", help="What stands before the title: “99/…”.")]
Sponsors = Annotated[
    list[str] | None,
    typer.Option(
        "--sponsor", "-s", help="A sponsor (repeat for more); “NAME for GROUP” speaks for a group."
    ),
]
NotMembers = Annotated[
    list[str] | None,
    typer.Option("--not-member", help="A sponsor that is no member of the body (repeat for more)."),
]


def issue(
    source: Annotated[Path, typer.Argument(metavar="TEXT", help="The text, in any form read.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The Word file to write (.docx).")],
    symbol: Symbol = "",
    date: Date = "",
    session: Session = "",
    item: Item = "",
    item_title: ItemTitle = "",
    number: Number = "",
    sponsors: Sponsors = None,
    not_members: NotMembers = None,
) -> None:
    """Write a text as an L. document: masthead, sponsors in order, title, numbered paragraphs.

    \b
    Example:
      resotrack issue draft.docx l12.docx --symbol A/HRC/99/L.12 --date 2031-09-24 \\
        -s Aldermark -s "Brevinde for Group of Littoral States" -s Wendrith --not-member Wendrith

    What is not given is taken from the text.
    """
    word_file(out)
    with failures():
        import resotrack as rt

        head = masthead(symbol, date, session, item, item_title, number, sponsors, not_members)
        rt.write_draft_resolution(rt.read(source), out, head)
    typer.echo(f"Written: {out}", err=True)


def word_file(out: Path) -> None:
    """A wrong ending should be heard of before the work, not after it."""
    if out.suffix.lower() != ".docx":
        raise typer.BadParameter("The file to write is a Word file: end its name in .docx.")


def masthead(
    symbol: str,
    date: str,
    session: str,
    item: str,
    item_title: str,
    number: str,
    sponsors: list[str] | None,
    not_members: list[str] | None,
) -> Masthead:
    """What the options say of a document."""
    import resotrack as rt

    named = []
    for sponsor in sponsors or ():
        name, _, group = sponsor.partition(" for ")
        named.append(rt.Sponsorship(delegation=name, on_behalf_of=group))
    return rt.Masthead(
        symbol=symbol,
        date=date,
        session=session,
        agenda_item=item,
        agenda_title=item_title,
        number=number,
        sponsors=tuple(named),
        not_members=tuple(not_members or ()),
    )
