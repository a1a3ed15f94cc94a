"""Word files of before 2007: converted where LibreOffice is, refused with the remedy where not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import resotrack as rt

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORD = _OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
_LOCKED = _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def test_without_libreoffice_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(rt.UnreadableDocument, match="LibreOffice") as caught:
        rt.read(_OLD_WORD)
    assert "save it as .docx" in caught.value.remedy


def test_a_locked_word_file_is_not_taken_for_an_old_one() -> None:
    with pytest.raises(rt.UnreadableDocument) as caught:
        rt.read(_LOCKED)
    assert "save" in caught.value.remedy


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_an_old_file_and_its_docx_are_one_text(sample: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(sample / "adopted.docx")],
        capture_output=True,
        check=True,
        timeout=120,
    )
    old, new = rt.read(tmp_path / "adopted.doc"), rt.read(sample / "adopted.docx")
    assert [(p.id, p.text) for p in old.paragraphs] == [(p.id, p.text) for p in new.paragraphs]
    assert old.symbol == new.symbol
    assert "converted" in {notice.code for notice in old.notices}
