"""The page 历史 by clicking: before and after, filters, one record, the way to it, undo and redo."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.task import actions, queries
from models.task.terms import Role
from tests.ui.sampled import Opened, click_row, texts
from ui.context import Context
from ui.history.page import HistoryPage
from ui.store import Store

Went = list[tuple[str, object, object]]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def task_id(store: Store, context: Context) -> int:
    """The task 取缔马路市场, changed twice; another one changed by somebody else."""
    rows = {row.title: row.id for row in store.read(queries.task_tree, campaign_id=context.campaign_id)}
    one, other = rows["取缔马路市场"], rows["开展灭蟑活动"]
    store.do("修改时限", actions.update_task, task_id=one, deadline="2026年9月底前")
    store.operator = "王秘书"
    store.do("修改备注", actions.update_task, task_id=other, note="分两批进行")
    store.operator = "办公室"
    store.do("修改牵头单位", actions.set_roles, task_id=one, unit_id=_unit(store, "市商务局"), roles={Role.OVERSEE})
    return one


def _unit(store: Store, short_name: str) -> int:
    from models.org.queries import units

    return next(row.id for row in store.read(units) if row.short_name == short_name)


@pytest.fixture
def page(task_id: int, opened: Opened[HistoryPage]) -> HistoryPage:
    return opened(HistoryPage)


def changes(page: HistoryPage) -> list[tuple[str, str, str]]:
    """(field, before, after) of the step shown."""
    table = page.changes.table
    return list(zip(texts(table, "field"), texts(table, "before"), texts(table, "after"), strict=True))


def test_the_newest_step_is_shown_with_before_and_after(page: HistoryPage) -> None:
    assert texts(page.table, "title") == ["修改牵头单位", "修改备注", "修改时限", "建立示例"]
    assert {("角色", "", "督导"), ("角色", "配合", "（空）")} <= set(changes(page))
    assert page.head.count.text() == "4 步"


def test_each_field_has_its_chinese_name_and_readable_values(page: HistoryPage, qtbot: QtBot) -> None:
    click_row(qtbot, page.table, 2, column=2)
    found = {field: (before, after) for field, before, after in changes(page)}
    assert found["完成时限"][1] == "2026年9月底前"
    assert found["截止日期"][1] == "2026-09-30"
    assert texts(page.changes.table, "record")[0] == "取缔马路市场"
    assert texts(page.changes.table, "table")[0] == "任务"


def test_filter_by_words(page: HistoryPage, qtbot: QtBot) -> None:
    assert page.head.filter is not None
    page.head.filter.setText("备注")
    qtbot.waitUntil(lambda: texts(page.table, "title") == ["修改备注"])
    assert "已筛选" in page.head.count.text()
    page.head.filter.setText("没有这样的步骤")
    qtbot.waitUntil(lambda: page.empty.isVisible())
    qtbot.mouseClick(page.empty.button("看全部历史"), LEFT)
    assert len(texts(page.table, "title")) == 4 and page.head.filter.text() == ""


def test_filter_by_operator(page: HistoryPage, qtbot: QtBot) -> None:
    assert page.operator.isVisible()
    page.operator.setCurrentIndex(page.operator.findData("王秘书"))
    page.operator.activated.emit(page.operator.currentIndex())
    assert texts(page.table, "title") == ["修改备注"]


def test_the_history_of_one_task_holds_its_assignments(page: HistoryPage, task_id: int, qtbot: QtBot) -> None:
    page.goto(task_id, "task")
    assert texts(page.table, "title") == ["修改牵头单位", "修改时限", "建立示例"]
    assert page.followed.isVisible() and "取缔马路市场" in page.followed.text()
    qtbot.mouseClick(page.followed, LEFT)
    assert len(texts(page.table, "title")) == 4 and not page.followed.isVisible()


def test_follow_the_record_under_the_cursor(page: HistoryPage, qtbot: QtBot) -> None:
    click_row(qtbot, page.table, 1, column=2)
    qtbot.mouseClick(page.changes.follow_button, LEFT)
    assert "开展灭蟑活动" in page.followed.text()
    assert texts(page.table, "title") == ["修改备注", "建立示例"]


def test_an_assignment_leads_to_its_task(page: HistoryPage, task_id: int, qtbot: QtBot, went: Went) -> None:
    qtbot.mouseClick(page.changes.go_button, LEFT)
    assert went == [("task", task_id, "task")]


def test_a_deleted_record_says_so(
    page: HistoryPage, task_id: int, store: Store, qtbot: QtBot, said: list[str], went: Went
) -> None:
    store.do("删除任务", actions.delete_tasks, task_ids=[task_id])
    click_row(qtbot, page.table, 0, column=2)
    row = next(line.id for line in page.changes.model.rows if line.change.table == "task")
    page.changes.table.select_id(row)
    qtbot.mouseClick(page.changes.go_button, LEFT)
    assert went == [] and said == ["“取缔马路市场”已经删除，撤销删除它的那一步可以取回。"]


def test_undo_and_redo_from_here(page: HistoryPage, qtbot: QtBot, said: list[str]) -> None:
    qtbot.mouseClick(page.undo_button, LEFT)
    assert said[-1] == "已撤销：修改牵头单位"
    assert texts(page.table, "title")[0] == "撤销：修改牵头单位"
    qtbot.mouseClick(page.redo_button, LEFT)
    assert texts(page.table, "title")[0] == "重做：修改牵头单位"


def test_a_new_step_keeps_the_one_looked_at(page: HistoryPage, qtbot: QtBot, store: Store, task_id: int) -> None:
    click_row(qtbot, page.table, 2, column=2)
    store.do("再改", actions.update_task, task_id=task_id, note="x")
    assert page.model.row(page.table.current_id()).step.title == "修改时限"  # type: ignore[union-attr]


def test_go_to_an_old_step(page: HistoryPage, store: Store) -> None:
    page.goto(1)
    assert page.table.current_id() == 1
    assert len(page.changes.model.rows) == 500


def test_long_texts_stand_below_in_full(page: HistoryPage, store: Store, task_id: int) -> None:
    words = "结合农贸市场改造，" * 20
    store.do("修改内容", actions.update_task, task_id=task_id, body=words)
    page.goto(None)
    page.table.select_id(page.model.row_at(0).id)
    assert words in page.changes._detail.toPlainText() and page.changes._detail.isVisible()


def test_a_file_without_steps_says_so(page: HistoryPage, tmp_path_factory: pytest.TempPathFactory) -> None:
    from models.database import create_database

    page.store.attach(create_database(tmp_path_factory.mktemp("empty") / "空.zrt"))
    page.goto(None)
    assert page.empty.isVisible() and "还没有做过" in page.empty.sentence.text()


def test_today_is_a_day(page: HistoryPage) -> None:
    assert texts(page.table, "when")[0].startswith(f"{date.today():%Y-%m-}")


def test_the_keyboard_acts_in_the_list_again(page: HistoryPage) -> None:
    page.take_focus()
    page.undo_button.setFocus()
    page.take_focus()
    assert page.focusWidget() is page.table
