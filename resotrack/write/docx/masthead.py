"""The head of a document as the United Nations issues it: symbol, dates, session, sponsors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from resotrack.model import Document, Sponsorship
from resotrack.write.docx.elements import e, run
from resotrack.write.docx.plain import PlainDocument
from resotrack.write.view.titles import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What is printed around a text that is tabled. What is "" is left out, or taken from the
    text itself where it knows it."""

    symbol: str = ""
    """ "A/HRC/99/L.12"."""
    date: str = ""
    """Of the document, as ISO 8601."""
    distribution: str = "Limited"
    """ "Limited" or "General"."""
    original: str = ""
    """The language in which it was written, two letters; that of the text by default."""
    body: str = ""
    """ "Human Rights Council"; by default the one that speaks in the text."""
    session: str = ""
    """ "Ninety-ninth session"."""
    session_dates: str = ""
    """ "8 September–3 October 2031"."""
    agenda_item: str = ""
    """The number: "11", "3 (b)"."""
    agenda_title: str = ""
    number: str = ""
    """What stands before the title: "99/…"."""
    sponsors: tuple[Sponsorship, ...] = ()
    """In any order: they are printed in that of the alphabet, with one asterisk behind those in
    `not_members`, two behind additional sponsors."""
    not_members: tuple[str, ...] = ()
    """The sponsors that are no members of the body, as they are named in `sponsors`."""

    def of(self, text: Document) -> Masthead:
        """For another document of the same session: with the body, the session and the agenda item
        of a text, where it has none of its own."""
        return replace(
            self,
            body=self.body or text.body,
            session=self.session or text.session,
            agenda_item=self.agenda_item or text.agenda_item,
        )

    def completed(self, text: Document) -> Masthead:
        """With what a text says about itself, where it leaves that out."""
        return replace(
            self.of(text),
            symbol=self.symbol or text.symbol,
            date=self.date or text.date,
            sponsors=self.sponsors or text.sponsors,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The formulae of one language."""

    nations: str = "United Nations"
    assembly: str = "General Assembly"
    limited: str = "Distr.: Limited"
    general: str = "Distr.: General"
    original: str = "Original: {}"
    languages: tuple[str, ...] = ("Arabic", "English", "Spanish", "French", "Russian", "Chinese")
    """In the order of `CODES`."""
    item: str = "Agenda item {}"
    draft: str = "draft resolution"
    amendment: str = "amendment to draft resolution {}"
    colon: str = ": "
    comma: str = ", "
    last: str = " and "
    behalf: str = " (on behalf of {})"
    not_member: str = "State not a member of the {}."
    joined: str = "Joined the sponsors after the draft was submitted."
    articles: str = r"The\s+"
    """What stands before the name of a body where it speaks."""


CODES = ("ar", "en", "es", "fr", "ru", "zh")
_PRINTED = {
    "ar": Printed(
        nations="الأمم المتحدة",
        assembly="الجمعية العامة",
        item="البند {} من جدول الأعمال",
        draft="مشروع قرار",
        comma="، ",
        last=" و",
        behalf=" (باسم {})",
        not_member="دولة غير عضو في {}.",
        joined="انضمت إلى مقدمي المشروع بعد تقديمه.",
        articles=r"إن\s+",
    ),
    "en": Printed(),
    "es": Printed(
        nations="Naciones Unidas",
        assembly="Asamblea General",
        limited="Distr. limitada",
        general="Distr. general",
        original="Original: {}",
        languages=("árabe", "inglés", "español", "francés", "ruso", "chino"),
        item="Tema {} de la agenda",
        draft="proyecto de resolución",
        amendment="enmienda al proyecto de resolución {}",
        last=" y ",
        behalf=" (en nombre de {})",
        not_member="Estado no miembro del {}.",
        joined="Se sumó a los patrocinadores después de la presentación del proyecto.",
        articles=r"(?:El|La)\s+",
    ),
    "fr": Printed(
        nations="Nations Unies",
        assembly="Assemblée générale",
        limited="Distr. limitée",
        general="Distr. générale",
        original="Original : {}",
        languages=("arabe", "anglais", "espagnol", "français", "russe", "chinois"),
        item="Point {} de l’ordre du jour",
        draft="projet de résolution",
        amendment="amendement au projet de résolution {}",
        colon=" : ",
        last=" et ",
        behalf=" (au nom de {})",
        not_member="État non membre du {}.",
        joined="S’est joint aux auteurs après le dépôt du projet.",
        articles=r"(?:Le|La)\s+|L[’']",
    ),
    "ru": Printed(
        nations="Организация Объединенных Наций",
        assembly="Генеральная Ассамблея",
        item="Пункт {} повестки дня",
        draft="проект резолюции",
        last=" и ",
        behalf=" (от имени {})",
        not_member="Не является членом: {}.",
        joined="Присоединилось к числу авторов после представления проекта.",
    ),
    "zh": Printed(
        nations="联合国",
        assembly="大会",
        item="议程项目{}",
        draft="决议草案",
        colon="：",
        comma="、",
        last="和",
        behalf="（代表{}）",
        not_member="非{}成员国。",
        joined="在草案提出后加入为提案国。",
    ),
}
_COLUMNS = (1276, 2268, 3402, 2692)


def printed(language: str) -> Printed:
    """The formulae of a language; English where it has none of its own."""
    return _PRINTED.get(language, _PRINTED["en"])


def in_order(sponsors: Sequence[Sponsorship], language: str) -> tuple[Sponsorship, ...]:
    """Sponsors in the order of the alphabet, each once: capitals and accents set aside.

    Chinese names keep the order in which they are given: theirs is not that of their code points.
    """
    once = tuple({(s.delegation, s.on_behalf_of): s for s in reversed(sponsors)}.values())[::-1]
    if language == "zh":
        return once
    return tuple(sorted(once, key=lambda sponsor: _folded(sponsor.delegation)))


def _folded(name: str) -> tuple[str, str]:
    apart = unicodedata.normalize("NFKD", name.removeprefix("ال"))
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return plain.casefold(), name


def set_head(page: PlainDocument, masthead: Masthead, language: str) -> None:
    """The masthead, the session and the agenda item, at the head of a page."""
    words = printed(language)
    page.body.append(_table(masthead, words, language))
    body = re.sub(rf"^(?:{words.articles})", "", masthead.body)
    for text, bold in (
        (body, True),
        (masthead.session, True),
        (masthead.session_dates, False),
        (words.item.format(masthead.agenda_item) if masthead.agenda_item else "", False),
        (masthead.agenda_title, True),
    ):
        if text:
            page.line(text, bold=bold)


def set_sponsors(page: PlainDocument, masthead: Masthead, what: str, language: str) -> None:
    """ "A, B* and C: draft resolution", with the notes that explain the asterisks."""
    words = printed(language)
    sponsors = in_order(masthead.sponsors, language)
    if not sponsors:
        return
    paragraph = page.line("", style="Sponsors")
    rpr = page.rpr
    noted: set[str] = set()
    body = re.sub(rf"^(?:{words.articles})", "", masthead.body)
    notes = {"*": words.not_member.format(body), "**": words.joined}
    for place, sponsor in enumerate(sponsors, 1):
        name = sponsor.delegation
        if sponsor.on_behalf_of:
            name += words.behalf.format(sponsor.on_behalf_of)
        last = place == len(sponsors)
        stop = words.colon.rstrip() if last else "" if place == len(sponsors) - 1 else words.comma
        stop, space = stop.rstrip(), stop[len(stop.rstrip()) :]
        paragraph.append(run(name + stop, rpr(bold=True)))
        for mark in _marks(sponsor, masthead):
            if mark in noted:
                paragraph.append(run(mark, rpr(bold=True)))
            else:
                paragraph.append(page.footnotes.asterisk(notes[mark], mark))
                noted.add(mark)
        if place == len(sponsors) - 1:
            space = words.last
        elif last:
            space = words.colon[len(words.colon.rstrip()) :]
        paragraph.append(run(space, rpr(bold=True)))
    paragraph.append(run(what, rpr(bold=True)))


def _marks(sponsor: Sponsorship, masthead: Masthead) -> tuple[str, ...]:
    found = ("*",) if sponsor.delegation in masthead.not_members else ()
    return (*found, "**") if sponsor.role == "additional sponsor" else found


def _table(masthead: Masthead, words: Printed, language: str) -> etree._Element:
    """The two rows at the head of every document, without the emblem."""
    rtl = language == "ar"
    nations = _line(words.nations, 28, rtl=rtl, after=80)
    first = e(
        "tr",
        e("trPr", e("trHeight", val=851, hRule="exact")),
        _cell(_COLUMNS[0], 4, []),
        _cell(_COLUMNS[1], 4, [nations]),
        _cell(_COLUMNS[2] + _COLUMNS[3], 4, [_symbol(masthead.symbol, rtl=rtl)], span=2),
    )
    distribution = words.general if masthead.distribution == "General" else words.limited
    code = masthead.original or language
    named = words.languages[CODES.index(code)] if code in CODES else ""
    issue = [
        distribution,
        _dated(masthead.date, language),
        "",
        words.original.format(named) if named else "",
    ]
    organ = _line(words.assembly, 40, rtl=rtl, bold=True)
    lines = [_line(text, 20, rtl=rtl, before=0 if n else 240) for n, text in enumerate(issue)]
    second = e(
        "tr",
        e("trPr", e("trHeight", val=2835, hRule="exact")),
        _cell(_COLUMNS[0], 12, [], align="top"),
        _cell(_COLUMNS[1] + _COLUMNS[2], 12, [organ], span=2, align="top"),
        _cell(_COLUMNS[3], 12, lines, align="top"),
    )
    layout = e("tblPr")
    if rtl:
        layout.append(e("bidiVisual"))
    layout.extend([e("tblW", w=sum(_COLUMNS), type="dxa"), e("tblLayout", type="fixed")])
    grid = e("tblGrid", *(e("gridCol", w=width) for width in _COLUMNS))
    return e("tbl", layout, grid, first, second)


def _cell(
    width: int, border: int, lines: list[etree._Element], *, span: int = 1, align: str = "bottom"
) -> etree._Element:
    properties = e("tcPr", e("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(e("gridSpan", val=span))
    rule = e("bottom", val="single", sz=border, space=0, color="auto")
    properties.extend([e("tcBorders", rule), e("vAlign", val=align)])
    return e("tc", properties, *(lines or [e("p")]))


def _line(
    text: str, size: int, *, rtl: bool, before: int = 0, after: int = 0, bold: bool = False
) -> etree._Element:
    # The lines that stand in English run from left to right in an Arabic document too.
    rtl = rtl and any("\u0600" <= c <= "\u06ff" for c in text)
    properties = e("pPr", *([e("bidi")] if rtl else []), e("spacing", before=before, after=after))
    look = e("rPr", *([e("b"), e("bCs")] if bold else []), e("sz", val=size), e("szCs", val=size))
    if rtl:
        look.append(e("rtl"))
    return e("p", properties, run(text, look)) if text else e("p", properties)


def _symbol(symbol: str, *, rtl: bool) -> etree._Element:
    """The organ's letter is set large, the rest of the symbol small."""
    side = "left" if rtl else "right"
    properties = e("pPr", e("spacing", after=80), e("jc", val=side))
    sizes = ((symbol[:1], 40), (symbol[1:], 20))
    runs = [run(text, e("rPr", e("sz", val=size))) for text, size in sizes if text]
    return e("p", properties, *runs)


_MONTHS = {
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}


def _dated(date: str, language: str) -> str:
    """The day as a masthead prints it; in Arabic, Chinese and Russian it stands in English."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", date)
    if found is None or language not in _MONTHS:
        return day(date)
    year, month, number = (int(part) for part in found.groups())
    name = _MONTHS[language][month - 1]
    if language == "es":
        return f"{number} de {name} de {year}"
    return f"{number}{'er' if number == 1 else ''} {name} {year}"
