"""What a Word file gives away, planted one by one: found, taken out, and the words unchanged."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import resotrack as rt
from benchmarks import redline as proof
from resotrack_cli.app import app
from tests.word_builder import W, dele, docx, ins, p, r

Parts = dict[str, bytes]
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)


def clean_parts() -> Parts:
    """A small resolution that gives nothing away."""
    data = docx(
        p("\t", r("The Harbour Council", i=True), ","),
        p(
            "\t1.\t",
            r("Thanks", i=True),
            " the ",
            dele("old ", by="Author"),
            "keepers of the ",
            ins("western ", by="Author"),
            "lamps;",
        ),
        p("\t2.\t", r("Decides", i=True), " to meet again."),
        p(""),
        settings="<w:defaultTabStop w:val='567'/>",
    )
    return unpacked(rt.scrub(data).data)


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _root(parts: Parts, purpose: str, name: str, content: bytes) -> None:
    _linked(parts, "_rels/.rels", purpose, name, content)


def _linked(
    parts: Parts, rels: str, purpose: str, name: str, content: bytes | None, mode: str = ""
) -> str:
    own = f"rIdX{len(parts)}{purpose}"
    target = name if rels == "_rels/.rels" or mode else name.removeprefix("word/")
    target = f"../{target}" if target.startswith("customXml") else target
    entry = f'<Relationship Id="{own}" Type="{_OFFICE}/{purpose}" Target="{target}"{mode}/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{entry}</Relationships>".encode())
    if content is not None:
        parts[name] = content
    return own


def _document(parts: Parts, purpose: str, name: str, content: bytes) -> None:
    _linked(parts, "word/_rels/document.xml.rels", purpose, name, content)


def _body(parts: Parts, xml: str) -> None:
    """Put mark-up into the second provision."""
    paragraph = f"<w:p>{xml}</w:p></w:body>".encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", paragraph)


def _setting(parts: Parts, xml: str) -> None:
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>", f"{xml}</w:settings>".encode()
    )


def _core(xml: str) -> Callable[[Parts], None]:
    return lambda parts: _root(
        parts, "core-properties", "docProps/core.xml", _CORE.format(xml).encode()
    )


def _app(xml: str) -> Callable[[Parts], None]:
    root = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    content = f'<Properties xmlns="{root}">{xml}</Properties>'.encode()
    return lambda parts: _root(parts, "extended-properties", "docProps/app.xml", content)


def _comments(parts: Parts) -> None:
    xml = f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="Mole Leak"><w:p><w:r><w:t>Mole says</w:t></w:r></w:p></w:comment></w:comments>'
    _document(parts, "comments", "word/comments.xml", xml.encode())
    _body(
        parts,
        '<w:commentRangeStart w:id="7"/><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
    )


def _template(parts: Parts) -> None:
    mode = ' TargetMode="External"'
    parts["word/_rels/settings.xml.rels"] = (
        f'<Relationships xmlns="{_LINKS}"></Relationships>'.encode()
    )
    own = _linked(
        parts,
        "word/_rels/settings.xml.rels",
        "attachedTemplate",
        "file:///C:/Users/mole/Leak.dotm",
        None,
        mode,
    )
    _setting(parts, f'<w:attachedTemplate xmlns:r="{_OFFICE}" r:id="{own}"/>')


def _link(parts: Parts) -> None:
    own = _linked(
        parts,
        "word/_rels/document.xml.rels",
        "hyperlink",
        r"\\mole\share\Leak.docx",
        None,
        ' TargetMode="External"',
    )
    _body(
        parts,
        f'<w:hyperlink xmlns:r="{_OFFICE}" r:id="{own}"><w:r><w:t> </w:t></w:r></w:hyperlink>',
    )


def _changed(old: str, new: str) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        assert old.encode() in parts["word/document.xml"]
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            old.encode(), new.encode(), 1
        )

    return plant


def _png(text: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"tEXt", text)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def _jpeg(text: bytes) -> bytes:
    def segment(kind: int, data: bytes) -> bytes:
        return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data

    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0")
        + segment(0xE1, b"Exif\0\0" + text)
        + segment(0xDA, b"\0")
        + b"pixels\xff\xd9"
    )


def _picture(name: str, data: bytes) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        _document(parts, "image", f"word/media/{name}", data)
        ending = name.rpartition(".")[2]
        entry = f'<Default Extension="{ending}" ContentType="image/{ending}"/></Types>'.encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", entry)

    return plant


def _part(purpose: str, name: str, content: str) -> Callable[[Parts], None]:
    return lambda parts: _document(parts, purpose, name, content.encode())


def _inside(xml: str) -> Callable[[Parts], None]:
    return lambda parts: _body(parts, xml)


def _in_settings(xml: str) -> Callable[[Parts], None]:
    return lambda parts: _setting(parts, xml)


_DRAWING = '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="C:\\Users\\mole\\Leak.png"/></wp:inline></w:drawing></w:r>'
_HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Mole Leak was here</w:t></w:r>"

LEAKS: dict[str, Callable[[Parts], None]] = {
    "the author of the file": _core("<dc:creator>Mole Leak</dc:creator>"),
    "who saved it last": _core("<cp:lastModifiedBy>Mole Leak</cp:lastModifiedBy>"),
    "when it was made": _core("<dcterms:created>2031-02-03T04:05:00Z Mole</dcterms:created>"),
    "how often it was saved": _core("<cp:revision>77 Mole</cp:revision>"),
    "the company": _app("<Company>Mole Leak</Company>"),
    "the template's name": _app("<Template>Mole.dotm</Template>"),
    "a thumbnail": lambda parts: _root(
        parts, "thumbnail", "docProps/thumbnail.jpeg", b"Mole picture"
    ),
    "custom properties": lambda parts: _root(
        parts, "custom-properties", "docProps/custom.xml", b"<Properties>Mole</Properties>"
    ),
    "custom XML": _part("customXml", "customXml/item1.xml", "<case>Mole Leak</case>"),
    "comments": _comments,
    "accounts": _part("people", "word/people.xml", "<people>mole@leak.example</people>"),
    "the author of a tracked change": _changed('w:author="Author"', 'w:author="Mole Leak"'),
    "the time of a tracked change": _changed(
        'w:author="Author"', 'w:author="Author" w:date="2031-02-03T04:05:00Z"'
    ),
    "revision ids": _changed("<w:p>", '<w:p w:rsidR="00Mole00">'),
    "the list of revision ids": _in_settings('<w:rsids><w:rsid w:val="00Mole00"/></w:rsids>'),
    "hidden text": _inside(_HIDDEN),
    "the path of a template": _template,
    "the printer": _part("printerSettings", "word/printerSettings1.bin", "Mole printer"),
    "the path of a picture": _inside(_DRAWING),
    "a mail merge": _in_settings('<w:mailMerge><w:query w:val="Mole"/></w:mailMerge>'),
    "variables": _in_settings('<w:docVars><w:docVar w:name="Mole" w:val="Leak"/></w:docVars>'),
    "a link into a folder": _link,
    "a path in a field": _inside(
        '<w:r><w:instrText>INCLUDETEXT "C:\\\\Mole\\\\Leak.docx"</w:instrText></w:r>'
    ),
    "who may edit": _inside(
        '<w:permStart w:id="3" w:ed="mole@leak.example"/><w:permEnd w:id="3"/>'
    ),
    "where the cursor was": _inside(
        '<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>'
    ),
    "words in a PNG": _picture("image1.png", _png(b"Author\0Mole Leak")),
    "Exif in a JPEG": _picture("image2.jpeg", _jpeg(b"Mole Leak")),
    "a remark in the mark-up": _inside("<!-- Mole Leak -->"),
    "macros": _part("vbaProject", "word/vbaProject.bin", "Mole Leak"),
    "a signature": lambda parts: _root(
        parts, "digital-signature", "_xmlsignatures/sig1.xml", b"<Signature>Mole</Signature>"
    ),
    "a label": lambda parts: _root(
        parts, "classificationlabels", "docMetadata/LabelInfo.xml", b"<labels>Mole</labels>"
    ),
    "a smart tag": _inside(
        '<w:smartTag w:uri="u" w:element="Mole"><w:r><w:t> </w:t></w:r></w:smartTag>'
    ),
}


def test_the_clean_file_is_clean() -> None:
    assert rt.scrub(packed(clean_parts())).found == ()


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_found_and_taken_out(leak: str) -> None:
    parts = clean_parts()
    LEAKS[leak](parts)
    data = packed(parts)
    found = rt.scrub(data)
    assert not found.clean
    assert found.left == ()
    assert rt.scrub(found.data).found == ()
    assert not [n for n, part in unpacked(found.data).items() if b"Mole" in part or b"mole" in part]
    assert _texts(found.data) == _texts(data)


def test_all_leaks_at_once_and_the_words_stay(tmp_path: Path) -> None:
    parts = clean_parts()
    # One file has one part of properties of each kind.
    others = {
        "who saved it last",
        "when it was made",
        "how often it was saved",
        "the template's name",
    }
    for leak in sorted(LEAKS.keys() - others):
        LEAKS[leak](parts)
    data = packed(parts)
    out = tmp_path / "clean.docx"
    result = rt.scrub(data, out)
    assert len({leak.kind for leak in result.found}) > 20
    assert out.read_bytes() == result.data
    assert rt.scrub(out).clean
    assert _texts(result.data) == _texts(data)

    import docx as python_docx

    assert python_docx.Document(str(out)).paragraphs
    if shutil.which("soffice"):
        assert proof.converted([result.data]) == 1


def _texts(data: bytes) -> tuple[list[str], list[str]]:
    document = rt.read(data)
    views = (document, document.view("original"))
    final, original = ([p.text for p in view.paragraphs] for view in views)
    return final, original


def test_tracked_changes_are_kept_or_accepted() -> None:
    data = packed(clean_parts())
    assert len(rt.read(rt.scrub(data).data).changes) == 2
    accepted = rt.read(rt.scrub(data, changes="accept").data)
    assert accepted.changes == ()
    assert [q.text for q in accepted.paragraphs] == [q.text for q in rt.read(data).paragraphs]


def test_accepting_is_what_the_final_view_shows(shared_data: Path) -> None:
    files = sorted((shared_data / "word" / "tracked").rglob("*.docx"))
    wrong = []
    for path in files:
        try:
            before = rt.read(path)
            after = rt.read(rt.scrub(path, changes="accept").data)
        except rt.ReadError:
            continue
        if [n for n in after.lines if n.strip()] != [n for n in before.lines if n.strip()]:
            wrong.append(path.name)
    assert wrong == []


def test_the_sample_and_real_files_come_out_clean(sample: Path, shared_data: Path) -> None:
    files = [*sample.glob("*.docx"), *sorted((shared_data / "word" / "ga72").glob("*.docx"))[:3]]
    for path in files:
        data = path.read_bytes()
        result = rt.scrub(path)
        assert path.read_bytes() == data
        assert not result.clean
        assert rt.scrub(result.data).clean
        assert _texts(result.data) == _texts(data)


def test_everything_that_we_write_is_born_clean(sample: Path) -> None:
    drafts = [sample / f"{name}.docx" for name in ("zero-draft", "rev1", "l12", "adopted")]
    texts = [rt.read(path) for path in drafts]
    comparison = rt.compare(texts[0], texts[1])
    written = {
        "redline": rt.redline(comparison, comments=False),
        "redline in its own file": rt.redline(comparison, base=drafts[0], comments=False),
        "table of two": rt.render_synopsis(comparison, "docx"),
        "table of four": rt.render_synopsis(rt.trace(texts), "docx"),
    }
    assert {name: rt.scrub(data).found for name, data in written.items()} == dict.fromkeys(
        written, ()
    )
    # What people say in a file is theirs: their changes, their comments, and a name they gave.
    later = rt.compare(texts[1], texts[2])
    own = rt.scrub(rt.redline(later, base=drafts[1], author="Aldermark"))
    assert {leak.kind for leak in own.found} == {"author", "comments", "tracked date"}


def test_an_embedded_file_is_told_of() -> None:
    parts = clean_parts()
    _document(parts, "package", "word/embeddings/book.xlsx", b"PK inside")
    result = rt.scrub(packed(parts))
    assert [leak.kind for leak in result.left] == ["embedded file"]
    assert not result.left[0].removable


def test_the_original_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(packed(clean_parts()))
    with pytest.raises(rt.WriteError, match="over the file itself"):
        rt.scrub(path, path)
    with pytest.raises(rt.ReadError, match="no zip package"):
        rt.scrub(b"no zip at all")


def test_the_command_line_tells_and_checks(tmp_path: Path, sample: Path) -> None:
    run = CliRunner().invoke
    out = tmp_path / "clean.docx"
    told = run(app, ["scrub", str(sample / "rev1.docx"), "-o", str(out)])
    assert told.exit_code == 0, told.output
    assert "author" in told.output
    assert run(app, ["scrub", str(sample / "rev1.docx"), "--check"]).exit_code == 1
    assert run(app, ["scrub", str(out), "--check"]).exit_code == 0
    assert run(app, ["scrub", str(out), "--check", "-o", "x.docx"]).exit_code == 2
    assert run(app, ["scrub", str(tmp_path / "none.docx"), "--check"]).exit_code == 3
