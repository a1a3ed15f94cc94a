"""Characters that Word takes from a picture font (w:sym) instead of from Unicode."""

from __future__ import annotations

_GREEK = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL = {
    0x2A: "*", 0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD7: "⋅", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
UNKNOWN = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The Unicode character meant by a font and a code in hex; UNKNOWN where there is none."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    picture = 0xF000 <= number <= 0xF0FF
    low = number & 0xFF if picture or number < 0x100 else -1
    family = font.casefold()
    if family == "symbol" and low >= 0:
        char = chr(low) if 0x20 <= low < 0x7F else UNKNOWN
        return _SYMBOL.get(low) or _GREEK.get(char, char)
    if family.startswith(("wingdings", "webdings")):
        return _WINGDINGS.get(low, UNKNOWN)
    if picture:
        return chr(low) if 0x20 <= low < 0x7F else UNKNOWN
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000 else UNKNOWN
