"""Columns drawn to another place and frozen, several sort keys, filters by values and by nested conditions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.layouts.content import Layout, SortKey
from models.layouts.rules import Criterion, Group
from models.layouts.terms import Compare, FieldKind
from tests.ui.conftest import Prompts
from tests.ui.tables.rows import COLUMNS, duties
from ui.tables.cells import Column
from ui.tables.columns_dialog import ColumnChoice, ColumnsDialog
from ui.tables.conditions import ConditionLine
from ui.tables.conditions_dialog import ConditionsDialog
from ui.tables.filtering import Field
from ui.tables.sort_dialog import SortDialog
from ui.tables.tree import TreeRowsModel
from ui.tables.value_filter import ValueFilter
from ui.tables.view import TableView

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _columns() -> tuple[Column, ...]:
    from dataclasses import replace

    kinds: dict[str, dict[str, Any]] = {
        "lead": {"kind": FieldKind.NAMES, "plain": lambda row: row.lead},
        "points": {"kind": FieldKind.NUMBER, "plain": lambda row: row.points},
        "due": {
            "kind": FieldKind.DAY,
            "plain": lambda row: date.fromisoformat(row.due) if row.due else None,
        },
    }
    return tuple(replace(column, **kinds.get(column.key, {})) for column in COLUMNS)


@pytest.fixture
def table(qapp: object, shown: Callable[[Any], Any]) -> TableView:
    model = TreeRowsModel(_columns(), group=lambda row: row.parent_id is None)
    model.set_rows(duties())
    view = TableView(model, name="test.arranging")
    view.arrangement.today = lambda: date(2026, 5, 20)
    shown(view)
    view.setFocus()
    return view


def _ids(table: TableView) -> list[int]:
    return [row.id for row in table.rows_model.visible_rows()]


def _keys(table: TableView) -> list[str]:
    return [column.key for column in table.rows_model.columns]


def _heading(table: TableView, key: str) -> QPoint:
    rect = table.heading.section_rect(table.rows_model.column_of(key))
    return QPoint(rect.left() + 12, rect.center().y())


def _click(table: TableView, qtbot: QtBot, key: str, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mouseClick(table.heading.viewport(), LEFT, held, _heading(table, key))


def test_shift_click_adds_a_sort_key(table: TableView, qtbot: QtBot) -> None:
    _click(table, qtbot, "kind")
    _click(table, qtbot, "points", SHIFT)
    assert list(table.arrangement.sorts) == [SortKey("kind"), SortKey("points")]
    assert _ids(table) == [1, 3, 2, 4, 7, 5, 6]  # an empty one last
    _click(table, qtbot, "points", SHIFT)
    assert _ids(table) == [4, 5, 7, 6, 1, 2, 3]
    assert table.heading.sorted_by == {"kind": (1, False), "points": (2, True)}
    _click(table, qtbot, "points", SHIFT)
    assert list(table.arrangement.sorts) == [SortKey("kind")]


@pytest.mark.parametrize(
    ("sorts", "expected"),
    [
        ((SortKey("points", True),), [4, 5, 7, 6, 1, 2, 3]),
        ((SortKey("kind"), SortKey("title", True)), [1, 2, 3, 4, 6, 5, 7]),
        ((SortKey("gone"), SortKey("points")), [1, 3, 2, 4, 7, 5, 6]),
        ((), [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_sort_keys(table: TableView, sorts: tuple[SortKey, ...], expected: list[int]) -> None:
    table.arrangement.sort_by(sorts)
    if sorts and sorts[0].column == "kind":
        titles = {row.id: row.title for row in duties()}
        expected = [
            1,
            *sorted((2, 3), key=lambda at: titles[at], reverse=True),
            4,
            *sorted((5, 6, 7), key=lambda at: titles[at], reverse=True),
        ]
        tops = sorted((1, 4), key=lambda at: titles[at], reverse=True)
        assert [row_id for row_id in _ids(table) if row_id in (1, 4)] == tops
        assert [row_id for row_id in _ids(table) if row_id in (5, 6, 7)] == expected[4:]
        return
    assert _ids(table) == expected


def test_a_value_filter_keeps_what_stands_above(table: TableView) -> None:
    arranged = table.arrangement
    assert arranged.values_in("lead") == [("商务局", 1), ("市场监管局", 2), ("执法分局", 1), ("", 2)]
    arranged.filter_column("lead", ("市场监管局",))
    assert _ids(table) == [4, 5, 6]
    assert table.rows_model.found == 2
    arranged.filter_column("points", ("10",))
    assert _ids(table) == [4, 5]
    assert arranged.values_in("points") == [("10", 1), ("", 1)]
    arranged.filter_column("lead", None)
    arranged.filter_column("points", None)
    assert _ids(table) == [1, 2, 3, 4, 5, 6, 7] and not table.rows_model.is_filtered


def test_empty_cells_of_headings_are_no_finds(table: TableView) -> None:
    table.arrangement.set_filters(Group((Criterion("lead", Compare.EMPTY),)))
    assert _ids(table) == [1, 3, 4, 7] and table.rows_model.found == 2


def test_a_row_held_stays_until_the_filter_changes(table: TableView) -> None:
    table.arrangement.filter_column("lead", ("执法分局",))
    table.rows_model.hold((7,))
    assert _ids(table) == [1, 2, 4, 7] and table.rows_model.found == 1
    table.arrangement.filter_column("lead", ("执法分局", "商务局"))
    assert _ids(table) == [1, 2, 4, 5]


def test_the_list_of_values(table: TableView, qtbot: QtBot) -> None:
    mark = table.heading.section_rect(table.rows_model.column_of("lead"))
    qtbot.mouseClick(table.heading.viewport(), LEFT, pos=QPoint(mark.right() - 10, mark.center().y()))
    listed = table.findChild(ValueFilter)
    assert listed is not None and not table.arrangement.sorts
    listed.search.setText("局")
    assert listed.shown() == ["商务局", "市场监管局", "执法分局"]
    listed.tick("执法分局", False)
    listed.tick("商务局", False)
    assert listed.take.isEnabled()
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert table.arrangement.column_values("lead") == ("市场监管局",)
    assert table.heading.filtered == {"lead"}


def test_nothing_ticked_is_not_taken(table: TableView, qtbot: QtBot) -> None:
    listed = table.arranging.open_values("lead", QPoint(0, 0))
    listed.all.click()
    assert not listed.take.isEnabled()
    listed.accept()
    assert listed.isVisible() and not table.rows_model.is_filtered
    listed.all.click()
    listed.accept()
    assert not table.rows_model.is_filtered


def test_nested_conditions_in_the_dialog(table: TableView, prompts: Prompts) -> None:
    def fill(dialog: ConditionsDialog) -> None:
        line = dialog.group.parts[0]
        assert isinstance(line, ConditionLine) and line.field.currentData() == "points"
        assert not dialog.accept_button.isEnabled()
        _say(line, "points", "at_least", "5")
        inner = dialog.group.insert_group()
        first = inner.parts[0]
        assert isinstance(first, ConditionLine)
        _say(first, "due", "within", "30")
        _say(inner.insert_line(), "lead", "first", "商务局")
        assert "符合 2 行" in dialog.words.text() and "或者" in dialog.words.text()
        dialog.accept_button.click()

    def clear(dialog: ConditionsDialog) -> None:
        assert dialog.group.value() == table.arrangement.filters
        dialog.clear.click()
        dialog.accept_button.click()

    prompts.answer(fill, clear)
    table.select_id(5, "points")
    table.arranging.open_conditions()
    assert _ids(table) == [1, 2, 4, 5]
    table.arranging.open_conditions()
    assert _ids(table) == [1, 2, 3, 4, 5, 6, 7]


def _say(line: ConditionLine, field: str, compare: str, value: str) -> None:
    line.field.setCurrentIndex(line.field.findData(field))
    line.compare.setCurrentIndex(line.compare.findData(compare))
    line.values[0].setText(value)


def test_fields_beside_the_columns(table: TableView) -> None:
    table.arrangement.add_fields(Field("top", "大项", FieldKind.NUMBER, lambda row: row.parent_id))
    table.arrangement.set_filters(Group((Criterion("top", Compare.IS, ("4",)),)))
    assert _ids(table) == [4, 5, 6, 7]
    assert table.arrangement.sentence() == "大项 是 4"


def test_the_sort_dialog(table: TableView, prompts: Prompts) -> None:
    def fill(dialog: SortDialog) -> None:
        column, order = dialog.lines[0]
        column.setCurrentIndex(column.findData("points"))
        order.setCurrentIndex(1)
        dialog.add_line()
        dialog.lines[1][0].setCurrentIndex(dialog.lines[1][0].findData("points"))
        assert dialog.why_not() is not None
        dialog.lines[1][0].setCurrentIndex(0)

    prompts.answer(fill)
    table.arranging.open_sort()
    assert table.arrangement.sorts == (SortKey("points", True),)


def test_the_columns_dialog_by_keys(table: TableView, prompts: Prompts, qtbot: QtBot) -> None:
    def fill(dialog: ColumnsDialog) -> None:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        assert dialog.value() == ColumnChoice(("lead", "title", "due", "points", "kind"), frozenset(("lead",)), 0)
        dialog.frozen.setCurrentIndex(dialog.frozen.findData(2))

    prompts.answer(fill)
    table.arranging.open_columns()
    assert _keys(table) == ["lead", "title", "due", "points", "kind"]
    assert table.is_column_hidden("lead") and table.frozen == 2
    assert isinstance(table.rows_model, TreeRowsModel) and table.rows_model.tree_column == 1


def test_a_heading_drawn_to_another_place(table: TableView, qtbot: QtBot) -> None:
    head = table.heading.viewport()
    start, end = _heading(table, "points"), _heading(table, "title")
    qtbot.mousePress(head, LEFT, pos=start)
    for x in range(start.x(), end.x(), -20):
        qtbot.mouseMove(head, QPoint(x, start.y()))
    qtbot.mouseMove(head, end)
    qtbot.mouseRelease(head, LEFT, pos=end)
    qtbot.waitUntil(lambda: _keys(table) == ["points", "title", "lead", "due", "kind"])
    assert [table.heading.logicalIndex(place) for place in range(5)] == [0, 1, 2, 3, 4]
    assert not table.arrangement.sorts


def test_frozen_columns_stay_where_they_are(table: TableView, qtbot: QtBot) -> None:
    table.resize(520, 300)
    for number in range(5):
        table.setColumnWidth(number, 170)
    table.arrangement.freeze_to("title")
    before = table.visualRect(table.rows_model.index_of(2, "title"))
    table.horizontalScrollBar().setValue(200)
    index = table.rows_model.index_of(2, "title")
    assert table.visualRect(index) == before
    assert table.indexAt(before.center()) == index
    assert table.heading.section_at(before.center().x()) == 0
    assert table.heading.section_rect(0).left() == 0
    qtbot.mouseClick(table.viewport(), LEFT, pos=before.center())
    assert (table.current_id(), table.current_key()) == (2, "title")
    assert table.horizontalScrollBar().value() == 200
    qtbot.keyClick(table, Qt.Key.Key_Right)
    lead = table.visualRect(table.rows_model.index_of(2, "lead"))
    assert lead.left() >= table.frozen_width
    table.arrangement.freeze(0)
    table.horizontalScrollBar().setValue(200)
    assert table.visualRect(index).left() < 0


def test_too_much_frozen_leaves_room(table: TableView) -> None:
    table.resize(400, 300)
    table.arrangement.freeze(4)
    assert table.frozen == 4 and table.frozen_width < table.viewport().width()
    image = table.grab().toImage()
    assert not image.isNull()


def test_a_layout_is_taken_and_given(table: TableView) -> None:
    layout = Layout(
        ("points", "title", "gone", "lead"),
        frozenset(("due",)),
        {"title": 300},
        1,
        (SortKey("points"),),
        Group((Criterion("lead", Compare.FILLED), Criterion("gone", Compare.EMPTY))),
    )
    table.arrangement.apply(layout)
    now = table.arrangement.layout()
    assert [key for key in now.order if key in layout.order] == ["points", "title", "lead"]
    assert set(now.order) == set(_keys(table)) == {"title", "lead", "due", "points", "kind"}
    assert (now.hidden, now.frozen, now.sorts) == (layout.hidden, 1, layout.sorts)
    assert now.filters == Group((Criterion("lead", Compare.FILLED),))
    assert now.widths["title"] == 300
    assert _ids(table) == [1, 2, 4, 5, 6]


def test_the_menu_of_a_heading(table: TableView) -> None:
    words = [action.text() for action in table.arranging.menu_of(1).actions() if action.text()]
    assert words[:2] == ["升序", "降序"] and "冻结到此列" in words and "取消冻结" not in words
    menu = table.arranging.menu_of(1)
    next(action for action in menu.actions() if action.text() == "冻结到此列").trigger()
    assert table.frozen == 2
    menu = table.arranging.menu_of(1)
    next(action for action in menu.actions() if action.text() == "隐藏此列").trigger()
    assert table.is_column_hidden("lead")
