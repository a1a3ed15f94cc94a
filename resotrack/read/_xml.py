"""The one XML parser of the project: every byte of mark-up from outside goes through here.

XML can be written to exhaust its reader (entities that multiply, elements nested without end) or
to make it fetch files. No resolution needs any of that, so it is refused before the parser starts:

1. the size, and how many elements and attributes there can be at most, are counted on the bytes;
2. the head of the document is walked up to the root element: a DOCTYPE there is refused, and so no
   entity can be declared, let alone expanded;
3. libxml2 then parses with entities, network and DTD switched off and its own limits on.

Counting on bytes is only sound where "<" is always the byte 0x3C, so the encoding is settled first:
UTF-8, a single-byte kin of ASCII, or UTF-16, which is turned into UTF-8.
"""

from __future__ import annotations

import re

from lxml import etree

from resotrack.errors import UnreadableDocument, UnsafeDocument

MAX_BYTES = 32 * 1024 * 1024
"""The largest XML text that is parsed. Word's part for a text of 200 pages has some 2 MB."""

MAX_WEIGHT = 600_000
"""At most so many "<" and "=" together: each costs up to 250 bytes of memory once parsed. Word's
part for a text of 200 pages has some 100,000."""

MAX_DEPTH = 200
"""The deepest nesting of elements. Word files of delegations stay below 40."""

# libxml2 refuses these by itself: nesting beyond 256, text nodes beyond 10 MB, entity loops.
_LIMIT_CODES = frozenset(
    {
        etree.ErrorTypes.ERR_RESOURCE_LIMIT,
        etree.ErrorTypes.ERR_ENTITY_LOOP,
        etree.ErrorTypes.ERR_NAME_TOO_LONG,
    }
)
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_SINGLE_BYTE = frozenset(
    {
        *("utf-8", "utf8", "us-ascii", "ascii"),
        *("iso-8859-1", "iso-8859-5", "iso-8859-6", "iso-8859-15"),
        *("windows-1250", "windows-1251", "windows-1252", "windows-1256"),
    }
)
_REMEDY = "Do not open it elsewhere either, unless you know who made it; ask for a fresh copy."


def parse_xml(data: bytes, *, what: str) -> etree._Element:
    """The root element of an XML text. `what` names it in errors ("word/document.xml").

    Comments and processing instructions are left out. Raises UnsafeDocument for a DOCTYPE and for
    whatever goes beyond the limits above, UnreadableDocument for malformed XML (with line and
    column).
    """
    if len(data) > MAX_BYTES:
        raise UnsafeDocument(f"{what} has more than {MAX_BYTES >> 20} MiB of XML.", remedy=_REMEDY)
    data, encoding = _settled(data, what)
    weight = data.count(b"<") + data.count(b"=")
    if weight > MAX_WEIGHT:
        raise UnsafeDocument(
            f"{what} has more mark-up than any text of words ({weight:,} tags and attributes; "
            f"at most {MAX_WEIGHT:,} are read).",
            remedy=_REMEDY,
        )
    _refuse_doctype(data, what)
    try:
        root = etree.fromstring(data, _parser(encoding))
    except etree.XMLSyntaxError as error:
        raise _refusal(error, what) from error
    # The walk over the head should leave nothing for this to find.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(what)
    if _TOO_DEEP(root):
        raise _deep(what)
    return root


def _parser(encoding: str) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _settled(data: bytes, what: str) -> tuple[bytes, str]:
    """Bytes in which "<" is always 0x3C, and their encoding. The parser is told, not asked."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in (b"<\0", b"\0<"):
        byte_order = (
            "utf-16"
            if data[:1] in b"\xff\xfe"
            else "utf-16-le"
            if data[:1] == b"<"
            else "utf-16-be"
        )
        try:
            data = data.decode(byte_order).encode("utf-8")
        except UnicodeError as error:
            raise UnreadableDocument(
                f"{what} begins as UTF-16 but is not: {error}.", remedy="Fetch or save it again."
            ) from error
        return data, "utf-8"
    found = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf")[:400])
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    if data.startswith(b"\xef\xbb\xbf"):
        return data, "utf-8"
    if declared not in _SINGLE_BYTE:
        raise UnreadableDocument(
            f"{what} says that it is encoded as {declared}.", remedy="Save it again as UTF-8."
        )
    return data, declared


def _refuse_doctype(data: bytes, what: str) -> None:
    """Walk over the head (declaration, comments, instructions) to the root element."""
    place = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while True:
        while data[place : place + 1] in (b" ", b"\t", b"\r", b"\n"):
            place += 1
        if data.startswith(b"<?", place):
            end, width = data.find(b"?>", place + 2), 2
        elif data.startswith(b"<!--", place):
            end, width = data.find(b"-->", place + 4), 3
        else:
            break
        if end < 0:
            return  # malformed: the parser says where
        place = end + width
    if data.startswith(b"<!", place):
        raise _doctype(what)


def _refusal(error: etree.XMLSyntaxError, what: str) -> UnsafeDocument | UnreadableDocument:
    message = " ".join(str(error.msg or "no XML in it").split())
    code = getattr(error, "code", 0)  # libxml2's own number for what went wrong
    if code in _LIMIT_CODES or "XML_PARSE_HUGE" in message:
        if "depth" in message:
            return _deep(what)
        return UnsafeDocument(f"{what} goes beyond what is safe to parse.", remedy=_REMEDY)
    line, column = error.position
    return UnreadableDocument(
        f"{what} is not well-formed XML ({_without_place(message)}).",
        where=f"line {line}, column {column}",
        remedy="The file is damaged or was edited by hand: save or download it again.",
    )


def _without_place(message: str) -> str:
    return re.sub(r",? ?line \d+, column \d+.*$", "", message) or message


def _doctype(what: str) -> UnsafeDocument:
    return UnsafeDocument(
        f"{what} has a DOCTYPE, by which a file can reach outside itself or swell.",
        remedy="No format of resolutions needs one: delete it, or ask for a fresh copy.",
    )


def _deep(what: str) -> UnsafeDocument:
    return UnsafeDocument(f"{what} nests elements more than {MAX_DEPTH} deep.", remedy=_REMEDY)
