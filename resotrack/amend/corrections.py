"""What the user knows better: how an instruction is meant that was read otherwise, or not at all.

    [[correction]]
    instruction = 3                      # its number in the document, from 1
    words = "Combine paragraphs"         # words of it, so that the right one is corrected
    action = "delete_paragraph"
    kind = "op"
    number = "5"

Only what is named is changed. Several corrections of one instruction make it several instructions;
`ignore = true` takes it out.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from resotrack.errors import InstructionError
from resotrack.model.amendment import Action, Instruction, Position, TargetKind

_TARGET = {
    "kind": get_args(TargetKind),
    "position": get_args(Position),
    "number": (),
    "sub": (),
    "section": (),
    "beginning": (),
}
_OWN = {"action": get_args(Action), "anchor": (), "old": (), "new": (), "new_label": (), "near": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """How one instruction of a document is meant."""

    instruction: int
    """Its number in the document, from 1."""
    fields: Mapping[str, str]
    """What is corrected: fields of the Instruction and of its target."""
    words: str = ""
    """Words that the instruction must hold; "" where it is not checked."""
    ignore: bool = False


def read_corrections(path: str | os.PathLike[str]) -> tuple[Correction, ...]:
    """Read a file of corrections (TOML). Raises InstructionError for what it cannot mean."""
    name = Path(path).name
    try:
        table = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InstructionError(
            "the corrections cannot be read.", source=name, remedy="Check the file's name."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InstructionError(
            f"it is no TOML ({error}).", source=name, remedy="Write [[correction]] entries."
        ) from error
    entries = table.pop("correction", [])
    if table or not isinstance(entries, list):
        raise InstructionError(
            f"it holds something else than corrections ({', '.join(table) or 'correction'}).",
            source=name,
            remedy="Write each one under a line [[correction]].",
        )
    return tuple(_correction(entry, n, name) for n, entry in enumerate(entries, 1))


def _correction(entry: object, n: int, name: str) -> Correction:
    def wrong(problem: str, remedy: str) -> InstructionError:
        return InstructionError(problem, source=name, where=f"correction {n}", remedy=remedy)

    if not isinstance(entry, dict) or not isinstance(entry.get("instruction"), int):
        raise wrong("it does not say which instruction.", "Add instruction = 1.")
    rest: dict[str, Any] = {k: v for k, v in entry.items() if k != "instruction"}
    words, ignore = rest.pop("words", ""), rest.pop("ignore", False)
    known = _OWN | _TARGET
    for key, value in rest.items():
        if key not in known:
            raise wrong(f"there is no {key!r}.", f"Known: {', '.join(known)}, words, ignore.")
        if not isinstance(value, str) or (known[key] and value not in known[key]):
            allowed = ", ".join(known[key]) or "words in quotation marks"
            raise wrong(f"{key} = {value!r} is not possible.", f"Possible: {allowed}.")
    return Correction(
        instruction=entry["instruction"], fields=rest, words=str(words), ignore=bool(ignore)
    )


def corrected(
    instructions: Sequence[Instruction], corrections: Sequence[Correction]
) -> tuple[Instruction, ...]:
    """The instructions as the corrections mean them.

    Raises InstructionError for a number that is not there, or one that holds other words.
    """
    by_number: dict[int, list[Correction]] = {}
    for correction in corrections:
        n = correction.instruction
        if not 1 <= n <= len(instructions):
            raise InstructionError(
                f"there is no instruction {n}.",
                where="corrections",
                remedy=f"The document has instructions 1 to {len(instructions)}.",
            )
        if _folded(correction.words) not in _folded(instructions[n - 1].source):
            raise InstructionError(
                f"instruction {n} does not hold the words {correction.words!r}.",
                where="corrections",
                remedy="The document has changed, or the number is another one's.",
            )
        by_number.setdefault(n, []).append(correction)
    found: list[Instruction] = []
    for n, instruction in enumerate(instructions, 1):
        if n not in by_number:
            found.append(instruction)
        found += [_meant(instruction, c) for c in by_number.get(n, ()) if not c.ignore]
    return tuple(found)


def _meant(instruction: Instruction, correction: Correction) -> Instruction:
    own: dict[str, Any] = {k: v for k, v in correction.fields.items() if k in _OWN}
    place: dict[str, Any] = {k: v for k, v in correction.fields.items() if k in _TARGET}
    target = replace(instruction.target, **place)
    return replace(instruction, **own, target=target, confidence=1.0, reason="")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
