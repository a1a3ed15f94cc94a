"""The command line: what it prints, where it prints it, and the code it ends with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html as lxml_html
from rich.console import Console
from typer.testing import CliRunner

import resotrack as rt
from resotrack.errors import ReadError
from resotrack.sample import STAGES, sample_files, sample_path
from resotrack.write import Only
from resotrack.write.json import schema
from resotrack_cli.app import app
from resotrack_cli.show import print_document
from resotrack_cli.terminal import print_comparison
from tests import factories

ALL: tuple[Only, ...] = ("all",)
BEFORE = """\
The Council of the River,
Guided by the Pact of the Quiet River,
Recalling its resolution 91/2 of 4 March 2029,
1. Condemns the burning of the boathouse at the upper lock;
2. Requests the Panel to submit a report on the state of the gauges to the Council;
3. Thanks the ferrymen of the lower reach for their patience.
"""
AFTER = """\
The Council of the River,
Guided by the Pact of the Quiet River,
Recalling its resolution 91/2 of 4 March 2029,
1. Condemns the burning of the boathouse at the upper lock;
2. Invites the Panel to consider submitting a report on the state of the gauges to the Council;
3. Thanks the ferrymen of the lower reach for their patience.
"""


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    before, after = tmp_path / "before.txt", tmp_path / "after.txt"
    before.write_text(BEFORE, encoding="utf-8")
    after.write_text(AFTER, encoding="utf-8")
    return str(before), str(after)


def printed(*, colour: bool = False, width: int = 80) -> str:
    """The comparison of the factories as a terminal shows it."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
    )
    print_comparison(console, factories.comparison(), shown=ALL)
    return out.getvalue()


class TestTerminal:
    def test_the_answer_stands_before_the_text(self) -> None:
        told = printed()
        assert told.index("▼ Weaker (3)") < told.index("▲ Stronger (2)") < told.index("Provisions")
        assert "OP6 → OP7        “Requests” → “Invites” (force)" in told

    def test_without_colour_changes_are_marked(self) -> None:
        told = printed()
        assert "[-Requests-]{+Invites+} the Panel" in told
        assert "\x1b[" not in told

    def test_with_colour_they_are_struck_and_underlined(self) -> None:
        told = printed(colour=True)
        assert "\x1b[9;31mRequests" in told
        assert "\x1b[4;32mInvites" in told
        assert "[-" not in told

    @pytest.mark.parametrize("width", [60, 80, 110])
    def test_no_line_is_wider_than_the_terminal(self, width: int) -> None:
        lines = printed(width=width).splitlines()
        assert max(map(len, lines)) <= width
        assert not [line for line in lines if line != line.rstrip()]

    def test_a_document_is_shown_with_its_doubts(self) -> None:
        out = StringIO()
        print_document(Console(file=out, width=80), factories.comparison().before)
        told = out.getvalue()
        assert "Tracked:   1 tracked change, read as accepted" in told
        assert "  OP2 (a)  To keep the locks open;" in told
        assert "I. The river" in told
        assert "0 footnotes, 1 tracked change, 0 comments" in " ".join(told.split())
        assert "To check: op5: Paragraph 5 is numbered twice." in told


class TestShow:
    def test_a_text_is_shown(self, runner: CliRunner, texts: tuple[str, str]) -> None:
        result = runner.invoke(app, ["show", texts[0]])
        assert result.exit_code == 0, result.output
        assert "OP2" in result.stdout
        assert "2 preambular and 3 operative paragraphs" in result.stdout


class TestCompare:
    def test_the_terminal_is_the_default(self, runner: CliRunner, texts: tuple[str, str]) -> None:
        result = runner.invoke(app, ["compare", *texts])
        assert result.exit_code == 0, result.output
        assert "“Requests” → “Invites” (force)" in result.stdout
        assert "[-Requests-]{+Invites+}" in result.stdout
        assert result.stderr == ""

    @pytest.mark.parametrize("form", ["html", "json", "markdown"])
    def test_other_forms_go_to_standard_output(
        self, runner: CliRunner, texts: tuple[str, str], form: str
    ) -> None:
        result = runner.invoke(app, ["compare", *texts, "--format", form])
        assert result.exit_code == 0, result.output
        comparison = rt.compare(rt.read(texts[0]), rt.read(texts[1]))
        assert result.stdout == rt.render(comparison, form)

    def test_the_suffix_of_the_output_decides(
        self, runner: CliRunner, texts: tuple[str, str], tmp_path: Path
    ) -> None:
        target = tmp_path / "changes.json"
        result = runner.invoke(app, ["compare", *texts, "-o", str(target)])
        assert (result.exit_code, result.stdout) == (0, "")
        assert str(target) in result.stderr
        jsonschema.validate(json.loads(target.read_text("utf-8")), schema())

    @pytest.mark.parametrize(("only", "kept"), [("weakened", True), ("strengthened", False)])
    def test_only_what_was_asked_for(
        self, runner: CliRunner, texts: tuple[str, str], only: str, kept: bool
    ) -> None:
        result = runner.invoke(app, ["compare", *texts, "--only", only])
        assert ("{+Invites+}" in result.stdout) is kept

    def test_check_tells_by_its_code(self, runner: CliRunner, texts: tuple[str, str]) -> None:
        before, after = texts
        assert runner.invoke(app, ["compare", before, after, "--check"]).exit_code == 1
        assert runner.invoke(app, ["compare", before, before, "--check"]).exit_code == 0
        assert runner.invoke(app, ["compare", after, before, "--check"]).exit_code == 0


class TestFailures:
    def test_a_missing_file(self, runner: CliRunner, tmp_path: Path) -> None:
        missing = str(tmp_path / "nowhere.docx")
        result = runner.invoke(app, ["show", missing])
        assert result.exit_code == 3
        assert result.stdout == ""
        assert "nowhere.docx" in result.stderr
        assert "Traceback" not in result.output

    def test_a_file_of_no_known_format(self, runner: CliRunner, tmp_path: Path) -> None:
        odd = tmp_path / "odd.bin"
        odd.write_bytes(bytes(range(256)) * 8)
        result = runner.invoke(app, ["show", str(odd)])
        assert result.exit_code == 3
        assert result.stderr.startswith("resotrack: odd.bin")

    def test_a_folder(self, runner: CliRunner, tmp_path: Path) -> None:
        assert runner.invoke(app, ["show", str(tmp_path)]).exit_code == 3

    def test_an_output_without_a_known_suffix(
        self, runner: CliRunner, texts: tuple[str, str], tmp_path: Path
    ) -> None:
        result = runner.invoke(app, ["compare", *texts, "-o", str(tmp_path / "changes.xls")])
        assert result.exit_code == 3
        assert ".html" in result.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ["compare", "one.docx"],
            ["compare", "a", "b", "--only", "nothing"],
            ["compare", "a", "b", "--format", "terminal", "-o", "x.html"],
            ["unheard-of"],
        ],
    )
    def test_wrong_usage(self, runner: CliRunner, arguments: list[str]) -> None:
        assert runner.invoke(app, arguments).exit_code == 2


class TestHelp:
    @pytest.mark.parametrize("command", ["show", "compare", "demo"])
    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_every_command_gives_an_example(
        self, runner: CliRunner, command: str, option: str
    ) -> None:
        result = runner.invoke(app, [command, option])
        assert result.exit_code == 0
        assert f"resotrack {command}" in result.stdout
        assert "Exit codes:" in result.stdout

    def test_no_arguments_show_the_help(self, runner: CliRunner) -> None:
        assert "Commands:" in runner.invoke(app, []).output

    def test_the_version(self, runner: CliRunner) -> None:
        assert runner.invoke(app, ["--version"]).stdout == f"resotrack {rt.__version__}\n"

    def test_help_loads_nothing_heavy(self) -> None:
        code = (
            "import sys, resotrack_cli.app\n"
            "heavy = {'resotrack', 'lxml', 'numpy', 'rapidfuzz', 'jinja2', 'rich'}\n"
            "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")

    @pytest.mark.parametrize("module", ["resotrack", "resotrack_cli"])
    def test_python_m(self, module: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", module, "--version"],
            capture_output=True,
            text=True,
            env={**os.environ, "NO_COLOR": "1"},
        )
        assert (done.returncode, done.stdout) == (0, f"resotrack {rt.__version__}\n")


class TestSample:
    def test_its_files_are_found(self) -> None:
        assert [path.name for path in sample_files()] == list(STAGES)

    @pytest.mark.parametrize("name", ["nothing.docx", "../sample/../../README.md", ""])
    def test_other_files_are_not(self, name: str) -> None:
        with pytest.raises(ReadError, match=r"zero-draft\.docx"):
            sample_path(name)

    def test_each_stage_is_shown(self, runner: CliRunner) -> None:
        for path in sample_files():
            result = runner.invoke(app, ["show", str(path)])
            assert result.exit_code == 0, result.output
            assert "OP1" in result.stdout

    def test_the_demo_plays_the_sample_through_a_record(
        self, runner: CliRunner, tmp_path: Path
    ) -> None:
        result = runner.invoke(app, ["demo", "-o", str(tmp_path / "demo")])
        assert result.exit_code == 0, result.output
        for told in ("THE BOARD", "THE TIMELINE", "THE BRIEF", "nothing in it was altered"):
            assert told in result.stdout
        assert (tmp_path / "demo" / "harbours.reso").is_file()
        report = tmp_path / "demo" / "zero-draft-to-adopted.html"
        assert str(report) in result.stdout
        page: Any = lxml_html.document_fromstring(report.read_text("utf-8"))
        assert page.xpath("//section[contains(@class, 'group weakened')]//li")
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))

    def test_a_folder_that_cannot_be_made(self, runner: CliRunner, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert runner.invoke(app, ["demo", "-o", str(tmp_path / "file" / "demo")]).exit_code == 3
