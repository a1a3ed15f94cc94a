"""One act on one object: "Supporting the working group …" and "Supports the work of the group …".

A paragraph that crosses between preamble and operative part is often cut down to its first words.
What stays is the act, in its other form, and what it is done to. Both together say more than the
few words that the two paragraphs still share.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from resotrack.align.profile import Profile
from resotrack.lexicon import find_acts, grade_opening

_HEAD = 14
"""So many words after the opening phrase name the object, as a rule."""
_SHARE, _MASS = 0.5, 1.5
"""What of them must stand in the other paragraph: share, and rarity."""
_RUN = 8
"""Or so many in a row, however common in the text: a body with a long name, say."""


def same_act_on_same_object(
    a: Profile, b: Profile, weight: NDArray[np.float32], language: str
) -> bool:
    """Whether one opens with an act (in whichever form) that the other does too, be it further on,
    and both turn to one object.

    `weight` is the rarity of each word of the vocabulary, 0 to 1.
    """
    return _taken_up(a, b, weight, language) or _taken_up(b, a, weight, language)


def _taken_up(a: Profile, b: Profile, weight: NDArray[np.float32], language: str) -> bool:
    """Whether b does to the object of a what a opens with."""
    if not a.paragraph.opening or not _names(a, b, weight):
        return False
    act = grade_opening(a.paragraph.opening, language)
    others = find_acts(b.paragraph.text, language)
    return act is not None and any(other.graded.head == act.head for other in others)


def _names(a: Profile, b: Profile, weight: NDArray[np.float32]) -> bool:
    """Whether b names what a opens with."""
    head = a.body[:_HEAD]
    runs = [
        head[code.src_start : code.src_end]
        for code in Indel.opcodes(head, b.body)
        if code.tag == "equal"
    ]
    if max(map(len, runs), default=0) >= _RUN:
        return True
    found = [word for run in runs for word in run]
    mass = float(weight[found].sum()) if found else 0.0
    return mass >= _MASS and mass >= _SHARE * float(weight[list(head)].sum())
