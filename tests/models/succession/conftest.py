"""The furnished office for tests of mergers and splits."""

import pytest

from models.database import Database
from tests.models.succession.office import Office, furnish


@pytest.fixture
def office(database: Database) -> Office:
    """Two bureaus with everything a bureau can have."""
    return furnish(database)
