"""The formulae of a committee report: one rule a formula, asked in order, sentence by sentence.

The reports are written to a pattern ("At the same meeting, …", "Subsequently, … joined in
sponsoring the draft resolution", "The Committee adopted … by a recorded vote of …"),
so each rule knows one pattern and files what it finds with the sentence that it found it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from resotrack.model import (
    Ballot,
    Intention,
    Introduction,
    Meeting,
    OralRevision,
    Passage,
    ReportedAmendment,
    ReportedSponsor,
    Statement,
)
from resotrack.model.report import Choice, Moment, Outcome, StatementKind, Target
from resotrack.read import _report_formulae as said
from resotrack.read._report_floor import Floor
from resotrack.read._report_formulae import names
from resotrack.read.closing import read_vote
from resotrack.read.dates import find_date
from resotrack.read.front import SYMBOL


def hear(floor: Floor, sentence: str, lists: str) -> bool:
    """File what a sentence says. False where no rule knows it."""
    _keep_time(floor, sentence)
    floor.lists = lists
    passage = Passage(paragraph=floor.paragraph, words=f"{sentence} {lists}".strip())
    heard = False
    for rule in RULES:
        if rule(floor, sentence, passage):
            heard = True
            if rule not in _SHARING:
                break
    return heard


def _keep_time(floor: Floor, sentence: str) -> None:
    """The meeting and its day, and whether the vote is still to come."""
    match = said.MEETING.search(sentence)
    floor.at_meeting = bool(match or said.SAME.search(sentence))
    if match:
        number = match["n"]
        day = said.DAY.search(sentence[match.end() :][:40])
        if day:
            years = [d[:4] for d in floor.dates.values() if d]
            year = day["year"] or (f" {years[-1]}" if years else "")
            floor.dates[number] = find_date(f"{day['day']}{year}") or floor.dates.get(number, "")
        floor.meeting = Meeting(number=number, date=floor.dates.get(number, ""))
        if floor.meeting not in floor.draft.meetings:
            floor.draft.meetings = [m for m in floor.draft.meetings if m.number != number]
            floor.draft.meetings.append(floor.meeting)
    if re.search(r"\b(?:before|prior to)\s+the\s+(?:vot|adopt|act)", sentence, re.I):
        floor.moment = "before"
    elif re.search(r"\b(?:after|following)\s+the\s+(?:vot|adopt|act)", sentence, re.I):
        floor.moment = "after"


def _symbols(text: str) -> list[str]:
    return [match[0].rstrip(".)") for match in SYMBOL.finditer(text)]


def _sponsors(text: str, moment: Moment, passage: Passage) -> list[ReportedSponsor]:
    return [
        ReportedSponsor(delegation=n, on_behalf_of=g, moment=moment, source=passage)
        for n, g in names(text)
    ]


def _tabled(floor: Floor, sentence: str, passage: Passage) -> bool:
    match = said.TABLED.search(sentence)
    if not match or not re.search(r"before it|introduced|submitted|considered", sentence, re.I):
        return False
    by = re.sub(r",?\s+(?:and\s+)?(?:which|as)\s.*$", "", match["by"], flags=re.S)
    by = re.split(r"\s*\((?=[A-Z]+/)|,?\s+(?:and )?contained in\b", by)[0]
    symbols = _symbols(match["rest"]) or _symbols(sentence)
    if "amendment" in match["kind"].lower():
        listed = _amendment_symbols(match["rest"])
        for symbol in listed or [""]:
            floor.draft.amendments.append(
                ReportedAmendment(
                    symbol=symbol,
                    sponsors=tuple(_sponsors(by, "submission", passage)),
                    source=passage,
                )
            )
        return True
    draft = floor.draft
    draft.kind = "draft decision" if "decision" in match["kind"].lower() else "draft resolution"
    if title := said.TITLE.search(sentence):
        draft.title = title["title"].strip(" ,")
    for symbol in symbols:
        if symbol not in draft.versions:
            draft.versions.append(symbol)
    found = _sponsors(_without_sponsors_of(by), "submission", passage)
    office = re.match(
        r"(?:the\s)?(?:Vice-|Co-)?(?:Chair|President|Rapporteur|Bureau|Secretar|Facilitator)",
        by,
        re.I,
    )
    if office:
        draft.submitted_by = by.strip(" .,;")
        return True
    known = {s.delegation for s in draft.sponsors}
    draft.sponsors += [s for s in found if s.delegation not in known]
    return True


def _without_sponsors_of(by: str) -> str:
    """ "the sponsors of draft resolution X and Chad": the names that are new."""
    return re.sub(
        r"^the sponsors (?:of draft \w+ \S+|listed in document \S+)"
        r"(?:,?\s*(?:and|as well as|joined by)\s*)?",
        "",
        by,
        flags=re.I,
    )


def _amendment_symbols(text: str) -> list[str]:
    """The symbols of amendments: not that of the draft that they are to."""
    return _symbols(re.sub(r"\bto\s+(?:the\s)?draft\s+\w+\s+\S+", "", text, flags=re.I))


def _joined(floor: Floor, sentence: str, passage: Passage) -> bool:
    match = said.JOINED.match(sentence)
    if not match:
        return False
    moment: Moment = "at" if floor.at_meeting and "had before it" not in sentence else "before"
    found = _sponsors(said.LEADING.sub("", match["who"]), moment, passage)
    if "amendment" in sentence[match.end() :].lower() and floor.draft.amendments:
        wanted = set(_symbols(sentence[match.end() :]))
        floor.draft.amendments = [
            replace(a, sponsors=(*a.sponsors, *found)) if not wanted or a.symbol in wanted else a
            for a in floor.draft.amendments
        ]
        return True
    known = {s.delegation for s in floor.draft.sponsors}
    floor.draft.sponsors += [s for s in found if s.delegation not in known]
    return True


def _left_sponsors(floor: Floor, sentence: str, passage: Passage) -> bool:
    match = said.WITHDREW_NAME.match(sentence)
    if not match:
        return False
    gone = {n for n, _ in names(said.LEADING.sub("", match["who"] or match["two"]))}
    floor.draft.sponsors = [s for s in floor.draft.sponsors if s.delegation not in gone]
    return True


def _introduced(floor: Floor, sentence: str, passage: Passage) -> bool:
    match = said.INTRODUCED.search(sentence)
    if not match:
        return False
    first = said.BEHALF_FIRST.search(sentence)
    found = tuple(
        Introduction(
            delegation=n,
            on_behalf_of=g or (" ".join(first["group"].split()) if first else ""),
            source=passage,
        )
        for n, g in _speaker(match["by"])
    )
    what = match["what"]
    if "amendment" in what[:80].lower():
        wanted = set(_amendment_symbols(what))
        floor.draft.amendments = [
            replace(a, introduced=(*a.introduced, *found))
            if not wanted or a.symbol in wanted
            else a
            for a in floor.draft.amendments
        ]
        known = {a.symbol for a in floor.draft.amendments}
        floor.draft.amendments += [
            ReportedAmendment(symbol=s, introduced=found, source=passage)
            for s in sorted(wanted - known)
        ]
        return True
    floor.draft.introduced += found
    return True


def _speaker(text: str) -> list[tuple[str, str]]:
    """ "A, on behalf of B, C and D": between commas the whole of the rest is the group."""
    match = re.match(r"(?P<name>[^,()]+),\s+(?:also\s+)?on behalf of\s+(?P<group>.+)$", text, re.S)
    if match:
        return [(n, " ".join(match["group"].split())) for n, _ in names(match["name"])]
    return names(text)


def _oral_revision(floor: Floor, sentence: str, passage: Passage) -> bool:
    if (
        not said.REVISED.search(sentence)
        or said.DECIDED.search(sentence)
        or said.JOINED.match(sentence)
        or re.search(r"\bas (?:further )?orally (?:revised|corrected|amended)\b", sentence, re.I)
    ):
        return False
    who = re.search(
        rf"\bthe\s{said.ENVOYS}\s(?P<by>.+?),?\s+(?:orally|made|introduced|read)", sentence, re.S
    )
    by = names(who["by"])[0][0] if who and names(who["by"]) else ""
    floor.draft.revisions.append(OralRevision(by=by, text=sentence, source=passage))
    return True


def _decided(floor: Floor, sentence: str, passage: Passage) -> bool:
    match = said.DECIDED.search(sentence) or said.PASSIVE.match(sentence)
    if not match:
        return False
    what = match["what"]
    if not re.search(r"draft|amendment|paragraph|proposal|motion|\bit\b", what, re.I):
        return False
    vote = read_vote(f"{sentence} {floor.lists}".strip())
    ballot = Ballot(
        target=_target(what),
        name=_name(what, floor),
        outcome=_outcome(match["verb"]),
        vote=vote,
        as_revised=bool(
            re.search(r"\bas (?:further )?(?:orally )?(?:revised|amended|corrected)", what)
        ),
        meeting=floor.meeting,
        source=passage,
    )
    if ballot.target == "amendment":
        _file_amendment(floor, ballot, _amendment_symbols(re.split(r"\bby a\b", what)[0]))
    else:
        floor.draft.ballots.append(ballot)
    return True


def _file_amendment(floor: Floor, ballot: Ballot, symbols: list[str]) -> None:
    for symbol in symbols or [""]:
        own = replace(ballot, name=symbol or ballot.name)
        for n, amendment in enumerate(floor.draft.amendments):
            if amendment.symbol == symbol and amendment.ballot is None:
                floor.draft.amendments[n] = replace(amendment, ballot=own)
                break
        else:
            floor.draft.amendments.append(
                ReportedAmendment(symbol=symbol, ballot=own, source=ballot.source)
            )


def _target(what: str) -> Target:
    head = _head(what)
    if re.search(r"\bamendment", head, re.I):
        return "amendment"
    place = said.PLACE.search(head)
    draft = re.search(r"\bdraft (?:resolution|decision)", head, re.I)
    if place and (not draft or place.start() < draft.start()):
        return "paragraph"
    return "draft"


def _head(what: str) -> str:
    """What was decided on, without how."""
    return re.split(r"\bby a\b|\bwithout a vote\b|\(see", what)[0]


def _name(what: str, floor: Floor) -> str:
    head = _head(what)
    if _target(what) == "paragraph" and (place := said.PLACE.search(head)):
        return " ".join(re.sub(r"^the\s", "", place[0].strip()).split())
    symbols = _symbols(head)
    if symbols:
        return symbols[0]
    return floor.draft.versions[-1] if floor.draft.versions else " ".join(head.split()).strip(" ,.")


def _outcome(verb: str) -> Outcome:
    verb = verb.lower()
    if "no action" in verb or "not to take" in verb:
        return "no action"
    if "not to retain" in verb or "delete" in verb:
        return "not retained"
    if "retain" in verb:
        return "retained"
    return "rejected" if verb in ("rejected", "not adopted") else "adopted"


def _withdrawn(floor: Floor, sentence: str, passage: Passage) -> bool:
    match = said.WITHDRAWN.search(sentence)
    if not match:
        return False
    what = match["what"] or match["two"]
    ballot = Ballot(
        target=_target(what),
        name=_name(what, floor),
        outcome="withdrawn",
        meeting=floor.meeting,
        source=passage,
    )
    if ballot.target == "amendment":
        _file_amendment(floor, ballot, _amendment_symbols(what))
    else:
        floor.draft.ballots.append(ballot)
    return True


def _budget(floor: Floor, sentence: str, passage: Passage) -> bool:
    if not said.BUDGET.search(sentence):
        return False
    floor.draft.budget.append(passage)
    return True


def _intended(floor: Floor, sentence: str, passage: Passage) -> bool:
    match = said.INTENDED.search(sentence)
    if not match:
        return False
    how = match["how"].lower()
    choice: Choice = "in favour"
    if "abstain" in how:
        choice = "abstaining"
    elif "against" in how:
        choice = "against"
    found = tuple(
        Intention(delegation=n, choice=choice, source=passage) for n, _ in names(match["who"])
    )
    if floor.draft.ballots:
        last = floor.draft.ballots[-1]
        floor.draft.ballots[-1] = replace(last, intentions=(*last.intentions, *found))
    return bool(floor.draft.ballots)


def _spoke(floor: Floor, sentence: str, passage: Passage) -> bool:
    request = bool(said.REQUEST.search(sentence) or said.REQUESTED.search(sentence))
    if not said.SPOKE.search(sentence) and not request:
        return False
    found = False
    # "a statement was made by X, and the representatives of Y made statements in explanation …":
    # each part of the sentence has its own kind.
    for clause in re.split(
        rf",?\s+and\s+(?=the\s+{said.ENVOYS}\s.*?\b(?:made|delivered)\b)", sentence, flags=re.S
    ):
        kind = _kind(clause, request)
        for speakers in said.SPEAKERS.finditer(clause):
            for name, group in names(speakers["who"]):
                found = True
                floor.draft.statements.append(
                    Statement(
                        delegation=name,
                        on_behalf_of=group,
                        kind=kind,
                        moment=floor.moment,
                        meeting=floor.meeting,
                        source=passage,
                    )
                )
    return found


def _kind(clause: str, request: bool) -> StatementKind:
    text = clause.lower()
    if (
        "explanation of vote" in text
        or "explanations of vote" in text
        or "explain their vote" in text
    ):
        return "explanation of vote"
    if "of position" in text:
        return "explanation of position"
    if "right of reply" in text:
        return "right of reply"
    if "general statement" in text:
        return "general statement"
    return "request for a vote" if request else "statement"


Rule = Callable[[Floor, str, Passage], bool]

RULES: tuple[Rule, ...] = (
    _budget,
    _intended,
    _left_sponsors,
    _withdrawn,
    _introduced,
    _oral_revision,
    _tabled,
    _joined,
    _decided,
    _spoke,
)
"""The formulae, in the order in which they are asked."""

_SHARING = frozenset({_introduced, _oral_revision, _budget, _tabled})
"""Rules that leave a sentence to the others too: it may introduce a draft and name its sponsors."""
