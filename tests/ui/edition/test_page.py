"""The page 版次 by clicking: issue, compare, filter, go to the task, print, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.edition.queries import editions
from models.edition.terms import Turn
from models.org import actions as org
from models.sample.editions import ADDED_SINCE, REMOVED_SINCE
from models.task import actions as tasks
from tests.ui.conftest import Prompts
from tests.ui.sampled import Opened, texts
from ui.context import Context
from ui.edition.forms import IssueForm, WithdrawForm
from ui.edition.page import EditionPage
from ui.printing.wish import PrintWish
from ui.store import Store

Went = list[tuple[str, object, object]]
Fill = Callable[[Any], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(opened: Opened[EditionPage], qtbot: QtBot) -> EditionPage:
    shown = opened(EditionPage)
    qtbot.waitUntil(lambda: len(shown.comparison.model.rows) > 0)
    return shown


def turns(page: EditionPage) -> list[str]:
    return texts(page.comparison.table, "turn")


def issue(page: EditionPage, prompts: Prompts, qtbot: QtBot, fill: Fill) -> None:
    """Click the primary button and accept the form."""
    before = len(page.model.rows)
    prompts.answer(fill)
    assert page.head.primary is not None
    qtbot.mouseClick(page.head.primary, LEFT)
    qtbot.waitUntil(lambda: len(page.model.rows) > before)


def test_the_editions_and_what_changed_since(page: EditionPage) -> None:
    assert page.head.count.text() == "1 版"
    assert texts(page.table, "number") == ["第1版"]
    assert texts(page.table, "state") == ["有效"]
    assert page.comparison.new.currentText() == "现在"
    counts = {turn: notice.count for turn, notice in page.comparison.notices.items()}
    assert counts == {Turn.ADDED: 1, Turn.REMOVED: 1, Turn.CHANGED: 5, Turn.MOVED: 1}
    assert {ADDED_SINCE, REMOVED_SINCE} <= set(texts(page.comparison.table, "title"))


def test_one_kind_of_change_and_words_at_a_time(page: EditionPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.comparison.notices[Turn.REMOVED], LEFT)
    assert turns(page) == ["删除"]
    qtbot.mouseClick(page.comparison.notices[Turn.MOVED], LEFT)
    assert sorted(turns(page)) == ["删除", "移动"]
    qtbot.mouseClick(page.comparison.notices[Turn.REMOVED], LEFT)
    qtbot.mouseClick(page.comparison.notices[Turn.MOVED], LEFT)
    assert page.head.filter is not None
    page.head.filter.setText("市市场服务中心")
    qtbot.waitUntil(lambda: len(turns(page)) == 1)
    page.head.filter.setText("市环卫中心")  # stands in the task, not in what changed
    qtbot.waitUntil(lambda: texts(page.comparison.table, "title") == [])
    page.head.filter.setText("市公安局")
    qtbot.waitUntil(lambda: ADDED_SINCE in texts(page.comparison.table, "title"))


def test_enter_leads_to_the_task_but_not_to_one_that_is_gone(page: EditionPage, went: Went, qtbot: QtBot) -> None:
    lines = {line.row.title: line for line in page.comparison.model.rows}
    page.comparison.table.select_id(lines[ADDED_SINCE].id)
    qtbot.keyClick(page.comparison.table, Qt.Key.Key_Return)
    qtbot.mouseClick(page.comparison.go_button, LEFT)
    assert went == [("task", lines[ADDED_SINCE].row.task_id, None)] * 2
    page.comparison.table.select_id(lines[REMOVED_SINCE].id)
    assert not page.comparison.go_button.isEnabled()
    qtbot.keyClick(page.comparison.table, Qt.Key.Key_Return)
    assert len(went) == 2
    assert REMOVED_SINCE not in page.comparison.detail.toPlainText()
    assert page.comparison.detail.toPlainText().endswith("现文：（空）")


def test_issuing_proposes_and_warns_and_cannot_be_undone(
    page: EditionPage, store: Store, prompts: Prompts, qtbot: QtBot, said: list[str]
) -> None:
    def fill(form: QDialog) -> None:
        assert isinstance(form, IssueForm)
        assert form.number.text() == "2"
        assert form.title.text().endswith("责任分解表")
        assert "与第1版相比：新增 1 项" in form.frozen.text()
        assert "项任务" in form.frozen.text() and "个单位" in form.frozen.text()
        assert "体检还有" in form.gaps.text()
        form.number.setText("1")
        form.accept()
        assert form.isVisible() and "已编到第 1 版" in form._why.text()
        form.number.setText("2")
        form.document_no.setText("云创卫办〔2026〕9号")

    issue(page, prompts, qtbot, fill)
    assert store.undo_title() is None
    assert texts(page.table, "number") == ["第2版", "第1版"]
    assert texts(page.table, "document_no")[0] == "云创卫办〔2026〕9号"
    qtbot.waitUntil(lambda: said == ["已印发第2版。"])
    qtbot.waitUntil(lambda: page.comparison.nothing.isVisibleTo(page))
    assert page.comparison.nothing.sentence.text() == "第2版与现在没有差别。"
    assert not page.comparison.print_button.isEnabled()


def test_the_form_leads_to_what_is_still_open(
    page: EditionPage, prompts: Prompts, qtbot: QtBot, went: Went, store: Store, context: Context
) -> None:
    def look(form: QDialog) -> None:
        assert isinstance(form, IssueForm)
        with qtbot.waitSignal(form.rejected):
            qtbot.mouseClick(form.look, LEFT)
        form.number.setText("")  # what is accepted after this would be refused

    prompts.answer(look)
    assert page.head.primary is not None
    qtbot.mouseClick(page.head.primary, LEFT)
    qtbot.waitUntil(lambda: went == [("checkup", None, None)])
    assert len(store.read(editions, campaign_id=context.campaign_id)) == 1


def test_the_form_names_the_tasks_that_say_too_little(
    page: EditionPage, prompts: Prompts, qtbot: QtBot, went: Went, store: Store, context: Context
) -> None:
    store.do("新建任务", tasks.add_task, campaign_id=context.campaign_id, title="空任务")

    def look(form: QDialog) -> None:
        assert isinstance(form, IssueForm)
        assert form.bare.text().startswith("序号 ") and "缺内容、牵头单位或完成时限" in form.bare.text()
        assert "印发之前的步骤也不能再撤销" in form.final.text()
        with qtbot.waitSignal(form.rejected):
            qtbot.mouseClick(form.bare_link, LEFT)
        form.number.setText("")  # what is accepted after this would be refused

    prompts.answer(look)
    assert page.head.primary is not None
    qtbot.mouseClick(page.head.primary, LEFT)
    qtbot.waitUntil(lambda: went == [("task", None, "gaps")])


def test_two_sides_are_chosen(
    page: EditionPage, prompts: Prompts, qtbot: QtBot, went: Went, store: Store, context: Context
) -> None:
    issue(page, prompts, qtbot, lambda form: None)
    second, first = store.read(editions, campaign_id=context.campaign_id)
    page.comparison.set_sides(first.id, second.id)
    page.comparison.sides_chosen.emit()
    qtbot.waitUntil(lambda: bool(page.comparison.model.rows))
    assert page.comparison.notices[Turn.CHANGED].count == 5
    qtbot.mouseClick(page.comparison.print_button, LEFT)
    assert went == [("printing", None, PrintWish("revision", {"old": str(first.id), "new": str(second.id)}))]


def test_the_edition_in_hand_is_compared(
    page: EditionPage, prompts: Prompts, qtbot: QtBot, store: Store, context: Context
) -> None:
    issue(page, prompts, qtbot, lambda form: None)
    second, first = store.read(editions, campaign_id=context.campaign_id)
    qtbot.waitUntil(lambda: page.comparison.sides == (second.id, None))
    page.table.select_id(first.id)
    assert page.comparison.sides == (first.id, None)
    page.comparison.set_sides(first.id, second.id)
    page.table.select_id(second.id)
    assert page.comparison.sides == (second.id, None)
    qtbot.waitUntil(lambda: page.comparison.nothing.isVisibleTo(page))


def test_search_and_history_lead_to_one_edition(
    page: EditionPage, prompts: Prompts, qtbot: QtBot, store: Store, context: Context
) -> None:
    issue(page, prompts, qtbot, lambda form: None)
    second, first = store.read(editions, campaign_id=context.campaign_id)
    qtbot.waitUntil(lambda: page.table.current_id() == second.id)
    page.goto(first.id, "edition")
    assert page.table.current_id() == first.id
    qtbot.waitUntil(lambda: page.comparison.notices[Turn.CHANGED].count == 5)


def test_a_change_of_the_breakdown_is_seen_at_once(page: EditionPage, store: Store, qtbot: QtBot) -> None:
    line = next(line for line in page.comparison.model.rows if line.row.title == ADDED_SINCE)
    store.do("改", tasks.update_task, task_id=line.row.task_id, title="校园周边整治")
    qtbot.waitUntil(lambda: "校园周边整治" in texts(page.comparison.table, "title"))


def test_withdrawing_asks_for_a_reason_and_is_marked(
    page: EditionPage, store: Store, prompts: Prompts, qtbot: QtBot
) -> None:
    def fill(form: QDialog) -> None:
        assert isinstance(form, WithdrawForm)
        form.accept()
        assert "撤回原因" in form._why.text()
        form.reason.setText("单位有误")

    prompts.answer(fill)
    qtbot.mouseClick(page.withdraw_button, LEFT)
    assert texts(page.table, "state") == [f"{date.today().isoformat()} 撤回：单位有误"]
    assert not page.withdraw_button.isEnabled()
    assert "已在" in page.withdraw_button.toolTip()
    assert page.reprint_button.isEnabled()
    assert store.undo_title() is None


def test_reprint_and_ctrl_p_print_the_edition_in_hand(
    page: EditionPage, went: Went, qtbot: QtBot, store: Store, context: Context
) -> None:
    (row,) = store.read(editions, campaign_id=context.campaign_id)
    wish = PrintWish("edition", {"edition": str(row.id), "since": ""})
    qtbot.mouseClick(page.reprint_button, LEFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert went == [("printing", None, wish)] * 2
    assert page.print_payload() == wish


def test_a_campaign_without_editions_says_what_issuing_is(
    opened: Opened[EditionPage], store: Store, context: Context
) -> None:
    other = store.do("新建", org.create_campaign, name="另一项").value
    context.set_campaign(other, "另一项")
    page = opened(EditionPage)
    assert page.empty.isVisibleTo(page)
    assert page.empty.sentence.text() == "还没有印发过版次。"
    assert not page.reprint_button.isEnabled() and not page.withdraw_button.isEnabled()
