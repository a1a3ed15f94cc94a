"""One text of a negotiation: a draft, an L. document, an adopted resolution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from resotrack.model.brackets import Bracket, Proposal

if TYPE_CHECKING:
    from resotrack.model.asks import Ask

Kind = Literal["preambular", "operative", "annex", "table", "text", "heading"]
View = Literal["final", "original", "clean"]
SourceView = Literal["final", "original"]
"""The views that a source itself can give: brackets are resolved on what it gave."""
ChangeKind = Literal["insert", "delete", "move_from", "move_to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote, kept apart from the words of its paragraph."""

    marker: str
    """The mark as printed: "1", "*"."""
    text: str
    """The words of the note, without its mark."""
    position: int
    """Where the mark stood: an offset into the paragraph's text, in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One provision: a preambular or operative paragraph, or a sub-paragraph of one."""

    id: str
    """Its name within the document, as a delegate would say it: "pp3", "op7(a)(i)", "annex.op2"."""
    kind: Kind
    number: str
    """Its own number or letter as printed, without the closing point: "7", "(a)"; "" where none."""
    text: str
    """Its words without number and footnotes: white space folded, tracked changes accepted."""
    opening: str = ""
    """The opening phrase at the head of `text`: "Also calls upon"; "" where there is none."""
    parent: str | None = None
    """The id of the paragraph that this one is a sub-paragraph of."""
    depth: int = 0
    """0 for a paragraph, 1 for (a), 2 for (i), and so on down to 4."""
    heading: str = ""
    """The id of the heading that it stands under; "" where there is none."""
    notes: tuple[Note, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    """Every bracket in `text`, in the order of the opening signs."""
    breaks: tuple[int, ...] = field(default=(), compare=False)
    """Where in `text` the second printed line begins, the third and so on, in code points; () where
    the source does not fix its lines (Word sets them anew, a PDF does not)."""

    @property
    def open_brackets(self) -> tuple[Bracket, ...]:
        """Those that leave something to negotiate."""
        return tuple(b for b in self.brackets if b.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A tracked change in the source. `Paragraph.text` reads as if it had been accepted."""

    kind: ChangeKind
    paragraph: str
    """The paragraph it stands in. For a paragraph deleted as a whole: the next one that remains."""
    start: int
    end: int
    """Offsets into that paragraph's text, in code points; equal for words that were deleted."""
    words: str
    """The words inserted, deleted or moved."""
    whole: bool = False
    """True where the change takes in the whole paragraph and its paragraph mark."""
    author: str = ""
    delegation: str = ""
    """For whom the author writes, where the reader was told (`rt.read(…, authors=…)`)."""
    time: str = ""
    """As the source gives it (ISO 8601); "" where it gives none."""
    move: str = ""
    """Joins a move_from to its move_to; "" for other kinds."""
    in_note: bool = False
    """True for a footnote that came or went, or for words within one: `start` and `end` are where
    its mark stands, or stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark that somebody fastened to the text."""

    paragraph: str
    """The paragraph it is fastened to; "" where it stands outside the resolution's text."""
    anchor: str
    """The words it is about."""
    text: str
    author: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsorship:
    """One delegation's name on a text."""

    delegation: str
    """As printed in the source."""
    role: Literal["sponsor", "additional sponsor"] = "sponsor"
    on_behalf_of: str = ""

    def __str__(self) -> str:
        return self.delegation


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How a text was adopted."""

    method: Literal["recorded", "without a vote"]
    counts: tuple[int, int, int] | None = None
    """In favour, against, abstaining, as the source states them; None without a recorded vote."""
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A doubt about a source that does not stop the reading."""

    code: str
    """A short fixed name: "numbering", "unnamed-opening"."""
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document came from."""

    name: str
    """The file's own name, never its path: a path may give its owner away."""
    format: str
    sha256: str


Views = Callable[[SourceView, str], "Document"]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A resolution text: its paragraphs, and what the source says about it.

    Facts that a source does not give are "" (or None, or an empty tuple): nothing is guessed.
    """

    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Paragraph, ...] = ()
    """In order; each has kind "heading" and an id like "h2"."""
    symbol: str = ""
    title: str = ""
    body: str = ""
    """The organ that speaks, as its enacting formula names it: "The Human Rights Council"."""
    session: str = ""
    agenda_item: str = ""
    date: str = ""
    """ISO 8601; of adoption where the text was adopted, else of the document."""
    language: str = ""
    """Two letters: ar, en, es, fr, ru, zh."""
    sponsors: tuple[Sponsorship, ...] = ()
    adoption: str = ""
    """The adoption line as printed, folded to one line; "" for a text that was not adopted."""
    vote: Vote | None = None
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    """What the brackets and the labels of the text ask for, and who asks."""
    notices: tuple[Notice, ...] = ()
    lines: tuple[str, ...] = ()
    """Every paragraph of the source's body in order, those in table cells and blank ones too."""
    source: Source | None = None
    views: Views | None = field(default=None, repr=False, compare=False)
    """How to read the same source another way; None where it can be read in one way only."""
    file: bytes | None = field(default=None, repr=False, compare=False)
    """The Word file that the text was read from, into which a redline of it is written; None for
    every other source."""

    def view(self, name: View = "final", *, by: str = "") -> Document:
        """The text as another reader sees it.

        "final": every tracked change accepted, which is how the document was read. "original":
        every one rejected. `by` an author: the original with that author's changes alone. A text
        without tracked changes is the same in each. "clean": the final text with its brackets
        resolved too, by the rule in `resotrack.model.clean`.
        """
        if name == "clean":
            from resotrack.model.clean import clean

            return clean(self.view("final", by=by))
        if self.views is None or (name == "final" and not by):
            return self
        return self.views(name, by)

    @cached_property
    def by_id(self) -> dict[str, Paragraph]:
        """Every paragraph and heading by its id."""
        return {p.id: p for p in (*self.headings, *self.paragraphs)}

    def __getitem__(self, paragraph_id: str) -> Paragraph:
        """The paragraph with this id. Raises KeyError where there is none."""
        return self.by_id[paragraph_id]

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """What the operative part asks for: who is asked to do what, by when; in its order."""
        # The one thing a Document works out that takes a lexicon: read late, and only if asked for.
        from resotrack.asks import asks

        return asks(self)

    @property
    def open_brackets(self) -> dict[str, int]:
        """How many brackets are open in each paragraph and heading that has any, by id."""
        counts = {p.id: len(p.open_brackets) for p in (*self.headings, *self.paragraphs)}
        return {name: count for name, count in counts.items() if count}

    @property
    def preamble(self) -> tuple[Paragraph, ...]:
        return tuple(p for p in self.paragraphs if p.kind == "preambular")

    @property
    def operative(self) -> tuple[Paragraph, ...]:
        return tuple(p for p in self.paragraphs if p.kind == "operative")

    @property
    def label(self) -> str:
        """How to call this text in a sentence: its symbol, else its file's name, else its title."""
        return (
            self.symbol or (self.source.name if self.source else "") or self.title or "(untitled)"
        )
