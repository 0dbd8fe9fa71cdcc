"""Alembic migrations, run from code on an open connection; no alembic.ini."""

from pathlib import Path

from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    from models.database import mark_schema, protect_journal

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    protect_journal(connection)
    mark_schema(connection)
