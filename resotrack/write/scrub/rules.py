"""The rules, one a kind of leak: each takes it out of a package and tells what it found."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase

from lxml import etree

from resotrack.errors import ReadError
from resotrack.read._word_names import (
    AUTHOR,
    DATE,
    RELATIONS,
    RPR,
    RUN,
    VAL,
    WORD,
    on,
    w,
)
from resotrack.write.package import CONTENT_TYPES, LINKS, Package, owner_of, rels_of
from resotrack.write.scrub.finding import Leak
from resotrack.write.scrub.images import stripped

Rule = Callable[[Package], Iterator[Leak]]

_NOBODY = frozenset({"", "Author", "resotrack"})
"""Names that Word, and this package, write for nobody."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SHOWN = 80
# "C:\Users\…", "\\server\share", "file:///…", "/home/…", "/Users/…"
_LOCAL = re.compile(
    r"(?:file:|\b[A-Za-z]:[\\/]|\\\\[\w.-]+|(?<![\w.])/(?:home|Users|mnt|media|Volumes)/)[^\"<>|]*"
)
_FILE_NAME = re.compile(
    r"^(?:[A-Za-z]:|file:|https?:|\\\\|/)|\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg|docx?|pdf)$",
    re.I,
)

# ---- parts of the package ---------------------------------------------------------------------

_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("properties", ("docprops/core*.xml", "docprops/app*.xml")),
    ("custom properties", ("docprops/custom*.xml",)),
    ("thumbnail", ("docprops/thumbnail.*", "thumbnail*.*", "*/thumbnail.*")),
    ("custom XML", ("customxml/*",)),
    ("printer", ("*printersettings*",)),
    ("people", ("word/people*.xml",)),
    ("macros", ("word/vbaproject*", "word/vbadata*", "word/_rels/vbaproject*")),
    ("signature", ("_xmlsignatures/*",)),
    ("label", ("docmetadata/*",)),
    ("customization", ("word/customizations*", "word/attachedtoolbars*", "usercustomization/*")),
    ("mail merge", ("word/recipientdata*",)),
    ("glossary", ("word/glossary/*",)),
)
_COMMENTS = ("word/comments*.xml", "word/commentsextended*", "word/commentsids*")


def _parts_rule(kind: str, patterns: tuple[str, ...]) -> Rule:
    def rule(package: Package) -> Iterator[Leak]:
        found = [n for n in package.parts if any(fnmatchcase(n.casefold(), p) for p in patterns)]
        for name in found:
            if not name.endswith(".rels"):
                yield Leak(kind=kind, part=name, what=_said(package, name))
        if found:
            package.remove(found)
            _plain_main(package)

    return rule


def _plain_main(package: Package) -> None:
    """A document without macros must not say that it may have some."""
    name = package.name(CONTENT_TYPES)
    if name:
        package.parts[name] = package.parts[name].replace(
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        )


def _said(package: Package, name: str) -> str:
    """The words of a small XML part: the names and dates of the properties, say."""
    if not name.endswith(".xml"):
        return ""
    try:
        root = package.xml(name)
    except ReadError:
        return ""  # a damaged part goes, whatever it said
    words = [" ".join(str(t).split()) for t in root.itertext()]
    return _short("; ".join(word for word in words if word))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


# ---- elements and attributes ------------------------------------------------------------------


def _stories(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """The parts of mark-up below word/, parsed."""
    for name in sorted(package.parts):
        if name.casefold().startswith("word/") and name.casefold().endswith(".xml"):
            yield name, package.xml(name)


def _in_stories(kind: str, clean: Callable[[etree._Element], Iterator[str]]) -> Rule:
    """A rule for every part of mark-up: `clean` changes a root and tells what it took out."""

    def rule(package: Package) -> Iterator[Leak]:
        for name, root in list(_stories(package)):
            found = Counter(clean(root))
            if found:
                package.put(name, root)
                shown = "; ".join(sorted(word for word in found if word))
                yield Leak(kind=kind, part=name, what=_short(shown), count=found.total())

    return rule


def _revision_ids(root: etree._Element) -> Iterator[str]:
    for element in list(root.iter("*")):
        for key in [k for k in element.attrib if str(k).startswith(f"{{{WORD}}}rsid")]:
            del element.attrib[key]
            yield ""
        if element.tag == w("rsids"):
            yield from _without(element)


def _paragraph_ids(root: etree._Element) -> Iterator[str]:
    """Word's own numbers of paragraphs: they tell two copies of one file apart from a third."""
    for element in root.iter("*"):
        for key in [k for k in element.attrib if _local(str(k)) in ("paraId", "textId")]:
            del element.attrib[key]
            yield ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _authors(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        author = element.get(AUTHOR)
        if author is not None and author not in _NOBODY:
            element.set(AUTHOR, "Author")
            yield author
        initials = element.get(w("initials"))
        if initials is not None and element.tag != w("comment"):
            del element.attrib[w("initials")]
            yield initials
        editor = element.get(w("ed"))
        if editor is not None and element.tag == w("permStart"):
            element.set(w("edGrp"), "everyone")
            del element.attrib[w("ed")]
            yield editor


def _dates(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        for key in [k for k in element.attrib if _local(str(k)) in ("date", "dateUtc")]:
            if str(key) == DATE or _local(str(key)) == "dateUtc":
                yield str(element.attrib[key])
                del element.attrib[key]


_SETTINGS = {
    "template": ("attachedTemplate",),
    "mail merge": ("mailMerge",),
    "variables": ("docVars",),
    "document id": ("docId",),
    "other settings": (
        *("activeWritingStyle", "saveThroughXslt", "schemaLibrary", "attachedSchema"),
        *("smartTagType", "writeProtection"),
    ),
}


def _settings_rule(names: tuple[str, ...]) -> Callable[[etree._Element], Iterator[str]]:
    def clean(root: etree._Element) -> Iterator[str]:
        if _local(str(root.tag)) != "settings":
            return
        for element in list(root):
            if _local(str(element.tag)) in names:
                yield from _without(element)

    return clean


def _without(element: etree._Element) -> Iterator[str]:
    parent = element.getparent()
    if parent is not None:
        said = element.get(VAL) or ""
        parent.remove(element)
        yield said


def _comment_marks(root: etree._Element) -> Iterator[str]:
    names = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
    for element in list(root.iter(*map(w, names))):
        run = element.getparent()
        yield from _without(element)
        if run is not None and run.tag == RUN and all(c.tag == RPR for c in run):
            list(_without(run))


def _hidden(package: Package) -> Iterator[Leak]:
    styles = _hidden_styles(package)
    for name, root in list(_stories(package)):
        if _local(str(root.tag)) in ("styles", "numbering", "settings"):
            continue
        found: list[str] = []
        for run in list(root.iter(RUN)):
            look = run.find(RPR)
            if look is None or not _is_hidden(look, styles):
                continue
            said = "".join(str(t) for t in run.itertext(w("t"), w("delText"), w("instrText")))
            # A field's begin or end that is hidden holds the field together.
            if run.find(w("fldChar")) is None and said:
                found.append(said)
                list(_without(run))
        if found:
            package.put(name, root)
            shown = _short(" ".join(found))
            yield Leak(kind="hidden text", part=name, what=shown, count=len(found))


def _is_hidden(look: etree._Element, styles: frozenset[str]) -> bool:
    direct = look.find(w("vanish"))
    if direct is not None:
        return on(direct.get(VAL))
    style = look.find(w("rStyle"))
    return style is not None and style.get(VAL) in styles


def _hidden_styles(package: Package) -> frozenset[str]:
    name = package.name("word/styles.xml")
    if name is None:
        return frozenset()
    found: set[str] = set()
    based: dict[str, str] = {}
    for style in package.xml(name).iter(w("style")):
        own = style.get(w("styleId"), "")
        if style.get(w("type")) != "character":
            continue
        vanish = style.find(f"{RPR}/{w('vanish')}")
        if vanish is not None:
            if on(vanish.get(VAL)):
                found.add(own)
        elif (base := style.find(w("basedOn"))) is not None:
            based[own] = base.get(VAL, "")
    while more := {own for own, base in based.items() if base in found} - found:
        found |= more
    return frozenset(found)


def _bindings(root: etree._Element) -> Iterator[str]:
    for element in list(root.iter("*")):
        if _local(str(element.tag)) == "dataBinding":
            yield _short(element.get(w("xpath"), ""))
            list(_without(element))
    for element in list(root.iter(w("smartTag"), w("customXml"))):
        yield element.get(w("element"), "")
        _unwrap(element, (w("smartTagPr"), w("customXmlPr")))


def _unwrap(element: etree._Element, drop: tuple[str, ...] = ()) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        if child.tag not in drop:
            element.addprevious(child)
    parent.remove(element)


def _picture_names(root: etree._Element) -> Iterator[str]:
    for number, element in enumerate(root.iter("*"), 1):
        local = _local(str(element.tag))
        if local in ("docPr", "cNvPr"):
            for key, instead in (("name", f"Picture {number}"), ("descr", ""), ("title", "")):
                said = str(element.get(key, ""))
                if _FILE_NAME.search(said):
                    element.set(key, instead)
                    yield said
        elif local in ("imagedata", "shape", "OLEObject"):
            for own in [k for k in element.attrib if _local(str(k)) in ("title", "href", "alt")]:
                named = str(element.attrib[own])
                if _FILE_NAME.search(named):
                    del element.attrib[own]
                    yield named


def _last_place(root: etree._Element) -> Iterator[str]:
    """Where whoever saved the file was last."""
    for start in list(root.iter(w("bookmarkStart"))):
        if start.get(w("name")) == "_GoBack":
            number = start.get(w("id"))
            list(_without(start))
            for end in list(root.iter(w("bookmarkEnd"))):
                if end.get(w("id")) == number:
                    list(_without(end))
                    break
            yield ""


def _paths_in_fields(root: etree._Element) -> Iterator[str]:
    for code in root.iter(w("instrText"), w("delInstrText")):
        yield from map(str, _LOCAL.findall(code.text or ""))
        code.text = _LOCAL.sub("", code.text or "")
    for field in root.iter(w("fldSimple")):
        code_text = field.get(w("instr"), "")
        if found := _LOCAL.findall(code_text):
            field.set(w("instr"), _LOCAL.sub("", code_text))
        yield from map(str, found)


def _local_links(package: Package) -> Iterator[Leak]:
    """Links that lead to a folder of whoever made the file: the words stay, the link goes."""
    for rels in [n for n in package.parts if n.casefold().endswith(".rels")]:
        root = package.xml(rels)
        gone: list[str] = []
        for relation in list(root.iter(f"{{{LINKS}}}Relationship")):
            target = relation.get("Target", "")
            template = relation.get("Type", "").endswith(("/attachedTemplate", "/mailMergeSource"))
            if relation.get("TargetMode") == "External" and (template or _LOCAL.match(target)):
                gone.append(relation.get("Id", ""))
                root.remove(relation)
                yield Leak(kind="local link", part=rels, what=_short(target))
        if gone:
            package.put(rels, root)
            owner = package.name(owner_of(rels))
            if owner:
                _unlink(package, owner, set(gone))


def _unlink(package: Package, owner: str, ids: set[str]) -> None:
    root = package.xml(owner)
    for element in list(root.iter("*")):
        for key in [k for k in element.attrib if str(k).startswith(f"{{{RELATIONS}}}")]:
            if element.attrib[key] not in ids:
                continue
            if element.tag == w("hyperlink"):
                _unwrap(element)
            elif element.tag == w("attachedTemplate"):
                list(_without(element))
            else:
                del element.attrib[key]
            break
    package.put(owner, root)


def _xml_comments(package: Package) -> Iterator[Leak]:
    """Remarks of a program or a person in the mark-up itself: our parser leaves them out."""
    for name in sorted(package.parts):
        if name.casefold().endswith((".xml", ".rels")):
            data = package.parts[name]
            head = 1 if data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") else 0
            count = data.count(b"<!--") + data.count(b"<?") - head
            if count > 0:
                package.put(name, package.xml(name))
                yield Leak(kind="mark-up comment", part=name, what="", count=count)


def _images(package: Package) -> Iterator[Leak]:
    for name in sorted(package.parts):
        without, told = stripped(package.parts[name])
        if told:
            package.parts[name] = without
            yield Leak(kind="picture data", part=name, what=_short("; ".join(told)))


def _embedded(package: Package) -> Iterator[Leak]:
    for name in sorted(package.parts):
        if name.casefold().startswith("word/embeddings/"):
            yield Leak(
                kind="embedded file",
                part=name,
                what="a file inside the file, with properties of its own",
                removable=False,
            )


def _orphans(package: Package) -> Iterator[Leak]:
    """Relationships to parts that are not there: they may still name a file."""
    folded = {name.casefold() for name in package.parts}
    for name in [n for n in package.parts if n.casefold().endswith(".rels")]:
        owner = owner_of(name)
        if owner and owner.casefold() not in folded and name != rels_of(""):
            del package.parts[name]
            yield Leak(kind="leftover", part=name, what="")


def zip_leaks(data: bytes) -> list[Leak]:
    """When the parts were packed, and what is noted on the package itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        noted = [m for m in members if m.comment or m.extra]
        dated = sorted({m.date_time for m in members if m.date_time != _EPOCH})
        found = []
        if dated:
            day = "-".join(f"{n:02}" for n in dated[-1][:3])
            found.append(Leak(kind="packing date", part="", what=day, count=len(dated)))
        if noted or archive.comment:
            what = _short(archive.comment.decode("utf-8", "replace"))
            found.append(Leak(kind="packing note", part="", what=what, count=len(noted) or 1))
        return found


RULES: tuple[tuple[str, Rule], ...] = (
    ("mark-up comment", _xml_comments),
    *((kind, _parts_rule(kind, patterns)) for kind, patterns in _PARTS),
    ("comments", _parts_rule("comments", _COMMENTS)),
    ("comments", _in_stories("comments", _comment_marks)),
    ("local link", _local_links),
    *((kind, _in_stories(kind, _settings_rule(names))) for kind, names in _SETTINGS.items()),
    ("revision ids", _in_stories("revision ids", _revision_ids)),
    ("paragraph ids", _in_stories("paragraph ids", _paragraph_ids)),
    ("author", _in_stories("author", _authors)),
    ("tracked date", _in_stories("tracked date", _dates)),
    ("hidden text", _hidden),
    ("data binding", _in_stories("data binding", _bindings)),
    ("file name", _in_stories("file name", _picture_names)),
    ("last place", _in_stories("last place", _last_place)),
    ("path in a field", _in_stories("path in a field", _paths_in_fields)),
    ("picture data", _images),
    ("leftover", _orphans),
    ("embedded file", _embedded),
)
"""Every rule by its kind, in the order in which they are applied."""
