"""Lists of delegations as the UN prints them: "A, B (Republic of), C and D and E and F"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from resotrack.delegations import names_with_and

_PARTS = re.compile(
    r",?\s+(?:as\s+well\s+as|together\s+with|along\s+with)\s+(?:by\s+)?"
    r"|,\s*(?:and\s+(?:also\s+)?)?|;\s*(?:and\s+)?|\s+and\s+(?:also\s+)?",
    re.IGNORECASE,
)
_BEHALF = re.compile(
    r"\s*\(?\s*\b(?:(?:also\s+)?o[nf]\s+behalf\s+(?:of\s+)?|in\s+(?:its|his|her)\s+capacity\s+as\s+)"
    r"(?P<group>[^()]*(?:\([^()]*\)[^()]*)*?)\)?\s*$",
    re.IGNORECASE,
)
# What a list says besides names: "… and Togo. - Chad was removed from the list of sponsors".
_REMARK = re.compile(r"\s*\.\s+[-–—]\s+(?P<remark>.+)$", re.DOTALL)
_WITHDRAWN = re.compile(
    r"^(?:(?P<one>.+?)\s+(?:was|were|is|are)\s+removed|removes?\s+(?P<two>.+?))\s+from\b|"
    r"^(?P<three>.+?)\s+(?:has|have|had)?\s*(?:withdrawn|withdrew)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:submitted|sponsored|presented|proposed|introduced)\s+(?:in\s+the\s+\w+(?:\s\w+)?\s+)?by\s+",
    re.IGNORECASE,
)
_ENVOY = re.compile(r"^(?:the\s+)?representatives?\s+of\s+", re.IGNORECASE)
# An officer or an organ may submit a draft; its name is one phrase, whatever commas it holds.
_OFFICE = re.compile(
    r"^(?:the\s+)?(?:acting\s+|co-|vice-)*(?:president|chair(?:man|person)?s?|facilitators?"
    r"|rapporteur|secretary|secretariat|bureau|(?:\w+\s+){0,4}committee|commission|working\s+group"
    r"|economic\s+and\s+social\s+council)\b"
    r"|^on\s+the\s+(?:basis|recommendation)\s+of\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"[*†‡]|(?<=[^\W\d_])\d{1,2}(?=[,\s]|$)")
_GUARD = "\x00"


@dataclass(frozen=True, slots=True)
class SponsorList:
    """What a printed list of delegations holds."""

    names: tuple[tuple[str, str], ...]
    """(delegation, group that it speaks for or "")."""
    withdrawn: tuple[str, ...] = ()
    """Those that the list itself says were taken off."""
    remark: str = ""
    """The words of the list that are no names; "" where there are none."""


def split_names(text: str) -> list[tuple[str, str]]:
    """The delegations of a list as (name, group), group being "" unless it says "on behalf of"."""
    return list(read_sponsors(text).names)


_LISTS = {
    "ar": re.compile(
        r"\s*،\s*و?(?=\w)|\s+و(?!الهرسك|بربودا|توباغو|نيفيس|جزر غرينادين|برينسيبي|أيرلندا الشمالية)"
    ),
    "es": re.compile(
        r"\s*,\s*(?:y\s+)?|\s+y\s+(?!Barbuda|Herzegovina|Tabago|Nieves|Nevis|las Granadinas)"
        r"|\s+e\s+(?!Irlanda del Norte)"
    ),
    "fr": re.compile(r"\s*,\s*(?:et\s+)?|\s+et\s+(?!d[’']Irlande)"),
    "ru": re.compile(
        r"\s*,\s*(?:и\s+)?|\s+и\s+(?!Барбуд|Герцеговин|Тобаго|Невис|Гренадин|Принсипи|Северной)"
    ),
    "zh": re.compile(
        r"\s*[、，]\s*|\s*(?:以及|和)\s*(?!黑塞哥维那|巴布达|多巴哥|尼维斯|格林纳丁斯|普林西比)"
    ),
}
"""What parts the names of a list in each language; an "and" of a name's own parts nothing."""
_GROUPS = re.compile(
    r"\s*[(（]\s*(?:au nom (?:de la|du|des|de l[’']|de|d[’'])|en nombre (?:de la|del|de los|de)"
    r"|от имени|代表|باسم)\s*(?P<group>[^()（）]+)[)）]$"
)


def listed_names(text: str, language: str) -> list[tuple[str, str]]:
    """As `split_names`, for a list in any of the six languages."""
    parting = _LISTS.get(language)
    if parting is None:
        return split_names(text)
    text = _FOOTNOTE.sub("", " ".join(text.split())).strip(" .:：")
    guarded = re.sub(r"[(（][^()（）]*[)）]", lambda m: _hidden(m[0]), text)
    names: list[tuple[str, str]] = []
    for raw in parting.split(guarded):
        name = _shown(raw).strip()
        behalf = _GROUPS.search(name)
        if name:
            names.append((name[: behalf.start()], behalf["group"]) if behalf else (name, ""))
    return names


_HIDDEN = str.maketrans({",": "\x01", "،": "\x02", "、": "\x04", "，": "\x05", " ": "\x06"})
_SHOWN = str.maketrans({"\x01": ",", "\x02": "،", "\x04": "、", "\x05": "，", "\x06": " "})


def _hidden(text: str) -> str:
    """Words in round brackets with nothing in them that would part a list."""
    return text.translate(_HIDDEN).replace("和", "\x07")


def _shown(text: str) -> str:
    return text.replace("\x07", "和").translate(_SHOWN)


def read_sponsors(text: str) -> SponsorList:
    """Take a list of delegations apart.

    Commas inside brackets part nothing ("Korea (Republic of, …)"), nor does an "and" that belongs
    to a name of the registry. Footnote marks and the article before a name are dropped. An officer
    or organ that submitted the text ("the Chair of the Committee following …") is one name.
    """
    text = re.sub(r"(?<=\w)-\s+(?=\w)", "-", _FOOTNOTE.sub("", " ".join(text.split())))
    remark = ""
    if found := _REMARK.search(text):
        remark, text = found["remark"], text[: found.start()]
    text = text.strip(" .:]")
    whole = _BY.sub("", text)
    if _OFFICE.match(whole):
        return SponsorList(((text, ""),), remark=remark)
    names: list[tuple[str, str]] = []
    for raw in _PARTS.split(_guarded(_ENVOY.sub("", whole))):
        name = _restore(raw)
        if not name:
            continue
        behalf = _BEHALF.search(name)
        if behalf is None:
            names.append((_bare(name), ""))
            continue
        group, holder = _restore(behalf["group"]), _bare(name[: behalf.start()].strip(" ("))
        if not holder and names and not names[-1][1]:
            # "Cuba, on behalf of the Group of 77 and China": a comma where others print a bracket.
            names[-1] = (names[-1][0], group)
        else:
            names.append((holder or group, group if holder else ""))
    withdrawn = _withdrawn(remark)
    return SponsorList(tuple(pair for pair in names if pair[0] not in withdrawn), withdrawn, remark)


def _withdrawn(remark: str) -> tuple[str, ...]:
    match = _WITHDRAWN.search(remark)
    if not match:
        return ()
    text = match["one"] or match["two"] or match["three"]
    return tuple(_bare(_restore(raw)) for raw in _PARTS.split(_guarded(text)) if raw.strip())


def _bare(name: str) -> str:
    """A name without the article that the sentence gives it."""
    return re.sub(r"^the\s+(?!of\b)(?=[^\W\d_])", "", name)


@cache
def _joined() -> re.Pattern[str]:
    """The names with an "and" of their own, however their words are spaced."""
    names = (r"\s+".join(map(re.escape, name.split())) for name in names_with_and())
    return re.compile(rf"\b(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def _guarded(text: str) -> str:
    """The text with what parts names replaced, where it does not, by signs that do nothing."""
    depth, out = 0, []
    for character in text:
        depth = max(0, depth + (character == "(") - (character == ")"))
        out.append({",": "\x01", ";": "\x02"}.get(character, character) if depth else character)
    text = "".join(out)
    text = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", _without_and, text)
    return _joined().sub(_without_and, text)


def _without_and(match: re.Match[str]) -> str:
    return _AND.sub(lambda found: found[0].replace(found[0].strip(), _mark(found[0])), match[0])


def _mark(word: str) -> str:
    """The "and" of a name as a sign that keeps its capitals."""
    return f"\x03{_GUARD}" if word.strip().isupper() else _GUARD


def _restore(name: str) -> str:
    name = name.replace(f"\x03{_GUARD}", "AND").replace(_GUARD, "and")
    return " ".join(name.replace("\x01", ",").replace("\x02", ";").split())
