"""A small comparison made by hand: each relation, each direction, in words of our own.

The text has the form of a resolution and no more: the river, the States and the Panel exist
nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from resotrack.diff import diff_words
from resotrack.model import (
    Assessment,
    Change,
    Comparison,
    Dimension,
    Direction,
    Document,
    Flag,
    Kind,
    Link,
    Notice,
    Paragraph,
    Relation,
    Source,
    Span,
    Sponsorship,
    Vote,
)


def paragraph(
    name: str,
    text: str,
    *,
    opening: str = "",
    number: str = "",
    parent: str | None = None,
    depth: int = 0,
    heading: str = "",
) -> Paragraph:
    kind: Kind = "operative"
    if name.startswith("pp"):
        kind = "preambular"
    elif name.startswith("annex"):
        kind = "annex"
    elif name.startswith("h"):
        kind = "heading"
    return Paragraph(
        id=name,
        kind=kind,
        number=number,
        text=text,
        opening=opening,
        parent=parent,
        depth=depth,
        heading=heading,
    )


def span(of: Paragraph, words: str) -> Span:
    start = of.text.index(words)
    return Span(paragraph=of.id, start=start, end=start + len(words), text=words)


def flag(
    dimension: Dimension,
    direction: Direction,
    *,
    before: tuple[Paragraph, str] | None = None,
    after: tuple[Paragraph, str] | None = None,
    reason: str,
    confidence: float = 0.9,
    source: str = "",
) -> Flag:
    return Flag(
        dimension=dimension,
        direction=direction,
        before=before and span(*before),
        after=after and span(*after),
        rule=f"{dimension}.test",
        reason=reason,
        confidence=confidence,
        source=source,
    )


def link(
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    relation: Relation,
    *flags: Flag,
    direction: Direction = "neutral",
    moved: bool = False,
    confidence: float = 1.0,
) -> Link:
    a, b = ("\n".join(p.text for p in side) for side in (before, after))
    return Link(
        before=tuple(before),
        after=tuple(after),
        relation=relation,
        moved=moved,
        confidence=confidence,
        words=diff_words(a, b),
        assessment=Assessment(direction=direction, flags=flags),
    )


def document(
    paragraphs: Sequence[Paragraph], *, symbol: str = "", name: str = "draft.docx"
) -> Document:
    return Document(
        paragraphs=tuple(paragraphs),
        symbol=symbol,
        source=Source(name=name, format="plain", sha256="0" * 64),
        language="en",
    )


def comparison() -> Comparison:
    """Zero draft against adopted text, one link for each thing that can happen to a paragraph."""
    a, b = _before(), _after()
    headings = (
        link([a["h1"]], [b["h1"]], "same"),
        link([a["h2"]], [b["h2"]], "edited"),
    )
    links = (
        link([a["pp1"]], [b["pp1"]], "same"),
        link([a["pp2"]], [b["pp2"]], "same"),
        link([a["pp3"]], [b["pp3"]], "same"),
        link(
            [a["pp4"]],
            [b["pp4"]],
            "edited",
            flag(
                "update",
                "neutral",
                before=(a["pp4"], "91/2 of 4 March 2029"),
                after=(b["pp4"], "93/5 of 28 September 2030"),
                reason="A later resolution is cited.",
            ),
        ),
        link(
            [a["pp5"]],
            [],
            "deleted",
            flag(
                "presence",
                "weakened",
                before=(a["pp5"], a["pp5"].text),
                reason="The paragraph on reprisals was dropped.",
                confidence=0.8,
            ),
            direction="weakened",
            confidence=0.5,
        ),
        link(
            [a["op1"]],
            [b["op1"]],
            "edited",
            flag(
                "intensity",
                "strengthened",
                after=(b["op1"], "Strongly"),
                reason="“Strongly” was added to the opening verb.",
            ),
            direction="strengthened",
        ),
        link([a["op2"]], [b["op2"]], "same"),
        link([a["op2(a)"]], [b["op2(a)"]], "same"),
        link(
            [a["op3"]],
            [b["op3"], b["op4"]],
            "split",
            flag(
                "hedge",
                "weakened",
                after=(b["op4"], "where appropriate"),
                reason="“where appropriate” leaves it to each State.",
                confidence=0.7,
            ),
            direction="weakened",
        ),
        link(
            [],
            [b["op5"]],
            "added",
            flag(
                "mandate",
                "strengthened",
                after=(b["op5"], "an interactive dialogue"),
                reason="A new dialogue was decided.",
            ),
            direction="strengthened",
        ),
        link([a["op4"], a["op5"]], [b["op6"]], "merged"),
        link(
            [a["op6"]],
            [b["op7"]],
            "edited",
            flag(
                "force",
                "weakened",
                before=(a["op6"], "Requests"),
                after=(b["op7"], "Invites"),
                reason="To invite asks for less than to request.",
                source="Manual of Imaginary Drafting, p. 3",
            ),
            flag(
                "hedge",
                "weakened",
                after=(b["op7"], "as appropriate,"),
                reason="“as appropriate” was added to the task.",
            ),
            flag(
                "specificity",
                "weakened",
                before=(a["op6"], "by 1 March 2032"),
                reason="The date was dropped.",
                confidence=0.5,
            ),
            direction="weakened",
        ),
        link(
            [a["op7"]],
            [b["op8"]],
            "edited",
            flag(
                "scope",
                "strengthened",
                after=(b["op8"], "and boat crews"),
                reason="Boat crews are covered too.",
            ),
            flag(
                "modality",
                "weakened",
                before=(a["op7"], "shall"),
                after=(b["op8"], "should"),
                reason="“should” binds less than “shall”.",
            ),
            direction="mixed",
            moved=True,
            confidence=0.55,
        ),
        link([a["op8"]], [b["op9"]], "same", moved=True),
        link([a["annex.op1"]], [b["annex.op1"]], "same"),
    )
    return Comparison(
        before=a,
        after=b,
        links=links,
        headings=headings,
        notices=(Notice(code="language", message="Both texts were taken to be English."),),
    )


def _before() -> Document:
    paragraphs = (
        paragraph("pp1", "Guided by the Pact of the Quiet River,", opening="Guided by"),
        paragraph("pp2", "Noting that <script>alert(1)</script> & *stars* are words too,"),
        paragraph("pp3", "Aware that the river rises in spring,", opening="Aware"),
        paragraph("pp4", "Recalling its resolution 91/2 of 4 March 2029,", opening="Recalling"),
        paragraph(
            "pp5", "Alarmed at reprisals against those who read the gauges,", opening="Alarmed"
        ),
        paragraph(
            "op1",
            "Condemns the burning of the boathouse;",
            opening="Condemns",
            number="1",
            heading="h1",
        ),
        paragraph("op2", "Calls upon all States:", opening="Calls upon", number="2", heading="h1"),
        paragraph(
            "op2(a)",
            "To keep the locks open;",
            number="(a)",
            parent="op2",
            depth=1,
            heading="h1",
        ),
        paragraph(
            "op3",
            "Urges States to publish the readings each week and to pay the keepers in full;",
            opening="Urges",
            number="3",
            heading="h1",
        ),
        paragraph("op4", "Thanks the keepers;", opening="Thanks", number="4", heading="h1"),
        paragraph("op5", "Thanks the ferrymen;", opening="Thanks", number="5", heading="h1"),
        paragraph(
            "op6",
            "Requests the Panel to submit a report on the gauges by 1 March 2032;",
            opening="Requests",
            number="6",
            heading="h2",
        ),
        paragraph(
            "op7",
            "Stresses that interpreters shall be protected;",
            opening="Stresses",
            number="7",
            heading="h2",
        ),
        paragraph(
            "op8",
            "Decides to remain seized of the matter.",
            opening="Decides",
            number="8",
            heading="h2",
        ),
        paragraph("annex.op1", "The gauge is read at dawn.", number="1"),
    )
    return Document(
        paragraphs=paragraphs,
        headings=(
            paragraph("h1", "The river", number="I"),
            paragraph("h2", "What follows", number="II"),
        ),
        title="The keepers of the quiet river",
        date="2031-09-04",
        language="en",
        sponsors=(Sponsorship(delegation="Aldermark"), Sponsorship(delegation="Lirasse")),
        changes=(Change(kind="insert", paragraph="pp1", start=0, end=6, words="Guided"),),
        notices=(Notice(code="numbering", message="Paragraph 5 is numbered twice.", where="op5"),),
        source=Source(name="zero-draft.docx", format="docx", sha256="a" * 64),
    )


def _after() -> Document:
    paragraphs = (
        paragraph("pp1", "Guided by the Pact of the Quiet River,", opening="Guided by"),
        paragraph("pp2", "Noting that <script>alert(1)</script> & *stars* are words too,"),
        paragraph("pp3", "Aware that the river rises in spring,", opening="Aware"),
        paragraph(
            "pp4", "Recalling its resolution 93/5 of 28 September 2030,", opening="Recalling"
        ),
        paragraph(
            "op1",
            "Strongly condemns the burning of the boathouse;",
            opening="Strongly condemns",
            number="1",
            heading="h1",
        ),
        paragraph("op2", "Calls upon all States:", opening="Calls upon", number="2", heading="h1"),
        paragraph(
            "op2(a)",
            "To keep the locks open;",
            number="(a)",
            parent="op2",
            depth=1,
            heading="h1",
        ),
        paragraph(
            "op3",
            "Urges States to publish the readings each week;",
            opening="Urges",
            number="3",
            heading="h1",
        ),
        paragraph(
            "op4",
            "Also urges States, where appropriate, to pay the keepers in full;",
            opening="Also urges",
            number="4",
            heading="h1",
        ),
        paragraph(
            "op5",
            "Decides to hold an interactive dialogue on the river;",
            opening="Decides",
            number="5",
            heading="h1",
        ),
        paragraph(
            "op6",
            "Thanks the keepers and the ferrymen;",
            opening="Thanks",
            number="6",
            heading="h1",
        ),
        paragraph(
            "op7",
            "Invites the Panel to submit, as appropriate, a report on the gauges;",
            opening="Invites",
            number="7",
            heading="h2",
        ),
        paragraph(
            "op8",
            "Stresses that interpreters and boat crews should be protected;",
            opening="Stresses",
            number="8",
            heading="h2",
        ),
        paragraph(
            "op9",
            "Decides to remain seized of the matter.",
            opening="Decides",
            number="9",
            heading="h2",
        ),
        paragraph("annex.op1", "The gauge is read at dawn.", number="1"),
    )
    return Document(
        paragraphs=paragraphs,
        headings=(
            paragraph("h1", "The river", number="I"),
            paragraph("h2", "Follow-up", number="II"),
        ),
        symbol="X/RES/99/7",
        title="The keepers of the quiet river",
        body="The Council of the River",
        session="Ninety-ninth session",
        agenda_item="Agenda item 11",
        date="2031-10-02",
        language="en",
        adoption="Adopted by a recorded vote of 24 to 9, with 14 abstentions.",
        vote=Vote(method="recorded", counts=(24, 9, 14)),
        source=Source(name="adopted.docx", format="docx", sha256="b" * 64),
    )
