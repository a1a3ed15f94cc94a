"""The change from one text to another in whole words, grouped as a reader would group it.

rapidfuzz finds the shortest script over interned tokens; `tidy` then makes it readable. The script
is exact: nothing of either text is lost or folded away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

from rapidfuzz.distance import Indel, Levenshtein

from resotrack.diff.tidy import Hunk, tidy
from resotrack.diff.tokens import Tokens, tokenise
from resotrack.model import WordChange

# Indel keeps a bit for every pair of tokens; Levenshtein works in linear space.
_LONG = 5_000


def diff_words(before: str | Tokens, after: str | Tokens) -> tuple[WordChange, ...]:
    """What was deleted and inserted, in reading order.

    Returns pairs of ("equal" | "delete" | "insert", text). The texts of "equal" and "delete"
    joined are `before`; those of "equal" and "insert" are `after`. A deletion stands before the
    insertion that replaces it. Whole words only; Chinese and Japanese by character.
    """
    a = tokenise(before) if isinstance(before, str) else before
    b = tokenise(after) if isinstance(after, str) else after
    if a.text == b.text:
        return (("equal", a.text),) if a.text else ()
    return _changes(a, b, changed_tokens(a, b))


def changed_tokens(a: Tokens, b: Tokens) -> list[Hunk]:
    """Where `diff_words` sees a change, as (i, j, k, l): tokens a[i:j] became tokens b[k:l]."""
    return tidy(_hunks(a.words, b.words), a, b)


def _hunks(a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """The places that differ, as (i, j, k, l): tokens a[i:j] became tokens b[k:l]."""
    # One character a word: strings are what the engine compares fastest.
    ids: defaultdict[str, str] = defaultdict(map(chr, count()).__next__)
    left = "".join(map(ids.__getitem__, a))
    right = "".join(map(ids.__getitem__, b))
    engine = Indel if max(len(a), len(b)) <= _LONG else Levenshtein
    hunks: list[Hunk] = []
    for code in engine.opcodes(left, right):
        if code.tag == "equal":
            continue
        i, j, k, m = code.src_start, code.src_end, code.dest_start, code.dest_end
        if hunks and hunks[-1][1] == i and hunks[-1][3] == k:
            hunks[-1] = (hunks[-1][0], j, hunks[-1][2], m)
        else:
            hunks.append((i, j, k, m))
    return hunks


def _changes(a: Tokens, b: Tokens, hunks: list[Hunk]) -> tuple[WordChange, ...]:
    """Hunks of tokens back to text: every gap between tokens goes to exactly one piece."""
    pieces: list[WordChange] = []
    at, bt = 0, 0
    for i, j, k, m in hunks:
        a_from, a_to = _edges(a, i, j)
        b_from, b_to = _edges(b, k, m)
        # White space that both sides share around the change is no part of it.
        while a_from < a_to and b_from < b_to and a.text[a_from] == b.text[b_from] == " ":
            a_from, b_from = a_from + 1, b_from + 1
        while a_from < a_to and b_from < b_to and a.text[a_to - 1] == b.text[b_to - 1] == " ":
            a_to, b_to = a_to - 1, b_to - 1
        _equal(pieces, a.text[at:a_from], b.text[bt:b_from])
        _put(pieces, "delete", a.text[a_from:a_to])
        _put(pieces, "insert", b.text[b_from:b_to])
        at, bt = a_to, b_to
    _equal(pieces, a.text[at:], b.text[bt:])
    return tuple(pieces)


def _edges(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The text of tokens[first:last] with the gap on either side that is in play.

    The gap after the last token goes with the hunk, and so does the gap before the first one when
    the hunk holds no token of this side: that is where the other side's words went in.
    """
    text = tokens.text
    start = tokens.ends[first - 1] if first else 0
    end = tokens.starts[last] if last < len(tokens) else len(text)
    return start, end


def _equal(pieces: list[WordChange], a: str, b: str) -> None:
    """Text that is equal token by token; gaps inside it may still differ ("a b" and "a  b")."""
    if a == b:
        _put(pieces, "equal", a)
        return
    left, right = tokenise(a), tokenise(b)
    at, bt = 0, 0
    for n in range(len(left)):
        gap_a, gap_b = a[at : left.starts[n]], b[bt : right.starts[n]]
        _gap(pieces, gap_a, gap_b)
        _put(pieces, "equal", left.words[n])
        at, bt = left.ends[n], right.ends[n]
    _gap(pieces, a[at:], b[bt:])


def _gap(pieces: list[WordChange], a: str, b: str) -> None:
    if a == b:
        _put(pieces, "equal", a)
    else:
        _put(pieces, "delete", a)
        _put(pieces, "insert", b)


def _put(pieces: list[WordChange], kind: str, text: str) -> None:
    """Add a piece, joined to the last one of its kind where that keeps the reading order."""
    if not text:
        return
    if pieces and pieces[-1][0] == kind:
        pieces[-1] = (pieces[-1][0], pieces[-1][1] + text)
    elif (
        kind == "delete"
        and len(pieces) > 1
        and pieces[-1][0] == "insert"
        and pieces[-2][0] == "delete"
    ):
        pieces[-2] = ("delete", pieces[-2][1] + text)
    elif kind == "delete":
        if pieces and pieces[-1][0] == "insert":
            pieces.insert(len(pieces) - 1, ("delete", text))
        else:
            pieces.append(("delete", text))
    elif kind == "insert":
        pieces.append(("insert", text))
    else:
        pieces.append(("equal", text))
