"""Whom a text is about: where it is about the conduct of a State, praise of that State is no gain.

A resolution on the situation of human rights in a country exists to press its Government. To
"welcome" there what that Government did commits nobody to more; to cool that down to "notes"
presses it harder. The title says whether a text is of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from resotrack.lexicon import Opening
from resotrack.strength.change import Side

_TITLE = re.compile(
    r"^(?:the )?(?:(?:\w+ )?human rights situation|situation of human rights(?: of [^,]+?)?)"
    r" in (?P<who>.+)$",
    re.I,
)
_GENERIC = frozenset(
    "republic democratic people peoples islamic arab federal federation united kingdom state "
    "states union plurinational bolivarian the of and".split()
)
_OTHERWISE = frozenset({"occupied", "stemming", "territory", "territories"})
"""A title with these, or with a comma ("the city of …, …"), names a place, not who does wrong."""
_ROOT = 4
_CREDITS = frozenset({"acknowledges", "recognizes"})
_DEEDS = frozenset(
    "efforts effort steps step measures readiness willingness progress adoption approval "
    "announcement announcements commitment commitments invitation invitations cooperation "
    "engagement contact contacts dialogue release reform reforms participation hosting "
    "ratification accession acceptance improvement improvements decision pledges pledge".split()
)
"""What a State is credited with, named soon after the act."""
_BODIES = frozenset(
    "council assembly commission committee commissioner rapporteur rapporteurs mission mechanism "
    "secretary-general procedures bodies nations".split()
)
_NEAR, _REACH = 9, 30
"""Words after an act: among the nearer ones is the deed, among the others whose it is."""


def criticized(titles: Iterable[str]) -> frozenset[str]:
    """The first letters of the names of the State that texts with these titles are about; empty
    where they are about none."""
    roots: set[str] = set()
    for title in titles:
        match = _TITLE.match(title.strip())
        if not match:
            continue
        words = re.findall(r"[^\W\d_]+", match["who"])
        if "," in match["who"] or _OTHERWISE & {word.casefold() for word in words}:
            continue
        roots |= {
            word.casefold()[:_ROOT]
            for word in words
            if word[0].isupper() and len(word) >= _ROOT and word.casefold() not in _GENERIC
        }
    return frozenset(roots)


def praises(side: Side, act: Opening) -> bool:
    """Whether an act welcomes, thanks or acknowledges something of the State criticized.

    So does one that goes on from such an act ("…, and welcomes the speed of the repairs") and names
    no body of an organization, whose deed it might be.
    """
    roots = side.criticized
    if not roots or not _positive(act):
        return False
    said = _said(side, act)
    if not _DEEDS.isdisjoint(said[:_NEAR]) and any(key[:_ROOT] in roots for key in said):
        return True
    number = side.acts.index(act)
    goes_on = number > 0 and act.start not in side.starts and praises(side, side.acts[number - 1])
    return goes_on and _BODIES.isdisjoint(said)


def _positive(act: Opening) -> bool:
    return act.graded.family == "stance-positive" or act.graded.head in _CREDITS


def _said(side: Side, act: Opening) -> list[str]:
    """The words after an act, as far as the next one."""
    first, _ = side.token_range(act.end, act.end)
    following = next((other.start for other in side.acts if other.start >= act.end), None)
    last = len(side.keys) if following is None else side.token_range(following, following)[0]
    return [key for key in side.keys[first : min(last, first + _REACH)] if key[:1].isalnum()]
