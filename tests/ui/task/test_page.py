"""The page around the table: filters with counts, outline, views, inspector, going to a task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from models.org.actions import create_campaign
from models.task import actions, queries
from tests.ui.conftest import Prompts
from tests.ui.task.conftest import Desk
from ui.task.columns import recurrence_words
from ui.task.outline import entries_of

Key = Qt.Key


def test_notices_count_and_filter(desk: Desk) -> None:
    page = desk.page
    assert (page.gaps.count, page.late.count, page.notices.count) == (2, 1, 1)
    page.gaps.click()
    assert desk.titles() == ["市容环境卫生", "  更换果皮箱", "农贸市场", "  活禽区隔离"]
    assert page.head.count.text() == "2 / 7 项 · 10 分"
    page.late.click()
    assert "  整治占道经营" in desk.titles()
    page.gaps.click()
    page.late.click()
    assert len(desk.titles()) == 7


def test_a_row_made_complete_is_counted_at_once_and_stays_under_the_cursor(desk: Desk) -> None:
    page = desk.page
    page.gaps.click()
    desk.stand_on("活禽区隔离", "deadline")
    page.table.write(desk.id("活禽区隔离"), "deadline", "2099年1月")
    assert page.gaps.count == 1
    assert "  活禽区隔离" in desk.titles()
    page.gaps.click()
    page.gaps.click()
    assert "  活禽区隔离" not in desk.titles()


def test_filter_by_words_units_and_initials(desk: Desk) -> None:
    for text, expected in (
        ("公安局", "  整治占道经营"),
        ("gzpd", "  改造棚顶"),
        ("死角", "  清理卫生死角"),
        ("gaj", "  整治占道经营"),
    ):
        desk.page.filter.setText(text)
        desk.bot.waitUntil(lambda wanted=expected: desk.titles()[-1] == wanted and len(desk.titles()) == 2)  # type: ignore[misc]


@pytest.mark.parametrize("view", ["table", "matrix"])
def test_a_filter_that_finds_nothing_says_so_and_goes_by_esc_or_link(desk: Desk, view: str) -> None:
    page = desk.page
    page.show_view(view)
    nothing = page.table.nothing if view == "table" else page.nothing
    page.filter.setText("没有这样的任务")
    desk.bot.waitUntil(nothing.isVisible)
    assert view != "table" or page.table.strip.isVisible(), "the filter can be changed where it was set"
    assert nothing.sentence.text() == "没有符合条件的任务。"
    desk.bot.keyClick(page.filter, Key.Key_Escape)
    assert page.filter.text() == ""
    desk.bot.waitUntil(lambda: not nothing.isVisible())
    assert page.view == view and (page.table if view == "table" else page.matrix).isVisible()
    page.filter.setText("没有这样的任务")
    desk.bot.waitUntil(nothing.isVisible)
    (link,) = (button for button in nothing.findChildren(QPushButton) if button.text() == "清除筛选")
    link.click()
    assert page.filter.text() == "" and not nothing.isVisible()
    page.filter.setText("没有这样的任务")
    desk.bot.waitUntil(nothing.isVisible)
    page.show_view("plan")
    assert not nothing.isVisible()


def test_the_outline_shows_one_part(desk: Desk) -> None:
    desk.page.outline.choose(desk.id("农贸市场"))
    assert desk.titles() == ["农贸市场", "  改造棚顶", "  活禽区隔离"]
    desk.page.gaps.click()
    assert desk.titles() == ["农贸市场", "  活禽区隔离"]
    desk.page.clear_filters()
    assert len(desk.titles()) == 7


def test_the_outline_by_unit_shows_what_one_unit_carries(desk: Desk) -> None:
    outline = desk.page.outline
    outline.choose(desk.id("农贸市场"))
    outline.buttons.buttons()[1].click()
    assert len(desk.titles()) == 7
    lines = [(entry.title, entry.count) for entry in outline.model.rows]
    assert lines == [("全部任务", 7), ("商务局", 2), ("城管局", 3), ("市场监管局", 1), ("公安局", 1)]
    desk.page.table.write(desk.id("更换果皮箱"), "support", "公安局")
    desk.bot.waitUntil(lambda: [entry.count for entry in outline.model.rows] == [7, 2, 3, 1, 2])
    outline.choose(desk.units["商务局"])
    assert desk.titles() == ["市容环境卫生", "  整治占道经营", "农贸市场", "  改造棚顶"]
    assert desk.page.print_payload() == {"by": "unit", "unit_ids": [desk.units["商务局"]]}
    desk.page.clear_filters()
    assert len(desk.titles()) == 7 and desk.page.print_payload() == {"by": "task"}


def test_the_outline_counts_what_lies_below(desk: Desk) -> None:
    entries = {entry.title: entry for entry in entries_of(desk.rows.values())}
    whole, streets = entries["全部任务"], entries["市容环境卫生"]
    assert (whole.count, whole.gaps, whole.late) == (7, 2, 1)
    assert (streets.count, streets.gaps, streets.late) == (3, 1, 1)


def test_goto_clears_a_filter_that_hides_the_task(desk: Desk) -> None:
    page = desk.page
    page.late.click()
    page.goto(desk.id("改造棚顶"))
    assert page.table.current_id() == desk.id("改造棚顶")
    assert not page.late.isChecked()
    page.goto(None, "gaps")
    assert page.gaps.isChecked() and len(desk.titles()) == 4
    page.goto(None, "plan")
    assert page.view == "plan"
    page.goto(desk.id("改造棚顶"))
    assert page.view == "table"


def test_the_inspector_follows_the_cursor(desk: Desk) -> None:
    inspector = desk.page.inspector
    desk.inspect("整治占道经营")
    assert inspector.task_id == desk.id("整治占道经营")
    assert inspector.field("support").value() == (desk.units["公安局"], desk.units["商务局"])
    assert inspector.field("dates").value() == "2020-05-31 周日（前一个工作日 05-29）"
    assert inspector.field("points").value() == "2.5"


@pytest.mark.parametrize(
    ("key", "value", "read", "expected"),
    [
        ("title", "整治占道经营和流动摊贩", lambda row: row.title, "整治占道经营和流动摊贩"),
        ("deadline", "每月25日前", lambda row: row.due_every, "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("due_from", date(2020, 1, 1), lambda row: row.due_from, date(2020, 1, 1)),
        ("points", "3.5", lambda row: row.points, 350),
        ("target", "≥95%", lambda row: row.target, "≥95%"),
        ("note", "每周通报", lambda row: row.note, "每周通报"),
        ("kind", "报送事项", lambda row: row.kind.label, "报送事项"),
    ],
)
def test_the_inspector_writes_fields(
    desk: Desk, key: str, value: Any, read: Callable[[queries.TaskRow], Any], expected: Any
) -> None:
    desk.inspect("整治占道经营")
    task_id = desk.id("整治占道经营")
    desk.page.inspector.edited.emit(key, value)
    row = desk.page.rows.get(task_id)
    assert row is not None and read(row) == expected


def test_the_inspector_sets_units_in_order(desk: Desk) -> None:
    desk.inspect("整治占道经营")
    wanted = (desk.units["市场监管局"], desk.units["公安局"])
    desk.page.inspector.edited.emit("support", wanted)
    assert desk.unit_names("整治占道经营", "support") == ["市场监管局", "公安局"]


def test_a_new_name_in_the_inspector_becomes_a_person(desk: Desk) -> None:
    desk.inspect("整治占道经营")
    for name in ("陆文静", "何立新"):
        desk.picker("owners").add_text(name)
    assert desk.rows["整治占道经营"].owners == ("陆文静", "何立新")


def test_a_new_unit_in_the_inspector_is_asked_for(desk: Desk, prompts: Prompts) -> None:
    desk.inspect("整治占道经营")
    prompts.answer(None, "add")
    desk.picker("support").add_text("教育局")
    assert desk.unit_names("整治占道经营", "support") == ["公安局", "商务局"]
    desk.picker("support").add_text("教育局")
    assert desk.unit_names("整治占道经营", "support") == ["公安局", "商务局", "教育局"]


def test_a_refused_change_shows_what_is_stored(desk: Desk) -> None:
    desk.inspect("整治占道经营")
    points = desk.page.inspector.field("points")
    desk.page.inspector.edited.emit("points", "很多")
    assert points.value() == "2.5"
    desk.page.inspector.edited.emit("due_to", "哪天")
    assert desk.page.inspector.field("due_to").value() == date(2020, 5, 31)


def test_the_history_of_a_task(desk: Desk) -> None:
    desk.page.table.write(desk.id("整治占道经营"), "note", "每周通报")
    desk.inspect("整治占道经营")
    history = desk.page.inspector.history
    desk.bot.waitUntil(lambda: "修改备注" in str(history.value()))


def test_an_empty_campaign_offers_a_way_in(desk: Desk) -> None:
    every = [row.id for row in desk.rows.values()]
    desk.store.do("清空", actions.delete_tasks, task_ids=every)
    assert desk.page.empty.isVisible()
    action = desk.page.find_action("task.new")
    assert action is not None
    action.trigger()
    assert not desk.page.empty.isVisible()
    assert len(desk.titles()) == 1


def test_another_campaign_shows_its_own_rows(desk: Desk) -> None:
    desk.page.outline.choose(desk.id("农贸市场"))
    other = desk.store.do("新建", create_campaign, name="文明城市").value
    desk.store.do("添加阶段", actions.add_phase, campaign_id=desk.campaign, name="动员部署")
    assert [option.text for option in desk.page.choices.phases()] == ["", "动员部署"]
    desk.page.context.set_campaign(other, "文明城市")
    assert desk.page.empty.isVisible() and desk.page.table.model.rows == ()
    assert [option.text for option in desk.page.choices.phases()] == [""]
    desk.page.context.set_campaign(desk.campaign, "创建国家卫生城市")
    assert len(desk.titles()) == 7


def test_renumbering_from_the_menu(desk: Desk) -> None:
    desk.page.table.write(desk.id("改造棚顶"), "no", "甲-1")
    action = desk.page.find_action("task.renumber")
    assert action is not None
    action.trigger()
    assert desk.rows["改造棚顶"].number == "（一）"


def test_phases_and_targets(desk: Desk) -> None:
    page = desk.page
    page.show_view("plan")
    page.plan.add_phase.click()
    page.plan.add_target.click()
    (phase,) = page.plan.phase_model.rows
    (target,) = page.plan.target_model.rows
    page.plan.phase_model.edit_requested.emit(phase.id, "name", "集中整治")
    page.plan.phase_model.edit_requested.emit(phase.id, "ends", date(2026, 9, 30))
    page.plan.phase_model.edit_requested.emit(phase.id, "starts", "哪天")
    page.plan.target_model.edit_requested.emit(target.id, "value", "≥90%")
    found = desk.store.read(queries.phases, campaign_id=desk.campaign)
    assert [(row.name, row.starts, row.ends) for row in found] == [("集中整治", None, date(2026, 9, 30))]
    assert page.plan.target_model.rows[0].value == "≥90%"
    page.plan.phases.delete_requested.emit((phase.id,))
    assert page.plan.phase_model.rows == ()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", "每月25日"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "每月底"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=10", "每2个月10日"),
        ("FREQ=WEEKLY;BYDAY=FR", "每周五"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", "每年3月5日"),
        ("RRULE:FREQ=HOURLY", "RRULE:FREQ=HOURLY"),
    ],
)
def test_recurrence_in_words(rule: str, words: str) -> None:
    assert recurrence_words(rule) == words


def test_who_leads_by_the_rule_is_said_where_nobody_is_written(desk: Desk) -> None:
    title, unit = "活禽区隔离", next(iter(desk.units))
    desk.page.table.write(desk.id(title), "lead", "")
    desk.page.table.write(desk.id(title), "responsible", unit)
    (ref,) = desk.rows[title].lead
    assert ref.leads_by_rule
    desk.page.inspector.show_task(desk.id(title))
    assert desk.picker("lead").line.placeholderText() == f"按规则由{ref.label}牵头"
    written = next(row for row in desk.rows.values() if row.lead and not any(ref.leads_by_rule for ref in row.lead))
    desk.page.inspector.show_task(written.id)
    assert desk.picker("lead").line.placeholderText().startswith("添加单位")
