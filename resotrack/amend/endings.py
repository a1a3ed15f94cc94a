"""Where a clause may end."""

from __future__ import annotations

import re

from resotrack.amend.scan import Scan

CLOSED = re.compile(r"[.;,:]|$")


def skip_consequences(scan: Scan) -> None:
    """Go past "and renumber the subsequent paragraphs": it follows from the change itself."""
    while True:
        here = scan.at
        scan.sign(",;")
        if not scan.take("consequence"):
            scan.at = here
            return


def may_end(scan: Scan) -> bool:
    """Whether a clause may end here."""
    scan.space()
    here = scan.at
    skip_consequences(scan)
    ended = scan.at > here or bool(CLOSED.match(scan.text, scan.at, scan.end))
    ended = ended or scan.done or scan.sees("and")
    scan.at = here
    return ended
