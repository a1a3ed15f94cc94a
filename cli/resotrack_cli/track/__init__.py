"""`resotrack track`: the record of a negotiation, kept and asked."""

from __future__ import annotations

from collections.abc import Callable

import typer

from resotrack_cli._console import EXIT_CODES
from resotrack_cli.track import answers, changes, keeping, papers

app = typer.Typer(
    help="Keep the record of a negotiation: texts, proposals, sponsors, votes, positions.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS: dict[str, Callable[..., None]] = {
    "init": changes.init,
    "add": changes.add,
    "amend": changes.amend,
    "propose": changes.propose,
    "decide": changes.decide,
    "settle": changes.settle,
    "sponsor": changes.sponsor,
    "withdraw": changes.withdraw,
    "position": changes.position,
    "note": changes.note,
    "vote": changes.vote,
    "statement": changes.statement,
    "link": changes.link,
    "tag": changes.tag,
    "call": changes.call,
    "undo": changes.undo,
    "status": answers.status,
    "board": answers.board,
    "timeline": answers.timeline,
    "brief": answers.brief,
    "words": answers.words,
    "fates": answers.fates,
    "tables": answers.tables,
    "figure": answers.figure,
    "file": answers.file,
    "compile": papers.compile_text,
    "issue": papers.issue,
    "amendment": papers.amendment,
    "verify": answers.verify,
    "export": keeping.export,
    "import": keeping.import_,
    "copy": keeping.copy,
    "passphrase": keeping.passphrase,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, epilog=EXIT_CODES)(_command)
