"""The paragraphs of a text named as an instruction names them: the way back from `resolve`."""

from __future__ import annotations

import re
from dataclasses import replace

from resotrack.amend.resolve import Places
from resotrack.model.amendment import Position, Target

_ID = re.compile(r"(?:(?P<section>[^.]+)\.)?(?P<part>op|annex\.op)(?P<n>\w+)(?P<sub>(?:\(\w+\))*)")
_SUBS = re.compile(r"^[^()]+(?P<sub>(?:\(\w+\))+)$")


def target_of(places: Places, n: int, position: Position = "at") -> Target:
    """What an instruction calls the paragraph with this index.

    A paragraph that no number names is named by its id: `Target(kind="unknown", number="op7+1")`.
    """
    paragraph = places.document.paragraphs[n]
    found = None
    if paragraph.kind == "preambular":
        top = next(whole for whole in reversed(places.parts["pp"]) if whole <= n)
        subs = _SUBS.match(paragraph.id)
        count = places.parts["pp"].index(top) + 1
        found = Target(kind="pp", number=str(count), sub=subs["sub"] if subs else "")
    elif match := _ID.fullmatch(paragraph.id):
        found = Target(
            kind="op" if match["part"] == "op" else "annex",
            number=match["n"],
            sub=match["sub"],
            section=match["section"] or "",
        )
    if found is not None:
        in_sections = (replace(found, section=name) for name in sorted(places.sections[n]))
        for named in (found, *in_sections):
            if places.of(named) == [n]:
                return replace(named, position=position)
    return Target(kind="unknown", number=paragraph.id, position=position)
