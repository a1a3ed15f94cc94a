"""Dates as UN documents print them, in the six official languages."""

from __future__ import annotations

import re

_MONTHS = (
    ("january", "janvier", "enero", "января", "يناير"),
    ("february", "février", "febrero", "февраля", "فبراير"),
    ("march", "mars", "marzo", "марта", "مارس"),
    ("april", "avril", "abril", "апреля", "أبريل"),
    ("may", "mai", "mayo", "мая", "مايو"),
    ("june", "juin", "junio", "июня", "يونيه"),
    ("july", "juillet", "julio", "июля", "يوليه"),
    ("august", "août", "agosto", "августа", "أغسطس"),
    ("september", "septembre", "septiembre", "сентября", "سبتمبر"),
    ("october", "octobre", "octubre", "октября", "أكتوبر"),
    ("november", "novembre", "noviembre", "ноября", "نوفمبر"),
    ("december", "décembre", "diciembre", "декабря", "ديسمبر"),
)
_NUMBER = {name: n for n, names in enumerate(_MONTHS, 1) for name in names}
_PRINTED = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er)?\s(?:de\s)?(?:[^\s/]+/)?(?P<month>{'|'.join(_NUMBER)})\s(?:de\s)?(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日")
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")


def find_date(text: str) -> str:
    """The first date in a text as ISO 8601, "" where there is none."""
    if match := _PRINTED.search(text):
        month = _NUMBER[match["month"].lower()]
        return f"{match['year']}-{month:02d}-{int(match['day']):02d}"
    if match := _CHINESE.search(text) or _ISO.search(text):
        return f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
    return ""
