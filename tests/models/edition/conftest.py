"""An edition of a small campaign, and what is done to the breakdown after it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models.database import Database
from models.edition.actions import issue_edition
from models.sample.actions import build_sample

TODAY = date(2026, 6, 10)


@pytest.fixture
def campaign_id(database: Database) -> int:
    """The sample's campaign, without what the sample itself issued."""
    return int(database.do("建立示例", build_sample, today=TODAY, operator="办公室").value)


@pytest.fixture
def issue(database: Database, campaign_id: int) -> Callable[..., int]:
    """Issue an edition with usual words; answers its id."""

    def issued(number: int = 11, **words: Any) -> int:
        usual: dict[str, Any] = {
            "title": "责任分解表",
            "document_no": f"云创卫办〔2026〕{number}号",
            "issued_on": TODAY,
        }
        done = database.do(
            "印发", issue_edition, campaign_id=campaign_id, number=number, wall=True, **{**usual, **words}
        )
        return int(done.value)

    return issued
