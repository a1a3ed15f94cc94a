"""Footnotes, endnotes, comments, and the running heads: what stands beside the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from resotrack.model import Change, Note
from resotrack.read._word_compose import Mark, compose, context_of
from resotrack.read._word_model import View
from resotrack.read._word_names import KINDS, val, w, whole
from resotrack.read._word_numbering import written
from resotrack.read._word_styles import Styles
from resotrack.read._word_view import in_lines, line_text, without_field_codes
from resotrack.read._word_walk import walk
from resotrack.read.spaces import fold_spaces

_CHICAGO = "*†‡§"
# "<<ODS DOC SYMBOL1>>A/RES/72/163<<ODS DOC SYMBOL1>>": the UN's own metadata, kept in a comment.
_METADATA = re.compile(r"<<([^<>]{1,60})>>([^<>]*)<<\1>>")
_SYMBOL = re.compile(r"[A-Z]{1,6}(?:[/.][\w.()\-*]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment of the file, before it has a place."""

    id: str
    author: str
    time: str
    text: str


def texts(story: etree._Element, view: View) -> list[str]:
    """The lines of a part, folded, without the blank ones."""
    lines = in_lines(without_field_codes(walk(story, view)), view)
    return [
        text for line in lines if not line.gone and (text := fold_spaces(line_text(line, view)))
    ]


def running_lines(stories: Sequence[etree._Element], view: View) -> tuple[str, ...]:
    """The lines of heads and feet, each once."""
    return tuple(dict.fromkeys(text for story in stories for text in texts(story, view)))


def remarks(part: etree._Element | None, view: View) -> tuple[tuple[Remark, ...], dict[str, str]]:
    """The comments, and the metadata that the UN keeps in one of them."""
    found: list[Remark] = []
    metadata: dict[str, str] = {}
    for element in () if part is None else part.iter(w("comment")):
        text = " ".join(texts(element, view))
        fields = _METADATA.findall(text)
        if fields:
            metadata.update({name.strip(): value.strip() for name, value in fields})
            continue
        found.append(
            Remark(
                id=element.get(w("id"), ""),
                author=element.get(w("author"), ""),
                time=element.get(w("date"), ""),
                text=text,
            )
        )
    return tuple(found), metadata


def symbol_in(metadata: dict[str, str]) -> str:
    """The document symbol that the metadata hold; "" where they hold none."""
    for name, value in metadata.items():
        if "SYMBOL" in name.upper() and _SYMBOL.fullmatch(value):
            return value
    return ""


class Notes:
    """The notes of one file. Ask for each mark once, in the order of the text."""

    def __init__(
        self,
        footnotes: etree._Element | None,
        endnotes: etree._Element | None,
        settings: Sequence[etree._Element | None],
        view: View,
    ) -> None:
        self._view: View = view
        self._elements = {
            "footnote": _by_id(footnotes, "footnote"),
            "endnote": _by_id(endnotes, "endnote"),
        }
        self._forms = {
            "footnote": _form(settings, "footnotePr", "decimal"),
            "endnote": _form(settings, "endnotePr", "lowerRoman"),
        }
        self._counts = {kind: start for kind, (_, start) in self._forms.items()}
        self._seen: dict[str, str] = {}
        self._texts: dict[tuple[str, str], str | None] = {}
        self.missing: list[str] = []

    def note(self, mark: Mark) -> Note:
        """The note that a mark stands for, numbered as Word numbers it."""
        if mark.kind == "typed":
            # Often a second mark for a note that already stands on the page.
            text = self._seen.get(mark.custom, "")
            return Note(marker=mark.custom, text=text, position=mark.offset)
        marker = mark.custom or self._next(mark.kind)
        found = self._text(mark)
        if found is None:
            self.missing.append(marker)
            return Note(marker=marker, text="", position=mark.offset)
        text = found.removeprefix(mark.custom).lstrip()
        self._seen[marker] = text
        return Note(marker=marker, text=text, position=mark.offset)

    def changes(self, mark: Mark, styles: Styles) -> tuple[Change, ...]:
        """What tracked changes did to the note of a mark: it came, it went, or its words changed.

        A note that moved with its paragraph is no change of its own.
        """
        element = self._elements[mark.kind].get(mark.ref) if mark.ref else None
        if element is None:
            return ()
        came_or_went = [r for r in mark.revisions if r.kind in ("insert", "delete")]
        if came_or_went:
            # Word marks the words of a deleted note as deleted too.
            view = self._view if self._view.shows(mark.revisions) else View(name="original")
            words = " ".join(texts(element, view)).removeprefix(mark.custom).lstrip()
            return tuple(
                Change(
                    kind=revision.kind,
                    paragraph="",
                    start=mark.offset,
                    end=mark.offset,
                    words=words,
                    author=revision.author,
                    time=revision.time,
                    in_note=True,
                )
                for revision in came_or_went
                if words
            )
        if next(element.iter(*KINDS), None) is None:
            return ()
        paragraphs = without_field_codes(walk(element, self._view))
        context = context_of(paragraphs, styles, self._view)
        return tuple(
            replace(change, start=mark.offset, end=mark.offset, in_note=True, whole=False)
            for line in in_lines(paragraphs, self._view)
            for change in compose([("", line)], context).changes
        )

    def _text(self, mark: Mark) -> str | None:
        key = mark.kind, mark.ref
        if key not in self._texts:
            element = self._elements[mark.kind].get(mark.ref)
            found = None if element is None else " ".join(texts(element, self._view))
            self._texts[key] = found
        return self._texts[key]

    def _next(self, kind: str) -> str:
        form, _ = self._forms[kind]
        count = self._counts[kind]
        self._counts[kind] += 1
        if form == "chicago":
            turns, index = divmod(count - 1, len(_CHICAGO))
            return _CHICAGO[index] * min(turns + 1, 9)
        return written(count, form)


def _by_id(part: etree._Element | None, name: str) -> dict[str, etree._Element]:
    return {} if part is None else {e.get(w("id"), ""): e for e in part.iter(w(name))}


def _form(places: Sequence[etree._Element | None], name: str, usual: str) -> tuple[str, int]:
    """The number format and the first number, as the first place that gives them says."""
    form, start = "", None
    for place in places:
        for properties in () if place is None else place.iter(w(name)):
            form = form or val(properties, "numFmt") or ""
            start = whole(val(properties, "numStart")) if start is None else start
    return form or usual, 1 if start is None else start
