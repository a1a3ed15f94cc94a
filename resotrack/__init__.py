"""Compare UN resolution texts and track their negotiation.

import resotrack as rt

before, after = rt.read("draft.docx"), rt.read("adopted.xml")
for link in rt.compare(before, after).links:
    print(link.relation, link.direction, [flag.reason for flag in link.assessment.flags])
"""

from importlib import import_module
from typing import TYPE_CHECKING

from resotrack.align import Hints, read_hints
from resotrack.asks import asks
from resotrack.compare import compare, compare_all
from resotrack.errors import (
    InstructionError,
    InvalidEncoder,
    InvalidHints,
    InvalidPerspective,
    LexiconError,
    MissingExtra,
    ReadError,
    ResotrackError,
    UnknownFormat,
    UnknownParagraph,
    UnreadableDocument,
    UnsafeDocument,
    WriteError,
)
from resotrack.explain import Explanation, explain
from resotrack.lexicon import use_lexicon
from resotrack.model import (
    AmendmentDocument,
    Ask,
    AskCell,
    AskChange,
    AskDifference,
    AskHistory,
    AskThread,
    Assessment,
    Bracket,
    Cell,
    Change,
    Clause,
    Comment,
    CommitteeReport,
    Comparison,
    Document,
    Flag,
    Instruction,
    Lineage,
    Link,
    Note,
    Notice,
    Origin,
    Paragraph,
    Perspective,
    Proposal,
    Source,
    Span,
    Sponsorship,
    Summary,
    Target,
    Thread,
    Vote,
)
from resotrack.read import read
from resotrack.strength import read_perspective
from resotrack.write import render, write

if TYPE_CHECKING:
    from resotrack.amend import read_amendments, read_corrections, read_instructions
    from resotrack.asks import ask_threads, compare_asks
    from resotrack.read.report import read_report
    from resotrack.tracing import trace
    from resotrack.write.documents import convert, left_out, render_document
    from resotrack.write.lineages import render_lineage, write_lineage

__version__ = "0.1.0"

__all__ = [
    "AmendmentDocument",
    "Ask",
    "AskCell",
    "AskChange",
    "AskDifference",
    "AskHistory",
    "AskThread",
    "Assessment",
    "Bracket",
    "Cell",
    "Change",
    "Clause",
    "Comment",
    "CommitteeReport",
    "Comparison",
    "Document",
    "Explanation",
    "Flag",
    "Hints",
    "Instruction",
    "InstructionError",
    "InvalidEncoder",
    "InvalidHints",
    "InvalidPerspective",
    "LexiconError",
    "Lineage",
    "Link",
    "MissingExtra",
    "Note",
    "Notice",
    "Origin",
    "Paragraph",
    "Perspective",
    "Proposal",
    "ReadError",
    "ResotrackError",
    "Source",
    "Span",
    "Sponsorship",
    "Summary",
    "Target",
    "Thread",
    "UnknownFormat",
    "UnknownParagraph",
    "UnreadableDocument",
    "UnsafeDocument",
    "Vote",
    "WriteError",
    "__version__",
    "ask_threads",
    "asks",
    "compare",
    "compare_all",
    "compare_asks",
    "convert",
    "explain",
    "left_out",
    "read",
    "read_amendments",
    "read_corrections",
    "read_hints",
    "read_instructions",
    "read_perspective",
    "read_report",
    "render",
    "render_document",
    "render_lineage",
    "trace",
    "use_lexicon",
    "write",
    "write_lineage",
]

# Who compares two texts should not wait for what reads reports or writes documents.
_LATER = {
    "ask_threads": "resotrack.asks.threads",
    "compare_asks": "resotrack.asks.changes",
    "convert": "resotrack.write.documents",
    "left_out": "resotrack.write.documents",
    "read_amendments": "resotrack.amend",
    "read_corrections": "resotrack.amend",
    "read_instructions": "resotrack.amend",
    "read_report": "resotrack.read.report",
    "render_document": "resotrack.write.documents",
    "render_lineage": "resotrack.write.lineages",
    "trace": "resotrack.tracing",
    "write_lineage": "resotrack.write.lineages",
}


def __getattr__(name: str) -> object:
    """The public names that are loaded when they are first asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_LATER[name]), name)
    globals()[name] = found
    return found
