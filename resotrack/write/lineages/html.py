"""One self-contained page: the matrix of texts and provisions, and the wording behind each cell.

It loads nothing and prints; without a script the cells are links to the wording below. A wording
that stays the same stands on the page once.
"""

from __future__ import annotations

from resotrack.model import Lineage
from resotrack.write import view
from resotrack.write.lineages.view import COUNTED, MOVED, SIGNS, parts, texts
from resotrack.write.pages import page
from resotrack.write.view import Only


def to_html(lineage: Lineage, *, only: Only = "all") -> str:
    """A whole HTML document. `only` leaves out rows of the matrix; the counts stay whole."""
    shown = parts(lineage, only=only)
    return page(
        "lineage",
        script="lineage.js",
        texts=texts(lineage),
        parts=shown,
        total=len(lineage.threads),
        notices=(
            *(
                (f"text {n}, {document.label}", notice)
                for n, document in enumerate(lineage.documents, 1)
                for notice in document.notices
            ),
            *(("", notice) for notice in lineage.notices),
        ),
        only=only,
        signs=SIGNS,
        counted=COUNTED,
        moved=MOVED,
        inline=view.inline,
        reasons=lambda cell: view.row(cell.link).reasons,
    )
