"""The phrases by which a committee's report says what happened, as patterns."""

from __future__ import annotations

import re

from resotrack.read.sponsors import split_names

MEETING = re.compile(r"\b(?:its|the)\s(?P<n>\d{1,3}(?:st|nd|rd|th))\s(?:plenary\s)?meeting\b", re.I)
SAME = re.compile(r"\b(?:the|that) same meeting\b", re.I)
DAY = re.compile(r"\bon (?P<day>\d{1,2} [A-Z][a-z]+)(?P<year> \d{4})?")
TABLED = re.compile(
    r"\b(?P<kind>(?:revised )?draft (?:resolution|decision)|(?:sub-)?amendments?)\b(?P<rest>.*?)"
    r"\b(?:submitted|sponsored|proposed)\s+by\s+(?P<by>.+)$",
    re.I | re.S,
)
TITLE = re.compile(r"\b(?:entitled|titled),?\s+[“\"](?P<title>[^”\"]+)[”\"]", re.I)
ENVOYS = r"(?:representatives?|observers?|delegations?|delegates?)\s(?:of|for|from)"
INTRODUCED = re.compile(
    rf"\bthe\s{ENVOYS}\s(?P<by>.+?),?\s+"
    r"(?:(?:also\s)?made a statement and\s)?introduced\b(?P<what>.*)",
    re.I | re.S,
)
BEHALF_FIRST = re.compile(rf"\b[Oo]n behalf of (?P<group>.+?),\s(?=the\s{ENVOYS}\s)", re.S)
JOINED = re.compile(
    r"(?P<who>.+?)\s+(?:had\s+|also\s+|have\s+)*(?:joined\s+(?:in\s+)?"
    r"(?:as\s+(?:co-?|additional\s)?sponsors|sponsoring|co-?sponsoring|the\s+(?:list\s+of\s+)?sponsors)"
    r"|became\s+(?:co-?|additional\s)?sponsors)",
    re.I | re.S,
)
WITHDREW_NAME = re.compile(
    r"(?P<who>.+?)\s+withdrew\s+(?:its|their)\s+(?:co-?)?sponsorship|"
    r"(?P<two>.+?)\s+(?:was|were)\s+(?:no longer|removed from the list of)\s+(?:a\s)?sponsors?",
    re.I | re.S,
)
REVISED = re.compile(
    r"\borally\s+(?:revised|corrected|amended)\b|\boral\s+(?:revision|correction)s?\b", re.I
)
DECIDED = re.compile(
    r"\b(?:Committee|Council|Assembly|Commission)\b[^.;]{0,60}?\b(?P<verb>adopted|rejected|retained"
    r"|approved"
    r"|decided (?:to retain|not to retain|to delete|to take no action on|not to take action on))"
    r"\b(?P<what>.*)",
    re.I | re.S,
)
PASSIVE = re.compile(
    r"(?P<what>.+?)\b(?:was|were)\s+"
    r"(?P<verb>adopted|rejected|retained|approved|not adopted)\b(?P<how>.*)",
    re.I | re.S,
)
WITHDRAWN = re.compile(
    r"\bwithdrew\s+(?P<what>(?:the\s)?(?:draft|(?:sub-|oral\s)?amendment).*)"
    r"|(?P<two>(?:draft|(?:sub-|oral\s)?amendment).*?)"
    r"\s(?:was|were|had been)\s(?:orally\s)?withdrawn",
    re.I | re.S,
)
PLACE = re.compile(
    r"\b(?:the\s)?(?P<ordinal>(?:\w+\s){0,3}?)(?P<part>operative|preambular)\s+paragraphs?\s*"
    r"(?P<n>\d{1,3}(?:\s?\(\w+\))*(?:\s(?:bis|ter))?(?:(?:,\s|\sand\s|\sto\s)\d{1,3})*)?"
    r"|\bparagraphs?\s(?P<bare>\d{1,3}(?:\s?\(\w+\))*(?:(?:,\s|\sand\s)\d{1,3})*)",
    re.I,
)
SPOKE = re.compile(
    r"\bstatements?\b|\bexplanations?\s+of\s+(?:vote|position)\b|\bright of reply\b", re.I
)
SPEAKERS = re.compile(
    rf"(?:\bby\s+)?\b(?:the\s)?{ENVOYS}\s(?P<who>.+?)"
    r"(?=\s*,?\s+(?:also\s+)?(?:made|delivered|spoke|took the floor|requested)\b"
    rf"|\s*,?\s+(?:and|as well as)\s+the\s+{ENVOYS}\s"
    r"|\s+(?:in explanation|before the|after the)\b|[.;:]?$)",
    re.I | re.S,
)
BUDGET = re.compile(r"\bprogramme\s+budget\s+implications?\b|\bfinancial\s+implications\b", re.I)
REQUEST = re.compile(
    r"\b(?:requested|request(?:ed)? (?:for )?)\s*(?:that )?a?\s*(?:separate\s|recorded\s)*vote",
    re.I,
)
REQUESTED = re.compile(r"\bvote\b[^.]*\b(?:was|had been|were)\s+requested\s+by\b", re.I)
INTENDED = re.compile(
    r"(?:the\s)?(?:delegations?|representatives?)\sof\s(?P<who>.+?)\s(?:subsequently|later)?\s*"
    r"(?:informed|indicated|advised|stated).*?\bintended\s(?:to\s)?(?P<how>vote\s(?:in\sfavour|against)|abstain)",
    re.I | re.S,
)
LEADING = re.compile(
    r"^(?:(?:Also|Subsequently|Later|Thereafter|Then|In addition|Further)\b,?\s*)?"
    r"(?:(?:at|during)\s(?:its|the)\s(?:same|\d+\w\w)\s(?:plenary\s)?meeting,?\s*"
    r"(?:(?:held\s)?on\s\d{1,2}\s\w+(?:\s\d{4})?,?\s*)?)?",
    re.I,
)


def names(text: str) -> list[tuple[str, str]]:
    """Delegations of a sentence, without the envoys that speak for them."""
    text = re.sub(rf"(?:\bby\s+)?\b(?:the\s+)?{ENVOYS}\s+", "", text, flags=re.I)
    text = re.sub(r"^(?:also\s+)?(?:by\s+)?", "", text.strip(" ,.;:"), flags=re.I)
    return [pair for pair in split_names(text) if pair[0]]
