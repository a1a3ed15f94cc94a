"""What stands behind an act: who is asked, and each thing that is asked of him.

    clause      =  [insertion] [actor] {"," insertion ","} complement
    complement  =  deed {("," | "and" | ", and" | ";") deed}     to submit … and to publish …
                |  "that" subject verb …                         that all parties allow …
                |  "with" … | "of" …                             entrusts the Panel with …
                |  noun phrase                                   (calls for) an end to …
                |  ":"                                           the items below say what
    deed        =  "to" adverb* verb …
    actor       =  a noun phrase whose head can be asked: not "efforts", "the development"

A "to" that belongs to a noun or to a relative clause ("measures to", "have yet to") begins no deed
of its own; one that is joined by "and" inside the same stretch between commas goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from resotrack.asks.words import Words
from resotrack.lexicon import Graded

Stretch = tuple[int, int]

_MODALS = frozenset({"should", "shall", "must", "will", "may", "can", "would"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_READY = frozenset({"intention", "readiness", "willingness", "decision"})
_BREAKS = frozenset(
    "of in that which who whom whose for with on by from at to as and or under within without "
    "where including involved concerned working between across , ; : (".split()
)
_DETERMINERS = frozenset("the a an all any each every its their his her this these those".split())
_DEED_ENDS = ("tion", "sion", "ment", "ance", "ence", "ity", "ing", "ship", "ness", "ism", "sal")
_ASSENTING = frozenset(
    {"demands", "requests", "urges", "insists", "asks", "recommends", "demand", "request", "call"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What one act asks, in tokens of the paragraph."""

    actor: Stretch | None
    whats: tuple[Stretch, ...]
    """Each thing that is asked; () where the items below say it, or (unless `open`) the next act
    of the paragraph."""
    aside: Stretch
    """From the actor to the first deed: where a deadline may be said for all of them."""
    own: bool
    open: bool = False
    """It ends in a colon, so that items below go on from it."""


def read_clause(words: Words, first: int, last: int, graded: Graded) -> Clause:
    """Take apart the words [first, last) behind an act."""
    lists = words.lists
    is_open = last > first and words.keys[last - 1] == ":"
    first, last = words.trimmed(first, last)
    first = _over_insertion(words, first, last)
    own = graded.head in lists.own or _promises(graded, lists.promised)
    decides = own or graded.head.startswith("decides")
    if decides and words.keys[first] == "to" and (skip := words.phrase_of(first + 1, lists.asking)):
        # "Decides to request the Panel to …": somebody else is asked.
        own, first = False, first + 1 + skip
    if not own and words.keys[first] == "to" and not words.deed_at(first) and first + 1 < last:
        first += 1  # "appeals to States to …", "reiterates its request to the Panel to …"
    return _complement(words, first, last, graded, own, is_open)


def _promises(graded: Graded, promised: frozenset[str]) -> bool:
    """Whether the body binds itself: "reaffirms its commitment to", "expresses readiness to"."""
    what = graded.head.rpartition(" ")[2]
    return what in promised and (graded.family == "assertion" or what in _READY)


def _over_insertion(words: Words, first: int, last: int) -> int:
    """Past "in this context," and the like at the head of a clause."""
    if not words.is_insertion(first) or words.keys[first] == "to":
        return first
    for at in range(first, min(last, first + 30)):
        if words.keys[at] == ",":
            return at + 1
    return first


def _complement(
    words: Words, first: int, last: int, graded: Graded, own: bool, is_open: bool
) -> Clause:
    keys = words.keys
    if first >= last:
        return Clause(actor=None, whats=(), aside=(first, first), own=own, open=is_open)
    if keys[first] == "that":
        return _that(words, first, last, graded, own, is_open)
    for marks, heads in (
        (("with",), words.lists.with_),
        (("of", "that"), words.lists.of),
        (("that",), words.lists.that),
    ):
        if graded.head not in heads:
            continue
        mark = _mark(words, first, last, marks)
        if mark and not any(words.deeds(first, mark)) and (named := _actor(words, first, mark)):
            return Clause(
                actor=named,
                whats=((mark, last),),
                aside=(mark, mark),
                own=own,
                open=is_open,
            )
    for at in range(first + 1, last - 1):  # "reiterates its request to the Panel that it meet"
        if keys[at] == "that" and keys[at + 1] in _PRONOUNS and not own:
            named = None if any(words.deeds(first, at)) else _actor(words, first, at)
            if named:
                return Clause(
                    actor=named, whats=((at, last),), aside=(at, at), own=False, open=is_open
                )
            break
    deed = _first_deed(words, first, last)
    if graded.head.startswith("calls for") and not _is_somebody(words, first, last):
        whole = ((first, last),)
        return Clause(actor=None, whats=whole, aside=(first, first), own=own, open=is_open)
    if deed is None and is_open:
        # "Calls upon States:", "Requests the Panel to:"
        end = last - 1 if keys[last - 1] == "to" else last
        actor = None if own else _actor(words, first, end)
        waiting = own and end - first <= 1
        if actor or waiting or end <= first:
            after = actor[1] if actor else first
            return Clause(actor=actor, whats=(), aside=(after, end), own=own, open=True)
    if deed is not None and deed > first and keys[deed - 1] == "not":
        deed -= 1
    actor = _actor(words, first, deed) if deed is not None and not own else None
    if deed is None and not own and not is_open and (names := _actor(words, first, last)):
        # "Calls upon States, and encourages others, to …": the deed stands behind the next act.
        return Clause(actor=names, whats=(), aside=(last, last), own=False)
    if deed is None or (actor is None and deed > first):
        return Clause(
            actor=None, whats=((first, last),), aside=(first, first), own=own, open=is_open
        )
    aside = (actor[1] if actor else deed, deed)
    return Clause(actor=actor, whats=_deeds(words, deed, last), aside=aside, own=own, open=is_open)


def _mark(words: Words, first: int, last: int, marks: tuple[str, ...]) -> int:
    """Where the preposition stands that leads from the person to the matter; 0: nowhere.

    "Reminds all who send shipments of arms of their duties": the one before "their" counts.
    """
    found = [at for at in range(first + 1, last) if words.keys[at] in marks]
    plain = (at for at in found if words.keys[at + 1] in _DETERMINERS or words.keys[at] == "that")
    return next(plain, found[0] if found else 0)


# ---- who ------------------------------------------------------------------------------------


def _first_deed(words: Words, first: int, last: int) -> int | None:
    """The "to" that begins what is asked, or None."""
    governed = None
    for at in words.deeds(first, last):
        if at == first:
            return at
        if words.keys[at - 1] not in words.lists.governors or words.is_name(at - 1):
            return at
        governed = at if governed is None else governed
    return governed


def _actor(words: Words, first: int, last: int) -> Stretch | None:
    """Who is asked, in the words before the deed; None where no one can be asked there."""
    depth = 0
    end = last
    for at in range(first, last):
        if words.keys[at] in ("(", ")"):
            depth = max(0, depth + (1 if words.keys[at] == "(" else -1))
        marked = words.keys[at] in (",", "–", "—") and words.is_insertion(at + 1)
        if (marked and not depth) or (at > first and words.phrase_of(at, _INSIDE)):
            end = at
            break
    first, end = words.trimmed(first, end)
    while end > first + 1 and (
        words.keys[end - 1] in ("also", "further") or _is_adverb(words, end - 1)
    ):
        end -= 1  # "States also to", "the parties immediately …"
    return (first, end) if end > first and _can_be_asked(words, first, end) else None


_INSIDE = frozenset(
    {
        "in accordance with",
        "in consultation with",
        "in cooperation with",
        "in collaboration with",
        "in coordination with",
        "in this regard",
        "in that regard",
        "in this context",
        "as appropriate",
        "as necessary",
        "within existing resources",
        "once again",
        "without delay",
    }
)


def _is_adverb(words: Words, at: int) -> bool:
    return words.keys[at].endswith("ly") and not words.is_name(at)


def _can_be_asked(words: Words, first: int, last: int) -> bool:
    """Whether the head of a noun phrase is somebody: "the Panel", not "the development of"."""
    at = first
    while at < last and words.keys[at] in _DETERMINERS:
        at += 1
    head = at
    while head < last and (
        words.keys[head] not in _BREAKS
        or words.is_name(head)
        or (head == at and _is_told(words, at))
    ):
        told = head > at and (words.base(head) or words.is_past(head))
        if told and (words.is_name(head - 1) or words.keys[head - 1].endswith("s")):
            break  # "States fishing for …", "experts appointed by …"
        head += 1
    if head == at:
        # "those who", "all that": somebody, unless nothing stands there at all.
        return at > first and words.keys[at - 1] in ("all", "those", "each", "any")
    word = words.keys[head - 1]
    if words.is_name(head - 1) or word in words.lists.agents:
        return True
    if words.keys[head] in ("and", "or"):  # "the security and armed forces of …"
        other = head + 1
        while other < last and words.keys[other] not in _BREAKS:
            other += 1
        if words.keys[other - 1] in words.lists.agents or words.is_name(other - 1):
            return True
        if _is_deed_noun(words, other - 1):
            return False
    return not _is_deed_noun(words, head - 1)


def _is_told(words: Words, at: int) -> bool:
    """Whether a participle stands before its noun: "the working group", not "those working in"."""
    participle = bool(words.base(at)) or words.is_past(at)
    return (
        participle and words.keys[at + 1] not in _BREAKS and words.keys[at + 1] not in _DETERMINERS
    )


def _is_somebody(words: Words, first: int, last: int) -> bool:
    """Whether a noun phrase begins with somebody beyond doubt: "calls for States to …"."""
    head = first
    while head < last and (words.keys[head] not in _BREAKS or words.is_name(head)):
        head += 1
    return head > first and (words.keys[head - 1] in words.lists.agents or words.is_name(head - 1))


def _is_deed_noun(words: Words, at: int) -> bool:
    word = words.keys[at]
    return word in words.lists.deeds or word.rstrip("s").endswith(_DEED_ENDS)


# ---- what -----------------------------------------------------------------------------------


def _deeds(words: Words, first: int, last: int) -> tuple[Stretch, ...]:
    """The deeds from `first` on: one for each "to" that is joined to the first."""
    starts = [first]
    inside = False
    keys = words.keys
    joined_later = [at for at in words.deeds(first + 1, last) if _joint(words, at) == "and"]
    for at in range(first + 2, last):
        if keys[at] in (",", ";"):
            # What follows "to promote and to protect" is still inside; what follows a comma is not.
            inside = False
        if keys[at] != "to" or not words.deed_at(at):
            continue
        joint = _joint(words, at)
        listed = (
            joint == ","
            and bool(joined_later)
            and joined_later[-1] > at
            and not _is_aside(words, starts[-1], at - 1)
        )
        done_to = _is_done_to(words, at) and not _is_done_to(words, first)
        if done_to or (joint and _goes_on_inside(words, at, starts[-1])):
            inside = True  # "lamps made to be set up here, or to be kept there"
        elif listed or joint == ";" or (joint == "and" and not inside):
            starts.append(at)
        elif joint != "and" and keys[at - 1] not in words.lists.aspect:
            inside = True
    stretches = []
    for start, end in zip(starts, [*starts[1:], last], strict=True):
        stretches.append(words.trimmed(start, _before_joint(words, start, end)))
    return tuple(stretches)


def _goes_on_inside(words: Words, at: int, start: int) -> bool:
    """Whether a verb without an object stands before it, of a "to" that is no deed of its own:
    "the freedom to come, to stay and to go"."""
    back = at - 1
    while back > start and words.keys[back] in (",", "and", "or"):
        back -= 1
    return back - 1 > start and words.keys[back - 1] == "to" and bool(words.deed_at(back - 1))


def _is_done_to(words: Words, at: int) -> bool:
    """ "to be placed": what befalls a thing, not what is asked."""
    return words.keys[at + 1] == "be" and words.is_past(at + 2)


def _joint(words: Words, at: int) -> str:
    """What joins a deed to the one before it: "and", ",", ";" or ""."""
    keys = words.keys
    before = keys[at - 1]
    if before in ("and", "or"):
        return "and"
    if keys[at - 3 : at] == ["as", "well", "as"] or keys[at - 2 : at] == ["and", "also"]:
        return "and"
    if before == ";":
        return ";"
    if before == ",":
        back = at - 2
        while back > 0 and at - back < 25 and keys[back] not in (",", ";"):
            back -= 1
        insertion = back + 1
        if keys[back] == "," and keys[back - 1] == "and" and words.is_insertion(insertion):
            return "and"  # ", and, in this regard, to …"
        if keys[insertion] == "and" and words.is_insertion(insertion + 1):
            return "and"  # ", and in this regard, to …"
        return ","
    back = at - 1
    while at - back < 5 and back > 0 and keys[back] not in (",", ";"):
        if keys[back] == "and" and words.phrase_of(back + 1, _INSIDE) == at - back - 1:
            return "and"  # "and in this regard to …"
        back -= 1
    return ""


def _is_aside(words: Words, start: int, comma: int) -> bool:
    """Whether the stretch that ends with this comma is an insertion."""
    back = comma - 1
    while back > start and words.keys[back] not in (",", ";"):
        back -= 1
    return back > start and words.is_insertion(back + 1) and words.keys[back + 1] != "to"


def _before_joint(words: Words, start: int, end: int) -> int:
    """Where a deed ends before ", and, in this regard," of the next."""
    back = end - 1
    while back > start + 1 and end - back < 25:
        if words.keys[back] == "and" and (
            words.is_insertion(back + 1) or words.keys[back + 1] in (",", "also")
        ):
            gap = words.keys[back + 1 : end]
            if gap and (gap[-1] == "," or len(gap) < 5) and words.keys[end : end + 1] == ["to"]:
                return back
        if words.keys[back] == "to" and words.deed_at(back):
            break
        back -= 1
    return end


# ---- that -----------------------------------------------------------------------------------


def _that(words: Words, first: int, last: int, graded: Graded, own: bool, is_open: bool) -> Clause:
    """ "that all parties allow …", "that States should …", "that the work be resumed"."""
    verb = _predicate(words, first + 1, last, bare=_assents(graded.head))
    whole = Clause(actor=None, whats=((first, last),), aside=(first, first), own=own, open=is_open)
    if verb is None:
        return whole
    after = verb + 1 if words.keys[verb] in _MODALS else verb
    while words.keys[after].endswith("ly") or words.keys[after] in (
        "not",
        "also",
        "continue",
        "to",
    ):
        after += 1
    if words.keys[after] == "be" and any(words.is_past(at) for at in (after + 1, after + 2)):
        return whole
    actor = _actor(words, first + 1, verb)
    if actor is None or (own and words.keys[after] == "be"):
        return whole
    return Clause(actor=actor, whats=((verb, last),), aside=(verb, verb), own=False, open=is_open)


def _assents(head: str) -> bool:
    """Whether a verb in base form follows: "requests that", "reiterates its demand that"."""
    return head.rpartition(" ")[2] in _ASSENTING


def _predicate(words: Words, first: int, last: int, *, bare: bool) -> int | None:
    """Where the verb of a "that" clause begins: at its modal, or at a verb in base form."""
    for at in range(first, last):
        word = words.keys[at]
        if word in _MODALS:
            return at
        if word in ("is", "are", "was", "were", "has", "have") and words.keys[at - 1] not in (
            "that",
            "who",
            "which",
        ):
            return None
        if (
            bare
            and at > first
            and words.is_verb(at)
            and words.keys[at - 1] not in _DETERMINERS
            and _follows_its_subject(words, at)
        ):
            return at
    return None


def _follows_its_subject(words: Words, at: int) -> bool:
    """Whether a verb in base form stands where one can: "all parties allow", "A, …, end its"."""
    before = words.keys[at - 1]
    if before == ",":
        return words.keys[at + 1] in _DETERMINERS
    if before in _BREAKS and not words.is_name(at - 1):
        return False
    if before.endswith(("s", "ly")) or words.is_name(at - 1) or words.keys[at] in ("be", "do"):
        return True
    return words.keys[at] not in words.lists.deeds and words.keys[at] not in words.lists.agents
