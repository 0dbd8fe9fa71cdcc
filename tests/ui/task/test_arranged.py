"""The task table arranged and changed in bulk: named layouts, filters, sums, find and replace, order of units."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from models.layouts.content import SortKey
from models.layouts.queries import layouts
from models.layouts.rules import Criterion, Group
from models.layouts.terms import Compare
from models.org import actions as org
from models.task.terms import Role
from tests.ui.conftest import Prompts
from tests.ui.task.conftest import Desk
from ui.tables.completing import CompletingLine
from ui.task.bulk_form import BulkForm
from ui.task.columns import unit_chips
from ui.task.replace_dialog import ReplaceDialog

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def _ask(desk: Desk, *parts: Criterion) -> None:
    desk.page.table.table.arrangement.set_filters(Group(parts))


# ---- filters and layouts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Criterion("lead", Compare.HAS, ("城管局",)), ["整治占道经营", "清理卫生死角", "改造棚顶"]),
        (Criterion("lead", Compare.FIRST, ("商务局",)), ["改造棚顶"]),
        (Criterion("lead", Compare.EMPTY), ["更换果皮箱"]),
        (Criterion("any_unit", Compare.CONTAINS, ("公安",)), ["整治占道经营"]),
        (Criterion("points", Compare.AT_LEAST, ("2.5",)), ["整治占道经营", "改造棚顶"]),
        (Criterion("due_to", Compare.PAST), ["整治占道经营"]),
        (Criterion("findings", Compare.HAS, ("没有完成时限",)), ["更换果皮箱", "活禽区隔离"]),
        (Criterion("depth", Compare.IS, ("1",)), ["市容环境卫生", "农贸市场"]),
    ],
)
def test_what_can_be_asked(desk: Desk, asked: Criterion, expected: list[str]) -> None:
    panel = desk.page.table
    _ask(desk, asked)
    shown = [row.title for row in panel.model.visible_rows()]
    assert set(expected) <= set(shown)
    assert panel.model.found == len(expected)
    assert panel.filter_bar.words.text() == f"筛选后显示 {len(expected)} / 7 项"
    assert panel.filter_bar.asked.text() == panel.table.arrangement.sentence() != ""


def test_the_bar_brings_all_rows_back(desk: Desk) -> None:
    panel = desk.page.table
    assert not panel.filter_bar.isVisible()
    _ask(desk, Criterion("title", Compare.CONTAINS, ("没有这样的",)))
    assert desk.page.table.nothing.isVisible()
    desk.page.clear_filters()
    assert len(desk.titles()) == 7 and panel.table.arrangement.filters.is_empty
    _ask(desk, Criterion("title", Compare.CONTAINS, ("棚顶",)))
    assert panel.filter_bar.isVisible()
    panel.filter_bar.clear.click()
    assert len(desk.titles()) == 7 and not panel.filter_bar.isVisible()


def test_a_task_hidden_by_a_column_filter_is_found_from_elsewhere(desk: Desk) -> None:
    _ask(desk, Criterion("title", Compare.CONTAINS, ("棚顶",)))
    desk.page.goto(desk.id("清理卫生死角"))
    assert desk.page.table.current_id() == desk.id("清理卫生死角")


def test_a_layout_is_kept_taken_and_started_with(desk: Desk, prompts: Prompts) -> None:
    panel = desk.page.table
    arranged, menu = panel.table.arrangement, panel.layouts
    arranged.sort_by([SortKey("points", True)])
    arranged.freeze_to("title")
    panel.table.set_column_hidden("support", True)
    _ask(desk, Criterion("points", Compare.FILLED))
    prompts.answer("分值核对")
    menu.ask_save()
    assert menu.words == "方案：分值核对" and desk.store.undo_title() == "保存表格方案：分值核对"
    arranged.freeze(0)
    assert menu.words == "方案：分值核对*"
    menu.take_own()
    assert len(desk.titles()) == 7 and not panel.table.is_column_hidden("support") and not arranged.sorts
    (row,) = menu.rows()
    menu.take(row)
    assert arranged.sorts == (SortKey("points", True),) and panel.table.frozen == 2
    assert panel.table.is_column_hidden("support") and panel.model.found == 4
    menu.turn_start()
    menu.take_own()
    menu.start()
    assert panel.table.frozen == 2 and menu.words == "方案：分值核对"


def test_a_layout_is_renamed_updated_and_deleted(desk: Desk, prompts: Prompts) -> None:
    menu = desk.page.table.layouts
    menu.save_as("甲")
    prompts.answer("乙")
    menu.ask_rename()
    assert menu.words == "方案：乙"
    desk.page.table.table.arrangement.freeze(1)
    menu.update()
    assert menu.words == "方案：乙" and len(menu.rows()) == 1
    menu.delete()
    assert menu.words == "方案" and desk.page.table.table.frozen == 1
    desk.store.undo()
    assert [row.name for row in desk.store.read(layouts, of_table="task.table")] == ["乙"]


def test_a_layout_that_cannot_be_read_changes_nothing(desk: Desk, prompts: Prompts) -> None:
    from dataclasses import replace

    menu = desk.page.table.layouts
    menu.save_as("甲")
    desk.page.table.table.arrangement.freeze(1)
    menu.take(replace(menu.rows()[0], content="?"))
    assert desk.page.table.table.frozen == 1 and "读不出来" in prompts.said[-1]


# ---- the selection ----------------------------------------------------------------------------------------------


def test_the_sums_of_the_selection(desk: Desk) -> None:
    desk.stand_on("整治占道经营", "lead")
    assert desk.page.table.strip.words() == ("", "")
    for _ in range(2):
        desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Right, SHIFT)
    said, each = desk.page.table.strip.words()
    assert said == "选中 6 格 · 3 项 · 分值合计 4" and each == "市容环境卫生 4"
    desk.press(Key.Key_A, CONTROL)
    said, each = desk.page.table.strip.words()
    assert said.endswith("7 项 · 分值合计 10（市容环境卫生 4，农贸市场 6）")
    assert each == "市容环境卫生 4\n农贸市场 6"


def test_control_enter_fills_the_selection(desk: Desk) -> None:
    desk.stand_on("整治占道经营", "note")
    desk.page.table.table.set_column_hidden("note", False)
    desk.stand_on("整治占道经营", "note")
    for _ in range(2):
        desk.press(Key.Key_Down, SHIFT)
    desk.keys("分批")
    desk.key(Key.Key_Return, CONTROL)
    assert [desk.rows[title].note for title in ("整治占道经营", "清理卫生死角", "更换果皮箱", "改造棚顶")] == [
        "分批",
        "分批",
        "分批",
        "",
    ]
    assert desk.store.undo_title() == "填充 3 格"


def test_fill_right_and_the_handle(desk: Desk) -> None:
    table = desk.page.table.table
    desk.stand_on("整治占道经营", "lead")
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_R, CONTROL)
    assert desk.unit_names("整治占道经营", "responsible") == ["城管局"]
    desk.stand_on("整治占道经营", "responsible")
    handle = table.handle_rect()
    assert handle is not None
    desk.bot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=handle.center())
    desk.bot.mouseMove(table.viewport(), desk.cell("更换果皮箱", "responsible"))
    desk.bot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=desk.cell("更换果皮箱", "responsible"))
    assert desk.unit_names("更换果皮箱", "responsible") == ["城管局"]
    assert desk.store.undo_title() == "向下填充 2 行"


def test_cut_cells_move_in_one_step(desk: Desk) -> None:
    desk.stand_on("整治占道经营", "support")
    desk.press(Key.Key_X, CONTROL)
    assert desk.unit_names("整治占道经营", "support") == ["公安局", "商务局"]
    desk.stand_on("活禽区隔离", "support")
    desk.press(Key.Key_V, CONTROL)
    assert desk.unit_names("整治占道经营", "support") == []
    assert desk.unit_names("活禽区隔离", "support") == ["公安局", "商务局"]
    desk.store.undo()
    assert desk.unit_names("整治占道经营", "support") == ["公安局", "商务局"]
    desk.press(Key.Key_V, CONTROL)  # pasted again it is a copy
    assert desk.unit_names("整治占道经营", "support") == ["公安局", "商务局"]


def test_a_small_block_fills_a_selection_it_fits_several_times(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("1\n2")
    desk.stand_on("整治占道经营", "points")
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_V, CONTROL)
    desk.stand_on("改造棚顶", "points")
    desk.press(Key.Key_Down, SHIFT)
    QGuiApplication.clipboard().setText("3")
    desk.press(Key.Key_V, CONTROL)
    points = {title: row.points for title, row in desk.rows.items()}
    assert [points[title] for title in ("整治占道经营", "清理卫生死角", "改造棚顶", "活禽区隔离")] == [
        100,
        200,
        300,
        300,
    ]


def test_several_rows_are_inserted_above(desk: Desk) -> None:
    desk.stand_on("清理卫生死角", "title")
    desk.press(Key.Key_Down, SHIFT)
    action = desk.page.find_action("task.insert_above")
    assert action is not None
    action.trigger()
    desk.keys("规范摊贩")
    desk.key(Key.Key_Return)
    assert desk.titles()[1:6] == ["  整治占道经营", "  规范摊贩", "  ", "  清理卫生死角", "  更换果皮箱"]
    for _ in range(2):
        desk.store.undo()
    assert len(desk.titles()) == 7


def test_rows_of_two_parents_are_dropped_below_another(desk: Desk) -> None:
    table = desk.page.table.table
    table.drop_requested.emit((desk.id("更换果皮箱"), desk.id("活禽区隔离")), desk.id("整治占道经营"), "on")
    assert desk.titles()[1:4] == ["  整治占道经营", "    更换果皮箱", "    活禽区隔离"]
    assert desk.store.undo_title() == "移动 2 项任务"
    desk.store.undo()
    assert desk.titles()[3] == "  更换果皮箱" and desk.titles()[-1] == "  活禽区隔离"


def test_a_merged_block_of_excel_is_pasted(desk: Desk) -> None:
    data = QMimeData()
    data.setText("整治菜场\t商务局\t2\n整治夜市\t\t\n")
    data.setHtml(
        "<table><tr><td>整治菜场</td><td rowspan=2>商务局</td><td rowspan=2>2</td></tr>"
        "<tr><td>整治夜市</td></tr></table>"
    )
    QGuiApplication.clipboard().setMimeData(data)
    table = desk.page.table.table
    for key in ("responsible", "support", "deadline"):
        table.set_column_hidden(key, True)
    desk.stand_on("改造棚顶", "title")
    desk.press(Key.Key_V, CONTROL)
    assert desk.titles()[-2:] == ["  整治菜场", "  整治夜市"]
    assert desk.unit_names("整治夜市", "lead") == ["商务局"]
    assert [desk.rows[title].points for title in ("整治菜场", "整治夜市")] == [200, None]


# ---- bulk changes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "how", "text", "expected"),
    [
        ("support", "add", "swj gaj", [["公安局", "商务局"], ["商务局", "公安局"]]),
        ("support", "remove", "公安局", [["商务局"], []]),
        ("support", "first", "城管局", [["城管局", "公安局", "商务局"], ["城管局"]]),
        ("support", "replace", "", [[], []]),
    ],
)
def test_units_of_the_selected_tasks(
    desk: Desk, prompts: Prompts, key: str, how: str, text: str, expected: list[list[str]]
) -> None:
    def fill(form: BulkForm) -> None:
        assert form.column == key
        form.how.setCurrentIndex(form.how.findData(how))
        form.line.setText(text)
        form.clear.setChecked(not text)

    prompts.answer(fill)
    desk.stand_on("整治占道经营", key)
    desk.press(Key.Key_Down, SHIFT)
    desk.page.table.bulk.open_bulk()
    assert [desk.unit_names(title, key) for title in ("整治占道经营", "清理卫生死角")] == expected
    assert desk.store.undo_title() == "批量修改配合单位（2 项）"


@pytest.mark.parametrize(
    ("key", "text", "of"),
    [("deadline", "6月底前", "deadline"), ("points", "2", "points"), ("kind", "报送事项", "kind")],
)
def test_other_fields_of_the_selected_tasks(desk: Desk, prompts: Prompts, key: str, text: str, of: str) -> None:
    def fill(form: BulkForm) -> None:
        form.field.setCurrentIndex(form.field.findData(key))
        assert not form.how.isEnabled()
        if key == "kind":
            form.choice.setCurrentIndex(form.choice.findText(text))
        else:
            form.plain.setText(text)

    prompts.answer(fill)
    desk.stand_on("改造棚顶", "title")
    desk.press(Key.Key_Down, SHIFT)
    desk.page.table.bulk.open_bulk()
    found = {getattr(desk.rows[title], of) for title in ("改造棚顶", "活禽区隔离")}
    assert len(found) == 1
    assert str(getattr(found.pop(), "label", None) or getattr(desk.rows["改造棚顶"], of)) in (text, "200")


def test_an_empty_field_clears_only_where_that_is_ticked(desk: Desk, prompts: Prompts) -> None:
    said: list[str] = []

    def fill(form: BulkForm) -> None:
        assert form.focusWidget() is form.line
        said.append(str(form.why_not()))
        form.clear.setChecked(True)
        assert form.why_not() is None

    prompts.answer(fill)
    desk.stand_on("改造棚顶", "lead")
    desk.page.table.bulk.open_bulk()
    assert "没有写牵头单位" in said[0]
    assert desk.unit_names("改造棚顶", "lead") == []


def test_nothing_selected_is_said(desk: Desk, prompts: Prompts) -> None:
    desk.page.table.table.clearSelection()
    desk.page.table.bulk.open_bulk()
    assert "没有选中" in prompts.said[-1]


def test_find_and_replace_leaves_out_what_is_unticked(desk: Desk, prompts: Prompts) -> None:
    def fill(dialog: ReplaceDialog) -> None:
        assert not dialog.accept_button.isEnabled()
        dialog.sought.setText("卫生")
        dialog.other.setText("环卫")
        dialog.search()
        assert [(place.task, place.found.after) for place in dialog.model.rows] == [
            ("市容环境卫生", "市容环境环卫"),
            ("清理卫生死角", "清理环卫死角"),
        ]
        dialog.table.activated_id.emit(0)
        assert dialog.accept_button.text() == "替换 1 格"
        dialog.accept_button.click()

    prompts.answer(fill)
    desk.page.table.bulk.open_replace()
    assert "清理环卫死角" in desk.rows and "市容环境卫生" in desk.rows
    assert desk.store.undo_title() == "替换 1 格"
    desk.store.undo()
    assert "清理卫生死角" in desk.rows


def test_replacing_stays_inside_the_filter_and_the_column(desk: Desk, prompts: Prompts) -> None:
    def fill(dialog: ReplaceDialog) -> None:
        dialog.sought.setText("月底前")
        dialog.other.setText("月20日前")
        dialog.column.setCurrentIndex(dialog.column.findData("deadline"))
        dialog.search()
        assert [place.task for place in dialog.model.rows] == ["改造棚顶"]
        dialog.accept_button.click()

    prompts.answer(fill)
    _ask(desk, Criterion("title", Compare.CONTAINS, ("棚顶",)))
    desk.page.table.bulk.open_replace()
    row = desk.rows["改造棚顶"]
    assert row.deadline == "2099年6月20日前" and str(row.due_to) == "2099-06-20"
    assert desk.rows["整治占道经营"].deadline == "2020年5月底前"


# ---- the order of units -----------------------------------------------------------------------------------------


def _line(desk: Desk) -> CompletingLine:
    found = desk.page.table.table.viewport().findChildren(QLineEdit)
    line = next(entry for entry in found if entry.isVisible())
    assert isinstance(line, CompletingLine)
    return line


@pytest.mark.parametrize("mark", ["、", "，", ",", ";", "；", " "])
def test_units_parted_by_any_mark(desk: Desk, mark: str) -> None:
    desk.stand_on("更换果皮箱", "support")
    desk.keys(f"gaj{mark}商务{mark}cg")
    desk.key(Key.Key_Tab)
    assert desk.unit_names("更换果皮箱", "support") == ["公安局", "商务局", "城管局"]


def test_alt_arrows_move_the_name_under_the_cursor(desk: Desk) -> None:
    desk.stand_on("整治占道经营", "support")
    desk.press(Key.Key_F2)
    line = _line(desk)
    assert line.text() == "公安局、商务局"
    line.setCursorPosition(6)
    desk.bot.keyClick(line, Key.Key_Left, ALT)
    assert line.text() == "商务局、公安局" and line.cursorPosition() == 2
    desk.bot.keyClick(line, Key.Key_Left, ALT)
    assert line.text() == "商务局、公安局"
    desk.bot.keyClick(line, Key.Key_Right, ALT)
    assert line.text() == "公安局、商务局"
    desk.bot.keyClick(line, Key.Key_Left, ALT)
    desk.bot.keyClick(line, Key.Key_Return)
    assert desk.unit_names("整治占道经营", "support") == ["商务局", "公安局"]


def test_a_chip_is_drawn_to_another_place(desk: Desk) -> None:
    table = desk.page.table.table
    table.setColumnWidth(desk.page.table.model.column_of("support"), 240)
    desk.stand_on("整治占道经营", "support")
    index = desk.page.table.model.index_of(desk.id("整治占道经营"), "support")
    left = table.visualRect(index).left() + 14
    middle = table.visualRect(index).center().y()

    def send(kind: QEvent.Type, x: int, held: Qt.MouseButton) -> None:
        place = QPointF(x, middle)
        event = QMouseEvent(
            kind, place, table.viewport().mapToGlobal(place), Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier(0)
        )
        QApplication.sendEvent(table.viewport(), event)

    send(QEvent.Type.MouseButtonPress, left, Qt.MouseButton.LeftButton)
    send(QEvent.Type.MouseMove, left + 180, Qt.MouseButton.LeftButton)
    assert table.drawn_to is not None and table.drawn_to[0] == 2
    send(QEvent.Type.MouseButtonRelease, left + 180, Qt.MouseButton.NoButton)
    assert desk.unit_names("整治占道经营", "support") == ["商务局", "公安局"]
    assert desk.store.undo_title() == "调整配合单位的顺序：整治占道经营"


def test_a_double_click_on_a_chip_opens_the_cell(desk: Desk) -> None:
    table = desk.page.table.table
    desk.stand_on("整治占道经营", "support")
    place = table.visualRect(desk.page.table.model.index_of(desk.id("整治占道经营"), "support"))
    point = QPoint(place.left() + 16, place.center().y() - 12)
    desk.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    desk.bot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert _line(desk).text() == "公安局、商务局"


def test_chips_of_the_inspector_are_moved_by_keys_and_mouse(desk: Desk) -> None:
    desk.inspect("整治占道经营")
    row = desk.picker("support")._row
    row.setFocus()
    desk.bot.keyClick(row, Key.Key_Right, ALT)
    assert desk.unit_names("整治占道经营", "support") == ["商务局", "公安局"]
    desk.inspect("整治占道经营")
    rects = row.rects(row.width())
    desk.bot.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(rects[1].left() + 8, rects[1].center().y()))
    desk.bot.mouseMove(row, QPoint(1, rects[0].center().y()))
    desk.bot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(1, rects[0].center().y()))
    assert desk.unit_names("整治占道经营", "support") == ["公安局", "商务局"]


def test_the_unit_that_leads_by_the_rule_is_marked(desk: Desk) -> None:
    desk.page.table.write(desk.id("更换果皮箱"), "responsible", "商务局、公安局")

    def marks() -> list[str]:
        return [chip.text for chip in unit_chips(desk.rows["更换果皮箱"], Role.RESPONSIBLE)]

    assert marks() == ["商务局", "公安局"]
    fields: dict[str, Any] = {"first_unit_leads": True}
    desk.store.do("规则", org.update_campaign, campaign_id=desk.campaign, **fields)
    assert marks() == ["★ 商务局", "公安局"]
    desk.page.table.write(desk.id("更换果皮箱"), "responsible", "公安局、商务局")
    assert marks() == ["★ 公安局", "商务局"]
