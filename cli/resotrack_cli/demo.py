"""`resotrack demo`: the sample negotiation, played through a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resotrack_cli._console import failures, output, status

if TYPE_CHECKING:
    from resotrack import Negotiation

REPORT = "zero-draft-to-adopted.html"
RECORD = "harbours.reso"


def demo(
    out: Annotated[
        Path, typer.Option("--output", "-o", help="The folder for the results; made if missing.")
    ] = Path("resotrack-demo"),
) -> None:
    """Play an invented negotiation through a record: its board, its timeline, a brief, a report.

    \b
    Example:
      resotrack demo
      resotrack demo -o /tmp/demo
    """
    with failures():
        import resotrack as rt
        from resotrack_cli.track.answers import print_board, print_brief, print_timeline

        record = _fresh(out)
        console = output()
        with rt.Negotiation.open(record, who="the demonstration") as talks:
            with status("Playing the sample negotiation"):
                _first_half(talks)
            console.print("THE BOARD, after the first informals", style="bold")
            print_board(console, talks.board("Rev.1"))
            with status("Voting"):
                _second_half(talks)
            console.print("\nTHE TIMELINE\n", style="bold")
            print_timeline(console, talks.timeline())
            console.print("\nTHE BRIEF, on the text as adopted\n", style="bold")
            print_brief(console, talks.brief())
            whole = talks.compare("Zero draft", "Adopted")
            report = rt.write(whole, out / REPORT)
            broken = talks.verify()
        sound = "nothing in it was altered" if not broken else f"{len(broken)} breaks"
        console.print(f"\nThe record ({sound}):\n{record}", soft_wrap=True)
    console.print(
        f"\nThe report, with the first and the last text side by side:\n{report}", soft_wrap=True
    )


def _fresh(folder: Path) -> Path:
    """The place of the demonstration's record; what an earlier one left there goes."""
    import resotrack as rt

    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = folder / RECORD
        record.unlink(missing_ok=True)
    except OSError as error:
        raise rt.WriteError(
            "The folder cannot be made.", source=str(folder), remedy="Choose another one with -o."
        ) from error
    return record


def _first_half(talks: Negotiation) -> None:
    """To the first informals: two texts, and what was said in the room."""
    from resotrack.sample import sample_files

    zero, rev1, _, _ = sample_files()
    talks.describe(
        title="Protection of harbour observers and water monitors in the Velune basin",
        body="Human Rights Council",
        session="Ninety-ninth session",
        agenda_item="11",
        members=47,
    )
    talks.add_text(zero, label="Zero draft")
    talks.add_text(rev1, label="Rev.1")
    talks.position(
        "Ostrelle",
        "no deadlines, and no list of protected professions",
        stance="red line",
        paragraph="op2",
        date="2031-09-11",
    )
    talks.position(
        "Lirasse",
        "gives up the fund, if the substance comes back in the tasks of the Panel",
        stance="can live with",
        paragraph="op13",
        date="2031-09-11",
    )


def _second_half(talks: Negotiation) -> None:
    """The text as tabled, the amendments to it, the votes, the text as adopted."""
    from resotrack.sample import sample_amendments, sample_files

    _, _, tabled, adopted = sample_files()
    talks.add_text(tabled)
    talks.settle("L.12")
    for amendment in sample_amendments():
        talks.amend(amendment, date="2031-09-30")
    talks.decide("A/HRC/99/L.34", "withdrawn", why="after the oral revision")
    day, meeting = "2031-10-03", "41st"
    for symbol, counts in (("L.31", (15, 24, 8)), ("L.33", None), ("L.32", (21, 19, 7))):
        talks.vote(f"A/HRC/99/{symbol}", on="amendment", counts=counts, date=day, meeting=meeting)
    talks.add_text(adopted, label="Adopted")
    talks.settle("Adopted")
