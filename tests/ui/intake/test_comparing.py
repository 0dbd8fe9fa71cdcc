"""A newer issue of a document: what it changes is shown, chosen and written; what it holds no more is listed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.acceptance.terms import Choice, State
from models.intake.draft import Duty
from models.intake.review import Block
from models.task.queries import task_tree
from ui.intake import comparing
from ui.intake.comparing import COMPARED
from ui.intake.page import IntakePage


def rows(page: IntakePage) -> dict[str, Any]:
    campaign_id = page.context.campaign_id
    assert campaign_id is not None
    return {row.title: row for row in page.store.read(task_tree, campaign_id=campaign_id)}


def write(page: IntakePage, prompts: Any, qtbot: QtBot, look: Any = None) -> None:
    prompts.answer(look or (lambda form: None))
    page.ask_import()
    qtbot.waitUntil(lambda: page.is_imported, timeout=20_000)


@pytest.fixture
def taken(page: IntakePage, reading: Any, plan: str, prompts: Any, qtbot: QtBot) -> IntakePage:
    """The page once the plan was imported."""
    page.show_read((reading(plan),))
    write(page, prompts, qtbot)
    return page


def changed(plan: str) -> str:
    """A newer issue: one deadline later, one task gone, one new."""
    return (
        plan.replace("5月底前完成。", "6月底前完成。")
        .replace("（二）市场改造提升", "（二）流动摊点登记")
        .replace("改造棚顶和下水，抽检合格率≥90%。", "给流动摊点发放公示卡。")
        .replace("牵头单位：市商务局\n配合单位：市住建局", "牵头单位：市市场监管局")
    )


def states(page: IntakePage) -> dict[str, State]:
    review = page.review
    assert review is not None
    found = {}
    for item in review.rows(Block.TASKS):
        change = page.desk.comparing.change_of(item)
        assert change is not None
        found[item.value.title] = change.state
    return found


def test_a_new_document_is_compared_with_nothing(hand: Any) -> None:
    desk = hand.page.desk
    desk.show_block(Block.TASKS)
    assert desk.comparing.campaign_id is None
    assert desk.table.is_column_hidden(COMPARED) and not desk.comparing.isVisible()


def test_the_same_document_again_says_that_all_is_there(
    taken: IntakePage, reading: Any, plan: str, prompts: Any
) -> None:
    taken.show_read((reading(plan),))
    assert set(states(taken).values()) == {State.SAME}
    taken.desk.show_block(Block.TASKS)
    assert not taken.desk.table.is_column_hidden(COMPARED)
    said: list[str] = []

    def look(form: Any) -> None:
        said.append(form.summary.text())
        form.reject()

    prompts.answer(look)
    taken.ask_import()
    assert said[0].startswith("没有新的内容")


def test_a_newer_issue_shows_what_it_changes(taken: IntakePage, reading: Any, plan: str, prompts: Any) -> None:
    taken.show_read((reading(changed(plan)),))
    comparing = taken.desk.comparing
    assert comparing.campaign_id == taken.context.campaign_id
    assert states(taken) == {"占道经营专项整治": State.CHANGED, "流动摊点登记": State.NEW}
    assert comparing.gone_button.isVisible()
    at = comparing.filter.findData(State.CHANGED)
    comparing.filter.setCurrentIndex(at)
    comparing.filter.activated.emit(at)
    taken.desk.show_block(Block.TASKS)
    assert [item.value.title for item in taken.desk.table.rows_model.visible_rows()] == ["占道经营专项整治"]
    words = [label.text() for label in taken.panel.change.findChildren(QLabel) if not label.isHidden()]
    assert "5月底前" in words and "6月底前" in words
    said: list[str] = []

    def look(form: Any) -> None:
        said.append(form.summary.text())
        form.reject()

    prompts.answer(look)
    taken.ask_import()
    assert "新增 1 项任务" in said[0] and "更改 1 行" in said[0]


def test_what_is_chosen_is_written_in_one_step(
    taken: IntakePage, reading: Any, plan: str, prompts: Any, qtbot: QtBot
) -> None:
    taken.show_read((reading(changed(plan)),))
    review = taken.review
    assert review is not None
    task = next(item for item in review.rows(Block.TASKS) if item.value.title == "占道经营专项整治")
    taken.desk.select(task.id)
    box = taken.panel.change.choice
    assert Choice.of(box.currentData()) is Choice.TAKE  # without a change by hand the document is followed
    at = box.findData(Choice.KEEP)
    box.setCurrentIndex(at)
    box.activated.emit(at)
    assert taken.desk.comparing.choices == {task.id: Choice.KEEP}
    column = next(one for one in taken.desk.table.rows_model.columns if one.key == COMPARED)
    assert column.text(task) == "有变化，留现有"
    write(taken, prompts, qtbot)
    found = rows(taken)
    assert found["占道经营专项整治"].deadline == "5月底前"
    assert "流动摊点登记" in found and "市场改造提升" in found
    taken.store.undo()
    assert "流动摊点登记" not in rows(taken)


def test_what_an_issue_holds_no_more_goes_only_when_ticked(
    taken: IntakePage, reading: Any, plan: str, prompts: Any, qtbot: QtBot
) -> None:
    taken.show_read((reading(changed(plan)),))

    def tick(form: Any) -> None:
        assert not any(box.isChecked() for box in form.boxes.values())
        next(box for box in form.boxes.values() if box.text() == "任务：市场改造提升").setChecked(True)

    prompts.answer(tick)
    taken.desk.comparing.gone_button.click()
    said: list[str] = []

    def look(form: Any) -> None:
        said.append(form.summary.text())

    write(taken, prompts, qtbot, look)
    assert "删除 1 行" in said[0]
    assert "市场改造提升" not in rows(taken)
    taken.store.undo()
    assert "市场改造提升" in rows(taken)


def test_one_field_stays_as_it_is(taken: IntakePage, reading: Any, plan: str, qtbot: QtBot) -> None:
    text = plan.replace("5月底前完成。", "6月底前完成。").replace("配合单位：市商务局、市公安局", "配合单位：市公安局")
    taken.show_read((reading(text),))
    review = taken.review
    assert review is not None
    task = next(item for item in review.rows(Block.TASKS) if item.value.title == "占道经营专项整治")
    taken.desk.select(task.id)
    links = {button.toolTip(): button for button in taken.panel.change.findChildren(QPushButton)}
    links["“配合单位”这一处留现有的，其余照这份材料"].click()
    assert review.item(task.id).value.of(Duty.SUPPORT) == ("市商务局", "市公安局")
    taken.desk.comparing.compare_again()
    change = taken.desk.comparing.change_of(review.item(task.id))
    assert change is not None and "support" not in {field.key for field in change.fields}
    assert "deadline" in {field.key for field in change.fields}


def test_another_campaign_is_chosen_in_the_desk(taken: IntakePage, reading: Any, plan: str) -> None:
    taken.show_read((reading(plan),))
    target = taken.desk.comparing.target
    target.setCurrentIndex(0)
    target.activated.emit(0)
    assert taken.desk.comparing.campaign_id is None and not taken.desk.comparing.filter.isVisible()


def test_a_long_comparison_runs_beside_the_work(
    taken: IntakePage, reading: Any, plan: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MANY", 0)
    taken.show_read((reading(changed(plan)),))
    review = taken.review
    assert review is not None
    task = review.rows(Block.TASKS)[0]
    assert taken.desk.comparing.change_of(task) is None
    qtbot.waitUntil(lambda: taken.desk.comparing.change_of(task) is not None, timeout=10_000)
    review.edit(task.id, deadline="5月底前", body="清理市场周边占道经营，划定临时疏导点。5月底前完成。")
    taken.desk.refresh()
    qtbot.waitUntil(lambda: states(taken)["占道经营专项整治"] is State.SAME, timeout=10_000)


def test_what_was_chosen_stays_while_another_document_is_checked(taken: IntakePage, reading: Any, plan: str) -> None:
    taken.show_read((reading(changed(plan), "新稿.txt"), reading("今天天气很好。", "别的.txt")))
    desk, review = taken.desk, taken.review
    assert review is not None
    task = next(item for item in review.rows(Block.TASKS) if item.value.title == "占道经营专项整治")
    desk.select(task.id)
    desk.comparing.choose(task, Choice.KEEP)
    taken.step(1)
    assert desk.comparing.choices == {}
    taken.step(-1)
    assert desk.comparing.choices == {task.id: Choice.KEEP}
    desk.comparing.target.setCurrentIndex(0)
    desk.comparing.target.activated.emit(0)
    taken.step(1)
    taken.step(-1)
    assert desk.comparing.campaign_id is None


def test_what_both_changed_comes_first_beside_the_state(taken: IntakePage, reading: Any, plan: str) -> None:
    taken.show_read((reading(plan),))
    desk = taken.desk
    desk.show_block(Block.TASKS)
    assert [column.key for column in desk.table.rows_model.columns][1] == COMPARED
    last = desk.table.rows_model.visible_rows()[-1]
    desk.comparing._found[last.id] = replace(desk.comparing._found[last.id], state=State.CONFLICT)
    desk.comparing.compared.emit()
    desk.refresh()
    assert desk.table.rows_model.visible_rows()[0].id == last.id
