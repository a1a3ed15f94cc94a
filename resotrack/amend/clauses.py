"""The grammar of one instruction, by recursive descent.

    clause  := lead* (verb … | subject passive … | subject "should read" text)
    lead    := "In" places | "After" places | "At the end of" places | "After" words | line | places
    verb    := "Delete" (places | words) | "Replace" (places | words) "by" text | "Insert" …
    words   := quoted words, or words without quotation marks up to what must follow them
    text    := the words of a paragraph: quoted, or to the end of the item

A clause must end where a sentence may end. Where it does not, it was not understood, and nothing of
it is used.
"""

from __future__ import annotations

from resotrack.amend.drafts import Draft
from resotrack.amend.endings import may_end, skip_consequences
from resotrack.amend.lead import Lead, read_lead
from resotrack.amend.rules import RULES
from resotrack.amend.scan import Scan

_DEEDS = ("delete", "replace", "substitute", "insert", "for", "move")


def read_clauses(scan: Scan, outer: Lead) -> tuple[list[Draft], Lead, int]:
    """Read the clauses of an item one after the other.

    Gives the drafts, the last lead (for what the item heads), and where the reading stopped: at
    `scan.end` unless words are left that no clause takes.
    """
    drafts: list[Draft] = []
    current = outer
    stopped = scan.at
    while not scan.done:
        found = read_clause(scan, current)
        if found is None:
            break
        made, current = found
        drafts += made
        skip_consequences(scan)
        stopped = scan.at
        while scan.sign(";,.:") or scan.take("and", "then"):
            skip_consequences(scan)
        scan.take("spoken_by")
        if not made and scan.done:
            stopped = scan.at
    if scan.done:
        stopped = scan.end
    return drafts, current, stopped


def read_clause(scan: Scan, outer: Lead) -> tuple[list[Draft], Lead] | None:
    """Read one clause, or a bare place that heads what follows. None: not understood."""
    start = scan.at
    spoken = _spoken(scan)
    lead = read_lead(scan).over(outer)
    if spoken:
        scan.take("spoken_by")
        scan.sign(":,")
    here = scan.at
    if lead.targets and scan.take("changed_as_follows"):
        scan.sign(":")
        if scan.sees(*_DEEDS):
            # "Paragraph 3 should be amended as follows: replace …": the place of what follows.
            here = scan.at
    if amended := _amended_by(scan):
        # "Amend paragraph 3 by deleting …".
        lead, here = amended.over(lead), scan.at
    for rule in RULES:
        scan.at = here
        drafts = rule(scan, lead)
        if drafts is not None and may_end(scan):
            return drafts, _kept(drafts, lead)
    scan.at = here
    if scan.done and lead.targets and here > start:
        return [], lead
    scan.at = start
    return None


def _amended_by(scan: Scan) -> Lead | None:
    """The place of "Amend paragraph 3 by", where what is done there follows."""
    start = scan.at
    if scan.take("amend"):
        lead = read_lead(scan)
        if lead.targets and scan.take("spoken_by") and scan.sees(*_DEEDS):
            return lead
    scan.at = start
    return None


def _kept(drafts: list[Draft], lead: Lead) -> Lead:
    """The lead that a next clause goes on from: the place, without its words."""
    targets = lead.targets or (drafts[-1].lead.targets if drafts else ())
    return Lead(targets=targets, carried=True)


def _spoken(scan: Scan) -> bool:
    """Go past "The representative of X orally revised"; a place and "by" may stand behind it."""
    here = scan.at
    if scan.take("spoken") is None:
        return False
    scan.take("spoken_by")
    scan.sign(":,")
    if scan.done:
        scan.at = here
    return scan.at > here
