"""Bare text in six languages: do the paragraphs come back, with their ids and their words?

    python -m benchmarks.reading_plain              a seeded sample
    python -m benchmarks.reading_plain --all        every AKN4UN file (eight minutes and more)
    python -m benchmarks.reading_plain --errors fr  what went wrong in French, with the words

The UN's own mark-up gives the truth. Each text is written out without any mark-up, in the ways in
which people come by bare text, and read again; a paragraph counts where its id comes back with the
same words.
"""

from __future__ import annotations

import argparse
import random
import re
import tarfile
import textwrap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

import resotrack as rt
from resotrack.read.akn import read_akn
from resotrack.read.blocks import Block, Reading

_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "unxml"
_ANNEX = {"en": "Annex", "fr": "Annexe", "es": "Anexo", "ru": "Приложение", "zh": "附件"}
_ANNEX["ar"] = "المرفق"
_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_SIGN = 0xF000
# Of the archive of English General Assembly texts the quick run takes so many.
_SHARE = 0.015
_NO_BREAK_BEFORE = set("，。；：、）》”’！？,.;:)%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One paragraph of a print: its words, and the notes whose marks stand in them."""

    text: str
    notes: tuple[tuple[int, str, str], ...] = ()
    """(position, mark, words of the note)."""


@dataclass(slots=True)
class Tally:
    ids: int = 0
    whole: int = 0
    total: int = 0
    files: int = 0
    language: int = 0

    def add(self, truth: rt.Document, found: rt.Document | None) -> None:
        words = {p.id: p.text for p in found.paragraphs} if found else {}
        self.files += 1
        self.language += found is not None and found.language == truth.language
        self.total += len(truth.paragraphs)
        self.ids += sum(p.id in words for p in truth.paragraphs)
        self.whole += sum(_same(words.get(p.id), p.text, truth.language) for p in truth.paragraphs)


def _same(found: str | None, text: str, language: str) -> bool:
    """Word for word. A line break leaves no trace of a space between Chinese characters."""
    if language == "zh" and found is not None:
        return found.replace(" ", "") == text.replace(" ", "")
    return found == text


# ---- a text without its mark-up -------------------------------------------------------------


def print_out(reading: Reading, truth: rt.Document, *, formula: bool = True) -> list[Printed]:
    """The paragraphs of a text as a printer sets them, front and closing among them."""
    facts = reading.facts
    out = [Printed(text=t) for t in (truth.symbol, facts.session, truth.title) if t]
    if formula and facts.body:
        out.append(Printed(text=facts.body + {"zh": "，", "ar": "،"}.get(truth.language, ",")))
    closing = [Printed(text=facts.adoption)] if facts.adoption else []
    for number, block in enumerate(reading.blocks):
        if block.division and not block.text:
            annex = block.division == "annex"
            if annex:
                out, closing = out + closing, []
            following = reading.blocks[number + 1].text if number + 1 < len(reading.blocks) else ""
            name = _ANNEX[truth.language] if annex else block.division
            if not following.startswith(name):
                out.append(Printed(text=name))
        elif block.part == "formula":
            if formula and block.text.rstrip(",，، ") != facts.body:
                out.append(Printed(text=block.text))
        elif block.text:
            out.append(_printed(block))
    return out + closing


def _printed(block: Block) -> Printed:
    head = f"{block.number} " if block.number and block.number != block.text else ""
    return Printed(
        text=head + block.text,
        notes=tuple((len(head) + n.position, n.marker, n.text) for n in block.notes if n.text),
    )


# ---- the ways in which people come by bare text ---------------------------------------------


def a_line_each(print_: Sequence[Printed], language: str, chance: random.Random) -> str:
    return "\n".join(p.text for p in print_) + "\n"


def blank_lines(print_: Sequence[Printed], language: str, chance: random.Random) -> str:
    width = chance.randint(72, 95)
    return "\n\n".join("\n".join(wrap(p.text, width, language)) for p in print_) + "\n"


def wrapped(print_: Sequence[Printed], language: str, chance: random.Random) -> str:
    width = chance.randint(72, 95)
    return "\n".join("\n".join(wrap(p.text, width, language)) for p in print_) + "\n"


def page_copy(print_: Sequence[Printed], language: str, chance: random.Random) -> str:
    """Lines out of a PDF: furniture between them, notes below a rule, marks glued to words."""
    width, height = chance.randint(72, 95), chance.randint(36, 48)
    space = chance.choice(([], [""]))
    symbol = print_[0].text if "/" in print_[0].text else "A/99/L.7"
    rows: list[tuple[str, list[str]]] = []
    for paragraph in print_:
        marked = paragraph.text
        for place, (position, mark, _) in reversed(list(enumerate(paragraph.notes))):
            shown = f"({mark})" if language == "ar" else mark
            marked = marked[:position] + chr(_SIGN + place) + shown + marked[position:]
        for line in wrap(marked, width, language):
            below = []
            for character in line:
                if 0 <= ord(character) - _SIGN < len(paragraph.notes):
                    _, mark, words = paragraph.notes[ord(character) - _SIGN]
                    note = f"({mark}) {words}" if language == "ar" else f"{mark} {words}"
                    below += wrap(note, width, language)
            rows.append((re.sub("[\uf000-\uf0ff]", "", line), below))
    pages: list[list[tuple[str, list[str]]]] = [[]]
    used = 0
    for row in rows:
        size = 1 + len(row[1])
        if used + size > height and pages[-1]:
            pages.append([])
            used = 0
        pages[-1].append(row)
        used += size
    out: list[str] = []
    job = f"{chance.randint(20, 29)}-{chance.randint(10000, 29999)}"
    for place, page in enumerate(pages, 1):
        if place > 1:
            out += [*space, symbol, *space]
        out += [line for line, _ in page]
        if notes_below := [line for _, below in page for line in below]:
            out += ["__________________", *notes_below]
        foot = f"{place}/{len(pages)} {job}" if place % 2 == 0 else f"{job} {place}/{len(pages)}"
        out += [*space, foot]
    return "\n".join(out) + "\n"


def carriage_returns(print_: Sequence[Printed], language: str, chance: random.Random) -> str:
    return blank_lines(print_, language, chance).replace("\n", "\r\n")


WRAPPINGS: dict[str, Callable[[Sequence[Printed], str, random.Random], str]] = {
    "a line each": a_line_each,
    "blank lines": blank_lines,
    "wrapped": wrapped,
    "page copy": page_copy,
    "no formula": wrapped,
    "CRLF": carriage_returns,
}


def wrap(text: str, width: int, language: str) -> list[str]:
    """Hard line breaks. Chinese breaks between any two characters, but not before a comma."""
    if language != "zh":
        return textwrap.wrap(text, width, break_long_words=False) or [""]
    lines, line, used = [], "", 0
    for piece in re.findall(r"[!-~]+|\s|[^!-~\s]", text):
        size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in piece)
        if used + size > width and line and piece not in _NO_BREAK_BEFORE:
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()
        line += piece
        used += size if piece else 0
    return [*lines, line]


# ---- the table ------------------------------------------------------------------------------


def sources(every: bool, chance: random.Random) -> list[tuple[str, bytes]]:
    """(name, bytes) of the texts: each language alike, and the General Assembly's as a sample."""
    files = sorted(_FOLDER.rglob("*.xml"))
    if not every:
        files = [f for f in files if "English" not in f.parts or chance.random() < 0.06]
    found = [(f.name, f.read_bytes()) for f in files]
    archive = _FOLDER / "ga-english-75-78.tar.xz"
    if archive.is_file():
        with tarfile.open(archive) as tar:
            for member in tar:
                if not member.name.endswith(".xml") or (chance.random() > _SHARE and not every):
                    continue
                if stream := tar.extractfile(member):
                    found.append((Path(member.name).name, stream.read()))
    return found


def measure(
    texts: Iterable[tuple[str, bytes]], seed: int
) -> Iterator[tuple[str, str, str, rt.Document, rt.Document | None]]:
    """(file, language, wrapping, truth, what was read) of every text in every wrapping."""
    for name, data in texts:
        try:
            reading, truth = read_akn(data), rt.read(data)
        except rt.ReadError:
            continue
        for wrapping, write in WRAPPINGS.items():
            print_ = print_out(reading, truth, formula=wrapping != "no formula")
            text = write(print_, truth.language, random.Random(f"{seed} {name} {wrapping}"))
            try:
                found = rt.read(text.encode(), format="plain")
            except rt.ReadError:
                found = None
            yield name, truth.language, wrapping, truth, found


def _errors(name: str, wrapping: str, truth: rt.Document, found: rt.Document | None) -> list[str]:
    if found is None:
        return [f"{name} [{wrapping}] not read"]
    words = {p.id: p.text for p in found.paragraphs}
    return [
        f"{name} [{wrapping}] {p.id}\n   - {p.text}\n   + {words.get(p.id)}"
        for p in truth.paragraphs
        if not _same(words.get(p.id), p.text, truth.language)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--all", action="store_true", help="every file, not a sample")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", metavar="LANGUAGE", help="print what went wrong")
    parser.add_argument("--wrapping", help="only this one in --errors")
    options = parser.parse_args()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    worst: Counter[str] = Counter()
    texts = sources(options.all, random.Random(options.seed))
    for name, language, wrapping, truth, found in measure(texts, options.seed):
        tallies[language, wrapping].add(truth, found)
        errors = _errors(name, wrapping, truth, found)
        worst[f"{name} [{wrapping}]"] += len(errors)
        if language == options.errors and wrapping == (options.wrapping or wrapping):
            print("\n".join(errors[:3]))
    Console(width=120).print(_table(tallies))
    print("most errors:", ", ".join(f"{k} {n}" for k, n in worst.most_common(8) if n) or "none")


def _table(tallies: dict[tuple[str, str], Tally]) -> Table:
    table = Table(title="Bare text read again: ids % / ids with their words % / language guessed")
    table.add_column("wrapping")
    for language in _LANGUAGES:
        table.add_column(language, justify="right")
    for wrapping in WRAPPINGS:
        cells = []
        for language in _LANGUAGES:
            t = tallies[language, wrapping]
            if not t.total:
                cells.append("–")
                continue
            cells.append(
                f"{100 * t.ids / t.total:.2f} {100 * t.whole / t.total:.2f} {t.language}/{t.files}"
            )
        table.add_row(wrapping, *cells)
    counts = (f"{tallies[x, 'wrapped'].total}" for x in _LANGUAGES)
    table.add_row("(paragraphs)", *counts)
    return table


if __name__ == "__main__":
    main()
