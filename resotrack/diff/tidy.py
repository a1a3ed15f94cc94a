"""From the shortest edit script to the readable one.

The shortest script leaves crumbs: one "the" kept between two changed words, a comma kept inside a
replaced clause, an insertion cut in the middle of a phrase ("[and B ]and C" for "A and B and C").
Two rules mend that, both at token borders:

join    a change, a kept crumb of at most one word (two if both are function words), a change:
        one change. A crumb goes only between changes that are worth more than it.
slide   an insertion or deletion that could stand a little earlier or later is moved to where a
        phrase begins: after punctuation, before a conjunction, never across a sentence of its own.
"""

from __future__ import annotations

from resotrack.diff.tokens import Tokens

Hunk = tuple[int, int, int, int]

_FUNCTION_WORDS = frozenset(
    "a an and as at by for from in its of on or that the their to which with "
    "de des du et la le les l d en y o el los las al".split()
)
_CONJUNCTIONS = frozenset({"and", "or", "as", "including", "et", "y", "o", "ou"})


def tidy(hunks: list[Hunk], a: Tokens, b: Tokens) -> list[Hunk]:
    """The same change as fewer, more readable hunks. Takes and returns (i, j, k, l) in order."""
    return _joined([_slid(hunk, previous, a, b) for hunk, previous in _pairs(hunks)], a)


def _pairs(hunks: list[Hunk]) -> list[tuple[Hunk, Hunk]]:
    return list(zip(hunks, [(0, 0, 0, 0), *hunks], strict=False))


def _joined(hunks: list[Hunk], a: Tokens) -> list[Hunk]:
    result: list[Hunk] = []
    for hunk in hunks:
        if result and _is_crumb(a, result[-1], hunk):
            last = result.pop()
            hunk = (last[0], hunk[1], last[2], hunk[3])
        result.append(hunk)
    return result


def _is_crumb(a: Tokens, left: Hunk, right: Hunk) -> bool:
    """Whether the tokens kept between two hunks are too slight to part them."""
    kept = a.words[left[1] : right[0]]
    if not kept:
        return True  # sliding has brought them together
    if "\n" in kept:
        return False
    words = [word.lower() for word in kept if word[0].isalnum()]
    if len(words) > 2 or (len(words) == 2 and not _FUNCTION_WORDS.issuperset(words)):
        return False
    if not words:
        return len(kept) <= 1 and _weight(left) + _weight(right) > 2
    if _is_pure(left) and _is_pure(right):
        return False
    # A content word survives beside a one-word change; a function word does not.
    return _FUNCTION_WORDS.issuperset(words) or min(_weight(left), _weight(right)) >= 2


def _weight(hunk: Hunk) -> int:
    return max(hunk[1] - hunk[0], hunk[3] - hunk[2])


def _is_pure(hunk: Hunk) -> bool:
    """Whether the hunk only inserts or only deletes."""
    return hunk[0] == hunk[1] or hunk[2] == hunk[3]


def _slid(hunk: Hunk, previous: Hunk, a: Tokens, b: Tokens) -> Hunk:
    """The hunk at the best of the places where it can stand."""
    i, j, k, m = hunk
    if not _is_pure(hunk) or hunk == (i, i, k, k):
        return hunk
    tokens, first, last = (b, k, m) if i == j else (a, i, j)
    room = min(i - previous[1], k - previous[3])
    best, best_score, shift = 0, _phrase_start(tokens, first), 0
    while shift < room and tokens.words[first - shift - 1] == tokens.words[last - shift - 1]:
        shift += 1
        score = _phrase_start(tokens, first - shift)
        if score > best_score:
            best, best_score = shift, score
    return (i - best, j - best, k - best, m - best)


def _phrase_start(tokens: Tokens, index: int) -> int:
    """How well a phrase begins at this token."""
    if index == 0 or tokens.words[index - 1] == "\n":
        return 4
    if tokens.words[index] == ",":
        return 3
    if tokens.words[index].lower() in _CONJUNCTIONS:
        return 2
    return 1 if tokens.words[index - 1] in ",;:" else 0
