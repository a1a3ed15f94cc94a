"""One paragraph that became several, and several that became one.

A paragraph left over after pairing may be a piece of a linked one. The test: the piece and the
partner together are more like the whole than the partner alone. Shared phrases do not pass it, for
the partner has them already; a clause that travelled does, and the further away it went the more of
it must be found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resotrack.align.assign import Pairs
from resotrack.align.profile import Profile
from resotrack.align.similarity import Matrix

_ENOUGH = 0.07
"""What gain in likeness, share found and nearness must come to, taken together."""
_SHARE_WORTH = 0.15
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
) -> dict[int, list[int]]:
    """Leftover parts that were cut out of a whole: {whole: [parts, in order]}.

    `found` is the presence of each word in wholes and in parts, and its weight; `covers[w, p]` the
    share of part p that stands in whole w; `pairs` links wholes to parts. For merges swap the
    texts and transpose.
    """
    in_wholes, in_parts, weight = found
    taken = set(pairs.values())
    cut: dict[int, list[int]] = {}
    for p, part in enumerate(parts):
        if p in taken:
            continue
        best, best_worth = -1, _ENOUGH
        for w in pairs:
            share = float(covers[w, p])
            if share < _LEAST_SHARE:
                continue
            partner = parts[pairs[w]]
            family = _family(part, partner)
            if wholes[w].essence == partner.essence:
                continue
            if len(part.words) < _LEAST_WORDS and not (family and share > 0.9):
                continue
            gain = _gain(in_wholes[w], in_parts[pairs[w]], in_parts[p], weight)
            worth = (
                gain
                + _SHARE_WORTH * (share - 0.5)
                - _STEP_COST * abs(pairs[w] - p)
                + (_FAMILY_WORTH if family else 0.0)
            )
            if gain > 0 and worth >= best_worth:
                best, best_worth = w, worth
        if best >= 0:
            cut.setdefault(best, []).append(p)
    return {w: sorted([pairs[w], *extra]) for w, extra in cut.items()}


def _gain(
    whole: NDArray[np.float32],
    partner: NDArray[np.float32],
    part: NDArray[np.float32],
    weight: NDArray[np.float32],
) -> float:
    """How much more like the whole the two are than the partner alone."""
    return _dice(whole, np.maximum(partner, part), weight) - _dice(whole, partner, weight)


def _dice(x: NDArray[np.float32], y: NDArray[np.float32], weight: NDArray[np.float32]) -> float:
    total = float(x @ weight + y @ weight)
    return 2 * float(np.minimum(x, y) @ weight) / total if total else 0.0


def _family(part: Profile, partner: Profile) -> bool:
    """Whether both belong to one paragraph: chapeau and sub-paragraph, or two sub-paragraphs."""
    a, b = part.paragraph, partner.paragraph
    return a.parent == b.id or b.parent == a.id or (a.parent is not None and a.parent == b.parent)
