"""Compare UN resolution texts and track their negotiation.

import resotrack as rt

before, after = rt.read("draft.docx"), rt.read("adopted.xml")
for link in rt.compare(before, after).links:
    print(link.relation, link.direction, [flag.reason for flag in link.assessment.flags])
"""

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
from resotrack.read.report import read_report
from resotrack.write import render, write
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
