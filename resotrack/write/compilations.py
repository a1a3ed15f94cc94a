"""Compilation texts written down: as a Word file, as Markdown, as plain text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from resotrack.errors import WriteError
from resotrack.model import Paragraph
from resotrack.model.compilation import Compilation, Provision
from resotrack.write.docx.plain import PlainDocument
from resotrack.write.files import form_of, write_whole

__all__ = ["COMPILATION_SUFFIXES", "compiled_docx", "render_compilation", "write_compilation"]

COMPILATION_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {".docx": "docx", ".md": "markdown", ".markdown": "markdown", ".txt": "plain"}
)
_NAMES = {
    "ar": "نص تجميعي",
    "en": "Compilation text",
    "es": "Texto recopilatorio",
    "fr": "Texte de compilation",
    "ru": "Сводный текст",
    "zh": "汇编案文",
}
_TITLE = "Title alt"


def write_compilation(
    compilation: Compilation,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
) -> Path:
    """Write a compilation text to a file and return its path.

    The form follows from the suffix (.docx, .md, .txt) unless `format` (docx, markdown, plain)
    names it. A file that was there stays as it was until the new one is complete.

    Raises WriteError.
    """
    form = format or form_of(path, COMPILATION_SUFFIXES)
    if form == "docx":
        return write_whole(path, compiled_docx(compilation))
    return write_whole(path, render_compilation(compilation, form))


def render_compilation(compilation: Compilation, format: str) -> str:  # noqa: A002
    """A compilation text as "markdown" or "plain" text. Same compilation, same text."""
    if format not in _FORMS:
        raise WriteError(
            f"There is no form called {format!r}.",
            remedy=f"Choose one of: docx, {', '.join(_FORMS)}.",
        )
    return _FORMS[format](compilation)


def compiled_docx(compilation: Compilation) -> bytes:
    """The bytes of a Word file: labels between tabs, the names of delegations in bold.

    It names no author and no date; the same compilation gives the same bytes.
    """
    ordered: list[Paragraph] = []
    labels: dict[str, str] = {}
    strong: dict[str, Sequence[range]] = {}
    for number, provision in enumerate(compilation.provisions):
        # A name of its own: ids may stand twice in a text whose numbers do.
        paragraph = replace(provision.paragraph, id=f"p{number}")
        ordered.append(paragraph)
        strong[paragraph.id] = _names(provision)
        if paragraph.kind != "heading":
            labels[paragraph.id] = provision.label
    page = PlainDocument(
        compilation.document,
        front=lambda page: _front(page, compilation),
        ordered=ordered,
        labels=labels,
        strong=strong,
    )
    return page.package.to_bytes()


def _front(page: PlainDocument, compilation: Compilation) -> None:
    document = compilation.document
    if document.symbol:
        page.line(document.symbol, align="right", bold=True)
    if document.title:
        name = _NAMES.get(document.language, _NAMES["en"])
        page.line(name, align="right", bold=True)
    if document.title:
        page.line(document.title, style="Title")
    for line in _titles(compilation):
        page.line(line)
    if document.body:
        page.formula(document.body)


def _titles(compilation: Compilation) -> list[str]:
    return [f"{_TITLE} [{', '.join(t.delegations)}: {t.title}]" for t in compilation.titles]


def _names(provision: Provision) -> list[range]:
    """Where the names of delegations stand at the heads of brackets."""
    own = provision.paragraph
    found: list[range] = []
    for bracket in own.brackets:
        start = bracket.start + 1
        head = re.match(r"[^:：\[\]]+(?=[:：])", own.text[start : bracket.end])
        if bracket.delegations and head and head[0].startswith(bracket.delegations[0]):
            found.append(range(start, start + head.end()))
    return found


def _plain(compilation: Compilation) -> str:
    document = compilation.document
    head = (
        ("symbol", document.symbol),
        ("title", document.title),
        ("date", document.date),
        ("language", document.language),
    )
    lines = [f"{name}: {value}" for name, value in head if value]
    lines += _titles(compilation)
    if document.body:
        lines.append(_formula(compilation))
    for provision in compilation.provisions:
        own = provision.paragraph
        number = own.number if own.kind == "heading" else provision.label
        lines.append(f"{'    ' * own.depth}{f'{number} {own.text}'.lstrip()}")
    return "\n\n".join(lines) + "\n"


def _markdown(compilation: Compilation) -> str:
    document = compilation.document
    lines = [_front_matter(compilation), *map(_marked, _titles(compilation))]
    if document.body:
        lines.append(_marked(_formula(compilation)))
    notes: list[str] = []
    for provision in compilation.provisions:
        own = provision.paragraph
        words = _with_notes(provision, notes)
        number = own.number if own.kind == "heading" else provision.label
        head = "## " if own.kind == "heading" else "\u2003" * own.depth
        lines.append(f"{head}{f'{_marked(number)} {words}'.lstrip()}")
    text = "\n\n".join(lines) + "\n"
    if notes:
        text += (
            "\n" + "\n".join(f"[^{n}]: {_marked(note)}" for n, note in enumerate(notes, 1)) + "\n"
        )
    return text


def _front_matter(compilation: Compilation) -> str:
    """The facts as "name: value" lines: what tells a reader that this is Markdown."""
    document = compilation.document
    told = (
        ("title", document.title or document.label),
        ("symbol", document.symbol),
        ("date", document.date),
        ("language", document.language),
    )
    lines = [f"{name}: {' '.join(value.split())}" for name, value in told if value]
    return "\n".join(["---", *lines, "---"])


def _with_notes(provision: Provision, notes: list[str]) -> str:
    """The words of a provision, names in bold, with a reference for every footnote."""
    own = provision.paragraph
    bold = _names(provision)
    places = {r.start for r in bold} | {r.stop for r in bold} | {0, len(own.text)}
    marks = sorted(own.notes, key=lambda note: note.position)
    places |= {min(note.position, len(own.text)) for note in marks}
    out = ""
    ends = sorted(places)
    for start, end in zip(ends, [*ends[1:], len(own.text)], strict=True):
        for note in marks:
            if min(note.position, len(own.text)) == start:
                notes.append(note.text)
                out += f"[^{len(notes)}]"
        words = _marked(own.text[start:end])
        out += f"**{words}**" if words and any(start in r for r in bold) else words
    return out


def _marked(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>~|&" else c for c in text)


def _formula(compilation: Compilation) -> str:
    comma = {"ar": "،", "zh": "，"}.get(compilation.document.language, ",")
    return f"{compilation.document.body}{comma}"


_FORMS: Mapping[str, Callable[[Compilation], str]] = MappingProxyType(
    {"markdown": _markdown, "plain": _plain}
)
