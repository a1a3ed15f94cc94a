"""The forms that one kind of result is written in: chosen by name or by the ending of a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from resotrack.errors import WriteError
from resotrack.model.table import Table
from resotrack.write.files import form_of, write_whole
from resotrack.write.tables import TABLE_SUFFIXES, TABLE_WRITERS, to_csv, write_tables

R = TypeVar("R")

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "html",
        ".htm": "html",
        ".json": "json",
        ".md": "markdown",
        ".markdown": "markdown",
        ".docx": "docx",
        **TABLE_SUFFIXES,
    }
)


def format_of(path: str | os.PathLike[str]) -> str:
    """The form that a file's suffix stands for. Raises WriteError for any other."""
    return form_of(path, SUFFIXES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms(Generic[R]):
    """Writers of text by name, and the tables from which CSV, Parquet and workbooks are made."""

    of: str
    """What is written, for a message: "a comparison"."""
    texts: Mapping[str, Callable[[R], str]]
    """A result in, the text of a file out. Same result, same text."""
    files: Mapping[str, Callable[[R], bytes]] = field(default_factory=dict)
    """A result in, the bytes of a file out, of what is no text: a Word file."""
    tables: Callable[[R], Sequence[Table]] | None = None
    """A result in, its tables out, the one that is most asked for first; None where it has none."""

    def render(self, result: R, form: str) -> str:
        """The text of one form; "csv" is that of the first table.

        Raises WriteError for a form that there is not, or that is no text.
        """
        self._check(form)
        if form in self.texts:
            return self.texts[form](result)
        if form == "csv" and self.tables:
            return to_csv(self.tables(result)[0])
        raise WriteError(f"{form} is no text.", remedy=f"Write it to a file (.{form}).")

    def write(
        self, result: R, path: str | os.PathLike[str], form: str | None, *, bom: bool = False
    ) -> Path:
        """Write one form to a file, whole or not at all, and return its path.

        A workbook holds every table, a CSV or Parquet file the first.
        """
        name = form or format_of(path)
        self._check(name)
        if name in self.files:
            return write_whole(path, self.files[name](result))
        if name in self.texts or self.tables is None:
            return write_whole(path, self.texts[name](result))
        made = self.tables(result)
        return write_tables(made if name == "xlsx" else made[:1], path, format=name, bom=bom)

    def _check(self, form: str) -> None:
        known = (*self.texts, *self.files, *(TABLE_WRITERS if self.tables else ()))
        if form not in known:
            raise WriteError(
                f"There is no form called {form!r} for {self.of}.",
                remedy=f"Choose one of: {', '.join(known)}.",
            )
