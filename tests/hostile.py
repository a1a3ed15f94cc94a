"""A corpus of files that nobody should have to open, each made here by a few lines.

Each is a name, the format that it claims (None: the reader decides), and a function that gives the
bytes, so that only the one under test is in memory.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from resotrack.read import READERS
from tests.texts import HARBOUR
from tests.word_builder import docx, ins, p, part, r, row, table, zipped


@dataclass(frozen=True, slots=True)
class Hostile:
    """One bad file."""

    name: str
    format: str | None
    make: Callable[[], bytes]
    heavy: bool = False
    """Whether it is one of those that could take much memory."""
    group: str = ""
    """The kind that it is of."""


_AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MANY = 1_000_000


def corpus() -> Iterator[Hostile]:
    """Every hostile file, the cheap ones first."""
    kinds = {
        "stumps": _stumps,
        "encodings": _encodings,
        "large text": _plain,
        "patterns": _patterns,
        "markup": _markup,
        "word": _word,
        "packages": _zips,
    }
    for name, kind in kinds.items():
        for file in kind():
            part_name = f"{name}, heavy" if file.heavy else name
            yield replace(file, group=file.group or part_name)


# ---- nothing, and next to nothing -------------------------------------------------------------

_HEADS = {
    "nothing": b"",
    "blanks": b" \n\t\r\n" * 50,
    "one byte": b"\x00",
    "a mark of byte order": b"\xef\xbb\xbf",
    "a mark of UTF-16": b"\xff\xfe",
    "pdf head": b"%PDF-1.7\n",
    "pdf head and noise": b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF",
    "html head": b"<!DOCTYPE html><html>",
    "xml head": b"<?xml version='1.0'?>",
    "zip head": b"PK\x03\x04",
    "zip tail": b"PK\x05\x06" + b"\0" * 18,
    "ole head": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "rtf": b"{\\rtf1 " + b"{" * 10_000,
    "json": b'{"schema": "resotrack.document/1"}',
    "json without end": b"[" * 200_000,
    "brackets": b"[" * 1_000,
}


def _stumps() -> Iterator[Hostile]:
    for name, data in _HEADS.items():
        for format_ in (None, *READERS):
            yield Hostile(f"{name} as {format_ or 'found'}", format_, partial(bytes, data))


def _encodings() -> Iterator[Hostile]:
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037", "cp1256"):
        yield Hostile(f"text in {encoding}", None, partial(HARBOUR.encode, encoding, "replace"))
        for declared in ("utf-8", "utf-16", "utf-32", "utf-7", "ascii", "cp037", "x-none", ""):
            yield Hostile(
                f"xml in {encoding} that says {declared!r}",
                None,
                partial(_akn(declared=declared).encode, encoding, "replace"),
            )
    yield Hostile("half letters", None, lambda: HARBOUR.encode()[:-3] + b"\xe2\x80\xc3\x28\xff")
    yield Hostile("half a pair", None, lambda: b"\xff\xfe" + b"\x00\xd8a\x00" * 500)
    yield Hostile("NULs", None, lambda: HARBOUR.encode().replace(b" ", b"\0"))
    yield Hostile("control characters", None, lambda: HARBOUR.replace(" ", "\x0b\x0c\x1b").encode())
    yield Hostile("non-characters", None, lambda: HARBOUR.replace(" ", " \ufffe\uffff").encode())
    yield Hostile("private letters", None, lambda: HARBOUR.replace(" ", " \ue000\uf8ff").encode())
    yield Hostile("directions", None, lambda: HARBOUR.replace(" ", "\u202e \u2066").encode())
    yield Hostile(
        "marks on marks", None, lambda: HARBOUR.replace("a", "a" + "\u0301" * 200).encode()
    )
    yield Hostile("line ends", None, lambda: HARBOUR.replace("\n", "\r\n\r\x85\u2028\x0b").encode())


# ---- text that is large or odd ----------------------------------------------------------------


def _plain() -> Iterator[Hostile]:
    long = _MANY
    texts: dict[str, Callable[[], str]] = {
        "a line without end": lambda: "word " * (long // 5),
        "a word without end": lambda: "a" * long,
        "a long paragraph": lambda: HARBOUR.replace("a lamp", "a lamp " * (long // 7)),
        "a long capital line": lambda: "The " + "A" * long + ",\n1. Decides;\n",
        "a million blank lines": lambda: HARBOUR + "\n" * long,
        "a million short lines": lambda: "x\n" * long,
        "a million letters": lambda: "(a)\n" * long,
        "a million letters with words": lambda: HARBOUR + "(a) To wait;\n" * 200_000,
        "letters on one line": lambda: HARBOUR + "(a) " * (long // 4),
        "many paragraphs": lambda: HARBOUR + "".join(f"{n % 999}. Urges;\n" for n in range(50_000)),
        "one number again and again": lambda: HARBOUR + "1. Urges keepers;\n" * 30_000,
        "OP1 again and again": lambda: HARBOUR + "OP1 Urges keepers;\n" * 30_000,
        "headings": lambda: "The General Assembly,\n" + "A lamp\n" * 100_000 + "1. Decides so;\n",
        "numbered headings": lambda: HARBOUR + "II\n1. Urges x;\n" * 20_000,
        "annexes": lambda: HARBOUR + "Annex\n1. Urges keepers;\n" * 20_000,
        "feeds": lambda: HARBOUR + "\f" * 100_000,
        "rules": lambda: HARBOUR + "__________\n1 A note\n" * 20_000,
        "footnotes": lambda: _wrapped() + "__________\n" + _notes(20_000),
        "wrapped": lambda: _wrapped() * 1_500,
        "hyphens": lambda: _wrapped() + "light-\nhouse of the keep-\n" * 30_000,
        "brackets open": lambda: HARBOUR.replace("keepers", "[" * 50_000 + "keepers"),
        "brackets nested": lambda: HARBOUR.replace("lamp", "[" * 30_000 + "x" + "]" * 30_000),
        "brackets round": lambda: HARBOUR.replace("lamp", "(" * 50_000 + "x" + ")" * 50_000),
        "bracket pairs": lambda: HARBOUR.replace("lamp", "[a]" * 100_000),
        "attributions": lambda: HARBOUR.replace("lamp", "[Aldermark: " * 20_000),
        "alternatives": lambda: HARBOUR + "OP1 alt bis ter Urges;\n" * 20_000,
        "great numbers": lambda: f"{'9' * 5_000}. Urges\n" + HARBOUR + f"OP{'9' * 5_000} Urges\n",
        "odd figures": lambda: HARBOUR.replace("2. ", "٢. ").replace("3. ", "³. "),
        "roman": lambda: HARBOUR + f"({'i' * 100_000}) To wait;\n({'x' * 5}) To go;\n",
    }
    for name, text in texts.items():
        yield Hostile(name, "plain", partial(_encoded, text), heavy=True)


def _encoded(text: Callable[[], str]) -> bytes:
    return text().encode()


def _repeated(put: Callable[[str], str], piece: str, end: str) -> bytes:
    # A hundred thousand characters: quadratic time is long enough to be seen.
    return put(piece * (100_000 // len(piece)) + end).encode()


def _wrapped() -> str:
    line = "the keeper of the lamp writes down what passes by and who was seen on the\n"
    return "The General Assembly,\nRecalling that " + line * 12 + "sea,\n1. Urges all to wait;\n"


def _notes(count: int) -> str:
    return "".join(f"{n % 999 + 1} See folio {n}.\n" for n in range(count))


def _patterns() -> Iterator[Hostile]:
    """Input on which a careless regular expression takes time without end.

    A piece that a pattern can take in two ways, many times over, and no end that would fit.
    """
    pieces = {
        *("a ", "a, ", "A ", "The A", "the the ", "- ", ". ", "; ", ": ", " and ", "(", ")", "()"),
        *("( ", "[", "]", "[]", "1", "1 ", "1. ", "1/", "1/1 ", "A/", "A/1", "A/HRC/1", "(a) "),
        *("a-", "-a-", "*", "* ", "_", "_ ", "’", "i", "ivx", "bis ", "alt ", "1 bis ", "PP", "OP"),
        *(
            "session ",
            "first session ",
            "période ",
            "período de ",
            "сессия ",
            "第",
            "届",
            "الدورة ",
        ),
        *("on behalf of ", "(on behalf of ", "Adopted by ", "In favour: ", "Against: ", "x: ", ","),
        *(
            "recorded vote of 1 ",
            "draft resolution ",
            "Agenda item ",
            "1 January ",
            "20",
            "GE.",
            "\t",
        ),
        *("also ", "further ", "Recalling ", "Recalling also ", "with deep ", "meeting ", "1st "),
        *("Bosnia and Herzegovina", "大会", "，", "إن ", "Resolution adopted by the ", "29-12345 "),
        *(
            "as appropriate, ",
            "at its next session ",
            "no later than ",
            "shall ",
            "not ",
            "of the ",
        ),
    }
    lead = "The Human Rights Council,\nRecalling its rules,\n"
    places: dict[str, Callable[[str], str]] = {
        "front": lambda x: f"{x}\n{lead}1. Urges keepers;\n",
        "body": lambda x: f"{lead}1. Urges {x}\n2. Decides so.\n",
        "line": lambda x: f"{lead}1. Urges keepers;\n{x}\n2. Decides so.\n",
        "closing": lambda x: f"{lead}1. Urges keepers.\n40th meeting\n[Adopted by a {x}\n",
        "fact": lambda x: f"sponsors: {x}\nvote: {x}\n{lead}1. Urges keepers.\n",
    }
    for place, put in places.items():
        for piece in sorted(pieces):
            for end in ("!",) if place != "line" else ("", "!"):
                yield Hostile(
                    f"{piece!r} … {end!r} in the {place}",
                    "plain",
                    partial(_repeated, put, piece, end),
                    group=f"patterns in the {place}",
                )


# ---- XML --------------------------------------------------------------------------------------


def _akn(body: str = "", *, declared: str = "utf-8", head: str = "", preamble: str = "") -> str:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return (
        f'{declaration}{head}<akomaNtoso xmlns="{_AKN}"><statement name="resolution"><meta/>'
        f"<preamble><container><p>Recalling the é lamp,</p></container>{preamble}</preamble>"
        f"<mainBody><paragraph><num>1.</num><content><p>Urges all;</p></content></paragraph>{body}"
        "</mainBody></statement></akomaNtoso>"
    )


def _nested(tag: str, depth: int) -> str:
    return f"<{tag}>" * depth + "<p>x</p>" + f"</{tag}>" * depth


def _markup() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    heads = {
        "laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>',
        "external entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        "remote entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://localhost:9/x">]>',
        "remote subset": '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">',
        "style sheet": '<?xml-stylesheet href="http://localhost:9/x.xsl"?>',
    }
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="/etc/hostname"/>'
    bodies: dict[str, Callable[[], str]] = {
        **{f"xml nested {d}": partial(_nested, "list", d) for d in (100, 190, 256, 100_000)},
        "xml nested spans": lambda: "<p>" + "<span>" * 190 + "x" + "</span>" * 190 + "</p>",
        "xml combs": lambda: (("<list>" * 180 + "</list>" * 180) * 800),
        "xml comb of words": lambda: _nested("list", 150) * 900,
        "xml chain of numbers": lambda: "<paragraph><num>(a)</num>" * 90 + "</paragraph>" * 90,
        "xml many numbers": lambda: "<num>1.</num>" * 80_000,
        "xml many paragraphs": lambda: "<paragraph><num>1.</num><p>Urges</p></paragraph>" * 40_000,
        "xml many notes": lambda: (
            '<p>x<authorialNote marker="1"><p>n</p></authorialNote>' * 1 + "</p>"
        )
        * 30_000,
        "xml notes in one paragraph": lambda: "<p>" + _AKN_NOTE * 30_000 + "</p>",
        "xml marks in one paragraph": lambda: "<p>" + "x<sup>1</sup> " * 40_000 + "</p>",
        "xml headings in one": lambda: "<p>" + "<heading>x</heading>" * 60_000 + "</p>",
        "xml ends of line": lambda: "<p>" + "<eol/>" * 200_000 + "</p>",
        "xml table": lambda: "<table>" + "<tr><td>x</td><td>y</td></tr>" * 40_000 + "</table>",
        "xml wide table": lambda: "<table><tr>" + "<td>x</td>" * 100_000 + "</tr></table>",
        "xml table of tables": lambda: (
            "<table><tr><td>" * 60 + "<table><tr><td>x</td></tr></table>" * 500
            + "</td></tr></table>" * 60
        ),
        "xml huge text": lambda: "<p>" + "word " * 1_900_000 + "</p>",
        "xml huge attribute": lambda: f'<p class="{"x" * 5_000_000}">y</p>',
        "xml includes": lambda: include,
        "xml character references": lambda: "<p>" + "&#1;" + "</p>",
        "xml other names": lambda: '<x:p xmlns:x="urn:x">Urges</x:p>' * 1_000,
    }  # fmt: skip
    for name, head in heads.items():
        yield Hostile(f"xml with {name}", None, partial(_akn(head=head).encode))
    for name, body in bodies.items():
        yield Hostile(name, "akn", partial(_marked_up, body), heavy=True)
    sponsors = ", ".join(f"Place {n} (Isle of, north)" for n in range(60_000))
    voting = '<analysis><parliamentary><voting outcome="adoptedRecordedVote">{}</voting></parliamentary></analysis>'
    metas = {
        "sponsors": f'<workflow><step outcome="draftResolution" by="{sponsors}"/></workflow>',
        "brackets": f'<workflow><step outcome="draftResolution" by="{"(" * 100_000}"/></workflow>',
        "counts": voting.format('<count value="²" refersTo="#inFavour"/>' * 100),
        "a great count": voting.format(f'<count value="{"9" * 6_000}" refersTo="#inFavour"/>'),
    }
    for name, meta in metas.items():
        yield Hostile(
            f"xml meta: {name}",
            "akn",
            partial(_akn().replace("<meta/>", f"<meta>{meta}</meta>").encode),
        )
    whole = _akn("<paragraph><num>2.</num><p>Urges</p></paragraph>").encode()
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        yield Hostile(f"xml cut at {length}", "akn", partial(bytes, whole[:length]))
    yield Hostile("xml no root", None, lambda: b"<?xml version='1.0'?><!-- -->")
    yield Hostile("xml of another kind", None, lambda: b"<?xml version='1.0'?><a/>")
    yield Hostile("xml empty", None, lambda: f'<akomaNtoso xmlns="{_AKN}"/>'.encode())


def _marked_up(body: Callable[[], str]) -> bytes:
    return _akn(body()).encode()


_AKN_NOTE = 'word <authorialNote marker="1"><p>n</p></authorialNote>'


# ---- Word -------------------------------------------------------------------------------------


def _word() -> Iterator[Hostile]:
    deep = "<w:tbl><w:tr><w:tc>"
    bodies: dict[str, Callable[[], str]] = {
        "word nothing": lambda: "",
        "word huge cell": lambda: table(row("word " * 400_000, "x")),
        "word many rows": lambda: table(*(row("a", "b") for _ in range(10_000))),
        "word nested tables": lambda: deep * 60 + p("x") + "</w:tc></w:tr></w:tbl>" * 60,
        "word nested beyond": lambda: deep * 5_000 + p("x") + "</w:tc></w:tr></w:tbl>" * 5_000,
        "word nested controls": lambda: (
            "<w:sdt><w:sdtContent>" * 90 + p("x") + "</w:sdtContent></w:sdt>" * 90
        ),
        "word nested insertions": lambda: "<w:p>" + "<w:ins>" * 180 + r("x") + "</w:ins>" * 180 + "</w:p>",
        "word many paragraphs": lambda: "".join(p(f"{n}. Urges") for n in range(30_000)),
        "word many runs": lambda: p(*("x " for _ in range(60_000))),
        "word many changes": lambda: "".join(p("Urges", ins(" all")) for _ in range(15_000)),
        "word one long run": lambda: p("word " * 1_000_000),
        "word open fields": lambda: p(
            *('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' for _ in range(30_000))
        ),
        "word closed fields": lambda: p(
            *('<w:r><w:fldChar w:fldCharType="end"/></w:r>' for _ in range(30_000))
        ),
        "word references": lambda: p(*('<w:footnoteReference w:id="1"/>' for _ in range(30_000))),
        "word odd numbers": lambda: (
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999999"/><w:numId w:val="-x"/></w:numPr>'
            "<w:outlineLvl w:val=''/></w:pPr></w:p>" + p("x")
        ),
        "word odd spans": lambda: (
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/><w:vMerge w:val="q"/></w:tcPr>'
            + p("x")
            + "</w:tc></w:tr></w:tbl>"
        ),
        "word symbols": lambda: p('<w:r><w:sym w:font="x" w:char="FFFFFFFFF"/></w:r>', "x"),
        "word alternatives": lambda: (
            '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
            'markup-compatibility/2006"><mc:Choice/><mc:Fallback/></mc:AlternateContent></w:r></w:p>'
        ),
    }  # fmt: skip
    start = p("The General Assembly,") + p("Recalling the lamp,") + p("1. Urges all;")
    for name, body in bodies.items():
        yield Hostile(name, None, partial(_word_file, start, body), heavy=True)
    yield Hostile("word styles in a ring", None, lambda: docx(start, styles=_RING))
    yield Hostile("word relations outside", None, lambda: zipped(_outside(start)))
    yield Hostile("word macros", None, lambda: zipped(_macros(start)))
    yield Hostile("word part of another kind", None, lambda: zipped({"word/document.xml": b"<a/>"}))
    yield Hostile("word no part", None, lambda: zipped({"word/styles.xml": b"<a/>"}))
    yield Hostile("word zip in zip", None, lambda: zipped({"word/document.xml": docx(start)}))


def _word_file(start: str, body: Callable[[], str]) -> bytes:
    return docx(start, body())


_RING = "".join(
    f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 500}"/>'
    f'<w:link w:val="s{n}"/></w:style>'
    for n in range(500)
)


def _document(body: str) -> bytes:
    return part("document", f"<w:body>{body}</w:body>")


def _outside(body: str) -> dict[str, bytes]:
    targets = ("../../../etc/hostname", "file:///etc/hostname", "http://localhost:9/x", "\\\\h\\x")
    relations = "".join(
        f'<Relationship Id="r{n}" Type="x/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (target, kind, mode) in enumerate(
            (t, k, m)
            for t in targets
            for k in ("header", "footnotes", "attachedTemplate", "styles", "subDocument", "image")
            for m in ("External", "Internal")
        )
    )
    wrapped = f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode()
    return {"word/document.xml": _document(body), "word/_rels/document.xml.rels": wrapped}


def _macros(body: str) -> dict[str, bytes]:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" '
        'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    return {
        "[Content_Types].xml": types.encode(),
        "word/document.xml": _document(body),
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Sub AutoOpen()" * 100,
    }


# ---- packages ---------------------------------------------------------------------------------


def _zips() -> Iterator[Hostile]:
    whole = docx(
        p("The General Assembly,"), p("Recalling the lamp,"), p("1. Urges all;"), styles=""
    )
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        yield Hostile(f"zip cut at {length}", None, partial(bytes, whole[:length]))
    chance = random.Random(3)
    for n in range(60):
        damaged = bytearray(whole)
        for _ in range(1 + n % 5):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        yield Hostile(f"zip damaged {n}", None, partial(bytes, damaged))
    yield Hostile("zip behind noise", None, lambda: b"MZ" + b"\0" * 500 + whole)
    yield Hostile("zip before noise", None, lambda: whole + b"\0" * 70_000)
    yield Hostile("zip with a long comment", None, lambda: whole[:-2] + b"\xff\xff" + b"x" * 65_535)
    yield Hostile("zip twice", None, lambda: whole + whole)
    yield Hostile("zip bomb", None, lambda: _bomb(300 << 20), heavy=True)
    yield Hostile("zip bomb of XML", None, lambda: _xml_bomb(b"<w:p/>", 30 << 20), heavy=True)
    yield Hostile("zip bomb of letters", None, lambda: _xml_bomb(b"x", 30 << 20), heavy=True)
    yield Hostile(
        "zip bomb below the limits", None, lambda: _xml_bomb(b"<w:p/>", 3 << 20), heavy=True
    )
    yield Hostile("zip of many", None, lambda: zipped({f"{n}": b"" for n in range(20_000)}))
    yield Hostile("zip that lies", None, lambda: _liar(whole))
    yield Hostile(
        "zip of odd names", None, lambda: zipped({"../../x": b"", "/etc/x": b"", "a\n": b""})
    )


def _bomb(size: int) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(size >> 20):
            member.write(b" " * (1 << 20))
    return buffer.getvalue()


def _xml_bomb(unit: bytes, size: int) -> bytes:
    body = unit * (size // len(unit))
    return zipped({"word/document.xml": _document("@").replace(b"@", body)}, zipfile.ZIP_DEFLATED)


def _liar(whole: bytes) -> bytes:
    """The directory says ten bytes for every part, and a checksum to match."""
    data = bytearray(whole)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 16 : place + 28] = struct.pack("<3L", zlib.crc32(b"x" * 10), 10, 10)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)
