"""What stands before a verb, or behind its words, and says where the change is to be made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from resotrack.amend.places import Places, read_line, read_places, read_section
from resotrack.amend.scan import Scan
from resotrack.amend.words import take_words
from resotrack.model.amendment import Position, Target, TargetKind

ALL = Target(kind="all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What stands before the verb: where the change is to be made."""

    targets: tuple[Target, ...] = ()
    where: str = ""
    position: Position = "at"
    anchor: str = ""
    """Words after or before which the change is; `side` says which."""
    side: Position = "at"
    carried: bool = False
    """Whether the place is that of the clause before, which another one may overrule."""
    asked: tuple[str, ...] = ()
    """Doubts about the reading of the lead."""

    def over(self, outer: Lead) -> Lead:
        """This lead within another one: what it leaves open is as there."""
        if self.targets:
            return self
        return replace(
            self,
            targets=outer.targets,
            carried=outer.carried,
            where="; ".join(part for part in (outer.where, self.where) if part),
            position=self.position if self.position != "at" else outer.position,
            anchor=self.anchor or outer.anchor,
            side=self.side if self.anchor else outer.side,
        )


def read_lead(scan: Scan) -> Lead:
    """Take all that says where, up to the verb."""
    lead = Lead()
    section = ""
    for _ in range(6):
        here = scan.at
        more = _one_lead(scan, lead)
        if more is None:
            scan.at = here
            if not section and not lead.targets and (section := _in_section(scan)):
                continue
            break
        lead = more
        if section:
            lead = replace(lead, targets=tuple(_within(lead.targets, section)))
        if scan.take("which_reads") and scan.quoted() is None:
            scan.at = here
            break
        scan.sign(",:")
        scan.sign("–—-")
    return lead


def _in_section(scan: Scan) -> str:
    """ "In section II, after paragraph 2": the section of the places that follow."""
    here = scan.at
    if scan.take("in"):
        scan.take("the")
        section = read_section(scan)
        if section and scan.text[here : scan.at].rstrip().endswith((",", ":")):
            return section
    scan.at = here
    return ""


def _within(targets: Iterable[Target], section: str) -> Iterator[Target]:
    for target in targets:
        yield replace(target, section=target.section or section)


def _one_lead(scan: Scan, lead: Lead) -> Lead | None:
    here = scan.at
    if scan.take("throughout"):
        places = in_places(scan)
        return replace(lead, targets=places.targets if places else lead.targets or (ALL,))
    for name, edge in (("at_end", "end"), ("at_beginning", "beginning")):
        if scan.take(name):
            if part := _edge_of_part(scan, edge):
                return replace(lead, targets=(part,), position=part.position)
            places = in_places(scan)
            if places is None:
                scan.take("of")
                scan.take("same_paragraph")
            position: Position = "end" if edge == "end" else "beginning"
            return _placed(lead, places, position)
    if scan.take("between"):
        between = scan.at
        if (places := read_places(scan)) and re.fullmatch(r"\w+,\w+", places.targets[0].number):
            first = replace(places.targets[0], number=places.targets[0].number.split(",")[0])
            return replace(lead, targets=(first,), position="after")
        scan.at = between
        if (words := take_words(scan, ())) and words.quoted and len(words.parts) == 2:
            return replace(lead, anchor=words.parts[0], side="after")
    scan.at = here
    for side in ("after", "before"):
        if scan.take(side) and (found := _beside(scan, lead, side)):
            return found
        scan.at = here
    if line := read_line(scan):
        scan.take("of")
        places = read_places(scan)
        found_lead = _placed(lead, places, lead.position)
        return replace(found_lead, where="; ".join(p for p in (found_lead.where, line) if p))
    places = in_places(scan)
    if places is None and not lead.targets:
        places = read_places(scan)
    if places is not None and not lead.targets:
        return _placed(lead, places, lead.position)
    scan.at = here
    if scan.take("in") and scan.take("same_paragraph"):
        return lead
    return None


def _edge_of_part(scan: Scan, edge: str) -> Target | None:
    """ "At the end of the preamble": after its last paragraph."""
    here = scan.at
    if scan.take("of"):
        kind: TargetKind | None = None
        if scan.take("the_preamble"):
            kind = "pp"
        elif scan.take("the_operative"):
            kind = "op"
        if kind:
            last = edge == "end"
            return Target(
                kind=kind, number="last" if last else "1", position="after" if last else "before"
            )
    scan.at = here
    return None


def in_places(scan: Scan) -> Places | None:
    here = scan.at
    if scan.take("in", "of") and (places := read_places(scan)):
        return places
    scan.at = here
    return None


def _placed(lead: Lead, places: Places | None, position: Position) -> Lead:
    if places is None:
        return replace(lead, position=position)
    where = "; ".join(part for part in (lead.where, places.where) if part)
    return replace(lead, targets=places.targets, where=where, position=position)


def _beside(scan: Scan, lead: Lead, side: str) -> Lead | None:
    """ "After paragraph 6", "After the paragraph", "after the words “…”", "After …, insert"."""
    here = scan.at
    position: Position = "after" if side == "after" else "before"
    places = read_places(scan)
    if places is not None and not places.where:
        return _placed(lead, places, position)
    scan.at = here
    if scan.take("this_paragraph") and not scan.sees("in"):
        return replace(lead, position=position)
    scan.at = here
    words = take_words(scan, (), one=True)
    if words is not None and words.quoted:
        _skip_other_side(scan)
        return replace(lead, anchor=words.parts[0], side=position)
    scan.at = here
    words = take_words(scan, ("insert",))
    if words is None or words.parts[0].split()[-1].lower() in ("to", "and", "or", "à"):
        return None
    asked = (words.doubt,) if words.doubt else ()
    return replace(lead, anchor=words.parts[0], side=position, asked=asked)


def _skip_other_side(scan: Scan) -> None:
    """Go past "and before “…”" behind "after “…”": the one side says where."""
    here = scan.at
    if scan.take("and") and scan.take("before", "after"):
        other = take_words(scan, (), one=True)
        if other is not None and other.quoted:
            return
    scan.at = here


def read_aside(scan: Scan, lead: Lead) -> Lead:
    """Take a place set between commas behind the verb: "Replace, in paragraph 3, …"."""
    here = scan.at
    if scan.sign(","):
        inner = read_lead(scan)
        if inner != Lead():
            return inner.over(lead)
    scan.at = here
    return lead


def read_tail(scan: Scan, lead: Lead) -> Lead:
    """Take what may follow the words: "in paragraph 5", "after the words “…”", "throughout"."""
    for _ in range(4):
        here = scan.at
        scan.sign(",")
        found = _one_tail(scan, lead)
        if found is None:
            scan.at = here
            break
        lead = found
    return lead


def _one_tail(scan: Scan, lead: Lead) -> Lead | None:
    scan.take("where_found")
    here = scan.at
    if scan.sees("throughout", "at_end", "at_beginning", "in") or read_line(scan):
        scan.at = here
        if lead.targets and not lead.carried:
            return _again(scan, lead)
        found = _one_lead(scan, replace(lead, targets=(), carried=False))
        return found and (found if found.targets else replace(found, targets=lead.targets))
    scan.at = here
    if scan.take("between"):
        between = take_words(scan, ())
        if between is not None and between.quoted and len(between.parts) == 2:
            return replace(lead, anchor=between.parts[0], side="after")
    scan.at = here
    for side in ("after", "before"):
        if scan.take(side):
            position: Position = "after" if side == "after" else "before"
            places = read_places(scan)
            if places is not None:
                return _placed(lead, places, position)
            words = take_words(scan, (), one=True)
            if words is not None and words.quoted:
                _skip_other_side(scan)
                return replace(lead, anchor=words.parts[0], side=position)
        scan.at = here
    return None


def _again(scan: Scan, lead: Lead) -> Lead | None:
    """More about a place that is known: a line, its end, the same paragraph."""
    here = scan.at
    if line := read_line(scan):
        return replace(lead, where="; ".join(p for p in (lead.where, line) if p))
    found = _one_lead(scan, Lead())
    if found is None or (found.targets and found.targets != lead.targets):
        scan.at = here
        return None
    return replace(lead, position=found.position if found.position != "at" else lead.position)
