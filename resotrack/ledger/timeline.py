"""What was done, in sentences: one for each command of a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from resotrack.ledger.events import Event
from resotrack.ledger.marks import said
from resotrack.model.record import (
    About,
    Alias,
    Ballot,
    Correction,
    Entry,
    JointStatement,
    Position,
    Sponsor,
    Tabled,
    Tag,
    Version,
)
from resotrack.model.standing import Moment

_NAMED = 4
_DATED = frozenset(
    {"added", "tabled", "proposed", "voted", "sponsored", "withdrew", "said", "noted", "delivered"}
)
_MOST = 140


def timeline(events: Iterable[Event]) -> tuple[Moment, ...]:
    """The commands of a record, in order, each told in a sentence."""
    return tuple(
        _moment(batch, tuple(own)) for batch, own in groupby(events, key=lambda event: event.batch)
    )


def _moment(batch: int, events: tuple[Event, ...]) -> Moment:
    first = events[0]
    return Moment(
        batch=batch,
        time=first.time,
        date=next((day for event in events if (day := _date(event))), ""),
        who=first.who,
        why=first.why,
        told=_sentence("; ".join(_told(events))),
    )


def _sentence(told: str) -> str:
    return told if told.endswith(("…", "…”")) else f"{told}."


def _date(event: Event) -> str:
    """The day of what an event tells of; "" for a decision, which is of the day it is recorded."""
    if event.act not in _DATED:
        return ""
    entry = event.entry
    match entry:
        case Version() | Ballot() | Position() | JointStatement() | Tabled():
            return entry.date
        case Sponsor():
            return entry.left or entry.joined
        case _:
            return ""


def _told(events: tuple[Event, ...]) -> Iterator[str]:
    """Clauses for the events of one command: the same thing done to several is told once."""
    if events[0].act == "undone":
        entries = [entry for event in events if (entry := event.entry or event.entry_before)]
        yield "undone: " + "; ".join(dict.fromkeys(map(_called, entries)))
        return
    tabled = {event.key for event in events if event.act == "tabled"}
    # Whoever tables an amendment sponsors it: that is told once.
    events = tuple(e for e in events if not _is_of(e, tabled))
    alike: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        alike.setdefault((event.act, event.collection), []).append(event)
    for (act, collection), several in alike.items():
        entries = [entry for event in several if (entry := event.entry or event.entry_before)]
        if len(entries) == 1 or collection not in ("sponsors", "proposals"):
            yield from (_one(act, entry) for entry in entries)
        elif collection == "sponsors":
            names = [entry.delegation for entry in entries if isinstance(entry, Sponsor)]
            yield f"{_names(names)} {act} {_of(entries[0])}"
        else:
            yield _proposals(act, entries)


def _is_of(event: Event, tabled: set[str]) -> bool:
    entry = event.entry
    return isinstance(entry, Sponsor) and entry.of in tabled


def _proposals(act: str, entries: list[Entry]) -> str:
    tabled = [entry for entry in entries if isinstance(entry, Tabled)]
    counted = Counter(name for one in tabled for name in one.delegations or ("nobody named",))
    by = ", ".join(f"{name} {n}" for name, n in counted.most_common(_NAMED))
    more = f" and {len(counted) - _NAMED} more" if len(counted) > _NAMED else ""
    done = "filed" if act == "proposed" else act
    return f"{len(tabled)} proposals {done} ({by}{more})"


def _one(act: str, entry: Entry) -> str:
    match entry:
        case About():
            return f"the negotiation is on “{_short(entry.title)}”"
        case Version():
            kind = f", {entry.stage}" if entry.stage.casefold() != entry.label.casefold() else ""
            symbol = f" ({entry.symbol})" if entry.symbol not in ("", entry.label) else ""
            return f"{act} {entry.label}{symbol}{kind}"
        case Tabled():
            who = _names(entry.delegations) or "nobody named"
            what = f"{entry.key}: {_short(entry.words)}" if entry.words else entry.key
            if act in ("proposed", "tabled"):
                return f"{who} {act} {what}"
            into = f" into {entry.into}" if entry.into else ""
            return f"{act}{into}: {what} ({who})"
        case Sponsor():
            behalf = f", on behalf of {entry.on_behalf_of}" if entry.on_behalf_of else ""
            done = f"{act} from" if act == "withdrew" else act
            return f"{entry.delegation}{behalf} {done} {_of(entry)}"
        case Ballot():
            counts = " to ".join(map(str, entry.counts[:2])) if entry.counts else ""
            how = (
                f"by a recorded vote of {counts}, with {entry.counts[2]} abstaining"
                if entry.counts
                else "without a vote"
            )
            return f"{entry.target} {entry.result or 'decided on'} {how}"
        case Position():
            who = entry.delegation or "a note"
            stance = f", {entry.stance}" if entry.stance else ""
            place = f" on {said(entry.paragraph)}" if entry.paragraph else ""
            return f"{who}{place}{stance}: “{_short(entry.text)}”"
        case JointStatement():
            return f"joint statement “{_short(entry.title)}” ({len(entry.signatories)} names)"
        case Correction():
            verb = "belongs with" if entry.linked else "does not belong with"
            first, second = said(entry.first), said(entry.second)
            return f"{first} of {entry.before} {verb} {second} of {entry.after}"
        case Tag():
            return f"{entry.target} tagged “{entry.tag}”"
        case Alias():
            return f"“{entry.name}” stands for {entry.delegation}"


def _called(entry: Entry) -> str:
    """What an entry is, in a few words."""
    match entry:
        case Sponsor():
            return f"{entry.delegation} as sponsor of {_of(entry)}"
        case Tabled():
            return f"{entry.key} ({entry.state})"
        case Ballot():
            return f"the vote on {entry.target}"
        case Position():
            return f"what {entry.delegation or 'you'} said"
        case Version():
            return entry.label
        case _:
            return _one("", entry).strip()


def _of(entry: Entry) -> str:
    return entry.of if isinstance(entry, Sponsor) and entry.of else "the text"


def _names(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    if len(listed) > _NAMED + 1:
        return f"{', '.join(listed[:_NAMED])} and {len(listed) - _NAMED} more"
    return " and ".join(
        part for part in (", ".join(listed[:-1]), listed[-1] if listed else "") if part
    )


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _MOST else said[:_MOST].rsplit(" ", 1)[0] + " …"
