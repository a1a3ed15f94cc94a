"""The verbs. Each rule takes the rest of a clause from its verb on, or gives None."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from resotrack.amend.drafts import INFERRED, Draft, word_drafts
from resotrack.amend.endings import CLOSED, may_end
from resotrack.amend.lead import Lead, in_places, read_aside, read_tail
from resotrack.amend.places import read_line, read_places
from resotrack.amend.scan import Scan
from resotrack.amend.texts import read_new_heading, read_new_paragraph, read_rewriting
from resotrack.amend.words import Words, take_words
from resotrack.model.amendment import Position


def _should_read(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Paragraph 4 should read …", "The paragraph should read …", "the title should read …"."""
    if not lead.targets or scan.sees("this_paragraph"):
        scan.take("this_paragraph")
    if not scan.take("should_read"):
        return None
    return _reads(scan, lead)


def _reads(scan: Scan, lead: Lead) -> list[Draft] | None:
    if scan.take("above"):
        draft = Draft("other", lead)
        draft.doubt("it points to words elsewhere in the document instead of giving them")
        return [draft]
    return read_rewriting(scan, lead)


def _passive(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Paragraph 4 should be deleted", "… should be replaced by …", "… should be moved …"."""
    if not lead.targets or scan.sees("this_paragraph"):
        scan.take("this_paragraph")
    if not lead.targets:
        return None
    if scan.take("be_deleted"):
        here = scan.at
        if scan.take("and_replaced") and scan.take("by_following", "by_with"):
            return read_rewriting(scan, lead)
        scan.at = here
        return _deleted(lead)
    if scan.take("be_replaced") and scan.take("by_following", "by_with"):
        return read_rewriting(scan, lead)
    if scan.take("be_moved"):
        return _moved(scan, lead)
    return None


def _deleted(lead: Lead) -> list[Draft]:
    if not lead.where:
        return [Draft("delete_paragraph", lead)]
    draft = Draft("delete_words", lead)
    draft.doubt(f"the words to delete are named by their place only ({lead.where})", INFERRED)
    return [draft]


def _passive_words(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "The words “…” should be replaced by “…”", "“…” should be inserted after “…”"."""
    here = scan.at
    if not scan.take("plain_words"):
        scan.take("words")
        if scan.quoted() is None:
            return None
    scan.at = here
    words = take_words(scan, ("be_deleted", "be_replaced", "be_inserted"))
    if words is None:
        return None
    lead = read_tail(scan, lead) if words.quoted else lead
    scan.sign(",")
    if scan.take("be_deleted"):
        return word_drafts("delete_words", read_tail(scan, lead), old=words)
    if (scan.take("be_replaced") and scan.take("by_following", "by_with")) or (
        words.quoted and scan.take("should_read")
    ):
        new = take_words(scan, ())
        return (
            None
            if new is None
            else word_drafts("replace_words", read_tail(scan, lead), old=words, new=new)
        )
    if scan.take("be_inserted"):
        return word_drafts("insert_words", read_tail(scan, lead), new=words)
    return None


def _delete(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Delete paragraph 4", "delete the words “…”", "delete paragraph 4 and replace it by …"."""
    if not scan.take("delete"):
        return None
    lead = read_aside(scan, lead)
    here = scan.at
    if scan.take("and") and scan.take("replace"):
        return _replaced(scan, lead)
    scan.at = here
    if lead.targets and not lead.anchor and CLOSED.match(scan.text, _here(scan), scan.end):
        return _deleted(lead)
    if scan.take("footnote"):
        draft = Draft("other", lead)
        draft.doubt("it is about a footnote")
        return [draft]
    for named in (_named_places, _named_paragraph):
        scan.at = here
        inner = named(scan, lead)
        if inner is None or not may_end(scan):
            continue
        after = scan.at
        if (
            scan.take("and")
            and scan.take("replace")
            and scan.take("this_paragraph", "them")
            and scan.take("by_following", "by_with")
        ):
            return read_rewriting(scan, inner)
        scan.at = after
        return _deleted(inner)
    scan.at = here
    if (line := read_line(scan)) and not lead.anchor:
        tail = read_tail(scan, lead)
        if tail.targets:
            return _deleted(replace(tail, where=line))
    scan.at = here
    words = take_words(scan, ())
    if words is None:
        return None
    if words.quoted:
        inner = read_tail(scan, lead)
        return _put_instead(scan, inner, words) or word_drafts("delete_words", inner, old=words)
    scan.at = here
    if not lead.targets and _named_places(scan, lead):
        return None
    scan.at = scan.end
    text = words.parts[0].removesuffix(".").rstrip()
    drafts = word_drafts("delete_words", lead, old=Words((text,), False))
    for draft in drafts:
        if not lead.targets:
            draft.doubt("no place is named, and the words stand without quotation marks")
    return drafts


def _put_instead(scan: Scan, lead: Lead, old: Words) -> list[Draft] | None:
    """The rest of "delete “…” and insert “…” in its place"; without a place of its own."""
    here = scan.at
    scan.sign(",")
    if scan.take("and") and scan.take("insert"):
        scan.take("in_its_place")
        new = take_words(scan, ())
        if new is not None and new.quoted:
            scan.take("in_its_place")
            if scan.done or scan.text[scan.at] in ".;":
                return word_drafts("replace_words", lead, old=old, new=new)
    scan.at = here
    return None


def _here(scan: Scan) -> int:
    scan.space()
    return scan.at


def _named_places(scan: Scan, lead: Lead) -> Lead | None:
    """Places that are the verb's own object: "delete paragraphs 22 to 27"."""
    places = read_places(scan)
    return None if places is None else Lead(targets=places.targets, where=places.where)


def _named_paragraph(scan: Scan, lead: Lead) -> Lead | None:
    """The place of the heading: "delete the paragraph"."""
    return lead if lead.targets and scan.take("this_paragraph") else None


def _replace(scan: Scan, lead: Lead) -> list[Draft] | None:
    return _replaced(scan, read_aside(scan, lead)) if scan.take("replace") else None


def _replaced(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Replace paragraph 4 by …", "replace “…” with “…”", "replace the second sentence by …"."""
    here = scan.at
    if lead.targets and scan.take("by_following", "by_with"):
        return read_rewriting(scan, lead)
    for named in (_named_places, _named_paragraph):
        scan.at = here
        inner = named(scan, lead)
        if inner is not None and scan.take("by_following", "by_with"):
            return read_rewriting(scan, inner)
    scan.at = here
    if scan.take("existing_text") and scan.take("by_following", "by_with"):
        return read_rewriting(scan, lead)
    scan.at = here
    if line := read_line(scan):
        inner = replace(read_tail(scan, lead), where=line)
        if scan.take("by_following", "by_with"):
            return read_rewriting(scan, inner)
    scan.at = here
    old = take_words(scan, ("by_with",), like=True)
    if old is None:
        return None
    inner = read_tail(scan, lead) if old.quoted else lead
    scan.sign(",")
    if not scan.take("by_following", "by_with", "with"):
        return None
    begin = scan.at
    new = take_words(scan, ())
    if new is not None and len(new.parts) > 1 and scan.sees("by_following", "by_with"):
        # "“a” by “b”, “c” by “d”": the words behind the comma are the next pair's.
        scan.at = begin
        new = take_words(scan, (), one=True)
    if new is None:
        return None
    if not new.quoted:
        return word_drafts("replace_words", inner, old=old, new=new)
    inner = read_tail(scan, inner)
    return [*word_drafts("replace_words", inner, old=old, new=new), *_more_pairs(scan, inner)]


def _more_pairs(scan: Scan, lead: Lead) -> Iterator[Draft]:
    """The rest of "replace “a” by “b”, “c” by “d” and “e” by “f”"."""
    while True:
        here = scan.at
        comma = scan.sign(",")
        old = take_words(scan, (), one=True) if scan.take("and") or comma else None
        if old is None or not old.quoted or not scan.take("by_following", "by_with", "with"):
            scan.at = here
            return
        new = take_words(scan, (), one=True)
        if new is None or not new.quoted:
            scan.at = here
            return
        lead = read_tail(scan, lead)
        yield from word_drafts("replace_words", lead, old=old, new=new)


def _substitute(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Substitute “new” for “old”", "substitute “old” by “new”"."""
    if not scan.take("substitute"):
        return None
    first = take_words(scan, ("for", "by_with"))
    if first is None:
        return None
    reverse = scan.take("for") is not None
    if not reverse and not scan.take("by_following", "by_with"):
        return None
    second = take_words(scan, ())
    if second is None:
        return None
    old, new = (second, first) if reverse else (first, second)
    inner = read_tail(scan, lead) if second.quoted else lead
    return word_drafts("replace_words", inner, old=old, new=new)


def _for_read(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "For “…” read “…”", "For paragraph 5 read …", "For the existing paragraph substitute …"."""
    if not scan.take("for"):
        return None
    here = scan.at
    for named in (_named_places, _any_paragraph):
        scan.at = here
        inner = named(scan, lead)
        scan.sign(",")
        if inner is not None and scan.take("read"):
            return read_rewriting(scan, inner)
    scan.at = here
    old = take_words(scan, ("read",), like=True)
    if old is None:
        return None
    inner = read_tail(scan, lead) if old.quoted else lead
    scan.sign(",")
    if not scan.take("read"):
        return None
    new = take_words(scan, ())
    if new is None:
        return None
    if new.quoted:
        inner = read_tail(scan, inner)
    return word_drafts("replace_words", inner, old=old, new=new)


def _any_paragraph(scan: Scan, lead: Lead) -> Lead | None:
    return lead if scan.take("this_paragraph") else None


def _read_instead(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Read “new” instead of “old”"."""
    if not scan.take("read"):
        return None
    new = take_words(scan, ("for",))
    if new is None or not scan.take("for"):
        return None
    old = take_words(scan, ())
    if old is None:
        return None
    inner = read_tail(scan, lead) if old.quoted else lead
    return word_drafts("replace_words", inner, old=old, new=new)


def _insert(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Insert a new paragraph reading …", "insert “…” after “…”", "add at the end “…”"."""
    if not scan.take("insert"):
        return None
    inner = read_tail(scan, read_aside(scan, lead))
    scan.sign(",:")
    here = scan.at
    for read in (read_new_paragraph, read_new_heading):
        drafts = read(scan, inner)
        if drafts is not None:
            return drafts
        scan.at = here
    if comma := scan.take("a_comma"):
        sign = _SIGNS[comma["sign"].lower()]
        return word_drafts("insert_words", read_tail(scan, inner), new=Words((sign,), True))
    words = take_words(scan, ())
    if words is None:
        return None
    if words.quoted:
        inner = read_tail(scan, inner)
    return word_drafts("insert_words", inner, new=words)


_SIGNS = {"comma": ",", "semicolon": ";", "coma": ",", "virgule": ",", "point-virgule": ";"}


def _amend(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Amend paragraph 4 to read …", "revise the title to read …", "change “…” to “…”"."""
    if not scan.take("amend"):
        return None
    here = scan.at
    for named in (_named_places, _named_paragraph):
        scan.at = here
        inner = named(scan, lead)
        scan.sign(",")
        if inner is not None and scan.take("to_read"):
            return read_rewriting(scan, inner)
    scan.at = here
    old = take_words(scan, ())
    if old is None or not old.quoted or not scan.take("to_read"):
        return None
    new = take_words(scan, ())
    return None if new is None else word_drafts("replace_words", lead, old=old, new=new)


def _move(scan: Scan, lead: Lead) -> list[Draft] | None:
    """ "Move paragraph 7 after paragraph 9", "move the paragraph to become paragraph 3"."""
    if not scan.take("move"):
        return None
    here = scan.at
    for named in (_named_places, _named_paragraph):
        scan.at = here
        inner = named(scan, lead)
        if inner is not None:
            return _moved(scan, inner)
    return None


def _moved(scan: Scan, lead: Lead) -> list[Draft] | None:
    draft = Draft("move_paragraph", lead)
    scan.sign(",")
    here = scan.at
    to = scan.take("to_range")
    for side in ("after", "before"):
        if scan.take(side) and (places := read_places(scan)):
            position: Position = "after" if side == "after" else "before"
            draft.destination = replace(places.targets[0], position=position)
            return [draft]
    scan.at = here
    scan.take("to_range")
    if (scan.take("become") or to) and (places := read_places(scan)):
        draft.destination = places.targets[0]
        draft.new_label = places.targets[0].number
        return [draft]
    scan.at = here
    if scan.take("at_end") and (places := in_places(scan)):
        draft.destination = replace(places.targets[0], position="end")
        return [draft]
    return None


RULES: tuple[Callable[[Scan, Lead], list[Draft] | None], ...] = (
    _should_read,
    _passive,
    _delete,
    _replace,
    _substitute,
    _for_read,
    _insert,
    _amend,
    _move,
    _read_instead,
    read_new_paragraph,
    _passive_words,
)
