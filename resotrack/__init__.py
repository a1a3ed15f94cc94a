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
    LedgerError,
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
    Applied,
    Ask,
    AskCell,
    AskChange,
    AskDifference,
    AskHistory,
    AskThread,
    Assessment,
    Bracket,
    CarriedOver,
    Cell,
    Change,
    Clause,
    Column,
    Comment,
    CommitteeReport,
    Comparison,
    Compilation,
    Conflict,
    Document,
    Failed,
    Flag,
    Instruction,
    LeftBehind,
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
    Table,
    Target,
    Thread,
    Trace,
    Vote,
)
from resotrack.read import read
from resotrack.strength import read_perspective
from resotrack.write import render, write

if TYPE_CHECKING:
    from resotrack.amend import (
        Outcome,
        Rebased,
        apply,
        bracket_amendments,
        read_amendments,
        read_corrections,
        read_instructions,
        read_proposals,
        rebase,
        rebase_pending,
        tracked_amendments,
    )
    from resotrack.asks import ask_threads, compare_asks
    from resotrack.compiling import compilation
    from resotrack.ledger import Negotiation
    from resotrack.read.report import read_report
    from resotrack.tracing import trace
    from resotrack.write.asks import render_asks, write_asks
    from resotrack.write.compilations import (
        compiled_docx,
        render_compilation,
        write_compilation,
    )
    from resotrack.write.documents import convert, left_out, render_document
    from resotrack.write.docx import redline, write_redline
    from resotrack.write.docx.issued import (
        amendment_file,
        draft_resolution,
        write_amendment,
        write_draft_resolution,
    )
    from resotrack.write.docx.masthead import Masthead
    from resotrack.write.explanations import render_explanation, write_explanation
    from resotrack.write.figures import write_figure
    from resotrack.write.lineages import render_lineage, write_lineage
    from resotrack.write.scrub import Leak, Scrubbed, scrub
    from resotrack.write.standing import render_standing, write_standing
    from resotrack.write.synopsis import render_synopsis, write_synopsis
    from resotrack.write.tables import write_tables
    from resotrack.write.tabular import tables

__version__ = "0.1.0"

__all__ = [
    "AmendmentDocument",
    "Applied",
    "Ask",
    "AskCell",
    "AskChange",
    "AskDifference",
    "AskHistory",
    "AskThread",
    "Assessment",
    "Bracket",
    "CarriedOver",
    "Cell",
    "Change",
    "Clause",
    "Column",
    "Comment",
    "CommitteeReport",
    "Comparison",
    "Compilation",
    "Conflict",
    "Document",
    "Explanation",
    "Failed",
    "Flag",
    "Hints",
    "Instruction",
    "InstructionError",
    "InvalidEncoder",
    "InvalidHints",
    "InvalidPerspective",
    "Leak",
    "LedgerError",
    "LeftBehind",
    "LexiconError",
    "Lineage",
    "Link",
    "Masthead",
    "MissingExtra",
    "Negotiation",
    "Note",
    "Notice",
    "Origin",
    "Outcome",
    "Paragraph",
    "Perspective",
    "Proposal",
    "ReadError",
    "Rebased",
    "ResotrackError",
    "Scrubbed",
    "Source",
    "Span",
    "Sponsorship",
    "Summary",
    "Table",
    "Target",
    "Thread",
    "Trace",
    "UnknownFormat",
    "UnknownParagraph",
    "UnreadableDocument",
    "UnsafeDocument",
    "Vote",
    "WriteError",
    "__version__",
    "amendment_file",
    "apply",
    "ask_threads",
    "asks",
    "bracket_amendments",
    "compare",
    "compare_all",
    "compare_asks",
    "compilation",
    "compiled_docx",
    "convert",
    "draft_resolution",
    "explain",
    "left_out",
    "read",
    "read_amendments",
    "read_corrections",
    "read_hints",
    "read_instructions",
    "read_perspective",
    "read_proposals",
    "read_report",
    "rebase",
    "rebase_pending",
    "redline",
    "render",
    "render_asks",
    "render_compilation",
    "render_document",
    "render_explanation",
    "render_lineage",
    "render_standing",
    "render_synopsis",
    "scrub",
    "tables",
    "trace",
    "tracked_amendments",
    "use_lexicon",
    "write",
    "write_amendment",
    "write_asks",
    "write_compilation",
    "write_draft_resolution",
    "write_explanation",
    "write_figure",
    "write_lineage",
    "write_redline",
    "write_standing",
    "write_synopsis",
    "write_tables",
]

# Who compares two texts should not wait for what reads reports or writes documents.
_LATER = {
    "Leak": "resotrack.write.scrub",
    "Negotiation": "resotrack.ledger",
    "Masthead": "resotrack.write.docx.masthead",
    "Scrubbed": "resotrack.write.scrub",
    "amendment_file": "resotrack.write.docx.issued",
    "ask_threads": "resotrack.asks.threads",
    "compare_asks": "resotrack.asks.changes",
    "compilation": "resotrack.compiling",
    "compiled_docx": "resotrack.write.compilations",
    "convert": "resotrack.write.documents",
    "draft_resolution": "resotrack.write.docx.issued",
    "left_out": "resotrack.write.documents",
    "Outcome": "resotrack.amend",
    "Rebased": "resotrack.amend",
    "apply": "resotrack.amend",
    "bracket_amendments": "resotrack.amend",
    "read_amendments": "resotrack.amend",
    "read_corrections": "resotrack.amend",
    "read_instructions": "resotrack.amend",
    "read_proposals": "resotrack.amend",
    "read_report": "resotrack.read.report",
    "rebase": "resotrack.amend",
    "rebase_pending": "resotrack.amend",
    "redline": "resotrack.write.docx",
    "render_asks": "resotrack.write.asks",
    "render_compilation": "resotrack.write.compilations",
    "render_document": "resotrack.write.documents",
    "render_explanation": "resotrack.write.explanations",
    "render_lineage": "resotrack.write.lineages",
    "render_standing": "resotrack.write.standing",
    "render_synopsis": "resotrack.write.synopsis",
    "scrub": "resotrack.write.scrub",
    "tables": "resotrack.write.tabular",
    "trace": "resotrack.tracing",
    "tracked_amendments": "resotrack.amend",
    "write_asks": "resotrack.write.asks",
    "write_explanation": "resotrack.write.explanations",
    "write_figure": "resotrack.write.figures",
    "write_amendment": "resotrack.write.docx.issued",
    "write_compilation": "resotrack.write.compilations",
    "write_draft_resolution": "resotrack.write.docx.issued",
    "write_lineage": "resotrack.write.lineages",
    "write_redline": "resotrack.write.docx",
    "write_standing": "resotrack.write.standing",
    "write_tables": "resotrack.write.tables",
    "write_synopsis": "resotrack.write.synopsis",
}


def __getattr__(name: str) -> object:
    """The public names that are loaded when they are first asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_LATER[name]), name)
    globals()[name] = found
    return found
