"""The commands that change a record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from resotrack_cli._console import failures, output
from resotrack_cli.track._record import SUFFIX, Date, Paragraph, Record, Text, Who, Why, opened

if TYPE_CHECKING:
    from resotrack import Negotiation
    from resotrack.ledger import Question
    from resotrack.model.record import SponsorRole, VoteTarget

_NoInput = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing: list what is left open instead.")
]
_Delegations = Annotated[list[str], typer.Argument(metavar="DELEGATION...", help="Who.")]
_Delegation = Annotated[str, typer.Argument(metavar="DELEGATION", help="Who.")]
_Behalf = Annotated[
    str, typer.Option("--on-behalf-of", metavar="GROUP", help="The group that is spoken for.")
]
_Of = Annotated[str, typer.Option("--of", metavar="KEY", help="An amendment; else the text.")]


def init(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A file, or a database's URL.")],
    title: Annotated[str, typer.Option("--title", help="What is negotiated.")],
    body: Annotated[str, typer.Option("--body", help="Where: Human Rights Council.")] = "",
    session: Annotated[str, typer.Option("--session", help="Its session.")] = "",
    item: Annotated[str, typer.Option("--item", help="The agenda item.")] = "",
    members: Annotated[int, typer.Option("--members", min=0, help="How many can vote.")] = 0,
    locked: Annotated[
        bool, typer.Option("--locked", help="Lock it with a passphrase, which is asked for.")
    ] = False,
    who: Who = "",
) -> None:
    """Make a new record: one file that holds a negotiation and all its texts.

    \b
    Example:
      resotrack track init harbours.reso --title "Protection of harbour observers" --members 47
    """
    is_url = "://" in record
    where = record if is_url or Path(record).suffix else record + SUFFIX
    with failures():
        import resotrack as rt

        if not is_url and Path(where).exists():
            raise rt.LedgerError(
                "there is a file of this name already.", source=where, remedy="Choose another name."
            )
        passphrase = None
        if locked:
            passphrase = typer.prompt(
                "Passphrase", hide_input=True, confirmation_prompt=True, err=True
            )
        with rt.Negotiation.open(where, who=who, passphrase=passphrase) as talks:
            talks.describe(
                title=title, body=body, session=session, agenda_item=item, members=members
            )
    typer.echo(f"Made: {where}", err=True)


def add(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Texts, amendments, or a committee's report."),
    ],
    record: Record = "",
    label: Annotated[str, typer.Option("--label", "-l", help="How the room calls it.")] = "",
    stage: Annotated[
        str | None, typer.Option("--stage", help="zero draft, L. document, adopted, …")
    ] = None,
    follows: Annotated[
        str, typer.Option("--after", metavar="LABEL", help="The text it comes after.")
    ] = "",
    date: Date = "",
    report: Annotated[bool, typer.Option("--report", help="It is a committee's report.")] = False,
    draft: Annotated[
        str, typer.Option("--draft", metavar="SYMBOL", help="The draft meant, of a report.")
    ] = "",
    no_input: _NoInput = False,
    who: Who = "",
    why: Why = "",
) -> None:
    """Add texts: each is read, kept, aligned with the one before, and its proposals are filed.

    \b
    Examples:
      resotrack track add zero-draft.docx rev1.docx
      resotrack track add L12.docx --label L.12 --date 2031-09-24
      resotrack track add report.docx --report

    Tracked changes and brackets with a name become proposals of their delegations. A name that
    nobody can place is asked about once, and remembered.
    """
    if len(files) > 1 and (label or stage):
        raise typer.BadParameter("--label and --stage are for one file at a time.")
    with opened(record, who=who) as talks:
        for file in files:
            if report:
                told = talks.add_report(file, draft=draft, why=why)
                typer.echo(
                    f"{told.draft}: {len(told.sponsors)} sponsors, "
                    f"{len(told.proposals)} amendments, "
                    f"{len(told.votes)} votes"
                )
                questions = told.questions
            else:
                added = talks.add_text(
                    file, label=label, stage=_one_of("stage", stage), date=date, to=follows, why=why
                )
                version = added.version
                typer.echo(
                    f"{version.label}: {version.stage}"
                    + (f", {version.relation} {version.to}" if version.relation else "")
                    + f"; {len(added.proposals)} proposals filed"
                )
                questions = added.questions
            _ask(talks, questions, no_input)


def amend(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Amendments.")],
    record: Record = "",
    text: Text = "",
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="DELEGATION", help="Whose, if not printed.")
    ] = None,
    date: Date = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Add amendment documents: their instructions, their sponsors, the paragraphs they touch.

    \b
    Example:
      resotrack track amend L31.docx L32.docx --date 2031-09-30
    """
    with opened(record, who=who) as talks:
        for file in files:
            made = talks.amend(file, version=text, delegations=by or (), date=date, why=why)
            places = ", ".join(made.paragraphs) or "no paragraph that could be found"
            typer.echo(f"{made.key} on {made.version}, {places}: {', '.join(made.delegations)}")


def propose(
    delegation: _Delegation,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What is proposed.")],
    record: Record = "",
    paragraph: Paragraph = "",
    text: Text = "",
    on_behalf_of: _Behalf = "",
    date: Date = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """File what a delegation proposed in the room.

    \b
    Examples:
      resotrack track propose Ostrelle "wants “as appropriate” back" -p op7
      resotrack track propose Lirasse "In paragraph 4, delete the words “where feasible”"
    """
    with opened(record, who=who) as talks:
        made = talks.propose(
            delegation, words, paragraph=paragraph, version=text, on_behalf_of=on_behalf_of,
            date=date, why=why,
        )  # fmt: skip
        understood = "read as an instruction" if made.instructions else "kept as a note of words"
        typer.echo(f"{made.key}: {understood}")


def decide(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A proposal: P12, A/HRC/99/L.31.")],
    state: Annotated[
        str, typer.Argument(metavar="STATE", help="under discussion, accepted, merged, …")
    ],
    record: Record = "",
    into: Annotated[str, typer.Option("--into", metavar="KEY", help="Merged into this one.")] = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Say what became of a proposal: accepted, merged, rejected, fallen …

    \b
    Example:
      resotrack track decide P12 merged --into P15 --why "agreed in the corridor"
    """
    with opened(record, who=who) as talks:
        made = talks.decide(key, _one_of("state", state), into=into, why=why)
        typer.echo(f"{made.key}: {made.state}")


def settle(
    record: Record = "",
    text: Text = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    who: Who = "",
    why: Why = "",
) -> None:
    """Mark pending proposals as accepted or fallen, where a text leaves no doubt.

    \b
    Example:
      resotrack track settle --text Adopted
    """
    with opened(record, who=who) as talks:
        if dry_run:
            for told in talks.fates(text, pending=True):
                typer.echo(f"{told.proposal.key}: {told.verdict}. {told.reason}")
            return
        made = talks.settle(text, why=why)
        for proposal in made.decided:
            typer.echo(f"{proposal.key}: {proposal.state}")
        for told in made.left:
            typer.echo(f"{told.proposal.key}: left open, {told.verdict}. {told.reason}")


def sponsor(
    delegations: _Delegations,
    record: Record = "",
    of: _Of = "",
    main: Annotated[bool, typer.Option("--main", help="As main sponsors.")] = False,
    additional: Annotated[bool, typer.Option("--additional", help="Joined after tabling.")] = False,
    on_behalf_of: _Behalf = "",
    date: Date = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Put delegations' names on the text, or on an amendment.

    \b
    Example:
      resotrack track sponsor Aldermark Lirasse --main --date 2031-09-24
    """
    role: SponsorRole = (
        "main sponsor" if main else "additional sponsor" if additional else "co-sponsor"
    )
    with opened(record, who=who) as talks:
        made = talks.sponsor(
            delegations, of=of, role=role, on_behalf_of=on_behalf_of, joined=date, why=why
        )
        typer.echo(f"{len(made)} added; {len(talks.sponsors(of=of))} sponsor {of or 'the text'}")


def withdraw(
    what: Annotated[
        str, typer.Argument(metavar="DELEGATION|KEY", help="A sponsor, or a proposal.")
    ],
    record: Record = "",
    of: _Of = "",
    date: Date = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Take a delegation's name off the text, or withdraw a proposal.

    \b
    Examples:
      resotrack track withdraw Lirasse --date 2031-09-30
      resotrack track withdraw A/HRC/99/L.34 --why "after the oral revision"
    """
    with opened(record, who=who) as talks:
        if any(proposal.key == what for proposal in talks.proposals()):
            typer.echo(f"{talks.decide(what, 'withdrawn', why=why).key}: withdrawn")
        else:
            gone = talks.withdraw(what, of=of, on=date, why=why)
            typer.echo(f"{gone.delegation} no longer sponsors {of or 'the text'}")


def position(
    delegation: _Delegation,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What it said.")],
    record: Record = "",
    stance: Annotated[
        str, typer.Option("--stance", "-s", help="support, can live with, reservation, red line.")
    ] = "",
    paragraph: Paragraph = "",
    text: Text = "",
    date: Date = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Note where a delegation stands on a paragraph, or on the whole.

    \b
    Example:
      resotrack track position Ostrelle "cannot accept a fund" --stance "red line" -p op12
    """
    with opened(record, who=who) as talks:
        made = talks.position(
            delegation,
            words,
            stance=_one_of("stance", stance),
            paragraph=paragraph,
            version=text,
            date=date,
            why=why,
        )
        typer.echo(made.key)


def note(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What to keep in mind.")],
    record: Record = "",
    paragraph: Paragraph = "",
    text: Text = "",
    date: Date = "",
    who: Who = "",
) -> None:
    """Keep a note of your own.

    \b
    Example:
      resotrack track note "ask the Group about OP 9 before lunch" -p op9
    """
    with opened(record, who=who) as talks:
        typer.echo(talks.note(words, paragraph=paragraph, version=text, date=date).key)


def vote(
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="A text's label, or a proposal's key.")
    ],
    record: Record = "",
    counts: Annotated[
        str, typer.Option("--counts", metavar="31-1-15", help="For, against, abstaining.")
    ] = "",
    in_favour: Annotated[str, typer.Option("--in-favour", help="Names, with semicolons.")] = "",
    against: Annotated[str, typer.Option("--against", help="Names, with semicolons.")] = "",
    abstaining: Annotated[str, typer.Option("--abstaining", help="Names, with semicolons.")] = "",
    paragraph: Paragraph = "",
    result: Annotated[str, typer.Option("--result", help="If the totals do not tell.")] = "",
    meeting: Annotated[str, typer.Option("--meeting", help="As printed: 41st.")] = "",
    source: Annotated[str, typer.Option("--source", help="Where this is from.")] = "",
    date: Date = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Record a vote on a text, on an amendment, or on a paragraph of a text.

    \b
    Examples:
      resotrack track vote A/HRC/99/L.31 --counts 15-24-8 --date 2031-10-03
      resotrack track vote Adopted --in-favour "Aldermark; Lirasse" --against Ostrelle
      resotrack track vote A/HRC/99/L.33          (without counts: without a vote)
    """
    with opened(record, who=who) as talks:
        from resotrack.ledger import doubts

        is_proposal = any(proposal.key == target for proposal in talks.proposals())
        on: VoteTarget = "amendment" if is_proposal else "paragraph" if paragraph else "text"
        made = talks.vote(
            f"{target} {paragraph}" if paragraph and not is_proposal else target,
            on=on,
            result=_one_of("result", result),
            counts=_counts(counts),
            in_favour=_names(in_favour),
            against=_names(against),
            abstaining=_names(abstaining),
            date=date,
            meeting=meeting,
            source=source,
            why=why,
        )
        typer.echo(f"{made.key}: {made.target} {made.result}")
        for doubt in doubts(made, talks.about):
            typer.echo(f"  does not add up: {doubt}", err=True)


def statement(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is called.")],
    signatories: Annotated[list[str], typer.Argument(metavar="DELEGATION...", help="Who signed.")],
    record: Record = "",
    by: Annotated[str, typer.Option("--by", help="Who delivered it.")] = "",
    date: Date = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Record a joint statement and who put their names to it.

    \b
    Example:
      resotrack track statement "On the harbours" Aldermark Lirasse --by Aldermark
    """
    with opened(record, who=who) as talks:
        made = talks.statement(title, signatories, delivered_by=by, date=date, why=why)
        typer.echo(f"{made.key}: {len(made.signatories)} names")


def link(
    before: Annotated[str, typer.Argument(metavar="LABEL:ID", help="Rev.1:op7")],
    after: Annotated[str, typer.Argument(metavar="LABEL:ID", help="L.12:op9")],
    record: Record = "",
    not_: Annotated[bool, typer.Option("--not", help="They do not belong together.")] = False,
    who: Who = "",
    why: Why = "",
) -> None:
    """Say that two paragraphs of two texts belong together, or do not: comparisons follow it.

    \b
    Example:
      resotrack track link Rev.1:op7 L.12:op9
    """
    (one, first), (other, second) = _place(before), _place(after)
    with opened(record, who=who) as talks:
        talks.correct(one, first, other, second, linked=not not_, why=why)


def tag(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="A text, “Rev.1 op7”, a key.")],
    word: Annotated[str, typer.Argument(metavar="TAG", help="A word of your own.")],
    record: Record = "",
    who: Who = "",
) -> None:
    """Put a word of your own on a text, a paragraph or a proposal."""
    with opened(record, who=who) as talks:
        talks.tag(target, word)


def call(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As it is written in a source.")],
    delegation: _Delegation,
    record: Record = "",
    who: Who = "",
) -> None:
    """Say once whom a name stands for: an author of tracked changes, a misprint.

    \b
    Example:
      resotrack track call "J. Doe" Aldermark
    """
    with opened(record, who=who) as talks:
        talks.call(name, delegation)


def undo(
    command: Annotated[
        int, typer.Argument(metavar="[NUMBER]", help="From the timeline; the last by default.")
    ] = 0,
    record: Record = "",
    who: Who = "",
    why: Why = "",
) -> None:
    """Take one command back. The record keeps both: what was done, and that it was undone."""
    with opened(record, who=who) as talks:
        made = talks.undo(command, why=why)
        typer.echo(f"{len(made)} change{'s' * (len(made) != 1)} undone")


def _ask(talks: Negotiation, questions: Iterable[Question], no_input: bool) -> None:
    """Put what a source left open to the user once; off a terminal it is only listed."""
    import sys

    console = output()
    for question in questions:
        choices = f" (perhaps {', '.join(question.choices)})" if question.choices else ""
        if no_input or not sys.stdin.isatty():
            console.print(f"  ? {question.about}: {question.problem}{choices}")
            continue
        answer = typer.prompt(
            f"{question.about}: {question.problem}{choices}. Whom does it mean? (empty: leave it)",
            default="",
            show_default=False,
        )
        if answer.strip():
            talks.call(question.about, answer)


def _one_of(name: str, value: str | None) -> Any:
    """A stage, state, stance or result that is one. Raises a usage error that lists them."""
    from resotrack.model.record import ProposalState, Stage, Stance, VoteResult

    known = {"stage": Stage, "state": ProposalState, "stance": Stance, "result": VoteResult}
    words = get_args(known[name])
    if value is not None and value not in words:
        listed = ", ".join(word for word in words if word)
        raise typer.BadParameter(f"“{value}” is no {name}: {listed}.")
    return value


def _counts(said: str) -> tuple[int, int, int] | None:
    if not said:
        return None
    parts = said.replace("–", "-").split("-")
    if len(parts) != 3 or not all(part.strip().isdigit() for part in parts):
        raise typer.BadParameter("Write the totals as 31-1-15: for, against, abstaining.")
    one, two, three = map(int, parts)
    return one, two, three


def _names(said: str) -> list[str]:
    return [name.strip() for name in said.split(";") if name.strip()]


def _place(said: str) -> tuple[str, str]:
    label, _, paragraph = said.rpartition(":")
    if not label:
        raise typer.BadParameter(f"Write “{said}” as LABEL:ID, for example Rev.1:op7.")
    return label, paragraph
