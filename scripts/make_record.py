"""Make the record that is kept for good: the tables and the export of this version, small.

    python -m scripts.make_record

Writes tests/records/NNNN.reso, .zip and .json (what it answers), where NNNN is the version of the
tables, once: what is there is never written again. Its texts and delegations are made up.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import resotrack as rt
from resotrack.codec import to_plain
from resotrack.ledger.migrations import HEAD

FOLDER = Path(__file__).parents[1] / "tests" / "records"

_ZERO = """\
symbol: A/HRC/97/L.4
title: Ropes, lamps and the night ferry
date: 2031-09-08

The Human Rights Council,
Recalling that a ferry without a lamp is a danger to whoever sails behind it,
1. Calls upon all coastal States to hang a lamp on every night ferry;
2. Requests the Panel to count the lamps, and to report on what it has counted;
3. Decides to remain seized of the matter.
"""
_REVISED = _ZERO.replace("L.4\n", "L.4/Rev.1\n").replace("Requests the", "Invites the")


def answers(talks: rt.Negotiation) -> dict[str, Any]:
    """All that a record says of what stands, as JSON."""
    return {
        "head": list(talks.head),
        "about": to_plain(talks.about),
        "versions": to_plain(talks.versions),
        "words": [[p.text for p in talks.document(v.label).paragraphs] for v in talks.versions],
        "proposals": to_plain(talks.proposals()),
        "sponsors": to_plain(talks.all_sponsors),
        "votes": to_plain(talks.votes),
        "positions": to_plain(talks.positions()),
        "statements": to_plain(talks.statements),
        "corrections": to_plain(talks.corrections),
        "tags": to_plain(talks.tags),
        "aliases": talks.aliases,
        "events": to_plain(talks.events()),
    }


def negotiate(talks: rt.Negotiation) -> None:
    """A small negotiation in which everything happens that a record can hold."""
    talks.describe(title="Ropes, lamps and the night ferry", body="Human Rights Council", members=6)
    talks.add_text(_ZERO.encode(), label="Zero")
    talks.sponsor(["Aldermark", "Verrania"], role="main sponsor", joined="2031-09-08")
    talks.sponsor("Norway", joined="2031-09-10", why="By e-mail")
    talks.call("J. Doe", "Ostrelle")
    oral = talks.propose(
        "J. Doe", "In paragraph 2, delete the words “, and to report on what it has counted”."
    )
    talks.position("Ostrelle", "No reports.", stance="red line", paragraph="op2")
    talks.note("The Chair closes the list at six.")
    talks.add_text(_REVISED.encode(), label="Rev.1", date="2031-09-15")
    talks.correct("Zero", "op2", "Rev.1", "op2")
    talks.decide(oral.key, "withdrawn", why="Rev.1 meets it")
    talks.withdraw("Norway", on="2031-09-20")
    talks.tag("Rev.1 op2", "to watch")
    talks.undo()
    talks.tag("Rev.1 op2", "settled")
    talks.statement(
        "For lamps", ["Aldermark", "Verrania"], date="2031-09-21", text="Lamps are kind."
    )
    talks.vote("Rev.1", counts=(3, 1, 2), against=["Ostrelle"], date="2031-09-30", meeting="40th")


def _clock() -> Iterator[datetime]:
    time = datetime(2031, 9, 8, 9, tzinfo=UTC)
    while True:
        yield time
        time += timedelta(minutes=7)


def main() -> None:
    record = FOLDER / f"{HEAD}.reso"
    if record.exists():
        sys.exit(f"{record.name} is there already; what is kept is never written again.")
    FOLDER.mkdir(exist_ok=True)
    clock = _clock()
    with rt.Negotiation.open(record, who="A. Mori", clock=lambda: next(clock)) as talks:
        negotiate(talks)
        talks.export(record.with_suffix(".zip"))
        told = json.dumps(answers(talks), ensure_ascii=False, indent=1)
        record.with_suffix(".json").write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
