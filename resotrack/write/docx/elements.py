"""Elements of WordprocessingML, written down."""

from __future__ import annotations

import re

from lxml import etree

from resotrack.read._word_names import RELATIONS, WORD, w
from resotrack.write.docx.words import SPACE

_SPACES = {"w": WORD, "r": RELATIONS}
_BREAKS = str.maketrans("\r\n\v\f", "    ")
_UNFIT = re.compile("[^\t\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def e(name: str, /, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """`e("b", val=0)` is `<w:b w:val="0"/>`."""
    element = etree.Element(w(name), nsmap=_SPACES)
    for key, value in attributes.items():
        element.set(w(key.rstrip("_")), str(value))
    element.extend(children)
    return element


def run(
    text: str, properties: etree._Element | None = None, *, deleted: bool = False
) -> etree._Element:
    """A run of these words; a tab becomes Word's own. `properties` is used as it is."""
    element = e("r")
    if properties is not None and len(properties):
        element.append(properties)
    for place, words in enumerate(sane(text).split("\t")):
        if place:
            element.append(e("tab"))
        if words:
            written = e("delText" if deleted else "t")
            written.text = words
            written.set(SPACE, "preserve")
            element.append(written)
    return element


def sane(text: str) -> str:
    """Without what XML cannot carry, and line breaks as spaces."""
    return _UNFIT.sub("", text.translate(_BREAKS))
