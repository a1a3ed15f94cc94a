"""Which heading each paragraph stands under once headings have come and gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resotrack.model import Paragraph


def headed(
    kept: Sequence[tuple[str, Paragraph | None]],
    flow: Sequence[tuple[str, Paragraph | None]],
) -> tuple[list[Paragraph], list[str], dict[str, str]]:
    """The headings of the new text, for each paragraph the id of its own, and the ids renamed.

    `kept`: for each heading of the old text its id and what it is now, None where it is deleted.
    `flow`: the paragraphs and new headings of the new text in order, each with the id of the
    heading of the old text under which it is put; for a paragraph, None beside it.
    """
    places = {name: n for n, (name, _) in enumerate(kept)}
    order: list[Paragraph] = []
    owners: list[Paragraph | None] = []
    passed, section = 0, ""
    own: Paragraph | None = None
    for name, new in flow:
        if name != section:
            section = name
            due = places.get(name, -1) + 1
            met = [heading for _, heading in kept[passed:due] if heading is not None]
            order += met
            # What stood under a heading that is gone stands under the one before it.
            own = met[-1] if met else own
            if due <= passed:
                own = kept[due - 1][1] if due else None
            passed = max(passed, due)
        if new is not None:
            order.append(new)
            own = new
        else:
            owners.append(own)
    order += [heading for _, heading in kept[passed:] if heading is not None]
    ids = {heading.id: f"h{n}" for n, heading in enumerate(order, 1)}
    found = [replace(heading, id=ids[heading.id]) for heading in order]
    return found, ["" if owner is None else ids[owner.id] for owner in owners], ids
