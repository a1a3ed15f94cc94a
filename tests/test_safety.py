"""Files that are built to exhaust or trick the reader, and files that are merely damaged.

Every refusal is an error of our own that says what to do; nothing else may come out, and nothing
may take long or much memory.
"""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import zipfile
from contextlib import suppress

import pytest

from resotrack.errors import ReadError, UnreadableDocument, UnsafeDocument
from resotrack.read import _package, _xml
from resotrack.read._package import open_package
from resotrack.read._xml import parse_xml
from resotrack.read.docx import read_docx
from tests.word_builder import docx, ins, p, part, r, row, table, zipped

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "empty": "<!DOCTYPE a>",
    "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>',
    "quadratic": f'<!DOCTYPE a [<!ENTITY b "{"b" * 50_000}">]>',
    "external": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost:9/x">%x;]>',
    "external subset": '<!DOCTYPE a SYSTEM "http://localhost:9/a.dtd">',
    "default attributes": '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]>',
}


class TestXml:
    def test_plain(self) -> None:
        root = parse_xml(
            b"<?xml version='1.0'?><!-- <!DOCTYPE a> --><a>&lt;!DOCTYPE a></a>", what="x"
        )
        assert root.text == "<!DOCTYPE a>"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("name", DOCTYPES)
    def test_a_doctype_is_refused_in_every_encoding(self, name: str, encoding: str) -> None:
        entity = "&l9;" if "laughs" in name else "&b;" * 500 if name == "quadratic" else ""
        declared = "utf-16" if "16" in encoding else "utf-8"
        text = (
            f'<?xml version="1.0" encoding="{declared}"?>\n<!-- a comment -->\n<?go on?>'
            f"{DOCTYPES[name]}<a>{entity}</a>"
        )
        with pytest.raises(UnsafeDocument, match="DOCTYPE"):
            parse_xml(text.encode(encoding), what="x")

    def test_utf_16_without_a_doctype_is_read(self) -> None:
        assert parse_xml("<?xml version='1.0'?><a>é</a>".encode("utf-16"), what="x").text == "é"

    @pytest.mark.parametrize("declared", ["utf-7", "cp037", "utf-32", "x-none"])
    def test_encodings_that_hide_markup_are_not_read(self, declared: str) -> None:
        text = f'<?xml version="1.0" encoding="{declared}"?><a>+ADwAIQ-DOCTYPE</a>'
        with pytest.raises(UnreadableDocument, match=declared):
            parse_xml(text.encode(), what="x")
        for other in ("cp037", "utf-32", "utf-7"):
            with pytest.raises(ReadError):
                parse_xml(text.encode(other), what="x")

    def test_entities_that_nobody_declared(self) -> None:
        with pytest.raises(UnreadableDocument):
            parse_xml(b"<a>&nbsp;</a>", what="x")

    def test_depth(self) -> None:
        def nested(depth: int) -> bytes:
            return b"<a>" * depth + b"</a>" * depth

        parse_xml(nested(_xml.MAX_DEPTH), what="x")
        for depth in (_xml.MAX_DEPTH + 1, 256, 257, 100_000):
            with pytest.raises(UnsafeDocument, match="deep"):
                parse_xml(nested(depth), what="x")

    def test_malformed_says_where(self) -> None:
        with pytest.raises(UnreadableDocument, match="line 2, column") as caught:
            parse_xml(b"<a>\n<b></a>", what="word/document.xml")
        assert caught.value.where.startswith("line 2, column")
        assert caught.value.problem.startswith("word/document.xml is not well-formed XML (")
        assert caught.value.remedy

    @pytest.mark.parametrize(
        "data", [b"", b"   ", b"<", b"<?xml", b"\xff\xfe<", b"<a", b"\0\0", b"<!--"]
    )
    def test_stumps(self, data: bytes) -> None:
        with pytest.raises(ReadError):
            parse_xml(data, what="x")

    @pytest.mark.parametrize(
        "data",
        [
            b"<r>" + b"<a/>" * 12_000_000 + b"</r>",
            b"<a>" * 15_000_000,
            b"<r>" + b'<a b="1" c="2"/>' * 2_500_000 + b"</r>",
            b"<r>" + b"x" * 50_000_000 + b"</r>",
            b"<r>" + b"x" * 12_000_000 + b"</r>",
            b"<r " + b" ".join(b'a%d="1"' % n for n in range(500_000)) + b"/>",
            b"<r " + b" ".join(b'xmlns:a%d="u"' % n for n in range(500_000)) + b"/>",
            b"<r>" + (b"<a>" * 150 + b"</a>" * 150) * 1_900 + b"</r>",
        ],
        ids=["flat", "deep", "attributes", "text", "long text", "one element", "names", "comb"],
    )
    def test_large_input_takes_little_time(self, data: bytes) -> None:
        started = time.process_time()
        with suppress(UnsafeDocument):
            parse_xml(data, what="x")
        assert time.process_time() - started < 2  # 0.4 s at most on a small machine

    @pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
    def test_large_input_takes_little_memory(self) -> None:
        script = (
            "import resource, sys\n"
            "from resotrack.errors import UnsafeDocument\n"
            "from resotrack.read._xml import MAX_WEIGHT, parse_xml\n"
            "flat = b'<r>' + b'<a/>x' * (MAX_WEIGHT - 10) + b'</r>'\n"
            "wide = b'<r>' + b'<a b=\"1\" c=\"2\" d=\"3\"/>x' * (MAX_WEIGHT // 4 - 10) + b'</r>'\n"
            "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
            "for data in (flat, wide):\n"
            "    parse_xml(data, what='x')\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
        )
        assert int(run.stdout) < 220 * 1024


class TestPackage:
    def test_parts_are_read_by_name_in_either_case(self) -> None:
        package = open_package(zipped({"Word/Document.xml": b"<a/>", "x\\y.xml": b"<b/>"}))
        assert package.read("word/document.xml") == b"<a/>"
        assert package.read("/x/y.xml") == b"<b/>"
        assert package.read("nowhere") is None
        assert package.names == ("Word/Document.xml", "x/y.xml")

    def test_a_bomb_by_ratio(self) -> None:
        with pytest.raises(UnsafeDocument, match="swells"):
            open_package(zipped({"word/document.xml": b" " * 30_000_000}))

    def test_a_bomb_by_size(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_package, "MAX_DECLARED", 1_000)
        with pytest.raises(UnsafeDocument, match="unpacked"):
            open_package(zipped({"a": b"x" * 600, "b": b"x" * 600}))

    def test_a_bomb_by_number(self) -> None:
        many = {f"{n}": b"" for n in range(_package.MAX_MEMBERS + 1)}
        with pytest.raises(UnsafeDocument, match="parts"):
            open_package(zipped(many))
        more = {f"{'x' * 200}{n}": b"" for n in range(6_000)}
        with pytest.raises(UnsafeDocument, match="parts"):
            open_package(zipped(more))

    def test_parts_are_counted_while_they_are_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        noise = random.Random(7).randbytes(300_000)
        package = open_package(zipped({"a": noise, "b": noise}))
        monkeypatch.setattr(_package, "MAX_PART", 100_000)
        with pytest.raises(UnsafeDocument, match="larger"):
            package.read("a")
        monkeypatch.setattr(_package, "MAX_PART", 1_000_000)
        monkeypatch.setattr(_package, "MAX_READ", 400_000)
        package = open_package(zipped({"a": noise, "b": noise}))
        assert package.read("a") == noise
        with pytest.raises(UnsafeDocument, match="larger"):
            package.read("b")

    def test_a_directory_that_lies_about_the_size(self) -> None:
        content = random.Random(7).randbytes(400_000)
        data = zipped({"word/document.xml": content}, zipfile.ZIP_DEFLATED)
        lie = data.replace(struct.pack("<L", len(content)), struct.pack("<L", 10))
        with pytest.raises(ReadError):
            read_docx(lie)

    @pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "C:/x", "..\\x", "\\x"])
    def test_names_that_point_outside(self, name: str) -> None:
        with pytest.raises(UnsafeDocument, match="outside"):
            open_package(zipped({name: b""}))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_parts_of_one_name(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", b"<a/>")
            archive.writestr("word/Document.xml", b"<b/>")
        with pytest.raises(UnsafeDocument, match="two parts"):
            open_package(buffer.getvalue())

    def test_encrypted(self) -> None:
        data = bytearray(zipped({"word/document.xml": b"<a/>"}))
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(UnreadableDocument, match="encrypted") as caught:
            read_docx(bytes(data))
        assert "password" in caught.value.remedy

    def test_an_odd_compression(self) -> None:
        with pytest.raises(UnreadableDocument, match="packed"):
            read_docx(zipped({"word/document.xml": b"<a/>"}, zipfile.ZIP_LZMA))

    def test_an_old_word_file(self) -> None:
        with pytest.raises(UnreadableDocument, match=r"old Word file") as caught:
            read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        assert "docx" in caught.value.remedy

    def test_not_a_zip(self) -> None:
        with pytest.raises(UnreadableDocument, match="no zip package"):
            open_package(b"words")

    def test_cut_short_anywhere(self) -> None:
        whole = docx(p("The lamp", ins(" burns")), styles="", comments="")
        for length in range(0, len(whole), 7):
            with pytest.raises(ReadError):
                read_docx(whole[:length])

    def test_damaged_anywhere(self) -> None:
        whole = docx(p("The lamp", ins(" burns")), table(row("a", "b")), styles="")
        chance = random.Random(11)
        for _ in range(400):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with suppress(ReadError):  # anything else is a defect
                read_docx(bytes(data))


class TestWordParts:
    @pytest.mark.parametrize("name", ["document", "styles", "footnotes", "comments", "header1"])
    def test_a_doctype_in_any_part_is_refused(self, name: str) -> None:
        hostile = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
        relation = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="a" Type="x/header" Target="header1.xml"/></Relationships>'
        )
        members = {
            "word/document.xml": part("document", f"<w:body>{p('Text')}</w:body>"),
            "word/_rels/document.xml.rels": relation,
            f"word/{name}.xml": hostile,
        }
        with pytest.raises(UnsafeDocument, match="DOCTYPE"):
            read_docx(zipped(members))

    def test_relations_cannot_reach_outside_the_package(self) -> None:
        relation = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="x/header" Target="../../../etc/hostname"/>'
            '<Relationship Id="b" Type="x/footer" Target="file:///etc/hostname" '
            'TargetMode="External"/></Relationships>'
        )
        members = {
            "word/document.xml": part("document", f"<w:body>{p('Text')}</w:body>"),
            "word/_rels/document.xml.rels": relation.encode(),
        }
        assert read_docx(zipped(members)).running == ()

    def test_nesting_as_deep_as_is_allowed(self) -> None:
        depth = (_xml.MAX_DEPTH - 6) // 3
        nested: str = p("Innermost")
        for _ in range(depth):
            nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
        assert [b.text for b in read_docx(docx(nested)).blocks] == ["Innermost"]

    @pytest.mark.parametrize(
        "body",
        [
            "".join(p(r(str(n), sup=True), f" note {n}") for n in range(6_000)),
            p(*(r("x") if n % 2 else ins("y", by=f"{n}") for n in range(12_000))),
            "".join(p(f'<w:commentRangeStart w:id="{n}"/>') for n in range(6_000)),
            p(*('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' for _ in range(20_000))),
            "".join(f'<w:moveFromRangeStart w:id="{n}" w:name="n"/>' for n in range(20_000))
            + p(*("x" for _ in range(5_000))),
            table(*(row("a", "b") for _ in range(6_000))),
        ],
        ids=["raised", "authors", "comments", "fields", "moves", "rows"],
    )
    def test_much_of_one_thing_takes_little_time(self, body: str) -> None:
        data = docx(p("Start"), body)
        started = time.process_time()
        read_docx(data)
        assert time.process_time() - started < 6  # below 1.5 s on a small machine
