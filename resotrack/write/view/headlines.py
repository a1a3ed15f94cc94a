"""The words that did it: what one line of the summary quotes."""

from __future__ import annotations

from dataclasses import dataclass

from resotrack.model import Dimension, Direction, Flag, Link, Paragraph
from resotrack.write.view.wording import DOUBTFUL, SLIGHT

_LONGEST = 64
_SPEAKING: tuple[Direction, ...] = ("weakened", "strengthened", "mixed")
# Beside a change of words, "it was dropped" or "it moved" says least, and stands last.
_LAST: tuple[Dimension, ...] = ("presence", "placement", "update", "editorial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One reason in a few words: what stood there, what stands there now, on which axis."""

    direction: Direction
    dimension: Dimension
    before: str
    after: str

    def __str__(self) -> str:
        if self.before and self.after:
            return f"“{self.before}” → “{self.after}”"
        if self.before:
            return f"“{self.before}” dropped"
        return f"“{self.after}” added"


def phrase(flag: Flag) -> Phrase:
    return Phrase(
        direction=flag.direction,
        dimension=flag.dimension,
        before=shorten(flag.before.text) if flag.before else "",
        after=shorten(flag.after.text) if flag.after else "",
    )


def headline(link: Link) -> tuple[Phrase, ...]:
    """The reasons for the direction of a link, the telling ones first, each wording once.

    What is only to be checked is left to the row itself where something surer says the same; so
    are reasons that point the other way and did not carry the verdict.
    """
    wanted = _SPEAKING if link.direction in ("mixed", "neutral") else (link.direction,)
    flags = [f for f in link.assessment.flags if f.direction in wanted and (f.before or f.after)]
    told = {flag.direction for flag in flags if flag.confidence > SLIGHT}
    flags = [f for f in flags if f.confidence > SLIGHT or f.direction not in told]
    surer = {flag.direction for flag in flags if flag.confidence >= DOUBTFUL}
    flags = [f for f in flags if f.confidence >= DOUBTFUL or f.direction not in surer]
    flags.sort(key=lambda flag: flag.dimension in _LAST)
    phrases: list[Phrase] = []
    for flag in flags:
        one = phrase(flag)
        if not any(_told_by(one, other) for other in phrases):
            phrases.append(one)
    return tuple(phrases)


def _told_by(one: Phrase, other: Phrase) -> bool:
    """Whether a phrase adds nothing to another: "Strongly" beside "Strongly condemns"."""
    return (
        one.direction == other.direction and one.before in other.before and one.after in other.after
    )


def opening_words(paragraph: Paragraph, longest: int = 80) -> str:
    """How a paragraph begins: enough to recognise one that was dropped or added."""
    return shorten(paragraph.text, longest)


def shorten(text: str, longest: int = _LONGEST) -> str:
    """Cut between words; Chinese and the like, which have no spaces, anywhere."""
    text = " ".join(text.split()).strip(" ,;")
    if len(text) <= longest:
        return text
    cut = text[:longest]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > longest // 2 else cut).rstrip(" ,;") + " …"
