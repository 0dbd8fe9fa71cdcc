"""The section 工作日历 by clicking: a notice pasted, days added and removed, deadlines counted again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.org.queries import campaigns
from models.task import actions, queries
from models.workdays.queries import OfficeDayRow, office_days
from tests.ui.sampled import Opened
from ui.preferences.page import PreferencesPage
from ui.preferences.workdays import DayForm, NoticeForm, note_of

LEFT = Qt.MouseButton.LeftButton
NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。"


@pytest.fixture
def page(opened: Opened[PreferencesPage], qtbot: QtBot) -> PreferencesPage:
    shown = opened(PreferencesPage)
    qtbot.waitUntil(lambda: "正在" not in shown.about.paper_fonts.text(), timeout=20_000)
    return shown


def test_a_notice_is_pasted_and_taken_back(page: PreferencesPage, qtbot: QtBot, prompts: Any) -> None:
    def paste(form: NoticeForm) -> None:
        assert "没有读到" in str(form.why_not())
        form.text.setPlainText("2027年节假日安排：\n" + NOTICE.replace("共3天", "共4天"))
        assert "通知写共 4 天，读到 3 天" in form.found.text()
        assert "通知写共 4 天" in str(form.why_not())
        form.text.setPlainText("2027年节假日安排：\n" + NOTICE)
        assert form.found.text().startswith("2027 年：放假 3 天，调休上班 1 天。元旦")

    prompts.answer(paste)
    qtbot.mouseClick(page.workdays.notice_button, LEFT)
    assert [row.day.day for row in page.store.read(office_days)] == [1, 2, 3, 9]
    assert page.workdays.model.rowCount() == 4
    page.store.undo()
    page.reload()
    assert page.store.read(office_days) == ()
    assert not page.workdays.table.isVisible()


def test_one_day_is_added_and_removed(page: PreferencesPage, qtbot: QtBot, prompts: Any) -> None:
    def fill(form: DayForm) -> None:
        form.day.setText("国庆")
        assert "没有读懂日期" in str(form.why_not())
        form.day.setText("2026-10-01")
        assert "本来就不上班" in str(form.why_not())
        qtbot.mouseClick(form.kind.button(True), LEFT)
        form.name.setText("值班")

    prompts.answer(fill)
    qtbot.mouseClick(page.workdays.day_button, LEFT)
    (row,) = page.store.read(office_days)
    assert (row.day, row.is_working, row.name) == (date(2026, 10, 1), True, "值班")
    page.workdays.table.select_id(row.id)
    qtbot.mouseClick(page.workdays.remove_button, LEFT)
    assert page.store.read(office_days) == ()


def test_deadlines_follow_when_the_office_agrees(page: PreferencesPage, qtbot: QtBot, prompts: Any) -> None:
    campaign_id = page.store.read(campaigns)[0].id
    task_id = page.store.do("加", actions.add_task, campaign_id=campaign_id, title="整改", deadline="2个工作日内").value
    page.store.do("开始", actions.update_task, task_id=task_id, due_from=date(2026, 11, 23))

    def fill(form: DayForm) -> None:
        form.day.setText("2026-11-24")

    prompts.answer(fill, "yes")
    qtbot.mouseClick(page.workdays.day_button, LEFT)
    assert "1 项任务" in prompts.texts[-1]
    details = page.store.read(queries.task_details, task_id=task_id)
    assert details is not None
    assert details.due_to == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 6, 1), ""), (date(2040, 2, 1), "2040 年的安排公布后"), (date(2040, 11, 2), "2041 年的安排公布后")],
)
def test_the_note_asks_for_the_year_that_is_missing(today: date, words: str) -> None:
    assert (words in note_of((), today)) if words else "公布后" not in note_of((), today)


def test_new_years_day_alone_is_not_the_year() -> None:
    days = [(date(2027, 1, 1), "元旦"), (date(2027, 10, 1), "国庆节")]
    rows = tuple(OfficeDayRow(number, day, False, name) for number, (day, name) in enumerate(days))
    assert "2027 年的安排公布后" in note_of(rows[:1], date(2026, 12, 1))
    assert "公布后" not in note_of(rows, date(2026, 12, 1))
