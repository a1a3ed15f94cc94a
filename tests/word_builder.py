"""Small Word files for tests, written as what they are: XML in a zip.

    docx(p(r("Calls upon", i=True), " all States", ins("firmly ")))

Plain strings become runs. Whatever is not covered here is passed as raw XML in `Raw`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " ".join(
    (
        f'xmlns:w="{W}"',
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
    )
)
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TIME = "2031-02-03T04:05:00Z"


class Raw(str):
    """XML that is taken as it is."""

    __slots__ = ()


def _run(content: str) -> str:
    return content if isinstance(content, Raw) else r(content)


def r(
    text: str,
    *,
    i: bool = False,
    b: bool = False,
    u: bool = False,
    s: bool = False,
    sup: bool = False,
    style: str = "",
) -> Raw:
    """A run. Tabs and line breaks in the text become Word's own."""
    look = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ("<w:i/>" if i else "")
        + ("<w:b/>" if b else "")
        + ("<w:strike/>" if s else "")
        + ('<w:u w:val="single"/>' if u else "")
        + ('<w:vertAlign w:val="superscript"/>' if sup else "")
    )
    words = escape(text, quote=False).replace("\t", "</w:t><w:tab/><w:t>")
    words = words.replace("\n", "</w:t><w:br/><w:t>").replace("<w:t>", '<w:t xml:space="preserve">')
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return Raw(f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>')


def tracked(kind: str, *content: str, by: str = "Adela", time: str = TIME) -> Raw:
    """Runs under a tracked change: "ins", "del", "moveFrom", "moveTo"."""
    runs = "".join(map(_run, content))
    if kind == "del":
        runs = runs.replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ")
        runs = runs.replace("</w:t>", "</w:delText>")
    return Raw(f'<w:{kind} w:id="1" w:author="{by}" w:date="{time}">{runs}</w:{kind}>')


def ins(*content: str, by: str = "Adela", time: str = TIME) -> Raw:
    return tracked("ins", *content, by=by, time=time)


def dele(*content: str, by: str = "Adela", time: str = TIME) -> Raw:
    return tracked("del", *content, by=by, time=time)


def move_range(end: str, name: str, *content: str) -> Raw:
    """A moved range: `end` is "From" or "To"."""
    return Raw(
        f'<w:move{end}RangeStart w:id="7{end}" w:name="{name}"/>'
        f'{"".join(content)}<w:move{end}RangeEnd w:id="7{end}"/>'
    )


def p(
    *content: str,
    style: str = "",
    mark: str = "",
    by: str = "Adela",
    number: tuple[int, int] | None = None,
    properties: str = "",
) -> Raw:
    """A paragraph. `mark` is the tracked change of its paragraph mark; `number` is (id, level)."""
    inside = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
            if number
            else ""
        )
        + properties
        + (f'<w:rPr><w:{mark} w:id="2" w:author="{by}" w:date="{TIME}"/></w:rPr>' if mark else "")
    )
    head = f"<w:pPr>{inside}</w:pPr>" if inside else ""
    return Raw(f"<w:p>{head}{''.join(map(_run, content))}</w:p>")


def cell(*paragraphs: str, properties: str = "") -> Raw:
    return Raw(f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>")


def row(*cells: str, properties: str = "") -> Raw:
    filled = [c if c.startswith("<w:tc>") else cell(p(c)) for c in cells]
    return Raw(f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(filled)}</w:tr>")


def table(*rows: str) -> Raw:
    return Raw(f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>")


def part(root: str, *content: str) -> bytes:
    """A part of a package with this root element."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:{root} {_SPACES}>{''.join(content)}</w:{root}>"
    ).encode()


def style(
    style_id: str,
    name: str,
    *,
    based_on: str = "",
    kind: str = "paragraph",
    ppr: str = "",
    rpr: str = "",
) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return buffer.getvalue()


def docx(*body: str, **parts: str | tuple[str, ...]) -> bytes:
    """A Word file: paragraphs and tables, and by name the content of other parts.

    `styles`, `numbering`, `footnotes`, `endnotes`, `comments`, `settings` take the XML inside the
    root; `header` and `footer` take one such text for each part.
    """
    members = {"word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>")}
    relations: list[str] = []
    for purpose, content in parts.items():
        several = content if isinstance(content, tuple) else (content,)
        for number, one in enumerate(several, 1):
            name = f"{purpose}{number if purpose in ('header', 'footer') else ''}.xml"
            root = {"header": "hdr", "footer": "ftr"}.get(purpose, purpose)
            members[f"word/{name}"] = part(root, one)
            relations.append(
                f'<Relationship Id="{purpose}{number}" Target="{name}" '
                f'Type="{_RELATION}/{purpose}"/>'
            )
    listed = "".join(relations)
    members["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE_RELATIONS}">{listed}</Relationships>'
    ).encode()
    return zipped(members)
