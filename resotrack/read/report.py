"""Bytes to CommitteeReport: what a committee did with the drafts before it.

`_report_paragraphs` finds the numbered paragraphs and their sentences, `_report_facts` knows the
formulae; here the telling is cut into drafts, and what no formula knows becomes a Notice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from os import PathLike

from resotrack.errors import ReadError, UnreadableDocument
from resotrack.model import CommitteeReport, Notice, Proceedings, Source
from resotrack.read._report_facts import hear
from resotrack.read._report_floor import Draft, Floor
from resotrack.read._report_paragraphs import ReportParagraph, report_paragraphs, sentences
from resotrack.read.blocks import Block, Reading
from resotrack.read.front import SYMBOL, read_front
from resotrack.read.language import guess_language
from resotrack.read.votes import vote_notices

_BODY = re.compile(
    r"\b(?P<body>(?:First|Second|Third|Fourth|Fifth|Sixth|General|Special Political[\w\s]{0,40}?)"
    r" Committee|Human Rights Council|Economic and Social Council)\b"
)
_RECOMMENDS = re.compile(
    r"\brecommends\s+to\s+(?:the\s+)?(?:General\s+Assembly|[\w\s]{3,40}?)\s+(?:that\s+it\s+adopt|the\s+adoption)",
    re.IGNORECASE,
)
_FOREIGN = {
    "ar": "Arabic",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}
_REVISION = re.compile(r"(?:/Rev\.?\s?\d+|/Corr\.?\s?\d+)+$", re.IGNORECASE)
# Nothing in a real report is longer (150 sponsors take 2,500 characters), and the patterns must not
# be made to work all day: what is longer is not read, and says so.
_LONGEST = 30_000
_LONGEST_SENTENCE = 4_000
_OPENS = re.compile(
    r"\bhad before it\b.{0,40}?\bdraft (?:resolution|decision)\s+entitled\b"
    r"|\bintroduced a draft (?:resolution|decision)\s+entitled\b",
    re.IGNORECASE | re.DOTALL,
)


def read_report(
    source: str | PathLike[str] | bytes,
    format: str | None = None,  # noqa: A002
) -> CommitteeReport:
    """Read the report of a committee, or a part of one, in any format that `read` knows.

    Raises UnknownFormat, UnreadableDocument or UnsafeDocument as `read` does; UnreadableDocument
    too where no proceedings on a draft can be found in it.
    """
    # Imported late: `resotrack.read` itself offers this function.
    from resotrack.read import _bytes, _reader, _sniff

    data, name = _bytes(source)
    try:
        chosen = format or _sniff(data)
        reading = _reader(chosen)(data)
    except ReadError as error:
        raise error if error.source else error.at(name or "the input") from error
    report = build_report(reading)
    language = _foreign(reading)
    if not report.drafts:
        raise UnreadableDocument(
            f"it is in {language}; of reports, only English ones are read."
            if language
            else "no proceedings on a draft were found in it.",
            source=name or "the input",
            remedy="Give the English version of the report."
            if language
            else "Check that it is a committee's report; a resolution's own text is for read().",
        )
    if language:
        message = f"it seems to be in {language}; only what is in English was read"
        report = replace(
            report, notices=(*report.notices, Notice(code="language", message=message))
        )
    digest = hashlib.sha256(data).hexdigest()
    return replace(report, source=Source(name=name, format=chosen, sha256=digest))


def _foreign(reading: Reading) -> str:
    """The language of a report that is not in English, by name; "" for English or too few words."""
    text = " ".join(block.text for block in reading.blocks)
    return _FOREIGN.get(guess_language(text), "")


def build_report(reading: Reading) -> CommitteeReport:
    """The report that a Reading holds; without drafts where it tells of none."""
    paragraphs = list(report_paragraphs(reading.blocks))
    telling = _Telling()
    for paragraph in paragraphs:
        if not telling.take(paragraph):
            break
    drafts = telling.finished()
    facts = read_front(reading.blocks, reading.running, _front_length(reading.blocks)).facts
    text = " ".join(p.text for p in paragraphs[:40])
    body = _BODY.search(text)
    named = body["body"] if body else ""
    return CommitteeReport(
        drafts=drafts,
        symbol=_own_symbol(facts.symbol, reading, drafts),
        body=named,
        session=facts.session,
        agenda_item=facts.agenda_item,
        notices=(*reading.notices, *telling.notices, *_vote_notices(drafts, named)),
    )


def _front_length(blocks: Sequence[Block]) -> int:
    return next((n for n, b in enumerate(blocks) if re.match(r"1\s?\.\s", b.text)), 0)


def _own_symbol(found: str, reading: Reading, drafts: tuple[Proceedings, ...]) -> str:
    """The report's own symbol; never that of a draft that it tells of."""
    taken = {symbol for draft in drafts for symbol in draft.versions}
    running = [m[0] for line in reading.running for m in SYMBOL.finditer(line)]
    return next((s for s in (found, *running) if s and s not in taken), "")


def _vote_notices(drafts: tuple[Proceedings, ...], body: str) -> list[Notice]:
    """Votes that do not add up. The members of a Main Committee are those of the Assembly."""
    ballots = [
        (draft, ballot)
        for draft in drafts
        for ballot in (*draft.ballots, *(a.ballot for a in draft.amendments if a.ballot))
    ]
    return [
        replace(notice, where=f"para. {ballot.source.paragraph}, {ballot.name}")
        for draft, ballot in ballots
        for notice in vote_notices(
            ballot.vote,
            body or ("General Assembly" if draft.symbol.startswith("A/C.") else ""),
            ballot.meeting.date if ballot.meeting else "",
        )
    ]


class _Telling:
    """The report as it goes on, cut into drafts."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self._floor = Floor()
        self._drafts: list[Draft] = []
        self._open = False

    def take(self, paragraph: ReportParagraph) -> bool:
        """Read one paragraph. False where the proceedings are over."""
        if paragraph.heading:
            self._heading(paragraph)
            return True
        if _RECOMMENDS.search(paragraph.text):
            where = f"para. {paragraph.number}"
            message = "the texts that the committee recommends are not read as proceedings"
            self.notices.append(Notice(code="recommended-text", message=message, where=where))
            return False
        self._floor.paragraph = paragraph.number
        if len(paragraph.text) > _LONGEST:
            self._unread(paragraph.text, "")
            return True
        for sentence, lists in sentences(paragraph.text):
            if _OPENS.search(sentence) and not self._goes_on(sentence):
                self._begin()
            if not self._open:
                continue
            if len(sentence) > _LONGEST_SENTENCE or not hear(self._floor, sentence, lists):
                self._unread(sentence, lists)
        return True

    def _heading(self, paragraph: ReportParagraph) -> None:
        if not paragraph.about_draft:
            self._open = False
            return
        symbols = [m[0].rstrip(".)") for m in SYMBOL.finditer(paragraph.text)]
        self._begin()
        # "Draft resolution X and amendments Y and Z": the draft's symbol stands first.
        head = re.split(r"\bamendments?\b", paragraph.text, flags=re.IGNORECASE)[0]
        own = [s for s in symbols if s in head]
        self._floor.draft.versions += own
        if re.search(r"\bdraft decision", head, re.IGNORECASE):
            self._floor.draft.kind = "draft decision"

    def _begin(self) -> None:
        last = self._floor
        self._floor = Floor(dates=last.dates, meeting=last.meeting)
        self._drafts.append(self._floor.draft)
        self._open = True

    def _goes_on(self, sentence: str) -> bool:
        """Whether a sentence that tables a draft is about the one that is open."""
        if not self._open:
            return False
        draft = self._floor.draft
        if not (draft.title or draft.sponsors or draft.ballots or draft.introduced):
            return True
        symbols = {_REVISION.sub("", m[0].rstrip(".)")) for m in SYMBOL.finditer(sentence)}
        return bool(symbols & {_REVISION.sub("", v) for v in draft.versions})

    def _unread(self, sentence: str, lists: str) -> None:
        words = f"{sentence} {lists}".strip()
        if len(words.split()) < 3:
            return
        shown = words if len(words) <= 160 else f"{words[:157]}…"
        where = f"para. {self._floor.paragraph}" if self._floor.paragraph else ""
        self.notices.append(Notice(code="unread-sentence", message=shown, where=where))

    def finished(self) -> tuple[Proceedings, ...]:
        return tuple(_proceedings(draft) for draft in self._drafts if _is_told(draft))


def _is_told(draft: Draft) -> bool:
    return bool(draft.versions or draft.sponsors or draft.ballots or draft.title)


def _proceedings(draft: Draft) -> Proceedings:
    return Proceedings(
        symbol=draft.versions[-1] if draft.versions else "",
        versions=tuple(draft.versions),
        kind="draft decision" if draft.kind == "draft decision" else "draft resolution",
        title=draft.title,
        sponsors=tuple(draft.sponsors),
        submitted_by=draft.submitted_by,
        introduced=tuple(draft.introduced),
        revisions=tuple(draft.revisions),
        amendments=tuple(draft.amendments),
        ballots=tuple(draft.ballots),
        statements=tuple(draft.statements),
        budget=tuple(draft.budget),
        meetings=tuple(draft.meetings),
    )
