"""How well everything is read, in one table, on the real texts beside the repository.

    python -m benchmarks.reading          the table (some two minutes; PDFs need LibreOffice)

The two long tables have modules of their own: `benchmarks.reading_plain` (bare text in six
languages, wrapped in six ways) and `benchmarks.reading_votes` (sponsors and votes against the
records that the United Nations publish).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold, reading_plain, reading_votes
from resotrack.model.document import View

_SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"

Row = tuple[str, int, int]
"""What is counted, how many are right, of how many."""


def tracked_changes() -> Iterator[Row]:
    """Files with tracked changes against their accepted and rejected counterparts."""
    folder = gold.DATA / "word" / "tracked"
    views: tuple[tuple[View, str], ...] = (("final", "Accepted"), ("original", "Rejected"))
    for name, suffix in views:
        expected = sorted((folder / "accept-reject").glob(f"*-{suffix}.docx"))
        right = sum(
            rt.read(path.with_name(path.name.replace(f"-{suffix}", ""))).view(name).lines
            == rt.read(path).lines
            for path in expected
        )
        yield f"Word, view {name!r} equal line by line", right, len(expected)


def word_and_pdf() -> Iterator[Row]:
    """The paragraphs of a Word file and of the PDF that LibreOffice makes of it."""
    files = [*sorted((gold.DATA / "word" / "ga72").glob("*.docx"))]
    files += [_SAMPLE / name for name in ("zero-draft.docx", "l12.docx", "adopted.docx")]
    program = shutil.which("soffice")
    if program is None:
        return
    right = wanted = 0
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, *map(str, files)], capture_output=True, check=True)
        for path in files:
            printed = rt.read(Path(folder) / f"{path.stem}.pdf")
            texts = {p.id: p.text for p in printed.paragraphs}
            word = rt.read(path).paragraphs
            right += sum(texts.get(p.id) == p.text for p in word)
            wanted += len(word)
    yield "PDF, paragraphs equal to the Word file's", right, wanted


def akn_round_trip() -> Iterator[Row]:
    """AKN4UN read, written and read again."""
    files = sorted((gold.DATA / "unxml").rglob("*.xml"))
    right = 0
    for path in files:
        document = rt.read(path)
        again = rt.read(rt.render_document(document, "akn").encode())
        right += document.paragraphs == again.paragraphs and document.vote == again.vote
    yield "AKN4UN written and read again, paragraphs and vote equal", right, len(files)


def brackets() -> Iterator[Row]:
    """Square brackets of the four states of a negotiating text: in the model, of those it reads.

    Links and references of the Markdown itself are no brackets of the text; a sign that closes
    without one that opens is a Bracket too.
    """
    for path in sorted((gold.DATA / "drafts" / "paris").glob("agreement-*.md")):
        document = rt.read(path)
        paragraphs = (*document.paragraphs, *document.headings)
        signs = sum(p.text.count("[") for p in paragraphs)
        found = len(
            {
                (p.id, b.start)
                for p in paragraphs
                for b in p.brackets
                if p.text[b.start : b.start + 1] == "["
            }
        )
        yield f"Brackets of {path.stem}", found, signs


def main() -> int:
    console = Console(width=110)
    if not gold.DATA.exists():
        console.print("The real texts are not here: ../shared/data is missing.")
        return 2
    table = Table(title="Reading", title_justify="left")
    table.add_column("what")
    for heading in ("right", "of"):
        table.add_column(heading, justify="right")
    for section in (tracked_changes, word_and_pdf, akn_round_trip, brackets):
        for what, right, wanted in section():
            table.add_row(what, f"{right:,}", f"{wanted:,}")
    console.print(table)
    reading_plain.main()
    reading_votes.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
