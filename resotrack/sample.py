"""The sample negotiation that comes with resotrack: four stages of one text, all invented."""

from __future__ import annotations

from pathlib import Path

from resotrack.errors import ReadError

# From the first text on the table to the one adopted.
STAGES = ("zero-draft.docx", "rev1.docx", "l12.docx", "adopted.docx")


def sample_folder() -> Path:
    """Where the sample lies: in the installed package, else in a checkout of the project."""
    package = Path(__file__).parent
    for folder in (package / "_sample", package.parent / "corpora" / "sample"):
        if (folder / STAGES[0]).is_file():
            return folder
    raise ReadError(
        "The sample negotiation is not in this installation.",
        remedy="Install resotrack again, or run from a checkout that has corpora/sample.",
    )


def sample_path(name: str) -> Path:
    """One file of the sample: "zero-draft.docx", "amendments/…"."""
    folder = sample_folder()
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise ReadError(
            "The sample has no file of this name.",
            source=name,
            remedy=f"Its texts are {', '.join(STAGES)}.",
        )
    return path


def sample_files() -> tuple[Path, ...]:
    """The four texts in the order of the negotiation."""
    return tuple(sample_path(name) for name in STAGES)


def sample_amendments() -> tuple[Path, ...]:
    """The four amendments to the text as tabled, in the order of their symbols."""
    return tuple(sample_path(f"amendments/l{number}.docx") for number in (31, 32, 33, 34))
