"""Asks as tables: of one text one row an ask, of many one row for each ask in each text."""

from __future__ import annotations

from resotrack.model import Ask, AskHistory, Document, Span
from resotrack.model.asks import AskCell, AskThread
from resotrack.model.table import Row, Table, columns

_ASK = columns(
    ("paragraph", "text", "The id of the paragraph that says what is asked"),
    ("by", "text", "The body that asks"),
    ("act", "text", "How it is asked: requests, calls upon, …"),
    ("grade", "number", "How firmly: 0 to 1"),
    ("own", "boolean", "Whether the body binds itself"),
    ("who", "text", "Who is asked; nothing where nobody is named"),
    ("what", "text", "What is asked for, in the words of the text"),
    ("verb", "text", "The main verb of that"),
    ("deed", "text", "The verb behind one of trying: submit in “consider submitting”"),
    ("for_whom", "text", "Whom it is to serve"),
    ("deadline", "text", "By when, or how often, in the words of the text"),
    ("reports_to", "text", "Who is to hear of it"),
)
_TEXT = columns(
    ("text", "integer", "The number of the text, from 1"),
    ("label", "text", "What the text is called: its symbol, else its file"),
    ("date", "text", "Its date, year-month-day"),
)
_FATE = columns(
    (
        "kind",
        "text",
        "first, appears, hardens, softens, changed, kept, returns, disappears, fulfilled, absent",
    ),
    ("reasons", "text", "What differs from the text where it last stood, one sentence a line"),
    ("fulfilled", "text", "The words that may say that it was done"),
    ("confidence", "number", "How sure it is that this is the same ask, or gone, or new: 0 to 1"),
)


def asks_table(document: Document, *, who: str = "") -> Table:
    """The table "asks": what one text asks, of those whose name holds the words `who`."""
    rows = (_ask(ask) for ask in document.asks if concerns(ask, who))
    return Table(name="asks", columns=_ASK, rows=tuple(rows))


def ask_history_table(history: AskHistory, *, who: str = "") -> Table:
    """The table "asks": every ask in every text, of those whose name holds the words `who`."""
    thread = columns(("thread", "text", "The ask, by where it begins: op4.2@1"))
    return Table(
        name="asks",
        columns=(*thread, *_TEXT, *_FATE, *_ASK),
        rows=tuple(
            _cell(history, one, cell)
            for one in history.threads
            if concerns(one.latest, who)
            for cell in one.cells
        ),
    )


def concerns(ask: Ask, who: str) -> bool:
    """Whether somebody is asked whose name holds these words; any ask for none."""
    return who.casefold() in ask.who.casefold()


def _cell(history: AskHistory, thread: AskThread, cell: AskCell) -> Row:
    document, change = history.documents[cell.document], cell.change
    reasons = "\n".join(one.reason for one in change.differences) if change else ""
    return (
        thread.id,
        cell.document + 1,
        document.label,
        document.date or None,
        cell.kind,
        reasons or None,
        _words(change.fulfilled) if change else None,
        round(change.confidence, 3) if change else None,
        *(_ask(cell.ask) if cell.ask else (None,) * len(_ASK)),
    )


def _ask(ask: Ask) -> Row:
    return (
        ask.paragraph,
        ask.by or None,
        ask.act,
        round(ask.grade, 3),
        ask.own,
        ask.who or None,
        ask.what.text,
        ask.verb or None,
        ask.deed or None,
        _words(ask.for_whom),
        _words(ask.deadline),
        _words(ask.reports_to),
    )


def _words(span: Span | None) -> str | None:
    return span.text if span else None
