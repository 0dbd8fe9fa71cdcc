"""The page 任务 on a real database with a small campaign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from models import pinyin
from models.database import create_database
from models.org.tables import Campaign, Unit
from models.task import actions, queries
from models.task.actions import CellEdit
from ui.context import Context
from ui.settings import Settings
from ui.store import Store
from ui.task.page import TaskPage
from ui.widgets.inspector import UnitsField
from ui.widgets.unit_picker import UnitPicker

UNITS = (
    ("云溪市商务局", "商务局"),
    ("云溪市城市管理执法局", "城管局"),
    ("云溪市市场监督管理局", "市场监管局"),
    ("云溪市公安局", "公安局"),
)


@dataclass
class Desk:
    """The page shown, its store, and the ids of units and tasks by name."""

    page: TaskPage
    store: Store
    bot: QtBot
    campaign: int
    units: dict[str, int]

    @property
    def rows(self) -> dict[str, queries.TaskRow]:
        """The rows as stored, by title."""
        return {row.title: row for row in self.store.read(queries.task_tree, campaign_id=self.campaign)}

    def id(self, title: str) -> int:
        return self.rows[title].id

    def titles(self) -> list[str]:
        """Titles as the table shows them, indented by their depth."""
        return ["  " * row.depth + row.title for row in self.page.table.model.visible_rows()]

    def stand_on(self, title: str, key: str) -> None:
        """Put the cell cursor on a cell."""
        assert self.page.table.select(self.id(title), key)

    def picker(self, key: str) -> UnitPicker:
        """The picker of units or people in the inspector."""
        field = self.page.inspector.field(key)
        assert isinstance(field, UnitsField)
        return field.picker

    def inspect(self, title: str) -> None:
        """Stand on a task and wait until the inspector shows it."""
        self.stand_on(title, "title")
        wanted = self.id(title)
        self.bot.waitUntil(lambda: self.page.inspector.task_id == wanted)

    def keys(self, text: str) -> None:
        """Type, into the open editor or (which opens one) into the table. Sent as an input method sends Chinese."""
        for letter in text:
            target = self.focus()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, event)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.focus(), key, held)

    def focus(self) -> QWidget:
        """The open editor, else the table."""
        table = self.page.table.table
        editors = [*table.viewport().findChildren(QLineEdit), *table.viewport().findChildren(QPlainTextEdit)]
        return next((editor for editor in editors if editor.isVisible()), table)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to the table itself (no editor is open)."""
        self.bot.keyClick(self.page.table.table, key, held)

    def cell(self, title: str, key: str) -> QPoint:
        """The middle of a cell in the table's viewport."""
        table = self.page.table
        return table.table.visualRect(table.model.index_of(self.id(title), key)).center()

    def unit_names(self, title: str, role: str) -> list[str]:
        return [ref.name for ref in getattr(self.rows[title], role)]


def _build(session: Session) -> tuple[int, dict[str, int]]:
    campaign = Campaign(name="创建国家卫生城市", year=2026)
    session.add(campaign)
    found = {}
    for position, (name, short) in enumerate(UNITS):
        found[short] = Unit(
            name=name,
            short_name=short,
            position=position,
            pinyin=pinyin.sort_key(short),
            initials=pinyin.initials(short),
        )
        session.add(found[short])
    session.flush()
    first = actions.add_task(session, campaign_id=campaign.id, title="市容环境卫生")
    second = actions.add_task(session, campaign_id=campaign.id, title="农贸市场")
    tasks = {
        title: actions.add_task(session, campaign_id=campaign.id, title=title, parent_id=parent, points=points)
        for title, parent, points in (
            ("整治占道经营", first, 250),
            ("清理卫生死角", first, 150),
            ("更换果皮箱", first, None),
            ("改造棚顶", second, 500),
            ("活禽区隔离", second, 100),
        )
    }
    cells: tuple[tuple[str, str, str], ...] = (
        ("整治占道经营", "lead", "城管局"),
        ("整治占道经营", "support", "公安局、商务局"),
        ("整治占道经营", "deadline", "2020年5月底前"),
        ("清理卫生死角", "lead", "城管局"),
        ("清理卫生死角", "deadline", "长期坚持"),
        ("改造棚顶", "lead", "商务局、城管局"),
        ("改造棚顶", "deadline", "2099年6月底前"),
        ("活禽区隔离", "lead", "市场监管局"),
    )
    actions.set_cells(session, edits=[CellEdit(tasks[title], key, text) for title, key, text in cells])
    return campaign.id, {short: unit.id for short, unit in found.items()}


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The page with seven tasks, shown at 1294×696."""
    store = Store()
    store.attach(create_database(tmp_path / "t.zrt"))
    campaign, units = store.do("准备", _build).value
    context = Context(store, Settings(tmp_path / "settings.json"))
    context.set_campaign(campaign, "创建国家卫生城市")
    page = TaskPage(context)
    qtbot.addWidget(page)
    page.resize(1294, 696)
    page.show()
    qtbot.waitExposed(page)
    page.table.table.setFocus()
    yield Desk(page, store, qtbot, campaign, units)
    page.hide()
    store.detach()
