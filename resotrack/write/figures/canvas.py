"""The sheet that figures are drawn on, and how it becomes a file.

matplotlib is loaded when a figure is asked for, and never its windows. The font is the one that
comes with it, drawn as outlines, so that a figure looks the same everywhere.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from resotrack.errors import MissingExtra, WriteError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

INK, SOFT, LINE = "#1f1e1b", "#5b5850", "#c9c4b8"
WIDTH = 7.2
"""Inches: the text width of a page of A4."""
_HEAD, _FOOT = 0.62, 0.24
"""Inches for title and key, and for the note."""
_DOTS = 200
_NAME = 36
"""Letters of a name beside a bar."""
_SVG = "http://www.w3.org/2000/svg"
_STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "text.color": INK,
    # A "$" in a name is a "$", and begins no formula.
    "text.parse_math": False,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
    "svg.hashsalt": "resotrack",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How one kind of bar looks: told apart by its pattern where there is no colour."""

    name: str
    colour: str
    hatch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure in words."""

    title: str
    words: str
    """What it shows, with every number: for those who cannot see it."""


def empty(problem: str, remedy: str) -> WriteError:
    """What is raised where there is nothing to draw."""
    return WriteError(problem, remedy=remedy)


@contextmanager
def styled() -> Iterator[Figure]:
    """An empty sheet in our style. Raises MissingExtra where matplotlib is not installed."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra(
            "A figure needs the package matplotlib.",
            remedy="Install it: pip install 'resotrack[figures]'.",
        ) from error
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)  # type: ignore[arg-type]
        # A name in a script that the font lacks is drawn as boxes, and told in words all the same.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield Figure()


def saved(figure: Figure, told: Told, form: str) -> bytes:
    """The sheet as the bytes of an "svg" that says what it shows, or of a "png"."""
    held = io.BytesIO()
    if form == "png":
        figure.savefig(held, format="png", dpi=_DOTS, metadata={"Software": None})
        return held.getvalue()
    about = {"Date": None, "Creator": None, "Format": None, "Type": None}
    figure.savefig(held, format="svg", metadata=about)
    return _spoken(held.getvalue(), told)


def _spoken(drawn: bytes, told: Told) -> bytes:
    """An SVG with a title and a description, which screen readers read out and browsers show."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(drawn, parser)
    root.set("role", "img")
    root.set("aria-labelledby", "title words")
    for place, (name, key, words) in enumerate(
        (("title", "title", told.title), ("desc", "words", told.words))
    ):
        element = etree.Element(f"{{{_SVG}}}{name}", id=key)
        element.text = plain(words)
        root.insert(place, element)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def plain(words: str) -> str:
    """Words in which nothing stands that cannot be drawn, or written in XML."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def short(words: str, most: int) -> str:
    """Words as they can be drawn, with at most so many letters: what goes is the middle."""
    said = plain(words)
    if len(said) <= most:
        return said
    head = (most - 1) // 2
    return f"{said[:head].rstrip()}…{said[head + 1 - most :].lstrip()}"


def bars(
    axes: Axes,
    names: list[str],
    rows: list[list[int]],
    faces: tuple[Face, ...],
    *,
    after: list[str] | None = None,
) -> None:
    """A bar for each name, top down, of a part for each face; `after` stands behind the bar."""
    most = max((sum(row) for row in rows), default=0) or 1
    places = range(len(names))
    left = [0] * len(names)
    for n, face in enumerate(faces):
        counts = [row[n] for row in rows]
        drawn = axes.barh(
            places, counts, 0.68, left=left, color=face.colour, hatch=face.hatch,
            edgecolor=INK, linewidth=0.6, label=face.name,
        )  # fmt: skip
        for bar, count in zip(drawn, counts, strict=True):
            if count >= most * 0.025:
                middle = (bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2)
                number(axes, str(count), middle)
        left = [x + count for x, count in zip(left, counts, strict=True)]
    for place, (end, words) in enumerate(zip(left, after or [], strict=False)):
        axes.annotate(
            words, (end, place), (4, 0), textcoords="offset points", va="center", color=SOFT
        )
    axes.set_yticks(list(places), [short(name, _NAME) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, most * 1.16 if after else most * 1.02)
    axes.tick_params(axis="y", length=0)
    whole_numbers(axes.xaxis)
    axes.spines["left"].set_visible(False)


def number(axes: Axes, words: str, place: tuple[float, float]) -> None:
    """A number on a bar, on a ground of its own: a pattern behind it would make it hard to read."""
    ground = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    axes.text(*place, words, ha="center", va="center", fontsize=7.5, bbox=ground)


def whole_numbers(axis: Axis) -> None:
    """Ticks at whole numbers only: there is no half a delegation."""
    locator: Any = axis.get_major_locator()
    locator.set_params(integer=True)


def headed(figure: Figure, size: float, title: str, note: str, faces: Sequence[Axes]) -> None:
    """Give the sheet its size: `size` inches for the panels, and room for what stands around them.

    Above them the title and what the patterns of `faces` mean, below them what is left to say.
    """
    height = size + _HEAD + _FOOT
    figure.set_size_inches(WIDTH, height)
    figure.set_layout_engine(
        "constrained", rect=(0.01, _FOOT / height, 0.98, size / height), h_pad=0.06, w_pad=0.04
    )
    figure.text(0.01, 1 - 0.08 / height, plain(title), va="top", fontsize=11, fontweight="bold")
    figure.text(0.01, 0.07 / height, plain(note), fontsize=7.5, color=SOFT)
    known: dict[str, Any] = {}
    for axes in faces:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            known.setdefault(label, handle)
    figure.legend(
        list(known.values()), list(known), loc="upper left",
        bbox_to_anchor=(0.003, 1 - 0.3 / height), ncols=len(known), frameon=False,
        handlelength=2.4, handleheight=1.3, columnspacing=1.4, borderpad=0.2, borderaxespad=0,
    )  # fmt: skip
