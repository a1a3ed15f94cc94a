"""Asks as a page: of one text a list by whom is asked what, of many a matrix with the reasons."""

from __future__ import annotations

from itertools import groupby

from resotrack.model import Ask, AskHistory, AskThread, Document
from resotrack.write import view
from resotrack.write.asks.tables import concerns
from resotrack.write.asks.view import SIGNS, eventful
from resotrack.write.pages import page


def asks_page(document: Document, *, who: str = "") -> str:
    """What one text asks, of those whose name holds the words `who`."""
    shown = [ask for ask in document.asks if concerns(ask, who)]
    return page(
        "asks",
        script="asks.js",
        known=view.facts(document),
        groups=[(head, list(asks)) for head, asks in groupby(shown, key=_head)],
        total=len(shown),
        dated=sum(ask.deadline is not None for ask in shown),
        reported=sum(ask.reports_to is not None for ask in shown),
        nobody=sum(not ask.who for ask in shown),
        bare=document.language not in ("", "en"),
        paragraph_name=view.paragraph_name,
    )


def _head(ask: Ask) -> tuple[str, str, bool, float]:
    return ask.opening.text, ask.who, ask.own, ask.grade


def history_page(history: AskHistory, *, who: str = "") -> str:
    """What became of every ask through many texts."""
    shown = [thread for thread in history.threads if concerns(thread.latest, who)]
    return page(
        "ask-history",
        script="asks.js",
        documents=history.documents,
        threads=[(f"ask-{n}", thread) for n, thread in enumerate(shown, 1)],
        signs=SIGNS,
        told_of=lambda thread: [cell for cell in thread.cells if eventful(cell)],
        kinds=lambda thread: " ".join(_kinds(thread)),
        paragraph_name=view.paragraph_name,
    )


def _kinds(thread: AskThread) -> list[str]:
    return list(dict.fromkeys(cell.kind for cell in thread.cells))
