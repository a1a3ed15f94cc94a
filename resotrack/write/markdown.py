"""GitHub-flavoured Markdown that also reads well as plain text: for an e-mail, an issue, a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from resotrack.model import Comparison
from resotrack.write.view import (
    AXES,
    DIRECTIONS,
    WEAK_EVIDENCE,
    Group,
    Only,
    Row,
    Run,
    axis_profile,
    counts_sentence,
    facts,
    groups,
    inline,
    kept,
    neutral_rows,
    row,
    sources,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|#&])")
_MARKS = {"delete": ("~~", "del"), "insert": ("**", "ins")}


def to_markdown(comparison: Comparison, *, only: Only = "all") -> str:
    """The summary, then each provision that changed (or that `only` asks for)."""
    return "\n".join(_lines(comparison, only)).rstrip() + "\n"


def _lines(comparison: Comparison, only: Only) -> Iterator[str]:
    before, after = comparison.before, comparison.after
    yield f"# {_plain(before.label)} → {_plain(after.label)}"
    yield ""
    for name, document in (("Before", before), ("After", after)):
        known = facts(document)
        parts = [known.title, *(f"{key}: {value}" for key, value in known.rows)]
        told = "; ".join(_plain(part) for part in parts if part)
        yield f"- {name}: **{_plain(known.label)}**" + (f" ({told})" if told else "")
    yield from ("", "## Summary", "", f"{counts_sentence(comparison)}.", "")
    for group in groups(comparison):
        yield from _group(group)
    if neutral := neutral_rows(comparison):
        names = ", ".join(r.title for r in neutral)
        yield from (f"{DIRECTIONS['neutral'].symbol} Changed without effect found: {names}.", "")
    yield from _profile(comparison)
    notices = [*before.notices, *after.notices, *comparison.notices]
    if notices:
        yield from ("## To check", "")
        yield from (
            f"- {_plain(f'{notice.where}: {notice.message}' if notice.where else notice.message)}"
            for notice in notices
        )
        yield ""
    yield from ("## Provisions", "")
    shown = [link for link in comparison.links if link.changed and kept(link, only)]
    if not shown:
        yield from ("None.", "")
    numbers = sources(shown)
    for link in shown:
        yield from _provision(row(link), numbers)
    for source, number in numbers.items():
        yield f"[^{number}]: {_plain(source)}"


def _group(group: Group) -> Iterator[str]:
    if not group.rows:
        return
    words = DIRECTIONS[group.direction]
    yield from (f"### {words.symbol} {words.title} ({len(group.rows)})", "")
    for one in group.firm:
        yield f"- **{one.title}**{_relation(one)}: {_headline(one)}{_why(one)}"
    if group.tentative:
        yield from ("", f"{WEAK_EVIDENCE} ({len(group.tentative)}):", "")
    for one in group.tentative:
        yield f"- **{one.title}**{_relation(one)}: {_headline(one)}{_why(one)}"
    yield ""


def _headline(one: Row) -> str:
    if one.link.relation in ("deleted", "added") or not one.headline:
        return f"“{_plain(one.begins)}”"
    return "; ".join(
        f"{_plain(str(phrase))} ({AXES[phrase.dimension].name})" for phrase in one.headline
    )


def _why(one: Row) -> str:
    """What got weaker is told with its first reasons: not everybody reads on."""
    if one.direction not in ("weakened", "mixed") or not one.why:
        return ""
    return f". {_plain(' '.join(one.why[:2]))}"


def _relation(one: Row) -> str:
    told = ", ".join(part for part in (one.relation, one.doubt) if part)
    return f" ({told})" if told else ""


def _profile(comparison: Comparison) -> Iterator[str]:
    profile = axis_profile(comparison)
    if not profile:
        return
    yield from ("| axis | ▼ weaker | ▲ stronger | other |", "|---|--:|--:|--:|")
    for axis in profile:
        told = AXES[axis.dimension]
        yield (
            f"| {told.name} ({told.looks_at}) | {axis.weakened} | {axis.strengthened} "
            f"| {axis.other} |"
        )
    yield ""


def _provision(one: Row, numbers: Mapping[str, int]) -> Iterator[str]:
    words = DIRECTIONS[one.direction]
    weak = ", weak evidence" if one.tentative else ""
    yield from (f"### {one.title}: {words.symbol} {words.word}{weak}{_relation(one)}", "")
    for n, paragraph in enumerate(_paragraphs(inline(one.link))):
        if n:
            yield ">"
        yield f"> {paragraph}"
    yield ""
    for reason in one.reasons:
        symbol = DIRECTIONS[reason.direction].symbol
        source = f" [^{numbers[reason.source]}]" if reason.source else ""
        yield (
            f"- {symbol} **{AXES[reason.dimension].name}** ({reason.confidence}): "
            f"{_plain(str(reason.words))}. {_plain(reason.sentence)}{source}"
        )
    for clause in one.clauses:
        yield f"- {_plain(clause)}"
    if one.reasons or one.clauses:
        yield ""


def _paragraphs(runs: Sequence[Run]) -> list[str]:
    """The running text; a new paragraph where the later text has one."""
    paragraphs = [""]
    for n, run in enumerate(runs):
        if run.text != "\n":
            following = runs[n + 1].text if n + 1 < len(runs) else ""
            if n and runs[n - 1].kind == "delete" and run.kind == "insert":
                paragraphs[-1] += "" if run.text[0].isspace() else " "
            paragraphs[-1] += _marked(run, paragraphs[-1][-1:], following[:1])
        elif run.kind == "delete":
            paragraphs[-1] += "~~¶~~ "
        else:
            paragraphs.append("")
    return [paragraph for paragraph in paragraphs if paragraph]


def _marked(run: Run, preceding: str, following: str) -> str:
    if run.kind == "equal":
        return _plain(run.text)
    words = run.text.strip()
    if not words:
        return run.text
    head = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :]
    mark, tag = _MARKS[run.kind]
    # Marks beside a letter do not take effect when a point or comma stands on their inner side.
    stuck = (not head and preceding.isalnum() and not words[0].isalnum()) or (
        not tail and following.isalnum() and not words[-1].isalnum()
    )
    if stuck:
        return f"{head}<{tag}>{_plain(words)}</{tag}>{tail}"
    return f"{head}{mark}{_plain(words)}{mark}{tail}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)
