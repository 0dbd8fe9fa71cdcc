"""The view by deadline: headings of the list, days of the calendar, a task moved to another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent

from models.task import actions
from models.task.actions import CellEdit
from tests.ui.conftest import Prompts
from tests.ui.task.conftest import Desk
from ui.task.calendar.due_panel import DuePanel
from ui.task.calendar.month_grid import MonthGrid, mime_of
from ui.task.views import ByDeadline

TODAY = date(2026, 6, 10)
Key = Qt.Key


@pytest.fixture
def view(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> ByDeadline:
    monkeypatch.setattr(type(desk.page.context), "today", property(lambda context: TODAY))
    edits = [
        CellEdit(desk.id("改造棚顶"), "deadline", "6月26日前"),
        CellEdit(desk.id("活禽区隔离"), "deadline", "每月25日前"),
        CellEdit(desk.id("更换果皮箱"), "deadline", "3月1日至7月10日"),
    ]
    desk.store.do("准备", actions.set_cells, edits=edits)
    desk.stand_on("改造棚顶", "title")
    desk.page.show_view("deadlines")
    found = desk.page.views["deadlines"]
    assert isinstance(found, ByDeadline)
    return found


def panel(view: ByDeadline) -> DuePanel:
    assert view.panel is not None
    return view.panel


def grid(view: ByDeadline) -> MonthGrid:
    panel(view).modes.chosen.emit("calendar")
    return panel(view).grid


def titles(view: ByDeadline, day: date) -> list[str]:
    return [task.title for task in panel(view).grid.tasks.get(day, ())]


def test_the_list_stands_under_headings(view: ByDeadline, desk: Desk) -> None:
    assert [line.title for line in panel(view).list_model.visible_rows()] == [
        "已逾期（1 项）", "整治占道经营",
        "2026年6月（1 项）", "改造棚顶",
        "2026年7月（1 项）", "更换果皮箱",
        "定期重复（1 项）", "活禽区隔离",
        "长期或未定日期（1 项）", "清理卫生死角",
    ]  # fmt: skip
    assert view.current_id() == desk.id("改造棚顶")
    desk.bot.waitUntil(lambda: desk.page.inspector.task_id == desk.id("改造棚顶"))


def test_days_left(view: ByDeadline) -> None:
    model = panel(view).list_model
    words = {row.title: model.columns[model.column_of("left")].text(row) for row in model.rows if row.row is not None}
    assert words["改造棚顶"] == "还有 16 天" and words["活禽区隔离"] == ""
    assert words["整治占道经营"].startswith("已过")


def test_the_calendar_shows_last_days_and_recurrences(view: ByDeadline) -> None:
    assert grid(view).month == date(2026, 6, 1)
    assert titles(view, date(2026, 6, 25)) == ["活禽区隔离"]
    assert titles(view, date(2026, 6, 26)) == ["改造棚顶"]
    assert panel(view).month.text() == "2026年6月"
    assert panel(view).grid.looks[date(2026, 6, 20)].is_free and not panel(view).grid.looks[TODAY].is_free


def test_keys_go_through_days_and_months(view: ByDeadline, desk: Desk) -> None:
    month = grid(view)
    month.choose(TODAY)
    desk.bot.keyClick(month, Key.Key_Right)
    assert month.day == TODAY + timedelta(days=1)
    desk.bot.keyClick(month, Key.Key_Down)
    assert month.day == TODAY + timedelta(days=8)
    desk.bot.keyClick(month, Key.Key_PageDown)
    assert (month.day, month.month) == (date(2026, 7, 18), date(2026, 7, 1))
    assert titles(view, date(2026, 7, 25)) == ["活禽区隔离"]
    desk.bot.keyClick(month, Key.Key_Home)
    assert month.day == TODAY and panel(view).month.text() == "2026年6月"


def test_a_click_on_a_day_lists_its_tasks(view: ByDeadline, desk: Desk) -> None:
    month = grid(view)
    place = month.day_rect(date(2026, 6, 26)).center()
    desk.bot.mouseClick(month, Qt.MouseButton.LeftButton, pos=place)
    assert [line.title for line in panel(view).day_model.visible_rows()] == ["改造棚顶"]
    assert panel(view).day_words.text() == "6月26日 周五 · 1 项到期"
    desk.bot.keyClick(month, Key.Key_Return)
    assert panel(view).of_day.hasFocus() and view.current_id() == desk.id("改造棚顶")
    desk.bot.mouseClick(month, Qt.MouseButton.LeftButton, pos=month.day_rect(date(2026, 6, 27)).center())
    assert panel(view).day_model.visible_rows() == []


def test_a_task_dropped_on_a_day_gets_new_words(view: ByDeadline, desk: Desk, prompts: Prompts) -> None:
    month = grid(view)
    data = mime_of(desk.id("更换果皮箱"))  # held here: the event does not own it
    event = QDropEvent(
        QPointF(month.day_rect(date(2026, 7, 1)).center()), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    month.dropEvent(event)
    row = desk.rows["更换果皮箱"]
    assert (row.deadline, row.due_to) == ("3月1日至7月1日", date(2026, 7, 1))
    assert desk.store.undo_title() == "完成时限改到7月1日：更换果皮箱"
    assert prompts.said[-1].startswith("完成时限已改为“3月1日至7月1日”")
    assert titles(view, date(2026, 7, 1)) == ["更换果皮箱"]
    desk.store.undo()
    assert titles(view, date(2026, 7, 1)) == []


def test_a_recurring_task_stays(view: ByDeadline, desk: Desk, prompts: Prompts) -> None:
    grid(view).task_dropped.emit(desk.id("活禽区隔离"), date(2026, 6, 28))
    assert "定期重复" in prompts.said[-1]
    assert desk.rows["活禽区隔离"].deadline == "每月25日前"


def test_ask_for_a_day(view: ByDeadline, desk: Desk, prompts: Prompts) -> None:
    prompts.answer("6月30日")
    view.ask_day()
    assert desk.rows["改造棚顶"].deadline == "6月30日前"
    assert view.current_id() == desk.id("改造棚顶")


def test_the_cell_is_edited_as_in_the_table(view: ByDeadline, desk: Desk) -> None:
    panel(view).list_model.edit_requested.emit(desk.id("改造棚顶"), "deadline", "9月底前")
    assert desk.rows["改造棚顶"].due_to == date(2026, 9, 30)
    assert "2026年9月（1 项）" in [line.title for line in panel(view).list_model.visible_rows()]


def test_filters_apply_and_the_view_says_when_nothing_is_left(view: ByDeadline, desk: Desk) -> None:
    desk.page.filter.setText("活禽")
    desk.bot.waitUntil(lambda: len(panel(view).list_model.visible_rows()) == 2)
    grid(view)
    assert titles(view, date(2026, 6, 26)) == [] and titles(view, date(2026, 6, 25)) == ["活禽区隔离"]
    desk.page.filter.setText("没有这样的任务")
    desk.bot.waitUntil(lambda: desk.page.nothing.isVisible())


def test_the_selection_goes_between_list_and_calendar(view: ByDeadline, desk: Desk) -> None:
    assert panel(view).list.select_id(desk.id("活禽区隔离"))
    month = grid(view)
    assert month.day == date(2026, 6, 25) and view.current_id() == desk.id("活禽区隔离")
    panel(view).modes.chosen.emit("list")
    assert view.current_id() == desk.id("活禽区隔离")


def test_print_is_the_view_of_all_or_of_the_unit_chosen(view: ByDeadline, desk: Desk) -> None:
    assert desk.page.print_payload() == {"by": "deadline", "split": "whole"}
    desk.page.outline.arrange_by("unit")
    desk.page.outline.choose(desk.units["商务局"])
    assert desk.page.print_payload() == {"by": "deadline", "split": "unit", "unit_ids": [desk.units["商务局"]]}


def test_rows_below_the_calendar_are_dragged_onto_a_day(
    view: ByDeadline, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = grid(view)
    month.choose(date(2026, 6, 26))
    assert panel(view).of_day.select_id(desk.id("改造棚顶"))
    data = panel(view).day_model.mimeData(panel(view).of_day.selectedIndexes())
    event = QDropEvent(
        QPointF(month.day_rect(date(2026, 6, 29)).center()), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    month.dropEvent(event)
    assert desk.rows["改造棚顶"].deadline == "6月26日前"  # from nowhere known nothing is taken
    monkeypatch.setattr(QDropEvent, "source", lambda event: panel(view).of_day)
    month.dropEvent(event)
    assert desk.rows["改造棚顶"].deadline == "6月29日前"
    assert desk.store.undo_title() == "完成时限改到6月29日：改造棚顶"
