"""The page 标准 as a whole: standards on the left, notices, going to an indicator, the inspector, ways in, printing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.standard import actions
from models.standard.queries import IndicatorRow, indicators
from models.standard.terms import LinkKind
from tests.ui.conftest import Prompts
from tests.ui.sampled import Opened
from ui.printing.wish import PrintWish
from ui.standard.columns import SERVED_WORDS
from ui.standard.page import CROSSWALK, StandardPage
from ui.store import Store
from ui.task.page import TaskPage

Finding = Callable[[str], IndicatorRow]
Went = list[tuple[str, object, object]]
FIRST, LINKED, BARE = "中小学生近视率", "中小学生近视防控", "婴儿死亡率"


def nav_words(page: StandardPage) -> list[tuple[str, str]]:
    return [(row.text, row.note) for row in page.nav.tree_model.rows if row.heading_id is None]


def test_each_standard_says_how_much_of_it_is_served(page: StandardPage, store: Store, row: Finding) -> None:
    (first, share), _ = nav_words(page)
    assert first == "国家卫生城市标准（2021版）"
    total = page.standard.indicators if page.standard is not None else 0
    bare = [found for found in page.view.model.rows if found.is_bare]
    assert share == f"{(total - len(bare)) * 100 // total}%"
    assert page.bare.count == len(bare)
    store.do("添加", actions.add_task, indicator_id=row(BARE).id, task_id=row(FIRST).tasks[0].id)
    assert page.bare.count == len(bare) - 1
    assert nav_words(page)[0][1] != share


def test_the_four_ways_of_being_served_look_different(page: StandardPage, row: Finding, store: Store) -> None:
    column = page.view.model.columns[page.view.model.column_of("served")]
    assert column.tone is not None and column.faded is not None

    def look(name: str) -> tuple[str, object, bool]:
        assert column.tone is not None and column.faded is not None
        return column.text(row(name)), column.tone(row(name)), column.faded(row(name))

    looks = {look(FIRST), look(BARE)}
    store.do("放到下面", actions.move_indicators, indicator_ids=[row(BARE).id], parent_id=row(FIRST).id)
    looks.add(look(BARE))
    page.goto(row(FIRST).links[0].other_id)
    looks.add(look(LINKED))
    assert {text for text, _, _ in looks} == set(SERVED_WORDS.values())
    assert len({(tone, faded) for _, tone, faded in looks}) == 4


def test_notices_filter_and_go_together(page: StandardPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.bare, Qt.MouseButton.LeftButton)
    shown = [row for row in page.view.model.visible_rows() if not row.children]
    assert shown and all(row.is_bare for row in shown) and len(shown) == page.bare.count
    qtbot.mouseClick(page.to_confirm, Qt.MouseButton.LeftButton)
    shown = [row for row in page.view.model.visible_rows() if not row.children]
    assert all(row.is_bare and row.to_confirm for row in shown)
    qtbot.mouseClick(page.bare, Qt.MouseButton.LeftButton)
    shown = [row for row in page.view.model.visible_rows() if not row.children]
    assert len(shown) == page.to_confirm.count


def test_going_to_an_indicator_changes_the_standard(page: StandardPage, row: Finding) -> None:
    other = row(FIRST).links[0].other_id
    page.goto(other, "indicator")
    assert page.standard is not None and page.standard.name == "云溪市文明城市创建指标"
    assert page.view.current_id() == other
    assert page.nav.current_id() == page.standard.id


def test_going_to_an_indicator_that_a_filter_hides(page: StandardPage, row: Finding) -> None:
    page.bare.setChecked(True)
    page.goto(row(FIRST).id)
    assert page.view.current_id() == row(FIRST).id


def test_a_heading_on_the_left_leads_to_its_row(page: StandardPage) -> None:
    heading = next(found for found in page.nav.tree_model.rows if found.heading_id is not None)
    page.nav.select_id(heading.id)
    assert page.view.current_id() == heading.heading_id


def test_the_inspector_ties_tasks_and_leads_to_them(
    page: StandardPage, row: Finding, went: Went, qtbot: QtBot, said: list[str]
) -> None:
    page.view.select(row(BARE).id)
    option = page.book.free_tasks(row(BARE))[3]
    line = page.view.panel.tasks.line
    line.setFocus()
    line.setText(option.text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [task.id for task in row(BARE).tasks] == [option.value]
    (tie,) = page.view.panel.tasks.lines
    qtbot.mouseClick(tie.title, Qt.MouseButton.LeftButton)
    assert went[-1] == ("task", option.value, None)
    qtbot.mouseClick(tie.cross, Qt.MouseButton.LeftButton)
    assert row(BARE).tasks == ()
    line.setText("没有这样的任务")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert said[-1].startswith("没有叫“没有这样的任务”的任务")


def test_the_inspector_describes_links_from_its_own_side(page: StandardPage, row: Finding) -> None:
    page.view.select(row(FIRST).id)
    (line,) = page.view.panel.links.lines
    other = row(FIRST).links[0].other_id
    assert line.kind is not None and line.note is not None
    line.kind.box.setCurrentIndex(2)
    line.kind.box.activated.emit(2)  # 包含其中一部分
    (link,) = row(FIRST).links
    assert (link.kind, link.is_forward, link.kind_words) == (LinkKind.PART, False, "包含其中一部分")
    (line,) = page.view.panel.links.lines
    assert line.note is not None
    line.note.line.setText("只算城区")
    line.note.line.editingFinished.emit()
    assert row(FIRST).links[0].note == "只算城区"
    page.view.panel.links.opened.emit(link.id)
    assert page.view.current_id() == other


def test_the_reading_stands_under_what_is_typed(page: StandardPage, row: Finding) -> None:
    page.view.select(row(BARE).id)
    field = page.view.panel.words
    for typed, said in (("≥90%", "读作：不低于 90%"), ("逐年下降", "读作：逐年下降"), ("很好", "读不出是怎样比较的")):
        field.line.setText(typed)
        field.line.textEdited.emit(typed)
        assert said in field.reading.text()


def test_a_standard_is_made_renamed_moved_and_deleted(page: StandardPage, said: list[str], prompts: Prompts) -> None:
    def fill(dialog: QDialog) -> None:
        dialog.name.setText("全国健康城市评价")  # type: ignore[attr-defined]
        dialog.issue.setText("2023版")  # type: ignore[attr-defined]

    prompts.answer(fill)
    page.steps.new()
    assert page.standard is not None and page.standard.title == "全国健康城市评价（2023版）"
    assert page.view.empty.isVisibleTo(page)

    def rename(dialog: QDialog) -> None:
        dialog.issue.setText("2024版")  # type: ignore[attr-defined]

    prompts.answer(rename)
    page.steps.edit(page.standard)
    page._on_standard_up()
    assert [text for text, _ in nav_words(page)][1] == "全国健康城市评价（2024版）"
    page._on_delete_standard()
    assert said[-1].startswith("已删除“全国健康城市评价（2024版）”")
    assert len(nav_words(page)) == 2


def test_deleting_a_standard_with_work_on_it_is_asked(page: StandardPage, prompts: Prompts) -> None:
    prompts.answer(None)
    page._on_delete_standard()
    assert "任务承担关系" in prompts.texts[-1]
    assert len(nav_words(page)) == 2
    prompts.answer("delete")
    page._on_delete_standard()
    assert [text for text, _ in nav_words(page)] == ["云溪市文明城市创建指标（示例）"]
    page.store.undo()
    assert len(nav_words(page)) == 2


def test_ctrl_p_prints_what_is_shown(page: StandardPage) -> None:
    assert page.standard is not None
    assert page.print_payload() == PrintWish("indicators", {"standards": (page.standard.id,), "shown": "all"})
    page.bare.setChecked(True)
    assert page.print_payload() == PrintWish("indicators", {"standards": (page.standard.id,), "shown": "bare"})
    page.show_view(CROSSWALK)
    first, second = (standard.id for standard in page.book.standards)
    assert page.print_payload() == PrintWish("crosswalk", {"first": first, "second": second})


def test_the_papers_of_the_page_exist_with_their_settings(page: StandardPage) -> None:
    from models.printing.catalogue import offer

    for key in ("table", CROSSWALK):
        page.show_view(key)
        wish = page.print_payload()
        assert isinstance(wish, PrintWish)
        assert set(wish.settings) <= {setting.key for setting in offer(wish.key).settings}


def test_the_task_shows_its_indicators(opened: Opened[Any], store: Store, went: Went, qtbot: QtBot) -> None:
    page: TaskPage = opened(TaskPage)
    (task,) = next(row for row in store.read(indicators) if row.name == FIRST).tasks
    page.goto(task.id)
    section = page.inspector.indicators
    qtbot.waitUntil(lambda: bool(section.rows))
    before = [row.name for row in section.rows]
    assert FIRST in before
    line = section.ties.line
    line.setFocus()
    line.setText("39 婴儿死亡率")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [row.name for row in section.rows] == [*before, BARE]
    qtbot.mouseClick(section.ties.lines[-1].title, Qt.MouseButton.LeftButton)
    assert went[-1] == ("standard", section.rows[-1].id, None)
    qtbot.mouseClick(section.ties.lines[-1].cross, Qt.MouseButton.LeftButton)
    assert [row.name for row in section.rows] == before
    store.undo()
    assert [row.name for row in section.rows] == [*before, BARE]


def test_the_history_of_an_indicator_names_its_ties(page: StandardPage, row: Finding) -> None:
    page.view.select(row(BARE).id)
    option = page.book.free_tasks(row(BARE))[0]
    page.view.panel.tasks.added.emit(option.value)
    page.view.model.edit_requested.emit(row(BARE).id, "points", "2")
    titles = [line.text for line in page.view.panel.history.rows]
    assert titles[:2] == [f"修改指标“{BARE}”", f"“{BARE}”的任务"]
