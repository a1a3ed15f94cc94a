"""What an ask says of itself: the verb, by when, for whom, to whom to report."""

from __future__ import annotations

import re

from resotrack.asks.clause import Stretch
from resotrack.asks.words import Words
from resotrack.model import Span

_MODALS = frozenset({"should", "shall", "must", "will", "may", "can", "would"})
_YEAR = re.compile(r"(?:19|20|21)\d\d$")
_ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th)|[a-z-]*(?:teenth|tieth|hundredth))$")
_OWNERS = frozenset({"its", "the", "their", "his", "her", "a"})
_WHEN = frozenset({"at", "by", "before", "during", "until", "within", "in", "for", "from", "after"})
_BEFORE = frozenset(
    {
        "no later than",
        "not later than",
        "prior to",
        "in advance of",
        "ahead of",
        "starting from",
        "starting with",
        "beginning in",
        "starting in",
        "beginning at",
        "starting at",
        "at the latest",
        "as from",
        "in time for",
        "beginning with",
    }
)
_KINDS = frozenset(
    {
        "regular",
        "annual",
        "substantive",
        "main",
        "special",
        "resumed",
        "organizational",
        "emergency",
        "biennial",
        "review",
        "high-level",
        "quadrennial",
        "programme",
        "calendar",
        "ministerial",
        "tenth",
        "intersessional",
        "budget",
        "ordinary",
    }
)
_JOINING = frozenset({"and", ",", "to", "or", "through"})
_ENDS = frozenset({",", ";", ":", "."})
_RECEIVING = frozenset({"inform", "brief", "update", "notify", "keep"})
_STOPS = frozenset(
    "to by through in including whenever while , ; : ( from into at on under as against".split()
)
_HOLDING = frozenset({"of", "with", "belonging", "living", "in", "to", "who", "whose", "whom"})
_NOT_WHERE = frozenset(
    "order accordance particular this that line conformity cooperation consultation a full the all "
    "its their compliance respect relation addition keeping which".split()
)
_PREDICATES = frozenset({"should", "must", "can", "are", "is", "have", "has"})
_HOLDING_ONLY = frozenset({"who", "whose", "whom", "that"})


# ---- the verb -------------------------------------------------------------------------------


def verbs(words: Words, what: Stretch) -> tuple[str, str]:
    """The main verb, and the deed behind it where it is one of trying: "consider", "submit"."""
    at, last = what
    lists = words.lists
    if words.keys[at] == "not" and words.deed_at(at + 1):
        verb = words.keys[words.deed_at(at + 1)]
        return f"not {verb}", f"not {verb}"
    if words.deed_at(at):
        at = words.deed_at(at)
    elif words.keys[at] in _MODALS:
        at += 1
    elif not words.is_verb(at) and not words.is_deed(at):
        base = words.base(at)
        return base, base
    at = _over_adverbs(words, at)
    while words.keys[at] in lists.aspect and (following := _past_aside(words, at + 1, last)):
        at = following
    verb = words.keys[at] if at < last else ""
    if words.keys[at] in lists.aspect and (base := words.base(at + 1)):
        return base, base
    if verb not in lists.effort and not _tries(words, at, last):
        return verb, verb
    return verb, _deed(words, at + 1, min(last, at + 12)) or verb


def _over_adverbs(words: Words, at: int) -> int:
    while (words.keys[at].endswith("ly") and not words.is_verb(at)) or words.keys[at] in (
        "also",
        "not",
        "then",
        "therefore",
    ):
        at += 1
    return at + 2 if words.keys[at] == "and" and words.keys[at + 1].endswith("ly") else at


def _past_aside(words: Words, at: int, last: int) -> int:
    """The verb that "to" leads to, at this place or behind an insertion: "continue, …, to use"."""
    if words.keys[at] == ",":
        at += 1
        while at < last and words.keys[at] not in (",", ";"):
            at += 1
        at += 1
    return words.deed_at(at) if at < last else 0


def _tries(words: Words, at: int, last: int) -> bool:
    """ "make every effort to", "give due consideration to"."""
    return words.keys[at] in ("make", "give", "exert", "undertake") and any(
        words.keys[n] in words.lists.efforts for n in range(at + 1, min(last, at + 5))
    )


def _deed(words: Words, first: int, last: int) -> str:
    """The deed that a verb of trying leads to: "to submit" or "submitting", at once or behind an
    insertion, or behind "the possibility of"."""
    for at in range(first, last):
        before = words.keys[at - 1]
        near = (
            at == first or before in words.lists.efforts or before in (",", "to", "towards", "of")
        )
        if not near and not before.endswith("ly"):
            continue
        if verb := words.deed_at(at):
            return words.keys[verb]
        loose = before == "of" and words.keys[at - 2] not in words.lists.efforts
        if (base := words.base(at)) and not loose and not words.is_insertion(at):
            return base
    return ""


# ---- by when --------------------------------------------------------------------------------


def deadline(words: Words, stretch: Stretch, *, year: int | None = None) -> Span | None:
    """By when, or how often; `year` is that of the text: years before it are no deadline."""
    first, last = stretch
    at = first
    while at < last:
        if words.keys[at] in words.lists.often:
            return words.span(at, at + 1)
        end = _frequency(words, at, last) or _time(words, at, last, year)
        if end:
            return words.span(at, end)
        at += 1
    return None


def _frequency(words: Words, at: int, last: int) -> int:
    """ "on an annual basis", "every two years", "each year", "twice a year"."""
    keys, lists = words.keys, words.lists
    if keys[at] == "on" and keys[at + 1] in ("a", "an"):
        for basis in range(at + 2, min(at + 7, last)):
            if keys[basis] == "basis":
                found = any(word in lists.frequent for word in keys[at + 2 : basis])
                return basis + 1 if found and keys[at + 2] != "regular" else 0
    if keys[at] in ("every", "each", "twice", "once"):
        end = at + 1
        while keys[end] in lists.numbers or keys[end] in _KINDS or keys[end] in ("a", "other"):
            end += 1
        counted = keys[end] in lists.units or keys[end] in ("session", "sessions")
        return end + 1 if counted and end < last else 0
    return 0


def _time(words: Words, at: int, last: int, year: int | None) -> int:
    """The end of "at its next session", "by 2030", "within six months" at this place, or 0."""
    keys = words.keys
    size = words.phrase_of(at, _BEFORE) or (1 if keys[at] in _WHEN else 0)
    if not size or _is_past_event(words, at):
        return 0
    start = at + size
    for part in (_date, _session, _period):
        end = part(words, start, last, keys[at], year)
        if end:
            return _joined(words, end, last)
    return 0


def _is_past_event(words: Words, at: int) -> bool:
    """ "adopted at its ninth session" is over; "to be held at its ninth session" is not."""
    if not words.is_past(at - 1) or at == 0:
        return False
    back = at - 1
    while back > 0 and (words.is_past(back) or words.keys[back] in ("and", "fully")):
        back -= 1
    return words.keys[back] not in ("be", "been") or words.keys[back] == "been"


def _date(words: Words, at: int, last: int, when: str, year: int | None) -> int:
    """ "2030", "the end of 2027", "March 2027", "1 March 2027"."""
    keys, lists = words.keys, words.lists
    named = at
    if keys[at : at + 2] == ["the", "end"] and keys[at + 2] == "of":
        at += 3
    elif keys[at : at + 2] == ["the", "year"]:
        at += 2
    elif keys[at] in ("mid", "early", "late"):
        at += 1
    if keys[at].isdigit() and len(keys[at]) < 3 and keys[at + 1] in lists.months:
        at += 1
    if keys[at] in lists.months:
        at += 1
        named -= 1
    if _YEAR.match(keys[at]) and at < last:
        if year is not None and int(keys[at]) < year:
            return 0
        return 0 if when in ("from", "after", "for") else at + 1
    if named == at:
        return 0
    dated = keys[at - 1] in lists.months and when in ("by", "before", "until")
    return at if dated and at <= last else 0


def _session(words: Words, at: int, last: int, when: str, year: int | None) -> int:
    """ "its seventy-eighth and seventy-ninth sessions", "the next meeting", "its next report"."""
    keys, lists = words.keys, words.lists
    start = at
    if keys[at] in _OWNERS:
        at += 1
    counted = False
    while at < last and (
        _is_ordinal(words, at)
        or keys[at] in _KINDS
        or (counted and keys[at] in ("and", ",", "to"))
        or _YEAR.match(keys[at])
    ):
        counted = counted or _is_ordinal(words, at) or keys[at] in _KINDS
        counted = counted or bool(_YEAR.match(keys[at]))
        at += 1
    if not counted or at >= last:
        return 0
    if words.is_name(at):  # "the fourteenth United Nations Congress"
        name = at
        while words.is_name(name):
            name += 1
        at = name - 1 if keys[name - 1] in lists.occasions else name
    if keys[at] in lists.occasions:
        return at + 1 if at > start else 0
    return at + 1 if when == "in" and keys[at] in ("report", "reports") else 0


def _is_ordinal(words: Words, at: int) -> bool:
    word = words.keys[at]
    tail = word.rpartition("-")[2]
    return tail in words.lists.ordinals or bool(_ORDINAL.match(word))


def _period(words: Words, at: int, last: int, when: str, year: int | None) -> int:
    """ "six months", "a period of three years", "90 days"."""
    keys, lists = words.keys, words.lists
    if when not in ("within", "for", "until", "in", "after", "during"):
        return 0
    start = at
    if keys[at : at + 3] == ["a", "period", "of"]:
        at += 3
    elif keys[at] == "a" and keys[at + 2 : at + 4] == ["period", "of"]:
        at += 4  # "for a further period of one year"
    elif keys[at] in ("a", "the") and keys[at + 1] == "further":
        at += 2
    if when == "for" and at == start:
        return 0  # "to meet for five days" says how long, not by when
    at += 1 if keys[at] == "the" and keys[at + 1] == "next" else 0
    at += 1 if keys[at] == "next" else 0
    if (keys[at] in lists.numbers or keys[at].isdigit()) and at + 1 < last:
        unit = at + 1
        unit += 1 if keys[unit] in ("calendar", "working", "further", "additional", "-") else 0
        if keys[unit] in lists.units or keys[unit].rstrip("'") in lists.units:
            return unit + 1
    return 0


def _joined(words: Words, end: int, last: int) -> int:
    """Over what belongs to it: "and 2027", "of the General Assembly"."""
    keys = words.keys
    while end + 1 < last and keys[end] == "and" and _YEAR.match(keys[end + 1]):
        end += 2
    if keys[end - 1] in words.lists.occasions and keys[end] == "of":
        at = end + 1
        at += 1 if keys[at] == "the" else 0
        name = at
        while words.is_name(name) or keys[name] in ("of", "and"):
            article = keys[name + 1] == "the" and not words.is_name(name)
            following = name + (2 if article else 1)
            if not words.is_name(name) and not words.is_name(following):
                break
            name = following
        if name > at:
            return min(name, last)
    return min(end, last)


# ---- to whom to report ----------------------------------------------------------------------


def report(words: Words, stretch: Stretch) -> Span | None:
    """Who is to hear of it: "to the General Assembly"; None where nobody is to."""
    first, last = stretch
    keys, lists = words.keys, words.lists
    reporting = False
    for at in range(first, last):
        word = keys[at]
        base = words.base(at)
        if word == "keep" and (end := _receiver(words, at + 1, last)) and keys[end] == "informed":
            return words.span(at + 1, end)
        told = word.endswith("ed") and keys[at - 1] != "be"
        if (word in lists.reporting and not told) or base in lists.reporting:
            reporting = True
            if (base or word) in _RECEIVING and (end := _receiver(words, at + 1, last)):
                return words.span(at + 1, end)
        elif reporting and word == "to":
            if keys[at + 1] == "it" and not words.is_verb(at + 2):
                return words.span(at, at + 2)
            if end := _receiver(words, at + 1, last):
                return words.span(at, _also(words, end, last))
    return None


def _also(words: Words, end: int, last: int) -> int:
    """Over "and to the General Assembly"."""
    while True:
        joint = end + 1 if words.keys[end] == "," else end
        if words.keys[joint : joint + 2] != ["and", "to"]:
            return end
        more = _receiver(words, joint + 2, last)
        if not more:
            return end
        end = more


def _receiver(words: Words, at: int, last: int) -> int:
    """The end of a receiver's name at this place, or 0."""
    keys = words.keys
    at += 1 if keys[at] == "the" else 0
    start = at
    end = 0
    while at < last and (
        words.is_name(at) or (at > start and keys[at] in ("and", "of", "for", "the", "on"))
    ):
        at += 1
        if words.is_name(at - 1):
            end = at
    heads = [n for n in range(start, end) if keys[n] in words.lists.receivers]
    if not heads:
        return 0
    # "the General Assembly and the Security Council", not "the Council and States".
    return end


# ---- for whom -------------------------------------------------------------------------------


def for_whom(words: Words, what: Stretch) -> Span | None:
    """Whom the deed is to serve; the first whom the words behind the verb name."""
    first, last = what
    for at in range(first + 1, last):
        pointed = words.keys[at] == "those" and words.keys[at + 1] in ("who", "whose", "most")
        pointed = pointed or words.keys[at : at + 3] == ["those", "in", "need"]
        if words.keys[at] not in words.lists.people and not pointed:
            continue
        if words.is_name(at) or words.keys[at + 1] in ("'s", "’"):
            continue
        if words.keys[at + 1] not in _ENDS and _names_a_thing(words, at):
            continue
        end = _end(words, at, last)
        if words.keys[end - 1] in _HOLDING_ONLY:
            continue  # "against those who:", and the items say who
        return words.span(*words.trimmed(_start(words, first, at), end))
    return None


def _names_a_thing(words: Words, at: int) -> bool:
    """Whether the word only tells what the next one is: "minority rights", "women leaders"."""
    following = words.keys[at + 1]
    loose = following in words.lists.people or following in _JOINING or following in _STOPS
    return not loose and following not in (
        "with", "belonging", "living", "who", "whose", "that", "of", "affected", "and", "or",
        "deprived", "facing", "for", "without", "has", "have", "should", "must", "can", "are",
        "is", "is", "at", "against", "regardless", "everywhere", "worldwide", "during", "–",
    ) and not words.is_past(at + 1)  # fmt: skip


def _goes_on(words: Words, joint: int) -> bool:
    """Whether more people are named behind a comma or an "and"."""
    if words.is_verb(joint + 1):
        return False
    near = words.keys[joint + 1 : joint + (3 if words.keys[joint] == "," else 6)]
    near = near[: near.index(",")] if "," in near else near
    return any(
        word in words.lists.people or word in ("group", "groups", "members") for word in near
    )


def _start(words: Words, first: int, at: int) -> int:
    """Back over the determiners and adjectives before the word."""
    keys = words.keys
    people = words.lists.people
    start = at
    while start - 1 > first:
        before = keys[start - 1]
        if before in ("and", ",", "or") and keys[start - 2] in people:
            start -= 2
        elif (
            before in _ENDS
            or before in ("of", "and", "or", "to", "for", "by", "that", "with", "on", "in", "from")
            or before in ("against", "including", "as", "between", "within", "among", "where")
            or before in ("which", "whom")
            or words.is_verb(start - 1)
            or before.removesuffix("s") in words.lists.verbs
            or words.base(start - 1)
        ):
            break
        else:
            start -= 1
        if keys[start] in ("the", "all", "any", "their", "its"):
            break
    return start


def _end(words: Words, head: int, last: int) -> int:
    """Up to the next mark, or to what no longer says who they are."""
    relative = False
    at = head + 1
    while at < last:
        relative = relative or words.keys[at] in _HOLDING_ONLY
        stops = _relative_ends(words, at) if relative else _name_ends(words, at)
        if stops:
            break
        at += 1
    return at


def _relative_ends(words: Words, at: int) -> bool:
    """ "those who seek, sought or found …, " ends at the comma before no verb and no people."""
    word = words.keys[at]
    if word == ",":
        following = words.keys[at + 1 if words.keys[at + 1] != "and" else at + 2]
        goes_on = words.is_verb(at + 1) or words.is_past(at + 1) or following in ("have", "has")
        return following not in words.lists.people and not goes_on
    return word in (";", ":")


def _name_ends(words: Words, at: int) -> bool:
    keys, people = words.keys, words.lists.people
    word, before = keys[at], keys[at - 1]
    if word in (",", "and", "or"):
        return not _goes_on(words, at)
    if word == "to":
        return not words.is_past(at - 1)  # "the persons referred to in …"
    if word == "with":
        return before not in people
    if word == "in":
        return keys[at + 1] in _NOT_WHERE
    return word in _PREDICATES or (word in _STOPS and word not in _HOLDING)
