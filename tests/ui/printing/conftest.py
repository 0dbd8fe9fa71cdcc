"""The page 打印 on the sample campaign, with its first preview drawn."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import models.schema  # noqa: F401 - all tables known
from models.database import create_database, open_database
from models.sample.actions import make_sample
from tests.ui.sampled import Opened, context, opened, went
from ui import background
from ui.printing.page import PrintingPage
from ui.store import Store

__all__ = ["context", "opened", "went"]

WAIT_MS = 60_000

Drawn = Callable[[Callable[[], object]], None]


@pytest.fixture(scope="package")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample campaign, made once; each test opens a copy."""
    path = tmp_path_factory.mktemp("sample") / "示例.zrt"
    database = create_database(path)
    make_sample(database, today=date.today())
    database.close()
    return path


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "示例.zrt"
    shutil.copy(sample_file, path)
    made = Store()
    made.attach(open_database(path))
    yield made
    made.detach()


@pytest.fixture
def said() -> list[str]:
    """`opened` wants one; the prompts of the window hear the sentences."""
    return []


@pytest.fixture
def page(opened: Opened[PrintingPage], qtbot: QtBot) -> Iterator[PrintingPage]:
    made = opened(PrintingPage)
    qtbot.waitUntil(lambda: made.made is not None, timeout=WAIT_MS)
    yield made
    made.preview.stop()
    made.artist.close()
    background.cancel_all()
    background.wait_all()


@pytest.fixture
def drawn(page: PrintingPage, qtbot: QtBot) -> Drawn:
    """Do something and wait for the next finished preview."""

    def draw(action: Callable[[], object]) -> None:
        with qtbot.waitSignal(page.preview.done, timeout=WAIT_MS):
            action()

    return draw
