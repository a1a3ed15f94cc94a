"""Pairs of amendments, labelled before they were run, held against one another."""

from __future__ import annotations

from benchmarks.amendments import verdicts


def test_the_labelled_pairs() -> None:
    found = list(verdicts())
    assert len(found) >= 60
    assert sum(v.hard for v in found) >= 30
    assert [v for v in found if v.wrong] == []
