"""HTML as sites serve resolutions and as Word saves them: the text out of the page around it.

Nothing is run and nothing is fetched. The page's own furniture (navigation, banners, forms) is left
out and named in a Notice; footnotes come from raised or linked marks and the list that they point
to; numbers come from ordered lists or stand typed in the text, as in every other format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from resotrack.errors import UnreadableDocument, UnsafeDocument
from resotrack.lexicon import find_opening
from resotrack.model import Notice
from resotrack.read._html_walk import Walk
from resotrack.read.blocks import Block, Facts, Reading
from resotrack.read.faces import meant
from resotrack.read.front import is_formula
from resotrack.read.labels import read_label
from resotrack.read.language import guess_language
from resotrack.read.lines import is_wrapped, join_lines, strip_pages
from resotrack.read.plain import noted
from resotrack.read.spaces import fold_spaces

MAX_BYTES = 32 * 1024 * 1024
MAX_TAGS = 400_000
"""A page of a site has some thousands; each costs up to 250 bytes of memory once parsed."""

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._-]{1,40})""", re.I)
_REMEDY = "Open it in a browser, copy its text into a .txt file, and read that."
_DEEP = frozenset({etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR})
_ENDS = (",", ";", ":", ".", "，", "；", "：", "。", "،", "؛")


def read_html(data: bytes) -> Reading:
    """Read one web page.

    Encodings: by byte order mark, by the page's own word, UTF-8, else Windows-1252 (with a Notice).
    Raises UnsafeDocument for a page too large or nested too deep, UnreadableDocument for one
    without any text.
    """
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        raise UnsafeDocument(
            f"the page has more than {MAX_BYTES >> 20} MiB or {MAX_TAGS:,} tags.", remedy=_REMEDY
        )
    text, notices = _decode(data)
    root = _parse(text)
    walk = Walk()
    walk.over(root)
    blocks = _paragraphs(walk.blocks)
    if not blocks:
        raise UnreadableDocument("the page holds no text.", remedy=_REMEDY)
    words = " ".join(block.text for block in blocks)
    declared = (root.get("lang") or "")[:2].lower()
    language = guess_language(words) or (declared if declared in _SIX else "")
    return Reading(
        blocks=meant(_front_rows_apart(blocks, language)),
        facts=Facts(language=language),
        notices=(*notices, *_skipped(walk.skipped), *walk.notices),
        lines=tuple(block.text for block in blocks),
    )


_SIX = frozenset({"ar", "en", "es", "fr", "ru", "zh"})


def _decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), ()
    found = _DECLARED.search(data[:4_096])
    declared = found[1].decode("ascii").lower() if found else ""
    # A page that says UTF-16 and can be read so far as to say it is not UTF-16.
    tries = ["utf-8-sig"]
    if declared and not declared.startswith("utf-16") and not data.startswith(b"\xef\xbb\xbf"):
        # Browsers read Latin-1 as Windows-1252, and so do those who write it.
        tries.insert(0, "cp1252" if declared in ("iso-8859-1", "us-ascii", "ascii") else declared)
    for encoding in tries:
        try:
            return data.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    message = "not in the encoding that it names, nor UTF-8: read as Windows-1252"
    return data.decode("cp1252", errors="replace"), (Notice(code="encoding", message=message),)


def _parse(text: str) -> etree._Element:
    # Controls and NULs would end the parsing early.
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]", " ", text)
    text = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", text)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        recover=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower() or "huge" in str(error).lower():
            raise _deep() from error
        raise UnreadableDocument("no page can be made of its mark-up.", remedy=_REMEDY) from error
    if root is None:
        raise UnreadableDocument("the page holds no text.", remedy=_REMEDY)
    if any(e.type in _DEEP or "depth" in e.message.lower() for e in parser.error_log):
        raise _deep()
    return root


def _deep() -> UnsafeDocument:
    return UnsafeDocument("the page nests elements deeper than any text does.", remedy=_REMEDY)


def _skipped(counts: Counter[str]) -> tuple[Notice, ...]:
    if not counts:
        return ()
    what = ", ".join(f"{name} ({n})" for name, n in sorted(counts.items()))
    return (Notice(code="page-furniture", message=f"left out as no part of the text: {what}"),)


# ---- lines and rows -------------------------------------------------------------------------


def _paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with line breaks inside taken apart where the lines are paragraphs."""
    language = guess_language(" ".join(block.text for block in blocks))
    out: list[Block] = []
    for block in blocks:
        if "\n" not in block.text:
            out.append(block)
        elif is_wrapped(block.text.split("\n")) and not block.notes:
            paged = strip_pages(block.text.split("\n"))
            # Notes in preformatted text are told by their rule, as in any print.
            out += [noted(text, paged.notes) for text in join_lines(paged.lines, language)]
        else:
            out += _at_breaks(block, language)
    return [block for block in out if block.text]


def _at_breaks(block: Block, language: str) -> list[Block]:
    """A block parted at those line breaks behind which a paragraph begins."""
    pieces: list[tuple[int, int]] = []
    start = place = 0
    lines = block.text.split("\n")
    for number, line in enumerate(lines):
        if number and _parts(lines[number - 1], line, language):
            pieces.append((start, place - 1))
            start = place
        place += len(line) + 1
    pieces.append((start, len(block.text)))
    return [_cut(block, begin, end) for begin, end in pieces]


def _parts(last: str, line: str, language: str) -> bool:
    if not last.strip() or not line.strip():
        return True
    label = read_label(line)
    if label or is_formula(line) or is_formula(last):
        return True
    return last.endswith(_ENDS) and (bool(find_opening(line, language)) or not line[:1].islower())


def _cut(block: Block, begin: int, end: int) -> Block:
    def inside(place: int) -> bool:
        return begin <= place <= end

    return replace(
        block,
        text=block.text[begin:end].replace("\n", " ").strip(),
        lead=block.lead if not begin else "",
        number=block.number if not begin else "",
        notes=tuple(
            replace(n, position=n.position - begin) for n in block.notes if inside(n.position)
        ),
        changes=tuple(
            replace(c, start=c.start - begin, end=min(c.end, end) - begin)
            for c in block.changes
            if inside(c.start)
        ),
        faces=tuple(
            replace(f, start=max(f.start, begin) - begin, end=min(f.end, end) - begin)
            for f in block.faces
            if f.start < end and f.end > begin
        ),
    )


def _front_rows_apart(blocks: Sequence[Block], language: str) -> list[Block]:
    """A masthead is often a table: its cells are lines of the front, not rows of the text."""
    first = next(
        (
            n
            for n, block in enumerate(blocks)
            if block.style == "body"
            and (is_formula(block.text) or find_opening(block.text, language))
        ),
        0,
    )
    out: list[Block] = []
    for number, block in enumerate(blocks):
        if block.style == "table" and number < first:
            out += [Block(text=cell.strip()) for cell in block.text.split(" | ") if cell.strip()]
        else:
            out.append(replace(block, text=fold_spaces(block.text)))
    return out
