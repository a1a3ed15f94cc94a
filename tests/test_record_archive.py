"""The whole record as one zip, and back; and what strangers may put into one."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import resotrack as rt
from resotrack.ledger import archive as limits
from resotrack.model.record import Version
from scripts.make_record import answers, negotiate

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record, made once, and its export beside it."""
    path = tmp_path_factory.mktemp("made") / "talks.reso"
    with rt.Negotiation.open(path, who="A. Mori") as opened:
        negotiate(opened)
        opened.export(path.with_suffix(".zip"))
    return path


@pytest.fixture
def talks(made: Path, tmp_path: Path) -> rt.Negotiation:
    shutil.copy(made, tmp_path)
    with rt.Negotiation.open(tmp_path / "talks.reso", who="A. Mori") as opened:
        return opened


@pytest.fixture
def exported(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made.with_suffix(".zip"), tmp_path))


def members(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: Members) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_an_export_comes_back_as_the_same_record(
    talks: rt.Negotiation, exported: Path, tmp_path: Path
) -> None:
    with rt.Negotiation.import_(exported, tmp_path / "again.reso") as again:
        assert again.head == talks.head
        assert again.verify(talks.head[1]) == ()
        assert answers(again) == answers(talks)
        assert again.export(tmp_path / "again.zip").read_bytes() == exported.read_bytes()
        assert again.note("It goes on.").key == talks.note("It goes on.").key
    assert not list(tmp_path.glob(".*"))


def test_an_export_needs_no_database_to_be_read(exported: Path) -> None:
    parts = members(exported)
    lines = [json.loads(line) for line in parts["events.jsonl"].splitlines()]
    assert lines[0]["after"]["title"] == "Ropes, lamps and the night ferry"
    assert json.loads(parts["manifest.json"])["head"] == lines[-1]["hash"]
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    with zipfile.ZipFile(exported) as archive:
        assert {member.external_attr >> 16 & 0o777 for member in archive.infolist()} == {0o600}


def test_names_in_an_export_come_from_nobody(tmp_path: Path) -> None:
    hostile = tmp_path / "..％2f=cmd|'x'!A1.txt"
    hostile.write_text("symbol: A/1\ntitle: T\n\nThe Council,\n1. Decides to wait.\n")
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        talks.add_text(hostile, label="../../etc/passwd")
        names = members(talks.export(tmp_path / "talks.zip"))
    assert all(limits._NAME.fullmatch(name) for name in names)


def test_an_earlier_export_is_replaced_and_nothing_else(
    talks: rt.Negotiation, exported: Path, tmp_path: Path
) -> None:
    before = exported.read_bytes()
    talks.note("After the export.")
    assert talks.export(exported).read_bytes() != before
    record = tmp_path / "talks.reso"
    kept = record.read_bytes()
    with pytest.raises(rt.LedgerError, match="something else under this name"):
        talks.export(record)
    assert record.read_bytes() == kept
    with pytest.raises(rt.LedgerError, match="folder does not exist"):
        talks.export(tmp_path / "nowhere" / "talks.zip")


def test_a_record_that_is_there_is_not_written_over(
    talks: rt.Negotiation, exported: Path, tmp_path: Path
) -> None:
    before = (tmp_path / "talks.reso").read_bytes()
    with pytest.raises(rt.LedgerError, match="under this name already"):
        rt.Negotiation.import_(exported, tmp_path / "talks.reso")
    assert (tmp_path / "talks.reso").read_bytes() == before


def _first_line(change: Callable[[dict[str, object]], object]) -> Callable[[Members], object]:
    def altered(parts: Members) -> None:
        first, rest = parts["events.jsonl"].split(b"\n", 1)
        event = json.loads(first)
        change(event)
        parts["events.jsonl"] = json.dumps(event).encode() + b"\n" + rest

    return altered


def _cut(parts: Members) -> None:
    lines = parts["events.jsonl"].splitlines(keepends=True)
    parts["events.jsonl"] = b"".join(lines[:-1])


def _without_files(parts: Members) -> None:
    for name in [name for name in parts if name.startswith("files/")]:
        del parts[name]


def _other_file(parts: Members) -> None:
    name = next(name for name in parts if name.startswith("files/"))
    parts[name] += b" "


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (_first_line(lambda event: event.update(who="Somebody")), "altered"),
        (_first_line(lambda event: event["after"].update(members=7)), "altered"),  # type: ignore[attr-defined]
        (_first_line(lambda event: event.update(seq=2)), "missing"),
        (_first_line(lambda event: event.update(seq=True)), "no event"),
        (_first_line(lambda event: event.update(seq=2**40)), "no event"),
        (_first_line(lambda event: event.update(more=1)), "no event"),
        (_first_line(lambda event: event.update(why="half a letter \ud800")), "no event"),
        (_first_line(lambda event: event.update(key="")), "cannot name"),
        (_cut, "not the one that it names"),
        (_without_files, "is missing"),
        (_other_file, "is missing"),
        (lambda parts: parts.update({"events.jsonl": b"[" * 100_000}), "no event"),
        (lambda parts: parts.update({"manifest.json": b"{"}), "no JSON"),
        (lambda parts: parts.update({"manifest.json": b'{"schema": "x/9"}'}), "'x/9'"),
        (lambda parts: parts.pop("events.jsonl"), "events.jsonl is missing"),
        (lambda parts: parts.update({"../../evil.sh": b"x"}), "no export of a record"),
        (lambda parts: parts.update({"/etc/evil": b"x"}), "no export of a record"),
        (lambda parts: parts.update({"word/document.xml": b"x"}), "no export of a record"),
        (lambda parts: parts.update({f"files/{'0' * 64}.txt": b" " * 9_000_000}), "swells"),
    ],
)
def test_what_was_altered_damaged_or_made_to_harm_is_refused(
    exported: Path, tmp_path: Path, alter: Callable[[Members], object], told: str
) -> None:
    parts = members(exported)
    alter(parts)
    altered = packed(tmp_path / "altered.zip", parts)
    with pytest.raises(rt.LedgerError, match=told) as raised:
        rt.Negotiation.import_(altered, tmp_path / "again.reso")
    assert raised.value.source == "altered.zip"
    assert not (tmp_path / "again.reso").exists()
    assert not list(tmp_path.glob(".*"))


def test_any_other_file_is_no_export(exported: Path, tmp_path: Path) -> None:
    whole = exported.read_bytes()
    other = tmp_path / "other.zip"
    for content in (b"", b"PK", b"Dear colleagues", whole[: len(whole) // 2], whole[:-30]):
        other.write_bytes(content)
        with pytest.raises(rt.LedgerError, match="damaged, or no export"):
            rt.Negotiation.import_(other, tmp_path / "again.reso")
    with pytest.raises(rt.LedgerError, match="cannot be read"):
        rt.Negotiation.import_(tmp_path / "absent.zip", tmp_path / "again.reso")


def test_wherever_one_byte_is_changed_nothing_false_comes_in(
    talks: rt.Negotiation, exported: Path, tmp_path: Path
) -> None:
    whole = exported.read_bytes()
    other = tmp_path / "other.zip"
    for place in range(0, len(whole), 97):
        other.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            with rt.Negotiation.import_(other, tmp_path / "again.reso") as again:
                assert (again.head, again.verify()) == (talks.head, ())
        except rt.LedgerError:
            assert not (tmp_path / "again.reso").exists()
        (tmp_path / "again.reso").unlink(missing_ok=True)


def test_what_packs_too_well_comes_back_all_the_same(tmp_path: Path) -> None:
    """A long blank source is no bomb: our own export of it must be taken in."""
    blank = b"symbol: A/1\ntitle: T\n\nThe Council,\n1. Decides to wait.\n" + b"\n" * 9_000_000
    with rt.Negotiation.open(tmp_path / "talks.reso") as talks:
        with talks.command() as writing:
            digest = writing.keep(blank)
            writing.put(Version(label="Blank", file=digest), "added")
        talks.export(tmp_path / "talks.zip")
    with rt.Negotiation.import_(tmp_path / "talks.zip", tmp_path / "again.reso") as again:
        assert again.file(digest) == blank


def test_a_copy_is_the_same_record(talks: rt.Negotiation, tmp_path: Path) -> None:
    talks.copy(tmp_path / "copy.reso")
    assert stat.S_IMODE((tmp_path / "copy.reso").stat().st_mode) == 0o600
    with rt.Negotiation.open(tmp_path / "copy.reso", create=False) as copy:
        assert copy.verify(talks.head[1]) == ()
        assert answers(copy) == answers(talks)
    with pytest.raises(rt.LedgerError, match="under this name already"):
        talks.copy(tmp_path / "copy.reso")
