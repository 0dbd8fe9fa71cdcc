"""落到网格: rules and offers in the inspector, the view of every duty, chips with counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from sqlalchemy.orm import Session

from models.grid.actions import update_cell
from models.grid.tables import GridCell, Level
from models.org.tables import Unit
from models.task import actions, queries
from models.task.queries import DutyRow
from models.task.terms import DutyState, Role
from tests.ui.task.conftest import Desk
from ui import messages
from ui.tables import clipboard
from ui.task.grid_section import RuleLine
from ui.task.rule_form import CellDutyForm, OfferForm, RuleForm

TASK = "改造棚顶"
MARKETS = ("滨江市场", "文昌市场", "古樟市场")


def build_grid(session: Session) -> dict[str, int]:
    """云溪市 with two districts and three markets; 古樟市场 is managed by 商务局 itself."""
    levels = [Level(name=name, position=at, is_site=at == 2) for at, name in enumerate(("市", "区", "点位"))]
    district = Unit(name="临江区", short_name="", position=20)
    session.add_all([*levels, district])
    session.flush()
    business = session.query(Unit).filter(Unit.short_name == "商务局").one()
    ids: dict[str, int] = {}
    for name, level, above, unit in (
        ("云溪市", 0, None, None),
        ("临江区", 1, "云溪市", district.id),
        ("青石区", 1, "云溪市", None),
        ("滨江市场", 2, "临江区", None),
        ("文昌市场", 2, "临江区", None),
        ("古樟市场", 2, "青石区", business.id),
    ):
        cell = GridCell(
            name=name,
            level_id=levels[level].id,
            parent_id=ids[above] if above else None,
            position=len(ids),
            unit_id=unit,
        )
        session.add(cell)
        session.flush()
        ids[name] = cell.id
    return ids


@pytest.fixture
def forms() -> Iterator[list[QDialog]]:
    """The dialogs that opened."""
    opened: list[QDialog] = []
    before = messages.Hook.on_prompt
    messages.Hook.on_prompt = opened.append
    yield opened
    messages.Hook.on_prompt = before


@pytest.fixture
def cells(desk: Desk) -> dict[str, int]:
    found: dict[str, int] = desk.store.do("网格", build_grid).value
    return found


@pytest.fixture
def rule(desk: Desk, cells: dict[str, int]) -> int:
    """改造棚顶 at each market."""
    level_id = desk.store.read(queries.grid_of).by_id[cells["滨江市场"]].level_id
    made: int = desk.store.do("落到网格", actions.add_rule, task_id=desk.id(TASK), level_id=level_id).value
    return made


def duties(desk: Desk) -> dict[str, DutyRow]:
    return {row.cell: row for row in desk.store.read(queries.duties, task_id=desk.id(TASK))}


def line_of(desk: Desk) -> RuleLine:
    """The one line of the inspector, once it is there."""
    desk.bot.waitUntil(lambda: len(desk.page.inspector.grid.lines) == 1)
    return desk.page.inspector.grid.lines[0]


def open_cells(desk: Desk) -> None:
    desk.page.show_cells(desk.id(TASK))


def test_a_rule_is_made_in_the_form_that_shows_its_rows(
    desk: Desk, cells: dict[str, int], forms: list[QDialog]
) -> None:
    desk.inspect(TASK)
    assert desk.page.inspector.grid.hint.isVisibleTo(desk.page.inspector)
    desk.page.inspector.grid.add_button.click()
    form = forms[-1]
    assert isinstance(form, RuleForm)
    assert form.count.text() == "共 3 处"
    assert [row.right for row in form.rows.list.rows] == ["临江区", "临江区", "商务局"]
    form.under.line.setText("云溪市 / 青石区")
    form.show_preview()
    assert form.count.text() == "共 1 处"
    form.level.setCurrentIndex(form.level.findText("每个区", Qt.MatchFlag.MatchStartsWith))
    form.under.line.setText("")
    form.show_preview()
    assert "另有 1 处没有管理单位" in form.count.text()
    form.level.setCurrentIndex(form.level.findText("每个点位", Qt.MatchFlag.MatchStartsWith))
    form.role.setCurrentIndex(form.role.findData(Role.SUPPORT))
    form.accept()
    assert set(duties(desk)) == set(MARKETS)
    assert [ref.label for ref in desk.rows[TASK].support] == ["临江区 · 2 处", "商务局 · 1 处"]
    assert line_of(desk).progress.text() == "3 处"
    assert desk.store.undo() == "落到网格：改造棚顶"
    assert duties(desk) == {}


def test_the_form_refuses_what_it_does_not_know(desk: Desk, cells: dict[str, int], forms: list[QDialog]) -> None:
    desk.inspect(TASK)
    desk.page.inspector.grid.add_button.click()
    form = forms[-1]
    assert isinstance(form, RuleForm)
    form.under.line.setText("东湖区")
    form.accept()
    assert form.isVisible() and "没有叫“东湖区”的网格" in form._why.text()
    form.under.line.setText("")
    form.unit.line.setText("某某局")
    form.accept()
    assert form.isVisible() and "没有叫“某某局”的单位" in form._why.text()
    form.reject()
    assert duties(desk) == {}


def test_without_a_grid_the_clerk_is_told_where_to_begin(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(messages.Hook, "on_message", staticmethod(lambda kind, text: heard.append(text)))
    desk.inspect(TASK)
    desk.page.inspector.grid.add_button.click()
    desk.page.inspector.grid.one_button.click()
    assert len(heard) == 2 and all("网格里还没有内容" in text for text in heard)


def test_a_rule_is_changed_and_deleted_from_its_line(
    desk: Desk, rule: int, forms: list[QDialog], cells: dict[str, int]
) -> None:
    desk.inspect(TASK)
    line_of(desk).edit_button.click()
    form = forms[-1]
    assert isinstance(form, RuleForm)
    form.under.line.setText("云溪市 / 临江区")
    form.unit.line.setText("公安局")
    form.accept()
    assert {(row.cell, row.unit) for row in duties(desk).values()} == {("滨江市场", "公安局"), ("文昌市场", "公安局")}
    desk.inspect(TASK)
    line_of(desk).delete_button.click()
    assert duties(desk) == {}
    desk.bot.waitUntil(lambda: desk.page.inspector.grid.lines == [])


def test_changes_of_the_grid_are_offered_in_a_bar(
    desk: Desk, rule: int, cells: dict[str, int], forms: list[QDialog]
) -> None:
    desk.inspect(TASK)
    bar = desk.page.inspector.grid.offer_bar
    assert not bar.isVisibleTo(desk.page.inspector)
    desk.store.do("换单位", update_cell, cell_id=cells["古樟市场"], unit_id=desk.units["公安局"])
    desk.bot.waitUntil(lambda: bar.isVisibleTo(desk.page.inspector))
    assert bar.words.text() == "网格有变化：换单位 1 处"
    assert duties(desk)["古樟市场"].unit == "商务局"
    bar.button.click()
    form = forms[-1]
    assert isinstance(form, OfferForm)
    form.reject()
    assert duties(desk)["古樟市场"].unit == "商务局"
    bar.button.click()
    forms[-1].accept()
    assert duties(desk)["古樟市场"].unit == "公安局"
    desk.bot.waitUntil(lambda: not bar.isVisibleTo(desk.page.inspector))


def test_one_cell_by_hand(desk: Desk, cells: dict[str, int], forms: list[QDialog]) -> None:
    desk.inspect(TASK)
    desk.page.inspector.grid.one_button.click()
    form = forms[-1]
    assert isinstance(form, CellDutyForm)
    form.accept()
    assert form.isVisible()
    form.cell.line.setText("文昌市场")
    form.unit.line.setText("公安局")
    form.accept()
    assert [(row.cell, row.unit, row.rule_id) for row in duties(desk).values()] == [("文昌市场", "公安局", None)]
    assert line_of(desk).progress.text() == "1 处"
    open_cells(desk)
    row = duties(desk)["文昌市场"]
    desk.page.cells.model.setData(desk.page.cells.model.index_of(row.id, "unit"), "商务局")
    assert duties(desk)["文昌市场"].unit == "商务局"
    desk.page.cells.table.select_id(row.id)
    desk.page.cells.delete_action.trigger()
    assert duties(desk) == {}


def test_the_chip_counts_and_is_not_taken_away(desk: Desk, rule: int) -> None:
    column = desk.page.table.model.columns[desk.page.table.model.column_of("responsible")]
    row = desk.rows[TASK]
    assert column.chips is not None
    chips = column.chips(row)
    assert [(chip.text, chip.id) for chip in chips] == [("临江区 · 2 处", None), ("商务局 · 1 处", None)]
    assert column.text(row) == "临江区、商务局"
    assert column.value_of(row) == ""
    desk.page.table.write(row.id, "responsible", "公安局")
    assert desk.unit_names(TASK, "responsible") == ["公安局", "临江区", "商务局"]
    assert len(duties(desk)) == 3


def test_the_matrix_shows_at_how_many_places(desk: Desk, rule: int) -> None:
    desk.page.show_view("matrix")
    model = desk.page.matrix.model
    place = model.place_of(desk.id(TASK), duties(desk)["滨江市场"].unit_id)
    assert place is not None
    assert model.places_at(*place) == 2
    assert "责任，2 处网格" in model.words_at(*place)
    assert not desk.page.matrix.view.grab().isNull()


def test_from_the_inspector_to_the_rows(desk: Desk, rule: int) -> None:
    desk.inspect(TASK)
    desk.page.inspector.grid.lines[0].rows_button.click()
    panel = desk.page.cells
    assert desk.page.view == "cells"
    assert [row.cell for row in panel.model.visible_rows()] == list(MARKETS)
    assert panel.scope.text() == TASK
    assert panel.progress.text() == "3 处（0%）"
    assert desk.page.head.count.text() == "3 处"
    panel.table.select_id(duties(desk)["文昌市场"].id)
    desk.bot.waitUntil(lambda: desk.page.inspector.task_id == desk.id(TASK))


def test_states_are_typed_filled_and_pasted(desk: Desk, rule: int) -> None:
    open_cells(desk)
    table, ids = desk.page.cells.table, [row.id for row in duties(desk).values()]
    desk.page.cells.model.setData(desk.page.cells.model.index_of(ids[0], "state"), "已完成")
    first = duties(desk)["滨江市场"]
    assert (first.state, first.done_on) == (DutyState.DONE, date.today())
    table.select_id(ids[0], "state")
    model = desk.page.cells.model
    table.selectionModel().select(model.index_of(ids[2], "state"), table.selectionModel().SelectionFlag.Select)
    clipboard.put([["进行中", "", "正在挖沟"], ["不涉及", "", "没有棚顶"]])
    table.select_id(ids[1], "state")
    table.paste()
    rows = duties(desk)
    assert [row.state for row in rows.values()] == [DutyState.DONE, DutyState.DOING, DutyState.NOT_NEEDED]
    assert [row.note for row in rows.values()] == ["", "正在挖沟", "没有棚顶"]
    assert desk.page.cells.progress.text() == "3 处 · 已完成 1 · 进行中 1 · 不涉及 1（50%）"
    assert desk.store.undo() == "粘贴 2 行"
    assert duties(desk)["文昌市场"].state is DutyState.OPEN
    table.select_id(ids[1], "state")
    desk.bot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert duties(desk)["文昌市场"].state is DutyState.DONE


def test_many_rows_get_one_state_at_once(desk: Desk, rule: int) -> None:
    open_cells(desk)
    desk.page.cells.table.selectAll()
    done = next(action for action in desk.page.cells.state_actions if action.text() == "已完成")
    done.trigger()
    assert {row.state for row in duties(desk).values()} == {DutyState.DONE}
    assert desk.page.cells.bar.value() == 100
    desk.store.undo()
    assert {row.state for row in duties(desk).values()} == {DutyState.OPEN}


def test_a_bad_cell_says_why_and_changes_nothing(desk: Desk, rule: int, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(messages.Hook, "on_message", staticmethod(lambda kind, text: heard.append(text)))
    open_cells(desk)
    first = next(iter(duties(desk).values()))
    desk.page.cells.model.setData(desk.page.cells.model.index_of(first.id, "done_on"), "年底")
    assert "“年底”不是日期" in heard[-1]
    desk.page.cells.table.select_id(first.id)
    desk.bot.keyClick(desk.page.cells.table, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    desk.page.cells.table.delete_requested.emit((first.id,))
    assert "按规则展开" in heard[-1]
    assert len(duties(desk)) == 3


def test_the_view_follows_outline_and_filter(desk: Desk, rule: int) -> None:
    level_id = desk.store.read(queries.grid_of).spots[1].level_id
    other = desk.id("整治占道经营")
    desk.store.do("落到网格", actions.add_rule, task_id=other, level_id=level_id)
    desk.page.show_view("cells")
    panel = desk.page.cells
    assert [row.task for row in panel.model.visible_rows()] == ["整治占道经营", TASK, TASK, TASK]
    desk.page.outline.choose(desk.id("农贸市场"))
    assert {row.task for row in panel.model.visible_rows()} == {TASK}
    desk.page.outline.choose(None)
    panel.set_filter("文昌")
    assert [row.cell for row in panel.model.visible_rows()] == ["文昌市场"]
    panel.set_filter("")
    desk.page.outline.arrange_by("unit")
    desk.page.outline.choose(desk.units["商务局"])
    assert [row.cell for row in panel.model.visible_rows()] == ["古樟市场"]
    desk.page.outline.choose(None)
    panel.show_task(other)
    assert panel.shown == 1
    panel.all_button.click()
    assert panel.shown == 4


def test_the_page_opens_at_the_rows_of_a_task(desk: Desk, rule: int) -> None:
    desk.page.goto(desk.id(TASK), "cells")
    assert (desk.page.view, desk.page.cells.task_id) == ("cells", desk.id(TASK))


def test_without_duties_the_view_says_how_to_begin(desk: Desk) -> None:
    desk.page.show_view("cells")
    assert "还没有任务落到网格" in desk.page.cells.empty.sentence.text()


def test_the_inspector_stays_with_the_task_while_it_has_no_rows(desk: Desk, cells: dict[str, int]) -> None:
    desk.inspect(TASK)
    desk.page.show_view("cells")
    desk.bot.wait(80)
    assert desk.page.inspector.task_id == desk.id(TASK)
