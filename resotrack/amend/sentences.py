"""Instructions as the sentences in which they are tabled, in English."""

from __future__ import annotations

import re

from resotrack.amend.scan import forms
from resotrack.model import Instruction, Target


def sentence(instruction: Instruction) -> str:
    """The words of an instruction: its own where it was read from some, else written from its
    parts. Line breaks part the paragraphs of a new text."""
    return _in_lines(instruction) if instruction.source else _written(instruction)


def _in_lines(instruction: Instruction) -> str:
    """The words that an instruction was read from, which are told on one line, with the lines of
    its new text; a new paragraph without quotation marks begins a line."""
    source, flat = instruction.source, " ".join(instruction.new.split())
    start = source.find(flat) if flat else -1
    if start < 0:
        return source
    head = source[:start]
    if instruction.action in ("insert_paragraph", "replace_paragraph") and head[-1:] == " ":
        label = re.search(rf"\s(?:{re.escape(instruction.new_label or '-')}\.?)\s$", head)
        at = label.start() if label else len(head.rstrip())
        head = f"{head[:at]}\n{head[at:].lstrip()}"
    return f"{head}{instruction.new}{source[start + len(flat) :]}"


def _written(instruction: Instruction) -> str:
    place, old, new = _place(instruction.target), instruction.old, instruction.new
    kind = _kind(instruction.target)
    match instruction.action:
        case "delete_paragraph":
            return f"Delete {place}."
        case "replace_paragraph":
            return f"Replace {place} with the following: “{new}”"
        case "insert_paragraph":
            where = "Before" if instruction.target.position == "before" else "After"
            label = f" {instruction.new_label}" if instruction.new_label else ""
            return f"{where} {place}, insert a new {kind}{label} reading: “{new}”"
        case "replace_words":
            return f"In {place}, replace the words “{old}” with the words “{new}”."
        case "delete_words":
            return f"In {place}, delete the words “{old}”."
        case "insert_words":
            if instruction.target.position in ("end", "beginning"):
                return f"At the {instruction.target.position} of {place}, insert the words “{new}”."
            where = instruction.target.position
            return (
                f"In {place}, {where} the words “{instruction.anchor}”, insert the words “{new}”."
            )
        case "move_paragraph":
            to = instruction.destination or Target()
            return f"Move {place} {to.position} {_place(to)}."
        case "replace_title":
            return f"The title should read: “{new}”."
        case _:
            return new or old


def _kind(target: Target) -> str:
    if target.sub:
        return "subparagraph"
    return "preambular paragraph" if target.kind == "pp" else "paragraph"


def _place(target: Target) -> str:
    """ "paragraph 7 (b)", "the sixth preambular paragraph", "the title"."""
    if target.kind == "title":
        return "the title"
    sub = "".join(f" {letter}" for letter in re.findall(r"\([a-z]+\)", target.sub))
    if target.kind == "pp":
        place = target.number
        if place.isdigit():
            ordinals = forms("en").ordinals
            place = next(word for word, value in ordinals.items() if value == int(place))
        return f"the {place} preambular paragraph{sub}"
    number = re.sub(r"(?<=\d)(?=[a-z])", " ", target.number)
    return f"paragraph {number}{sub}"
