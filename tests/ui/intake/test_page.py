"""The way through the page: choose, read, check, import, undo; nothing is written before 确认导入."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from models.intake.draft import Cell, Draft, Kind, Point
from models.intake.review import Block, Review
from models.intake.source import Spot
from models.org import actions
from models.org.queries import campaigns, units
from models.task.queries import task_tree
from ui.context import Context
from ui.intake.block_bar import BlockBar
from ui.intake.page import IntakePage
from ui.intake.start_view import StartView


def accept(**wanted: Any) -> Callable[[Any], None]:
    """Fill the form 确认导入."""

    def fill(form: Any) -> None:
        for name, value in wanted.items():
            widget = getattr(form, name)
            if isinstance(value, bool):
                widget.setChecked(value)
            else:
                widget.setText(value)
                widget.textEdited.emit(value)

    return fill


def imported(page: IntakePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.is_imported, timeout=10_000)


def rows(page: IntakePage) -> list[str]:
    campaign_id = page.context.campaign_id
    assert campaign_id is not None
    return [row.title for row in page.store.read(task_tree, campaign_id=campaign_id)]


def test_the_page_opens_with_the_ways_to_bring_a_document(page: IntakePage) -> None:
    assert isinstance(page._views.currentWidget(), StartView)
    assert page.start.file_button.isVisible() and not page.primary.isVisible()
    assert not page.panel.isVisible() and not page.source.isVisible()
    assert not page.start.back_button.isVisible()


def test_a_file_is_chosen_read_and_remembered(
    page: IntakePage, plan: str, tmp_path: Path, prompts: Any, qtbot: QtBot
) -> None:
    path = tmp_path / "市场方案.txt"
    path.write_bytes(plan.encode("gb18030"))
    prompts.answer(path)
    page.start.file_button.click()
    qtbot.waitUntil(lambda: page.review is not None, timeout=20_000)
    assert page.review is not None and page.review.count(Block.TASKS).kept == 2
    assert page.source.bar.name.text() == "市场方案.txt"
    page.show_start()
    assert [row.text for row in page.start.recent.rows] == ["市场方案.txt"]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为"),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 40, "损坏"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    page: IntakePage, tmp_path: Path, prompts: Any, qtbot: QtBot, name: str, content: bytes, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page.read_file(path)
    qtbot.waitUntil(lambda: bool(prompts.said), timeout=20_000)
    assert word in prompts.said[-1], prompts.said
    assert page.review is None


def test_pasted_text_is_read(page: IntakePage, plan: str, qtbot: QtBot) -> None:
    page.start.text_button.click()
    assert not page.paste.read_button.isEnabled()
    page.paste.edit.setPlainText(plan)
    page.paste.read_button.click()
    qtbot.waitUntil(lambda: page.review is not None, timeout=20_000)
    assert page.source.bar.name.text() == "粘贴的文字"


def test_a_file_dropped_on_the_page_is_read(page: IntakePage, plan: str, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(plan, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: page.review is not None, timeout=20_000)


def test_nothing_is_written_before_and_one_step_after(hand: Any, prompts: Any, qtbot: QtBot) -> None:
    page = hand.page
    seen: list[tuple[str, object, object]] = []
    page.navigate_requested.connect(lambda key, record, payload: seen.append((key, record, payload)))
    assert page.store.read(campaigns) == () and page.store.read(units) == ()
    prompts.answer(accept(all_choice=True))
    page.primary.click()
    imported(page, qtbot)
    assert [row.name for row in page.store.read(campaigns)] == ["云溪市农贸市场专项整治（2026年）"]
    assert rows(page)[:2] == ["占道经营专项整治", "市场改造提升"]
    assert seen == [("task", None, None)]
    assert prompts.said[-1].startswith("已导入 2 项任务、1 项报送事项、4 个席位")
    page.store.undo()
    assert page.store.read(campaigns) == () and page.store.read(units) == ()
    assert not page.is_imported and page.review is not None
    assert page.desk.isVisible() and page.panel.isVisible()  # the review goes on where it was
    page.store.redo()
    assert page.is_imported and page.start.isVisible()


def test_the_keyboard_acts_in_the_table_once_a_reading_is_there(hand: Any) -> None:
    assert hand.page.focusWidget() is hand.page.desk.table


@pytest.mark.parametrize(("everything", "only_confirmed"), [(False, False), (True, True)])
def test_all_rows_are_proposed_unless_only_doubtful_ones_are_left(
    hand: Any, prompts: Any, everything: bool, only_confirmed: bool
) -> None:
    review = hand.review
    doubtful = hand.row(Block.TASKS, "市场改造提升")
    review.edit(doubtful.id, doubts=("请核对。",))
    assert review.item(doubtful.id).doubts
    if everything:
        for block in review.blocks():
            review.confirm_block(block)
    else:
        review.confirm(hand.row(Block.SEATS, "林一川").id)
    said: list[Any] = []

    def look(form: Any) -> None:
        said.extend((form.value().confirmed_only, form.all_choice.text()))
        form.confirmed_choice.setChecked(True)
        said.append(form.note.text())
        form.reject()

    prompts.answer(look)
    hand.page.ask_import()
    assert said[0] is only_confirmed
    assert f"还有 {review.count().doubtful} 处存疑" in said[1]
    assert ("读出的 2 项任务都还没有确认" in said[2]) is not everything


def test_the_form_says_what_will_be_written(hand: Any, prompts: Any) -> None:
    said: list[str] = []

    def look(form: Any) -> None:
        form.all_choice.setChecked(True)
        said.extend((form.summary.text(), form.note.text(), form.all_choice.text()))
        form.name_line.setText(" ")
        refusal = form.why_not()
        said.append(str(refusal))
        form.reject()

    hand.go(Block.TASKS, "市场改造提升")
    hand.page.desk.confirm_current()
    prompts.answer(look)
    hand.page.ask_import()
    assert said[0].startswith("2 项任务、1 项报送事项、1 个组织、4 个席位")
    assert "新建" in said[0]
    assert said[3] == "新专项工作没有名称。请写一个名称。"


def test_only_the_confirmed_rows_go_into_the_campaign_in_hand(
    context: Context, campaign: int, shown: Callable[[Any], Any], reading: Any, plan: str, prompts: Any, qtbot: QtBot
) -> None:
    page = shown(IntakePage(context))
    page.show_read((reading(plan),))
    review = page.review
    assert review is not None
    task = next(item for item in review.rows(Block.TASKS) if item.value.title == "市场改造提升")
    review.confirm(task.id)
    prompts.answer(accept(known_choice=True, confirmed_choice=True))
    page.ask_import()
    imported(page, qtbot)
    assert rows(page) == ["市场改造提升"]
    assert {row.name for row in page.store.read(units)} == {"市商务局", "市住建局"}
    assert len(page.store.read(campaigns)) == 1


def test_a_taken_name_is_refused(hand: Any, prompts: Any) -> None:
    hand.page.store.do("新建专项工作", actions.create_campaign, name="创卫 2026")
    said: list[str] = []

    def fill(form: Any) -> None:
        form.new_choice.setChecked(True)
        form.name_line.setText("创卫 2026")
        said.append(str(form.why_not()))
        form.reject()

    prompts.answer(fill)
    hand.page.ask_import()
    assert said == ["已有一项专项工作叫“创卫 2026”。请换一个名称，或选择并入已有的专项工作。"]


def test_linked_units_are_not_made_again(page: IntakePage, reading: Any, plan: str, prompts: Any, qtbot: QtBot) -> None:
    known = page.store.do("新增单位", actions.create_unit, name="云溪市商务局").value
    page.show_read((reading(plan),))
    review = page.review
    assert review is not None
    entry = next(item for item in review.rows(Block.UNITS) if item.value.name == "市商务局")
    review.confirm(entry.id)
    prompts.answer(accept())
    page.ask_import()
    imported(page, qtbot)
    found = {row.name: row for row in page.store.read(units)}
    assert "市商务局" not in found
    assert found["云溪市商务局"].id == known


def test_a_draft_in_hand_waits_while_another_document_is_chosen(hand: Any) -> None:
    page = hand.page
    page.other_button.click()
    assert page.start.back_button.isVisible() and not page.panel.isVisible()
    page.hide()
    page.show()
    page.start.back_button.click()
    assert page.panel.isVisible() and page.review is hand.review


def test_an_empty_reading_says_how_to_go_on(page: IntakePage, reading: Any) -> None:
    page.show_read((reading("今天天气很好。"),))
    assert page.desk.tables.empty.isVisible()
    assert page.desk.tables.empty.sentence.text() == "没有读出任务、单位或名单。"
    assert not page.primary.isEnabled()
    page.source.assigned.emit(Block.TASKS, Spot(1))
    assert not page.desk.tables.empty.isVisible() and page.primary.isEnabled()


def test_f4_keeps_the_right_pane_hidden_only_while_checking(hand: Any) -> None:
    page = hand.page
    page.inspector_visible = False
    assert not page.panel.isVisible()
    page.inspector_visible = True
    assert page.panel.isVisible()
    page.show_start()
    page.inspector_visible = True
    assert not page.panel.isVisible()


def test_every_action_has_its_own_key(page: IntakePage) -> None:
    keys = [action.shortcut().toString() for action in page.page_actions if action.shortcut().toString()]
    assert len(keys) == len(set(keys)) > 5


def test_decisions_are_not_lost_without_asking(hand: Any, plan: str, prompts: Any, qtbot: QtBot) -> None:
    before = hand.review
    hand.page.desk.confirm_current()
    prompts.answer(None)
    hand.page.reader.read_text(plan)
    assert "已确认 1 行，还没有导入" in prompts.texts[-1]
    assert hand.page.review is before
    prompts.answer("replace")
    hand.page.reader.read_text(plan)
    qtbot.waitUntil(lambda: hand.page.review is not before, timeout=20_000)
    hand.page.reader.read_text(plan)  # nothing decided yet: nobody is asked
    second = hand.page.review
    qtbot.waitUntil(lambda: hand.page.review is not second, timeout=20_000)


def test_the_tab_counts_places_without_the_areas_above_them(qtbot: QtBot) -> None:
    point = Point("梅湾市场")
    cells = (Cell("临江区", (point, Point("长丰市场"))), Cell("高新区", (Point("花溪市场"),)))
    review = Review(Draft(Kind.PLAN, cells=cells))
    assert review.count(Block.PLACES).kept == 5
    bar = BlockBar()
    qtbot.addWidget(bar)
    bar.show_review(review, review.blocks(), Block.PLACES)
    assert bar.button(Block.PLACES).text().split()[1] == "3"
    assert "其中 2 行是片区" in bar.button(Block.PLACES).toolTip()


def test_doubtful_rows_stay_in_the_review_unless_asked_for(hand: Any, prompts: Any, qtbot: QtBot) -> None:
    page, review = hand.page, hand.review
    doubtful = hand.row(Block.TASKS, "市场改造提升")
    review.edit(doubtful.id, doubts=("请核对。",))
    left = review.count().doubtful
    said: list[str] = []

    def look(form: Any) -> None:
        assert form.sure_choice.isChecked() and form.value().sure_only
        said.extend((form.sure_choice.text(), form.note.text()))

    prompts.answer(look)
    page.ask_import()
    qtbot.waitUntil(lambda: page.is_imported, timeout=20_000)
    assert said[0].startswith(f"除存疑以外的 {review.count().kept - left} 行")
    assert "行存疑的不写入" in said[1] and "照现在的样子" not in said[1]
    (campaign,) = page.store.read(campaigns)
    titles = [row.title for row in page.store.read(task_tree, campaign_id=campaign.id)]
    assert "占道经营专项整治" in titles and "市场改造提升" not in titles
    assert "行存疑的没有写入" in prompts.said[-1]
    assert review.item(doubtful.id).doubts  # still to be checked, and bound for the same campaign
    assert page.desk.comparing.campaign_id == campaign.id
