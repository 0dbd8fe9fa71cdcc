"""A real database in a fresh folder for tests of actions and queries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import models.schema  # noqa: F401 - all tables known
from models.database import Database, create_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new empty database, closed after the test."""
    opened = create_database(tmp_path / "创卫 #1%.zrt")
    yield opened
    opened.close()
