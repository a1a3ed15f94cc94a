"""The head of an AKN4UN file: identification, workflow, voting, references, cover and preface.

Only what the Document knows is written. Elements that the schema demands and that the Document
cannot fill say so in the United Nations' own way: the date 0001-01-01, the language "und".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from resotrack.model import Document, Vote
from resotrack.write.documents.akn_elements import AKN4UN, a, running
from resotrack.write.documents.view import sponsor_names
from resotrack.write.view.titles import day

_LANGUAGES = {
    "ar": ("ara", "Arabic"),
    "en": ("eng", "English"),
    "es": ("spa", "Spanish"),
    "fr": ("fra", "French"),
    "ru": ("rus", "Russian"),
    "zh": ("chi", "Chinese"),
}
_UNKNOWN_DATE = "0001-01-01"
_SIDES = (
    ("inFavour", "In favour"),
    ("against", "Against"),
    ("abstaining", "Abstaining"),
)
# What the file refers to: the element, its eId, where it lies in the UN's ontology, its name.
_REFERENCES = (
    ("TLCOrganization", "source", "organization/un/DGACM", "DGACM"),
    ("TLCConcept", "dateOfIssuance", "concept/un/dateOfIssuance", "Date of issuance"),
    ("TLCConcept", "adoptionDate", "concept/un/adoptionDate", "Date of adoption"),
    ("TLCConcept", "symbol", "reference/un/symbol", "Symbol"),
    ("TLCRole", "issuingBody", "role/un/issuingBody", "Issuing body"),
    ("TLCRole", "author", "role/un/author", "Author"),
    ("TLCRole", "editor", "role/un/editor", "Editor"),
    ("TLCTerm", "resolutionTitle", "reference/un/resolutionTitle", "Resolution title"),
    ("TLCTerm", "memberState", "organization/un/memberState", "Member State"),
    *(("TLCTerm", side, f"concept/un/voting/{side}", name) for side, name in _SIDES),
)


def identification(document: Document, part: str = "") -> etree._Element:
    """Who is who in the words of FRBR. `part` names a component ("A") or an "annex"."""
    date = iso(document.date)
    name = re.sub(r"\W+", "-", document.symbol).strip("-").lower() or "untitled"
    code, _ = _LANGUAGES.get(document.language, ("und", ""))
    work = f"/akn/un/statement/resolution/{date}/{name}"
    expression = f"{work}/{code}@"
    main = "/".join(filter(None, ("!main", part)))
    return a(
        "identification",
        a(
            "FRBRWork",
            a("FRBRthis", value=f"{work}/{main}"),
            a("FRBRuri", value=f"{work}/"),
            a("FRBRdate", date=date, name="adoption" if document.adoption else "publication"),
            a("FRBRauthor", href="#author", as_="author"),
            a("FRBRcountry", value="un"),
        ),
        a(
            "FRBRExpression",
            a("FRBRthis", value=f"{expression}/{main}"),
            a("FRBRuri", value=f"{expression}/"),
            a("FRBRdate", date=date, name="publication"),
            a("FRBRauthor", href="#author", as_="issuer"),
            a("FRBRlanguage", language=code),
        ),
        a(
            "FRBRManifestation",
            a("FRBRthis", value=f"{expression}/{main}.xml"),
            a("FRBRuri", value=f"{expression}.xml"),
            # No clock: the same Document gives the same bytes on every day.
            a("FRBRdate", date=date, name="markup"),
            a("FRBRauthor", href="#editor", as_="editor"),
        ),
        source="#source",
    )


def meta(document: Document, *, part: str = "", whole: bool = True) -> etree._Element:
    """The meta of a statement; of a mere part of one (`whole=False`) the identification alone."""
    if not whole:
        return a("meta", identification(document, part))
    found = a("meta", identification(document, part))
    if document.sponsors or document.adoption:
        found.append(_workflow(document))
    if document.vote is not None:
        found.append(a("analysis", a("parliamentary", _voting(document.vote)), source="#source"))
    references = a("references", source="#source")
    for tag, id_, place, name in _REFERENCES:
        references.append(a(tag, eId=id_, href=f"/akn/ontology/{place}", showAs=name))
    found.append(references)
    return found


def iso(date: str) -> str:
    """A date as the schema wants it: the Document's own, or the UN's sign for "unknown"."""
    return date if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])-\d\d", date) else _UNKNOWN_DATE


def _workflow(document: Document) -> etree._Element:
    steps = []
    for role, outcome in (
        ("sponsor", "draftResolution"),
        ("additional sponsor", "draftResolutionAdditionalSponsors"),
    ):
        if names := sponsor_names(document, role):
            steps.append(a("step", date=_UNKNOWN_DATE, outcome=outcome, by=names))
    if document.adoption:
        steps.append(a("step", date=iso(document.date), outcome="adopted", by=""))
    return a("workflow", *steps, source="#source")


def _voting(vote: Vote) -> etree._Element:
    if vote.method == "without a vote":
        # The schema wants a child; the UN's files put an empty quorum there.
        return a("voting", a("quorum", value=""), outcome="adoptedWithoutVote")
    voting = a("voting", outcome="adoptedRecordedVote")
    lists = (vote.in_favour, vote.against, vote.abstaining)
    for (side, _), names, number in zip(_SIDES, lists, vote.counts or (0, 0, 0), strict=True):
        count = a("count", value=str(number), refersTo=f"#{side}")
        if names:
            count.append(_voters(names))
        voting.append(count)
    return voting


def _voters(names: Sequence[str]) -> etree._Element:
    voters = a("voters", space=AKN4UN)
    voters.extend(a("organization", text=name, refersTo="#memberState") for name in names)
    return voters


def cover_page(document: Document) -> etree._Element | None:
    """Symbol, organ, date, session and agenda item; None where none of them is known."""
    lines = []
    if document.symbol:
        lines.append(a("docNumber", text=document.symbol, refersTo="#symbol"))
    if document.date and iso(document.date) == document.date:
        issued = a("docDate", text=day(document.date), date=document.date)
        issued.set("refersTo", "#adoptionDate" if document.adoption else "#dateOfIssuance")
        lines.append(issued)
    if document.language in _LANGUAGES:
        name = f"Language: {_LANGUAGES[document.language][1]}"
        lines.append(a("inline", text=name, name="language"))
    if document.session:
        lines.append(a("session", text=document.session, refersTo="#issuingBody"))
    if document.agenda_item:
        item = a("inline", text=f"Agenda item {document.agenda_item}", name="agenda item")
        item.set("title", document.agenda_item)
        lines.append(item)
    return a("coverPage", *(a("p", line) for line in lines)) if lines else None


def preface(document: Document, letter: str = "") -> etree._Element | None:
    """The title; in a part of a compound resolution its letter too."""
    line = a("p")
    if letter:
        line.append(a("docNumber", text=letter))
    if document.title:
        title = a("span", text=document.title, class_="bold")
        line.append(a("docTitle", title, refersTo="#resolutionTitle"))
    return a("preface", line) if len(line) else None


def conclusions(document: Document) -> etree._Element | None:
    """The adoption line as printed, and its date for whoever reads by machine."""
    if not document.adoption:
        return None
    return a("conclusions", running(document.adoption))
