"""What became of each paragraph, as data and as tables, and the checksums of the files."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .documents import Negotiation, listed
from .texts import SourceError, Table, Text, plain

_EMPTY_TARGET = {"anchor": "", "old": "", "new": "", "new_label": "", "note": ""}
_KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xml": "application/akn+xml",
    ".toml": "application/toml",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What became of a paragraph between two states."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    relation: str
    story: Table

    @property
    def direction(self) -> str:
        return str(self.story.get("direction", "neutral"))

    @property
    def moved(self) -> bool:
        return bool(self.story.get("moved", False))

    def to_gold(self) -> Table:
        return {
            "a": list(self.before),
            "b": list(self.after),
            "relation": self.relation,
            "moved": self.moved,
            "direction": self.direction,
            "dimensions": self.story.get("dimensions", []),
            "evidence": self.story.get("evidence", []),
            "note": self.story.get("note", ""),
        }


def links(earlier: Text, later: Text) -> list[Link]:
    """Every paragraph of both states in exactly one link, in the order of the later state."""
    found: list[Link] = []
    for paragraph in later.paragraphs:
        if found and paragraph.before and found[-1].before == paragraph.before:
            last = found.pop()
            after = (*last.after, paragraph.id)
            found.append(Link(before=last.before, after=after, relation="split", story=last.story))
            continue
        relation = _relation(paragraph.before, paragraph.story)
        found.append(
            Link(
                before=paragraph.before,
                after=(paragraph.id,),
                relation=relation,
                story=paragraph.story,
            )
        )
    found += [
        Link(before=tuple(entry["from"]), after=(), relation="deleted", story=entry)
        for entry in later.data.get("deleted", [])
    ]
    _check(earlier, later, found)
    return found


def _relation(before: tuple[str, ...], story: Table) -> str:
    if not before:
        return "added"
    if len(before) > 1:
        return "merged"
    return str(story.get("relation", "edited" if "text" in story else "same"))


def _check(earlier: Text, later: Text, found: list[Link]) -> None:
    for text, ids in (
        (earlier, [id_ for link in found for id_ in link.before]),
        (later, [id_ for link in found for id_ in link.after]),
    ):
        if sorted(ids) != sorted(p.id for p in text.paragraphs):
            raise SourceError(f"{text.name}: not every paragraph stands in exactly one link")
    words_before = {p.id: plain(p.text) for p in earlier.paragraphs}
    words_after = {p.id: plain(p.text) for p in later.paragraphs}
    for link in found:
        _check_evidence(link, words_before, link.before, 0)
        _check_evidence(link, words_after, link.after, 1)


def _check_evidence(link: Link, words: dict[str, str], ids: tuple[str, ...], side: int) -> None:
    text = " ".join(words[id_] for id_ in ids)
    for pair in link.story.get("evidence", []):
        if pair[side] not in text:
            raise SourceError(f"{ids}: the evidence “{pair[side]}” is not in the text")


def gold_lines(found: list[Link]) -> str:
    return "".join(json.dumps(link.to_gold(), ensure_ascii=False) + "\n" for link in found)


def amendment_lines(source: Negotiation) -> str:
    rows = []
    for entry in source.amendments["amendment"]:
        for number, instruction in enumerate(entry["instructions"], start=1):
            row = {"symbol": entry["symbol"], "n": number, "action": instruction["action"]}
            row["target"] = instruction["target"]
            row |= {key: instruction.get(key, value) for key, value in _EMPTY_TARGET.items()}
            rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    return "".join(rows)


# The table of changes --------------------------------------------------------------------------


def table(found: list[Link]) -> str:
    """The changes as a Markdown table; paragraphs that only took a new number are left out."""
    lines = [
        "| before | after | relation | moved | direction | by | why |",
        "|---|---|---|---|---|---|---|",
    ]
    for link in found:
        if link.relation == "same" and not link.story.get("note"):
            continue
        cells = (
            ", ".join(link.before) or "–",
            ", ".join(link.after) or "–",
            link.relation,
            "yes" if link.moved else "",
            link.direction,
            link.story.get("by", ""),
            link.story.get("note", ""),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def unchanged(found: list[Link]) -> str:
    pairs = [
        f"{link.before[0]} → {link.after[0]}"
        for link in found
        if link.relation == "same" and not link.story.get("note")
    ]
    return ", ".join(pairs)


def amendment_table(source: Negotiation) -> str:
    lines = ["| symbol | sponsors | temper | outcome |", "|---|---|---|---|"]
    for entry in source.amendments["amendment"]:
        temper = "friendly" if entry["friendly"] else "hostile"
        sponsors = listed(entry["sponsors"])
        lines.append(f"| {entry['symbol']} | {sponsors} | {temper} | {entry['outcome']} |")
    return "\n".join(lines)


# The manifest ----------------------------------------------------------------------------------


def manifest(source: Negotiation, root: Path) -> str:
    setting = source.setting
    head = {
        "name": setting["name"],
        "title": setting["title"],
        "origin": setting["origin"],
        "licence": setting["licence"],
        "date": str(setting["session_to"]),
        "language": setting["language"],
    }
    known = _known(source)
    blocks = [_block(head)]
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name = path.relative_to(root).as_posix()
        if name == "manifest.toml":
            continue
        data = path.read_bytes()
        row = {
            "path": name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            **known.get(name, {"kind": "source" if name.startswith("source/") else "about"}),
            "media_type": _KINDS[path.suffix],
        }
        blocks.append("[[file]]\n" + _block(row))
    return "\n".join(blocks)


def _known(source: Negotiation) -> dict[str, Table]:
    """Symbol, date and kind of the files that are texts or labels."""
    rows = {
        file["path"]: {
            "symbol": file.get("symbol", ""),
            "date": str(file["date"]),
            "kind": file["kind"],
        }
        for file in source.setting["files"]
    }
    rows["adopted.xml"] = rows["adopted.docx"]
    for entry in source.amendments["amendment"]:
        rows[entry["path"]] = {
            "symbol": entry["symbol"],
            "date": str(source.amendments["date"]),
            "kind": "amendment",
        }
    for name in ("zero-draft--l12", "l12--adopted", "amendments"):
        rows[f"labels/{name}.gold.jsonl"] = {"kind": "labels"}
    for name in ("original", "final"):
        rows[f"expected/rev1-{name}.txt"] = {"kind": f"what rev1.docx reads like, {name} view"}
    return rows


def _block(row: Table) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in _present(row))


def _present(row: Table) -> Iterator[tuple[str, str | int]]:
    return ((key, value) for key, value in row.items() if value != "")


def _value(value: str | int) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
