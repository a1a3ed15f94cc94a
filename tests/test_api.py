"""The public surface, pinned: what callers may rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import resotrack as rt
from tests.texts import HARBOUR, HARBOUR_LATER

PUBLIC = {
    *("Ask", "AskCell", "AskChange", "AskDifference", "AskHistory", "AskThread"),
    *("ask_threads", "asks", "compare_asks", "use_lexicon"),
    *("Assessment", "Bracket", "Change", "Comment", "CommitteeReport", "Comparison", "Document"),
    *("Flag", "LexiconError", "Link", "Note", "Notice", "Paragraph", "Proposal", "ReadError"),
    *("ResotrackError", "Source", "Span", "Sponsorship", "Summary", "UnknownFormat"),
    *("UnreadableDocument", "UnsafeDocument", "Vote", "WriteError", "__version__", "compare"),
    *("convert", "left_out", "read", "read_report", "render", "render_document", "write"),
    *("Cell", "Lineage", "Origin", "Thread", "compare_all", "render_lineage", "trace"),
    *("Clause", "Hints", "InvalidEncoder", "InvalidHints", "MissingExtra", "read_hints"),
    *("Explanation", "InvalidPerspective", "Perspective", "UnknownParagraph", "explain"),
    *("AmendmentDocument", "Instruction", "InstructionError", "Target", "read_amendments"),
    *("read_corrections", "read_instructions", "read_proposals"),
    *("bracket_amendments", "tracked_amendments"),
    *("CarriedOver", "LeftBehind", "Rebased", "rebase", "rebase_pending"),
    *("Applied", "Conflict", "Failed", "Outcome", "Trace", "apply"),
    "read_perspective",
    *("LedgerError", "Negotiation"),
    *("render_standing", "write_figure", "write_lineage", "write_standing"),
    *("Leak", "Scrubbed", "redline", "scrub", "write_redline"),
    *("Column", "Table", "tables", "write_tables"),
    *("render_asks", "render_explanation", "write_asks", "write_explanation"),
    *("render_synopsis", "write_synopsis"),
    *("Compilation", "compilation", "compiled_docx", "render_compilation", "write_compilation"),
    *("Masthead", "amendment_file", "draft_resolution", "write_amendment"),
    "write_draft_resolution",
}
ROOT = Path(__file__).resolve().parents[1]


def test_the_public_names() -> None:
    assert set(rt.__all__) == PUBLIC
    assert all(hasattr(rt, name) for name in PUBLIC)
    assert rt.__all__ == sorted(rt.__all__)


def test_importing_the_library_loads_nothing_heavy() -> None:
    """No terminal, template, document or learning library before it is needed."""
    heavy = [
        "torch",
        "scipy",
        "matplotlib",
        "pandas",
        "pyarrow",
        "xlsxwriter",
        "sqlalchemy",
        "jinja2",
        "typer",
        "rich",
        "docx",
        "jsonschema",
    ]
    code = f"import sys, resotrack; print([m for m in {heavy!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_command_line_starts_without_the_library() -> None:
    code = (
        "import sys, resotrack_cli.app; print([m for m in ('numpy', 'lxml') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_same_input_gives_the_same_bytes() -> None:
    before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
    for form in ("json", "html", "markdown"):
        once = rt.render(rt.compare(before, after), form)
        assert once == rt.render(rt.compare(before, after), form)


def test_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "b.txt").write_text(HARBOUR_LATER, encoding="utf-8")
    command = [sys.executable, "-m", "resotrack_cli", "compare", "a.txt", "b.txt", "-f", "json"]
    outputs = {
        subprocess.run(
            command,
            cwd=tmp_path,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": f"{ROOT}:{ROOT / 'cli'}"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_no_path_is_given_away(tmp_path: Path) -> None:
    path = tmp_path / "secret-client" / "draft.txt"
    path.parent.mkdir()
    path.write_text(HARBOUR, encoding="utf-8")
    comparison = rt.compare(rt.read(path), rt.read(HARBOUR_LATER.encode()))
    for form in ("json", "html", "markdown"):
        assert "secret-client" not in rt.render(comparison, form)


def test_the_json_names_its_schema_and_every_paragraph() -> None:
    comparison = rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode()))
    published = json.loads(comparison.to_json())
    assert published["schema"] == "resotrack.comparison/1"
    linked = [i for link in published["links"] for i in link["after"]]
    assert linked == [p["id"] for p in published["after"]["paragraphs"]]


def test_words_of_each_link_rebuild_both_sides() -> None:
    for link in rt.compare(rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())).links:
        before = "".join(text for kind, text in link.words if kind != "insert")
        after = "".join(text for kind, text in link.words if kind != "delete")
        assert before == "\n".join(p.text for p in link.before)
        assert after == "\n".join(p.text for p in link.after)


def test_texts_in_two_languages_are_noticed() -> None:
    english = rt.Document(paragraphs=(), language="en")
    french = rt.Document(paragraphs=(), language="fr")
    assert [n.code for n in rt.compare(english, french).notices] == ["languages"]


@pytest.mark.parametrize("example", sorted(ROOT.glob("examples/*.py")), ids=lambda p: p.stem)
def test_the_examples_run(example: Path) -> None:
    done = subprocess.run([sys.executable, example], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_sample_is_what_its_manifest_says(sample: Path) -> None:
    import hashlib
    import tomllib

    manifest = tomllib.loads((sample / "manifest.toml").read_text(encoding="utf-8"))
    rows = manifest["file"] if "file" in manifest else manifest["files"]
    assert rows
    for row in rows:
        data = (sample / row["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["path"]
        assert len(data) == row["bytes"], row["path"]
