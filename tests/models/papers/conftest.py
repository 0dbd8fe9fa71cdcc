"""One press for all tests of the papers: its child processes stay warm."""

from collections.abc import Iterator

import pytest

from models.papers.press import Press


@pytest.fixture(scope="package")
def press() -> Iterator[Press]:
    press = Press(2)
    yield press
    press.close()
