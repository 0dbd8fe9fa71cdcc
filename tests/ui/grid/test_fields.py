"""Own fields, pasted places and moved branches by clicking and typing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.grid import actions, queries
from models.grid.field_rules import FieldForm
from models.grid.terms import FieldKind
from tests.ui.grid.test_page import fill, go, nav_texts, show
from tests.ui.org.desk import Desk, clip, hear
from ui.context import Context

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, prompts: object) -> list[str]:
    return hear(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, context: Context, said: list[str]) -> Desk:
    fill(context.store.database)
    return show(qtbot, context, said)


def define(desk: Desk) -> dict[str, str]:
    site = next(row.id for row in desk.store.read(queries.levels) if row.is_site)
    fields = [
        FieldForm(None, "经营面积", FieldKind.NUMBER, site),
        FieldForm(None, "快检室", FieldKind.CHOICE, site, ("已建", "没有")),
        FieldForm(None, "联系街道", FieldKind.TEXT),
    ]
    desk.store.do("栏目", actions.set_fields, fields=fields)
    return {row.name: row.key for row in desk.store.read(queries.cell_fields)}


def trigger(desk: Desk, action: str) -> None:
    found = desk.page.find_action(action)
    assert found is not None
    found.trigger()


def ids(desk: Desk) -> dict[str, int]:
    return {row.name: row.id for row in desk.store.read(queries.cells)}


def held(desk: Desk, cell: str) -> list[str]:
    return list(desk.store.read(queries.cell_values).get(ids(desk)[cell], {}).values())


def test_fields_are_defined_in_a_form(desk: Desk) -> None:
    trigger(desk, "grid.fields")
    form: Any = desk.dialog()
    line = form.lines[0]
    line.name.setText("批次")
    desk.click("保存")
    assert "不能再用作自定义栏目" in desk.said[-1]
    trigger(desk, "grid.fields")
    form = desk.dialog()
    form.lines[0].name.setText("经营面积")
    form.lines[0].kind.setCurrentText("数字")
    form.more.click()
    form.lines[1].name.setText("快检室")
    assert form.lines[1].choices.isHidden()
    form.lines[1].kind.setCurrentText("选项")
    assert not form.lines[1].choices.isHidden()
    desk.click("保存")
    assert form.isVisible()  # a choice without its words
    form.lines[1].choices.setText("已建、没有")
    form.lines[1].up.click()
    desk.click("保存")
    rows = desk.store.read(queries.cell_fields)
    assert [(row.name, row.level) for row in rows] == [("快检室", "点位"), ("经营面积", "点位")]
    assert [column.heading for column in desk.table.rows_model.columns[-2:]] == ["快检室", "经营面积"]


def test_values_in_the_table_and_beside_it(desk: Desk) -> None:
    keys = define(desk)
    desk.stand_on("梅湾市场", keys["经营面积"])
    desk.write("2680")
    assert held(desk, "梅湾市场") == ["2680"]
    desk.stand_on("梅湾市场", keys["快检室"])
    desk.write("已建")
    assert desk.texts(keys["快检室"])[0] == "已建"
    desk.stand_on("梅湾市场", keys["经营面积"])
    desk.fill(keys["经营面积"], "2700")
    assert desk.texts(keys["经营面积"])[0] == "2700"
    desk.store.undo()
    assert desk.texts(keys["经营面积"])[0] == "2680"
    desk.fill(keys["经营面积"], "很大")
    assert "不是数字" in desk.said[-1]
    go(desk, "临江区")
    panel: Any = desk.page.area_panel  # type: ignore[attr-defined]
    section = panel.own.section
    assert section.fields[keys["经营面积"]].isHidden() and not section.fields[keys["联系街道"]].isHidden()


def test_values_are_pasted_filled_and_cleared(desk: Desk) -> None:
    keys = define(desk)
    desk.stand_on("梅湾市场", keys["经营面积"])
    desk.paste("2,680|已建", "1450|没有")
    assert desk.texts(keys["经营面积"])[:2] == ["2680", "1450"]
    desk.paste("2680|已建", "1450|在建")
    assert "第 2 行“快检室”：没有选项“在建”" in desk.said[-1]
    model, table = desk.table.rows_model, desk.table
    table.clearSelection()
    column = model.column_of(keys["快检室"])
    table.setCurrentIndex(model.index(0, column))
    for row in range(3):
        table.selectionModel().select(model.index(row, column), table.selectionModel().SelectionFlag.Select)
    desk.press(Qt.Key.Key_D, CONTROL)
    assert desk.texts(keys["快检室"]) == ["已建", "已建", "已建"]
    desk.store.undo()
    desk.stand_on("梅湾市场", keys["经营面积"])
    desk.press(Qt.Key.Key_Delete)
    assert desk.texts(keys["经营面积"])[0] == ""


def test_numbers_sort_as_numbers_and_a_column_can_be_hidden(desk: Desk) -> None:
    keys = define(desk)
    desk.stand_on("梅湾市场", keys["经营面积"])
    desk.paste("900", "10000", "80")
    column = desk.table.rows_model.column_of(keys["经营面积"])
    desk.table.rows_model.sort(column)
    assert desk.texts(keys["经营面积"]) == ["80", "900", "10000"]
    desk.table.set_column_hidden(keys["快检室"], True)
    kept = desk.page.settings.layout("table.grid.places")
    assert keys["快检室"] in kept["hidden"]


def test_a_field_with_values_goes_only_when_confirmed(desk: Desk) -> None:
    keys = define(desk)
    desk.stand_on("梅湾市场", keys["经营面积"])
    desk.write("2680")
    for answer, left in (("取消", 3), ("一并删去", 2)):
        trigger(desk, "grid.fields")
        form: Any = desk.dialog()
        assert form.lines[0].count.text() == "已填 1"
        form.lines[0].remove.click()
        desk.click("保存")
        desk.click(answer)
        assert len(desk.store.read(queries.cell_fields)) == left
    assert held(desk, "梅湾市场") == []
    assert "经营面积" not in [column.heading for column in desk.table.rows_model.columns]
    desk.store.undo()
    assert held(desk, "梅湾市场") == ["2680"]


def test_the_preview_of_a_paste_shows_what_is_wrong(desk: Desk) -> None:
    clip("区|点位|编号", "临江区|桥头市场|C1", "|菱角市场|C1", "高新区|长丰市场|C2")
    trigger(desk, "grid.paste_new")
    form: Any = desk.dialog()
    assert not form.accept_button.isEnabled()
    assert "一行也不会写入" in form.summary.text()
    assert [row.number for row in form.model.rows] == [3]
    assert "编号“C1”和第 2 行重复" in form.model.rows[0].note
    form.kinds.chosen.emit("existing")
    assert [row.name for row in form.model.rows] == ["长丰市场"]
    desk.click("取消")
    assert len(desk.store.read(queries.cells)) == 5


def test_pasted_places_go_into_the_chosen_area(desk: Desk) -> None:
    go(desk, "高新区")
    clip("点位|批次", "桥头市场|第一批", "长丰市场|第二批")
    trigger(desk, "grid.paste_new")
    form: Any = desk.dialog()
    assert form.summary.text().startswith("新增 1 个点位，更新已有的 1 个")
    desk.click("写入")
    assert desk.texts("name") == ["长丰市场", "桥头市场"]
    assert desk.texts("batch") == ["第二批", "第一批"]
    assert "已写入 2 个点位" in desk.said[-1]
    desk.store.undo()
    assert desk.texts("name") == ["长丰市场"]


def test_an_unreadable_heading_is_said_without_a_preview(desk: Desk) -> None:
    clip("点位|片区", "桥头市场|东片")
    trigger(desk, "grid.paste_new")
    assert not desk.has_dialog and "不认识表头“片区”" in desk.said[-1]


def test_a_branch_moves_to_another_parent(desk: Desk) -> None:
    city = desk.store.do("新网格", actions.create_cell, level_id=desk.store.read(queries.levels)[0].id, name="云溪市")
    go(desk, "临江区")
    trigger(desk, "grid.move_area")
    form: Any = desk.dialog()
    form.line.setText("临江区")
    desk.click("移动")
    assert form.isVisible()
    form.line.setText("云溪市")
    desk.click("移动")
    assert "已移到“云溪市”" in desk.said[-1]
    assert nav_texts(desk) == ["全部点位 3", "高新区 1", "云溪市 2", "临江区 2"]
    desk.stand_on("梅湾市场", "name")
    trigger(desk, "grid.move")
    form = desk.dialog()
    form.line.setText("梅湾市场")
    desk.click("移动")
    assert form.isVisible()
    form.line.setText("高新区")
    desk.click("移动")
    go(desk, "高新区")
    assert desk.texts("name") == ["长丰市场", "梅湾市场"]
    assert city.value in ids(desk).values()
