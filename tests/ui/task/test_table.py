"""The task table used like a spreadsheet, by keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from models.task.terms import TaskKind
from tests.ui.conftest import Prompts
from tests.ui.task.conftest import Desk
from ui.tables.editors import WrappedLine

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_rows_stand_in_tree_order(desk: Desk) -> None:
    assert desk.titles() == [
        "市容环境卫生",
        "  整治占道经营",
        "  清理卫生死角",
        "  更换果皮箱",
        "农贸市场",
        "  改造棚顶",
        "  活禽区隔离",
    ]
    assert desk.page.head.count.text() == "7 项 · 10 分"


def test_the_model_keeps_the_rules_of_qt(desk: Desk) -> None:
    tester = QAbstractItemModelTester(desk.page.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.page.table.set_filter("棚顶")
    desk.page.table.set_filter("")
    desk.page.table.collapse_all()
    desk.stand_on("农贸市场", "title")
    tester.deleteLater()


def test_typing_replaces_a_cell_and_enter_goes_down(desk: Desk) -> None:
    desk.stand_on("清理卫生死角", "points")
    desk.keys("7.5")
    desk.key(Key.Key_Return)
    assert desk.rows["清理卫生死角"].points == 750
    assert desk.page.table.current_id() == desk.id("更换果皮箱")
    assert desk.page.head.count.text() == "7 项 · 16 分"


def test_a_step_about_one_task_names_it(desk: Desk) -> None:
    panel = desk.page.table
    panel.write(desk.id("改造棚顶"), "deadline", "6月底前")
    assert desk.store.undo_title() == "修改完成时限：改造棚顶"
    panel.write(desk.id("改造棚顶"), "title", "改造农贸市场棚顶并且更换全部下水管道和地面")
    panel.write(desk.id("改造农贸市场棚顶并且更换全部下水管道和地面"), "note", "分批")
    assert desk.store.undo_title() == "修改备注：改造农贸市场棚顶并且更换全部下水管道和地…"


def test_f2_keeps_the_old_text_and_escape_drops_the_new(desk: Desk) -> None:
    desk.stand_on("更换果皮箱", "title")
    desk.press(Key.Key_F2)
    desk.key(Key.Key_End)
    desk.keys("30个")
    desk.key(Key.Key_Return)
    assert "更换果皮箱30个" in desk.rows
    desk.stand_on("更换果皮箱30个", "title")
    desk.press(Key.Key_F2)
    desk.keys("不要了")
    desk.key(Key.Key_Escape)
    assert "更换果皮箱30个" in desk.rows and len(desk.rows) == 7


def test_units_are_typed_by_initials_and_names(desk: Desk) -> None:
    desk.stand_on("更换果皮箱", "lead")
    desk.keys("cgj")
    desk.key(Key.Key_Return)
    if desk.unit_names("更换果皮箱", "lead") != ["城管局"]:  # Enter took the proposal first
        desk.key(Key.Key_Return)
    assert desk.unit_names("更换果皮箱", "lead") == ["城管局"]
    desk.page.table.write(desk.id("更换果皮箱"), "support", "公安、swj，市场监管局")
    assert desk.unit_names("更换果皮箱", "support") == ["公安局", "商务局", "市场监管局"]


def test_an_unknown_unit_may_be_added_or_left(desk: Desk, prompts: Prompts) -> None:
    prompts.answer(None, "add")
    desk.page.table.write(desk.id("更换果皮箱"), "lead", "教育局")
    assert desk.unit_names("更换果皮箱", "lead") == []
    desk.page.table.write(desk.id("更换果皮箱"), "lead", "教育局")
    assert desk.unit_names("更换果皮箱", "lead") == ["教育局"]
    assert "教育局" in prompts.texts[0]
    desk.store.undo()
    assert desk.unit_names("更换果皮箱", "lead") == []


def test_deadline_words_show_their_date(desk: Desk) -> None:
    desk.page.table.write(desk.id("更换果皮箱"), "deadline", "6月底前")
    row = desk.rows["更换果皮箱"]
    assert row.due_to is not None and row.due_to.isoformat() == "2026-06-30"
    column = desk.page.table.model.columns[desk.page.table.model.column_of("deadline")]
    assert column.note is not None and column.note(row).endswith("06-30")


def test_a_click_on_the_cross_takes_a_unit_away(desk: Desk) -> None:
    table = desk.page.table.table
    table.chip_removed.emit(desk.id("整治占道经营"), "support", desk.units["公安局"])
    assert desk.unit_names("整治占道经营", "support") == ["商务局"]
    assert desk.store.undo_title() == "移除配合单位“公安局”：整治占道经营"


def test_insert_adds_a_row_below_and_opens_it(desk: Desk) -> None:
    desk.stand_on("整治占道经营", "lead")
    desk.press(Key.Key_Insert)
    desk.keys("规范流动摊贩")
    desk.key(Key.Key_Return)
    assert desk.titles()[1:4] == ["  整治占道经营", "  规范流动摊贩", "  清理卫生死角"]


def test_new_row_and_new_child_by_their_actions(desk: Desk) -> None:
    desk.stand_on("农贸市场", "title")
    for name, text in (("task.new_child", "公平秤"), ("task.new", "计量抽查")):
        action = desk.page.find_action(name)
        assert action is not None
        action.trigger()
        desk.keys(text)
        desk.key(Key.Key_Return)
        desk.stand_on(text, "title")
    assert desk.titles()[-2:] == ["  公平秤", "  计量抽查"]


def test_a_new_row_is_seen_although_a_filter_hid_it(desk: Desk) -> None:
    desk.page.filter.setText("棚顶")
    desk.bot.waitUntil(lambda: len(desk.titles()) == 2)
    desk.stand_on("改造棚顶", "title")
    action = desk.page.find_action("task.new")
    assert action is not None
    action.trigger()
    assert desk.titles() == ["农贸市场", "  改造棚顶", "  "]
    bar = desk.page.table.filter_bar
    assert bar.isVisible() and bar.words.text() == "筛选后显示 1 / 8 项（另有 1 项刚添加，暂时保留）"
    desk.keys("更换地砖")
    desk.key(Key.Key_Return)
    assert desk.titles() == ["农贸市场", "  改造棚顶", "  更换地砖"]
    desk.page.filter.setText("棚")
    desk.bot.waitUntil(lambda: len(desk.titles()) == 2)
    bar.clear.click()
    assert len(desk.titles()) == 8 and desk.page.filter.text() == "" and not bar.isVisible()


def test_tab_in_the_tree_column_indents(desk: Desk) -> None:
    desk.stand_on("清理卫生死角", "title")
    desk.press(Key.Key_Tab)
    assert desk.titles()[1:4] == ["  整治占道经营", "    清理卫生死角", "  更换果皮箱"]
    assert desk.page.table.current_id() == desk.id("清理卫生死角")
    desk.press(Key.Key_Backtab, SHIFT)
    assert desk.titles()[1:4] == ["  整治占道经营", "  清理卫生死角", "  更换果皮箱"]


def test_a_task_that_gets_items_tells_that_its_points_no_longer_count(desk: Desk, prompts: Prompts) -> None:
    desk.stand_on("整治占道经营", "points")
    desk.keys("6")
    desk.key(Key.Key_Return)
    desk.stand_on("清理卫生死角", "title")
    desk.press(Key.Key_Tab)
    assert prompts.said[-1] == "“整治占道经营”有了小项，自己的 6 分不再计入合计。"


def test_alt_arrows_move_rows(desk: Desk) -> None:
    desk.stand_on("更换果皮箱", "title")
    desk.press(Key.Key_Up, ALT)
    assert desk.titles()[1:4] == ["  整治占道经营", "  更换果皮箱", "  清理卫生死角"]
    assert desk.page.table.current_id() == desk.id("更换果皮箱")
    desk.press(Key.Key_Down, ALT)
    assert desk.titles()[3] == "  更换果皮箱"


def test_rows_do_not_move_while_a_column_sorts(desk: Desk, prompts: Prompts) -> None:
    table = desk.page.table
    table.model.sort(table.model.column_of("points"))
    desk.stand_on("更换果皮箱", "title")
    desk.press(Key.Key_Up, ALT)
    table.table.drop_requested.emit((desk.id("更换果皮箱"),), desk.id("改造棚顶"), "on")
    assert len(prompts.said) == 2 and "排序" in prompts.said[0]
    table.model.sort(-1)
    assert desk.titles()[3] == "  更换果皮箱"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("above", ["  更换果皮箱", "  改造棚顶", "  活禽区隔离"]),
        ("below", ["  改造棚顶", "  更换果皮箱", "  活禽区隔离"]),
        ("on", ["  改造棚顶", "    更换果皮箱", "  活禽区隔离"]),
    ],
)
def test_a_row_is_dropped_at_its_place(desk: Desk, where: str, expected: list[str]) -> None:
    desk.page.table.table.drop_requested.emit((desk.id("更换果皮箱"),), desk.id("改造棚顶"), where)
    assert desk.titles()[-3:] == expected


def test_delete_empties_cells_and_removes_rows_from_the_tree_column(desk: Desk) -> None:
    desk.stand_on("整治占道经营", "support")
    desk.press(Key.Key_Delete)
    assert desk.unit_names("整治占道经营", "support") == []
    desk.stand_on("市容环境卫生", "title")
    desk.press(Key.Key_Delete)
    assert desk.titles() == ["农贸市场", "  改造棚顶", "  活禽区隔离"]
    assert desk.page.table.current_id() == desk.id("农贸市场")
    desk.store.undo()
    assert len(desk.titles()) == 7


def test_fill_down(desk: Desk) -> None:
    table = desk.page.table
    desk.stand_on("整治占道经营", "lead")
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_D, CONTROL)
    assert desk.unit_names("更换果皮箱", "lead") == ["城管局"]
    assert desk.store.undo_title() == "向下填充 2 行"
    assert len(table.table.selected_ids()) == 3


def test_paste_fills_cells_and_adds_rows(desk: Desk) -> None:
    desk.stand_on("活禽区隔离", "title")
    QGuiApplication.clipboard().setText("活禽区封闭\t市场监管局\r\n公平秤\t商务局、公安局\r\n")
    desk.press(Key.Key_V, CONTROL)
    assert desk.titles()[-2:] == ["  活禽区封闭", "  公平秤"]
    assert desk.unit_names("公平秤", "lead") == ["商务局", "公安局"]
    desk.store.undo()
    assert desk.titles()[-1] == "  活禽区隔离" and len(desk.titles()) == 7


def test_a_table_with_headings_becomes_tasks(desk: Desk, prompts: Prompts) -> None:
    prompts.answer("add")
    desk.stand_on("活禽区隔离", "title")
    text = "序号\t任务大项\t具体任务\t牵头单位\n1\t健康教育\t开办健康讲堂\t卫健委\n2\t\t张贴宣传画\t商务局\n"
    QGuiApplication.clipboard().setText(text)
    desk.press(Key.Key_V, CONTROL)
    assert desk.titles()[-3:] == ["健康教育", "  开办健康讲堂", "  张贴宣传画"]
    assert desk.unit_names("开办健康讲堂", "lead") == ["卫健委"]
    assert prompts.said == ["已按表头粘贴 3 项任务。"]
    desk.store.undo()
    assert len(desk.titles()) == 7


def test_a_large_paste_runs_in_the_background(desk: Desk, prompts: Prompts) -> None:
    prompts.answer("add")
    desk.stand_on("活禽区隔离", "title")
    lines = [f"任务{number}\t{'商务局' if number else '卫健委'}" for number in range(300)]
    QGuiApplication.clipboard().setText("\n".join(lines))
    desk.press(Key.Key_V, CONTROL)
    desk.bot.waitUntil(lambda: len(desk.page.rows) == 306, timeout=20_000)
    assert desk.unit_names("任务0", "lead") == ["卫健委"]
    assert prompts.said == ["已粘贴 300 行，多出的行已添加为新任务。"]
    desk.store.undo()
    assert len(desk.page.rows) == 7


def test_a_bad_paste_changes_nothing(desk: Desk) -> None:
    before = desk.rows
    desk.stand_on("改造棚顶", "title")
    QGuiApplication.clipboard().setText("甲\t商务局\n乙\t局")
    desk.press(Key.Key_V, CONTROL)
    assert desk.rows == before


def test_copy_gives_tab_text(desk: Desk) -> None:
    desk.stand_on("整治占道经营", "lead")
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "城管局\t\t公安局、商务局"


def test_undo_and_redo_show_at_once(desk: Desk) -> None:
    desk.page.table.write(desk.id("改造棚顶"), "title", "改造顶棚")
    assert "  改造顶棚" in desk.titles()
    desk.store.undo()
    assert "  改造棚顶" in desk.titles()
    desk.store.redo()
    assert "  改造顶棚" in desk.titles()


def test_a_step_elsewhere_is_seen(desk: Desk) -> None:
    from models.task import actions

    desk.store.do("别处", actions.update_task, task_id=desk.id("改造棚顶"), kind=TaskKind.REPORTING)
    row = desk.page.rows.get(desk.id("改造棚顶"))
    assert row is not None and row.kind is TaskKind.REPORTING


def test_hidden_columns_come_back_from_the_menu(desk: Desk) -> None:
    table = desk.page.table
    assert table.table.is_column_hidden("owners")
    action = next(entry for entry in table.column_actions() if entry.data() == "owners")
    action.trigger()
    assert not table.table.is_column_hidden("owners")


def test_a_long_title_is_edited_over_several_lines_of_its_cell(desk: Desk) -> None:
    desk.stand_on("清理卫生死角", "title")
    cell = desk.page.table.table.visualRect(desk.page.table.table.currentIndex())
    desk.press(Key.Key_F2)
    editor = desk.focus()
    assert isinstance(editor, WrappedLine) and editor.height() == cell.height()
    desk.keys("、背街小巷乱堆乱放、店外经营、乱贴乱画和积存垃圾" * 3)
    assert editor.height() > cell.height()
    QGuiApplication.clipboard().setText("并且\n保持")
    desk.key(Key.Key_V, CONTROL)
    desk.key(Key.Key_Return)
    assert any(title.startswith("清理卫生死角、背街") and title.endswith("垃圾并且 保持") for title in desk.rows)
