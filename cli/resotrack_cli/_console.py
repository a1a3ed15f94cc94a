"""Where the commands print, how they fail, and what their exit codes mean."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

FOUND = 1
"""--check found something."""
FAILED = 3
"""An input could not be read, or a result could not be written."""
RECORD = 4
"""A negotiation's record could not be opened, read or written."""

EXIT_CODES = (
    "Exit codes: 0 fine; 1 --check found something; 2 wrong usage; "
    "3 a file could not be read or written; 4 a record could not."
)
BOM_HELP = "With a CSV file: the mark at its head by which Excel reads Arabic and Chinese right."
# Text that runs over the whole of a wide screen is hard to read.
_WIDEST = 110


def output() -> Console:
    """The console on standard output. Off a terminal, and under NO_COLOR, it uses no colour."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    if console.width > _WIDEST:
        console.width = _WIDEST
    return console


def coloured(console: Console) -> bool:
    """Whether a style will be seen. If not, changes need marks: [-deleted-], {+inserted+}."""
    return console.color_system is not None and not console.no_color


def hang(console: Console, text: Text, *, by: int, head: Text | None = None) -> None:
    """Print text moved in, with a head in the margin; no blanks at the ends of lines."""
    from rich.text import Text

    for n, line in enumerate(text.wrap(console, max(console.width - by, 20))):
        line.rstrip()
        margin = Text(" " * by)
        if head is not None and n == 0:
            margin = head.copy()
            margin.pad_right(by - len(head))
        console.print(margin + line, soft_wrap=True)


def print_text(text: str) -> None:
    """A finished document to standard output, in UTF-8 whatever the terminal's own encoding."""
    sys.stdout.flush()
    typer.echo(text.encode(), nl=False)


@contextmanager
def status(message: str) -> Iterator[None]:
    """Say on standard error what takes so long, when somebody is watching."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message):
        yield


@contextmanager
def failures() -> Iterator[None]:
    """Turn what the library raises on purpose into one message and an exit code."""
    from resotrack import LedgerError, ResotrackError

    try:
        yield
    except LedgerError as error:
        _fail(str(error), error, RECORD)
    except ResotrackError as error:
        _fail(str(error), error)
    except FileNotFoundError as error:
        _fail(f"{error.filename}: No such file. Check the name and the folder.", error)
    except IsADirectoryError as error:
        _fail(f"{error.filename}: This is a folder. Name a file in it.", error)
    except PermissionError as error:
        _fail(f"{error.filename}: Not allowed to open this. Check who may read it.", error)


def _fail(message: str, cause: BaseException, code: int = FAILED) -> None:
    typer.echo(f"resotrack: {message}", err=True)
    raise typer.Exit(code) from cause
