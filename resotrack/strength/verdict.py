"""From flags to a direction: one documented rule.

Flags that point one way are independent reasons: together they weigh 1 - (1 - c1)(1 - c2)…, where c
is the confidence of each. Neutral flags weigh nothing.

    neutral        neither way weighs `ENOUGH`
    mixed          both ways weigh `SERIOUS`, and the lighter weighs at least `NEAR` of the heavier
    strengthened   else, where the reasons for it weigh more; weakened in the mirror image
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from resotrack.model import Direction
from resotrack.strength.finding import Finding, Sign

ENOUGH = 0.22
SERIOUS = 0.45
NEAR = 0.6


def verdict(findings: Iterable[Finding]) -> tuple[Direction, float]:
    """The direction, and how sure it is."""
    found = tuple(findings)
    up, down = (round(_weight(found, sign), 6) for sign in (1, -1))
    high, low = max(up, down), min(up, down)
    if high < ENOUGH:
        return "neutral", round(1 - high, 3)
    if low >= SERIOUS and low >= NEAR * high:
        return "mixed", round(low, 3)
    if up == down:
        return "mixed", round(low, 3)
    direction: Direction = "strengthened" if up > down else "weakened"
    return direction, round(high * (1 - low / 2), 3)


def is_neutral(findings: Iterable[Finding]) -> bool:
    """Whether neither way weighs enough."""
    found = tuple(findings)
    return max(round(_weight(found, sign), 6) for sign in (1, -1)) < ENOUGH


def _weight(findings: Iterable[Finding], sign: Sign) -> float:
    """What the reasons that point one way weigh together, 0 to 1."""
    return 1 - prod(1 - f.confidence for f in findings if f.sign == sign)
