"""Real texts amended at random: for each a second text, which a draft of instructions must give.

Texts of the General Assembly, the Human Rights Council, drafts of the Security Council and the
reprisals series, with their headings, tables and annexes; those with headings in the middle of a
paragraph's sub-paragraphs are left out. Each gets one to eight edits:

    words          one to four words replaced, put in or taken out, in one to three places
    rewritten      a paragraph of another text in its place
    new            a paragraph put in, one time in four with sub-paragraphs
    deleted        taken out, with its sub-paragraphs
    sub new        a sub-paragraph put in beside another, or the first of a paragraph
    sub deleted    taken out
    sub replaced   a new text for it
    moved          put elsewhere among its neighbours, with its sub-paragraphs
    heading        a heading reworded, put in or taken out
    title          a word of the title replaced, or a new title
"""

from __future__ import annotations

import io
import random
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import resotrack as rt
from benchmarks import gold
from resotrack.model import Document, Paragraph

EDITS = (
    *("words",) * 4,
    "rewritten",
    *("new",) * 2,
    *("deleted",) * 2,
    "sub new",
    "sub deleted",
    "sub replaced",
    "moved",
    "heading",
    "title",
)
_MOST = 8
_LARGEST = 250
"""Paragraphs of a text at most: a thousand cases are to take minutes."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBERED = re.compile(r"(?P<space>.*?)(?P<part>pp|op)\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A real text and what edits made of it."""

    name: str
    before: Document
    after: Document
    edits: tuple[str, ...]


@dataclass(slots=True)
class Node:
    """A paragraph or heading on its way, with what stands in it."""

    paragraph: Paragraph
    inside: list[Node] = field(default_factory=list)
    loose: bool = False
    """Whether it stands under no heading though one stands before it."""


@cache
def _files() -> dict[str, bytes]:
    """Every text by its name, in the order of the names."""
    found = {}
    packed = gold.DATA / "unxml" / "ga-english-75-78.tar.xz"
    with tarfile.open(packed) as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.name.endswith(".xml") else None
            if opened:
                found[member.name] = opened.read()
    for folder in ("unxml/hrc", "unxml/sc-drafts", "reprisals"):
        for path in (gold.DATA / folder).rglob("*.*"):
            if "amendments" not in path.parts:
                found[str(path.relative_to(gold.DATA))] = path.read_bytes()
    return dict(sorted(found.items()))


@cache
def _text(name: str) -> Document | None:
    try:
        document = rt.read(io.BytesIO(_files()[name]))
    except rt.ResotrackError:
        return None
    fits = 4 <= len(document.paragraphs) <= _LARGEST and document.language in ("en", "")
    known = document.by_id
    inside = any(p.parent and known[p.parent].heading != p.heading for p in document.paragraphs)
    return document if fits and not inside else None


def cases(seed: int, count: int) -> Iterator[Case]:
    """Amended texts, the same for the same seed and the same files."""
    names = list(_files())
    for n in range(count):
        chance = random.Random(f"amended/{seed}/{n}")
        text = lender = None
        while text is None or lender is None:
            name = chance.choice(names)
            text, lender = _text(name), _text(chance.choice(names))
        yield amended(name, text, lender, chance)


def amended(name: str, text: Document, lender: Document, chance: random.Random) -> Case:
    """A text with some edits; words and paragraphs come from `lender`."""
    roots = _nodes(text)
    title = text.title
    made: list[str] = []
    for _ in range(chance.randint(1, _MOST)):
        edit = chance.choice(EDITS)
        if edit == "title" and title:
            title = _other_title(title, lender, chance)
        elif edit == "title" or not _edited(edit, roots, lender, chance):
            continue
        made.append(edit)
    return Case(name=name, before=text, after=_document(text, title, roots), edits=tuple(made))


def _nodes(text: Document) -> list[Node]:
    """The whole paragraphs with what is in them, headings before the first that they head."""
    above: list[Node] = []
    roots: list[Node] = []
    places = {h.id: n for n, h in enumerate(text.headings)}
    passed = 0
    for paragraph in text.paragraphs:
        node = Node(paragraph)
        while above and (
            above[-1].paragraph.depth >= paragraph.depth
            or above[-1].paragraph.kind != paragraph.kind
        ):
            above.pop()
        above.append(node)
        if len(above) > 1:
            above[-2].inside.append(node)
            continue
        due = places.get(paragraph.heading, -1) + 1
        roots += [Node(h) for h in text.headings[passed:due]]
        passed = max(passed, due)
        node.loose = passed > 0 and not paragraph.heading
        roots.append(node)
    return [*roots, *(Node(h) for h in text.headings[passed:])]


def _edited(edit: str, roots: list[Node], lender: Document, chance: random.Random) -> bool:
    """Make one edit; False where the text has no room for it."""
    lists = list(_lists(roots))
    subs = [one for one in lists[1:] if one]
    wholes = [n for n in roots if n.paragraph.kind != "heading"]
    anything = [node for one in lists for node in one if node.paragraph.kind != "heading"]
    match edit:
        case "words":
            node = chance.choice(anything)
            _set(node, _reworded(node.paragraph.text, lender, chance))
        case "rewritten":
            node = chance.choice(anything)
            _set(node, _borrowed(lender, chance))
        case "new":
            beside = chance.choice(wholes)
            new = Node(_like(beside.paragraph, _borrowed(lender, chance)), loose=beside.loose)
            if chance.random() < 0.25:
                for _ in range(chance.randint(2, 4)):
                    new.inside.append(Node(_within(new.paragraph, _borrowed(lender, chance))))
            roots.insert(roots.index(beside) + chance.randint(0, 1), new)
        case "deleted":
            if len(wholes) < 4:
                return False
            roots.remove(chance.choice(wholes))
        case "sub new":
            if subs and chance.random() < 0.8:
                siblings = chance.choice(subs)
                beside = chance.choice(siblings)
                new = Node(_like(beside.paragraph, _borrowed(lender, chance)))
                siblings.insert(siblings.index(beside) + chance.randint(0, 1), new)
            else:
                above = chance.choice(wholes)
                above.inside.append(Node(_within(above.paragraph, _borrowed(lender, chance))))
        case "sub deleted":
            if not subs:
                return False
            siblings = chance.choice(subs)
            siblings.remove(chance.choice(siblings))
        case "sub replaced":
            if not subs:
                return False
            _set(chance.choice(chance.choice(subs)), _borrowed(lender, chance))
        case "moved":
            siblings = chance.choice([one for one in lists if one])
            node = chance.choice(siblings)
            there = [
                n
                for n, other in enumerate(siblings)
                if other is not node and other.paragraph.kind == node.paragraph.kind
            ]
            if node.paragraph.kind == "heading" or not there:
                return False
            at = chance.choice(there)
            node.loose = siblings[at].loose
            siblings.remove(node)
            siblings.insert(at, node)
        case "heading":
            return _edit_heading(roots, lender, chance)
    return True


def _edit_heading(roots: list[Node], lender: Document, chance: random.Random) -> bool:
    headings = [n for n in roots if n.paragraph.kind == "heading"]
    words = [h.text for h in lender.headings] or [lender.title or "Further steps"]
    what = chance.choice(("reworded", "put in", "taken out"))
    if what == "put in" or not headings:
        text = " ".join(chance.choice(words).split()[: chance.randint(2, 9)])
        new = Paragraph(id="", kind="heading", number="", text=text)
        roots.insert(chance.choice([n for n, o in enumerate(roots)]), Node(new))
    elif what == "reworded":
        _set(chance.choice(headings), chance.choice(words))
    else:
        roots.remove(chance.choice(headings))
    return True


def _lists(nodes: list[Node]) -> Iterator[list[Node]]:
    yield nodes
    for node in nodes:
        yield from _lists(node.inside)


def _set(node: Node, text: str) -> None:
    if text:
        node.paragraph = replace(node.paragraph, text=text, notes=(), brackets=())


def _like(beside: Paragraph, text: str) -> Paragraph:
    return replace(beside, id="", text=text, opening="", notes=(), brackets=())


def _within(above: Paragraph, text: str) -> Paragraph:
    return replace(_like(above, text), depth=above.depth + 1)


def _borrowed(lender: Document, chance: random.Random) -> str:
    return chance.choice(
        [p for p in lender.paragraphs if p.kind != "table"] or lender.paragraphs
    ).text


def _other_title(title: str, lender: Document, chance: random.Random) -> str:
    if lender.title and chance.random() < 0.5:
        return lender.title
    return _reworded(title, lender, chance)


def _reworded(text: str, lender: Document, chance: random.Random) -> str:
    """The text with words replaced, put in or taken out in one to three places."""
    pool = [w for p in lender.paragraphs for w in _WORD.findall(p.text)] or ["further"]
    for _ in range(chance.randint(1, 3)):
        found = list(_WORD.finditer(text))
        if not found:
            return text
        first = chance.randrange(len(found))
        last = min(len(found), first + chance.randint(1, 4))
        start, end = found[first].start(), found[last - 1].end()
        new = " ".join(chance.choices(pool, k=chance.randint(1, 4)))
        change = chance.choice(("replace", "put in", "take out"))
        if change == "put in":
            text = f"{text[:end]} {new}{text[end:]}"
        elif change == "replace":
            text = text[:start] + new + text[end:]
        elif len(found) > last - first:
            text = text[:start] + text[end:]
    return " ".join(re.sub(r"\s+(?=[ ,;.])", "", text).split())


def _document(text: Document, title: str, roots: Sequence[Node]) -> Document:
    """The nodes as a text, with ids as a reader would give them."""
    counts: Counter[str] = Counter()
    headings: list[Paragraph] = []
    paragraphs: list[Paragraph] = []

    def add(node: Node, parent: Paragraph | None, place: int, *, loose: bool) -> None:
        old = node.paragraph
        if parent is None:
            match = _NUMBERED.match(old.id)
            space = f"{match['space']}{match['part']}" if match else old.kind[:2] + "+"
            counts[space] += 1
            name = f"{space}{counts[space]}"
            number = str(counts[space]) if old.kind == "operative" else ""
        else:
            number = f"({chr(96 + place)})"
            name = f"{parent.id}{number}"
        new = replace(
            old,
            id=name,
            number=number,
            parent=parent.id if parent else None,
            heading=headings[-1].id if headings and not loose else "",
        )
        paragraphs.append(new)
        for n, inner in enumerate(node.inside, 1):
            add(inner, new, n, loose=loose)

    for node in roots:
        if node.paragraph.kind == "heading":
            headings.append(replace(node.paragraph, id=f"h{len(headings) + 1}"))
        else:
            add(node, None, 0, loose=node.loose)
    return Document(
        paragraphs=tuple(paragraphs),
        headings=tuple(headings),
        symbol=text.symbol,
        title=title,
        language=text.language,
    )
