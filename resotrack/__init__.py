"""Compare UN resolution texts and track their negotiation.

import resotrack as rt

before, after = rt.read("draft.docx"), rt.read("adopted.xml")
for link in rt.compare(before, after).links:
    print(link.relation, link.direction, [flag.reason for flag in link.assessment.flags])
"""

from importlib import import_module
from typing import TYPE_CHECKING

from resotrack.compare import compare
from resotrack.errors import (
    LexiconError,
    ReadError,
    ResotrackError,
    UnknownFormat,
    UnreadableDocument,
    UnsafeDocument,
    WriteError,
)
from resotrack.model import (
    Assessment,
    Bracket,
    Change,
    Comment,
    CommitteeReport,
    Comparison,
    Document,
    Flag,
    Link,
    Note,
    Notice,
    Paragraph,
    Proposal,
    Source,
    Span,
    Sponsorship,
    Summary,
    Vote,
)
from resotrack.read import read
from resotrack.write import render, write

if TYPE_CHECKING:
    from resotrack.read.report import read_report
    from resotrack.write.documents import convert, left_out, render_document

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Bracket",
    "Change",
    "Comment",
    "CommitteeReport",
    "Comparison",
    "Document",
    "Flag",
    "LexiconError",
    "Link",
    "Note",
    "Notice",
    "Paragraph",
    "Proposal",
    "ReadError",
    "ResotrackError",
    "Source",
    "Span",
    "Sponsorship",
    "Summary",
    "UnknownFormat",
    "UnreadableDocument",
    "UnsafeDocument",
    "Vote",
    "WriteError",
    "__version__",
    "compare",
    "convert",
    "left_out",
    "read",
    "read_report",
    "render",
    "render_document",
    "write",
]

# Who compares two texts should not wait for what reads reports or writes documents.
_LATER = {
    "convert": "resotrack.write.documents",
    "left_out": "resotrack.write.documents",
    "read_report": "resotrack.read.report",
    "render_document": "resotrack.write.documents",
}


def __getattr__(name: str) -> object:
    """The public names that are loaded when they are first asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_LATER[name]), name)
    globals()[name] = found
    return found
