"""Places as amendments name them: "the sixth preambular paragraph", "paragraphs 7 (a) and 9"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from resotrack.amend.scan import Scan
from resotrack.model.amendment import Target, TargetKind

_SUFFIX = r"bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|alt"
_LETTERS = r"[a-z]|aa|bb|cc|dd|ee|ff|gg|hh|[ivxl]{2,5}|\d{1,2}"
NUMBER = re.compile(
    rf"(?P<n>\d{{1,3}})(?:\.?\s?(?P<s>{_SUFFIX})(?:\s(?P<s2>{_SUFFIX}))?)?(?![\w/])(?!\.\d)", re.I
)
# "(a)", "(a) bis", "(ii)", "a)": in English always in brackets.
SUB = re.compile(rf"\((?P<l>{_LETTERS})\)(?:\s(?P<s>{_SUFFIX})(?!\w))?", re.I)
_BARE_SUB = re.compile(rf"(?P<l>{_LETTERS})\)(?:\s(?P<s>{_SUFFIX})(?!\w))?", re.I)
_ROMAN = re.compile(r"[IVX]{1,6}(?!\w)")
# "section II", "part B", "chapter 3"; a small letter is a word's.
_SECTION = re.compile(r"(?:[IVXL]{1,6}|[A-Z]|\d{1,2})(?![\w/])(?!\.\d)")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_ASIDE = re.compile(r"\([^()]{3,60}\)")
_STOP = re.compile(r"(?=[.;]|$)")
_SHORT = re.compile(r"(?:PP|OP)\s?\.?\s?(?=\d)", re.I)
_MOST = 60


@dataclass(frozen=True, slots=True)
class Places:
    """Where an instruction applies: one target for each place that has to be said apart."""

    targets: tuple[Target, ...]
    where: str = ""
    """A line or sentence within it: "third line"."""


def read_places(scan: Scan) -> Places | None:
    """Take one or more places, with the lines that are named with them."""
    here = scan.at
    targets: list[Target] = []
    lines: list[str] = []
    while len(targets) < _MOST:
        start = scan.at
        found = _place(scan, targets[-1] if targets else None)
        if found is None:
            scan.at = start
            break
        targets += found
        if line := _line_behind(scan):
            lines.append(line)
        start = scan.at
        comma = scan.sign(",")
        if not scan.take("and") and not comma:
            break
        again = scan.at
        if scan.take("in"):
            # "in paragraph 3 and in paragraph 5", unless the latter begins another clause.
            again = scan.at
            is_last = _place(scan, None) is not None and scan.match(_STOP) is not None
        else:
            is_last = _place(scan, targets[-1]) is not None
        if not is_last:
            scan.at = start
            break
        scan.at = again
    if not targets:
        scan.at = here
        return None
    return Places(_joined(targets), "; ".join(lines))


def read_line(scan: Scan) -> str:
    """Take "third line", "lines 4-5", "the last two lines", "second sentence"; "" if none."""
    here = scan.at
    scan.take("in")
    scan.take("the")
    start = scan.at
    numbers = _ordinals(scan)
    if numbers and _counted(scan) is not None and scan.take("line", "sentence"):
        return _said(scan, start)
    scan.at = start
    if scan.take("line"):
        scan.space()
        if re.compile(r"\d").match(scan.text, scan.at) and _numbers(scan):
            return _said(scan, start)
    scan.at = here
    return ""


def _said(scan: Scan, start: int) -> str:
    return " ".join(scan.text[start : scan.at].split())


def _counted(scan: Scan) -> int:
    """Take "two" of "the last two lines"."""
    scan.space()
    for word, number in scan.forms.counts.items():
        if scan.text[scan.at : scan.at + len(word)].lower() == word:
            scan.at += len(word)
            return number
    return 1


def _line_behind(scan: Scan) -> str:
    """Take a line named after its place: "Paragraph 8, third line"."""
    here = scan.at
    comma = scan.sign(",")
    bracket = scan.sign("(")
    line = read_line(scan)
    if not line or (bracket and not scan.sign(")")) or (not comma and not bracket and not line):
        scan.at = here
        return ""
    return line


def _place(scan: Scan, before: Target | None) -> list[Target] | None:
    """Take one place, or a list of one kind; what it leaves out is as in the place before it."""
    start = scan.at
    scan.take("the")
    section = read_section(scan)
    for read in (_title, _heading, _by_beginning, _of_sub, _by_ordinal, _by_number, _annex):
        here = scan.at
        found = read(scan)
        if found is not None:
            section = section or _of_section(scan)
            if section:
                found = [replace(target, section=section) for target in found]
            if scan.take("of_annex"):
                found = [replace(target, kind="annex") for target in found]
            scan.take("of_draft")
            return found
        scan.at = here
    if before is not None and (found := _more_subs(scan, before)):
        return found
    scan.at = start
    return None


def read_section(scan: Scan) -> str:
    """Take "section II," before a place in it; "" if none."""
    here = scan.at
    if scan.take("section") and (number := scan.match(_SECTION)):
        scan.sign(",:")
        scan.take("the")
        return number[0]
    scan.at = here
    return ""


def _of_section(scan: Scan) -> str:
    """Take "of section II" behind a place in it; "" if none."""
    here = scan.at
    scan.sign(",")
    if section := scan.take("of_section"):
        return section["section"]
    scan.at = here
    return ""


def _title(scan: Scan) -> list[Target] | None:
    if not scan.take("title"):
        return None
    scan.take("of_draft")
    return [Target(kind="title")]


def _heading(scan: Scan) -> list[Target] | None:
    """ "the heading “…”", "the heading of section II", "the heading before paragraph 7"."""
    if not scan.take("heading"):
        return None
    words = scan.quoted()
    if words:
        return [Target(kind="heading", beginning=words)]
    if section := scan.take("of_section"):
        return [Target(kind="heading", section=section["section"])]
    if scan.take("before") and (place := _inside(scan)) and place[0].kind == "op":
        return [Target(kind="heading", number=place[0].number, position="before")]
    return None


def _by_beginning(scan: Scan) -> list[Target] | None:
    """ "the preambular paragraph beginning “…”", "the subparagraph beginning with “…”"."""
    kind = _kind_before(scan)
    if not scan.take("paragraph", "subparagraph", "row"):
        return None
    kind = kind or _kind_behind(scan) or "unknown"
    if not scan.take("beginning"):
        return None
    words = scan.quoted()
    return [Target(kind=kind, beginning=_ELLIPSIS.sub("", words))] if words else None


def _of_sub(scan: Scan) -> list[Target] | None:
    """ "sub-paragraph (a) of paragraph 5", "the chapeau of paragraph 5", "subparagraph (d)"."""
    if scan.take("chapeau"):
        scan.take("of")
        return _inside(scan)
    if not scan.take("subparagraph"):
        return None
    subs = _subs(scan)
    if not subs:
        return None
    here = scan.at
    scan.sign(",")
    within = None
    if scan.take("of", "in"):
        within = _inside(scan)
    if within is None or len(within) != 1:
        scan.at = here
        return [Target(kind="op", sub=sub) for sub in subs]
    return [replace(within[0], sub=within[0].sub + sub) for sub in subs]


def _inside(scan: Scan) -> list[Target] | None:
    scan.take("the")
    here = scan.at
    for read in (_by_ordinal, _by_number):
        found = read(scan)
        if found is not None:
            return found
        scan.at = here
    return None


def _by_ordinal(scan: Scan) -> list[Target] | None:
    """ "sixth preambular paragraph", "seventh, tenth and twelfth preambular paragraphs"."""
    here = scan.at
    numbers = _ordinals(scan)
    if not numbers:
        return None
    scan.match(_ASIDE)
    kind = _kind_before(scan)
    if not kind and scan.forms.terms["preambular"].match(scan.text, scan.at):
        return None
    has_noun = scan.take("paragraph")
    if not has_noun:
        scan.at = here
        return None
    named = NUMBER.match(scan.text, _after_space(scan))
    if named and named["n"] == numbers[0] and len(numbers) == 1:
        # "The sixth preambular paragraph 6": said twice.
        scan.at = named.end()
    kind = kind or _kind_behind(scan) or "op"
    subs = _subs_behind(scan)
    return _with_subs(kind, numbers, subs)


def _after_space(scan: Scan) -> int:
    scan.space()
    return scan.at


def _by_number(scan: Scan) -> list[Target] | None:
    """ "paragraph 6", "operative paragraphs 22 to 27", "PP 7", "paragraph 9, subparagraph (c)"."""
    short = scan.match(_SHORT)
    kind: TargetKind | None = None
    if short:
        kind = "pp" if short[0][0] in "Pp" else "op"
    else:
        kind = _kind_before(scan)
        if not scan.take("paragraph") and not (kind and _digit_here(scan)):
            return None
    scan.match(re.compile(r"(?:No\.?|n[o°º]\.?)\s*", re.I))
    if not _digit_here(scan):
        return None
    found: list[Target] = []
    numbers = _numbers(scan)
    if numbers is None:
        return None
    kind = kind or _kind_behind(scan) or "op"
    subs = _subs_behind(scan)
    # "paragraphs 7 (a) and 9 bis": a number after a letter is a paragraph again.
    found += _with_subs(kind, numbers, subs)
    while subs or len(numbers) == 1:
        here = scan.at
        comma = scan.sign(",")
        if not scan.take("and") and not comma:
            break
        if not _digit_here(scan) or (more := _numbers(scan)) is None:
            scan.at = here
            break
        subs = _subs_behind(scan)
        found += _with_subs(kind, more, subs)
        numbers = more
    return found


def _digit_here(scan: Scan) -> bool:
    scan.space()
    return bool(NUMBER.match(scan.text, scan.at, scan.end))


def _annex(scan: Scan) -> list[Target] | None:
    if not scan.take("annex"):
        return None
    match = scan.match(_ROMAN)
    here = scan.at
    scan.sign(",")
    if inner := _inside(scan):
        return [replace(target, kind="annex") for target in inner]
    scan.at = here
    return [Target(kind="annex", number=match[0] if match else "")]


def _kind_before(scan: Scan) -> TargetKind | None:
    if scan.take("preambular"):
        return "pp"
    return "op" if scan.take("operative") else None


def _kind_behind(scan: Scan) -> TargetKind | None:
    if scan.take("of_preamble", "preambular"):
        return "pp"
    return "op" if scan.take("of_operative", "operative") else None


def _with_subs(kind: TargetKind, numbers: list[str], subs: list[str]) -> list[Target]:
    if not subs:
        return [Target(kind=kind, number=_written(numbers))]
    *alone, last = numbers
    first = [Target(kind=kind, number=_written(alone))] if alone else []
    return first + [Target(kind=kind, number=last, sub=sub) for sub in subs]


def _written(numbers: list[str]) -> str:
    return ",".join(numbers)


def _ordinals(scan: Scan) -> list[str]:
    """Take "sixth", "seventh, tenth and last", "first to third", as numbers; [] if none."""
    found: list[str] = []
    while True:
        here = scan.at
        if found and scan.take("to_range"):
            scan.take("the")
            one = _ordinal(scan)
            if one:
                found[-1] = f"{found[-1]}-{one}"
                continue
            scan.at = here
        if found:
            comma = scan.sign(",")
            if not scan.take("and") and not comma:
                scan.at = here
                break
            scan.take("the")
        one = _ordinal(scan)
        if not one:
            scan.at = here
            break
        found.append(one)
    return found


def _ordinal(scan: Scan) -> str:
    scan.space()
    match = scan.forms.ordinal.match(scan.text, scan.at, scan.end)
    # "second to last" begins like "second".
    if scan.take("penultimate"):
        return "penultimate"
    if scan.take("last"):
        return "last"
    if match is None:
        return ""
    scan.at = match.end()
    if match["word"]:
        word = re.sub(r"\s*[-‑]\s*", "-", " ".join(match["word"].lower().split()))
        return str(scan.forms.ordinals.get(word) or scan.forms.ordinals[word.replace("-", " ")])
    digits = re.match(r"\d+", match["figure"])
    return digits[0] if digits else ""


def _numbers(scan: Scan) -> list[str] | None:
    """Take "6", "5 and 6", "22 to 27", "7 bis", "3, 5 and 9"."""
    found: list[str] = []
    while True:
        here = scan.at
        if found:
            if scan.take("to_range"):
                match = scan.match(NUMBER)
                if match is None:
                    scan.at = here
                    break
                found[-1] = f"{found[-1]}-{_number(match)}"
                continue
            comma = scan.sign(",")
            if not scan.take("and") and not comma:
                break
        match = scan.match(NUMBER)
        if match is None or (found and _is_sentence_number(scan, match)):
            scan.at = here
            break
        found.append(_number(match))
    return found or None


def _is_sentence_number(scan: Scan, match: re.Match[str]) -> bool:
    """Whether a number is an item's, as in "paragraph 7, 2. Paragraph 8"."""
    return scan.text[match.end() : match.end() + 2] in (". ", ".\n")


def _number(match: re.Match[str]) -> str:
    return match["n"] + (match["s"] or "").lower() + (match["s2"] or "").lower()


def _subs(scan: Scan) -> list[str]:
    """Take "(a)", "(a) (i)", "(a) and (b)", "(a) to (c)"."""
    found: list[str] = []
    bare = scan.forms.language != "en"
    while True:
        here = scan.at
        joint = False
        if found:
            if scan.take("to_range"):
                last = scan.match(SUB) or (scan.match(_BARE_SUB) if bare else None)
                if last is None or not (between := _between(found[-1], last["l"].lower())):
                    scan.at = here
                    break
                found += between
                continue
            joint = bool(scan.sign(",")) | bool(scan.take("and"))
        match = scan.match(SUB) or (scan.match(_BARE_SUB) if bare else None)
        if match is None:
            scan.at = here
            break
        sub = f"({match['l'].lower()})" + (f" {match['s'].lower()}" if match["s"] else "")
        if found and not joint:
            found[-1] += sub
        else:
            found.append(sub)
    return found


def _between(first: str, last: str) -> list[str]:
    """The letters after `first` up to `last`; [] where they are no single letters in order."""
    begin = first.strip("()")
    if len(begin) != 1 or len(last) != 1 or not begin < last:
        return []
    return [f"({chr(n)})" for n in range(ord(begin) + 1, ord(last) + 1)]


def _subs_behind(scan: Scan) -> list[str]:
    """Take the letters that follow a number: "(b)", ", subparagraph (c)"."""
    here = scan.at
    scan.sign(",")
    named = scan.take("subparagraph")
    subs = _subs(scan)
    if not subs or (scan.text[here : scan.at].lstrip()[:1] == "," and not named):
        scan.at = here
        return []
    return subs


def _more_subs(scan: Scan, before: Target) -> list[Target] | None:
    """ "(b)" after "paragraph 7 (a) and": the same paragraph's."""
    if not before.sub:
        return None
    subs = _subs(scan)
    return [replace(before, sub=sub) for sub in subs] or None


def _joined(targets: list[Target]) -> tuple[Target, ...]:
    """Whole paragraphs of one kind that follow one another are one list."""
    found: list[Target] = []
    for target in targets:
        last = found[-1] if found else None
        goes_on = last and target.number and not target.sub
        if last and goes_on and replace(last, number=target.number) == target:
            found[-1] = replace(last, number=f"{last.number},{target.number}")
        else:
            found.append(target)
    return tuple(found)
