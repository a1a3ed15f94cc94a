"""Remake `corpora/sample`: run `python -m scripts.make_sample` from the root of the repository."""

import sys
from pathlib import Path

if __package__ in (None, ""):
    # `python scripts/make_sample` runs this file without its package.
    sys.path.insert(0, str(Path(__file__).parents[2]))

from scripts.make_sample import labels
from scripts.make_sample.akn import resolution_xml
from scripts.make_sample.documents import (
    Negotiation,
    amendment,
    draft_resolution,
    resolution,
    revised_draft,
    zero_draft,
)
from scripts.make_sample.texts import SourceError, load, load_text, resolve, revised_lines

ROOT = Path(__file__).parents[2] / "corpora" / "sample"


def main() -> None:
    source = read_source(ROOT / "source")
    check_votes(source)
    for name, data in contents(source).items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (ROOT / "manifest.toml").write_bytes(labels.manifest(source, ROOT).encode())


def read_source(folder: Path) -> Negotiation:
    return Negotiation(
        setting=load(folder / "negotiation.toml"),
        zero=load_text(folder, "zero-draft"),
        revised=load(folder / "rev1.toml"),
        draft=load_text(folder, "l12"),
        adopted=load_text(folder, "adopted"),
        amendments=load(folder / "amendments.toml"),
    )


def check_votes(source: Negotiation) -> None:
    """Every member votes once in each recorded vote."""
    members = sorted(source.setting["members"])
    for vote in source.setting["votes"]:
        if sorted(vote["in_favour"] + vote["against"] + vote["abstaining"]) != members:
            raise SourceError(f"{vote['on']}: the vote is not one of every member")


def contents(source: Negotiation) -> dict[str, bytes]:
    """Every file that is made, by its path below `corpora/sample`."""
    files = {
        "zero-draft.docx": zero_draft(source),
        "rev1.docx": revised_draft(source),
        "l12.docx": draft_resolution(source),
        "adopted.docx": resolution(source),
        "adopted.xml": resolution_xml(source),
    }
    for entry in source.amendments["amendment"]:
        files[entry["path"]] = amendment(source, entry)
    drafted = labels.links(source.zero, source.draft)
    adopted = labels.links(source.draft, source.adopted)
    texts = {
        "labels/zero-draft--l12.gold.jsonl": labels.gold_lines(drafted),
        "labels/l12--adopted.gold.jsonl": labels.gold_lines(adopted),
        "labels/amendments.gold.jsonl": labels.amendment_lines(source),
        "expected/rev1-original.txt": revised_view(source, original=True),
        "expected/rev1-final.txt": revised_view(source, original=False),
        "README.md": readme(source, drafted, adopted),
    }
    return files | {name: text.encode() for name, text in texts.items()}


def revised_view(source: Negotiation, *, original: bool) -> str:
    """The numbered paragraphs of Rev.1 with every change rejected, or accepted."""
    lines = revised_lines(source.zero, source.revised)
    return "".join(f"{line}\n" for line in resolve(lines, dropped="+" if original else "-"))


def readme(source: Negotiation, drafted: list[labels.Link], adopted: list[labels.Link]) -> str:
    page = (ROOT / "source" / "readme.md").read_text(encoding="utf-8")
    for name, text in {
        "amendments": labels.amendment_table(source),
        "zero-draft to l12": labels.table(drafted),
        "zero-draft to l12, unchanged": labels.unchanged(drafted),
        "l12 to adopted": labels.table(adopted),
        "l12 to adopted, unchanged": labels.unchanged(adopted),
    }.items():
        page = page.replace("{{" + name + "}}", text)
    return page


if __name__ == "__main__":
    main()
