"""One paragraph that became several, and several that became one.

A paragraph left over after pairing may be a piece of a linked one. Three things speak for it: the
piece and the partner together are more like the whole than the partner alone; most of the piece
stands in the whole; and what the partner lacks of the whole stands in the piece. Shared phrases do
not pass, for the partner has them already; a clause that travelled does, and the further away it
went the more of it must be found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resotrack.align.assign import Pairs
from resotrack.align.profile import Profile
from resotrack.align.similarity import Matrix

_ENOUGH = 0.036
_SHARE_WORTH, _SHARE_PAR = 0.15, 0.5
_REST_WORTH, _REST_PAR = 0.1, 0.3
_STEP_COST = 0.005
_FAMILY_WORTH = 0.05
_LEAST_SHARE = 0.3
_LEAST_WORDS = 6


def pieces(
    wholes: Sequence[Profile],
    parts: Sequence[Profile],
    found: tuple[Matrix, Matrix, NDArray[np.float32]],
    covers: Matrix,
    pairs: Pairs,
    used: set[int],
) -> dict[int, list[int]]:
    """Leftover parts that were cut out of a whole: {whole: [parts]}, the partner not among them.

    `found` is the presence of each word in wholes and in parts, and its weight; `covers[w, p]` the
    share of part p that stands in whole w; `pairs` links wholes to parts; `used` are the parts that
    belong elsewhere already. For merges swap the texts and transpose.
    """
    in_wholes, in_parts, weight = found
    taken = used | set(pairs.values())
    cut: dict[int, list[int]] = {}
    for p, part in enumerate(parts):
        if p in taken:
            continue
        best, best_worth = -1, _ENOUGH
        for w in pairs:
            share = float(covers[w, p])
            partner = parts[pairs[w]]
            if share < _LEAST_SHARE or wholes[w].essence == partner.essence:
                continue
            family = _family(part, partner)
            if len(part.words) < _LEAST_WORDS and not (family and share > 0.9):
                continue
            gain, rest = _evidence(in_wholes[w], in_parts[pairs[w]], in_parts[p], weight)
            worth = (
                gain
                + _SHARE_WORTH * (share - _SHARE_PAR)
                + _REST_WORTH * (rest - _REST_PAR)
                - _STEP_COST * abs(pairs[w] - p)
                + (_FAMILY_WORTH if family else 0.0)
            )
            if gain > 0 and worth >= best_worth:
                best, best_worth = w, worth
        if best >= 0:
            cut.setdefault(best, []).append(p)
    return cut


def _evidence(
    whole: NDArray[np.float32],
    partner: NDArray[np.float32],
    part: NDArray[np.float32],
    weight: NDArray[np.float32],
) -> tuple[float, float]:
    """How much more like the whole the two are than the partner alone, and how much of what the
    partner lacks of the whole the part has."""
    gain = _dice(whole, np.maximum(partner, part), weight) - _dice(whole, partner, weight)
    lacking = whole * (1 - partner) * weight
    total = float(lacking.sum())
    return gain, float(lacking @ part) / total if total else 0.0


def _dice(x: NDArray[np.float32], y: NDArray[np.float32], weight: NDArray[np.float32]) -> float:
    total = float(x @ weight + y @ weight)
    return 2 * float(np.minimum(x, y) @ weight) / total if total else 0.0


def _family(part: Profile, partner: Profile) -> bool:
    """Whether both belong to one paragraph: chapeau and sub-paragraph, or two sub-paragraphs."""
    a, b = part.paragraph, partner.paragraph
    return a.parent == b.id or b.parent == a.id or (a.parent is not None and a.parent == b.parent)
