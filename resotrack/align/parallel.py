"""Two texts in two languages → pairings: from structure, figures, names and length, no model.

A translation keeps the order of the paragraphs, their kind and depth, their figures and symbols,
the names written in Latin letters (Cyrillic ones are spelled in Latin letters first), the act that
opens each of them, and, closely, their length. Each is a weight of evidence: how much likelier it
is of two paragraphs that are one provision than of two taken at random. The path through both
texts with the most evidence wins; a provision may be one paragraph here and two there, and what
the path leaves out may still be a pair that changed place. Printed numbers count for little: one
dropped paragraph shifts all that follow.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from resotrack.align.figures import differing, figures, spelled
from resotrack.align.pairing import Pairing
from resotrack.lexicon import LANGUAGES, find_opening, grade_opening
from resotrack.lexicon.parallel import parse
from resotrack.model import Paragraph, Relation

Evidence = NDArray[np.float64]

_CHARACTERS = {"en": 0.0, "fr": 0.14, "es": 0.12, "ru": 0.10, "ar": -0.22, "zh": -1.43}
"""How long a text runs beside the English one: the logarithm of the ratio of characters, over
twelve resolutions in six languages."""
_SPREAD, _SPREAD_SHORT = 0.13, 2.0
"""The standard deviation of that logarithm for long paragraphs, and what shortness adds to it."""
_OUTLIERS = 0.03
"""How often a pair has a length that nothing explains."""

_OTHER_KIND = -6.0
_OTHER_DEPTH = -1.5
_SAME_LABEL = 0.5
_NAMES_WORTH, _NAMES_PAR = 7.0, 0.2
_FIGURE_MISSING = -0.35
_ACT_FLOOR, _RELATED, _ACT_MOST = 0.1, 0.3, 4.0
"""How often two openings of one provision have nothing in common, or only the family; and the most
that an opening may say."""

_ALONE = -2.0
"""What a paragraph without a partner costs."""
_PIECES = -4.0
"""What it costs to take two paragraphs of one text for one of the other."""
_CROSSED = -4.0
"""What it costs to take two neighbours for two that changed places."""
_ELSEWHERE = 4.0
"""The least evidence for a pair out of place."""


def align_languages(
    before: Sequence[Paragraph], after: Sequence[Paragraph], languages: tuple[str, str]
) -> tuple[Pairing, ...]:
    """Link paragraphs in one language to those in another.

    Every paragraph of both stands in exactly one Pairing, in the order of the later text. A pair
    is `same` as far as can be told without reading either language; `edited` where a symbol or a
    year differs. Cost: O(n · m) sums over matrices.
    """
    # Of ways that weigh the same one is taken: the same one whichever text comes first.
    flip = [p.text for p in before] > [p.text for p in after]
    if flip:
        evidence = _Weighed(after, before, (languages[1], languages[0]))
    else:
        evidence = _Weighed(before, after, languages)
    path = _best_path(evidence)
    crossed, single = _elsewhere(path, evidence.single), evidence.single
    if flip:
        path = [(j, columns, i, rows) for i, rows, j, columns in path]
        crossed, single = {i: j for j, i in crossed.items()}, single.T
    return tuple(_pairings(path, crossed, before, after, single))


# ---- evidence -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    """One paragraph, or two neighbours read as one, in terms that every language has."""

    kind: str
    depth: int
    label: tuple[int, ...]
    length: int
    figures: Counter[str]
    spelled: Counter[str]
    names: Counter[str]
    acts: dict[str, float]
    """The English acts that its opening phrase may stand for, with shares that sum to 1."""
    families: dict[str, float]
    """The same for the families of those acts."""


class _Weighed:
    """The evidence for every pair, for one paragraph against two, and for two against one."""

    def __init__(
        self,
        before: Sequence[Paragraph],
        after: Sequence[Paragraph],
        languages: tuple[str, str],
    ) -> None:
        a = [_unit(paragraph, languages[0]) for paragraph in before]
        b = [_unit(paragraph, languages[1]) for paragraph in after]
        weigh = _Scales(a, b, languages)
        self.single = weigh.pairs(a, b)
        self.split = weigh.pairs(a, _doubled(b)) + _PIECES
        self.merged = weigh.pairs(_doubled(a), b) + _PIECES
        self.crossed = self.single[:-1, 1:] + self.single[1:, :-1] + _CROSSED


def _unit(paragraph: Paragraph, language: str) -> _Unit:
    text = paragraph.text
    acts = _acts(paragraph, language)
    return _Unit(
        kind=paragraph.kind,
        depth=paragraph.depth,
        label=_label(paragraph.number),
        length=max(1, len(text)),
        figures=Counter(part for f in figures(text) for part in f.value.split("/")),
        spelled=Counter(spelled(text, language)),
        names=Counter(_names(text)),
        acts=acts,
        families=_families(acts),
    )


def _doubled(units: Sequence[_Unit]) -> list[_Unit]:
    """Each unit read together with the next one: one fewer than there are. Two of different kinds
    are no unit, and get a kind that nothing has."""
    return [
        _Unit(
            kind=one.kind if one.kind == other.kind else "",
            depth=one.depth,
            label=one.label,
            length=one.length + other.length,
            figures=one.figures + other.figures,
            spelled=one.spelled + other.spelled,
            names=one.names + other.names,
            acts=one.acts,
            families=one.families,
        )
        for one, other in pairwise(units)
    ]


class _Scales:
    """What the two texts say about each piece of evidence: how common it is in them."""

    def __init__(self, a: Sequence[_Unit], b: Sequence[_Unit], languages: tuple[str, str]) -> None:
        self._expected = _ratio(a, b, languages)
        self._lengths = _moments(a), _moments(b)
        self._rarity = {
            "figures": _rarity(
                [u.figures | u.spelled for u in a], [u.figures | u.spelled for u in b]
            ),
            "names": _shared(a, b),
        }
        self._act_share = _share([u.acts for u in (*a, *b)])
        self._family_share = _share([u.families for u in (*a, *b)])

    def pairs(self, a: Sequence[_Unit], b: Sequence[_Unit]) -> Evidence:
        """The evidence for each of n units against each of m: n × m, positive speaks for a pair."""
        if not a or not b:
            return np.zeros((len(a), len(b)))
        evidence = self._length(a, b) + self._figures(a, b) + self._names(a, b) + self._act(a, b)
        return evidence + _structure(a, b)

    def _length(self, a: Sequence[_Unit], b: Sequence[_Unit]) -> Evidence:
        x, y = (np.log([float(u.length) for u in side]) for side in (a, b))
        shorter = np.minimum(np.exp(x)[:, None], np.exp(y - self._expected)[None, :])
        spread = _SPREAD + _SPREAD_SHORT / (shorter + 20)
        found = y[None, :] - x[:, None]
        (mean_a, spread_a), (mean_b, spread_b) = self._lengths
        at_random = _normal(
            found - (mean_b - mean_a), max(0.3, float(np.hypot(spread_a, spread_b)))
        )
        of_one = _normal(found - self._expected, spread)
        either = (1 - _OUTLIERS) * of_one + _OUTLIERS * at_random
        return np.asarray(np.log(either) - np.log(at_random))

    def _figures(self, a: Sequence[_Unit], b: Sequence[_Unit]) -> Evidence:
        rarity = self._rarity["figures"]
        weights = np.array(list(rarity.values()))
        hard_a, hard_b = (_counts([u.figures for u in side], rarity) for side in (a, b))
        soft_a, soft_b = (_counts([u.spelled for u in side], rarity) for side in (a, b))
        both_a, both_b = np.minimum(hard_a + soft_a, 1), np.minimum(hard_b + soft_b, 1)
        hard_a, hard_b = np.minimum(hard_a, 1), np.minimum(hard_b, 1)
        found = (both_a * weights) @ both_b.T
        missing = (hard_a * weights).sum(axis=1)[:, None] + (hard_b * weights).sum(axis=1)[None, :]
        missing -= (hard_a * weights) @ both_b.T + (both_a * weights) @ hard_b.T
        return np.asarray(np.clip(found + _FIGURE_MISSING * missing, -4.0, 8.0))

    def _names(self, a: Sequence[_Unit], b: Sequence[_Unit]) -> Evidence:
        rarity = self._rarity["names"]
        weights = np.array(list(rarity.values()))
        x, y = (
            np.minimum(_counts([u.names for u in side], rarity), 1) * weights for side in (a, b)
        )
        sizes = np.sqrt((x**2).sum(axis=1))[:, None] * np.sqrt((y**2).sum(axis=1))[None, :]
        alike = (x @ y.T) / np.maximum(sizes, 1e-9)
        # The fewer names the two could share, the less it says that they share none of them.
        trust = sizes / (sizes + 12.0)
        return np.asarray(_NAMES_WORTH * trust * (alike - _NAMES_PAR))

    def _act(self, a: Sequence[_Unit], b: Sequence[_Unit]) -> Evidence:
        act = _likelier([u.acts for u in a], [u.acts for u in b], self._act_share)
        family = _likelier([u.families for u in a], [u.families for u in b], self._family_share)
        known = np.array([bool(u.acts) for u in a])[:, None] & [bool(u.acts) for u in b]
        evidence = np.log(_ACT_FLOOR + _RELATED * family + (1 - _RELATED - _ACT_FLOOR) * act)
        return np.where(known, np.minimum(evidence, _ACT_MOST), 0.0)


def _likelier(
    a: Sequence[dict[str, float]], b: Sequence[dict[str, float]], share: dict[str, float]
) -> Evidence:
    """How many times likelier each two stand for one thing than two taken at random."""
    place = {key: n for n, key in enumerate(share)}
    common = np.array(list(share.values()))
    x, y = (_shares(side, place) for side in (a, b))
    return np.asarray((x / common) @ y.T)


def _share(bags: Sequence[dict[str, float]]) -> dict[str, float]:
    """The share of each key among all of them."""
    totals: Counter[str] = Counter()
    for bag in bags:
        totals.update(bag)
    every = sum(totals.values())
    return {key: totals[key] / every for key in sorted(totals)}


def _structure(a: Sequence[_Unit], b: Sequence[_Unit]) -> Evidence:
    kinds = {kind: n for n, kind in enumerate(sorted({u.kind for u in (*a, *b)}))}
    kind_a, kind_b = (np.array([kinds[u.kind] for u in side]) for side in (a, b))
    depth_a, depth_b = (np.array([u.depth for u in side]) for side in (a, b))
    evidence = np.where(kind_a[:, None] != kind_b[None, :], _OTHER_KIND, 0.0)
    evidence += np.where(depth_a[:, None] != depth_b[None, :], _OTHER_DEPTH, 0.0)
    if "" in kinds:
        evidence[kind_a == kinds[""]] = evidence[:, kind_b == kinds[""]] = -np.inf
    labels = {label: n for n, label in enumerate(sorted({u.label for u in (*a, *b)} - {()}))}
    label_a, label_b = (np.array([labels.get(u.label, -1) for u in side]) for side in (a, b))
    agree = (label_a[:, None] == label_b[None, :]) & (label_a >= 0)[:, None]
    return np.asarray(evidence + np.where(agree, _SAME_LABEL, 0.0))


def _ratio(a: Sequence[_Unit], b: Sequence[_Unit], languages: tuple[str, str]) -> float:
    """The logarithm of the length to expect in the second language for one character of the
    first; from the two texts themselves where a language is none of the six."""
    if all(language in _CHARACTERS for language in languages):
        return _CHARACTERS[languages[1]] - _CHARACTERS[languages[0]]
    return log(sum(u.length for u in b) or 1) - log(sum(u.length for u in a) or 1)


def _moments(units: Sequence[_Unit]) -> tuple[float, float]:
    logs = np.log([float(u.length) for u in units]) if units else np.zeros(1)
    return float(logs.mean()), float(logs.std())


def _normal(x: Evidence, spread: Evidence | float) -> Evidence:
    return np.asarray(np.exp(-0.5 * (x / spread) ** 2) / spread)


def _rarity(a: Sequence[Counter[str]], b: Sequence[Counter[str]]) -> dict[str, float]:
    """For each key, how few paragraphs have it: the logarithm of one in how many."""
    n = len(a) + len(b)
    seen = Counter(key for counts in (*a, *b) for key in counts)
    return {key: log(n / times) for key, times in sorted(seen.items())}


def _shared(a: Sequence[_Unit], b: Sequence[_Unit]) -> dict[str, float]:
    """The rarity of the names that stand in both texts: one that only the one has, its language
    alone may be the reason."""
    names_a, names_b = [u.names for u in a], [u.names for u in b]
    both = {key for bag in names_a for key in bag} & {key for bag in names_b for key in bag}
    return {key: rare for key, rare in _rarity(names_a, names_b).items() if key in both}


def _counts(bags: Sequence[Counter[str]], keys: dict[str, float]) -> Evidence:
    place = {key: n for n, key in enumerate(keys)}
    matrix = np.zeros((len(bags), len(keys)))
    for row, bag in enumerate(bags):
        for key, times in bag.items():
            if key in place:
                matrix[row, place[key]] = times
    return matrix


def _shares(bags: Sequence[dict[str, float]], place: dict[str, int]) -> Evidence:
    matrix = np.zeros((len(bags), len(place)))
    for row, bag in enumerate(bags):
        for key, share in bag.items():
            matrix[row, place[key]] = share
    return matrix


def _acts(paragraph: Paragraph, language: str) -> dict[str, float]:
    """The English acts that the opening phrase may stand for, with their shares."""
    opening = paragraph.opening or find_opening(paragraph.text, language)
    if not opening:
        return {}
    if language in LANGUAGES and language != "en":
        counts = dict(parse(opening, language)[1])
    else:
        counts = {opening: 1}
    acts: Counter[str] = Counter()
    for phrase, times in counts.items():
        acts[_head(phrase)[0]] += times
    total = sum(acts.values())
    return {act: times / total for act, times in acts.items()}


@lru_cache(maxsize=4096)
def _head(phrase: str) -> tuple[str, str]:
    """The act of an English phrase without its adverbs, and the family of that act."""
    graded = grade_opening(phrase)
    return (graded.head, graded.family) if graded else (phrase.casefold(), "")


def _families(acts: dict[str, float]) -> dict[str, float]:
    families: dict[str, float] = {}
    for act, share in acts.items():
        family = _head(act)[1]
        families[family] = families.get(family, 0.0) + share
    return families


# ---- names and labels -----------------------------------------------------------------------

_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:-[0-9]+)?|[Ѐ-ӿ]+")
_LETTERS = str.maketrans(
    "абвгдеёжзийклмнопрстуфхцчшщыэюяcyz", "abvgdeessiiklmnoprstufhkkssieuakis", "ъь"
)
"""Cyrillic letters in Latin ones, and Latin ones that stand for one sound as one."""
_DOUBLED = re.compile(r"(.)\1")
_STEM = 5


def _names(text: str) -> Iterator[str]:
    """What a translation may keep of the words: acronyms whole, of other words in Latin or
    Cyrillic letters how they begin. Related words ("protocol", "протокол") begin alike."""
    for word in _WORD.findall(text):
        if word.isupper() and len(word) > 1:
            yield word
        elif len(word) >= _STEM:
            yield _stem(word)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("й", "и"))
    plain = plain.translate(_LETTERS).encode("ascii", "ignore").decode()
    return _DOUBLED.sub(r"\1", plain.replace("ph", "f").replace("th", "t"))[:_STEM]


_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "甲乙丙丁戊己庚辛壬癸",
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _label(number: str) -> tuple[int, ...]:
    """A printed number or letter as an ordinal, whatever its script: "(b)", "(ب)", "㈡" are 2.

    () where there is none. "(i)" is read as a roman numeral, for the ninth letter is rare.
    """
    plain = unicodedata.normalize("NFKC", number).casefold()
    digits = re.search(r"\d+", plain)
    if digits:
        return (int(digits[0]),)
    chinese = next(spelled(f"第{plain.strip('()（）.')}", "zh"), None) if plain else None
    if chinese:
        return (int(chinese),)
    letters = "".join(c for c in plain if c.isalpha())
    if len(letters) > 1 or letters == "i":
        if set(letters) <= set(_ROMAN):
            return (_roman(letters),)
        return ()
    for alphabet in _ALPHABETS:
        if letters and letters in alphabet:
            return (alphabet.index(letters) + 1,)
    return ()


def _roman(letters: str) -> int:
    values = [_ROMAN[c] for c in letters]
    return sum(
        -v if any(later > v for later in values[n + 1 : n + 2]) else v for n, v in enumerate(values)
    )


# ---- the path -------------------------------------------------------------------------------

_Bead = tuple[int, int, int, int]
"""(first row, rows, first column, columns)."""
_SHAPES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2))
"""Two against two are neighbours that changed places."""


def _best_path(evidence: _Weighed) -> list[_Bead]:
    """The path through both texts with the most evidence, as beads in order."""
    n, m = evidence.single.shape
    best = np.full((n + 1, m + 1), -np.inf)
    step = np.zeros((n + 1, m + 1), dtype=np.int8)
    drift = _ALONE * np.arange(m + 1)
    for i in range(n + 1):
        ways = np.full((len(_SHAPES), m + 1), -np.inf)
        if i == 0:
            ways[0, 0] = 0.0
        else:
            ways[0, 1:] = best[i - 1, :-1] + evidence.single[i - 1]
            ways[1] = best[i - 1] + _ALONE
            ways[3, 2:] = best[i - 1, :-2] + evidence.split[i - 1] if m > 1 else -np.inf
        if i > 1:
            ways[4, 1:] = best[i - 2, :-1] + evidence.merged[i - 2]
            ways[5, 2:] = best[i - 2, :-2] + evidence.crossed[i - 2] if m > 1 else -np.inf
        row, chosen = ways.max(axis=0), ways.argmax(axis=0)
        # A paragraph of the later text alone: a step within the row, so the running maximum of
        # what remains when the cost of such steps is taken out.
        level = row - drift
        highest = np.maximum.accumulate(level)
        best[i] = highest + drift
        step[i] = np.where(highest > level, 2, chosen)
    beads: list[_Bead] = []
    i, j = n, m
    while i or j:
        rows, columns = _SHAPES[step[i, j]]
        i, j = i - rows, j - columns
        beads.append((i, rows, j, columns))
    return beads[::-1]


def _elsewhere(path: Sequence[_Bead], single: Evidence) -> dict[int, int]:
    """Pairs among what the path left alone, strongest first: {column: row}."""
    rows = [i for i, taken, _, columns in path if taken and not columns]
    columns = [j for _, taken, j, found in path if found and not taken]
    likely = sorted(
        (-float(single[i, j]), i, j) for i in rows for j in columns if single[i, j] >= _ELSEWHERE
    )
    pairs: dict[int, int] = {}
    for _, i, j in likely:
        if j not in pairs and i not in pairs.values():
            pairs[j] = i
    return pairs


def _pairings(
    path: Iterable[_Bead],
    crossed: dict[int, int],
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    single: Evidence,
) -> Iterator[Pairing]:
    gone = set(crossed.values())
    for i, rows, j, columns in path:
        if not columns and i in gone:
            continue
        links = [((i, rows, j, columns), False)]
        if rows == columns == 2:
            links = [((i + 1, 1, j, 1), True), ((i, 1, j + 1, 1), False)]
        elif not rows and j in crossed:
            links = [((crossed[j], 1, j, 1), True)]
        for bead, moved in links:
            old, new = _taken(before, *bead[:2]), _taken(after, *bead[2:])
            yield Pairing(
                before=old,
                after=new,
                relation=_relation(old, new),
                moved=moved,
                confidence=_confidence(bead, single),
            )


def _taken(paragraphs: Sequence[Paragraph], first: int, count: int) -> tuple[Paragraph, ...]:
    return tuple(paragraphs[first : first + count])


def _relation(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> Relation:
    if not before or not after:
        return "deleted" if before else "added"
    if len(after) > 1:
        return "split"
    if len(before) > 1:
        return "merged"
    return "edited" if differing(before[0].text, after[0].text) else "same"


def _confidence(bead: _Bead, single: Evidence) -> float:
    """From the weight of evidence; for a paragraph alone, from what speaks for the likeliest
    partner that it did not get."""
    i, rows, j, columns = bead
    if rows and columns:
        own = float(single[i : i + rows, j : j + columns].max())
        return round(min(0.98, max(0.4, 1 / (1 + exp(-(own + 2) / 2)))), 3)
    rivals = single[i] if rows else single[:, j]
    return round(min(0.95, max(0.4, 1 - float(rivals.max(initial=-4.0)) / 12)), 3)
