"""The tables of a record through the years: one revision in `versions/` for each change of them.

A revision is never edited once a release has it: records of that version are out there.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

HEAD = "0001"
"""The version that this program writes. A test holds it to the newest file in `versions/`."""


def known() -> frozenset[str]:
    """Every version that this program can open."""
    return frozenset(path.name[:4] for path in _FOLDER.joinpath("versions").glob("[0-9]*.py"))


_FOLDER = Path(__file__).parent


def upgrade(connection: Connection, to: str = "") -> None:
    """Bring the tables up to a version (the newest), inside the transaction that is open."""
    to = to or HEAD
    # Alembic takes a quarter of a second to load and is needed once in a record's life.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    from resotrack.ledger.tables import metadata

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    scripts = ScriptDirectory.from_config(config)
    with EnvironmentContext(
        config,
        scripts,
        fn=lambda revision, _: scripts._upgrade_revs(to, revision),
        destination_rev=to,
    ) as environment:
        environment.configure(connection=connection, target_metadata=metadata)
        environment.run_migrations()
