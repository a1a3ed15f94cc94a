"""A lineage as a table for research: one line for each thread in each text (CSV)."""

from __future__ import annotations

import csv
import io

from resotrack.model import Cell, Lineage, Thread
from resotrack.write.lineages.view import thread_kept, wording
from resotrack.write.view import Only

COLUMNS = (
    *("thread", "text", "label", "date", "relation", "paragraphs", "home", "since", "moved"),
    *("confidence", "changed", "direction", "dimensions", "out_of", "into", "wording"),
)
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(lineage: Lineage, *, only: Only = "all") -> str:
    """Comma-separated values with a line of headings, for a spreadsheet or a statistics program.

    `text` and `since` count the texts from 1. A text that begins like a formula gets an apostrophe
    in front, as spreadsheets want it.
    """
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    for thread in lineage.threads:
        if thread_kept(thread, only):
            for cell in thread.cells:
                table.writerow(_line(lineage, thread, cell))
    return file.getvalue()


def _line(lineage: Lineage, thread: Thread, cell: Cell) -> list[str]:
    document = lineage.documents[cell.document]
    link = cell.link
    fields = [
        thread.id,
        str(cell.document + 1),
        document.label,
        document.date,
        cell.relation,
        " ".join(cell.ids),
        cell.home.id if cell.home else "",
        str(cell.since + 1) if cell.since is not None else "",
        "yes" if cell.moved else "no",
        f"{cell.confidence:.3f}" if link else "",
        f"{cell.changed:.3f}" if link else "",
        cell.direction if link else "",
        " ".join(link.assessment.dimensions) if link else "",
        cell.out_of,
        cell.into,
        wording(cell),
    ]
    return [f"'{field}" if field.startswith(_FORMULA) else field for field in fields]
