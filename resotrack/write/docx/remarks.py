"""Comments that say what a change did to the commitment."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from resotrack.model import Link
from resotrack.read._word_names import ID, PPR, w, whole
from resotrack.write.docx.elements import e, run, sane
from resotrack.write.view import AXES, DIRECTIONS, row


@dataclass(slots=True)
class Remarks:
    """The comments of a file, to which some are added."""

    root: etree._Element
    author: str
    time: str
    said: set[int] = field(default_factory=set)
    """The links (by `id`) that have a comment already."""
    last_id: int = field(init=False)

    def __post_init__(self) -> None:
        self.last_id = max((whole(c.get(ID)) or 0 for c in self.root), default=-1)

    def remark(self, link: Link, paragraphs: tuple[etree._Element, ...]) -> None:
        """Fasten a comment on a link to the words of some paragraphs, if it has anything to say."""
        if link.direction == "neutral" or id(link) in self.said or not paragraphs:
            return
        self.said.add(id(link))
        self.last_id += 1
        number = self.last_id
        comment = e("comment", id=number, author=sane(self.author))
        if self.time:
            comment.set(w("date"), self.time)
        comment.extend(e("p", run(line)) for line in told(link))
        self.root.append(comment)
        first, last = paragraphs[0], paragraphs[-1]
        at = 1 if first.find(PPR) is not None else 0
        first.insert(at, e("commentRangeStart", id=number))
        last.extend([e("commentRangeEnd", id=number), e("r", e("commentReference", id=number))])


def told(link: Link) -> list[str]:
    """What a link did, line by line: the direction, then each reason with its words."""
    shown = row(link)
    words = DIRECTIONS[shown.direction]
    weak = " (weak evidence)" if shown.tentative else ""
    lines = [f"{words.symbol} {shown.title}: {words.word}{weak}"]
    for reason in shown.reasons:
        if reason.direction != "neutral":
            symbol = DIRECTIONS[reason.direction].symbol
            axis = AXES[reason.dimension].name
            lines.append(
                f"{symbol} {axis} ({reason.confidence}): {reason.words}. {reason.sentence}"
            )
    return lines
