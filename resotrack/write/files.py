"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from resotrack.errors import WriteError


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> Path:
    """Write a text (as UTF-8) or bytes to a file and return its path.

    A file that was there stays as it was until the new one is complete. Raises WriteError.
    """
    target = Path(path)
    if target.is_dir():
        raise WriteError(
            "This is a folder.", source=target.name, remedy="Give the name of a file in it."
        )
    if not target.parent.is_dir():
        raise WriteError(
            "The folder does not exist.",
            source=str(target.parent),
            remedy="Create it first, or choose another one.",
        )
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as file:
            # A lone half of a surrogate pair is no letter in any encoding.
            file.write(content.encode("utf-8", "replace") if isinstance(content, str) else content)
        unfinished.replace(target)
    except OSError as error:
        raise WriteError(
            f"Could not be written ({error.strerror or error}).",
            source=target.name,
            remedy="Choose a folder that you may write to and that has space left.",
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def form_of(path: str | os.PathLike[str], suffixes: Mapping[str, str]) -> str:
    """The form that a file's suffix stands for. Raises WriteError for any other."""
    suffix = Path(path).suffix.lower()
    if suffix not in suffixes:
        raise WriteError(
            f"The ending {suffix!r} says nothing about the form." if suffix else "No file ending.",
            source=Path(path).name,
            remedy=f"End the name in {', '.join(suffixes)}, or name the form.",
        )
    return suffixes[suffix]
