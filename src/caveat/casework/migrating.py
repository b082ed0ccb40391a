"""The tables, brought to the form that this program knows, on opening; by one process at a time."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from caveat.errors import StoreUnavailable

NEWEST = "0002"
"""The newest migration; `tests/casework/test_migrating.py` holds it against the folder."""

_LOCK = 0x0CA_5E_0001
"""The advisory lock of PostgreSQL; SQLite locks by beginning to write."""


def migrate(engine: Engine) -> None:
    """Make the tables what they should be; a crash in between leaves them as they were.

    Args:
        engine: whose transactions write at once (``BEGIN IMMEDIATE``) under SQLite.

    Raises:
        StoreUnavailable: they were made by a newer Caveat.
    """
    with engine.connect() as connection:
        if _at(connection) == NEWEST:
            return
    with engine.execution_options(writing=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _at(connection) != NEWEST:
            _upgrade(connection)


def _at(connection: Connection) -> str:
    """The migration that the tables are at; empty if there are none.

    Raises:
        StoreUnavailable: nobody here knows it.
    """
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    if found > NEWEST:
        raise StoreUnavailable(
            f"The casework was made by a newer Caveat (its tables are at {found}; this one knows "
            f"{NEWEST}). Use that one."
        )
    return str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
