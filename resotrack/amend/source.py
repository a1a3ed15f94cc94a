"""The front and the body of an amendment document, out of what a format reader found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resotrack.amend.items import opens, opens_inside
from resotrack.amend.scan import forms
from resotrack.model import Notice, Sponsorship
from resotrack.read.blocks import Block, Reading
from resotrack.read.front import SYMBOL
from resotrack.read.language import guess_language
from resotrack.read.sponsors import listed_names

_KEY = re.compile(
    r"^(?P<key>symbol|amends|sponsors?|outcome|title|date|year|vote|session|body|language|header"
    r"|agenda item)\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^(?P<names>.{0,5000}?)\s*[:*,]*\s*"
    r"(?:(?:draft|proposed|oral|revised|joint|proyecto de|projet d[’'])\s*)*"
    r"(?:sub-?)?(?:amendments?|amendements?|enmiendas?)\b"
    r"(?P<to>\s*(?:proposed\s+)?(?:to|au|aux|al|à)\b.{0,80}?"
    r"(?:[AES]/[\w/.()-]*\w\)?|\bL\.\d+(?:/Rev\.\s?\d+)?))?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SHORT_SYMBOL = re.compile(r"\bL\.\d+(?:/Rev\.\s?\d+)?")
_TITLE = re.compile(r"^(?:S-)?\d{1,3}/(?:…|\.\.\.|\d{1,3})\s*(?P<title>.*)$", re.DOTALL)
_MAST = re.compile(
    r"^(?:United Nations|Nations Unies|Naciones Unidas|General Assembly|Assemblée générale"
    r"|Asamblea General|Distr\b.*|Original\s?:.*|General|Limited|English.*|French.*|Spanish.*"
    r"|\d{1,2}(?:er)?\s(?:de\s)?[^\W\d]+\s(?:de\s)?\d{4}.*|Agenda item.*|Point .*l’ordre.*|Tema .*"
    r"|Human Rights Council|Conseil des droits de l.homme|Consejo de Derechos Humanos"
    r"|[\w-]+(?: \w+)? session|\d{1,2}\s?\w*[-–]\d{1,2}\s\w+\s\d{4}|.*Committee|.*Council)$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\d{1,2}[.)]\s|\([a-z]\)\s")
_HEADER_LINES = 3
_LOOK = 800


@dataclass(frozen=True, slots=True)
class Front:
    """What a document says before its first instruction, and the words from there on."""

    body: str
    """Paragraphs parted by line breaks."""
    language: str = ""
    symbol: str = ""
    amends: str = ""
    title: str = ""
    sponsors: tuple[Sponsorship, ...] = ()
    footnotes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def front_and_body(reading: Reading) -> Front:
    """Part a reading into its front and its body.

    The front ends with the line that names the amended text, and the title after it; without one,
    where the first instruction begins.
    """
    blocks = [block for block in reading.blocks if block.text.strip() or block.number]
    texts = [_whole(block) for block in blocks]
    language = reading.facts.language or _spoken(texts)
    keys = _keys(texts)
    header = _header(texts)
    match = _HEADER.match(texts[header]) if header is not None else None
    if header is not None and match and match["rest"].strip(" .:*"):
        # Its line break is lost: what follows the symbol is the title, or the text itself.
        texts[header : header + 1] = [texts[header][: match.start("rest")], match["rest"].strip()]
        blocks.insert(header, blocks[header])
    title, begin = _after_header(blocks, texts, header, len(keys), language)
    whole = "\n".join((title, *texts[begin:]))
    joined = opens_inside(whole[: len(title) + _LOOK], forms(language)) if title else None
    if joined is not None and joined < len(title):
        title, body = whole[:joined].strip(), whole[joined:]
    else:
        body = "\n".join(texts[begin:])
    named = keys.get("sponsors") or keys.get("sponsor") or (match["names"] if match else "")
    amended = (match["to"] or "") if match else ""
    symbols = [s for text in texts[: begin if header is None else header] if (s := _symbol(text))]
    notes = [f"{note.marker} {note.text}".strip() for block in blocks for note in block.notes]
    return Front(
        body=body,
        language=language,
        symbol=keys.get("symbol") or reading.facts.symbol or _from(reading.running, symbols),
        amends=keys.get("amends") or _symbol(amended) or _short(amended),
        title=keys.get("title") or title,
        sponsors=tuple(
            Sponsorship(delegation=name, on_behalf_of=group)
            for name, group in listed_names(named, language)
        )
        if named
        else (),
        footnotes=tuple(dict.fromkeys(notes)),
        notices=reading.notices,
    )


def _spoken(texts: Sequence[str]) -> str:
    """The language of a document: of what it says itself, where the words that it quotes are in
    another one."""
    whole = " ".join(texts)
    said = re.sub(r"“[^“”]*”|«[^«»]*»", " ", whole)
    heads = [text for text in texts if _HEADER.match(text)]
    return guess_language(" ".join(heads)) or guess_language(said) or guess_language(whole)


def _whole(block: Block) -> str:
    """The words of a block with the number that the source keeps apart."""
    return f"{block.number} {block.text}".strip() if block.number else block.text.strip()


def _keys(texts: Sequence[str]) -> dict[str, str]:
    """The lines "symbol: …", "amends: …" at the head of a plain text."""
    found: dict[str, str] = {}
    for text in texts:
        match = _KEY.match(text)
        if match is None:
            break
        found[match["key"].lower()] = match["value"].strip()
    return found


def _header(texts: Sequence[str]) -> int | None:
    """Which block says whose amendment it is, to what."""
    for n, text in enumerate(texts):
        match = _HEADER.match(text)
        if match is None or not (match["to"] or match["names"].strip()):
            continue
        if match["to"] or (":" in text[: match.end("names") + 3] and not match["rest"].strip()):
            return n
    return None


def _after_header(
    blocks: Sequence[Block], texts: Sequence[str], header: int | None, keys: int, language: str
) -> tuple[str, int]:
    """The title of the amended draft, and the index of the first block of the body."""
    spoken = forms(language)
    if header is None:
        begin = keys
        while begin < len(texts) and _is_mast(texts[begin]):
            begin += 1
        return "", begin if begin < len(texts) else keys
    begin = header + 1
    title = ""
    # The title that follows may take two lines; what reads as an instruction ends it.
    while begin < min(header + 1 + _HEADER_LINES, len(texts)) and not opens(texts[begin], spoken):
        if _ITEM.match(texts[begin]):
            break
        match = _TITLE.match(texts[begin])
        is_title = blocks[begin].style in ("title", "heading") or match is not None
        leads = begin + 1 < len(texts) and opens(texts[begin + 1], spoken)
        if not is_title and not leads:
            break
        title = " ".join(filter(None, (title, match["title"] if match else texts[begin]))).strip()
        begin += 1
    return title, begin


def _is_mast(text: str) -> bool:
    return bool(_MAST.match(text)) or bool(SYMBOL.fullmatch(text.strip()))


def _symbol(text: str) -> str:
    match = SYMBOL.search(text)
    return match[0].rstrip(".,;:)*") if match else ""


def _short(text: str) -> str:
    match = _SHORT_SYMBOL.search(text)
    return match[0] if match else ""


def _from(running: Sequence[str], symbols: Sequence[str]) -> str:
    """The document's own symbol: in the running heads, else the first one of the front."""
    found = [s for line in running if (s := _symbol(line))]
    return (found or list(symbols) or [""])[0]
