"""What the user knows better: paragraphs that are, and that are not, the same provision.

    must = [["op7", "op8"], ["op3", "op4"], ["op3", "op5"]]
    must_not = [["op2", "op8"]]

A hint names a paragraph of the earlier text and one of the later, by id. A paragraph that is in
several pairs of `must` was split or merged. Where more than two texts are traced, an id names its
text too: "op7@1" is OP7 of the first.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from resotrack.errors import InvalidHints
from resotrack.model import Paragraph

Edge = tuple[int, int]
_FORM = 'Write must = [["op7", "op8"]].'


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Corrections to an alignment: pairs of (id in the earlier text, id in the later one).

    Among many texts an id carries the number of its text, counted from 1: ("op7@2", "op8@3").
    """

    must: tuple[tuple[str, str], ...] = ()
    """These belong together; they are linked whatever their words."""
    must_not: tuple[tuple[str, str], ...] = ()
    """These don't; the rest is aligned as if the pair were impossible."""


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Hints resolved to places in two texts."""

    groups: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    """What must be together, as (indexes before, indexes after), sorted."""
    barred: frozenset[Edge] = frozenset()

    @classmethod
    def of(cls, hints: Hints, before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Wishes:
        """Raises InvalidHints for an id that is not there, or a pair both wanted and barred."""
        for pair in set(hints.must) & set(hints.must_not):
            raise InvalidHints(
                "the pair stands in must and in must_not.",
                where=f"hint {list(pair)}",
                remedy="Take it out of one of them.",
            )
        return cls(
            groups=_bound(_places(hints.must, before, after)),
            barred=frozenset(_places(hints.must_not, before, after)),
        )

    @property
    def rows(self) -> set[int]:
        return {i for rows, _ in self.groups for i in rows}

    @property
    def columns(self) -> set[int]:
        return {j for _, columns in self.groups for j in columns}

    def swapped(self) -> Wishes:
        """The same for the texts the other way round."""
        return Wishes(
            groups=tuple(sorted((columns, rows) for rows, columns in self.groups)),
            barred=frozenset((j, i) for i, j in self.barred),
        )


def step_by_step(hints: Hints, texts: int) -> tuple[Hints, ...]:
    """The hints for so many texts, as those for each text and the next: texts - 1 of them.

    Raises InvalidHints for an id that does not say which text is meant (of two texts it need not),
    and for a pair that is not of one text and the next.
    """
    steps: list[dict[str, list[tuple[str, str]]]] = [{} for _ in range(max(0, texts - 1))]
    for kind, pairs in (("must", hints.must), ("must_not", hints.must_not)):
        for pair in pairs:
            (one, first), (other, second) = (
                _of_text(name, pair, texts, default) for default, name in enumerate(pair, 1)
            )
            if second != first + 1:
                raise InvalidHints(
                    f"text {second} does not follow on text {first}.",
                    where=f"hint {list(pair)}",
                    remedy="Give a paragraph of a text, then one of the next text.",
                )
            steps[first - 1].setdefault(kind, []).append((one, other))
    return tuple(
        Hints(must=tuple(step.get("must", ())), must_not=tuple(step.get("must_not", ())))
        for step in steps
    )


def _of_text(name: str, pair: tuple[str, str], texts: int, default: int) -> tuple[str, int]:
    """The id and the text of "op7@1"."""
    own, _, number = name.partition("@")
    if not number and "@" not in name and texts == 2:
        return own, default
    if not (number.isdecimal() and 1 <= int(number) <= texts):
        raise InvalidHints(
            f'"{name}" does not say which of the {texts} texts is meant.',
            where=f"hint {list(pair)}",
            remedy=f'Write the number of the text behind it, 1 to {texts}: "{own}@1".',
        )
    return own, int(number)


def read_hints(path: str | os.PathLike[str]) -> Hints:
    """Hints from a TOML file.

    Raises InvalidHints where the file is no TOML or holds anything but `must` and `must_not`.
    """
    try:
        held = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidHints(f"cannot be read as TOML: {error}.", source=str(path)) from error
    unknown = sorted(set(held) - {"must", "must_not"})
    if unknown:
        raise InvalidHints(
            f'"{unknown[0]}" is no hint.', source=str(path), remedy='Use "must" and "must_not".'
        )
    return Hints(must=_pairs(held, "must", path), must_not=_pairs(held, "must_not", path))


def _pairs(
    held: Mapping[str, object], key: str, path: str | os.PathLike[str]
) -> tuple[tuple[str, str], ...]:
    listed = held.get(key, [])
    if not isinstance(listed, list):
        raise InvalidHints("no list of pairs.", source=str(path), where=key, remedy=_FORM)
    pairs = []
    for number, pair in enumerate(listed, 1):
        match pair:
            case [str(a), str(b)]:
                pairs.append((a, b))
            case _:
                where = f"{key}, entry {number}"
                raise InvalidHints(
                    f"{pair!r} is no pair of ids.", source=str(path), where=where, remedy=_FORM
                )
    return tuple(pairs)


def _places(
    pairs: Sequence[tuple[str, str]], before: Sequence[Paragraph], after: Sequence[Paragraph]
) -> list[Edge]:
    """Pairs of ids as (index before, index after). Raises InvalidHints for an id not there."""
    rows = {p.id: n for n, p in enumerate(before)}
    columns = {p.id: n for n, p in enumerate(after)}
    for pair in pairs:
        for own, held, text in zip(pair, (rows, columns), ("earlier", "later"), strict=True):
            if own not in held:
                raise InvalidHints(
                    f'no paragraph of the {text} text has the id "{own}".',
                    where=f"hint {list(pair)}",
                    remedy="The ids of a text: resotrack show FILE.",
                )
    return [(rows[a], columns[b]) for a, b in pairs]


def _bound(must: Sequence[Edge]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """The groups that `must` ties together: (indexes before, indexes after), sorted."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in must:
        touched = [group for group in groups if i in group[0] or j in group[1]]
        groups = [group for group in groups if group not in touched]
        rows, columns = {i}, {j}
        groups.append(
            (rows.union(*(g[0] for g in touched)), columns.union(*(g[1] for g in touched)))
        )
    return tuple(sorted((tuple(sorted(rows)), tuple(sorted(columns))) for rows, columns in groups))
