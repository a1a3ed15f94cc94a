"""A series of resolutions over fifteen years as one record: texts, sponsors, amendments, votes.

python examples/reprisals_history.py ../shared          the UN's texts and lists, which are not ours
python examples/reprisals_history.py ../shared out/     keep the record and its tables there

The series is that of the Human Rights Council on intimidation and reprisals against those who
cooperate with the United Nations: 12/2, 24/24, 36/21, 42/28, 48/17 and 54/24, with the amendments
tabled in 2013 and 2017. The drafts that were amended are not at hand: each amendment is held
against the text that was adopted in the end, which is the nearest there is, and the output says so.
"""

import csv
import json
import re
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import resotrack as rt
from resotrack.ledger import by_group, consensus, doubts, shifts
from resotrack.ledger.marks import said
from resotrack.model.record import Ballot

SERIES = ("12/2", "24/24", "36/21", "42/28", "48/17", "54/24")
MEMBERS = 47
# The resolution whose negotiation each session's amendments belong to.
AMENDED = {"24": "24/24", "36": "36/21"}
MAIN_2017 = "Fiji; Ghana; Hungary; Ireland; Uruguay"
OTHERS_2017 = (
    "Andorra; Australia; Austria; Belgium; Bosnia and Herzegovina; Bulgaria; Chile; Croatia; "
    "Cyprus; Czechia; Denmark; Finland; France; Georgia; Germany; Greece; Guatemala; Haiti; "
    "Iceland; Israel; Italy; Japan; Republic of Korea; Latvia; Liechtenstein; Lithuania; "
    "Luxembourg; North Macedonia; Malta; Mexico; Moldova; Monaco; Montenegro; Netherlands; "
    "New Zealand; Norway; Panama; Paraguay; Peru; Poland; Portugal; Romania; Slovakia; Slovenia; "
    "Spain; Sweden; Switzerland; Ukraine; Albania; Argentina; Canada; Costa Rica; "
    "Dominican Republic; Estonia; Honduras; San Marino; United Kingdom"
)


def names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(";")]


def add_texts(talks: rt.Negotiation, shared: Path) -> None:
    for label in SERIES:
        path = shared / "data" / "reprisals" / f"A_HRC_RES_{label.replace('/', '_')}.txt"
        talks.add_text(path, label=label, stage="adopted")


def add_votes(talks: rt.Negotiation) -> None:
    """What others say of the votes that the texts tell of themselves."""
    talks.vote("36/21", counts=(29, 0, 19), date="2017-09-29", source="press release")


def add_sponsors(talks: rt.Negotiation, shared: Path) -> None:
    talks.sponsor(names(MAIN_2017), of="36/21", role="main sponsor", why="inferred")
    talks.sponsor(names(OTHERS_2017), of="36/21")
    for record in records((shared / "data" / "votes" / "hrc-54.json").read_text("utf-8")):
        if record["symbol"] == "A/HRC/RES/54/24":
            talks.sponsor(record["sponsors"], of="54/24", joined="2023-10-12")


def records(text: str) -> list[dict[str, Any]]:
    """The records of a file in which they stand one after another, some in stray quotes."""
    decoder, found, at = json.JSONDecoder(), [], text.find("{")
    while at >= 0:
        record, end = decoder.raw_decode(text, at)
        found.append(record)
        at = text.find("{", end)
    return found


def add_amendments(talks: rt.Negotiation, shared: Path) -> None:
    """The amendments, and how they were decided: the totals are right, the catalogue's words not
    always."""
    with (shared / "research" / "hrc_amendments_domain_votes.csv").open(encoding="utf-8") as file:
        rows = {row["symbol"]: row for row in csv.DictReader(file)}
    folder = shared / "data" / "reprisals" / "amendments"
    for path in sorted(folder.glob("*.txt")):
        session = path.stem.split("_")[2]
        made = talks.amend(path, version=AMENDED[session])
        row = rows[made.key]
        if row["vote_type"] == "WITHDRAWN":
            talks.decide(made.key, "withdrawn", why=row["tally_source"] or "the catalogue")
            continue
        talks.vote(
            made.key,
            on="amendment",
            counts=(int(row["yes"]), int(row["no"]), int(row["abstain"])),
            source="the Library's catalogue",
        )


def texts(talks: rt.Negotiation) -> None:
    print("# The texts\n")
    for one in talks.versions:
        document = talks.document(one.label)
        decided = " and ".join(
            f"{told(vote)} ({vote.source})" for vote in talks.votes if vote.target == one.label
        )
        count = f"{len(document.preamble)} PP, {len(document.operative)} OP and sub-paragraphs"
        print(f"- {one.label} of {one.date}: {count}; {decided}")


def told(vote: Ballot) -> str:
    return "-".join(map(str, vote.counts)) if vote.counts else "without a vote"


def votes(talks: rt.Negotiation) -> None:
    print("\n# Consensus\n")
    own = [next(v for v in talks.votes if v.target == label) for label in SERIES]
    for (before, was), (after, now) in pairwise(zip(SERIES, own, strict=True)):
        change = f", consensus {what}" if (what := consensus(was, now)) else ""
        print(f"- {before} → {after}: {told(was)} → {told(now)}{change}")
    print("\n# Recorded votes by region\n")
    recorded = [(label, vote) for label, vote in zip(SERIES, own, strict=True) if vote.in_favour]
    for label, vote in recorded:
        for one in by_group(vote):
            counts = f"{len(one.in_favour)}-{len(one.against)}-{len(one.abstaining)}"
            print(f"- {label}, {one.group or 'no group'}: {counts}")
    print("\n# Who voted otherwise than the last time\n")
    for (before, was), (after, now) in pairwise(recorded):
        for shift in shifts(was, now):
            # Half of the Council's members are new each time: those are no shift.
            if shift.before and shift.after:
                who = ", ".join(shift.delegations)
                print(f"- {before} → {after}, {shift.before} → {shift.after}: {who}")
    print("\n# What does not add up\n")
    for vote in talks.votes:
        for doubt in doubts(vote, talks.about):
            print(f"- {vote.target} ({vote.source}): {doubt}")


def amendments(talks: rt.Negotiation) -> None:
    print("\n# The amendments, held against the text adopted in the end\n")
    decided = {vote.target: vote for vote in talks.votes if vote.on == "amendment"}
    standing: dict[str, str] = {}
    for one in talks.proposals():
        text = talks.document(one.version)
        outcome = rt.apply(text, rt.read_amendments(talks.file(one.file)))
        if outcome.applied:
            places = ", ".join(map(said, one.paragraphs)) or "a new paragraph"
            changed = [link for link in rt.compare(text, outcome.document).links if link.changed]
            words = sorted({link.direction for link in changed}) or ["neutral"]
            effect = f"on {places}: would have made the text {' and '.join(words)}"
        else:
            why = outcome.failed[0].why.split("; it amends")[0]
            effect = f"not carried out: {why}"
            found = re.search(r"\b(?:pp|op)\d+\S*", why)
            if one.state == "adopted" and found:
                standing[one.key] = found[0]
        vote = decided.get(one.key)
        print(f"- {one.key}: {one.state}{' ' + told(vote) if vote else ''}; {effect}")
    print("\n# What the adopted ones did\n")
    step = talks.compare("24/24", "36/21")
    for key, place in standing.items():
        (link,) = [link for link in step.links if place in [p.id for p in link.after]]
        reasons = " ".join(flag.reason for flag in link.assessment.flags[:2])
        against = f"{link.relation}, {link.direction}. {reasons}".strip()
        print(f"- {key} stands as {said(place)} of 36/21; against 24/24 that is {against}")


def strength(talks: rt.Negotiation) -> None:
    print("\n# Strength and asks, step by step\n")
    for before, after in pairwise(SERIES):
        summary = talks.compare(before, after).summary
        directions = ", ".join(f"{n} {name}" for name, n in sorted(summary.directions.items()))
        counted: dict[str, int] = {}
        for change in talks.asks(before, after):
            counted[change.kind] = counted.get(change.kind, 0) + 1
        asks = ", ".join(f"{n} {name}" for name, n in sorted(counted.items()))
        print(f"- {before} → {after}: {directions}\n  asks: {asks}")


def sponsors(talks: rt.Negotiation) -> None:
    print("\n# Sponsors\n")
    early = {one.delegation for one in talks.sponsors(of="36/21")}
    late = {one.delegation for one in talks.sponsors(of="54/24")}
    print(f"- 2017: {len(early)}; 2023: {len(late)}; both: {len(early & late)}")
    print(f"- only in 2017: {', '.join(sorted(early - late)) or 'nobody'}")
    print(f"- only in 2023: {', '.join(sorted(late - early)) or 'nobody'}")


def main(shared: Path, out: Path) -> None:
    record = out / "reprisals.reso"
    record.unlink(missing_ok=True)
    with rt.Negotiation.open(record, who="examples/reprisals_history.py") as talks:
        talks.describe(
            title="Cooperation with the United Nations, its representatives and mechanisms",
            body="Human Rights Council",
            members=MEMBERS,
        )
        add_texts(talks, shared)
        add_votes(talks)
        add_sponsors(talks, shared)
        add_amendments(talks, shared)
        texts(talks)
        votes(talks)
        amendments(talks)
        strength(talks)
        sponsors(talks)
        broken = talks.verify()
        print(f"\n{talks.head[0]} events, {len(broken)} breaks.")


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:]]
    if not given:
        # The texts are the UN's, and no part of this project: without them there is only the story.
        print(__doc__)
    elif len(given) > 1:
        given[1].mkdir(parents=True, exist_ok=True)
        main(given[0], given[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(given[0], Path(folder))
