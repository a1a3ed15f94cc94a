"""The body of an amendment document cut into items, each the words of one instruction or heading.

Sources lose their line breaks, so a number in the middle of a line may begin an item: it does where
it is the number that is due and where what follows reads as the beginning of an instruction. The
numbers of new paragraphs ("8. Also urges …") never do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from resotrack.amend.lead import Lead, read_lead
from resotrack.amend.scan import Forms, Scan, quotations
from resotrack.lexicon import find_opening

NUMBERED, LETTERED, DASHED, PLAIN = 1, 2, 3, 0
_CANDIDATE = re.compile(
    r"(?:(?:^|(?<=\s))(?:(?P<number>\d{1,3})[.)]|(?P<letter>\([a-z]\)|[a-z]\))"
    r"|(?P<dash>[-−–—•*·]))\s+(?=\S))"
    r"|(?P<line>(?:^|(?<=\n))(?=\S))"
    r"|(?P<inner>(?<=[.;:,”\"»\w)]\s)(?=[^\W\d_a-zß-ÿ]\w*))",
)
# "paragraph 9\n(g)": the source breaks a line before the letter of the place.
_CUT_PLACE = re.compile(
    r"(?:paragraphs?|paras?\.?|párrafos?|paragraphes?|alinéas?|apartados?|lines?)\s*"
    r"(?:\d{1,3}\s*(?:bis|ter)?(?:\s*\([a-z]{1,4}\))*)?,?\s*$",
    re.IGNORECASE,
)
_NEW_LABEL = re.compile(r"\d{1,3}\s(?:bis|ter|quater|quinquies)", re.I)
_FIRST_MARK = re.compile(r"\s*(?:1[.)]|\(a\)|[−–•-])\s+(?=\S)")
_WINDOW = 3_000
_LINE = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One item: where its words stand in the body, and how deep its mark is."""

    level: int
    mark: str
    start: int
    """Where its words begin, after the mark."""
    end: int


def cut(body: str, forms: Forms) -> list[Item]:
    """The items of a body in order. Words before the first are an item of their own."""
    quoted = quotations(body)
    items: list[tuple[int, str, int, int]] = []
    due, inside = 1, 0
    at = 0
    for match in _CANDIDATE.finditer(body):
        place, after = match.start(), match.end()
        if place < at:
            continue
        while inside < len(quoted) and quoted[inside][1] <= place:
            inside += 1
        masked = inside < len(quoted) and quoted[inside][0] < place
        if masked and not _is_next_item(body, match, forms, due):
            continue
        alone = bool(items) and _is_heading(body, items[-1][3], place, forms)
        level = _level(body, match, forms, due=due, alone=alone, first=not items)
        if level is None:
            continue
        mark = (match["number"] or match["letter"] or match["dash"] or "").strip()
        if level == NUMBERED:
            due = int(match["number"]) + 1
        elif level == PLAIN and match["line"] is not None:
            due = 1
        items.append((level, mark, place, after))
        at = after + 1
    if not items or body[: items[0][2]].strip():
        items.insert(0, (PLAIN, "", 0, 0))
    ends = [*(item[2] for item in items[1:]), len(body)]
    return [
        Item(level, mark, start, end)
        for (level, mark, _, start), end in zip(items, ends, strict=True)
    ]


def _is_next_item(body: str, match: re.Match[str], forms: Forms, due: int) -> bool:
    """Whether a line begins the item that is due, though a quotation before it is not closed."""
    starts_line = match.start() == 0 or body[match.start() - 1] == "\n"
    is_due = match["number"] is not None and int(match["number"]) == due
    return starts_line and is_due and _begins_within(body, match.end(), forms)


def _level(
    body: str, match: re.Match[str], forms: Forms, *, due: int, alone: bool, first: bool
) -> int | None:
    """How deep an item begins at a candidate; None where none does."""
    after = match.end()
    starts_line = match.start() == 0 or body[match.start() - 1] == "\n"
    if number := match["number"]:
        if not alone and _CUT_PLACE.search(body[max(0, match.start() - 30) : match.start()]):
            return None
        expected = int(number) == due or (alone and int(number) == 1)
        if not starts_line and not expected:
            # A number left out; but a new paragraph's own number is no item's.
            skipped = due < int(number) <= due + 2
            return NUMBERED if skipped and _begins_within(body, after, forms) else None
        ended = body[: match.start()].rstrip()[-1:] != ":"
        if starts_line and expected and ended and not alone and not _speaks(body, after, forms):
            # The next item of a list, though not one that can be read.
            return NUMBERED
        return NUMBERED if begins(body, after, forms, loosely=expected) else None
    if match["letter"]:
        if _CUT_PLACE.search(body[max(0, match.start() - 30) : match.start()]):
            return None
        return LETTERED if begins(body, after, forms, loosely=alone) else None
    if match["dash"]:
        due_here = starts_line or body[: match.start()].rstrip()[-1:] in (";", ":", ".", ",")
        return DASHED if due_here and begins(body, after, forms, loosely=alone) else None
    if match["line"] is not None:
        if alone and not _has_place(body, after, forms):
            return None
        return PLAIN if begins(body, after, forms, loosely=first) else None
    return PLAIN if not alone and _begins_within(body, after, forms) else None


def _speaks(body: str, at: int, forms: Forms) -> bool:
    """Whether what stands here reads as a resolution's paragraph: "Decides", "The Council"."""
    line = body[at : at + _LINE].split("\n")[0]
    if line[:1] in ("“", "«", '"'):
        return True
    return bool(find_opening(line, forms.language)) or line[:1].islower() or " " not in line[:30]


def opens(text: str, forms: Forms) -> bool:
    """Whether a paragraph, its number set aside, reads as the beginning of an instruction."""
    mark = re.match(r"\s*(?:\d{1,3}[.)]|\([a-z]\)|[−–—•*·-])\s+(?=\S)", text)
    return begins(text, mark.end() if mark else 0, forms, loosely=mark is not None)


def opens_inside(text: str, forms: Forms) -> int | None:
    """Where an instruction begins in the middle of a text, with its place and its verb; or None.

    Readers that undo line breaks join a title, which has no full stop, to what stands under it.
    """
    for match in re.finditer(r"(?<=\s)(?:\d{1,3}[.)]\s+)?(?=[^\W\d_a-zß-ÿ])", text):
        scan = Scan(text, forms, match.end(), min(len(text), match.end() + _WINDOW))
        if (read_lead(scan).targets or _takes_verb(scan)) and begins(
            text, match.end(), forms, loosely=False
        ):
            return match.start()
    return None


def _takes_verb(scan: Scan) -> bool:
    return scan.take("delete", "replace", "insert", "amend", "move") is not None


def begins(body: str, at: int, forms: Forms, *, loosely: bool) -> bool:
    """Whether what stands here reads as the beginning of an instruction or of its heading.

    `loosely`: where one is due, a bare verb is enough ("Delete and in particular").
    """
    scan = Scan(body, forms, at, min(len(body), at + _WINDOW))
    if loosely and (scan.sees("spoken") or _bare_heading(scan)):
        return True
    return _verb_follows(scan, loosely=loosely) or _ends_as_heading(body, at, forms)


def _verb_follows(scan: Scan, *, loosely: bool) -> bool:
    start = scan.at
    scan.take("spoken")
    lead = read_lead(scan)
    led = scan.at > start and bool(
        lead.targets or lead.anchor or lead.where or lead.position != "at"
    )
    after_lead = scan.at
    if scan.take("should_read", "be_deleted", "be_replaced", "be_moved"):
        return led
    if scan.take("for"):
        line = scan.text[scan.at : scan.end]
        return (led or loosely or line[:1].strip() in ("“", '"', "«")) and bool(
            re.search(forms_read(scan), line)
        )
    if scan.take("delete", "replace", "substitute", "insert", "amend", "move"):
        return led or loosely or _object_follows(scan)
    scan.at = after_lead
    if scan.take("this_paragraph") and scan.sees(
        "should_read", "be_deleted", "be_replaced", "be_moved"
    ):
        return True
    scan.at = after_lead
    if scan.take("words") and scan.quoted() is not None:
        return True
    scan.at = after_lead
    if scan.take("new_paragraph"):
        if scan.sees("be_inserted"):
            return True
        scan.match(_NEW_LABEL)
        return (loosely or led) and (
            scan.sees("after", "before", "reading") or scan.sign(":") != "" or scan.done
        )
    return led and scan.take("new_mark") is not None


def forms_read(scan: Scan) -> str:
    """A pattern for any word with which "For … read …" goes on."""
    return rf"(?i)(?<=\s)(?:{scan.forms.terms['read'].pattern})\s"


def _object_follows(scan: Scan) -> bool:
    """Whether a verb is followed by what only an amendment says: a place, words in marks."""
    here = scan.at
    if scan.take("this_paragraph", "footnote"):
        return True
    if read_lead(scan).targets:
        return True
    scan.at = here
    scan.take("following")
    scan.take("words")
    scan.sign(":")
    if scan.quoted() is not None:
        return True
    scan.at = here
    if scan.take("new_paragraph"):
        return scan.sees("after", "before", "reading", "be_inserted") or bool(scan.sign(":\n"))
    return False


def _bare_heading(scan: Scan) -> bool:
    here = scan.at
    found = scan.take("part_heading") and re.match(r"\s*(?:[:.]|\n|$)", scan.rest)
    scan.at = here
    return bool(found)


def _ends_as_heading(body: str, at: int, forms: Forms) -> bool:
    """Whether a place stands alone: to the end of its line, or up to a list that begins with 1."""
    scan = Scan(body, forms, at, min(len(body), at + _WINDOW))
    lead = read_lead(scan)
    if not lead.targets and not lead.where:
        return False
    behind = body[scan.at :]
    space = len(behind) - len(behind.lstrip())
    if not behind.strip() or "\n" in behind[:space] or body[at : scan.at].endswith("\n"):
        return True
    mark = _FIRST_MARK.match(behind)
    return mark is not None and begins(body, scan.at + len(mark[0]), forms, loosely=True)


def _has_place(body: str, at: int, forms: Forms) -> bool:
    scan = Scan(body, forms, at, min(len(body), at + _WINDOW))
    return bool(read_lead(scan).targets)


def _is_heading(body: str, start: int, end: int, forms: Forms) -> bool:
    """Whether the words of an item so far are a place and nothing else."""
    scan = Scan(body, forms, start, end)
    if scan.take("part_heading"):
        scan.sign(":.")
        if scan.done:
            return True
        scan.at = start
    lead: Lead = read_lead(scan)
    scan.sign(":.")
    return bool(lead.targets) and scan.done


def _begins_within(body: str, at: int, forms: Forms) -> bool:
    """Whether an instruction without a mark begins in mid-line.

    It takes a capital letter, and a place with a verb, or a verb with what it is done to.
    """
    scan = Scan(body, forms, at, min(len(body), at + _WINDOW))
    lead = read_lead(scan)
    if lead.where and not lead.targets:
        verb = scan.take("delete", "replace", "insert", "amend", "for")
        return verb is not None and body[verb.start()].isupper()
    if not lead.targets:
        verb = scan.take("delete", "replace", "insert", "amend", "move")
        return bool(verb) and _object_follows(scan)
    if scan.take("should_read", "be_deleted", "be_replaced", "be_moved"):
        return True
    here = scan.at
    if scan.take("this_paragraph") and scan.sees(
        "should_read", "be_deleted", "be_replaced", "be_moved"
    ):
        return True
    scan.at = here
    verb = scan.take("delete", "replace", "insert", "amend", "for", "move")
    if verb is None:
        return False
    ended = body[:at].rstrip()[-1:] in (".", ";", "”", '"', "»")
    return ended or body[verb.start()].isupper() or _object_follows(scan)
