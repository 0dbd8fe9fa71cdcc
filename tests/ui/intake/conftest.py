"""The page 导入 with a small plan in hand, read in this process; names and places are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.intake.reading import read_text
from models.intake.review import Block, Item, Review
from ui.context import Context
from ui.intake.page import IntakePage
from ui.intake.reading import Origin, Reading

PLAN = """云溪市农贸市场专项整治工作方案
（2026年）
为进一步规范农贸市场秩序，特制定本方案。
一、组织领导
成立农贸市场专项整治工作领导小组，成员名单如下：
组  长：林一川  市政府副市长
副组长：何  岚  市政府副秘书长
成  员：周文远  市商务局局长
许  诺  市城管局局长
二、主要任务
（一）占道经营专项整治
清理市场周边占道经营，划定临时疏导点。5月底前完成。
牵头单位：市城管局
配合单位：市商务局、市公安局
（二）市场改造提升
改造棚顶和下水，抽检合格率≥90%。
牵头单位：市商务局
配合单位：市住建局
三、工作要求
请各牵头单位于5月31日前将整治方案报送至市商务局。
"""


def press(qtbot: QtBot, widget: QWidget, key: Any, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key on a widget."""
    qtbot.keyClick(widget, key, held)


class Hand:
    """A pair of hands on the page."""

    def __init__(self, page: IntakePage, qtbot: QtBot) -> None:
        self.page = page
        self.qtbot = qtbot

    @property
    def review(self) -> Review:
        assert self.page.review is not None
        return self.page.review

    def row(self, block: Block, text: str) -> Item:
        """The row of a block whose words hold `text`."""
        found = [item for item in self.review.rows(block) if text in str(item.value)]
        assert found, f"no row with {text}"
        return found[0]

    def go(self, block: Block, text: str) -> int:
        """Make a row current by its words."""
        item = self.row(block, text)
        self.page.desk.select(item.id)
        return item.id

    def key(self, key: Any, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on the table in hand."""
        press(self.qtbot, self.page.desk.table, key, held)

    def titles(self) -> list[str]:
        """The texts of the naming column, as shown."""
        model = self.page.desk.table.rows_model
        column = next(one for one in model.columns if one.key in ("title", "name", "who", "what", "indicator"))
        return [column.text(item) for item in model.visible_rows()]


@pytest.fixture
def page(context: Context, shown: Callable[[Any], Any]) -> IntakePage:
    """The page with nothing in hand."""
    made: IntakePage = shown(IntakePage(context))
    return made


def reading_of(text: str, name: str = "方案.txt") -> Reading:
    """What the child process would answer for a text."""
    found = read_text(text, name)
    return Reading(Origin(name, text=text), found.source, found.draft, "")


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """Reads a text in this process."""
    return reading_of


@pytest.fixture
def plan() -> str:
    """The text of the small plan."""
    return PLAN


@pytest.fixture
def hand(page: IntakePage, qtbot: QtBot) -> Hand:
    """The page with the plan under review."""
    page.show_read((reading_of(PLAN),))
    return Hand(page, qtbot)
