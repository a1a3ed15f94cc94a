"""Word files of before 2007 (.doc): LibreOffice turns them into .docx, where it is installed.

It runs without a window, without a network service, with a profile of its own that is thrown away,
and for a minute at most. What it makes is read like any other .docx.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from resotrack.errors import UnreadableDocument
from resotrack.model import Notice
from resotrack.read.blocks import Reading
from resotrack.read.docx import read_docx

_SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")


def read_doc(data: bytes) -> Reading:
    """Read a legacy Word file. Raises UnreadableDocument where LibreOffice is not installed."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableDocument(
            "it is a Word file of before 2007, and LibreOffice, which could convert it, is not "
            "installed.",
            remedy="Install LibreOffice, or open the file in Word and save it as .docx.",
        )
    reading = read_docx(_converted(program, data))
    notice = Notice(code="converted", message="converted from .doc by LibreOffice before reading")
    return replace(reading, notices=(*reading.notices, notice))


def _converted(program: str, data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="resotrack-") as name:
        folder = Path(name)
        source = folder / "in" / "text.doc"
        source.parent.mkdir()
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(folder), str(source)),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise _failed(f"LibreOffice did not convert it within {_SECONDS} seconds.") from error
        converted = folder / "text.docx"
        if not converted.is_file():
            raise _failed("LibreOffice could not convert it from .doc.")
        return converted.read_bytes()


def _failed(problem: str) -> UnreadableDocument:
    return UnreadableDocument(problem, remedy="Open it in Word and save it as .docx.")
