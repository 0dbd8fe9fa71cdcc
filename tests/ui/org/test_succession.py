"""Units renamed, merged and split from the page 组织: forms, what moves, ended units in grey, 沿革."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from models.org import queries
from models.succession.terms import MoveKind
from tests.ui.org.desk import Desk

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def past(desk: Desk) -> list[str]:
    return [row.text for row in desk.page.view.inspector.past.rows]  # type: ignore[attr-defined]


def units(desk: Desk, day: date) -> list[str]:
    return [row.name for row in desk.store.read(queries.units, day=day)]


def test_a_new_name_from_a_day_on(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.view.rename()  # type: ignore[attr-defined]
    form = desk.dialog()
    form.on.setText("2026-13-01")
    desk.click("改名")
    assert form.isVisible()
    form.on.setText("2026-03-01")
    desk.click("改名")
    assert form.isVisible()  # the names are as they were
    form.name.setText("云溪市公安局")
    desk.click("改名")
    assert "同一级里已有单位“云溪市公安局”" in form._why.text()
    form.name.setText("云溪市商务和投资促进局")
    form.short_name.setText("商务投促局")
    desk.click("改名")
    assert not desk.has_dialog
    assert "从 2026-03-01 起叫“云溪市商务和投资促进局”" in desk.said[-1]
    assert units(desk, date(2026, 2, 28))[1] == "云溪市商务局"
    assert units(desk, date(2026, 3, 1))[1] == "云溪市商务和投资促进局"
    assert "“云溪市商务局”改称“云溪市商务和投资促进局”" in past(desk)
    desk.store.undo()
    assert desk.texts("name")[1] == "云溪市商务局"


def test_a_merger_shows_what_moves_and_greys_what_ended(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.view.merge()  # type: ignore[attr-defined]
    form = desk.dialog()
    assert form.windowTitle() == "“云溪市商务局”并入…"
    desk.click("并入")
    assert form.isVisible()  # no successor yet
    assert "云溪市商务局" not in [option.text for option in form.into._options]
    form.into.setText("云溪市商务局")
    assert "不能并入自己" in form.told.text()
    form.into.setText("云溪市公安局")
    form.on.setText("2026-03-01")
    heads = [form.moving.items.item(row, 0).text() for row in range(form.moving.items.rowCount())]
    assert heads == ["岗位（1）", "牵头的小组（1）"]
    assert form.told.text().startswith("共 2 项")
    group = form.moving.items.item(1, 0)
    group.setCheckState(UNCHECKED)
    assert form.told.text().startswith("共 2 项，不带 1 项")
    group.setCheckState(CHECKED)
    desk.click("并入")
    assert "从 2026-03-01 起并入“云溪市公安局”，以前的文件和名单不变" in desk.said[-1]
    assert desk.texts("name") == ["云溪市人民政府", "云溪市公安局", "临江区"]
    assert desk.page.head.count.text() == "3 个单位"
    assert "“云溪市商务局”并入" in past(desk)
    assert desk.page.view.missing_count == 1  # type: ignore[attr-defined]
    desk.page.view.show_missing(True)  # type: ignore[attr-defined]
    assert desk.texts("name")[1] == "云溪市商务局"
    line = desk.table.rows_model.visible_rows()[1]
    column: Any = desk.table.rows_model.columns[desk.table.rows_model.column_of("name")]
    assert column.faded(line) and column.note(line) == "2026-03-01 并入云溪市公安局"
    desk.page.view.show_missing(False)  # type: ignore[attr-defined]
    assert units(desk, date(2026, 2, 28))[1] == "云溪市商务局"
    desk.store.undo()
    assert desk.texts("name")[1] == "云溪市商务局"


def test_a_merger_may_found_the_successor(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.view.merge()  # type: ignore[attr-defined]
    form = desk.dialog()
    form.into.setText("云溪市经济局")
    form.on.setText("2026-03-01")
    assert form.told.text().startswith("“云溪市经济局”从这一天起新设。")
    desk.click("并入")
    assert desk.texts("name", indented=True)[1] == "  云溪市经济局"
    assert desk.table.current_id() == desk.store.read(queries.units, day=date(2026, 3, 1))[1].id


def test_what_is_not_ticked_does_not_move(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.view.merge()  # type: ignore[attr-defined]
    form = desk.dialog()
    form.into.setText("云溪市公安局")
    form.on.setText("2026-03-01")
    form.moving.items.item(0, 0).child(0, 0).setCheckState(UNCHECKED)
    desk.click("并入")
    assert desk.store.read(queries.posts, day=date(2026, 3, 1)) == ()  # the post ended with its unit
    assert desk.store.read(queries.posts, day=date(2026, 2, 28))[0].holder == "周晓岚"


def test_a_split_with_its_allotment(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.view.split()  # type: ignore[attr-defined]
    form = desk.dialog()
    desk.click("分设")
    assert form.isVisible()  # no names yet
    form.on.setText("2026-03-01")
    form.names.setPlainText("云溪市粮食局、云溪市外贸局")
    form.moving.list.select_kind(MoveKind.POST)
    form.moving.taker.setCurrentIndex(1)
    form.moving.taker.activated.emit(1)
    assert form.moving.list.items.item(0, 0).child(0, 1).text() == "云溪市外贸局"
    desk.click("分设")
    assert desk.texts("name")[1:4] == ["云溪市商务局", "云溪市粮食局", "云溪市外贸局"]
    posts = {row.title: row.unit for row in desk.store.read(queries.posts, day=date(2026, 3, 1))}
    assert posts["局长"] == "云溪市外贸局"
    assert past(desk) == ["由“云溪市商务局”分设"]
    desk.page.view.inspector.past.row_activated.emit(0)  # type: ignore[attr-defined]
    assert past(desk)[-2:] == ["分设“云溪市粮食局”", "分设“云溪市外贸局”"]


def test_a_refused_split_keeps_the_page_as_it_was(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.view.split()  # type: ignore[attr-defined]
    form = desk.dialog()
    form.goes_on.setChecked(False)
    form.names.setPlainText("云溪市粮食局")
    desk.click("分设")
    assert form.isVisible() and "至少要写两个新单位" in form._why.text()
    form.names.setPlainText("云溪市粮食局、云溪市公安局")
    desk.click("分设")
    assert "第 2 个新单位：同一级里已有单位“云溪市公安局”" in form._why.text()
    desk.click("取消")
    assert desk.texts("name") == ["云溪市人民政府", "云溪市商务局", "云溪市公安局", "临江区"]


def test_the_menu_offers_what_happens_from_a_day_on(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    for key, title in (
        ("org.rename", "单位改名"),
        ("org.merge", "“云溪市商务局”并入…"),
        ("org.split", "从“云溪市商务局”分设…"),
    ):
        desk.page.find_action(key).trigger()  # type: ignore[union-attr]
        assert desk.dialog().windowTitle() == title
        desk.click("取消")
    assert not desk.has_dialog


def test_the_name_of_an_ended_unit_proposes_who_stands_for_it(desk: Desk) -> None:
    desk.stand_on("云溪市商务局", "name")
    desk.page.view.merge()  # type: ignore[attr-defined]
    desk.dialog().into.setText("云溪市公安局")
    desk.dialog().on.setText("2026-03-01")
    desk.click("并入")
    desk.stand_on("临江区", "name")
    desk.fill("parent", "云溪市商务局")
    question = desk.dialog()
    assert question.windowTitle() == "“云溪市商务局”不再使用"
    desk.click("用“云溪市公安局”")
    assert desk.texts("name", indented=True)[-1] == "    临江区"
    desk.page.view.new()  # type: ignore[attr-defined]
    form = desk.dialog()
    form.name.setText("云溪市外贸局")
    form.parent_unit.setText("商务局")
    desk.click("添加")
    assert form.isVisible()
    assert "原云溪市商务局，2026-03-01 并入云溪市公安局。请改成“云溪市公安局”" in form._why.text()
