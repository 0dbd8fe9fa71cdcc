"""The table view by keys and mouse: editing, moving, folding, copy and paste, fill, chips, what a refresh keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.tables.rows import COLUMNS, Duty, duties, renamed
from ui.style import px
from ui.tables import clipboard
from ui.tables.cells import Chip, Fill, Paste
from ui.tables.completing import CompletingLine
from ui.tables.layout import chip_rects, chip_width, measure, more_rect
from ui.tables.painting import badge_rect
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView

Key = Qt.Key
Held = Qt.KeyboardModifier


@pytest.fixture
def model(qapp: object) -> TreeRowsModel:
    made = TreeRowsModel(COLUMNS)
    made.set_rows(duties())
    return made


@pytest.fixture
def table(model: TreeRowsModel, shown: Callable[[Any], Any]) -> TableView:
    view = TableView(model)
    shown(view)
    view.setFocus()
    return view


def editor(table: TableView) -> Any:
    """The open editor."""
    found = [w for w in table.viewport().findChildren(QWidget) if w.property("cell") and w.isVisible()]
    assert len(found) == 1
    return found[0]


def is_editing(table: TableView) -> bool:
    return any(w.property("cell") and w.isVisible() for w in table.viewport().findChildren(QWidget))


def centre(table: TableView, row_id: int, key: str) -> QPoint:
    return table.visualRect(table.rows_model.index_of(row_id, key)).center()


def test_typing_replaces_and_enter_goes_down(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "title")
    with qtbot.waitSignal(table.rows_model.edit_requested) as signal:
        qtbot.keyClicks(table, "a")
        assert isinstance(editor(table), QLineEdit)
        qtbot.keyClicks(editor(table), "bc")
        qtbot.keyClick(editor(table), Key.Key_Return)
    assert signal.args == [2, "title", "abc"]
    assert not is_editing(table)
    assert (table.current_id(), table.current_key()) == (3, "title")


def test_f2_keeps_the_text_and_tab_goes_right(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "title")
    qtbot.keyClick(table, Key.Key_F2)
    assert editor(table).text() == "整治占道经营"
    qtbot.keyClick(editor(table), Key.Key_End)
    qtbot.keyClicks(editor(table), "!")
    with qtbot.waitSignal(table.rows_model.edit_requested) as signal:
        qtbot.keyClick(editor(table), Key.Key_Tab)
    assert signal.args == [2, "title", "整治占道经营!"]
    assert (table.current_id(), table.current_key()) == (2, "lead")


def test_esc_leaves_the_cell_as_it_was(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "title")
    with qtbot.assertNotEmitted(table.rows_model.edit_requested):
        qtbot.keyClicks(table, "x")
        qtbot.keyClick(editor(table), Key.Key_Escape)
    assert not is_editing(table)
    assert table.current_id() == 2


def test_a_cell_that_cannot_be_edited_stays_closed(table: TableView, qtbot: QtBot) -> None:
    table.select_id(1, "kind")
    with qtbot.waitSignal(table.activated_id) as signal:
        qtbot.keyClick(table, Key.Key_Return)
    assert signal.args == [1]
    assert not is_editing(table)
    assert not table.edit_cell(1, "kind")
    assert table.edit_cell(2, "kind")


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("due", "2026-7-1", date(2026, 7, 1)),
        ("due", "20260701", date(2026, 7, 1)),
        ("due", "soon", "soon"),
        ("points", "2.5", Decimal("2.5")),
        ("lead", "zffj", "zffj"),
    ],
)
def test_editors_give_values(table: TableView, qtbot: QtBot, key: str, typed: str, value: object) -> None:
    table.select_id(3, key)
    qtbot.keyClick(table, Key.Key_F2)
    field = editor(table)
    if isinstance(field, CompletingLine):
        field.setText(typed)  # set, not typed: nothing is proposed
    else:
        field.selectAll()
        qtbot.keyClicks(field, typed)
    with qtbot.waitSignal(table.rows_model.edit_requested) as signal:
        qtbot.keyClick(field, Key.Key_Return)
    assert signal.args == [3, key, value]


def test_choice_editor(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "kind")
    qtbot.keyClick(table, Key.Key_F2)
    box = editor(table)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    with qtbot.waitSignal(table.rows_model.edit_requested) as signal:
        qtbot.keyClick(box, Key.Key_Return)
    assert signal.args == [2, "kind", "报送"]


def test_units_are_proposed_by_initials_and_taken_by_enter(table: TableView, qtbot: QtBot) -> None:
    table.select_id(3, "lead")
    qtbot.keyClick(table, Key.Key_F2)
    line = editor(table)
    assert isinstance(line, CompletingLine)
    qtbot.keyClicks(line, "sw")
    assert [option.text for option in line.proposals()] == ["商务局"]
    qtbot.keyClick(line, Key.Key_Return)
    assert line.text() == "商务局"
    assert not line.is_proposing
    line.setText("商务局、")
    qtbot.keyClicks(line, "zf")
    qtbot.keyClick(line, Key.Key_Escape)
    assert is_editing(table) and not line.is_proposing
    qtbot.keyClick(line, Key.Key_Backspace)
    with qtbot.waitSignal(table.rows_model.edit_requested) as signal:
        qtbot.keyClick(line, Key.Key_Tab)
    assert signal.args == [3, "lead", "商务局、执法分局"]


def test_a_refresh_keeps_cell_selection_and_scroll(table: TableView, model: TreeRowsModel) -> None:
    rows = (*duties(), *(Duty(number, None, f"大项 {number}") for number in range(100, 200)))
    model.set_rows(rows)
    table.select_id(150, "due")
    scrolled = table.verticalScrollBar().value()
    assert scrolled > 0
    model.set_rows((*rows, Duty(999, None, "最后一项")))
    assert (table.current_id(), table.current_key()) == (150, "due")
    assert table.selected_ids() == (150,)
    assert table.verticalScrollBar().value() == scrolled
    model.set_rows(rows[:3])
    assert table.current_id() is None


def test_an_open_editor_survives_a_refresh_of_other_rows(table: TableView, model: TreeRowsModel, qtbot: QtBot) -> None:
    table.select_id(3, "title")
    qtbot.keyClicks(table, "n")
    qtbot.keyClicks(editor(table), "eu")
    model.set_rows(renamed(duties(), 5, "改造顶棚"))
    assert editor(table).text() == "neu"


def test_an_editor_whose_row_went_says_nothing_more(table: TableView, model: TreeRowsModel, qtbot: QtBot) -> None:
    """What is committed may write and refresh the whole table; the editor then lives on until the next event."""
    written: list[object] = []

    def write(row_id: object, key: str, value: object) -> None:
        written.append(value)
        model.set_rows([row for row in duties() if row.id in (1, row_id)])

    model.edit_requested.connect(write)
    table.select_id(3, "title")
    qtbot.keyClick(table, Key.Key_F2)
    field = editor(table)
    field.setText("新的")
    qtbot.keyClick(field, Key.Key_Return)
    table.setFocus()
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))
    qtbot.keyClick(field, Key.Key_Return)
    assert written == ["新的"]


def test_current_changed_tells_rows_not_columns(table: TableView, qtbot: QtBot) -> None:
    seen: list[object] = []
    table.current_changed.connect(seen.append)
    table.select_id(2, "title")
    qtbot.keyClick(table, Key.Key_Right)
    qtbot.keyClick(table, Key.Key_Down)
    assert seen == [2, 3]


def test_select_opens_what_is_folded_above(table: TableView, model: TreeRowsModel) -> None:
    model.collapse_all()
    assert table.select_id(6)
    assert table.current_id() == 6
    assert not table.select_id(12345)


def test_folding_by_mouse_and_keys(table: TableView, model: TreeRowsModel, qtbot: QtBot) -> None:
    rect = table.visualRect(model.index_of(1))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 12, rect.center().y()))
    assert not model.is_expanded(1)
    table.select_id(4, "title")
    qtbot.keyClick(table, Key.Key_Left, Held.ControlModifier)
    assert not model.is_expanded(4)
    qtbot.keyClick(table, Key.Key_Right, Held.ControlModifier)
    assert model.is_expanded(4)


def test_click_on_the_cross_of_a_chip(table: TableView, qtbot: QtBot) -> None:
    index = table.rows_model.index_of(5, "lead")
    inner = table._cells.content_rect(index)
    placed, _ = chip_rects(inner, COLUMNS[1].chips(duties()[4]))  # type: ignore[misc]
    rect, chip = placed[0]
    cross = badge_rect(rect).center()
    table.select_id(1, "title")
    with qtbot.assertNotEmitted(table.chip_removed):  # a click that makes the cell the current one removes nothing
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    assert (table.current_id(), table.current_key()) == (5, "lead")
    with qtbot.waitSignal(table.chip_removed) as signal:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    assert signal.args == [5, "lead", chip.id]
    with qtbot.assertNotEmitted(table.chip_removed):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_f2_puts_the_caret_at_the_end(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "title")
    qtbot.keyClick(table, Key.Key_F2)
    line = editor(table)
    assert not line.hasSelectedText() and line.cursorPosition() == len(line.text()) > 0


def test_rows_are_dragged_by_their_grip_alone(table: TableView, qtbot: QtBot) -> None:
    table.set_draggable(True, grip="title")
    for key, drags in (("lead", False), ("title", True)):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(table, 5, key))
        assert table.dragEnabled() is drags
    assert table.rows_model.supportedDragActions() & Qt.DropAction.MoveAction


def test_a_line_shows_where_dragged_rows_would_lie(table: TableView, qtbot: QtBot) -> None:
    table.set_draggable(True)
    table.select_id(2, "title")
    rect = table.visualRect(table.rows_model.index_of(5, "title"))
    table._show_drop(QPoint(rect.left() + 4, rect.top() + 1))
    assert table.drop_line is not None and abs(table.drop_line.top() - rect.top()) <= 2
    table._show_drop(None)
    assert table.drop_line is None


@pytest.mark.parametrize("width", [40, 80, 110, 150, 200])
@pytest.mark.parametrize("lines", [1, 2])
def test_chips_show_at_least_four_letters_or_are_counted(qapp: object, width: int, lines: int) -> None:
    chips = [Chip(name, "support", name) for name in ("柳林街道办事处", "公安局", "东湖街道办事处", "城管局")]
    inner = QRect(10, 5, width, 22 * lines)
    placed, left_out = chip_rects(inner, chips, lines)
    assert len(placed) + left_out == len(chips)
    for rect, chip in placed:
        assert inner.left() <= rect.left() and rect.right() <= inner.right()
        assert rect.width() >= min(chip_width("柳林街道…", px(12)), chip_width(chip.text, px(12)))
    if left_out and width > 40:
        more = more_rect(inner, placed, left_out)
        assert more.width() >= measure(12).horizontalAdvance(f"+{left_out}")
        assert more.bottom() <= inner.bottom() + 4
        assert not any(more.intersects(rect) for rect, _ in placed)
    one, _ = chip_rects(QRect(0, 0, 40, 22), chips[:1])
    assert [chip.text for _, chip in one] == ["柳林街道办事处"]


def test_the_tint_goes_with_the_current_cell(table: TableView, qtbot: QtBot) -> None:
    from ui import style

    def tinted() -> list[int]:
        image = table.viewport().grab().toImage()
        ratio = table.viewport().devicePixelRatioF()
        found = []
        for row in range(1, 8):
            rect = table.visualRect(table.rows_model.index_of(row, "kind"))
            if image.pixelColor(round((rect.right() - 3) * ratio), round((rect.top() + 4) * ratio)) == style.color(
                "hover"
            ):
                found.append(row)
        return found

    at = centre(table, 2, "title")
    qtbot.mouseMove(table.viewport(), at)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    table.hover_at(at)
    assert tinted() == [2]
    qtbot.keyClick(table, Key.Key_Down)
    assert table.current_id() == 3 and tinted() == [3]


def test_copy_is_tab_text_and_html(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "title")
    qtbot.keyClick(table, Key.Key_Right, Held.ShiftModifier)
    qtbot.keyClick(table, Key.Key_Down, Held.ShiftModifier)
    qtbot.keyClick(table, Key.Key_C, Held.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "整治占道经营\t执法分局\n清理卫生死角\t"
    assert "<td>执法分局</td>" in data.html()


def test_paste_names_cells_and_goes_on_below_the_last_row(table: TableView, qtbot: QtBot) -> None:
    clipboard.put([["一", "商务局"], ["二", ""]])
    table.select_id(7, "title")
    with qtbot.waitSignal(table.paste_requested) as signal:
        qtbot.keyClick(table, Key.Key_V, Held.ControlModifier)
    assert signal.args is not None
    paste: Paste = signal.args[0]
    assert paste.row_ids == (7, None)
    assert paste.keys == ("title", "lead")
    assert paste.cells() == [(7, "title", "一"), (7, "lead", "商务局"), (None, "title", "二"), (None, "lead", "")]


def test_one_text_fills_the_selection(table: TableView, qtbot: QtBot) -> None:
    clipboard.put([["商务局"]])
    table.select_id(2, "lead")
    qtbot.keyClick(table, Key.Key_Down, Held.ShiftModifier)
    with qtbot.waitSignal(table.paste_requested) as signal:
        qtbot.keyClick(table, Key.Key_V, Held.ControlModifier)
    assert signal.args is not None
    assert signal.args[0] == Paste((("商务局",), ("商务局",)), (2, 3), ("lead",))


def test_fill_down(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "lead")
    qtbot.keyClick(table, Key.Key_Down, Held.ShiftModifier)
    with qtbot.waitSignal(table.fill_requested) as signal:
        qtbot.keyClick(table, Key.Key_D, Held.ControlModifier)
    assert signal.args == [Fill(2, (3,), ("lead",))]
    table.select_id(7, "due")
    with qtbot.waitSignal(table.fill_requested) as signal:
        qtbot.keyClick(table, Key.Key_D, Held.ControlModifier)
    assert signal.args == [Fill(6, (7,), ("due",))]


def test_delete_clears_cells_but_removes_rows_in_the_first_column(table: TableView, qtbot: QtBot) -> None:
    table.select_id(2, "lead")
    with qtbot.waitSignal(table.clear_requested) as signal:
        qtbot.keyClick(table, Key.Key_Delete)
    assert signal.args == [Fill(None, (2,), ("lead",))]
    table.select_id(2, "title")
    with qtbot.waitSignal(table.delete_requested) as signal:
        qtbot.keyClick(table, Key.Key_Delete)
    assert signal.args == [(2,)]


@pytest.mark.parametrize(("key", "delta"), [(Key.Key_Up, -1), (Key.Key_Down, 1)])
def test_alt_arrows_ask_for_a_move(table: TableView, qtbot: QtBot, key: Qt.Key, delta: int) -> None:
    table.select_id(3, "title")
    with qtbot.waitSignal(table.move_requested) as signal:
        qtbot.keyClick(table, key, Held.AltModifier)
    assert signal.args == [(3,), delta]


def test_tab_indents_only_where_the_page_listens(table: TableView, qtbot: QtBot) -> None:
    table.select_id(3, "title")
    qtbot.keyClick(table, Key.Key_Tab)
    assert table.current_key() == "lead"
    asked: list[tuple[object, int]] = []

    def on_indent(ids: object, delta: int) -> None:
        asked.append((ids, delta))

    table.indent_requested.connect(on_indent)
    table.select_id(3, "title")
    qtbot.keyClick(table, Key.Key_Tab)
    qtbot.keyClick(table, Key.Key_Backtab, Held.ShiftModifier)
    assert asked == [((3,), 1), ((3,), -1)]


def test_header_sorts_up_down_and_not(table: TableView, model: TreeRowsModel, qtbot: QtBot) -> None:
    head = table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(3) + 20, head.height() // 2)
    orders = []
    for _ in range(3):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append([row.id for row in model.visible_rows()])
    assert orders == [[1, 3, 2, 4, 7, 5, 6], [4, 5, 7, 6, 1, 2, 3], [1, 2, 3, 4, 5, 6, 7]]


def test_everything_is_drawn_in_both_themes(table: TableView, qapp: Any) -> None:
    from ui import style

    pictures = []
    for theme in (style.Theme.LIGHT, style.Theme.DARK):
        style.apply(qapp, theme=theme)
        table.hover_at(centre(table, 5, "lead"))
        image = table.grab().toImage()
        colors = {image.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(240)}
        for name in ("accent", "overdue", "line", "hover"):
            assert getattr(style.tokens(), name).lower() in colors, (theme, name)
        pictures.append(image)
    assert pictures[0] != pictures[1]
