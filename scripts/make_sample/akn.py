"""The adopted text as AKN4UN, in the structure of the United Nations' own files."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from lxml import etree

from .documents import Negotiation, listed, long_date
from .texts import Paragraph, Piece, Table, parse

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
AKN4UN = "http://un.org/akn4un"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML = "http://www.w3.org/XML/1998/namespace"
_SCHEMA = "http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/schemas"
# Any: the stubs of lxml do not know of a default namespace.
_NAMESPACES: dict[Any, str] = {None: AKN, "xsi": _XSI, "akn4un": AKN4UN}
_WARNING = "An invented resolution, in the structure of the United Nations' own files"
_SIDES = (
    ("inFavour", "in_favour", "In favour"),
    ("against", "against", "Against"),
    ("abstaining", "abstaining", "Abstaining"),
)
# What the file refers to: the element, its eId, where it lies in the UN's ontology, its name.
_REFERENCES = (
    ("TLCOrganization", "source", "organization/un/DGACM", "DGACM"),
    ("TLCConcept", "dateOfIssuance", "concept/un/dateOfIssuance", "Date of issuance"),
    ("TLCConcept", "dateOfAdoption", "concept/un/dateOfAdoption", "Date of adoption"),
    ("TLCConcept", "symbol", "reference/un/symbol", "Symbol"),
    ("TLCRole", "publisher", "role/un/publisher", "Publisher"),
    ("TLCRole", "issuingBody", "role/un/issuingBody", "Issuing body"),
    ("TLCRole", "subsidiaryBody", "role/un/subsidiaryBody", "Subsidiary body"),
    ("TLCRole", "author", "role/un/author", "Author"),
    ("TLCRole", "editor", "role/un/editor", "Editor"),
    ("TLCRole", "distribution", "concept/un/generalDistribution", "General distribution"),
    (
        "TLCOrganization",
        "hrc",
        "organization/un/generalAssembly/humanRightsCouncil",
        "Human Rights Council",
    ),
    ("TLCTerm", "resolutionTitle", "reference/un/resolutionTitle", "Resolution title"),
    ("TLCTerm", "memberState", "organization/un/memberState", "Member State"),
    ("TLCTerm", "inFavour", "concept/un/voting/inFavour", "In favour"),
    ("TLCTerm", "against", "concept/un/voting/against", "Against"),
    ("TLCTerm", "abstaining", "concept/un/voting/abstaining", "Abstaining"),
    ("TLCTerm", "english", "concept/un/language/english", "English"),
)


def a(tag: str, *children: etree._Element, text: str = "", **attributes: str) -> etree._Element:
    """An AKN element; a trailing underscore keeps Python's words (`as_`) out of the way."""
    element = etree.Element(f"{{{AKN}}}{tag}", nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(name.rstrip("_"), value)
    element.text = text or None
    element.extend(children)
    return element


def resolution_xml(source: Negotiation) -> bytes:
    root = a("akomaNtoso", etree.Comment(_WARNING), _statement(source))
    root.set(f"{{{_XSI}}}schemaLocation", f"{AKN} {_SCHEMA}/akomantoso30.xsd")
    _indent(root)
    return etree.tostring(root, encoding="UTF-8") + b"\n"


def _statement(source: Negotiation) -> etree._Element:
    builder = _Body(source)
    return a(
        "statement",
        _meta(source),
        _cover_page(source),
        _preface(source),
        builder.preamble(),
        builder.main_body(),
        _conclusions(source),
        name="resolution",
    )


def _indent(element: etree._Element, depth: int = 1) -> None:
    """Set every element on its own line, except in running text, where a space is a space."""
    if not len(element) or element.get(f"{{{_XML}}}space") == "preserve":
        return
    element.text = "\n" + "  " * depth
    for child in element:
        _indent(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * (depth - 1)


# Meta ------------------------------------------------------------------------------------------


def _meta(source: Negotiation) -> etree._Element:
    return a(
        "meta",
        _identification(source),
        _classification(source),
        _workflow(source),
        a("analysis", a("parliamentary", _voting(source)), source="#un"),
        _references(),
        _presentation(source),
    )


def _identification(source: Negotiation) -> etree._Element:
    adopted = source.adopted.data["adopted"]
    number = source.setting["resolution_number"].replace("/", "-")
    work = f"/akn/un/statement/deliberation/unga-hrc/{adopted}/{number}/"
    expression = f"{work}eng@"
    issued = source.file("adopted")["date"]
    return a(
        "identification",
        a(
            "FRBRWork",
            a("FRBRthis", value=f"{work}!main/"),
            a("FRBRuri", value=work),
            a("FRBRdate", date=str(adopted), name="adoption"),
            a("FRBRauthor", href="ga", as_="author"),
            a("FRBRcountry", value="un"),
        ),
        a(
            "FRBRExpression",
            a("FRBRthis", value=f"{expression}!main/"),
            a("FRBRuri", value=f"{expression}/"),
            a("FRBRdate", date=str(issued), name="publication"),
            a("FRBRauthor", href="ga", as_="issuer"),
            a("FRBRlanguage", language="eng"),
        ),
        a(
            "FRBRManifestation",
            a("FRBRthis", value=f"{expression}/!main.xml"),
            a("FRBRuri", value=f"{expression}.xml"),
            a("FRBRdate", date=str(issued + timedelta(days=28)), name="markup"),
            a("FRBRauthor", href="resotrack", as_="editor"),
        ),
        source="#DGACM",
    )


def _classification(source: Negotiation) -> etree._Element:
    setting = source.setting
    agenda = a(
        "keyword",
        refersTo="agenda",
        value=str(setting["agenda_number"]),
        showAs=setting["agenda_title"],
        dictionary=f"A/HRC/{setting['session_number']}/1",
    )
    return a("classification", agenda, source="DHLAUTH")


def _workflow(source: Negotiation) -> etree._Element:
    sponsors, file = source.setting["sponsors"], source.file("l12")
    vote = source.vote(file["symbol"])
    yes, no, abstained = (len(vote[key]) for _, key, _ in _SIDES)
    day = str(vote["date"])
    outcome = f"Adopted {yes}-{no}-{abstained}, {vote['meeting']}st meeting"
    joined = next(e for e in source.setting["events"] if e["what"] == "additional sponsors")
    return a(
        "workflow",
        a(
            "step",
            date=str(file["date"]),
            outcome="draftResolution",
            as_=file["symbol"],
            by=listed(sponsors["submitted"]),
        ),
        a(
            "step",
            date=str(joined["date"]),
            outcome="draftResolutionAdditionalSponsors",
            by=listed(sponsors["additional"]),
        ),
        a("step", date=day, outcome="recommendedForAdoption", by=""),
        a("step", date=day, outcome="adopted", as_=outcome, by=""),
        source="#un",
    )


def _voting(source: Negotiation) -> etree._Element:
    vote = source.vote("A/HRC/99/L.12")
    voting = a("voting", outcome="adoptedRecordedVote")
    for reference, key, _ in _SIDES:
        voters = etree.Element(f"{{{AKN4UN}}}voters", nsmap=_NAMESPACES)
        for name in vote[key]:
            voters.append(a("organization", text=name.upper(), refersTo="memberState"))
        voting.append(a("count", voters, value=str(len(vote[key])), refersTo=reference))
    return voting


def _references() -> etree._Element:
    references = a("references", source="#DGACM")
    for tag, id_, place, name in _REFERENCES:
        references.append(a(tag, eId=id_, href=f"/akn/ontology/{place}", showAs=name))
    return references


def _presentation(source: Negotiation) -> etree._Element:
    number = a("docketNumber", text=source.file("adopted")["job"])
    number.set("refersTo", "#publicationJobNumber")
    inner = number
    for tag in ("internalCode", "footerFirstPageLeft", "footerFirstPage"):
        outer = etree.Element(f"{{{AKN4UN}}}{tag}", nsmap=_NAMESPACES)
        outer.append(inner)
        inner = outer
    return a("presentation", inner, source="#un")


# Cover and preface -----------------------------------------------------------------------------


def _cover_page(source: Negotiation) -> etree._Element:
    setting, file = source.setting, source.file("adopted")
    title = f"Resolution adopted by the {setting['council']} on {long_date(_adopted(source))}"
    session = a(
        "session",
        text=setting["session"],
        refersTo="#humanRightsCouncil",
        value=str(setting["session_number"]),
        eId="coverPage_1__session_1",
    )
    publisher = a("docAuthority", text="United Nations", refersTo="#publisher")
    council = a("docAuthority", text=setting["council"], refersTo="#subsidiaryBody")
    organ = a("docAuthority", text="General Assembly", refersTo="#issuingBody", class_="rightBig")
    status = a(
        "docStatus", text="Distr.: General", refersTo="#generalDistribution", class_="rightSmall"
    )
    number = a("inline", text=setting["agenda_item"], name="agenda item")
    number.set("title", str(setting["agenda_number"]))
    lines = (
        a("span", publisher, refersTo="#publisher", class_="upperLeft"),
        a("docNumber", text=file["symbol"], refersTo="#symbol"),
        organ,
        status,
        _day(file["date"], "#dateOfIssuance"),
        a("inline", text="Original: English", refersTo="#english", name="originalLanguage"),
        council,
        session,
        _session_dates(setting),
        number,
        a("inline", text=setting["agenda_title"], name="agenda item name"),
        a("docTitle", text=title),
    )
    return a("coverPage", *(a("p", line) for line in lines), eId="coverPage_1")


def _adopted(source: Negotiation) -> date:
    day: date = source.adopted.data["adopted"]
    return day


def _day(day: date, refers_to: str) -> etree._Element:
    return a(
        "docDate",
        text=long_date(day),
        date=str(day),
        class_="rightSmall",
        refersTo=refers_to,
    )


def _session_dates(setting: Table) -> etree._Element:
    first, last = setting["session_from"], setting["session_to"]
    start = a("date", text=f"{first.day} {first:%B}", date=str(first), refersTo="#startDate")
    end = a("date", text=long_date(last), date=str(last), refersTo="#endDate")
    return a("event", start, end, refersTo="#session")


def _preface(source: Negotiation) -> etree._Element:
    title = a("docTitle", a("span", text=source.title, class_="bold"), refersTo="#resolutionTitle")
    number = a("docNumber", text=f"{source.setting['resolution_number']}.")
    return a("preface", a("p", number, title))


# Body ------------------------------------------------------------------------------------------


class _Body:
    """The preamble and the operative part: ids run through both, footnotes are counted."""

    def __init__(self, source: Negotiation) -> None:
        self._source = source
        self._ids = count(1)
        self._notes = count(1)

    def preamble(self) -> etree._Element:
        formula = a(
            "formula",
            self._p(f"*The {self._source.setting['council']}*,", tab=False),
            name="enactingFormula",
            eId=f"formula_{next(self._ids)}",
        )
        containers = [
            a(
                "container",
                self._p(paragraph.text, tab=False),
                name=paragraph.opening,
                eId=f"container_{next(self._ids)}",
            )
            for paragraph in self._source.adopted.preamble
        ]
        return a("preamble", formula, *containers)

    def main_body(self) -> etree._Element:
        body = a("mainBody")
        parents: list[etree._Element] = [body]
        for paragraph, following in _pairs(self._source.adopted.operative):
            del parents[paragraph.level :]
            parent = parents[-1]
            has_points = following is not None and following.level > paragraph.level
            element, inner = self._provision(paragraph, parent, has_points=has_points)
            parent.append(element)
            parents.append(inner)
        return body

    def _provision(
        self, paragraph: Paragraph, parent: etree._Element, *, has_points: bool
    ) -> tuple[etree._Element, etree._Element]:
        """An operative paragraph or a point of a list, and the element its own points go into."""
        if paragraph.level == 1:
            id_ = f"para_{next(self._ids)}"
            element = a("paragraph", eId=id_, class_="SingleTxtG")
        else:
            id_ = f"{parent.get('eId')}_point_{paragraph.number.strip('()')}"
            element = a("point", eId=id_)
        element.append(a("num", text=paragraph.number))
        words = self._p(paragraph.text, tab=True)
        if has_points:
            intro = a("intro", words, eId=f"{id_}_list_intro")
            inner = a("list", intro, eId=f"{id_}_list")
        else:
            joint = "__content" if paragraph.level == 1 else "_content"
            inner = a("content", words, eId=f"{id_}{joint}")
        element.append(inner)
        return element, inner

    def _p(self, markup: str, *, tab: bool) -> etree._Element:
        # The UN's files begin each paragraph with the white space left over from Word.
        paragraph = a("p", text=" \t" if tab else " ")
        paragraph.set(f"{{{_XML}}}space", "preserve")
        for piece in parse(markup).pieces:
            self._append(paragraph, piece)
        return paragraph

    def _append(self, paragraph: etree._Element, piece: Piece) -> None:
        if piece.note:
            paragraph.append(self._note(piece.note))
        elif piece.italic:
            paragraph.append(a("span", text=piece.text, class_="italic"))
        elif len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + piece.text
        else:
            paragraph.text = (paragraph.text or "") + piece.text

    def _note(self, key: str) -> etree._Element:
        number = str(next(self._notes))
        words = a("p", text=f"\t \t{self._source.setting['notes'][key]}")
        words.set(f"{{{_XML}}}space", "preserve")
        return a(
            "authorialNote",
            words,
            marker=number,
            placement="bottom",
            eId=f"authorialNote_{number}",
        )


def _pairs(paragraphs: list[Paragraph]) -> list[tuple[Paragraph, Paragraph | None]]:
    return list(zip(paragraphs, [*paragraphs[1:], None], strict=True))


# Conclusions -----------------------------------------------------------------------------------


def _conclusions(source: Negotiation) -> etree._Element:
    vote = source.vote("A/HRC/99/L.12")
    ordinal = f"{vote['meeting']}st"
    place = a("location", text=f"{ordinal} meeting", refersTo="#adoptionMeeting")
    place.set("title", ordinal)
    day = a("docDate", text=long_date(vote["date"]), refersTo="#adoptionDate")
    day.set("date", str(vote["date"]))
    event = a("event", place, a("eol"), day, refersTo="#adoption")
    ballot = a("vote", _outcome(vote), by="#humanRightsCouncil", as_="#author")
    result = a("p", ballot)
    result.set(f"{{{_XML}}}space", "preserve")
    return a("conclusions", a("p", event), result, eId="conclusions")


def _outcome(vote: Table) -> etree._Element:
    outcome = a("outcome", text="[Adopted by a recorded vote of ")
    outcome.set("refersTo", "#adoptedRecordedVote")
    between = (" to ", ", with ", " abstentions. The voting was as follows:")
    for (reference, key, _), words in zip(_SIDES, between, strict=True):
        number = str(len(vote[key]))
        quantity = a("quantity", text=number, normalized=number, refersTo=f"#{reference}")
        quantity.tail = words
        outcome.append(quantity)
    for reference, key, name in _SIDES:
        end = "]" if reference == "abstaining" else ""
        voters = ", ".join(vote[key]) + end
        eol = a("eol")
        side = a("outcome", eol, a("organization", text=voters, refersTo="memberState"))
        side.text = f"{name}:"
        side.set("refersTo", reference)
        outcome.append(side)
    return outcome
