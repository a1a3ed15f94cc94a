"""One paragraph that became several, and several that became one.

A paragraph left over after pairing may be a piece of a linked one, in one of two ways.

cut out    The piece and the partner together are more like the whole than the partner alone; most
           of the piece stands in the whole; and what the partner lacks of the whole stands in the
           piece. Shared phrases do not pass, for the partner has them already; the further away
           the piece went, the more of it must be found.
travelled  Most of the piece is new, but a clause that the partner lost stands in it word for word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

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

_CLAUSE = 3.3
"""What the words of a clause that travelled weigh at least: as much as three words that stand
nowhere else, or a dozen of the commoner ones."""
_CLAUSE_STEP = 0.03
"""What that rises by for each paragraph between the partner and the piece."""
_CLAUSE_RUN = 4
"""Words in a row that the longest piece of such a clause has at least."""


def pieces(
    wholes: Sequence[Profile],
    parts: Sequence[Profile],
    found: tuple[Matrix, Matrix, NDArray[np.float32]],
    covers: Matrix,
    pairs: Pairs,
    free: Sequence[int],
) -> dict[int, list[int]]:
    """Leftover parts that were cut out of a whole: {whole: [parts]}, the partner not among them.

    `found` is the presence of each word in wholes and in parts, and its weight; `covers[w, p]` the
    share of part p that stands in whole w; `pairs` links wholes to parts; `free` are the parts that
    belong nowhere yet. For merges swap the texts and transpose.
    """
    in_wholes, in_parts, weight = found
    changed = [w for w, q in pairs.items() if wholes[w].essence != parts[q].essence]
    if not changed or not free:
        return {}
    partners = [pairs[w] for w in changed]
    lacking = in_wholes[changed] * (1 - in_parts[partners]) * weight
    regained = lacking @ in_parts[free].T
    shares = covers[np.ix_(changed, free)]
    in_common = shares * (in_parts[free] @ weight)
    likely = (shares >= _LEAST_SHARE) | (in_common >= _CLAUSE)
    lost = lacking.sum(axis=1)
    lost_words: dict[int, list[bool]] = {}
    best: dict[int, tuple[bool, float, int]] = {}
    for k, n in zip(*(at.tolist() for at in np.nonzero(likely)), strict=True):
        w, q, p = changed[k], partners[k], free[n]
        gain = _gain(in_wholes[w], in_parts[q], in_parts[p], weight)
        rest = float(regained[k, n]) / max(float(lost[k]), 1e-6)
        share, step = float(shares[k, n]), abs(q - p)
        cut_out = _cut_out(parts[q], parts[p], gain, share, rest, step)
        travelled = 0.0
        if cut_out <= 0 and in_common[k, n] >= _CLAUSE:
            if w not in lost_words:
                lost_words[w] = _lost(wholes[w].words, parts[q].words)
            travelled = _travelled(wholes[w].words, lost_words[w], parts[p].words, weight, step)
        case = (cut_out > 0, max(cut_out, travelled), w)
        if case[1] > 0 and case >= best.get(p, case):
            best[p] = case
    cut: dict[int, list[int]] = {}
    for p, (_, _, w) in sorted(best.items()):
        cut.setdefault(w, []).append(p)
    return cut


def _cut_out(
    partner: Profile, part: Profile, gain: float, share: float, rest: float, step: int
) -> float:
    """How far the evidence exceeds what is enough; 0 or less where it does not.

    `gain`: how much more like the whole the two are than the partner alone; `share`: how much of
    the part stands in the whole; `rest`: how much of what the partner lacks the part has.
    """
    family = _family(part, partner)
    if gain <= 0 or share < _LEAST_SHARE:
        return 0.0
    if len(part.words) < _LEAST_WORDS and not (family and share > 0.9):
        return 0.0
    worth = gain + _SHARE_WORTH * (share - _SHARE_PAR) + _REST_WORTH * (rest - _REST_PAR)
    worth += _FAMILY_WORTH if family else 0.0
    return worth - _STEP_COST * step - _ENOUGH


def _lost(whole: tuple[int, ...], partner: tuple[int, ...]) -> list[bool]:
    """For each word of the whole, whether the partner has not kept it in its order."""
    lost = [True] * len(whole)
    for first, last in _common(whole, partner):
        lost[first:last] = [False] * (last - first)
    return lost


def _travelled(
    whole: tuple[int, ...],
    lost: list[bool],
    part: tuple[int, ...],
    weight: NDArray[np.float32],
    step: int,
) -> float:
    """How much heavier than the least the words are that the whole lost and the part has, in runs;
    0 or less where they are too light or too scattered."""
    needed = _CLAUSE + _CLAUSE_STEP * step
    found = {*compress(whole, lost)}.intersection(part)
    if float(weight[list(found)].sum()) < needed:
        return 0.0
    mass, longest = 0.0, 0
    for first, last in _common(whole, part):
        regained = [*compress(whole[first:last], lost[first:last])]
        if last - first > 1:
            mass += float(weight[regained].sum())
            longest = max(longest, len(regained))
    return mass - needed if longest >= _CLAUSE_RUN else 0.0


def _common(a: tuple[int, ...], b: tuple[int, ...]) -> list[tuple[int, int]]:
    """The runs of `a` that stand in `b` in the same order, as (first, one past the last)."""
    return [(c.src_start, c.src_end) for c in Indel.opcodes(a, b) if c.tag == "equal"]


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
