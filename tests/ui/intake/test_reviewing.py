"""Checking a reading with keys and mouse: confirm, drop, edit, doubts, source, units."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from models.intake.draft import Duty, Kind
from models.intake.review import Block, Item, State
from models.intake.source import Spot
from models.org import actions
from ui.intake.page import IntakePage

Key = Qt.Key


def click(hand: Any, widget: Any, rect: Any) -> None:
    hand.qtbot.mouseClick(widget.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def cell(hand: Any, row_id: int, key: str) -> Any:
    table = hand.page.desk.table
    return table.visualRect(table.rows_model.index_of(row_id, key))


def act(page: IntakePage, name: str) -> None:
    action = page.find_action(name)
    assert action is not None
    action.trigger()


def current(page: IntakePage) -> Item:
    item = page.desk.current_item()
    assert item is not None
    return item


def test_the_plan_is_read_into_blocks(hand: Any) -> None:
    review = hand.review
    assert [item.value.title for item in review.rows(Block.TASKS)] == ["占道经营专项整治", "市场改造提升"]
    assert [item.value.name for item in review.rows(Block.SEATS)][1:] == ["林一川", "何岚", "周文远", "许诺"]
    assert review.count(Block.REPORTING).kept == 1
    assert hand.page.head.count.text() == f"已确认 0 / {review.count().kept}"


def test_enter_confirms_and_goes_to_the_next_open_row(hand: Any) -> None:
    first = hand.go(Block.TASKS, "占道经营专项整治")
    hand.key(Key.Key_Return)
    assert hand.review.item(first).state is State.CONFIRMED
    assert hand.page.desk.current_item().value.title == "市场改造提升"
    hand.key(Key.Key_Return)
    assert hand.page.desk.block is not Block.TASKS  # all tasks are checked: the next block
    assert hand.page.head.count.text().startswith("已确认 2 /")


def test_the_last_confirmation_says_that_all_is_checked(hand: Any, prompts: Any) -> None:
    for _ in range(hand.review.count().kept):
        hand.key(Key.Key_Return)
    assert hand.review.count().open == 0
    assert prompts.said[-1] == "全部核对完了，可以“确认导入”。"


def test_delete_drops_and_the_dropped_can_be_taken_up_again(hand: Any) -> None:
    row = hand.go(Block.TASKS, "占道经营专项整治")
    hand.key(Key.Key_Delete)
    assert hand.titles() == ["市场改造提升"]
    assert hand.page.dropped.count == 1
    hand.page.dropped.click()
    assert hand.titles() == ["占道经营专项整治"]
    hand.key(Key.Key_Delete)
    assert hand.review.item(row).state is State.PROPOSED
    assert hand.page.dropped.count == 0


def test_ctrl_z_takes_a_decision_back_and_leaves_the_file_alone(hand: Any, prompts: Any) -> None:
    hand.go(Block.TASKS, "占道经营专项整治")
    hand.key(Key.Key_Delete)
    hand.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hand.titles() == ["占道经营专项整治", "市场改造提升"]
    hand.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert prompts.said[-1] == "没有可以撤销的核对。"


def test_a_click_on_the_state_turns_it(hand: Any) -> None:
    row = hand.go(Block.TASKS, "占道经营专项整治")
    click(hand, hand.page.desk.table, cell(hand, row, "state"))
    assert hand.review.item(row).state is State.CONFIRMED
    hand.key(Key.Key_Space)
    assert hand.review.item(row).state is State.PROPOSED


def test_ctrl_enter_confirms_a_block(hand: Any) -> None:
    hand.go(Block.TASKS, "占道经营专项整治")
    act(hand.page, "intake.confirm_block")
    count = hand.review.count(Block.TASKS)
    assert (count.confirmed, count.open) == (2, 0)


def test_ctrl_enter_leaves_doubts_open_and_says_so(page: IntakePage, reading: Any, plan: str, prompts: Any) -> None:
    page.store.do("新增单位", actions.create_unit, name="云溪市商务局")
    page.show_read((reading(plan),))
    assert page.review is not None
    page.desk.show_block(Block.UNITS)
    act(page, "intake.confirm_block")
    count = page.review.count(Block.UNITS)
    assert count.doubtful == count.open == 1
    assert prompts.said[-1] == "“单位”里还有 1 行存疑，没有一起确认，请逐行看。"
    assert current(page).doubts


def test_typing_in_a_cell_edits_the_row(hand: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    table = hand.page.desk.table
    assert table.edit_cell(row, "title")
    editor = table.viewport().findChild(QLineEdit)
    editor.setText("市场改造和提升")
    hand.qtbot.keyClick(editor, Key.Key_Return)
    assert hand.review.item(row).value.title == "市场改造和提升"
    assert hand.review.item(row).edited


def test_an_empty_title_is_refused_and_the_old_one_stays(hand: Any, prompts: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    hand.page.panel.edited.emit(row, "title", "")
    assert prompts.said[-1] == "任务没有标题。请写上；不要这一行时按 Delete 舍去。"
    assert hand.page.panel.inspector.field("title").value() == "市场改造提升"


@pytest.mark.parametrize(
    ("block", "text", "key", "value", "attribute", "expected"),
    [
        (Block.TASKS, "市场改造提升", "deadline", "9月底前", "deadline", "9月底前"),
        (Block.TASKS, "市场改造提升", "support", ("市住建局", "市财政局"), "support_units", ("市住建局", "市财政局")),
        (Block.TASKS, "市场改造提升", "lead", "市住建局、市商务局", "lead_units", ("市住建局", "市商务局")),
        (Block.TASKS, "市场改造提升", "body", "先改棚顶。", "body", "先改棚顶。"),
        (Block.SEATS, "何岚", "post", "市政府秘书长", "post", "市政府秘书长"),
        (Block.SEATS, "何岚", "who", "何兰", "name", "何兰"),
        (Block.SEATS, "何岚", "role", "常务副组长", "role", "常务副组长"),
        (Block.REPORTING, "整治方案", "who", ("市城管局", "市商务局"), "who", ("市城管局", "市商务局")),
        (Block.TARGETS, "合格率", "value", "≥95%", "value", "≥95%"),
        (Block.TARGETS, "合格率", "task", (), "task", None),
    ],
)
def test_fields_of_the_right_pane_change_the_row(
    hand: Any, block: Block, text: str, key: str, value: object, attribute: str, expected: object
) -> None:
    row = hand.go(block, text)
    hand.page.panel.edited.emit(row, key, value)
    assert getattr(hand.review.item(row).value, attribute) == expected


def test_people_are_written_a_line_each(hand: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    hand.page.panel.edited.emit(row, "people", "责任领导：林一川 副市长\n责任人：周文远\n许诺")
    people = hand.review.item(row).value.people
    assert [(one.role, one.name, one.post) for one in people] == [
        ("责任领导", "林一川", "副市长"),
        ("责任人", "周文远", ""),
        ("责任人", "许诺", ""),
    ]
    assert hand.page.panel.inspector.field("people").value().startswith("责任领导：林一川 副市长")


def test_the_computed_date_stands_beside_the_words(hand: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    hand.page.panel.edited.emit(row, "deadline", "9月底前")
    assert hand.page.panel.inspector.field("due").value() == "2026-09-30"


def test_a_unit_typed_by_hand_is_listed_and_an_ambiguous_one_refused(hand: Any, prompts: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    hand.page.panel.inspector.field("oversee").picker.add_text("市纪委监委")
    assert hand.review.item(row).value.of(Duty.OVERSEE) == ("市纪委监委",)
    assert "市纪委监委" in hand.review.unit_names()
    assert prompts.said[-1] == "“市纪委监委”不在现有单位里，已列入“单位”一栏，请核对。"
    hand.page.panel.inspector.field("oversee").picker.add_text("市")
    assert prompts.said[-1].startswith("“市”可能是")
    assert hand.review.item(row).value.of(Duty.OVERSEE) == ("市纪委监委",)


def test_the_cross_of_a_chip_takes_the_unit_away(hand: Any) -> None:
    row = hand.go(Block.TASKS, "占道经营专项整治")
    hand.page.desk.table.chip_removed.emit(row, "support", "市公安局")
    assert hand.review.item(row).value.support_units == ("市商务局",)


def test_the_source_follows_the_row_and_the_row_the_source(hand: Any) -> None:
    view = hand.page.source.view
    hand.go(Block.TASKS, "市场改造提升")
    number = hand.page.desk.current_item().spot.paragraph
    assert view.source_model.lit == {number}
    assert number + 1 in view.source_model.tinted
    seat = hand.row(Block.SEATS, "许诺")
    place = view.source_model.place_of(seat.spot.paragraph)
    view.scrollTo(view.source_model.index(place))
    click(hand, view, view.visualRect(view.source_model.index(place)))
    assert hand.page.desk.block is Block.SEATS
    assert hand.page.desk.current_item().value.name == "许诺"
    assert view.source_model.lit == {seat.spot.paragraph}


def test_a_paragraph_becomes_a_task_by_hand(hand: Any) -> None:
    number = next(line.number for line in hand.page.source.view.source_model.lines if "为进一步" in line.text)
    hand.page.source.assigned.emit(Block.TASKS, Spot(number))
    item = hand.page.desk.current_item()
    assert item.value.title == "为进一步规范农贸市场秩序"
    assert item.spot.paragraph == number
    hand.page.source.assigned.emit(Block.UNITS, Spot(number + 1))
    assert hand.page.desk.current_item() is not None


def test_a_unit_like_one_of_the_file_waits_for_the_clerk(page: IntakePage, reading: Any, plan: str, qtbot: Any) -> None:
    unit_id = page.store.do("新增单位", actions.create_unit, name="云溪市商务局").value
    same = page.store.do("新增单位", actions.create_unit, name="市公安局").value
    page.show_read((reading(plan),))
    review = page.review
    assert review is not None
    rows = {item.value.name: item for item in review.rows(Block.UNITS)}
    assert rows["市公安局"].value.unit_id == same and not rows["市公安局"].doubts
    assert rows["市商务局"].value.unit_id is None and rows["市商务局"].doubts
    assert page.doubtful.count >= 1
    page.desk.select(rows["市商务局"].id)
    page.panel.edited.emit(rows["市商务局"].id, "decision", unit_id)
    assert review.links()["市商务局"] == unit_id
    page.panel.edited.emit(rows["市住建局"].id, "other", (same,))
    assert review.links()["市住建局"] == same


def test_units_made_meanwhile_are_proposed(hand: Any) -> None:
    hand.page.store.do("新增单位", actions.create_unit, name="市城管局")
    assert "市城管局" in hand.review.links()


def test_only_the_doubtful_are_shown_and_f8_goes_through_them(page: IntakePage, reading: Any, plan: str) -> None:
    for name in ("云溪市商务局", "云溪市住房和城乡建设局"):
        page.store.do("新增单位", actions.create_unit, name=name)
    page.show_read((reading(plan),))
    review = page.review
    assert review is not None
    doubtful = [item.id for block in review.blocks() for item in review.rows(block) if item.doubts]
    assert len(doubtful) >= 2
    assert current(page).id == doubtful[0]  # the review opens at the first doubt
    act(page, "intake.next_doubt")
    assert current(page).id == doubtful[1]
    page.doubtful.click()
    assert all(item.doubts for item in page.desk.table.rows_model.visible_rows())
    assert page.panel.inspector.isVisible()


def test_the_kind_can_be_changed(hand: Any) -> None:
    box = hand.page.desk.facts.kind
    box.setCurrentIndex(box.findData(Kind.BREAKDOWN))
    box.activated.emit(box.currentIndex())
    hand.qtbot.waitUntil(lambda: hand.review.to_draft().kind is Kind.BREAKDOWN, timeout=20_000)


def test_blocks_are_switched_by_click_and_key(hand: Any) -> None:
    button: QPushButton = hand.page.desk.bar.button(Block.SEATS)
    button.click()
    seen = [hand.page.desk.block]
    for name in ("intake.next_block", "intake.previous_block"):
        act(hand.page, name)
        seen.append(hand.page.desk.block)
    assert seen == [Block.SEATS, Block.TASKS, Block.SEATS]
    assert not hand.page.desk.bar.button(Block.CONTACTS).isVisible()


def test_a_namesake_is_one_person_until_said_otherwise(page: IntakePage, reading: Any, plan: str) -> None:
    page.show_read((reading(plan.replace("许  诺  市城管局局长", "周文远  市城管局局长")),))
    review = page.review
    assert review is not None
    row = [item for item in review.rows(Block.SEATS) if getattr(item.value, "name", "") == "周文远"][1]
    page.desk.select(row.id)
    note = next(column for column in page.desk.table.rows_model.columns if column.key == "who").note
    assert note is not None
    assert "同一人" in note(row)
    page.panel.edited.emit(row.id, "same", True)
    assert review.apart() == {3}
    assert note(row) == "同名，另一人"


def test_a_speech_is_called_one(page: IntakePage, reading: Any) -> None:
    speech = "同志们：\n今天我们召开农贸市场整治工作会议，我就做好下一步工作讲三点意见。\n一、提高认识。\n"
    page.show_read((reading(speech),))
    facts = page.desk.facts
    words = facts.note.text() + facts.warnings.label.text()
    assert "讲话" in words
    assert page.review is not None and page.review.count(Block.TASKS).kept == 0


def test_the_buttons_of_the_right_pane_do_what_the_keys_do(hand: Any) -> None:
    row = hand.go(Block.TASKS, "占道经营专项整治")
    hand.page.panel.confirm_button.click()
    assert hand.review.item(row).state is State.CONFIRMED
    hand.page.panel.drop_button.click()
    assert hand.review.count(Block.TASKS).dropped == 1


def test_a_menu_opens_on_a_paragraph(hand: Any) -> None:
    hand.page.source.view.menu_requested.emit(5, hand.page.source.mapToGlobal(QPoint(10, 10)))
    menu = hand.page.source.findChild(QMenu)
    assert [action.text() for action in menu.actions() if action.text()][:2] == ["这一段是任务", "这一段是报送事项"]
    menu.close()


def test_a_person_of_the_file_is_proposed_not_taken_silently(page: IntakePage, reading: Any, plan: str) -> None:
    page.store.do("新增人员", actions.create_person, name="周文远")
    page.show_read((reading(plan),))
    review = page.review
    assert review is not None
    row = next(item for item in review.rows(Block.SEATS) if item.value.name == "周文远")
    page.desk.select(row.id)
    field = page.panel.inspector.field("same")
    assert field.box.itemText(0) == "与已有的周文远是同一个人"  # type: ignore[attr-defined]
    page.panel.edited.emit(row.id, "same", True)
    assert len(review.apart()) == 1


def test_a_filter_narrows_the_block_in_hand(hand: Any) -> None:
    hand.go(Block.TASKS, "占道经营专项整治")
    hand.page.filter.setText("改造")
    hand.qtbot.waitUntil(lambda: hand.titles() == ["市场改造提升"])
    hand.page.filter.clear()
    hand.qtbot.waitUntil(lambda: len(hand.titles()) == 2)


def test_a_task_is_hung_under_another_by_typing_its_words(hand: Any, prompts: Any) -> None:
    row = hand.go(Block.TASKS, "市场改造提升")
    picker = hand.page.panel.inspector.field("parent").picker
    picker.add_text("占道")
    assert hand.review.item(row).parent_id == hand.row(Block.TASKS, "占道经营专项整治").id
    assert hand.page.desk.table.rows_model.depth_at(1) == 1
    picker.add_text("没有的任务")
    assert prompts.said[-1].startswith("没有认出任务“没有的任务”。")
    hand.page.panel.edited.emit(row, "parent", ())
    assert hand.review.item(row).parent_id is None


def test_the_empty_ground_below_the_rows_has_no_menu(hand: Any) -> None:
    hand.go(Block.TASKS, "占道经营专项整治")
    table = hand.page.desk.table
    below = QPoint(20, table.viewport().height() - 2)
    assert not table.indexAt(below).isValid()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, below, table.viewport().mapToGlobal(below))
    QApplication.sendEvent(table.viewport(), event)
    offered = [action.text() for menu in hand.page.desk.findChildren(QMenu) for action in menu.actions()]
    assert "舍去" not in offered
