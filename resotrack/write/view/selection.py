"""Which links a reader asked to see."""

from __future__ import annotations

from typing import Literal, get_args

from resotrack.errors import WriteError
from resotrack.model import Direction, Link

Only = Literal["all", "changed", "weakened", "strengthened"]
ONLY: tuple[Only, ...] = get_args(Only)


def kept(link: Link, only: Only = "all") -> bool:
    """Whether a link is among those asked for.

    A mixed provision is shown under "weakened" when something in it was weakened: who looks for
    what got weaker must not miss the half of it that was traded away.
    """
    if only == "all":
        return True
    if only == "changed":
        return link.changed
    if only == "weakened" or only == "strengthened":
        return _moves(link, only)
    raise _unknown(only)


def known(only: str) -> None:
    """Raises WriteError for a selection that there is not."""
    if only not in ONLY:
        raise _unknown(only)


def _unknown(only: str) -> WriteError:
    return WriteError(
        f"There is no selection called {only!r}.", remedy=f"Choose one of: {', '.join(ONLY)}."
    )


def _moves(link: Link, direction: Direction) -> bool:
    if link.direction == direction:
        return True
    return link.direction == "mixed" and any(
        flag.direction in (direction, "mixed") for flag in link.assessment.flags
    )
