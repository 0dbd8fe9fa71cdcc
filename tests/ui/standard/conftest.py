"""Pages on the sample campaign."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.standard.queries import IndicatorRow
from tests.ui.sampled import Opened, context, opened, said, sample_file, store, went
from ui.standard.page import StandardPage

__all__ = ["context", "opened", "said", "sample_file", "store", "went"]

Finding = Callable[[str], IndicatorRow]


@pytest.fixture
def page(opened: Opened[StandardPage]) -> StandardPage:
    return opened(StandardPage)


@pytest.fixture
def row(page: StandardPage) -> Finding:
    """An indicator of the standard in hand by its name, as it is now."""

    def find(name: str) -> IndicatorRow:
        return next(found for found in page.view.model.rows if found.name == name)

    return find
