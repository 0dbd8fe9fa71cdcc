"""The page 总览 by clicking: what is to do, the figures, recent steps with undo, a campaign without tasks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.org import actions as org
from models.org import queries as org_queries
from models.overview.terms import Matter
from models.task import actions as task
from models.task import queries as task_queries
from models.task.terms import Role
from tests.ui.sampled import Opened, click_line
from ui.context import Context
from ui.overview.columns import local_time
from ui.overview.page import OverviewPage
from ui.overview.todo import KINDS
from ui.store import Store
from ui.task.rows import Rows

Went = list[tuple[str, object, object]]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(opened: Opened[OverviewPage]) -> OverviewPage:
    return opened(OverviewPage)


def test_the_list_begins_with_what_is_overdue(page: OverviewPage) -> None:
    matters = page.todo.list.texts("matter")
    assert matters[0] == "逾期"
    assert {"逾期", "临近", "缺牵头", "缺时限", "共同牵头", "单位无任务"} == set(matters)
    assert [page.todo.button(key).text().split()[0] for key, _ in KINDS] == [
        "全部",
        "逾期",
        "临近",
        "待补",
        "留意",
        "无任务单位",
    ]
    assert page.todo.button("all").text() == f"全部 {len(matters)}"


@pytest.mark.parametrize(
    ("key", "matters"),
    [
        ("overdue", {"逾期"}),
        ("soon", {"临近"}),
        ("missing", {"缺牵头", "缺时限"}),
        ("notices", {"共同牵头"}),
        ("idle", {"单位无任务"}),
    ],
)
def test_the_switch_shows_one_kind(page: OverviewPage, qtbot: QtBot, key: str, matters: set[str]) -> None:
    qtbot.mouseClick(page.todo.button(key), LEFT)
    shown = page.todo.list.texts("matter")
    assert set(shown) == matters
    assert page.todo.button(key).text().split()[1] == str(len(shown))
    qtbot.mouseClick(page.todo.button("all"), LEFT)
    assert len(page.todo.list.texts("matter")) > len(shown)


def test_the_counts_are_those_of_the_page_of_tasks(page: OverviewPage, store: Store, context: Context) -> None:
    rows = Rows(store)
    rows.read(context.campaign_id, context.today)
    counts = {key: page.todo.button(key).text().split()[1] for key, _ in KINDS}
    assert counts["overdue"] == str(len(rows.late))
    assert counts["missing"] == str(len(rows.gaps))
    assert counts["notices"] == str(len(rows.notices))
    assert counts["idle"] == str(len(rows.idle_units()))


def test_the_task_takes_the_width_left_over(page: OverviewPage) -> None:
    rows = page.todo.list.rows
    widths = dict(zip([part.key for part in rows.parts], rows.widths(), strict=True))
    assert sum(widths.values()) == rows.width()
    assert widths["title"] == max(widths.values())
    page.resize(860, 696)
    widths = dict(zip([part.key for part in rows.parts], rows.widths(), strict=True))
    assert widths["where"] == 0 and widths["title"] > 200
    page.todo.list.grab()  # paints without it


def test_a_cut_text_is_told_in_full(page: OverviewPage) -> None:
    rows = page.todo.list.rows
    titles = page.todo.list.texts("where")
    place = titles.index("城中村、城乡结合部和老旧小区")
    left = sum(rows.widths()[:2]) + 20
    assert rows._cut_text(QPoint(left, rows.rect_of(place).center().y())) == titles[place]
    assert rows._cut_text(QPoint(20, rows.rect_of(place).center().y())) == ""


def test_one_click_leads_to_the_task(
    page: OverviewPage, qtbot: QtBot, store: Store, context: Context, went: Went
) -> None:
    click_line(qtbot, page.todo.list, 0)
    (place,) = went
    titles = {row.id: row.title for row in store.read(task_queries.task_tree, campaign_id=context.campaign_id)}
    assert place[0] == "task" and titles[place[1]] == page.todo.list.texts("title")[0]  # type: ignore[index]


def test_enter_leads_there_as_well(page: OverviewPage, qtbot: QtBot, went: Went) -> None:
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(page.todo.list.rows, key)
    assert went == [("task", page.todo.list.entries[2].id, "task")]


def test_an_idle_unit_leads_to_the_organisation(page: OverviewPage, qtbot: QtBot, store: Store, went: Went) -> None:
    places = [place for place, text in enumerate(page.todo.list.texts("matter")) if text == "单位无任务"]
    click_line(qtbot, page.todo.list, places[0])
    idle = next(row.id for row in store.read(org_queries.units) if row.short_name == "市林业局")
    assert went == [("org", idle, "unit")]


def test_figures_follow_a_change(page: OverviewPage, qtbot: QtBot, store: Store, context: Context) -> None:
    figures = page.figures.figure
    assert figures("tasks").accessibleName() == "任务（10 大项） 86"
    assert figures("leads").accessibleName() == "牵头单位落实 72 / 76"
    assert figures("units").accessibleName() == "承担任务的单位 38 / 39"
    assert figures("sites").accessibleName() == "完工的点位 11 / 30"
    gap = next(entry for entry in page.todo.list.entries if entry.matter is Matter.NO_LEAD)
    unit_id = store.read(org_queries.units)[0].id
    before = page.todo.button("missing").text()
    store.do("定牵头", task.set_roles, task_id=gap.id, unit_id=unit_id, roles={Role.LEAD})
    assert figures("leads").accessibleName() == "牵头单位落实 73 / 76"
    assert page.todo.button("missing").text() != before


@pytest.mark.parametrize(
    ("key", "target", "payload"),
    [("tasks", "task", None), ("leads", "task", "gaps"), ("units", "org", None), ("sites", "grid", None)],
)
def test_a_figure_leads_to_its_page(
    page: OverviewPage, qtbot: QtBot, went: Went, key: str, target: str, payload: object
) -> None:
    qtbot.mouseClick(page.figures.figure(key), LEFT)
    assert went == [(target, None, payload)]


def test_recent_steps_are_undone_and_done_again(
    page: OverviewPage, qtbot: QtBot, store: Store, context: Context, said: list[str]
) -> None:
    first = page.todo.list.entries[0]
    store.do("改标题", task.update_task, task_id=first.id, title="改过的标题")
    assert page.recent.list.texts("title") == ["改标题", "建立示例"]
    assert page.recent.undo_button.text() == "撤销：改标题"
    assert not page.recent.redo_button.isVisible()
    qtbot.mouseClick(page.recent.undo_button, LEFT)
    assert said[-1] == "已撤销：改标题"
    assert page.todo.list.entries[0].title == first.title
    qtbot.mouseClick(page.recent.redo_button, LEFT)
    assert said[-1] == "已重做：改标题"
    assert page.todo.list.entries[0].title == "改过的标题"


def test_undo_that_is_refused_says_why(page: OverviewPage, store: Store, said: list[str]) -> None:
    store.operator = "另一个人"
    page.reload()
    assert not page.recent.undo_button.isEnabled()
    page._turn(back=True)
    assert said[-1] == "没有可以撤销的步骤。"


def test_a_step_and_the_whole_history_are_one_click_away(page: OverviewPage, qtbot: QtBot, went: Went) -> None:
    click_line(qtbot, page.recent.list, 0)
    qtbot.mouseClick(page.recent.all_button, LEFT)
    assert went == [("history", 1, None), ("history", None, None)]


def test_a_campaign_without_tasks_offers_the_import(
    page: OverviewPage, qtbot: QtBot, store: Store, context: Context, went: Went
) -> None:
    empty = store.do("新建专项工作", org.create_campaign, name="文明城市", year=2026).value
    started: list[str] = []
    context.start_requested.connect(started.append)
    context.set_campaign(empty, "文明城市")
    assert page.empty.isVisible() and "还没有任务" in page.empty.sentence.text()
    qtbot.mouseClick(page.empty.button("导入工作方案"), LEFT)
    qtbot.mouseClick(page.empty.button("自己添加任务"), LEFT)
    assert started == ["import"] and went == [("task", None, None)]
    store.do("添加任务", task.add_task, campaign_id=empty, title="清理河道")
    assert not page.empty.isVisible() and page.todo.isVisible()


def test_nothing_to_do_is_said(page: OverviewPage, store: Store, context: Context) -> None:
    page.todo.show_kind("overdue")
    page.todo.show_todo(())
    assert page.todo.kind == "all"
    assert not page.todo.list.isVisible()


def test_times_in_words() -> None:
    today = date(2026, 6, 10)
    noon = datetime(2026, 6, 10, 12, 0).astimezone()
    assert local_time(noon, today) == "今天 12:00"
    assert local_time(noon - timedelta(days=1), today) == "昨天 12:00"
    assert local_time(noon - timedelta(days=7), today) == "6月3日 12:00"
    assert local_time(noon - timedelta(days=365), today) == "2025-06-10 12:00"
