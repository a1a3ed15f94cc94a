"""Sponsors and votes read from the UN's XML against the UN's own JSON, resolution by resolution.

Run as a module for the table: ``python -m benchmarks.reading_votes``. Names are compared as sets of
delegations of the registry; a name that does not resolve stands for itself. What differs only
because a source contradicts itself is counted apart, by class (`FAULTS`).
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import resotrack as rt
from resotrack.delegations import resolve
from resotrack.read.sponsors import split_names

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FIELDS = ("sponsors", "additional sponsors", "in favour", "against", "abstaining")
_KEYS = ("sponsors", "additional_sponsors", "MS_in_favour", "MS_against", "MS_abstaining")
FAULTS = {
    "officer's phrase": "JSON or XML cut the phrase that names an officer or organ as submitter",
    "compound": "one file holds parts A, B, …, each with a vote of its own",
    "split name": 'the JSON breaks a name or a phrase at a comma or an "and"',
    "JSON says less": "the JSON leaves out what the XML names",
    "JSON says more": "the JSON names what the XML leaves out",
    "both differ": "XML and JSON name different delegations",
}


@dataclass
class Score:
    """How many resolutions are equal, for one of `FIELDS`."""

    right: int = 0
    compared: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)


def records(data: Path) -> dict[str, dict[str, Any]]:
    """The JSON records by symbol, whatever stands between them."""
    found: dict[str, dict[str, Any]] = {}
    decoder = json.JSONDecoder()
    for path in sorted((data / "votes").glob("*.json")):
        text, position = path.read_text(encoding="utf-8"), 0
        while (start := text.find("{", position)) >= 0:
            record, position = decoder.raw_decode(text, start)
            found[_symbol(record["symbol"])] = record
    return found


def _symbol(text: str) -> str:
    return re.sub(r"\s|\*", "", text).upper()


def sources(data: Path) -> Iterator[tuple[str, bytes]]:
    """Every English XML resolution that we hold: loose files, then the archive."""
    for path in sorted((data / "unxml").rglob("*.xml")):
        if "English" in path.parts or path.parent.name == "sc-drafts":
            yield path.name, path.read_bytes()
    for archive in sorted((data / "unxml").glob("*.tar.xz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                opened = tar.extractfile(member) if member.name.endswith(".xml") else None
                if opened:
                    yield Path(member.name).name, opened.read()


def identities(names: list[str]) -> frozenset[str]:
    """Names as ids of the registry; one that it does not hold, in capitals without spaces."""
    return frozenset(
        found.delegation.id
        if (found := resolve(name)).delegation
        else re.sub(r"\W|\d", "", name.upper())
        for name in names
    )


def _wanted(record: dict[str, Any], key: str) -> frozenset[str]:
    # The JSON was made by cutting a printed list at its commas, phrases too: joined again first.
    return identities([name for name, _ in split_names(", ".join(record[key]))])


def _found(document: rt.Document) -> dict[str, frozenset[str]]:
    vote = document.vote
    lists = (vote.in_favour, vote.against, vote.abstaining) if vote else ((), (), ())
    return {
        "sponsors": identities([s.delegation for s in document.sponsors if s.role == "sponsor"]),
        "additional sponsors": identities(
            [s.delegation for s in document.sponsors if s.role != "sponsor"]
        ),
        "in favour": identities(list(lists[0])),
        "against": identities(list(lists[1])),
        "abstaining": identities(list(lists[2])),
    }


def score(data: Path = DATA) -> tuple[dict[str, Score], list[str]]:
    """The score of each field, and the files that could not be read."""
    scores = {name: Score() for name in FIELDS}
    unread: list[str] = []
    wanted = records(data)
    seen: set[str] = set()
    for name, raw in sources(data):
        try:
            document = rt.read(raw)
        except rt.ResotrackError as error:
            unread.append(f"{name}: {error}")
            continue
        symbol = _symbol(document.symbol)
        if symbol not in wanted or symbol in seen:
            continue
        seen.add(symbol)
        found = _found(document)
        for label, key in zip(FIELDS, _KEYS, strict=True):
            _count(scores[label], symbol, found[label], _wanted(wanted[symbol], key))
    return scores, unread


def _count(result: Score, symbol: str, found: frozenset[str], wanted: frozenset[str]) -> None:
    result.compared += 1
    if found == wanted:
        result.right += 1
        return
    more, less = sorted(found - wanted), sorted(wanted - found)
    if re.search(r"\d[A-Z](?:-[A-Z])?$", symbol):
        fault = "compound"
    elif any(n.startswith(("SUBMITTED", "ONTHEBASIS")) for n in (*more, *less)):
        fault = "officer's phrase"
    elif any(resolve(n).delegation is None and n not in _known_ids() for n in less):
        fault = "split name"
    elif more and less:
        fault = "both differ"
    else:
        fault = "JSON says less" if more else "JSON says more"
    result.faults[fault] += 1
    result.cases.append(f"{symbol}: {fault}; only in XML {more}; only in JSON {less}")


def _known_ids() -> frozenset[str]:
    from resotrack.delegations import delegations

    return frozenset(delegations())


def main() -> None:
    """Print the table, and with ``-v`` each case that differs."""
    scores, unread = score()
    print(f"{'field':22} {'equal':>7} {'compared':>9}   differences by class")
    for name, result in scores.items():
        faults = ", ".join(f"{k}: {v}" for k, v in sorted(result.faults.items())) or "none"
        print(f"{name:22} {result.right:7} {result.compared:9}   {faults}")
    for line in unread:
        print("not read:", line)
    if "-v" in sys.argv:
        for name, result in scores.items():
            for case in result.cases:
                print(f"{name}: {case}")


if __name__ == "__main__":
    main()
