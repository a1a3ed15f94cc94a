"""How an instruction was understood, in a sentence that a delegate can check."""

from __future__ import annotations

import re
from dataclasses import replace

from resotrack.model.amendment import Instruction, Target

_MOST = 160


def told(instruction: Instruction) -> str:
    """How it was read: "In OP 4, after “…”, put in “…”"."""
    place = place_told(instruction.target)
    old, new = quoted(instruction.old), quoted(instruction.new)
    label = f" {instruction.new_label}" if instruction.new_label else ""
    within = f"In {place}" + (f" ({instruction.where})" if instruction.where else "")
    position = instruction.target.position
    match instruction.action:
        case "replace_paragraph":
            return f"Replace {place} by {new}"
        case "replace_title":
            return f"Replace the title by {new}"
        case "insert_paragraph":
            where = {"end": "at the end of", "beginning": "at the beginning of"}.get(
                position, position
            )
            at = f"{where} {place}" if position != "at" else f"in {place}"
            if beside := instruction.destination:
                return f"Put in a heading {beside.position} {place_told(beside)}: {new}"
            return f"Put in a new paragraph{label} {at}: {new}"
        case "delete_paragraph":
            return f"Delete {place}"
        case "replace_words":
            return f"{within}, replace {old or 'the words there'}{_beside(instruction)} by {new}"
        case "delete_words":
            return f"{within}, delete {old or 'the words there'}{_beside(instruction)}"
        case "insert_words":
            at = {"end": "at its end, ", "beginning": "at its beginning, "}.get(position, "")
            if instruction.anchor:
                at = f"{position} {quoted(instruction.anchor)}, "
            return f"{within}, {at}put in {new}"
        case "move_paragraph":
            to = instruction.destination
            if to is None:
                return f"Move {place} elsewhere"
            side = "to become" if to.position == "at" else to.position
            return f"Move {place} {side} {place_told(to)}"
        case _:
            return "Not understood"


def place_told(target: Target) -> str:
    """A place: "PP 7", "OP 4 (b)", "OP 1 of section II", "the title"."""
    if target.section:
        return f"{place_told(replace(target, section=''))} of section {target.section}"
    if target.beginning:
        noun = {"heading": "heading", "pp": "PP", "op": "OP"}.get(target.kind, "paragraph")
        begins = "" if target.kind == "heading" else " beginning"
        return f"the {noun}{begins} {quoted(target.beginning)}"
    if target.kind in ("pp", "op"):
        if target.number == "new":
            return f"the {'preamble' if target.kind == 'pp' else 'operative part'} (no place named)"
        number = re.sub(r"(\d)(?=[a-z])", r"\1 ", target.number).replace(",", ", ")
        return " ".join(part for part in (target.kind.upper(), number, target.sub) if part)
    if target.kind == "annex":
        return " ".join(part for part in ("annex", target.number, target.sub) if part)
    if target.kind == "unknown" and target.number:
        return target.number
    return {"title": "the title", "all": "the whole text", "heading": "the heading"}.get(
        target.kind, "a place that is not named"
    )


def _beside(instruction: Instruction) -> str:
    return f" (beside {quoted(instruction.near)})" if instruction.near else ""


def quoted(text: str) -> str:
    """Words in quotation marks, long ones cut short; "" for none."""
    if not text:
        return ""
    short = text if len(text) <= _MOST else text[: _MOST - 1].rsplit(" ", 1)[0] + " …"
    return f"“{short}”"
