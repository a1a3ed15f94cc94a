"""A board, a timeline and a brief as pages: no script, one file each, made for paper too."""

from __future__ import annotations

from collections.abc import Sequence

from resotrack.model.record import Position
from resotrack.model.standing import Board, Brief, Moment
from resotrack.write import view
from resotrack.write.pages import page

_STANCES = {
    "support": "+",
    "can live with": "~",
    "reservation": "?",
    "red line": "!",
    "explanation of vote": "§",
}
"""A sign for each stance, beside its name."""


def board_page(board: Board, *, title: str = "") -> str:
    """What is open in a text, by paragraph, then by delegation."""
    open_ = {one.proposal.key for row in board.rows for one in row.proposals}
    return page(
        "board",
        board=board,
        title=title,
        counts=(
            _counted(len(open_), "open proposal"),
            _counted(sum(row.brackets for row in board.rows), "open bracket"),
            _counted(sum(_said(row.positions) for row in board.rows), "position"),
            _counted(sum(bool(row.paragraph) for row in board.rows), "paragraph"),
        ),
        stances=_STANCES,
        named=_named,
        place=lambda paragraph: f"row-{view.anchor(paragraph) or 'nowhere'}",
    )


def timeline_page(moments: Sequence[Moment], *, title: str = "") -> str:
    """What was done, one line a command, in order."""
    return page("timeline", moments=moments, title=title, day=lambda one: one.date or one.time[:10])


def brief_page(brief: Brief) -> str:
    """A brief for one page of paper."""
    return page("brief", brief=brief)


def _named(paragraph: str) -> str:
    return view.paragraph_name(paragraph) if paragraph else "No place in this text"


def _counted(count: int, thing: str) -> tuple[int, str]:
    return count, thing if count == 1 else f"{thing}s"


def _said(positions: Sequence[Position]) -> int:
    return sum(bool(one.delegation) for one in positions)
