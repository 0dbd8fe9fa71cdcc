"""Fixtures for pages tested on the sample campaign; the conftest of each page takes what it needs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

import models.schema  # noqa: F401 - all tables known
from models.database import create_database, open_database
from models.sample.actions import TITLE, build_sample
from ui import messages
from ui.context import Context
from ui.overview.lines import LineList
from ui.page import Page
from ui.settings import Settings
from ui.store import Store
from ui.tables.view import TableView

P = TypeVar("P", bound=Page)
Opened = Callable[[type[P]], P]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences shown to the user."""
    heard: list[str] = []

    def hear(kind: str, text: str) -> None:
        heard.append(text)

    monkeypatch.setattr(messages.Hook, "on_message", staticmethod(hear))
    return heard


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with the sample campaign, made today by 办公室; tests take copies."""
    path = tmp_path_factory.mktemp("sample") / "示例.zrt"
    database = create_database(path)
    database.do(TITLE, build_sample, today=date.today(), operator="办公室")
    database.close()
    return path


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An open copy of the sample file."""
    opened = Store()
    opened.attach(open_database(Path(shutil.copy(sample_file, tmp_path))))
    opened.operator = "办公室"
    yield opened
    opened.detach()


@pytest.fixture
def context(store: Store, tmp_path: Path) -> Context:
    """The context of a window with the sample's campaign in hand."""
    from models.org.queries import campaigns

    made = Context(store, Settings(tmp_path / "settings.json"))
    row = store.read(campaigns)[0]
    made.set_campaign(row.id, row.name)
    return made


@pytest.fixture
def went() -> list[tuple[str, object, object]]:
    """Where pages asked to go: (page, record, payload)."""
    return []


@pytest.fixture
def opened(qtbot: QtBot, context: Context, went: list[tuple[str, object, object]], said: list[str]) -> Opened[Page]:
    """A page by its class, shown on the smallest screen."""

    def open_page(kind: type[P]) -> P:
        page = kind(context)
        qtbot.addWidget(page)
        page.navigate_requested.connect(lambda *where: went.append(where))
        page.resize(1294, 696)
        page.show()
        qtbot.waitExposed(page)
        return page

    return open_page


def click_row(qtbot: QtBot, table: TableView, place: int, column: int = 1) -> None:
    """A click into the row shown at `place`."""
    index: QModelIndex = table.rows_model.index(place, column)
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())


def click_line(qtbot: QtBot, lines: LineList, place: int) -> None:
    """A click on the entry at `place`."""
    rect = lines.rows.rect_of(place)
    lines.area.ensureVisible(0, rect.center().y())
    qtbot.mouseClick(lines.rows, Qt.MouseButton.LeftButton, pos=rect.center())


def texts(table: TableView, key: str) -> list[str]:
    """One column of a table as shown."""
    column = table.rows_model.columns[table.rows_model.column_of(key)]
    return [column.text(row) for row in table.rows_model.visible_rows()]
