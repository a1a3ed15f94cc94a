"""The chain of events: whatever is done to it shows, whatever it says comes back."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from resotrack.ledger.archive import _event, _line_of
from resotrack.ledger.events import GENESIS, Change, Event, canonical, sealed
from resotrack.ledger.fold import Standing

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
ENTRIES = st.one_of(
    st.just(""),
    WORDS,
    st.dictionaries(WORDS, st.one_of(WORDS, st.integers(), st.lists(WORDS)), max_size=3).map(
        canonical
    ),
)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[Event]:
    """Events of some commands, one after another."""
    stands: dict[tuple[str, str], str] = {}
    chain: list[Event] = []
    for _ in range(draw(st.integers(least, 6))):
        changes = []
        for _ in range(draw(st.integers(1, 3))):
            key = draw(st.sampled_from(["P1", "P2", "N7", "Rev.1"]))
            after = draw(ENTRIES)
            change = Change(act=draw(WORDS), collection="positions", key=key, after=after)
            changes.append((change, stands.get(("positions", key), "")))
            stands["positions", key] = after
        last, previous = (chain[-1].seq, chain[-1].hash) if chain else (0, GENESIS)
        chain += sealed(
            changes, last=last, previous=previous, time="2031-09-30T09:00:00Z",
            who=draw(WORDS), why=draw(WORDS),
        )  # fmt: skip
    return chain


def problems(chain: list[Event]) -> list[tuple[int, str]]:
    """Where a chain does not hold, and why."""
    standing = Standing()
    return [(event.seq, problem) for event in chain for problem in standing.take(event)]


@given(chains())
@settings(deadline=None)
def test_a_chain_as_it_was_written_holds(chain: list[Event]) -> None:
    assert problems(chain) == []
    standing = Standing()
    for event in chain:
        standing.take(event)
    assert (standing.seq, standing.hash) == (len(chain), chain[-1].hash)
    last = {event.key: event.after for event in chain}
    assert {key: kept.data for (_, key), kept in standing.entries.items()} == {
        key: after for key, after in last.items() if after
    }


@given(chains(), st.data())
@settings(deadline=None)
def test_whatever_is_altered_in_an_event_shows(chain: list[Event], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from([field.name for field in fields(Event)]))
    was = getattr(chain[place], name)
    other: Any = was + 1 if isinstance(was, int) else was + data.draw(st.sampled_from(" x\n"))
    chain[place] = replace(chain[place], **{name: other})
    assert problems(chain)[0][0] == chain[place].seq


@given(chains(least=2), st.data())
@settings(deadline=None)
def test_what_is_taken_out_put_twice_or_changed_about_shows(
    chain: list[Event], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chain) - 2))
    match data.draw(st.sampled_from(["out", "twice", "about"])):
        case "out":
            del chain[place]
        case "twice":
            chain.insert(place, chain[place])
        case _:
            chain[place], chain[place + 1] = chain[place + 1], chain[place]
    assert problems(chain)


@given(chains())
@settings(deadline=None)
def test_an_event_comes_back_from_an_export_as_it_was(chain: list[Event]) -> None:
    for event in chain:
        line = _line_of(event)
        assert line.count("\n") == 1
        assert _event(line.encode()) == event
