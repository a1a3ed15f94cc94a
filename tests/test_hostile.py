"""Every file of the hostile corpus gives a Document or a ResotrackError: soon, in little memory,
without touching the network or the disk."""

from __future__ import annotations

import builtins
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import resotrack as rt
from benchmarks.fuzz import SAMPLE, run, seeds, table
from tests.hostile import Hostile, corpus

SECONDS = 5.0
MEGABYTES = 500


class _TookTooLong(BaseException):
    """Not an Exception: no reader may catch it."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End what takes too long, by the time of the processor and not of the clock."""

    def stop(*_: object) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket can be opened and no file written."""
    real = builtins.open

    def reading(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        assert not set(mode) & set("wax+"), f"a reader opened {file} to write"
        return real(file, mode, *rest, **named)

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(builtins, "open", reading)
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def _groups() -> dict[str, list[Hostile]]:
    """The corpus in handfuls of one kind: a test for each of a thousand files says no more."""
    groups: dict[str, list[Hostile]] = {}
    for file in corpus():
        groups.setdefault(file.group, []).append(file)
    return groups


GROUPS = _groups()


@pytest.mark.skipif(sys.platform == "win32", reason="counts time as Unix does")
@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("group", GROUPS)
def test_a_document_or_an_error_of_our_own(group: str) -> None:
    wrong = []
    for file in GROUPS[group]:
        data = file.make()
        started = time.process_time()
        try:
            with _limited(SECONDS):
                rt.read(data, file.format)
        except rt.ResotrackError as error:
            if not error.remedy:
                wrong.append(f"{file.name}: {error} says not what to do")
        except _TookTooLong:
            wrong.append(f"{file.name}: took more than {SECONDS} s")
        except Exception as error:  # whatever it is, the test is there to name it
            wrong.append(f"{file.name}: {error!r}")
        else:
            assert time.process_time() - started <= SECONDS + 0.5
    assert not wrong, "\n".join(wrong)


_HEAVY = """
import resource, sys
import resotrack as rt
from tests.hostile import corpus
for file in corpus():
    if file.heavy and file.group == sys.argv[1]:
        data = file.make()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            rt.read(data, file.format)
        except rt.ResotrackError:
            pass
        used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
        print(f"{used}\\t{file.name}")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize("group", [name for name, files in GROUPS.items() if files[0].heavy])
def test_the_heaviest_take_little_memory(group: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HEAVY, group], capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-2000:]
    used = [line.split("\t") for line in done.stdout.splitlines()]
    assert used
    assert [name for megabytes, name in used if int(megabytes) > MEGABYTES] == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_three_hundred_mutants_of_the_sample() -> None:
    outcomes = run(seeds([SAMPLE]), seed=300, count=300)
    assert len(outcomes) == 300
    assert not [outcome for outcome in outcomes if outcome.bad], table(outcomes)
    # Were everything refused at the door, nothing behind it would have been tried.
    assert sum(outcome.kind == "Document" for outcome in outcomes) > 40
