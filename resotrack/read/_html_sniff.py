"""Whether bytes are a web page, told without loading a parser."""

from __future__ import annotations

import re

_OPENING_TAG = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|p|div|h[1-6]|table|ol|ul"
    r"|section|article|main|center|font|span|pre|br|b|i|em|strong)\b",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes begin as a web page or a piece of one does."""
    head = data[:4_096]
    if b"akomaNtoso" in head:
        return False
    text = (
        head.decode("utf-16", errors="ignore")
        if head[:2] in (b"\xff\xfe", b"\xfe\xff")
        else head.decode("latin-1").removeprefix("ï»¿")
    )
    text = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", text)
    return bool(_OPENING_TAG.match(text))
