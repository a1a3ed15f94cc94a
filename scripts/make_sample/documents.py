"""The documents of the negotiation, each laid out the way its kind is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .texts import Line, Paragraph, Table, Text, base_lines, parse, revised_lines
from .word import DEEP, Document, masthead

_NOT_MEMBER = "State not a member of the Human Rights Council."


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """All that the source says."""

    setting: Table
    zero: Text
    revised: Table
    draft: Text
    adopted: Text
    amendments: Table

    @property
    def title(self) -> str:
        return str(self.setting["title"])

    def file(self, source: str) -> Table:
        return next(file for file in self.setting["files"] if file["source"] == source)

    def vote(self, symbol: str) -> Table:
        return next(vote for vote in self.setting["votes"] if vote["on"] == symbol)


def long_date(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


# Informal texts --------------------------------------------------------------------------------


def zero_draft(source: Negotiation) -> bytes:
    heading = source.zero.data["heading"]
    document = Document(notes=source.setting["notes"])
    return _informal(document, source, parse(heading), base_lines(source.zero), str(heading))


def revised_draft(source: Negotiation) -> bytes:
    authors = source.revised["authors"]
    document = Document(notes=source.setting["notes"], authors=authors)
    for key, comment in source.revised["comments"].items():
        document.add_comment(key, comment)
    entry = next(e for e in source.revised["paragraph"] if e.get("at") == "heading")
    lines = revised_lines(source.zero, source.revised)
    return _informal(document, source, parse(entry["lines"][0]), lines, "Rev.1")


def _informal(
    document: Document, source: Negotiation, heading: Line, lines: Iterable[Line], name: str
) -> bytes:
    setting = source.setting
    document.add_heading(heading)
    where = f"{setting['council']}, {setting['session'].lower()}, {setting['agenda_item'].lower()}"
    document.add(where, align="right", after=240)
    document.add(f"\t\t{source.title}", style="H1G")
    document.add(f"\t*The {setting['council']}*,")
    for line in lines:
        document.add_line(line)
    return document.to_bytes(title=source.title, header=name, job="")


# Official documents ----------------------------------------------------------------------------


def draft_resolution(source: Negotiation) -> bytes:
    file = source.file("l12")
    document = _official(source, file)
    sponsors = source.setting["sponsors"]["submitted"]
    document.add_sponsors(_marked(source, sponsors), "draft resolution", _NOT_MEMBER)
    document.add(f"\t{_draft_number(source)}\t{source.title}", style="H1G")
    _resolution(document, source, source.draft)
    return _finish(document, source, file)


def amendment(source: Negotiation, entry: Table) -> bytes:
    file = {**source.amendments, **entry}
    document = _official(source, file)
    what = f"amendment to draft resolution {source.amendments['amends']}"
    document.add_sponsors(_marked(source, entry["sponsors"]), what, _NOT_MEMBER)
    document.add(f"\t{_draft_number(source)}\t{source.title}", style="H1G")
    for line in entry["lines"]:
        number = f"{line['number']}\t" if "number" in line else ""
        document.add(f"\t{number}{line['text']}")
    return _finish(document, source, file)


def resolution(source: Negotiation) -> bytes:
    file = source.file("adopted")
    council, adopted = source.setting["council"], long_date(source.adopted.data["adopted"])
    document = _official(source, file)
    heading = f"\t\tResolution adopted by the {council}\non {adopted}"
    document.add(heading, style="HChG")
    number = source.setting["resolution_number"]
    document.add(f"\t{number}.\t{source.title}", style="H1G")
    _resolution(document, source, source.adopted)
    _vote(document, source)
    return _finish(document, source, file)


def _draft_number(source: Negotiation) -> str:
    return f"{source.setting['session_number']}/…"


def _official(source: Negotiation, file: Table) -> Document:
    setting = source.setting
    document = Document(notes=setting["notes"])
    document.body.append(masthead(file["symbol"], file["distribution"], long_date(file["date"])))
    document.add(setting["council"], style="Normal", bold=True, size=24, before=120)
    document.add(setting["session"], style="Normal", bold=True)
    document.add(setting["session_dates"], style="Normal")
    document.add(setting["agenda_item"], style="Normal")
    document.add(setting["agenda_title"], style="Normal", bold=True)
    return document


def _finish(document: Document, source: Negotiation, file: Table) -> bytes:
    return document.to_bytes(title=source.title, header=file["symbol"], job=file["job"])


def _marked(source: Negotiation, sponsors: Iterable[str]) -> list[tuple[str, bool]]:
    return [(name, name in source.setting["observers"]) for name in sponsors]


def _resolution(document: Document, source: Negotiation, text: Text) -> None:
    document.add(f"\t*The {source.setting['council']}*,")
    for paragraph in text.paragraphs:
        look: Table = DEEP if paragraph.level == 3 else {}
        document.add(_typed(paragraph), **look)


def _typed(paragraph: Paragraph) -> str:
    """The paragraph as it is typed in Word, with its number and its tabs."""
    if paragraph.level == 0:
        return f"\t{paragraph.text}"
    indent = "" if paragraph.level == 3 else "\t"
    return f"{indent}{paragraph.number}\t{paragraph.text}"


def _vote(document: Document, source: Negotiation) -> None:
    vote = source.vote("A/HRC/99/L.12")
    meeting = f"*{vote['meeting']}st meeting*\n*{long_date(vote['date'])}*"
    document.add(meeting, align="right", before=120)
    document.add(f"\t[{vote_sentence(vote)}")
    sides = (("In favour", "in_favour"), ("Against", "against"), ("Abstaining", "abstaining"))
    for name, key in sides:
        end = "]" if key == "abstaining" else ""
        document.add(f"*{name}*:\n{', '.join(vote[key])}{end}", indent=1701, align="left")


def vote_sentence(vote: Table) -> str:
    yes, no, abstained = (len(vote[key]) for key in ("in_favour", "against", "abstaining"))
    return (
        f"Adopted by a recorded vote of {yes} to {no}, with {abstained} abstentions. "
        "The voting was as follows:"
    )
