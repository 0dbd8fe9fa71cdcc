"""The indicators as a spreadsheet: typing, pasting, filling, moving, tying tasks and other indicators."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.standard.queries import IndicatorRow
from models.standard.terms import Comparison, LinkKind, Served
from ui.standard.indicators_view import NEW_NAME
from ui.standard.page import StandardPage
from ui.store import Store
from ui.tables import clipboard
from ui.tables.cells import Spread

Finding = Callable[[str], IndicatorRow]
FIRST, SECOND, BARE = "中小学生近视率", "中小学生肥胖率", "婴儿死亡率"


def type_into(qtbot: QtBot, page: StandardPage, row: IndicatorRow, key: str, text: str) -> None:
    """Type over a cell and leave it with Enter."""
    page.view.table.select_id(row.id, key)
    assert page.view.table.edit_cell(row.id, key)
    editor = page.view.table.findChildren(QLineEdit)[-1]
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "comparison", "threshold", "unit", "words"),
    [
        ("≥90%", Comparison.AT_LEAST, "90", "%", "不低于 90%"),
        ("逐年提高", Comparison.TREND_UP, "", "", "逐年提高"),
        ("不高于平均水平", Comparison.NOT_ABOVE_AVERAGE, "", "", "不高于平均水平"),
        ("达到C级", Comparison.REACHES_LEVEL, "C", "级", "达到 C 级"),
        ("不高于5.6‰或持续降低", Comparison.AT_MOST_OR_TREND_DOWN, "5.6", "‰", "不高于 5.6‰ 或持续降低"),
    ],
)
def test_a_requirement_is_typed_as_words(
    page: StandardPage,
    row: Finding,
    qtbot: QtBot,
    typed: str,
    comparison: Comparison,
    threshold: str,
    unit: str,
    words: str,
) -> None:
    type_into(qtbot, page, row(FIRST), "words", typed)
    found = row(FIRST)
    assert (found.comparison, found.threshold, found.unit, found.words) == (comparison, threshold, unit, words)


def test_words_that_state_no_requirement_are_refused(
    page: StandardPage, row: Finding, qtbot: QtBot, said: list[str]
) -> None:
    before = row(FIRST)
    type_into(qtbot, page, before, "words", "做得好")
    assert row(FIRST) == before
    assert "读不出" in said[-1]


def test_a_number_with_its_unit_sets_both(page: StandardPage, row: Finding, qtbot: QtBot) -> None:
    type_into(qtbot, page, row("职业病危害项目申报率"), "threshold", "95‰")
    found = row("职业病危害项目申报率")
    assert (found.threshold, found.unit, found.comparison) == ("95", "‰", Comparison.GREATER)


def test_points_add_up_in_the_heading(page: StandardPage, row: Finding, qtbot: QtBot) -> None:
    type_into(qtbot, page, row(FIRST), "points", "2.5")
    type_into(qtbot, page, row(SECOND), "points", "4")
    heading = row("数据评价指标")
    points = page.view.model.columns[page.view.model.column_of("points")]
    assert points.text(heading) == "6.5"
    assert "满分 6.5" in page.head.count.text()


def test_a_block_is_pasted_whole_or_not_at_all(page: StandardPage, row: Finding, said: list[str]) -> None:
    first, second = row(FIRST), row(SECOND)
    page.view.table.select_id(first.id, "words")
    clipboard.put([["≥1%", "3"], ["随便", "4"]])
    page.view.table.paste()
    assert (row(FIRST), row(SECOND)) == (first, second)
    assert said[-1].startswith("第 2 行“达标要求”")
    clipboard.put([["≥1%", "3"], ["逐年提高", "4"]])
    page.view.table.paste()
    assert [(row(name).words, row(name).points) for name in (FIRST, SECOND)] == [("不低于 1%", 300), ("逐年提高", 400)]
    page.store.undo()
    assert (row(FIRST), row(SECOND)) == (first, second)


def test_a_bad_threshold_in_a_block_is_named(page: StandardPage, row: Finding, said: list[str]) -> None:
    rate = row("职业病危害项目申报率")
    page.view.table.select_id(rate.id, "threshold")
    clipboard.put([["很高"]])
    page.view.table.paste()
    assert said[-1].startswith("第 1 行“标准值”")
    assert row(rate.name) == rate


def test_tasks_are_pasted_by_their_titles(page: StandardPage, row: Finding, said: list[str]) -> None:
    titles = [option.text for option in page.book.tasks[:2]]
    page.view.table.select_id(row(BARE).id, "tasks")
    clipboard.put([["；".join(titles)]])
    page.view.table.paste()
    assert [task.title for task in row(BARE).tasks] == titles
    clipboard.put([["没有这样的任务"]])
    page.view.table.paste()
    assert said[-1].startswith("第 1 行“任务”：没有叫")


def test_a_block_under_headings_makes_new_rows(page: StandardPage, row: Finding) -> None:
    page.view.table.select_id(row(FIRST).id, "no")
    clipboard.put([["编号", "指标", "标准值", "分值"], ["201", "新加的一项", "≥80%", "5"], ["202", "再加一项", "", ""]])
    page.view.table.paste()
    assert (row("新加的一项").words, row("新加的一项").points) == ("不低于 80%", 500)
    assert row("新加的一项").parent_id == row(FIRST).parent_id
    names = [found.name for found in page.view.model.rows]
    assert names.index("新加的一项") == names.index(FIRST) + 1


def test_fill_down(page: StandardPage, row: Finding, qtbot: QtBot) -> None:
    page.view.table.select_id(row(SECOND).id, "tasks")
    qtbot.keyClick(page.view.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [task.id for task in row(SECOND).tasks] == [task.id for task in row(FIRST).tasks]


def test_a_new_row_opens_for_typing_and_goes_with_undo(page: StandardPage, row: Finding, qtbot: QtBot) -> None:
    page.view.table.select_id(row(FIRST).id, "name")
    count = len(page.view.model.rows)
    qtbot.keyClick(page.view.table, Qt.Key.Key_Insert)
    names = [found.name for found in page.view.model.rows]
    assert names.index(NEW_NAME) == names.index(FIRST) + 1
    assert page.view.table.state() is page.view.table.State.EditingState
    page.store.undo()
    assert len(page.view.model.rows) == count


def test_indent_outdent_move_and_delete(page: StandardPage, row: Finding, qtbot: QtBot, said: list[str]) -> None:
    table = page.view.table
    table.select_id(row(SECOND).id, "name")
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert row(SECOND).parent_id == row(FIRST).id
    qtbot.keyClick(table, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert row(SECOND).parent_id == row(FIRST).parent_id
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    names = [found.name for found in page.view.model.rows]
    assert names.index(SECOND) < names.index(FIRST)
    qtbot.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert SECOND not in [found.name for found in page.view.model.rows]
    assert said[-1].startswith(f"已删除指标“{SECOND}”")


def test_a_sorted_table_refuses_to_move(page: StandardPage, row: Finding, qtbot: QtBot, said: list[str]) -> None:
    page.view.model.sort(page.view.model.column_of("name"))
    before = [found.id for found in page.view.model.rows]
    page.view.table.select_id(row(SECOND).id, "name")
    qtbot.keyClick(page.view.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert "不能移动" in said[-1]
    assert [found.id for found in page.view.model.rows] == before


def test_a_row_is_dropped_onto_another(page: StandardPage, row: Finding) -> None:
    page.view.table.drop_requested.emit((row(SECOND).id,), row(FIRST).id, "on")
    assert row(SECOND).parent_id == row(FIRST).id


def test_a_task_typed_into_the_cell_is_added(page: StandardPage, row: Finding, qtbot: QtBot) -> None:
    option = page.book.free_tasks(row(BARE))[0]
    assert row(BARE).served is Served.NOT
    type_into(qtbot, page, row(BARE), "tasks", option.text)
    assert [task.id for task in row(BARE).tasks] == [option.value]
    assert row(BARE).served is Served.OWN
    page.view.table.chip_removed.emit(row(BARE).id, "tasks", option.value)
    assert row(BARE).tasks == ()


def test_an_indicator_typed_into_the_cell_is_linked(page: StandardPage, row: Finding, qtbot: QtBot) -> None:
    other = page.book.others(row(BARE))[1]
    type_into(qtbot, page, row(BARE), "links", other.text)
    (link,) = row(BARE).links
    assert (link.other_id, link.kind) == (other.value, LinkKind.SAME)
    page.view.table.chip_removed.emit(row(BARE).id, "links", link.id)
    assert row(BARE).links == ()


def test_the_tasks_of_other_campaigns_stay(page: StandardPage, row: Finding, store: Store) -> None:
    from models.org import actions as org
    from models.standard import actions
    from models.standard.queries import indicators
    from models.task import actions as tasks

    other = store.do("新建", org.create_campaign, name="创城 2026", year=2026).value
    theirs = store.do("添加", tasks.add_task, campaign_id=other, title="别的任务").value
    store.do("添加", actions.add_task, indicator_id=row(FIRST).id, task_id=theirs)
    for task in row(FIRST).tasks:
        page.view.table.chip_removed.emit(row(FIRST).id, "tasks", task.id)
    assert row(FIRST).tasks == ()
    left = next(found for found in store.read(indicators) if found.name == FIRST)
    assert [task.id for task in left.tasks] == [theirs]


def test_cut_cells_move(page: StandardPage, row: Finding, qtbot: QtBot) -> None:
    words = row(FIRST).words
    page.view.table.select_id(row(FIRST).id, "words")
    qtbot.keyClick(page.view.table, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    page.view.table.select_id(row(BARE).id, "words")
    qtbot.keyClick(page.view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (row(FIRST).words, row(BARE).words) == ("", words)
    page.store.undo()
    assert row(FIRST).words == words


def test_one_text_goes_into_every_selected_cell(page: StandardPage, row: Finding, said: list[str]) -> None:
    cells = tuple((row(name).id, "points") for name in (FIRST, SECOND, BARE))
    page.view.table.spread_requested.emit(Spread(cells[0][0], "points", "1.5", cells))
    assert [row(name).points for name in (FIRST, SECOND, BARE)] == [150, 150, 150]
    page.view.table.spread_requested.emit(Spread(cells[0][0], "points", "很多", cells))
    assert "不是分值" in said[-1]
    assert row(FIRST).points == 150


def test_the_selection_is_summed(page: StandardPage, row: Finding) -> None:
    cells = tuple((row(name).id, "points") for name in (FIRST, SECOND))
    page.view.table.spread_requested.emit(Spread(cells[0][0], "points", "1.5", cells))
    page.view.table.select_id(row(FIRST).id, "points")
    below = page.view.model.index_of(row(SECOND).id, "points")
    page.view.table.selectionModel().select(below, page.view.table.selectionModel().SelectionFlag.Select)
    assert page.head.count.text() == "已选 2 行，满分合计 3"


def test_a_filter_says_that_it_hides_rows(page: StandardPage, qtbot: QtBot) -> None:
    assert page.head.filter is not None
    page.head.filter.setText("死亡率")
    qtbot.waitUntil(page.view.filter_bar.isVisible)
    assert page.view.filter_bar.words.text() == f"筛选后显示 {page.view.model.found} / {len(page.view.model.rows)} 项"
    qtbot.mouseClick(page.view.filter_bar.clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.view.filter_bar.isHidden)
    assert page.view.model.rowCount() == len(page.view.model.rows)
