"""What a reader is shown of a comparison, in plain values: shared by every written form.

A form (the page, Markdown, the terminal) only lays these out. So a provision has the same name,
the same headline and the same reasons wherever it is read.
"""

from resotrack.write.view.delegations import delegations_of, delegations_of_links
from resotrack.write.view.headlines import Phrase, headline, opening_words, phrase
from resotrack.write.view.inline import Run, elide, inline
from resotrack.write.view.marked import Gone, Mark, MarkedRun, MarkKind, gone, marked_runs, marks
from resotrack.write.view.names import anchor, join_names, name_range, paragraph_name
from resotrack.write.view.rows import Reason, Row, row
from resotrack.write.view.selection import ONLY, Only, kept, known
from resotrack.write.view.sides import Piece, Side, is_rtl, sides
from resotrack.write.view.sources import sources
from resotrack.write.view.standing import (
    Remark,
    changes_told,
    proposals_told,
)
from resotrack.write.view.summary import (
    AxisCount,
    Group,
    axis_profile,
    counts,
    counts_sentence,
    groups,
    neutral_rows,
    nothing_weaker,
)
from resotrack.write.view.text import HeadingBlock, Section, Unchanged, section_title, sections
from resotrack.write.view.titles import Facts, facts
from resotrack.write.view.wording import (
    AXES,
    DIRECTIONS,
    DOUBTFUL,
    WEAK_EVIDENCE,
    confidence_in_words,
)

__all__ = [
    "AXES",
    "DIRECTIONS",
    "DOUBTFUL",
    "ONLY",
    "WEAK_EVIDENCE",
    "AxisCount",
    "Facts",
    "Gone",
    "Group",
    "HeadingBlock",
    "Mark",
    "MarkKind",
    "MarkedRun",
    "Only",
    "Phrase",
    "Piece",
    "Reason",
    "Remark",
    "Row",
    "Run",
    "Section",
    "Side",
    "Unchanged",
    "anchor",
    "axis_profile",
    "changes_told",
    "confidence_in_words",
    "counts",
    "counts_sentence",
    "delegations_of",
    "delegations_of_links",
    "elide",
    "facts",
    "gone",
    "groups",
    "headline",
    "inline",
    "is_rtl",
    "join_names",
    "kept",
    "known",
    "marked_runs",
    "marks",
    "name_range",
    "neutral_rows",
    "nothing_weaker",
    "opening_words",
    "paragraph_name",
    "phrase",
    "proposals_told",
    "row",
    "section_title",
    "sections",
    "sides",
    "sources",
]
