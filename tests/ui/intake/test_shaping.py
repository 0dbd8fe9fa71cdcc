"""Rows split, joined, moved and set in order; doubts marked in their cells; checks taken back and done again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from models.intake.draft import Duty
from models.intake.review import Block, State
from models.intake.source import Spot
from ui.intake.marking import marked, unsure_keys
from ui.intake.page import IntakePage
from ui.intake.split_form import proposed_cut
from ui.intake.tables import doubts_first
from ui.style import color
from ui.tables.cells import Column

CONTROL = Qt.KeyboardModifier.ControlModifier


def act(page: IntakePage, name: str) -> None:
    action = page.find_action(name)
    assert action is not None
    action.trigger()


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("清理占道经营；划定疏导点", 7),
        ("清理占道经营，划定疏导点", 7),
        ("清扫和保洁", 2),
        ("清扫保洁", 2),
    ],
)
def test_a_cut_is_proposed_between_two_things(text: str, cut: int) -> None:
    assert proposed_cut(text) == cut


def test_a_task_is_split_where_the_caret_stands(hand: Any, prompts: Any) -> None:
    row = hand.go(Block.TASKS, "占道经营专项整治")

    def fill(form: Any) -> None:
        form.field.setCurrentIndex(form.field.findData("body"))
        caret = QTextCursor(form.edit.document())
        caret.setPosition(form.edit.toPlainText().index("，") + 1)
        form.edit.setTextCursor(caret)
        assert form.first.text() == "清理市场周边占道经营"
        assert form.second.text().startswith("划定临时疏导点")

    prompts.answer(fill)
    act(hand.page, "intake.split")
    made = hand.page.desk.current_item()
    assert made.id != row and made.value.title.startswith("划定临时疏导点")
    assert made.value.of(Duty.LEAD) == ("市城管局",)
    assert hand.review.item(row).value.body.startswith("清理市场周边占道经营")
    hand.key(Qt.Key.Key_Z, CONTROL)
    assert not hand.review.has(made.id)
    hand.key(Qt.Key.Key_Y, CONTROL)
    assert hand.review.has(made.id)


def test_a_split_needs_words_on_both_sides(hand: Any, prompts: Any) -> None:
    hand.go(Block.TASKS, "市场改造提升")
    said: list[str] = []

    def fill(form: Any) -> None:
        form.edit.moveCursor(QTextCursor.MoveOperation.Start)
        said.append(str(form.why_not()))
        form.reject()

    prompts.answer(fill)
    act(hand.page, "intake.split")
    assert said == ["拆分的位置前后都要有文字。请把光标放在两件事的中间。"]


def test_a_row_is_joined_with_the_one_above(hand: Any, prompts: Any) -> None:
    first = hand.row(Block.TASKS, "占道经营专项整治").id
    second = hand.go(Block.TASKS, "市场改造提升")
    hand.page.desk.order.chosen.emit("written")
    hand.page.desk.select(second)
    act(hand.page, "intake.join")
    assert hand.page.desk.current_item().id == first
    assert set(hand.review.item(first).value.of(Duty.LEAD)) == {"市城管局", "市商务局"}
    assert not hand.review.item(second).is_kept
    assert prompts.said[-1] == "2 行已合并成一行。"
    act(hand.page, "intake.join")
    assert prompts.said[-1] == "上面没有可以并入的行。"


def test_a_row_turns_out_to_be_something_else(hand: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    spot = hand.review.item(row).spot
    hand.page.desk.table.context_menu_requested.emit(row, hand.page.mapToGlobal(QPoint(60, 60)))
    menu = next(one for one in hand.page.desk.findChildren(QMenu) if one.isVisible() and not one.title())
    other = next(action.menu() for action in menu.actions() if action.text() == "这一行其实是…")
    next(action for action in other.actions() if action.text() == "阶段").trigger()
    menu.close()
    made = hand.page.desk.current_item()
    assert made.block is Block.PHASES and made.spot == spot
    assert not hand.review.item(row).is_kept


def test_a_paragraph_goes_on_with_the_current_task(hand: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    number = next(line.number for line in hand.page.source.view.source_model.lines if "为进一步" in line.text)
    hand.page.source.appended.emit(Spot(number))
    assert "为进一步规范农贸市场秩序" in hand.review.item(row).value.body


def test_the_whole_block_is_dropped_and_comes_back(hand: Any, prompts: Any) -> None:
    desk = hand.page.desk
    desk.show_block(Block.SEATS)
    desk.drop_block_button.click()
    assert hand.review.count(Block.SEATS).kept == 0
    assert prompts.said[-1] == "“组织与席位”的 5 行都舍去了。"
    assert desk.drop_block_button.text() == "整栏恢复"
    desk.drop_block_button.click()
    assert hand.review.count(Block.SEATS).kept == 5


def test_space_turns_the_state_of_a_row(hand: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    hand.key(Qt.Key.Key_Space)
    assert hand.review.item(row).state is State.CONFIRMED
    hand.key(Qt.Key.Key_Space)
    assert hand.review.item(row).state is State.PROPOSED


def test_doubtful_rows_come_first_and_stay_while_they_are_checked(hand: Any) -> None:
    second = hand.row(Block.TASKS, "市场改造提升")
    hand.review.edit(second.id, doubts=("时限请核对。",))
    hand.page.desk.tables.forget_order()
    hand.page.desk.show_block(Block.TASKS)
    assert hand.titles() == ["市场改造提升", "占道经营专项整治"]
    hand.review.confirm(second.id)
    hand.page.desk.refresh()
    assert hand.titles() == ["市场改造提升", "占道经营专项整治"]
    button = next(
        one
        for one in hand.page.desk.order.findChildren(type(hand.page.desk.bar.button(Block.TASKS)))
        if one.text() == "按原文"
    )
    button.click()
    assert hand.titles() == ["占道经营专项整治", "市场改造提升"]


def test_a_doubtful_branch_comes_first_as_a_whole(hand: Any) -> None:
    review = hand.review
    first, second = (item.id for item in review.rows(Block.TASKS))
    below = review.add(Block.TASKS, review.item(first).value, second)
    rows = review.rows(Block.TASKS)
    assert [item.id for item in doubts_first(rows, {below})] == [second, below, first]
    assert doubts_first(rows, set()) == rows


def test_the_cell_in_doubt_is_amber_and_says_why(hand: Any) -> None:
    row = hand.row(Block.TASKS, "市场改造提升")
    hand.review.edit(row.id, doubts=("没有写完成时间，请核对。",), unsure=("deadline",))
    item = hand.review.item(row.id)
    assert unsure_keys(item) == {"deadline"}
    hand.page.desk.show_block(Block.TASKS)
    columns = {column.key: column for column in hand.page.desk.table.rows_model.columns}
    wash, tooltip = columns["deadline"].wash, columns["deadline"].tooltip
    assert wash is not None and wash(item) == color("near_back")
    assert tooltip is not None and "没有写完成时间" in tooltip(item)
    assert columns["title"].wash is not None and columns["title"].wash(item) is None
    hand.review.confirm(row.id)
    assert wash(hand.review.item(row.id)) is None


@pytest.mark.parametrize(
    ("doubt", "keys"),
    [("牵头单位请核对。", {"lead"}), ("这个指标名称请核对。", {"indicator"}), ("请核对。", set())],
)
def test_a_doubt_without_a_field_is_told_by_its_words(hand: Any, doubt: str, keys: set[str]) -> None:
    row = hand.row(Block.TASKS, "市场改造提升")
    hand.review.edit(row.id, doubts=(doubt,), unsure=())
    assert unsure_keys(hand.review.item(row.id)) == keys


def test_a_marked_column_keeps_its_text_as_tooltip(hand: Any) -> None:
    column = marked(Column("title", "任务", lambda item: item.value.title))
    assert column.tooltip is not None
    assert column.tooltip(hand.row(Block.TASKS, "市场改造提升")) == "市场改造提升"
