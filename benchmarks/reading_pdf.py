"""PDFs in six languages: do the paragraphs of a page come back, with their ids and their words?

    python -m benchmarks.reading_pdf                 the table (about two minutes)
    python -m benchmarks.reading_pdf --errors ar     what went wrong in Arabic, with the words
    python -m benchmarks.reading_pdf --keep FOLDER   leave the PDFs there, to look at them

The UN's own mark-up gives the truth. Each text is set as the UN sets it (masthead, running head,
page numbers, footnotes, right to left in Arabic), printed by LibreOffice and read again. A
paragraph counts where its id comes back with the same words, a note where it comes back at the
same paragraph with the same words.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import astuple, dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from resotrack.read.akn import read_akn
from resotrack.read.blocks import Block

LANGUAGES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French"}
LANGUAGES |= {"ru": "Russian", "zh": "Chinese"}
_SERIES = ("ga-series/dprk", "ga-series/human-rights-defenders", "ga-series/torture")
_ANNEX = {"ar": "المرفق", "en": "Annex", "es": "Anexo", "fr": "Annexe", "ru": "Приложение"}
_ANNEX["zh"] = "附件"
_COLUMNS = ["texts", "paragraphs", "ids", "with their words", "openings"]
_COLUMNS += ["notes", "right", "notices"]
_COMMAS = {"ar": "،", "zh": "，"}

_FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:default-style style:family="paragraph">
  <style:paragraph-properties style:writing-mode="{mode}" style:tab-stop-distance="1cm"/>
  <style:text-properties fo:font-size="10pt" style:font-size-asian="10pt"
   style:font-size-complex="12pt" fo:language="{code}" fo:country="none"/>
 </style:default-style>
 <style:style style:name="Standard" style:family="paragraph">
  <style:paragraph-properties style:writing-mode="{mode}" fo:text-align="start"/></style:style>
 <style:style style:name="Masthead" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties fo:font-size="14pt" style:font-size-asian="14pt"
   style:font-size-complex="16pt"/></style:style>
 <style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-left="2cm" fo:margin-top="0.4cm"
   fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
  <style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"
   style:font-weight-complex="bold" fo:font-size="12pt" style:font-size-asian="12pt"
   style:font-size-complex="14pt"/></style:style>
 <style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-left="2cm" fo:margin-right="2cm" fo:text-indent="1cm"
   fo:margin-bottom="0.21cm" fo:text-align="justify"><style:tab-stops>
   <style:tab-stop style:position="2cm"/></style:tab-stops></style:paragraph-properties>
 </style:style>
 <style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-left="1cm" fo:text-indent="-0.5cm"/>
  <style:text-properties fo:font-size="8pt" style:font-size-asian="8pt"
   style:font-size-complex="9pt"/></style:style>
 <style:style style:name="Furniture" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties fo:font-size="9pt" style:font-size-asian="9pt"
   style:font-size-complex="9pt" fo:font-weight="bold" style:font-weight-complex="bold"/>
 </style:style>
 <style:style style:name="Lead" style:family="text">
  <style:text-properties fo:font-style="italic" style:font-style-asian="italic"
   style:font-style-complex="italic"/></style:style>
 <style:style style:name="Raised" style:family="text">
  <style:text-properties style:text-position="super 58%"/></style:style>
 <text:notes-configuration text:note-class="footnote" text:citation-style-name="Raised"
  text:citation-body-style-name="Raised" style:num-format="1" text:start-value="0"
  text:footnotes-position="page"/>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="A4">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="1.5cm"
   style:writing-mode="{mode}">
   <style:footnote-sep style:width="0.02cm" style:rel-width="25%"
    style:distance-before-sep="0.1cm" style:distance-after-sep="0.1cm"/>
  </style:page-layout-properties>
  <style:header-style><style:header-footer-properties fo:margin-bottom="0.6cm"
   fo:min-height="0.6cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:margin-top="0.6cm"
   fo:min-height="0.6cm"/></style:footer-style>
 </style:page-layout>
</office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="A4">
  <style:header><text:p text:style-name="Furniture">{symbol}</text:p></style:header>
  <style:header-first><text:p text:style-name="Furniture"/></style:header-first>
  <style:footer><text:p text:style-name="Furniture"><text:page-number/>/<text:page-count/>
   <text:tab/><text:tab/><text:tab/><text:tab/>30-11223</text:p></style:footer>
  <style:footer-first><text:p text:style-name="Furniture">30-11223 ({letter})</text:p>
  </style:footer-first>
 </style:master-page>
</office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


@dataclass(slots=True)
class Tally:
    files: int = 0
    paragraphs: int = 0
    ids: int = 0
    whole: int = 0
    openings: int = 0
    notes: int = 0
    right_notes: int = 0
    notices: int = 0


def texts() -> Iterator[tuple[str, str, Path]]:
    """(language, name of the print, file) of every text that is there in six languages."""
    for language, folder in LANGUAGES.items():
        files = sorted((gold.DATA / "unxml" / "hrc" / "54session" / folder).glob("*54_24*"))
        for series in _SERIES:
            files += sorted((gold.DATA / "unxml" / series / folder).glob("*.xml"))
        for number, path in enumerate(files):
            yield language, f"{language}-{number:02}", path


# ---- setting a text -------------------------------------------------------------------------


def set_text(data: bytes) -> str:
    """A text as a page-setter would set it: an OpenDocument file in one piece."""
    reading, truth = read_akn(data), rt.read(data)
    facts, language = reading.facts, truth.language
    right_to_left = language == "ar"
    front = [
        _paragraph("Masthead", escape(f"{truth.symbol}")),
        *(_paragraph("Standard", escape(line)) for line in (facts.session, facts.date) if line),
        _paragraph("Heading", escape(truth.title)),
    ]
    if facts.body:
        words = f"<text:span text:style-name='Lead'>{escape(facts.body)}</text:span>"
        front.append(_paragraph("Body", words + _COMMAS.get(language, ",")))
    closing = [_paragraph("Body", escape(facts.adoption))] if facts.adoption else []
    body: list[str] = []
    for block in reading.blocks:
        if block.division and not block.text:
            if block.division == "annex":
                body, closing = body + closing, []
            name = _ANNEX[language] if block.division == "annex" else block.division
            body.append(_paragraph("Heading", escape(name)))
        elif block.part == "formula":
            if block.text.rstrip(",，، ") != facts.body:
                body.append(_paragraph("Body", escape(block.text)))
        elif block.style == "table":
            _add_row(body, block)
        elif block.text:
            style = "Heading" if block.style == "heading" else "Body"
            body.append(_paragraph(style, _words(block, language)))
    return _FRAME.format(
        mode="rl-tb" if right_to_left else "lr-tb",
        code=language,
        symbol=escape(truth.symbol),
        letter=language[0].upper(),
        body="".join([*front, *body, *closing]),
    )


def _paragraph(style: str, content: str) -> str:
    return f"<text:p text:style-name={quoteattr(style)}>{content}</text:p>\n"


def _words(block: Block, language: str) -> str:
    """The words of a block: its number a tab away, its lead in italics, its notes in place."""
    number = block.number if block.number != block.text else ""
    head = f"{escape(number)}<text:tab/>" if number else ""
    lead = len(block.lead) if block.lead and block.text.startswith(block.lead) else 0
    cuts = sorted({0, lead, len(block.text), *(n.position for n in block.notes)})
    out = [head]
    for place, start in enumerate(cuts):
        out += [_note(n, language) for n in block.notes if n.position == start and n.text]
        end = cuts[place + 1] if place + 1 < len(cuts) else start
        if piece := escape(block.text[start:end]):
            out.append(
                f"<text:span text:style-name='Lead'>{piece}</text:span>" if end <= lead else piece
            )
    return "".join(out)


def _note(note: rt.Note, language: str) -> str:
    words = f" {escape(_bare(note.text, note.marker))}"
    mark = escape(f"({note.marker})" if language == "ar" else note.marker)
    return (
        "<text:note text:note-class='footnote'>"
        f"<text:note-citation text:label={quoteattr(mark)}>{mark}</text:note-citation>"
        f"<text:note-body>{_paragraph('Footnote', words)}</text:note-body></text:note>"
    )


def _bare(words: str, marker: str) -> str:
    """The words of a note without what its mark sometimes leaves in the XML."""
    return words.removeprefix("()").strip().removeprefix(f"{marker} ")


def _add_row(body: list[str], block: Block) -> None:
    """A row to the table that is being set, or a new table."""
    cells = "".join(
        f"<table:table-cell>{_paragraph('Standard', escape(cell))}</table:table-cell>"
        for cell in block.text.split(" | ")
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    if body and body[-1].endswith("</table:table>"):
        body[-1] = body[-1].removesuffix("</table:table>") + row + "</table:table>"
    else:
        columns = block.text.count(" | ") + 1
        body.append(
            f"<table:table><table:table-column table:number-columns-repeated='{columns}'/>"
            f"{row}</table:table>"
        )


def printed(program: str, folder: Path, sources: Sequence[Path]) -> None:
    """Have LibreOffice print files to PDF, beside themselves."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources)], capture_output=True, check=True)


# ---- reading it again -----------------------------------------------------------------------


def _same(found: str | None, text: str, language: str) -> bool:
    """Word for word, but for what leaves no trace on a page.

    That is a stray space of the XML between Chinese characters, signs without a shape that only
    give the direction, and in which order two marks on one letter were typed.
    """
    if found is None:
        return False
    if language == "zh":
        return found.replace(" ", "") == text.replace(" ", "")
    return _seen(found) == _seen(text)


def _seen(text: str) -> str:
    shown = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join("".join(shown).split())


def count(tally: Tally, truth: rt.Document, found: rt.Document) -> list[str]:
    """Add what came back; returns what did not, in words."""
    own = {p.id: p for p in found.paragraphs}
    errors: list[str] = []
    tally.files += 1
    tally.notices += len(found.notices)
    errors += [f"notice {n.code} {n.where}: {n.message}" for n in found.notices]
    for p in truth.paragraphs:
        back = own.get(p.id)
        tally.paragraphs += 1
        tally.ids += back is not None
        same = back is not None and _same(back.text, p.text, truth.language)
        tally.whole += same
        tally.openings += back is not None and back.opening == p.opening
        if not same:
            errors.append(f"{p.id}\n   - {p.text}\n   + {back.text if back else None}")
        wanted = [(n.marker, _bare(n.text, n.marker)) for n in p.notes if n.text]
        notes = [(n.marker, n.text) for n in back.notes] if back else []
        tally.notes += len(wanted)
        for note in wanted:
            if any(m == note[0] and _same(t, note[1], truth.language) for m, t in notes):
                tally.right_notes += 1
            else:
                errors.append(f"{p.id} note {note}\n   + {notes}")
    return errors


def can_print(language: str) -> str:
    """Why a language cannot be printed here; "" where it can."""
    if shutil.which("fc-list") is None:
        return ""
    fonts = subprocess.run(
        ["fc-list", f":lang={language}", "family"], capture_output=True, text=True, check=True
    )
    return "" if fonts.stdout.strip() else f"no font for {LANGUAGES[language]} is installed"


def measure(
    program: str, folder: Path, languages: Sequence[str]
) -> Iterator[tuple[str, Tally, list[str]]]:
    """(language, what came back, what did not) of each language that can be printed."""
    chosen = [text for text in texts() if text[0] in languages]
    for _, name, path in chosen:
        (folder / f"{name}.fodt").write_text(set_text(path.read_bytes()), encoding="utf-8")
    printed(program, folder, [folder / f"{name}.fodt" for _, name, _ in chosen])
    for language in languages:
        tally, errors = Tally(), list[str]()
        for own, name, path in chosen:
            if own == language:
                found = rt.read(folder / f"{name}.pdf")
                errors += [f"{name} {e}" for e in count(tally, rt.read(path), found)]
        yield language, tally, errors


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--errors", metavar="LANGUAGE", help="print what went wrong")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to leave the PDFs")
    options = parser.parse_args()
    program = shutil.which("soffice")
    if program is None or not gold.DATA.exists():
        print("skipped: LibreOffice (soffice) and the texts of ../shared/data are both needed.")
        return 0
    reasons = {language: can_print(language) for language in LANGUAGES}
    for reason in filter(None, reasons.values()):
        print(f"skipped: {reason}.")
    table = Table(title="PDFs read again", title_justify="left")
    table.add_column("language")
    for heading in _COLUMNS:
        table.add_column(heading, justify="right")
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    with nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory() as folder:
        able = [language for language, reason in reasons.items() if not reason]
        for language, t, errors in measure(program, Path(folder), able):
            table.add_row(LANGUAGES[language], *map(str, astuple(t)))
            if language == options.errors:
                print("\n".join(errors))
    Console(width=110).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
