"""A link as one running text, deletions and insertions in place: for Markdown and the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resotrack.model import Link
from resotrack.write.view.sides import PieceKind


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind. A line feed is a run of its own: a paragraph ends there."""

    kind: PieceKind
    text: str


def inline(link: Link) -> tuple[Run, ...]:
    """Every word of both texts, once where they agree."""
    words = link.words or tuple(_whole(link))
    runs: list[Run] = []
    for kind, text in words:
        for n, part in enumerate(text.split("\n")):
            if n:
                runs.append(Run(kind, "\n"))
            if part:
                runs.append(Run(kind, part))
    return tuple(runs)


def _whole(link: Link) -> Iterator[tuple[PieceKind, str]]:
    before = "\n".join(p.text for p in link.before)
    after = "\n".join(p.text for p in link.after)
    if link.relation == "same":
        yield "equal", after
        return
    if before:
        yield "delete", before
    if after:
        yield "insert", after


def elide(runs: Iterable[Run], *, around: int = 12) -> tuple[Run, ...]:
    """The same with long unchanged stretches cut to some words on either side of a change."""
    given = list(runs)
    shown: list[Run] = []
    for n, run in enumerate(given):
        first, last = n == 0, n == len(given) - 1
        if run.kind == "equal" and run.text != "\n":
            shown.append(Run("equal", _middle_out(run.text, around, first=first, last=last)))
        else:
            shown.append(run)
    return tuple(shown)


def _middle_out(text: str, around: int, *, first: bool, last: bool) -> str:
    """The opening words of a paragraph always stay: they say what kind of provision it is."""
    words = text.split(" ")
    keep_head, keep_tail = around, 0 if last and not first else around
    if len(words) <= keep_head + keep_tail + 6:
        return text
    head, tail = words[:keep_head], words[len(words) - keep_tail :] if keep_tail else []
    return " ".join([*head, "[…]", *tail])
