"""The front of a document: everything before the organ begins to speak.

Masthead, session, agenda item, sponsors, title: each is known by its own form, so a missing one
disturbs none of the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resotrack.model import Sponsorship
from resotrack.read.blocks import Block, Facts
from resotrack.read.dates import find_date
from resotrack.read.sponsors import listed_names, split_names

SYMBOL = re.compile(
    r"(?<![A-Za-z/])(?:[AES]|ST|HRC|CCPR|CEDAW|CRC|CAT|FCCC|CBD|TD|UNEP|DP)"
    r"/[A-Z0-9][\w.()/‑-]{0,40}\d[\w.()/‑-]{0,40}"
    r"|(?<![A-Za-z/])[AES]/[A-Z]{0,8}RES/[\w./()-]{1,40}"
)
# The organ speaks: "The Human Rights Council," on a line of its own, in six languages.
_FORMULA = re.compile(
    r"^(?:The\s[A-Z][\w’'\s-]{3,70}|L[’']Assemblée générale|Le Conseil [\w’'\s]{3,60}"
    r"|La Asamblea General|El Consejo [\w\s]{3,60}|La Conferencia [\w\s]{3,60}"
    r"|Генеральная Ассамблея|Совет [\w\s]{5,60}|Экономический и Социальный Совет"
    r"|大会|安全理事会|人权理事会|经济及社会理事会|إن\s[\w\s]{4,60})\s?[,，،]?$"
)
# A list of sponsors may be long; nothing else of a front is.
_LONGEST_LINE = 6_000
_LONGEST_HEAD = 120
_COMMA = (",", "，", "،")
_SESSION = re.compile(
    r"^(?:\w[\w-]{0,30}[\s-])?(?:[\w-]{1,30}\s)?"
    r"(?:(?:special|emergency special|resumed)\s)?session\b[^.;]{0,60}$"
    r"|^[\w’' -]{4,40}\ssession$|^[\w\s]{4,40}período de sesiones$|^[\w\s-]{4,40}сессия$"
    r"|^第.{1,6}届会议$|^الدورة\s.{4,40}$",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"^(?:Agenda items?|Point de l[’']ordre du jour|Point|Tema|Пункт(?: повестки дня)?|议程项目"
    r"|البند)\s*:?\s*(?P<item>\d{1,3}(?:\s?\([a-z]+\))?(?:\s?\([ivx]+\))?)",
    re.IGNORECASE,
)
_ADOPTED_ON = re.compile(
    r"^(?:Resolution|Decision) adopted by (?:the )?(?P<body>.+?) on (?P<date>\d.+)$", re.IGNORECASE
)
_ONE_LINE = re.compile(
    r"^[^,]{4,60},\s(?P<session>[\w-]{2,30})\ssession(?:,\s*agenda item\s(?P<item>\d{1,3}))?$",
    re.IGNORECASE,
)
_NUMBERED_TITLE = re.compile(
    r"^(?P<n>(?:S-|ES-)?\d{1,3}/(?:\d{1,3}|…|\.\.\.|\[?…\]?|__*))(?:\s?[A-Z](?=[.\s]))?\.?\s*(?P<title>.*)$"
)
SPONSORED = re.compile(
    r"^(?P<names>[^:：]{3,3000}?)\s*[:：]\s*\**\s*(?:"
    r"(?P<en>(?:revised\s|joint\s)?draft (?:resolution|decision|amendment))"
    r"|(?P<fr>projet de (?:résolution|décision))|(?P<es>proyecto de (?:resolución|decisión))"
    r"|(?P<ru>проект (?:резолюции|решения))"
    r"|(?P<zh>(?:订正)?决[议定]草案)|(?P<ar>مشروع (?:قرار|مقرر)))",
    re.IGNORECASE,
)
_KEY_VALUE = re.compile(
    r"^(?P<key>symbol|title|date|vote|session|agenda item|body|language|sponsors)"
    r"\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_OTHER_TITLE = re.compile(r"^Title\s+alt(?:\s?\d)?[\s.:]*(?P<said>\[.+\])$", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联合国"
    r"|الأمم المتحدة|General Assembly|Assemblée générale|Asamblea General|Генеральная Ассамблея"
    r"|大会|الجمعية العامة|Distr\.?.*|Original\s?:.*|General|Limited|GENERAL|LIMITED|English.*"
    r"|Draft (?:resolution|decision)|Resolutions? adopted by.*|Revised draft resolution"
    r"|\[.*\]|Page \d+|Advance.*|As received.*|Zero draft.*|\*.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """What the front says, and how many blocks it takes."""

    facts: Facts
    length: int
    """Blocks before the text proper, the formula ("The … Council,") among them."""


def is_formula(text: str) -> bool:
    """Whether a block is the organ's name with which a resolution begins to speak."""
    return bool(_FORMULA.match(text)) and (text.endswith(_COMMA) or len(text.split()) <= 6)


def read_front(blocks: Sequence[Block], running: Sequence[str], starts_text: int) -> Front:
    """The facts of the blocks before the text.

    `starts_text` is the index of the first block that reads as a paragraph of the resolution, for
    sources that leave the formula out.
    """
    formula = next(
        (n for n, b in enumerate(blocks) if is_formula(b.text) and b.text.endswith(_COMMA)), None
    )
    if formula is None:
        length, body = starts_text, ""
    else:
        length, body = formula + 1, blocks[formula].text.rstrip(",，، ")
    ahead = [block for block in blocks[: length if formula is None else formula] if block.text]
    return Front(_facts(ahead, running, body), length)


def _facts(blocks: Sequence[Block], running: Sequence[str], body: str) -> Facts:
    texts = [block.text for block in blocks]
    found: dict[str, str] = {}
    sponsors: tuple[Sponsorship, ...] = ()
    title_next = False
    titles: list[str] = []
    other: list[str] = []
    for block in blocks:
        text = block.text
        if len(text) > _LONGEST_LINE:
            continue
        if match := _OTHER_TITLE.match(text):
            other.append(match["said"])
        elif match := _KEY_VALUE.match(text):
            found.setdefault(match["key"].lower(), match["value"].strip())
        elif match := _ADOPTED_ON.match(text):
            found.setdefault("date", find_date(match["date"]))
            found.setdefault("body", match["body"])
        elif match := _AGENDA.match(text):
            found.setdefault("agenda item", match["item"])
        elif match := SPONSORED.match(text):
            sponsors = tuple(
                Sponsorship(delegation=name, on_behalf_of=group)
                for name, group in listed_names(match["names"], match.lastgroup or "en")
            )
        elif match := _NUMBERED_TITLE.match(text):
            title_next = not match["title"]
            if match["title"]:
                titles.insert(0, match["title"].strip())
        elif _SESSION.match(text):
            found.setdefault("session", text)
        elif match := _ONE_LINE.search(text):
            found.setdefault(
                "session", f"{match['session'][0].upper()}{match['session'][1:]} session"
            )
            found.setdefault("agenda item", match["item"] or "")
        elif title_next:
            titles.insert(0, text)
            title_next = False
        elif not _FURNITURE.match(text) and not SYMBOL.fullmatch(text) and not _dates(block):
            # What the source sets as a heading is likelier the title than a line of the masthead.
            titles.insert(0 if block.style in ("heading", "title") else len(titles), text)
    # The body of the masthead is no title of a text that has none.
    titles = [title for title in titles if title.casefold() not in body.casefold()]
    if "sponsors" in found and not sponsors:
        sponsors = tuple(
            Sponsorship(delegation=name, on_behalf_of=group)
            for name, group in split_names(found["sponsors"])
        )
    return Facts(
        symbol=found.get("symbol", "") or _symbol(texts, running),
        title=found.get("title", "") or (titles[0] if titles else ""),
        body=body or found.get("body", ""),
        session=found.get("session", ""),
        agenda_item=found.get("agenda item", ""),
        date=found.get("date", "") or next((d for t in texts if (d := find_date(t))), ""),
        language=found.get("language", ""),
        sponsors=sponsors,
        adoption=found.get("vote", ""),
        other_titles=tuple(other),
    )


def _dates(block: Block) -> bool:
    """Whether a line is there for its date; a title may name the day of a convention."""
    return block.style != "title" and bool(find_date(block.text))


def _symbol(texts: Sequence[str], running: Sequence[str]) -> str:
    """The document's own symbol: alone on a line of the front, else in the running heads."""
    for text in (*texts, *running):
        match = SYMBOL.search(text) if len(text) <= _LONGEST_HEAD else None
        # A symbol inside a sentence or in brackets is another document's.
        if match and len(text) - len(match[0]) <= 24 and not text.startswith("["):
            return match[0].rstrip(".")
    return ""
