"""Texts of whole paragraphs: those that replace one, and those that are put in."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from resotrack.amend.drafts import INFERRED, NOWHERE, PLAIN, Draft
from resotrack.amend.endings import may_end
from resotrack.amend.lead import Lead, read_tail
from resotrack.amend.places import NUMBER, SUB, Places, read_places
from resotrack.amend.scan import Scan
from resotrack.amend.words import take_words
from resotrack.model.amendment import Target

_LABEL = re.compile(
    r"(?P<n>\d{1,3})\s?\.?\s?(?P<s>bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)?"
    r"(?P<dot>\.|\))?\s+(?=[“\"«(\[]?[^\W\d_])",
    re.IGNORECASE,
)


_NEW_NUMBER = re.compile(
    r"(?:(?:No\.?|number(?:ed)?|numéroté|numerado)\s+)?\(?(?=\d|\([a-z])", re.IGNORECASE
)


_SUFFIXES = "bis ter quater quinquies sexies septies octies novies decies".split()
_NEXT_LABEL = re.compile(
    r"(?:(?<=[;.,:”»]\s)|(?<=\n))[“«\"]?(?P<n>\d{1,3})\s?\.?\s?"
    rf"(?P<s>(?i:{'|'.join(_SUFFIXES)}))?\b\.?\s+(?=[“«\"]?[^\W\d_a-zß-ÿ])"
)


def _paragraph_text(scan: Scan, draft: Draft, *, labelled: bool) -> bool:
    """Take the text of a whole paragraph into a draft; `labelled` where its number may be new."""
    scan.sign(":–—")
    scan.space()
    _take_label(scan, draft, labelled=labelled)
    quoted = scan.quoted()
    if quoted is not None and may_end(scan):
        text = quoted
    else:
        if quoted is not None:
            scan.at -= len(quoted)
            return False
        text = scan.rest.strip()
        scan.at = scan.end
        if text[:1] in ("“", '"', "«"):
            text = text[1:].strip()
        text = _without_open_mark(text)
        draft.confidence = min(draft.confidence, PLAIN)
    inner = Scan(text, scan.forms)
    _take_label(inner, draft, labelled=labelled)
    draft.new = inner.rest.strip()
    return bool(draft.new)


def _without_open_mark(text: str) -> str:
    """Without a closing mark at the end of a text in which none was opened."""
    for opening, closed in (("“", "”"), ("«", "»")):
        bare = text.rstrip(" .;,")
        if bare.endswith(closed) and bare.count(closed) > bare.count(opening):
            return bare[:-1].rstrip()
    return text


def _take_label(scan: Scan, draft: Draft, *, labelled: bool) -> None:
    """Take "12.", "7 bis", "(f)" at the head of a new text; keep it where the paragraph is new."""
    targets = draft.lead.targets
    target = targets[0] if targets else NOWHERE
    here = scan.at
    match = scan.match(_LABEL)
    if match and not (
        match["dot"] or match["s"] or _stops_in_number(match) or match["n"] == target.number
    ):
        scan.at = here
        match = None
    if match:
        label = match["n"] + (f" {match['s'].lower()}" if match["s"] else "")
        if labelled or not target.number:
            draft.new_label = draft.new_label or label
    if target.sub or (draft.new_label.startswith("(") and labelled):
        here = scan.at
        sub = scan.match(SUB)
        if sub is None:
            scan.at = here
            return
        scan.sign(".")
        if labelled:
            suffix = f" {sub['s'].lower()}" if sub["s"] else ""
            draft.new_label = draft.new_label or f"({sub['l'].lower()}){suffix}"


def _stops_in_number(match: re.Match[str]) -> bool:
    """Whether "12." wrote its point before the group for it."""
    return "." in match[0]


def read_rewriting(scan: Scan, lead: Lead) -> list[Draft] | None:
    """The rest of "should read", "by the following": a new text for a paragraph or a title."""
    if lead.where or lead.anchor:
        draft = Draft("replace_words", lead)
        place = lead.where or f"{lead.side} “{lead.anchor}”"
        draft.doubt(f"the words that it replaces are named by their place only ({place})")
        words = take_words(scan, ())
        if words is None:
            return None
        draft.new = words.parts[0]
        return [draft]
    titled = bool(lead.targets) and lead.targets[0].kind == "title"
    draft = Draft("replace_title" if titled else "replace_paragraph", lead)
    if not _paragraph_text(scan, draft, labelled=False):
        return None
    if not lead.targets:
        if not draft.new_label:
            draft.doubt("it does not say which paragraph")
        else:
            number = draft.new_label.replace(" ", "")
            draft.lead = replace(lead, targets=(Target(kind="op", number=number),))
            draft.doubt("which paragraph is taken from the number of the new text", INFERRED)
    draft.new_label = ""
    return _each_replaced(draft)


def _each_replaced(draft: Draft) -> list[Draft]:
    """One draft for each of several paragraphs, where the new text has one for each by number."""
    targets = draft.lead.targets
    numbers = targets[0].number.split(",") if len(targets) == 1 else []
    if len(numbers) < 2 or not all(number.isdigit() for number in numbers):
        return [draft]
    cuts = [
        match.start()
        for match in _NEXT_LABEL.finditer(draft.new)
        if match["n"] in numbers[1:] and not match["s"]
    ]
    if not cuts:
        return [draft]
    if len(cuts) != len(numbers) - 1:
        draft.doubt("it is about several paragraphs, and the new text does not say which is which")
        return [draft]
    drafts = []
    for number, (first, last) in zip(numbers, pairwise([0, *cuts, len(draft.new)]), strict=True):
        lead = replace(draft.lead, targets=(replace(targets[0], number=number),))
        text = (
            re.sub(r"^[“«\"]?\d{1,3}\.?\s+", "", draft.new[first:last].strip())
            if first
            else draft.new[:last]
        )
        drafts.append(replace(draft, lead=lead, new=text.strip().strip('“”«»"').strip()))
    return drafts


def read_new_paragraph(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "a new operative paragraph 7 bis after paragraph 7, reading …"."""
    here = scan.at
    scan.take("following_as")
    noun = scan.take("new_paragraph")
    draft = Draft("insert_paragraph", lead)
    if noun is None:
        return _numbered_paragraph(scan, draft)
    kind = (noun["kind"] or "").lower()
    _new_number(scan, draft)
    tail = read_tail(scan, lead)
    _new_number(scan, draft)
    scan.sign(",")
    if scan.take("be_inserted"):
        tail = read_tail(scan, tail)
        scan.sign(",")
    reads = scan.take("reading") is not None
    reads = bool(scan.sign(":")) or reads
    if not reads and scan.text[scan.at : scan.end].lstrip()[:1] not in '“"«\n':
        scan.space()
        if "\n" not in scan.text[max(here, scan.at - 2) : scan.at]:
            return None
    draft.lead = _insertion(tail, kind, draft, scan, sub=bool(noun["sub"]))
    if not _paragraph_text(scan, draft, labelled=True):
        return None
    return _each_paragraph(draft, scan, many=bool(noun["many"]))


def read_new_heading(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "the heading “…”", "a heading reading “…” before paragraph 7"."""
    if not scan.take("new_heading"):
        return None
    lead = read_tail(scan, lead)
    scan.take("reading")
    scan.sign(":")
    words = scan.quoted()
    if words is None:
        return None
    lead = read_tail(scan, lead)
    place = lead.targets[0] if lead.targets and lead.position in ("before", "after") else None
    draft = Draft("insert_paragraph", lead, new=words)
    draft.lead = Lead(targets=(Target(kind="heading"),), position=lead.position)
    if place is None:
        draft.doubt("it does not say before or after which paragraph the heading goes")
    else:
        draft.destination = replace(place, position=lead.position)
    return [draft]


def _numbered_paragraph(scan: Scan, draft: Draft) -> list[Draft] | None:
    """ "insert paragraph 7 bis reading …", "OP5 bis (new): …"."""
    lead = draft.lead
    places = read_places(scan)
    if places is None and len(lead.targets) == 1 and lead.position == "at":
        places, lead = Places(lead.targets), Lead()
    if places is None or len(places.targets) != 1:
        return None
    number = NUMBER.fullmatch(places.targets[0].number)
    if not number or not number["s"]:
        return None
    marked = scan.take("new_mark") is not None
    if not (
        (marked and scan.take("should_read")) or scan.take("reading") or scan.sign(":") or marked
    ):
        return None
    draft.new_label = f"{number['n']} {number['s']}"
    behind = (replace(places.targets[0], number=number["n"]),)
    draft.lead = lead if lead.targets else Lead(targets=behind, position="after")
    return [draft] if _paragraph_text(scan, draft, labelled=True) else None


def _each_paragraph(draft: Draft, scan: Scan, *, many: bool) -> list[Draft]:
    """One draft for each paragraph of a text that puts in several.

    They are told by their numbers, each the next one ("7 bis. …; 7 ter. …"), line breaks or none;
    where the instruction speaks of several paragraphs, by their lines.
    """
    text = draft.new
    cuts = _numbers_in_order(text, draft.new_label, many=many)
    if not cuts and many:
        cuts = [match.start() for match in re.finditer(r"(?<=\n)(?=\S)", text)]
    if not cuts:
        return [draft]
    drafts = []
    for first, last in pairwise([0, *cuts, len(text)]):
        one = replace(draft, new="", new_label=draft.new_label if not first else "", doubts=[])
        inner = Scan(text[first:last].strip().lstrip('“«" ').rstrip("”» "), scan.forms)
        _paragraph_text(inner, one, labelled=True)
        drafts.append(one)
    return drafts


def _numbers_in_order(text: str, label: str, *, many: bool) -> list[int]:
    """Where the numbers stand that follow `label`: "7 ter" after "7 bis", "13" after "12"."""
    cuts: list[int] = []
    for match in _NEXT_LABEL.finditer(text):
        suffix = (match["s"] or "").lower()
        if not suffix and not many:
            continue
        if f"{match['n']} {suffix}".strip() == _next_label(label):
            cuts.append(match.start())
            label = f"{match['n']} {suffix}".strip()
    return cuts


def _next_label(label: str) -> str:
    """The label after "7 bis", "12"; "" for one that has none."""
    number, _, suffix = label.partition(" ")
    if not suffix:
        return str(int(number) + 1) if number.isdigit() else ""
    place = _SUFFIXES.index(suffix) + 1 if suffix in _SUFFIXES else len(_SUFFIXES)
    return f"{number} {_SUFFIXES[place]}" if place < len(_SUFFIXES) else ""


def _new_number(scan: Scan, draft: Draft) -> None:
    """Take "7 bis", "(d) bis", "numbered 12" after "a new paragraph"."""
    here = scan.at
    scan.sign(",")
    if not scan.match(_NEW_NUMBER):
        scan.at = here
        return
    if match := scan.match(NUMBER):
        draft.new_label = match["n"] + (f" {match['s'].lower()}" if match["s"] else "")
        scan.sign(")")
    elif sub := scan.match(SUB):
        draft.new_label = f"({sub['l'].lower()})" + (f" {sub['s'].lower()}" if sub["s"] else "")
    else:
        scan.at = here


def _insertion(lead: Lead, kind: str, draft: Draft, scan: Scan, *, sub: bool) -> Lead:
    """The place of a new paragraph; what is not said is "new"."""
    if sub and lead.targets and lead.position == "at":
        return _new_sub(lead, draft)
    part = "pp" if kind and scan.forms.terms["preambular"].match(kind) else "op"
    if not lead.targets:
        label = NUMBER.fullmatch(draft.new_label)
        if label and label["s"]:
            return Lead(targets=(Target(kind="op", number=label["n"]),), position="after")
        return Lead(targets=(Target(kind="pp" if part == "pp" else "op", number="new"),))
    if lead.position == "at" and lead.targets[0].number not in ("", "new"):
        label = NUMBER.fullmatch(draft.new_label)
        if label and label["s"] and label["n"] == lead.targets[0].number:
            return replace(lead, position="after")
        kept = replace(lead.targets[0], number="new", sub="")
        return replace(lead, targets=(kept,))
    return lead


def _new_sub(lead: Lead, draft: Draft) -> Lead:
    """The place of a new sub-paragraph of a paragraph: its end, or where "(b) bis" says."""
    label = SUB.fullmatch(draft.new_label)
    if label and label["s"]:
        target = replace(lead.targets[0], sub=f"({label['l']})")
        return replace(lead, targets=(target,), position="after")
    if draft.new_label:
        draft.doubt("the letter is taken to be the next one: it goes to the end", INFERRED)
    return replace(lead, position="end")
