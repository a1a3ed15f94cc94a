"""What is written inside a bracket: whose it is, and what it asks for.

"Ostrelle: Taking note of", "delete: EU", "del. – US, JPN", "within existing resources – Aldermark",
"move to the preamble", "agreed ad ref". Names are told by their form, not by a list: a bracket may
name a group that was founded this morning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from resotrack.lexicon import find_opening
from resotrack.model import BracketKind, ProposalKind

_SMALL = frozenset(
    "of the and for on behalf de la le les du des et del los las y e & in da do".split()
)
# First words before a colon that name a thing, not a delegation.
_NO_NAMES = frozenset(
    "option options alt alternative note notes nb placeholder article articles paragraph paragraphs"
    " para section annex title chapeau preamble op pp version footnote definition definitions text"
    " part chapter decision resolution source comment question rationale agreed pending bracket see"
    " original draft new sub item figure table box page line for in the to this and or by on at"
    " placement purpose scope objective objectives number date place name".split()
)
# Second halves of names that hold an "and".
_HALVES = (
    "Herzegovina|Barbuda|Tobago|Pr[ií]ncipe|Nevis|the Grenadines|the Caribbean|China|Northern"
    " Ireland|Moldova|Pacific|Other"
)
# "大不列颠及北爱尔兰联合王国", the longest Chinese name of a State, has 13.
_LONGEST_WORD = 16
_BETWEEN = re.compile(rf"\s*[,;/+]\s*|\s+(?:and|et|y)\s+(?!(?:{_HALVES})\b)|\s*[،、]\s*|\s+&\s+")
_WORD = re.compile(r"^[\w’'.()&-]+$")
# Some thirty names: many delegations may ask for one thing.
_MOST_NAMES = 400
_PREFIX = re.compile(rf"\+?\s?([^:：\[\]{{}}“”\"]{{1,{_MOST_NAMES}}}?)\s*[:：]\s*")
_SUFFIX = re.compile(r"(?:\s+[–—-]|\s*—|\s+//)\s*([^\[\]{}–—:;“”\"]{2,120})$")
_IN_ROUND = re.compile(r"\s*\(([^()\[\]{}]{2,80})\)$")
_ROUND_FIRST = re.compile(r"\(([^()\[\]{}]{2,80})\)\s*:?\s*")
_QUOTED = re.compile(r"[“\"«„']([^“”\"«»„]+)[”\"»“']")

_DELETE = r"delet(?:e[sd]?|ion)|del\b\.?|supprimer|suprimir|удалить|исключить|حذف|删除"
_DROP = r"remove[sd]?|strike(?: out)?|omit|drop|suppress|eliminar"
_ADD = r"add(?:ition)?|insert(?:ion)?|ins\b\.?|include|ajouter|insérer|añadir|agregar|добавить|إضافة|增加"  # noqa: E501
_KEEP = r"keep|retain(?:ed)?|maintain|reinstate|restore|garder|mantener|conserver|сохранить|保留"
_MOVE = (
    r"moved?|placed?|relocated?|transfer(?:red)?|shift|merged?|déplacer|trasladar|переместить"
    r"|نقل|移至"
)
_VERBS: tuple[tuple[Literal["delete", "insert", "keep"], str], ...] = (
    ("delete", _DELETE),
    ("delete", _DROP),
    ("insert", _ADD),
    ("keep", _KEEP),
)
_POLITE = re.compile(
    r"(?:please\s+|(?:proposes?|proposal|suggests?|wish(?:es)?|wants?|prefers?|asks?|would like|"
    r"requests?)\s+(?:to|that|for)\s+|to be\s+)(?=[a-z])",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"^(?:(?:the |this |that |entire |whole |full |original |existing |current |all |both )*"
    r"(?:paragraphs?|paras?|text|sentence|wording|language|words?|reference|sub-?paragraphs?|it|"
    r"OP|PP|brackets?|chapeau|phrase|formulation|proposal|title)\b[\s\d\w.,()-]{0,30})?[.;,]?$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:preamble|preambular|operative|OP|PP|para(?:graph)?s?|section|article|annex|beginning|"
    r"end|chapeau|title|here|above|below|up|down|decision|agreement)\s?\d*\b",
    re.IGNORECASE,
)
_REPLACE = re.compile(
    r"^(?:replace|change|substitute|remplacer|reemplazar|заменить)d?\s+(?P<old>.+?)\s+"
    r"(?:with|by|to|par|por|на)\s+(?P<new>.+)$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^(?P<new>.+?)\s+(?:instead of|in place of|rather than)\s+(?P<old>[“\"«].+)$", re.IGNORECASE
)
_POSITION = re.compile(
    r"^(?:general |scrutiny |parliamentary |study |placed? (?:a )?)*"
    r"(?:reserv(?:e[sd]?|ations?|ing)|supports?|oppose[sd]?|objects?|objections?|flexible|"
    r"brackets?|study|scrutiny|pending|cannot|can (?:accept|support|live)|does not|do not|"
    r"not accept\w*|unacceptable|acceptable|revert|to revert|under consideration|streamline|"
    r"seeks? clarification|clarification|question)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"^(?:(?:provisionally|tentatively|text|all|language|paragraph)\s+)?"
    r"(?:agreed|ad ref(?:erendum)?\b\.?|closed$|convenu|acordado|согласовано|متفق عليه|商定)"
    r"(?:\s+(?:ad|in|text|language|paragraph|by|on|at|as|so far)\b.{0,40})?[\s.,;:\d–-]*"
    r"(?:\d{1,2}\s\w+(?:\s\d{4})?)?$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"^[*_]*(?:placeholder\b|place ?holder\b|tb[acd]\b|text to (?:come|follow)|blank$|"
    r"(?:.{0,50}\b)?to be (?:completed|determined|decided|inserted|added|updated|confirmed|"
    r"drafted|developed|elaborated|negotiated|defined)\b.{0,40}$|"
    r"(?:insert|number|date|figure|amount|name|year|symbol|title|place|number to come)s?$|"
    r"insert (?:the )?(?:date|number|figure|name|symbol|title|year)s?\b.{0,40}$)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"^(?:[xyz]{1,4}|\d{0,3}[x]{2,4}|[\s._…–—-]+|n\.?n\.?|[•●]+)?$", re.IGNORECASE)
_NOTE = re.compile(
    r"^(?:\^|see (?:also |e\.g\.|para|above|below|foot|annex|article|chap|sect|doc|res|dec|OP|PP|"
    r"[A-Z]{1,4}/)|cf\.|ibid|n\.?b\.?\b|(?:editor|secretariat|translator|chair|facilitator)\S*"
    r"(?: |’s |'s )*note|notes?\s?[:–—]|notes? (?:by|from|to) the|footnote|ed\.|original[: ]+"
    r"(?:arabic|chinese|english|french|russian|spanish)|emphasis |on the reports? of the .*"
    r"(?:committee|commission)|without reference to |adopted (?:without a|by (?:a |an )?(?:record|"
    r"vote|unan|non-rec|\d)|by consensus|at the )|resumed |agenda item|as orally |the voting |"
    r"recorded vote|first reading|continued|cont’?d|end of |page \d|blank page|[AES]/\S+$|"
    r"based on |source[: ]|from (?:OP|PP|[AES]/)|agreed language from|footnotes? omitted|"
    r"formerly |ex[- ](?:OP|PP)|"
    r"(?:OP|PP|para(?:graph)?\.?)\s?\d+\s?(?:bis|ter|alt)?\s+(?:of|from|in)\b|"
    r"language from|title|chapeau$)",
    re.IGNORECASE,
)
_SIC = re.compile(r"^(?:sic!?|!|\?)$", re.IGNORECASE)
WORDY: frozenset[BracketKind] = frozenset({"text", "alternative", "addition", "placeholder"})
"""Kinds whose words would stand in the text."""
INSTRUCTIONS: frozenset[BracketKind] = frozenset({"deletion", "move", "position"})
# Longer than this no bracket is an instruction, and its names stand at its two ends.
_LONGEST = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one bracket says."""

    kind: BracketKind
    start: int
    end: int
    """Where its words stand in the text; equal where it has none of its own."""
    delegations: tuple[str, ...] = ()
    action: ProposalKind | None = None
    words: str = ""
    """What the instruction is about, where it says so."""
    instead_of: str = ""


def names_in(text: str, *, sure: bool = True) -> tuple[str, ...]:
    """The names, if the text is nothing but names of delegations; else nothing.

    `sure` is False where the place alone (before a colon) is weaker evidence than a mark that is
    written for nothing else.
    """
    text = text.strip().strip("*_").strip()
    if not text or len(text) > _MOST_NAMES or (not sure and find_opening(text, "")):
        return ()
    names = [part.strip() for part in _BETWEEN.split(text)]
    return tuple(names) if all(_is_name(name) for name in names) else ()


def _is_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > 9 or not all(_WORD.match(word) for word in words):
        return False
    first = words[0].lower().rstrip(".")
    if first in _NO_NAMES and not (first == "the" and len(words) > 1):
        return False
    if not words[0][0].isalpha():
        return False
    # "Bolivia (Plurinational State of)": brackets are no part of a word.
    capital = [w for w in words if w.strip("()").lower() not in _SMALL]
    capital = [w for w in capital if not w.lstrip("(")[:1].isdigit()]
    if not capital or words[-1].lower() in ("of", "the", "and", "for"):
        return False
    if not all(_is_capital(w.lstrip("(")) for w in capital):
        return False
    return words[0][0].isupper() or first in ("the", "on") or not words[0].isascii()


def _is_capital(word: str) -> bool:
    head = word[:1]
    # Scripts without capitals have names too; without spaces, a clause is no name.
    caseless = head.isalpha() and not head.islower()
    return head.isupper() or (caseless and len(word) <= _LONGEST_WORD)


def read_content(text: str, start: int, end: int) -> Content:
    """What stands between the signs of a bracket, at `start` to `end` of the text."""
    whole = text[start:end] if end - start <= _LONGEST else ""
    if known := _known(whole, start, end):
        return known
    start_words, end_words, names = _signed(text, start, end)
    said = text[start_words:end_words] if end_words - start_words <= _LONGEST else ""
    if names and _AGREED.match(said):
        return Content(kind="agreed", start=end, end=end, delegations=names)
    if found := _instruction(said, bool(names)):
        kind, action, words, instead_of = found
        return Content(
            kind=kind,
            start=end,
            end=end,
            delegations=names,
            action=action,
            words=words,
            instead_of=instead_of,
        )
    if not names and said:
        inside = _named_after_instruction(said, end)
        if inside:
            return inside
    if start_words == end_words and names:
        return Content(kind="attribution", start=end, end=end, delegations=names)
    if names:
        shift = _alt_prefix(said)
        kind = "alternative" if shift else "addition"
        return Content(
            kind=kind, start=start_words + shift, end=end_words, delegations=names, action="insert"
        )
    if shift := _alt_prefix(said):
        return Content(kind="alternative", start=start_words + shift, end=end_words)
    return Content(kind="text", start=start, end=end)


def _known(whole: str, start: int, end: int) -> Content | None:
    """A bracket that says what it is by its own first words."""
    bare = whole.strip().strip("*_").strip()
    if end - start > _LONGEST:
        return None
    if not bare or _BLANK.match(bare):
        filled = any(c.isalnum() for c in bare)
        return Content(kind="placeholder", start=start if filled else end, end=end)
    if _SIC.match(bare):
        return Content(kind="quoted", start=start, end=end)
    if _AGREED.match(bare):
        return Content(kind="agreed", start=end, end=end)
    if _PLACEHOLDER.match(bare):
        return Content(kind="placeholder", start=end, end=end)
    if _NOTE.match(bare):
        return Content(kind="note", start=end, end=end)
    return None


def _signed(text: str, start: int, end: int) -> tuple[int, int, tuple[str, ...]]:
    """The words of a bracket and the names before or after them."""
    stop = min(end, start + _MOST_NAMES + 40)
    lead = start
    while lead < stop and (text[lead].isspace() or text[lead] in "*_"):
        lead += 1
    if match := _PREFIX.match(text, lead, stop):
        names = names_in(match[1], sure=False)
        if names:
            return match.end(), end, names
    if match := _ROUND_FIRST.match(text, lead, stop):
        names = names_in(match[1])
        if names and (match.end() == end or all(is_short(name) for name in names)):
            return match.end(), end, names
    tail = max(lead, end - 160)
    ending = text[tail:end].rstrip()
    if match := _SUFFIX.search(ending):
        names = names_in(match[1])
        if names:
            return lead, tail + match.start(), names
    if match := _IN_ROUND.search(ending):
        names = names_in(match[1])
        before = ending[: match.start()]
        if names and all(is_short(n) and not _stands_for(n, before) for n in names):
            return lead, tail + match.start(), names
    if match := re.match(r"([+–—-])\s?", text[lead : lead + 3]):
        names = names_in(text[lead + match.end() : end]) if end - lead < 120 else ()
        if names and match[1] == "+":
            return end, end, names
    return start, end, ()


def is_short(name: str) -> bool:
    """An acronym: "EU", "G77", "AOSIS"."""
    return bool(re.fullmatch(r"[A-Z][A-Z0-9-]{1,7}", name))


def _stands_for(name: str, before: str) -> bool:
    """Whether an acronym abbreviates the words before it: "small island States (SIS)"."""
    initials = "".join(word[0] for word in re.findall(r"\w+", before)).lower()
    place = -1
    for letter in name.lower().rstrip("s"):
        place = initials.find(letter, place + 1)
        if place < 0:
            return False
    return True


def _instruction(said: str, named: bool) -> tuple[BracketKind, ProposalKind, str, str] | None:
    """What is asked for, if the words are an instruction and not a provision of the text."""
    said = said.strip().strip("*_").strip()
    if polite := _POLITE.match(said):
        said = said[polite.end() :]
    if match := _REPLACE.match(said) or _INSTEAD.match(said):
        quoted = _QUOTED.search(match["old"]) or _QUOTED.search(match["new"])
        if quoted or (named and said[:1].islower()):
            return "alternative", "replace", _bare(match["new"]), _bare(match["old"])
    for action, verbs in _VERBS:
        match = re.match(rf"(?:{verbs})(?!\w)\s*[:–—-]?\s*", said, re.IGNORECASE)
        if not match:
            continue
        about = said[match.end() :].strip()
        quoted = _QUOTED.match(about)
        certain = named and (verbs in (_DELETE, _ADD) or said[:1].islower() or bool(quoted))
        if _REFERENCE.match(about):
            return _AS[action], action, "", ""
        if quoted or certain:
            return _AS[action], action, quoted[1] if quoted else about, ""
    moves = re.match(rf"(?:{_MOVE})(?!\w)", said, re.IGNORECASE) and _PLACE.search(said)
    if moves and (named or len(said.split()) <= 10):
        return "move", "move", said, ""
    if named and _POSITION.match(said) and len(said.split()) <= 15:
        return "position", "other", said, ""
    return None


_AS: dict[str, BracketKind] = {"delete": "deletion", "insert": "addition", "keep": "position"}


def _bare(words: str) -> str:
    """Words without the quotation marks around them."""
    words = words.strip().rstrip(".")
    quoted = _QUOTED.fullmatch(words)
    return quoted[1] if quoted else words


def _named_after_instruction(said: str, end: int) -> Content | None:
    """ "add: Norway", "delete (EU)", "del. US, JPN"."""
    for action, verbs in _VERBS:
        match = re.match(rf"\s*(?:{verbs})(?!\w)\s*([:–—(-]?)\s*(.+)$", said, re.IGNORECASE)
        if not match:
            continue
        names = names_in(match[2].rstrip(") "))
        if not (names and (match[1] or all(is_short(name) for name in names))):
            if match[1] != ":" or verbs not in (_DELETE, _ADD):
                continue
            names = ()
        return Content(
            kind=_AS[action],
            start=end,
            end=end,
            delegations=names,
            action=action,
            words="" if names else match[2].strip(),
        )
    return None


def _alt_prefix(said: str) -> int:
    """How long "alt:", "alternatively:", "alt. 2" or "Option B:" before the words is."""
    match = re.match(
        r"\s*(?:alt(?:ernative(?:ly)?)?\.?\s?\d{0,2}|(?:alternative|option|variante?|opción|"
        r"вариант)\s+(?:\d{1,2}|[IVX]{1,4}|[A-Z]))\s*[:.–—]\s*",
        said,
        re.IGNORECASE,
    )
    return match.end() if match else 0
