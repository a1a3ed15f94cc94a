"""Using and checking a lexicon folder of one's own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from resotrack.errors import LexiconError
from resotrack.lexicon import asking, english, grammar, parallel, terms, weighing
from resotrack.lexicon.own import (
    FILES,
    LANGUAGES,
    VARIABLE,
    Table,
    called,
    laid_over,
    line_of,
    read_own,
)
from resotrack.lexicon.tables import read_built_in

_MOST = 50
_ENGLISH_ONLY = frozenset({"asks"})
_forget: list[Callable[[], None]] = [
    english.lexicon.cache_clear,
    parallel.parallel.cache_clear,
    terms.vocabulary.cache_clear,
    grammar.forget,
    weighing.forget,
    asking.asking.cache_clear,
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with a file of one's own."""

    file: str
    """With its language: "en/openings.toml"."""
    line: int | None
    entry: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}: {self.entry}: {self.message}" if self.entry else f"{place}: {self.message}"
        )


def use_lexicon(path: str | os.PathLike[str] | None) -> None:
    """Lay a folder of one's own over the lexicon, from now on; None takes it away again.

    The folder is checked as a whole first. Raises LexiconError where an entry breaks the rules. It
    is kept in the environment variable RESOTRACK_LEXICON, which worker processes inherit. What was
    compared before stays as it was judged then.
    """
    if path is None:
        os.environ.pop(VARIABLE, None)
    else:
        check(path)
        os.environ[VARIABLE] = str(Path(path).absolute())
    for forget in _forget:
        forget()


def forget_with_lexicon(forget: Callable[[], None]) -> None:
    """Have a cache of what was worked out by the lexicon cleared when another one is used."""
    _forget.append(forget)


def check(path: str | os.PathLike[str]) -> None:
    """Raise LexiconError for the first problem of a file or folder, if there is one."""
    for problem in problems(path):
        where = ", ".join(
            part for part in (f"line {problem.line}" if problem.line else "", problem.entry) if part
        )
        raise LexiconError(problem.message, source=problem.file, where=where)


def problems(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """Everything that is wrong with a file `openings.toml`, or with a folder of such files.

    Raises LexiconError where there is nothing to check.
    """
    where = Path(path)
    if where.is_file():
        return tuple(_file(where))
    if not where.is_dir():
        raise LexiconError(
            "there is no such file or folder.",
            source=where.name,
            remedy="Give a folder with a folder a language in it: en/openings.toml.",
        )
    if where.name in LANGUAGES and any(where.glob("*.toml")):
        raise LexiconError(
            "this is the folder of one language.",
            source=where.name,
            remedy="Give the folder above it.",
        )
    files = sorted(where.glob("*/*.toml"))
    found = [problem for file in files for problem in _file(file)]
    for stray in sorted(where.glob("*.toml")):
        message = "it stands in no folder of a language; put it into en/ or another."
        found.append(Problem(file=stray.name, line=None, entry="", message=message))
    if not files and not found:
        raise LexiconError(
            "there are no TOML files in it.",
            source=where.name,
            remedy="Put a file like en/openings.toml into it.",
        )
    return tuple(found)


def _file(path: Path) -> Iterator[Problem]:
    language, name = path.absolute().parent.name, path.stem
    file = called(path.absolute())
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        yield Problem(
            file=file, line=None, entry="", message=f"its folder is no language; known are {known}."
        )
        return
    if name not in FILES or (language != "en" and name in _ENGLISH_ONLY):
        known = ", ".join(f"{n}.toml" for n in FILES if language == "en" or n not in _ENGLISH_ONLY)
        yield Problem(
            file=file, line=None, entry="", message=f"there is no such file; known are {known}."
        )
        return
    try:
        own = read_own(path)
    except LexiconError as error:
        said = re.search(r"at line (\d+)", error.problem)
        line = int(said[1]) if said else None
        yield Problem(file=file, line=line, entry="", message=error.problem)
        return
    text = path.read_text("utf-8")
    base = read_built_in(language, name)
    first = _tried(base, own, language, name, file, text)
    if first is None:
        return
    each = [p for part in _single(own) if (p := _tried(base, part, language, name, file, text))]
    yield from list(dict.fromkeys(each or [first]))[:_MOST]


def _tried(
    base: Table, own: Table, language: str, name: str, file: str, text: str
) -> Problem | None:
    try:
        _build(laid_over(base, own, file), language, name, file)
    except LexiconError as error:
        line = line_of(text, error.where) if error.where else None
        message = f"{error.problem} {error.remedy}".rstrip()
        return Problem(file=file, line=line, entry=error.where, message=message)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        message = f"an entry has another shape than those of the package ({error})."
        return Problem(file=file, line=None, entry="", message=message)
    return None


def _build(table: Table, language: str, name: str, file: str) -> None:
    if name == "openings":
        (english.build if language == "en" else parallel.build)(table, file)
    elif name == "asks":
        asking.build(table, file)
    elif name == "modals":
        terms.build({}, table, {}, language)
    elif name == "plain":
        terms.build({}, {}, table, language)
    else:
        terms.build({name: table}, {}, {}, language)


def _single(own: Table) -> Iterator[Table]:
    """The same file once for each entry, with what the entry rests on."""
    ground = {key: own[key] for key in ("language", "sources", "classes") if key in own}
    yield ground
    for phrase in own.get("remove", ()) if isinstance(own.get("remove", ()), list) else ():
        yield {**ground, "remove": [phrase]}
    for section, value in own.items():
        if section in ("language", "sources", "classes"):
            continue
        if not isinstance(value, dict):
            yield {**ground, section: value}
            continue
        for key, entry in value.items():
            if key == "states" and isinstance(entry, dict):
                for phrase, fields in entry.items():
                    yield {**ground, section: {"states": {phrase: fields}}}
            else:
                yield {**ground, section: {key: entry}}
