"""Paragraphs that only record: recalls, marks, takes note of a report, welcomes a meeting.

Such a paragraph commits nobody. It is told by its acts: the opening is one of recalling, marking,
noting or welcoming something of record, and no further act asks for or condemns anything.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from resotrack.lexicon import Opening
from resotrack.strength.change import Side

_RECALL = 0.35
"""Assertions up to this grade recall, refer, bear in mind."""
_BINDING = 0.5
IN_RECORD = 0.45
_NEAR = 12
_NOUNS = 6
_BARE = frozenset({"takes note", "commemorates", "celebrates"})
_FORCEFUL = frozenset({"urgency", "absolute", "gravity", "accountability"})


def commits(side: Side) -> bool:
    """Whether anything on this side goes beyond record."""
    return not side.acts or not all(_records(side))


def weigh(side: Side, token: int) -> float:
    """How much a word counts where it stands: 1 in a commitment, a fraction in a record."""
    return 1.0 if token >= len(side.tokens) else weights(side)[token]


def weights(side: Side) -> tuple[float, ...]:
    """How much each word of a side counts where it stands: by the act that it follows."""
    known = side.memory.get("weights")
    if known is None:
        each = [1.0] * len(side.tokens)
        for act, record in zip(side.acts, _records(side), strict=True):
            first = bisect_left(side.tokens.starts, act.start)
            each[first:] = [IN_RECORD if record else 1.0] * (len(each) - first)
        known = side.memory["weights"] = tuple(each)
    return known


def _records(side: Side) -> tuple[float, ...]:
    """For each act of a side, whether it records."""
    known = side.memory.get("records")
    if known is None:
        known = side.memory["records"] = tuple(records(side, act) for act in side.acts)
    return known


def records(side: Side, act: Opening) -> bool:
    """Whether an act only recalls, marks, takes note of or welcomes something of record."""
    graded = act.graded
    if graded.family not in ("assertion", "stance-positive"):
        return False
    # In Chinese what is welcomed or noted stands at the end of the clause.
    rest = _following(side, act, None if side.vocabulary.forms.by_character else _NEAR)
    if graded.family == "assertion":
        return graded.grade <= _RECALL and side.vocabulary.that.isdisjoint(rest[:_NEAR])
    if graded.family == "stance-positive" and side.vocabulary.that.isdisjoint(rest[:1]):
        if graded.head in _BARE:
            return True
        nouns = rest if side.vocabulary.forms.by_character else rest[:_NOUNS]
        return graded.valence < 2 and any(w in side.vocabulary.record for w in nouns)
    return False


def _following(side: Side, act: Opening, most: int | None) -> list[str]:
    first, last = side.token_range(act.end, act.end + 160)
    return list(islice((key for key in side.plain[first:last] if key[:1].isalnum()), most))


def forceful(side: Side) -> bool:
    """Whether a record quotes something forceful: a duty, urgency, graveness, accountability."""
    modals = side.vocabulary.modals
    if any(key in modals and modals[key].grade >= _BINDING for key in side.read):
        return True
    return any(hit.term.cls.name in _FORCEFUL for hit in side.hits)
