"""The page 网格 by clicking and typing: levels, areas, places, paste, undo."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.database import Database
from models.grid import actions, queries
from models.grid.rules import TEMPLATES
from models.grid.terms import Stage
from models.org.actions import create_unit
from tests.ui.org.desk import Desk, clip, hear
from ui.context import Context
from ui.grid.page import GridPage

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BLOCK = (
    ("区", "点位", "批次", "阶段", "进度", "摊位数"),
    ("临江区", "梅湾市场", "第一批", "改造中", "45%", "120"),
    ("", "河西市场", "第二批", "评审", "", "62"),
    ("高新区", "长丰市场", "第一批", "完工", "", "80"),
)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, prompts: object) -> list[str]:
    """The sentences shown to the user; dialogs stay open for the test."""
    return hear(monkeypatch)


def fill(database: Database) -> None:
    database.do("准备", create_unit, name="临江区商务局", short_name="临江商务局")
    database.do("准备", actions.set_levels, levels=TEMPLATES[1].forms)
    database.do("准备", actions.paste_cells, block=BLOCK)


def show(qtbot: QtBot, context: Context, said: list[str]) -> Desk:
    page = GridPage(context)
    qtbot.addWidget(page)
    page.resize(1294, 696)
    page.show()
    qtbot.waitExposed(page)
    return Desk(page, qtbot, said)


@pytest.fixture
def desk(qtbot: QtBot, context: Context, said: list[str]) -> Desk:
    fill(context.store.database)
    return show(qtbot, context, said)


def go(desk: Desk, area: str) -> None:
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    row = next(row for row in nav.tree_model.rows if row.text == area)
    assert nav.select_id(row.id)


def nav_texts(desk: Desk) -> list[str]:
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    return [f"{row.text} {row.note}".strip() for row in nav.tree_model.rows]


def test_without_levels_the_page_asks_for_them(qtbot: QtBot, context: Context, said: list[str]) -> None:
    desk = show(qtbot, context, said)
    assert desk.page.empty.isVisible()
    desk.click("设置层级", desk.page.empty)
    form = desk.dialog()
    assert [line.name.text() for line in form.lines] == ["市", "区", "街道办事处", "社区", "点位"]
    form.lines[2].remove.click()
    form.lines[2].up.click()
    assert [line.name.text() for line in form.lines] == ["市", "社区", "区", "点位"]
    form.lines[1].name.setText("市")
    desk.click("保存")
    assert form.isVisible()
    form.lines[1].name.setText("片区")
    desk.click("保存")
    assert [row.name for row in desk.store.read(queries.levels)] == ["市", "片区", "区", "点位"]
    assert desk.page.nav.isVisible()  # type: ignore[attr-defined]


def test_levels_in_use_keep_their_cells(desk: Desk) -> None:
    desk.click("层级…", desk.page)
    form = desk.dialog()
    assert not form.lines[1].remove.isEnabled()
    form.lines[1].name.setText("县区")
    form.more.click()
    form.lines[-1].name.setText("摊位")
    form.sites.setChecked(False)
    desk.click("保存")
    assert [(row.name, row.cells) for row in desk.store.read(queries.levels)] == [
        ("市", 0),
        ("县区", 2),
        ("点位", 3),
        ("摊位", 0),
    ]


def test_all_places_and_those_of_an_area(desk: Desk) -> None:
    assert nav_texts(desk) == ["全部点位 3", "临江区 2", "高新区 1"]
    assert desk.texts("name") == ["梅湾市场", "河西市场", "长丰市场"]
    assert desk.page.head.count.text() == "3 个点位，完工 1"
    go(desk, "临江区")
    assert desk.texts("name") == ["梅湾市场", "河西市场"]
    assert desk.page.head.count.text() == "临江区，2 个点位，完工 0"


def test_cells_and_undo(desk: Desk) -> None:
    desk.stand_on("河西市场", "stage")
    desk.write("改造中")
    desk.stand_on("河西市场", "progress")
    desk.write("30")
    row = desk.store.read(queries.sites)[1]
    assert (row.stage, row.progress) == (Stage.BUILDING, 30)
    desk.stand_on("河西市场", "progress")
    desk.write("130")
    assert "请写 0 到 100 的整数" in desk.said[-1]
    desk.stand_on("河西市场", "operator")
    desk.write("河西市场经营部")
    assert desk.store.undo_title() == "修改“河西市场”"
    desk.store.undo()
    assert desk.texts("operator")[1] == ""


def test_places_pasted_over_and_as_new(desk: Desk) -> None:
    desk.stand_on("梅湾市场", "batch")
    desk.paste("第三批|完工", "第三批|拆除")
    assert "第 2 行“阶段”：没有阶段“拆除”" in desk.said[-1]
    assert desk.texts("batch")[0] == "第一批"
    desk.paste("第三批|完工", "第三批|评审")
    assert desk.texts("batch")[:2] == ["第三批", "第三批"]
    clip("区|点位|批次", "临江区|桥头市场|第二批", "|菱角市场|", "经开区|车站市场|")
    desk.page.find_action("grid.paste_new").trigger()  # type: ignore[union-attr]
    assert "新增 3 个点位；为它们新建 1 个上级网格" in desk.dialog().summary.text()
    desk.click("写入")
    assert nav_texts(desk) == ["全部点位 6", "临江区 4", "高新区 1", "经开区 1"]
    desk.store.undo()
    assert len(desk.texts("name")) == 3


def test_a_block_with_headings_makes_places_wherever_it_is_pasted(desk: Desk) -> None:
    desk.stand_on("梅湾市场", "batch")
    desk.paste("区|点位", "临江区|桥头市场")
    desk.click("写入")
    assert "桥头市场" in desk.texts("name")
    assert desk.texts("batch")[0] == "第一批"


def test_new_place_and_new_area(desk: Desk) -> None:
    go(desk, "高新区")
    desk.click("新点位", desk.page)
    form = desk.dialog()
    assert form.focusWidget() is form.name
    assert form.above.text() == "高新区"
    form.name.setText("宏平市场")
    form.batch.setText("第二批")
    desk.click("添加")
    assert desk.texts("name") == ["长丰市场", "宏平市场"]
    desk.click("新点位", desk.page)
    form = desk.dialog()
    form.name.setText("某市场")
    form.above.setText("无此区")
    desk.click("添加")
    assert form.isVisible()
    desk.click("取消")
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    nav.select_id("all")
    desk.page.find_action("grid.new_area").trigger()  # type: ignore[union-attr]
    form = desk.dialog()
    assert form.level.currentText() == "市"
    form.name.setText("云溪市")
    desk.click("添加")
    assert nav_texts(desk)[-1] == "云溪市"
    ids = {row.text: row.id for row in nav.tree_model.rows}
    nav.drop_requested.emit((ids["临江区"], ids["高新区"]), ids["云溪市"], "on")
    assert nav_texts(desk) == ["全部点位 4", "云溪市 4", "临江区 2", "高新区 2"]


def test_the_area_beside_the_tree_and_the_place_beside_the_table(desk: Desk) -> None:
    go(desk, "临江区")
    desk.fill("unit_id", "临江商务局")
    assert desk.store.read(queries.cells)[0].unit == "临江区商务局"
    desk.fill("name", "临江新区")
    assert "临江新区 2" in nav_texts(desk)
    desk.stand_on("河西市场", "name")
    desk.fill("parent", "高新区")
    assert desk.texts("name") == ["梅湾市场"]
    desk.stand_on("梅湾市场", "name")
    desk.fill("parent", "没有的区")
    assert "没有叫“没有的区”的上级网格" in desk.said[-1]
    desk.fill("code", "A01")
    assert desk.store.read(queries.cells)[1].code == "A01"


def test_order_and_deletion(desk: Desk) -> None:
    desk.stand_on("河西市场", "name")
    desk.press(Qt.Key.Key_Up, ALT)
    assert desk.texts("name")[:2] == ["河西市场", "梅湾市场"]
    desk.press(Qt.Key.Key_Delete, CONTROL)
    assert desk.texts("name") == ["梅湾市场", "长丰市场"]
    go(desk, "临江区")
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    desk.bot.keyClick(nav, Qt.Key.Key_Delete)
    assert "和其中 1 个点位" in desk.said[-1]
    assert nav_texts(desk) == ["全部点位 1", "高新区 1"]
    desk.store.undo()
    assert nav_texts(desk) == ["全部点位 2", "临江区 1", "高新区 1"]


def test_filter_and_jump(desk: Desk) -> None:
    desk.page.head.filter_changed.emit("hxsc")
    assert desk.texts("name") == ["河西市场"]
    desk.page.head.filter_changed.emit("")
    go(desk, "高新区")
    place = next(row for row in desk.store.read(queries.sites) if row.name == "梅湾市场")
    desk.page.goto(place.id)
    assert desk.table.current_id() == place.id
    area = desk.store.read(queries.cells)[0]
    desk.page.goto(area.id)
    assert desk.page.nav.current_id() == area.id  # type: ignore[attr-defined]
