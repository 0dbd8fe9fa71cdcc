"""For developers: `python -m models.migrations NUMBER MESSAGE` writes the next revision from the mapped classes."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from sqlalchemy import String, create_engine

from models.base import Choice, Moment
from models.schema import metadata


def _render(kind: str, thing: object, context: object) -> str | bool:
    """Our column types are plain strings in the database: a migration must not import them."""
    if kind == "type" and isinstance(thing, Moment | Choice):
        inner = thing.impl_instance if hasattr(thing, "impl_instance") else thing.impl
        assert isinstance(inner, String)
        return f"sa.String(length={inner.length})"
    return False


def main(number: str, message: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["target_metadata"] = metadata
    config.attributes["render_item"] = _render
    with TemporaryDirectory() as folder, create_engine(f"sqlite:///{folder}/x.db").connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(*sys.argv[1:3])
