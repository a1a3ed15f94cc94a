"""One paragraph that became several, and several that became one.

A paragraph left over after pairing may be a piece of a linked one: its words stand in the other
text, inside the partner of a neighbour, and that partner is not made up of its own pair alone. At
least a clause must have travelled; shared phrases are no split.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from resotrack.align.assign import Pairs
from resotrack.align.profile import Profile
from resotrack.align.similarity import Matrix

_LEAST_WORDS = 6
_COVERED = 0.55
"""How much of the piece (by rare words) must stand in the whole."""
_NEW_GROUND = 0.45
"""How much of the piece must stand in the part of the whole that the pair does not account for."""


def pieces(
    wholes: Sequence[Profile],
    parts: Sequence[Profile],
    covers: Matrix,
    pairs: Pairs,
) -> dict[int, list[int]]:
    """Leftover parts that were cut out of a whole: {whole: [parts, in order]}.

    `covers[w, p]` is the share of part p that stands in whole w; `pairs` links wholes to parts.
    Swap the texts (and transpose) to find merges.
    """
    taken = set(pairs.values())
    found: dict[int, list[int]] = {}
    for p, part in enumerate(parts):
        if p in taken or len(part.words) < _LEAST_WORDS:
            continue
        candidates = sorted(
            (w for w in pairs if covers[w, p] >= _COVERED),
            key=lambda w: (-covers[w, p], abs(pairs[w] - p), w),
        )
        for w in candidates[:3]:
            if _cut_out_of(wholes[w], part, parts[pairs[w]]):
                found.setdefault(w, []).append(p)
                break
    return {w: sorted([pairs[w], *cut]) for w, cut in found.items()}


def _cut_out_of(whole: Profile, part: Profile, partner: Profile) -> bool:
    """Whether a part accounts for words of the whole that its partner lacks."""
    if whole.essence == partner.essence:
        return False
    left = _without(whole.words, partner.words)
    if len(left) < _LEAST_WORDS:
        return False
    own = part.body or part.words
    shared = Indel.similarity(left, own) / 2
    return shared >= _NEW_GROUND * len(own) and shared >= _LEAST_WORDS


def _without(words: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
    """The words, in order, that the others do not account for."""
    kept: list[int] = []
    for code in Indel.opcodes(words, others):
        if code.tag == "delete":
            kept += words[code.src_start : code.src_end]
    return tuple(kept)
