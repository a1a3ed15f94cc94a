"""Results as tables: what each cell holds, and that every form gives it back unharmed."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from typer.testing import CliRunner

import resotrack as rt
from resotrack.model.table import Value, columns
from resotrack.sample import sample_path
from resotrack.write.asks.tables import ask_history_table, asks_table
from resotrack.write.tables import (
    TABLE_WRITERS,
    bare,
    guarded,
    to_csv,
    to_frame,
    to_parquet,
    to_xlsx,
    write_tables,
)
from resotrack_cli.app import app
from tests import factories
from tests.texts import HARBOUR, HARBOUR_LATER

COLUMNS = columns(
    ("words", "text", "Words"),
    ("count", "integer", "A count"),
    ("share", "number", "0 to 1"),
    ("sure", "boolean", "Whether it is sure"),
)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "＝1", "'tis", "ordinary")


def table(*rows: tuple[Value, ...], name: str = "things") -> rt.Table:
    return rt.Table(name=name, columns=COLUMNS, rows=rows)


def words(*texts: str) -> rt.Table:
    return table(*((text, None, None, None) for text in texts))


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def sheet(data: bytes, name: str = "things") -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))[name]


@pytest.fixture(scope="module")
def comparison() -> rt.Comparison:
    return factories.comparison()


@pytest.fixture(scope="module")
def lineage() -> rt.Lineage:
    return rt.trace([rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())])


class TestTable:
    @pytest.mark.parametrize(
        "row", [("a", 1, 0.5), ("a", 1, 0.5, "no"), ("a", 1.5, 0.5, True), (1, 1, 0.5, True)]
    )
    def test_rows_are_what_the_columns_say(self, row: tuple[Value, ...]) -> None:
        with pytest.raises(ValueError, match="row 0"):
            table(row)

    @pytest.mark.parametrize("odd", [float("nan"), float("inf"), True])
    def test_a_number_is_a_number(self, odd: float) -> None:
        with pytest.raises(ValueError, match="share"):
            table(("a", 1, odd, None))

    @pytest.mark.parametrize("name", ["", "a/b", "with blank", "a" * 32])
    def test_a_name_can_name_a_file_and_a_sheet(self, name: str) -> None:
        with pytest.raises(ValueError, match="name a table"):
            table(name=name)

    def test_two_columns_do_not_share_a_name(self) -> None:
        with pytest.raises(ValueError, match="one name"):
            rt.Table(name="twice", columns=(*COLUMNS, COLUMNS[0]), rows=())


class TestCells:
    @pytest.mark.parametrize("text", HOSTILE[:9])
    def test_nothing_begins_like_a_formula(self, text: str) -> None:
        assert guarded(text)[0] == "'"

    def test_ordinary_words_stay(self) -> None:
        assert guarded("'tis") == "'tis"
        assert guarded("Requests") == "Requests"
        assert guarded("") == ""

    @given(st.text(alphabet="'=+-@\t\r\n＝a b", max_size=6))
    def test_it_is_undone_exactly(self, text: str) -> None:
        assert bare(guarded(text)) == text
        assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


class TestForms:
    def test_csv_holds_every_value(self) -> None:
        made = table(("a, “b”\nc", -3, -0.25, True), (None, None, None, False), ("=x", 0, 1, None))
        assert read_csv(to_csv(made)) == [
            ["words", "count", "share", "sure"],
            ["a, “b”\nc", "-3", "-0.25", "true"],
            ["", "", "", "false"],
            ["'=x", "0", "1", ""],
        ]

    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
    def test_csv_gives_back_any_text(self, texts: list[str]) -> None:
        rows = read_csv(to_csv(words(*texts)))[1:]
        assert [bare(row[0]) for row in rows] == texts

    def test_parquet_keeps_values_and_types(self) -> None:
        rows = (("=a", -3, 0.25, True), (None, None, None, None))
        read = parquet.read_table(io.BytesIO(to_parquet(table(*rows))))
        assert [tuple(row.values()) for row in read.to_pylist()] == list(rows)
        assert [str(field.type) for field in read.schema] == ["string", "int64", "double", "bool"]
        assert read.schema.field("share").metadata == {b"description": b"0 to 1"}

    def test_a_workbook_keeps_values_and_computes_nothing(self) -> None:
        found = sheet(to_xlsx([words(*HOSTILE)]))
        cells = [found.cell(n, 1) for n in range(2, 2 + len(HOSTILE))]
        # A workbook holds a carriage return as a line feed.
        assert [cell.value for cell in cells] == [text.replace("\r", "_x000D_") for text in HOSTILE]
        assert {cell.data_type for cell in cells} == {"s"}
        assert [cell.quotePrefix for cell in cells] == [True] * 9 + [False] * 2

    def test_a_workbook_is_ready_to_be_read(self) -> None:
        found = sheet(to_xlsx([table(("a " * 400, 1, 0.5, True), ("b", 2, 0.25, None))]))
        assert found.freeze_panes == "A2"
        assert found.auto_filter.ref == "A1:D3"
        assert 50 <= found.column_dimensions["A"].width <= 62
        assert found.column_dimensions["B"].width <= 12
        assert [type(found.cell(2, n).value) for n in (1, 2, 3, 4)] == [str, int, float, bool]
        assert found.cell(3, 4).value is None

    def test_a_workbook_says_what_its_columns_mean(self) -> None:
        rows = list(sheet(to_xlsx([table()]), "columns").values)
        assert rows[1:] == [("things", c.name, c.type, c.told) for c in COLUMNS]

    def test_what_no_cell_holds_is_cut_and_says_so(self) -> None:
        value = sheet(to_xlsx([words("a" * 40_000)])).cell(2, 1).value
        assert len(value) == 32_767
        assert value.endswith("[… cut: a cell of a workbook holds no more]")

    def test_a_workbook_names_nobody(self) -> None:
        data = zipfile.ZipFile(io.BytesIO(to_xlsx([table()])))
        core = data.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator>" in core
        assert core.count("2000-01-01T00:00:00Z") == 2

    def test_a_frame_has_types_that_can_be_empty(self) -> None:
        frame = to_frame(table(("a", 1, 0.5, True), (None, None, None, None)))
        assert [str(one) for one in frame.dtypes] == ["string", "Int64", "float64", "boolean"]
        assert frame.isna().iloc[1].all()
        assert frame["count"].sum() == 1
        assert frame.attrs["columns"]["share"] == "0 to 1"

    def test_half_a_surrogate_pair_stops_nothing(self, tmp_path: Path) -> None:
        for form in TABLE_WRITERS:
            assert write_tables([words("a\ud800")], tmp_path / f"t.{form}").stat().st_size

    @pytest.mark.parametrize("form", sorted(TABLE_WRITERS))
    def test_the_same_table_gives_the_same_bytes(self, form: str) -> None:
        made = table(("a", 1, 0.5, True), ("ب", 2, 0.25, None))
        assert TABLE_WRITERS[form](made) == TABLE_WRITERS[form](made)

    @pytest.mark.parametrize(
        ("module", "do"), [("pyarrow", to_parquet), ("pandas", to_frame), ("xlsxwriter", "xlsx")]
    )
    def test_what_is_not_installed_is_named(
        self, module: str, do: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(rt.MissingExtra, match=r"pip install 'resotrack\[tables\]'"):
            (TABLE_WRITERS[do] if isinstance(do, str) else do)(table())


class TestWriting:
    def test_several_tables_are_a_folder_or_a_workbook(self, tmp_path: Path) -> None:
        two = [table(name="one"), table(name="two")]
        folder = rt.write_tables(two, tmp_path / "out", format="csv")
        assert sorted(path.name for path in folder.iterdir()) == ["one.csv", "two.csv"]
        book = openpyxl.load_workbook(rt.write_tables(two, tmp_path / "out.xlsx"))
        assert book.sheetnames == ["one", "two", "columns"]
        with pytest.raises(rt.WriteError, match="do not go into one file"):
            rt.write_tables(two, tmp_path / "out.csv")
        with pytest.raises(rt.WriteError, match="one name"):
            rt.write_tables([table(name="a"), table(name="A")], tmp_path / "a.xlsx")
        with pytest.raises(rt.WriteError, match="csv, parquet, xlsx"):
            rt.write_tables(two, tmp_path / "out", format="ods")

    def test_excel_is_told_that_it_is_utf_8(self, tmp_path: Path) -> None:
        made = words("يحث جميع الدول", "敦促各国")
        plain = write_tables([made], tmp_path / "plain.csv").read_bytes()
        marked = write_tables([made], tmp_path / "marked.csv", bom=True).read_bytes()
        assert marked == b"\xef\xbb\xbf" + plain
        assert read_csv(marked.decode("utf-8-sig"))[1][0] == "يحث جميع الدول"


class TestComparison:
    def test_a_row_for_each_link_and_for_each_reason(self, comparison: rt.Comparison) -> None:
        provisions, reasons = rt.tables(comparison)
        assert provisions.column("link") == tuple(range(1, len(comparison.links) + 1))
        assert provisions.column("relation") == tuple(k.relation for k in comparison.links)
        assert provisions.column("direction") == tuple(k.direction for k in comparison.links)
        flags = [flag for link in comparison.links for flag in link.assessment.flags]
        assert reasons.column("reason") == tuple(flag.reason for flag in flags)
        assert set(reasons.column("link")) <= set(provisions.column("link"))

    def test_nothing_of_either_text_is_lost(self, comparison: rt.Comparison) -> None:
        provisions = rt.tables(comparison)[0]
        for name, document in (("before", comparison.before), ("after", comparison.after)):
            told = [str(w) for w in provisions.column(f"wording_{name}") if w is not None]
            assert sorted("\n".join(told).split("\n")) == sorted(
                p.text for p in document.paragraphs
            )

    def test_only_leaves_rows_out(self, comparison: rt.Comparison) -> None:
        provisions, reasons = rt.tables(comparison, only="weakened")
        assert len(provisions.rows) == 4
        assert set(reasons.column("link")) <= set(provisions.column("link"))

    def test_the_frame_is_the_table(self, comparison: rt.Comparison) -> None:
        frame = comparison.to_frame()
        assert isinstance(frame, pandas.DataFrame)
        assert tuple(frame.columns) == rt.tables(comparison)[0].names
        weaker = frame[frame["direction"] == "weakened"]
        assert len(weaker) == comparison.summary.directions["weakened"]
        assert set(comparison.to_frame("reasons")["dimension"]) == set(
            comparison.summary.dimensions
        )
        with pytest.raises(rt.WriteError, match="provisions, reasons"):
            comparison.to_frame("cells")  # type: ignore[arg-type]

    def test_every_form_tells_the_same(self, comparison: rt.Comparison, tmp_path: Path) -> None:
        for form in ("csv", "parquet", "xlsx"):
            rt.write(comparison, tmp_path / f"c.{form}")
        lines = read_csv((tmp_path / "c.csv").read_bytes().decode())[1:]
        rows = parquet.read_table(tmp_path / "c.parquet").to_pylist()
        book = openpyxl.load_workbook(tmp_path / "c.xlsx")
        cells = list(book["provisions"].values)
        assert book.sheetnames == ["provisions", "reasons", "columns"]
        assert [r["reasons"] or "" for r in rows] == [line[15] for line in lines]
        assert [r["wording_after"] for r in rows] == [row[17] for row in cells[1:]]
        assert [r["moved"] for r in rows] == [row[7] for row in cells[1:]]


class TestLineage:
    def test_the_frame_has_a_row_for_each_thread_in_each_text(self, lineage: rt.Lineage) -> None:
        frame = lineage.to_frame()
        assert len(frame) == len(lineage.threads) * len(lineage.documents)
        standing = frame.dropna(subset=["home"]).groupby("text").size().tolist()
        assert standing == [len(document.paragraphs) for document in lineage.documents]
        assert frame["since"].dropna().unique().tolist() == [1]

    def test_the_texts_are_counted(self, lineage: rt.Lineage) -> None:
        frame = lineage.to_frame("texts")
        published = json.loads(lineage.to_json())["summary"]
        assert frame["edited"].tolist() == [one.get("edited", 0) for one in published]


class TestAsks:
    def test_a_row_for_each_ask(self) -> None:
        document = rt.read(HARBOUR.encode())
        made = asks_table(document)
        assert made.column("paragraph") == tuple(ask.paragraph for ask in document.asks)
        assert made.column("deadline") == tuple(
            ask.deadline.text if ask.deadline else None for ask in document.asks
        )
        panel = asks_table(document, who="panel")
        assert 0 < len(panel.rows) < len(made.rows)

    def test_a_row_for_each_ask_in_each_text(self, lineage: rt.Lineage) -> None:
        history = rt.ask_threads(lineage)
        made = ask_history_table(history)
        assert len(made.rows) == 2 * len(history.threads)
        assert made == rt.tables(history)[0]
        gone = [r for r in made.rows if r[made.names.index("kind")] == "absent"]
        assert all(row[made.names.index("paragraph")] is None for row in gone)


def test_the_manual_describes_every_column(comparison: rt.Comparison, lineage: rt.Lineage) -> None:
    manual = (Path(__file__).resolve().parents[1] / "docs" / "tables.md").read_text("utf-8")
    made = (*rt.tables(comparison), *rt.tables(lineage), *rt.tables(rt.ask_threads(lineage)))
    for one in made:
        for column in one.columns:
            assert f"| `{column.name}` | {column.type} | {column.told} |" in manual, one.name


class TestCommand:
    FILES = (str(sample_path("zero-draft.docx")), str(sample_path("adopted.xml")))

    @pytest.mark.parametrize(
        ("command", "first"), [("compare", "link"), ("trace", "thread"), ("asks", "thread")]
    )
    def test_csv_goes_to_the_terminal_and_bytes_to_a_file(
        self, command: str, first: str, tmp_path: Path
    ) -> None:
        done = CliRunner().invoke(app, [command, *self.FILES, "-f", "csv"])
        assert done.exit_code == 0, done.output
        assert done.stdout_bytes.decode().startswith(f"{first},")
        out = str(tmp_path / "out.csv")
        assert CliRunner().invoke(app, [command, *self.FILES, "-o", out, "--bom"]).exit_code == 0
        assert Path(out).read_bytes() == b"\xef\xbb\xbf" + done.stdout_bytes
        assert CliRunner().invoke(app, [command, *self.FILES, "-f", "xlsx"]).exit_code == 2
        for ending in ("parquet", "xlsx"):
            made = tmp_path / f"out.{ending}"
            assert CliRunner().invoke(app, [command, *self.FILES, "-o", str(made)]).exit_code == 0
            assert made.stat().st_size > 1000
