"""A brief of one page: for the whole, for one paragraph, or on one delegation.

It says, in this order, what an ambassador asks: where the text stands, what changed since it was
last seen and whether that is weaker, what is open and who wants it, who cannot live with what, and
who stands behind the text. What does not fit on a page is counted, not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from resotrack.errors import LedgerError
from resotrack.ledger.accounts import Account, Asked, account
from resotrack.ledger.board import board
from resotrack.ledger.chain import line, steps
from resotrack.ledger.fate import claims
from resotrack.ledger.marks import said
from resotrack.ledger.standing import Status, status
from resotrack.ledger.wording import wording
from resotrack.model import Flag, Link
from resotrack.model.comparison import Direction
from resotrack.model.record import Ballot, Position, Sponsor, Version
from resotrack.model.standing import Brief, Open, Row, Section

if TYPE_CHECKING:
    from resotrack.ledger.negotiation import Negotiation

_MOST = 8
_NAMED = 4
_REASONS = 2
_WORDS = 160
_ORDER: dict[Direction, int] = {"weakened": 0, "mixed": 1, "strengthened": 2, "neutral": 3}


def brief(
    talks: Negotiation, *, paragraph: str = "", delegation: str = "", text: str = ""
) -> Brief:
    """A brief on a text (the newest, where none is named), a paragraph of it, or a delegation.

    Raises LedgerError where there is no text yet, UnknownParagraph for one that is not there.
    """
    if not talks.versions:
        raise LedgerError(
            "there is no text yet.", source=talks.name, remedy="Add one: resotrack track add FILE."
        )
    if delegation:
        return _on_delegation(talks, account(talks, delegation, text))
    label = talks.placed(paragraph, text)
    if paragraph:
        return _on_paragraph(talks, talks.version(label), paragraph)
    return _on_whole(talks, talks.version(label))


# ---- on the whole -----------------------------------------------------------------------------


def _on_whole(talks: Negotiation, version: Version) -> Brief:
    now = status(talks)
    label = version.label
    rows = board(talks, label).rows
    sections = [
        _section("Where it stands", _standing(talks, now, version)),
        *_changed(talks, version),
        _section("Open", _open(rows)),
        _section("Positions", [_position(p, label) for p in talks.positions() if p.delegation]),
        _section("Sponsors", _sponsors(talks.all_sponsors, label)),
        _section("Votes", _votes(talks, now, label)),
    ]
    return Brief(
        title=now.about.title or version.title or talks.name,
        subject=" · ".join(part for part in (version.label, version.symbol, version.date) if part),
        sections=tuple(section for section in sections if section.points),
    )


def _standing(talks: Negotiation, now: Status, version: Version) -> list[str]:
    document = talks.document(version.label)
    brackets = sum(document.open_brackets.values())
    counted = f"{len(document.preamble)} preambular and {len(document.operative)} operative"
    stage = "" if version.stage == version.label.casefold() else f" ({version.stage})"
    told = [f"{version.label}{stage}: {counted} paragraphs"]
    if brackets:
        told.append(f"{brackets} brackets are open in {len(document.open_brackets)} paragraphs")
    states = ", ".join(f"{n} {state}" for state, n in now.proposals.items())
    if states:
        told.append(f"Proposals: {states}")
    return told


def _changed(talks: Negotiation, version: Version) -> list[Section]:
    """What the text did to the one before it: the weakened provisions first."""
    if version.relation not in ("revises", "follows") or not version.to:
        return []
    comparison = talks.compare(version.to, version.label, clean=True)
    sources = claims(talks, version.to, version.label) if version.relation == "revises" else {}
    links = sorted(
        (link for link in comparison.links if link.direction != "neutral"),
        key=lambda link: _ORDER[link.direction],
    )
    points = []
    for link in links:
        names = {
            name
            for p in link.after
            for one in sources.get(p.id, ())
            for name in one.proposal.delegations
        }
        by = f" (asked for by {', '.join(sorted(names))})" if names else ""
        points.append(f"{_place(link)} {link.direction}: {_reasons(link.assessment.flags)}{by}")
    counts = comparison.summary.directions
    told = ", ".join(f"{counts[d]} {d}" for d in _ORDER if counts.get(d))
    return [_section(f"Since {version.to}: {told or 'nothing of substance'}", points)]


def _place(link: Link) -> str:
    if not link.after:
        return f"{_said(p.id for p in link.before)} (gone)"
    after = _said(p.id for p in link.after)
    before = _said(p.id for p in link.before)
    return after if before in ("", after) else f"{after} (was {before})"


def _said(names: Iterable[str]) -> str:
    return ", ".join(map(said, names))


def _reasons(flags: Sequence[Flag]) -> str:
    telling = [flag for flag in flags if flag.direction != "neutral"]
    strongest = sorted(telling, key=lambda flag: -flag.confidence)[:_REASONS]
    return " ".join(dict.fromkeys(flag.reason for flag in strongest))


def _open(rows: Iterable[Row]) -> list[str]:
    return [
        f"{said(row.paragraph) or 'Without a place'}: {_proposal(one)}"
        for row in rows
        for one in row.proposals
    ]


def _proposal(one: Open) -> str:
    who = ", ".join(one.proposal.delegations) or "nobody named"
    told = f"{one.proposal.key}, {who}: {_short(one.proposal.words)}"
    return f"{told} [{one.fate.verdict}]" if one.fate else told


def _position(position: Position, label: str) -> str:
    """What was said, with the text that it was said of where that is not the one in hand."""
    place = f" on {said(position.paragraph)}" if position.paragraph else ""
    if place and position.version not in ("", label):
        place += f" of {position.version}"
    stance = f", {position.stance}" if position.stance else ""
    who = position.delegation or "Note"
    return f"{who}{place}{stance}: {_short(position.text)}"


def _sponsors(sponsors: Sequence[Sponsor], label: str) -> list[str]:
    """Those of the text: in the record of a series, of the one in hand."""
    own = [one for one in sponsors if one.of in ("", label)]
    staying = [one for one in own if not one.withdrawn]
    if not own:
        return []
    main = [one.delegation for one in staying if one.role == "main sponsor"]
    told = [f"{len(staying)} sponsors" + (f", led by {', '.join(main)}" if main else "")]
    gone = [one.delegation + (f" ({one.left})" if one.left else "") for one in own if one.withdrawn]
    if gone:
        told.append(f"Left: {', '.join(gone)}")
    return told


def _votes(talks: Negotiation, now: Status, label: str) -> list[str]:
    """What does not add up first, then the text in hand, then all else as it was recorded."""
    votes = {vote.key: vote for vote in talks.votes}
    told = [f"{_vote(votes[key])} does not add up: {why}" for key, why in now.doubts]
    listed = sorted(votes.values(), key=lambda vote: vote.target != label)
    return told + [_vote(vote) for vote in listed]


def _vote(vote: Ballot) -> str:
    counts = "-".join(map(str, vote.counts)) if vote.counts else "without a vote"
    source = f" ({vote.source})" if vote.source else ""
    return f"{vote.target}: {vote.result or 'decided'}, {counts}{source}"


# ---- on a paragraph ---------------------------------------------------------------------------


def _on_paragraph(talks: Negotiation, version: Version, paragraph: str) -> Brief:
    label = version.label
    rows = [row for row in board(talks, label).rows if row.paragraph == paragraph]
    whose = next(one for one in wording(talks, label) if one.paragraph == paragraph)
    origins = [
        f"“{_short(one.text.strip())}”: {one.version}, {', '.join(one.delegations)}"
        for one in whose.stretches
        if one.delegations and any(letter.isalnum() for letter in one.text)
    ]
    sections = [
        _section("The text", [talks.document(label)[paragraph].text]),
        _section("Whose words", origins),
        _section("How it came about", _history(talks, label, paragraph)),
        _section("Open", [_proposal(one) for row in rows for one in row.proposals]),
        _section("Positions", [_position(p, label) for row in rows for p in row.positions]),
    ]
    return Brief(
        title=talks.about.title or version.title or talks.name,
        subject=f"{said(paragraph)} of {label}",
        sections=tuple(section for section in sections if section.points),
    )


def _history(talks: Negotiation, label: str, paragraph: str) -> list[str]:
    """What each text of the line did to this paragraph."""
    told = []
    names = {paragraph}
    for step in reversed(steps(talks, line(talks, label)[0].label, label)):
        judged = talks.compare(step.before.label, step.after.label, clean=True)
        links = [link for link in judged.links if names & {p.id for p in link.after}]
        for link in links:
            if link.changed:
                what = _reasons(link.assessment.flags) or f"{link.relation}."
                told.append(f"{step.after.label}: {_place(link)} {link.direction}. {what}")
        names = {
            p.id
            for link in step.comparison.links
            if names & {p.id for p in link.after}
            for p in link.before
        }
    return told[::-1]


# ---- on a delegation --------------------------------------------------------------------------


def _on_delegation(talks: Negotiation, own: Account) -> Brief:
    share = f"{own.words} of the {own.of} words of {own.text}" if own.text else ""
    counts = ", ".join(
        f"{len(own.having(outcome))} {outcome}" for outcome in ("got", "in part", "lost", "open")
    )
    standing = [f"{len(own.asked)} proposals: {counts}"] if own.asked else []
    if own.words:
        standing.append(f"Asked for {share}")
    standing += _signed(own.sponsorships)
    sections = [
        _section("Where it stands", standing),
        _section("Open", [_asked(one) for one in own.having("open")]),
        _section("Got", [_asked(one) for one in own.having("got")]),
        _section("In part", [_asked(one) for one in own.having("in part")]),
        _section("Lost", [_asked(one) for one in own.having("lost")]),
        _section("Said", [_position(one, own.text) for one in own.positions]),
        _section("Voted", [f"{vote.target}: {choice}" for vote, choice in own.votes]),
        _section("Signed", [one.title for one in own.statements]),
    ]
    return Brief(
        title=talks.about.title or talks.name,
        subject=own.delegation,
        sections=tuple(section for section in sections if section.points),
    )


def _signed(sponsorships: Iterable[Sponsor]) -> list[str]:
    """What a delegation put its name to, one line a role."""
    of: dict[str, list[str]] = {}
    for one in sponsorships:
        did = f"{'Was' if one.withdrawn else 'Is'} {one.role} of"
        of.setdefault(did, []).append(one.of or "the text")
    return [
        f"{did} {', '.join(names[:_NAMED])}"
        + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        for did, names in of.items()
    ]


def _asked(one: Asked) -> str:
    state = "" if one.proposal.pending else f" [{one.proposal.state}]"
    why = f". {one.fate.reason}" if one.fate and one.proposal.pending else ""
    return f"{one.proposal.key}: {_short(one.proposal.words)}{state}{why}"


def _section(title: str, points: Iterable[str]) -> Section:
    listed = tuple(points)
    return Section(title=title, points=listed[:_MOST], more=max(0, len(listed) - _MOST))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WORDS else plain[:_WORDS].rsplit(" ", 1)[0] + " …"
