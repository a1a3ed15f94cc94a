"""Texts in the form of resolutions, written for the tests: no sentence of a real one."""

from __future__ import annotations

import textwrap

HARBOUR = """\
symbol: A/HRC/RES/97/3
title: Lighthouse keepers and the free passage of news
date: 2029-10-04
vote: 40th meeting 4 October 2029 [Adopted by a recorded vote of 3 to 1, with 2 abstentions. \
The voting was as follows: In favour: Aldermark, Bosnia and Herzegovina, Verrania (Cantons of) \
Against: Ostrelle Abstaining: Korvane, Drosmere]

The Human Rights Council,
Guided by the old custom that a lamp on a cliff is lit for every ship,
Recalling its resolution 90/2 of 1 October 2026, in which it asked keepers to write down what they see,
Deeply concerned at letters in which keepers are told to look away when a boat is turned back,
Noting with appreciation the logbooks that forty keepers handed to the Panel, and the care with \
which they were copied,
1. Condemns every threat made against a keeper on account of an entry in a logbook;
2. Requests the Panel to submit to the Council, at its ninety-ninth session, a report on the threats \
that keepers have received;
3. Calls upon all coastal States:
(a) To leave logbooks where they are, and in particular:
(i) To return those taken since 2026;
(ii) To punish whoever burned one;
(b) To pay keepers on the first day of each month;
4. Decides to remain seized of the matter.
"""

HARBOUR_LATER = """\
symbol: A/HRC/RES/99/5
title: Lighthouse keepers and the free passage of news
date: 2031-10-02

The Human Rights Council,
Guided by the old custom that a lamp on a cliff is lit for every ship,
Recalling its resolutions 90/2 of 1 October 2026 and 97/3 of 4 October 2029,
Concerned at letters in which keepers are told to look away when a boat is turned back,
Taking note of the logbooks that forty keepers handed to the Panel, and the care with \
which they were copied,
1. Condemns every threat made against a keeper on account of an entry in a logbook;
2. Invites the Panel to consider submitting to the Council, as appropriate and within existing \
resources, a report on the threats that keepers have received;
3. Also calls upon all coastal States:
(a) To leave logbooks where they are, and in particular:
(i) To return those taken since 2026;
(b) To pay keepers on the first day of each month;
4. Invites harbour masters to lend keepers a telescope;
5. Decides to remain seized of the matter.
"""


def printed(text: str, *, width: int = 78) -> str:
    """The same text as a PDF gives it away: hard line breaks, page furniture, footnotes.

    A note is set behind the first comma of every second page.
    """
    body = [line for line in text.split("\n\n", 1)[1].split("\n") if line]
    lines = [part for line in body for part in textwrap.wrap(line, width, break_on_hyphens=False)]
    pages = [lines[n : n + 9] for n in range(0, len(lines), 9)]
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        page_lines = list(page)
        mark = (number + 1) // 2
        if number % 2:
            at = next((n for n, line in enumerate(page_lines) if ", " in line), None)
            if at is not None:
                page_lines[at] = page_lines[at].replace(", ", f",{mark} ", 1)
                page_lines += [
                    "__________________",
                    f"{mark} See the ledger of the year, folio {mark}0.",
                ]
        out += page_lines
        out.append(f"{number}/{len(pages)} 29-12345A/HRC/97/L.9")
    return "\n".join(out) + "\n"
