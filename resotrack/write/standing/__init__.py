"""What a record answers, written down: the board, the timeline and a brief as pages.

The answers are plain values (`resotrack.model.standing`); whoever makes them, here they are laid
out. A brief is a Word file too, and Markdown, which reads as plain text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from resotrack.model.standing import Board, Brief, Moment
from resotrack.write.files import form_of, write_whole
from resotrack.write.forms import SUFFIXES, Forms
from resotrack.write.standing.docx import brief_docx
from resotrack.write.standing.html import board_page, brief_page, timeline_page

__all__ = ["Answer", "render_standing", "write_standing"]

Answer = Board | Brief | Sequence[Moment]
_SUFFIXES = MappingProxyType({**SUFFIXES, ".txt": "markdown", ".docx": "docx"})


def render_standing(result: Answer, format: str, *, title: str = "") -> str:  # noqa: A002
    """A board, a timeline or a brief as "html", a brief as "markdown" too; WriteError for others.

    `title` is what is negotiated; a brief has its own.
    """
    if isinstance(result, Board):
        return _of_board(title).render(result, format)
    if isinstance(result, Brief):
        return _BRIEF.render(result, format)
    return _of_timeline(title).render(result, format)


def write_standing(
    result: Answer,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    title: str = "",
) -> Path:
    """Write a board, a timeline or a brief to a file and return its path; the suffix says the form.

    See `render_standing`. A brief goes into .docx, .html, .md and .txt, the others into .html.
    """
    form = format or form_of(path, _SUFFIXES)
    if isinstance(result, Brief) and form == "docx":
        return write_whole(path, brief_docx(result))
    if isinstance(result, Board):
        return _of_board(title).write(result, path, form)
    if isinstance(result, Brief):
        return _BRIEF.write(result, path, form)
    return _of_timeline(title).write(result, path, form)


def _of_board(title: str) -> Forms[Board]:
    return Forms(of="a board", texts={"html": partial(board_page, title=title)})


def _of_timeline(title: str) -> Forms[Sequence[Moment]]:
    return Forms(of="a timeline", texts={"html": partial(timeline_page, title=title)})


_BRIEF: Forms[Brief] = Forms(of="a brief", texts={"html": brief_page, "markdown": Brief.to_text})
