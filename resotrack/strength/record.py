"""Paragraphs that only record: recalls, marks, takes note of a report, welcomes a meeting.

Such a paragraph commits nobody. It is told by its acts: the opening is one of recalling, marking,
noting or welcoming something of record, and no further act asks for or condemns anything.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from resotrack.lexicon import Opening
from resotrack.strength.change import Side
from resotrack.strength.criticized import praises

_RECALL = 0.35
"""Assertions up to this grade recall, refer, bear in mind."""
_BINDING = 0.5
IN_RECORD = 0.45
IN_CITATION = 0.2
_NEAR = 16
_NOUNS = 8
_BARE = frozenset({"takes note", "commemorates", "celebrates"})
_GUIDES = frozenset({"guided", "inspired"})
"""How a preamble opens: "Guided by the Charter"."""
_STATES = frozenset({"notes", "observes", "confirms"})
_ROOT = 5
_STAKES = frozenset(
    word[:5]
    for word in "rights freedoms violations abuses discrimination harm risks threats impacts "
    "protection undermine endanger impair violence reprisals concerns persecution hunger poverty "
    "suffering victims obligations duty failure lack dangers crimes attacks affect killed".split()
)
"""Roots of what is at stake where a fact is noted."""
_WEIGHTY = frozenset({"gravity", "protected", "accountability", "urgency", "counterduty"})
_AWAITS = frozenset({"looks forward", "anticipates"})
_QUOTED = frozenset(
    "demanded demands condemned condemns deplored rejected rejects urged renewed".split()
)
"""What a resolution, report or meeting is said to have done."""
_FORCEFUL = frozenset({"urgency", "absolute", "gravity", "accountability"})


def commits(side: Side) -> bool:
    """Whether anything on this side goes beyond record."""
    return not side.acts or not all(_records(side))


def weigh(side: Side, token: int, place: tuple[int, int] = (0, 0)) -> float:
    """How much a word counts where it stands: 1 in a commitment, a fraction in a record; a smaller
    one in the title or theme of something cited with its date in `place`, a stretch of tokens; none
    in praise of the State that the text presses."""
    each = weights(side)
    if token >= len(each):
        return 1.0
    weight = each[token]
    return IN_CITATION if weight == IN_RECORD and side.dated(place) else weight


def cites(side: Side, place: tuple[int, int]) -> bool:
    """Whether a stretch of tokens dates and numbers rather than says something."""
    return 2 * side.dated(place) > sum(map(bool, side.content[slice(*place)]))


def weights(side: Side) -> tuple[float, ...]:
    """How much each word of a side counts where it stands: by the act that it follows."""
    known = side.memory.get("weights")
    if known is None:
        each = [1.0] * len(side.tokens)
        for act, record in zip(side.acts, _records(side), strict=True):
            first = bisect_left(side.tokens.starts, act.start)
            weight = 0.0 if praises(side, act) else IN_RECORD if record else 1.0
            if weight != each[-1]:
                each[first:] = [weight] * (len(each) - first)
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
    if graded.head in _AWAITS:
        first, last = side.token_range(act.end, act.end + 160)
        dated = side.dated((first, last)) > 0
        return dated or not side.vocabulary.record.isdisjoint(_following(side, act, _NOUNS))
    if graded.family not in ("assertion", "stance-positive"):
        return False
    # In Chinese what is welcomed or noted stands at the end of the clause.
    rest = _following(side, act, None if side.vocabulary.forms.by_character else _NEAR)
    if graded.family == "assertion":
        recalls = graded.grade <= _RECALL or graded.head in _GUIDES
        return recalls and side.vocabulary.that.isdisjoint(rest[:_NEAR])
    states = side.language == "en" and graded.head in _STATES
    if states and not side.vocabulary.that.isdisjoint(rest[:1]):
        return not _at_stake(side, act)
    if graded.family == "stance-positive" and side.vocabulary.that.isdisjoint(rest[:1]):
        if graded.head in _BARE:
            return True
        nouns = rest if side.vocabulary.forms.by_character else rest[:_NOUNS]
        return graded.valence < 2 and any(w in side.vocabulary.record for w in nouns)
    return False


def _at_stake(side: Side, act: Opening) -> bool:
    """Whether what an act states is a right, a wrong, a danger or a duty, and no mere fact."""
    first, last = side.token_range(act.end, len(side.text))
    if any(key[:_ROOT] in _STAKES for key in side.keys[first:last]):
        return True
    modals = side.vocabulary.modals
    if any(key in modals and modals[key].grade >= _BINDING for key in side.read[first:last]):
        return True
    return any(first <= h.first < last and h.term.cls.name in _WEIGHTY for h in side.hits)


def _following(side: Side, act: Opening, most: int | None) -> list[str]:
    first, last = side.token_range(act.end, act.end + 160)
    return list(islice((key for key in side.plain[first:last] if key[:1].isalnum()), most))


def forceful(side: Side) -> bool:
    """Whether a record quotes something forceful: a demand or decision, a duty, urgency, graveness,
    accountability; not where it gives a title ("the Compact on Full and Effective Lighting")."""
    modals = side.vocabulary.modals
    if any(key in modals and modals[key].grade >= _BINDING for key in side.read):
        return True
    if not _QUOTED.isdisjoint(side.keys):
        return True
    return any(
        hit.term.cls.name in _FORCEFUL and not side.text[side.tokens.starts[hit.first]].isupper()
        for hit in side.hits
    )
