"""A window on a real file, driven as a user would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.database import create_database
from tests.ui.sampled import sample_file
from ui import background
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.store import Store

__all__ = ["sample_file"]


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Iterator[MainWindow]:
    """The window with no file open."""
    store = Store()
    made = MainWindow(store, settings)
    made.commands.complete()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    background.cancel_all()
    background.wait_all()
    store.detach()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[], None]:
    """Wait until no background work runs."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not background.is_busy(), timeout=20_000)

    return wait


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed, empty database file with a hard name."""
    path = tmp_path / "创卫 #1 100%.zrt"
    create_database(path).close()
    return path
