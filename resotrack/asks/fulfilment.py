"""Whether a later text welcomes or notes that what an earlier one asked for was done.

An ask for a report is met, as a rule, where the next text welcomes the report. The evidence is the
object in common, named behind an act of welcome or of note that the earlier text did not have; it
is no proof, and its confidence says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log1p

from resotrack.diff import tokenise
from resotrack.lexicon import Graded, find_acts, vocabulary
from resotrack.lexicon.asking import asking
from resotrack.model import Document, Span
from resotrack.model.asks import Ask

_OBJECT = 12
"""So many words of substance behind the verb name what is asked for."""
_REACH = 40
"""So many words behind a welcome name what is welcomed."""
_SHARE, _SHARED, _MORE = 0.55, 3, 0.15
"""What the two must share at least: of the object's weight, in words, and more than before."""
_LIKELIEST = 0.75
_REPORTING = frozenset({"report", "submit", "present", "prepare"})
_REPORTED = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class _Welcome:
    span: Span
    keys: frozenset[str]


class Fulfilment:
    """The welcomes of two texts, to ask for one ask after the other."""

    def __init__(self, before: Document, after: Document) -> None:
        self._before = [w.keys for w in _welcomes(before)]
        self._after = list(_welcomes(after))
        texts = [p.text for d in (before, after) for p in d.paragraphs]
        self._held: Counter[str] = Counter()
        if self._after:
            for text in texts:
                self._held.update(set(tokenise(text).keys))
        self._all = len(texts)

    def of(self, ask: Ask) -> tuple[Span, float] | None:
        """Where the later text welcomes or notes what was asked, and how sure that is."""
        if not self._after:
            return None
        wanted = self._object(ask)
        return self._welcomed(wanted) or self._reported(ask)

    def _reported(self, ask: Ask) -> tuple[Span, float] | None:
        """A new welcome of a report by whoever was asked for one."""
        name = frozenset(tokenise(ask.who).keys) - vocabulary("en").function
        if ask.deed not in _REPORTING or "report" not in tokenise(ask.what.text).keys or not name:
            return None
        wanted = name | {"report"}
        for welcome in self._after:
            known = any(welcome.keys <= keys for keys in self._before)
            if wanted <= welcome.keys and not known:
                return welcome.span, _REPORTED
        return None

    def _welcomed(self, wanted: dict[str, float]) -> tuple[Span, float] | None:
        """A welcome that names what was asked for."""
        if len(wanted) < _SHARED:
            return None
        whole = sum(wanted.values())

        def share(keys: frozenset[str]) -> float:
            met = [weight for word, weight in wanted.items() if word in keys]
            return sum(met) / whole if len(met) >= _SHARED else 0.0

        best = max(self._after, key=lambda w: share(w.keys))
        found = share(best.keys)
        known = max(map(share, self._before), default=0.0)
        if found < _SHARE or found < known + _MORE:
            return None
        return best.span, round(min(_LIKELIEST, 0.25 + 0.5 * found), 3)

    def _object(self, ask: Ask) -> dict[str, float]:
        """The words that name what is asked for, and what each weighs."""
        aside = {
            key
            for span in (ask.deadline, ask.reports_to)
            if span and span.paragraph == ask.what.paragraph
            for key in tokenise(span.text).keys
        }
        light = vocabulary("en").function
        words = [
            key
            for key in tokenise(ask.what.text).keys
            if key[:1].isalpha() and key not in light and key not in aside and key != ask.verb
        ]
        top = log1p(self._all)
        return {word: log1p(self._all / max(1, self._held[word])) / top for word in words[:_OBJECT]}


def _notes_a_deed(graded: Graded) -> bool:
    """Whether an act welcomes or notes what was done: not "supports", not "honours"."""
    head, known = graded.head, asking().welcoming
    return graded.family == "stance-positive" and (
        head in known or head.split(" with ")[0] in known
    )


def _welcomes(document: Document) -> Iterator[_Welcome]:
    if document.language not in ("", "en"):
        return
    for paragraph in document.paragraphs:
        acts = find_acts(paragraph.text)
        if not acts:
            continue
        ends = [*(act.start for act in acts[1:]), len(paragraph.text)]
        for act, end in zip(acts, ends, strict=True):
            if not _notes_a_deed(act.graded):
                continue
            tokens = tokenise(paragraph.text[act.end : end])
            words = [key for key in tokens.keys if key[:1].isalnum()][:_REACH]
            yield _Welcome(
                span=Span(
                    paragraph=paragraph.id,
                    start=act.start,
                    end=end,
                    text=paragraph.text[act.start : end],
                ),
                keys=frozenset(words),
            )
