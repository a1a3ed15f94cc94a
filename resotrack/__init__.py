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
    Change,
    Comment,
    Comparison,
    Document,
    Flag,
    Link,
    Note,
    Notice,
    Paragraph,
    Source,
    Span,
    Sponsorship,
    Summary,
    Vote,
)
from resotrack.read import read
from resotrack.write import render, write

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Change",
    "Comment",
    "Comparison",
    "Document",
    "Flag",
    "LexiconError",
    "Link",
    "Note",
    "Notice",
    "Paragraph",
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
    "read",
    "render",
    "write",
]
